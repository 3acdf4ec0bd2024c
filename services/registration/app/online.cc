#include "registration/app/online.h"

#include <utility>

#include "platform/core/status.h"
#include "registration/app/demands.h"
#include "registration/app/families.h"
#include "registration/app/marks.h"
#include "registration/app/places.h"
#include "registration/app/readiness.h"
#include "registration/store/consent_store.h"

namespace buurtbrug::registration::app {

using platform::core::ContractId;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

// Why a contract that runs takes nothing new today.
bool TakesNothingNew(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "PERIOD_NOT_RUNNING" || reason == "PERIOD_SEALED" ||
         reason == "OUTSIDE_CONTRACT" || reason == "CONTRACT_ENDED";
}

}  // namespace

Call InContract(const Call& call, const TenantScope& contract) {
  Call in_contract = call;
  in_contract.scope = contract;
  in_contract.effect = platform::access::Effect::kStarts;
  in_contract.caller.on_behalf_of = kCitizen;
  return in_contract;
}

absl::StatusOr<store::FamilyLink> ComeIn(ScopedTransaction& transaction, const Call& call,
                                         const Means& means, const store::NewFamily& family,
                                         const OnlineRegistration& online) {
  const domain::FamilyId& id = family.head.id;
  BUURTBRUG_RETURN_IF_ERROR(store::InsertFamily(transaction, call.scope, means.vault, family));
  store::Reach reach;
  reach.house_number = domain::Personal(online.house ? FormatHouseNumber(*online.house) : "");
  reach.email = domain::Personal(online.contact.email);
  reach.phone = domain::Personal(online.contact.phone);
  BUURTBRUG_RETURN_IF_ERROR(AppendContact(transaction, call.scope, means.vault, id, reach,
                                          family.head.version, call.now, kCitizen));
  BUURTBRUG_RETURN_IF_ERROR(RenewMarks(transaction, call.scope, means.vault, id));
  if (family.head.role == domain::FamilyRole::kSupport) {
    // The VOG desk knows it from then on. It is not ready yet: there is nothing to tell.
    BUURTBRUG_RETURN_IF_ERROR(RefreshReadiness(transaction, call, means, id).status());
  }
  const store::Record record = {call.today, domain::Channel::kOnline, call.now, kCitizen};
  store::AppendInformation(transaction, call.scope, id, record);
  for (const domain::ConsentPurpose purpose : online.consents) {
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckPurpose(family.head.role, purpose));
    store::AppendConsent(transaction, call.scope, id, purpose, store::ConsentStep::kGiven, record);
  }
  const store::FamilyLink link = {id,
                                  {call.scope, domain::LinkId(NewUuid(call.now, means.random)), ""},
                                  call.today + domain::kLinkDays};
  return store::InsertLink(transaction, call.scope, means.vault, link, call.now, kCitizen);
}

absl::StatusOr<Online::Answer> Online::AnswerOf(const Call& in_contract,
                                                const domain::FamilyId& family) {
  return means_.database.Run(
      Scope::Tenant(in_contract.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Answer> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::FamilyLink link,
            store::NewestLink(transaction, in_contract.scope, means_.vault, family));
        return Answer{link.link, link.expires_on};
      });
}

absl::StatusOr<std::optional<Online::Answer>> Online::RegisterIn(const Call& in_contract,
                                                                 const OnlineRegistration& online) {
  BUURTBRUG_ASSIGN_OR_RETURN(store::NewFamily family, Receive(in_contract, in_contract.today,
                                                              online.registration, means_.random));
  family.registered.recorded_by = kCitizen;
  const auto receipt = means_.gate.Admit(
      {in_contract, in_contract.today},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(
            ComeIn(transaction, in_contract, means_, family, online).status());
        return Written{{family.head.id.value(), family.head.version},
                       {store::FamilyChanged(NewUuid(in_contract.now, means_.random), family.head,
                                             family.registered)}};
      });
  if (TakesNothingNew(receipt.status())) {
    return std::nullopt;
  }
  BUURTBRUG_RETURN_IF_ERROR(receipt.status());
  BUURTBRUG_ASSIGN_OR_RETURN(const Answer answer,
                             AnswerOf(in_contract, domain::FamilyId(receipt->subject)));
  return std::optional<Answer>(answer);
}

absl::StatusOr<Online::Answer> Online::Register(const Call& call,
                                                const OnlineRegistration& online) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckRegistration(online.registration, call.today));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::Place place,
      means_.database.Run(Scope::Network(), [&](ScopedTransaction& transaction) {
        return FindPlace(transaction, online.registration.postcode.Reveal(), online.house);
      }));
  // Whether a contract has started is asked for before the answer can be that none runs.
  if (!learn_contracts_().ok()) {
    return platform::core::Error(absl::StatusCode::kUnavailable, "STANDING_STALE",
                                 "whether a contract runs cannot be known now; try again");
  }
  // A repeated request is found wherever it became something, whatever runs today.
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Answer> waiting,
                             demands_.FindAnswer(call, place.municipality));
  if (waiting) {
    return *waiting;
  }
  const auto contracts = [&](std::optional<absl::CivilDay> running_on) {
    return means_.database.Run(
        Scope::Municipality(place.municipality),
        [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<ContractId>> {
          return store::ContractsOf(transaction, place.municipality, running_on);
        });
  };
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> all, contracts(std::nullopt));
  for (const ContractId& contract : all) {
    const Call in_contract = InContract(call, {place.municipality, contract});
    BUURTBRUG_ASSIGN_OR_RETURN(const auto earlier, means_.gate.FindReceipt(in_contract));
    if (earlier) {
      return AnswerOf(in_contract, domain::FamilyId(earlier->subject));
    }
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> running, contracts(call.today));
  for (const ContractId& contract : running) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::optional<Answer> answer,
        RegisterIn(InContract(call, {place.municipality, contract}), online));
    if (answer) {
      return *answer;
    }
  }
  return demands_.Register(call, place.municipality, online);
}

}  // namespace buurtbrug::registration::app
