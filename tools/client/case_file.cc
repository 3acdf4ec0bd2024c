#include "tools/client/case_file.h"

#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tools/client/deterministic_id.h"
#include "tools/client/failure.h"
#include "tools/client/message_fields.h"
#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::FieldDescriptor;
using Json = nlohmann::json;

enum class Need { kRequired, kOptional };

struct Field {
  std::string in_file;
  std::string in_request;
  Need need = Need::kRequired;
};

struct Step {
  std::string name;
  std::string method;
  // What gets a key by it: "family", "match" or nothing.
  std::string makes;
  std::vector<Field> fields;
};

const std::vector<Step>& Steps() {
  static const std::vector<Step> steps = {
      {"register",
       "registration/RegisterFamily",
       "family",
       {{"role", "role"},
        {"postcode", "postcode"},
        {"adults", "adult_names"},
        {"children", "child_birth_dates"}}},
      {"intake", "registration/RecordIntake", "", {{"family", "family_id"}}},
      {"vog", "registration/RecordVog", "", {{"family", "family_id"}, {"adult", "adult"}}},
      {"training", "registration/RecordTraining", "", {{"family", "family_id"}}},
      {"screening",
       "registration/RecordScreening",
       "",
       {{"family", "family_id"}, {"capacity", "capacity"}}},
      {"propose",
       "matching/ProposeMatch",
       "match",
       {{"request_family", "request_family_id"},
        {"children", "children"},
        {"support_family", "support_family_id"},
        {"reason", "reason"}}},
      {"introduce", "matching/IntroduceMatch", "", {{"match", "match_id"}}},
      // Who does not say otherwise means that both signed.
      {"agree",
       "matching/AgreeMatch",
       "",
       {{"match", "match_id"},
        {"request_family_signed", "request_family_signed", Need::kOptional},
        {"support_family_signed", "support_family_signed", Need::kOptional}}},
      {"start-trial", "matching/StartTrial", "", {{"match", "match_id"}}},
      {"complete-trial",
       "matching/CompleteTrial",
       "",
       {{"match", "match_id"},
        {"outcome", "outcome"},
        {"reason", "reason", Need::kOptional},
        {"cause", "cause", Need::kOptional},
        {"wished_by", "wished_by", Need::kOptional}}},
      {"end",
       "matching/EndMatch",
       "",
       {{"match", "match_id"},
        {"outcome", "outcome"},
        {"reason", "reason"},
        {"cause", "cause"},
        {"wished_by", "wished_by"},
        {"early_reason", "early_reason", Need::kOptional}}},
      {"evaluate",
       "evaluation/RecordEvaluation",
       "",
       {{"match", "match_id"}, {"number", "number"}, {"formal_care", "formal_care"}}},
  };
  return steps;
}

absl::StatusOr<Json> ParseObject(absl::string_view line) {
  Json object = Json::parse(line.begin(), line.end(), nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded() || !object.is_object()) {
    return absl::InvalidArgumentError("is no JSON object");
  }
  return object;
}

absl::StatusOr<std::string> TakeText(Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string() ||
      found->get_ref<const std::string&>().empty()) {
    return absl::InvalidArgumentError(absl::StrCat("'", key, "' must be given, as text"));
  }
  std::string text = found->get<std::string>();
  object.erase(found);
  return text;
}

absl::StatusOr<std::string> TakeDay(Json& object, const std::string& key) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string text, TakeText(object, key));
  BUURTBRUG_RETURN_IF_ERROR(platform::core::ParseDay(key, text).status());
  return text;
}

// Numbers are written as JSON numbers, flags as true and false, the rest as strings.
absl::StatusOr<std::string> TextOf(const Json& value, const FieldDescriptor& field) {
  const bool number = field.cpp_type() == FieldDescriptor::CPPTYPE_INT32;
  const bool flag = field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
  if (number ? value.is_number_integer() : flag ? value.is_boolean() : value.is_string()) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  }
  return absl::InvalidArgumentError(number ? "must be a whole number"
                                    : flag ? "must be true or false"
                                           : "must be text");
}

absl::Status FillField(const Json& value, const FieldDescriptor& field,
                       google::protobuf::Message& request) {
  if (field.is_repeated() != value.is_array()) {
    return absl::InvalidArgumentError(field.is_repeated() ? "must be a list" : "may be no list");
  }
  for (const Json& element : field.is_repeated() ? value : Json::array({value})) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::string text, TextOf(element, field));
    BUURTBRUG_RETURN_IF_ERROR(SetField(request, field.name(), text));
  }
  return absl::OkStatus();
}

class Parser {
 public:
  absl::Status Header(absl::string_view line) {
    BUURTBRUG_ASSIGN_OR_RETURN(Json header, ParseObject(line));
    BUURTBRUG_ASSIGN_OR_RETURN(file_.name, TakeText(header, "case_file"));
    BUURTBRUG_ASSIGN_OR_RETURN(const std::string code, TakeText(header, "municipality"));
    BUURTBRUG_ASSIGN_OR_RETURN(file_.municipality,
                               platform::core::ParseMunicipality("municipality", code));
    if (header.contains("contract_first_day")) {
      BUURTBRUG_ASSIGN_OR_RETURN(file_.contract_day, TakeDay(header, "contract_first_day"));
    }
    header.erase("about");
    return NothingLeft(header);
  }

  absl::Status Record(int number, absl::string_view line) {
    BUURTBRUG_ASSIGN_OR_RETURN(Json object, ParseObject(line));
    CaseRecord record;
    record.line = number;
    BUURTBRUG_ASSIGN_OR_RETURN(record.id, TakeText(object, "id"));
    if (!ids_.insert(record.id).second) {
      return absl::InvalidArgumentError(absl::StrCat("the id ", record.id, " is given twice"));
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const std::string day, TakeDay(object, "on"));
    BUURTBRUG_ASSIGN_OR_RETURN(record.step, TakeText(object, "step"));
    const Step* step = nullptr;
    for (const Step& each : Steps()) {
      step = each.name == record.step ? &each : step;
    }
    if (step == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("the step '", record.step, "' is none of ",
                       absl::StrJoin(Steps(), ", ", [](std::string* out, const Step& each) {
                         absl::StrAppend(out, each.name);
                       })));
    }
    record.method = &MethodNamed(step->method);
    record.request = NewMessage(*record.method->input_type());
    BUURTBRUG_RETURN_IF_ERROR(Fill(*step, object, record));
    BUURTBRUG_RETURN_IF_ERROR(NothingLeft(object));
    const std::string request_id =
        DeterministicUuid(absl::StrCat("case/", file_.name, "/", record.id)).ToString();
    BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, "request_id", request_id));
    BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, "municipality", file_.municipality));
    BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, "occurred_on", day));
    if (file_.contract_day.empty()) {
      file_.contract_day = day;
    }
    file_.records.push_back(std::move(record));
    return absl::OkStatus();
  }

  CaseFile Take() { return std::move(file_); }

 private:
  static absl::Status NothingLeft(const Json& object) {
    if (object.empty()) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(
        absl::StrCat("'", object.begin().key(), "' does not belong here"));
  }

  absl::Status Fill(const Step& step, Json& object, CaseRecord& record) {
    for (const Field& each : step.fields) {
      const FieldDescriptor& field = *record.method->input_type()->FindFieldByName(each.in_request);
      const auto given = object.find(each.in_file);
      if (given != object.end()) {
        if (const absl::Status filled = FillField(*given, field, *record.request); !filled.ok()) {
          return absl::InvalidArgumentError(
              absl::StrCat("'", each.in_file, "': ", filled.message()));
        }
        object.erase(given);
      } else if (each.need == Need::kRequired) {
        return absl::InvalidArgumentError(absl::StrCat("'", each.in_file, "' is missing"));
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
        BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, each.in_request, "true"));
      }
      if (absl::EndsWith(each.in_request, "_id")) {
        BUURTBRUG_RETURN_IF_ERROR(Use(each.in_request, record));
      }
    }
    if (step.makes.empty()) {
      return absl::OkStatus();
    }
    BUURTBRUG_ASSIGN_OR_RETURN(record.makes, TakeText(object, step.makes));
    if (!keys_.emplace(record.makes, step.makes).second) {
      return absl::InvalidArgumentError(absl::StrCat(record.makes, " is made twice"));
    }
    return absl::OkStatus();
  }

  // The key leaves the request: the id comes into its place when the service has given one.
  absl::Status Use(const std::string& field, CaseRecord& record) {
    const std::string key = TextField(*record.request, field);
    const std::string kind = absl::EndsWith(field, "match_id") ? "match" : "family";
    const auto made = keys_.find(key);
    if (made == keys_.end() || made->second != kind) {
      return absl::InvalidArgumentError(
          absl::StrCat("no record before this one makes a ", kind, " ", key));
    }
    record.uses[field] = key;
    return SetField(*record.request, field, "");
  }

  CaseFile file_;
  std::set<std::string> ids_;
  // Key -> "family" or "match".
  std::map<std::string, std::string> keys_;
};

}  // namespace

absl::StatusOr<CaseFile> ParseCaseFile(absl::string_view path, absl::string_view content) {
  Parser parser;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(content, '\n')) {
    ++number;
    if (number > 1 && absl::StripAsciiWhitespace(line).empty()) {
      continue;
    }
    const absl::Status parsed = number == 1 ? parser.Header(line) : parser.Record(number, line);
    if (!parsed.ok()) {
      return At(absl::StrCat(path, ":", number), WrongUse(parsed.message()));
    }
  }
  return parser.Take();
}

std::string SubjectField(const CaseRecord& record) {
  return HasField(*record.method->output_type(), "match_id") ? "match_id" : "family_id";
}

}  // namespace buurtbrug::client
