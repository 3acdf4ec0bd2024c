#include "tenancy/api/tenancy_api.h"

#include <utility>
#include <vector>

#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/api/requests.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

// The answer of a write about a partner.
template <typename Response>
absl::StatusOr<Response> PartnerResponse(const absl::StatusOr<app::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_partner_id(receipt->subject.ToString());
  return response;
}

// And about an operator.
template <typename Response>
absl::StatusOr<Response> AppointmentResponse(const absl::StatusOr<app::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_appointment_id(receipt->subject.ToString());
  return response;
}

}  // namespace

platform::rpc::Service TenancyApi::Describe() {
  platform::rpc::Service service(
      v1::CreateContractRequest::descriptor()->file()->FindServiceByName("TenancyService"));
  service.Bind(this, &TenancyApi::CreateMunicipality)
      .Bind(this, &TenancyApi::UpdateMunicipality)
      .Bind(this, &TenancyApi::ListMunicipalities)
      .Bind(this, &TenancyApi::CreateProtocol)
      .Bind(this, &TenancyApi::UpdateProtocol)
      .Bind(this, &TenancyApi::ListProtocols)
      .Bind(this, &TenancyApi::CreatePartner)
      .Bind(this, &TenancyApi::AddPartnerClient)
      .Bind(this, &TenancyApi::RemovePartnerClient)
      .Bind(this, &TenancyApi::SuspendPartner)
      .Bind(this, &TenancyApi::ResumePartner)
      .Bind(this, &TenancyApi::ListPartners)
      .Bind(this, &TenancyApi::AppointOperator)
      .Bind(this, &TenancyApi::DismissOperator)
      .Bind(this, &TenancyApi::ListOperators)
      .Bind(this, &TenancyApi::CreatePoolAgreement)
      .Bind(this, &TenancyApi::EndPoolAgreement)
      .Bind(this, &TenancyApi::ListPoolAgreements)
      .Bind(this, &TenancyApi::CreateContract)
      .Bind(this, &TenancyApi::UpdateContract)
      .Bind(this, &TenancyApi::EndContract)
      .Bind(this, &TenancyApi::AdoptProtocol)
      .Bind(this, &TenancyApi::CreateSubsidyPeriod)
      .Bind(this, &TenancyApi::UpdateSubsidyPeriod)
      .Bind(this, &TenancyApi::SealSubsidyPeriod)
      .Bind(this, &TenancyApi::ListContracts)
      .Bind(this, &TenancyApi::GetStanding)
      .Bind(this, &TenancyApi::Appoint)
      .Bind(this, &TenancyApi::AppointSubstitute)
      .Bind(this, &TenancyApi::EndAppointment)
      .Bind(this, &TenancyApi::ListAppointments)
      .Bind(this, &TenancyApi::AllowPartner)
      .Bind(this, &TenancyApi::DisallowPartner)
      .Bind(this, &TenancyApi::BreakGlass)
      .Bind(this, &TenancyApi::EndBreakGlass)
      .Bind(this, &TenancyApi::ListBreakGlasses);
  return service;
}

absl::StatusOr<v1::CreateMunicipalityResponse> TenancyApi::CreateMunicipality(
    const Call& call, const v1::CreateMunicipalityRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.municipalities.Create(call, MunicipalityOf(request)));
  v1::CreateMunicipalityResponse response;
  response.set_code(request.code());
  return response;
}

absl::StatusOr<v1::UpdateMunicipalityResponse> TenancyApi::UpdateMunicipality(
    const Call& call, const v1::UpdateMunicipalityRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected,
                             core::ParseEtag(request.municipality().etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const core::Receipt receipt,
      tenancy_.municipalities.Update(call, MunicipalityOf(request.municipality()), expected));
  v1::UpdateMunicipalityResponse response;
  response.set_code(request.municipality().code());
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::ListMunicipalitiesResponse> TenancyApi::ListMunicipalities(
    const Call& /*call*/, const v1::ListMunicipalitiesRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Municipality> municipalities,
                             tenancy_.municipalities.List());
  v1::ListMunicipalitiesResponse response;
  for (const domain::Municipality& municipality : municipalities) {
    *response.add_municipalities() = store::MunicipalityMessage(municipality);
  }
  return response;
}

absl::StatusOr<v1::CreateProtocolResponse> TenancyApi::CreateProtocol(
    const Call& call, const v1::CreateProtocolRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Protocol protocol, ProtocolOf(request.protocol()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.protocols.Create(call, protocol));
  v1::CreateProtocolResponse response;
  response.set_programme(protocol.programme);
  response.set_version(protocol.version);
  return response;
}

absl::StatusOr<v1::UpdateProtocolResponse> TenancyApi::UpdateProtocol(
    const Call& call, const v1::UpdateProtocolRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Protocol protocol, ProtocolOf(request.protocol()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.protocols.Update(call, protocol));
  v1::UpdateProtocolResponse response;
  response.set_programme(protocol.programme);
  response.set_version(protocol.version);
  return response;
}

absl::StatusOr<v1::ListProtocolsResponse> TenancyApi::ListProtocols(
    const Call& /*call*/, const v1::ListProtocolsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Protocol> protocols,
                             tenancy_.protocols.List());
  v1::ListProtocolsResponse response;
  for (const domain::Protocol& protocol : protocols) {
    *response.add_protocols() = store::ProtocolMessage(protocol);
  }
  return response;
}

absl::StatusOr<v1::CreatePartnerResponse> TenancyApi::CreatePartner(
    const Call& call, const v1::CreatePartnerRequest& request) {
  domain::Partner partner;
  partner.organisation = request.organisation();
  partner.kind = PartnerKindOf(request.kind());
  if (request.has_oin()) {
    partner.oin = request.oin();
  }
  return PartnerResponse<v1::CreatePartnerResponse>(tenancy_.partners.Create(call, partner));
}

absl::StatusOr<v1::AddPartnerClientResponse> TenancyApi::AddPartnerClient(
    const Call& call, const v1::AddPartnerClientRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PartnerId id,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  return PartnerResponse<v1::AddPartnerClientResponse>(
      tenancy_.partners.AddClient(call, id, request.client_id()));
}

absl::StatusOr<v1::RemovePartnerClientResponse> TenancyApi::RemovePartnerClient(
    const Call& call, const v1::RemovePartnerClientRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PartnerId id,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  return PartnerResponse<v1::RemovePartnerClientResponse>(
      tenancy_.partners.RemoveClient(call, id, request.client_id()));
}

absl::StatusOr<v1::SuspendPartnerResponse> TenancyApi::SuspendPartner(
    const Call& call, const v1::SuspendPartnerRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PartnerId id,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  return PartnerResponse<v1::SuspendPartnerResponse>(
      tenancy_.partners.SetState(call, id, domain::PartnerState::kSuspended));
}

absl::StatusOr<v1::ResumePartnerResponse> TenancyApi::ResumePartner(
    const Call& call, const v1::ResumePartnerRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PartnerId id,
                             domain::PartnerId::Parse("partner_id", request.partner_id()));
  return PartnerResponse<v1::ResumePartnerResponse>(
      tenancy_.partners.SetState(call, id, domain::PartnerState::kActive));
}

absl::StatusOr<v1::ListPartnersResponse> TenancyApi::ListPartners(
    const Call& /*call*/, const v1::ListPartnersRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Partner> partners, tenancy_.partners.List());
  v1::ListPartnersResponse response;
  for (const domain::Partner& partner : partners) {
    *response.add_partners() = store::PartnerMessage(partner);
  }
  return response;
}

absl::StatusOr<v1::AppointOperatorResponse> TenancyApi::AppointOperator(
    const Call& call, const v1::AppointOperatorRequest& request) {
  return AppointmentResponse<v1::AppointOperatorResponse>(
      tenancy_.operators.Appoint(call, request.subject()));
}

absl::StatusOr<v1::DismissOperatorResponse> TenancyApi::DismissOperator(
    const Call& call, const v1::DismissOperatorRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::AppointmentId id,
      domain::AppointmentId::Parse("appointment_id", request.appointment_id()));
  return AppointmentResponse<v1::DismissOperatorResponse>(tenancy_.operators.Dismiss(call, id));
}

absl::StatusOr<v1::ListOperatorsResponse> TenancyApi::ListOperators(
    const Call& call, const v1::ListOperatorsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Appointment> operators,
                             tenancy_.operators.List(call));
  v1::ListOperatorsResponse response;
  for (const domain::Appointment& appointment : operators) {
    *response.add_operators() = store::AppointmentMessage(app::NoTenant(), appointment);
  }
  return response;
}

absl::StatusOr<v1::CreatePoolAgreementResponse> TenancyApi::CreatePoolAgreement(
    const Call& call, const v1::CreatePoolAgreementRequest& request) {
  domain::PoolAgreement agreement;
  agreement.offering = request.offering_municipality();
  agreement.receiving = request.receiving_municipality();
  BUURTBRUG_ASSIGN_OR_RETURN(agreement.first_day, core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(agreement.last_day, LastDayOf(request));
  agreement.counts_for = PoolCountsOf(request.counts_for());
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.pool_agreements.Create(call, std::move(agreement)));
  v1::CreatePoolAgreementResponse response;
  response.set_pool_agreement_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::EndPoolAgreementResponse> TenancyApi::EndPoolAgreement(
    const Call& call, const v1::EndPoolAgreementRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::PoolAgreementId id,
      domain::PoolAgreementId::Parse("pool_agreement_id", request.pool_agreement_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay last_day,
                             core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.pool_agreements.End(call, id, last_day).status());
  v1::EndPoolAgreementResponse response;
  response.set_pool_agreement_id(id.ToString());
  return response;
}

absl::StatusOr<v1::ListPoolAgreementsResponse> TenancyApi::ListPoolAgreements(
    const Call& call, const v1::ListPoolAgreementsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::PoolAgreement> agreements,
                             tenancy_.pool_agreements.List(call));
  v1::ListPoolAgreementsResponse response;
  for (const domain::PoolAgreement& agreement : agreements) {
    *response.add_pool_agreements() = store::PoolAgreementMessage(agreement);
  }
  return response;
}

}  // namespace buurtbrug::tenancy::api
