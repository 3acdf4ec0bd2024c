#include "registration/domain/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

SupportTerms Afternoon() {
  SupportTerms terms;
  terms.kinds = {SupportKind::kFixedAfternoon};
  terms.distance_km = 5;
  return terms;
}

Intake TwoChildren() {
  Intake intake;
  intake.needs = {Need{1, Afternoon(), {}, {}}, Need{2, Afternoon(), {}, {}}};
  return intake;
}

Offer SomeOffer() {
  Offer offer;
  offer.capacity = 1;
  offer.terms = Afternoon();
  offer.youngest_age = 4;
  offer.oldest_age = 12;
  return offer;
}

absl::Status CheckedWish(const Wish& wish) {
  SupportTerms terms = Afternoon();
  terms.wishes = {wish};
  return CheckTerms(terms);
}

TEST(ParseLanguage, BringsATagIntoItsUsualForm) {
  for (const auto& [text, tag] :
       std::vector<std::pair<std::string, std::string>>{{"nl", "nl"},
                                                        {"AR-sy", "ar-SY"},
                                                        {"zh-hant-tw", "zh-Hant-TW"},
                                                        {"es-419", "es-419"},
                                                        {"ary", "ary"},
                                                        {"sr-LATN", "sr-Latn"},
                                                        {"sl-Rozaj", "sl-rozaj"}}) {
    const auto parsed = ParseLanguage("languages", text);
    ASSERT_THAT(parsed, IsOk()) << text;
    EXPECT_EQ(*parsed, tag);
  }
}

TEST(ParseLanguage, RefusesWhatIsNoTag) {
  for (const std::string text :
       {"", "n", "nederlands", "nl-", "-nl", "nl--BE", "nl_BE", "nl-BE-BE", "n1", "nl-B", "nl-1",
        "\xd9\x86\xd9\x84", "nl-abcdefghi", "nl BE", "nl-aaaaa-bbbbb-ccccc-ddddd-eeeee-fffff"}) {
    EXPECT_THAT(ParseLanguage("languages", text), RefusesField("languages", "INVALID_LANGUAGE"))
        << text;
  }
}

TEST(CheckTerms, DistanceIsFromOneToFiftyKilometres) {
  SupportTerms terms = Afternoon();
  for (const auto& [distance, good] :
       std::vector<std::pair<int, bool>>{{0, false}, {1, true}, {50, true}, {51, false}}) {
    terms.distance_km = distance;
    if (good) {
      EXPECT_THAT(CheckTerms(terms), IsOk());
    } else {
      EXPECT_THAT(CheckTerms(terms), RefusesField("distance_km", "OUT_OF_RANGE"));
    }
  }
}

TEST(CheckTerms, WantsAKindAndKnowsAllOfThem) {
  SupportTerms terms = Afternoon();
  terms.kinds = {};
  EXPECT_THAT(CheckTerms(terms), RefusesField("kinds", "NO_KIND"));
  terms.kinds = {SupportKind::kLanguagePractice};
  EXPECT_THAT(CheckTerms(terms), IsOk());
  terms.kinds = {static_cast<SupportKind>(15)};
  EXPECT_THAT(CheckTerms(terms), RefusesField("kinds", "OUT_OF_RANGE"));
}

TEST(CheckTerms, KnowsAllInterestsAndWantsNone) {
  SupportTerms terms = Afternoon();
  EXPECT_THAT(CheckTerms(terms), IsOk());
  terms.interests = {Interest::kAnimals, Interest::kOutings};
  EXPECT_THAT(CheckTerms(terms), IsOk());
  for (const int unknown : {-1, 0, 15, 32}) {
    terms.interests = {Interest::kAnimals, static_cast<Interest>(unknown)};
    EXPECT_THAT(CheckTerms(terms), RefusesField("interests", "OUT_OF_RANGE"));
  }
}

TEST(CheckTerms, AWishSaysAllThatItsKindAsksForAndNothingElse) {
  Wish language;
  EXPECT_THAT(CheckedWish(language), RefusesField("wishes.language", "WISH_INCOMPLETE"));
  language.language = "ar";
  EXPECT_THAT(CheckedWish(language), IsOk());
  language.pet = Pet::kDog;
  EXPECT_THAT(CheckedWish(language), RefusesField("wishes.pet", "WISH_AMBIGUOUS"));

  Wish home;
  home.kind = WishKind::kAccessible;
  EXPECT_THAT(CheckedWish(home), RefusesField("wishes.accessibility", "WISH_INCOMPLETE"));
  home.accessibility = Accessibility::kWheelchair;
  EXPECT_THAT(CheckedWish(home), IsOk());
  home.language = "nl";
  EXPECT_THAT(CheckedWish(home), RefusesField("wishes.language", "WISH_AMBIGUOUS"));

  Wish no_pet;
  no_pet.kind = WishKind::kNoPet;
  EXPECT_THAT(CheckedWish(no_pet), IsOk());
  no_pet.pet = Pet::kDog;
  EXPECT_THAT(CheckedWish(no_pet), IsOk());
  no_pet.accessibility = Accessibility::kStepFree;
  EXPECT_THAT(CheckedWish(no_pet), RefusesField("wishes.accessibility", "WISH_AMBIGUOUS"));
  no_pet.strength = static_cast<WishStrength>(0);
  EXPECT_THAT(CheckedWish(no_pet), RefusesField("wishes.strength", "OUT_OF_RANGE"));
}

TEST(CheckTerms, TwentyWishesAndNoMore) {
  SupportTerms terms = Afternoon();
  Wish father;
  father.kind = WishKind::kFatherFigure;
  terms.wishes.assign(20, father);
  EXPECT_THAT(CheckTerms(terms), IsOk());
  terms.wishes.push_back(father);
  EXPECT_THAT(CheckTerms(terms), RefusesField("wishes", "TOO_MANY"));
}

TEST(CheckIntake, NamesChildrenOfTheFamilyEachOnceAndTheParents) {
  EXPECT_THAT(CheckIntake(TwoChildren(), 2), IsOk());
  EXPECT_THAT(CheckIntake(TwoChildren(), 1), RefusesField("needs.child", "CHILD_NOT_FOUND"));
  Intake intake = TwoChildren();
  intake.needs[1].child = 1;
  EXPECT_THAT(CheckIntake(intake, 2), RefusesField("needs.child", "TWICE"));
  intake.needs[1].child = 0;
  EXPECT_THAT(CheckIntake(intake, 2), IsOk());
  intake.needs[1].child = -1;
  EXPECT_THAT(CheckIntake(intake, 2), RefusesField("needs.child", "CHILD_NOT_FOUND"));
  EXPECT_THAT(CheckIntake(Intake(), 2), RefusesField("needs", "NO_NEED"));
}

TEST(CheckIntake, ChecksTheTraitsAndWhatTheFamilyGivesBack) {
  Intake intake = TwoChildren();
  intake.gives_back = {static_cast<Reciprocity>(10)};
  EXPECT_THAT(CheckIntake(intake, 2), RefusesField("gives_back", "OUT_OF_RANGE"));
  intake = TwoChildren();
  intake.traits.languages.assign(11, "nl");
  EXPECT_THAT(CheckIntake(intake, 2), RefusesField("traits.languages", "TOO_MANY"));
  intake = TwoChildren();
  intake.traits.pets = {Pet::kNone};
  EXPECT_THAT(CheckIntake(intake, 2), RefusesField("traits.pets", "OUT_OF_RANGE"));
}

TEST(CheckOffer, HasACapacityAndAgesInTheirOrder) {
  EXPECT_THAT(CheckOffer(SomeOffer()), IsOk());
  Offer offer = SomeOffer();
  offer.capacity = 11;
  EXPECT_THAT(CheckOffer(offer), RefusesField("capacity", "OUT_OF_RANGE"));
  offer.capacity = 0;
  EXPECT_THAT(CheckOffer(offer), RefusesField("capacity", "OUT_OF_RANGE"));
  offer = SomeOffer();
  offer.oldest_age = 3;
  EXPECT_THAT(CheckOffer(offer), RefusesField("oldest_age", "AGES_REVERSED"));
  offer.oldest_age = 24;
  EXPECT_THAT(CheckOffer(offer), RefusesField("oldest_age", "OUT_OF_RANGE"));
}

TEST(KindsOf, NamesEachKindOfAllNeedsOnce) {
  Intake intake = TwoChildren();
  intake.needs[1].terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kPartOfDay};
  EXPECT_THAT(KindsOf(intake), ElementsAre(SupportKind::kFixedAfternoon, SupportKind::kPartOfDay));
}

TEST(AgesDueOn, IsTheFirstDayOfTheMonthAfterTheNextBirthday) {
  using absl::CivilDay;
  const CivilDay told(2020, 5, 10);
  EXPECT_EQ(AgesDueOn({}, told), std::nullopt);
  EXPECT_EQ(AgesDueOn({CivilDay(2014, 5, 11)}, told), CivilDay(2020, 6, 1));
  // It turned six that day: that was told.
  EXPECT_EQ(AgesDueOn({CivilDay(2014, 5, 10)}, told), CivilDay(2021, 6, 1));
  EXPECT_EQ(AgesDueOn({CivilDay(2014, 6, 1)}, told), CivilDay(2020, 6, 1));
  EXPECT_EQ(AgesDueOn({CivilDay(2014, 12, 31)}, told), CivilDay(2021, 1, 1));
  EXPECT_EQ(AgesDueOn({CivilDay(2016, 2, 29)}, told), CivilDay(2021, 3, 1));
  EXPECT_EQ(AgesDueOn({CivilDay(2014, 12, 31), CivilDay(2018, 8, 2), CivilDay(2016, 9, 9)}, told),
            CivilDay(2020, 9, 1));
  // Who was born after the day that is told of.
  EXPECT_EQ(AgesDueOn({CivilDay(2020, 7, 4)}, told), CivilDay(2020, 8, 1));
}

TEST(AgeOn, FollowsTheCalendar) {
  EXPECT_EQ(AgeOn(absl::CivilDay(2014, 5, 2), absl::CivilDay(2020, 5, 1)), 5);
  EXPECT_EQ(AgeOn(absl::CivilDay(2014, 5, 2), absl::CivilDay(2020, 5, 2)), 6);
  EXPECT_EQ(AgeOn(absl::CivilDay(2016, 2, 29), absl::CivilDay(2021, 2, 28)), 4);
  EXPECT_EQ(AgeOn(absl::CivilDay(2016, 2, 29), absl::CivilDay(2021, 3, 1)), 5);
  EXPECT_EQ(AgeOn(absl::CivilDay(2016, 2, 29), absl::CivilDay(2024, 2, 29)), 8);
}

}  // namespace
}  // namespace buurtbrug::registration::domain
