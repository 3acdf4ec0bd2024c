#include "matching/clients/registration_client.h"

#include <algorithm>

#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::clients {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);

}  // namespace

absl::StatusOr<domain::Readiness> RegistrationClient::CheckReadiness(
    const platform::rpc::Call& call, const domain::FamilyId& family, absl::CivilDay day) const {
  registration::v1::CheckReadinessRequest request;
  request.set_municipality(call.scope.municipality);
  request.set_contract_id(call.scope.contract.ToString());
  request.set_family_id(family.ToString());
  request.set_day(platform::core::FormatDay(day));
  platform::rpc::CallOptions options;
  options.timeout = std::min(kPatience, call.deadline - clock_.Now());
  options.correlation_id = call.correlation_id;
  options.trace_id = call.trace_id;
  const auto response = client_.Call<registration::v1::CheckReadinessResponse>(request, options);
  if (absl::IsDeadlineExceeded(response.status())) {
    return platform::core::Error(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE",
                                 "registration did not answer in time; try again");
  }
  if (!response.ok()) {
    return response.status();
  }
  return domain::Readiness{{response->missing().begin(), response->missing().end()},
                           response->capacity()};
}

}  // namespace buurtbrug::matching::clients
