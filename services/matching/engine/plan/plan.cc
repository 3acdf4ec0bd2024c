#include "matching/engine/plan/plan.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "matching/engine/plan/branching.h"
#include "matching/engine/plan/bytes.h"

namespace buurtbrug::matching::engine {
namespace {

constexpr std::string_view kMark = "buurtbrug plan 1";

absl::StatusOr<std::vector<SolvedPart>> SolveParts(const PlanInstance& instance,
                                                   const PlanOptions& options) {
  const std::vector<PlanPart> parts = PartsOf(instance);
  std::vector<absl::StatusOr<SolvedPart>> solved(parts.size(), SolvedPart());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t part = next++; part < parts.size(); part = next++) {
      solved[part] = SolvePart(instance, parts[part], options.most_nodes);
    }
  };
  std::vector<std::thread> others;
  for (int thread = 1; thread < options.threads; ++thread) {
    others.emplace_back(work);
  }
  work();
  for (std::thread& other : others) {
    other.join();
  }
  std::vector<SolvedPart> all;
  for (absl::StatusOr<SolvedPart>& part : solved) {
    if (!part.ok()) {
      return part.status();
    }
    all.push_back(*std::move(part));
  }
  return all;
}

// Chooses for the units of a part, and says what else there was.
void WriteLines(const PlanInstance& instance, const SolvedPart& solved, Plan& plan) {
  const PlanPart& part = solved.proof.part;
  const ProofNode& root = solved.proof.nodes.front();
  std::size_t u = 0;
  for (const std::int32_t unit : part.units) {
    PlanLine& line = plan.lines[At(unit)];
    const std::int32_t chosen = solved.supporter_of[u];
    const std::int64_t without = root.bound - root.value[u];
    line.outcome = chosen == kNobody ? Outcome::kOutbid : Outcome::kHelped;
    std::int64_t most = 0;
    instance.ForPairs(unit, [&](const PairAmount& pair) {
      const Option option{pair.supporter, pair.fit};
      if (line.first_choice.supporter == kNobody || pair.fit > line.first_choice.fit) {
        line.first_choice = option;
      }
      if (pair.supporter == chosen) {
        line.chosen = option;
        return;
      }
      const auto s =
          std::lower_bound(part.supporters.begin(), part.supporters.end(), pair.supporter) -
          part.supporters.begin();
      // The most that any plan with this pair is worth.
      const std::int64_t bound =
          without + pair.amount - instance.places[At(unit)] * root.price[At(s)];
      if (line.alternative.supporter == kNobody || bound > most) {
        line.alternative = option;
        most = bound;
      }
    });
    if (line.alternative.supporter != kNobody) {
      line.loss = Divide(instance.scoring, std::max<std::int64_t>(0, solved.amount - most));
    }
    if (chosen != kNobody) {
      ++plan.worth.helped[At(instance.priority[At(unit)])];
      plan.worth.fit += line.chosen.fit;
    }
    ++u;
  }
}

void FindMisses(const Snapshot& snapshot, Plan& plan) {
  const Index<Supporter> index(snapshot.supporters);
  const Conditions conditions = ConditionsOf(snapshot);
  for (std::size_t u = 0; u < plan.lines.size(); ++u) {
    if (plan.lines[u].outcome == Outcome::kHelped) {
      continue;
    }
    for (const Miss& miss :
         NearestMisses(index, snapshot.units[u], conditions, snapshot.weights, kPlanMisses)) {
      plan.lines[u].misses.push_back(
          {static_cast<std::int32_t>(miss.position), miss.fit, miss.rule});
    }
  }
}

}  // namespace

template <typename Archive, OrConst<ProofNode> Value>
void Describe(Archive& archive, Value& node) {
  archive(node.value, node.price, node.bound, node.proven, node.branch_unit, node.children);
}
template <typename Archive, OrConst<PartProof> Value>
void Describe(Archive& archive, Value& proof) {
  archive(proof.part.units, proof.part.supporters, proof.taken, proof.nodes);
}
template <typename Archive, OrConst<Option> Value>
void Describe(Archive& archive, Value& option) {
  archive(option.supporter, option.fit);
}
template <typename Archive, OrConst<PlanMiss> Value>
void Describe(Archive& archive, Value& miss) {
  archive(miss.supporter, miss.fit, miss.rule);
}
template <typename Archive, OrConst<PlanLine> Value>
void Describe(Archive& archive, Value& line) {
  archive(line.outcome, line.chosen, line.first_choice, line.alternative, line.loss.weight,
          line.loss.fit, line.misses);
}
template <typename Archive, OrConst<Plan> Value>
void Describe(Archive& archive, Value& plan) {
  archive(plan.lines, plan.worth.helped, plan.worth.fit, plan.gap, plan.helps_most, plan.proofs);
}

absl::StatusOr<Plan> MakePlan(const Snapshot& snapshot, const PlanOptions& options) {
  const absl::StatusOr<PlanInstance> instance = InstanceOf(snapshot, options.threads);
  if (!instance.ok()) {
    return instance.status();
  }
  absl::StatusOr<std::vector<SolvedPart>> parts = SolveParts(*instance, options);
  if (!parts.ok()) {
    return parts.status();
  }
  Plan plan;
  plan.lines.resize(snapshot.units.size());
  for (SolvedPart& part : *parts) {
    WriteLines(*instance, part, plan);
    plan.gap += (part.proof.bound() - part.amount) / instance->scoring.unit_fit;
    plan.proofs.push_back(std::move(part.proof));
  }
  plan.helps_most = plan.worth.fit + plan.gap < instance->scoring.base;
  FindMisses(snapshot, plan);
  return plan;
}

std::string SerializePlan(const Plan& plan) {
  ByteWriter writer;
  writer(std::string(kMark), plan);
  return std::move(writer).Take();
}

absl::StatusOr<Plan> ParsePlan(std::string_view bytes) {
  ByteReader reader(bytes);
  std::string mark;
  Plan plan;
  reader(mark, plan);
  if (!reader.ok() || !reader.at_end() || mark != kMark || SerializePlan(plan) != bytes) {
    return absl::InvalidArgumentError("these are not the bytes of a plan");
  }
  return plan;
}

}  // namespace buurtbrug::matching::engine
