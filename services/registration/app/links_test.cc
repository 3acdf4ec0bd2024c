#include "registration/app/links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/app/duplicates.h"
#include "registration/app/offers.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LinksTest : public Scene {
 protected:
  domain::FamilyId Support() {
    const auto receipt = families.Register(
        Coordinator(Effect::kStarts), kFebruary,
        {domain::FamilyRole::kSupport, Personal("3361AB"), {Personal("Ouder A")}, {}});
    EXPECT_THAT(receipt, IsOk());
    const domain::FamilyId family(receipt->subject);
    EXPECT_THAT(families.RecordStep(Coordinator(Effect::kStarts),
                                    {family, domain::StepKind::kScreeningDone, kMarch, 0, {}, 1}),
                IsOk());
    return family;
  }

  domain::Link NewLink(const domain::FamilyId& family) {
    const auto link = links.Renew(Coordinator(Effect::kCares), family);
    EXPECT_THAT(link, IsOk());
    return link->link;
  }

  Links links{means};
};

TEST_F(LinksTest, AFamilySeesThatItsPauseIsOverOnTheDayAfterItsLast) {
  const auto family = Support();
  const domain::Link link = NewLink(family);
  Call call = Coordinator(Effect::kReads);
  ASSERT_THAT(Offers(means).Pause(Coordinator(Effect::kCares), {family, kMarch, 0}, call.today,
                                  Personal("Druk")),
              IsOk());
  EXPECT_EQ(links.Follow(call, link)->state, domain::FamilyState::kPaused);
  ++call.today;
  EXPECT_EQ(links.Follow(call, link)->state, domain::FamilyState::kAvailable);
}

TEST_F(LinksTest, SaysWhoseItIsWhileItWorks) {
  const auto family = Support();
  const domain::Link link = NewLink(family);
  const auto whose = links.Resolve(Coordinator(Effect::kReads), link);
  ASSERT_THAT(whose, IsOk());
  EXPECT_EQ(whose->id, family);
  EXPECT_EQ(whose->role, domain::FamilyRole::kSupport);

  const auto nobody = Fails(absl::StatusCode::kNotFound, "LINK_NOT_FOUND");
  Call late = Coordinator(Effect::kReads);
  late.today += domain::kLinkDays;
  EXPECT_THAT(links.Resolve(late, link), IsOk());
  ++late.today;
  EXPECT_THAT(links.Resolve(late, link), nobody);
  domain::Link forged = link;
  forged.secret[0] = static_cast<char>(forged.secret[0] ^ 1);
  EXPECT_THAT(links.Resolve(Coordinator(Effect::kReads), forged), nobody);
  Call elsewhere = Coordinator(Effect::kReads);
  elsewhere.scope = fixture.OpenContract({.municipality = "0392"});
  EXPECT_THAT(links.Resolve(elsewhere, link), nobody);
  // A new one takes its place.
  const domain::Link renewed = NewLink(family);
  EXPECT_THAT(links.Resolve(Coordinator(Effect::kReads), link), nobody);
  EXPECT_THAT(links.Resolve(Coordinator(Effect::kReads), renewed), IsOk());
}

TEST_F(LinksTest, OfAMergedFamilyIsOneOfTheFamilyAsWhichItGoesOn) {
  const auto first = families.Register(Coordinator(Effect::kStarts), kFebruary, RequestFamily());
  const auto second =
      families.Register(Coordinator(Effect::kStarts), kFebruary + 1, RequestFamily());
  const domain::FamilyId stays(first->subject), merged(second->subject);
  const domain::Link link = NewLink(merged);
  ASSERT_THAT(Duplicates(means).Merge(Coordinator(Effect::kCares),
                                      {stays, merged, kMarch, 0, 0, Personal("Zelfde moeder")}),
              IsOk());
  const auto whose = links.Resolve(Coordinator(Effect::kReads), link);
  ASSERT_THAT(whose, IsOk());
  EXPECT_EQ(whose->id, stays);
  EXPECT_EQ(whose->role, domain::FamilyRole::kRequest);
}

TEST_F(LinksTest, OfAFamilyThatWasCarriedOverAsksForANewOne) {
  const auto family = Support();
  const domain::Link link = NewLink(family);
  fixture.fresh().Ask(absl::StrCat(
      "INSERT INTO registration.family_departures (municipality, contract_id, family_id,"
      " to_contract_id, departed_at) SELECT municipality, contract_id, family_id, contract_id,"
      " now() FROM registration.families WHERE family_id = '",
      family.ToString(), "' RETURNING 1"));
  EXPECT_THAT(links.Resolve(Coordinator(Effect::kReads), link),
              Fails(absl::StatusCode::kFailedPrecondition, "FAMILY_CARRIED_OVER"));
}

TEST_F(LinksTest, AFamilyThatWithdrawsFromARunningMatchStandsOnAListUntilThatIsOver) {
  const auto family = Support();
  const auto other = Support();
  const auto match = [&](const domain::FamilyId& of, int state) {
    fixture.fresh().Ask(absl::StrCat(
        "INSERT INTO registration.family_matches (municipality, contract_id, family_id, match_id,"
        " state, sequence) SELECT municipality, contract_id, family_id, family_id, ",
        state, ", 1 FROM registration.families WHERE family_id = '", of.ToString(),
        "' ON CONFLICT (municipality, contract_id, family_id, match_id)"
        " DO UPDATE SET state = excluded.state"));
  };
  const auto listed = [&] {
    return *links.ListWithdrawnInMatch(Coordinator(Effect::kReads), platform::core::Page());
  };
  match(family, 4);
  match(other, 9);
  EXPECT_THAT(listed(), IsEmpty());
  for (const auto& each : {family, other}) {
    ASSERT_THAT(
        links.Withdraw(Coordinator(Effect::kCares), NewLink(each), domain::WithdrawReason::kNoTime),
        IsOk());
  }
  const auto withdrawn = listed();
  ASSERT_THAT(withdrawn, SizeIs(1));
  EXPECT_EQ(withdrawn[0].family, family);
  EXPECT_EQ(withdrawn[0].withdrawn_on, Coordinator(Effect::kReads).today);
  EXPECT_EQ(withdrawn[0].reason, domain::WithdrawReason::kNoTime);
  EXPECT_THAT(withdrawn[0].matches, ElementsAre(family.ToString()));
  match(family, 8);
  EXPECT_THAT(listed(), IsEmpty());
}

// Whichever of the two is known first.
TEST_F(LinksTest, AMatchThatIsLearnedOfAfterTheWithdrawalIsListedToo) {
  const auto family = Support();
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {family, domain::StepKind::kWithdrawn, kMarch}),
              IsOk());
  fixture.fresh().Ask(
      "INSERT INTO registration.family_matches (municipality, contract_id, family_id, match_id,"
      " state, sequence) SELECT municipality, contract_id, family_id, family_id, 1, 1"
      " FROM registration.families");
  const auto listed =
      links.ListWithdrawnInMatch(Coordinator(Effect::kReads), platform::core::Page());
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(*listed, SizeIs(1));
  EXPECT_FALSE(listed->front().reason.has_value());
}

}  // namespace
}  // namespace buurtbrug::registration::app
