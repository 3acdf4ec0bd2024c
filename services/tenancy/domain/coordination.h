#pragma once

#include <vector>

#include "absl/status/status.h"

// How a programme shares cases out between coordinators. Numbers of these enums as in
// buurtbrug.tenancy.v1.
namespace buurtbrug::tenancy::domain {

enum class Volunteers { kNotKnown = 0, kNoCases = 1, kSomeCases = 2 };

enum class Casuistry {
  kOvernightStay = 1,
  kExtraCalls = 2,
  kRoleModel = 3,
  kParents = 4,
  kSeveralChildren = 5,
  kUrgent = 6,
  kSeveralMatches = 7,
  kEarlierMatchEnded = 8,
};

enum class WorkKind {
  kProposal = 1,
  kIntroduction = 2,
  kAgreement = 3,
  kTrialStart = 4,
  kTrialEnd = 5,
  kEnd = 6,
};

inline constexpr int kMostStepMinutes = 1440;

// How long a step of a match takes a coordinator as a rule.
struct StepMinutes {
  WorkKind step = WorkKind::kProposal;
  int minutes = 0;

  friend bool operator==(const StepMinutes& a, const StepMinutes& b) {
    return a.step == b.step && a.minutes == b.minutes;
  }
};

struct Coordination {
  Volunteers volunteers = Volunteers::kNotKnown;
  // What needs a professional.
  std::vector<Casuistry> professional_casuistry = {};
  // Of a step that is not named it is not known.
  std::vector<StepMinutes> step_minutes = {};
};

// INVALID_ARGUMENT naming the field ("protocol.coordination.step_minutes"): INVALID_VALUE, REPEATED
// (one of a list comes twice), CASUISTRY_WITHOUT_VOLUNTEERS (where volunteers are not said to take
// cases), OUT_OF_RANGE. Pure.
absl::Status CheckCoordination(const Coordination& coordination);

}  // namespace buurtbrug::tenancy::domain
