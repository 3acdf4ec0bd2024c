#pragma once

#include "absl/status/statusor.h"
#include "registration/app/means.h"

namespace buurtbrug::registration::app {

// Families of one transaction.
inline constexpr int kSealBatch = 200;

// Seals what was written in plain before there was sealing, of all contracts, in batches. Run
// before the service serves; goes on where an earlier run was interrupted. Answers how many
// families.
absl::StatusOr<int> SealPlain(const Means& means, int batch = kSealBatch);

}  // namespace buurtbrug::registration::app
