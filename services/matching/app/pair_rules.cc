#include "matching/app/pair_rules.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matching/domain/match_life.h"
#include "matching/store/area_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;

absl::Status Refused(const engine::Breach& breach) {
  switch (breach.rule) {
    case engine::Rule::kExcluded:
      return domain::PairExcluded();
    case engine::Rule::kDeclinedBefore:
    case engine::Rule::kFailedBefore:
      return domain::PairFailed();
    default:
      return Error(StatusCode::kFailedPrecondition, engine::CodeOf(breach.rule), breach.dutch);
  }
}

absl::Status Broken(const std::vector<std::string>& rules,
                    const std::vector<engine::Breach>& breaches) {
  const auto words = [](std::string* out, const engine::Breach& breach) {
    absl::StrAppend(out, breach.dutch);
  };
  return Error(
      StatusCode::kFailedPrecondition, "HARD_RULE_BROKEN",
      absl::StrCat("deze gezinnen passen niet bij elkaar: ", absl::StrJoin(breaches, "; ", words),
                   ". Wie het toch wil, stelt het met de hand voor en zegt waarom"),
      {{"rules", absl::StrJoin(rules, ",")}});
}

}  // namespace

absl::StatusOr<std::vector<std::string>> PassRules(const std::vector<engine::Breach>& breaches,
                                                   Passing passing) {
  std::vector<std::string> passed;
  for (const engine::Breach& breach : breaches) {
    if (!engine::kPassableRules.Has(breach.rule)) {
      return Refused(breach);
    }
    passed.emplace_back(engine::CodeOf(breach.rule));
  }
  if (!passed.empty() && passing == Passing::kNone) {
    return Broken(passed, breaches);
  }
  return passed;
}

absl::Status PassServed(const std::vector<domain::FamilyId>& served_by,
                        const domain::FamilyId& support_family, Passing passing,
                        std::vector<std::string>& passed) {
  if (served_by.empty()) {
    return absl::OkStatus();
  }
  if (std::find(served_by.begin(), served_by.end(), support_family) != served_by.end()) {
    return Error(StatusCode::kFailedPrecondition, kAlreadyMatched,
                 "tussen deze twee gezinnen loopt al een koppeling voor dit kind of deze ouders");
  }
  if (passing == Passing::kNone) {
    return Error(StatusCode::kFailedPrecondition, kAlreadyMatched,
                 "er loopt al een koppeling voor dit kind of deze ouders. Wie er een tweede naast "
                 "wil, stelt die met de hand voor en zegt waarom");
  }
  passed.emplace_back(kAlreadyMatched);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> CheckRules(
    platform::postgres::ScopedTransaction& transaction, const store::Pair& pair,
    const std::vector<int>& children, absl::CivilDay day, Passing passing) {
  engine::ToldSide request = {pair.request_card};
  engine::ToldSide support = {pair.support_card};
  if (request.card.profile && support.card.profile) {
    const std::string& here = request.card.profile->area;
    const std::string& there = support.card.profile->area;
    for (const domain::AreaPoint& area : store::ReadAreas(transaction, here, there)) {
      const engine::Point point = {area.x_m, area.y_m};
      request.point = area.area == here ? point : request.point;
      support.point = area.area == there ? point : support.point;
    }
  }
  return PassRules(
      engine::KnownBreaches(request, children, support, day,
                            engine::Agreements({{request.contract, support.contract}})),
      passing);
}

}  // namespace buurtbrug::matching::app
