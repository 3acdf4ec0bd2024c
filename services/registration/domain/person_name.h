#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::registration::domain {

// Characters of a name.
inline constexpr int kLongestName = 100;

// The name of a person in its one form: composed letters (Composed), one space between words.
// Letters of one script with their marks; between them spaces, hyphens, apostrophes and full stops;
// digits behind the first letter ("Ouder 2"), where a family goes by numbers. 1 to 100 characters.
// INVALID_ARGUMENT about `field`, never with the name itself:
//   INVALID_TEXT     not UTF-8, control characters, white space at its ends, too long, empty
//   INVALID_NAME     another character, no letter at its beginning, signs or marks heaped up
//   MIXED_SCRIPTS    letters of two scripts, as in a name made to look like another
//   CITIZEN_NUMBER   as ParseFreeText
absl::StatusOr<std::string> ParsePersonName(absl::string_view field, absl::string_view text);

}  // namespace buurtbrug::registration::domain
