#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/household_service.pb.h"
#include "platform/access/call.h"
#include "platform/rpc/service.h"
#include "registration/app/households.h"

namespace buurtbrug::registration::api {

// HouseholdService. What each method does and how it fails stands in household_service.proto.
class HouseholdApi {
 public:
  explicit HouseholdApi(app::Households& households) : households_(households) {}

  // The gRPC service; this object outlives the server.
  platform::rpc::Service Describe();

  absl::StatusOr<v1::GetHouseholdResponse> GetHousehold(const platform::access::Call& call,
                                                        const v1::GetHouseholdRequest& request);
  absl::StatusOr<v1::AddPersonResponse> AddPerson(const platform::access::Call& call,
                                                  const v1::AddPersonRequest& request);
  absl::StatusOr<v1::CorrectPersonResponse> CorrectPerson(const platform::access::Call& call,
                                                          const v1::CorrectPersonRequest& request);
  absl::StatusOr<v1::LeaveHouseholdResponse> LeaveHousehold(
      const platform::access::Call& call, const v1::LeaveHouseholdRequest& request);
  absl::StatusOr<v1::SetContactResponse> SetContact(const platform::access::Call& call,
                                                    const v1::SetContactRequest& request);
  absl::StatusOr<v1::SetTargetGroupsResponse> SetTargetGroups(
      const platform::access::Call& call, const v1::SetTargetGroupsRequest& request);

 private:
  app::Households& households_;
};

}  // namespace buurtbrug::registration::api
