#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "platform/core/uuid.h"

namespace buurtbrug::registration::domain {

using PartnerId = platform::core::StrongId<struct PartnerTag>;
using platform::core::FamilyId;
using platform::core::Personal;

// Numbers as in buurtbrug.registration.v1.
enum class FamilyRole { kRequest = 1, kSupport = 2 };
enum class FamilyState {
  kRegistered = 1,
  kWaiting = 2,
  kAvailable = 3,
  kIntakePlanned = 4,
  kScreening = 5,
  kPaused = 6,
  kClosed = 7,
  kWithdrawn = 8,
  kRejected = 9,
};
enum class StepKind {
  kRegistered = 1,
  kIntakeDone = 2,
  kVogSeen = 3,
  kTrainingDone = 4,
  kScreeningDone = 5,
  kIntakePlanned = 6,
  kScreeningStarted = 7,
  kPaused = 8,
  kResumed = 9,
  kReferredOn = 10,
  kWithdrawn = 11,
  kRejected = 12,
  kClosed = 13,
};

inline constexpr int kMostAdults = 6;
inline constexpr int kMostChildren = 15;
inline constexpr int kMostCapacity = 10;
// "Children are 0 to 23 years old": the 24th birthday is too late.
inline constexpr int kOldestChildYears = 23;

// A family as it registers. Personal data.
struct Registration {
  FamilyRole role = FamilyRole::kRequest;
  Personal postcode;
  std::vector<Personal> adult_names;
  std::vector<absl::CivilDay> child_birth_dates;
};

// A Dutch postcode in its one form, 1234AB; a space between, and small letters, are taken too.
// INVALID_ARGUMENT INVALID_POSTCODE, about the field `postcode`. The letters SA, SD and SS are not
// given out.
absl::StatusOr<std::string> ParsePostcode(absl::string_view text);

// The four digits of a postcode: some thousands of households. All of an address that is not
// personal.
std::string AreaOf(const Personal& postcode);

// INVALID_ARGUMENT naming the field: NO_ADULT, TOO_MANY, NO_CHILD (a request family),
// CHILD_NOT_BORN, CHILD_TOO_OLD on the day of the registration. Pure.
absl::Status CheckRegistration(const Registration& registration, absl::CivilDay occurred_on);

// What the rules need to know of a family.
struct FamilyHead {
  FamilyId id;
  FamilyRole role = FamilyRole::kRequest;
  FamilyState state = FamilyState::kRegistered;
  absl::CivilDay registered_on;
  int adults = 0;
  int children = 0;
  int capacity = 0;  // 0 until the screening is done
  int64_t version = 0;
};

// Whether a volunteer who guides a match is shown the step: neither screening nor referring on.
// Pure.
bool IsForGuides(StepKind step);

// Whether the case is closed, by whichever side.
bool IsClosed(FamilyState state);

// The state of `family` after a step on `occurred_on`. Pure.
//   FAILED_PRECONDITION WRONG_ROLE       a step of the other kind of family
//   FAILED_PRECONDITION WRONG_STATE      not a step of a family in this state
//   FAILED_PRECONDITION STEP_TOO_EARLY   before the registration
absl::StatusOr<FamilyState> StateAfter(const FamilyHead& family, StepKind step,
                                       absl::CivilDay occurred_on);

// One thing that happened.
struct FamilyStep {
  StepKind kind = StepKind::kRegistered;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  // Of whom, with kVogSeen.
  std::optional<int> adult;
  // Recorded after the subsidy period of its day was sealed.
  bool correction = false;
};

// All of a family. Personal data.
struct Family {
  FamilyHead head;
  // Nothing: no partner referred it.
  std::optional<PartnerId> referred_by;
  Personal postcode;
  std::vector<Personal> adult_names;
  std::vector<absl::CivilDay> child_birth_dates;
  std::vector<FamilyStep> steps;
};

}  // namespace buurtbrug::registration::domain
