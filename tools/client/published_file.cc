#include "tools/client/published_file.h"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/deterministic_id.h"
#include "tools/client/failure.h"
#include "tools/client/message_fields.h"

namespace buurtbrug::client {
namespace {

using reporting::v1::Cell;
using reporting::v1::ImportPublishedTableRequest;
using reporting::v1::Row;
using Json = nlohmann::json;

absl::Status ParseCell(const Json& json, Cell& cell) {
  if (json.is_null()) {
    return absl::OkStatus();
  }
  if (!json.is_number_integer() || json < INT32_MIN || json > INT32_MAX) {
    return absl::InvalidArgumentError("a cell must be a whole number, or null for a blank one");
  }
  cell.set_value(json.get<int32_t>());
  return absl::OkStatus();
}

absl::Status ParseRow(const Json& json, Row& row) {
  for (const char* key : {"indicator", "quarters", "total"}) {
    if (!json.is_object() || !json.contains(key) || json.size() != 3) {
      return absl::InvalidArgumentError("must have exactly 'indicator', 'quarters' and 'total'");
    }
  }
  if (!json["indicator"].is_string() || !json["quarters"].is_array()) {
    return absl::InvalidArgumentError("'indicator' must be text and 'quarters' a list");
  }
  BUURTBRUG_RETURN_IF_ERROR(SetField(row, "indicator", json["indicator"].get<std::string>()));
  for (const Json& cell : json["quarters"]) {
    BUURTBRUG_RETURN_IF_ERROR(ParseCell(cell, *row.add_quarters()));
  }
  return ParseCell(json["total"], *row.mutable_total());
}

absl::StatusOr<ImportPublishedTableRequest> Parse(absl::string_view content) {
  const Json json =
      Json::parse(content.begin(), content.end(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError("is no JSON object");
  }
  ImportPublishedTableRequest request;
  for (const auto& [key, value] : json.items()) {
    if (key == "rows" && value.is_array()) {
      continue;
    }
    google::protobuf::Message& holder = key == "period"
                                            ? static_cast<google::protobuf::Message&>(request)
                                            : *request.mutable_table();
    const bool known = key == "period" || key == "title" || key == "source" ||
                       key == "as_printed" || key == "as_of";
    if (!known || !value.is_string()) {
      return absl::InvalidArgumentError(
          absl::StrCat("'", key, "' does not belong here or has the wrong type"));
    }
    BUURTBRUG_RETURN_IF_ERROR(SetField(holder, key, value.get<std::string>()));
  }
  const auto& table = request.table();
  if (request.period().empty() || table.title().empty() || table.as_of().empty() ||
      !json.contains("rows")) {
    return absl::InvalidArgumentError("must have 'period', 'title', 'as_of' and 'rows'");
  }
  for (const Json& row : json["rows"]) {
    const absl::Status parsed = ParseRow(row, *request.mutable_table()->add_rows());
    if (!parsed.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("row ", table.rows_size(), ": ", parsed.message()));
    }
  }
  request.set_request_id(
      DeterministicUuid(absl::StrCat("published/", table.title(), "/", table.as_of())).ToString());
  return request;
}

}  // namespace

absl::StatusOr<ImportPublishedTableRequest> ParsePublishedFile(absl::string_view path,
                                                               absl::string_view content) {
  auto request = Parse(content);
  if (!request.ok()) {
    return At(path, WrongUse(request.status().message()));
  }
  return request;
}

}  // namespace buurtbrug::client
