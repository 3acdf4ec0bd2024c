#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/appointment.h"

namespace buurtbrug::tenancy::app {

// Somebody who stands in for the holder of an appointment.
struct Substitution {
  domain::AppointmentId original;
  std::string subject;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

// Who acts in which role for the contract of `call.scope`. Writes as Desk; the receipt's subject is
// the appointment. Thread-safe.
class Appointments {
 public:
  explicit Appointments(Desk& desk) : desk_(desk) {}

  // `appointment.id` is ignored.
  //   INVALID_ARGUMENT     as domain::CheckAppointment
  //   NOT_FOUND            CONTRACT_NOT_FOUND
  //   ALREADY_EXISTS       APPOINTMENT_EXISTS: the subject has this role on one of the days
  absl::StatusOr<Receipt> Appoint(const Call& call, domain::Appointment appointment);

  // In the role of the original.
  //   INVALID_ARGUMENT     as domain::CheckSubstitute
  //   NOT_FOUND            CONTRACT_NOT_FOUND, APPOINTMENT_NOT_FOUND
  //   FAILED_PRECONDITION  NOT_A_COORDINATOR, APPOINTMENT_ENDED
  //   ALREADY_EXISTS       APPOINTMENT_EXISTS
  absl::StatusOr<Receipt> AppointSubstitute(const Call& call, const Substitution& substitution);

  // Sets the last day; a later one than before, too.
  //   INVALID_ARGUMENT     as domain::CheckAppointmentEnd
  //   NOT_FOUND            CONTRACT_NOT_FOUND, APPOINTMENT_NOT_FOUND
  //   ALREADY_EXISTS       APPOINTMENT_EXISTS
  absl::StatusOr<Receipt> End(const Call& call, const domain::AppointmentId& id,
                              absl::CivilDay last_day);

  // Those that ended too, oldest first.
  absl::StatusOr<std::vector<domain::Appointment>> List(const Call& call);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
