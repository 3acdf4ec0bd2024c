#include "tools/client/message_command.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_fields.h"
#include "tools/client/message_text.h"
#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

std::string OptionName(const Row& row, const std::string& field) {
  static const std::map<std::string, std::string> names = {
      {"contract_id", "contract"}, {"occurred_on", "on"}, {"validate_only", "dry-run"}};
  if (field == row.period_field) {
    return "period";
  }
  const auto found = names.find(field);
  return found == names.end() ? absl::StrReplaceAll(field, {{"_", "-"}}) : found->second;
}

std::string HelpOf(const Row& row, const FieldHelp& help, const std::string& field) {
  static const FieldHelp common = {
      {"occurred_on", "Day on which it happened, YYYY-MM-DD"},
      {"day", "YYYY-MM-DD"},
      {"request_id", "UUID; give that of an earlier attempt to repeat it"},
      {"etag", "Only when the version is still this one"},
      {"validate_only", "Only say what would happen"},
      {"page_size", "At most so many, up to 200"},
      {"page_token", "From the previous page"},
  };
  if (field == row.period_field) {
    return "Name of the subsidy period";
  }
  for (const FieldHelp* known : {&help, &common}) {
    if (const auto found = known->find(field); found != known->end()) {
      return found->second;
    }
  }
  return "";
}

Option OptionOf(const Row& row, const FieldHelp& help, const FieldDescriptor& field) {
  if (field.name() == "municipality") {
    return MunicipalityOption();
  }
  if (field.name() == "contract_id") {
    return ContractOption();
  }
  Option option;
  option.name = OptionName(row, field.name());
  option.help = HelpOf(row, help, field.name());
  const bool flag = field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
  const bool optional = flag || field.name() == "request_id" || field.name() == "etag" ||
                        std::count(row.optional.begin(), row.optional.end(), field.name()) > 0;
  option.kind = flag                  ? Option::Kind::kFlag
                : field.is_repeated() ? Option::Kind::kList
                                      : Option::Kind::kText;
  option.need = optional ? Option::Need::kOptional : Option::Need::kRequired;
  if (field.enum_type() != nullptr) {
    option.choices = EnumTexts(*field.enum_type());
    const auto has = [&](const std::string& choice) {
      return std::count(option.choices.begin(), option.choices.end(), choice) > 0;
    };
    if (!row.choices.empty() && std::all_of(row.choices.begin(), row.choices.end(), has)) {
      option.choices = row.choices;
    }
  }
  return option;
}

std::string DayField(const Row& row, const Descriptor& type) {
  if (*row.day_field != '\0') {
    return row.day_field;
  }
  return HasField(type, "day") ? "day" : "occurred_on";
}

absl::Status Run(const Row& row, const MethodDescriptor& method, Session& session,
                 const Arguments& arguments) {
  const Descriptor& type = *method.input_type();
  auto request = NewMessage(type);
  for (int i = 0; i < type.field_count(); ++i) {
    const std::string field = type.field(i)->name();
    const std::string option = OptionName(row, field);
    for (const std::string& value : arguments.All(option)) {
      if (const absl::Status set = SetField(*request, field, value); !set.ok()) {
        return WrongUse(absl::StrCat("--", option, ": ", set.message()));
      }
    }
  }
  if (HasField(type, "contract_id") && TextField(*request, "contract_id").empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::string contract,
        session.FindContract(method, TextField(*request, "municipality"),
                             {.day = TextField(*request, DayField(row, type)),
                              .period = TextField(*request, row.period_field)}));
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "contract_id", contract));
  }
  const bool writes = HasField(type, "request_id");
  if (writes && TextField(*request, "request_id").empty()) {
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "request_id", session.NewRequestId()));
  }
  const bool dry_run = arguments.Has("dry-run");
  auto response = NewMessage(*method.output_type());
  const absl::Status status = session.Call(method, *request, *response);
  if (writes && !dry_run && IsUnreachable(status)) {
    return At(absl::StrCat("it may have been done; repeat it with --request-id ",
                           TextField(*request, "request_id")),
              status);
  }
  BUURTBRUG_RETURN_IF_ERROR(status);
  if (arguments.Text("output") == "json") {
    std::cout << ToJson(*response);
    return absl::OkStatus();
  }
  std::cout << (dry_run ? "Nothing was changed. It would be:\n" : "") << ToText(*response);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> CommandsOf(const std::vector<Row>& rows, const FieldHelp& help) {
  std::vector<Command> commands;
  for (const Row& row : rows) {
    const MethodDescriptor& method = MethodNamed(row.method);
    Command command;
    command.path = row.path;
    command.help = row.help;
    command.example =
        absl::StrCat("buurtbrug ", row.path, *row.example == '\0' ? "" : " ", row.example);
    for (int i = 0; i < method.input_type()->field_count(); ++i) {
      command.options.push_back(OptionOf(row, help, *method.input_type()->field(i)));
    }
    command.options.push_back(OutputOption({"text", "json"}));
    command.run = [row, &method](Session& session, const Arguments& arguments) {
      return Run(row, method, session, arguments);
    };
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace buurtbrug::client
