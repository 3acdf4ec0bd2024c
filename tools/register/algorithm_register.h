#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// The page by which a municipality tells in the Dutch Algorithm Register what the matching engine
// does: made from the rules, the parts of fit, the default weights and the profile of the code, so
// that it cannot say anything else than what runs. Pure.
namespace buurtbrug::tools {

// A field of the profile that matching gets from registration, and what it is in Dutch.
struct ProfileField {
  absl::string_view name;  // as in the descriptors: "buurtbrug.registration.v1.ChildAge.years"
  absl::string_view dutch;
};
// In the order of the page. Every field is there that says something of a family; a test holds them
// against the descriptors.
const std::vector<ProfileField>& ProfileFields();

// Markdown, in Dutch.
std::string AlgorithmRegister();

}  // namespace buurtbrug::tools
