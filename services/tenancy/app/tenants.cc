#include "tenancy/app/tenants.h"

#include <utility>

#include "platform/core/status.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/messages.h"
#include "tenancy/store/municipality_store.h"
#include "tenancy/store/protocol_store.h"

namespace buurtbrug::tenancy::app {
namespace {

using platform::core::Error;
using platform::core::NewUuid;
using platform::core::ReasonOf;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Written;

// Whose the receipts are of what belongs to no tenant.
TenantScope NoTenant() { return {"0000", {}}; }

// `status`, but said in the words of the domain where the database's reason is `reason`.
absl::Status Reworded(const absl::Status& status, absl::string_view reason,
                      absl::string_view domain_reason, absl::string_view message) {
  return ReasonOf(status) == reason ? Error(status.code(), domain_reason, message) : status;
}

}  // namespace

absl::StatusOr<Receipt> Tenants::Once(const Call& call, const Scope& scope,
                                      const TenantScope& tenant, const Work& work) {
  return platform::tenant::WriteOnce(database_, {call, scope, tenant}, on_facts_, work);
}

absl::Status Tenants::CreateMunicipality(const Call& call,
                                         const domain::Municipality& municipality) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckMunicipality(municipality));
  const auto receipt = Once(call, Scope::Network(), NoTenant(),
                            [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                              store::InsertMunicipality(transaction, municipality);
                              return Written{{platform::core::Uuid(), 1}, {}};
                            });
  return Reworded(receipt.status(), "DUPLICATE", "MUNICIPALITY_EXISTS",
                  "there is a municipality with this code");
}

absl::StatusOr<std::vector<domain::Municipality>> Tenants::ListMunicipalities() {
  return database_.Run(
      Scope::Network(),
      [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Municipality>> {
        return store::ListMunicipalities(transaction);
      });
}

absl::Status Tenants::CreateProtocol(const Call& call, const domain::Protocol& protocol) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckProtocol(protocol));
  const auto receipt = Once(call, Scope::Network(), NoTenant(),
                            [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                              store::InsertProtocol(transaction, protocol);
                              return Written{{platform::core::Uuid(), 1}, {}};
                            });
  return Reworded(receipt.status(), "DUPLICATE", "PROTOCOL_EXISTS",
                  "the programme has a protocol of this version, and a version never changes; take "
                  "the next one");
}

absl::StatusOr<Receipt> Tenants::CreateContract(const Call& call, domain::Contract contract) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckContract(contract));
  if (call.request_id.value().is_nil()) {
    return platform::core::InvalidField("request_id", "INVALID_ID",
                                        "take a request_id that is not nil");
  }
  contract.id = domain::ContractId(call.request_id.value());
  contract.periods.clear();
  const TenantScope tenant = {call.scope.municipality, contract.id};
  auto receipt =
      Once(call, Scope::Tenant(tenant), tenant,
           [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
             BUURTBRUG_RETURN_IF_ERROR(store::LockMunicipality(transaction, tenant.municipality));
             BUURTBRUG_ASSIGN_OR_RETURN(
                 const domain::Protocol protocol,
                 store::ReadProtocol(transaction, contract.programme, contract.protocol_version));
             store::InsertContract(transaction, tenant.municipality, contract,
                                   {call.now, call.caller.subject});
             return Written{{contract.id.value(), 1},
                            {store::ContractOpened(NewUuid(call.now, random_), tenant.municipality,
                                                   contract, protocol)}};
           });
  if (!receipt.ok()) {
    return Reworded(receipt.status(), "OVERLAP", "CONTRACT_OVERLAPS",
                    "another contract of the municipality covers one of these days");
  }
  return receipt;
}

absl::Status Tenants::CreatePeriod(const Call& call, const domain::SubsidyPeriod& period) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPeriod(period));
  const auto receipt =
      Once(call, Scope::Tenant(call.scope), call.scope,
           [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
             BUURTBRUG_ASSIGN_OR_RETURN(const platform::tenant::Term term,
                                        store::LockContract(transaction, call.scope));
             BUURTBRUG_RETURN_IF_ERROR(domain::CheckWithin(period, term.first_day, term.last_day));
             store::InsertPeriod(transaction, call.scope, period, {call.now, call.caller.subject});
             return Written{{call.scope.contract.value(), 1},
                            {store::SubsidyPeriodOpened(NewUuid(call.now, random_), period)}};
           });
  return Reworded(Reworded(receipt.status(), "DUPLICATE", "PERIOD_EXISTS",
                           "the contract has a period of this name"),
                  "OVERLAP", "PERIOD_OVERLAPS",
                  "another period of the contract covers one of these days");
}

absl::StatusOr<std::vector<domain::Contract>> Tenants::ListContracts(const Call& call) {
  return database_.Run(
      Scope::Municipality(call.scope.municipality),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Contract>> {
        return store::ListContracts(transaction, call.scope.municipality);
      });
}

absl::StatusOr<ContractOnDay> Tenants::GetStanding(const Call& call, absl::CivilDay day) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<ContractOnDay> {
        BUURTBRUG_ASSIGN_OR_RETURN(const store::TermAndPeriod found,
                                   store::ReadTerm(transaction, call.scope, day));
        return ContractOnDay{platform::tenant::StandingOn(found.term, day), found.period};
      });
}

}  // namespace buurtbrug::tenancy::app
