#include "matching/api/plan_api.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matching/api/supporter_profile.h"
#include "matching/domain/family_card.h"
#include "matching/engine/plan/plan_words.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

constexpr int kMostPlacesOfUnit = 10;
constexpr int kMostChild = 31;
constexpr int kMostChanges = 1000;
constexpr int kLinesOfPage = 50;
constexpr int kMostLines = 200;
constexpr int kValues = 10;

absl::StatusOr<app::KeptTogether> SiblingsOf(const v1::Siblings& request) {
  app::KeptTogether siblings;
  BUURTBRUG_ASSIGN_OR_RETURN(siblings.family,
                             core::FamilyId::Parse("siblings", request.request_family_id()));
  const std::set<int> children(request.children().begin(), request.children().end());
  if (children.size() < 2 || *children.begin() < 1 || *children.rbegin() > kMostChild) {
    return core::InvalidField("siblings", "NO_CHILD",
                              "name at least two children by their numbers, 1 to 31");
  }
  if (children.size() != static_cast<std::size_t>(request.children_size())) {
    return core::InvalidField("siblings", "TWICE", "a child is named twice");
  }
  siblings.children.assign(children.begin(), children.end());
  if (request.places() != 0) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        siblings.places, core::ParseRange("siblings", request.places(), 1, kMostPlacesOfUnit));
  }
  return siblings;
}

absl::StatusOr<std::vector<app::KeptTogether>> SiblingsOf(const v1::MakePlanRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("siblings", request.siblings_size(), 0, app::kMostSiblings).status());
  std::vector<app::KeptTogether> all;
  std::set<std::pair<std::string, int>> named;
  for (const v1::Siblings& one : request.siblings()) {
    BUURTBRUG_ASSIGN_OR_RETURN(app::KeptTogether siblings, SiblingsOf(one));
    for (const int child : siblings.children) {
      if (!named.emplace(siblings.family.ToString(), child).second) {
        return core::InvalidField("siblings", "TWICE", "a child is named twice");
      }
    }
    all.push_back(std::move(siblings));
  }
  return all;
}

void Write(const engine::Worth& worth, v1::PlanWorth& out) {
  out.set_first_class(worth.helped[0]);
  out.set_second_class(worth.helped[1]);
  out.set_third_class(worth.helped[2]);
  out.set_fit(worth.fit);
}

void Write(const core::TenantScope& tenant, const domain::PlanRecord& record, v1::Plan& out) {
  out.set_municipality(tenant.municipality);
  out.set_contract_id(tenant.contract.ToString());
  out.set_plan_id(record.id.ToString());
  out.set_etag("1");
  out.set_day(core::FormatDay(record.day));
  out.set_weights_version(record.weights_version);
  out.set_made_by(record.made_by);
  *out.mutable_made_at() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(record.made_at));
  out.set_note(record.note);
  out.set_units(record.units);
  out.set_support_families(record.support_families);
  out.set_unplanned(record.unplanned);
  Write({record.helped, record.fit}, *out.mutable_worth());
  out.set_optimal(record.gap == 0);
  out.set_helps_most(record.helps_most);
  out.set_gap(record.gap);
  out.set_snapshot_digest(absl::BytesToHexString(record.snapshot_digest));
  out.set_plan_digest(absl::BytesToHexString(record.plan_digest));
}

void Write(const engine::Unit& unit, v1::PlannedUnit& out) {
  out.set_request_family_id(unit.family.ToString());
  engine::ForEach(unit.children, [&](int child) { out.add_children(child); });
}

std::string FamilyAt(const engine::Snapshot& snapshot, std::int32_t supporter) {
  return supporter == engine::kNobody
             ? ""
             : snapshot.supporters[engine::At(supporter)].family.ToString();
}

void Write(const engine::Snapshot& snapshot, const engine::Option& option, v1::PlannedPair& out) {
  out.set_support_family_id(FamilyAt(snapshot, option.supporter));
  out.set_fit(option.fit);
  out.set_fit_of_thousand(engine::OfThousand(option.fit, snapshot.weights));
}

// Units by the support family that the plan gives them.
using Guests = std::vector<std::vector<std::int32_t>>;
Guests GuestsOf(const app::OpenedPlan& opened) {
  Guests guests(opened.snapshot.supporters.size());
  for (std::size_t u = 0; u < opened.plan.lines.size(); ++u) {
    const std::int32_t supporter = opened.plan.lines[u].chosen.supporter;
    if (supporter != engine::kNobody) {
      guests[engine::At(supporter)].push_back(static_cast<std::int32_t>(u));
    }
  }
  return guests;
}

void Write(const engine::Snapshot& snapshot, const engine::Plan& plan, const Guests& guests,
           std::int32_t number, v1::PlanLine& out) {
  const engine::Unit& unit = snapshot.units[engine::At(number)];
  const engine::PlanLine& line = plan.lines[engine::At(number)];
  Write(unit, *out.mutable_unit());
  out.set_places(unit.places);
  out.set_priority(1 + engine::PriorityOf(unit, snapshot.day));
  out.set_outcome(static_cast<v1::PlanOutcome>(line.outcome));
  if (line.chosen.supporter != engine::kNobody) {
    Write(snapshot, line.chosen, *out.mutable_chosen());
  }
  if (line.first_choice.supporter != engine::kNobody) {
    Write(snapshot, line.first_choice, *out.mutable_first_choice());
  }
  if (line.alternative.supporter != engine::kNobody) {
    Write(snapshot, line.alternative, *out.mutable_alternative());
    for (const std::int32_t guest : guests[engine::At(line.alternative.supporter)]) {
      Write(snapshot.units[engine::At(guest)], *out.add_alternative_taken_by());
    }
    out.set_alternative_costs_help(line.loss.weight > 0);
    out.set_alternative_costs_fit(line.loss.weight > 0 ? 0 : line.loss.fit);
  }
  for (const engine::PlanMiss& miss : line.misses) {
    v1::PlanNearMiss& near = *out.add_near_misses();
    near.set_support_family_id(FamilyAt(snapshot, miss.supporter));
    near.set_fit_of_thousand(engine::OfThousand(miss.fit, snapshot.weights));
    near.set_rule(std::string(engine::CodeOf(miss.rule)));
    near.set_words(engine::SayMiss(snapshot, number, miss));
  }
  out.set_words(engine::SayLine(snapshot, line));
}

void Write(const engine::Side& side, v1::PlanSide& out) {
  Write(side.worth, *out.mutable_worth());
  out.set_fit_by_other_weights(side.fit_by_other);
  out.set_breaking_rules(static_cast<std::int32_t>(side.breaking.size()));
}

void Write(const domain::UnplannedFamily& unplanned, v1::UnplannedFamily& out) {
  if (unplanned.role == domain::FamilyRole::kRequest) {
    out.set_request_family_id(unplanned.family.ToString());
  } else {
    out.set_support_family_id(unplanned.family.ToString());
  }
  out.set_code(std::string(domain::CodeOf(unplanned.reason)));
  out.set_words(std::string(domain::DutchOf(unplanned.reason)));
}

}  // namespace

platform::rpc::Service PlanApi::Describe() {
  platform::rpc::Service service(
      v1::MakePlanRequest::descriptor()->file()->FindServiceByName("PlanService"));
  service.Bind(this, &PlanApi::MakePlan)
      .Bind(this, &PlanApi::GetPlan)
      .Bind(this, &PlanApi::ListPlans)
      .Bind(this, &PlanApi::ComparePlans)
      .Bind(this, &PlanApi::VerifyPlan)
      .Bind(this, &PlanApi::ValuePlaces);
  return service;
}

absl::StatusOr<v1::MakePlanResponse> PlanApi::MakePlan(const Call& call,
                                                       const v1::MakePlanRequest& request) {
  app::PlanInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(const auto day, core::ParseOptionalDay("day", request.day()));
  input.day = day.value_or(call.today);
  BUURTBRUG_ASSIGN_OR_RETURN(input.note,
                             core::ParseText("note", request.note(), 0, domain::kLongestNote));
  BUURTBRUG_ASSIGN_OR_RETURN(input.siblings, SiblingsOf(request));
  input.reconsider_proposals = request.reconsider_proposals();
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PlanRecord record, plans_.Make(call, input));
  v1::MakePlanResponse response;
  Write(call.scope, record, *response.mutable_plan());
  return response;
}

absl::StatusOr<v1::GetPlanResponse> PlanApi::GetPlan(const Call& call,
                                                     const v1::GetPlanRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PlanId id,
                             domain::PlanId::Parse("plan_id", request.plan_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int asked,
                             core::ParseRange("page_size", request.page_size(), 0, kMostLines));
  const int size = asked == 0 ? kLinesOfPage : asked;
  // The token is the number of lines and families on the pages before.
  int first = 0;
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &first) || first < 0)) {
    return core::InvalidField("page_token", "INVALID_PAGE_TOKEN",
                              "page_token must be that of the page before");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OpenedPlan opened, plans_.Get(call, id));
  const auto lines = static_cast<int>(opened.plan.lines.size());
  const int count = lines + static_cast<int>(opened.unplanned.size());
  const int last = first >= count ? count : std::min(count - first, size) + first;
  v1::GetPlanResponse response;
  Write(call.scope, opened.record, *response.mutable_plan());
  const Guests guests = GuestsOf(opened);
  for (int entry = first; entry < last; ++entry) {
    if (entry < lines) {
      Write(opened.snapshot, opened.plan, guests, entry, *response.add_lines());
    } else {
      Write(opened.unplanned[engine::At(entry - lines)], *response.add_unplanned());
    }
  }
  if (last < count) {
    response.set_next_page_token(absl::StrCat(last));
  }
  return response;
}

absl::StatusOr<v1::ListPlansResponse> PlanApi::ListPlans(const Call& call,
                                                         const v1::ListPlansRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::PlanRecord> records,
                             plans_.List(call, page));
  v1::ListPlansResponse response;
  for (const domain::PlanRecord& record : records) {
    Write(call.scope, record, *response.add_plans());
  }
  if (static_cast<int>(records.size()) == page.size) {
    response.set_next_page_token(records.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::ComparePlansResponse> PlanApi::ComparePlans(
    const Call& call, const v1::ComparePlansRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PlanId id,
                             domain::PlanId::Parse("plan_id", request.plan_id()));
  app::Opponent opponent;
  if (!request.other_plan_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(opponent.plan,
                               domain::PlanId::Parse("other_plan_id", request.other_plan_id()));
  }
  opponent.proposals = request.with_proposals();
  for (const v1::TriedWeight& weight : request.weights()) {
    if (!opponent.weights.emplace(weight.part(), weight.weight()).second) {
      return core::InvalidField("weights", "TWICE", weight.part() + " is named twice");
    }
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Compared compared, plans_.Compare(call, id, opponent));
  v1::ComparePlansResponse response;
  Write(compared.comparison.first, *response.mutable_plan());
  Write(compared.comparison.second, *response.mutable_other());
  for (const engine::Change& change : compared.comparison.changes) {
    if (response.changes_size() == kMostChanges) {
      break;
    }
    v1::PlanChange& out = *response.add_changes();
    Write(compared.snapshot.units[engine::At(change.unit)], *out.mutable_unit());
    out.set_support_family_id(FamilyAt(compared.snapshot, change.first));
    out.set_other_support_family_id(FamilyAt(compared.snapshot, change.second));
  }
  response.set_changed(static_cast<std::int32_t>(compared.comparison.changes.size()));
  response.set_left_out(compared.left_out);
  return response;
}

absl::StatusOr<v1::VerifyPlanResponse> PlanApi::VerifyPlan(const Call& call,
                                                           const v1::VerifyPlanRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PlanId id,
                             domain::PlanId::Parse("plan_id", request.plan_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Verdict verdict, plans_.Verify(call, id));
  v1::VerifyPlanResponse response;
  response.set_digests_hold(verdict.digests_hold);
  response.set_proof_holds(verdict.proof_holds);
  response.set_same_bytes(verdict.same_bytes);
  response.set_objection(verdict.objection);
  return response;
}

absl::StatusOr<v1::ValuePlacesResponse> PlanApi::ValuePlaces(
    const Call& call, const v1::ValuePlacesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PlanId id,
                             domain::PlanId::Parse("plan_id", request.plan_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int count,
                             core::ParseRange("count", request.count(), 0, app::kMostValues));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Plans::Valued valued,
                             plans_.ValuePlaces(call, id, count == 0 ? kValues : count));
  v1::ValuePlacesResponse response;
  for (std::size_t i = 0; i < valued.values.advice.size(); ++i) {
    const engine::NewSupporter& advice = valued.values.advice[i];
    v1::RecruitingAdvice& out = *response.add_advice();
    Write(valued.snapshot, advice.profile, valued.areas[i], *out.mutable_profile());
    if (advice.for_unit != engine::kNobody) {
      Write(valued.snapshot.units[engine::At(advice.for_unit)], *out.mutable_for_unit());
    }
    out.set_like_support_family_id(FamilyAt(valued.snapshot, advice.like));
    Write(advice.rise, *out.mutable_rise());
    out.set_exact(advice.exact);
    if (advice.helps != engine::kNobody) {
      Write(valued.snapshot.units[engine::At(advice.helps)], *out.mutable_helps());
    }
    out.set_unhelped_in_reach(advice.unhelped_in_reach);
  }
  for (const engine::ScarcePlace& scarce : valued.values.scarce) {
    v1::ScarcePlace& out = *response.add_scarce();
    out.set_support_family_id(FamilyAt(valued.snapshot, scarce.supporter));
    Write(scarce.fall, *out.mutable_fall());
    out.set_exact(scarce.exact);
  }
  response.set_not_valued(valued.values.not_valued);
  return response;
}

}  // namespace buurtbrug::matching::api
