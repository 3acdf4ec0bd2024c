#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tenancy/domain/protocol.h"
#include "tenancy/store/recorded.h"

namespace buurtbrug::tenancy::store {

void InsertProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol);

// It does not change until the end of the transaction. NOT_FOUND PROTOCOL_NOT_FOUND, naming the
// field.
absl::StatusOr<domain::Protocol> ReadProtocol(
    ScopedTransaction& transaction, const std::string& programme, int version,
    absl::string_view field = "contract.protocol_version");

// Changes a version that no contract uses; under the network's scope, which sees all contracts.
// NOT_FOUND PROTOCOL_NOT_FOUND; FAILED_PRECONDITION PROTOCOL_IN_USE.
absl::Status UpdateProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol);

// By programme and version.
std::vector<domain::Protocol> ListProtocols(ScopedTransaction& transaction);

}  // namespace buurtbrug::tenancy::store
