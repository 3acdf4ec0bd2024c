#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// Fields of messages as people write them. Enum values are written without their prefix, in lower
// case with dashes: MATCH_STATE_IN_TRIAL is in-trial.
namespace buurtbrug::client {

std::string EnumText(const google::protobuf::EnumValueDescriptor& value);

// All values but the unspecified one.
std::vector<std::string> EnumTexts(const google::protobuf::EnumDescriptor& type);

// Sets a field of the name from text, or adds to it when it is repeated. INVALID_ARGUMENT when the
// text is no value of its type; the message says what is. A field that is a message is written as
// JSON. The field exists.
absl::Status SetField(google::protobuf::Message& message, const std::string& field,
                      const std::string& text);

// The text of a string field; empty when there is no such field.
std::string TextField(const google::protobuf::Message& message, const std::string& field);

bool HasField(const google::protobuf::Descriptor& type, const std::string& field);

}  // namespace buurtbrug::client
