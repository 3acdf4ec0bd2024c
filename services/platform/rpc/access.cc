#include "platform/rpc/access.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <openssl/sha.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::rpc {
namespace {

using google::protobuf::FieldDescriptor;

absl::Status Refuse(const google::protobuf::MethodDescriptor& method, absl::string_view reason,
                    absl::string_view what) {
  return core::Error(absl::StatusCode::kFailedPrecondition, reason,
                     absl::StrCat(method.full_name(), " ", what));
}

const FieldDescriptor* TextField(const google::protobuf::MethodDescriptor& method,
                                 const std::string& name) {
  const FieldDescriptor* field = method.input_type()->FindFieldByName(name);
  const bool text =
      field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
  return text ? field : nullptr;
}

std::string Value(const google::protobuf::Message& request, const FieldDescriptor* field) {
  return request.GetReflection()->GetString(request, field);
}

// The digest of the canonical serialization, so that a caller that writes the same fields in
// another order is the same caller.
std::string Digest(const google::protobuf::Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace

absl::StatusOr<AccessPolicy> ReadAccessPolicy(const google::protobuf::MethodDescriptor& method) {
  if (!method.options().HasExtension(common::v1::access)) {
    return Refuse(method, "ACCESS_MISSING", "has no access option");
  }
  const common::v1::Access& access = method.options().GetExtension(common::v1::access);
  if (access.roles().empty() || access.scope() == common::v1::SCOPE_UNSPECIFIED ||
      access.discloses() == common::v1::DISCLOSURE_UNSPECIFIED ||
      access.effect() == common::v1::EFFECT_UNSPECIFIED) {
    return Refuse(method, "ACCESS_MISSING", "has an incomplete access option");
  }
  AccessPolicy policy;
  for (const int role : access.roles()) {
    policy.roles.insert(static_cast<Role>(role));
  }
  policy.effect = static_cast<Effect>(access.effect());
  if (access.scope() != common::v1::SCOPE_NETWORK) {
    policy.municipality = TextField(method, "municipality");
    if (policy.municipality == nullptr) {
      return Refuse(method, "SCOPE_FIELD_MISSING", "needs a field `municipality`");
    }
  }
  if (access.scope() == common::v1::SCOPE_CONTRACT) {
    policy.contract = TextField(method, "contract_id");
    if (policy.contract == nullptr) {
      return Refuse(method, "SCOPE_FIELD_MISSING", "needs a field `contract_id`");
    }
  }
  policy.request_id = TextField(method, "request_id");
  const bool writes_a_case = policy.effect == Effect::kCares || policy.effect == Effect::kStarts;
  if (writes_a_case && policy.request_id == nullptr) {
    return Refuse(method, "REQUEST_ID_MISSING", "is a write and needs a field `request_id`");
  }
  return policy;
}

absl::Status CheckRole(const AccessPolicy& policy, const Caller& caller) {
  if (policy.roles.contains(caller.role)) {
    return absl::OkStatus();
  }
  return core::Error(absl::StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED",
                     "this call is not open to the caller's role");
}

absl::Status ReadScope(const AccessPolicy& policy, const google::protobuf::Message& request,
                       Call& call) {
  if (policy.municipality != nullptr) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        call.scope.municipality,
        core::ParseMunicipality("municipality", Value(request, policy.municipality)));
  }
  if (policy.contract != nullptr) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        call.scope.contract,
        core::ContractId::Parse("contract_id", Value(request, policy.contract)));
  }
  if (!call.caller.municipality.empty() && call.caller.municipality != call.scope.municipality) {
    return core::Error(absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                       "there is no such contract of this municipality");
  }
  if (policy.request_id != nullptr) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        call.request_id, core::RequestId::Parse("request_id", Value(request, policy.request_id)));
    call.request_digest = Digest(request);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::platform::rpc
