#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The methods of the platform, from their descriptors.
namespace buurtbrug::client {

// The services, in the order in which they depend on each other.
const std::vector<std::string>& ServiceNames();

// "registration/GetFamily". WrongUse that lists what there is.
absl::StatusOr<const google::protobuf::MethodDescriptor*> FindMethod(absl::string_view name);

// As FindMethod, for names in this program.
const google::protobuf::MethodDescriptor& MethodNamed(absl::string_view name);

// The one that takes this request; it exists.
const google::protobuf::MethodDescriptor& MethodTaking(const google::protobuf::Descriptor& request);

// "registration".
std::string ServiceOf(const google::protobuf::MethodDescriptor& method);

// Who to be for it unless somebody else is asked for: "operator" where the foundation
// may, else "coordinator-0610".
// WrongUse when `municipality` is no code and is needed.
absl::StatusOr<std::string> DefaultIdentity(const google::protobuf::MethodDescriptor& method,
                                            absl::string_view municipality);

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor& type);

}  // namespace buurtbrug::client
