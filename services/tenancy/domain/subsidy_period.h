#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// Days are civil days in Europe/Amsterdam, both ends included. Nothing means that it is not known.
namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestPeriodName = 100;
inline constexpr int kLongestFundingSource = 100;
inline constexpr int kLongestAsStated = 2000;
// Ten thousand million euro.
inline constexpr int64_t kMostAmountCents = 1'000'000'000'000;
inline constexpr int kMostTarget = 10'000;
// A hundred thousand hours.
inline constexpr int kMostCoordinatorMinutes = 6'000'000;
inline constexpr int kMostDecisionDates = 20;
inline constexpr int kLongestDecisionAsStated = 500;

// Numbers of these enums as in buurtbrug.tenancy.v1; none of them: not known.
enum class Precision { kNone = 0, kExact = 1, kAbout = 2 };
enum class TargetCovers { kNone = 0, kPeriod = 1, kContract = 2 };
enum class CountedAt { kNone = 0, kTrial = 1, kDefinitive = 2 };
enum class EndedInTrial { kNone = 0, kStaysCounted = 1, kNotCounted = 2 };
enum class HoursPer { kNone = 0, kWeek = 1, kMonth = 2, kYear = 3, kPeriod = 4 };
enum class DecisionKind {
  kNone = 0,
  kMidTermEvaluation = 1,
  kEndEvaluation = 2,
  kContinuation = 3
};

// When a match counts as realised.
struct CountingRule {
  CountedAt counted_at = CountedAt::kNone;
  // What becomes of a match that was counted and ended in trial.
  EndedInTrial ended_in_trial = EndedInTrial::kNone;
};

// Time of a coordinator that the municipality pays for.
struct CoordinatorHours {
  int minutes = 0;
  Precision precision = Precision::kNone;
  HoursPer per = HoursPer::kNone;
};

// When the municipality decides.
struct DecisionDate {
  DecisionKind kind = DecisionKind::kNone;
  std::optional<absl::CivilDay> day;
  std::optional<std::string> as_stated;
};

// Part of a contract that the municipality pays for.
struct SubsidyPeriod {
  std::string name;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  std::optional<int64_t> amount_cents;
  std::optional<std::string> funding_source;
  // Matches to be realised.
  std::optional<int> target;
  // One number per calendar quarter that the period touches, in order; empty when not set by
  // quarter.
  std::vector<int32_t> quarter_targets;
  std::optional<std::string> as_stated;
  Precision target_precision = Precision::kNone;
  // How many matches more or fewer still meet the target.
  std::optional<int> target_tolerance;
  TargetCovers target_covers = TargetCovers::kNone;
  // Nothing: a match counts at trial and stays counted.
  std::optional<CountingRule> counting_rule;
  std::optional<CoordinatorHours> coordinator_hours;
  std::vector<DecisionDate> decision_dates;
  // Nothing: open.
  std::optional<absl::Time> sealed_at;
  int64_t version = 1;
};

// Calendar quarters that the days from `first` to `last` touch, first <= last. Pure.
int CountQuarters(absl::CivilDay first, absl::CivilDay last);

// INVALID_ARGUMENT naming the field ("period.target"): INVALID_TEXT, OUT_OF_RANGE,
// LAST_DAY_TOO_EARLY, QUARTERS_DO_NOT_FIT (not one number per quarter), TARGET_IS_NOT_SUM (quarters
// are given, and the target is not their sum), TARGET_MISSING (a tolerance, precision or cover of a
// target that is not given), INCOMPLETE (a counting rule or decision date that does not say which),
// DOES_NOT_FIT (a match that counts when it is definitive never ended in trial). Pure.
absl::Status CheckPeriod(const SubsidyPeriod& period);

// FAILED_PRECONDITION PERIOD_OUTSIDE_CONTRACT unless every day of `period` is one of the
// contract's. Pure.
absl::Status CheckWithin(const SubsidyPeriod& period, absl::CivilDay contract_first_day,
                         std::optional<absl::CivilDay> contract_last_day);

// Whether anything of the period may still change. FAILED_PRECONDITION PERIOD_SEALED. Pure.
absl::Status CheckOpen(const SubsidyPeriod& period);

// Whether the period may be sealed today. FAILED_PRECONDITION PERIOD_SEALED, PERIOD_NOT_OVER (its
// last day is not past). Pure.
absl::Status CheckSeal(const SubsidyPeriod& period, absl::CivilDay today);

// The period as it is when it ends on `last_day`, one of its days but for the last. Targets of
// quarters that it touches no more fall away, and the target is then the sum of those that are
// left; a target that was not set by quarter stays. Pure.
SubsidyPeriod CutShort(SubsidyPeriod period, absl::CivilDay last_day);

}  // namespace buurtbrug::tenancy::domain
