#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/access/call.h"

namespace google::protobuf {
class MethodDescriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace buurtbrug::platform::access {

// Numbers as in buurtbrug.common.v1.Scope and .Disclosure.
enum class Reach { kNone = 0, kNetwork = 1, kMunicipality = 2, kContract = 3 };
enum class Disclosure { kNone = 0, kNothing = 1, kPseudonymous = 2, kPersonal = 3 };

// What the access option of a method asks of a call, and where its request carries the scope.
struct Policy {
  std::set<Role> roles;
  // Those of them that are let in for their own cases only.
  std::set<Role> own_cases;
  // URIs of the services that may call, with kService; empty: each.
  std::set<std::string> services;
  Reach reach = Reach::kNone;
  Disclosure discloses = Disclosure::kNone;
  Effect effect = Effect::kNone;
  std::string purpose;
  // The categories of the personal fields of the answer, buurtbrug.common.v1.DataCategory.
  std::vector<int> categories;
  // Null where the scope of the method has none.
  const google::protobuf::FieldDescriptor* municipality = nullptr;
  const google::protobuf::FieldDescriptor* contract = nullptr;
  // Null where the method is no write.
  const google::protobuf::FieldDescriptor* request_id = nullptr;
  // Null where the method is no step of a case.
  const google::protobuf::FieldDescriptor* correction = nullptr;
  // Null where the request names no single family.
  const google::protobuf::FieldDescriptor* family = nullptr;
};

// The furthest that an answer to this role may go. A foundation operator reads personal data only
// through a break-glass, which is not the role's own right.
Disclosure MostDisclosed(Role role);

// Reads the option. FAILED_PRECONDITION, naming the method:
//   ACCESS_MISSING         there is none, or it is incomplete
//   SCOPE_FIELD_MISSING    the request lacks a field of the scope
//   REQUEST_ID_MISSING, CORRECTION_MISSING   a write about a case without these fields
//   DISCLOSURE_WRONG       the answer holds personal fields although it is not said to, or the
//                          other way round
//   DISCLOSURE_TOO_FAR     more than one of its roles may ever see
//   OWN_CASES_WRONG        own cases of a role that may not call, or without the scope of a
//                          contract; or a volunteer coordinator is let in to more than its own
//   PURPOSE_MISSING        personal data without a purpose
absl::StatusOr<Policy> ReadPolicy(const google::protobuf::MethodDescriptor& method);

// Puts scope, family, request id, digest and mark of `request` into `call`. INVALID_ARGUMENT naming
// the field.
absl::Status ReadRequest(const Policy& policy, const google::protobuf::Message& request,
                         Call& call);

}  // namespace buurtbrug::platform::access
