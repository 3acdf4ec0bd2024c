#include "platform/tenant/contracts.h"

#include <optional>
#include <pqxx/result>
#include <string>
#include <vector>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/tenant/requirements.h"
#include "platform/tenant/sql.h"

namespace buurtbrug::platform::tenant {
namespace {

using postgres::ScopedTransaction;

void PutContract(ScopedTransaction& transaction, const core::TenantScope& tenant,
                 const tenancy::v1::Contract& contract, int64_t version) {
  std::optional<std::string> last_day, run_off_day, follows;
  if (contract.has_last_day()) last_day = contract.last_day();
  if (contract.has_run_off_day()) run_off_day = contract.run_off_day();
  if (contract.has_follows_contract_id()) follows = contract.follows_contract_id();
  TakeTurn(transaction, tenant);
  transaction.Run(sql::kPutContract, {tenant.municipality, tenant.contract, contract.first_day(),
                                      last_day, run_off_day, version, follows});
}

void PutProtocol(ScopedTransaction& transaction, const core::TenantScope& tenant,
                 const std::string& first_day, const tenancy::v1::Protocol& protocol) {
  std::optional<int> trial_weeks, proposal_days;
  if (protocol.has_trial_weeks()) trial_weeks = protocol.trial_weeks();
  if (protocol.has_proposal_days()) proposal_days = protocol.proposal_days();
  transaction.Run(
      sql::kPutProtocol,
      {tenant.municipality, tenant.contract, first_day, trial_weeks, protocol.vog_valid_months(),
       protocol.training_required(), protocol.guidance_months(),
       protocol.evaluation_interval_months(), RequirementsText(RequirementsOf(protocol)),
       static_cast<int>(protocol.agreement()), proposal_days});
}

void PutPeriod(ScopedTransaction& transaction, const feed::Entry& entry,
               const tenancy::v1::SubsidyPeriod& period, int64_t version) {
  std::optional<int> target;
  if (period.has_target()) target = period.target();
  std::optional<absl::Time> sealed_at;
  if (period.has_sealed_at()) {
    sealed_at = absl::FromUnixSeconds(period.sealed_at().seconds()) +
                absl::Nanoseconds(period.sealed_at().nanos());
  }
  transaction.Run(
      sql::kPutPeriod,
      {entry.tenant.municipality, entry.tenant.contract, period.name(), period.first_day(),
       period.last_day(), target,
       std::vector<int32_t>(period.quarter_targets().begin(), period.quarter_targets().end()),
       entry.recorded_at, sealed_at, static_cast<int>(period.counting_rule().counted_at()),
       static_cast<int>(period.counting_rule().ended_in_trial()), version});
}

}  // namespace

void TakeTurn(ScopedTransaction& transaction, const core::TenantScope& tenant) {
  transaction.Run(sql::kTakeTurn, {tenant.contract});
}

absl::Status ApplyTenancy(ScopedTransaction& transaction, const feed::Entry& entry) {
  tenancy::v1::ContractOpened opened;
  tenancy::v1::ContractChanged changed;
  tenancy::v1::ProtocolAdopted adopted;
  tenancy::v1::SubsidyPeriodOpened period_opened;
  tenancy::v1::SubsidyPeriodChanged period_changed;
  if (entry.Read(opened)) {
    PutContract(transaction, entry.tenant, opened.contract(), 1);
    PutProtocol(transaction, entry.tenant, opened.contract().first_day(), opened.protocol());
  } else if (entry.Read(changed)) {
    PutContract(transaction, entry.tenant, changed.contract(), changed.version());
  } else if (entry.Read(adopted)) {
    PutProtocol(transaction, entry.tenant, adopted.first_day(), adopted.protocol());
  } else if (entry.Read(period_opened)) {
    PutPeriod(transaction, entry, period_opened.period(), 1);
  } else if (entry.Read(period_changed)) {
    PutPeriod(transaction, entry, period_changed.period(), period_changed.version());
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::platform::tenant
