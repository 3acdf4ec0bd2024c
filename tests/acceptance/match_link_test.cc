#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "buurtbrug/matching/v1/family_link_service.pb.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "tests/acceptance/match_life_scene.h"

// Both families of a match answer and accept by their personal links: the gateway calls matching,
// which asks registration whose link it is.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class MatchLink : public MatchLifeScene {
 protected:
  template <typename Request>
  static Request By(const TenantContract& tenant, const std::string& link,
                    const std::string& text = "") {
    auto request = About<Request>(tenant, text);
    request.set_link(link);
    return request;
  }
  m1::AnswerByLinkRequest Answer(const std::string& link, const std::string& match,
                                 const std::string& text) const {
    return By<m1::AnswerByLinkRequest>(home_, link, absl::StrCat("match_id: '", match, "' ", text));
  }
  m1::AcceptAgreementByLinkRequest Acceptance(const std::string& link, const std::string& match,
                                              int number) const {
    return By<m1::AcceptAgreementByLinkRequest>(
        home_, link, absl::StrCat("match_id: '", match, "' offer_number: ", number));
  }
  m1::ShowMatchesByLinkResponse Shown(const std::string& link) {
    return Must<m1::ShowMatchesByLinkResponse>(families_,
                                               By<m1::ShowMatchesByLinkRequest>(home_, link));
  }
  // Both at the same time.
  template <typename Response, typename Request>
  void Together(const Request& one, const Request& other) {
    std::thread thread([&] { Must<Response>(families_, one); });
    Must<Response>(families_, other);
    thread.join();
  }

  // The gateway calls for them.
  Caller families_ = fleet_.AsService("gateway", "matching");
  const std::string asking_ = Asking(10, {"2015-03-05"}, R"pb(
    needs {
      child: 1
      kinds: SUPPORT_KIND_FIXED_AFTERNOON
      moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
      frequency: FREQUENCY_WEEKLY
      distance_km: 3
    }
  )pb");
  const std::string support_ = Supporting(10, 2, R"pb(
    capacity: 2
    kinds: SUPPORT_KIND_FIXED_AFTERNOON
    moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
    frequency: FREQUENCY_TWO_WEEKLY
    youngest_age: 4
    oldest_age: 12
    distance_km: 3
  )pb");
  const std::string asking_link_ = LinkOf(asking_);
  const std::string support_link_ = LinkOf(support_);
};

TEST_F(MatchLink, BothFamiliesAnswerAndAcceptTheAgreementThroughTheirLinks) {
  const std::string match = Propose(Proposal(asking_, {1}, support_, 1));
  EXPECT_THAT(Shown(asking_link_).matches(), IsEmpty());
  Does<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(match, 1);
  const auto shown = Shown(support_link_);
  EXPECT_EQ(shown.party(), m1::PARTY_SUPPORT_FAMILY);
  ASSERT_EQ(shown.matches_size(), 1);
  EXPECT_EQ(shown.matches(0).match_id(), match);
  EXPECT_THAT(shown.matches(0).kinds(), ElementsAre(m1::MATCH_TASK_FIXED_AFTERNOON));
  EXPECT_EQ(shown.matches(0).rhythm(), m1::MATCH_RHYTHM_WEEKLY);
  EXPECT_THAT(shown.ShortDebugString(), Not(HasSubstr(asking_)));
  Together<m1::AnswerByLinkResponse>(
      Answer(asking_link_, match, "answer: FAMILY_ANSWER_ACCEPTED"),
      Answer(support_link_, match, "answer: FAMILY_ANSWER_ACCEPTED"));
  Does<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(match, 0);

  const std::string terms =
      "terms { rhythm: MATCH_RHYTHM_WEEKLY moments: MATCH_MOMENT_WEDNESDAY_AFTERNOON "
      "task_words: 'Samen knutselen.' house_rules_version: 2 } ";
  Does<m1::OfferAgreementResponse, m1::OfferAgreementRequest>(
      match, 0, "terms { rhythm: MATCH_RHYTHM_MONTHLY }");
  Must<m1::AcceptAgreementByLinkResponse>(families_, Acceptance(asking_link_, match, 1));
  Does<m1::OfferAgreementResponse, m1::OfferAgreementRequest>(match, 0, terms);
  EXPECT_THAT(
      families_.Call<m1::AcceptAgreementByLinkResponse>(Acceptance(support_link_, match, 1)),
      Fails(StatusCode::kFailedPrecondition, "OFFER_REPLACED"));
  const std::string by_link =
      absl::StrCat(terms, "request_family { means: ACCEPTANCE_MEANS_LINK accepted_on: '", Ago(0),
                   "' } support_family { means: ACCEPTANCE_MEANS_LINK accepted_on: '", Ago(0),
                   "' } request_family_signed: true support_family_signed: true");
  EXPECT_THAT(
      matching_.Call<m1::AgreeMatchResponse>(OfMatch<m1::AgreeMatchRequest>(match, 0, by_link)),
      Fails(StatusCode::kFailedPrecondition, "ACCEPTANCE_NOT_GIVEN"));
  EXPECT_EQ(Shown(asking_link_).matches(0).offer().terms().task_words(), "Samen knutselen.");
  Together<m1::AcceptAgreementByLinkResponse>(Acceptance(asking_link_, match, 2),
                                              Acceptance(support_link_, match, 2));
  EXPECT_EQ(Shown(asking_link_).matches(0).offer().accepted_on(), Ago(0));
  Does<m1::AgreeMatchResponse, m1::AgreeMatchRequest>(match, 0, by_link);
  const m1::Match agreed = MatchOf(match);
  EXPECT_EQ(agreed.state(), m1::MATCH_STATE_AGREED);
  EXPECT_EQ(agreed.life().agreements(0).support_family_acceptance().means(),
            m1::ACCEPTANCE_MEANS_LINK);
  ASSERT_EQ(agreed.life().offers_size(), 2);
  EXPECT_EQ(agreed.life().offers(0).request_family_accepted_on(), Ago(0));
  EXPECT_FALSE(agreed.life().offers(0).has_support_family_accepted_on());
  EXPECT_FALSE(agreed.life().offers(1).open());
  for (const m1::Occurrence& occurrence : agreed.life().occurrences()) {
    if (occurrence.party() != m1::PARTY_UNSPECIFIED) {
      EXPECT_EQ(occurrence.recorded_by(), occurrence.party() == m1::PARTY_REQUEST_FAMILY
                                              ? "request family by link"
                                              : "support family by link");
    }
  }
  EXPECT_THAT(Shown(asking_link_).matches(), IsEmpty());
  EXPECT_THAT(StartTrial(match, 0), IsOk());
}

TEST_F(MatchLink, OnlyALinkThatWorksOpensAndOnlyTheOwnMatch) {
  const std::string match = Propose(Proposal(asking_, {1}, support_, 1));
  Does<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(match, 1);
  const auto dead = Fails(StatusCode::kNotFound, "LINK_NOT_FOUND");
  const auto answer = Answer(asking_link_, match, "answer: FAMILY_ANSWER_ACCEPTED");
  std::string forged = asking_link_;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  for (const std::string& wrong :
       {std::string(), std::string("geen link"), forged, std::string(100'000, 'A')}) {
    EXPECT_THAT(families_.Call<m1::AnswerByLinkResponse>(
                    Answer(wrong, match, "answer: FAMILY_ANSWER_ACCEPTED")),
                dead);
    EXPECT_THAT(families_.Call<m1::ShowMatchesByLinkResponse>(
                    By<m1::ShowMatchesByLinkRequest>(home_, wrong)),
                dead);
  }
  CreateMunicipality("0397", "Heemstede");
  const TenantContract elsewhere = OpenContract("0397", absl::CivilDay(today_.year(), 1, 1));
  EXPECT_THAT(families_.Call<m1::ShowMatchesByLinkResponse>(
                  By<m1::ShowMatchesByLinkRequest>(elsewhere, asking_link_)),
              dead);
  // Of a family that is no part of it.
  const std::string stranger = LinkOf(Asking(20, {"2016-01-01"}, ""));
  EXPECT_THAT(families_.Call<m1::AnswerByLinkResponse>(
                  Answer(stranger, match, "answer: FAMILY_ANSWER_ACCEPTED")),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(matching_.Call<m1::AnswerByLinkResponse>(answer),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  auto resolve = By<v1::ResolveLinkRequest>(home_, asking_link_);
  for (const Caller& caller : {gateway_, desk_}) {
    EXPECT_THAT(caller.Call<v1::ResolveLinkResponse>(resolve),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  }

  // What was done stays answered, when the link has ended and when registration is away.
  Must<m1::AnswerByLinkResponse>(families_, answer);
  const std::string renewed = LinkOf(asking_);
  EXPECT_THAT(families_.Call<m1::AnswerByLinkResponse>(answer), IsOk());
  EXPECT_THAT(families_.Call<m1::ShowMatchesByLinkResponse>(
                  By<m1::ShowMatchesByLinkRequest>(home_, asking_link_)),
              dead);
  EXPECT_EQ(Shown(renewed).matches(0).answer(), m1::FAMILY_ANSWER_ACCEPTED);
  fleet_.Kill("registration");
  EXPECT_THAT(families_.Call<m1::ShowMatchesByLinkResponse>(
                  By<m1::ShowMatchesByLinkRequest>(home_, renewed)),
              Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
  EXPECT_THAT(families_.Call<m1::AnswerByLinkResponse>(answer), IsOk());
  fleet_.Start("registration");
  EXPECT_TRUE(Soon([&] {
    return families_
        .Call<m1::AnswerByLinkResponse>(Answer(
            renewed, match,
            "answer: FAMILY_ANSWER_DECLINED cause: END_CAUSE_CIRCUMSTANCES_OF_REQUEST_FAMILY"))
        .ok();
  }));
  const m1::Match declined = MatchOf(match);
  EXPECT_EQ(declined.state(), m1::MATCH_STATE_DECLINED);
  EXPECT_EQ(declined.steps(1).wished_by(), m1::WISHED_BY_REQUEST_FAMILY);
  EXPECT_EQ(declined.steps(1).recorded_by(), "request family by link");
}

}  // namespace
}  // namespace buurtbrug::acceptance
