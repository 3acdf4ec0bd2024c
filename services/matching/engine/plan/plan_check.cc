#include "matching/engine/plan/plan_check.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace buurtbrug::matching::engine {
namespace {

__extension__ using Wide = __int128;

absl::Status Refused(const std::string& why) {
  return absl::FailedPreconditionError("plan: " + why);
}

std::string Name(std::int32_t unit) { return "unit " + std::to_string(unit); }

// What the rules and the fit say of a snapshot, by looking at all pairs.
struct Facts {
  explicit Facts(const Snapshot& the_snapshot) : snapshot(the_snapshot) {
    const Conditions conditions = ConditionsOf(snapshot);
    for (const Unit& unit : snapshot.units) {
      for (std::size_t s = 0; s < snapshot.supporters.size(); ++s) {
        if (!BreaksAny(unit, snapshot.supporters[s], conditions)) {
          pairs.supporter.push_back(static_cast<std::int32_t>(s));
          pairs.fit.push_back(
              FitOf(unit, snapshot.supporters[s], snapshot.weights, snapshot.day).total);
        }
      }
      pairs.row_begin.push_back(static_cast<std::int64_t>(pairs.supporter.size()));
    }
  }

  // Position of the pair in `pairs`, or -1.
  std::int64_t PairAt(std::int32_t unit, std::int32_t supporter) const {
    const auto row = pairs.supporter.begin() + pairs.row_begin[At(unit)];
    const auto end = pairs.supporter.begin() + pairs.row_begin[At(unit) + 1];
    const auto found = std::lower_bound(row, end, supporter);
    return found == end || *found != supporter ? -1 : found - pairs.supporter.begin();
  }
  std::int64_t AmountAt(std::int32_t unit, std::int64_t at) const {
    return scoring.AmountOf(PriorityOf(snapshot.units[At(unit)], snapshot.day), pairs.fit[At(at)]);
  }

  const Snapshot& snapshot;
  PossiblePairs pairs;
  Scoring scoring;
};

absl::Status CheckChoices(const Facts& facts, const Plan& plan, std::vector<std::int64_t>& taken) {
  const Snapshot& snapshot = facts.snapshot;
  if (plan.lines.size() != snapshot.units.size()) {
    return Refused("not one line for each unit");
  }
  taken.assign(snapshot.supporters.size(), 0);
  Worth worth;
  for (std::int32_t unit = 0; At(unit) < plan.lines.size(); ++unit) {
    const PlanLine& line = plan.lines[At(unit)];
    const std::int32_t supporter = line.chosen.supporter;
    const bool has_pairs = facts.pairs.row_begin[At(unit)] != facts.pairs.row_begin[At(unit) + 1];
    const Outcome expected = supporter != kNobody ? Outcome::kHelped
                             : has_pairs          ? Outcome::kOutbid
                                                  : Outcome::kNoPossiblePair;
    if (line.outcome != expected) {
      return Refused(Name(unit) + ": the outcome is not what the choice says");
    }
    if (supporter == kNobody) {
      if (line.chosen.fit != 0) {
        return Refused(Name(unit) + ": a fit with nobody");
      }
      continue;
    }
    const std::int64_t pair = facts.PairAt(unit, supporter);
    if (pair < 0) {
      return Refused(Name(unit) + ": the chosen pair breaks a rule");
    }
    if (line.chosen.fit != facts.pairs.fit[At(pair)]) {
      return Refused(Name(unit) + ": the fit is another one");
    }
    taken[At(supporter)] += snapshot.units[At(unit)].places;
    ++worth.helped[At(PriorityOf(snapshot.units[At(unit)], snapshot.day))];
    worth.fit += line.chosen.fit;
  }
  for (std::size_t s = 0; s < taken.size(); ++s) {
    if (taken[s] > snapshot.supporters[s].free_places) {
      return Refused("support family " + std::to_string(s) + " has fewer free places");
    }
  }
  return worth == plan.worth ? absl::OkStatus() : Refused("it is not worth what it says");
}

// Follows the tree of one part.
class PartCheck {
 public:
  PartCheck(const Facts& facts, const PartProof& proof) : facts_(facts), proof_(proof) {
    for (const std::int32_t supporter : proof.part.supporters) {
      position_.emplace(supporter, free_.size());
      free_.push_back(facts.snapshot.supporters[At(supporter)].free_places);
    }
    decided_.resize(proof.part.units.size(), false);
  }

  absl::Status Run() {
    if (absl::Status status = Follow(); !status.ok()) {
      return status;
    }
    return next_ == proof_.nodes.size() ? absl::OkStatus()
                                        : Refused("a proof has more nodes than its tree");
  }

 private:
  struct Child {
    Wide bound = 0;
    std::int32_t supporter = kNobody;
    std::int64_t amount = 0;
  };

  std::int32_t PlacesOf(std::int32_t unit) const { return facts_.snapshot.units[At(unit)].places; }

  // Calls `visit(position of the support family, its number, amount)` for what is possible now.
  template <typename Visit>
  void ForPossible(std::int32_t unit, const Visit& visit) const {
    for (std::int64_t at = facts_.pairs.row_begin[At(unit)];
         at < facts_.pairs.row_begin[At(unit) + 1]; ++at) {
      const std::int32_t supporter = facts_.pairs.supporter[At(at)];
      const std::size_t s = position_.at(supporter);
      if (free_[s] >= PlacesOf(unit)) {
        visit(s, supporter, facts_.AmountAt(unit, at));
      }
    }
  }

  absl::Status CheckNode(const ProofNode& node) const {
    if (node.price.size() != free_.size() || node.value.size() != decided_.size()) {
      return Refused("a node has not one number for each unit and support family");
    }
    Wide sum = settled_;
    for (std::size_t s = 0; s < free_.size(); ++s) {
      if (node.price[s] < 0 || (free_[s] == 0 && node.price[s] != 0)) {
        return Refused("a price is below 0, or of a place that is not there");
      }
      sum += Wide{free_[s]} * node.price[s];
    }
    for (std::size_t u = 0; u < decided_.size(); ++u) {
      const std::int32_t unit = proof_.part.units[u];
      Wide most = 0;
      if (!decided_[u]) {
        ForPossible(unit, [&](std::size_t s, std::int32_t, std::int64_t amount) {
          most = std::max(most, amount - Wide{PlacesOf(unit)} * node.price[s]);
        });
      }
      if (most != node.value[u]) {
        return Refused(Name(unit) + ": its value is not what the prices leave");
      }
      sum += most;
    }
    return sum == node.bound ? absl::OkStatus() : Refused("a node has another bound");
  }

  // The node that comes next, and all below it.
  absl::Status Follow() {
    if (next_ == proof_.nodes.size()) {
      return Refused("a proof has fewer nodes than its tree");
    }
    const ProofNode& node = proof_.nodes[next_++];
    if (absl::Status status = CheckNode(node); !status.ok()) {
      return status;
    }
    if (node.branch_unit == kNobody) {
      return node.children == 0 && node.proven == node.bound
                 ? absl::OkStatus()
                 : Refused("a leaf has children, or proves something else than its bound");
    }
    const std::vector<std::int32_t>& units = proof_.part.units;
    const auto found = std::lower_bound(units.begin(), units.end(), node.branch_unit);
    const auto u = static_cast<std::size_t>(found - units.begin());
    if (found == units.end() || *found != node.branch_unit || decided_[u] ||
        PlacesOf(*found) == 1) {
      return Refused("a node decides about a unit that it may not decide about");
    }
    return FollowChildren(node, u);
  }

  absl::Status FollowChildren(const ProofNode& node, std::size_t u) {
    const std::int32_t places = PlacesOf(node.branch_unit);
    const Wide without = Wide{node.bound} - node.value[u];
    std::vector<Child> children;
    ForPossible(node.branch_unit, [&](std::size_t s, std::int32_t supporter, std::int64_t amount) {
      children.push_back({without + amount - Wide{places} * node.price[s], supporter, amount});
    });
    children.push_back({without, kNobody, 0});
    std::stable_sort(children.begin(), children.end(),
                     [](const Child& a, const Child& b) { return a.bound > b.bound; });
    if (node.children < 0 || At(node.children) > children.size()) {
      return Refused("a node has more children than there are decisions");
    }
    Wide proven = At(node.children) < children.size() ? children[At(node.children)].bound : Wide{0};
    decided_[u] = true;
    for (std::int32_t i = 0; i < node.children; ++i) {
      const Child& child = children[At(i)];
      if (child.supporter != kNobody) {
        free_[position_.at(child.supporter)] -= places;
      }
      settled_ += child.amount;
      const std::size_t at = next_;
      if (absl::Status status = Follow(); !status.ok()) {
        return status;
      }
      proven = std::max(proven, Wide{proof_.nodes[at].proven});
      settled_ -= child.amount;
      if (child.supporter != kNobody) {
        free_[position_.at(child.supporter)] += places;
      }
    }
    decided_[u] = false;
    if (node.children == 0 && proven >= node.bound) {
      return Refused("a node decides about a unit to no purpose");
    }
    return proven == node.proven ? absl::OkStatus() : Refused("a node proves something else");
  }

  const Facts& facts_;
  const PartProof& proof_;
  absl::flat_hash_map<std::int32_t, std::size_t> position_;
  std::vector<std::int32_t> free_;
  std::vector<bool> decided_;
  Wide settled_ = 0;
  std::size_t next_ = 0;
};

bool Ascends(const std::vector<std::int32_t>& list, std::size_t below) {
  return std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end() &&
         (list.empty() || (list.front() >= 0 && At(list.back()) < below));
}

// Each unit with a possible pair is in one part, with all who are possible for it; each support
// family in one at most.
absl::Status CheckParts(const Facts& facts, const std::vector<PartProof>& proofs) {
  constexpr std::int32_t kNoPart = -1;
  std::vector<std::int32_t> part_of_unit(facts.snapshot.units.size(), kNoPart);
  std::vector<std::int32_t> part_of_supporter(facts.snapshot.supporters.size(), kNoPart);
  for (std::int32_t part = 0; At(part) < proofs.size(); ++part) {
    const PlanPart& lists = proofs[At(part)].part;
    if (!Ascends(lists.units, part_of_unit.size()) ||
        !Ascends(lists.supporters, part_of_supporter.size())) {
      return Refused("a part is not in order, or names who is not there");
    }
    for (const std::int32_t unit : lists.units) {
      if (std::exchange(part_of_unit[At(unit)], part) != kNoPart) {
        return Refused(Name(unit) + ": in two parts");
      }
    }
    for (const std::int32_t supporter : lists.supporters) {
      if (std::exchange(part_of_supporter[At(supporter)], part) != kNoPart) {
        return Refused("support family " + std::to_string(supporter) + ": in two parts");
      }
    }
  }
  for (std::int32_t unit = 0; At(unit) < part_of_unit.size(); ++unit) {
    const std::int64_t begin = facts.pairs.row_begin[At(unit)];
    const std::int64_t end = facts.pairs.row_begin[At(unit) + 1];
    if ((begin == end) != (part_of_unit[At(unit)] == kNoPart)) {
      return Refused(Name(unit) + ": in no part, or in one without having a pair");
    }
    for (std::int64_t at = begin; at < end; ++at) {
      if (part_of_supporter[At(facts.pairs.supporter[At(at)])] != part_of_unit[At(unit)]) {
        return Refused(Name(unit) + ": a possible pair leads out of its part");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckPlan(const Snapshot& snapshot, const Plan& plan) {
  Facts facts(snapshot);
  const absl::StatusOr<Scoring> scoring = ScoringOf(snapshot, facts.pairs);
  if (!scoring.ok()) {
    return scoring.status();
  }
  facts.scoring = *scoring;
  std::vector<std::int64_t> taken;
  if (absl::Status status = CheckChoices(facts, plan, taken); !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckParts(facts, plan.proofs); !status.ok()) {
    return status;
  }
  Wide gap = 0;
  for (const PartProof& proof : plan.proofs) {
    if (absl::Status status = PartCheck(facts, proof).Run(); !status.ok()) {
      return status;
    }
    const std::vector<std::int32_t>& supporters = proof.part.supporters;
    const bool is_of_this_plan =
        std::equal(supporters.begin(), supporters.end(), proof.taken.begin(), proof.taken.end(),
                   [&](std::int32_t supporter, std::int32_t places) {
                     return taken[At(supporter)] == places;
                   });
    if (!is_of_this_plan) {
      return Refused("a proof is of another plan");
    }
    Wide amount = 0;
    for (const std::int32_t unit : proof.part.units) {
      const std::int32_t supporter = plan.lines[At(unit)].chosen.supporter;
      amount += supporter == kNobody ? 0 : facts.AmountAt(unit, facts.PairAt(unit, supporter));
    }
    gap += (proof.bound() - amount) / scoring->unit_fit;
  }
  if (gap != plan.gap || plan.gap < 0) {
    return Refused("the gap is another one");
  }
  if (plan.helps_most != (Wide{plan.worth.fit} + plan.gap < scoring->base)) {
    return Refused("it says that it helps most, or that it may not, and that is not proven");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::engine
