#include "registration/app/referrals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using domain::ReferralStatus;
using platform::core::Page;
using platform::core::Receipt;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ReferralsTest : public Scene {
 protected:
  Call Reads(const std::string& partner) { return Partner(partner, Effect::kReads); }
};

TEST_F(ReferralsTest, APartnerFollowsItsReferralFromReceivedToWaiting) {
  const auto id = Refer(kPartnerA, "2020/17");
  auto referral = referrals.Get(Reads(kPartnerA), id);
  ASSERT_THAT(referral, IsOk());
  EXPECT_EQ(referral->reference, "2020/17");
  EXPECT_EQ(referral->referred_on, kFebruary);
  EXPECT_EQ(domain::StandingOf(referral->events).status, ReferralStatus::kReceived);
  EXPECT_EQ(domain::StandingOf(referral->events).since, kFebruary);

  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kStarts),
                                  {OnlyFamily(), domain::StepKind::kIntakeDone, kMarch}),
              IsOk());
  referral = referrals.Get(Reads(kPartnerA), id);
  EXPECT_EQ(domain::StandingOf(referral->events).status, ReferralStatus::kWaiting);
  EXPECT_EQ(domain::StandingOf(referral->events).since, kMarch);
}

TEST_F(ReferralsTest, AReferredSupportFamilyIsAvailableFromTheDayOfItsScreening) {
  const auto receipt = referrals.Refer(Partner(kPartnerA, Effect::kStarts), kFebruary,
                                       {{domain::FamilyRole::kSupport,
                                         domain::Personal("3362CD"),
                                         {domain::Personal("Steun A")},
                                         {}},
                                        ""});
  ASSERT_THAT(receipt, IsOk());
  const auto family = OnlyFamily();
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kStarts),
                                  {family, domain::StepKind::kScreeningDone, kMarch, 0, {}, 2}),
              IsOk());
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {family, domain::StepKind::kVogSeen, kMarch + 7, 0, 1}),
              IsOk());
  const auto referral = referrals.Get(Reads(kPartnerA), domain::ReferralId(receipt->subject));
  ASSERT_THAT(referral, IsOk());
  EXPECT_EQ(domain::StandingOf(referral->events).status, ReferralStatus::kAvailable);
  EXPECT_EQ(domain::StandingOf(referral->events).since, kMarch);
}

TEST_F(ReferralsTest, TheCoordinatorSeesTheFamilyAndWhoReferredIt) {
  Refer(kPartnerA);
  const auto family = families.Get(Coordinator(Effect::kReads), OnlyFamily());
  ASSERT_THAT(family, IsOk());
  ASSERT_TRUE(family->referred_by.has_value());
  EXPECT_EQ(family->referred_by->ToString(), kPartnerA);
  EXPECT_THAT(family->adult_names, ElementsAre(domain::Personal("Ouder A")));
  EXPECT_THAT(family->child_birth_dates, ElementsAre(absl::CivilDay(2014, 5, 2)));
  ASSERT_THAT(family->steps, SizeIs(1));
  EXPECT_EQ(family->steps[0].recorded_by, std::string("client-of-") + kPartnerA);
  EXPECT_EQ(families.Get(Coordinator(Effect::kReads), Register())->referred_by, std::nullopt);
}

TEST_F(ReferralsTest, TheOtherServicesAreToldOfAReferredFamilyAsOfAnyOther) {
  Refer(kPartnerA);
  Register();
  EXPECT_EQ(fixture.fresh().Ask("SELECT DISTINCT type FROM registration.feed_entries"),
            "buurtbrug.registration.v1.FamilyChanged\n");
  EXPECT_EQ(Count("feed_entries"), 2);
}

TEST_F(ReferralsTest, AnotherPartnersReferralIsTheSameAsNone) {
  const auto id = Refer(kPartnerA);
  const auto others = referrals.Get(Reads(kPartnerB), id);
  const auto none =
      referrals.Get(Reads(kPartnerB),
                    domain::ReferralId(platform::core::NewUuid(fixture.Now(), fixture.random())));
  EXPECT_THAT(others, Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
  EXPECT_EQ(others.status(), none.status());
  EXPECT_THAT(*referrals.List(Reads(kPartnerB), Page{}), IsEmpty());
}

TEST_F(ReferralsTest, AReferralIsNotThereInAnotherContractOfTheSamePartner) {
  const auto id = Refer(kPartnerA);
  for (const char* municipality : {"0610", "0392"}) {
    const TenantScope other = fixture.OpenContract({.municipality = municipality});
    const Call call = Partner(kPartnerA, Effect::kReads, other);
    EXPECT_THAT(referrals.Get(call, id), Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
    EXPECT_THAT(*referrals.List(call, Page{}), IsEmpty());
  }
}

TEST_F(ReferralsTest, APageHoldsThePartnersOwnAndGoesOnBehindTheLastOne) {
  std::vector<domain::ReferralId> own;
  for (int i = 0; i < 3; ++i) {
    own.push_back(Refer(kPartnerA));
    Refer(kPartnerB);
    Register();
  }
  std::sort(own.begin(), own.end());
  const auto first = referrals.List(Reads(kPartnerA), {2, {}});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(*first, SizeIs(2));
  const auto second = referrals.List(Reads(kPartnerA), {2, first->back().id.value()});
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(*second, SizeIs(1));
  EXPECT_THAT(own, ElementsAre((*first)[0].id, (*first)[1].id, (*second)[0].id));
}

TEST_F(ReferralsTest, AReferralThatComesTwiceIsOneWithOneAnswer) {
  const Call call = Partner(kPartnerA, Effect::kStarts);
  const auto first = referrals.Refer(call, kFebruary, {RequestFamily(), ""});
  const auto second = referrals.Refer(call, kFebruary, {RequestFamily(), ""});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  EXPECT_EQ(Count("referrals"), 1);
  EXPECT_EQ(Count("families"), 1);
}

TEST_F(ReferralsTest, TheSameReferralAtTheSameTimeIsOneWithOneAnswer) {
  const Call call = Partner(kPartnerA, Effect::kStarts);
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  for (auto& receipt : receipts) {
    threads.emplace_back([&] {
      receipt = referrals.Refer(call, kFebruary, {RequestFamily(), ""});
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& receipt : receipts) {
    ASSERT_THAT(receipt, IsOk());
    EXPECT_EQ(receipt->subject, receipts[0]->subject);
  }
  EXPECT_EQ(Count("families"), 1);
}

TEST_F(ReferralsTest, TheAnswerToAnotherPartnersRequestIdIsNotGivenAway) {
  Call call = Partner(kPartnerA, Effect::kStarts);
  ASSERT_THAT(referrals.Refer(call, kFebruary, {RequestFamily(), ""}), IsOk());
  call.caller.partner = kPartnerB;
  call.scope.partner = kPartnerB;
  EXPECT_THAT(referrals.Refer(call, kFebruary, {RequestFamily(), ""}),
              Fails(StatusCode::kAlreadyExists, "DUPLICATE"));
  EXPECT_EQ(Count("referrals"), 1);
}

TEST_F(ReferralsTest, AReferralIsHeldToTheRulesOfARegistration) {
  EXPECT_THAT(referrals.Refer(Partner(kPartnerA, Effect::kStarts), absl::CivilDay(2019, 12, 31),
                              {RequestFamily(), ""}),
              Fails(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT"));
  domain::Registration childless = RequestFamily();
  childless.child_birth_dates.clear();
  EXPECT_THAT(referrals.Refer(Partner(kPartnerA, Effect::kStarts), kFebruary, {childless, ""}),
              RefusesField("child_birth_dates", "NO_CHILD"));
  EXPECT_EQ(Count("families"), 0);
  EXPECT_EQ(Count("receipts"), 0);
}

TEST_F(ReferralsTest, ACallThatNamesNoPartnerGetsNowhere) {
  const auto id = Refer(kPartnerA);
  const Call call = Coordinator(Effect::kStarts);
  EXPECT_THAT(referrals.Get(call, id), Fails(StatusCode::kInternal, "PARTNER_MISSING"));
  EXPECT_THAT(referrals.List(call, Page{}), Fails(StatusCode::kInternal, "PARTNER_MISSING"));
  EXPECT_THAT(referrals.Refer(call, kFebruary, {RequestFamily(), ""}),
              Fails(StatusCode::kInternal, "PARTNER_MISSING"));
}

}  // namespace
}  // namespace buurtbrug::registration::app
