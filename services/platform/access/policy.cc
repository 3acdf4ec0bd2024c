#include "platform/access/policy.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <openssl/sha.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::access {
namespace {

using google::protobuf::FieldDescriptor;

absl::Status Refuse(const google::protobuf::MethodDescriptor& method, absl::string_view reason,
                    absl::string_view what) {
  return core::Error(absl::StatusCode::kFailedPrecondition, reason,
                     absl::StrCat(method.full_name(), " ", what));
}

const FieldDescriptor* FieldOf(const google::protobuf::MethodDescriptor& method,
                               const std::string& name, FieldDescriptor::Type type) {
  const FieldDescriptor* field = method.input_type()->FindFieldByName(name);
  const bool fits = field != nullptr && field->type() == type && !field->is_repeated();
  return fits ? field : nullptr;
}

const FieldDescriptor* TextField(const google::protobuf::MethodDescriptor& method,
                                 const std::string& name) {
  return FieldOf(method, name, FieldDescriptor::TYPE_STRING);
}

void CollectCategories(const google::protobuf::Descriptor* message,
                       std::set<const google::protobuf::Descriptor*>& seen,
                       std::set<int>& categories) {
  if (!seen.insert(message).second) {
    return;
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (field->options().HasExtension(common::v1::personal)) {
      categories.insert(field->options().GetExtension(common::v1::personal));
    }
    if (field->message_type() != nullptr) {
      CollectCategories(field->message_type(), seen, categories);
    }
  }
}

// What the answer tells about people, as the descriptors of its fields say.
absl::Status ReadDisclosure(const google::protobuf::MethodDescriptor& method,
                            const common::v1::Access& access, Policy& policy) {
  std::set<const google::protobuf::Descriptor*> seen;
  std::set<int> categories;
  CollectCategories(method.output_type(), seen, categories);
  policy.categories.assign(categories.begin(), categories.end());
  policy.discloses = static_cast<Disclosure>(access.discloses());
  policy.purpose = access.purpose();
  const bool personal = policy.discloses == Disclosure::kPersonal;
  if (personal != !categories.empty()) {
    return Refuse(method, "DISCLOSURE_WRONG",
                  "discloses something else than the personal fields of its answer say");
  }
  if (personal != !policy.purpose.empty()) {
    return Refuse(method, "PURPOSE_MISSING", "states a purpose exactly when it discloses people");
  }
  for (const Role role : policy.roles) {
    if (policy.discloses > MostDisclosed(role)) {
      return Refuse(method, "DISCLOSURE_TOO_FAR", "discloses more than one of its roles may see");
    }
  }
  return absl::OkStatus();
}

// A volunteer coordinator meets cases only where they are its own.
absl::Status CheckOwnCases(const google::protobuf::MethodDescriptor& method, const Policy& policy) {
  for (const Role role : policy.own_cases) {
    if (!policy.roles.contains(role) || policy.reach != Reach::kContract) {
      return Refuse(method, "OWN_CASES_WRONG",
                    "names own cases of a role that may not call, or without a contract");
    }
  }
  const bool about_cases = policy.discloses > Disclosure::kNothing ||
                           policy.effect == Effect::kCares || policy.effect == Effect::kStarts;
  if (about_cases && policy.roles.contains(Role::kVolunteerCoordinator) &&
      !policy.own_cases.contains(Role::kVolunteerCoordinator)) {
    return Refuse(method, "OWN_CASES_WRONG",
                  "lets a volunteer coordinator in to cases that are not its own");
  }
  return absl::OkStatus();
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

Disclosure MostDisclosed(Role role) {
  switch (role) {
    case Role::kCoordinator:
    case Role::kVolunteerCoordinator:
    case Role::kCitizen:
    case Role::kSafetyOfficer:
      return Disclosure::kPersonal;
    case Role::kPartner:
    case Role::kService:
      return Disclosure::kPseudonymous;
    case Role::kFoundationOperator:
    case Role::kMunicipality:
    case Role::kNone:
      return Disclosure::kNothing;
  }
  return Disclosure::kNothing;
}

absl::StatusOr<Policy> ReadPolicy(const google::protobuf::MethodDescriptor& method) {
  if (!method.options().HasExtension(common::v1::access)) {
    return Refuse(method, "ACCESS_MISSING", "has no access option");
  }
  const common::v1::Access& access = method.options().GetExtension(common::v1::access);
  if (access.roles().empty() || access.scope() == common::v1::SCOPE_UNSPECIFIED ||
      access.discloses() == common::v1::DISCLOSURE_UNSPECIFIED ||
      access.effect() == common::v1::EFFECT_UNSPECIFIED) {
    return Refuse(method, "ACCESS_MISSING", "has an incomplete access option");
  }
  Policy policy;
  for (const int role : access.roles()) {
    policy.roles.insert(static_cast<Role>(role));
  }
  for (const int role : access.own_cases()) {
    policy.own_cases.insert(static_cast<Role>(role));
  }
  for (const std::string& service : access.services()) {
    policy.services.insert(absl::StrCat("spiffe://buurtbrug/service/", service));
  }
  policy.reach = static_cast<Reach>(access.scope());
  policy.effect = static_cast<Effect>(access.effect());
  BUURTBRUG_RETURN_IF_ERROR(ReadDisclosure(method, access, policy));
  BUURTBRUG_RETURN_IF_ERROR(CheckOwnCases(method, policy));
  if (policy.reach != Reach::kNetwork) {
    policy.municipality = TextField(method, "municipality");
    if (policy.municipality == nullptr) {
      return Refuse(method, "SCOPE_FIELD_MISSING", "needs a field `municipality`");
    }
  }
  if (policy.reach == Reach::kContract) {
    policy.contract = TextField(method, "contract_id");
    if (policy.contract == nullptr) {
      return Refuse(method, "SCOPE_FIELD_MISSING", "needs a field `contract_id`");
    }
  }
  policy.family = TextField(method, "family_id");
  policy.request_id = TextField(method, "request_id");
  policy.correction = FieldOf(method, "correction", FieldDescriptor::TYPE_BOOL);
  const bool writes_a_case = policy.effect == Effect::kCares || policy.effect == Effect::kStarts;
  if (writes_a_case && policy.request_id == nullptr) {
    return Refuse(method, "REQUEST_ID_MISSING", "is a write and needs a field `request_id`");
  }
  if (writes_a_case && policy.correction == nullptr) {
    return Refuse(method, "CORRECTION_MISSING", "is a step and needs a field `correction`");
  }
  return policy;
}

absl::Status ReadRequest(const Policy& policy, const google::protobuf::Message& request,
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
  if (policy.family != nullptr) {
    // One that is no id is the handler's affair; the log names families only.
    call.family = core::FamilyId::Parse("family_id", Value(request, policy.family))
                      .value_or(core::FamilyId());
  }
  if (policy.request_id != nullptr) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        call.request_id, core::RequestId::Parse("request_id", Value(request, policy.request_id)));
    call.request_digest = Digest(request);
  }
  if (policy.correction != nullptr &&
      request.GetReflection()->GetBool(request, policy.correction)) {
    call.mark = Mark::kCorrection;
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::platform::access
