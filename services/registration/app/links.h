#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"
#include "registration/domain/house_number.h"
#include "registration/store/link_store.h"

namespace buurtbrug::registration::app {

// How a registration stands, as its family sees it.
struct Standing {
  domain::FamilyRole role = domain::FamilyRole::kRequest;
  domain::FamilyState state = domain::FamilyState::kRegistered;
  absl::CivilDay registered_on;
  absl::CivilDay link_expires_on;
  // It went on in the contract that follows; what becomes of it is told there.
  bool carried_over = false;
};

// The standing in plain Dutch. Pure.
std::string WordsFor(const Standing& standing);

// Whose a link is.
struct LinkedFamily {
  domain::FamilyId id;
  domain::FamilyRole role = domain::FamilyRole::kRequest;
};

// What a family does by its personal link, in the contract of `call.scope`; NOT_FOUND
// LINK_NOT_FOUND when the link does not open there. The link of a family that was merged is one of
// the family as which it goes on. FAILED_PRECONDITION FAMILY_CARRIED_OVER when the family went on
// in the contract that follows: writes here would reach nobody. Writes are one transaction,
// idempotent per `call.request_id`, with the reasons of platform/tenant/gate.h. Thread-safe.
class Links {
 public:
  explicit Links(const Means& means) : means_(means) {}

  absl::StatusOr<Standing> Follow(const platform::access::Call& call, const domain::Link& link);

  // For another service, which asks the family something by its link.
  absl::StatusOr<LinkedFamily> Resolve(const platform::access::Call& call,
                                       const domain::Link& link);

  // Fields that are empty stay. Makes the notices of what is replaced (TellOfCorrection).
  // FAILED_PRECONDITION OTHER_MUNICIPALITY; CASE_CLOSED.
  absl::Status Correct(const platform::access::Call& call, const domain::Link& link,
                       const store::Reach& reach);

  // The family's links end. A match that runs does not hinder it: ListWithdrawnInMatch tells of it.
  // FAILED_PRECONDITION WRONG_STATE.
  absl::Status Withdraw(const platform::access::Call& call, const domain::Link& link,
                        domain::WithdrawReason reason);

  // For coordinators: whose matches are to be ended because a family withdrew.
  absl::StatusOr<std::vector<store::WithdrawnInMatch>> ListWithdrawnInMatch(
      const platform::access::Call& call, const platform::core::Page& page);

  // By a coordinator: a new link, those before end. NOT_FOUND FAMILY_NOT_FOUND; FAILED_PRECONDITION
  // WRONG_STATE when the case is closed.
  absl::StatusOr<store::FamilyLink> Renew(const platform::access::Call& call,
                                          const domain::FamilyId& family);

 private:
  const Means means_;
};

}  // namespace buurtbrug::registration::app
