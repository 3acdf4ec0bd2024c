#include "platform/rpc/service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
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

}  // namespace buurtbrug::platform::rpc
