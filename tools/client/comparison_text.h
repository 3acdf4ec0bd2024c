#pragma once

#include <string>

#include "buurtbrug/reporting/v1/reporting_service.pb.h"

// Published tables beside those from the case records, in Dutch. Pure.
namespace buurtbrug::client {

// "Gerealiseerde koppelingen, totaal: gepubliceerd 7, uit de dossiers 8."
std::string DifferenceSentence(const reporting::v1::Difference& difference,
                               const reporting::v1::ProgressTable& computed);

// Each published table, below it the platform's own as of the same day, and a line for each
// difference.
std::string RenderComparison(const reporting::v1::CompareWithPublishedResponse& response,
                             const std::string& municipality_name);

}  // namespace buurtbrug::client
