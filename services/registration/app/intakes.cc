#include "registration/app/intakes.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "platform/access/log.h"
#include "platform/core/page.h"
#include "platform/core/status.h"
#include "registration/app/profiles.h"
#include "registration/app/readiness.h"
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

constexpr domain::FamilyRole kRequest = domain::FamilyRole::kRequest;

}  // namespace

absl::StatusOr<Receipt> Intakes::Plan(const Call& call, const About& about,
                                      absl::CivilDay intake_on) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckIntakeDay(about.occurred_on, intake_on));
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(about.expected_version, family.head.version));
    Written written;
    // Another day for an intake that was planned before is no step of the state.
    if (family.head.state == domain::FamilyState::kIntakePlanned) {
      BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(family.head, kRequest, about.occurred_on));
    } else {
      BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                                 Move(transaction, call, means_, family.head,
                                      domain::StepKind::kIntakePlanned, about.occurred_on));
      written.facts.push_back(std::move(fact));
    }
    ProfileStep step = NewProfileStep(call, ProfileKind::kIntakePlanned, about.occurred_on);
    step.day = intake_on;
    Append(transaction, call, family, step);
    written.receipt = {family.head.id.value(), family.head.version};
    return written;
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Intakes::RecordNeeds(const Call& call, const About& about,
                                             const domain::Intake& intake) {
  return RecordProfile(call, means_, about,
                       {kRequest, ProfileKind::kNeeds, store::TextOfIntake(intake),
                        [&](const domain::FamilyHead& family) {
                          return domain::CheckIntake(intake, family.children);
                        },
                        [&](domain::Listing& listing) { domain::Put(intake, listing); }});
}

absl::StatusOr<IntakeView> Intakes::Get(const Call& call, const domain::FamilyId& family) {
  const auto work = [&](ScopedTransaction& transaction) -> absl::StatusOr<IntakeView> {
    BUURTBRUG_ASSIGN_OR_RETURN(const OpenFamily open,
                               ReadOpenFamily(transaction, call, means_.vault, family, kRequest));
    const domain::Listing& listing = open.listing;
    BUURTBRUG_ASSIGN_OR_RETURN(
        auto last, store::ReadIntake(transaction, call.scope, open.key, listing.profile_step));
    if (!last) {
      return Error(StatusCode::kNotFound, "NEEDS_NOT_FOUND",
                   "what the family needs was not recorded yet");
    }
    BUURTBRUG_ASSIGN_OR_RETURN(
        domain::Remark urgency,
        store::ReadRemark(transaction, call.scope, open.key, listing.urgency_step));
    BUURTBRUG_ASSIGN_OR_RETURN(std::vector<domain::ReferralOn> referrals,
                               store::ReadReferralsOn(transaction, call.scope, open.key));
    IntakeView view = {listing.profile_step,    *std::move(last),  listing.urgency,
                       std::move(urgency.text), listing.intake_on, std::move(referrals)};
    platform::access::RecordDisclosure(transaction, call, family);
    return view;
  };
  return means_.database.Run(Scope::Tenant(call.scope), work);
}

absl::StatusOr<Receipt> Intakes::SetUrgency(const Call& call, const About& about, int urgency,
                                            const Personal& reason) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckOpen(family.head, kRequest, about.occurred_on));
    ProfileStep step = NewProfileStep(call, ProfileKind::kUrgency, about.occurred_on);
    step.code = urgency;
    step.text = store::TextOfRemark(reason);
    Append(transaction, call, family, step);
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                               TellProfile(transaction, call, means_, family, about.occurred_on));
    return Written{{family.head.id.value(), family.listing.steps}, {std::move(fact)}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Intakes::ReferOn(const Call& call, const About& about,
                                         domain::Destination destination, const Personal& reason) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(about.expected_version, family.head.version));
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact fact,
                               Move(transaction, call, means_, family.head,
                                    domain::StepKind::kReferredOn, about.occurred_on));
    ProfileStep step = NewProfileStep(call, ProfileKind::kReferredOn, about.occurred_on);
    step.code = static_cast<int>(destination);
    step.text = store::TextOfRemark(reason);
    Append(transaction, call, family, step);
    return Written{{family.head.id.value(), family.listing.steps}, {std::move(fact)}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Intakes::RecordOutcome(const Call& call, const About& about, int64_t number,
                                               domain::Outcome outcome) {
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay referred_on,
                               store::ReferredOnDay(transaction, call.scope, about.family, number));
    if (about.occurred_on < referred_on) {
      return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                   "this is dated before the family was referred on");
    }
    ProfileStep step = NewProfileStep(call, ProfileKind::kOutcome, about.occurred_on);
    step.code = static_cast<int>(outcome);
    step.about = number;
    Append(transaction, call, family, step);
    return Written{{family.head.id.value(), family.listing.steps}, {}};
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<Receipt> Intakes::Close(const Call& call, const About& about,
                                       domain::CloseReason reason) {
  BUURTBRUG_RETURN_IF_ERROR(learn_matches_());
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(OpenFamily family,
                               HoldFamily(transaction, call, means_.vault, about.family));
    BUURTBRUG_RETURN_IF_ERROR(CheckEtag(about.expected_version, family.head.version));
    const store::RunningMatch running =
        store::RunningMatchOf(transaction, call.scope, about.family);
    if (running != store::RunningMatch::kNone) {
      return Error(StatusCode::kFailedPrecondition, "MATCH_RUNNING",
                   running == store::RunningMatch::kHere
                       ? "the family is in a match that is not over: end that first"
                       : "the family is in a match of another municipality that is not over: "
                         "that one ends it first");
    }
    BUURTBRUG_ASSIGN_OR_RETURN(
        platform::feed::Fact fact,
        Move(transaction, call, means_, family.head, domain::StepKind::kClosed, about.occurred_on));
    ProfileStep step = NewProfileStep(call, ProfileKind::kClosed, about.occurred_on);
    step.code = static_cast<int>(reason);
    family.listing.paused_until = std::nullopt;
    Append(transaction, call, family, step);
    Written written = {{family.head.id.value(), family.head.version}, {std::move(fact)}};
    if (family.head.role == domain::FamilyRole::kSupport) {
      BUURTBRUG_ASSIGN_OR_RETURN(std::vector<platform::feed::Fact> facts,
                                 RefreshReadiness(transaction, call, means_, family.head.id));
      std::move(facts.begin(), facts.end(), std::back_inserter(written.facts));
    }
    return written;
  };
  return means_.gate.Admit({call, about.occurred_on}, work);
}

absl::StatusOr<std::vector<store::ListedFamily>> Intakes::ListWaiting(
    const Call& call, const store::WaitingPlace& behind,
    const std::vector<domain::SupportKind>& kinds, int size) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::ListedFamily>> {
        return store::ListWaiting(transaction, call.scope, behind, kinds, size);
      });
}

}  // namespace buurtbrug::registration::app
