#include "reporting/domain/published.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::reporting::domain {
namespace {

namespace core = buurtbrug::platform::core;

constexpr int32_t kMostInCell = 1'000'000;

bool IsKnown(Indicator indicator) {
  return indicator >= Indicator::kTarget && indicator <= Indicator::kEndedInTrial;
}

bool IsInRange(const Cell& cell) { return !cell || (*cell >= 0 && *cell <= kMostInCell); }

absl::Status ValidateRow(const Row& row, size_t quarters) {
  if (!IsKnown(row.indicator)) {
    return core::InvalidField("table.rows.indicator", "INVALID_INDICATOR",
                              "name one of the indicators of a progress table");
  }
  if (row.quarters.size() != quarters) {
    return core::InvalidField("table.rows.quarters", "WRONG_QUARTERS",
                              absl::StrCat("give one cell, blank or not, for each of the ",
                                           quarters, " quarters of the period"));
  }
  if (!IsInRange(row.total) || !std::all_of(row.quarters.begin(), row.quarters.end(), IsInRange)) {
    return core::InvalidField("table.rows", "OUT_OF_RANGE",
                              absl::StrCat("a cell must be blank or from 0 to ", kMostInCell));
  }
  return absl::OkStatus();
}

Cell CellAt(const Row* row, size_t quarter) {
  return row == nullptr || quarter >= row->quarters.size() ? Cell() : row->quarters[quarter];
}

const Row* FindRow(const std::vector<Row>& rows, Indicator indicator) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Row& each) { return each.indicator == indicator; });
  return row == rows.end() ? nullptr : &*row;
}

void CompareCell(Indicator indicator, std::optional<size_t> quarter, const Cell& published,
                 const Cell& computed, std::vector<Difference>& differences) {
  if (published == computed) {
    return;
  }
  const DifferenceKind kind =
      published && computed ? DifferenceKind::kValue : DifferenceKind::kBlank;
  differences.push_back({kind, indicator, quarter, published, computed});
}

}  // namespace

absl::Status ValidatePublished(const PublishedTable& published, const SubsidyPeriod& period) {
  BUURTBRUG_RETURN_IF_ERROR(core::ParseText("table.title", published.title, 1, 200).status());
  BUURTBRUG_RETURN_IF_ERROR(core::ParseText("table.source", published.source, 0, 300).status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("table.as_printed", published.as_printed, 0, 100).status());
  if (published.as_of < period.first_day) {
    return core::InvalidField(
        "table.as_of", "AS_OF_BEFORE_PERIOD",
        absl::StrCat("the period begins on ", core::FormatDay(period.first_day),
                     ": give that day or a later one"));
  }
  if (published.rows.empty()) {
    return core::InvalidField("table.rows", "ROWS_MISSING", "give at least one row");
  }
  const size_t quarters = QuartersOf(period, published.as_of).size();
  std::set<Indicator> seen;
  for (const Row& row : published.rows) {
    BUURTBRUG_RETURN_IF_ERROR(ValidateRow(row, quarters));
    if (!seen.insert(row.indicator).second) {
      return core::InvalidField("table.rows.indicator", "DUPLICATE_ROW",
                                "give each indicator at most one row");
    }
  }
  return absl::OkStatus();
}

std::vector<Difference> Compare(const PublishedTable& published, const ProgressTable& computed) {
  std::vector<Difference> differences;
  for (const Row& printed : published.rows) {
    const Row* own = FindRow(computed.rows, printed.indicator);
    const size_t quarters = std::max(printed.quarters.size(), computed.quarters.size());
    for (size_t quarter = 0; quarter < quarters; ++quarter) {
      CompareCell(printed.indicator, quarter, CellAt(&printed, quarter), CellAt(own, quarter),
                  differences);
    }
    CompareCell(printed.indicator, std::nullopt, printed.total,
                own == nullptr ? Cell() : own->total, differences);
    const auto sum = SumOf(printed.quarters);
    if (printed.total && sum && *sum != *printed.total) {
      differences.push_back({DifferenceKind::kDoesNotAddUp, printed.indicator, std::nullopt,
                             printed.total, static_cast<int32_t>(*sum)});
    }
  }
  return differences;
}

}  // namespace buurtbrug::reporting::domain
