#include "matching/api/matching_api.h"

#include "matching/api/match_scene_test.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

class MatchingApiTest : public MatchScene {
 protected:
  MatchingApiTest() : MatchScene("2020-05-04") {}

  // Of a match that is only proposed.
  template <typename Request>
  Request StepOfNewMatch() {
    Request request;
    request.set_match_id(matching_.ProposeMatch(NewCall(), Proposal())->match_id());
    request.set_occurred_on("2020-05-11");
    return request;
  }
};

TEST_F(MatchingApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(matching_.Describe().Methods(), IsOk());
}

TEST_F(MatchingApiTest, AMatchIsShownAsItWasProposed) {
  const v1::ProposeMatchRequest proposal = Proposal();
  const auto proposed = matching_.ProposeMatch(NewCall(), proposal);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->etag(), "1");
  v1::GetMatchRequest request;
  request.set_match_id(proposed->match_id());
  const auto shown = matching_.GetMatch(NewCall(), request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->match().municipality(), "0610");
  EXPECT_EQ(shown->match().request_family_id(), proposal.request_family_id());
  EXPECT_THAT(shown->match().children(), ElementsAre(2));
  EXPECT_EQ(shown->match().support_family_id(), proposal.support_family_id());
  EXPECT_EQ(shown->match().state(), v1::MATCH_STATE_PROPOSED);
  ASSERT_EQ(shown->match().steps_size(), 1);
  EXPECT_EQ(shown->match().steps(0).occurred_on(), "2020-05-04");
  EXPECT_EQ(shown->match().steps(0).reason(), "Om de hoek.");
}

TEST_F(MatchingApiTest, AListHoldsMatchesWithoutStepsAndSaysWhereItGoesOn) {
  ASSERT_THAT(matching_.ProposeMatch(NewCall(), Proposal()), IsOk());
  ASSERT_THAT(matching_.ProposeMatch(NewCall(), Proposal()), IsOk());
  v1::ListMatchesRequest request;
  request.set_page_size(1);
  const auto first = matching_.ListMatches(NewCall(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->matches_size(), 1);
  EXPECT_EQ(first->matches(0).steps_size(), 0);
  request.set_page_token(first->next_page_token());
  const auto second = matching_.ListMatches(NewCall(), request);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->matches_size(), 1);
  EXPECT_NE(second->matches(0).match_id(), first->matches(0).match_id());
}

TEST_F(MatchingApiTest, AListIsOfAReasonThatThereIs) {
  ASSERT_THAT(matching_.ProposeMatch(NewCall(), Proposal()), IsOk());
  v1::ListMatchesRequest request;
  EXPECT_EQ(matching_.ListMatches(NewCall(), request)->matches(0).last_step_on(), "2020-05-04");
  request.set_end_reason(v1::END_REASON_SUPPORT_FAMILY_NOT_READY);
  EXPECT_EQ(matching_.ListMatches(NewCall(), request)->matches_size(), 0);
  for (const int unknown : {-1, 2}) {
    request.set_end_reason(static_cast<v1::EndReason>(unknown));
    EXPECT_THAT(matching_.ListMatches(NewCall(), request),
                RefusesField("end_reason", "INVALID_END_REASON"));
  }
}

TEST_F(MatchingApiTest, AProposalNeedsAReasonOfAtMost500CharactersOnOneLine) {
  for (const std::string& reason : {std::string(), std::string(501, 'a'), std::string("a\nb")}) {
    v1::ProposeMatchRequest request = Proposal();
    request.set_reason(reason);
    EXPECT_THAT(matching_.ProposeMatch(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  }
}

TEST_F(MatchingApiTest, AProposalNamesChildrenOnceEach) {
  v1::ProposeMatchRequest request = Proposal();
  request.add_children(2);
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), request),
              RefusesField("children", "DUPLICATE_CHILD"));
  request.clear_children();
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), request), RefusesField("children", "NO_CHILD"));
  request.add_children(3);
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), request),
              Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
}

TEST_F(MatchingApiTest, AProposalIsForAChildWhoCameLaterAndNotForOneWhoLeft) {
  v1::ProposeMatchRequest request = Proposal();
  registration::v1::HouseholdChanged household;
  household.set_family_id(request.request_family_id());
  household.add_children(1);
  household.add_children(3);
  Learn(household);
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), request),
              Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
  request.set_children(0, 3);
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), request), IsOk());
}

TEST_F(MatchingApiTest, AHardRuleIsPassedByHandAndShownWithTheProposal) {
  v1::ProposeMatchRequest proposal = Proposal();
  registration::v1::FamilyProfileChanged asking;
  asking.set_family_id(proposal.request_family_id());
  asking.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  asking.add_needs()->set_child(2);
  asking.mutable_needs(0)->add_kinds(registration::v1::SUPPORT_KIND_HOMEWORK);
  registration::v1::ChildAge& age = *asking.add_children();
  age.set_number(2);
  age.set_years(9);
  Learn(asking);
  registration::v1::FamilyProfileChanged offering;
  offering.set_family_id(proposal.support_family_id());
  offering.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
  offering.set_willing_on("2020-05-01");
  offering.mutable_offer()->set_capacity(1);
  offering.mutable_offer()->set_oldest_age(6);
  Learn(offering);
  const auto refused = matching_.ProposeMatch(NewCall(), proposal);
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "HARD_RULE_BROKEN"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("rules", "KIND_NOT_OFFERED,AGE")));
  proposal.set_origin(v1::PROPOSAL_ORIGIN_BY_HAND);
  const auto proposed = matching_.ProposeMatch(NewCall(), proposal);
  ASSERT_THAT(proposed, IsOk());
  const v1::Match shown = MatchOf(proposed->match_id());
  EXPECT_EQ(shown.life().origin(), v1::PROPOSAL_ORIGIN_BY_HAND);
  EXPECT_THAT(shown.steps(0).overridden_rules(), ElementsAre("KIND_NOT_OFFERED", "AGE"));
  EXPECT_EQ(shown.steps(0).reason(), "Om de hoek.");
}

TEST_F(MatchingApiTest, ATrialThatEndsNeedsAReasonAndADefinitiveMatchMayHaveNone) {
  auto request = StepOfNewMatch<v1::CompleteTrialRequest>();
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), request),
              RefusesField("outcome", "INVALID_OUTCOME"));
  request.set_outcome(v1::TRIAL_OUTCOME_ENDED_IN_TRIAL);
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  request.set_outcome(v1::TRIAL_OUTCOME_DEFINITIVE);
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), request),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(MatchingApiTest, AnEndIsOneOfTheEndsAndNeedsAReason) {
  auto request = StepOfNewMatch<v1::EndMatchRequest>();
  request.set_reason("Toch liever niet.");
  for (const v1::MatchState outcome :
       {v1::MATCH_STATE_UNSPECIFIED, v1::MATCH_STATE_IN_TRIAL, v1::MATCH_STATE_ENDED_IN_TRIAL}) {
    request.set_outcome(outcome);
    EXPECT_THAT(matching_.EndMatch(NewCall(), request), RefusesField("outcome", "INVALID_OUTCOME"));
  }
  request.set_outcome(v1::MATCH_STATE_DECLINED);
  request.clear_reason();
  EXPECT_THAT(matching_.EndMatch(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  request.set_reason("Toch liever niet.");
  request.set_wished_by(v1::WISHED_BY_SUPPORT_FAMILY);
  EXPECT_THAT(matching_.EndMatch(NewCall(), request), RefusesField("cause", "CAUSE_REQUIRED"));
  request.set_cause(v1::END_CAUSE_TOO_MUCH);
  EXPECT_THAT(matching_.EndMatch(NewCall(), request), IsOk());
}

TEST_F(MatchingApiTest, AnAgreementIsRecordedWhenBothSigned) {
  auto introduce = StepOfNewMatch<v1::IntroduceMatchRequest>();
  ASSERT_THAT(matching_.IntroduceMatch(NewCall(), introduce), IsOk());
  v1::AgreeMatchRequest agree;
  agree.set_match_id(introduce.match_id());
  agree.set_occurred_on("2020-05-12");
  agree.set_request_family_signed(true);
  EXPECT_THAT(matching_.AgreeMatch(NewCall(), agree),
              Fails(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED"));
  agree.set_support_family_signed(true);
  agree.set_etag("4");
  const auto agreed = matching_.AgreeMatch(NewCall(), agree);
  ASSERT_THAT(agreed, IsOk());
  EXPECT_EQ(agreed->etag(), "5");
}

}  // namespace
}  // namespace buurtbrug::matching::api
