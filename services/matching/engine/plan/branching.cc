#include "matching/engine/plan/branching.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "matching/engine/plan/relaxation.h"

namespace buurtbrug::matching::engine {
namespace {

class Tree {
 public:
  Tree(const PlanInstance& instance, const PlanPart& part, std::int32_t most_nodes)
      : instance_(instance), part_(part), most_nodes_(At(most_nodes)) {}

  absl::StatusOr<SolvedPart> Solve() && {
    const absl::StatusOr<std::int64_t> proven = Explore();
    if (!proven.ok()) {
      return proven.status();
    }
    solved_.proof.part = part_;
    solved_.proof.taken.assign(part_.supporters.size(), 0);
    for (std::size_t u = 0; u < part_.units.size(); ++u) {
      const std::int32_t supporter = solved_.supporter_of[u];
      if (supporter != kNobody) {
        const auto found =
            std::lower_bound(part_.supporters.begin(), part_.supporters.end(), supporter);
        solved_.proof.taken[At(found - part_.supporters.begin())] +=
            instance_.places[At(part_.units[u])];
      }
    }
    return std::move(solved_);
  }

 private:
  // Amounts of plans are multiples of unit_fit.
  bool MayBeBetter(std::int64_t bound) const {
    return !has_plan_ || bound - solved_.amount >= instance_.scoring.unit_fit;
  }
  bool MayGoOn() const { return !has_plan_ || solved_.proof.nodes.size() < most_nodes_; }

  // The most that a plan with the decisions so far can be worth.
  absl::StatusOr<std::int64_t> Explore() {
    absl::StatusOr<Relaxed> relaxed = Relax(instance_, part_, decisions_);
    if (!relaxed.ok()) {
      return relaxed.status();
    }
    const std::size_t at = solved_.proof.nodes.size();
    const std::int64_t bound = relaxed->node.bound;
    relaxed->node.proven = bound;
    solved_.proof.nodes.push_back(std::move(relaxed->node));
    const std::int32_t unit = SharedUnit(relaxed->supporter_of);
    if (unit == kNobody) {
      // A plan, and none is better: its amount is the bound.
      if (MayBeBetter(bound)) {
        solved_.supporter_of = std::move(relaxed->supporter_of);
        solved_.amount = bound;
        has_plan_ = true;
      }
      return bound;
    }
    if (!MayBeBetter(bound) || !MayGoOn()) {
      return bound;
    }
    return Branch(at, unit);
  }

  absl::StatusOr<std::int64_t> Branch(std::size_t at, std::int32_t unit) {
    const std::vector<ChildBound> children =
        ChildBounds(instance_, part_, decisions_, solved_.proof.nodes[at], unit);
    std::int64_t most = 0;
    std::size_t explored = 0;
    for (; explored < children.size(); ++explored) {
      if (!MayBeBetter(children[explored].bound) || !MayGoOn()) {
        most = std::max(most, children[explored].bound);
        break;
      }
      decisions_.push_back({unit, children[explored].supporter});
      const absl::StatusOr<std::int64_t> proven = Explore();
      decisions_.pop_back();
      if (!proven.ok()) {
        return proven.status();
      }
      most = std::max(most, *proven);
    }
    ProofNode& node = solved_.proof.nodes[at];
    if (explored > 0 || most < node.bound) {
      node.branch_unit = unit;
      node.children = static_cast<std::int32_t>(explored);
      node.proven = most;
    }
    return node.proven;
  }

  // Of the shared ones that of the first class; then who takes most places; then the first.
  std::int32_t SharedUnit(const std::vector<std::int32_t>& supporter_of) const {
    std::int32_t best = kNobody;
    const auto key = [&](std::int32_t unit) {
      return std::make_tuple(instance_.priority[At(unit)], -instance_.places[At(unit)], unit);
    };
    for (std::size_t u = 0; u < supporter_of.size(); ++u) {
      const std::int32_t unit = part_.units[u];
      if (supporter_of[u] == kShared && (best == kNobody || key(unit) < key(best))) {
        best = unit;
      }
    }
    return best;
  }

  const PlanInstance& instance_;
  const PlanPart& part_;
  const std::size_t most_nodes_;
  std::vector<Decision> decisions_;
  SolvedPart solved_;
  bool has_plan_ = false;
};

}  // namespace

absl::StatusOr<SolvedPart> SolvePart(const PlanInstance& instance, const PlanPart& part,
                                     std::int32_t most_nodes) {
  return Tree(instance, part, std::max(most_nodes, 1)).Solve();
}

}  // namespace buurtbrug::matching::engine
