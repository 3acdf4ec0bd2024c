#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "buurtbrug/matching/v1/assignment_service.pb.h"
#include "buurtbrug/matching/v1/family_link_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "tests/acceptance/match_life_scene.h"

// kill -9 at every step of the life of a match: whoever did the step goes on.
namespace buurtbrug::acceptance {
namespace {

using platform::testing::IsOk;
using ::testing::ElementsAre;

class KilledInALife : public MatchLifeScene {
 protected:
  // One call, with its request id. What it answers, as text: a step that was done twice would
  // answer otherwise.
  using Step = std::function<absl::StatusOr<std::string>()>;
  struct Expected {
    Step step;
    std::string answer;
  };
  using Life = std::vector<Expected>;

  // Made when it is first sent, and the same from then on.
  template <typename Response, typename Request>
  static Step Sends(const Caller& caller, std::function<Request()> make,
                    std::function<std::string(const Response&)> tell) {
    return [&caller, make, tell,
            request = std::make_shared<std::optional<Request>>()]() -> absl::StatusOr<std::string> {
      if (!*request) {
        *request = make();
      }
      const auto response = caller.Call<Response>(**request);
      if (!response.ok()) {
        return response.status();
      }
      return tell(*response);
    };
  }
  // Empty while matching does not answer.
  std::string EtagNow() const {
    auto request = About<m1::GetMatchRequest>(home_);
    request.set_match_id(match_);
    const auto response = matching_.Call<m1::GetMatchResponse>(request);
    return response.ok() ? response->match().etag() : "";
  }
  // A step that brings the match to `version`, which its etag tells; 0: to the next one.
  template <typename Response, typename Request>
  void Add(Life& life, const Caller& caller, std::function<Request()> make, int version = 0) {
    version_ = version == 0 ? version_ + 1 : version;
    const auto tell = [this](const Response& response) {
      if constexpr (requires { response.etag(); }) {
        match_ = response.match_id();
        return response.etag();
      } else {
        return EtagNow();
      }
    };
    life.push_back(
        {Sends<Response, Request>(caller, std::move(make), tell), absl::StrCat(version_)});
  }
  template <typename Response, typename Request>
  void AddStep(Life& life, int days, const std::string& text = "", int version = 0) {
    Add<Response, Request>(
        life, matching_, [this, days, text] { return OfMatch<Request>(match_, days, text); },
        version);
  }
  // What the family of `link` does itself, today.
  template <typename Response, typename Request>
  void AddByLink(Life& life, const std::string& link, const std::string& text, int version = 0) {
    Add<Response, Request>(
        life, families_,
        [this, link, text] {
          auto request = About<Request>(home_, text);
          request.set_link(link);
          request.set_match_id(match_);
          return request;
        },
        version);
  }
  void AddProposal(Life& life, const std::string& asking, const std::string& support, int days) {
    version_ = 0;
    Add<m1::ProposeMatchResponse, m1::ProposeMatchRequest>(
        life, matching_, [=, this] { return Proposal(asking, {1}, support, days); });
  }

  // As whoever called would, who gets no answer: the same again.
  static absl::StatusOr<std::string> Again(const Step& step) {
    absl::StatusOr<std::string> answer;
    Soon([&] {
      answer = step();
      // Or it does not catch up with a feed in time.
      return !absl::IsUnavailable(answer.status()) && !absl::IsDeadlineExceeded(answer.status());
    });
    return answer;
  }
  void Revive() {
    fleet_.Kill("matching");
    fleet_.Start("matching");
  }
  void Survives(const Expected& expected) {
    // During: whether it was done before the end, nobody knows.
    std::thread caller([&] { expected.step().status().IgnoreError(); });
    fleet_.Kill("matching");
    caller.join();
    fleet_.Start("matching");
    const auto answer = Again(expected.step);
    ASSERT_THAT(answer, IsOk());
    ASSERT_EQ(*answer, expected.answer) << "it was done more than once";
    // After: what was answered is there.
    Revive();
    EXPECT_EQ(*Again(expected.step), expected.answer);
  }
  void SurvivesAll(const Life& life) {
    for (size_t i = 0; i < life.size(); ++i) {
      SCOPED_TRACE(absl::StrCat("step ", i + 1));
      ASSERT_NO_FATAL_FAILURE(Survives(life[i]));
    }
  }
  // Only the last step is struck.
  void SurvivesTheLast(const Life& life) {
    for (size_t i = 0; i + 1 < life.size(); ++i) {
      EXPECT_THAT(Again(life[i].step), IsOk());
    }
    ASSERT_NO_FATAL_FAILURE(Survives(life.back()));
  }

  // The gateway calls for the families.
  Caller families_ = fleet_.AsService("gateway", "matching");
  std::string match_;
  int version_ = 0;
};

constexpr char kSigned[] = "request_family_signed: true support_family_signed: true ";

TEST_F(KilledInALife, AfterEveryStepAndDuringItTheCoordinatorGoesOn) {
  const std::string asking = Asking(200, {"2018-01-02"}, "");
  const std::string support = Supporting(190, 1, "");
  const std::string stands_in = Supporting(190, 1, "");
  Life life;
  AddProposal(life, asking, support, 150);
  AddStep<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(life, 149);
  AddStep<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      life, 148, "party: PARTY_REQUEST_FAMILY answer: FAMILY_ANSWER_ACCEPTED");
  AddStep<m1::ExtendPlaceResponse, m1::ExtendPlaceRequest>(life, 140,
                                                           "reason: 'Het gezin is met vakantie.'");
  AddStep<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      life, 135, "party: PARTY_SUPPORT_FAMILY answer: FAMILY_ANSWER_ACCEPTED");
  AddStep<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(life, 130);
  AddStep<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(
      life, 120, absl::StrCat(kSigned, "terms { rhythm: MATCH_RHYTHM_TWO_WEEKLY }"));
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
  AddStep<m1::EndMatchResponse, m1::EndMatchRequest>(life, 10, kCompleted);
  SurvivesAll(life);

  const m1::Match lived = MatchOf(match_);
  EXPECT_THAT(StepsOf(lived),
              ElementsAre("PROPOSED " + Ago(150), "INTRODUCED " + Ago(130), "AGREED " + Ago(120),
                          "IN_TRIAL " + Ago(119), "DEFINITIVE " + Ago(60), "SUSTAINED " + Ago(20),
                          "COMPLETED " + Ago(10)));
  EXPECT_EQ(lived.life().occurrences_size(), static_cast<int>(life.size()) - lived.steps_size());
  EXPECT_THAT(RhythmsOf(lived), ElementsAre("TWO_WEEKLY", "WEEKLY"));
  EXPECT_TRUE(Soon([&] { return MomentsOf(match_) == 5; }));
}

TEST_F(KilledInALife, WhatFamiliesDoByTheirLinksGoesOnTooAndSoDoesATakeOver) {
  const std::string asking = Asking(20, {"2018-01-02"}, "");
  const std::string support = Supporting(10, 1, "");
  const std::string asking_link = LinkOf(asking);
  const std::string support_link = LinkOf(support);
  Life life;
  AddProposal(life, asking, support, 0);
  AddStep<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(life, 0);
  for (const std::string& link : {asking_link, support_link}) {
    AddByLink<m1::AnswerByLinkResponse, m1::AnswerByLinkRequest>(life, link,
                                                                 "answer: FAMILY_ANSWER_ACCEPTED");
  }
  AddStep<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(life, 0);
  const std::string terms = "terms { rhythm: MATCH_RHYTHM_WEEKLY } ";
  AddStep<m1::OfferAgreementResponse, m1::OfferAgreementRequest>(life, 0, terms);
  for (const std::string& link : {asking_link, support_link}) {
    AddByLink<m1::AcceptAgreementByLinkResponse, m1::AcceptAgreementByLinkRequest>(
        life, link, "offer_number: 1");
  }
  const std::string by_link =
      absl::StrCat("{ means: ACCEPTANCE_MEANS_LINK accepted_on: '", Ago(0), "' } ");
  AddStep<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(
      life, 0,
      absl::StrCat(kSigned, terms, "request_family ", by_link, "support_family ", by_link));
  AddStep<m1::StartTrialResponse, m1::StartTrialRequest>(life, 0);
  // Changes no match, and says how many were taken over.
  life.push_back({Sends<m1::TakeOverResponse, m1::TakeOverRequest>(
                      matching_,
                      [this] {
                        auto request = About<m1::TakeOverRequest>(
                            home_,
                            "from_coordinator: 'coordinator-0610' to_coordinator: "
                            "'coordinator-0610-b' reason: 'Verlof.'");
                        request.set_occurred_on(Ago(0));
                        return request;
                      },
                      [](const m1::TakeOverResponse& response) {
                        return absl::StrCat(response.matches(), " taken over");
                      }),
                  "1 taken over"});
  AddStep<m1::CompleteTrialResponse, m1::CompleteTrialRequest>(
      life, 0,
      "outcome: TRIAL_OUTCOME_ENDED_IN_TRIAL reason: 'Het klikte niet.' cause: END_CAUSE_NO_CLICK "
      "wished_by: WISHED_BY_BOTH_FAMILIES");
  SurvivesAll(life);
  EXPECT_THAT(StepsOf(MatchOf(match_)),
              ElementsAre("PROPOSED " + Ago(0), "INTRODUCED " + Ago(0), "AGREED " + Ago(0),
                          "IN_TRIAL " + Ago(0), "ENDED_IN_TRIAL " + Ago(0)));
  EXPECT_EQ(fleet_.database().Count("matching", "assignment_steps"), 1);
}

TEST_F(KilledInALife, EveryOtherEndIsRecordedOnce) {
  const std::string asking = Asking(200, {"2018-01-02"}, "");
  const std::string asking_link = LinkOf(asking);
  const auto begin = [&](int days) {
    Life life;
    AddProposal(life, asking, Supporting(190, 1, ""), days);
    return life;
  };
  constexpr char kDeclined[] =
      "outcome: MATCH_STATE_DECLINED reason: 'Toch niet.' cause: END_CAUSE_TOO_FAR wished_by: "
      "WISHED_BY_SUPPORT_FAMILY";
  Life declined = begin(0);
  AddStep<m1::EndMatchResponse, m1::EndMatchRequest>(declined, 0, kDeclined);
  ASSERT_NO_FATAL_FAILURE(SurvivesTheLast(declined));

  // Who declines answers, and ends the match: two versions.
  Life answered = begin(0);
  AddStep<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(answered, 0);
  AddStep<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
      answered, 0,
      "party: PARTY_SUPPORT_FAMILY answer: FAMILY_ANSWER_DECLINED cause: END_CAUSE_TOO_MUCH", 4);
  ASSERT_NO_FATAL_FAILURE(SurvivesTheLast(answered));

  Life by_link = begin(0);
  AddStep<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(by_link, 0);
  AddByLink<m1::AnswerByLinkResponse, m1::AnswerByLinkRequest>(
      by_link, asking_link, "answer: FAMILY_ANSWER_DECLINED cause: END_CAUSE_TOO_FAR", 4);
  ASSERT_NO_FATAL_FAILURE(SurvivesTheLast(by_link));

  // Introduced without being asked: the two answers are told with it.
  Life early = begin(150);
  AddStep<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(early, 130, "", 4);
  ASSERT_NO_FATAL_FAILURE(SurvivesTheLast(early));
  AddStep<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(early, 120, kSigned);
  AddStep<m1::StartTrialResponse, m1::StartTrialRequest>(early, 119);
  AddStep<m1::CompleteTrialResponse, m1::CompleteTrialRequest>(early, 60,
                                                               "outcome: TRIAL_OUTCOME_DEFINITIVE");
  AddStep<m1::EndMatchResponse, m1::EndMatchRequest>(
      early, 10,
      "outcome: MATCH_STATE_ENDED_EARLY reason: 'Verhuisd.' cause: END_CAUSE_MOVED wished_by: "
      "WISHED_BY_REQUEST_FAMILY");
  ASSERT_NO_FATAL_FAILURE(SurvivesTheLast(early));
  EXPECT_EQ(MatchOf(match_).state(), m1::MATCH_STATE_ENDED_EARLY);
}

TEST_F(KilledInALife, ARenewalCarriesTheMatchOverOnce) {
  Life life;
  AddProposal(life, Asking(200, {"2018-01-02"}, ""), Supporting(190, 1, ""), 150);
  AddStep<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(life, 130, "", 4);
  AddStep<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(life, 120, kSigned);
  AddStep<m1::StartTrialResponse, m1::StartTrialRequest>(life, 119);
  for (const Expected& expected : life) {
    ASSERT_THAT(expected.step(), IsOk());
  }
  auto end = About<tenancy::v1::EndContractRequest>(home_, "reason: 'Vernieuwd.'");
  end.set_last_day(Ago(1));
  end.set_run_off_day(Ago(-30));
  Must<tenancy::v1::EndContractResponse>(fleet_.Operator(), end);
  auto open = Read<tenancy::v1::CreateContractRequest>(R"pb(
    contract { programme: "Buurtgezinnen" protocol_version: 1 provider: "Stichting Buurtgezinnen" }
  )pb");
  open.set_request_id(NewId());
  open.set_municipality(home_.municipality);
  open.mutable_contract()->set_first_day(Ago(0));
  open.mutable_contract()->set_follows_contract_id(home_.contract);
  const std::string before = home_.contract;
  home_.contract = Must<tenancy::v1::CreateContractResponse>(fleet_.Operator(), open).contract_id();
  fleet_.Appoint("coordinator-0610", common::v1::ROLE_COORDINATOR, home_.municipality,
                 home_.contract);
  const Caller operator_at_matching = fleet_.As("operator", "matching");
  const Expected carried = {
      Sends<m1::CarryOverMatchesResponse, m1::CarryOverMatchesRequest>(
          operator_at_matching, [this] { return About<m1::CarryOverMatchesRequest>(home_); },
          [](const m1::CarryOverMatchesResponse& response) {
            return absl::StrCat(response.from_contract_id(), " ", response.matches());
          }),
      absl::StrCat(before, " 1")};
  auto preview = About<m1::CarryOverMatchesRequest>(home_, "validate_only: true");
  ASSERT_TRUE(Soon([&] {
    return operator_at_matching.Call<m1::CarryOverMatchesResponse>(preview).ok();
  })) << "matching has not heard of the contract that follows";
  ASSERT_NO_FATAL_FAILURE(Survives(carried));
  EXPECT_EQ(MatchOf(match_).carried_from_contract_id(), before);
  EXPECT_EQ(MatchOf(match_).state(), m1::MATCH_STATE_IN_TRIAL);
  EXPECT_EQ(
      Must<m1::ListMatchesResponse>(matching_, About<m1::ListMatchesRequest>(home_)).matches_size(),
      1);
}

}  // namespace
}  // namespace buurtbrug::acceptance
