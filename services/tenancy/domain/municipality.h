#pragma once

#include <string>

#include "absl/status/status.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestName = 100;

// A tenant.
struct Municipality {
  // CBS code, four digits.
  std::string code;
  std::string name;
};

// INVALID_ARGUMENT naming the field: INVALID_MUNICIPALITY (also for 0000, which stands for no
// municipality), INVALID_TEXT. Pure.
absl::Status CheckMunicipality(const Municipality& municipality);

}  // namespace buurtbrug::tenancy::domain
