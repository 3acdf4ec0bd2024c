#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/api/match_life_api.h"
#include "matching/api/matching_api.h"
#include "matching/api/search_api.h"
#include "matching/app/match_lives.h"
#include "matching/app/pool_scene_test.h"
#include "matching/app/renewals.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;

// A family of Heemstede offers itself, and is matched with a family of Haarlem.
class AcrossApiTest : public app::PoolScene {
 protected:
  v1::FindSupportFamiliesResponse FindFor(const FamilyId& family) {
    v1::FindSupportFamiliesRequest looking;
    looking.set_request_family_id(family.ToString());
    looking.add_children(1);
    const auto found = search_.FindSupportFamilies(Reads(), looking);
    EXPECT_THAT(found, IsOk());
    return found.value_or(v1::FindSupportFamiliesResponse());
  }
  v1::ProposeMatchRequest Proposal(const FamilyId& request, const std::string& support) {
    v1::ProposeMatchRequest proposal;
    proposal.set_occurred_on(kStep);
    proposal.set_request_family_id(request.ToString());
    proposal.add_children(1);
    proposal.set_support_family_id(support);
    proposal.set_reason("Vlak over de grens.");
    return proposal;
  }
  template <typename Request>
  static Request On(const std::string& match) {
    Request request;
    request.set_match_id(match);
    request.set_occurred_on(kStep);
    return request;
  }

  static constexpr char kStep[] = "2020-11-12";
  app::MatchLives lives_{
      fixture_.database(),
      fixture_.gate(),
      fixture_.random(),
      [this](const Call&, const FamilyId&, absl::CivilDay) { return readiness_; },
      [] { return absl::OkStatus(); },
      &across_};
  app::Renewals renewals_{fixture_.database(),
                          fixture_.gate(),
                          fixture_.clock(),
                          fixture_.random(),
                          [](const Call&, const platform::core::ContractId&,
                             const std::vector<domain::FamilyId>&) { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); }};
  MatchingApi matching_{across_matches_, renewals_};
  MatchLifeApi life_{lives_};
  SearchApi search_{searches_};
};

TEST_F(AcrossApiTest, AFamilyOfHeemstedeIsFoundProposedAndTriedInHaarlem) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  EXPECT_EQ(FindFor(request).support_families_size(), 0);
  Refresh();
  const auto found = FindFor(request);
  ASSERT_EQ(found.support_families_size(), 1);
  const v1::FoundSupportFamily& family = found.support_families(0);
  EXPECT_EQ(family.municipality(), "0397");
  EXPECT_NE(family.support_family_id(), offered.ToString());
  v1::ExplainPairRequest pair;
  pair.set_request_family_id(request.ToString());
  pair.add_children(1);
  pair.set_support_family_id(family.support_family_id());
  EXPECT_TRUE(search_.ExplainPair(Reads(), pair)->possible());

  const auto proposed =
      matching_.ProposeMatch(Starts(), Proposal(request, family.support_family_id()));
  ASSERT_THAT(proposed, IsOk());
  const std::string match = proposed->match_id();
  ASSERT_THAT(life_.AskFamilies(Starts(), On<v1::AskFamiliesRequest>(match)), IsOk());
  for (const v1::Party party : {v1::PARTY_REQUEST_FAMILY, v1::PARTY_SUPPORT_FAMILY}) {
    auto answer = On<v1::RecordAnswerRequest>(match);
    answer.set_party(party);
    answer.set_answer(v1::FAMILY_ANSWER_ACCEPTED);
    ASSERT_THAT(life_.RecordAnswer(Starts(), answer), IsOk());
  }
  ASSERT_THAT(matching_.IntroduceMatch(Starts(), On<v1::IntroduceMatchRequest>(match)), IsOk());
  auto agree = On<v1::AgreeMatchRequest>(match);
  agree.set_request_family_signed(true);
  agree.set_support_family_signed(true);
  ASSERT_THAT(matching_.AgreeMatch(Starts(), agree), IsOk());
  ASSERT_THAT(matching_.StartTrial(Starts(), On<v1::StartTrialRequest>(match)), IsOk());
  EXPECT_EQ(asked_in_, offering_);
  EXPECT_EQ(asked_about_, offered);
  EXPECT_EQ(PlaceThere(match), "2|");

  // It is Haarlem's match: it is told there, and Heemstede neither sees it nor moves it.
  v1::GetMatchRequest get;
  get.set_match_id(match);
  EXPECT_EQ(matching_.GetMatch(Reads(), get)->match().state(), v1::MATCH_STATE_IN_TRIAL);
  EXPECT_EQ(
      Ask("SELECT string_agg(DISTINCT concat(municipality, ' ', split_part(type, '.', 4)), ',')"
          " FROM matching.feed_entries"),
      "0392 MatchChanged,0397 PooledMatchChanged");
  InOffering([&] {
    EXPECT_THAT(matching_.GetMatch(Reads(), get), Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
    EXPECT_EQ(matching_.ListMatches(Reads(), {})->matches_size(), 0);
    auto complete = On<v1::CompleteTrialRequest>(match);
    complete.set_outcome(v1::TRIAL_OUTCOME_DEFINITIVE);
    EXPECT_THAT(matching_.CompleteTrial(Starts(), complete),
                Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
    EXPECT_THAT(matching_.ProposeMatch(Starts(), Proposal(NewRequest(), offered.ToString())),
                Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  });
  // And the id of Heemstede is nobody's in Haarlem.
  EXPECT_THAT(matching_.ProposeMatch(Starts(), Proposal(request, offered.ToString())),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(AcrossApiTest, WithoutConsentNobodyIsShownAndAfterItsEndNobodyIsProposed) {
  const FamilyId request = NewRequest();
  InOffering([&] { NewSupport(); });
  const FamilyId offered = NewOffered();
  Consent("receiving", tenant_, {absl::CivilDay(2020, 12, 1)}, 2);
  Refresh();
  EXPECT_EQ(FindFor(request).support_families_size(), 0);
  Consent("receiving", tenant_, {absl::CivilDay(2020, 10, 1)}, 3);
  Refresh();
  const std::string here = HereOf(offered).ToString();
  ASSERT_EQ(FindFor(request).support_families_size(), 1);
  EXPECT_EQ(FindFor(request).support_families(0).support_family_id(), here);
  Consent("receiving", tenant_, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 14)}, 4);
  EXPECT_EQ(FindFor(request).support_families_size(), 0);
  EXPECT_THAT(matching_.ProposeMatch(Starts(), Proposal(request, here)),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_NOT_IN_FORCE"));
  v1::ExplainPairRequest pair;
  pair.set_request_family_id(request.ToString());
  pair.add_children(1);
  pair.set_support_family_id(here);
  const auto why = search_.ExplainPair(Reads(), pair);
  ASSERT_THAT(why, IsOk());
  ASSERT_EQ(why->broken_rules_size(), 1);
  EXPECT_EQ(why->broken_rules(0).code(), "NO_AGREEMENT");
}

}  // namespace
}  // namespace buurtbrug::matching::api
