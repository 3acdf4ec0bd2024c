#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "buurtbrug/reporting/v1/progress.pb.h"
#include "tests/acceptance/fleet.h"

// The Sliedrecht year of the examples, as the acceptance tests use it.
namespace buurtbrug::acceptance {

inline constexpr char kSliedrecht[] = "0610";

// Loads the example municipalities and who may do what there. Fails the test when the client says
// no.
void LoadMunicipalities(Fleet& fleet);
// Replays the whole case file.
void ReplayYear(Fleet& fleet);
std::vector<std::string> ReplayCommand();

// Id of the municipality's only contract, from tenancy.
std::string ContractOf(Fleet& fleet, const std::string& municipality);

// The table as of 31 October 2020, straight from reporting.
absl::StatusOr<reporting::v1::ProgressTable> TableOf(Fleet& fleet);

// A row as text: "0 1 6 1 = 8", with "-" for a blank cell.
std::string RowText(const reporting::v1::ProgressTable& table, reporting::v1::Indicator indicator);

// Fails the test unless the table is the one that the case records give.
void ExpectSliedrechtTable(Fleet& fleet);

// Rows in every table that holds what was recorded, as text: the same text means that nothing was
// added or removed. Tables that are derived from feeds are left out, and the access log.
std::string RowCounts(Fleet& fleet);

}  // namespace buurtbrug::acceptance
