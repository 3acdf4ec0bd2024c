#include "matching/app/plans.h"

#include "absl/strings/str_cat.h"
#include "matching/engine/plan/plan_check.h"
#include "matching/engine/weighing.h"
#include "matching/store/area_store.h"
#include "matching/store/plan_store.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// `base` with the weights that are named.
absl::StatusOr<engine::Weights> TriedWeights(engine::Weights base,
                                             const std::map<std::string, int>& named) {
  for (const auto& [part, weight] : named) {
    if (!engine::PartOf(part)) {
      return InvalidField("weights", "INVALID_PART",
                          absl::StrCat("there is no part of the fit called '", part, "'"));
    }
    BUURTBRUG_RETURN_IF_ERROR(
        platform::core::ParseRange("weights", weight, 0, engine::kMostWeight).status());
  }
  base = engine::Weighed(base, named);
  if (!engine::AreUsable(base)) {
    return InvalidField("weights", "NO_WEIGHT", "at least one part has a weight above 0");
  }
  return base;
}

engine::NamedPair NamedPairOf(const store::Proposal& proposal) {
  engine::NamedPair pair{proposal.request_family, {}, proposal.support_family};
  for (const int child : proposal.children) {
    if (child >= 0 && child < 32) {
      pair.children.Insert(child);
    }
  }
  return pair;
}

// The status of the engine, with a reason.
absl::Status Refused(const absl::Status& status) {
  switch (status.code()) {
    case StatusCode::kOutOfRange:
      return Error(StatusCode::kFailedPrecondition, "TOO_MANY_FAMILIES",
                   "these are more families, or more siblings who take several places, than a "
                   "plan can weigh");
    case StatusCode::kInternal:
      return Error(StatusCode::kInternal, "PLAN_NOT_PROVEN", status.message());
    default:
      return Error(StatusCode::kInternal, "SNAPSHOT_UNUSABLE", status.message());
  }
}

}  // namespace

absl::StatusOr<OpenedPlan> OpenPlan(domain::KeptPlan kept) {
  absl::StatusOr<engine::Snapshot> snapshot = engine::ParseSnapshot(kept.snapshot);
  absl::StatusOr<engine::Plan> plan = engine::ParsePlan(kept.plan);
  if (!kept.digests_hold || !snapshot.ok() || !plan.ok() ||
      plan->lines.size() != snapshot->units.size()) {
    return Error(StatusCode::kInternal, "PLAN_DAMAGED",
                 "what was kept of this plan cannot be read any more; make a new one");
  }
  return OpenedPlan{std::move(kept.record), *std::move(snapshot), *std::move(plan),
                    std::move(kept.unplanned)};
}

absl::StatusOr<domain::PlanRecord> Plans::Make(const Call& call, const PlanInput& input) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  domain::KeptPlan kept;
  if (!earlier) {
    BUURTBRUG_ASSIGN_OR_RETURN(TakenFamilies taken, take_snapshot_(call, input));
    const absl::StatusOr<engine::Snapshot> snapshot = engine::Freeze(std::move(taken.snapshot));
    if (!snapshot.ok()) {
      return Refused(snapshot.status());
    }
    const absl::StatusOr<engine::Plan> plan =
        engine::MakeCheckedPlan(*snapshot, options_, planner_);
    if (!plan.ok()) {
      return Refused(plan.status());
    }
    kept.record.id = domain::PlanId(platform::core::NewUuid(call.now, random_));
    kept.record.day = input.day;
    kept.record.weights_version = snapshot->weights_version;
    kept.record.made_by = call.caller.subject;
    kept.record.made_at = call.now;
    kept.record.note = input.note;
    kept.record.units = static_cast<int>(snapshot->units.size());
    kept.record.support_families = static_cast<int>(snapshot->supporters.size());
    kept.record.helped = plan->worth.helped;
    kept.record.fit = plan->worth.fit;
    kept.record.gap = plan->gap;
    kept.record.helps_most = plan->helps_most;
    kept.snapshot = engine::SerializeSnapshot(*snapshot);
    kept.plan = engine::SerializePlan(*plan);
    kept.unplanned = std::move(taken.unplanned);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const Receipt receipt,
      gate_.Admit({call, call.today},
                  [&](ScopedTransaction& transaction,
                      const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
                    store::InsertPlan(transaction, call.scope, kept,
                                      call.mark == platform::access::Mark::kCorrection
                                          ? store::Correction::kMarked
                                          : store::Correction::kNone);
                    return Written{{kept.record.id.value(), 1}, {}};
                  }));
  return database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::ReadPlanRecord(transaction, call.scope, domain::PlanId(receipt.subject));
  });
}

absl::StatusOr<domain::KeptPlan> Plans::Read(const Call& call, const domain::PlanId& id) {
  return database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
    return store::ReadPlan(transaction, call.scope, id);
  });
}

absl::StatusOr<OpenedPlan> Plans::Get(const Call& call, const domain::PlanId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::KeptPlan kept, Read(call, id));
  return OpenPlan(std::move(kept));
}

absl::StatusOr<std::vector<domain::PlanRecord>> Plans::List(const Call& call,
                                                            const platform::core::Page& page) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::PlanRecord>> {
        return store::ListPlans(transaction, call.scope, page);
      });
}

absl::StatusOr<Compared> Plans::Compare(const Call& call, const domain::PlanId& id,
                                        const Opponent& opponent) {
  const int named =
      (opponent.plan ? 1 : 0) + (opponent.proposals ? 1 : 0) + (opponent.weights.empty() ? 0 : 1);
  if (named != 1) {
    return InvalidField("other_plan_id", "NOTHING_TO_COMPARE",
                        "name one of other_plan_id, with_proposals and weights");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(OpenedPlan opened, Get(call, id));
  engine::NamedChoices other;
  engine::Weights weights = opened.snapshot.weights;
  if (opponent.plan) {
    BUURTBRUG_ASSIGN_OR_RETURN(const OpenedPlan second, Get(call, *opponent.plan));
    weights = second.snapshot.weights;
    other = engine::ChoicesOf(opened.snapshot,
                              engine::NamesOf(second.snapshot, engine::ChoicesOf(second.plan)));
  } else if (opponent.proposals) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::vector<store::Proposal> proposals,
        database_.Run(
            Scope::Tenant(call.scope),
            [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::Proposal>> {
              return store::ListProposals(transaction, call.scope);
            }));
    std::vector<engine::NamedPair> pairs;
    pairs.reserve(proposals.size());
    for (const store::Proposal& proposal : proposals) {
      pairs.push_back(NamedPairOf(proposal));
    }
    other = engine::ChoicesOf(opened.snapshot, pairs);
  } else {
    BUURTBRUG_ASSIGN_OR_RETURN(weights, TriedWeights(weights, opponent.weights));
    engine::Snapshot otherwise = opened.snapshot;
    otherwise.weights = weights;
    const absl::StatusOr<engine::Plan> plan =
        engine::MakeCheckedPlan(otherwise, options_, planner_);
    if (!plan.ok()) {
      return Refused(plan.status());
    }
    other.choices = engine::ChoicesOf(*plan);
  }
  Compared compared;
  compared.comparison =
      engine::Compare(opened.snapshot, engine::ChoicesOf(opened.plan), other.choices, weights);
  compared.left_out = static_cast<int>(other.left_out.size());
  compared.snapshot = std::move(opened.snapshot);
  return compared;
}

absl::StatusOr<Verdict> Plans::Verify(const Call& call, const domain::PlanId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::KeptPlan kept, Read(call, id));
  Verdict verdict;
  verdict.digests_hold = kept.digests_hold;
  const absl::StatusOr<engine::Snapshot> snapshot = engine::ParseSnapshot(kept.snapshot);
  const absl::StatusOr<engine::Plan> plan = engine::ParsePlan(kept.plan);
  if (!snapshot.ok() || !plan.ok()) {
    verdict.objection = "its bytes cannot be read any more";
    return verdict;
  }
  const absl::Status checked = engine::CheckPlan(*snapshot, *plan);
  verdict.proof_holds = checked.ok();
  verdict.objection = std::string(checked.message());
  const absl::StatusOr<engine::Plan> again = planner_(*snapshot, options_);
  verdict.same_bytes = again.ok() && engine::SerializePlan(*again) == kept.plan;
  return verdict;
}

absl::StatusOr<Plans::Valued> Plans::ValuePlaces(const Call& call, const domain::PlanId& id,
                                                 int count) {
  BUURTBRUG_ASSIGN_OR_RETURN(OpenedPlan opened, Get(call, id));
  engine::ValueOptions options;
  options.most = static_cast<std::size_t>(count);
  options.plan = options_;
  options.planner = planner_;
  absl::StatusOr<engine::PlaceValues> values =
      engine::ValuePlaces(opened.snapshot, opened.plan, options);
  if (!values.ok()) {
    return Refused(values.status());
  }
  std::vector<std::int32_t> xs;
  std::vector<std::int32_t> ys;
  for (const engine::NewSupporter& advice : values->advice) {
    xs.push_back(advice.profile.terms.point.x_m);
    ys.push_back(advice.profile.terms.point.y_m);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<std::string> areas,
      database_.Run(
          Scope::Tenant(call.scope),
          [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<std::string>> {
            return store::NearestAreas(transaction, xs, ys);
          }));
  return Valued{std::move(opened.snapshot), *std::move(values), std::move(areas)};
}

}  // namespace buurtbrug::matching::app
