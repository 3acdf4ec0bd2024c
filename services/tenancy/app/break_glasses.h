#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/break_glass.h"

namespace buurtbrug::tenancy::app {

// An operator's way to the personal data of the contract of `call.scope`. Writes as Desk.
// Thread-safe.
class BreakGlasses {
 public:
  explicit BreakGlasses(Desk& desk) : desk_(desk) {}

  // For the caller, from now on; answers it as it was opened. INVALID_ARGUMENT as
  // domain::CheckBreakGlass; NOT_FOUND CONTRACT_NOT_FOUND.
  absl::StatusOr<domain::BreakGlass> Open(const Call& call, const std::string& reason, int minutes);

  // Before its time, whoever opened it; changes nothing when it is over. The receipt's subject is
  // the break-glass. NOT_FOUND BREAK_GLASS_NOT_FOUND.
  absl::StatusOr<Receipt> End(const Call& call, const domain::BreakGlassId& id);

  // All there ever were, newest first.
  absl::StatusOr<std::vector<domain::BreakGlass>> List(const Call& call);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
