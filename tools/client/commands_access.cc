#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_text.h"
#include "tools/client/methods.h"

// The access logs of the services: each has one of its own.
namespace buurtbrug::client {
namespace {

using common::v1::ChainState;

constexpr char kDefaultService[] = "registration";

// Sets municipality and contract of a request.
template <typename Request>
absl::Status Address(Session& session, const Arguments& arguments, Request& request) {
  if (!arguments.Has("municipality")) {
    return WrongUse("--municipality is missing; or ask for what belongs to no contract: --network");
  }
  request.set_municipality(arguments.Text("municipality"));
  request.set_contract_id(arguments.Text("contract"));
  if (request.contract_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_contract_id(),
        session.FindContract(MethodTaking(*Request::descriptor()), request.municipality(), {}));
  }
  return absl::OkStatus();
}

template <typename Response, typename Request>
absl::Status Show(Session& session, const Arguments& arguments, Request& request) {
  int32_t size = 0;
  if (arguments.Has("page-size") && !absl::SimpleAtoi(arguments.Text("page-size"), &size)) {
    return WrongUse("--page-size is a number");
  }
  request.set_page_size(size);
  request.set_page_token(arguments.Text("page-token"));
  const std::string service =
      arguments.Has("service") ? arguments.Text("service") : kDefaultService;
  Response response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.CallAt(service, MethodTaking(*Request::descriptor()), request, response));
  std::cout << (arguments.Text("output") == "json" ? ToJson(response) : ToText(response));
  return absl::OkStatus();
}

absl::Status ListAccess(Session& session, const Arguments& arguments) {
  if (arguments.Has("network")) {
    common::v1::ListNetworkAccessRequest request;
    return Show<common::v1::ListNetworkAccessResponse>(session, arguments, request);
  }
  common::v1::ListAccessRequest request;
  BUURTBRUG_RETURN_IF_ERROR(Address(session, arguments, request));
  request.set_family_id(arguments.Text("family-id"));
  return Show<common::v1::ListAccessResponse>(session, arguments, request);
}

absl::StatusOr<ChainState> ChainOf(Session& session, const Arguments& arguments,
                                   const std::string& service, int64_t entries) {
  if (arguments.Has("network")) {
    common::v1::VerifyNetworkAccessLogRequest request;
    request.set_entries(entries);
    common::v1::VerifyNetworkAccessLogResponse response;
    BUURTBRUG_RETURN_IF_ERROR(
        session.CallAt(service, MethodTaking(*request.GetDescriptor()), request, response));
    return response.chain();
  }
  common::v1::VerifyAccessLogRequest request;
  BUURTBRUG_RETURN_IF_ERROR(Address(session, arguments, request));
  request.set_entries(entries);
  common::v1::VerifyAccessLogResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.CallAt(service, MethodTaking(*request.GetDescriptor()), request, response));
  return response.chain();
}

absl::Status Broken(const std::string& service, const std::string& how) {
  return platform::core::Error(
      absl::StatusCode::kDataLoss, "ACCESS_LOG_BROKEN",
      absl::StrCat("the access log of ", service, " ", how,
                   "; keep the database as it is and call the security officer"));
}

// Whether the chain still begins with what was kept of it: "SERVICE:ENTRIES:HEAD".
absl::Status HoldAgainst(Session& session, const Arguments& arguments, const std::string& kept) {
  const std::vector<std::string> parts = absl::StrSplit(kept, ':');
  int64_t entries = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &entries) || entries < 1) {
    return WrongUse("--expect is SERVICE:ENTRIES:HEAD, as an earlier `access verify` printed them");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const ChainState chain,
                             ChainOf(session, arguments, parts[0], entries));
  if (chain.entries() != entries || chain.head() != parts[2]) {
    return Broken(parts[0],
                  absl::StrCat("does not begin with the ", entries, " entries of ", kept));
  }
  return absl::OkStatus();
}

absl::Status VerifyAccess(Session& session, const Arguments& arguments) {
  absl::Status verdict;
  for (const std::string& service : ServiceNames()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const ChainState chain, ChainOf(session, arguments, service, 0));
    const std::string state =
        chain.has_broken_at() ? absl::StrCat("BROKEN at entry ", chain.broken_at()) : "whole";
    std::cout << absl::StrFormat("%-13s %s\n", service, state);
    if (chain.has_broken_at()) {
      verdict.Update(Broken(service, absl::StrCat("is broken at entry ", chain.broken_at())));
    } else if (chain.entries() > 0) {
      std::cout << "  " << service << ":" << chain.entries() << ":" << chain.head() << "\n";
    }
  }
  for (const std::string& kept : arguments.All("expect")) {
    verdict.Update(HoldAgainst(session, arguments, kept));
  }
  return verdict;
}

}  // namespace

std::vector<Command> AccessCommands() {
  Option municipality = MunicipalityOption();
  municipality.need = Option::Need::kOptional;
  const Option network = {.name = "network",
                          .help = "What was refused before its contract was known",
                          .kind = Option::Kind::kFlag};
  return {
      {.path = "access list",
       .help = "Who saw what of whom, and who was refused; newest first",
       .example = "buurtbrug access list --municipality 0610 --family-id 017f22e2-...",
       .options = {municipality,
                   ContractOption(),
                   {.name = "family-id", .help = "Only this family"},
                   {.name = "service",
                    .help = "Whose log; registration unless given",
                    .choices = ServiceNames()},
                   network,
                   {.name = "page-size", .help = "At most 200; 50 unless given"},
                   {.name = "page-token", .help = "As the page before says"},
                   OutputOption({"text", "json"})},
       .run = ListAccess},
      {.path = "access verify",
       .help = "Computes the access logs of all services anew: is every entry there, unchanged?",
       .example = "buurtbrug access verify --municipality 0610",
       .options = {municipality,
                   ContractOption(),
                   network,
                   {.name = "expect",
                    .help = "SERVICE:ENTRIES:HEAD as it printed earlier, with which the log must "
                            "still begin",
                    .kind = Option::Kind::kList}},
       .run = VerifyAccess},
  };
}

}  // namespace buurtbrug::client
