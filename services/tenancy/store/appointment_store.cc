#include "tenancy/store/appointment_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;

domain::Appointment AppointmentOf(const pqxx::row& row) {
  domain::Appointment appointment;
  appointment.id = postgres::ReadId<domain::AppointmentId>(row["appointment_id"]);
  appointment.subject = row["subject"].c_str();
  appointment.role = static_cast<domain::AppointedRole>(row["role"].as<int>());
  appointment.first_day = postgres::ReadDay(row["first_day"]);
  appointment.last_day = postgres::ReadOptionalDay(row["last_day"]);
  if (!row["substitutes_appointment_id"].is_null()) {
    appointment.substitutes =
        postgres::ReadId<domain::AppointmentId>(row["substitutes_appointment_id"]);
  }
  appointment.version = row["version"].as<int64_t>();
  return appointment;
}

std::vector<domain::Appointment> AppointmentsOf(const pqxx::result& rows) {
  std::vector<domain::Appointment> appointments;
  for (const auto& row : rows) {
    appointments.push_back(AppointmentOf(row));
  }
  return appointments;
}

}  // namespace

void InsertAppointment(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::Appointment& appointment, const Recorded& recorded) {
  transaction.Run(sql::kInsertAppointment,
                  {tenant.municipality, tenant.contract, appointment.id, appointment.subject,
                   static_cast<int>(appointment.role), appointment.first_day, appointment.last_day,
                   appointment.substitutes, recorded.at, recorded.by});
}

absl::StatusOr<domain::Appointment> LockAppointment(ScopedTransaction& transaction,
                                                    const TenantScope& tenant,
                                                    const domain::AppointmentId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockAppointment, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND",
                                 "there is no such appointment here");
  }
  return AppointmentOf(rows[0]);
}

absl::Status EndAppointment(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Appointment& appointment) {
  return ChangedOne(
      transaction.Run(sql::kEndAppointment, {tenant.municipality, tenant.contract, appointment.id,
                                             appointment.last_day, appointment.version}));
}

std::vector<domain::Appointment> ListAppointments(ScopedTransaction& transaction,
                                                  const TenantScope& tenant) {
  return AppointmentsOf(
      transaction.Run(sql::kListAppointments, {tenant.municipality, tenant.contract}));
}

std::vector<domain::Appointment> LockAppointmentsOn(ScopedTransaction& transaction,
                                                    const TenantScope& tenant, absl::CivilDay day) {
  return AppointmentsOf(
      transaction.Run(sql::kLockAppointmentsOn, {tenant.municipality, tenant.contract, day}));
}

}  // namespace buurtbrug::tenancy::store
