#pragma once

#include <optional>
#include <vector>

// What a programme's protocol demands of a support family before it may support anyone.
namespace buurtbrug::platform::core {

// Numbers as in buurtbrug.tenancy.v1.RequirementKind.
enum class RequirementKind {
  kVog = 1,
  kInterview = 2,
  kHomeVisit = 3,
  kReferences = 4,
  kTraining = 5,
  kDecision = 6,
};

// By when it is to be met. Numbers as in buurtbrug.tenancy.v1.RequirementStage.
enum class RequirementStage { kDecision = 1, kTrial = 2 };

// By whom. Numbers as in buurtbrug.tenancy.v1.RequirementScope.
enum class RequirementScope { kFamily = 1, kEveryAdult = 2, kParticipatingAdults = 3 };

// One demand. A protocol has at most one of each kind.
struct Requirement {
  RequirementKind kind = RequirementKind::kVog;
  RequirementStage stage = RequirementStage::kTrial;
  RequirementScope scope = RequirementScope::kFamily;
  // Evidence counts from its day on for so many months; on the same day of the last month it has
  // expired. Nothing: for ever.
  std::optional<int> valid_months = {};
  // So many months before it expires its renewal begins.
  int renewal_lead_months = 0;
  // How many pieces of evidence it takes; more than one with kReferences only.
  int count = 1;
  // Whether only evidence that was given by a professional counts, with kTraining.
  bool by_professional = false;
  // Whether a second person confirms it, with kDecision.
  bool four_eyes = false;

  friend bool operator==(const Requirement& a, const Requirement& b) {
    return a.kind == b.kind && a.stage == b.stage && a.scope == b.scope &&
           a.valid_months == b.valid_months && a.renewal_lead_months == b.renewal_lead_months &&
           a.count == b.count && a.by_professional == b.by_professional &&
           a.four_eyes == b.four_eyes;
  }
};

// Months before its end in which a VOG is renewed where the protocol does not say it.
inline constexpr int kVogRenewalLeadMonths = 3;

// What a protocol demands that lists no requirements: a VOG of every adult, the training where it
// is required, and a decision by one person. Pure.
std::vector<Requirement> PlainRequirements(int vog_valid_months, bool training_required);

// The requirement of this kind; null when there is none.
const Requirement* FindRequirement(const std::vector<Requirement>& requirements,
                                   RequirementKind kind);

}  // namespace buurtbrug::platform::core
