#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

// Values as they come from outside. `field` is the name under which the caller knows the value; it
// stands in the error, with INVALID_ARGUMENT.
namespace buurtbrug::platform::core {

// YYYY-MM-DD, exactly, between 1900 and 2199. INVALID_DATE.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view field, absl::string_view text);

// As ParseDay; empty is nothing.
absl::StatusOr<std::optional<absl::CivilDay>> ParseOptionalDay(absl::string_view field,
                                                               absl::string_view text);

// YYYY-MM-DD.
std::string FormatDay(absl::CivilDay day);

// CBS code of a municipality: four digits. INVALID_MUNICIPALITY.
absl::StatusOr<std::string> ParseMunicipality(absl::string_view field, absl::string_view text);

// UTF-8 without control characters, `least` to `most` code points, no white space at the ends.
// INVALID_TEXT.
absl::StatusOr<std::string> ParseText(absl::string_view field, absl::string_view text, int least,
                                      int most);

// A whole number from `least` to `most`. OUT_OF_RANGE as reason.
absl::StatusOr<int> ParseRange(absl::string_view field, long long value, int least, int most);

}  // namespace buurtbrug::platform::core
