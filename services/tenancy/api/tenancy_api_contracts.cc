#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/api/requests.h"
#include "tenancy/api/tenancy_api.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

app::Intent IntentOf(bool validate_only) {
  return validate_only ? app::Intent::kValidateOnly : app::Intent::kDo;
}

}  // namespace

absl::StatusOr<v1::CreateContractResponse> TenancyApi::CreateContract(
    const Call& call, const v1::CreateContractRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract contract, ContractOf(request.contract()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.contracts.Create(call, std::move(contract)));
  v1::CreateContractResponse response;
  response.set_contract_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::UpdateContractResponse> TenancyApi::UpdateContract(
    const Call& call, const v1::UpdateContractRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Contract contract,
                             ContractChangesOf(request.contract()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.contract().etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.contracts.Update(call, contract, expected));
  v1::UpdateContractResponse response;
  response.set_contract_id(receipt.subject.ToString());
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::EndContractResponse> TenancyApi::EndContract(
    const Call& call, const v1::EndContractRequest& request) {
  domain::ContractEnd end;
  BUURTBRUG_ASSIGN_OR_RETURN(end.last_day, core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(end.run_off_day, core::ParseDay("run_off_day", request.run_off_day()));
  end.reason = request.reason();
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::string contract,
      tenancy_.contracts.End(call, end, expected, IntentOf(request.validate_only())));
  v1::EndContractResponse response;
  response.mutable_contract()->ParseFromString(contract);
  return response;
}

absl::StatusOr<v1::AdoptProtocolResponse> TenancyApi::AdoptProtocol(
    const Call& call, const v1::AdoptProtocolRequest& request) {
  domain::AdoptedProtocol adopted;
  adopted.version = request.version();
  BUURTBRUG_ASSIGN_OR_RETURN(adopted.first_day, core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, tenancy_.contracts.Adopt(call, adopted));
  v1::AdoptProtocolResponse response;
  response.set_contract_id(receipt.subject.ToString());
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::CreateSubsidyPeriodResponse> TenancyApi::CreateSubsidyPeriod(
    const Call& call, const v1::CreateSubsidyPeriodRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod period, PeriodOf(request.period()));
  BUURTBRUG_RETURN_IF_ERROR(tenancy_.periods.Create(call, period));
  v1::CreateSubsidyPeriodResponse response;
  response.set_name(period.name);
  return response;
}

absl::StatusOr<v1::UpdateSubsidyPeriodResponse> TenancyApi::UpdateSubsidyPeriod(
    const Call& call, const v1::UpdateSubsidyPeriodRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod period, PeriodChangesOf(request.period()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.period().etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenancy_.periods.Update(call, period, expected));
  v1::UpdateSubsidyPeriodResponse response;
  response.set_name(period.name);
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::SealSubsidyPeriodResponse> TenancyApi::SealSubsidyPeriod(
    const Call& call, const v1::SealSubsidyPeriodRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::SubsidyPeriod period,
      tenancy_.periods.Seal(call, request.name(), expected, IntentOf(request.validate_only())));
  v1::SealSubsidyPeriodResponse response;
  *response.mutable_period() = store::PeriodMessage(period);
  return response;
}

absl::StatusOr<v1::ListContractsResponse> TenancyApi::ListContracts(
    const Call& call, const v1::ListContractsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Contract> contracts,
                             tenancy_.contracts.List(call));
  v1::ListContractsResponse response;
  for (const domain::Contract& contract : contracts) {
    *response.add_contracts() = store::ContractMessage(call.scope.municipality, contract);
  }
  return response;
}

absl::StatusOr<v1::GetStandingResponse> TenancyApi::GetStanding(
    const Call& call, const v1::GetStandingRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> day,
                             core::ParseOptionalDay("day", request.day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ContractOnDay contract,
                             tenancy_.contracts.GetStanding(call, day.value_or(call.today)));
  v1::GetStandingResponse response;
  response.set_standing(static_cast<v1::Standing>(contract.standing));
  if (contract.period) {
    response.set_period(*contract.period);
  }
  response.set_sealed(contract.sealed);
  return response;
}

}  // namespace buurtbrug::tenancy::api
