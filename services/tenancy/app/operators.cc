#include "tenancy/app/operators.h"

#include <algorithm>

#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "tenancy/store/appointment_store.h"

namespace buurtbrug::tenancy::app {
namespace {

using absl::StatusCode;
using platform::core::Error;

absl::Status AppointmentExists() {
  return Error(StatusCode::kAlreadyExists, "APPOINTMENT_EXISTS", "the subject is operator already");
}

}  // namespace

absl::StatusOr<Receipt> Operators::Appoint(const Call& call, const std::string& subject) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckSubject(subject));
  domain::Appointment appointment;
  appointment.id = domain::AppointmentId(desk_.NewId(call.now));
  appointment.subject = subject;
  appointment.role = domain::AppointedRole::kFoundationOperator;
  appointment.first_day = call.today;
  auto receipt =
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        // Two at once would each wait for the other at the exclusion constraint.
        store::LockAppointmentsOn(transaction, NoTenant(), call.today);
        store::InsertAppointment(transaction, NoTenant(), appointment, RecordedBy(call));
        return Written{{appointment.id.value(), 1},
                       {store::AppointmentChanged(desk_.Tell(call), NoTenant(), appointment)}};
      });
  if (!receipt.ok()) {
    return Reworded(receipt.status(), "OVERLAP", AppointmentExists());
  }
  return receipt;
}

absl::StatusOr<Receipt> Operators::Dismiss(const Call& call, const domain::AppointmentId& id) {
  return desk_.WriteForNetwork(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        const auto operators = store::LockAppointmentsOn(transaction, NoTenant(), call.today);
        const auto found =
            std::find_if(operators.begin(), operators.end(),
                         [&](const domain::Appointment& each) { return each.id == id; });
        if (found == operators.end()) {
          return Error(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND",
                       "no operator has this appointment");
        }
        if (operators.size() == 1) {
          return Error(StatusCode::kFailedPrecondition, "LAST_OPERATOR",
                       "nobody could appoint an operator then; appoint another one first");
        }
        domain::Appointment appointment = *found;
        appointment.last_day = domain::EndedAtOnce(appointment.first_day, call.today);
        ++appointment.version;
        BUURTBRUG_RETURN_IF_ERROR(store::EndAppointment(transaction, NoTenant(), appointment));
        return Written{{appointment.id.value(), appointment.version},
                       {store::AppointmentChanged(desk_.Tell(call), NoTenant(), appointment)}};
      });
}

absl::StatusOr<std::vector<domain::Appointment>> Operators::List(const Call& call) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<domain::Appointment> operators,
      desk_.Run(
          Scope::Network(),
          [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Appointment>> {
            return store::ListAppointments(transaction, NoTenant());
          }));
  std::erase_if(operators, [&](const domain::Appointment& each) {
    return each.first_day > call.today || (each.last_day && *each.last_day < call.today);
  });
  return operators;
}

absl::Status Operators::EnsureOperator(const std::string& subject, absl::Time now) {
  Call call;
  call.method = "tenancy/first_operator";
  call.now = now;
  call.today = platform::core::AmsterdamDay(now);
  call.caller.role = platform::access::Role::kService;
  call.caller.subject = "spiffe://buurtbrug/service/tenancy";
  call.request_id = platform::core::RequestId(desk_.NewId(now));
  call.request_digest = subject;
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Appointment> operators, List(call));
  if (!operators.empty()) {
    return absl::OkStatus();
  }
  const auto receipt = Appoint(call, subject);
  // Another process of this service was quicker.
  return platform::core::ReasonOf(receipt.status()) == "APPOINTMENT_EXISTS" ? absl::OkStatus()
                                                                            : receipt.status();
}

}  // namespace buurtbrug::tenancy::app
