#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"

// Days are civil days in Europe/Amsterdam, both ends included. Nothing means that it is not known.
namespace buurtbrug::tenancy::domain {

using platform::core::ContractId;

inline constexpr int kLongestProvider = 100;
inline constexpr int kLongestReference = 40;
inline constexpr int kLongestPeriodName = 100;
inline constexpr int kLongestFundingSource = 100;
inline constexpr int kLongestAsStated = 2000;
// Ten thousand million euro.
inline constexpr int64_t kMostAmountCents = 1'000'000'000'000;
inline constexpr int kMostTarget = 10'000;

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
};

// Municipality and provider, from day to day.
struct Contract {
  ContractId id;
  std::string programme;
  int protocol_version = 0;
  std::string provider;
  absl::CivilDay first_day;
  std::optional<absl::CivilDay> last_day;
  // Last day on which running matches may be cared for.
  std::optional<absl::CivilDay> run_off_day;
  std::optional<std::string> reference;
  std::optional<std::string> as_stated;
  // Oldest first.
  std::vector<SubsidyPeriod> periods;
};

// The contract without its periods. INVALID_ARGUMENT naming the field ("contract.last_day"):
// INVALID_TEXT, OUT_OF_RANGE, LAST_DAY_TOO_EARLY, RUN_OFF_WITHOUT_LAST_DAY, RUN_OFF_TOO_EARLY.
// Pure.
absl::Status CheckContract(const Contract& contract);

// Calendar quarters that the days from `first` to `last` touch, first <= last. Pure.
int CountQuarters(absl::CivilDay first, absl::CivilDay last);

// INVALID_ARGUMENT naming the field ("period.target"): INVALID_TEXT, OUT_OF_RANGE,
// LAST_DAY_TOO_EARLY, QUARTERS_DO_NOT_FIT (not one number per quarter), TARGET_IS_NOT_SUM (quarters
// are given, and the target is not their sum). Pure.
absl::Status CheckPeriod(const SubsidyPeriod& period);

// FAILED_PRECONDITION PERIOD_OUTSIDE_CONTRACT unless every day of `period` is one of the
// contract's. Pure.
absl::Status CheckWithin(const SubsidyPeriod& period, absl::CivilDay contract_first_day,
                         std::optional<absl::CivilDay> contract_last_day);

}  // namespace buurtbrug::tenancy::domain
