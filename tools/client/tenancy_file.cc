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
