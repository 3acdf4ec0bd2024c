#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "platform/testing/matchers.h"
#include "tests/acceptance/fleet.h"

// Who may do what, as the running services decide it: how soon a change counts everywhere, and what
// the access log says afterwards.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;

constexpr char kMunicipality[] = "0610";
constexpr char kCoordinator[] = "coordinator-0610";
constexpr char kPartnerClient[] = "partner-0610";
constexpr absl::Duration kEffective = absl::Seconds(5);

absl::Time Now() { return platform::core::SystemClock().Now(); }

std::string Yesterday() {
  return platform::core::FormatDay(platform::core::AmsterdamDay(Now()) - 1);
}

// One contract from 2020 on with the period 2020, and its coordinator.
class AccessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    tenancy::v1::CreateMunicipalityRequest municipality;
    municipality.set_code(kMunicipality);
    municipality.set_name("Sliedrecht");
    Administer<tenancy::v1::CreateMunicipalityResponse>(municipality);
    tenancy::v1::CreateProtocolRequest protocol;
    protocol.mutable_protocol()->set_programme("Buurtgezinnen");
    protocol.mutable_protocol()->set_version(1);
    protocol.mutable_protocol()->set_vog_valid_months(36);
    protocol.mutable_protocol()->set_guidance_months(24);
    protocol.mutable_protocol()->set_evaluation_interval_months(6);
    Administer<tenancy::v1::CreateProtocolResponse>(protocol);
    tenancy::v1::CreateContractRequest contract;
    contract.set_municipality(kMunicipality);
    contract.mutable_contract()->set_programme("Buurtgezinnen");
    contract.mutable_contract()->set_protocol_version(1);
    contract.mutable_contract()->set_provider("Stichting Proef");
    contract.mutable_contract()->set_first_day("2020-01-01");
    contract_ = Administer<tenancy::v1::CreateContractResponse>(contract).contract_id();
    auto period = Ask<tenancy::v1::CreateSubsidyPeriodRequest>();
    period.mutable_period()->set_name("2020");
    period.mutable_period()->set_first_day("2020-01-01");
    period.mutable_period()->set_last_day("2020-12-31");
    Administer<tenancy::v1::CreateSubsidyPeriodResponse>(period);
    appointment_ =
        fleet_.Appoint(kCoordinator, common::v1::ROLE_COORDINATOR, kMunicipality, contract_);
  }

  static std::string NewId() {
    return platform::core::NewUuid(Now(), platform::core::SystemRandom()).ToString();
  }

  // About the contract.
  template <typename Request>
  Request Ask() const {
    Request request;
    request.set_municipality(kMunicipality);
    request.set_contract_id(contract_);
    return request;
  }
  template <typename Request>
  Request Step() const {
    Request request = Ask<Request>();
    request.set_request_id(NewId());
    request.set_occurred_on("2020-06-15");
    return request;
  }

  template <typename Response, typename Request>
  Response Administer(Request request) {
    request.set_request_id(NewId());
    const auto response = fleet_.Operator().Call<Response>(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : Response();
  }

  std::string RegisterFamily() {
    auto request = Step<registration::v1::RegisterFamilyRequest>();
    request.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    request.set_postcode("3361AB");
    request.add_adult_names("Vraagouder Proef");
    request.add_child_birth_dates("2014-05-02");
    const auto response = fleet_.As(kCoordinator, "registration")
                              .Call<registration::v1::RegisterFamilyResponse>(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->family_id() : "";
  }
  absl::Status GetFamily(const Caller& caller, const std::string& family) const {
    auto request = Ask<registration::v1::GetFamilyRequest>();
    request.set_family_id(family);
    return caller.Call<registration::v1::GetFamilyResponse>(request).status();
  }

  // A call of every service that people may make, by its name.
  using Probes = std::map<std::string, std::function<absl::Status()>>;

  Probes ListAccessEverywhere() {
    Probes probes;
    for (const std::string& service : Fleet::Services()) {
      probes[service] = [caller = fleet_.As(kCoordinator, service),
                         request = Ask<common::v1::ListAccessRequest>()] {
        return caller.Call<common::v1::ListAccessResponse>(request).status();
      };
    }
    return probes;
  }

  // A step of every service that has steps. Each is about a thing that is not there, which is found
  // out only once the contract allows the step.
  Probes StepsEverywhere() {
    Probes probes;
    probes["registration"] = [this, caller = fleet_.As(kCoordinator, "registration")] {
      auto request = Step<registration::v1::RecordTrainingRequest>();
      request.set_family_id(NewId());
      return caller.Call<registration::v1::RecordTrainingResponse>(request).status();
    };
    probes["matching"] = [this, caller = fleet_.As(kCoordinator, "matching")] {
      auto request = Step<matching::v1::IntroduceMatchRequest>();
      request.set_match_id(NewId());
      return caller.Call<matching::v1::IntroduceMatchResponse>(request).status();
    };
    probes["evaluation"] = [this, caller = fleet_.As(kCoordinator, "evaluation")] {
      auto request = Step<evaluation::v1::RecordEvaluationRequest>();
      request.set_match_id(NewId());
      request.set_number(1);
      request.set_formal_care(evaluation::v1::FORMAL_CARE_UNKNOWN);
      return caller.Call<evaluation::v1::RecordEvaluationResponse>(request).status();
    };
    return probes;
  }

  // Asks until every probe is refused with `reason`, and once more then. `answered` is when the
  // change was answered.
  static void ExpectRefusedSoon(const Probes& probes, const std::string& reason,
                                absl::Time answered) {
    for (const auto& [service, probe] : probes) {
      absl::Status status;
      absl::Time asked;
      do {
        asked = Now();
        status = probe();
      } while (platform::core::ReasonOf(status) != reason && asked < answered + kEffective);
      EXPECT_LT(asked, answered + kEffective) << service;
      EXPECT_EQ(platform::core::ReasonOf(status), reason) << service << ": " << status;
      RecordProperty(service + "_milliseconds",
                     static_cast<int>(absl::ToInt64Milliseconds(asked - answered)));
    }
    for (const auto& [service, probe] : probes) {
      EXPECT_EQ(platform::core::ReasonOf(probe()), reason) << service;
    }
  }

  std::vector<common::v1::AccessEntry> LogOf(const std::string& service,
                                             const std::string& family) {
    auto request = Ask<common::v1::ListAccessRequest>();
    request.set_family_id(family);
    const auto response =
        fleet_.As(kCoordinator, service).Call<common::v1::ListAccessResponse>(request);
    EXPECT_THAT(response, IsOk());
    return {response->entries().begin(), response->entries().end()};
  }

  Fleet fleet_{Servers::Get()};
  std::string contract_;
  std::string appointment_;
};

using EffectiveWithinFiveSeconds = AccessTest;

TEST_F(EffectiveWithinFiveSeconds, AnAppointmentThatIsEnded) {
  const Probes probes = ListAccessEverywhere();
  for (const auto& [service, probe] : probes) {
    EXPECT_THAT(probe(), IsOk()) << service;
  }
  auto end = Ask<tenancy::v1::EndAppointmentRequest>();
  end.set_appointment_id(appointment_);
  end.set_last_day(Yesterday());
  Administer<tenancy::v1::EndAppointmentResponse>(end);
  ExpectRefusedSoon(probes, "ROLE_NOT_ALLOWED", Now());
}

TEST_F(EffectiveWithinFiveSeconds, APartnerThatIsSuspended) {
  tenancy::v1::CreatePartnerRequest partner;
  partner.set_organisation("Basisschool Proef");
  partner.set_kind(tenancy::v1::PARTNER_KIND_SCHOOL);
  const std::string id = Administer<tenancy::v1::CreatePartnerResponse>(partner).partner_id();
  tenancy::v1::AddPartnerClientRequest client;
  client.set_partner_id(id);
  client.set_client_id(kPartnerClient);
  Administer<tenancy::v1::AddPartnerClientResponse>(client);
  auto allow = Ask<tenancy::v1::AllowPartnerRequest>();
  allow.set_partner_id(id);
  allow.set_first_day("2020-01-01");
  Administer<tenancy::v1::AllowPartnerResponse>(allow);
  // Partners have calls in registration only.
  const Probes probes = {
      {"registration", [this, caller = fleet_.AsPartner(kPartnerClient, "registration")] {
         return caller
             .Call<registration::v1::ListReferralsResponse>(
                 Ask<registration::v1::ListReferralsRequest>())
             .status();
       }}};
  EXPECT_THAT(probes.at("registration")(), IsOk());
  tenancy::v1::SuspendPartnerRequest suspend;
  suspend.set_partner_id(id);
  Administer<tenancy::v1::SuspendPartnerResponse>(suspend);
  ExpectRefusedSoon(probes, "PARTNER_SUSPENDED", Now());
}

TEST_F(EffectiveWithinFiveSeconds, AContractThatIsEnded) {
  const Probes probes = StepsEverywhere();
  for (const auto& [service, probe] : probes) {
    EXPECT_EQ(probe().code(), StatusCode::kNotFound) << service << ": " << probe();
  }
  auto end = Ask<tenancy::v1::EndContractRequest>();
  end.set_last_day("2020-12-31");
  end.set_run_off_day(Yesterday());
  end.set_reason("proef");
  Administer<tenancy::v1::EndContractResponse>(end);
  ExpectRefusedSoon(probes, "CONTRACT_ENDED", Now());
}

TEST_F(EffectiveWithinFiveSeconds, APeriodThatIsSealed) {
  const Probes probes = StepsEverywhere();
  for (const auto& [service, probe] : probes) {
    EXPECT_EQ(probe().code(), StatusCode::kNotFound) << service << ": " << probe();
  }
  auto seal = Ask<tenancy::v1::SealSubsidyPeriodRequest>();
  seal.set_name("2020");
  Administer<tenancy::v1::SealSubsidyPeriodResponse>(seal);
  ExpectRefusedSoon(probes, "PERIOD_SEALED", Now());
}

TEST_F(EffectiveWithinFiveSeconds, AnAppointmentThatIsMadeCountsAtOnce) {
  fleet_.Appoint("newcomer", common::v1::ROLE_COORDINATOR, kMunicipality, contract_);
  for (const std::string& service : Fleet::Services()) {
    EXPECT_THAT(fleet_.As("newcomer", service)
                    .Call<common::v1::ListAccessResponse>(Ask<common::v1::ListAccessRequest>()),
                IsOk())
        << service;
  }
}

TEST_F(EffectiveWithinFiveSeconds, WithoutTenancyPeopleAreRefusedOnceTheLeaseIsOver) {
  Probes probes = ListAccessEverywhere();
  probes.erase("tenancy");
  for (const auto& [service, probe] : probes) {
    ASSERT_THAT(probe(), IsOk()) << service;
  }
  fleet_.Kill("tenancy");
  // The lease itself is five seconds; a reading that began before the end may add its own time.
  ExpectRefusedSoon(probes, "ACCESS_STALE", Now() + absl::Seconds(5));
  fleet_.Start("tenancy");
  const absl::Time until = Now() + absl::Seconds(20);
  for (const auto& [service, probe] : probes) {
    absl::Status status;
    do {
      // Each finds tenancy again by itself.
      status = probe();
    } while (!status.ok() && Now() < until);
    EXPECT_THAT(status, IsOk()) << service;
  }
}

using AccessLog = AccessTest;

TEST_F(AccessLog, ShowsWhoSawAFamilyAndStaysWhole) {
  const std::string family = RegisterFamily();
  const std::string other = RegisterFamily();
  EXPECT_THAT(LogOf("registration", family), ::testing::IsEmpty());
  ASSERT_THAT(GetFamily(fleet_.As(kCoordinator, "registration"), family), IsOk());
  ASSERT_THAT(GetFamily(fleet_.As(kCoordinator, "registration"), other), IsOk());
  const std::vector<common::v1::AccessEntry> entries = LogOf("registration", family);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].subject(), kCoordinator);
  EXPECT_EQ(entries[0].role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(entries[0].result(), common::v1::ACCESS_RESULT_DISCLOSED);
  EXPECT_EQ(entries[0].purpose(), "guidance of the family");
  EXPECT_THAT(entries[0].method(), ::testing::EndsWith("RegistrationService/GetFamily"));
  EXPECT_EQ(LogOf("registration", "").size(), 2U);
  for (const std::string& service : Fleet::Services()) {
    const auto verified =
        fleet_.As(kCoordinator, service)
            .Call<common::v1::VerifyAccessLogResponse>(Ask<common::v1::VerifyAccessLogRequest>());
    ASSERT_THAT(verified, IsOk()) << service;
    EXPECT_FALSE(verified->chain().has_broken_at()) << service;
    EXPECT_EQ(verified->chain().entries(), service == "registration" ? 2 : 0) << service;
  }
}

TEST_F(AccessLog, KeepsRefusalsUnderTheContractOrTheNetwork) {
  const std::string family = RegisterFamily();
  EXPECT_THAT(GetFamily(fleet_.As("coordinator-0392", "registration"), family),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(fleet_.Connect("registration")
                  .Call<registration::v1::ListFamiliesResponse>(
                      Ask<registration::v1::ListFamiliesRequest>()),
              Fails(StatusCode::kUnauthenticated, "TOKEN_MISSING"));
  const std::vector<common::v1::AccessEntry> entries = LogOf("registration", "");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].subject(), "coordinator-0392");
  EXPECT_EQ(entries[0].reason(), "ROLE_NOT_ALLOWED");
  const auto network =
      fleet_.As("operator", "registration")
          .Call<common::v1::ListNetworkAccessResponse>(common::v1::ListNetworkAccessRequest());
  ASSERT_THAT(network, IsOk());
  ASSERT_EQ(network->entries_size(), 1);
  EXPECT_EQ(network->entries(0).reason(), "TOKEN_MISSING");
  const auto verified = fleet_.As("operator", "registration")
                            .Call<common::v1::VerifyNetworkAccessLogResponse>(
                                common::v1::VerifyNetworkAccessLogRequest());
  ASSERT_THAT(verified, IsOk());
  EXPECT_FALSE(verified->chain().has_broken_at());
}

TEST_F(AccessLog, ShowsEachCallOfABreakGlassUntilItIsEnded) {
  const std::string family = RegisterFamily();
  const Caller caller = fleet_.As("operator", "registration");
  EXPECT_THAT(GetFamily(caller, family), Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  auto glass = Ask<tenancy::v1::BreakGlassRequest>();
  glass.set_reason("Coördinator onbereikbaar, spoed");
  glass.set_minutes(10);
  const std::string id = Administer<tenancy::v1::BreakGlassResponse>(glass).break_glass_id();
  ASSERT_THAT(GetFamily(caller, family), IsOk());
  const std::vector<common::v1::AccessEntry> entries = LogOf("registration", family);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].subject(), "operator");
  EXPECT_EQ(entries[0].role(), common::v1::ROLE_FOUNDATION_OPERATOR);
  EXPECT_EQ(entries[0].break_glass_id(), id);
  // The attempt before it names the family too.
  EXPECT_EQ(entries[1].result(), common::v1::ACCESS_RESULT_REFUSED);
  EXPECT_EQ(entries[1].break_glass_id(), "");
  const auto listed =
      fleet_.As(kCoordinator, "tenancy")
          .Call<tenancy::v1::ListBreakGlassesResponse>(Ask<tenancy::v1::ListBreakGlassesRequest>());
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->break_glasses_size(), 1);
  EXPECT_EQ(listed->break_glasses(0).reason(), "Coördinator onbereikbaar, spoed");
  auto end = Ask<tenancy::v1::EndBreakGlassRequest>();
  end.set_break_glass_id(id);
  Administer<tenancy::v1::EndBreakGlassResponse>(end);
  ExpectRefusedSoon({{"registration", [&] { return GetFamily(caller, family); }}},
                    "ROLE_NOT_ALLOWED", Now());
}

}  // namespace
}  // namespace buurtbrug::acceptance
