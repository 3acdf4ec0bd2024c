#include "reporting/domain/progress.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace buurtbrug::reporting::domain {
namespace {

constexpr std::array kCounted = {Indicator::kRequestFamilies, Indicator::kSupportFamilies,
                                 Indicator::kRealised, Indicator::kEndedInTrial};

struct CountedFact {
  Indicator indicator = Indicator::kRealised;
  absl::CivilDay occurred_on;
  bool correction = false;
};

// What each fact of any period counts for, as it was on a day and known at an instant.
std::vector<CountedFact> CountedOf(const CountingRule& rule, absl::CivilDay as_of,
                                   absl::Time known_at, absl::Span<const Fact> facts) {
  std::vector<Fact> known;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(known), [&](const Fact& fact) {
    // That a match counted before is not undone by looking back to before it came.
    return (fact.occurred_on <= as_of || fact.kind == FactKind::kMatchCountedBefore) &&
           fact.recorded_at <= known_at;
  });
  std::vector<CountedFact> counted;
  for (const Fact& fact : Realised(rule, known)) {
    counted.push_back({Indicator::kRealised, fact.occurred_on, fact.correction});
  }
  for (const Fact& fact : known) {
    if (fact.kind == FactKind::kRequestFamilyRegistered) {
      counted.push_back({Indicator::kRequestFamilies, fact.occurred_on, fact.correction});
    } else if (fact.kind == FactKind::kSupportFamilyRegistered) {
      counted.push_back({Indicator::kSupportFamilies, fact.occurred_on, fact.correction});
    } else if (fact.kind == FactKind::kMatchEndedInTrial) {
      counted.push_back({Indicator::kEndedInTrial, fact.occurred_on, fact.correction});
    }
  }
  return counted;
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
  ProgressTable table{period.name, as_of, known_at, QuartersOf(period, as_of), {}, 0};
  table.rows.push_back(TargetRow(period, table.quarters.size()));
  for (const Indicator indicator : kCounted) {
    table.rows.push_back(EmptyCountingRow(indicator, table.quarters));
  }
  const absl::CivilMonth first_month = FirstMonthOfQuarter(period.first_day);
  for (const CountedFact& fact : CountedOf(period.rule, as_of, known_at, facts)) {
    if (fact.occurred_on < period.first_day || fact.occurred_on > period.last_day) {
      continue;
    }
    const auto quarter =
        static_cast<size_t>((absl::CivilMonth(fact.occurred_on) - first_month) / 3);
    for (Row& row : table.rows) {
      if (row.indicator == fact.indicator) {
        ++*row.quarters[quarter];
      }
    }
    table.corrections += fact.correction ? 1 : 0;
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
