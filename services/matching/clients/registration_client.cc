#include "matching/clients/registration_client.h"

#include <algorithm>

#include "buurtbrug/registration/v1/link_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::clients {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);
// The most that registration takes in one call.
constexpr size_t kFamiliesAtOnce = 500;

platform::rpc::CallOptions OptionsOf(const platform::access::Call& call, absl::Duration timeout) {
  platform::rpc::CallOptions options;
  options.timeout = timeout;
  options.correlation_id = call.correlation_id;
  options.trace_id = call.trace_id;
  options.on_behalf_of = call.caller.subject;
  return options;
}

// No answer in time is no answer.
absl::Status Answered(const absl::Status& status) {
  return absl::IsDeadlineExceeded(status)
             ? platform::core::Error(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE",
                                     "registration did not answer in time; try again")
             : status;
}

}  // namespace

absl::StatusOr<domain::Readiness> RegistrationClient::CheckReadiness(
    const platform::access::Call& call, const domain::FamilyId& family, absl::CivilDay day) const {
  registration::v1::CheckReadinessRequest request;
  request.set_municipality(call.scope.municipality);
  request.set_contract_id(call.scope.contract.ToString());
  request.set_family_id(family.ToString());
  request.set_day(platform::core::FormatDay(day));
  const auto response = client_.Call<registration::v1::CheckReadinessResponse>(
      request, OptionsOf(call, std::min(kPatience, call.deadline - clock_.Now())));
  BUURTBRUG_RETURN_IF_ERROR(Answered(response.status()));
  return domain::Readiness{{response->missing().begin(), response->missing().end()},
                           response->capacity()};
}

absl::StatusOr<domain::LinkedFamily> RegistrationClient::ResolveLink(
    const platform::access::Call& call, const std::string& link) const {
  registration::v1::ResolveLinkRequest request;
  request.set_municipality(call.scope.municipality);
  request.set_contract_id(call.scope.contract.ToString());
  request.set_link(link);
  const auto response = client_.Call<registration::v1::ResolveLinkResponse>(
      request, OptionsOf(call, std::min(kPatience, call.deadline - clock_.Now())));
  BUURTBRUG_RETURN_IF_ERROR(Answered(response.status()));
  domain::LinkedFamily linked;
  BUURTBRUG_ASSIGN_OR_RETURN(linked.family,
                             domain::FamilyId::Parse("family_id", response->family_id()));
  linked.party = response->role() == registration::v1::FAMILY_ROLE_REQUEST
                     ? domain::Party::kRequestFamily
                     : domain::Party::kSupportFamily;
  return linked;
}

absl::Status RegistrationClient::CarryOverFamilies(
    const platform::access::Call& call, const platform::core::ContractId& from,
    const std::vector<domain::FamilyId>& families) const {
  for (size_t first = 0; first < families.size(); first += kFamiliesAtOnce) {
    registration::v1::CarryOverFamiliesRequest request;
    request.set_request_id(platform::core::NewUuid(clock_.Now(), random_).ToString());
    request.set_municipality(call.scope.municipality);
    request.set_contract_id(call.scope.contract.ToString());
    request.set_from_contract_id(from.ToString());
    for (size_t i = first; i < std::min(first + kFamiliesAtOnce, families.size()); ++i) {
      request.add_family_ids(families[i].ToString());
    }
    const auto response = client_.Call<registration::v1::CarryOverFamiliesResponse>(
        request, OptionsOf(call, call.deadline - clock_.Now()));
    BUURTBRUG_RETURN_IF_ERROR(Answered(response.status()));
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::clients
