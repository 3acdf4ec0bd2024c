#include <unistd.h>

#include <iostream>
#include <map>

#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/case_file.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_fields.h"
#include "tools/client/methods.h"
#include "tools/client/read_file.h"

namespace buurtbrug::client {
namespace {

constexpr int kProgressEvery = 25;

// Records one step; the ids that the services gave so far are in `ids`, by key.
absl::Status ReplayRecord(Session& session, const std::string& contract, CaseRecord& record,
                          std::map<std::string, std::string>& ids) {
  BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, "contract_id", contract));
  for (const auto& [field, key] : record.uses) {
    BUURTBRUG_RETURN_IF_ERROR(SetField(*record.request, field, ids.at(key)));
  }
  auto response = NewMessage(*record.method->output_type());
  BUURTBRUG_RETURN_IF_ERROR(session.CallPatiently(*record.method, *record.request, *response));
  if (!record.makes.empty()) {
    ids[record.makes] = TextField(*response, SubjectField(record));
  }
  return absl::OkStatus();
}

absl::Status ReplayRecords(Session& session, const std::string& path, const std::string& contract,
                           CaseFile& file, size_t& done) {
  const bool shows_progress = isatty(STDERR_FILENO) == 1;
  std::map<std::string, std::string> ids;
  for (CaseRecord& record : file.records) {
    absl::Status status = ReplayRecord(session, contract, record, ids);
    if (!status.ok()) {
      return At(
          absl::StrCat(path, ":", record.line, ": record ", record.id, " (", record.step, ")"),
          status);
    }
    ++done;
    if (shows_progress && (done % kProgressEvery == 0 || done == file.records.size())) {
      std::cerr << "\r\033[K" << done << " of " << file.records.size()
                << (done == file.records.size() ? "\r\033[K" : "") << std::flush;
    }
  }
  return absl::OkStatus();
}

absl::Status Replay(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  BUURTBRUG_ASSIGN_OR_RETURN(CaseFile file, ParseCaseFile(path, content));
  if (file.municipality != arguments.Text("municipality")) {
    return WrongUse(absl::StrCat(path, " is about municipality ", file.municipality, ", not ",
                                 arguments.Text("municipality")));
  }
  if (arguments.Has("dry-run") || file.records.empty()) {
    std::cout << file.records.size() << " records: well-formed, nothing sent\n";
    return absl::OkStatus();
  }
  std::string contract = arguments.Text("contract");
  if (contract.empty()) {
    const Patience patience;
    BUURTBRUG_ASSIGN_OR_RETURN(contract,
                               session.FindContract(*file.records[0].method, file.municipality,
                                                    {.day = file.contract_day}, &patience));
  }
  size_t done = 0;
  absl::Status status = ReplayRecords(session, path, contract, file, done);
  std::cout << file.records.size() << " records: " << done << " done"
            << (status.ok() ? "" : "; the same command goes on once the cause is gone")
            << std::endl;
  return status;
}

absl::Status CarryOver(Session& session, const Arguments& arguments) {
  matching::v1::CarryOverMatchesRequest request;
  request.set_request_id(session.NewRequestId());
  request.set_municipality(arguments.Text("municipality"));
  request.set_contract_id(arguments.Text("contract"));
  request.set_validate_only(arguments.Has("dry-run"));
  matching::v1::CarryOverMatchesResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.CallPatiently(MethodTaking(*request.GetDescriptor()), request, response));
  std::cout << response.matches() << " running matches "
            << (request.validate_only() ? "would be carried over" : "carried over") << " from "
            << response.from_contract_id() << " to " << request.contract_id() << "\n";
  return absl::OkStatus();
}

Option FollowingContractOption() {
  Option option = ContractOption();
  option.help = "UUID of the contract that follows";
  option.need = Option::Need::kRequired;
  return option;
}

}  // namespace

std::vector<Command> CaseCommands() {
  return {
      {.path = "case replay",
       .help =
           "Records every step of a case file. Whatever was recorded before stays as it is: run "
           "it again after an interruption",
       .example = "buurtbrug case replay --municipality 0610 deploy/examples/sliedrecht-2020.jsonl",
       .options = {MunicipalityOption(),
                   ContractOption(),
                   {.name = "dry-run", .help = "Only check the file", .kind = Option::Kind::kFlag},
                   {.name = "FILE",
                    .help = "Case file, a JSON object a line",
                    .kind = Option::Kind::kPlace,
                    .need = Option::Need::kRequired}},
       .run = Replay},
      {.path = "case carry-over",
       .help =
           "Carries the running matches of a contract over to the one that follows it. After an "
           "interruption, run it again",
       .example = "buurtbrug case carry-over --municipality 0610 --contract CONTRACT --dry-run",
       .options = {MunicipalityOption(),
                   FollowingContractOption(),
                   {.name = "dry-run",
                    .help = "Only say how many would be carried over",
                    .kind = Option::Kind::kFlag}},
       .run = CarryOver}};
}

}  // namespace buurtbrug::client
