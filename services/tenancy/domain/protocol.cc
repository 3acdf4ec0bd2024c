#include "tenancy/domain/protocol.h"

#include <limits>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

absl::Status CheckProtocol(const Protocol& protocol) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("protocol.programme", protocol.programme, 1, kLongestProgramme).status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("protocol.version", protocol.version, 1, std::numeric_limits<int>::max())
          .status());
  if (protocol.trial_weeks) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("protocol.trial_weeks", *protocol.trial_weeks, 1, kMostTrialWeeks)
            .status());
  }
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("protocol.vog_valid_months", protocol.vog_valid_months,
                                             1, kMostVogValidMonths)
                                .status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("protocol.guidance_months", protocol.guidance_months, 1, kMostGuidanceMonths)
          .status());
  return core::ParseRange("protocol.evaluation_interval_months",
                          protocol.evaluation_interval_months, 1, kMostEvaluationIntervalMonths)
      .status();
}

}  // namespace buurtbrug::tenancy::domain
