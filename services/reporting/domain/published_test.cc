#include "reporting/domain/published.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "platform/testing/matchers.h"

namespace buurtbrug::reporting::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Cell kBlank = std::nullopt;

SubsidyPeriod Sliedrecht2020() {
  return {"2020", absl::CivilDay(2020, 1, 1), absl::CivilDay(2020, 12, 31), 10, {0, 3, 3, 4}};
}

// As it was printed: 0 + 1 + 6 + 1 is not 7, and the last two cells are empty.
PublishedTable SliedrechtAsPrinted() {
  return {"Resultaten Sliedrecht tot 1-11-2020",
          "Voortgangsrapportage Buurtgezinnen in Sliedrecht t.b.v. de gemeenteraad",
          "tot 1-11-2020",
          absl::CivilDay(2020, 10, 31),
          {{Indicator::kTarget, {0, 3, 3, 4}, 10},
           {Indicator::kRequestFamilies, {3, 4, 5, 1}, 13},
           {Indicator::kSupportFamilies, {4, 5, 9, 3}, 21},
           {Indicator::kRealised, {0, 1, 6, 1}, 7},
           {Indicator::kEndedInTrial, {0, 0, 0, kBlank}, kBlank}}};
}

// What the case records give.
ProgressTable SliedrechtComputed() {
  const absl::CivilDay as_of(2020, 10, 31);
  return {"2020",
          as_of,
          absl::InfiniteFuture(),
          QuartersOf(Sliedrecht2020(), as_of),
          {{Indicator::kTarget, {0, 3, 3, 4}, 10},
           {Indicator::kRequestFamilies, {3, 4, 5, 1}, 13},
           {Indicator::kSupportFamilies, {4, 5, 9, 3}, 21},
           {Indicator::kRealised, {0, 1, 6, 1}, 8},
           {Indicator::kEndedInTrial, {0, 0, 0, 0}, 0}}};
}

PublishedTable WithRow(const Row& row) {
  PublishedTable table = SliedrechtAsPrinted();
  table.rows = {row};
  return table;
}

constexpr std::optional<size_t> kTotal = std::nullopt;

auto Is(DifferenceKind kind, Indicator indicator, std::optional<size_t> quarter, Cell published,
        Cell computed) {
  return ::testing::Truly([=](const Difference& each) {
    return std::tie(each.kind, each.indicator, each.quarter, each.published, each.computed) ==
           std::tie(kind, indicator, quarter, published, computed);
  });
}

TEST(Compare, NamesTheFourDifferencesOfSliedrecht2020) {
  EXPECT_THAT(Compare(SliedrechtAsPrinted(), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kValue, Indicator::kRealised, kTotal, 7, 8),
                          Is(DifferenceKind::kDoesNotAddUp, Indicator::kRealised, kTotal, 7, 8),
                          Is(DifferenceKind::kBlank, Indicator::kEndedInTrial, 3, kBlank, 0),
                          Is(DifferenceKind::kBlank, Indicator::kEndedInTrial, kTotal, kBlank, 0)));
}

TEST(Compare, FindsNothingWhereTheTablesAgree) {
  PublishedTable published = SliedrechtAsPrinted();
  published.rows = SliedrechtComputed().rows;
  EXPECT_THAT(Compare(published, SliedrechtComputed()), IsEmpty());
}

TEST(Compare, NamesAQuarterWithAnotherNumber) {
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {0, 1, 5, 2}, 8}), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kValue, Indicator::kRealised, 2, 5, 6),
                          Is(DifferenceKind::kValue, Indicator::kRealised, 3, 2, 1)));
}

TEST(Compare, NamesANumberWhereTheCaseRecordsGiveNone) {
  ProgressTable computed = SliedrechtComputed();
  computed.rows[3] = {Indicator::kRealised, {0, 1, 6, kBlank}, 7};
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {0, 1, 6, 0}, 7}), computed),
              ElementsAre(Is(DifferenceKind::kBlank, Indicator::kRealised, 3, 0, kBlank)));
}

TEST(Compare, FindsATotalThatDoesNotAddUpEvenWhereTheCaseRecordsGiveTheSame) {
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {0, 1, 5, 1}, 8}), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kValue, Indicator::kRealised, 2, 5, 6),
                          Is(DifferenceKind::kDoesNotAddUp, Indicator::kRealised, kTotal, 8, 7)));
}

TEST(Compare, AddsUpThePrintedQuartersThatAreNotBlank) {
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {kBlank, 1, 6, 1}, 8}), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kBlank, Indicator::kRealised, 0, kBlank, 0)));
}

TEST(Compare, AsksNoSumOfATotalThatStandsAlone) {
  const auto differences = Compare(
      WithRow({Indicator::kRealised, {kBlank, kBlank, kBlank, kBlank}, 8}), SliedrechtComputed());
  EXPECT_EQ(differences.size(), 4u);
  for (const Difference& difference : differences) {
    EXPECT_EQ(difference.kind, DifferenceKind::kBlank);
    EXPECT_NE(difference.quarter, kTotal);
  }
}

TEST(Compare, AsksNoSumOfABlankTotal) {
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {0, 1, 6, 1}, kBlank}), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kBlank, Indicator::kRealised, kTotal, kBlank, 8)));
}

TEST(Compare, LeavesIndicatorsOutThatWereNotPrinted) {
  EXPECT_THAT(
      Compare(WithRow({Indicator::kSupportFamilies, {4, 5, 9, 3}, 21}), SliedrechtComputed()),
      IsEmpty());
}

TEST(Compare, TakesAMissingCellForBlank) {
  EXPECT_THAT(Compare(WithRow({Indicator::kRealised, {0, 1}, 8}), SliedrechtComputed()),
              ElementsAre(Is(DifferenceKind::kBlank, Indicator::kRealised, 2, kBlank, 6),
                          Is(DifferenceKind::kBlank, Indicator::kRealised, 3, kBlank, 1),
                          Is(DifferenceKind::kDoesNotAddUp, Indicator::kRealised, kTotal, 8, 1)));
}

TEST(ValidatePublished, TakesTheTableOfSliedrechtAsItWasPrinted) {
  EXPECT_THAT(ValidatePublished(SliedrechtAsPrinted(), Sliedrecht2020()), IsOk());
}

TEST(ValidatePublished, RefusesATableWithoutTitle) {
  PublishedTable table = SliedrechtAsPrinted();
  table.title = "";
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.title", "INVALID_TEXT"));
}

TEST(ValidatePublished, RefusesATitleOfMoreThan200Characters) {
  PublishedTable table = SliedrechtAsPrinted();
  table.title = std::string(200, 'a');
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()), IsOk());
  table.title += "a";
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.title", "INVALID_TEXT"));
}

TEST(ValidatePublished, RefusesALongSourceOrDayAsPrinted) {
  PublishedTable table = SliedrechtAsPrinted();
  table.source = std::string(301, 'a');
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.source", "INVALID_TEXT"));
  table = SliedrechtAsPrinted();
  table.as_printed = std::string(101, 'a');
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.as_printed", "INVALID_TEXT"));
}

TEST(ValidatePublished, RefusesADayBeforeThePeriod) {
  PublishedTable table = SliedrechtAsPrinted();
  table.as_of = absl::CivilDay(2019, 12, 31);
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.as_of", "AS_OF_BEFORE_PERIOD"));
  table.as_of = absl::CivilDay(2020, 1, 1);
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()), IsOk());
}

TEST(ValidatePublished, TakesADayAfterThePeriod) {
  PublishedTable table = SliedrechtAsPrinted();
  table.as_of = absl::CivilDay(2021, 2, 1);
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()), IsOk());
}

TEST(ValidatePublished, RefusesATableWithoutRows) {
  PublishedTable table = SliedrechtAsPrinted();
  table.rows.clear();
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.rows", "ROWS_MISSING"));
}

TEST(ValidatePublished, RefusesAnUnknownIndicator) {
  for (const int number : {0, 6}) {
    EXPECT_THAT(ValidatePublished(WithRow({static_cast<Indicator>(number), {0, 0, 0, 0}, 0}),
                                  Sliedrecht2020()),
                RefusesField("table.rows.indicator", "INVALID_INDICATOR"));
  }
}

TEST(ValidatePublished, RefusesTwoRowsOfOneIndicator) {
  PublishedTable table = SliedrechtAsPrinted();
  table.rows.push_back(table.rows[3]);
  EXPECT_THAT(ValidatePublished(table, Sliedrecht2020()),
              RefusesField("table.rows.indicator", "DUPLICATE_ROW"));
}

TEST(ValidatePublished, RefusesARowWithoutOneCellForEachQuarter) {
  for (const std::vector<Cell>& cells :
       {std::vector<Cell>{}, std::vector<Cell>{0, 1, 6}, std::vector<Cell>{0, 1, 6, 1, 8}}) {
    EXPECT_THAT(ValidatePublished(WithRow({Indicator::kRealised, cells, 7}), Sliedrecht2020()),
                RefusesField("table.rows.quarters", "WRONG_QUARTERS"));
  }
}

TEST(ValidatePublished, RefusesNumbersBelowZeroOrAboveAMillion) {
  EXPECT_THAT(ValidatePublished(WithRow({Indicator::kRealised, {0, 0, 0, 1'000'000}, 1'000'000}),
                                Sliedrecht2020()),
              IsOk());
  for (const int32_t number : {-1, 1'000'001}) {
    EXPECT_THAT(
        ValidatePublished(WithRow({Indicator::kRealised, {0, 0, number, 0}, 0}), Sliedrecht2020()),
        RefusesField("table.rows", "OUT_OF_RANGE"));
    EXPECT_THAT(
        ValidatePublished(WithRow({Indicator::kRealised, {0, 0, 0, 0}, number}), Sliedrecht2020()),
        RefusesField("table.rows", "OUT_OF_RANGE"));
  }
}

}  // namespace
}  // namespace buurtbrug::reporting::domain
