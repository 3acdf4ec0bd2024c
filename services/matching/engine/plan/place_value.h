#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/checked_plan.h"
#include "matching/engine/plan/plan.h"

// What recruiting is worth: which support family, and where, would help most families next.
namespace buurtbrug::matching::engine {

// A support family that is not there yet.
struct NewSupporter {
  // Who it would be, with the free places that it is valued with. Its id is no family's.
  Supporter profile;
  // Made for what this unit needs, where it lives; or as this support family is. The other one is
  // kNobody.
  std::int32_t for_unit = kNobody;
  std::int32_t like = kNobody;
  // By which the best plan rises when it is added. The fit can fall while families helped rise.
  Worth rise;
  // False where one of the two plans that were compared is not proven optimal: then `rise` is the
  // difference of the plans that were found.
  bool exact = true;
  // A unit that is helped besides; nobody where others fit better, or where the plan was made anew.
  std::int32_t helps = kNobody;
  // Units that the plan does not help and that break no rule with it.
  std::int32_t unhelped_in_reach = 0;
};

// A support family that the plan would miss.
struct ScarcePlace {
  std::int32_t supporter = kNobody;
  Worth fall;  // of the best plan when it has one free place less
  bool exact = true;
};

struct PlaceValues {
  std::vector<NewSupporter> advice;  // the highest rise first; none without a rise
  std::vector<ScarcePlace> scarce;   // the highest fall first; none without a fall
  // Profiles and places that were not valued, because the plan would have had to be made anew for
  // more of them than allowed.
  std::int32_t not_valued = 0;
};

struct ValueOptions {
  std::size_t most = 10;  // of each list
  // For each list the plan is made anew at most so often, for what units that take several places
  // have to do with, the most promising first; one search does for all others.
  std::int32_t most_plans = 10;
  PlanOptions plan;
  // Of the plans that are made anew, each of which is checked.
  Planner planner = MakePlan;
};

// Of a plan of a frozen snapshot. Candidates are a support family for each unit that the plan does
// not help (at its place, with its kinds, moments and distance, taking children up to two years
// younger and older, and meeting its limits and wishes), and one more like each support family in a
// possible pair that is of a contract of the units, with one place; of none it is known what it
// likes to do.
//   INVALID_ARGUMENT  it is not a plan of this snapshot
//   OUT_OF_RANGE      as ScoringOf
//   INTERNAL          a plan that was made anew is refused by the checker
absl::StatusOr<PlaceValues> ValuePlaces(const Snapshot& snapshot, const Plan& plan,
                                        const ValueOptions& options = {});

// The snapshot with one support family more, as NewSupporter::profile says.
Snapshot WithSupporter(Snapshot snapshot, const Supporter& profile);

}  // namespace buurtbrug::matching::engine
