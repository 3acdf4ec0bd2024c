#include "tenancy/domain/contract.h"

#include <limits>

#include "absl/strings/str_cat.h"
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

absl::Status CheckTargets(const SubsidyPeriod& period) {
  if (period.target) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("period.target", *period.target, 0, kMostTarget).status());
  }
  if (period.quarter_targets.empty()) {
    return absl::OkStatus();
  }
  const int quarters = CountQuarters(period.first_day, period.last_day);
  if (static_cast<int64_t>(period.quarter_targets.size()) != quarters) {
    return core::InvalidField(
        "period.quarter_targets", "QUARTERS_DO_NOT_FIT",
        absl::StrCat("give one number for each of the ", quarters, " quarters, or none"));
  }
  int64_t sum = 0;
  for (const int32_t target : period.quarter_targets) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("period.quarter_targets", target, 0, kMostTarget).status());
    sum += target;
  }
  if (!period.target || *period.target != sum) {
    return core::InvalidField("period.target", "TARGET_IS_NOT_SUM",
                              absl::StrCat("the quarters add up to ", sum));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckContract(const Contract& contract) {
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.programme", contract.programme, kLongestProgramme));
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("contract.protocol_version", contract.protocol_version,
                                             1, std::numeric_limits<int>::max())
                                .status());
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.provider", contract.provider, kLongestProvider));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("contract.reference", contract.reference, kLongestReference));
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

int CountQuarters(absl::CivilDay first, absl::CivilDay last) {
  const auto quarter = [](absl::CivilDay day) {
    return static_cast<int>(day.year()) * 4 + (day.month() - 1) / 3;
  };
  return quarter(last) - quarter(first) + 1;
}

absl::Status CheckPeriod(const SubsidyPeriod& period) {
  BUURTBRUG_RETURN_IF_ERROR(CheckText("period.name", period.name, kLongestPeriodName));
  BUURTBRUG_RETURN_IF_ERROR(
      CheckText("period.funding_source", period.funding_source, kLongestFundingSource));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("period.as_stated", period.as_stated, kLongestAsStated));
  if (period.last_day < period.first_day) {
    return core::InvalidField("period.last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  if (period.amount_cents &&
      (*period.amount_cents < 0 || *period.amount_cents > kMostAmountCents)) {
    return core::InvalidField("period.amount_cents", "OUT_OF_RANGE",
                              absl::StrCat("the amount is 0 to ", kMostAmountCents, " cents"));
  }
  return CheckTargets(period);
}

absl::Status CheckWithin(const SubsidyPeriod& period, absl::CivilDay contract_first_day,
                         std::optional<absl::CivilDay> contract_last_day) {
  if (period.first_day < contract_first_day ||
      (contract_last_day && period.last_day > *contract_last_day)) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT",
                       "every day of the period is a day of the contract");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
