#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/comparison_text.h"
#include "tools/client/failure.h"
#include "tools/client/message_text.h"
#include "tools/client/methods.h"
#include "tools/client/progress_table.h"
#include "tools/client/published_file.h"
#include "tools/client/read_file.h"

namespace buurtbrug::client {
namespace {

using reporting::v1::CompareWithPublishedRequest;
using reporting::v1::CompareWithPublishedResponse;
using reporting::v1::GetQuarterlyProgressRequest;
using reporting::v1::GetQuarterlyProgressResponse;
using reporting::v1::ImportPublishedTableResponse;
using reporting::v1::RebuildFactsRequest;
using reporting::v1::RebuildFactsResponse;

constexpr absl::Duration kRebuildTimeout = absl::Minutes(10);

// Only the foundation may list municipalities; to others the code is name enough.
std::string NameOf(Session& session, const std::string& municipality) {
  tenancy::v1::ListMunicipalitiesResponse response;
  if (session
          .Call(MethodNamed("tenancy/ListMunicipalities"), tenancy::v1::ListMunicipalitiesRequest(),
                response)
          .ok()) {
    for (const auto& each : response.municipalities()) {
      if (each.code() == municipality) {
        return each.name();
      }
    }
  }
  return absl::StrCat("gemeente ", municipality);
}

// Sets municipality, period and contract of a request.
template <typename Request>
absl::Status Address(Session& session, const Arguments& arguments, Request& request) {
  request.set_municipality(arguments.Text("municipality"));
  if (arguments.Has("period")) {
    request.set_period(arguments.Text("period"));
  }
  request.set_contract_id(arguments.Text("contract"));
  if (request.contract_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_contract_id(),
        session.FindContract(MethodTaking(*Request::descriptor()), request.municipality(),
                             {.period = request.period()}));
  }
  return absl::OkStatus();
}

absl::Status ShowProgress(Session& session, const Arguments& arguments) {
  GetQuarterlyProgressRequest request;
  request.set_as_of(arguments.Text("as-of"));
  std::optional<absl::Time> known_at;
  if (arguments.Has("known-at")) {
    absl::Time instant;
    if (!absl::ParseTime(absl::RFC3339_full, arguments.Text("known-at"), &instant, nullptr)) {
      return WrongUse("--known-at is an instant like 2021-01-05T12:00:00+01:00");
    }
    known_at = instant;
    const absl::Time second = absl::FromUnixSeconds(absl::ToUnixSeconds(instant));
    request.mutable_known_at()->set_seconds(absl::ToUnixSeconds(instant));
    request.mutable_known_at()->set_nanos(
        static_cast<int32_t>(absl::ToInt64Nanoseconds(instant - second)));
  }
  BUURTBRUG_RETURN_IF_ERROR(Address(session, arguments, request));
  GetQuarterlyProgressResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.Call(MethodTaking(*request.GetDescriptor()), request, response));
  const std::string output = arguments.Text("output");
  if (output == "json") {
    std::cout << ToJson(response.table());
  } else if (output == "csv") {
    std::cout << ProgressCsv(response.table());
  } else {
    std::cout << RenderProgress(response.table(), NameOf(session, request.municipality()),
                                known_at);
  }
  return absl::OkStatus();
}

absl::Status ImportPublished(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  BUURTBRUG_ASSIGN_OR_RETURN(auto request, ParsePublishedFile(path, content));
  BUURTBRUG_RETURN_IF_ERROR(Address(session, arguments, request));
  ImportPublishedTableResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      At(path, session.CallPatiently(MethodTaking(*request.GetDescriptor()), request, response)));
  std::cout << "published table " << response.table_id() << ": " << request.table().title() << "\n";
  return absl::OkStatus();
}

absl::Status Compare(Session& session, const Arguments& arguments) {
  CompareWithPublishedRequest request;
  BUURTBRUG_RETURN_IF_ERROR(Address(session, arguments, request));
  CompareWithPublishedResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.Call(MethodTaking(*request.GetDescriptor()), request, response));
  std::cout << (arguments.Text("output") == "json"
                    ? ToJson(response)
                    : RenderComparison(response, NameOf(session, request.municipality())));
  return absl::OkStatus();
}

absl::Status Rebuild(Session& session, const Arguments&) {
  RebuildFactsRequest request;
  RebuildFactsResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.Call(MethodTaking(*request.GetDescriptor()), request, response, kRebuildTimeout));
  std::cout << "rebuilt: " << response.facts() << " facts\n";
  return absl::OkStatus();
}

Option Named(const std::string& name, const std::string& help,
             Option::Need need = Option::Need::kOptional) {
  Option option;
  option.name = name;
  option.help = help;
  option.need = need;
  return option;
}

}  // namespace

std::vector<Command> ReportCommands() {
  const Option period = Named("period", "Name of the subsidy period", Option::Need::kRequired);
  Option file = Named("FILE", "JSON", Option::Need::kRequired);
  file.kind = Option::Kind::kPlace;
  return {
      {.path = "report progress",
       .help = "Targets, registrations and matches of a subsidy period, by quarter",
       .example = "buurtbrug report progress --municipality 0610 --period 2020 --as-of 2020-10-31",
       .options = {MunicipalityOption(), ContractOption(), period,
                   Named("as-of", "What happened up to this day counts; today unless given"),
                   Named("known-at",
                         "What was recorded up to this instant counts; now unless given"),
                   OutputOption({"table", "json", "csv"})},
       .run = ShowProgress},
      {.path = "report import-published",
       .help = "Keeps a table that somebody published, as it was printed",
       .example = "buurtbrug report import-published --municipality 0610 "
                  "deploy/examples/sliedrecht-2020-published.json",
       .options = {MunicipalityOption(), ContractOption(), file},
       .run = ImportPublished},
      {.path = "report compare",
       .help = "The published tables beside those from the case records, and each difference",
       .example = "buurtbrug report compare --municipality 0610 --period 2020",
       .options = {MunicipalityOption(), ContractOption(), period, OutputOption({"table", "json"})},
       .run = Compare},
      {.path = "report rebuild",
       .help = "Makes reporting forget all facts and read every feed again; published tables stay",
       .example = "buurtbrug report rebuild",
       .options = {},
       .run = Rebuild},
  };
}

}  // namespace buurtbrug::client
