#include "tenancy/app/appointments.h"

#include "platform/core/status.h"
#include "tenancy/store/appointment_store.h"
#include "tenancy/store/contract_store.h"

namespace buurtbrug::tenancy::app {
namespace {

// The overlap, as what it is: it is there already.
absl::StatusOr<Receipt> OrExists(absl::StatusOr<Receipt> receipt) {
  if (receipt.ok()) {
    return receipt;
  }
  return Reworded(
      receipt.status(), "OVERLAP",
      platform::core::Error(absl::StatusCode::kAlreadyExists, "APPOINTMENT_EXISTS",
                            "the subject has this role for the contract on one of these days"));
}

// Nobody gives himself the right to a tenant's cases: for an emergency there is the break-glass.
absl::Status CheckAnother(const Call& call, const std::string& subject) {
  return subject == call.caller.subject
             ? platform::core::Error(absl::StatusCode::kPermissionDenied, "SELF_APPOINTMENT",
                                     "somebody else must appoint you; in an emergency break the "
                                     "glass")
             : absl::OkStatus();
}

}  // namespace

absl::StatusOr<Receipt> Appointments::Appoint(const Call& call, domain::Appointment appointment) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckAppointment(appointment));
  BUURTBRUG_RETURN_IF_ERROR(CheckAnother(call, appointment.subject));
  appointment.id = domain::AppointmentId(desk_.NewId(call.now));
  return OrExists(
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        store::InsertAppointment(transaction, call.scope, appointment, RecordedBy(call));
        return Written{{appointment.id.value(), 1},
                       {store::AppointmentChanged(desk_.Tell(call), call.scope, appointment)}};
      }));
}

absl::StatusOr<Receipt> Appointments::AppointSubstitute(const Call& call,
                                                        const Substitution& substitution) {
  BUURTBRUG_RETURN_IF_ERROR(CheckAnother(call, substitution.subject));
  return OrExists(
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::Appointment original,
            store::LockAppointment(transaction, call.scope, substitution.original));
        domain::Appointment substitute;
        substitute.id = domain::AppointmentId(desk_.NewId(call.now));
        substitute.subject = substitution.subject;
        substitute.role = original.role;
        substitute.first_day = substitution.first_day;
        substitute.last_day = substitution.last_day;
        substitute.substitutes = original.id;
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckSubstitute(original, substitute, call.today));
        store::InsertAppointment(transaction, call.scope, substitute, RecordedBy(call));
        return Written{{substitute.id.value(), 1},
                       {store::AppointmentChanged(desk_.Tell(call), call.scope, substitute)}};
      }));
}

absl::StatusOr<Receipt> Appointments::End(const Call& call, const domain::AppointmentId& id,
                                          absl::CivilDay last_day) {
  return OrExists(
      desk_.WriteForContract(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::HoldContract(transaction, call.scope));
        BUURTBRUG_ASSIGN_OR_RETURN(domain::Appointment appointment,
                                   store::LockAppointment(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckAppointmentEnd(appointment, last_day));
        appointment.last_day = last_day;
        ++appointment.version;
        BUURTBRUG_RETURN_IF_ERROR(store::EndAppointment(transaction, call.scope, appointment));
        return Written{{appointment.id.value(), appointment.version},
                       {store::AppointmentChanged(desk_.Tell(call), call.scope, appointment)}};
      }));
}

absl::StatusOr<std::vector<domain::Appointment>> Appointments::List(const Call& call) {
  return desk_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Appointment>> {
        return store::ListAppointments(transaction, call.scope);
      });
}

}  // namespace buurtbrug::tenancy::app
