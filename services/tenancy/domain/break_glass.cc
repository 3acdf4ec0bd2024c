#include "tenancy/domain/break_glass.h"

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

absl::StatusOr<absl::Duration> CheckBreakGlass(absl::string_view reason, int minutes) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("reason", reason, kShortestBreakGlassReason, kLongestBreakGlassReason)
          .status());
  if (minutes == 0) {
    return kUsualBreakGlass;
  }
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("minutes", minutes, 1,
                       static_cast<int>(kLongestBreakGlass / absl::Minutes(1)))
          .status());
  return absl::Minutes(minutes);
}

}  // namespace buurtbrug::tenancy::domain
