#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "platform/testing/matchers.h"
#include "tests/acceptance/fleet.h"
#include "tests/acceptance/sliedrecht.h"

// A contract ends and another one follows it: what runs goes on there by an explicit step, and the
// figures of the municipality stay what they were.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kCoordinator[] = "coordinator-0610";

class Renewal : public ::testing::Test {
 protected:
  // The year of the examples, in a contract that is now in its run-off.
  void SetUp() override {
    LoadMunicipalities(fleet_);
    ReplayYear(fleet_);
    old_ = ContractOf(fleet_, kSliedrecht);
    tenancy::v1::EndContractRequest end;
    end.set_request_id(NewId());
    end.set_municipality(kSliedrecht);
    end.set_contract_id(old_);
    end.set_last_day("2020-12-31");
    end.set_run_off_day(platform::core::FormatDay(
        platform::core::AmsterdamDay(platform::core::SystemClock().Now()) + 30));
    end.set_reason("De overeenkomst is vernieuwd.");
    ASSERT_THAT(fleet_.Operator().Call<tenancy::v1::EndContractResponse>(end), IsOk());
    tenancy::v1::CreateContractRequest open;
    open.set_request_id(NewId());
    open.set_municipality(kSliedrecht);
    open.mutable_contract()->set_programme("Buurtgezinnen");
    open.mutable_contract()->set_protocol_version(1);
    open.mutable_contract()->set_provider("Stichting Buurtgezinnen");
    open.mutable_contract()->set_first_day("2021-01-01");
    open.mutable_contract()->set_follows_contract_id(old_);
    const auto opened = fleet_.Operator().Call<tenancy::v1::CreateContractResponse>(open);
    ASSERT_THAT(opened, IsOk());
    new_ = opened->contract_id();
    tenancy::v1::CreateSubsidyPeriodRequest period;
    period.set_request_id(NewId());
    period.set_municipality(kSliedrecht);
    period.set_contract_id(new_);
    period.mutable_period()->set_name("2021");
    period.mutable_period()->set_first_day("2021-01-01");
    period.mutable_period()->set_last_day("2021-12-31");
    ASSERT_THAT(fleet_.Operator().Call<tenancy::v1::CreateSubsidyPeriodResponse>(period), IsOk());
    fleet_.Appoint(kCoordinator, common::v1::ROLE_COORDINATOR, kSliedrecht, new_);
  }

  static std::string NewId() {
    return platform::core::NewUuid(platform::core::SystemClock().Now(),
                                   platform::core::SystemRandom())
        .ToString();
  }

  template <typename Response, typename Request>
  Response Read(const std::string& service, const std::string& contract, Request request) {
    request.set_municipality(kSliedrecht);
    request.set_contract_id(contract);
    const auto response = fleet_.As(kCoordinator, service).Call<Response>(request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : Response();
  }
  matching::v1::ListMatchesResponse Matches(const std::string& contract) {
    return Read<matching::v1::ListMatchesResponse>("matching", contract,
                                                   matching::v1::ListMatchesRequest());
  }
  std::set<std::string> Families(const std::string& contract) {
    std::set<std::string> ids;
    const auto families = Read<registration::v1::ListFamiliesResponse>(
        "registration", contract, registration::v1::ListFamiliesRequest());
    for (const auto& family : families.families()) {
      ids.insert(family.family_id());
    }
    return ids;
  }
  std::string Moments(const std::string& contract, const std::string& match) {
    evaluation::v1::ListMomentsRequest request;
    request.set_match_id(match);
    std::string text;
    const auto moments = Read<evaluation::v1::ListMomentsResponse>("evaluation", contract, request);
    for (const auto& moment : moments.moments()) {
      absl::StrAppend(
          &text, moment.number(), " ", moment.planned_on(), " ", moment.occurred_on(), " ",
          moment.state() == evaluation::v1::MOMENT_STATE_RECORDED ? "recorded" : "", "\n");
    }
    return text;
  }
  std::string Table(const std::string& contract, const std::string& period,
                    const std::string& as_of) {
    reporting::v1::GetQuarterlyProgressRequest request;
    request.set_period(period);
    request.set_as_of(as_of);
    auto table =
        Read<reporting::v1::GetQuarterlyProgressResponse>("reporting", contract, request).table();
    table.clear_known_at();
    return table.ShortDebugString();
  }

  Fleet fleet_{Servers::Get()};
  std::string old_;
  std::string new_;
};

TEST_F(Renewal, RunningMatchesGoOnInTheContractThatFollowsAndCountOnce) {
  const auto before = Matches(old_);
  const std::string table = Table(old_, "2020", "2020-10-31");
  const std::string families_before = std::to_string(Families(old_).size());
  std::set<std::string> running, families;
  std::map<std::string, std::string> moments;
  for (const auto& match : before.matches()) {
    if (match.state() == matching::v1::MATCH_STATE_IN_TRIAL ||
        match.state() == matching::v1::MATCH_STATE_DEFINITIVE) {
      running.insert(match.match_id());
      families.insert(match.request_family_id());
      families.insert(match.support_family_id());
      moments[match.match_id()] = Moments(old_, match.match_id());
    }
  }
  ASSERT_FALSE(running.empty());
  EXPECT_EQ(Matches(new_).matches_size(), 0);
  EXPECT_TRUE(Families(new_).empty());

  const std::vector<std::string> command = {"case",      "carry-over", "--municipality",
                                            kSliedrecht, "--contract", new_};
  std::vector<std::string> dry = command;
  dry.push_back("--dry-run");
  const auto preview = fleet_.Run(dry);
  EXPECT_EQ(preview.exit_code, 0) << preview.output;
  EXPECT_THAT(preview.output, HasSubstr(absl::StrCat(running.size(), " running matches would be")));
  EXPECT_EQ(Matches(new_).matches_size(), 0);

  // Cut off: registration is not there.
  matching::v1::CarryOverMatchesRequest request;
  request.set_request_id(NewId());
  request.set_municipality(kSliedrecht);
  request.set_contract_id(new_);
  fleet_.Kill("registration");
  EXPECT_THAT(
      fleet_.As("operator", "matching").Call<matching::v1::CarryOverMatchesResponse>(request),
      Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
  EXPECT_EQ(Matches(new_).matches_size(), 0);
  fleet_.Start("registration");
  platform::rpc::CallOptions options;
  options.wait_for_ready = true;
  auto carried = fleet_.As("operator", "matching")
                     .Call<matching::v1::CarryOverMatchesResponse>(request, options);
  for (int i = 0; !carried.ok() && i < 50; ++i) {
    carried = fleet_.As("operator", "matching")
                  .Call<matching::v1::CarryOverMatchesResponse>(request, options);
  }
  ASSERT_THAT(carried, IsOk());
  EXPECT_EQ(carried->from_contract_id(), old_);
  EXPECT_EQ(carried->matches(), static_cast<int>(running.size()));

  std::set<std::string> here;
  const auto after = Matches(new_);
  for (const auto& match : after.matches()) {
    here.insert(match.match_id());
  }
  EXPECT_EQ(here, running);
  EXPECT_EQ(Families(new_), families);
  EXPECT_EQ(std::to_string(Families(old_).size()), families_before);
  for (const auto& [match, plan] : moments) {
    EXPECT_EQ(Moments(new_, match), plan);
    EXPECT_EQ(Moments(old_, match), plan);
  }
  registration::v1::GetFamilyRequest get;
  get.set_family_id(*families.begin());
  EXPECT_FALSE(Read<registration::v1::GetFamilyResponse>("registration", new_, get)
                   .family()
                   .adults()
                   .empty());
  EXPECT_EQ(Table(old_, "2020", "2020-10-31"), table);
  const std::string follows = Table(new_, "2021", "2021-12-31");
  EXPECT_THAT(follows, Not(::testing::ContainsRegex("value: [1-9]")));
  const auto again = fleet_.Run(command);
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_THAT(again.output, HasSubstr("0 running matches carried over"));
  EXPECT_THAT(
      fleet_.As(kCoordinator, "matching").Call<matching::v1::CarryOverMatchesResponse>(request),
      Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

}  // namespace
}  // namespace buurtbrug::acceptance
