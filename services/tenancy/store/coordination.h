#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "buurtbrug/tenancy/v1/contract.pb.h"
#include "tenancy/domain/coordination.h"

// Coordination as it travels and as it is stored.
namespace buurtbrug::tenancy::store {

// As it stands in the message; nothing is checked.
domain::Coordination CoordinationOf(const v1::Coordination& message);
v1::Coordination CoordinationMessage(const domain::Coordination& coordination);

// For a column of type jsonb: the message as JSON, with the numbers of its enums.
std::string CoordinationText(const domain::Coordination& coordination);
// A text that is not one of those throws, as the reads of platform/postgres/read.h.
domain::Coordination ReadCoordination(absl::string_view text);

}  // namespace buurtbrug::tenancy::store
