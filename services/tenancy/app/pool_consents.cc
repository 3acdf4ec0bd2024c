#include "tenancy/app/pool_consents.h"

#include "platform/core/status.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/pool_agreement_store.h"
#include "tenancy/store/pool_consent_store.h"

namespace buurtbrug::tenancy::app {
namespace {

absl::StatusOr<Receipt> OrGiven(absl::StatusOr<Receipt> receipt) {
  if (receipt.ok()) {
    return receipt;
  }
  return Reworded(
      receipt.status(), "OVERLAP",
      platform::core::Error(absl::StatusCode::kFailedPrecondition, "POOL_CONSENT_GIVEN",
                            "the contract consents to the agreement on one of these days already"));
}

}  // namespace

absl::StatusOr<Receipt> PoolConsents::Consent(const Call& call, const ConsentInput& input) {
  domain::PoolConsent consent;
  consent.id = domain::PoolConsentId(desk_.NewId(call.now));
  consent.tenant = call.scope;
  consent.agreement = input.agreement;
  consent.first_day = input.first_day;
  consent.last_day = input.last_day;
  return OrGiven(
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Contract contract,
                                   store::LockContract(transaction, call.scope));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::PoolAgreement agreement,
                                   store::ReadPoolAgreement(transaction, input.agreement));
        consent.side = domain::SideOf(agreement, call.scope.municipality);
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckConsent(agreement, contract, consent, call.today));
        store::InsertPoolConsent(transaction, agreement, consent, RecordedBy(call));
        return Written{{consent.id.value(), consent.version},
                       {store::PoolConsentChanged(desk_.Tell(call), consent)}};
      }));
}

absl::StatusOr<Receipt> PoolConsents::End(const Call& call, const domain::PoolConsentId& id,
                                          absl::CivilDay last_day, int64_t expected_version) {
  return OrGiven(
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::PoolConsent consent,
                                   store::LockPoolConsent(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, consent.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckConsentEnd(consent, last_day, call.today));
        consent.last_day = last_day;
        ++consent.version;
        BUURTBRUG_RETURN_IF_ERROR(store::EndPoolConsent(transaction, consent, RecordedBy(call)));
        return Written{{consent.id.value(), consent.version},
                       {store::PoolConsentChanged(desk_.Tell(call), consent)}};
      }));
}

absl::StatusOr<std::vector<domain::PoolConsent>> PoolConsents::List(
    const Call& call, const std::optional<domain::PoolAgreementId>& agreement,
    const platform::core::Page& page) {
  return desk_.Run(
      Scope::Municipality(call.scope.municipality),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::PoolConsent>> {
        return store::ListPoolConsents(transaction, call.scope.municipality, agreement, page);
      });
}

}  // namespace buurtbrug::tenancy::app
