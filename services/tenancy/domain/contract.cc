#include "tenancy/domain/contract.h"

#include <limits>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/domain/protocol.h"

namespace buurtbrug::tenancy::domain {
namespace {

namespace core = platform::core;

absl::Status CheckText(absl::string_view field, const std::string& text, int most) {
  return core::ParseText(field, text, 1, most).status();
}

absl::Status CheckText(absl::string_view field, const std::optional<std::string>& text, int most) {
  return text ? CheckText(field, *text, most) : absl::OkStatus();
}

}  // namespace

absl::Status CheckContract(const Contract& contract) {
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.programme", contract.programme, kLongestProgramme));
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("contract.protocol_version", contract.protocol_version,
                                             1, std::numeric_limits<int>::max())
                                .status());
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.provider", contract.provider, kLongestProvider));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.reference", contract.reference, kLongestReference));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.municipality_reference",
                                      contract.municipality_reference, kLongestReference));
  BUURTBRUG_RETURN_IF_ERROR(
      CheckText("contract.provider_reference", contract.provider_reference, kLongestReference));
  BUURTBRUG_RETURN_IF_ERROR(
      CheckText("contract.funding_source", contract.funding_source, kLongestFundingSource));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.as_stated", contract.as_stated, kLongestAsStated));
  if (contract.last_day && *contract.last_day < contract.first_day) {
    return core::InvalidField("contract.last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  if (contract.run_off_day && !contract.last_day) {
    return core::InvalidField("contract.run_off_day", "RUN_OFF_WITHOUT_LAST_DAY",
                              "a run-off day needs a last day of the contract");
  }
  if (contract.run_off_day && *contract.run_off_day < *contract.last_day) {
    return core::InvalidField("contract.run_off_day", "RUN_OFF_TOO_EARLY",
                              "the run-off day is on or after the last day");
  }
  return absl::OkStatus();
}

absl::Status CheckEnd(const Contract& contract, const ContractEnd& end) {
  BUURTBRUG_RETURN_IF_ERROR(CheckText("reason", end.reason, kLongestReason));
  if (end.last_day < contract.first_day) {
    return core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the contract's first day");
  }
  if (end.run_off_day < end.last_day) {
    return core::InvalidField("run_off_day", "RUN_OFF_TOO_EARLY",
                              "the run-off day is on or after the last day");
  }
  for (const SubsidyPeriod& period : contract.periods) {
    if (period.first_day > end.last_day) {
      return core::Error(absl::StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT",
                         "a subsidy period begins after that day", {{"period", period.name}});
    }
    if (period.last_day > end.last_day) {
      BUURTBRUG_RETURN_IF_ERROR(CheckOpen(period));
    }
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
