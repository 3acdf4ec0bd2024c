#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/rpc/call.h"

namespace buurtbrug::platform::rpc {

// The caller whom a verified client certificate names by its one URI:
//   spiffe://buurtbrug/service/<name>                        another service
//   spiffe://buurtbrug/role/<role>                           a role for all tenants
//   spiffe://buurtbrug/municipality/<code>/role/<role>       a role for one municipality
// with <role> one of foundation-operator, coordinator, volunteer-coordinator, municipality,
// partner, citizen. UNAUTHENTICATED CALLER_UNKNOWN for anything else.
absl::StatusOr<Caller> CallerOf(absl::string_view spiffe_id);

}  // namespace buurtbrug::platform::rpc
