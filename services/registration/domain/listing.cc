#include "registration/domain/listing.h"

#include <set>

#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

absl::Status CheckOpen(const FamilyHead& family, FamilyRole role, absl::CivilDay occurred_on) {
  if (family.role != role) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 role == FamilyRole::kRequest ? "this is for a request family"
                                              : "this is for a support family");
  }
  if (IsClosed(family.state)) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "the case is closed");
  }
  if (occurred_on < family.registered_on) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 "this is dated before the registration");
  }
  return absl::OkStatus();
}

Listing After(Listing listing, const ProfileStep& step) {
  ++listing.steps;
  switch (step.kind) {
    case ProfileKind::kNeeds:
    case ProfileKind::kOffer:
      listing.profile_step = listing.steps;
      break;
    case ProfileKind::kUrgency:
      listing.urgency_step = listing.steps;
      listing.urgency = step.code.value_or(kLeastUrgency);
      break;
    case ProfileKind::kIntakePlanned:
      listing.intake_on = step.day;
      break;
    case ProfileKind::kWilling:
      if (!listing.willing_on || *listing.willing_on < step.occurred_on) {
        listing.willing_on = step.occurred_on;
      }
      break;
    case ProfileKind::kContact:
      if (!listing.contact_on || *listing.contact_on <= step.occurred_on) {
        listing.contact_step = listing.steps;
        listing.contact_on = step.occurred_on;
        listing.contact = static_cast<ContactKind>(step.code.value_or(1));
      }
      break;
    case ProfileKind::kPause:
      listing.paused_until = step.day;
      break;
    case ProfileKind::kReferredOn:
    case ProfileKind::kOutcome:
    case ProfileKind::kClosed:
      break;
  }
  return listing;
}

void Put(const Intake& intake, Listing& listing) {
  listing.kinds = KindsOf(intake);
  std::set<int32_t> children;
  for (const Need& need : intake.needs) {
    children.insert(need.child);
  }
  listing.children.assign(children.begin(), children.end());
}

void Put(const Offer& offer, Listing& listing) {
  listing.kinds = offer.terms.kinds;
  listing.capacity = offer.capacity;
}

int32_t MaskOf(const std::vector<SupportKind>& kinds) {
  int32_t mask = 0;
  for (const SupportKind kind : kinds) {
    mask |= 1 << (static_cast<int>(kind) - 1);
  }
  return mask;
}

std::vector<SupportKind> KindsOf(int32_t mask) {
  std::vector<SupportKind> kinds;
  for (int kind = 1; kind <= static_cast<int>(SupportKind::kLanguagePractice); ++kind) {
    if ((mask & (1 << (kind - 1))) != 0) {
      kinds.push_back(static_cast<SupportKind>(kind));
    }
  }
  return kinds;
}

absl::Status CheckIntakeDay(absl::CivilDay planned_on, absl::CivilDay intake_on) {
  constexpr int kMostMonths = 12;
  if (intake_on < planned_on) {
    return InvalidField("intake_on", "INTAKE_TOO_EARLY",
                        "the intake is on or after the day on which it was planned");
  }
  if (intake_on > platform::core::AddMonths(planned_on, kMostMonths)) {
    return InvalidField("intake_on", "INTAKE_TOO_LATE", "plan the intake within a year");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::domain
