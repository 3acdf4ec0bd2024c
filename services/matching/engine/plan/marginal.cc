#include "matching/engine/plan/marginal.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

Worth WorthOf(int priority, std::int32_t fit) {
  Worth worth;
  worth.helped[At(priority)] = 1;
  worth.fit = fit;
  return worth;
}

// Nearest first; of equally near ones the first.
using Queue =
    std::priority_queue<std::pair<std::int64_t, std::int32_t>,
                        std::vector<std::pair<std::int64_t, std::int32_t>>, std::greater<>>;

}  // namespace

// The searches of one part.
class Marginals::Search {
 public:
  Search(Marginals& marginals, const Plan& plan, const PartProof& proof)
      : marginals_(marginals),
        instance_(marginals.instance_),
        plan_(plan),
        part_(proof.part),
        value_(proof.nodes.front().value),
        price_(proof.nodes.front().price) {
    guests_.resize(part_.supporters.size());
    possible_.resize(part_.supporters.size());
    for (std::size_t u = 0; u < part_.units.size(); ++u) {
      instance_.ForPairs(part_.units[u], [&](const PairAmount& pair) {
        const std::size_t s = PositionOf(pair.supporter);
        possible_[s].push_back({u, pair});
        if (ChosenBy(u) == pair.supporter) {
          guests_[s].push_back({u, pair});
        }
      });
    }
  }

  // One place more with each support family, and what follows for units that leave.
  void FindRises() {
    std::vector<Step> steps(part_.supporters.size());
    Queue queue;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      steps[s].distance = price_[s];  // the place stays free
      for (const Arc& arc : possible_[s]) {
        if (ChosenBy(arc.unit) == kNobody) {
          Offer(steps[s], Slack(arc, s), arc);
        }
      }
      queue.emplace(steps[s].distance, static_cast<std::int32_t>(s));
    }
    std::vector<Rise> rises(steps.size());
    Settle(steps, queue, [&](std::size_t s) {
      Rise& rise = rises[s];
      if (steps[s].has_arc) {
        const Arc& arc = steps[s].arc;
        const std::int32_t unit = part_.units[arc.unit];
        const Rise& next = marginals_.leaving_[At(unit)];
        rise.worth = WorthOf(instance_.priority[At(unit)], arc.pair.fit) + next.worth;
        rise.helped = next.helped;
      }
      for (const Arc& guest : guests_[s]) {
        const std::int32_t unit = part_.units[guest.unit];
        Rise& leaving = marginals_.leaving_[At(unit)];
        leaving = rise;
        leaving.worth = rise.worth - WorthOf(instance_.priority[At(unit)], guest.pair.fit);
        instance_.ForPairs(unit, [&](const PairAmount& pair) {
          const std::size_t to = PositionOf(pair.supporter);
          const Arc arc{guest.unit, pair};
          if (to != s && Offer(steps[to], Slack(arc, to) + steps[s].distance, arc)) {
            queue.emplace(steps[to].distance, static_cast<std::int32_t>(to));
          }
        });
      }
    });
  }

  // One place less with each support family that has none left.
  void FindFalls() {
    std::vector<Step> steps(part_.supporters.size());
    Queue queue;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      std::int64_t taken = 0;
      for (const Arc& guest : guests_[s]) {
        taken += instance_.places[At(part_.units[guest.unit])];
        Offer(steps[s], value_[guest.unit], {guest.unit, {kNobody, guest.pair.fit, 0}});
      }
      if (taken < instance_.free[At(part_.supporters[s])]) {
        steps[s] = {.distance = 0};
      }
      queue.emplace(steps[s].distance, static_cast<std::int32_t>(s));
    }
    Settle(steps, queue, [&](std::size_t s) {
      if (steps[s].has_arc) {
        // The guest goes, unhelped or to where a place is then lost in its turn.
        const Arc& arc = steps[s].arc;
        const std::int32_t unit = part_.units[arc.unit];
        const int priority = instance_.priority[At(unit)];
        Worth& lost = marginals_.lost_[At(part_.supporters[s])];
        lost = WorthOf(priority, plan_.lines[At(unit)].chosen.fit);
        if (arc.pair.supporter != kNobody) {
          lost = lost - WorthOf(priority, arc.pair.fit) + marginals_.lost_[At(arc.pair.supporter)];
        }
      }
      for (const Arc& arc : possible_[s]) {
        const std::int32_t from = ChosenBy(arc.unit);
        if (from == kNobody || from == part_.supporters[s]) {
          continue;
        }
        const std::size_t to = PositionOf(from);
        if (Offer(steps[to], Slack(arc, s) + steps[s].distance, arc)) {
          queue.emplace(steps[to].distance, static_cast<std::int32_t>(to));
        }
      }
    });
  }

 private:
  struct Arc {
    std::size_t unit = 0;  // position in the part
    PairAmount pair;
  };
  // The best way on from a support family, as far as is known.
  struct Step {
    std::int64_t distance = std::numeric_limits<std::int64_t>::max() / 4;
    bool has_arc = false;
    Arc arc;
    bool settled = false;
  };

  static bool Offer(Step& step, std::int64_t distance, const Arc& arc) {
    if (distance >= step.distance) {
      return false;
    }
    step.distance = distance;
    step.has_arc = true;
    step.arc = arc;
    return true;
  }

  template <typename Visit>
  static void Settle(std::vector<Step>& steps, Queue& queue, const Visit& visit) {
    while (!queue.empty()) {
      const auto [distance, s] = queue.top();
      queue.pop();
      if (!std::exchange(steps[At(s)].settled, true)) {
        visit(At(s));
      }
    }
  }

  std::int32_t ChosenBy(std::size_t unit) const {
    return plan_.lines[At(part_.units[unit])].chosen.supporter;
  }
  std::size_t PositionOf(std::int32_t supporter) const {
    return At(std::lower_bound(part_.supporters.begin(), part_.supporters.end(), supporter) -
              part_.supporters.begin());
  }
  // By how much the prices outweigh what the pair is worth: 0 of chosen ones, never below.
  std::int64_t Slack(const Arc& arc, std::size_t s) const {
    return value_[arc.unit] + price_[s] - arc.pair.amount;
  }

  Marginals& marginals_;
  const PlanInstance& instance_;
  const Plan& plan_;
  const PlanPart& part_;
  const std::vector<std::int64_t>& value_;
  const std::vector<std::int64_t>& price_;
  std::vector<std::vector<Arc>> guests_;    // of a support family, in the plan
  std::vector<std::vector<Arc>> possible_;  // of a support family
};

Marginals::Marginals(const Snapshot& snapshot, const PlanInstance& instance, const Plan& plan)
    : instance_(instance),
      unit_known_(snapshot.units.size(), 1),
      supporter_known_(snapshot.supporters.size(), 1),
      leaving_(snapshot.units.size()),
      lost_(snapshot.supporters.size()) {
  for (std::int32_t unit = 0; unit < instance.units(); ++unit) {
    if (plan.lines[At(unit)].chosen.supporter == kNobody) {
      leaving_[At(unit)].helped = unit;
    }
    unit_known_[At(unit)] = instance.places[At(unit)] == 1 ? 1 : 0;
  }
  for (const PartProof& proof : plan.proofs) {
    const bool known = std::all_of(proof.part.units.begin(), proof.part.units.end(),
                                   [&](std::int32_t unit) { return KnowsUnit(unit); });
    if (known) {
      Search search(*this, plan, proof);
      search.FindRises();
      search.FindFalls();
      continue;
    }
    for (const std::int32_t unit : proof.part.units) {
      unit_known_[At(unit)] = 0;
    }
    for (const std::int32_t supporter : proof.part.supporters) {
      supporter_known_[At(supporter)] = 0;
    }
  }
}

Marginals::Rise Marginals::OfNewPlace(const std::vector<NewPair>& pairs) const {
  Rise best;
  for (const NewPair& pair : pairs) {
    const int priority = instance_.priority[At(pair.unit)];
    const Rise& next = leaving_[At(pair.unit)];
    const Worth worth = WorthOf(priority, pair.fit) + next.worth;
    if (worth > best.worth) {
      best = {worth, next.helped};
    }
  }
  return best;
}

}  // namespace buurtbrug::matching::engine
