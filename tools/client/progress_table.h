#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "buurtbrug/reporting/v1/progress.pb.h"

// The quarterly table in Dutch, as the municipality reads it. Pure.
namespace buurtbrug::client {

// "Gerealiseerde koppelingen".
std::string IndicatorLabel(reporting::v1::Indicator indicator);

// "31 oktober 2020"; text that is no day stays as it is.
std::string DutchDay(const std::string& day);

// "1e kw", for each quarter; "1e kw 2020" unless they are whole quarters of one year.
std::vector<std::string> QuarterLabels(
    const google::protobuf::RepeatedPtrField<reporting::v1::Quarter>& quarters);

// Aligned rows below `quarter_labels` and "Totaal"; a blank cell stays empty. A label that ends in
// a star has its star outside the column.
std::string RenderRows(const std::vector<std::string>& quarter_labels,
                       const google::protobuf::RepeatedPtrField<reporting::v1::Row>& rows);

// Title, day, table, a note when a quarter is not over, and one when corrections were counted.
// `known_at` when it was asked for.
std::string RenderProgress(const reporting::v1::ProgressTable& table,
                           const std::string& municipality_name,
                           std::optional<absl::Time> known_at);

// Comma-separated with a header line; a blank cell is an empty field.
std::string ProgressCsv(const reporting::v1::ProgressTable& table);

}  // namespace buurtbrug::client
