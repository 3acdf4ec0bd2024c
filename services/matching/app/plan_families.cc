#include "matching/app/plan_families.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "matching/engine/told.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

engine::ChildSet ChildrenOf(const std::vector<int>& numbers) {
  constexpr int kHighestChild = 31;
  engine::ChildSet children;
  for (const int number : numbers) {
    if (number >= 0 && number <= kHighestChild) {
      children.Insert(number);
    }
  }
  return children;
}

// The needs that nobody serves, by family.
using OpenUnits = std::map<domain::FamilyId, std::vector<engine::Unit>>;

absl::Status PutTogether(const KeptTogether& siblings, OpenUnits& open) {
  const auto family = open.find(siblings.family);
  if (family == open.end()) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no such request family that waits, or its needs are not known",
                 {{"field", "siblings"}});
  }
  const engine::ChildSet children = ChildrenOf(siblings.children);
  std::vector<engine::Unit>& units = family->second;
  const auto rest = std::stable_partition(
      units.begin(), units.end(),
      [&](const engine::Unit& unit) { return !unit.children.Intersects(children); });
  const std::vector<engine::Unit> apart(rest, units.end());
  if (static_cast<int>(apart.size()) != children.size()) {
    return InvalidField("siblings", "NO_CHILD",
                        "a child is not there, no need of it is known, or a match serves it");
  }
  std::optional<engine::Unit> together = engine::Together(apart);
  if (!together) {
    return Error(StatusCode::kFailedPrecondition, "CHILDREN_APART",
                 "no part of the week, or no transport, is common to the children",
                 {{"field", "siblings"}});
  }
  together->places = siblings.places;
  units.erase(rest, units.end());
  units.push_back(*together);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<engine::Snapshot> SnapshotOf(const Outlook& outlook,
                                            const platform::core::ContractId& contract,
                                            const PlanInput& input) {
  const Census& census = *outlook.census;
  const engine::Conditions conditions = outlook.ConditionsOn(input.day);
  engine::Snapshot snapshot;
  snapshot.day = conditions.day;
  snapshot.weights = outlook.weights;
  snapshot.weights_version = outlook.weights_version;
  snapshot.contracts = {contract};
  for (const platform::core::TenantScope& offering : census.offering()) {
    snapshot.contracts.push_back(offering.contract);
  }
  snapshot.languages = census.languages().tags();
  snapshot.agreements = conditions.agreements.pairs();
  snapshot.barred = conditions.barred.pairs();
  snapshot.supporters = census.supporters();
  if (input.reconsider_proposals) {
    for (std::uint32_t position = 0; position < snapshot.supporters.size(); ++position) {
      snapshot.supporters[position].free_places = census.FreeWithoutProposals(position);
    }
  }
  OpenUnits open;
  for (std::uint32_t position = 0; position < census.units().size(); ++position) {
    const bool is_served =
        input.reconsider_proposals ? census.IsServedFirmly(position) : census.IsServed(position);
    if (!is_served) {
      const engine::Unit& unit = census.units()[position];
      open[unit.family].push_back(unit);
    }
  }
  for (const KeptTogether& siblings : input.siblings) {
    BUURTBRUG_RETURN_IF_ERROR(PutTogether(siblings, open));
  }
  for (const auto& [family, units] : open) {
    snapshot.units.insert(snapshot.units.end(), units.begin(), units.end());
  }
  return snapshot;
}

std::vector<domain::UnplannedFamily> UnplannedOf(const Census& census) {
  using domain::FamilyRole;
  using domain::Unsearched;
  std::vector<domain::UnplannedFamily> unplanned;
  for (const auto& [id, family] : census.families()) {
    switch (family.unsearched) {
      case Unsearched::kSearched:
        if (family.role == FamilyRole::kRequest && family.count == 0) {
          unplanned.push_back({id, family.role, Unsearched::kNeedUnknown});
        }
        break;
      case Unsearched::kProfileUnknown:
      case Unsearched::kAreaUnknown:
        unplanned.push_back({id, family.role, family.unsearched});
        break;
      default:  // it does not wait, or is not available
        break;
    }
  }
  return unplanned;
}

absl::StatusOr<TakenFamilies> PlanFamilies::Take(const Call& call, const PlanInput& input) {
  absl::StatusOr<TakenFamilies> taken = TakeOnce(call, input);
  const bool is_refused = taken.status().code() == StatusCode::kNotFound ||
                          taken.status().code() == StatusCode::kInvalidArgument ||
                          taken.status().code() == StatusCode::kFailedPrecondition;
  if (!is_refused) {
    return taken;
  }
  BUURTBRUG_RETURN_IF_ERROR(learn_families_());
  return TakeOnce(call, input);
}

absl::StatusOr<TakenFamilies> PlanFamilies::TakeOnce(const Call& call, const PlanInput& input) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::shared_ptr<const Outlook> outlook,
                             directory_.Look(call.scope));
  BUURTBRUG_ASSIGN_OR_RETURN(engine::Snapshot snapshot,
                             SnapshotOf(*outlook, call.scope.contract, input));
  return TakenFamilies{std::move(snapshot), UnplannedOf(*outlook->census)};
}

}  // namespace buurtbrug::matching::app
