#include "registration/app/profiles.h"

#include <utility>

#include "platform/core/page.h"
#include "platform/core/status.h"
#include "registration/domain/profile.h"
#include "registration/store/consent_store.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using platform::core::NewUuid;

absl::StatusOr<OpenFamily> HoldFamily(ScopedTransaction& transaction, const Call& call,
                                      store::Vault& vault, const domain::FamilyId& family) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::FamilyHead head,
                             store::LockFamily(transaction, call.scope, family));
  BUURTBRUG_ASSIGN_OR_RETURN(store::FamilyKey key, vault.Find(transaction, call.scope, family));
  domain::Listing listing = store::ReadListing(transaction, call.scope, family);
  return OpenFamily{head, std::move(listing), std::move(key)};
}

absl::StatusOr<OpenFamily> ReadOpenFamily(ScopedTransaction& transaction, const Call& call,
                                          store::Vault& vault, const domain::FamilyId& family,
                                          domain::FamilyRole role) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Family people,
                             store::ReadCase(transaction, call.scope, family));
  if (people.head.role != role) {
    return platform::core::Error(absl::StatusCode::kFailedPrecondition, "WRONG_ROLE",
                                 role == domain::FamilyRole::kRequest
                                     ? "this is for a request family"
                                     : "this is for a support family");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(store::FamilyKey key, vault.Find(transaction, call.scope, family));
  return OpenFamily{people.head, store::ReadListing(transaction, call.scope, family),
                    std::move(key)};
}

domain::ProfileStep NewProfileStep(const Call& call, domain::ProfileKind kind,
                                   absl::CivilDay occurred_on) {
  domain::ProfileStep step;
  step.kind = kind;
  step.occurred_on = occurred_on;
  step.recorded_at = call.now;
  step.recorded_by = call.caller.subject;
  step.correction = call.mark == platform::access::Mark::kCorrection;
  return step;
}

void Append(ScopedTransaction& transaction, const Call& call, OpenFamily& family,
            const domain::ProfileStep& step) {
  family.listing = domain::After(std::move(family.listing), step);
  store::AppendProfileStep(transaction, call.scope, family.key, family.listing, step);
}

absl::StatusOr<platform::feed::Fact> Move(ScopedTransaction& transaction, const Call& call,
                                          const Means& means, domain::FamilyHead& family,
                                          domain::StepKind kind, absl::CivilDay occurred_on) {
  BUURTBRUG_ASSIGN_OR_RETURN(family.state, domain::StateAfter(family, kind, occurred_on));
  ++family.version;
  const domain::FamilyStep step = {kind,         occurred_on,
                                   call.now,     call.caller.subject,
                                   std::nullopt, call.mark == platform::access::Mark::kCorrection};
  store::AppendStep(transaction, call.scope, family, step);
  return store::FamilyChanged(NewUuid(call.now, means.random), family, step);
}

absl::StatusOr<platform::core::Receipt> RecordProfile(const Call& call, const Means& means,
                                                      const About& about,
                                                      const NewProfile& profile) {
  const auto work = [&](ScopedTransaction& transaction, const platform::tenant::Protocol&
                        /*protocol*/) -> absl::StatusOr<platform::tenant::Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(family.head, profile.role, about.occurred_on));
    BUURTBRUG_RETURN_IF_ERROR(
        platform::core::CheckEtag(about.expected_version, family.listing.profile_step));
    BUURTBRUG_RETURN_IF_ERROR(profile.check(family.head));
    domain::ProfileStep step = NewProfileStep(call, profile.kind, about.occurred_on);
    step.text = profile.text;
    profile.put(family.listing);
    Append(transaction, call, family, step);
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                               TellProfile(transaction, call, means, family, about.occurred_on));
    return platform::tenant::Written{{family.head.id.value(), family.listing.profile_step},
                                     {std::move(fact)}};
  };
  return means.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<platform::feed::Fact> TellProfile(ScopedTransaction& transaction, const Call& call,
                                                 const Means& means, const OpenFamily& family,
                                                 absl::CivilDay occurred_on) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::Family people,
      store::ReadFamily(transaction, call.scope, family.head.id, family.key));
  std::optional<domain::Intake> intake;
  std::optional<domain::Offer> offer;
  if (family.head.role == domain::FamilyRole::kRequest) {
    BUURTBRUG_ASSIGN_OR_RETURN(auto dated, store::ReadIntake(transaction, call.scope, family.key,
                                                             family.listing.profile_step));
    if (dated) {
      intake = std::move(dated->intake);
    }
  } else {
    BUURTBRUG_ASSIGN_OR_RETURN(auto dated, store::ReadOffer(transaction, call.scope, family.key,
                                                            family.listing.profile_step));
    if (dated) {
      offer = std::move(dated->offer);
    }
  }
  store::PutAgesDue(transaction, call.scope, family.head.id,
                    domain::AgesDueOn(people.child_birth_dates, occurred_on));
  const bool pool_consent = domain::Agrees(
      store::ReadConsents(transaction, call.scope, family.head.id), domain::ConsentPurpose::kPool);
  return store::FamilyProfileChanged(NewUuid(call.now, means.random), occurred_on, people,
                                     family.listing, {intake, offer, pool_consent});
}

absl::StatusOr<std::vector<platform::feed::Fact>> TellProfileAgain(ScopedTransaction& transaction,
                                                                   const Call& call,
                                                                   const Means& means,
                                                                   const domain::FamilyHead& family,
                                                                   const store::FamilyKey& key) {
  std::vector<platform::feed::Fact> facts;
  const OpenFamily open = {family, store::ReadListing(transaction, call.scope, family.id), key};
  if (open.listing.profile_step > 0 && !domain::IsClosed(family.state)) {
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact told,
                               TellProfile(transaction, call, means, open, call.today));
    facts.push_back(std::move(told));
  }
  return facts;
}

}  // namespace buurtbrug::registration::app
