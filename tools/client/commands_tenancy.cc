#include <algorithm>
#include <iostream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_command.h"
#include "tools/client/methods.h"
#include "tools/client/read_file.h"
#include "tools/client/tenancy_file.h"

namespace buurtbrug::client {
namespace {

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

absl::Status LoadFiles(Session& session, const Arguments& arguments) {
  // All are read before anything is sent: nothing was loaded when one of them is wrong.
  std::vector<TenancyFile> files;
  for (const std::string& path : arguments.All("FILE")) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
    BUURTBRUG_ASSIGN_OR_RETURN(files.emplace_back(), ParseTenancyFile(path, content));
  }
  const bool dry_run = arguments.Has("dry-run");
  for (TenancyFile& file : files) {
    if (!dry_run) {
      BUURTBRUG_RETURN_IF_ERROR(LoadTenants(session, file));
      BUURTBRUG_RETURN_IF_ERROR(LoadAccess(session, file));
    }
    std::cout << ContentsOf(file) << (dry_run ? ": well-formed, nothing sent\n" : ": in place\n");
  }
  return absl::OkStatus();
}

// About who may do what, and until when.
const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"tenancy standing",
       "tenancy/GetStanding",
       "What a contract allows on a day; today unless given",
       "--municipality 0610 --day 2020-10-31",
       {"day"}},
      {"tenancy end-contract", "tenancy/EndContract",
       "Sets the last day and the run-off day of a contract; a period that goes on longer ends "
       "with it",
       "--municipality 0164 --last-day 2024-12-31 --run-off-day 2025-06-30 "
       "--reason 'De pilot wordt niet voortgezet' --dry-run"},
      {"tenancy adopt-protocol", "tenancy/AdoptProtocol",
       "From a day on the contract is carried out by a newer version of its protocol",
       "--municipality 0610 --version 2 --first-day 2027-01-01"},
      {.path = "tenancy seal-period",
       .method = "tenancy/SealSubsidyPeriod",
       .help = "Closes a subsidy period that is over, for ever",
       .example = "--municipality 0610 --period 2020 --dry-run",
       .period_field = "name"},
      {"tenancy appoint",
       "tenancy/Appoint",
       "Appoints somebody for a contract",
       "--municipality 0610 --subject coordinator-0610 --role coordinator --first-day 2020-01-01",
       {"last_day"},
       {"coordinator", "volunteer-coordinator", "municipality", "safety-officer"},
       "first_day"},
      {.path = "tenancy substitute",
       .method = "tenancy/AppointSubstitute",
       .help = "Lets somebody stand in for an absent coordinator until a day",
       .example = "--municipality 0610 --appointment-id ID --subject invaller-0610 "
                  "--first-day 2020-07-01 --last-day 2020-08-31",
       .day_field = "first_day"},
      {"tenancy end-appointment", "tenancy/EndAppointment",
       "Sets the last day of an appointment; yesterday ends it at once",
       "--municipality 0610 --appointment-id ID --last-day 2020-12-31"},
      {"tenancy appointments", "tenancy/ListAppointments", "Who acts for a contract, and who did",
       "--municipality 0610"},
      {"tenancy allow-partner",
       "tenancy/AllowPartner",
       "Lets a partner refer families for a contract",
       "--municipality 0610 --partner-id ID --first-day 2020-01-01",
       {"last_day"},
       {},
       "first_day"},
      {"tenancy disallow-partner", "tenancy/DisallowPartner",
       "The partner may not refer for the contract from now on",
       "--municipality 0610 --partner-id ID"},
      {"tenancy suspend-partner", "tenancy/SuspendPartner",
       "None of the partner's calls is accepted until it is resumed", "--partner-id ID"},
      {"tenancy resume-partner", "tenancy/ResumePartner", "Ends a suspension", "--partner-id ID"},
      {"tenancy partners", "tenancy/ListPartners", "All partners with their clients and contracts",
       ""},
      {"tenancy break-glass",
       "tenancy/BreakGlass",
       "Opens a contract's personal data to you, for reading, for an hour or so many minutes; the "
       "tenant sees it",
       "--municipality 0610 --reason 'Storing bij de overdracht, melding 12' --minutes 30",
       {"minutes"}},
      {"tenancy end-break-glass", "tenancy/EndBreakGlass", "Ends a break-glass before its time",
       "--municipality 0610 --break-glass-id ID"},
      {"tenancy break-glasses", "tenancy/ListBreakGlasses",
       "Every break-glass that there ever was for a contract", "--municipality 0610"},
      {"tenancy operators", "tenancy/ListOperators", "Today's foundation operators", ""},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"first_day", "YYYY-MM-DD"},
      {"last_day", "YYYY-MM-DD; the day itself belongs to it"},
      {"run_off_day", "Last day on which running matches may be cared for, YYYY-MM-DD"},
      {"reason", "Why, without names of people"},
      {"version", "Version of the protocol"},
      {"subject", "The person's name with the identity provider"},
      {"role", "In which role"},
      {"appointment_id", "UUID, as 'tenancy appointments' lists it"},
      {"partner_id", "UUID, as 'tenancy partners' lists it"},
      {"break_glass_id", "UUID, as 'tenancy break-glasses' lists it"},
      {"minutes", "1 to 240; 60 unless given"},
  };
  return help;
}

}  // namespace

std::vector<Command> TenancyCommands() {
  std::vector<Command> commands = {
      {.path = "tenancy load",
       .help = "Puts municipalities, protocols, contracts, periods, appointments, partners and "
               "pool agreements in place; what is there already stays as it is",
       .example = "buurtbrug tenancy load deploy/examples/municipalities.json "
                  "deploy/examples/development-access.json",
       .options = {{.name = "dry-run", .help = "Only check the files", .kind = Option::Kind::kFlag},
                   {.name = "FILE",
                    .help = "JSON; all are checked, then each is loaded in the order given",
                    .kind = Option::Kind::kPlaces,
                    .need = Option::Need::kRequired}},
       .run = LoadFiles}};
  std::vector<Command> calls = CommandsOf(Rows(), Help());
  std::move(calls.begin(), calls.end(), std::back_inserter(commands));
  return commands;
}

}  // namespace buurtbrug::client
