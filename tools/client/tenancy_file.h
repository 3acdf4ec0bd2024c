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

// A partner with its clients and the contracts for which it may refer. `partner_id` of the others
// is known once the partner is made.
struct PartnerToLoad {
  // Its name in the file, for ever the same.
  std::string key;
  tenancy::v1::CreatePartnerRequest partner;
  std::vector<tenancy::v1::AddPartnerClientRequest> clients;
  std::vector<tenancy::v1::AllowPartnerRequest> contracts;
};

struct TenancyFile {
  std::vector<tenancy::v1::CreateMunicipalityRequest> municipalities;
  std::vector<tenancy::v1::CreateProtocolRequest> protocols;
  std::vector<ContractToLoad> contracts;
  std::vector<tenancy::v1::AppointRequest> appointments;
  std::vector<PartnerToLoad> partners;
  std::vector<tenancy::v1::CreatePoolAgreementRequest> pool_agreements;
};

// {"municipalities": [...], "protocols": [...], "contracts": [{"key", "municipality", "periods",
// ...}], "appointments": [{"contract", "municipality", ...}], "partners": [{"key", "clients",
// "contracts": [{"contract", "municipality", ...}], ...}], "pool_agreements": [...]} with the
// fields of the protos; any list may be left out. `contract` is the key of a contract in this file
// or in one that was loaded before. Pure. Request ids come from natural keys
// ("tenancy/municipality/0610", "tenancy/contract/<key>", "tenancy/period/<key>/2020",
// "tenancy/appointment/<contract>/<role>/<subject>/<first day>", ...), so that the same file is the
// same requests. WrongUse, naming the entry: what is no field, of the wrong type, or twice.
absl::StatusOr<TenancyFile> ParseTenancyFile(absl::string_view path, absl::string_view content);

}  // namespace buurtbrug::client
