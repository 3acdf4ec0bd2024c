#include "matching/api/family_link_api.h"

#include "matching/app/told_scene_test.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::matching::api {
namespace {

using platform::access::Effect;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

class FamilyLinkApiTest : public app::ToldScene {
 protected:
  const domain::FamilyId asking_ = NewRequest();
  const domain::FamilyId offering_ = NewSupport();
  app::MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(),
                         [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                           return domain::Readiness{{}, 1};
                         },
                         [] { return absl::OkStatus(); }};
  app::FamilyLinks links_{
      fixture_.database(), fixture_.gate(), lives_,
      [this](const Call&, const std::string&) -> absl::StatusOr<domain::LinkedFamily> {
        return domain::LinkedFamily{asking_, domain::Party::kRequestFamily};
      }};
  FamilyLinkApi api_{links_};
};

TEST_F(FamilyLinkApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(FamilyLinkApiTest, AMatchIsShownAnsweredOfferedAndAccepted) {
  const domain::MatchId match = Propose(asking_, offering_);
  ASSERT_THAT(lives_.AskFamilies(Writes(), {match, kDay}), IsOk());
  v1::AnswerByLinkRequest answer;
  EXPECT_THAT(api_.AnswerByLink(Writes(), answer), RefusesField("match_id", "INVALID_ID"));
  answer.set_match_id(match.ToString());
  EXPECT_THAT(api_.AnswerByLink(Writes(), answer), RefusesField("answer", "INVALID_ANSWER"));
  answer.set_answer(v1::FAMILY_ANSWER_ACCEPTED);
  EXPECT_THAT(api_.AnswerByLink(Writes(), answer), IsOk());
  auto shown = api_.ShowMatchesByLink(Reads(), {});
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->party(), v1::PARTY_REQUEST_FAMILY);
  ASSERT_EQ(shown->matches_size(), 1);
  EXPECT_EQ(shown->matches(0).match_id(), match.ToString());
  EXPECT_EQ(shown->matches(0).children(), 1);
  EXPECT_THAT(shown->matches(0).kinds(), ElementsAre(v1::MATCH_TASK_FIXED_AFTERNOON));
  EXPECT_EQ(shown->matches(0).rhythm(), v1::MATCH_RHYTHM_WEEKLY);
  EXPECT_EQ(shown->matches(0).distance(), v1::DISTANCE_CLASS_WITHIN_3_KM);
  EXPECT_EQ(shown->matches(0).asked_on(), "2020-11-12");
  EXPECT_EQ(shown->matches(0).answer(), v1::FAMILY_ANSWER_ACCEPTED);
  EXPECT_FALSE(shown->matches(0).has_offer());
  for (const domain::FamilyId& family : {asking_, offering_}) {
    EXPECT_EQ(shown->ShortDebugString().find(family.ToString()), std::string::npos);
  }

  const domain::MatchId met = Propose(asking_, NewSupport(), 2);
  Move(met, domain::MatchState::kIntroduced);
  domain::AgreementTerms terms;
  terms.rhythm = domain::Rhythm::kTwoWeekly;
  terms.moments = {10};
  ASSERT_THAT(lives_.OfferAgreement(Writes(), {met, kDay}, terms), IsOk());
  v1::AcceptAgreementByLinkRequest accept;
  accept.set_match_id(met.ToString());
  EXPECT_THAT(api_.AcceptAgreementByLink(Writes(), accept),
              RefusesField("offer_number", "OUT_OF_RANGE"));
  accept.set_offer_number(1);
  EXPECT_THAT(api_.AcceptAgreementByLink(Writes(), accept), IsOk());
  shown = api_.ShowMatchesByLink(Reads(), {});
  // The ids were made in the same millisecond: either may come first.
  ASSERT_EQ(shown->matches_size(), 2);
  const v1::AskedMatch& offered =
      shown->matches(shown->matches(0).match_id() == met.ToString() ? 0 : 1);
  EXPECT_EQ(offered.match_id(), met.ToString());
  EXPECT_FALSE(offered.has_asked_on());
  EXPECT_EQ(offered.offer().number(), 1);
  EXPECT_EQ(offered.offer().offered_on(), "2020-11-12");
  EXPECT_EQ(offered.offer().terms().rhythm(), v1::MATCH_RHYTHM_TWO_WEEKLY);
  EXPECT_EQ(offered.offer().accepted_on(), "2020-11-15");
}

}  // namespace
}  // namespace buurtbrug::matching::api
