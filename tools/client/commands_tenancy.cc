#include <iostream>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
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

absl::Status LoadFile(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
  BUURTBRUG_ASSIGN_OR_RETURN(TenancyFile file, ParseTenancyFile(path, content));
  size_t periods = 0;
  for (const ContractToLoad& load : file.contracts) {
    periods += load.periods.size();
  }
  const std::string contents =
      absl::StrCat(file.municipalities.size(), " municipalities, ", file.protocols.size(),
                   " protocols, ", file.contracts.size(), " contracts, ", periods, " periods");
  if (arguments.Has("dry-run")) {
    std::cout << contents << ": well-formed, nothing sent\n";
    return absl::OkStatus();
  }
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
  std::cout << contents << ": in place\n";
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> TenancyCommands() {
  return {
      {.path = "tenancy load",
       .help =
           "Puts municipalities, protocols, contracts and periods in place; what is there already "
           "stays as it is",
       .example = "buurtbrug tenancy load deploy/examples/municipalities.json",
       .options = {{.name = "dry-run", .help = "Only check the file", .kind = Option::Kind::kFlag},
                   {.name = "FILE",
                    .help = "JSON",
                    .kind = Option::Kind::kPlace,
                    .need = Option::Need::kRequired}},
       .run = LoadFile}};
}

}  // namespace buurtbrug::client
