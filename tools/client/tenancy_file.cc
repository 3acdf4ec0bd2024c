#include "tools/client/tenancy_file.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/deterministic_id.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using Json = nlohmann::json;

// The request id of a natural key, which may come only once.
class RequestIds {
 public:
  absl::StatusOr<std::string> Make(const std::string& natural_key) {
    if (!given_.insert(natural_key).second) {
      return absl::InvalidArgumentError(absl::StrCat(natural_key, " is there twice"));
    }
    return DeterministicUuid(natural_key).ToString();
  }

 private:
  std::set<std::string> given_;
};

absl::Status Fill(const std::string& place, const Json& json, google::protobuf::Message& message) {
  const auto filled = google::protobuf::util::JsonStringToMessage(json.dump(), &message);
  return filled.ok()
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat(place, ": ", std::string(filled.message())));
}

// Removes a list from an object; none is an empty one.
absl::StatusOr<Json> TakeList(const std::string& place, Json& object, const std::string& key) {
  const auto found = object.find(key);
  if (found == object.end()) {
    return Json::array();
  }
  Json list = *found;
  if (!list.is_array() ||
      !std::all_of(list.begin(), list.end(), [](const Json& each) { return each.is_object(); })) {
    return absl::InvalidArgumentError(absl::StrCat(place, key, " must be a list of objects"));
  }
  object.erase(key);
  return list;
}

absl::StatusOr<std::string> TakeText(const std::string& place, Json& object,
                                     const std::string& key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) {
    return absl::InvalidArgumentError(absl::StrCat(place, ": '", key, "' must be given, as text"));
  }
  std::string text = found->get<std::string>();
  object.erase(key);
  return text;
}

absl::StatusOr<ContractToLoad> ParseContract(const std::string& place, Json json, RequestIds& ids) {
  ContractToLoad load;
  BUURTBRUG_ASSIGN_OR_RETURN(load.key, TakeText(place, json, "key"));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string municipality,
                             TakeText(load.key, json, "municipality"));
  BUURTBRUG_ASSIGN_OR_RETURN(const Json periods,
                             TakeList(absl::StrCat(load.key, ": "), json, "periods"));
  BUURTBRUG_RETURN_IF_ERROR(Fill(load.key, json, *load.contract.mutable_contract()));
  load.contract.set_municipality(municipality);
  BUURTBRUG_ASSIGN_OR_RETURN(*load.contract.mutable_request_id(),
                             ids.Make(absl::StrCat("tenancy/contract/", load.key)));
  for (const Json& period : periods) {
    auto& request = load.periods.emplace_back();
    BUURTBRUG_RETURN_IF_ERROR(
        Fill(absl::StrCat(load.key, ", a period"), period, *request.mutable_period()));
    request.set_municipality(municipality);
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_request_id(),
        ids.Make(absl::StrCat("tenancy/period/", load.key, "/", request.period().name())));
  }
  return load;
}

// The contract that the file calls `contract`: its id is the id of the request that opened it.
absl::StatusOr<std::string> TakeContract(const std::string& place, Json& json, std::string& key) {
  BUURTBRUG_ASSIGN_OR_RETURN(key, TakeText(place, json, "contract"));
  return DeterministicUuid(absl::StrCat("tenancy/contract/", key)).ToString();
}

absl::StatusOr<tenancy::v1::AppointRequest> ParseAppointment(const std::string& place, Json json,
                                                             RequestIds& ids) {
  tenancy::v1::AppointRequest request;
  std::string key;
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string contract, TakeContract(place, json, key));
  BUURTBRUG_RETURN_IF_ERROR(Fill(place, json, request));
  request.set_contract_id(contract);
  BUURTBRUG_ASSIGN_OR_RETURN(
      *request.mutable_request_id(),
      ids.Make(absl::StrCat("tenancy/appointment/", key, "/", common::v1::Role_Name(request.role()),
                            "/", request.subject(), "/", request.first_day())));
  return request;
}

absl::StatusOr<PartnerToLoad> ParsePartner(const std::string& place, Json json, RequestIds& ids) {
  PartnerToLoad load;
  BUURTBRUG_ASSIGN_OR_RETURN(load.key, TakeText(place, json, "key"));
  const std::string name = absl::StrCat("partner ", load.key);
  BUURTBRUG_ASSIGN_OR_RETURN(const Json contracts,
                             TakeList(absl::StrCat(name, ": "), json, "contracts"));
  Json clients = json.value("clients", Json::array());
  if (!clients.is_array() || !std::all_of(clients.begin(), clients.end(),
                                          [](const Json& each) { return each.is_string(); })) {
    return absl::InvalidArgumentError(absl::StrCat(name, ": clients must be a list of texts"));
  }
  json.erase("clients");
  BUURTBRUG_RETURN_IF_ERROR(Fill(name, json, load.partner));
  BUURTBRUG_ASSIGN_OR_RETURN(*load.partner.mutable_request_id(),
                             ids.Make(absl::StrCat("tenancy/partner/", load.key)));
  for (const Json& client : clients) {
    auto& request = load.clients.emplace_back();
    request.set_client_id(client.get<std::string>());
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_request_id(),
        ids.Make(absl::StrCat("tenancy/partner-client/", load.key, "/", request.client_id())));
  }
  for (Json each : contracts) {
    auto& request = load.contracts.emplace_back();
    std::string key;
    BUURTBRUG_ASSIGN_OR_RETURN(const std::string contract, TakeContract(name, each, key));
    BUURTBRUG_RETURN_IF_ERROR(Fill(absl::StrCat(name, ", a contract"), each, request));
    request.set_contract_id(contract);
    BUURTBRUG_ASSIGN_OR_RETURN(*request.mutable_request_id(),
                               ids.Make(absl::StrCat("tenancy/partner-contract/", load.key, "/",
                                                     key, "/", request.first_day())));
  }
  return load;
}

absl::StatusOr<TenancyFile> Parse(absl::string_view content) {
  Json json = Json::parse(content.begin(), content.end(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError("is no JSON object");
  }
  TenancyFile file;
  RequestIds ids;
  BUURTBRUG_ASSIGN_OR_RETURN(const Json municipalities, TakeList("", json, "municipalities"));
  for (const Json& each : municipalities) {
    auto& request = file.municipalities.emplace_back();
    BUURTBRUG_RETURN_IF_ERROR(Fill("a municipality", each, request));
    BUURTBRUG_ASSIGN_OR_RETURN(*request.mutable_request_id(),
                               ids.Make(absl::StrCat("tenancy/municipality/", request.code())));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Json protocols, TakeList("", json, "protocols"));
  for (const Json& each : protocols) {
    auto& request = file.protocols.emplace_back();
    BUURTBRUG_RETURN_IF_ERROR(Fill("a protocol", each, *request.mutable_protocol()));
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_request_id(),
        ids.Make(absl::StrCat("tenancy/protocol/", request.protocol().programme(), "/",
                              request.protocol().version())));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Json contracts, TakeList("", json, "contracts"));
  for (const Json& each : contracts) {
    const std::string place = absl::StrCat("contract ", file.contracts.size() + 1);
    BUURTBRUG_ASSIGN_OR_RETURN(ContractToLoad load, ParseContract(place, each, ids));
    file.contracts.push_back(std::move(load));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Json appointments, TakeList("", json, "appointments"));
  for (const Json& each : appointments) {
    const std::string place = absl::StrCat("appointment ", file.appointments.size() + 1);
    BUURTBRUG_ASSIGN_OR_RETURN(auto appointment, ParseAppointment(place, each, ids));
    file.appointments.push_back(std::move(appointment));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Json partners, TakeList("", json, "partners"));
  for (const Json& each : partners) {
    const std::string place = absl::StrCat("partner ", file.partners.size() + 1);
    BUURTBRUG_ASSIGN_OR_RETURN(PartnerToLoad load, ParsePartner(place, each, ids));
    file.partners.push_back(std::move(load));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Json pools, TakeList("", json, "pool_agreements"));
  for (const Json& each : pools) {
    auto& request = file.pool_agreements.emplace_back();
    BUURTBRUG_RETURN_IF_ERROR(Fill("a pool agreement", each, request));
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_request_id(),
        ids.Make(absl::StrCat("tenancy/pool-agreement/", request.offering_municipality(), "/",
                              request.receiving_municipality(), "/", request.first_day())));
  }
  if (!json.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", json.begin().key(), "' does not belong here"));
  }
  return file;
}

}  // namespace

absl::StatusOr<TenancyFile> ParseTenancyFile(absl::string_view path, absl::string_view content) {
  auto file = Parse(content);
  if (!file.ok()) {
    return At(path, WrongUse(file.status().message()));
  }
  return file;
}

}  // namespace buurtbrug::client
