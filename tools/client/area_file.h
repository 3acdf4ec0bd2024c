#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "buurtbrug/matching/v1/area_service.pb.h"

namespace buurtbrug::client {

// A file of postcode areas with their points: a header "area;x;y", then four digits and two whole
// numbers of metres in the Dutch grid. Semicolons; with or without a byte order mark and carriage
// returns; lines that start with # are skipped. Errors are WrongUse with "FILE:LINE: ".
absl::StatusOr<std::vector<matching::v1::AreaPoint>> ParseAreaFile(const std::string& path,
                                                                   absl::string_view content);

}  // namespace buurtbrug::client
