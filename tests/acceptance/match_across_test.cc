#include <optional>
#include <thread>

#include "buurtbrug/matching/v1/search_service.pb.h"
#include "buurtbrug/registration/v1/consent_service.pb.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "buurtbrug/tenancy/v1/pool_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "tests/acceptance/match_life_scene.h"

// Support families of Heemstede for request families of Haarlem: the five services as processes.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MatchAcross : public MatchLifeScene {
 protected:
  MatchAcross() {
    CreateMunicipality("0397", "Heemstede");
    heemstede_ = OpenContract("0397", absl::CivilDay(today_.year() - 4, 1, 1));
    for (const char* coordinator : {"coordinator-0610", "coordinator-0610-b"}) {
      fleet_.Appoint(coordinator, common::v1::ROLE_COORDINATOR, "0397", heemstede_.contract);
    }
    ImportArea();
    auto agreement = Read<tenancy::v1::CreatePoolAgreementRequest>(R"pb(
      offering_municipality: "0397"
      receiving_municipality: "0392"
    )pb");
    agreement.set_request_id(NewId());
    agreement.set_first_day(Ago(10));
    agreement.set_counts_for(tenancy::v1::POOL_COUNTS_OFFERING);
    EXPECT_THAT(fleet_.Operator().Call<tenancy::v1::CreatePoolAgreementResponse>(agreement),
                platform::testing::RefusesField("counts_for", "INVALID_COUNTS"));
    agreement.set_counts_for(tenancy::v1::POOL_COUNTS_RECEIVING);
    agreement_ = Must<tenancy::v1::CreatePoolAgreementResponse>(fleet_.Operator(), agreement)
                     .pool_agreement_id();
  }

  void Consent(const TenantContract& tenant) {
    auto request = About<tenancy::v1::ConsentToPoolRequest>(tenant);
    request.set_pool_agreement_id(agreement_);
    request.set_first_day(Ago(0));
    Must<tenancy::v1::ConsentToPoolResponse>(tenancy_, request);
  }

  // Works for Heemstede, as `work` does for Haarlem.
  template <typename Work>
  auto InHeemstede(const Work& work) {
    std::swap(home_, heemstede_);
    auto result = work();
    std::swap(home_, heemstede_);
    return result;
  }
  std::string NewAsking() {
    return Asking(5, {"2015-03-05"}, R"pb(
      needs {
        child: 1
        kinds: SUPPORT_KIND_FIXED_AFTERNOON
        moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
        frequency: FREQUENCY_WEEKLY
        distance_km: 3
      }
    )pb");
  }
  // With one place.
  std::string NewSupporting() {
    return Supporting(5, 1, R"pb(
      capacity: 1
      kinds: SUPPORT_KIND_FIXED_AFTERNOON
      moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      youngest_age: 4
      oldest_age: 12
      distance_km: 3
    )pb");
  }
  void AgreesToThePool(const std::string& support) {
    Must<v1::RecordConsentResponse>(
        desk_, Step<v1::RecordConsentRequest>(support, 0,
                                              "purpose: CONSENT_PURPOSE_POOL how: CHANNEL_PAPER"));
  }

  // Who is found for the child; nothing while the family is not known yet.
  std::optional<m1::FindSupportFamiliesResponse> Found(const std::string& asking) {
    auto request = About<m1::FindSupportFamiliesRequest>(home_, "children: 1");
    request.set_request_family_id(asking);
    const auto response = matching_.Call<m1::FindSupportFamiliesResponse>(request);
    return response.ok() ? std::optional(*response) : std::nullopt;
  }
  // The one who is found, under the id that it has here.
  m1::FoundSupportFamily TheOneFound(const std::string& asking) {
    std::optional<m1::FindSupportFamiliesResponse> found;
    EXPECT_TRUE(Soon([&] {
      found = Found(asking);
      return found && found->support_families_size() == 1;
    })) << (found ? found->DebugString() : "nothing is known of the family");
    return found && found->support_families_size() == 1 ? found->support_families(0)
                                                        : m1::FoundSupportFamily();
  }

  void IntroduceToday(const std::string& match) {
    Does<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(match, 0);
    for (const char* party : {"PARTY_REQUEST_FAMILY", "PARTY_SUPPORT_FAMILY"}) {
      Does<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
          match, 0, absl::StrCat("party: ", party, " answer: FAMILY_ANSWER_ACCEPTED"));
    }
    Does<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(match, 0);
  }
  int Matches() {
    return Must<m1::ListMatchesResponse>(matching_, About<m1::ListMatchesRequest>(home_))
        .matches_size();
  }

  // Matches realised in the period, as reporting tells it; nothing while it cannot.
  std::optional<int> Realised() {
    const auto request = About<reporting::v1::GetQuarterlyProgressRequest>(home_, "period: 'nu'");
    const auto response = reporting_.Call<reporting::v1::GetQuarterlyProgressResponse>(request);
    if (!response.ok()) {
      return std::nullopt;
    }
    for (const reporting::v1::Row& row : response->table().rows()) {
      if (row.indicator() == reporting::v1::INDICATOR_REALISED) {
        return row.total().value();
      }
    }
    return std::nullopt;
  }

  Caller tenancy_ = fleet_.As("coordinator-0610", "tenancy");
  Caller reporting_ = fleet_.As("coordinator-0610", "reporting");
  TenantContract heemstede_;
  std::string agreement_;
};

TEST_F(MatchAcross, AFamilyOfHeemstedeSupportsAChildOfHaarlem) {
  const std::string asking = NewAsking();
  const std::string support = InHeemstede([&] { return NewSupporting(); });
  Consent(home_);
  Consent(heemstede_);

  // Both contracts agreed; the family itself has not been asked.
  ASSERT_TRUE(Soon([&] { return Found(asking).has_value(); }));
  EXPECT_THAT(Found(asking)->support_families(), IsEmpty());
  InHeemstede([&] {
    AgreesToThePool(support);
    return 0;
  });
  const m1::FoundSupportFamily found = TheOneFound(asking);
  EXPECT_EQ(found.municipality(), "0397");
  EXPECT_NE(found.support_family_id(), support);

  const std::string match = Propose(Proposal(asking, {1}, found.support_family_id(), 0));
  // Its only place is promised: to its own contract too.
  const std::string other = InHeemstede([&] { return NewAsking(); });
  InHeemstede([&] {
    EXPECT_EQ(Matches(), 0);
    EXPECT_TRUE(Soon([&] {
      const auto refused =
          matching_.Call<m1::ProposeMatchResponse>(Proposal(other, {1}, support, 0));
      return platform::core::ReasonOf(refused.status()) == "PLACE_TAKEN";
    }));
    return 0;
  });

  IntroduceToday(match);
  Does<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(
      match, 0, "request_family_signed: true support_family_signed: true");
  // Registration is asked about the family in Heemstede.
  Does<m1::StartTrialResponse, m1::StartTrialRequest>(match, 0);
  EXPECT_EQ(Matches(), 1);
  EXPECT_EQ(MatchOf(match).state(), m1::MATCH_STATE_IN_TRIAL);
  // It counts for Haarlem, where the child lives, and for nobody else.
  EXPECT_TRUE(Soon([&] { return Realised() == 1; }));
  InHeemstede([&] {
    EXPECT_TRUE(Soon([&] { return Realised() == 0; }));
    return 0;
  });

  // The family takes its consent back: what runs goes on, and it is shown and proposed no more.
  InHeemstede([&] {
    Must<v1::WithdrawConsentResponse>(
        desk_, Step<v1::WithdrawConsentRequest>(
                   support, 0, "purpose: CONSENT_PURPOSE_POOL how: CHANNEL_PAPER"));
    return 0;
  });
  const std::string next = NewAsking();
  EXPECT_TRUE(Soon([&] {
    const auto refused =
        matching_.Call<m1::ProposeMatchResponse>(Proposal(next, {1}, found.support_family_id(), 0));
    return platform::core::ReasonOf(refused.status()) == "FAMILY_NOT_OFFERED";
  }));
  EXPECT_THAT(Found(next)->support_families(), IsEmpty());
  EXPECT_EQ(MatchOf(match).state(), m1::MATCH_STATE_IN_TRIAL);
}

TEST_F(MatchAcross, TwoMunicipalitiesRaceForOnePlace) {
  const std::string asking = NewAsking();
  const std::string support = InHeemstede([&] { return NewSupporting(); });
  const std::string other = InHeemstede([&] { return NewAsking(); });
  InHeemstede([&] {
    AgreesToThePool(support);
    return 0;
  });
  Consent(home_);
  Consent(heemstede_);
  const m1::FoundSupportFamily found = TheOneFound(asking);
  ASSERT_TRUE(Soon([&] { return InHeemstede([&] { return Found(other).has_value(); }); }));

  const auto here = Proposal(asking, {1}, found.support_family_id(), 0);
  const auto there = InHeemstede([&] { return Proposal(other, {1}, support, 0); });
  absl::StatusOr<m1::ProposeMatchResponse> across;
  std::thread thread([&] { across = second_.Call<m1::ProposeMatchResponse>(here); });
  const auto own = matching_.Call<m1::ProposeMatchResponse>(there);
  thread.join();
  EXPECT_NE(across.ok(), own.ok()) << across.status() << own.status();
  EXPECT_THAT(across.ok() ? own.status() : across.status(),
              Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
}

}  // namespace
}  // namespace buurtbrug::acceptance
