#include "registration/app/links.h"

#include <iterator>
#include <utility>

#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/app/marks.h"
#include "registration/app/notices.h"
#include "registration/app/online.h"
#include "registration/app/places.h"
#include "registration/app/profiles.h"
#include "registration/app/readiness.h"
#include "registration/domain/offer.h"
#include "registration/store/family_store.h"
#include "registration/store/household_store.h"
#include "registration/store/profile_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Error;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

// The call of the gateway, as that of the family.
Call ByCitizen(const Call& call) {
  Call citizen = call;
  citizen.caller.on_behalf_of = kCitizen;
  return citizen;
}

// A repeated withdrawal finds its link ended: what it answered then is answered again.
absl::Status Settled(const Call& call, const Call& citizen,
                     const absl::StatusOr<Receipt>& receipt) {
  call.gated = citizen.gated;
  return receipt.status();
}

absl::Status CheckStillHere(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family) {
  return store::IsDeparted(transaction, tenant, family)
             ? Error(absl::StatusCode::kFailedPrecondition, "FAMILY_CARRIED_OVER",
                     "the family went on in the contract that follows: its coordinator sends a new "
                     "link")
             : absl::OkStatus();
}

}  // namespace

std::string WordsFor(const Standing& standing) {
  if (standing.carried_over) {
    return "Uw aanmelding is meegegaan naar het contract dat nu loopt. De coördinator stuurt u een "
           "nieuwe link.";
  }
  const bool asks = standing.role == domain::FamilyRole::kRequest;
  switch (standing.state) {
    case domain::FamilyState::kRegistered:
      return "Uw aanmelding is ontvangen. Een coördinator neemt contact met u op.";
    case domain::FamilyState::kIntakePlanned:
      return "Er is een afspraak voor een intakegesprek.";
    case domain::FamilyState::kScreening:
      return "De screening van uw gezin loopt.";
    case domain::FamilyState::kWaiting:
      return "Het intakegesprek is geweest. Wij zoeken een steungezin dat bij u past.";
    case domain::FamilyState::kAvailable:
      return "Uw gezin kan een vraaggezin steunen. Wij nemen contact op als er een gezin is dat "
             "bij "
             "u past.";
    case domain::FamilyState::kPaused:
      return "Uw gezin heeft een pauze.";
    case domain::FamilyState::kClosed:
      return "Uw aanmelding is afgesloten.";
    case domain::FamilyState::kWithdrawn:
      return "U heeft uw aanmelding ingetrokken.";
    case domain::FamilyState::kRejected:
      return "Uw gezin kan nu geen steungezin zijn. De coördinator heeft dat met u besproken.";
  }
  return asks ? "Uw aanvraag is in behandeling." : "Uw aanbod is in behandeling.";
}

absl::StatusOr<Standing> Links::Follow(const Call& call, const domain::Link& link) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Standing> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::FamilyLink opened,
            store::OpenLink(transaction, call.scope, means_.vault, link, call.today));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                   store::LockFamily(transaction, call.scope, opened.family));
        const domain::FamilyState state = domain::StateOn(
            head.state, store::ReadListing(transaction, call.scope, head.id).paused_until,
            call.today);
        return Standing{head.role, state, head.registered_on, opened.expires_on,
                        store::IsDeparted(transaction, call.scope, head.id)};
      });
}

absl::StatusOr<LinkedFamily> Links::Resolve(const Call& call, const domain::Link& link) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<LinkedFamily> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::FamilyLink opened,
            store::OpenLink(transaction, call.scope, means_.vault, link, call.today));
        BUURTBRUG_RETURN_IF_ERROR(CheckStillHere(transaction, call.scope, opened.family));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                   store::LockFamily(transaction, call.scope, opened.family));
        return LinkedFamily{head.id, head.role};
      });
}

absl::Status Links::Correct(const Call& call, const domain::Link& link, const store::Reach& reach) {
  const Call citizen = ByCitizen(call);
  return Settled(
      call, citizen,
      means_.gate.Admit(
          {citizen, call.today},
          [&](ScopedTransaction& transaction,
              const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
            BUURTBRUG_ASSIGN_OR_RETURN(
                const store::FamilyLink opened,
                store::OpenLink(transaction, call.scope, means_.vault, link, call.today));
            BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                       store::LockFamily(transaction, call.scope, opened.family));
            BUURTBRUG_RETURN_IF_ERROR(CheckStillHere(transaction, call.scope, head.id));
            if (domain::IsClosed(head.state)) {
              return Error(absl::StatusCode::kFailedPrecondition, "CASE_CLOSED",
                           "the case of this family is closed");
            }
            if (!reach.postcode.empty()) {
              BUURTBRUG_RETURN_IF_ERROR(
                  CheckLivesIn(transaction, call.scope.municipality, reach.postcode, std::nullopt));
            }
            BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                       means_.vault.Find(transaction, call.scope, head.id));
            BUURTBRUG_ASSIGN_OR_RETURN(const domain::Household before,
                                       store::ReadHousehold(transaction, call.scope, head.id, key));
            BUURTBRUG_RETURN_IF_ERROR(store::AppendContact(transaction, call.scope, means_.vault,
                                                           head.id, reach, head.version + 1,
                                                           call.now, kCitizen));
            BUURTBRUG_RETURN_IF_ERROR(RenewMarks(transaction, call.scope, means_.vault, head.id));
            BUURTBRUG_ASSIGN_OR_RETURN(const domain::Household after,
                                       store::ReadHousehold(transaction, call.scope, head.id, key));
            TellOfCorrection(transaction, citizen, means_, head.id, before, after);
            Written written = {{head.id.value(), head.version + 1}, {}};
            if (!reach.postcode.empty()) {
              BUURTBRUG_ASSIGN_OR_RETURN(written.facts,
                                         TellProfileAgain(transaction, citizen, means_, head, key));
            }
            return written;
          }));
}

absl::Status Links::Withdraw(const Call& call, const domain::Link& link,
                             domain::WithdrawReason reason) {
  const Call citizen = ByCitizen(call);
  return Settled(
      call, citizen,
      means_.gate.Admit(
          {citizen, call.today},
          [&](ScopedTransaction& transaction,
              const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
            BUURTBRUG_ASSIGN_OR_RETURN(
                const store::FamilyLink opened,
                store::OpenLink(transaction, call.scope, means_.vault, link, call.today));
            BUURTBRUG_ASSIGN_OR_RETURN(domain::FamilyHead family,
                                       store::LockFamily(transaction, call.scope, opened.family));
            BUURTBRUG_RETURN_IF_ERROR(CheckStillHere(transaction, call.scope, family.id));
            BUURTBRUG_ASSIGN_OR_RETURN(
                family.state, domain::StateAfter(family, domain::StepKind::kWithdrawn, call.today));
            ++family.version;
            domain::FamilyStep step;
            step.kind = domain::StepKind::kWithdrawn;
            step.occurred_on = call.today;
            step.recorded_at = call.now;
            step.recorded_by = kCitizen;
            step.correction = call.mark == platform::access::Mark::kCorrection;
            store::AppendStep(transaction, call.scope, family, step);
            store::RevokeLinks(transaction, call.scope, family.id, call.now, reason);
            Written written = {
                {family.id.value(), family.version},
                {store::FamilyChanged(NewUuid(call.now, means_.random), family, step)}};
            if (family.role == domain::FamilyRole::kSupport) {
              BUURTBRUG_ASSIGN_OR_RETURN(std::vector<platform::feed::Fact> facts,
                                         RefreshReadiness(transaction, call, means_, family.id));
              std::move(facts.begin(), facts.end(), std::back_inserter(written.facts));
            }
            return written;
          }));
}

absl::StatusOr<std::vector<store::WithdrawnInMatch>> Links::ListWithdrawnInMatch(
    const Call& call, const platform::core::Page& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::WithdrawnInMatch>> {
        return store::ListWithdrawnInMatch(transaction, call.scope, page);
      });
}

absl::StatusOr<store::FamilyLink> Links::Renew(const Call& call, const domain::FamilyId& family) {
  BUURTBRUG_RETURN_IF_ERROR(
      means_.gate
          .Admit({call, call.today},
                 [&](ScopedTransaction& transaction,
                     const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
                   BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyHead head,
                                              store::LockFamily(transaction, call.scope, family));
                   BUURTBRUG_RETURN_IF_ERROR(CheckStillHere(transaction, call.scope, family));
                   if (domain::IsClosed(head.state)) {
                     return Error(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                                  "the case is closed");
                   }
                   store::RevokeLinks(transaction, call.scope, family, call.now, std::nullopt);
                   const store::FamilyLink link = {
                       family,
                       {call.scope, domain::LinkId(NewUuid(call.now, means_.random)), ""},
                       call.today + domain::kLinkDays};
                   BUURTBRUG_RETURN_IF_ERROR(store::InsertLink(transaction, call.scope,
                                                               means_.vault, link, call.now,
                                                               call.caller.subject)
                                                 .status());
                   return Written{{family.value(), head.version}, {}};
                 })
          .status());
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<store::FamilyLink> {
        return store::NewestLink(transaction, call.scope, means_.vault, family);
      });
}

}  // namespace buurtbrug::registration::app
