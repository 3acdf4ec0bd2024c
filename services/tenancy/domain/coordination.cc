#include "tenancy/domain/coordination.h"

#include <set>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

namespace {

constexpr char kVolunteers[] = "protocol.coordination.volunteers";
constexpr char kCasuistry[] = "protocol.coordination.professional_casuistry";
constexpr char kMinutes[] = "protocol.coordination.step_minutes";

// Whether it has a name, and did not come before.
template <typename Enum>
absl::Status CheckOne(const char* field, Enum value, Enum last, std::set<Enum>& seen) {
  if (static_cast<int>(value) < 1 || value > last) {
    return core::InvalidField(field, "INVALID_VALUE", "there is no such value");
  }
  return seen.insert(value).second ? absl::OkStatus()
                                   : core::InvalidField(field, "REPEATED", "each at most once");
}

}  // namespace

absl::Status CheckCoordination(const Coordination& coordination) {
  if (static_cast<int>(coordination.volunteers) < 0 ||
      coordination.volunteers > Volunteers::kSomeCases) {
    return core::InvalidField(kVolunteers, "INVALID_VALUE", "there is no such value");
  }
  if (coordination.volunteers != Volunteers::kSomeCases &&
      !coordination.professional_casuistry.empty()) {
    return core::InvalidField(kCasuistry, "CASUISTRY_WITHOUT_VOLUNTEERS",
                              "what needs a professional is named where volunteers take cases");
  }
  std::set<Casuistry> casuistry;
  for (const Casuistry one : coordination.professional_casuistry) {
    BUURTBRUG_RETURN_IF_ERROR(CheckOne(kCasuistry, one, Casuistry::kEarlierMatchEnded, casuistry));
  }
  std::set<WorkKind> steps;
  for (const StepMinutes& one : coordination.step_minutes) {
    BUURTBRUG_RETURN_IF_ERROR(CheckOne(kMinutes, one.step, WorkKind::kEnd, steps));
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange(kMinutes, one.minutes, 1, kMostStepMinutes).status());
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
