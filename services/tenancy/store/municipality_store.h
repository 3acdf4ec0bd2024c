#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/domain/municipality.h"
#include "tenancy/store/recorded.h"

namespace buurtbrug::tenancy::store {

void InsertMunicipality(ScopedTransaction& transaction, const domain::Municipality& municipality);

// By code.
std::vector<domain::Municipality> ListMunicipalities(ScopedTransaction& transaction);

// Holds the municipality until the end of the transaction. NOT_FOUND MUNICIPALITY_NOT_FOUND, naming
// the field.
absl::StatusOr<domain::Municipality> LockMunicipality(ScopedTransaction& transaction,
                                                      const std::string& code,
                                                      absl::string_view field = "municipality");

// All but the code; `municipality.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status UpdateMunicipality(ScopedTransaction& transaction,
                                const domain::Municipality& municipality);

}  // namespace buurtbrug::tenancy::store
