#include "registration/app/offers.h"

#include <utility>

#include "platform/access/log.h"
#include "platform/core/page.h"
#include "platform/core/status.h"
#include "registration/app/profiles.h"
#include "registration/domain/offer.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using absl::StatusCode;
using domain::ProfileKind;
using domain::ProfileStep;
using platform::core::CheckEtag;
using platform::core::Error;
using platform::core::Personal;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

constexpr domain::FamilyRole kSupport = domain::FamilyRole::kSupport;

}  // namespace

absl::StatusOr<Receipt> Offers::RecordOffer(const Call& call, const About& about,
                                            const domain::Offer& offer) {
  return RecordProfile(call, means_, about,
                       {kSupport, ProfileKind::kOffer, store::TextOfOffer(offer),
                        [&](const domain::FamilyHead&) { return domain::CheckOffer(offer); },
                        [&](domain::Listing& listing) { domain::Put(offer, listing); }});
}

absl::StatusOr<OfferView> Offers::Get(const Call& call, const domain::FamilyId& family) {
  const auto work = [&](ScopedTransaction& transaction) -> absl::StatusOr<OfferView> {
    BUURTBRUG_ASSIGN_OR_RETURN(const OpenFamily open,
                               ReadOpenFamily(transaction, call, means_.vault, family, kSupport));
    const domain::Listing& listing = open.listing;
    BUURTBRUG_ASSIGN_OR_RETURN(
        auto last, store::ReadOffer(transaction, call.scope, open.key, listing.profile_step));
    if (!last) {
      return Error(StatusCode::kNotFound, "OFFER_NOT_FOUND",
                   "what the family offers was not recorded yet");
    }
    BUURTBRUG_ASSIGN_OR_RETURN(
        domain::Remark contact,
        store::ReadRemark(transaction, call.scope, open.key, listing.contact_step));
    OfferView view = {listing.profile_step, *std::move(last),
                      domain::StateOn(open.head.state, listing.paused_until, call.today), listing,
                      std::move(contact.text)};
    platform::access::RecordDisclosure(transaction, call, family);
    return view;
  };
  return means_.database.Run(Scope::Tenant(call.scope), work);
}

absl::StatusOr<Receipt> Offers::Pause(const Call& call, const About& about, absl::CivilDay until,
                                      const Personal& reason) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPause(about.occurred_on, until));
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(about.expected_version, family.head.version));
    family.head.state =
        domain::StateOn(family.head.state, family.listing.paused_until, about.occurred_on);
    BUURTBRUG_ASSIGN_OR_RETURN(
        platform::feed::Fact moved,
        Move(transaction, call, means_, family.head, domain::StepKind::kPaused, about.occurred_on));
    ProfileStep step = NewProfileStep(call, ProfileKind::kPause, about.occurred_on);
    step.day = until;
    step.text = store::TextOfRemark(reason);
    Append(transaction, call, family, step);
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact profile,
                               TellProfile(transaction, call, means_, family, about.occurred_on));
    return Written{{family.head.id.value(), family.head.version},
                   {std::move(moved), std::move(profile)}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Offers::Resume(const Call& call, const About& about) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(about.expected_version, family.head.version));
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact moved,
                               Move(transaction, call, means_, family.head,
                                    domain::StepKind::kResumed, about.occurred_on));
    family.listing.paused_until = std::nullopt;
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact profile,
                               TellProfile(transaction, call, means_, family, about.occurred_on));
    return Written{{family.head.id.value(), family.head.version},
                   {std::move(moved), std::move(profile)}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Offers::ConfirmWillingness(const Call& call, const About& about) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(family.head, kSupport, about.occurred_on));
    Append(transaction, call, family,
           NewProfileStep(call, ProfileKind::kWilling, about.occurred_on));
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                               TellProfile(transaction, call, means_, family, about.occurred_on));
    return Written{{family.head.id.value(), family.listing.steps}, {std::move(fact)}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Offers::LogContact(const Call& call, const About& about,
                                           domain::ContactKind contact, const Personal& note) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(family.head, kSupport, about.occurred_on));
    ProfileStep step = NewProfileStep(call, ProfileKind::kContact, about.occurred_on);
    step.code = static_cast<int>(contact);
    step.text = store::TextOfRemark(note);
    Append(transaction, call, family, step);
    return Written{{family.head.id.value(), family.listing.steps}, {}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<std::vector<store::ListedFamily>> Offers::ListFree(const Call& call,
                                                                  const store::FreePlace& behind,
                                                                  int size) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::ListedFamily>> {
        return store::ListFree(transaction, call.scope, behind, size);
      });
}

}  // namespace buurtbrug::registration::app
