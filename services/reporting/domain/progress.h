#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "reporting/domain/counting.h"

// Quarterly progress of a subsidy period, from facts. Pure: no clock, no order of facts that
// matters. Days are civil days in Europe/Amsterdam, both ends included; quarters are calendar
// quarters.
namespace buurtbrug::reporting::domain {

// Numbers as in buurtbrug.reporting.v1.Indicator.
enum class Indicator {
  kTarget = 1,
  kRequestFamilies = 2,
  kSupportFamilies = 3,
  // Matches, by the period's counting rule.
  kRealised = 4,
  kEndedInTrial = 5,
};

// What the municipality pays for. Its last day is not before its first.
struct SubsidyPeriod {
  std::string name;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  // Nothing: not known.
  std::optional<int32_t> target;
  // In the order of QuartersOf; empty when not set by quarter. Adding up to `target` is tenancy's
  // rule.
  std::vector<int32_t> quarter_targets;
  CountingRule rule = {};
};

// Numbers as in buurtbrug.reporting.v1.QuarterState.
enum class QuarterState {
  // Its last day is not after the day of the report.
  kComplete = 1,
  kIncomplete = 2,
  // Its first day is after the day of the report.
  kNotBegun = 3,
};

// A calendar quarter, cut to the subsidy period.
struct Quarter {
  int year = 0;
  // 1 to 4.
  int number = 0;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  QuarterState state = QuarterState::kNotBegun;
};

// A number, or nothing: blank is not 0.
using Cell = std::optional<int32_t>;

struct Row {
  Indicator indicator = Indicator::kTarget;
  std::vector<Cell> quarters;
  Cell total;
};

struct ProgressTable {
  std::string period;
  absl::CivilDay as_of;
  absl::Time known_at;
  // At least one.
  std::vector<Quarter> quarters;
  // One for each indicator, in the order of the enumeration; each as long as `quarters`.
  std::vector<Row> rows;
  // How many of the counted facts were recorded as corrections.
  int32_t corrections = 0;
};

// The quarters that the period touches, oldest first: consecutive, without gaps, together the
// period.
std::vector<Quarter> QuartersOf(const SubsidyPeriod& period, absl::CivilDay as_of);

// Sum of the cells that are not blank; blank when all of them are.
std::optional<int64_t> SumOf(absl::Span<const Cell> cells);

// Counts the facts that occurred in the period up to and including `as_of` and were recorded up to
// and including `known_at`; a later end of a trial, up to `as_of`, takes a match out where the rule
// says so. It ignores the others. One fact counts once for each time that it stands in `facts`. A
// quarter that has not begun is blank in every counting row, and so is the total when none has. The
// total of a counting row is SumOf its quarters. Targets do not depend on `as_of`: a quarter
// without one is blank, the total is the period's target. Time grows with the number of facts.
ProgressTable QuarterlyProgress(const SubsidyPeriod& period, absl::CivilDay as_of,
                                absl::Time known_at, absl::Span<const Fact> facts);

}  // namespace buurtbrug::reporting::domain
