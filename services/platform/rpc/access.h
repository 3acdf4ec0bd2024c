#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/rpc/call.h"

namespace google::protobuf {
class MethodDescriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace buurtbrug::platform::rpc {

// What the access option of a method asks of a call, and where its request carries the scope.
struct AccessPolicy {
  std::set<Role> roles;
  Effect effect = Effect::kNone;
  // Null where the scope of the method has none.
  const google::protobuf::FieldDescriptor* municipality = nullptr;
  const google::protobuf::FieldDescriptor* contract = nullptr;
  // Null where the method is no write.
  const google::protobuf::FieldDescriptor* request_id = nullptr;
};

// Reads the option. FAILED_PRECONDITION, naming the method: ACCESS_MISSING when there is none or it
// is incomplete, SCOPE_FIELD_MISSING, REQUEST_ID_MISSING when the request lacks a field that it
// needs.
absl::StatusOr<AccessPolicy> ReadAccessPolicy(const google::protobuf::MethodDescriptor& method);

// Whether the caller may call at all. PERMISSION_DENIED ROLE_NOT_ALLOWED.
absl::Status CheckRole(const AccessPolicy& policy, const Caller& caller);

// Puts scope, request id and digest of `request` into `call`. INVALID_ARGUMENT naming the field;
// NOT_FOUND CONTRACT_NOT_FOUND for a municipality that is not the caller's, just as for a contract
// that is not there.
absl::Status ReadScope(const AccessPolicy& policy, const google::protobuf::Message& request,
                       Call& call);

}  // namespace buurtbrug::platform::rpc
