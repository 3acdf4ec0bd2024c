#include "matching/engine/told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/engine/rule.h"

namespace buurtbrug::matching::engine {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::CivilDay kToldOn(2020, 11, 1);
constexpr absl::CivilDay kToday(2020, 11, 21);
constexpr Point kHere = {104'000, 488'500};

domain::ToldTerms SomeTerms() {
  domain::ToldTerms terms;
  terms.kinds = 1U << 1 | 1U << 9;
  terms.moments = 1U << 10;
  terms.frequency = 1;
  terms.distance_km = 5;
  terms.transports = 1U << 2;
  terms.interests = 1U << 6 | 1U << 14;
  return terms;
}

domain::FamilyCard RequestCard() {
  domain::FamilyCard card;
  card.state = domain::FamilyState::kWaiting;
  card.waiting_since = kToday - 30;
  domain::ToldProfile& told = card.profile.emplace();
  told.told_on = kToldOn;
  told.needs = {{2, SomeTerms()}, {1, SomeTerms()}, {0, SomeTerms()}};
  told.children = {{1, 8}, {2, 11}, {3, 2}};
  told.urgency = 3;
  return card;
}

domain::FamilyCard SupportCard() {
  domain::FamilyCard card;
  card.role = domain::FamilyRole::kSupport;
  card.state = domain::FamilyState::kAvailable;
  card.capacity = 2;
  domain::ToldProfile& told = card.profile.emplace();
  told.told_on = kToldOn;
  told.offer = {.capacity = 3, .terms = SomeTerms(), .youngest_age = 4, .oldest_age = 12};
  told.children = {{1, 9}};
  told.willing_on = kToday - 3;
  card.readiness.spans = {{kToday - 10, kToday + 10}, {kToday + 20, std::nullopt}};
  return card;
}

std::vector<Unit> UnitsOf(const domain::FamilyCard& card) {
  Languages languages;
  return UnitsOf(card, kHere, kToday, languages);
}
Supporter SupporterOf(const domain::FamilyCard& card, int taken = 0) {
  Languages languages;
  return SupporterOf(card, kHere, taken, kToday, languages);
}

TEST(NumberOf, DaysAreCountedFrom1970) {
  EXPECT_EQ(NumberOf(absl::CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(NumberOf(absl::CivilDay(2020, 11, 21)), 18587);
}

TEST(UnitsOf, EachNeedIsAUnitInTheOrderOfTheChildren) {
  const std::vector<Unit> units = UnitsOf(RequestCard());
  ASSERT_THAT(units, SizeIs(3));
  EXPECT_EQ(units[0].children, ChildSet{0});
  EXPECT_EQ(units[1].children, ChildSet{1});
  EXPECT_EQ(units[2].children, ChildSet{2});
  EXPECT_EQ(units[1].ages, AgeSet{8});
  EXPECT_EQ(units[1].nearby, AgeSet{8});
  EXPECT_EQ(units[0].ages, AgeSet{});
  EXPECT_EQ(units[0].nearby, (AgeSet{2, 8, 11}));
  EXPECT_EQ(units[1].terms.point, kHere);
  EXPECT_EQ(units[1].terms.distance_m, 5000);
  EXPECT_EQ(units[1].terms.frequency, Frequency::kWeekly);
  EXPECT_EQ(units[1].terms.kinds, (KindSet{SupportKind::kFixedAfternoon, SupportKind::kHomework}));
  EXPECT_EQ(units[1].terms.moments,
            MomentSet{MomentOf(Weekday::kWednesday, PartOfDay::kAfternoon)});
  EXPECT_EQ(units[1].terms.transports, TransportSet{Transport::kBicycle});
  EXPECT_EQ(units[1].terms.interests, (InterestSet{Interest::kCrafts, Interest::kOutings}));
  EXPECT_EQ(units[1].waiting_since, NumberOf(kToday) - 30);
  EXPECT_EQ(units[1].urgency, 3);
}

TEST(UnitsOf, AChildWhoLeftOrHasNoAgeIsNone) {
  domain::FamilyCard card = RequestCard();
  card.household = {2};
  EXPECT_THAT(UnitsOf(card), SizeIs(2));
  card = RequestCard();
  card.profile->children.clear();
  ASSERT_THAT(UnitsOf(card), SizeIs(1));
  EXPECT_EQ(UnitsOf(card)[0].children, ChildSet{0});
  card.profile->needs = {{-1, SomeTerms()}, {32, SomeTerms()}};
  card.profile->children = {{-1, 3}, {32, 3}};
  EXPECT_THAT(UnitsOf(card), IsEmpty());
}

TEST(UnitsOf, NumbersThatAreNotKnownAreLeftOut) {
  domain::FamilyCard card = RequestCard();
  card.profile->needs = {{1, SomeTerms()}};
  card.profile->needs[0].terms.kinds |= 1U << 15 | 1U;
  card.profile->needs[0].terms.moments |= 1U << 29 | 1U;
  card.profile->needs[0].terms.interests |= 1U << 15 | 1U << 31 | 1U;
  card.profile->needs[0].terms.frequency = 9;
  card.profile->needs[0].terms.wishes = {
      {domain::WishKind::kAccessible, domain::WishStrength::kLimit, "", 0, 40}};
  card.profile->traits.smoking = 7;
  card.profile->urgency = 0;
  const Unit unit = UnitsOf(card)[0];
  EXPECT_THAT(unit.terms.kinds.size(), 2);
  EXPECT_THAT(unit.terms.moments.size(), 1);
  EXPECT_THAT(unit.terms.interests.size(), 2);
  EXPECT_EQ(unit.terms.frequency, Frequency::kUnknown);
  EXPECT_EQ(unit.terms.traits.smoking, Smoking::kUnknown);
  EXPECT_TRUE(unit.terms.wishes.limits.accessibility.empty());
  EXPECT_EQ(unit.urgency, 1);
}

TEST(SupporterOf, SaysWhatItOffersAndWhen) {
  const Supporter supporter = SupporterOf(SupportCard());
  EXPECT_EQ(supporter.ages, AgeSet::Range(4, 12));
  EXPECT_EQ(supporter.children, AgeSet{9});
  EXPECT_EQ(supporter.terms.interests, (InterestSet{Interest::kCrafts, Interest::kOutings}));
  EXPECT_EQ(supporter.willing_on, NumberOf(kToday) - 3);
  EXPECT_EQ(supporter.paused_until, kNoDay);
  EXPECT_TRUE(IsReady(supporter, NumberOf(kToday)));
  EXPECT_FALSE(IsReady(supporter, NumberOf(kToday) + 15));
  EXPECT_TRUE(IsReady(supporter, NumberOf(kToday) + 4000));
}

TEST(SupporterOf, HasThePlacesThatScreeningAndOfferAllowAndMatchesLeave) {
  EXPECT_EQ(SupporterOf(SupportCard()).free_places, 2);
  EXPECT_EQ(SupporterOf(SupportCard(), 1).free_places, 1);
  EXPECT_EQ(SupporterOf(SupportCard(), 5).free_places, 0);
  domain::FamilyCard card = SupportCard();
  card.profile->offer->capacity = 1;
  EXPECT_EQ(SupporterOf(card).capacity, 1);
  card.capacity = 0;
  EXPECT_EQ(SupporterOf(card).free_places, 0);
}

TEST(SupporterOf, OfWhichNothingWasToldIsNotReadyNorWilling) {
  domain::FamilyCard card = SupportCard();
  card.readiness = {};
  card.profile->willing_on.reset();
  card.profile->paused_until = kToday + 1;
  const Supporter supporter = SupporterOf(card);
  EXPECT_FALSE(IsReady(supporter, NumberOf(kToday)));
  EXPECT_EQ(supporter.willing_on, kNoDay);
  EXPECT_EQ(supporter.paused_until, NumberOf(kToday) + 1);
}

TEST(SupporterOf, WishesAndLimitsAreHeldAgainstTraits) {
  Languages languages;
  domain::FamilyCard card = SupportCard();
  using domain::WishKind;
  using domain::WishStrength;
  card.profile->offer->terms.wishes = {
      {WishKind::kLanguage, WishStrength::kLimit, "ar", 0, 0},
      {WishKind::kNoPet, WishStrength::kLimit, "", 1, 0},
      {WishKind::kNoSmoking, WishStrength::kWish, "", 0, 0},
      {WishKind::kAccessible, WishStrength::kWish, "", 0, 2},
      {WishKind::kFatherFigure, WishStrength::kLimit, "", 0, 0},
      {WishKind::kExperiencedParents, WishStrength::kWish, "", 0, 0},
      {WishKind::kChildrenOfSameAge, WishStrength::kWish, "", 0, 0}};
  card.profile->traits = {.languages = {"nl", "ar-SY"},
                          .pets = 1U << 1,
                          .smoking = 2,
                          .accessibility = 1U << 1,
                          .father_figure = true,
                          .experienced_parents = true};
  const Supporter supporter = SupporterOf(card, kHere, 0, kToday, languages);
  const Wishes& wishes = supporter.terms.wishes;
  EXPECT_TRUE(supporter.terms.traits.languages.Includes(wishes.limits.languages));
  EXPECT_EQ(wishes.limits.pets, PetSet{Pet::kDog});
  EXPECT_EQ(wishes.limits.qualities, QualitySet{Quality::kFatherFigure});
  EXPECT_EQ(wishes.better.accessibility, AccessibilitySet{Accessibility::kWheelchair});
  EXPECT_EQ(wishes.better.qualities, (QualitySet{Quality::kNoSmoking, Quality::kExperiencedParents,
                                                 Quality::kChildrenOfSameAge}));
  EXPECT_EQ(supporter.terms.traits.pets, PetSet{Pet::kDog});
  EXPECT_EQ(supporter.terms.traits.smoking, Smoking::kOutside);
  EXPECT_TRUE(supporter.terms.traits.father_figure);
  EXPECT_TRUE(supporter.terms.traits.experienced_parents);
}

TEST(Together, SiblingsNeedWhatOneOfThemNeedsAtMomentsThatSuitAll) {
  std::vector<Unit> units = UnitsOf(RequestCard());
  units.erase(units.begin());
  units[0].terms.moments = {};
  units[0].terms.kinds = {SupportKind::kHoliday};
  units[0].terms.frequency = Frequency::kByAppointment;
  units[0].terms.distance_m = 3000;
  units[0].terms.transports = {};
  units[0].terms.wishes.limits.pets = {Pet::kDog};
  units[0].terms.interests = {Interest::kMusic};
  units[1].urgency = 2;
  const std::optional<Unit> both = Together(units);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->children, (ChildSet{1, 2}));
  EXPECT_EQ(both->ages, (AgeSet{8, 11}));
  EXPECT_EQ(both->terms.moments, units[1].terms.moments);
  EXPECT_TRUE(both->terms.kinds.Has(SupportKind::kHoliday));
  EXPECT_TRUE(both->terms.kinds.Has(SupportKind::kHomework));
  EXPECT_EQ(both->terms.frequency, Frequency::kWeekly);
  EXPECT_EQ(both->terms.distance_m, 3000);
  EXPECT_EQ(both->terms.transports, units[1].terms.transports);
  EXPECT_EQ(both->terms.wishes.limits.pets, PetSet{Pet::kDog});
  EXPECT_EQ(both->terms.interests,
            (InterestSet{Interest::kCrafts, Interest::kMusic, Interest::kOutings}));
  EXPECT_EQ(both->urgency, 3);
  EXPECT_EQ(both->places, 1);
}

TEST(Together, SiblingsWithoutACommonMomentOrTransportAreApart) {
  std::vector<Unit> units = UnitsOf(RequestCard());
  units[1].terms.moments = {MomentOf(Weekday::kMonday, PartOfDay::kMorning)};
  EXPECT_FALSE(Together({units[1], units[2]}));
  units = UnitsOf(RequestCard());
  units[1].terms.transports = {Transport::kCar};
  EXPECT_FALSE(Together({units[1], units[2]}));
  units = UnitsOf(RequestCard());
  units[1].terms.moments = units[2].terms.moments = {};
  EXPECT_TRUE(Together({units[1], units[2]})->terms.moments.empty());
}

}  // namespace
}  // namespace buurtbrug::matching::engine
