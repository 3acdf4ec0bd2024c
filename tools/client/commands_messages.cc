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

using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// A command that is one call: its options are the fields of the request.
struct Row {
  const char* path;
  const char* method;
  const char* help;
  // Behind "buurtbrug" and the path.
  const char* example;
  // Fields that may be left out; the others must be given, but for flags.
  std::vector<std::string> optional = {};
  // Values of its enum field; empty: all.
  std::vector<std::string> choices = {};
};

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"municipality list", "tenancy/ListMunicipalities", "All municipalities", ""},
      {"contract list", "tenancy/ListContracts", "The contracts of a municipality, newest first",
       "--municipality 0610"},
      {"contract standing",
       "tenancy/GetStanding",
       "What a contract allows on a day; today unless given",
       "--municipality 0610 --day 2020-10-31",
       {"day"}},
      {"family register",
       "registration/RegisterFamily",
       "A family comes in",
       "--municipality 0610 --on 2020-01-14 --role request --postcode '3361 AB' "
       "--adult-names 'Ouder Voorbeeld' --child-birth-dates 2014-05-02 2016-11-30",
       {"child_birth_dates"}},
      {"family get", "registration/GetFamily", "One family with its people and steps",
       "--municipality 0610 --family-id ID"},
      {"family list",
       "registration/ListFamilies",
       "Families in the order of registration",
       "--municipality 0610 --role support",
       {"page_size", "page_token", "role"}},
      {"family intake", "registration/RecordIntake", "The intake of a request family is done",
       "--municipality 0610 --family-id ID --on 2020-02-11"},
      {"family vog", "registration/RecordVog", "The original VOG of one adult was seen",
       "--municipality 0610 --family-id ID --on 2020-02-27 --adult 1"},
      {"family training", "registration/RecordTraining", "A support family was trained",
       "--municipality 0610 --family-id ID --on 2020-03-03"},
      {"family screening", "registration/RecordScreening",
       "The screening of a support family is done; it is available from then on",
       "--municipality 0610 --family-id ID --on 2020-03-10 --capacity 1"},
      {"match propose", "matching/ProposeMatch", "A coordinator proposes a match and says why",
       "--municipality 0610 --on 2020-05-28 --request-family-id ID --children 1 "
       "--support-family-id ID --reason 'Een vaste middag per week past bij beide gezinnen'"},
      {"match introduce", "matching/IntroduceMatch", "The two families met",
       "--municipality 0610 --match-id ID --on 2020-06-04"},
      {"match agree", "matching/AgreeMatch", "They agreed, and both signed",
       "--municipality 0610 --match-id ID --on 2020-06-11 --request-family-signed "
       "--support-family-signed"},
      {"match start-trial", "matching/StartTrial", "First day of the trial: the match is realised",
       "--municipality 0610 --match-id ID --on 2020-06-16"},
      {"match complete-trial",
       "matching/CompleteTrial",
       "The trial is over; with a reason when the match ended in it",
       "--municipality 0610 --match-id ID --on 2020-08-11 --outcome definitive",
       {"reason"}},
      {"match end",
       "matching/EndMatch",
       "The match ends: declined before its trial, else ended-early, completed or sustained",
       "--municipality 0610 --match-id ID --on 2020-07-09 --outcome declined "
       "--reason 'De vaste dag past niet'",
       {},
       {"declined", "ended-early", "completed", "sustained"}},
      {"match get", "matching/GetMatch", "One match with its steps",
       "--municipality 0610 --match-id ID"},
      {"match list",
       "matching/ListMatches",
       "Matches in the order in which they were proposed",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"evaluation list", "evaluation/ListMoments", "The evaluation moments of a match",
       "--municipality 0610 --match-id ID"},
      {"evaluation record", "evaluation/RecordEvaluation", "An evaluation was held",
       "--municipality 0610 --match-id ID --number 1 --on 2021-02-09 --formal-care scaled-down"},
  };
  return rows;
}

// Options are named after fields, but for these two.
std::string OptionName(const std::string& field) {
  if (field == "contract_id") {
    return "contract";
  }
  return field == "occurred_on" ? "on" : absl::StrReplaceAll(field, {{"_", "-"}});
}

std::string HelpOf(const FieldDescriptor& field) {
  static const std::map<std::string, std::string> help = {
      {"occurred_on", "Day on which it happened, YYYY-MM-DD"},
      {"day", "YYYY-MM-DD"},
      {"request_id", "UUID; give that of an earlier attempt to repeat it"},
      {"etag", "Only when the version is still this one"},
      {"family_id", "UUID of the family"},
      {"match_id", "UUID of the match"},
      {"request_family_id", "UUID of the request family"},
      {"support_family_id", "UUID of the support family"},
      {"children", "Numbers of the children that it is for"},
      {"adult", "Number of the adult within the family"},
      {"adult_names", "A name for each adult"},
      {"child_birth_dates", "YYYY-MM-DD for each child"},
      {"postcode", "Dutch postcode"},
      {"capacity", "How many matches it can have at once, 1 to 10"},
      {"reason", "Why, without names"},
      {"number", "Number of the moment; 0 is the end of the trial"},
      {"role", "Which kind of family"},
      {"outcome", "What becomes of the match"},
      {"formal_care", "What became of formal care because of the match"},
      {"page_size", "At most so many, up to 200"},
      {"page_token", "From the previous page"},
  };
  const auto found = help.find(field.name());
  return found == help.end() ? "" : found->second;
}

Option OptionOf(const Row& row, const FieldDescriptor& field) {
  if (field.name() == "municipality") {
    return MunicipalityOption();
  }
  if (field.name() == "contract_id") {
    return ContractOption();
  }
  Option option;
  option.name = OptionName(field.name());
  option.help = HelpOf(field);
  const bool flag = field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
  const bool optional = flag || field.name() == "request_id" || field.name() == "etag" ||
                        std::count(row.optional.begin(), row.optional.end(), field.name()) > 0;
  option.kind = flag                  ? Option::Kind::kFlag
                : field.is_repeated() ? Option::Kind::kList
                                      : Option::Kind::kText;
  option.need = optional ? Option::Need::kOptional : Option::Need::kRequired;
  if (field.enum_type() != nullptr) {
    option.choices = row.choices.empty() ? EnumTexts(*field.enum_type()) : row.choices;
  }
  return option;
}

absl::Status Run(const MethodDescriptor& method, Session& session, const Arguments& arguments) {
  const auto& type = *method.input_type();
  auto request = NewMessage(type);
  for (int i = 0; i < type.field_count(); ++i) {
    const std::string option = OptionName(type.field(i)->name());
    for (const std::string& value : arguments.All(option)) {
      if (const absl::Status set = SetField(*request, type.field(i)->name(), value); !set.ok()) {
        return WrongUse(absl::StrCat("--", option, ": ", set.message()));
      }
    }
  }
  if (HasField(type, "contract_id") && TextField(*request, "contract_id").empty()) {
    const std::string day = arguments.Text(HasField(type, "day") ? "day" : "on");
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::string contract,
        session.FindContract(method, TextField(*request, "municipality"), {.day = day}));
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "contract_id", contract));
  }
  const bool writes = HasField(type, "request_id");
  if (writes && TextField(*request, "request_id").empty()) {
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "request_id", session.NewRequestId()));
  }
  auto response = NewMessage(*method.output_type());
  const absl::Status status = session.Call(method, *request, *response);
  if (writes && IsUnreachable(status)) {
    return At(absl::StrCat("it may have been done; repeat it with --request-id ",
                           TextField(*request, "request_id")),
              status);
  }
  BUURTBRUG_RETURN_IF_ERROR(status);
  std::cout << (arguments.Text("output") == "json" ? ToJson(*response) : ToText(*response));
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> MessageCommands() {
  std::vector<Command> commands;
  for (const Row& row : Rows()) {
    const MethodDescriptor& method = MethodNamed(row.method);
    Command command;
    command.path = row.path;
    command.help = row.help;
    command.example =
        absl::StrCat("buurtbrug ", row.path, *row.example == '\0' ? "" : " ", row.example);
    for (int i = 0; i < method.input_type()->field_count(); ++i) {
      command.options.push_back(OptionOf(row, *method.input_type()->field(i)));
    }
    command.options.push_back(OutputOption({"text", "json"}));
    command.run = [&method](Session& session, const Arguments& arguments) {
      return Run(method, session, arguments);
    };
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace buurtbrug::client
