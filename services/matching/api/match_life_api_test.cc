#include "matching/api/match_life_api.h"

#include "matching/api/match_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

class MatchLifeApiTest : public MatchScene {
 protected:
  MatchLifeApiTest() : MatchScene("2020-11-02") {}

  template <typename Request>
  static Request On(const std::string& match, const std::string& day) {
    Request request;
    request.set_match_id(match);
    request.set_occurred_on(day);
    return request;
  }
  std::string InTrial() {
    const std::string match = matching_.ProposeMatch(NewCall(), Proposal())->match_id();
    EXPECT_THAT(matching_.IntroduceMatch(NewCall(), On<v1::IntroduceMatchRequest>(match, kDay)),
                IsOk());
    auto agree = On<v1::AgreeMatchRequest>(match, kDay);
    agree.set_request_family_signed(true);
    agree.set_support_family_signed(true);
    agree.mutable_terms()->add_moments(v1::MATCH_MOMENT_WEDNESDAY_AFTERNOON);
    agree.mutable_terms()->set_rhythm(v1::MATCH_RHYTHM_TWO_WEEKLY);
    agree.mutable_request_family()->set_means(v1::ACCEPTANCE_MEANS_PAPER);
    agree.mutable_request_family()->set_accepted_on("2020-11-01");
    EXPECT_THAT(matching_.AgreeMatch(NewCall(), agree), IsOk());
    EXPECT_THAT(matching_.StartTrial(NewCall(), On<v1::StartTrialRequest>(match, kDay)), IsOk());
    return match;
  }
  v1::MatchLife LifeOf(const std::string& match) { return MatchOf(match).life(); }

  static constexpr char kDay[] = "2020-11-03";
  app::MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(), ready_,
                         [] { return absl::OkStatus(); }};
  MatchLifeApi api_{lives_};
};

TEST_F(MatchLifeApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(MatchLifeApiTest, AProposalShowsWhereItCameFromAndUntilWhenItHoldsAPlace) {
  v1::ProposeMatchRequest proposal = Proposal();
  proposal.set_origin(v1::PROPOSAL_ORIGIN_PLAN);
  proposal.set_weights_version(2);
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), proposal),
              RefusesField("plan_id", "INVALID_ORIGIN"));
  proposal.set_plan_id("not an id");
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), proposal), RefusesField("plan_id", "INVALID_ID"));
  proposal.set_plan_id("0190c0de-0000-7000-8000-000000000001");
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), proposal),
              Fails(StatusCode::kNotFound, "PLAN_NOT_FOUND"));
  proposal.set_origin(v1::PROPOSAL_ORIGIN_SEARCH);
  proposal.clear_plan_id();
  EXPECT_THAT(matching_.ProposeMatch(NewCall(), proposal),
              Fails(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND"));
  proposal.clear_weights_version();
  const auto proposed = matching_.ProposeMatch(NewCall(), proposal);
  ASSERT_THAT(proposed, IsOk());
  const v1::MatchLife life = LifeOf(proposed->match_id());
  EXPECT_EQ(life.origin(), v1::PROPOSAL_ORIGIN_SEARCH);
  EXPECT_TRUE(life.has_weights_version());
  EXPECT_EQ(life.weights_version(), 0);
  EXPECT_EQ(life.place_held_until(), "2020-11-16");

  auto extend = On<v1::ExtendPlaceRequest>(proposed->match_id(), kDay);
  EXPECT_THAT(api_.ExtendPlace(NewCall(), extend), RefusesField("reason", "INVALID_TEXT"));
  extend.set_reason("Vakantie.");
  EXPECT_EQ(api_.ExtendPlace(NewCall(), extend)->etag(), "2");
  EXPECT_EQ(LifeOf(proposed->match_id()).place_held_until(), "2020-11-30");
}

TEST_F(MatchLifeApiTest, AnAnswerNamesAFamilyAndWhatItAnswered) {
  const std::string match = matching_.ProposeMatch(NewCall(), Proposal())->match_id();
  ASSERT_THAT(api_.AskFamilies(NewCall(), On<v1::AskFamiliesRequest>(match, kDay)), IsOk());
  auto answer = On<v1::RecordAnswerRequest>(match, kDay);
  EXPECT_THAT(api_.RecordAnswer(NewCall(), answer), RefusesField("party", "INVALID_PARTY"));
  answer.set_party(v1::PARTY_SUPPORT_FAMILY);
  EXPECT_THAT(api_.RecordAnswer(NewCall(), answer), RefusesField("answer", "INVALID_ANSWER"));
  answer.set_answer(v1::FAMILY_ANSWER_DECLINED);
  EXPECT_THAT(api_.RecordAnswer(NewCall(), answer), RefusesField("cause", "INVALID_CAUSE"));
  answer.set_cause(static_cast<v1::EndCause>(15));
  EXPECT_THAT(api_.RecordAnswer(NewCall(), answer), RefusesField("cause", "INVALID_CAUSE"));
  answer.set_cause(v1::END_CAUSE_TOO_FAR);
  ASSERT_THAT(api_.RecordAnswer(NewCall(), answer), IsOk());
  const v1::MatchLife life = LifeOf(match);
  EXPECT_EQ(life.asked_on(), kDay);
  EXPECT_EQ(life.request_family_answer(), v1::FAMILY_ANSWER_UNSPECIFIED);
  EXPECT_EQ(life.support_family_answer(), v1::FAMILY_ANSWER_DECLINED);
  ASSERT_EQ(life.occurrences_size(), 2);
  EXPECT_EQ(life.occurrences(1).party(), v1::PARTY_SUPPORT_FAMILY);
}

TEST_F(MatchLifeApiTest, AnAgreementIsShownInItsVersions) {
  const std::string match = InTrial();
  auto change = On<v1::RecordAgreementRequest>(match, kDay);
  change.set_reason("Elke week.");
  change.mutable_terms()->set_rhythm(v1::MATCH_RHYTHM_WEEKLY);
  change.mutable_terms()->add_tasks(v1::MATCH_TASK_HOMEWORK);
  change.mutable_terms()->add_returns(v1::MATCH_RETURN_GARDEN);
  change.mutable_terms()->set_house_rules_version(4);
  EXPECT_THAT(api_.RecordAgreement(NewCall(), change),
              Fails(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED"));
  for (v1::Acceptance* acceptance :
       {change.mutable_request_family(), change.mutable_support_family()}) {
    acceptance->set_accepted_on(kDay);
  }
  EXPECT_THAT(api_.RecordAgreement(NewCall(), change),
              RefusesField("request_family.means", "INVALID_MEANS"));
  change.mutable_request_family()->set_means(v1::ACCEPTANCE_MEANS_PAPER);
  change.mutable_support_family()->set_means(v1::ACCEPTANCE_MEANS_LINK);
  change.mutable_support_family()->set_accepted_on("2020-11");
  EXPECT_THAT(api_.RecordAgreement(NewCall(), change),
              RefusesField("support_family.accepted_on", "INVALID_DATE"));
  change.mutable_support_family()->set_accepted_on(kDay);
  EXPECT_THAT(api_.RecordAgreement(NewCall(), change),
              Fails(StatusCode::kFailedPrecondition, "ACCEPTANCE_NOT_GIVEN"));
  change.mutable_support_family()->set_means(v1::ACCEPTANCE_MEANS_PAPER);
  ASSERT_THAT(api_.RecordAgreement(NewCall(), change), IsOk());
  const v1::MatchLife life = LifeOf(match);
  ASSERT_EQ(life.agreements_size(), 2);
  EXPECT_EQ(life.agreements(0).terms().rhythm(), v1::MATCH_RHYTHM_TWO_WEEKLY);
  EXPECT_THAT(life.agreements(0).terms().moments(),
              ElementsAre(v1::MATCH_MOMENT_WEDNESDAY_AFTERNOON));
  EXPECT_EQ(life.agreements(0).request_family_acceptance().accepted_on(), "2020-11-01");
  EXPECT_EQ(life.agreements(0).support_family_acceptance().means(), v1::ACCEPTANCE_MEANS_PAPER);
  EXPECT_EQ(life.agreements(1).terms().house_rules_version(), 4);
  EXPECT_THAT(life.agreements(1).terms().tasks(), ElementsAre(v1::MATCH_TASK_HOMEWORK));
  EXPECT_THAT(life.agreements(1).terms().returns(), ElementsAre(v1::MATCH_RETURN_GARDEN));
  // After the two answers that the introduction told.
  EXPECT_EQ(life.occurrences(0).answer(), v1::FAMILY_ANSWER_ACCEPTED);
  EXPECT_EQ(life.occurrences(2).agreement_version(), 2);
}

TEST_F(MatchLifeApiTest, APauseAndASubstituteAreShownWhileTheyLast) {
  const std::string match = InTrial();
  auto pause = On<v1::PauseMatchRequest>(match, kDay);
  pause.set_reason("Vakantie.");
  EXPECT_THAT(api_.PauseMatch(NewCall(), pause), RefusesField("expected_last_day", "INVALID_DATE"));
  pause.set_expected_last_day("2020-12-01");
  ASSERT_THAT(api_.PauseMatch(NewCall(), pause), IsOk());
  EXPECT_EQ(LifeOf(match).paused_until(), "2020-12-01");
  ASSERT_THAT(api_.ResumeMatch(NewCall(), On<v1::ResumeMatchRequest>(match, kDay)), IsOk());
  EXPECT_FALSE(LifeOf(match).has_paused_until());

  auto substitute = On<v1::SubstituteSupportFamilyRequest>(match, kDay);
  substitute.set_reason("Een operatie.");
  substitute.set_substitute_family_id(Supporter());
  substitute.set_first_day("2020-11-20");
  substitute.set_last_day("2020-11-30");
  ASSERT_THAT(api_.SubstituteSupportFamily(NewCall(), substitute), IsOk());
  EXPECT_EQ(LifeOf(match).substitution().support_family_id(), substitute.substitute_family_id());
  EXPECT_EQ(LifeOf(match).substitution().last_day(), "2020-11-30");
  ASSERT_THAT(api_.EndSubstitution(NewCall(), On<v1::EndSubstitutionRequest>(match, kDay)), IsOk());
  const v1::MatchLife life = LifeOf(match);
  EXPECT_FALSE(life.has_substitution());
  ASSERT_EQ(life.occurrences_size(), 6);
  EXPECT_EQ(life.occurrences(2).last_day(), "2020-12-01");
  EXPECT_EQ(life.occurrences(4).first_day(), "2020-11-20");
  EXPECT_EQ(life.occurrences(5).substitute_family_id(), substitute.substitute_family_id());
}

TEST_F(MatchLifeApiTest, AnEndHasACauseAndWhoWishedIt) {
  const std::string match = InTrial();
  auto complete = On<v1::CompleteTrialRequest>(match, kDay);
  complete.set_outcome(v1::TRIAL_OUTCOME_DEFINITIVE);
  complete.set_cause(v1::END_CAUSE_NO_CLICK);
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), complete), RefusesField("cause", "INVALID_CAUSE"));
  complete.set_outcome(v1::TRIAL_OUTCOME_ENDED_IN_TRIAL);
  complete.set_reason("Het klikte niet.");
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), complete),
              RefusesField("wished_by", "WISHED_BY_REQUIRED"));
  complete.set_wished_by(static_cast<v1::WishedBy>(9));
  EXPECT_THAT(matching_.CompleteTrial(NewCall(), complete),
              RefusesField("wished_by", "INVALID_WISH"));
  complete.set_wished_by(v1::WISHED_BY_REQUEST_FAMILY);
  ASSERT_THAT(matching_.CompleteTrial(NewCall(), complete), IsOk());
  const v1::Match shown = MatchOf(match);
  EXPECT_EQ(shown.steps(4).cause(), v1::END_CAUSE_NO_CLICK);
  EXPECT_EQ(shown.steps(4).wished_by(), v1::WISHED_BY_REQUEST_FAMILY);
}

TEST_F(MatchLifeApiTest, OnlyASustainedMatchSaysWhyItIsEarly) {
  const std::string match = InTrial();
  auto complete = On<v1::CompleteTrialRequest>(match, kDay);
  complete.set_outcome(v1::TRIAL_OUTCOME_DEFINITIVE);
  ASSERT_THAT(matching_.CompleteTrial(NewCall(), complete), IsOk());
  auto end = On<v1::EndMatchRequest>(match, kDay);
  end.set_outcome(v1::MATCH_STATE_COMPLETED);
  end.set_reason("Klaar.");
  end.set_cause(v1::END_CAUSE_GOAL_REACHED);
  end.set_wished_by(v1::WISHED_BY_BOTH_FAMILIES);
  end.set_early_reason("Het loopt vanzelf.");
  EXPECT_THAT(matching_.EndMatch(NewCall(), end), RefusesField("early_reason", "INVALID_TEXT"));
  end.set_outcome(v1::MATCH_STATE_SUSTAINED);
  EXPECT_THAT(matching_.EndMatch(NewCall(), end), IsOk());
  // What goes on by itself ends one day.
  end.clear_early_reason();
  end.set_outcome(v1::MATCH_STATE_ENDED_EARLY);
  EXPECT_THAT(matching_.EndMatch(NewCall(), end),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  end.set_outcome(v1::MATCH_STATE_COMPLETED);
  EXPECT_THAT(matching_.EndMatch(NewCall(), end), IsOk());
  EXPECT_EQ(MatchOf(match).state(), v1::MATCH_STATE_COMPLETED);
}

}  // namespace
}  // namespace buurtbrug::matching::api
