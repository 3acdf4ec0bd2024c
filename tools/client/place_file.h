#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "buurtbrug/registration/v1/place_service.pb.h"

namespace buurtbrug::client {

// Files of Statistics Netherlands (CBS): semicolons, a header, with or without a byte order mark,
// quotes and carriage returns. Lines that start with # are skipped. Errors are WrongUse with
// "FILE:LINE: ".

// "pc6hnr": PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023, sorted in any way. House numbers that
// follow each other in a postcode and lie in one neighbourhood become one run. The year comes from
// the header. Codes may lack leading zeros. Empty Buurt and Wijk: not known. Four digits for PC6,
// and no number: all postcodes with these digits.
absl::StatusOr<std::vector<registration::v1::PlaceRun>> ParsePlaceFile(const std::string& path,
                                                                       absl::string_view content);

// "buurt2023.csv" and "wijk2023.csv": a code and a name, further columns do not count; the year
// from the header.
absl::StatusOr<std::vector<registration::v1::Neighbourhood>> ParseNamesFile(
    const std::string& path, absl::string_view content);

}  // namespace buurtbrug::client
