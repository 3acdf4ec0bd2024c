#include "tenancy/api/tenancy_api.h"

#include <optional>
#include <string>
#include <vector>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

domain::Protocol ProtocolOf(const v1::Protocol& message) {
  domain::Protocol protocol;
  protocol.programme = message.programme();
  protocol.version = message.version();
  if (message.has_trial_weeks()) {
    protocol.trial_weeks = message.trial_weeks();
  }
  protocol.vog_valid_months = message.vog_valid_months();
  protocol.training_required = message.training_required();
  protocol.guidance_months = message.guidance_months();
  protocol.evaluation_interval_months = message.evaluation_interval_months();
  return protocol;
}

absl::StatusOr<domain::Contract> ContractOf(const v1::Contract& message) {
  domain::Contract contract;
  contract.programme = message.programme();
  contract.protocol_version = message.protocol_version();
  contract.provider = message.provider();
  BUURTBRUG_ASSIGN_OR_RETURN(contract.first_day,
                             core::ParseDay("contract.first_day", message.first_day()));
  if (message.has_last_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(contract.last_day,
                               core::ParseDay("contract.last_day", message.last_day()));
  }
  if (message.has_run_off_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(contract.run_off_day,
                               core::ParseDay("contract.run_off_day", message.run_off_day()));
  }
  if (message.has_reference()) {
    contract.reference = message.reference();
  }
  if (message.has_as_stated()) {
    contract.as_stated = message.as_stated();
  }
  return contract;
}

absl::StatusOr<domain::SubsidyPeriod> PeriodOf(const v1::SubsidyPeriod& message) {
  domain::SubsidyPeriod period;
  period.name = message.name();
  BUURTBRUG_ASSIGN_OR_RETURN(period.first_day,
                             core::ParseDay("period.first_day", message.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(period.last_day,
                             core::ParseDay("period.last_day", message.last_day()));
  if (message.has_amount_cents()) {
    period.amount_cents = message.amount_cents();
  }
  if (message.has_funding_source()) {
    period.funding_source = message.funding_source();
  }
  if (message.has_target()) {
    period.target = message.target();
  }
  period.quarter_targets.assign(message.quarter_targets().begin(), message.quarter_targets().end());
  if (message.has_as_stated()) {
    period.as_stated = message.as_stated();
  }
  return period;
}

}  // namespace

platform::rpc::Service TenancyApi::Describe() {
  platform::rpc::Service service(
      v1::CreateContractRequest::descriptor()->file()->FindServiceByName("TenancyService"));
  service.Bind(this, &TenancyApi::CreateMunicipality)
      .Bind(this, &TenancyApi::ListMunicipalities)
      .Bind(this, &TenancyApi::CreateProtocol)
      .Bind(this, &TenancyApi::CreateContract)
      .Bind(this, &TenancyApi::CreateSubsidyPeriod)
      .Bind(this, &TenancyApi::ListContracts)
      .Bind(this, &TenancyApi::GetStanding);
  return service;
}

absl::StatusOr<v1::CreateMunicipalityResponse> TenancyApi::CreateMunicipality(
    const Call& call, const v1::CreateMunicipalityRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(tenants_.CreateMunicipality(call, {request.code(), request.name()}));
  v1::CreateMunicipalityResponse response;
  response.set_code(request.code());
  return response;
}

absl::StatusOr<v1::ListMunicipalitiesResponse> TenancyApi::ListMunicipalities(
    const Call& /*call*/, const v1::ListMunicipalitiesRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Municipality> municipalities,
                             tenants_.ListMunicipalities());
  v1::ListMunicipalitiesResponse response;
  for (const domain::Municipality& municipality : municipalities) {
    v1::Municipality& out = *response.add_municipalities();
    out.set_code(municipality.code);
    out.set_name(municipality.name);
  }
  return response;
}

absl::StatusOr<v1::CreateProtocolResponse> TenancyApi::CreateProtocol(
    const Call& call, const v1::CreateProtocolRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(tenants_.CreateProtocol(call, ProtocolOf(request.protocol())));
  v1::CreateProtocolResponse response;
  response.set_programme(request.protocol().programme());
  response.set_version(request.protocol().version());
  return response;
}

absl::StatusOr<v1::CreateContractResponse> TenancyApi::CreateContract(
    const Call& call, const v1::CreateContractRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Contract contract, ContractOf(request.contract()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             tenants_.CreateContract(call, std::move(contract)));
  v1::CreateContractResponse response;
  response.set_contract_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::CreateSubsidyPeriodResponse> TenancyApi::CreateSubsidyPeriod(
    const Call& call, const v1::CreateSubsidyPeriodRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod period, PeriodOf(request.period()));
  BUURTBRUG_RETURN_IF_ERROR(tenants_.CreatePeriod(call, period));
  v1::CreateSubsidyPeriodResponse response;
  response.set_name(period.name);
  return response;
}

absl::StatusOr<v1::ListContractsResponse> TenancyApi::ListContracts(
    const Call& call, const v1::ListContractsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Contract> contracts,
                             tenants_.ListContracts(call));
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
                             tenants_.GetStanding(call, day.value_or(call.today)));
  v1::GetStandingResponse response;
  response.set_standing(static_cast<v1::Standing>(contract.standing));
  if (contract.period) {
    response.set_period(*contract.period);
  }
  return response;
}

}  // namespace buurtbrug::tenancy::api
