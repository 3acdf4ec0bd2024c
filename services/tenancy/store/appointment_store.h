#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tenancy/domain/appointment.h"
#include "tenancy/store/recorded.h"

// The table of appointments; those of operators belong to no tenant (municipality 0000, the nil
// contract).
namespace buurtbrug::tenancy::store {

void InsertAppointment(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::Appointment& appointment, const Recorded& recorded);

// Holds it until the end of the transaction. NOT_FOUND APPOINTMENT_NOT_FOUND.
absl::StatusOr<domain::Appointment> LockAppointment(ScopedTransaction& transaction,
                                                    const TenantScope& tenant,
                                                    const domain::AppointmentId& id);

// Sets the last day; `appointment.version` is the new one. ABORTED ETAG_MISMATCH.
absl::Status EndAppointment(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::Appointment& appointment);

// Those that ended too, oldest first.
std::vector<domain::Appointment> ListAppointments(ScopedTransaction& transaction,
                                                  const TenantScope& tenant);

// Those of a day, held until the end of the transaction.
std::vector<domain::Appointment> LockAppointmentsOn(ScopedTransaction& transaction,
                                                    const TenantScope& tenant, absl::CivilDay day);

}  // namespace buurtbrug::tenancy::store
