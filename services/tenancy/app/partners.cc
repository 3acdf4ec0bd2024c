#include "tenancy/app/partners.h"

#include <algorithm>
#include <optional>

#include "platform/core/status.h"
#include "tenancy/domain/appointment.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/partner_store.h"

namespace buurtbrug::tenancy::app {
namespace {

using absl::StatusCode;
using platform::core::Error;

}  // namespace

absl::StatusOr<Receipt> Partners::Create(const Call& call, const domain::Partner& partner) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPartner(partner));
  domain::Partner made;
  made.id = domain::PartnerId(desk_.NewId(call.now));
  made.organisation = partner.organisation;
  made.kind = partner.kind;
  made.oin = partner.oin;
  return desk_.WriteForNetwork(call,
                               [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                                 store::InsertPartner(transaction, made, RecordedBy(call));
                                 return Written{{made.id.value(), made.version},
                                                {store::PartnerChanged(desk_.Tell(call), made)}};
                               });
}

absl::StatusOr<Receipt> Partners::AddClient(const Call& call, const domain::PartnerId& id,
                                            const std::string& client) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckClient(client));
  auto receipt =
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Partner partner, store::LockPartner(transaction, id));
        store::InsertClient(transaction, id, client, RecordedBy(call));
        partner.clients.push_back(client);
        std::sort(partner.clients.begin(), partner.clients.end());
        ++partner.version;
        BUURTBRUG_RETURN_IF_ERROR(store::UpdatePartner(transaction, partner));
        return Written{{id.value(), partner.version},
                       {store::PartnerChanged(desk_.Tell(call), partner)}};
      });
  if (!receipt.ok()) {
    return Reworded(receipt.status(), "DUPLICATE",
                    Error(StatusCode::kAlreadyExists, "PARTNER_CLIENT_EXISTS",
                          "a client belongs to one partner, and this one does already"));
  }
  return receipt;
}

absl::StatusOr<Receipt> Partners::RemoveClient(const Call& call, const domain::PartnerId& id,
                                               const std::string& client) {
  return desk_.WriteForNetwork(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Partner partner, store::LockPartner(transaction, id));
        if (std::erase(partner.clients, client) == 0) {
          return Error(StatusCode::kNotFound, "PARTNER_CLIENT_NOT_FOUND",
                       "the partner has no such client");
        }
        store::RemoveClient(transaction, id, client, call.now);
        ++partner.version;
        BUURTBRUG_RETURN_IF_ERROR(store::UpdatePartner(transaction, partner));
        return Written{{id.value(), partner.version},
                       {store::PartnerChanged(desk_.Tell(call), partner)}};
      });
}

absl::StatusOr<Receipt> Partners::SetState(const Call& call, const domain::PartnerId& id,
                                           domain::PartnerState state) {
  return desk_.WriteForNetwork(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Partner partner, store::LockPartner(transaction, id));
        if (partner.state == state) {
          return Written{{id.value(), partner.version}, {}};
        }
        partner.state = state;
        ++partner.version;
        BUURTBRUG_RETURN_IF_ERROR(store::UpdatePartner(transaction, partner));
        return Written{{id.value(), partner.version},
                       {store::PartnerChanged(desk_.Tell(call), partner)}};
      });
}

absl::StatusOr<std::vector<domain::Partner>> Partners::List() {
  return desk_.Run(
      Scope::Network(),
      [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Partner>> {
        return store::ListPartners(transaction);
      });
}

absl::StatusOr<Receipt> Partners::Allow(const Call& call, domain::PartnerContract contract) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPartnerContract(contract));
  contract.tenant = call.scope;
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        BUURTBRUG_RETURN_IF_ERROR(store::LockPartner(transaction, contract.partner).status());
        const std::optional<domain::PartnerContract> before =
            store::ReadPartnerContract(transaction, call.scope, contract.partner);
        contract.version = before ? before->version + 1 : 1;
        BUURTBRUG_RETURN_IF_ERROR(
            store::PutPartnerContract(transaction, contract, RecordedBy(call)));
        return Written{{contract.partner.value(), contract.version},
                       {store::PartnerContractChanged(desk_.Tell(call), contract)}};
      });
}

absl::StatusOr<Receipt> Partners::Disallow(const Call& call, const domain::PartnerId& id) {
  return desk_.WriteForContract(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        std::optional<domain::PartnerContract> contract =
            store::ReadPartnerContract(transaction, call.scope, id);
        if (!contract) {
          return Error(StatusCode::kNotFound, "PARTNER_NOT_FOUND",
                       "no such partner may refer for this contract");
        }
        const absl::CivilDay ended = domain::EndedAtOnce(contract->first_day, call.today);
        if (contract->last_day && *contract->last_day <= ended) {
          return Written{{id.value(), contract->version}, {}};
        }
        contract->last_day = ended;
        ++contract->version;
        BUURTBRUG_RETURN_IF_ERROR(
            store::PutPartnerContract(transaction, *contract, RecordedBy(call)));
        return Written{{id.value(), contract->version},
                       {store::PartnerContractChanged(desk_.Tell(call), *contract)}};
      });
}

}  // namespace buurtbrug::tenancy::app
