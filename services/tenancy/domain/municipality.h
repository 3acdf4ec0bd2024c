#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestName = 100;
inline constexpr int kLongestQualifier = 20;

// A tenant.
struct Municipality {
  // CBS code, four digits.
  std::string code;
  std::string name;
  // The year of the CBS list that the code is from; nothing: not known.
  std::optional<int> code_year = {};
  // What tells it from another one of the same name.
  std::optional<std::string> qualifier = {};
  std::optional<std::string> rsin = {};
  std::optional<std::string> oin = {};
  int64_t version = 1;
};

// INVALID_ARGUMENT naming the field ("rsin"): INVALID_MUNICIPALITY (also for 0000, which stands for
// no municipality), INVALID_TEXT, OUT_OF_RANGE, INVALID_RSIN, INVALID_OIN. Pure.
absl::Status CheckMunicipality(const Municipality& municipality);

// Nine digits that pass the eleven test (elfproef) of Dutch identification numbers: the digits
// times 9, 8, 7, 6, 5, 4, 3, 2 and -1 add up to a multiple of 11. INVALID_RSIN. Pure.
absl::Status CheckRsin(absl::string_view field, absl::string_view rsin);

// Twenty digits (Logius, organisation identification number). INVALID_OIN. Pure.
absl::Status CheckOin(absl::string_view field, absl::string_view oin);

}  // namespace buurtbrug::tenancy::domain
