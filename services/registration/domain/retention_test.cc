#include "registration/domain/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::registration::domain {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;

using Kind = Verdict::Kind;

constexpr CivilDay kClosed(2020, 3, 31);
constexpr CivilDay kRunOff(2021, 4, 30);

KeptFamily Closed(FamilyRole role = FamilyRole::kRequest) {
  KeptFamily family;
  family.role = role;
  family.state = FamilyState::kClosed;
  family.closed_on = kClosed;
  family.started = true;
  return family;
}

KeptFamily Open() {
  KeptFamily family;
  family.state = FamilyState::kWaiting;
  family.started = true;
  return family;
}

RetentionTerm Months(DataClass data_class, int months, TermFrom from = TermFrom::kClosing) {
  return {data_class, from, months};
}

TEST(ClassesOf, AFileHasOneClassAndASecondAfterAConcern) {
  EXPECT_THAT(ClassesOf(Closed()), ElementsAre(DataClass::kRequestFamily));
  EXPECT_THAT(ClassesOf(Closed(FamilyRole::kSupport)), ElementsAre(DataClass::kSupportFamily));
  KeptFamily family = Closed();
  family.started = false;
  family.has_concern = true;
  EXPECT_THAT(ClassesOf(family), ElementsAre(DataClass::kNeverStarted, DataClass::kSafety));
}

struct DueCase {
  const char* what = "";
  KeptFamily family;
  std::optional<CivilDay> run_off_day;
  std::vector<RetentionTerm> terms;
  std::optional<CivilDay> due_on;
};

TEST(DueOn, Table) {
  KeptFamily never = Closed();
  never.started = false;
  never.state = FamilyState::kWithdrawn;
  KeptFamily concern = Closed();
  concern.has_concern = true;
  const std::vector<RetentionTerm> two_years = {Months(DataClass::kRequestFamily, 24)};
  const DueCase cases[] = {
      {"months after closing", Closed(), {}, two_years, CivilDay(2022, 3, 31)},
      {"a month without that day",
       Closed(),
       {},
       {Months(DataClass::kRequestFamily, 11)},
       CivilDay(2021, 2, 28)},
      {"at once", Closed(), {}, {Months(DataClass::kRequestFamily, 0)}, kClosed},
      {"no terms at all", Closed(), kRunOff, {}, {}},
      {"a term of another class", Closed(FamilyRole::kSupport), kRunOff, two_years, {}},
      {"a support family has its own",
       Closed(FamilyRole::kSupport),
       {},
       {Months(DataClass::kRequestFamily, 24), Months(DataClass::kSupportFamily, 12)},
       CivilDay(2021, 3, 31)},
      {"never started has its own",
       never,
       {},
       {Months(DataClass::kRequestFamily, 24), Months(DataClass::kNeverStarted, 3)},
       CivilDay(2020, 6, 30)},
      {"after the run-off",
       Closed(),
       kRunOff,
       {Months(DataClass::kRequestFamily, 6, TermFrom::kRunOff)},
       CivilDay(2021, 10, 30)},
      {"the run-off is not known",
       Closed(),
       {},
       {Months(DataClass::kRequestFamily, 6, TermFrom::kRunOff)},
       {}},
      {"the longer of two classes",
       concern,
       {},
       {Months(DataClass::kRequestFamily, 24), Months(DataClass::kSafety, 60)},
       CivilDay(2025, 3, 31)},
      {"the longer of two classes, the other way round",
       concern,
       {},
       {Months(DataClass::kRequestFamily, 24), Months(DataClass::kSafety, 12)},
       CivilDay(2022, 3, 31)},
      {"one of two classes has no term", concern, {}, two_years, {}},
      {"open, and no run-off known", Open(), {}, two_years, {}},
      {"open until the run-off ended: closed on that day", Open(), kRunOff, two_years,
       CivilDay(2023, 4, 30)},
      {"open on the last day of the run-off is open",
       Open(),
       kRunOff,
       {Months(DataClass::kRequestFamily, 0)},
       kRunOff + 1},
  };
  for (const DueCase& each : cases) {
    EXPECT_EQ(DueOn(each.family, each.run_off_day, each.terms), each.due_on) << each.what;
  }
}

TEST(DueOn, AFileIsNotDueBeforeItsCaseIsOver) {
  // Closed as a late correction, after the run-off from which the term counts.
  KeptFamily family = Closed();
  family.closed_on = kRunOff + 100;
  EXPECT_EQ(DueOn(family, kRunOff, {Months(DataClass::kRequestFamily, 1, TermFrom::kRunOff)}),
            kRunOff + 100);
}

Kind KindOn(CivilDay day, const KeptFamily& family) {
  return JudgeOn(day, family, kRunOff, {Months(DataClass::kRequestFamily, 24)}).kind;
}

TEST(JudgeOn, TheTermIsOverFromItsDayOn) {
  EXPECT_EQ(KindOn(CivilDay(2022, 3, 30), Closed()), Kind::kKept);
  EXPECT_EQ(JudgeOn(CivilDay(2022, 3, 31), Closed(), {}, {Months(DataClass::kRequestFamily, 24)}),
            (Verdict{Kind::kGoes, DestructionReason::kTermOver, CivilDay(2022, 3, 31)}));
}

TEST(JudgeOn, ARequestGoesBeforeATerm) {
  KeptFamily family = Closed();
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(KindOn(CivilDay(2020, 5, 31), family), Kind::kKept);
  EXPECT_EQ(JudgeOn(CivilDay(2020, 6, 1), family, {}, {}),
            (Verdict{Kind::kGoes, DestructionReason::kRequested, CivilDay(2020, 6, 1)}));
}

TEST(JudgeOn, ARequestOfAnOpenCaseWaitsUntilItIsClosedOrItsContractIsOver) {
  KeptFamily family = Open();
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(KindOn(CivilDay(2020, 6, 1), family), Kind::kOpen);
  EXPECT_EQ(KindOn(kRunOff, family), Kind::kOpen);
  EXPECT_EQ(KindOn(kRunOff + 1, family), Kind::kGoes);
}

TEST(JudgeOn, AHoldKeepsWhatWouldGo) {
  KeptFamily family = Closed();
  family.held = true;
  EXPECT_EQ(KindOn(CivilDay(2022, 3, 30), family), Kind::kKept);
  EXPECT_EQ(KindOn(CivilDay(2022, 3, 31), family), Kind::kHeld);
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(KindOn(CivilDay(2020, 6, 1), family), Kind::kHeld);
}

TEST(JudgeOn, AClosedFamilyInAMatchThatRunsIsOpen) {
  KeptFamily family = Closed();
  family.matched = true;
  EXPECT_EQ(KindOn(CivilDay(2022, 3, 31), family), Kind::kKept);
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(KindOn(CivilDay(2020, 6, 1), family), Kind::kOpen);
  EXPECT_EQ(KindOn(kRunOff + 1, family), Kind::kGoes);
}

TEST(JudgeOn, AnOpenConcernKeepsWhatWouldGo) {
  KeptFamily family = Closed();
  family.has_concern = true;
  family.open_concern = true;
  const std::vector<RetentionTerm> terms = {Months(DataClass::kRequestFamily, 24),
                                            Months(DataClass::kSafety, 24)};
  const CivilDay due(2022, 3, 31);
  EXPECT_EQ(JudgeOn(due, family, kRunOff, terms).kind, Kind::kHeld);
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(JudgeOn(due, family, kRunOff, terms).kind, Kind::kHeld);
  family.open_concern = false;
  EXPECT_EQ(JudgeOn(due, family, kRunOff, terms).kind, Kind::kGoes);
}

TEST(JudgeOn, AfterAConcernARequestWaitsForTheTermOfSafety) {
  KeptFamily family = Closed();
  family.has_concern = true;
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(JudgeOn(CivilDay(2030, 6, 1), family, kRunOff, {}).kind, Kind::kHeld);
  const std::vector<RetentionTerm> terms = {Months(DataClass::kSafety, 60)};
  EXPECT_EQ(JudgeOn(CivilDay(2025, 3, 30), family, kRunOff, terms).kind, Kind::kHeld);
  EXPECT_EQ(JudgeOn(CivilDay(2025, 3, 31), family, kRunOff, terms),
            (Verdict{Kind::kGoes, DestructionReason::kRequested, CivilDay(2020, 6, 1)}));
}

TEST(JudgeOn, WhatIsGoneIsGone) {
  KeptFamily family = Closed();
  family.erased = true;
  family.held = true;
  family.requested_on = CivilDay(2020, 6, 1);
  EXPECT_EQ(KindOn(CivilDay(2030, 1, 1), family), Kind::kErased);
}

}  // namespace
}  // namespace buurtbrug::registration::domain
