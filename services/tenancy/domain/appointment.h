#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"

// Days are civil days in Europe/Amsterdam, both ends included.
namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestSubject = 255;
// A substitute stands in for a year and a day at most.
inline constexpr int kMostSubstituteDays = 366;

using AppointmentId = platform::core::StrongId<struct AppointmentTag>;

// In which somebody is appointed. Numbers as in buurtbrug.common.v1.Role.
enum class AppointedRole {
  kNone = 0,
  kFoundationOperator = 1,
  kCoordinator = 2,
  kVolunteerCoordinator = 3,
  kMunicipality = 4,
  kSafetyOfficer = 8,
};

// That a person acts in a role, for a contract or, as an operator, for the whole network.
struct Appointment {
  AppointmentId id;
  // The person's name with the identity provider.
  std::string subject;
  AppointedRole role = AppointedRole::kNone;
  absl::CivilDay first_day;
  // The day before `first_day` when it ended before it began. Nothing: no end is known.
  std::optional<absl::CivilDay> last_day;
  // Whose holder is absent.
  std::optional<AppointmentId> substitutes;
  int64_t version = 1;
};

// INVALID_ARGUMENT INVALID_TEXT unless it is 1 to 255 printable characters. Pure.
absl::Status CheckSubject(absl::string_view subject);

// An appointment for a contract. INVALID_ARGUMENT naming the field: INVALID_TEXT,
// INVALID_ROLE (others than coordinator, volunteer coordinator, municipality and safety officer),
// LAST_DAY_TOO_EARLY. Pure.
absl::Status CheckAppointment(const Appointment& appointment);

// Whether `substitute` may stand in for the holder of `original`. Pure.
//   INVALID_ARGUMENT     naming the field: INVALID_TEXT, LAST_DAY_TOO_EARLY, LAST_DAY_TOO_LATE
//   (more
//                        than 366 days after the first)
//   FAILED_PRECONDITION  NOT_A_COORDINATOR, APPOINTMENT_ENDED (`original` ends before `today`, or
//                        before the substitute begins)
absl::Status CheckSubstitute(const Appointment& original, const Appointment& substitute,
                             absl::CivilDay today);

// INVALID_ARGUMENT LAST_DAY_TOO_EARLY before the eve of the first day; LAST_DAY_TOO_LATE for a
// substitute, as CheckSubstitute. Pure.
absl::Status CheckAppointmentEnd(const Appointment& appointment, absl::CivilDay last_day);

// The last day of what is to end at once: yesterday, or the eve of a first day that lies later.
// Pure.
absl::CivilDay EndedAtOnce(absl::CivilDay first_day, absl::CivilDay today);

}  // namespace buurtbrug::tenancy::domain
