#include "tenancy/app/contracts.h"

#include <algorithm>
#include <utility>

#include "platform/core/page.h"
#include "platform/core/status.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/messages.h"
#include "tenancy/store/municipality_store.h"
#include "tenancy/store/protocol_store.h"
#include "tenancy/store/subsidy_period_store.h"

namespace buurtbrug::tenancy::app {
namespace {

using absl::StatusCode;
using platform::core::CheckEtag;
using platform::core::Error;

absl::Status ContractOverlaps() {
  return Error(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS",
               "another contract of the municipality covers one of these days");
}

// Ends the period that goes on longer than the contract now does.
absl::Status CutPeriod(ScopedTransaction& transaction, const Call& call,
                       domain::SubsidyPeriod& period, domain::SubsidyPeriod shorter) {
  store::InsertChange(transaction, call.scope, call.request_id,
                      {.kind = store::ChangeKind::kPeriodCut,
                       .period = period.name,
                       .last_day_before = period.last_day,
                       .target_before = period.target},
                      RecordedBy(call));
  period = std::move(shorter);
  ++period.version;
  return store::UpdatePeriod(transaction, call.scope, period);
}

}  // namespace

absl::StatusOr<Receipt> Contracts::Create(const Call& call, domain::Contract contract) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckContract(contract));
  if (call.request_id.value().is_nil()) {
    return platform::core::InvalidField("request_id", "INVALID_ID",
                                        "take a request_id that is not nil");
  }
  contract.id = domain::ContractId(call.request_id.value());
  contract.periods.clear();
  contract.adopted.clear();
  contract.version = 1;
  const TenantScope tenant = {call.scope.municipality, contract.id};
  auto receipt =
      desk_.WriteFor(call, tenant, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            store::LockMunicipality(transaction, tenant.municipality).status());
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::Protocol protocol,
            store::ReadProtocol(transaction, contract.programme, contract.protocol_version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckValidOn(protocol, contract.first_day));
        store::InsertContract(transaction, tenant.municipality, contract, RecordedBy(call));
        return Written{
            {contract.id.value(), 1},
            {store::ContractOpened(desk_.Tell(call), tenant.municipality, contract, protocol)}};
      });
  if (!receipt.ok()) {
    const absl::Status status = Reworded(receipt.status(), "OVERLAP", ContractOverlaps());
    // Municipality and protocol are there: it is the third thing that a contract points to.
    return contract.follows
               ? Reworded(status, "CONSTRAINT",
                          Error(StatusCode::kFailedPrecondition, "FOLLOWED_CONTRACT_NOT_FOUND",
                                "the municipality has no contract with the id of the "
                                "one that is to be renewed",
                                {{"field", "contract.follows_contract_id"}}))
               : status;
  }
  return receipt;
}

absl::StatusOr<Receipt> Contracts::Update(const Call& call, const domain::Contract& contract,
                                          int64_t expected) {
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract changed,
                                   store::LockContract(transaction, call.scope));
        BUURTBRUG_RETURN_IF_ERROR(CheckEtag(expected, changed.version));
        changed.provider = contract.provider;
        changed.reference = contract.reference;
        changed.as_stated = contract.as_stated;
        changed.municipality_reference = contract.municipality_reference;
        changed.provider_reference = contract.provider_reference;
        changed.funding_source = contract.funding_source;
        changed.processing_agreement_on = contract.processing_agreement_on;
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckContract(changed));
        ++changed.version;
        BUURTBRUG_RETURN_IF_ERROR(store::UpdateContract(transaction, call.scope, changed));
        return Written{
            {changed.id.value(), changed.version},
            {store::ContractChanged(desk_.Tell(call), call.scope.municipality, changed)}};
      });
}

absl::StatusOr<std::string> Contracts::End(const Call& call, const domain::ContractEnd& end,
                                           int64_t expected, Intent intent) {
  std::string became;
  const auto work = [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
    // A later last day may meet the next contract: the order of Create.
    BUURTBRUG_RETURN_IF_ERROR(
        store::LockMunicipality(transaction, call.scope.municipality).status());
    BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract contract,
                               store::LockContract(transaction, call.scope));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(expected, contract.version));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckEnd(contract, end));
    store::Change change = {.kind = store::ChangeKind::kEnded,
                            .last_day_before = contract.last_day,
                            .reason = end.reason};
    contract.last_day = end.last_day;
    contract.run_off_day = end.run_off_day;
    ++contract.version;
    Written written = {{contract.id.value(), contract.version}, {}};
    written.facts.push_back(
        store::ContractChanged(desk_.Tell(call), call.scope.municipality, contract));
    for (domain::SubsidyPeriod& period : contract.periods) {
      if (period.last_day > end.last_day) {
        BUURTBRUG_RETURN_IF_ERROR(
            CutPeriod(transaction, call, period, domain::CutShort(period, end.last_day)));
        written.facts.push_back(store::SubsidyPeriodChanged(desk_.Tell(call), period));
      }
    }
    BUURTBRUG_RETURN_IF_ERROR(store::UpdateContract(transaction, call.scope, contract));
    became = store::ContractBytes(call.scope.municipality, contract);
    change.became = became;
    store::InsertChange(transaction, call.scope, call.request_id, change, RecordedBy(call));
    return written;
  };
  const auto overlaps = [](const absl::Status& status) {
    return Reworded(status, "OVERLAP", ContractOverlaps());
  };
  if (intent == Intent::kValidateOnly) {
    BUURTBRUG_RETURN_IF_ERROR(overlaps(desk_.Rehearse(call, work)));
    return became;
  }
  BUURTBRUG_RETURN_IF_ERROR(overlaps(desk_.WriteForContract(call, work).status()));
  // As the first of equal requests left it, not as this attempt would have.
  return desk_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::string> {
        return store::ReadBecame(transaction, call.scope, call.request_id).value_or(became);
      });
}

absl::StatusOr<Receipt> Contracts::Adopt(const Call& call, const domain::AdoptedProtocol& adopted) {
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract contract,
                                   store::LockContract(transaction, call.scope));
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::Protocol protocol,
            store::ReadProtocol(transaction, contract.programme, adopted.version, "version"));
        const domain::AdoptedProtocol newest = contract.newest_protocol();
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckAdoption(
            newest.version, newest.first_day, adopted.version, adopted.first_day, call.today));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckValidOn(protocol, adopted.first_day));
        ++contract.version;
        BUURTBRUG_RETURN_IF_ERROR(
            store::InsertAdoption(transaction, call.scope, contract, adopted, RecordedBy(call)));
        store::InsertChange(
            transaction, call.scope, call.request_id,
            {.kind = store::ChangeKind::kProtocolAdopted, .protocol_version = adopted.version},
            RecordedBy(call));
        return Written{{contract.id.value(), contract.version},
                       {store::ProtocolAdopted(desk_.Tell(call), protocol, adopted.first_day)}};
      });
}

absl::StatusOr<std::vector<domain::Contract>> Contracts::List(const Call& call) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<domain::Contract> contracts,
      desk_.Run(
          Scope::Municipality(call.scope.municipality),
          [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Contract>> {
            return store::ListContracts(transaction, call.scope.municipality);
          }));
  if (call.caller.role != platform::access::Role::kFoundationOperator &&
      call.caller.role != platform::access::Role::kService) {
    const auto& own = call.caller.contracts;
    std::erase_if(contracts, [&](const domain::Contract& contract) {
      return std::find(own.begin(), own.end(), contract.id) == own.end();
    });
  }
  return contracts;
}

absl::StatusOr<ContractOnDay> Contracts::GetStanding(const Call& call, absl::CivilDay day) {
  return desk_.Run(Scope::Tenant(call.scope),
                   [&](ScopedTransaction& transaction) -> absl::StatusOr<ContractOnDay> {
                     BUURTBRUG_ASSIGN_OR_RETURN(const store::TermAndPeriod found,
                                                store::ReadTerm(transaction, call.scope, day));
                     return ContractOnDay{platform::tenant::StandingOn(found.term, day),
                                          found.period, found.sealed};
                   });
}

}  // namespace buurtbrug::tenancy::app
