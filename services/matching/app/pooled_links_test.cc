#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "matching/app/family_links.h"
#include "matching/app/pool_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using absl::StrCat;
using domain::EndCause;
using domain::FamilyAnswer;
using domain::Party;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A support family answers by the link of its own contract about a match of another one.
class PooledLinksTest : public PoolScene {
 protected:
  PooledLinksTest() {
    Refresh();
    const auto proposed = ProposeAcross(request_, HereOf(offered_));
    EXPECT_THAT(proposed, IsOk());
    match_ = domain::MatchId(proposed->subject);
    EXPECT_THAT(lives_.AskFamilies(Starts(), {match_, kDay}), IsOk());
  }
  // By the gateway, with the contract that the link carries.
  Call ByLink(const TenantScope& contract, Effect effect = Effect::kCares) {
    Call call = fixture_.NewCall(contract, effect);
    call.caller.role = platform::access::Role::kService;
    call.caller.subject = "gateway";
    return call;
  }
  std::vector<domain::AskedMatch> Shown(const TenantScope& contract, const std::string& link) {
    const auto asked = links_.Show(ByLink(contract, Effect::kReads), link);
    EXPECT_THAT(asked, IsOk());
    return asked.ok() ? asked->matches : std::vector<domain::AskedMatch>();
  }
  absl::Status Answer(const Call& call, const std::string& link, FamilyAnswer answer) {
    return links_.Answer(
        call, link, match_, answer,
        answer == FamilyAnswer::kDeclined ? EndCause::kTooFar : EndCause::kNotSaid);
  }

  const FamilyId request_ = NewRequest();
  const FamilyId offered_ = NewOffered();
  const FamilyId other_ = NewOffered();
  domain::MatchId match_;
  std::map<std::string, domain::LinkedFamily> linked_ = {
      {"asking", {request_, Party::kRequestFamily}},
      {"offering", {offered_, Party::kSupportFamily}},
      {"other", {other_, Party::kSupportFamily}}};
  MatchLives lives_{fixture_.database(),
                    fixture_.gate(),
                    fixture_.random(),
                    [this](const Call&, const FamilyId&, absl::CivilDay) { return readiness_; },
                    [] { return absl::OkStatus(); },
                    &across_};
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

TEST_F(PooledLinksTest, ItSeesWhatItIsAskedAndAccepts) {
  const auto shown = Shown(offering_, "offering");
  ASSERT_THAT(shown, SizeIs(1));
  EXPECT_EQ(shown[0].id, match_);
  EXPECT_EQ(shown[0].asked_on, kDay);
  EXPECT_EQ(shown[0].outline.distance, domain::DistanceClass::kWithin3Km);
  EXPECT_THAT(Shown(offering_, "other"), IsEmpty());

  const Call accepts = ByLink(offering_);
  ASSERT_THAT(Answer(accepts, "offering", FamilyAnswer::kAccepted), IsOk());
  EXPECT_GT(accepts.gated, 0);
  EXPECT_EQ(Shown(offering_, "offering")[0].answer, FamilyAnswer::kAccepted);
  EXPECT_EQ(Ask("SELECT concat_ws('|', municipality, support_answer) FROM matching.matches"),
            "0392|1");
  // Repeated it gets the first answer, also when the link has ended since.
  linked_.erase("offering");
  const int gated = accepts.gated;
  EXPECT_THAT(Answer(accepts, "offering", FamilyAnswer::kAccepted), IsOk());
  EXPECT_GT(accepts.gated, gated);
  EXPECT_THAT(Answer(ByLink(offering_), "offering", FamilyAnswer::kAccepted),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
}

TEST_F(PooledLinksTest, ItDeclinesAndItsPlaceIsFreeAgain) {
  ASSERT_THAT(Answer(ByLink(offering_), "offering", FamilyAnswer::kDeclined), IsOk());
  FollowOwnFeed();
  EXPECT_EQ(PlaceThere(match_.ToString()), "3|");
  EXPECT_EQ(Ask("SELECT concat_ws('|', state, recorded_by) FROM matching.match_steps "
                "WHERE number > 1"),
            "6|support family by link");
  EXPECT_THAT(Shown(offering_, "offering"), IsEmpty());
}

TEST_F(PooledLinksTest, ItAcceptsTheAgreementThatItIsOfferedAndTheMatchIsAgreedOn) {
  constexpr absl::CivilDay kToday(2020, 11, 15);
  ASSERT_THAT(Answer(ByLink(offering_), "offering", FamilyAnswer::kAccepted), IsOk());
  ASSERT_THAT(Answer(ByLink(tenant_), "asking", FamilyAnswer::kAccepted), IsOk());
  ASSERT_THAT(
      across_matches_.RecordStep(Starts(), {match_, domain::MatchState::kIntroduced, kToday}),
      IsOk());
  domain::AgreementTerms terms;
  terms.moments = {10};
  terms.rhythm = domain::Rhythm::kWeekly;
  terms.task_words = "Na school.";
  ASSERT_THAT(lives_.OfferAgreement(Starts(), {match_, kToday}, terms), IsOk());
  ASSERT_THAT(Shown(offering_, "offering"), SizeIs(1));
  ASSERT_TRUE(Shown(offering_, "offering")[0].offer.has_value());
  EXPECT_EQ(Shown(offering_, "offering")[0].offer->terms.task_words, "Na school.");

  const auto accept = [&](const TenantScope& contract, const std::string& link) {
    return links_.AcceptOffer(ByLink(contract), link, match_, 1);
  };
  EXPECT_THAT(accept(offering_, "other"), Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  ASSERT_THAT(accept(offering_, "offering"), IsOk());
  EXPECT_EQ(Shown(offering_, "offering")[0].offer->support_accepted_on, kToday);
  StepInput agreed = {match_, domain::MatchState::kAgreed,
                      kToday, 0,
                      "",     {domain::Signature::kGiven, domain::Signature::kGiven}};
  agreed.agreement.terms = terms;
  agreed.agreement.request_family = {domain::AcceptanceMeans::kLink, kToday};
  agreed.agreement.support_family = {domain::AcceptanceMeans::kLink, kToday};
  EXPECT_THAT(across_matches_.RecordStep(Starts(), agreed),
              Fails(StatusCode::kFailedPrecondition, "ACCEPTANCE_NOT_GIVEN"));
  ASSERT_THAT(accept(tenant_, "asking"), IsOk());
  ASSERT_THAT(across_matches_.RecordStep(Starts(), agreed), IsOk());
  EXPECT_THAT(Shown(offering_, "offering"), IsEmpty());
  // All of it is in the contract whose match it is, and the other one is told only how it stands.
  EXPECT_EQ(Ask("SELECT string_agg(DISTINCT municipality, ' ') FROM matching.match_occurrences"),
            "0392");
  FollowOwnFeed();
  EXPECT_THAT(ToldAcross(offering_),
              Contains(StrCat(offered_.ToString(), " MATCH_STATE_AGREED 2020-11-15 ")));
}

TEST_F(PooledLinksTest, AnotherFamilyOrTheRequestFamilysSideIsNotThere) {
  EXPECT_THAT(Answer(ByLink(offering_), "other", FamilyAnswer::kAccepted),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  // A request family of the offering contract that happens to have that id.
  linked_["twin"] = {request_, Party::kRequestFamily};
  EXPECT_THAT(Answer(ByLink(offering_), "twin", FamilyAnswer::kAccepted),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT concat_ws('|', request_answer, support_answer) FROM matching.matches"),
            "0|0");
}

}  // namespace
}  // namespace buurtbrug::matching::app
