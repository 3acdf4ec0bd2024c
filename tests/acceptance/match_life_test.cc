#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "buurtbrug/matching/v1/weights_service.pb.h"
#include "platform/core/status.h"
#include "tests/acceptance/match_life_scene.h"

// The whole life of a match, through gRPC and the built programs only: the casuistry of the
// Sliedrecht report (appendix) from registration and search to sustained.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

MATCHER_P(IsFamily, id, "") { return arg.support_family_id() == id; }
MATCHER_P2(MissedBy, id, rule, "") {
  return arg.support_family_id() == id && arg.broken_rule().code() == rule;
}

class MatchLives : public MatchLifeScene {
 protected:
  MatchLives() { ImportArea(); }

  // Terms that both accepted: the request family the day before.
  std::string Agreement(int days, const std::string& terms) const {
    return absl::StrCat(
        "terms { ", terms, " } request_family { means: ACCEPTANCE_MEANS_PAPER accepted_on: '",
        Ago(days + 1), "' } support_family { means: ACCEPTANCE_MEANS_PAPER accepted_on: '",
        Ago(days), "' }");
  }
  void Agree(const std::string& match, int days, const std::string& terms) const {
    Does<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(
        match, days,
        absl::StrCat("request_family_signed: true support_family_signed: true ",
                     Agreement(days, terms)));
  }
  void AgreeAnew(const std::string& match, int days, const std::string& terms,
                 const std::string& reason) const {
    Does<m1::RecordAgreementResponse, m1::RecordAgreementRequest>(
        match, days, absl::StrCat(Agreement(days, terms), " reason: '", reason, "'"));
  }
  void BecomeDefinitive(const std::string& match, int days) const {
    Does<m1::CompleteTrialResponse, m1::CompleteTrialRequest>(match, days,
                                                              "outcome: TRIAL_OUTCOME_DEFINITIVE");
  }
  void Sustain(const std::string& match, int days) const {
    EXPECT_THAT(matching_.Call<m1::EndMatchResponse>(
                    OfMatch<m1::EndMatchRequest>(match, days + 60, kGuidanceOver)),
                Fails(StatusCode::kFailedPrecondition, "GUIDANCE_NOT_OVER"));
    Does<m1::EndMatchResponse, m1::EndMatchRequest>(match, days, kGuidanceOver);
  }
};

TEST_F(MatchLives, OneFixedAfternoonAWeekWithACreativeCouple) {
  const std::string asking = Asking(1000, {"2015-03-05"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_FIXED_AFTERNOON
      moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 3
    }
    gives_back: RECIPROCITY_COOKING
  )pb");
  const std::string couple = Supporting(990, 1, R"pb(
                                          capacity: 1
                                          kinds: SUPPORT_KIND_FIXED_AFTERNOON
                                          moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
                                          frequency: FREQUENCY_WEEKLY
                                          youngest_age: 4
                                          oldest_age: 12
                                          distance_km: 5
                                        )pb",
                                        {.adults = {"Steunouder", "Partner"}, .births = {}});
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(Proposal(
                  asking, {1}, couple, 985, "origin: PROPOSAL_ORIGIN_SEARCH weights_version: 1")),
              Fails(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND"));
  const std::string match = ProposeFound(asking, {1}, couple, 985);
  AskAndIntroduce(match, 983);
  constexpr char kTerms[] =
      "moments: MATCH_MOMENT_WEDNESDAY_AFTERNOON rhythm: MATCH_RHYTHM_WEEKLY "
      "tasks: MATCH_TASK_FIXED_AFTERNOON task_words: 'Samen tekenen in het atelier.' "
      "house_rules_version: 2 returns: MATCH_RETURN_COOKING";
  Agree(match, 972, kTerms);
  ASSERT_THAT(StartTrial(match, 970), IsOk());
  EXPECT_THAT(matching_.Call<m1::CompleteTrialResponse>(OfMatch<m1::CompleteTrialRequest>(
                  match, 930, "outcome: TRIAL_OUTCOME_DEFINITIVE")),
              Fails(StatusCode::kFailedPrecondition, "TRIAL_NOT_OVER"));
  BecomeDefinitive(match, 910);
  Does<m1::PauseMatchResponse, m1::PauseMatchRequest>(
      match, 600, absl::StrCat("reason: 'Zomervakantie.' expected_last_day: '", Ago(560), "'"));
  EXPECT_EQ(MatchOf(match).life().paused_until(), Ago(560));
  EXPECT_EQ(MatchOf(match).state(), m1::MATCH_STATE_DEFINITIVE);
  Does<m1::ResumeMatchResponse, m1::ResumeMatchRequest>(match, 562);
  Sustain(match, 160);

  const m1::Match lived = MatchOf(match);
  EXPECT_THAT(StepsOf(lived), ElementsAre("PROPOSED " + Ago(985), "INTRODUCED " + Ago(976),
                                          "AGREED " + Ago(972), "IN_TRIAL " + Ago(970),
                                          "DEFINITIVE " + Ago(910), "SUSTAINED " + Ago(160)));
  EXPECT_FALSE(lived.life().has_paused_until());
  ASSERT_EQ(lived.life().agreements_size(), 1);
  EXPECT_EQ(lived.life().agreements(0).terms().house_rules_version(), 2);
  EXPECT_EQ(lived.life().agreements(0).request_family_acceptance().means(),
            m1::ACCEPTANCE_MEANS_PAPER);
  EXPECT_EQ(lived.life().agreements(0).request_family_acceptance().accepted_on(), Ago(973));
  EXPECT_EQ(lived.steps(5).wished_by(), m1::WISHED_BY_BOTH_FAMILIES);
  // Evaluation plans by the steps and passes over the pause.
  EXPECT_TRUE(Soon([&] { return MomentsOf(match) == 5; }));
  // Only the coordinator steps back: the couple has no place for another family.
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(
                  Proposal(Asking(20, {"2018-01-02"}, ""), {1}, couple, 0)),
              Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  // Until what went on by itself ends.
  Does<m1::EndMatchResponse, m1::EndMatchRequest>(match, 0, kCompleted);
  EXPECT_EQ(MatchOf(match).state(), m1::MATCH_STATE_COMPLETED);
  IsWilling(couple, 0);
  Propose(Proposal(Asking(20, {"2018-01-02"}, ""), {1}, couple, 0));
}

TEST_F(MatchLives, TwoWeeklyBecameWeeklyAndLaterASecondMatchForTheEldestChild) {
  const std::string asking = Asking(1000, {"2012-06-01", "2019-09-12"}, R"pb(
    needs { child: 1 kinds: SUPPORT_KIND_HOMEWORK frequency: FREQUENCY_WEEKLY distance_km: 5 }
    needs {
      child: 2
      kinds: SUPPORT_KIND_PART_OF_DAY
      frequency: FREQUENCY_TWO_WEEKLY
      distance_km: 10
    }
  )pb");
  const std::string weekend = Supporting(990, 1, R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_PART_OF_DAY
    moments: WEEK_MOMENT_SATURDAY_MORNING
    frequency: FREQUENCY_TWO_WEEKLY
    youngest_age: 0
    oldest_age: 10
    distance_km: 10
  )pb");
  const std::string youngest = ProposeFound(asking, {2}, weekend, 985);
  AskAndIntroduce(youngest, 983);
  Agree(youngest, 972,
        "moments: MATCH_MOMENT_SATURDAY_MORNING rhythm: MATCH_RHYTHM_TWO_WEEKLY "
        "tasks: MATCH_TASK_PART_OF_DAY");
  ASSERT_THAT(StartTrial(youngest, 970), IsOk());
  BecomeDefinitive(youngest, 910);
  AgreeAnew(youngest, 700,
            "moments: MATCH_MOMENT_SATURDAY_MORNING rhythm: MATCH_RHYTHM_WEEKLY "
            "tasks: MATCH_TASK_PART_OF_DAY",
            "Het gaat goed; voortaan elke week.");
  EXPECT_THAT(RhythmsOf(MatchOf(youngest)), ElementsAre("TWO_WEEKLY", "WEEKLY"));
  EXPECT_EQ(MatchOf(youngest).state(), m1::MATCH_STATE_DEFINITIVE);

  const std::string quiet = Supporting(690, 1, R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_HOMEWORK
    moments: WEEK_MOMENT_THURSDAY_AFTERNOON
    frequency: FREQUENCY_WEEKLY
    youngest_age: 10
    oldest_age: 18
    distance_km: 5
  )pb");
  // What counts how much has changed by now.
  Must<m1::SetWeightsResponse>(
      matching_, About<m1::SetWeightsRequest>(
                     home_, "weights { part: 'DISTANCE' weight: 300 } reason: 'Dichtbij telt.'"));
  const std::string eldest = ProposeFound(asking, {1}, quiet, 680);
  EXPECT_EQ(MatchOf(youngest).life().weights_version(), 0);
  EXPECT_EQ(MatchOf(eldest).life().weights_version(), 1);
  AskAndIntroduce(eldest, 678);
  Agree(eldest, 668, "rhythm: MATCH_RHYTHM_WEEKLY tasks: MATCH_TASK_HOMEWORK");
  ASSERT_THAT(StartTrial(eldest, 666), IsOk());
  BecomeDefinitive(eldest, 600);
  Sustain(youngest, 170);
  EXPECT_EQ(MatchOf(youngest).state(), m1::MATCH_STATE_SUSTAINED);
  EXPECT_THAT(MatchOf(youngest).children(), ElementsAre(2));
  EXPECT_EQ(MatchOf(eldest).state(), m1::MATCH_STATE_DEFINITIVE);
  EXPECT_THAT(MatchOf(eldest).children(), ElementsAre(1));
  EXPECT_TRUE(Soon([&] { return MomentsOf(youngest) == 5 && MomentsOf(eldest) == 5; }));
}

TEST_F(MatchLives, AnAfternoonAfterSchoolWithExtraCallsAndASubstituteForAWhile) {
  const std::string asking = Asking(1000, {"2016-11-11", "2018-04-02"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_AFTER_SCHOOL
      kinds: SUPPORT_KIND_EXTRA_CALLS
      moments: WEEK_MOMENT_TUESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 2
    }
    needs {
      child: 2
      kinds: SUPPORT_KIND_AFTER_SCHOOL
      moments: WEEK_MOMENT_TUESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 2
    }
  )pb");
  constexpr char kOffer[] = R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_AFTER_SCHOOL
    kinds: SUPPORT_KIND_EXTRA_CALLS
    moments: WEEK_MOMENT_TUESDAY_AFTERNOON
    frequency: FREQUENCY_WEEKLY
    youngest_age: 4
    oldest_age: 14
    distance_km: 2
  )pb";
  const std::string close_by = Supporting(990, 2, kOffer);
  const std::string stands_in = Supporting(900, 1, kOffer);
  // The two stay together: one match, and one place.
  const std::string match = ProposeFound(asking, {1, 2}, close_by, 985);
  EXPECT_THAT(MatchOf(match).children(), ElementsAre(1, 2));
  AskAndIntroduce(match, 983);
  Agree(match, 972,
        "moments: MATCH_MOMENT_TUESDAY_AFTERNOON rhythm: MATCH_RHYTHM_WEEKLY tasks: "
        "MATCH_TASK_AFTER_SCHOOL tasks: MATCH_TASK_EXTRA_CALLS task_words: 'Er mag ook tussendoor "
        "gebeld worden.'");
  ASSERT_THAT(StartTrial(match, 970), IsOk());
  BecomeDefinitive(match, 910);
  IsWilling(stands_in, 500);
  Does<m1::SubstituteSupportFamilyResponse, m1::SubstituteSupportFamilyRequest>(
      match, 500,
      absl::StrCat("reason: 'Een operatie.' substitute_family_id: '", stands_in, "' first_day: '",
                   Ago(490), "' last_day: '", Ago(450), "'"));
  m1::Match lived = MatchOf(match);
  EXPECT_EQ(lived.life().substitution().support_family_id(), stands_in);
  EXPECT_EQ(lived.support_family_id(), close_by);
  // It was over by itself; now there is one again, until it is ended.
  IsWilling(stands_in, 240);
  Does<m1::SubstituteSupportFamilyResponse, m1::SubstituteSupportFamilyRequest>(
      match, 240,
      absl::StrCat("reason: 'Naar het buitenland.' substitute_family_id: '", stands_in,
                   "' first_day: '", Ago(239), "' last_day: '", Ago(-30), "'"));
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(
                  Proposal(Asking(20, {"2018-01-02"}, ""), {1}, stands_in, 0)),
              Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  Does<m1::EndSubstitutionResponse, m1::EndSubstitutionRequest>(match, 235);
  EXPECT_FALSE(MatchOf(match).life().has_substitution());
  IsWilling(stands_in, 0);
  Propose(Proposal(Asking(20, {"2018-01-02"}, ""), {1}, stands_in, 0));
  Sustain(match, 160);
  lived = MatchOf(match);
  EXPECT_EQ(lived.state(), m1::MATCH_STATE_SUSTAINED);
  EXPECT_THAT(lived.life().agreements(0).terms().tasks(),
              ElementsAre(m1::MATCH_TASK_AFTER_SCHOOL, m1::MATCH_TASK_EXTRA_CALLS));
  EXPECT_TRUE(Soon([&] { return MomentsOf(match) == 5; }));
}

TEST_F(MatchLives, AFatherFigureForABoyAfterAFamilyThatDeclined) {
  const std::string asking = Asking(1000, {"2013-01-20"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_ACTIVITY
      kinds: SUPPORT_KIND_ROLE_MODEL
      frequency: FREQUENCY_WEEKLY
      distance_km: 5
      wishes { kind: WISH_KIND_FATHER_FIGURE strength: WISH_STRENGTH_LIMIT }
    }
  )pb");
  const std::string first = Supporting(995, 1, R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_ROLE_MODEL
    moments: WEEK_MOMENT_FRIDAY_AFTERNOON
    frequency: FREQUENCY_TWO_WEEKLY
    youngest_age: 8
    oldest_age: 18
    distance_km: 5
    traits { father_figure: true }
  )pb");
  const std::string father = Supporting(990, 1, R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_ACTIVITY
    kinds: SUPPORT_KIND_ROLE_MODEL
    moments: WEEK_MOMENT_SATURDAY_MORNING
    frequency: FREQUENCY_WEEKLY
    youngest_age: 8
    oldest_age: 18
    distance_km: 5
    traits { father_figure: true }
  )pb");
  Search(asking, {1}, first, 988);
  const std::string declined = Propose(Proposal(asking, {1}, first, 988));
  Does<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(declined, 988);
  Does<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      declined, 987, "party: PARTY_REQUEST_FAMILY answer: FAMILY_ANSWER_ACCEPTED");
  EXPECT_THAT(
      matching_.Call<m1::IntroduceMatchResponse>(OfMatch<m1::IntroduceMatchRequest>(declined, 987)),
      Fails(StatusCode::kFailedPrecondition, "FAMILIES_NOT_ACCEPTED"));
  Does<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      declined, 986,
      "party: PARTY_SUPPORT_FAMILY answer: FAMILY_ANSWER_DECLINED cause: "
      "END_CAUSE_DAYS_DO_NOT_FIT reason: 'De zaterdag lukt niet.'");
  const m1::Match over = MatchOf(declined);
  EXPECT_EQ(over.state(), m1::MATCH_STATE_DECLINED);
  EXPECT_EQ(over.steps(1).cause(), m1::END_CAUSE_DAYS_DO_NOT_FIT);
  EXPECT_EQ(over.steps(1).wished_by(), m1::WISHED_BY_SUPPORT_FAMILY);
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(Proposal(asking, {1}, first, 985)),
              Fails(StatusCode::kFailedPrecondition, "PAIR_FAILED_BEFORE"));

  // A family without a father figure breaks a limit: by hand, and shown as such, or not at all.
  const std::string aunt = Supporting(990, 1, R"pb(
    capacity: 1
    kinds: SUPPORT_KIND_ACTIVITY
    moments: WEEK_MOMENT_SATURDAY_MORNING
    frequency: FREQUENCY_WEEKLY
    youngest_age: 8
    oldest_age: 18
    distance_km: 5
  )pb");
  m1::FindSupportFamiliesResponse found;
  EXPECT_TRUE(Soon([&] {
    found = Search(asking, {1}, father, 986);
    return found.near_misses_size() == 2;
  }));
  EXPECT_THAT(found.support_families(), ElementsAre(IsFamily(father)));
  EXPECT_THAT(found.near_misses(), UnorderedElementsAre(MissedBy(first, "DECLINED_BEFORE"),
                                                        MissedBy(aunt, "FATHER_FIGURE")));
  const auto refused = matching_.Call<m1::ProposeMatchResponse>(Proposal(asking, {1}, aunt, 986));
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "HARD_RULE_BROKEN"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("rules", "FATHER_FIGURE")));
  const std::string against =
      Propose(Proposal(asking, {1}, aunt, 986, "origin: PROPOSAL_ORIGIN_BY_HAND"));
  EXPECT_THAT(MatchOf(against).steps(0).overridden_rules(), ElementsAre("FATHER_FIGURE"));
  Does<m1::EndMatchResponse, m1::EndMatchRequest>(
      against, 986,
      "outcome: MATCH_STATE_DECLINED reason: 'Toch liever een man.' cause: END_CAUSE_OTHER "
      "wished_by: WISHED_BY_REQUEST_FAMILY");

  const std::string match = ProposeFound(asking, {1}, father, 985);
  AskAndIntroduce(match, 983);
  Agree(match, 972,
        "moments: MATCH_MOMENT_SATURDAY_MORNING rhythm: MATCH_RHYTHM_WEEKLY tasks: "
        "MATCH_TASK_ACTIVITY tasks: MATCH_TASK_ROLE_MODEL task_words: 'Steeds dezelfde man; mee "
        "naar het voetbal.'");
  ASSERT_THAT(StartTrial(match, 970), IsOk());
  BecomeDefinitive(match, 910);
  Sustain(match, 160);
  EXPECT_EQ(MatchOf(match).state(), m1::MATCH_STATE_SUSTAINED);
  EXPECT_TRUE(Soon([&] { return MomentsOf(match) == 5; }));
}

}  // namespace
}  // namespace buurtbrug::acceptance
