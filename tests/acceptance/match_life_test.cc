#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>

#include "platform/core/status.h"
#include "tests/acceptance/match_life_scene.h"

// The whole life of a match, through gRPC and the built programs only: the casuistry of the
// Sliedrecht report (appendix) from registration to sustained, coordinators who race for a place,
// and kill -9 at every step.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kGuidanceOver[] = R"pb(
  outcome: MATCH_STATE_SUSTAINED
  reason: "Het loopt; de gezinnen gaan samen verder."
  cause: END_CAUSE_GUIDANCE_OVER
  wished_by: WISHED_BY_BOTH_FAMILIES
)pb";

class MatchLives : public MatchLifeScene {
 protected:
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
  )pb");
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(Proposal(
                  asking, {1}, couple, 985, "origin: PROPOSAL_ORIGIN_SEARCH weights_version: 1")),
              Fails(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND"));
  const std::string match =
      Propose(Proposal(asking, {1}, couple, 985, "origin: PROPOSAL_ORIGIN_SEARCH"));
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
  EXPECT_EQ(lived.life().origin(), m1::PROPOSAL_ORIGIN_SEARCH);
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
  const std::string youngest = Propose(Proposal(asking, {2}, weekend, 985));
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

  const std::string quiet = Supporting(690, 1, "");
  const std::string eldest = Propose(Proposal(asking, {1}, quiet, 680));
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
  const std::string asking = Asking(1000, {"2016-11-11"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_AFTER_SCHOOL
      kinds: SUPPORT_KIND_EXTRA_CALLS
      moments: WEEK_MOMENT_TUESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 2
    }
  )pb");
  const std::string close_by = Supporting(990, 2, "");
  const std::string stands_in = Supporting(900, 1, "");
  const std::string match = Propose(Proposal(asking, {1}, close_by, 985));
  AskAndIntroduce(match, 983);
  Agree(match, 972,
        "moments: MATCH_MOMENT_TUESDAY_AFTERNOON rhythm: MATCH_RHYTHM_WEEKLY tasks: "
        "MATCH_TASK_AFTER_SCHOOL tasks: MATCH_TASK_EXTRA_CALLS task_words: 'Er mag ook tussendoor "
        "gebeld worden.'");
  ASSERT_THAT(StartTrial(match, 970), IsOk());
  BecomeDefinitive(match, 910);
  Does<m1::SubstituteSupportFamilyResponse, m1::SubstituteSupportFamilyRequest>(
      match, 500,
      absl::StrCat("reason: 'Een operatie.' substitute_family_id: '", stands_in, "' first_day: '",
                   Ago(490), "' last_day: '", Ago(450), "'"));
  m1::Match lived = MatchOf(match);
  EXPECT_EQ(lived.life().substitution().support_family_id(), stands_in);
  EXPECT_EQ(lived.support_family_id(), close_by);
  // It was over by itself; now there is one again, until it is ended.
  Does<m1::SubstituteSupportFamilyResponse, m1::SubstituteSupportFamilyRequest>(
      match, 240,
      absl::StrCat("reason: 'Naar het buitenland.' substitute_family_id: '", stands_in,
                   "' first_day: '", Ago(239), "' last_day: '", Ago(-30), "'"));
  EXPECT_THAT(matching_.Call<m1::ProposeMatchResponse>(
                  Proposal(Asking(20, {"2018-01-02"}, ""), {1}, stands_in, 0)),
              Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  Does<m1::EndSubstitutionResponse, m1::EndSubstitutionRequest>(match, 235);
  EXPECT_FALSE(MatchOf(match).life().has_substitution());
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
  const std::string first = Supporting(995, 1, "");
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
  const auto refused = matching_.Call<m1::ProposeMatchResponse>(Proposal(asking, {1}, aunt, 986));
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "HARD_RULE_BROKEN"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("rules", "FATHER_FIGURE")));
  const std::string against =
      Propose(Proposal(asking, {1}, aunt, 986, "origin: PROPOSAL_ORIGIN_BY_HAND"));
  EXPECT_THAT(MatchOf(against).steps(0).overridden_rules(), ElementsAre("FATHER_FIGURE"));
  Does<m1::EndMatchResponse, m1::EndMatchRequest>(
      against, 986, "outcome: MATCH_STATE_DECLINED reason: 'Toch liever een man.'");

  const std::string match =
      Propose(Proposal(asking, {1}, father, 985, "origin: PROPOSAL_ORIGIN_SEARCH"));
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

class PlaceRaces : public MatchLifeScene {
 protected:
  // Sent together by as many threads, in turn by the two coordinators. A queue that is full is
  // asked again.
  std::vector<absl::StatusOr<m1::ProposeMatchResponse>> Race(
      const std::vector<m1::ProposeMatchRequest>& proposals) {
    std::vector<absl::StatusOr<m1::ProposeMatchResponse>> answers(proposals.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < proposals.size(); ++i) {
      threads.emplace_back([&, i] {
        const Caller& coordinator = i % 2 == 0 ? matching_ : second_;
        do {
          answers[i] = coordinator.Call<m1::ProposeMatchResponse>(proposals[i]);
        } while (absl::IsResourceExhausted(answers[i].status()));
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    return answers;
  }
};

TEST_F(PlaceRaces, OfTwoCoordinatorsWhoPromiseTheLastPlaceOneWinsAndTheOtherIsTold) {
  const std::vector<std::string> asking = {Asking(20, {"2018-01-02"}, ""),
                                           Asking(20, {"2017-01-02"}, "")};
  for (int round = 0; round < 5; ++round) {
    const std::string support = Supporting(10, 1, "");
    const auto answers =
        Race({Proposal(asking[0], {1}, support, 0), Proposal(asking[1], {1}, support, 0)});
    ASSERT_NE(answers[0].ok(), answers[1].ok());
    const auto& lost = answers[0].ok() ? answers[1] : answers[0];
    EXPECT_THAT(lost, Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
    EXPECT_THAT(platform::core::MetadataOf(lost.status()), Contains(Pair("held_until", Ago(-14))));
  }
}

TEST_F(PlaceRaces, OfAHundredProposalsAsManyWinAsThereArePlaces) {
  constexpr int kProposals = 100;
  constexpr int kPlaces = 7;
  const std::string support = Supporting(10, kPlaces, "");
  std::vector<m1::ProposeMatchRequest> proposals;
  proposals.reserve(kProposals);
  for (int i = 0; i < kProposals; ++i) {
    proposals.push_back(Proposal(Asking(20, {"2018-01-02"}, ""), {1}, support, 0));
  }
  int won = 0;
  for (const auto& answer : Race(proposals)) {
    if (answer.ok()) {
      ++won;
    } else {
      EXPECT_THAT(answer, Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
    }
  }
  EXPECT_EQ(won, kPlaces);
  // Those that won say so again, the others may not.
  int again = 0;
  for (const auto& answer : Race(proposals)) {
    again += answer.ok() ? 1 : 0;
  }
  EXPECT_EQ(again, kPlaces);
  EXPECT_EQ(fleet_.database().Count("matching", "matches"), kPlaces);
}

class KilledInALife : public MatchLifeScene {
 protected:
  // One step, with its request id: the etag that it brings.
  using Life = std::vector<std::function<absl::StatusOr<std::string>()>>;

  template <typename Response, typename Request>
  void Add(Life& life, std::function<Request()> make) {
    // Made when it is first sent, and the same from then on.
    life.push_back(
        [this, make,
         request = std::make_shared<std::optional<Request>>()]() -> absl::StatusOr<std::string> {
          if (!*request) {
            *request = make();
          }
          const auto response = matching_.Call<Response>(**request);
          if (!response.ok()) {
            return response.status();
          }
          match_ = response->match_id();
          return response->etag();
        });
  }
  template <typename Response, typename Request>
  void AddStep(Life& life, int days, const std::string& text = "") {
    Add<Response, Request>(life,
                           [this, days, text] { return OfMatch<Request>(match_, days, text); });
  }

  // As a coordinator would who gets no answer: the same again.
  static absl::StatusOr<std::string> Again(
      const std::function<absl::StatusOr<std::string>()>& step) {
    absl::StatusOr<std::string> etag;
    Soon([&] {
      etag = step();
      return !absl::IsUnavailable(etag.status());
    });
    return etag;
  }

  std::string match_;
};

TEST_F(KilledInALife, AfterEveryStepAndDuringItTheCoordinatorGoesOn) {
  const std::string asking = Asking(200, {"2018-01-02"}, "");
  const std::string support = Supporting(190, 1, "");
  const std::string stands_in = Supporting(190, 1, "");
  Life life;
  Add<m1::ProposeMatchResponse, m1::ProposeMatchRequest>(
      life, [&] { return Proposal(asking, {1}, support, 150); });
  AddStep<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(life, 149);
  AddStep<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      life, 148, "party: PARTY_REQUEST_FAMILY answer: FAMILY_ANSWER_ACCEPTED");
  AddStep<m1::ExtendPlaceResponse, m1::ExtendPlaceRequest>(life, 140,
                                                           "reason: 'Het gezin is met vakantie.'");
  AddStep<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      life, 135, "party: PARTY_SUPPORT_FAMILY answer: FAMILY_ANSWER_ACCEPTED");
  AddStep<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(life, 130);
  AddStep<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(
      life, 120,
      "request_family_signed: true support_family_signed: true terms { rhythm: "
      "MATCH_RHYTHM_TWO_WEEKLY }");
  AddStep<m1::StartTrialResponse, m1::StartTrialRequest>(life, 119);
  AddStep<m1::PauseMatchResponse, m1::PauseMatchRequest>(
      life, 110, absl::StrCat("reason: 'Vakantie.' expected_last_day: '", Ago(100), "'"));
  AddStep<m1::ResumeMatchResponse, m1::ResumeMatchRequest>(life, 101);
  AddStep<m1::CompleteTrialResponse, m1::CompleteTrialRequest>(life, 60,
                                                               "outcome: TRIAL_OUTCOME_DEFINITIVE");
  AddStep<m1::RecordAgreementResponse, m1::RecordAgreementRequest>(
      life, 50,
      absl::StrCat("terms { rhythm: MATCH_RHYTHM_WEEKLY } reason: 'Elke week.' request_family { "
                   "means: ACCEPTANCE_MEANS_PAPER accepted_on: '",
                   Ago(50), "' } support_family { means: ACCEPTANCE_MEANS_PAPER accepted_on: '",
                   Ago(50), "' }"));
  AddStep<m1::SubstituteSupportFamilyResponse, m1::SubstituteSupportFamilyRequest>(
      life, 40,
      absl::StrCat("reason: 'Een operatie.' substitute_family_id: '", stands_in, "' first_day: '",
                   Ago(40), "' last_day: '", Ago(-40), "'"));
  AddStep<m1::EndSubstitutionResponse, m1::EndSubstitutionRequest>(life, 30);
  AddStep<m1::EndMatchResponse, m1::EndMatchRequest>(
      life, 20, absl::StrCat(kGuidanceOver, " early_reason: 'Ze wonen naast elkaar.'"));

  for (size_t i = 0; i < life.size(); ++i) {
    SCOPED_TRACE(absl::StrCat("step ", i + 1));
    // During: whether it was done before the end, nobody knows.
    std::thread caller([&] { life[i]().status().IgnoreError(); });
    fleet_.Kill("matching");
    caller.join();
    fleet_.Start("matching");
    const auto etag = Again(life[i]);
    ASSERT_THAT(etag, IsOk());
    ASSERT_EQ(*etag, absl::StrCat(i + 1)) << "it was done more than once";
    // After: what was answered is there.
    fleet_.Kill("matching");
    fleet_.Start("matching");
    EXPECT_EQ(MatchOf(match_).etag(), *etag);
  }
  const m1::Match lived = MatchOf(match_);
  EXPECT_THAT(StepsOf(lived),
              ElementsAre("PROPOSED " + Ago(150), "INTRODUCED " + Ago(130), "AGREED " + Ago(120),
                          "IN_TRIAL " + Ago(119), "DEFINITIVE " + Ago(60), "SUSTAINED " + Ago(20)));
  EXPECT_EQ(lived.life().occurrences_size(), static_cast<int>(life.size()) - lived.steps_size());
  EXPECT_THAT(RhythmsOf(lived), ElementsAre("TWO_WEEKLY", "WEEKLY"));
  EXPECT_TRUE(Soon([&] { return MomentsOf(match_) == 5; }));
}

}  // namespace
}  // namespace buurtbrug::acceptance
