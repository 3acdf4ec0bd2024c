#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "tenancy/app/tenancy.h"

namespace buurtbrug::tenancy::api {

using platform::access::Call;

// TenancyService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in tenancy_service.proto.
class TenancyApi {
 public:
  explicit TenancyApi(app::Tenancy& tenancy) : tenancy_(tenancy) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::CreateMunicipalityResponse> CreateMunicipality(
      const Call& call, const v1::CreateMunicipalityRequest& request);
  absl::StatusOr<v1::UpdateMunicipalityResponse> UpdateMunicipality(
      const Call& call, const v1::UpdateMunicipalityRequest& request);
  absl::StatusOr<v1::ListMunicipalitiesResponse> ListMunicipalities(
      const Call& call, const v1::ListMunicipalitiesRequest& request);
  absl::StatusOr<v1::CreateProtocolResponse> CreateProtocol(
      const Call& call, const v1::CreateProtocolRequest& request);
  absl::StatusOr<v1::UpdateProtocolResponse> UpdateProtocol(
      const Call& call, const v1::UpdateProtocolRequest& request);
  absl::StatusOr<v1::ListProtocolsResponse> ListProtocols(const Call& call,
                                                          const v1::ListProtocolsRequest& request);
  absl::StatusOr<v1::CreatePartnerResponse> CreatePartner(const Call& call,
                                                          const v1::CreatePartnerRequest& request);
  absl::StatusOr<v1::AddPartnerClientResponse> AddPartnerClient(
      const Call& call, const v1::AddPartnerClientRequest& request);
  absl::StatusOr<v1::RemovePartnerClientResponse> RemovePartnerClient(
      const Call& call, const v1::RemovePartnerClientRequest& request);
  absl::StatusOr<v1::SuspendPartnerResponse> SuspendPartner(
      const Call& call, const v1::SuspendPartnerRequest& request);
  absl::StatusOr<v1::ResumePartnerResponse> ResumePartner(const Call& call,
                                                          const v1::ResumePartnerRequest& request);
  absl::StatusOr<v1::ListPartnersResponse> ListPartners(const Call& call,
                                                        const v1::ListPartnersRequest& request);
  absl::StatusOr<v1::AppointOperatorResponse> AppointOperator(
      const Call& call, const v1::AppointOperatorRequest& request);
  absl::StatusOr<v1::DismissOperatorResponse> DismissOperator(
      const Call& call, const v1::DismissOperatorRequest& request);
  absl::StatusOr<v1::ListOperatorsResponse> ListOperators(const Call& call,
                                                          const v1::ListOperatorsRequest& request);
  absl::StatusOr<v1::CreatePoolAgreementResponse> CreatePoolAgreement(
      const Call& call, const v1::CreatePoolAgreementRequest& request);
  absl::StatusOr<v1::EndPoolAgreementResponse> EndPoolAgreement(
      const Call& call, const v1::EndPoolAgreementRequest& request);
  absl::StatusOr<v1::ListPoolAgreementsResponse> ListPoolAgreements(
      const Call& call, const v1::ListPoolAgreementsRequest& request);
  absl::StatusOr<v1::CreateContractResponse> CreateContract(
      const Call& call, const v1::CreateContractRequest& request);
  absl::StatusOr<v1::UpdateContractResponse> UpdateContract(
      const Call& call, const v1::UpdateContractRequest& request);
  absl::StatusOr<v1::EndContractResponse> EndContract(const Call& call,
                                                      const v1::EndContractRequest& request);
  absl::StatusOr<v1::AdoptProtocolResponse> AdoptProtocol(const Call& call,
                                                          const v1::AdoptProtocolRequest& request);
  absl::StatusOr<v1::CreateSubsidyPeriodResponse> CreateSubsidyPeriod(
      const Call& call, const v1::CreateSubsidyPeriodRequest& request);
  absl::StatusOr<v1::UpdateSubsidyPeriodResponse> UpdateSubsidyPeriod(
      const Call& call, const v1::UpdateSubsidyPeriodRequest& request);
  absl::StatusOr<v1::SealSubsidyPeriodResponse> SealSubsidyPeriod(
      const Call& call, const v1::SealSubsidyPeriodRequest& request);
  absl::StatusOr<v1::ListContractsResponse> ListContracts(const Call& call,
                                                          const v1::ListContractsRequest& request);
  absl::StatusOr<v1::GetStandingResponse> GetStanding(const Call& call,
                                                      const v1::GetStandingRequest& request);
  absl::StatusOr<v1::AppointResponse> Appoint(const Call& call, const v1::AppointRequest& request);
  absl::StatusOr<v1::AppointSubstituteResponse> AppointSubstitute(
      const Call& call, const v1::AppointSubstituteRequest& request);
  absl::StatusOr<v1::EndAppointmentResponse> EndAppointment(
      const Call& call, const v1::EndAppointmentRequest& request);
  absl::StatusOr<v1::ListAppointmentsResponse> ListAppointments(
      const Call& call, const v1::ListAppointmentsRequest& request);
  absl::StatusOr<v1::AllowPartnerResponse> AllowPartner(const Call& call,
                                                        const v1::AllowPartnerRequest& request);
  absl::StatusOr<v1::DisallowPartnerResponse> DisallowPartner(
      const Call& call, const v1::DisallowPartnerRequest& request);
  absl::StatusOr<v1::BreakGlassResponse> BreakGlass(const Call& call,
                                                    const v1::BreakGlassRequest& request);
  absl::StatusOr<v1::EndBreakGlassResponse> EndBreakGlass(const Call& call,
                                                          const v1::EndBreakGlassRequest& request);
  absl::StatusOr<v1::ListBreakGlassesResponse> ListBreakGlasses(
      const Call& call, const v1::ListBreakGlassesRequest& request);

 private:
  app::Tenancy& tenancy_;
};

}  // namespace buurtbrug::tenancy::api
