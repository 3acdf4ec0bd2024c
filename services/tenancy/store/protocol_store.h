#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "platform/postgres/database.h"
#include "tenancy/domain/protocol.h"

// The table of protocols. Every function works within the given transaction.
namespace buurtbrug::tenancy::store {

using platform::postgres::ScopedTransaction;

void InsertProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol);

// NOT_FOUND PROTOCOL_NOT_FOUND.
absl::StatusOr<domain::Protocol> ReadProtocol(ScopedTransaction& transaction,
                                              const std::string& programme, int version);

}  // namespace buurtbrug::tenancy::store
