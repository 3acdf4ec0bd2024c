#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/rpc/call.h"
#include "platform/rpc/service.h"
#include "tenancy/app/tenants.h"

namespace buurtbrug::tenancy::api {

using platform::rpc::Call;

// TenancyService: reads requests into values, calls the use case, writes the answer. What each
// method does and how it fails stands in tenancy_service.proto.
class TenancyApi {
 public:
  explicit TenancyApi(app::Tenants& tenants) : tenants_(tenants) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::CreateMunicipalityResponse> CreateMunicipality(
      const Call& call, const v1::CreateMunicipalityRequest& request);
  absl::StatusOr<v1::ListMunicipalitiesResponse> ListMunicipalities(
      const Call& call, const v1::ListMunicipalitiesRequest& request);
  absl::StatusOr<v1::CreateProtocolResponse> CreateProtocol(
      const Call& call, const v1::CreateProtocolRequest& request);
  absl::StatusOr<v1::CreateContractResponse> CreateContract(
      const Call& call, const v1::CreateContractRequest& request);
  absl::StatusOr<v1::CreateSubsidyPeriodResponse> CreateSubsidyPeriod(
      const Call& call, const v1::CreateSubsidyPeriodRequest& request);
  absl::StatusOr<v1::ListContractsResponse> ListContracts(const Call& call,
                                                          const v1::ListContractsRequest& request);
  absl::StatusOr<v1::GetStandingResponse> GetStanding(const Call& call,
                                                      const v1::GetStandingRequest& request);

 private:
  app::Tenants& tenants_;
};

}  // namespace buurtbrug::tenancy::api
