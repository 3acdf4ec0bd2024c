#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::registration::domain {

// The number of a house in its postcode. With the postcode it is an address: personal data.
struct HouseNumber {
  // 1 to 99999.
  int number = 0;
  // What stands behind it, "A", "2", "HS": at most 6 capitals and digits; may be empty.
  std::string addition;
};

// "12", "12a", "12-2", "12 hs". INVALID_ARGUMENT INVALID_HOUSE_NUMBER about `field`.
absl::StatusOr<HouseNumber> ParseHouseNumber(absl::string_view field, absl::string_view text);

// In its one form: "12", "12A", "12-2".
std::string FormatHouseNumber(const HouseNumber& house);

}  // namespace buurtbrug::registration::domain
