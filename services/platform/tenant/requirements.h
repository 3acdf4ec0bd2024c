#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "buurtbrug/tenancy/v1/contract.pb.h"
#include "platform/core/requirement.h"

// The requirements of a protocol as they travel and as they are stored.
namespace buurtbrug::platform::tenant {

// As they stand in the message; nothing is checked.
std::vector<core::Requirement> RequirementsOf(const tenancy::v1::Protocol& protocol);
void WriteRequirements(const std::vector<core::Requirement>& requirements,
                       tenancy::v1::Protocol& protocol);

// For a column of type jsonb: a list of objects, numbers as in buurtbrug.tenancy.v1.
std::string RequirementsText(const std::vector<core::Requirement>& requirements);
// A text that is not one of those throws, as the reads of platform/postgres/read.h.
std::vector<core::Requirement> ReadRequirements(absl::string_view text);

}  // namespace buurtbrug::platform::tenant
