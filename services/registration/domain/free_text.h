#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// What people write in their own words. A citizen number (BSN) has no place in it: volunteer
// support has no legal ground for it.
namespace buurtbrug::registration::domain {

// Whether nine digits of `text` could be a citizen number: they pass the eleven-test
// (9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of 11) and are not all zeros. Single
// spaces, full stops and hyphens between the digits do not hide it, nor do digits of other scripts.
// A run of more or fewer digits is none; a telephone number of ten digits that begins with a zero,
// or an international one, is none either. Pure.
bool HoldsCitizenNumber(absl::string_view text);

// INVALID_ARGUMENT CITIZEN_NUMBER about `field`, with an explanation and without the number.
absl::Status CheckNoCitizenNumber(absl::string_view field, absl::string_view text);

// As platform::core::ParseText, with CITIZEN_NUMBER besides, and with line breaks (LF) as the only
// control character. For every text that people write.
absl::StatusOr<std::string> ParseFreeText(absl::string_view field, absl::string_view text,
                                          int least, int most);

}  // namespace buurtbrug::registration::domain
