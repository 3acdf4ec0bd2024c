#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/fit.h"
#include "matching/engine/profile.h"
#include "matching/engine/rule.h"

namespace buurtbrug::matching::engine {

using platform::core::ContractId;

// All that a plan is made from, frozen: the same snapshot gives the same plan, whenever and
// wherever. Freeze brings it into its one form, in which everything else expects it.
struct Snapshot {
  DayNumber day = 0;
  Weights weights;
  std::int64_t weights_version = 0;
  std::vector<ContractId> contracts;         // by the numbers that Terms::contract has
  std::vector<std::string> languages;        // tags, by their numbers
  std::vector<Agreements::Pair> agreements;  // numbers of contracts
  std::vector<BarredPair> barred;
  std::vector<Unit> units;
  std::vector<Supporter> supporters;
};

// The same snapshot in the one form that does not depend on the order in which anything came in:
// lists ascend (contracts and families by id, units by family and children, languages by tag, and
// only those that somebody speaks or asks for), nothing is there twice, numbers of contracts and
// languages are positions in these lists. Language 255, which nobody speaks, needs no tag.
//   INVALID_ARGUMENT  a value is outside its range, a unit, support family or contract is there
//                     twice, a number names no contract or language, or the weights are not usable;
//                     the message says which
absl::StatusOr<Snapshot> Freeze(Snapshot snapshot);

// The bytes of a frozen snapshot. One in which nobody has interests and they count for nothing has
// the bytes that it had before there were any, so that what was kept then is read and checked as it
// was.
std::string SerializeSnapshot(const Snapshot& snapshot);

// The frozen snapshot whose bytes these are. INVALID_ARGUMENT for any others.
absl::StatusOr<Snapshot> ParseSnapshot(std::string_view bytes);

// Day, agreements and barred pairs, as rules and search take them.
Conditions ConditionsOf(const Snapshot& snapshot);

}  // namespace buurtbrug::matching::engine
