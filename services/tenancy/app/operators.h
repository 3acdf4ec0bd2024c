#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tenancy/app/desk.h"
#include "tenancy/domain/appointment.h"

namespace buurtbrug::tenancy::app {

// The foundation's operators, who act for the whole network. There is always one. Writes as Desk;
// the receipt's subject is the appointment. Thread-safe.
class Operators {
 public:
  explicit Operators(Desk& desk) : desk_(desk) {}

  // From today on. INVALID_ARGUMENT as domain::CheckSubject; ALREADY_EXISTS APPOINTMENT_EXISTS.
  absl::StatusOr<Receipt> Appoint(const Call& call, const std::string& subject);

  // At once. NOT_FOUND APPOINTMENT_NOT_FOUND, also of one who was dismissed; FAILED_PRECONDITION
  // LAST_OPERATOR.
  absl::StatusOr<Receipt> Dismiss(const Call& call, const domain::AppointmentId& id);

  // Those of `call.today`.
  absl::StatusOr<std::vector<domain::Appointment>> List(const Call& call);

  // Appoints `subject` when nobody is operator at `now`: somebody has to appoint the first one.
  // INVALID_ARGUMENT as domain::CheckSubject; the reasons of Database::Run.
  absl::Status EnsureOperator(const std::string& subject, absl::Time now);

 private:
  Desk& desk_;
};

}  // namespace buurtbrug::tenancy::app
