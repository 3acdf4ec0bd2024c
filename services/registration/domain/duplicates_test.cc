#include "registration/domain/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using R = DuplicateReason;

constexpr CivilDay kDay(2020, 2, 1);

TEST(ComparableName, IsTheSameForWaysOfWritingOneName) {
  const std::pair<const char*, const char*> same[] = {
      {"Piet Jansen", "JANSEN, Piet"},
      {"Piet Jansen", "piet  jansen"},
      {"Anouk van den Bèrgh", "Anouk Bergh"},
      {"Anouk van den Berg", "anouk v.d. berg"},
      {"Jan 't Hart", "Jan \xE2\x80\x99t Hart"},
      {"Jan 't Hart", "Jan Hart"},
      {"Mieke Meijer", "Mieke Meyer"},
      {"Mieke Me\xC4\xB3"
       "er",
       "Mieke Meyer"},
      {"Wim Willemsen", "Wim Wilemsen"},
      {"Stephan Bos", "Stefan Bos"},
      {"Zo\xC3\xAB Smit", "Zoe Smit"},
      {"Zoe\xCC\x88 Smit", "Zoe Smit"},
      {"\xC5\x9Awi\xC4\x99tek Ola", "Swietek Ola"},
      {"J\xC3\xBCrgen Gro\xC3\x9F", "Jurgen Gross"},
      {"Ay\xC5\x9F"
       "e Y\xC4\xB1lmaz",
       "Ayse Yilmaz"},
      {"Ann-Marie Bos", "Ann Marie Bos"},
      {"Gina d'Angelo", "Gina Angelo"},
  };
  for (const auto& [a, b] : same) {
    EXPECT_EQ(ComparableName(a), ComparableName(b)) << a << " and " << b;
  }
}

TEST(ComparableName, DiffersForDifferentNames) {
  EXPECT_NE(ComparableName("Piet Jansen"), ComparableName("Piet Janssens"));
  EXPECT_NE(ComparableName("Piet Jansen"), ComparableName("P. Jansen"));
  EXPECT_NE(ComparableName("Jan Bos"), ComparableName("Jan Bosch"));
  EXPECT_NE(ComparableName("D. Jansen"), ComparableName("T. Jansen"));
  EXPECT_NE(ComparableName("V.D. Jansen"), ComparableName("Jansen"));
}

TEST(ComparableName, KeepsPrefixesWhereNothingElseIsThere) {
  EXPECT_EQ(ComparableName("De"), "de");
  EXPECT_EQ(ComparableName("In 't"), "in t");
  EXPECT_EQ(ComparableName(" .-' "), "");
  EXPECT_EQ(ComparableName(""), "");
}

TEST(ComparableName, LeavesOtherScriptsAndBrokenBytesAsTheyAre) {
  EXPECT_EQ(ComparableName("\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"), "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD");
  for (const char* broken : {"\xC3", "\xF0\x9F", "\xFF\xFE", "a\x80z"}) {
    ComparableName(broken);
    ComparableFamilyNames(broken);
  }
}

TEST(ComparableFamilyNames, AreTheLastWordOrEachPartOfADoubleName) {
  EXPECT_THAT(ComparableFamilyNames("Piet Jansen"), ElementsAre("jansen"));
  EXPECT_THAT(ComparableFamilyNames("Jansen, Piet"), ElementsAre("jansen"));
  EXPECT_THAT(ComparableFamilyNames("Anna van der Vries"), ElementsAre("vries"));
  EXPECT_THAT(ComparableFamilyNames("Anna de Vries-Jansen"), ElementsAre("jansen", "vries"));
  EXPECT_THAT(ComparableFamilyNames("Anna Jansen-de Vries"), ElementsAre("jansen", "vries"));
  EXPECT_THAT(ComparableFamilyNames("Anna Jansen - de Vries"), ElementsAre("jansen", "vries"));
  EXPECT_THAT(ComparableFamilyNames("Ann-Marie Bos"), ElementsAre("bos"));
  EXPECT_THAT(ComparableFamilyNames("?"), IsEmpty());
}

TEST(ComparableHouseNumber, TakesLettersAndDigits) {
  EXPECT_EQ(ComparableHouseNumber("12-A"), "12a");
  EXPECT_EQ(ComparableHouseNumber("12 a"), "12a");
  EXPECT_EQ(ComparableHouseNumber(" "), "");
}

TEST(ComparableEmail, IsSmallAndHasAnAt) {
  EXPECT_EQ(ComparableEmail(" Ouder@Voorbeeld.NL "), "ouder@voorbeeld.nl");
  for (const char* none : {"", "ouder", "@voorbeeld.nl", "ouder@"}) {
    EXPECT_EQ(ComparableEmail(none), "") << none;
  }
}

TEST(ComparablePhone, IsTheSameForWaysOfWritingOneNumber) {
  for (const char* same : {"06-12345678", "0612345678", "+31 6 12345678", "0031612345678",
                           "+31 (0)6 1234 5678", "06 12 34 56 78"}) {
    EXPECT_EQ(ComparablePhone(same), "0612345678") << same;
  }
  EXPECT_EQ(ComparablePhone("+32 475 12 34 56"), "32475123456");
  EXPECT_EQ(ComparablePhone("12345678"), "");
  EXPECT_EQ(ComparablePhone(""), "");
}

Marks KnownFamily() {
  return {{{Personal("Anna de Vries"), CivilDay(1985, 3, 4)}},
          {{Personal("Tim de Vries"), CivilDay(2014, 5, 2)}},
          Personal("3361AB"),
          Personal("12 a"),
          {Personal("anna@voorbeeld.nl")},
          {Personal("06-12345678")}};
}

std::vector<R> Shared(const Marks& a, const Marks& b) {
  const auto first = KeysOf(a), second = KeysOf(b);
  std::vector<DuplicateKey> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(both));
  std::vector<R> reasons;
  for (const DuplicateKey& key : both) {
    reasons.push_back(key.reason);
  }
  return reasons;
}

TEST(KeysOf, AWholeHouseholdSharesEveryReasonWithItself) {
  EXPECT_THAT(Shared(KnownFamily(), KnownFamily()),
              UnorderedElementsAre(R::kAdultNameAndBirthDate, R::kChildNameAndBirthDate,
                                   R::kFamilyNameAndChild, R::kAdultNameAndPostcode,
                                   R::kPostcodeAndChild, R::kAddress, R::kEmail, R::kPhone));
}

TEST(KeysOf, WhatIsNotKnownMakesNoKey) {
  EXPECT_THAT(KeysOf({}), IsEmpty());
  Marks other;
  other.adults = {{Personal(), std::nullopt}};
  other.children = {{Personal(), std::nullopt}};
  EXPECT_THAT(KeysOf(other), IsEmpty());
}

TEST(KeysOf, AFamilyThatMovedIsFoundByItsNamesAndDates) {
  Marks moved = KnownFamily();
  moved.postcode = Personal("3362BC");
  moved.house_number = Personal("1");
  moved.emails.clear();
  moved.phones.clear();
  EXPECT_THAT(Shared(KnownFamily(), moved),
              UnorderedElementsAre(R::kAdultNameAndBirthDate, R::kChildNameAndBirthDate,
                                   R::kFamilyNameAndChild));
}

TEST(MarksOf, OfAHouseholdAreAllItsPeopleAndHowItIsReached) {
  domain::Household household;
  FamilyMember parent;
  parent.ref = {PersonKind::kAdult, 1};
  parent.facts.given_name = Personal("Anna");
  parent.facts.family_name = Personal("de Vries");
  parent.facts.birth_date = CivilDay(1985, 3, 1);
  FamilyMember child;
  child.ref = {PersonKind::kChild, 1};
  child.facts.birth_date = CivilDay(2014, 5, 2);
  household.people = {parent, child};
  household.contact.postcode = Personal("3361AB");
  household.contact.house_number = Personal("12 bis");
  household.contact.email = Personal("anna@example.nl");
  const Marks marks = MarksOf(household);
  ASSERT_EQ(marks.adults.size(), 1U);
  EXPECT_EQ(marks.adults[0].name.Reveal(), "Anna de Vries");
  EXPECT_EQ(marks.adults[0].birth_date, CivilDay(1985, 3, 1));
  ASSERT_EQ(marks.children.size(), 1U);
  EXPECT_EQ(marks.children[0].birth_date, CivilDay(2014, 5, 2));
  EXPECT_EQ(marks.house_number.Reveal(), "12 bis");
  EXPECT_EQ(marks.emails.size(), 1U);
  EXPECT_TRUE(marks.phones.empty());
}

TEST(KeysOf, OfARegistrationAreNamesPostcodeAndBirthDates) {
  const Registration registration = {FamilyRole::kRequest,
                                     Personal("3361AB"),
                                     {Personal("Anna de Vries")},
                                     {CivilDay(2014, 5, 2)}};
  EXPECT_THAT(
      Shared(MarksOf(registration), KnownFamily()),
      UnorderedElementsAre(R::kFamilyNameAndChild, R::kAdultNameAndPostcode, R::kPostcodeAndChild));
}

TEST(KeysOf, NeighboursInOneHouseShareTheAddressOnly) {
  const Marks neighbours = {
      {{Personal("Bo Smit"), std::nullopt}}, {}, Personal("3361AB"), Personal("12A"), {}, {}};
  EXPECT_THAT(Shared(KnownFamily(), neighbours), ElementsAre(R::kAddress));
}

TEST(LikelihoodOf, GrowsWithEachReasonAndNeverIsCertain) {
  EXPECT_EQ(LikelihoodOf({}), 0);
  EXPECT_EQ(LikelihoodOf({R::kPostcodeAndChild}), 40);
  EXPECT_EQ(LikelihoodOf({R::kPostcodeAndChild, R::kPostcodeAndChild}), 40);
  EXPECT_EQ(LikelihoodOf({R::kPostcodeAndChild, R::kAddress}), 70);
  EXPECT_EQ(LikelihoodOf({R::kAdultNameAndBirthDate}), 90);
  EXPECT_EQ(LikelihoodOf({R::kAdultNameAndBirthDate, R::kChildNameAndBirthDate, R::kEmail}), 99);
}

TEST(LikelihoodOf, APostcodeWithABirthDateAloneIsNotShownAnAddressIs) {
  EXPECT_LT(LikelihoodOf({R::kPostcodeAndChild}), kLeastLikelihood);
  EXPECT_GE(LikelihoodOf({R::kAddress}), kLeastLikelihood);
}

FamilyHead Head(int id, FamilyState state = FamilyState::kRegistered) {
  FamilyHead head;
  head.id = FamilyId(platform::core::Uuid({static_cast<uint8_t>(id)}));
  head.state = state;
  head.registered_on = kDay;
  return head;
}

TEST(CheckMerge, ClosesTheNewerOneWhileNothingHangsOnIt) {
  for (const FamilyState state :
       {FamilyState::kRegistered, FamilyState::kIntakePlanned, FamilyState::kScreening}) {
    EXPECT_THAT(CheckMerge(Head(1), Head(2, state)), IsOk());
  }
  for (const FamilyState state :
       {FamilyState::kWaiting, FamilyState::kAvailable, FamilyState::kPaused, FamilyState::kClosed,
        FamilyState::kWithdrawn, FamilyState::kRejected}) {
    EXPECT_THAT(CheckMerge(Head(1), Head(2, state)),
                Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  }
}

TEST(CheckMerge, TheOneThatStaysIsOpen) {
  for (const FamilyState state : {FamilyState::kRegistered, FamilyState::kWaiting,
                                  FamilyState::kAvailable, FamilyState::kPaused}) {
    EXPECT_THAT(CheckMerge(Head(1, state), Head(2)), IsOk());
  }
  for (const FamilyState state :
       {FamilyState::kClosed, FamilyState::kWithdrawn, FamilyState::kRejected}) {
    EXPECT_THAT(CheckMerge(Head(1, state), Head(2)),
                Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  }
}

TEST(CheckMerge, TheOneThatCameFirstStays) {
  EXPECT_THAT(CheckMerge(Head(2), Head(1)), Fails(StatusCode::kFailedPrecondition, "OLDER_STAYS"));
  FamilyHead earlier_day = Head(2);
  earlier_day.registered_on = kDay - 1;
  EXPECT_THAT(CheckMerge(earlier_day, Head(1)), IsOk());
  EXPECT_THAT(CheckMerge(Head(1), Head(1)), RefusesField("merged_family_id", "SAME_FAMILY"));
}

TEST(CheckMerge, BothAskOrBothGive) {
  FamilyHead support = Head(2);
  support.role = FamilyRole::kSupport;
  EXPECT_THAT(CheckMerge(Head(1), support), Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
