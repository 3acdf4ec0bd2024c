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

absl::Status CheckValidOn(const Protocol& protocol, absl::CivilDay day) {
  if (protocol.first_day && day < *protocol.first_day) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "PROTOCOL_NOT_YET_VALID",
                       "this version of the protocol begins later",
                       {{"first_day", core::FormatDay(*protocol.first_day)}});
  }
  return absl::OkStatus();
}

absl::Status CheckAdoption(int current, absl::CivilDay current_first_day, int version,
                           absl::CivilDay first_day, absl::CivilDay today) {
  if (version <= current) {
    return core::InvalidField("version", "VERSION_NOT_NEWER",
                              "take a newer version than the one in use");
  }
  if (first_day <= today || first_day <= current_first_day) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "ADOPTED_TOO_EARLY",
                       "a newer version begins after today and after the version before it",
                       {{"field", "first_day"}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
