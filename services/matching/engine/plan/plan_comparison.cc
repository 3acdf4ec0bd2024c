#include "matching/engine/plan/plan_comparison.h"

#include <algorithm>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

std::int32_t PositionOf(const std::vector<Unit>& units, const NamedPair& pair) {
  const auto key = std::make_pair(pair.request_family, pair.children.bits());
  const auto found =
      std::lower_bound(units.begin(), units.end(), key, [](const Unit& unit, const auto& wanted) {
        return std::make_pair(unit.family, unit.children.bits()) < wanted;
      });
  const bool is_there =
      found != units.end() && found->family == key.first && found->children == pair.children;
  return is_there ? static_cast<std::int32_t>(found - units.begin()) : kNobody;
}

std::int32_t PositionOf(const std::vector<Supporter>& supporters, const FamilyId& family) {
  const auto found = std::lower_bound(
      supporters.begin(), supporters.end(), family,
      [](const Supporter& supporter, const FamilyId& wanted) { return supporter.family < wanted; });
  const bool is_there = found != supporters.end() && found->family == family;
  return is_there ? static_cast<std::int32_t>(found - supporters.begin()) : kNobody;
}

Side SideOf(const Snapshot& snapshot, const Choices& choices, const Weights& other) {
  const Conditions conditions = ConditionsOf(snapshot);
  Side side;
  for (std::size_t u = 0; u < choices.size(); ++u) {
    if (choices[u] == kNobody) {
      continue;
    }
    const Unit& unit = snapshot.units[u];
    const Supporter& supporter = snapshot.supporters[At(choices[u])];
    ++side.worth.helped[At(PriorityOf(unit, snapshot.day))];
    side.worth.fit += FitOf(unit, supporter, snapshot.weights, snapshot.day).total;
    side.fit_by_other += FitOf(unit, supporter, other, snapshot.day).total;
    if (BreaksAny(unit, supporter, conditions)) {
      side.breaking.push_back(static_cast<std::int32_t>(u));
    }
  }
  return side;
}

}  // namespace

Choices ChoicesOf(const Plan& plan) {
  Choices choices;
  for (const PlanLine& line : plan.lines) {
    choices.push_back(line.chosen.supporter);
  }
  return choices;
}

NamedChoices ChoicesOf(const Snapshot& snapshot, const std::vector<NamedPair>& named) {
  NamedChoices found;
  found.choices.assign(snapshot.units.size(), kNobody);
  for (const NamedPair& pair : named) {
    const std::int32_t unit = PositionOf(snapshot.units, pair);
    const std::int32_t supporter = PositionOf(snapshot.supporters, pair.support_family);
    if (unit == kNobody || supporter == kNobody || found.choices[At(unit)] != kNobody) {
      found.left_out.push_back(pair);
    } else {
      found.choices[At(unit)] = supporter;
    }
  }
  return found;
}

std::vector<NamedPair> NamesOf(const Snapshot& snapshot, const Choices& choices) {
  std::vector<NamedPair> named;
  for (std::size_t u = 0; u < choices.size(); ++u) {
    if (choices[u] != kNobody) {
      named.push_back({snapshot.units[u].family, snapshot.units[u].children,
                       snapshot.supporters[At(choices[u])].family});
    }
  }
  return named;
}

Comparison Compare(const Snapshot& snapshot, const Choices& first, const Choices& second,
                   const Weights& other) {
  Comparison comparison{SideOf(snapshot, first, other), SideOf(snapshot, second, other), {}};
  for (std::size_t u = 0; u < first.size(); ++u) {
    if (first[u] != second[u]) {
      comparison.changes.push_back({static_cast<std::int32_t>(u), first[u], second[u]});
    }
  }
  return comparison;
}

}  // namespace buurtbrug::matching::engine
