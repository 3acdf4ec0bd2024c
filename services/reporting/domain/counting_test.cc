#include "reporting/domain/counting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reporting/domain/progress.h"

namespace buurtbrug::reporting::domain {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;

constexpr CivilDay kTrial(2020, 6, 30);
constexpr CivilDay kDefinitive(2020, 8, 25);
constexpr CivilDay kEnd(2020, 7, 14);
constexpr CivilDay kYearEnd(2020, 12, 31);
const absl::Time kThen = absl::FromUnixSeconds(1'600'000'000);
const MatchId kMatch(platform::core::NewUuid(kThen, platform::core::SystemRandom()));

Fact Of(FactKind kind, CivilDay day, absl::Time recorded_at = kThen) {
  return {kind, day, recorded_at, kMatch};
}

ProgressTable Table(const CountingRule& rule, const std::vector<Fact>& facts,
                    CivilDay as_of = kYearEnd, absl::Time known_at = kThen) {
  return QuarterlyProgress({"2020", CivilDay(2020, 1, 1), kYearEnd, std::nullopt, {}, rule}, as_of,
                           known_at, facts);
}

std::vector<Cell> RowOf(const ProgressTable& table, Indicator indicator) {
  return std::find_if(table.rows.begin(), table.rows.end(),
                      [&](const Row& row) { return row.indicator == indicator; })
      ->quarters;
}

std::vector<Cell> RealisedBy(const CountingRule& rule, const std::vector<Fact>& facts) {
  return RowOf(Table(rule, facts), Indicator::kRealised);
}

struct Case {
  const char* what;
  std::vector<Fact> facts;
  std::vector<Cell> nothing_agreed;
  std::vector<Cell> at_trial;
  std::vector<Cell> at_trial_unless_ended;
  std::vector<Cell> definitive;
};

TEST(CountingRule, SaysInWhichQuarterAMatchCounts) {
  const std::vector<Cell> none = {0, 0, 0, 0};
  const std::vector<Cell> second = {0, 1, 0, 0};
  const std::vector<Cell> third = {0, 0, 1, 0};
  const std::vector<Case> cases = {
      {"in trial", {Of(FactKind::kTrialStarted, kTrial)}, second, second, second, none},
      {"definitive",
       {Of(FactKind::kTrialStarted, kTrial), Of(FactKind::kMatchDefinitive, kDefinitive)},
       second,
       second,
       second,
       third},
      {"ended in trial",
       {Of(FactKind::kTrialStarted, kTrial), Of(FactKind::kMatchEndedInTrial, kEnd)},
       second,
       second,
       none,
       none},
      {"ended in trial after the period",
       {Of(FactKind::kTrialStarted, CivilDay(2020, 9, 1)),
        Of(FactKind::kMatchEndedInTrial, CivilDay(2021, 1, 5))},
       third,
       third,
       third,
       none},
      {"its trial before the period, definitive in it",
       {Of(FactKind::kTrialStarted, CivilDay(2019, 12, 31)),
        Of(FactKind::kMatchDefinitive, kDefinitive)},
       none,
       none,
       none,
       third},
      {"came from another contract, where it had counted",
       {Of(FactKind::kMatchCountedBefore, kTrial), Of(FactKind::kMatchDefinitive, kDefinitive)},
       none,
       none,
       none,
       none},
      {"came from another contract, where it had not counted",
       {Of(FactKind::kMatchDefinitive, kDefinitive)},
       none,
       none,
       none,
       third},
      {"the end of another match",
       {Of(FactKind::kTrialStarted, kTrial), {FactKind::kMatchEndedInTrial, kEnd, kThen}},
       second,
       second,
       second,
       none},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.what);
    EXPECT_EQ(RealisedBy({}, each.facts), each.nothing_agreed);
    EXPECT_EQ(RealisedBy({CountedAt::kTrial, EndedInTrial::kStaysCounted}, each.facts),
              each.at_trial);
    EXPECT_EQ(RealisedBy({CountedAt::kTrial, EndedInTrial::kNotCounted}, each.facts),
              each.at_trial_unless_ended);
    EXPECT_EQ(RealisedBy({CountedAt::kDefinitive, EndedInTrial::kNotAgreed}, each.facts),
              each.definitive);
    EXPECT_EQ(RealisedBy({CountedAt::kDefinitive, EndedInTrial::kNotCounted}, each.facts),
              each.definitive);
  }
}

TEST(CountingRule, AnEndTakesAMatchOutOnlyFromTheDayAndTheInstantAtWhichItIsKnown) {
  const CountingRule rule = {CountedAt::kTrial, EndedInTrial::kNotCounted};
  const std::vector<Fact> facts = {
      Of(FactKind::kTrialStarted, CivilDay(2020, 12, 1)),
      Of(FactKind::kMatchEndedInTrial, CivilDay(2021, 1, 5), kThen + absl::Hours(1))};
  const absl::Time later = kThen + absl::Hours(1);
  const auto realised = [&](CivilDay as_of, absl::Time known_at) {
    return RowOf(Table(rule, facts, as_of, known_at), Indicator::kRealised);
  };
  EXPECT_THAT(realised(CivilDay(2021, 1, 4), later), ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(realised(CivilDay(2021, 1, 5), later), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(realised(CivilDay(2021, 1, 5), kThen), ElementsAre(0, 0, 0, 1));
}

TEST(CountingRule, AnEndInTrialIsAnEndUnderEveryRule) {
  const std::vector<Fact> facts = {Of(FactKind::kTrialStarted, kTrial),
                                   Of(FactKind::kMatchEndedInTrial, kEnd)};
  for (const CountingRule& rule :
       {CountingRule{}, CountingRule{CountedAt::kTrial, EndedInTrial::kNotCounted},
        CountingRule{CountedAt::kDefinitive, EndedInTrial::kNotCounted}}) {
    EXPECT_THAT(RowOf(Table(rule, facts), Indicator::kEndedInTrial), ElementsAre(0, 0, 1, 0));
  }
}

TEST(CountingRule, LookingBackToBeforeAMatchCameDoesNotMakeItCountAgain) {
  const std::vector<Fact> facts = {Of(FactKind::kMatchDefinitive, CivilDay(2020, 11, 5)),
                                   Of(FactKind::kMatchCountedBefore, CivilDay(2020, 11, 15))};
  const auto table =
      Table({CountedAt::kDefinitive, EndedInTrial::kNotAgreed}, facts, CivilDay(2020, 11, 10));
  EXPECT_THAT(RowOf(table, Indicator::kRealised), ElementsAre(0, 0, 0, 0));
}

TEST(Corrections, OnlyCountedFactsOfThePeriodAreSaidToBeCorrections) {
  Fact in_time = Of(FactKind::kTrialStarted, kTrial);
  Fact registered = {FactKind::kRequestFamilyRegistered, kTrial, kThen, std::nullopt, true};
  Fact of_next_year = {FactKind::kRequestFamilyRegistered, CivilDay(2021, 1, 1), kThen,
                       std::nullopt, true};
  Fact definitive = Of(FactKind::kMatchDefinitive, kDefinitive);
  definitive.correction = true;
  const CivilDay later(2021, 6, 1);
  EXPECT_EQ(Table({}, {in_time}, later).corrections, 0);
  EXPECT_EQ(Table({}, {in_time, registered, of_next_year}, later).corrections, 1);
  // By the rule of the period it counts for nothing.
  EXPECT_EQ(Table({}, {in_time, definitive}, later).corrections, 0);
  EXPECT_EQ(Table({CountedAt::kDefinitive, EndedInTrial::kNotAgreed}, {in_time, definitive}, later)
                .corrections,
            1);
}

}  // namespace
}  // namespace buurtbrug::reporting::domain
