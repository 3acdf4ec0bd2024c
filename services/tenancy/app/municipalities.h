#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/municipality.h"

namespace buurtbrug::tenancy::app {

// The tenants. Writes as Desk. Thread-safe.
class Municipalities {
 public:
  explicit Municipalities(Desk& desk) : desk_(desk) {}

  // INVALID_ARGUMENT as domain::CheckMunicipality; ALREADY_EXISTS MUNICIPALITY_EXISTS.
  absl::Status Create(const Call& call, const domain::Municipality& municipality);

  // All but the code, when the version is `expected` or that is 0; `municipality.version` is
  // ignored. INVALID_ARGUMENT as domain::CheckMunicipality; NOT_FOUND MUNICIPALITY_NOT_FOUND;
  // ABORTED ETAG_MISMATCH.
  absl::StatusOr<Receipt> Update(const Call& call, const domain::Municipality& municipality,
                                 int64_t expected);

  // All, by code.
  absl::StatusOr<std::vector<domain::Municipality>> List();

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
