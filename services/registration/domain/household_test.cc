#include "registration/domain/household.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

PersonFacts Born(CivilDay day) { return {{}, Personal("A"), Personal("B"), day}; }

TEST(CheckPerson, AnAdultIsEighteenWhenABirthDateIsGiven) {
  EXPECT_THAT(CheckPerson(PersonKind::kAdult, {{}, Personal("A"), {}, {}}, CivilDay(2020, 6, 15)),
              IsOk());
  EXPECT_THAT(CheckPerson(PersonKind::kAdult, Born(CivilDay(2002, 6, 15)), CivilDay(2020, 6, 15)),
              IsOk());
  EXPECT_THAT(CheckPerson(PersonKind::kAdult, Born(CivilDay(2002, 6, 16)), CivilDay(2020, 6, 15)),
              RefusesField("birth_date", "ADULT_TOO_YOUNG"));
  EXPECT_THAT(CheckPerson(PersonKind::kAdult, {}, CivilDay(2020, 6, 15)),
              RefusesField("given_name", "NO_NAME"));
}

// Household and screening know one rule.
TEST(CheckPerson, WhoIsBornOn29FebruaryIsOfAgeOnTheSameDayEverywhere) {
  for (const CivilDay birth :
       {CivilDay(2004, 2, 28), CivilDay(2004, 2, 29), CivilDay(2004, 3, 1)}) {
    const CivilDay from = *AdultFrom({.ref = {PersonKind::kChild, 1}, .birth_date = birth});
    EXPECT_EQ(from, birth == CivilDay(2004, 2, 28) ? CivilDay(2022, 2, 28) : CivilDay(2022, 3, 1));
    EXPECT_THAT(CheckPerson(PersonKind::kAdult, Born(birth), from), IsOk());
    EXPECT_THAT(CheckPerson(PersonKind::kAdult, Born(birth), from - 1),
                RefusesField("birth_date", "ADULT_TOO_YOUNG"));
  }
}

TEST(CheckPerson, AChildIsZeroToTwentyThree) {
  EXPECT_THAT(CheckPerson(PersonKind::kChild, Born(CivilDay(2020, 6, 15)), CivilDay(2020, 6, 15)),
              IsOk());
  EXPECT_THAT(CheckPerson(PersonKind::kChild, Born(CivilDay(2020, 6, 16)), CivilDay(2020, 6, 15)),
              RefusesField("birth_date", "CHILD_NOT_BORN"));
  EXPECT_THAT(CheckPerson(PersonKind::kChild, Born(CivilDay(1996, 6, 16)), CivilDay(2020, 6, 15)),
              IsOk());
  EXPECT_THAT(CheckPerson(PersonKind::kChild, Born(CivilDay(1996, 6, 15)), CivilDay(2020, 6, 15)),
              RefusesField("birth_date", "CHILD_TOO_OLD"));
  EXPECT_THAT(CheckPerson(PersonKind::kChild, {}, CivilDay(2020, 6, 15)),
              RefusesField("birth_date", "NO_BIRTH_DATE"));
}

TEST(CheckLeave, OnlyWhoIsThereAndNotTheLastAdult) {
  Household household;
  household.people = {{{PersonKind::kAdult, 1}, {}, CivilDay(2020, 2, 1), {}},
                      {{PersonKind::kAdult, 2}, {}, CivilDay(2020, 2, 1), CivilDay(2020, 5, 1)},
                      {{PersonKind::kChild, 1}, {}, CivilDay(2020, 3, 1), {}}};
  EXPECT_THAT(CheckLeave(household, household.people[0], CivilDay(2020, 6, 1)),
              Fails(StatusCode::kFailedPrecondition, "LAST_ADULT"));
  EXPECT_THAT(CheckLeave(household, household.people[1], CivilDay(2020, 6, 1)),
              Fails(StatusCode::kFailedPrecondition, "PERSON_LEFT"));
  EXPECT_THAT(CheckLeave(household, household.people[2], CivilDay(2020, 2, 29)),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_THAT(CheckLeave(household, household.people[2], CivilDay(2020, 3, 1)), IsOk());
  household.people[1].last_day.reset();
  EXPECT_THAT(CheckLeave(household, household.people[0], CivilDay(2020, 6, 1)), IsOk());
}

TEST(IsThere, BothEndsIncluded) {
  const FamilyMember person = {{}, {}, CivilDay(2020, 2, 1), CivilDay(2020, 5, 1)};
  EXPECT_FALSE(IsThere(person, CivilDay(2020, 1, 31)));
  EXPECT_TRUE(IsThere(person, CivilDay(2020, 2, 1)));
  EXPECT_TRUE(IsThere(person, CivilDay(2020, 5, 1)));
  EXPECT_FALSE(IsThere(person, CivilDay(2020, 5, 2)));
}

TEST(FullName, OfPartsOrAsItWasGiven) {
  EXPECT_EQ(FullName({Personal("Ouder A"), {}, {}, {}}).Reveal(), "Ouder A");
  EXPECT_EQ(FullName({Personal("Ouder A"), Personal("Ada"), Personal("Voorbeeld"), {}}).Reveal(),
            "Ada Voorbeeld");
  EXPECT_EQ(FullName({{}, {}, Personal("Voorbeeld"), {}}).Reveal(), "Voorbeeld");
}

}  // namespace
}  // namespace buurtbrug::registration::domain
