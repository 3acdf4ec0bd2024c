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
#include "tools/client/read_file.h"
#include "tools/client/tenancy_file.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// What was loaded stays; a file that says something else about it is refused, not applied.
template <typename Request, typename Response>
absl::Status Load(Session& session, const std::string& what, const Request& request,
                  Response& response) {
  absl::Status status =
      session.CallPatiently(MethodTaking(*Request::descriptor()), request, response);
  if (platform::core::ReasonOf(status) == "REQUEST_ID_REUSED") {
    return At(absl::StrCat(what, ": the file says something else than when it was loaded"),
              std::move(status));
  }
  return At(what, std::move(status));
}

absl::Status LoadContract(Session& session, ContractToLoad& load) {
  const std::string what = absl::StrCat("contract ", load.key);
  tenancy::v1::CreateContractResponse contract;
  BUURTBRUG_RETURN_IF_ERROR(Load(session, what, load.contract, contract));
  std::cout << what << "  " << contract.contract_id() << "\n";
  for (auto& request : load.periods) {
    const std::string period = absl::StrCat("period ", request.period().name());
    request.set_contract_id(contract.contract_id());
    tenancy::v1::CreateSubsidyPeriodResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, absl::StrCat(what, ", ", period), request, response));
    std::cout << "  " << period << "\n";
  }
  return absl::OkStatus();
}

absl::Status LoadPartner(Session& session, PartnerToLoad& load) {
  const std::string what = absl::StrCat("partner ", load.key);
  tenancy::v1::CreatePartnerResponse partner;
  BUURTBRUG_RETURN_IF_ERROR(Load(session, what, load.partner, partner));
  std::cout << what << "  " << partner.partner_id() << "\n";
  for (auto& request : load.clients) {
    const std::string client = absl::StrCat("client ", request.client_id());
    request.set_partner_id(partner.partner_id());
    tenancy::v1::AddPartnerClientResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, absl::StrCat(what, ", ", client), request, response));
    std::cout << "  " << client << "\n";
  }
  for (auto& request : load.contracts) {
    const std::string contract = absl::StrCat("contract ", request.contract_id());
    request.set_partner_id(partner.partner_id());
    tenancy::v1::AllowPartnerResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, absl::StrCat(what, ", ", contract), request, response));
    std::cout << "  " << contract << "\n";
  }
  return absl::OkStatus();
}

absl::Status LoadTenants(Session& session, TenancyFile& file) {
  for (const auto& request : file.municipalities) {
    const std::string what = absl::StrCat("municipality ", request.code(), " ", request.name());
    tenancy::v1::CreateMunicipalityResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, what, request, response));
    std::cout << what << "\n";
  }
  for (const auto& request : file.protocols) {
    const std::string what = absl::StrCat("protocol ", request.protocol().programme(), " ",
                                          request.protocol().version());
    tenancy::v1::CreateProtocolResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, what, request, response));
    std::cout << what << "\n";
  }
  for (ContractToLoad& load : file.contracts) {
    BUURTBRUG_RETURN_IF_ERROR(LoadContract(session, load));
  }
  return absl::OkStatus();
}

absl::Status LoadAccess(Session& session, TenancyFile& file) {
  for (const auto& request : file.appointments) {
    const std::string what =
        absl::StrCat("appointment of ", request.subject(), " in ", request.municipality());
    tenancy::v1::AppointResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, what, request, response));
    std::cout << what << "  " << response.appointment_id() << "\n";
  }
  for (PartnerToLoad& load : file.partners) {
    BUURTBRUG_RETURN_IF_ERROR(LoadPartner(session, load));
  }
  for (const auto& request : file.pool_agreements) {
    const std::string what = absl::StrCat("pool agreement of ", request.offering_municipality(),
                                          " with ", request.receiving_municipality());
    tenancy::v1::CreatePoolAgreementResponse response;
    BUURTBRUG_RETURN_IF_ERROR(Load(session, what, request, response));
    std::cout << what << "\n";
  }
  return absl::OkStatus();
}

std::string ContentsOf(const TenancyFile& file) {
  size_t periods = 0;
  for (const ContractToLoad& load : file.contracts) {
    periods += load.periods.size();
  }
  return absl::StrCat(file.municipalities.size(), " municipalities, ", file.protocols.size(),
                      " protocols, ", file.contracts.size(), " contracts, ", periods, " periods, ",
                      file.appointments.size(), " appointments, ", file.partners.size(),
                      " partners, ", file.pool_agreements.size(), " pool agreements");
}

absl::Status LoadFile(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  BUURTBRUG_ASSIGN_OR_RETURN(TenancyFile file, ParseTenancyFile(path, content));
  if (arguments.Has("dry-run")) {
    std::cout << ContentsOf(file) << ": well-formed, nothing sent\n";
    return absl::OkStatus();
  }
  BUURTBRUG_RETURN_IF_ERROR(LoadTenants(session, file));
  BUURTBRUG_RETURN_IF_ERROR(LoadAccess(session, file));
  std::cout << ContentsOf(file) << ": in place\n";
  return absl::OkStatus();
}

// A command that is one call about who may do what, and until when. Its options are the fields of
// the request.
struct Row {
  const char* path;
  const char* method;
  const char* help;
  // Behind "buurtbrug" and the path.
  const char* example;
  // Fields that may be left out.
  std::vector<std::string> optional = {};
  // Values of its enum field; empty: all.
  std::vector<std::string> choices = {};
  // The field with the day on which the contract runs that is meant when none is named, or with the
  // name of one of its periods.
  const char* day_field = "";
  const char* period_field = "";
};

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"tenancy standing",
       "GetStanding",
       "What a contract allows on a day; today unless given",
       "--municipality 0610 --day 2020-10-31",
       {"day"},
       {},
       "day"},
      {"tenancy end-contract", "EndContract",
       "Sets the last day and the run-off day of a contract; a period that goes on longer ends "
       "with it",
       "--municipality 0164 --last-day 2024-12-31 --run-off-day 2025-06-30 "
       "--reason 'De pilot wordt niet voortgezet' --dry-run"},
      {"tenancy adopt-protocol", "AdoptProtocol",
       "From a day on the contract is carried out by a newer version of its protocol",
       "--municipality 0610 --version 2 --first-day 2027-01-01"},
      {.path = "tenancy seal-period",
       .method = "SealSubsidyPeriod",
       .help = "Closes a subsidy period that is over, for ever",
       .example = "--municipality 0610 --period 2020 --dry-run",
       .period_field = "name"},
      {"tenancy appoint",
       "Appoint",
       "Appoints somebody for a contract",
       "--municipality 0610 --subject coordinator-0610 --role coordinator --first-day 2020-01-01",
       {"last_day"},
       {"coordinator", "volunteer-coordinator", "municipality"},
       "first_day"},
      {.path = "tenancy substitute",
       .method = "AppointSubstitute",
       .help = "Lets somebody stand in for an absent coordinator until a day",
       .example = "--municipality 0610 --appointment-id ID --subject invaller-0610 "
                  "--first-day 2020-07-01 --last-day 2020-08-31",
       .day_field = "first_day"},
      {"tenancy end-appointment", "EndAppointment",
       "Sets the last day of an appointment; yesterday ends it at once",
       "--municipality 0610 --appointment-id ID --last-day 2020-12-31"},
      {"tenancy appointments", "ListAppointments", "Who acts for a contract, and who did",
       "--municipality 0610"},
      {"tenancy allow-partner",
       "AllowPartner",
       "Lets a partner refer families for a contract",
       "--municipality 0610 --partner-id ID --first-day 2020-01-01",
       {"last_day"},
       {},
       "first_day"},
      {"tenancy disallow-partner", "DisallowPartner",
       "The partner may not refer for the contract from now on",
       "--municipality 0610 --partner-id ID"},
      {"tenancy suspend-partner", "SuspendPartner",
       "None of the partner's calls is accepted until it is resumed", "--partner-id ID"},
      {"tenancy resume-partner", "ResumePartner", "Ends a suspension", "--partner-id ID"},
      {"tenancy partners", "ListPartners", "All partners with their clients and contracts", ""},
      {"tenancy break-glass",
       "BreakGlass",
       "Opens a contract's personal data to you, for reading, for an hour or so many minutes; the "
       "tenant sees it",
       "--municipality 0610 --reason 'Storing bij de overdracht, melding 12' --minutes 30",
       {"minutes"}},
      {"tenancy end-break-glass", "EndBreakGlass", "Ends a break-glass before its time",
       "--municipality 0610 --break-glass-id ID"},
      {"tenancy break-glasses", "ListBreakGlasses",
       "Every break-glass that there ever was for a contract", "--municipality 0610"},
      {"tenancy operators", "ListOperators", "Today's foundation operators", ""},
      {"tenancy pool-agreements", "ListPoolAgreements",
       "The pool agreements of a municipality, in either direction", "--municipality 0392"},
  };
  return rows;
}

std::string OptionName(const Row& row, const std::string& field) {
  if (field == "contract_id") {
    return "contract";
  }
  if (field == "validate_only") {
    return "dry-run";
  }
  return field == row.period_field ? "period" : absl::StrReplaceAll(field, {{"_", "-"}});
}

std::string HelpOf(const Row& row, const FieldDescriptor& field) {
  static const std::map<std::string, std::string> help = {
      {"day", "YYYY-MM-DD"},
      {"first_day", "YYYY-MM-DD"},
      {"last_day", "YYYY-MM-DD; the day itself belongs to it"},
      {"run_off_day", "Last day on which running matches may be cared for, YYYY-MM-DD"},
      {"reason", "Why, without names of people"},
      {"request_id", "UUID; give that of an earlier attempt to repeat it"},
      {"etag", "Only when the version is still this one"},
      {"validate_only", "Only say what would happen"},
      {"version", "Version of the protocol"},
      {"subject", "The person's name with the identity provider"},
      {"role", "In which role"},
      {"appointment_id", "UUID, as 'tenancy appointments' lists it"},
      {"partner_id", "UUID, as 'tenancy partners' lists it"},
      {"break_glass_id", "UUID, as 'tenancy break-glasses' lists it"},
      {"minutes", "1 to 240; 60 unless given"},
  };
  if (field.name() == row.period_field) {
    return "Name of the subsidy period";
  }
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
  const bool flag = field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
  const bool optional = flag || field.name() == "request_id" || field.name() == "etag" ||
                        std::count(row.optional.begin(), row.optional.end(), field.name()) > 0;
  Option option;
  option.name = OptionName(row, field.name());
  option.help = HelpOf(row, field);
  option.kind = flag ? Option::Kind::kFlag : Option::Kind::kText;
  option.need = optional ? Option::Need::kOptional : Option::Need::kRequired;
  option.choices = row.choices.empty() || field.enum_type() == nullptr ? std::vector<std::string>()
                                                                       : row.choices;
  return option;
}

absl::Status Run(const Row& row, const MethodDescriptor& method, Session& session,
                 const Arguments& arguments) {
  const auto& type = *method.input_type();
  auto request = NewMessage(type);
  for (int i = 0; i < type.field_count(); ++i) {
    const std::string& field = type.field(i)->name();
    const std::string option = OptionName(row, field);
    if (arguments.Has(option)) {
      if (const absl::Status set = SetField(*request, field, arguments.Text(option)); !set.ok()) {
        return WrongUse(absl::StrCat("--", option, ": ", set.message()));
      }
    }
  }
  if (HasField(type, "contract_id") && TextField(*request, "contract_id").empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const std::string contract,
        session.FindContract(method, TextField(*request, "municipality"),
                             {.day = TextField(*request, row.day_field),
                              .period = TextField(*request, row.period_field)}));
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "contract_id", contract));
  }
  const bool writes = HasField(type, "request_id");
  if (writes && TextField(*request, "request_id").empty()) {
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "request_id", session.NewRequestId()));
  }
  auto response = NewMessage(*method.output_type());
  const absl::Status status = session.Call(method, *request, *response);
  if (writes && !arguments.Has("dry-run") && IsUnreachable(status)) {
    return At(absl::StrCat("it may have been done; repeat it with --request-id ",
                           TextField(*request, "request_id")),
              status);
  }
  BUURTBRUG_RETURN_IF_ERROR(status);
  if (arguments.Text("output") == "json") {
    std::cout << ToJson(*response);
    return absl::OkStatus();
  }
  if (arguments.Has("dry-run")) {
    std::cout << "Nothing was changed. It would be:\n";
  }
  std::cout << ToText(*response);
  return absl::OkStatus();
}

Command CommandOf(const Row& row) {
  const MethodDescriptor& method = MethodNamed(absl::StrCat("tenancy/", row.method));
  Command command;
  command.path = row.path;
  command.help = row.help;
  command.example =
      absl::StrCat("buurtbrug ", row.path, *row.example == '\0' ? "" : " ", row.example);
  for (int i = 0; i < method.input_type()->field_count(); ++i) {
    command.options.push_back(OptionOf(row, *method.input_type()->field(i)));
  }
  command.options.push_back(OutputOption({"text", "json"}));
  command.run = [&row, &method](Session& session, const Arguments& arguments) {
    return Run(row, method, session, arguments);
  };
  return command;
}

}  // namespace

std::vector<Command> TenancyCommands() {
  std::vector<Command> commands = {
      {.path = "tenancy load",
       .help = "Puts municipalities, protocols, contracts, periods, appointments, partners and "
               "pool agreements in place; what is there already stays as it is",
       .example = "buurtbrug tenancy load deploy/examples/municipalities.json",
       .options = {{.name = "dry-run", .help = "Only check the file", .kind = Option::Kind::kFlag},
                   {.name = "FILE",
                    .help = "JSON",
                    .kind = Option::Kind::kPlace,
                    .need = Option::Need::kRequired}},
       .run = LoadFile}};
  for (const Row& row : Rows()) {
    commands.push_back(CommandOf(row));
  }
  return commands;
}

}  // namespace buurtbrug::client
