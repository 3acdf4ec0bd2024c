#include "registration/domain/readiness.h"

#include <algorithm>

#include "platform/core/civil.h"

namespace buurtbrug::registration::domain {
namespace {

enum class Vog { kMissing, kExpired, kValid };

Vog VogOn(absl::CivilDay day, int adult, const std::vector<FamilyStep>& steps, int valid_months) {
  Vog vog = Vog::kMissing;
  for (const FamilyStep& step : steps) {
    if (step.kind != StepKind::kVogSeen || step.adult != adult || step.occurred_on > day) {
      continue;
    }
    if (day < platform::core::AddMonths(step.occurred_on, valid_months)) {
      return Vog::kValid;
    }
    vog = Vog::kExpired;
  }
  return vog;
}

bool DoneBy(absl::CivilDay day, StepKind kind, const std::vector<FamilyStep>& steps) {
  return std::any_of(steps.begin(), steps.end(), [&](const FamilyStep& step) {
    return step.kind == kind && step.occurred_on <= day;
  });
}

}  // namespace

std::vector<std::string> MissingOn(absl::CivilDay day, int adults,
                                   const std::vector<FamilyStep>& steps,
                                   const ScreeningDemands& demands) {
  bool vog_missing = false;
  bool vog_expired = false;
  for (int adult = 1; adult <= adults; ++adult) {
    const Vog vog = VogOn(day, adult, steps, demands.vog_valid_months);
    vog_missing |= vog == Vog::kMissing;
    vog_expired |= vog == Vog::kExpired;
  }
  std::vector<std::string> missing;
  if (vog_missing) {
    missing.emplace_back("VOG_MISSING");
  }
  if (vog_expired) {
    missing.emplace_back("VOG_EXPIRED");
  }
  if (demands.training_required && !DoneBy(day, StepKind::kTrainingDone, steps)) {
    missing.emplace_back("TRAINING_MISSING");
  }
  if (!DoneBy(day, StepKind::kScreeningDone, steps)) {
    missing.emplace_back("SCREENING_MISSING");
  }
  return missing;
}

}  // namespace buurtbrug::registration::domain
