#include "tools/client/methods.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/core/parse.h"
#include "platform/rpc/service.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

const std::vector<std::string>& ServiceNames() {
  static const std::vector<std::string> names = {"tenancy", "registration", "matching",
                                                 "evaluation", "reporting"};
  return names;
}

absl::StatusOr<const MethodDescriptor*> FindMethod(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  const auto& services = ServiceNames();
  if (parts.size() != 2 ||
      std::find(services.begin(), services.end(), parts[0]) == services.end()) {
    return WrongUse(absl::StrCat("no method ", name,
                                 "; write SERVICE/METHOD with one of the services ",
                                 absl::StrJoin(services, ", ")));
  }
  std::vector<std::string> methods;
  for (const ServiceDescriptor* service :
       platform::rpc::ServicesOf(absl::StrCat("buurtbrug.", parts[0], ".v1"))) {
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->name() == parts[1]) {
        return service->method(i);
      }
      methods.push_back(service->method(i)->name());
    }
  }
  return WrongUse(absl::StrCat(parts[0], " has no method ", parts[1], "; it has ",
                               absl::StrJoin(methods, ", ")));
}

const MethodDescriptor& MethodNamed(absl::string_view name) {
  const auto method = FindMethod(name);
  if (!method.ok()) {
    std::abort();
  }
  return **method;
}

const MethodDescriptor& MethodTaking(const Descriptor& request) {
  for (int s = 0; s < request.file()->service_count(); ++s) {
    const ServiceDescriptor* service = request.file()->service(s);
    for (int m = 0; m < service->method_count(); ++m) {
      if (service->method(m)->input_type() == &request) {
        return *service->method(m);
      }
    }
  }
  std::abort();
}

std::string ServiceOf(const MethodDescriptor& method) {
  const std::vector<std::string> parts = absl::StrSplit(method.full_name(), '.');
  return parts[1];
}

absl::StatusOr<std::string> DefaultIdentity(const MethodDescriptor& method,
                                            absl::string_view municipality) {
  const auto& roles = method.options().GetExtension(common::v1::access).roles();
  if (std::find(roles.begin(), roles.end(), common::v1::ROLE_FOUNDATION_OPERATOR) != roles.end()) {
    return "operator";
  }
  const auto code = platform::core::ParseMunicipality("municipality", municipality);
  if (!code.ok()) {
    return WrongUse(code.status().message());
  }
  const bool restricted =
      std::find(roles.begin(), roles.end(), common::v1::ROLE_COORDINATOR) == roles.end() &&
      std::find(roles.begin(), roles.end(), common::v1::ROLE_SAFETY_OFFICER) != roles.end();
  return absl::StrCat(restricted ? "safety-officer-" : "coordinator-", *code);
}

std::unique_ptr<Message> NewMessage(const Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

}  // namespace buurtbrug::client
