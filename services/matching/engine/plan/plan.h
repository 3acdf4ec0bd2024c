#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/engine/plan/objective.h"
#include "matching/engine/plan/plan_instance.h"
#include "matching/engine/plan/snapshot.h"

// The best set of pairs for all units of a snapshot at once. It proposes nothing by itself: it is
// what coordinators compare their proposals with.
namespace buurtbrug::matching::engine {

// One relaxation of a part, in which a unit that takes several places may have them with several
// support families. Arrays are in the order of the lists of the part, in amounts (Scoring).
//
// A price for each place, and for each unit the most that it is worth above the prices of the
// places that it takes, 0 at least:
//
//   value[u] = max(0, amount(u, s) - places(u) * price[s])   over the possible s
//   bound    = sum of the amounts of what was decided + sum of value + sum of free[s] * price[s]
//
// No plan of the part that decides as this node does is worth more than the bound (weak duality of
// linear programming), whatever the prices are. Of a unit that is decided the value is 0; free[s]
// is what the decisions leave, the price of what is not there is 0, and a support family is no
// longer possible for who takes more places than it has left.
struct ProofNode {
  std::vector<std::int64_t> value;
  std::vector<std::int64_t> price;
  std::int64_t bound = 0;
  // Nor more than this: the most that the children prove, and of decisions without a child of their
  // own the bound below. Of a leaf the bound.
  std::int64_t proven = 0;
  // What is decided next: a position in the list of the snapshot; kNobody: nothing, a leaf.
  std::int32_t branch_unit = kNobody;
  // How many of the possible decisions for it have a node of their own; with none of them the node
  // is no leaf only if that proves less than the bound. In order of what the prices
  // of this node say that a plan with it can be worth at most, the most first (of equal ones the
  // first support family, going unhelped last); what is said of the others holds by these prices.
  std::int32_t children = 0;
};

// That no plan of a part is worth more than bound(): a tree of decisions for units that take
// several places, a node before its children, which follow in their order. Without such units it is
// one node, and the bound is reached.
struct PartProof {
  PlanPart part;
  // Places that the plan takes of each support family of the part: so that the proof is of this
  // plan, and not also of another one that is worth as much.
  std::vector<std::int32_t> taken;
  std::vector<ProofNode> nodes;

  std::int64_t bound() const { return nodes.front().proven; }
};

enum class Outcome : std::uint8_t {
  kHelped = 1,
  // There are possible pairs, and in the plan as a whole all of them are worth more to others.
  kOutbid = 2,
  kNoPossiblePair = 3,
};

struct Option {
  std::int32_t supporter = kNobody;
  std::int32_t fit = 0;
};

// A support family with which a unit breaks one rule only.
struct PlanMiss {
  std::int32_t supporter = kNobody;
  std::int32_t fit = 0;
  Rule rule = Rule::kNoAgreement;
};
inline constexpr std::size_t kPlanMisses = 3;

// What the plan did for a unit.
struct PlanLine {
  Outcome outcome = Outcome::kNoPossiblePair;
  Option chosen;  // with kHelped
  // The possible pair with the highest fit, whoever has the place. Nobody with kNoPossiblePair.
  Option first_choice;
  // Of the possible pairs other than the chosen one that with the smallest reduced cost by the
  // prices of the first node of the proof, of which there may be others; nobody when there is none.
  Option alternative;
  // That reduced cost, a lower bound: how much less the best plan with the alternative would be
  // worth, at least. Another pair may really cost less than this one. 0 and 0: perhaps
  // nothing. A weight above 0: it helps a family less, or one of a lower class; else it is fit
  // that it costs, and the alternative would have to fit better by more than that.
  Split loss;
  // Of who is not helped: the nearest misses, best first, at most kPlanMisses. Each names the rule
  // that would have to change.
  std::vector<PlanMiss> misses;
};

struct Plan {
  std::vector<PlanLine> lines;  // in the order of the units of the snapshot
  Worth worth;
  // No plan of this snapshot is worth more than this one and so much in fits (base included). 0
  // says, and nothing else does, that it is optimal.
  std::int64_t gap = 0;
  // Whether it is proven that no plan helps more units, by class; then the gap is of fits.
  bool helps_most = false;
  std::vector<PartProof> proofs;  // in the order of PartsOf

  bool is_optimal() const { return gap == 0; }
};

struct PlanOptions {
  int threads = 1;
  // Decisions about units that take several places are tried in at most so many nodes for each part
  // (and as many as the first plan takes). Beyond it the plan says its gap.
  std::int32_t most_nodes = 1000;
  // The same in larger parts, in nodes times possible pairs: never a matter of seconds, so that the
  // plan is the same everywhere.
  std::int64_t most_work = 1'500'000;
};

// The plan of a frozen snapshot that is worth most, or with its gap when that took too many nodes;
// with the proof of it. Deterministic, whatever the number of threads. Pure.
//   OUT_OF_RANGE  as ScoringOf
absl::StatusOr<Plan> MakePlan(const Snapshot& snapshot, const PlanOptions& options = {});

// The bytes of a plan, and the plan of such bytes. INVALID_ARGUMENT for any others. That it is a
// plan of some snapshot, and a good one, is for CheckPlan to say.
std::string SerializePlan(const Plan& plan);
absl::StatusOr<Plan> ParsePlan(std::string_view bytes);

}  // namespace buurtbrug::matching::engine
