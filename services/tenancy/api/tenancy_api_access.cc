#include <utility>
#include <vector>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/api/requests.h"
#include "tenancy/api/tenancy_api.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

}  // namespace

absl::StatusOr<v1::AppointResponse> TenancyApi::Appoint(const Call& call,
                                                        const v1::AppointRequest& request) {
  domain::Appointment appointment;
  appointment.subject = request.subject();
  appointment.role = RoleOf(request.role());
  BUURTBRUG_ASSIGN_OR_RETURN(appointment.first_day,
                             core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(appointment.last_day, LastDayOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.appointments.Appoint(call, std::move(appointment)));
  v1::AppointResponse response;
  response.set_appointment_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::AppointSubstituteResponse> TenancyApi::AppointSubstitute(
    const Call& call, const v1::AppointSubstituteRequest& request) {
  app::Substitution substitution;
  BUURTBRUG_ASSIGN_OR_RETURN(
      substitution.original,
      domain::AppointmentId::Parse("appointment_id", request.appointment_id()));
  substitution.subject = request.subject();
  BUURTBRUG_ASSIGN_OR_RETURN(substitution.first_day,
                             core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(substitution.last_day, core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.appointments.AppointSubstitute(call, substitution));
  v1::AppointSubstituteResponse response;
  response.set_appointment_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::EndAppointmentResponse> TenancyApi::EndAppointment(
    const Call& call, const v1::EndAppointmentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::AppointmentId id,
      domain::AppointmentId::Parse("appointment_id", request.appointment_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay last_day,
                             core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.appointments.End(call, id, last_day).status());
  v1::EndAppointmentResponse response;
  response.set_appointment_id(id.ToString());
  return response;
}

absl::StatusOr<v1::ListAppointmentsResponse> TenancyApi::ListAppointments(
    const Call& call, const v1::ListAppointmentsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Appointment> appointments,
                             tenancy_.appointments.List(call));
  v1::ListAppointmentsResponse response;
  for (const domain::Appointment& appointment : appointments) {
    *response.add_appointments() = store::AppointmentMessage(call.scope, appointment);
  }
  return response;
}

absl::StatusOr<v1::AllowPartnerResponse> TenancyApi::AllowPartner(
    const Call& call, const v1::AllowPartnerRequest& request) {
  domain::PartnerContract contract;
  BUURTBRUG_ASSIGN_OR_RETURN(contract.partner,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(contract.first_day, core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(contract.last_day, LastDayOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.partners.Allow(call, std::move(contract)));
  v1::AllowPartnerResponse response;
  response.set_partner_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::DisallowPartnerResponse> TenancyApi::DisallowPartner(
    const Call& call, const v1::DisallowPartnerRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PartnerId id,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.partners.Disallow(call, id).status());
  v1::DisallowPartnerResponse response;
  response.set_partner_id(id.ToString());
  return response;
}

absl::StatusOr<v1::BreakGlassResponse> TenancyApi::BreakGlass(
    const Call& call, const v1::BreakGlassRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::BreakGlass glass,
      tenancy_.break_glasses.Open(call, request.reason(), request.minutes()));
  v1::BreakGlassResponse response;
  response.set_break_glass_id(glass.id.ToString());
  *response.mutable_ends_at() = store::TimestampOf(glass.ends_at);
  return response;
}

absl::StatusOr<v1::EndBreakGlassResponse> TenancyApi::EndBreakGlass(
    const Call& call, const v1::EndBreakGlassRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::BreakGlassId id,
      domain::BreakGlassId::Parse("break_glass_id", request.break_glass_id()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.break_glasses.End(call, id).status());
  v1::EndBreakGlassResponse response;
  response.set_break_glass_id(id.ToString());
  return response;
}

absl::StatusOr<v1::ListBreakGlassesResponse> TenancyApi::ListBreakGlasses(
    const Call& call, const v1::ListBreakGlassesRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::BreakGlass> glasses,
                             tenancy_.break_glasses.List(call));
  v1::ListBreakGlassesResponse response;
  for (const domain::BreakGlass& glass : glasses) {
    *response.add_break_glasses() = store::BreakGlassMessage(call.scope, glass);
  }
  return response;
}

}  // namespace buurtbrug::tenancy::api
