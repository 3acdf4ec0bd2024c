#include "tests/isolation/canaries/any_request.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "platform/rpc/service.h"
#include "tests/isolation/house.h"

namespace buurtbrug::isolation {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// What passes for a field of this name; empty when any text does.
std::string Passable(const std::string& name) {
  static const auto* const values = new std::map<std::string, std::string>{
      {"postcode", "1234AB"},       {"house_number", "7"}, {"phone", "0612345678"},
      {"birth_date", "1980-05-05"}, {"day", "2024-12-31"}, {"until", "2024-12-31"}};
  const auto value = values->find(name);
  if (value != values->end()) {
    return value->second;
  }
  return absl::EndsWith(name, "_on") || absl::EndsWith(name, "_day") ? "2024-12-31" : "";
}

// Of a list: the children of a family, and ids of what is known one by one.
void FillList(const std::map<std::string, std::string>& known, const FieldDescriptor& field,
              Message& request) {
  const auto* reflection = request.GetReflection();
  if (field.name() == "children" && field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    reflection->AddInt32(&request, &field, 1);
  }
  const auto id = known.find(field.name().substr(0, field.name().size() - 1));
  if (absl::EndsWith(field.name(), "_ids") && id != known.end()) {
    reflection->AddString(&request, &field, id->second);
  }
}

bool IsCursor(const std::string& name) { return name == "page_token" || name == "etag"; }

}  // namespace

std::vector<const MethodDescriptor*> MethodsOf(const std::string& package,
                                               const std::vector<common::v1::Role>& roles) {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* service : platform::rpc::ServicesOf(package)) {
    for (int i = 0; i < service->method_count(); ++i) {
      const auto& access = service->method(i)->options().GetExtension(common::v1::access);
      const bool theirs = std::any_of(access.roles().begin(), access.roles().end(), [&](int role) {
        return std::count(roles.begin(), roles.end(), role) > 0;
      });
      if (theirs && access.scope() == common::v1::SCOPE_CONTRACT) {
        methods.push_back(service->method(i));
      }
    }
  }
  return methods;
}

void FillRequest(const std::map<std::string, std::string>& known,
                 const std::function<std::string()>& text, std::mt19937& random, Message& request) {
  const auto* reflection = request.GetReflection();
  for (int i = 0; i < request.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = request.GetDescriptor()->field(i);
    const std::string& name = field->name();
    if (name == "correction") {
      continue;
    }
    if (field->is_repeated()) {
      FillList(known, *field, request);
      continue;
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const auto value = known.find(name);
      const std::string passable = Passable(name);
      reflection->SetString(&request, field,
                            value != known.end()                  ? value->second
                            : name == "request_id"                ? House::NewId()
                            : name == "email"                     ? text() + "@example.nl"
                            : !passable.empty() || IsCursor(name) ? passable
                                                                  : text());
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      reflection->SetInt32(&request, field, 1);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      const auto last = static_cast<unsigned>(field->enum_type()->value_count() - 1);
      reflection->SetEnumValue(&request, field, 1 + static_cast<int>(random() % last));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FillRequest(known, text, random, *reflection->MutableMessage(&request, field));
    }
  }
}

}  // namespace buurtbrug::isolation
