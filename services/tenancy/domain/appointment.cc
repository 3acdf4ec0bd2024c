#include "tenancy/domain/appointment.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {
namespace {

namespace core = platform::core;
using absl::StatusCode;

absl::Status CheckLastDay(absl::CivilDay first_day, std::optional<absl::CivilDay> last_day) {
  return last_day && *last_day < first_day
             ? core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                                  "the last day is on or after the first day")
             : absl::OkStatus();
}

absl::Status CheckSubstituteEnd(absl::CivilDay first_day, std::optional<absl::CivilDay> last_day) {
  return !last_day || *last_day - first_day > kMostSubstituteDays
             ? core::InvalidField("last_day", "LAST_DAY_TOO_LATE",
                                  absl::StrCat("a substitute stands in until at most ",
                                               kMostSubstituteDays, " days after the first day"))
             : absl::OkStatus();
}

}  // namespace

absl::Status CheckSubject(absl::string_view subject) {
  return core::ParseText("subject", subject, 1, kLongestSubject).status();
}

absl::Status CheckAppointment(const Appointment& appointment) {
  BUURTBRUG_RETURN_IF_ERROR(CheckSubject(appointment.subject));
  if (appointment.role != AppointedRole::kCoordinator &&
      appointment.role != AppointedRole::kVolunteerCoordinator &&
      appointment.role != AppointedRole::kMunicipality &&
      appointment.role != AppointedRole::kSafetyOfficer) {
    return core::InvalidField("role", "INVALID_ROLE",
                              "for a contract a coordinator, volunteer coordinator, municipality "
                              "official or safety officer is appointed");
  }
  return CheckLastDay(appointment.first_day, appointment.last_day);
}

absl::Status CheckSubstitute(const Appointment& original, const Appointment& substitute,
                             absl::CivilDay today) {
  BUURTBRUG_RETURN_IF_ERROR(CheckSubject(substitute.subject));
  BUURTBRUG_RETURN_IF_ERROR(CheckLastDay(substitute.first_day, substitute.last_day));
  BUURTBRUG_RETURN_IF_ERROR(CheckSubstituteEnd(substitute.first_day, substitute.last_day));
  if (original.role != AppointedRole::kCoordinator &&
      original.role != AppointedRole::kVolunteerCoordinator) {
    return core::Error(StatusCode::kFailedPrecondition, "NOT_A_COORDINATOR",
                       "only a coordinator or volunteer coordinator has a substitute");
  }
  if (original.last_day && *original.last_day < std::max(today, substitute.first_day)) {
    return core::Error(StatusCode::kFailedPrecondition, "APPOINTMENT_ENDED",
                       "nobody stands in for an appointment that has ended; appoint somebody");
  }
  return absl::OkStatus();
}

absl::Status CheckAppointmentEnd(const Appointment& appointment, absl::CivilDay last_day) {
  if (last_day < appointment.first_day - 1) {
    return core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on the eve of the first day at the earliest");
  }
  return appointment.substitutes ? CheckSubstituteEnd(appointment.first_day, last_day)
                                 : absl::OkStatus();
}

absl::CivilDay EndedAtOnce(absl::CivilDay first_day, absl::CivilDay today) {
  return std::max(first_day, today) - 1;
}

}  // namespace buurtbrug::tenancy::domain
