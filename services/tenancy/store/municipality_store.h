#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "platform/postgres/database.h"
#include "tenancy/domain/municipality.h"

// The table of municipalities. Every function works within the given transaction.
namespace buurtbrug::tenancy::store {

using platform::postgres::ScopedTransaction;

void InsertMunicipality(ScopedTransaction& transaction, const domain::Municipality& municipality);

// All, by code.
std::vector<domain::Municipality> ListMunicipalities(ScopedTransaction& transaction);

// Lets no other contract of the municipality be opened until the end of the transaction. NOT_FOUND
// MUNICIPALITY_NOT_FOUND.
absl::Status LockMunicipality(ScopedTransaction& transaction, const std::string& code);

}  // namespace buurtbrug::tenancy::store
