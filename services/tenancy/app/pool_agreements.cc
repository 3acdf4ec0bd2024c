#include "tenancy/app/pool_agreements.h"

#include "platform/core/status.h"
#include "tenancy/store/municipality_store.h"
#include "tenancy/store/pool_agreement_store.h"

namespace buurtbrug::tenancy::app {
namespace {

absl::StatusOr<Receipt> OrOverlaps(absl::StatusOr<Receipt> receipt) {
  if (receipt.ok()) {
    return receipt;
  }
  return Reworded(
      receipt.status(), "OVERLAP",
      platform::core::Error(absl::StatusCode::kFailedPrecondition, "POOL_AGREEMENT_OVERLAPS",
                            "these two have an agreement in this direction on one of these days"));
}

// Both are there, and two agreements about them are made one after the other: held in the order of
// their codes.
absl::Status HoldBoth(ScopedTransaction& transaction, const domain::PoolAgreement& agreement) {
  const auto hold = [&](const std::string& code, absl::string_view field) {
    return store::LockMunicipality(transaction, code, field).status();
  };
  if (agreement.offering < agreement.receiving) {
    BUURTBRUG_RETURN_IF_ERROR(hold(agreement.offering, "offering_municipality"));
    return hold(agreement.receiving, "receiving_municipality");
  }
  BUURTBRUG_RETURN_IF_ERROR(hold(agreement.receiving, "receiving_municipality"));
  return hold(agreement.offering, "offering_municipality");
}

}  // namespace

absl::StatusOr<Receipt> PoolAgreements::Create(const Call& call, domain::PoolAgreement agreement) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPool(agreement));
  agreement.id = domain::PoolAgreementId(desk_.NewId(call.now));
  agreement.version = 1;
  return OrOverlaps(
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(HoldBoth(transaction, agreement));
        store::InsertPoolAgreement(transaction, agreement, RecordedBy(call));
        return Written{{agreement.id.value(), 1},
                       {store::PoolAgreementChanged(desk_.Tell(call), agreement)}};
      }));
}

absl::StatusOr<Receipt> PoolAgreements::End(const Call& call, const domain::PoolAgreementId& id,
                                            absl::CivilDay last_day) {
  return OrOverlaps(
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::PoolAgreement agreement,
                                   store::LockPoolAgreement(transaction, id));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckPoolEnd(agreement, last_day, call.today));
        agreement.last_day = last_day;
        ++agreement.version;
        BUURTBRUG_RETURN_IF_ERROR(store::EndPoolAgreement(transaction, agreement));
        return Written{{id.value(), agreement.version},
                       {store::PoolAgreementChanged(desk_.Tell(call), agreement)}};
      }));
}

absl::StatusOr<std::vector<domain::PoolAgreement>> PoolAgreements::List(const Call& call) {
  return desk_.Run(
      Scope::Municipality(call.scope.municipality),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::PoolAgreement>> {
        return store::ListPoolAgreements(transaction, call.scope.municipality);
      });
}

}  // namespace buurtbrug::tenancy::app
