#include "tools/client/message_fields.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// "MATCH_STATE_": the zero value is MATCH_STATE_UNSPECIFIED.
absl::string_view PrefixOf(const EnumDescriptor& type) {
  return absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED");
}

const EnumValueDescriptor* FindEnumValue(const EnumDescriptor& type, absl::string_view text) {
  const std::string name = absl::AsciiStrToUpper(absl::StrReplaceAll(text, {{"-", "_"}}));
  const EnumValueDescriptor* value = type.FindValueByName(absl::StrCat(PrefixOf(type), name));
  return value == nullptr || value->number() == 0 ? nullptr : value;
}

}  // namespace

std::string EnumText(const EnumValueDescriptor& value) {
  const absl::string_view name = absl::StripPrefix(value.name(), PrefixOf(*value.type()));
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"_", "-"}}));
}

std::vector<std::string> EnumTexts(const EnumDescriptor& type) {
  std::vector<std::string> texts;
  for (int i = 1; i < type.value_count(); ++i) {
    texts.push_back(EnumText(*type.value(i)));
  }
  return texts;
}

namespace {

// Someone: "adult/1" is {kind: ADULT, number: 1}.
absl::Status SetPerson(Message& person, const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  if (parts.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat("'", text, "' is not like adult/1"));
  }
  absl::Status set = SetField(person, "kind", parts[0]);
  set.Update(SetField(person, "number", parts[1]));
  return set;
}

}  // namespace

absl::Status SetField(Message& message, const std::string& name, const std::string& text) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const Reflection* reflection = message.GetReflection();
  const bool add = field->is_repeated();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      add ? reflection->AddString(&message, field, text)
          : reflection->SetString(&message, field, text);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t number = 0;
      if (!absl::SimpleAtoi(text, &number)) {
        return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no whole number"));
      }
      add ? reflection->AddInt32(&message, field, number)
          : reflection->SetInt32(&message, field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      int64_t number = 0;
      if (!absl::SimpleAtoi(text, &number)) {
        return absl::InvalidArgumentError(absl::StrCat("'", text, "' is no whole number"));
      }
      add ? reflection->AddInt64(&message, field, number)
          : reflection->SetInt64(&message, field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      if (text != "true" && text != "false") {
        return absl::InvalidArgumentError(absl::StrCat("'", text, "' is neither true nor false"));
      }
      reflection->SetBool(&message, field, text == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM: {
      const EnumValueDescriptor* value = FindEnumValue(*field->enum_type(), text);
      if (value == nullptr) {
        return absl::InvalidArgumentError(absl::StrCat(
            "'", text, "' is none of ", absl::StrJoin(EnumTexts(*field->enum_type()), ", ")));
      }
      add ? reflection->AddEnum(&message, field, value)
          : reflection->SetEnum(&message, field, value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Message* part = add ? reflection->AddMessage(&message, field)
                          : reflection->MutableMessage(&message, field);
      if (HasField(*field->message_type(), "kind") && HasField(*field->message_type(), "number")) {
        return SetPerson(*part, text);
      }
      return google::protobuf::util::JsonStringToMessage(text, part).ok()
                 ? absl::OkStatus()
                 : absl::InvalidArgumentError(absl::StrCat(
                       "write it as JSON, as in {\"field\": value}, with the fields of ",
                       field->message_type()->name()));
    }
    default:
      return absl::InvalidArgumentError(absl::StrCat(name, " cannot be written as text"));
  }
}

std::string TextField(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

bool HasField(const Descriptor& type, const std::string& field) {
  return type.FindFieldByName(field) != nullptr;
}

}  // namespace buurtbrug::client
