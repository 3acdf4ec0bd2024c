#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kShortestBreakGlassReason = 10;
inline constexpr int kLongestBreakGlassReason = 500;
inline constexpr absl::Duration kLongestBreakGlass = absl::Hours(4);
inline constexpr absl::Duration kUsualBreakGlass = absl::Hours(1);

using BreakGlassId = platform::core::StrongId<struct BreakGlassTag>;

// An operator's way to one contract's personal data in an emergency.
struct BreakGlass {
  BreakGlassId id;
  // The operator.
  std::string subject;
  std::string reason;
  absl::Time begins_at;
  // As it was opened.
  absl::Time ends_at;
  // When somebody ended it before its time.
  std::optional<absl::Time> ended_at;
  int64_t version = 1;

  // From then on it opens nothing.
  absl::Time over_at() const { return ended_at ? std::min(*ended_at, ends_at) : ends_at; }
};

// How long a break-glass lasts that is asked for with this reason and these minutes (0: an hour).
// INVALID_ARGUMENT naming the field: INVALID_TEXT (10 to 500 characters), OUT_OF_RANGE (1 to 240).
// Pure.
absl::StatusOr<absl::Duration> CheckBreakGlass(absl::string_view reason, int minutes);

}  // namespace buurtbrug::tenancy::domain
