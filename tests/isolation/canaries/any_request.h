#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "buurtbrug/common/v1/access.pb.h"

namespace buurtbrug::isolation {

// The methods about a contract, of a package, that one of `roles` may call.
std::vector<const google::protobuf::MethodDescriptor*> MethodsOf(
    const std::string& package, const std::vector<common::v1::Role>& roles);

// Fills every single field of `request`, also in its parts: `known` by name; request ids, days,
// postcodes and the like with what passes for one; `text` in every other string; an enum with any
// of its values. Of lists it fills `children`, and ids by the name of one of them; marks of
// corrections stay empty.
void FillRequest(const std::map<std::string, std::string>& known,
                 const std::function<std::string()>& text, std::mt19937& random,
                 google::protobuf::Message& request);

}  // namespace buurtbrug::isolation
