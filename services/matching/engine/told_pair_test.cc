#include "matching/engine/told_pair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace buurtbrug::matching::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr absl::CivilDay kDay(2020, 11, 21);
constexpr Point kHere = {104'000, 488'500};
constexpr Point kThere = {107'000, 488'500};

domain::ToldTerms SomeTerms() {
  domain::ToldTerms terms;
  terms.kinds = 1U << 1;
  terms.moments = 1U << 10;
  terms.frequency = 1;
  terms.distance_km = 5;
  return terms;
}

FamilyId IdOf(std::uint8_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = number;
  return FamilyId(platform::core::Uuid(bytes));
}

// Two children of 8 and 11 with needs, and a youngest one of 2 without.
ToldSide Asking() {
  ToldSide side = {{}, kHere};
  side.card.id = IdOf(1);
  domain::ToldProfile& told = side.card.profile.emplace();
  told.told_on = kDay - 10;
  told.needs = {{1, SomeTerms()}, {2, SomeTerms()}};
  told.children = {{1, 8}, {2, 11}, {3, 2}};
  return side;
}

ToldSide Offering() {
  ToldSide side = {{}, kThere};
  side.card.id = IdOf(2);
  side.card.role = domain::FamilyRole::kSupport;
  domain::ToldProfile& told = side.card.profile.emplace();
  told.told_on = kDay - 10;
  told.offer = {.capacity = 1, .terms = SomeTerms(), .youngest_age = 4, .oldest_age = 12};
  told.willing_on = kDay - 3;
  return side;
}

const Agreements kInForce({{0, 0}});

std::vector<Rule> Broken(const ToldSide& asking, const std::vector<int>& children,
                         const ToldSide& offering, absl::CivilDay day = kDay) {
  std::vector<Rule> rules;
  for (const Breach& breach : KnownBreaches(asking, children, offering, day, kInForce)) {
    rules.push_back(breach.rule);
  }
  return rules;
}

domain::ToldOffer& OfferOf(ToldSide& side) { return *side.card.profile->offer; }

TEST(KnownBreaches, AreNoneOfAPairThatFits) {
  EXPECT_THAT(Broken(Asking(), {1}, Offering()), IsEmpty());
  EXPECT_THAT(Broken(Asking(), {1, 2}, Offering()), IsEmpty());
}

TEST(KnownBreaches, AreSaidInDutchInTheOrderOfTheRules) {
  ToldSide offering = Offering();
  OfferOf(offering).oldest_age = 10;
  OfferOf(offering).terms.distance_km = 2;
  const std::vector<Breach> breaches = KnownBreaches(Asking(), {1, 2}, offering, kDay, kInForce);
  ASSERT_EQ(breaches.size(), 2U);
  EXPECT_EQ(breaches[0].rule, Rule::kTooFar);
  EXPECT_THAT(breaches[0].dutch, HasSubstr("3,0 km"));
  EXPECT_EQ(breaches[1].rule, Rule::kAge);
  EXPECT_THAT(breaches[1].dutch, HasSubstr("11 jaar"));
}

TEST(KnownBreaches, AreOfTheChildrenWhoAreNamed) {
  ToldSide offering = Offering();
  OfferOf(offering).oldest_age = 10;
  EXPECT_THAT(Broken(Asking(), {1}, offering), IsEmpty());
  EXPECT_THAT(Broken(Asking(), {2}, offering), ElementsAre(Rule::kAge));
}

TEST(KnownBreaches, JudgeAgesOnTheDay) {
  ToldSide offering = Offering();
  OfferOf(offering).oldest_age = 8;
  EXPECT_THAT(Broken(Asking(), {1}, offering), IsEmpty());
  offering.card.profile->willing_on = kDay + 360;
  EXPECT_THAT(Broken(Asking(), {1}, offering, kDay + 360), ElementsAre(Rule::kAge));
}

TEST(KnownBreaches, AreOneByOneOfChildrenWithoutACommonMoment) {
  ToldSide asking = Asking();
  asking.card.profile->needs[1].terms.moments = 1U << 3;
  EXPECT_THAT(Broken(asking, {1}, Offering()), IsEmpty());
  EXPECT_THAT(Broken(asking, {1, 2}, Offering()), ElementsAre(Rule::kNoCommonMoment));
  ToldSide offering = Offering();
  OfferOf(offering).terms.moments = 1U << 3 | 1U << 10;
  EXPECT_THAT(Broken(asking, {1, 2}, offering), IsEmpty());
}

TEST(KnownBreaches, OfWhatNobodyToldThereAreNone) {
  ToldSide far = Offering();
  OfferOf(far).terms = {};
  far.card.profile->willing_on.reset();
  ASSERT_FALSE(Broken(Asking(), {1}, far).empty());
  ToldSide untold = far;
  untold.card.profile.reset();
  EXPECT_THAT(Broken(Asking(), {1}, untold), IsEmpty());
  ToldSide no_offer = far;
  no_offer.card.profile->offer.reset();
  EXPECT_THAT(Broken(Asking(), {1}, no_offer), IsEmpty());
  // Of the support family alone its willingness is known.
  ToldSide no_needs = Asking();
  no_needs.card.profile->needs.clear();
  EXPECT_THAT(Broken(no_needs, {1}, far), ElementsAre(Rule::kWillingnessOld));
  no_needs.card.profile.reset();
  EXPECT_THAT(Broken(no_needs, {1}, far), ElementsAre(Rule::kWillingnessOld));
  // Of the youngest no need was told: only the other one is judged.
  EXPECT_THAT(Broken(Asking(), {3}, Offering()), IsEmpty());
  EXPECT_THAT(Broken(Asking(), {1, 3}, Offering()), IsEmpty());
}

TEST(KnownBreaches, TheDistanceCountsWhereBothPlacesAreKnown) {
  ToldSide offering = Offering();
  OfferOf(offering).terms.distance_km = 2;
  EXPECT_THAT(Broken(Asking(), {1}, offering), ElementsAre(Rule::kTooFar));
  offering.point.reset();
  EXPECT_THAT(Broken(Asking(), {1}, offering), IsEmpty());
  OfferOf(offering).oldest_age = 5;
  EXPECT_THAT(Broken(Asking(), {1}, offering), ElementsAre(Rule::kAge));
}

TEST(KnownBreaches, WillingnessHoldsFourteenDaysAndIsNotKnownOfEarlierDays) {
  ToldSide offering = Offering();
  offering.card.profile->willing_on = kDay - 14;
  EXPECT_THAT(Broken(Asking(), {1}, offering), IsEmpty());
  offering.card.profile->willing_on = kDay - 15;
  EXPECT_THAT(Broken(Asking(), {1}, offering), ElementsAre(Rule::kWillingnessOld));
  offering.card.profile->willing_on = kDay + 1;
  EXPECT_THAT(Broken(Asking(), {1}, offering), IsEmpty());
  offering.card.profile->willing_on.reset();
  EXPECT_THAT(Broken(Asking(), {1}, offering), ElementsAre(Rule::kWillingnessOld));
}

TEST(KnownBreaches, WhatAProfileLeavesOpenBreaksALimitAsInSearch) {
  ToldSide asking = Asking();
  asking.card.profile->needs[0].terms.wishes = {
      {domain::WishKind::kNoSmoking, domain::WishStrength::kLimit}};
  EXPECT_THAT(Broken(asking, {1}, Offering()), ElementsAre(Rule::kSmoking));
  asking.card.profile->needs[0].terms.wishes = {
      {domain::WishKind::kExperiencedParents, domain::WishStrength::kLimit}};
  EXPECT_THAT(Broken(asking, {1}, Offering()), IsEmpty());
}

TEST(KnownBreaches, WhatLiesBetweenTheFamiliesIsAlwaysKnown) {
  ToldSide asking = Asking();
  ToldSide offering = Offering();
  asking.card.profile.reset();
  offering.card.profile.reset();
  offering.contract = 1;
  const BarredPairs barred({{IdOf(1), IdOf(2), Bar::kExcluded}, {IdOf(1), IdOf(2), Bar::kFailed}});
  std::vector<Rule> rules;
  for (const Breach& breach : KnownBreaches(asking, {1}, offering, kDay, kInForce, barred)) {
    rules.push_back(breach.rule);
  }
  EXPECT_THAT(rules, ElementsAre(Rule::kNoAgreement, Rule::kExcluded, Rule::kFailedBefore));
  EXPECT_THAT(KnownBreaches(asking, {1}, offering, kDay, Agreements({{0, 1}})), IsEmpty());
}

TEST(PassableRules, AreWhatTheFamiliesWantOfEachOther) {
  for (const Rule rule :
       {Rule::kNoAgreement, Rule::kExcluded, Rule::kDeclinedBefore, Rule::kFailedBefore,
        Rule::kNotReady, Rule::kPaused, Rule::kWillingnessOld, Rule::kNoPlace}) {
    EXPECT_FALSE(kPassableRules.Has(rule)) << CodeOf(rule);
  }
  EXPECT_EQ(kPassableRules.size(), kRules - 8);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
