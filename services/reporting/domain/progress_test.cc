#include "reporting/domain/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>

namespace buurtbrug::reporting::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Cell kBlank = std::nullopt;

const absl::Time kRecorded = absl::FromUnixSeconds(1'700'000'000);

SubsidyPeriod Sliedrecht2020() {
  return {"2020", absl::CivilDay(2020, 1, 1), absl::CivilDay(2020, 12, 31), 10, {0, 3, 3, 4}};
}

std::vector<Fact> Times(int count, FactKind kind, absl::CivilDay day) {
  return std::vector<Fact>(static_cast<size_t>(count), Fact{kind, day, kRecorded});
}

void Append(std::vector<Fact>& facts, const std::vector<Fact>& more) {
  facts.insert(facts.end(), more.begin(), more.end());
}

// The counts per quarter that Sliedrecht published, on the first or last days of the quarters.
std::vector<Fact> SliedrechtFacts() {
  const absl::CivilDay q1(2020, 3, 31), q2(2020, 4, 1), q3(2020, 9, 30), q4(2020, 10, 31);
  std::vector<Fact> facts;
  Append(facts, Times(3, FactKind::kRequestFamilyRegistered, q1));
  Append(facts, Times(4, FactKind::kRequestFamilyRegistered, q2));
  Append(facts, Times(5, FactKind::kRequestFamilyRegistered, q3));
  Append(facts, Times(1, FactKind::kRequestFamilyRegistered, q4));
  Append(facts, Times(4, FactKind::kSupportFamilyRegistered, q1));
  Append(facts, Times(5, FactKind::kSupportFamilyRegistered, q2));
  Append(facts, Times(9, FactKind::kSupportFamilyRegistered, q3));
  Append(facts, Times(3, FactKind::kSupportFamilyRegistered, q4));
  Append(facts, Times(1, FactKind::kTrialStarted, q2));
  Append(facts, Times(6, FactKind::kTrialStarted, q3));
  Append(facts, Times(1, FactKind::kTrialStarted, q4));
  return facts;
}

const Row& RowOf(const ProgressTable& table, Indicator indicator) {
  return *std::find_if(table.rows.begin(), table.rows.end(),
                       [&](const Row& row) { return row.indicator == indicator; });
}

ProgressTable Progress(absl::CivilDay as_of, absl::Span<const Fact> facts) {
  return QuarterlyProgress(Sliedrecht2020(), as_of, absl::InfiniteFuture(), facts);
}

Row Realised(absl::CivilDay as_of, absl::Span<const Fact> facts) {
  return RowOf(Progress(as_of, facts), Indicator::kRealised);
}

TEST(QuartersOf, GivesTheFourQuartersOfAYear) {
  const auto quarters = QuartersOf(Sliedrecht2020(), absl::CivilDay(2020, 10, 31));
  ASSERT_EQ(quarters.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(quarters[i].year, 2020);
    EXPECT_EQ(quarters[i].number, static_cast<int>(i) + 1);
  }
  EXPECT_EQ(quarters[0].first_day, absl::CivilDay(2020, 1, 1));
  EXPECT_EQ(quarters[0].last_day, absl::CivilDay(2020, 3, 31));
  EXPECT_EQ(quarters[3].first_day, absl::CivilDay(2020, 10, 1));
  EXPECT_EQ(quarters[3].last_day, absl::CivilDay(2020, 12, 31));
}

TEST(QuartersOf, CutsTheFirstAndTheLastToThePeriod) {
  const SubsidyPeriod period{
      "half", absl::CivilDay(2021, 11, 15), absl::CivilDay(2022, 4, 10), std::nullopt, {}};
  const auto quarters = QuartersOf(period, absl::CivilDay(2022, 12, 31));
  ASSERT_EQ(quarters.size(), 3u);
  EXPECT_EQ(quarters[0].year, 2021);
  EXPECT_EQ(quarters[0].number, 4);
  EXPECT_EQ(quarters[0].first_day, absl::CivilDay(2021, 11, 15));
  EXPECT_EQ(quarters[0].last_day, absl::CivilDay(2021, 12, 31));
  EXPECT_EQ(quarters[1].first_day, absl::CivilDay(2022, 1, 1));
  EXPECT_EQ(quarters[2].number, 2);
  EXPECT_EQ(quarters[2].first_day, absl::CivilDay(2022, 4, 1));
  EXPECT_EQ(quarters[2].last_day, absl::CivilDay(2022, 4, 10));
}

TEST(QuartersOf, GivesOneQuarterForAPeriodOfOneDay) {
  const absl::CivilDay day(2020, 6, 30);
  const auto quarters = QuartersOf({"day", day, day, std::nullopt, {}}, day);
  ASSERT_EQ(quarters.size(), 1u);
  EXPECT_EQ(quarters[0].number, 2);
  EXPECT_EQ(quarters[0].state, QuarterState::kComplete);
}

TEST(QuartersOf, MarksAQuarterThatIsNotOverAsIncomplete) {
  const auto state = [](absl::CivilDay as_of) {
    return QuartersOf(Sliedrecht2020(), as_of)[3].state;
  };
  EXPECT_EQ(state(absl::CivilDay(2020, 9, 30)), QuarterState::kNotBegun);
  EXPECT_EQ(state(absl::CivilDay(2020, 10, 1)), QuarterState::kIncomplete);
  EXPECT_EQ(state(absl::CivilDay(2020, 10, 31)), QuarterState::kIncomplete);
  EXPECT_EQ(state(absl::CivilDay(2020, 12, 30)), QuarterState::kIncomplete);
  EXPECT_EQ(state(absl::CivilDay(2020, 12, 31)), QuarterState::kComplete);
}

TEST(QuartersOf, BeginsACutQuarterOnTheFirstDayOfThePeriod) {
  const SubsidyPeriod period{
      "late", absl::CivilDay(2020, 2, 10), absl::CivilDay(2020, 12, 31), std::nullopt, {}};
  EXPECT_EQ(QuartersOf(period, absl::CivilDay(2020, 2, 9))[0].state, QuarterState::kNotBegun);
  EXPECT_EQ(QuartersOf(period, absl::CivilDay(2020, 2, 10))[0].state, QuarterState::kIncomplete);
}

TEST(SumOf, LeavesBlankCellsOut) {
  EXPECT_EQ(SumOf({Cell(2), kBlank, Cell(0), Cell(3)}), 5);
  EXPECT_EQ(SumOf({Cell(0), kBlank}), 0);
}

TEST(SumOf, IsBlankWhenEveryCellIs) {
  EXPECT_EQ(SumOf({kBlank, kBlank}), std::nullopt);
  EXPECT_EQ(SumOf({}), std::nullopt);
}

TEST(SumOf, DoesNotOverflow) {
  EXPECT_EQ(SumOf({Cell(2'147'483'647), Cell(2'147'483'647)}), 4'294'967'294);
}

TEST(QuarterlyProgress, GivesTheTableOfSliedrecht2020AsOf31October) {
  const ProgressTable table = Progress(absl::CivilDay(2020, 10, 31), SliedrechtFacts());
  ASSERT_EQ(table.rows.size(), 5u);
  EXPECT_EQ(table.rows[0].indicator, Indicator::kTarget);
  EXPECT_THAT(table.rows[0].quarters, ElementsAre(0, 3, 3, 4));
  EXPECT_EQ(table.rows[0].total, 10);
  EXPECT_EQ(table.rows[1].indicator, Indicator::kRequestFamilies);
  EXPECT_THAT(table.rows[1].quarters, ElementsAre(3, 4, 5, 1));
  EXPECT_EQ(table.rows[1].total, 13);
  EXPECT_EQ(table.rows[2].indicator, Indicator::kSupportFamilies);
  EXPECT_THAT(table.rows[2].quarters, ElementsAre(4, 5, 9, 3));
  EXPECT_EQ(table.rows[2].total, 21);
  EXPECT_EQ(table.rows[3].indicator, Indicator::kRealised);
  EXPECT_THAT(table.rows[3].quarters, ElementsAre(0, 1, 6, 1));
  EXPECT_EQ(table.rows[3].total, 8);
  EXPECT_EQ(table.rows[4].indicator, Indicator::kEndedInTrial);
  EXPECT_THAT(table.rows[4].quarters, ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(table.rows[4].total, 0);
  EXPECT_EQ(table.quarters[2].state, QuarterState::kComplete);
  EXPECT_EQ(table.quarters[3].state, QuarterState::kIncomplete);
}

TEST(QuarterlyProgress, SaysWhatItIsAbout) {
  const absl::Time known_at = kRecorded + absl::Hours(1);
  const auto table =
      QuarterlyProgress(Sliedrecht2020(), absl::CivilDay(2020, 10, 31), known_at, {});
  EXPECT_EQ(table.period, "2020");
  EXPECT_EQ(table.as_of, absl::CivilDay(2020, 10, 31));
  EXPECT_EQ(table.known_at, known_at);
}

TEST(QuarterlyProgress, LeavesAQuarterThatHasNotBegunBlank) {
  const auto table = Progress(absl::CivilDay(2020, 9, 30), SliedrechtFacts());
  EXPECT_THAT(RowOf(table, Indicator::kRealised).quarters, ElementsAre(0, 1, 6, kBlank));
  EXPECT_EQ(RowOf(table, Indicator::kRealised).total, 7);
  EXPECT_THAT(RowOf(table, Indicator::kEndedInTrial).quarters, ElementsAre(0, 0, 0, kBlank));
}

TEST(QuarterlyProgress, IsBlankBeforeThePeriodButForItsTargets) {
  const auto table = Progress(absl::CivilDay(2019, 12, 31), SliedrechtFacts());
  EXPECT_THAT(RowOf(table, Indicator::kTarget).quarters, ElementsAre(0, 3, 3, 4));
  EXPECT_EQ(RowOf(table, Indicator::kTarget).total, 10);
  for (size_t i = 1; i < table.rows.size(); ++i) {
    EXPECT_THAT(table.rows[i].quarters, ElementsAre(kBlank, kBlank, kBlank, kBlank));
    EXPECT_EQ(table.rows[i].total, kBlank);
  }
}

TEST(QuarterlyProgress, CountsWhatOccurredOnTheDayOfTheReport) {
  const auto facts = Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 10, 31));
  EXPECT_EQ(Realised(absl::CivilDay(2020, 10, 30), facts).total, 0);
  EXPECT_EQ(Realised(absl::CivilDay(2020, 10, 31), facts).total, 1);
}

TEST(QuarterlyProgress, CountsWhatWasRecordedUpToTheInstant) {
  const auto facts = Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 5, 5));
  const auto total = [&](absl::Time known_at) {
    return RowOf(QuarterlyProgress(Sliedrecht2020(), absl::CivilDay(2020, 12, 31), known_at, facts),
                 Indicator::kRealised)
        .total;
  };
  EXPECT_EQ(total(kRecorded - absl::Nanoseconds(1)), 0);
  EXPECT_EQ(total(kRecorded), 1);
}

TEST(QuarterlyProgress, IgnoresFactsOutsideThePeriod) {
  std::vector<Fact> facts = Times(1, FactKind::kTrialStarted, absl::CivilDay(2019, 12, 31));
  Append(facts, Times(1, FactKind::kTrialStarted, absl::CivilDay(2021, 1, 1)));
  EXPECT_THAT(Realised(absl::CivilDay(2021, 6, 1), facts).quarters, ElementsAre(0, 0, 0, 0));
}

TEST(QuarterlyProgress, IgnoresFactsOfTheSameQuarterOutsideACutPeriod) {
  const SubsidyPeriod period{
      "cut", absl::CivilDay(2020, 2, 10), absl::CivilDay(2020, 5, 20), std::nullopt, {}};
  std::vector<Fact> facts = Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 2, 9));
  Append(facts, Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 2, 10)));
  Append(facts, Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 5, 20)));
  Append(facts, Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 5, 21)));
  const auto table =
      QuarterlyProgress(period, absl::CivilDay(2020, 12, 31), absl::InfiniteFuture(), facts);
  EXPECT_THAT(RowOf(table, Indicator::kRealised).quarters, ElementsAre(1, 1));
}

TEST(QuarterlyProgress, CountsQuartersOfTwoYearsApart) {
  const SubsidyPeriod period{
      "two years", absl::CivilDay(2020, 1, 1), absl::CivilDay(2021, 12, 31), std::nullopt, {}};
  std::vector<Fact> facts = Times(1, FactKind::kTrialStarted, absl::CivilDay(2020, 5, 5));
  Append(facts, Times(2, FactKind::kTrialStarted, absl::CivilDay(2021, 5, 5)));
  const auto table =
      QuarterlyProgress(period, absl::CivilDay(2022, 1, 1), absl::InfiniteFuture(), facts);
  EXPECT_THAT(RowOf(table, Indicator::kRealised).quarters, ElementsAre(0, 1, 0, 0, 0, 2, 0, 0));
}

TEST(QuarterlyProgress, CountsEachKindInItsOwnRow) {
  const absl::CivilDay day(2020, 1, 1);
  std::vector<Fact> facts = Times(1, FactKind::kRequestFamilyRegistered, day);
  Append(facts, Times(2, FactKind::kSupportFamilyRegistered, day));
  Append(facts, Times(3, FactKind::kTrialStarted, day));
  Append(facts, Times(4, FactKind::kMatchEndedInTrial, day));
  const auto table = Progress(absl::CivilDay(2020, 12, 31), facts);
  EXPECT_EQ(RowOf(table, Indicator::kTarget).total, 10);
  EXPECT_EQ(RowOf(table, Indicator::kRequestFamilies).total, 1);
  EXPECT_EQ(RowOf(table, Indicator::kSupportFamilies).total, 2);
  EXPECT_EQ(RowOf(table, Indicator::kRealised).total, 3);
  EXPECT_EQ(RowOf(table, Indicator::kEndedInTrial).total, 4);
}

TEST(QuarterlyProgress, LeavesTargetsBlankThatAreNotSetByQuarter) {
  SubsidyPeriod haarlem{"2021", absl::CivilDay(2021, 1, 1), absl::CivilDay(2021, 12, 31), 12, {}};
  const auto table =
      QuarterlyProgress(haarlem, absl::CivilDay(2021, 12, 31), absl::InfiniteFuture(), {});
  EXPECT_THAT(RowOf(table, Indicator::kTarget).quarters,
              ElementsAre(kBlank, kBlank, kBlank, kBlank));
  EXPECT_EQ(RowOf(table, Indicator::kTarget).total, 12);
}

TEST(QuarterlyProgress, LeavesAnUnknownTargetBlank) {
  const SubsidyPeriod rijswijk{
      "2022", absl::CivilDay(2022, 1, 1), absl::CivilDay(2022, 12, 31), std::nullopt, {}};
  const auto table =
      QuarterlyProgress(rijswijk, absl::CivilDay(2022, 12, 31), absl::InfiniteFuture(), {});
  EXPECT_EQ(RowOf(table, Indicator::kTarget).total, kBlank);
  EXPECT_EQ(RowOf(table, Indicator::kRealised).total, 0);
}

// Periods, days and facts of all kinds; the same seed gives the same.
class Draws {
 public:
  explicit Draws(uint32_t seed) : random_(seed) {}

  int Number(int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random_);
  }
  absl::CivilDay Day() { return absl::CivilDay(2019, 10, 1) + Number(0, 1000); }
  absl::Time Instant() { return kRecorded + absl::Hours(Number(0, 100)); }
  SubsidyPeriod Period() {
    const absl::CivilDay first_day = Day();
    return {"any", first_day, first_day + Number(0, 800), std::nullopt, {}};
  }
  Fact AnyFact() {
    const auto kind = static_cast<FactKind>(Number(0, 3));
    const absl::CivilDay day = Day();
    return {kind, day, Instant()};
  }
  std::vector<Fact> Facts() {
    std::vector<Fact> facts(static_cast<size_t>(Number(0, 60)));
    std::generate(facts.begin(), facts.end(), [&] { return AnyFact(); });
    return facts;
  }
  void Shuffle(std::vector<Fact>& facts) { std::shuffle(facts.begin(), facts.end(), random_); }

 private:
  std::mt19937 random_;
};

template <typename Property>
void ForMany(const Property& property) {
  for (uint32_t seed = 1; seed <= 500 && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    property(Draws(seed));
  }
}

// Every number of `before` is in `after`, as large or larger.
void ExpectNoCellLower(const ProgressTable& before, const ProgressTable& after) {
  ASSERT_EQ(before.rows.size(), after.rows.size());
  for (size_t i = 0; i < before.rows.size(); ++i) {
    const Row& old_row = before.rows[i];
    const Row& new_row = after.rows[i];
    ASSERT_EQ(old_row.quarters.size(), new_row.quarters.size());
    for (size_t quarter = 0; quarter < old_row.quarters.size(); ++quarter) {
      // Blank is less than any number.
      EXPECT_LE(old_row.quarters[quarter], new_row.quarters[quarter]);
    }
    EXPECT_LE(old_row.total, new_row.total);
  }
}

TEST(AnyProgress, AddsUp) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const absl::CivilDay as_of = draw.Day();
    const absl::Time known_at = draw.Instant();
    const auto table = QuarterlyProgress(period, as_of, known_at, draw.Facts());
    for (const Row& row : table.rows) {
      EXPECT_EQ(row.quarters.size(), table.quarters.size());
      if (row.indicator != Indicator::kTarget) {
        EXPECT_EQ(row.total, SumOf(row.quarters));
      }
    }
  });
}

TEST(AnyProgress, CountsEveryFactOfThePeriodOnce) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const absl::CivilDay as_of = draw.Day();
    const absl::Time known_at = draw.Instant();
    const auto facts = draw.Facts();
    const auto table = QuarterlyProgress(period, as_of, known_at, facts);
    const auto counted = std::count_if(facts.begin(), facts.end(), [&](const Fact& fact) {
      return fact.occurred_on >= period.first_day &&
             fact.occurred_on <= std::min(period.last_day, as_of) && fact.recorded_at <= known_at;
    });
    int64_t total = 0;
    for (const Row& row : table.rows) {
      total += row.total.value_or(0);
    }
    EXPECT_EQ(total, counted);
  });
}

TEST(AnyProgress, FindsTheQuarterInWhoseDaysTheFactLies) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const Fact fact = draw.AnyFact();
    const auto table =
        QuarterlyProgress(period, absl::CivilDay(2199, 12, 31), absl::InfiniteFuture(), {fact});
    for (size_t i = 0; i < table.quarters.size(); ++i) {
      const bool inside = table.quarters[i].first_day <= fact.occurred_on &&
                          fact.occurred_on <= table.quarters[i].last_day;
      int32_t count = 0;
      for (const Row& row : table.rows) {
        count += row.quarters[i].value_or(0);
      }
      EXPECT_EQ(count, inside ? 1 : 0);
    }
  });
}

TEST(AnyProgress, DoesNotDependOnTheOrderOfFacts) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const absl::CivilDay as_of = draw.Day();
    auto facts = draw.Facts();
    const auto before = QuarterlyProgress(period, as_of, absl::InfiniteFuture(), facts);
    draw.Shuffle(facts);
    const auto after = QuarterlyProgress(period, as_of, absl::InfiniteFuture(), facts);
    ExpectNoCellLower(before, after);
    ExpectNoCellLower(after, before);
  });
}

TEST(AnyProgress, NeverGetsLowerByOneMoreFact) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const absl::CivilDay as_of = draw.Day();
    const absl::Time known_at = draw.Instant();
    auto facts = draw.Facts();
    const auto before = QuarterlyProgress(period, as_of, known_at, facts);
    facts.push_back(draw.AnyFact());
    ExpectNoCellLower(before, QuarterlyProgress(period, as_of, known_at, facts));
  });
}

TEST(AnyProgress, NeverGetsLowerOnALaterDayOrInstant) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const absl::CivilDay as_of = draw.Day();
    const absl::Time known_at = draw.Instant();
    const auto facts = draw.Facts();
    const auto before = QuarterlyProgress(period, as_of, known_at, facts);
    ExpectNoCellLower(before,
                      QuarterlyProgress(period, as_of + draw.Number(0, 400), known_at, facts));
    ExpectNoCellLower(before, QuarterlyProgress(period, as_of,
                                                known_at + absl::Hours(draw.Number(0, 50)), facts));
  });
}

TEST(AnyProgress, HasQuartersThatTogetherAreThePeriod) {
  ForMany([](Draws draw) {
    const SubsidyPeriod period = draw.Period();
    const auto quarters = QuartersOf(period, draw.Day());
    ASSERT_THAT(quarters, ::testing::Not(IsEmpty()));
    EXPECT_EQ(quarters.front().first_day, period.first_day);
    EXPECT_EQ(quarters.back().last_day, period.last_day);
    for (size_t i = 0; i < quarters.size(); ++i) {
      EXPECT_LE(quarters[i].first_day, quarters[i].last_day);
      if (i > 0) {
        EXPECT_EQ(quarters[i].first_day, quarters[i - 1].last_day + 1);
        EXPECT_GE(quarters[i].state, quarters[i - 1].state);
      }
    }
  });
}

}  // namespace
}  // namespace buurtbrug::reporting::domain
