#include "matching/app/family_links.h"

#include <map>
#include <thread>

#include "matching/app/concluded_test.h"
#include "matching/app/told_scene_test.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::EndCause;
using domain::FamilyAnswer;
using domain::MatchState;
using domain::Party;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

auto Refuses(const char* reason) { return Fails(StatusCode::kFailedPrecondition, reason); }
auto NotThere(const char* reason) { return Fails(StatusCode::kNotFound, reason); }

class FamilyLinksTest : public ToldScene {
 protected:
  // By the gateway.
  Call ByLink(Effect effect = Effect::kCares) {
    Call call = fixture_.NewCall(tenant_, effect);
    call.caller.role = platform::access::Role::kService;
    call.caller.subject = "gateway";
    return call;
  }
  Call Coordinator() { return fixture_.NewCall(tenant_, Effect::kStarts); }

  domain::MatchId Asked() {
    const domain::MatchId match = Propose(asking_, offering_);
    EXPECT_THAT(lives_.AskFamilies(Coordinator(), {match, kDay}), IsOk());
    return match;
  }
  domain::MatchId Introduced() {
    const domain::MatchId match = Propose(asking_, offering_);
    Move(match, MatchState::kIntroduced);
    return match;
  }
  static domain::AgreementTerms Terms(domain::Rhythm rhythm) {
    domain::AgreementTerms terms;
    terms.moments = {10};
    terms.rhythm = rhythm;
    terms.task_words = "Na school.";
    return terms;
  }
  absl::Status Offer(const domain::MatchId& match,
                     domain::Rhythm rhythm = domain::Rhythm::kWeekly) {
    return lives_.OfferAgreement(Coordinator(), {match, kToday}, Terms(rhythm)).status();
  }
  absl::Status Accept(const std::string& link, const domain::MatchId& match, int number) {
    return links_.AcceptOffer(ByLink(), link, match, number);
  }
  absl::Status Agree(const domain::MatchId& match, domain::AcceptanceMeans request,
                     domain::AcceptanceMeans support,
                     domain::Rhythm rhythm = domain::Rhythm::kWeekly) {
    StepInput input = {match,  MatchState::kAgreed,
                       kToday, 0,
                       "",     {domain::Signature::kGiven, domain::Signature::kGiven}};
    input.agreement.terms = Terms(rhythm);
    input.agreement.request_family = {request, kToday};
    input.agreement.support_family = {support, kToday};
    return matches_.RecordStep(Coordinator(), input).status();
  }
  domain::WholeMatch Read(const domain::MatchId& match) {
    const auto read = matches_.Get(Coordinator(), match);
    EXPECT_THAT(read, IsOk());
    return *read;
  }
  std::vector<domain::AskedMatch> Shown(const std::string& link) {
    const auto asked = links_.Show(ByLink(Effect::kReads), link);
    EXPECT_THAT(asked, IsOk());
    return asked->matches;
  }

  static constexpr absl::CivilDay kToday = absl::CivilDay(2020, 11, 15);
  const domain::FamilyId asking_ = NewRequest();
  const domain::FamilyId offering_ = NewSupport();
  const domain::FamilyId other_ = NewSupport();
  // What registration would say of each link.
  std::map<std::string, domain::LinkedFamily> linked_ = {
      {"asking", {asking_, Party::kRequestFamily}},
      {"offering", {offering_, Party::kSupportFamily}},
      {"other", {other_, Party::kSupportFamily}}};
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(),
                    [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                      return domain::Readiness{{}, 1};
                    },
                    [] { return absl::OkStatus(); }};
  FamilyLinks links_{
      fixture_.database(), fixture_.gate(), lives_,
      [this](const Call&, const std::string& link) -> absl::StatusOr<domain::LinkedFamily> {
        const auto found = linked_.find(link);
        if (found == linked_.end()) {
          return platform::core::Error(StatusCode::kNotFound, "LINK_NOT_FOUND", "");
        }
        return found->second;
      }};
};

TEST_F(FamilyLinksTest, AFamilySeesWhatItIsAskedAndNothingThatTellsWhoTheOtherIs) {
  EXPECT_THAT(Shown("asking"), IsEmpty());
  const domain::MatchId proposed = Propose(asking_, offering_);
  EXPECT_THAT(Shown("asking"), IsEmpty());
  ASSERT_THAT(lives_.AskFamilies(Coordinator(), {proposed, kDay}), IsOk());
  for (const char* link : {"asking", "offering"}) {
    const auto asked = links_.Show(ByLink(Effect::kReads), link);
    ASSERT_THAT(asked, IsOk());
    EXPECT_EQ(asked->party,
              link == std::string("asking") ? Party::kRequestFamily : Party::kSupportFamily);
    ASSERT_THAT(asked->matches, SizeIs(1));
    const domain::AskedMatch& match = asked->matches[0];
    EXPECT_EQ(match.id, proposed);
    EXPECT_EQ(match.children, 1);
    EXPECT_THAT(match.outline.kinds, ElementsAre(1));
    EXPECT_EQ(match.outline.frequency, 1);
    EXPECT_EQ(match.outline.distance, domain::DistanceClass::kWithin3Km);
    EXPECT_EQ(match.asked_on, kDay);
    EXPECT_EQ(match.answer, FamilyAnswer::kNone);
    EXPECT_FALSE(match.offer.has_value());
  }
  EXPECT_THAT(Shown("other"), IsEmpty());
  EXPECT_THAT(links_.Show(ByLink(Effect::kReads), "nobody"), NotThere("LINK_NOT_FOUND"));
}

TEST_F(FamilyLinksTest, AMatchOfTheParentsIsShownAsOneForNoChild) {
  const domain::MatchId match = Propose(asking_, offering_, domain::kParents);
  ASSERT_THAT(lives_.AskFamilies(Coordinator(), {match, kDay}), IsOk());
  ASSERT_THAT(Shown("offering"), SizeIs(1));
  EXPECT_EQ(Shown("offering")[0].children, 0);
}

TEST_F(FamilyLinksTest, BothAnswerThemselvesAndTheRecordSaysSo) {
  const domain::MatchId match = Asked();
  ASSERT_THAT(
      links_.Answer(ByLink(), "offering", match, FamilyAnswer::kAccepted, EndCause::kNotSaid),
      IsOk());
  EXPECT_EQ(Shown("offering")[0].answer, FamilyAnswer::kAccepted);
  // The other one is not told.
  EXPECT_EQ(Shown("asking")[0].answer, FamilyAnswer::kNone);
  EXPECT_THAT(
      links_.Answer(ByLink(), "offering", match, FamilyAnswer::kAccepted, EndCause::kNotSaid),
      Refuses("ANSWERED_BEFORE"));
  ASSERT_THAT(links_.Answer(ByLink(), "asking", match, FamilyAnswer::kAccepted, EndCause::kNotSaid),
              IsOk());
  const domain::WholeMatch whole = Read(match);
  ASSERT_THAT(whole.occurrences, SizeIs(3));
  EXPECT_EQ(whole.occurrences[1].recorded_by, "support family by link");
  EXPECT_EQ(whole.occurrences[1].party, Party::kSupportFamily);
  EXPECT_EQ(whole.occurrences[1].occurred_on, kToday);
  EXPECT_EQ(whole.occurrences[2].recorded_by, "request family by link");
  EXPECT_EQ(Ask("SELECT string_agg(recorded_by || ': ' || on_behalf_of, ', ' ORDER BY version)"
                " FROM matching.receipts WHERE on_behalf_of <> ''"),
            "gateway: support family by link, gateway: request family by link\n");
  EXPECT_THAT(matches_.RecordStep(Coordinator(), {match, MatchState::kIntroduced, kToday}), IsOk());
  EXPECT_THAT(Shown("asking"), IsEmpty());
  EXPECT_THAT(links_.Answer(ByLink(), "asking", match, FamilyAnswer::kDeclined, EndCause::kTooFar),
              Refuses("WRONG_STATE"));
}

TEST_F(FamilyLinksTest, WhoDeclinesSaysWhyAndEndsTheMatchAlsoAfterItAccepted) {
  const domain::MatchId match = Asked();
  ASSERT_THAT(links_.Answer(ByLink(), "asking", match, FamilyAnswer::kAccepted, EndCause::kNotSaid),
              IsOk());
  const auto decline = [&](EndCause cause) {
    return links_.Answer(ByLink(), "asking", match, FamilyAnswer::kDeclined, cause);
  };
  EXPECT_THAT(decline(EndCause::kNotSaid), RefusesField("cause", "INVALID_CAUSE"));
  EXPECT_THAT(decline(EndCause::kCircumstancesOfSupportFamily),
              RefusesField("cause", "INVALID_CAUSE"));
  EXPECT_THAT(
      links_.Answer(ByLink(), "offering", match, FamilyAnswer::kAccepted, EndCause::kTooFar),
      RefusesField("cause", "INVALID_CAUSE"));
  EXPECT_EQ(Read(match).head.state, MatchState::kProposed);
  ASSERT_THAT(decline(EndCause::kCircumstancesOfRequestFamily), IsOk());
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.head.state, MatchState::kDeclined);
  EXPECT_EQ(whole.steps.back().recorded_by, "request family by link");
  EXPECT_EQ(whole.steps.back().wished_by, domain::WishedBy::kRequestFamily);
  EXPECT_EQ(whole.steps.back().cause, EndCause::kCircumstancesOfRequestFamily);
  EXPECT_THAT(Shown("offering"), IsEmpty());
}

TEST_F(FamilyLinksTest, NobodyAnswersForAnother) {
  const domain::MatchId match = Asked();
  const auto answer = [&](const Call& call, const std::string& link, const domain::MatchId& about) {
    return links_.Answer(call, link, about, FamilyAnswer::kAccepted, EndCause::kNotSaid);
  };
  EXPECT_THAT(answer(ByLink(), "nobody", match), NotThere("LINK_NOT_FOUND"));
  const absl::Status of_others = answer(ByLink(), "other", match);
  EXPECT_THAT(of_others, NotThere("MATCH_NOT_FOUND"));
  EXPECT_EQ(of_others, answer(ByLink(), "other", domain::MatchId(NewId().value())));
  // The support family's link is not that of a request family with the same id.
  linked_["turned"] = {offering_, Party::kRequestFamily};
  EXPECT_THAT(answer(ByLink(), "turned", match), NotThere("MATCH_NOT_FOUND"));
  EXPECT_THAT(Accept("other", match, 1), NotThere("MATCH_NOT_FOUND"));
  EXPECT_THAT(answer(ByLink(), "asking", Propose(NewRequest(), other_)),
              NotThere("MATCH_NOT_FOUND"));
  EXPECT_THAT(Read(match).occurrences, SizeIs(1));
}

TEST_F(FamilyLinksTest, TheSameRequestGetsTheSameAnswerEvenWhenTheLinkHasEnded) {
  const domain::MatchId match = Asked();
  const Call call = ByLink();
  const auto answer = [&] {
    return links_.Answer(call, "asking", match, FamilyAnswer::kAccepted, EndCause::kNotSaid);
  };
  ASSERT_THAT(answer(), IsOk());
  linked_.clear();
  EXPECT_THAT(answer(), IsOk());
  EXPECT_GT(call.gated, 0);
  EXPECT_THAT(Read(match).occurrences, SizeIs(2));
  Call other = ByLink();
  other.request_id = call.request_id;
  EXPECT_THAT(links_.Answer(other, "asking", match, FamilyAnswer::kDeclined, EndCause::kTooFar),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(FamilyLinksTest, WhatIsOfferedIsAcceptedByBothAndThenAgreedOn) {
  const domain::MatchId match = Introduced();
  EXPECT_THAT(Accept("asking", match, 1), Refuses("NOT_OFFERED"));
  EXPECT_THAT(Agree(match, domain::AcceptanceMeans::kLink, domain::AcceptanceMeans::kPaper),
              Refuses("ACCEPTANCE_NOT_GIVEN"));
  ASSERT_THAT(Offer(match), IsOk());
  ASSERT_THAT(Shown("asking"), SizeIs(1));
  EXPECT_EQ(Shown("asking")[0].offer->number, 1);
  EXPECT_EQ(Shown("asking")[0].offer->terms.task_words, "Na school.");
  EXPECT_FALSE(Shown("asking")[0].asked_on.has_value());
  ASSERT_THAT(Accept("asking", match, 1), IsOk());
  EXPECT_EQ(Shown("asking")[0].offer->request_accepted_on, kToday);
  EXPECT_THAT(Accept("asking", match, 1), Refuses("ACCEPTED_BEFORE"));
  EXPECT_THAT(Agree(match, domain::AcceptanceMeans::kLink, domain::AcceptanceMeans::kLink),
              Refuses("ACCEPTANCE_NOT_GIVEN"));
  ASSERT_THAT(Accept("offering", match, 1), IsOk());
  EXPECT_THAT(Offer(match, domain::Rhythm::kMonthly), Refuses("OFFER_ACCEPTED"));
  // Not what they accepted.
  EXPECT_THAT(Agree(match, domain::AcceptanceMeans::kLink, domain::AcceptanceMeans::kLink,
                    domain::Rhythm::kMonthly),
              Refuses("ACCEPTANCE_NOT_GIVEN"));
  ASSERT_THAT(Agree(match, domain::AcceptanceMeans::kLink, domain::AcceptanceMeans::kLink), IsOk());
  const domain::WholeMatch whole = Read(match);
  ASSERT_THAT(whole.agreements, SizeIs(1));
  EXPECT_EQ(whole.agreements[0].support_acceptance.means, domain::AcceptanceMeans::kLink);
  EXPECT_FALSE(whole.life.open_offer.has_value());
  ASSERT_THAT(whole.offers, SizeIs(1));
  EXPECT_EQ(whole.offers[0].support_accepted_on, kToday);
  ASSERT_THAT(whole.occurrences, SizeIs(5));
  EXPECT_EQ(whole.occurrences[2].kind, domain::OccurrenceKind::kAgreementOffered);
  EXPECT_EQ(whole.occurrences[4].kind, domain::OccurrenceKind::kOfferAccepted);
  EXPECT_EQ(whole.occurrences[4].recorded_by, "support family by link");
  EXPECT_THAT(Shown("asking"), IsEmpty());
  EXPECT_THAT(Accept("asking", match, 1), Refuses("NOT_OFFERED"));
  EXPECT_EQ(Ask("SELECT string_agg(replace(type, 'buurtbrug.matching.v1.', ''), ' ' ORDER BY"
                " sequence) FROM matching.feed_entries"),
            "MatchChanged MatchChanged AgreementOffered OfferAccepted OfferAccepted"
            " MatchChanged\n");
}

TEST_F(FamilyLinksTest, ANewerOfferTakesThePlaceOfTheOneThatOnlyOneAccepted) {
  const domain::MatchId match = Introduced();
  ASSERT_THAT(Offer(match), IsOk());
  ASSERT_THAT(Accept("asking", match, 1), IsOk());
  ASSERT_THAT(Offer(match, domain::Rhythm::kTwoWeekly), IsOk());
  const absl::Status outdated = Accept("offering", match, 1);
  EXPECT_THAT(outdated, Refuses("OFFER_REPLACED"));
  EXPECT_THAT(platform::core::MetadataOf(outdated), Contains(Pair("offer_number", "2")));
  // What was accepted counts for what it was given to.
  EXPECT_THAT(Agree(match, domain::AcceptanceMeans::kLink, domain::AcceptanceMeans::kPaper),
              Refuses("ACCEPTANCE_NOT_GIVEN"));
  EXPECT_FALSE(Shown("asking")[0].offer->request_accepted_on.has_value());
  // On paper it needs no offer, and the one that is open is over.
  ASSERT_THAT(Agree(match, domain::AcceptanceMeans::kPaper, domain::AcceptanceMeans::kPaper,
                    domain::Rhythm::kMonthly),
              IsOk());
  EXPECT_THAT(Accept("offering", match, 2), Refuses("NOT_OFFERED"));
}

TEST_F(FamilyLinksTest, ALaterVersionIsOfferedAndAcceptedToo) {
  const domain::MatchId match = Introduced();
  Move(match, MatchState::kAgreed);
  Move(match, MatchState::kInTrial);
  domain::AgreementInput weekly;
  weekly.terms = Terms(domain::Rhythm::kWeekly);
  weekly.request_family = {domain::AcceptanceMeans::kLink, kToday};
  weekly.support_family = {domain::AcceptanceMeans::kPaper, kToday};
  const auto record = [&] {
    return lives_.RecordAgreement(Coordinator(), {match, kToday, 0, "Het gaat goed."}, weekly);
  };
  EXPECT_THAT(record(), Refuses("ACCEPTANCE_NOT_GIVEN"));
  ASSERT_THAT(Offer(match), IsOk());
  ASSERT_THAT(Accept("asking", match, 1), IsOk());
  ASSERT_THAT(record(), IsOk());
  // One acceptance is for one version.
  EXPECT_THAT(record(), Refuses("ACCEPTANCE_NOT_GIVEN"));
  EXPECT_THAT(Read(match).agreements, SizeIs(2));
  // The next one counts on.
  ASSERT_THAT(Offer(match, domain::Rhythm::kMonthly), IsOk());
  EXPECT_EQ(Read(match).life.open_offer, 2);
}

TEST_F(FamilyLinksTest, NothingIsOfferedBeforeTheyMetOrWhenItIsOver) {
  const domain::MatchId match = Asked();
  EXPECT_THAT(Offer(match), Refuses("WRONG_STATE"));
  const domain::MatchId introduced = Propose(NewRequest(), other_);
  Move(introduced, MatchState::kIntroduced);
  EXPECT_THAT(lives_.OfferAgreement(Coordinator(), {introduced, kDay}, {}),
              RefusesField("terms", "INVALID_TERMS"));
  ASSERT_THAT(Offer(introduced), IsOk());
  ASSERT_THAT(Shown("other"), SizeIs(1));
  ASSERT_THAT(matches_.RecordStep(Coordinator(), Concluded({introduced, MatchState::kDeclined,
                                                            kToday, 0, "Toch niet."})),
              IsOk());
  EXPECT_THAT(Shown("other"), IsEmpty());
  EXPECT_THAT(Accept("other", introduced, 1), Refuses("WRONG_STATE"));
}

TEST_F(FamilyLinksTest, WhoAcceptAtTheSameTimeBothDo) {
  const domain::MatchId match = Introduced();
  ASSERT_THAT(Offer(match), IsOk());
  // Each twice: one of the two is told that it accepted before.
  const std::vector<std::string> links = {"asking", "offering", "asking", "offering"};
  std::vector<Call> calls;
  for (size_t i = 0; i < links.size(); ++i) {
    calls.push_back(ByLink());
  }
  std::vector<absl::Status> answers(links.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < links.size(); ++i) {
    threads.emplace_back([&, i] { answers[i] = links_.AcceptOffer(calls[i], links[i], match, 1); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const size_t one : {0, 1}) {
    EXPECT_NE(answers[one].ok(), answers[one + 2].ok()) << links[one];
    EXPECT_THAT(answers[one].ok() ? answers[one + 2] : answers[one], Refuses("ACCEPTED_BEFORE"));
  }
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.offers[0].request_accepted_on, kToday);
  EXPECT_EQ(whole.offers[0].support_accepted_on, kToday);
  EXPECT_THAT(whole.occurrences, SizeIs(5));
}

}  // namespace
}  // namespace buurtbrug::matching::app
