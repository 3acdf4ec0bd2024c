#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"

namespace buurtbrug::client {

// A contract with its periods. `contract_id` of the periods is known once the contract is made.
struct ContractToLoad {
  // Its name in the file, for ever the same: "sliedrecht-2020".
  std::string key;
  tenancy::v1::CreateContractRequest contract;
  std::vector<tenancy::v1::CreateSubsidyPeriodRequest> periods;
};

struct TenancyFile {
  std::vector<tenancy::v1::CreateMunicipalityRequest> municipalities;
  std::vector<tenancy::v1::CreateProtocolRequest> protocols;
  std::vector<ContractToLoad> contracts;
};

// {"municipalities": [...], "protocols": [...], "contracts": [{"key", "municipality", "periods",
// ...}]} with the fields of the protos. Pure. Request ids come from natural keys
// ("tenancy/municipality/0610", "tenancy/protocol/Buurtgezinnen/1", "tenancy/contract/<key>",
// "tenancy/period/<key>/2020"), so that the same file is the same requests. WrongUse, naming the
// entry: what is no field, of the wrong type, or twice.
absl::StatusOr<TenancyFile> ParseTenancyFile(absl::string_view path, absl::string_view content);

}  // namespace buurtbrug::client
