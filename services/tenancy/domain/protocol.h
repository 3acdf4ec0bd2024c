#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestProgramme = 100;
inline constexpr int kMostTrialWeeks = 52;
inline constexpr int kMostVogValidMonths = 120;
inline constexpr int kMostGuidanceMonths = 60;
inline constexpr int kMostEvaluationIntervalMonths = 24;

// What a programme demands of a case. A version never changes.
struct Protocol {
  std::string programme;
  int version = 0;
  // Nothing: no source states it.
  std::optional<int> trial_weeks;
  int vog_valid_months = 0;
  bool training_required = false;
  int guidance_months = 0;
  int evaluation_interval_months = 0;
};

// INVALID_ARGUMENT naming the field ("protocol.trial_weeks"): INVALID_TEXT, OUT_OF_RANGE. Every
// length is at least 1. Pure.
absl::Status CheckProtocol(const Protocol& protocol);

}  // namespace buurtbrug::tenancy::domain
