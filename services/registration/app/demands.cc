#include "registration/app/demands.h"

#include <utility>

#include "platform/access/log.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/app/families.h"
#include "registration/app/keys.h"
#include "registration/app/places.h"

namespace buurtbrug::registration::app {

using domain::DemandState;
using platform::core::ContractId;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;
using store::WithoutContract;

namespace {

bool IsOpen(const domain::Demand& demand, absl::CivilDay today) {
  return (demand.state == DemandState::kWaiting || demand.state == DemandState::kInvited) &&
         today < demand.expires_on;
}

absl::Status DemandNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "DEMAND_NOT_FOUND",
                               "there is no such demand in this municipality");
}

// The link of the family itself, before it is invited.
domain::Link OwnLink(const std::string& municipality, const store::HeldDemand& held) {
  return {WithoutContract(municipality), domain::LinkId(held.demand.id.value()),
          held.Secret(ContractId())};
}

}  // namespace

absl::StatusOr<Online::Answer> Demands::Register(const Call& call, const std::string& municipality,
                                                 const OnlineRegistration& online) {
  domain::Demand demand;
  demand.id = domain::DemandId(NewUuid(call.now, means_.random));
  demand.role = online.registration.role;
  demand.area = domain::AreaOf(online.registration.postcode);
  demand.registered_on = call.today;
  demand.expires_on = domain::DemandExpiry(call.today);
  Call citizen = call;
  citizen.caller.on_behalf_of = kCitizen;
  const TenantScope nowhere = WithoutContract(municipality);
  BUURTBRUG_RETURN_IF_ERROR(
      platform::tenant::WriteOnce(
          means_.database, {citizen, Scope::Tenant(nowhere), nowhere}, on_facts_,
          [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
            BUURTBRUG_RETURN_IF_ERROR(store::InsertDemand(transaction, municipality, means_.vault,
                                                          demand, online.contact, call.now));
            return Written{{demand.id.value(), 1},
                           {store::DemandRegistered(NewUuid(call.now, means_.random), demand)}};
          })
          .status());
  BUURTBRUG_ASSIGN_OR_RETURN(const auto answer, FindAnswer(call, municipality));
  return *answer;
}

absl::StatusOr<std::optional<Online::Answer>> Demands::FindAnswer(const Call& call,
                                                                  const std::string& municipality) {
  const TenantScope nowhere = WithoutContract(municipality);
  return means_.database.Run(
      Scope::Tenant(nowhere),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::optional<Online::Answer>> {
        BUURTBRUG_ASSIGN_OR_RETURN(const auto earlier,
                                   platform::tenant::EarlierAnswer(transaction, nowhere, call));
        if (!earlier) {
          return std::nullopt;
        }
        BUURTBRUG_ASSIGN_OR_RETURN(const store::HeldDemand held,
                                   store::LockDemand(transaction, municipality, means_.vault,
                                                     domain::DemandId(earlier->subject)));
        return std::optional<Online::Answer>({OwnLink(municipality, held), held.demand.expires_on});
      });
}

absl::StatusOr<std::vector<store::DemandCount>> Demands::Count(const std::string& municipality) {
  return means_.database.Run(
      Scope::Tenant(WithoutContract(municipality)),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::DemandCount>> {
        return store::CountDemands(transaction, municipality);
      });
}

absl::StatusOr<std::vector<domain::Demand>> Demands::List(const Call& call,
                                                          const platform::core::Page& page) {
  const std::string& municipality = call.scope.municipality;
  return means_.database.Run(
      Scope::Tenant(WithoutContract(municipality)),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Demand>> {
        return store::ListDemands(transaction, municipality, page, call.today);
      });
}

absl::StatusOr<Invitation> Demands::Invite(const Call& call, const domain::DemandId& id) {
  const std::string& municipality = call.scope.municipality;
  const Scope here = Scope::Tenant(call.scope);
  const Scope nowhere = Scope::Tenant(WithoutContract(municipality));
  BUURTBRUG_RETURN_IF_ERROR(
      means_.gate
          .Admit({call, call.today},
                 [&](ScopedTransaction& transaction,
                     const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
                   BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(nowhere));
                   BUURTBRUG_ASSIGN_OR_RETURN(
                       const store::HeldDemand held,
                       store::LockDemand(transaction, municipality, means_.vault, id));
                   if (!IsOpen(held.demand, call.today)) {
                     return DemandNotFound();
                   }
                   store::MarkInvited(transaction, municipality, id, call.today,
                                      call.scope.contract);
                   BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(here));
                   return Written{{id.value(), 1},
                                  {store::DemandInvited(NewUuid(call.now, means_.random),
                                                        held.demand, call.today)}};
                 })
          .status());
  return means_.database.Run(
      here, [&](ScopedTransaction& transaction) -> absl::StatusOr<Invitation> {
        BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(nowhere));
        BUURTBRUG_ASSIGN_OR_RETURN(const store::HeldDemand held,
                                   store::LockDemand(transaction, municipality, means_.vault, id));
        // A repeated request may come when the invitation has been answered.
        if (!IsOpen(held.demand, call.today) || !(held.invited_to == call.scope.contract)) {
          return DemandNotFound();
        }
        BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(here));
        platform::access::RecordDisclosure(transaction, call, domain::FamilyId(id.value()));
        return Invitation{
            held.contact,
            {call.scope, domain::LinkId(id.value()), held.Secret(call.scope.contract)},
            held.demand.expires_on};
      });
}

absl::StatusOr<store::HeldDemand> Demands::Open(ScopedTransaction& transaction,
                                                const domain::Link& link,
                                                absl::CivilDay today) const {
  auto held = store::LockDemand(transaction, link.tenant.municipality, means_.vault,
                                domain::DemandId(link.id.value()));
  if (platform::core::ReasonOf(held.status()) == "DEMAND_NOT_FOUND") {
    return domain::LinkNotFound();
  }
  BUURTBRUG_RETURN_IF_ERROR(held.status());
  // An invitation counts while it is the last one; the family's own link always.
  const bool meant =
      link.tenant.contract.value().is_nil() || link.tenant.contract == held->invited_to;
  if (!domain::SameSecret(held->Secret(link.tenant.contract), link.secret) || !meant ||
      !IsOpen(held->demand, today)) {
    return domain::LinkNotFound();
  }
  return held;
}

absl::StatusOr<Online::Answer> Demands::Accept(const Call& call, const domain::Link& invitation,
                                               const OnlineRegistration& online) {
  if (!(invitation.tenant == call.scope)) {
    return domain::LinkNotFound();
  }
  const Call citizen = InContract(call, call.scope);
  const Scope here = Scope::Tenant(call.scope);
  store::NewFamily family;
  const auto receipt = means_.gate.Admit(
      {citizen, citizen.today},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            transaction.Enter(Scope::Tenant(WithoutContract(call.scope.municipality))));
        BUURTBRUG_ASSIGN_OR_RETURN(store::HeldDemand held,
                                   Open(transaction, invitation, call.today));
        BUURTBRUG_RETURN_IF_ERROR(CheckLivesIn(transaction, call.scope.municipality,
                                               online.registration.postcode, online.house));
        OnlineRegistration accepted = online;
        accepted.registration.role = held.demand.role;
        BUURTBRUG_ASSIGN_OR_RETURN(
            family, Receive(citizen, citizen.today, accepted.registration, means_.random));
        family.registered.recorded_by = kCitizen;
        held.demand.state = DemandState::kAccepted;
        store::EndDemand(transaction, call.scope.municipality, held.demand.id, held.demand.state);
        BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(here));
        BUURTBRUG_RETURN_IF_ERROR(ComeIn(transaction, citizen, means_, family, accepted).status());
        return Written{
            {family.head.id.value(), family.head.version},
            {store::FamilyChanged(NewUuid(call.now, means_.random), family.head, family.registered),
             store::DemandEnded(NewUuid(call.now, means_.random), held.demand, call.today)}};
      });
  call.gated = citizen.gated;
  BUURTBRUG_RETURN_IF_ERROR(receipt.status());
  return means_.database.Run(
      here, [&](ScopedTransaction& transaction) -> absl::StatusOr<Online::Answer> {
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyLink link,
                                   store::NewestLink(transaction, call.scope, means_.vault,
                                                     domain::FamilyId(receipt->subject)));
        return Online::Answer{link.link, link.expires_on};
      });
}

absl::Status Demands::Withdraw(const Call& call, const domain::Link& link) {
  const TenantScope nowhere = WithoutContract(link.tenant.municipality);
  Call citizen = call;
  citizen.caller.on_behalf_of = kCitizen;
  return platform::tenant::WriteOnce(
             means_.database, {citizen, Scope::Tenant(nowhere), nowhere}, on_facts_,
             [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
               BUURTBRUG_ASSIGN_OR_RETURN(store::HeldDemand held,
                                          Open(transaction, link, call.today));
               held.demand.state = DemandState::kWithdrawn;
               store::EndDemand(transaction, nowhere.municipality, held.demand.id,
                                held.demand.state);
               return Written{
                   {held.demand.id.value(), 2},
                   {store::DemandEnded(NewUuid(call.now, means_.random), held.demand, call.today)}};
             })
      .status();
}

absl::StatusOr<std::vector<std::string>> Demands::Municipalities() {
  return means_.database.Run(
      Scope::Network(),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<std::string>> {
        return store::DemandMunicipalities(transaction);
      });
}

absl::StatusOr<int> Demands::RewrapAll() {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> municipalities, Municipalities());
  int rewrapped = 0;
  for (const std::string& municipality : municipalities) {
    for (int batch = kRewrapBatch; batch == kRewrapBatch; rewrapped += batch) {
      BUURTBRUG_ASSIGN_OR_RETURN(
          batch, means_.database.Run(Scope::Tenant(WithoutContract(municipality)),
                                     [&](ScopedTransaction& transaction) {
                                       return store::RewrapDemands(transaction, municipality,
                                                                   means_.vault, kRewrapBatch);
                                     }));
    }
  }
  return rewrapped;
}

absl::StatusOr<int> Demands::Expire(const Call& call) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> municipalities, Municipalities());
  int expired = 0;
  for (const std::string& municipality : municipalities) {
    const TenantScope nowhere = WithoutContract(municipality);
    BUURTBRUG_ASSIGN_OR_RETURN(
        const platform::core::Receipt receipt,
        platform::tenant::WriteOnce(
            means_.database, {call, Scope::Tenant(nowhere), nowhere}, on_facts_,
            [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
              Written written;
              for (const domain::Demand& demand :
                   store::ExpireDemands(transaction, municipality, call.today)) {
                written.facts.push_back(
                    store::DemandEnded(NewUuid(call.now, means_.random), demand, call.today));
              }
              written.receipt.version = static_cast<int64_t>(written.facts.size());
              return written;
            }));
    expired += static_cast<int>(receipt.version);
  }
  return expired;
}

}  // namespace buurtbrug::registration::app
