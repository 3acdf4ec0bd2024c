#include "reporting/domain/progress.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace buurtbrug::reporting::domain {
namespace {

constexpr std::array kCounted = {Indicator::kRequestFamilies, Indicator::kSupportFamilies,
                                 Indicator::kRealised, Indicator::kEndedInTrial};

Indicator CountedBy(FactKind kind) {
  switch (kind) {
    case FactKind::kRequestFamilyRegistered:
      return Indicator::kRequestFamilies;
    case FactKind::kSupportFamilyRegistered:
      return Indicator::kSupportFamilies;
    case FactKind::kTrialStarted:
      return Indicator::kRealised;
    case FactKind::kMatchEndedInTrial:
      break;
  }
  return Indicator::kEndedInTrial;
}

absl::CivilMonth FirstMonthOfQuarter(absl::CivilDay day) {
  return absl::CivilMonth(day) - (day.month() - 1) % 3;
}

QuarterState StateOn(absl::CivilDay as_of, absl::CivilDay first_day, absl::CivilDay last_day) {
  if (as_of < first_day) {
    return QuarterState::kNotBegun;
  }
  return as_of < last_day ? QuarterState::kIncomplete : QuarterState::kComplete;
}

Row TargetRow(const SubsidyPeriod& period, size_t quarters) {
  Row row{Indicator::kTarget, std::vector<Cell>(quarters), period.target};
  std::copy_n(period.quarter_targets.begin(), std::min(quarters, period.quarter_targets.size()),
              row.quarters.begin());
  return row;
}

Row EmptyCountingRow(Indicator indicator, const std::vector<Quarter>& quarters) {
  Row row{indicator, {}, std::nullopt};
  for (const Quarter& quarter : quarters) {
    row.quarters.push_back(quarter.state == QuarterState::kNotBegun ? Cell() : Cell(0));
  }
  return row;
}

}  // namespace

std::vector<Quarter> QuartersOf(const SubsidyPeriod& period, absl::CivilDay as_of) {
  std::vector<Quarter> quarters;
  for (absl::CivilMonth month = FirstMonthOfQuarter(period.first_day);
       absl::CivilDay(month) <= period.last_day; month += 3) {
    Quarter quarter;
    quarter.year = static_cast<int>(month.year());
    quarter.number = (month.month() - 1) / 3 + 1;
    quarter.first_day = std::max(absl::CivilDay(month), period.first_day);
    quarter.last_day = std::min(absl::CivilDay(month + 3) - 1, period.last_day);
    quarter.state = StateOn(as_of, quarter.first_day, quarter.last_day);
    quarters.push_back(quarter);
  }
  return quarters;
}

std::optional<int64_t> SumOf(absl::Span<const Cell> cells) {
  std::optional<int64_t> sum;
  for (const Cell& cell : cells) {
    if (cell) {
      sum = sum.value_or(0) + *cell;
    }
  }
  return sum;
}

ProgressTable QuarterlyProgress(const SubsidyPeriod& period, absl::CivilDay as_of,
                                absl::Time known_at, absl::Span<const Fact> facts) {
  ProgressTable table{period.name, as_of, known_at, QuartersOf(period, as_of), {}};
  table.rows.push_back(TargetRow(period, table.quarters.size()));
  for (const Indicator indicator : kCounted) {
    table.rows.push_back(EmptyCountingRow(indicator, table.quarters));
  }
  const absl::CivilMonth first_month = FirstMonthOfQuarter(period.first_day);
  for (const Fact& fact : facts) {
    if (fact.occurred_on < period.first_day || fact.occurred_on > period.last_day ||
        fact.occurred_on > as_of || fact.recorded_at > known_at) {
      continue;
    }
    const auto quarter =
        static_cast<size_t>((absl::CivilMonth(fact.occurred_on) - first_month) / 3);
    for (Row& row : table.rows) {
      if (row.indicator == CountedBy(fact.kind)) {
        ++*row.quarters[quarter];
      }
    }
  }
  for (Row& row : table.rows) {
    if (row.indicator == Indicator::kTarget) {
      continue;
    }
    if (const auto sum = SumOf(row.quarters)) {
      row.total = static_cast<int32_t>(*sum);
    }
  }
  return table;
}

}  // namespace buurtbrug::reporting::domain
