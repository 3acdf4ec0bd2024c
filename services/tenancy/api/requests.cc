#include "tenancy/api/requests.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/tenant/requirements.h"
#include "tenancy/store/coordination.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

// The enums of the domain have the numbers of the messages'.
template <typename Domain, typename Proto>
absl::Status ReadEnum(absl::string_view field, Proto value, bool (*is_valid)(int), Domain& out) {
  if (!is_valid(value)) {
    return core::InvalidField(field, "INVALID_VALUE", absl::StrCat(field, " has no such value"));
  }
  out = static_cast<Domain>(value);
  return absl::OkStatus();
}

absl::Status ReadDay(absl::string_view field, const std::string& text,
                     std::optional<absl::CivilDay>& out) {
  BUURTBRUG_ASSIGN_OR_RETURN(out, core::ParseDay(field, text));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<domain::Protocol> ProtocolOf(const v1::Protocol& message) {
  domain::Protocol protocol;
  protocol.programme = message.programme();
  protocol.version = message.version();
  if (message.has_trial_weeks()) {
    protocol.trial_weeks = message.trial_weeks();
  }
  protocol.vog_valid_months = message.vog_valid_months();
  protocol.training_required = message.training_required();
  protocol.guidance_months = message.guidance_months();
  protocol.evaluation_interval_months = message.evaluation_interval_months();
  if (message.has_first_day()) {
    BUURTBRUG_RETURN_IF_ERROR(
        ReadDay("protocol.first_day", message.first_day(), protocol.first_day));
  }
  protocol.requirements = platform::tenant::RequirementsOf(message);
  protocol.coordination = store::CoordinationOf(message.coordination());
  protocol.agreement = static_cast<domain::AgreementMoment>(message.agreement());
  if (message.has_proposal_days()) {
    protocol.proposal_days = message.proposal_days();
  }
  return protocol;
}

absl::StatusOr<domain::Contract> ContractOf(const v1::Contract& message) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract contract, ContractChangesOf(message));
  contract.programme = message.programme();
  contract.protocol_version = message.protocol_version();
  BUURTBRUG_ASSIGN_OR_RETURN(contract.first_day,
                             core::ParseDay("contract.first_day", message.first_day()));
  if (message.has_last_day()) {
    BUURTBRUG_RETURN_IF_ERROR(ReadDay("contract.last_day", message.last_day(), contract.last_day));
  }
  if (message.has_run_off_day()) {
    BUURTBRUG_RETURN_IF_ERROR(
        ReadDay("contract.run_off_day", message.run_off_day(), contract.run_off_day));
  }
  if (message.has_follows_contract_id()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        contract.follows,
        domain::ContractId::Parse("contract.follows_contract_id", message.follows_contract_id()));
  }
  return contract;
}

absl::StatusOr<domain::Contract> ContractChangesOf(const v1::Contract& message) {
  domain::Contract contract;
  contract.provider = message.provider();
  if (message.has_reference()) {
    contract.reference = message.reference();
  }
  if (message.has_as_stated()) {
    contract.as_stated = message.as_stated();
  }
  if (message.has_municipality_reference()) {
    contract.municipality_reference = message.municipality_reference();
  }
  if (message.has_provider_reference()) {
    contract.provider_reference = message.provider_reference();
  }
  if (message.has_funding_source()) {
    contract.funding_source = message.funding_source();
  }
  if (message.has_processing_agreement_on()) {
    BUURTBRUG_RETURN_IF_ERROR(ReadDay("contract.processing_agreement_on",
                                      message.processing_agreement_on(),
                                      contract.processing_agreement_on));
  }
  return contract;
}

absl::StatusOr<domain::SubsidyPeriod> PeriodOf(const v1::SubsidyPeriod& message) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::SubsidyPeriod period, PeriodChangesOf(message));
  BUURTBRUG_ASSIGN_OR_RETURN(period.first_day,
                             core::ParseDay("period.first_day", message.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(period.last_day,
                             core::ParseDay("period.last_day", message.last_day()));
  return period;
}

absl::StatusOr<domain::SubsidyPeriod> PeriodChangesOf(const v1::SubsidyPeriod& message) {
  domain::SubsidyPeriod period;
  period.name = message.name();
  if (message.has_amount_cents()) {
    period.amount_cents = message.amount_cents();
  }
  if (message.has_funding_source()) {
    period.funding_source = message.funding_source();
  }
  if (message.has_target()) {
    period.target = message.target();
  }
  period.quarter_targets.assign(message.quarter_targets().begin(), message.quarter_targets().end());
  if (message.has_as_stated()) {
    period.as_stated = message.as_stated();
  }
  BUURTBRUG_RETURN_IF_ERROR(ReadEnum("period.target_precision", message.target_precision(),
                                     v1::Precision_IsValid, period.target_precision));
  if (message.has_target_tolerance()) {
    period.target_tolerance = message.target_tolerance();
  }
  BUURTBRUG_RETURN_IF_ERROR(ReadEnum("period.target_covers", message.target_covers(),
                                     v1::TargetCovers_IsValid, period.target_covers));
  if (message.has_counting_rule()) {
    const v1::CountingRule& in = message.counting_rule();
    domain::CountingRule& rule = period.counting_rule.emplace();
    BUURTBRUG_RETURN_IF_ERROR(ReadEnum("period.counting_rule.counted_at", in.counted_at(),
                                       v1::CountedAt_IsValid, rule.counted_at));
    BUURTBRUG_RETURN_IF_ERROR(ReadEnum("period.counting_rule.ended_in_trial", in.ended_in_trial(),
                                       v1::EndedInTrial_IsValid, rule.ended_in_trial));
  }
  if (message.has_coordinator_hours()) {
    const v1::CoordinatorHours& in = message.coordinator_hours();
    domain::CoordinatorHours& hours = period.coordinator_hours.emplace();
    hours.minutes = in.minutes();
    BUURTBRUG_RETURN_IF_ERROR(ReadEnum("period.coordinator_hours.precision", in.precision(),
                                       v1::Precision_IsValid, hours.precision));
    BUURTBRUG_RETURN_IF_ERROR(
        ReadEnum("period.coordinator_hours.per", in.per(), v1::HoursPer_IsValid, hours.per));
  }
  for (const v1::DecisionDate& in : message.decision_dates()) {
    domain::DecisionDate& date = period.decision_dates.emplace_back();
    BUURTBRUG_RETURN_IF_ERROR(
        ReadEnum("period.decision_dates.kind", in.kind(), v1::DecisionKind_IsValid, date.kind));
    if (in.has_day()) {
      BUURTBRUG_RETURN_IF_ERROR(ReadDay("period.decision_dates.day", in.day(), date.day));
    }
    if (in.has_as_stated()) {
      date.as_stated = in.as_stated();
    }
  }
  return period;
}

domain::AppointedRole RoleOf(common::v1::Role role) {
  switch (role) {
    case common::v1::ROLE_COORDINATOR:
    case common::v1::ROLE_VOLUNTEER_COORDINATOR:
    case common::v1::ROLE_MUNICIPALITY:
    case common::v1::ROLE_SAFETY_OFFICER:
      return static_cast<domain::AppointedRole>(role);
    default:
      return domain::AppointedRole::kNone;
  }
}

domain::PartnerKind PartnerKindOf(v1::PartnerKind kind) {
  return v1::PartnerKind_IsValid(kind) ? static_cast<domain::PartnerKind>(kind)
                                       : domain::PartnerKind::kNone;
}

domain::PoolCounts PoolCountsOf(v1::PoolCounts counts) {
  return v1::PoolCounts_IsValid(counts) ? static_cast<domain::PoolCounts>(counts)
                                        : domain::PoolCounts::kNone;
}

}  // namespace buurtbrug::tenancy::api
