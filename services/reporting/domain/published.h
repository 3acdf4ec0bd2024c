#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "reporting/domain/progress.h"

// A table that somebody published elsewhere, beside the platform's own. It is kept as it was
// printed and never corrected: what does not agree is named. Pure.
namespace buurtbrug::reporting::domain {

struct PublishedTable {
  std::string title;
  // Where it stands.
  std::string source;
  // The day or time as printed, and the day that it is read as.
  std::string as_printed;
  absl::CivilDay as_of;
  std::vector<Row> rows;
};

// Numbers as in buurtbrug.reporting.v1.DifferenceKind.
enum class DifferenceKind {
  // Another number.
  kValue = 1,
  // Blank on one side, a number on the other.
  kBlank = 2,
  // The printed total is not the sum of the printed quarters.
  kDoesNotAddUp = 3,
};

struct Difference {
  DifferenceKind kind = DifferenceKind::kValue;
  Indicator indicator = Indicator::kTarget;
  // Index into the quarters; nothing: the total.
  std::optional<size_t> quarter;
  Cell published;
  // With kDoesNotAddUp the sum of the printed quarters.
  Cell computed;
};

// Whether the table can stand beside those of `period`. INVALID_ARGUMENT with the field:
//   INVALID_TEXT          title of 1 to 200 characters, source of 0 to 300, as_printed of 0 to 100
//   AS_OF_BEFORE_PERIOD   as_of before the period's first day (after its last day is fine)
//   ROWS_MISSING          no row at all
//   INVALID_INDICATOR     a row of no known indicator
//   DUPLICATE_ROW         two rows of one indicator
//   WRONG_QUARTERS        a row without exactly one cell, blank or not, for each quarter
//   OUT_OF_RANGE          a number that is not from 0 to 1,000,000
absl::Status ValidatePublished(const PublishedTable& published, const SubsidyPeriod& period);

// Each difference between two tables of the same period: by printed row in its order, within it by
// quarter, then the total, then whether it adds up. Indicators that were not printed are not
// compared. A printed total does not add up when it differs from the sum of the printed quarters
// that are not blank; a blank total, or one beside blank quarters only, claims no sum. Such a total
// may differ from the computed one as well: those are two differences. `published` is valid for the
// period of `computed`; a missing cell counts as blank.
std::vector<Difference> Compare(const PublishedTable& published, const ProgressTable& computed);

}  // namespace buurtbrug::reporting::domain
