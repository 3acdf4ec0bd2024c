#include "platform/rpc/service.h"

#include <google/protobuf/descriptor_database.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::rpc {

absl::StatusOr<std::vector<Method>> Service::Methods() const {
  std::vector<Method> methods;
  for (int i = 0; i < descriptor_->method_count(); ++i) {
    const google::protobuf::MethodDescriptor* descriptor = descriptor_->method(i);
    Method method;
    method.descriptor = descriptor;
    BUURTBRUG_ASSIGN_OR_RETURN(method.access, access::ReadPolicy(*descriptor));
    const auto binding =
        std::find_if(bindings_.begin(), bindings_.end(), [&](const Binding& candidate) {
          return candidate.request == descriptor->input_type() &&
                 candidate.response == descriptor->output_type();
        });
    if (binding == bindings_.end()) {
      return core::Error(absl::StatusCode::kFailedPrecondition, "METHOD_NOT_BOUND",
                         absl::StrCat(descriptor->full_name(), " has no handler"));
    }
    method.request_prototype = binding->prototype;
    method.handler = binding->handler;
    methods.push_back(std::move(method));
  }
  if (methods.size() != bindings_.size()) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "HANDLER_WITHOUT_METHOD",
                       absl::StrCat(descriptor_->full_name(), " has a handler without method"));
  }
  return methods;
}

std::vector<const google::protobuf::ServiceDescriptor*> ServicesOf(const std::string& package) {
  using google::protobuf::DescriptorPool;
  // Besides this one the library offers no list of what is linked.
  std::vector<std::string> files;
  DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  std::sort(files.begin(), files.end());
  const std::string folder = absl::StrCat(absl::StrReplaceAll(package, {{".", "/"}}), "/");
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const std::string& name : files) {
    if (absl::StartsWith(name, folder)) {
      const auto* file = DescriptorPool::generated_pool()->FindFileByName(name);
      for (int i = 0; i < file->service_count(); ++i) {
        services.push_back(file->service(i));
      }
    }
  }
  return services;
}

}  // namespace buurtbrug::platform::rpc
