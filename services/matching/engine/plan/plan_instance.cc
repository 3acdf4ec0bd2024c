#include "matching/engine/plan/plan_instance.h"

#include <algorithm>
#include <numeric>
#include <thread>

namespace buurtbrug::matching::engine {
namespace {

PossiblePairs FindPairs(const Snapshot& snapshot, int threads) {
  const Index<Supporter> index(snapshot.supporters);
  const Conditions conditions = ConditionsOf(snapshot);
  const std::size_t count = At(std::max(threads, 1));
  std::vector<PossiblePairs> found(count);
  const auto find = [&](std::size_t part) {
    const auto begin = snapshot.units.begin();
    const std::size_t first = snapshot.units.size() * part / count;
    const std::size_t last = snapshot.units.size() * (part + 1) / count;
    const std::vector<Unit> units(begin + static_cast<std::ptrdiff_t>(first),
                                  begin + static_cast<std::ptrdiff_t>(last));
    found[part] = PairsOf(units, index, conditions, snapshot.weights);
  };
  std::vector<std::thread> others;
  for (std::size_t part = 1; part < count; ++part) {
    others.emplace_back(find, part);
  }
  find(0);
  for (std::thread& other : others) {
    other.join();
  }
  for (std::size_t part = 1; part < count; ++part) {
    found[0].Append(found[part]);
  }
  return std::move(found[0]);
}

}  // namespace

absl::StatusOr<PlanInstance> InstanceOf(const Snapshot& snapshot, int threads) {
  PlanInstance instance;
  for (const Unit& unit : snapshot.units) {
    instance.places.push_back(unit.places);
    instance.priority.push_back(static_cast<std::int8_t>(PriorityOf(unit, snapshot.day)));
  }
  for (const Supporter& supporter : snapshot.supporters) {
    instance.free.push_back(supporter.free_places);
  }
  instance.pairs = FindPairs(snapshot, threads);
  absl::StatusOr<Scoring> scoring = ScoringOf(snapshot, instance.pairs);
  if (!scoring.ok()) {
    return scoring.status();
  }
  instance.scoring = *scoring;
  return instance;
}

std::vector<PlanPart> PartsOf(const PlanInstance& instance) {
  // Union by the smaller number, with halving of paths; support families come after units.
  std::vector<std::int32_t> parent(At(instance.units() + instance.supporters()));
  std::iota(parent.begin(), parent.end(), 0);
  const auto root_of = [&](std::int32_t node) {
    while (parent[At(node)] != node) {
      parent[At(node)] = parent[At(parent[At(node)])];
      node = parent[At(node)];
    }
    return node;
  };
  for (std::int32_t unit = 0; unit < instance.units(); ++unit) {
    instance.ForPairs(unit, [&](const PairAmount& pair) {
      const std::int32_t a = root_of(unit);
      const std::int32_t b = root_of(instance.units() + pair.supporter);
      parent[At(std::max(a, b))] = std::min(a, b);
    });
  }
  std::vector<PlanPart> parts;
  std::vector<std::int32_t> part_of(parent.size(), kNobody);
  for (std::int32_t unit = 0; unit < instance.units(); ++unit) {
    if (instance.pairs.row_begin[At(unit)] == instance.pairs.row_begin[At(unit) + 1]) {
      continue;
    }
    std::int32_t& part = part_of[At(root_of(unit))];
    if (part == kNobody) {
      part = static_cast<std::int32_t>(parts.size());
      parts.emplace_back();
    }
    parts[At(part)].units.push_back(unit);
  }
  for (std::int32_t supporter = 0; supporter < instance.supporters(); ++supporter) {
    const std::int32_t part = part_of[At(root_of(instance.units() + supporter))];
    if (part != kNobody) {
      parts[At(part)].supporters.push_back(supporter);
    }
  }
  return parts;
}

}  // namespace buurtbrug::matching::engine
