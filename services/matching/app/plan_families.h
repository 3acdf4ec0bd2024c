#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/app/directory.h"
#include "matching/app/plans.h"
#include "platform/core/uuid.h"

namespace buurtbrug::matching::app {

// What a plan is made from, out of what is known of a contract. A need that a match serves is left
// out, and the match's place is taken; but with `input.reconsider_proposals` what is only proposed
// counts as not there.
//   NOT_FOUND FAMILY_NOT_FOUND             siblings of no request family that can be searched
//   INVALID_ARGUMENT NO_CHILD              no need of such a child is known, or it is served
//   FAILED_PRECONDITION CHILDREN_APART     no moment or transport is common to the children
// about the field `siblings`.
absl::StatusOr<engine::Snapshot> SnapshotOf(const Outlook& outlook,
                                            const platform::core::ContractId& contract,
                                            const PlanInput& input);

// Who waits, or is available, and is not in it, whatever the input: by id.
std::vector<domain::UnplannedFamily> UnplannedOf(const Census& census);

// Takes it for MakePlan, from what is known of the contract (Directory). A refusal because of a
// family stands only after the latest news of registration. Thread-safe.
//   the reasons of SnapshotOf and of Database::Run; UNAVAILABLE FEED_UNREACHABLE, DEADLINE_EXCEEDED
//   FEED_BEHIND
class PlanFamilies {
 public:
  PlanFamilies(Directory& directory, std::function<absl::Status()> learn_families)
      : directory_(directory), learn_families_(std::move(learn_families)) {}

  absl::StatusOr<TakenFamilies> Take(const Call& call, const PlanInput& input);

 private:
  absl::StatusOr<TakenFamilies> TakeOnce(const Call& call, const PlanInput& input);

  Directory& directory_;
  const std::function<absl::Status()> learn_families_;
};

}  // namespace buurtbrug::matching::app
