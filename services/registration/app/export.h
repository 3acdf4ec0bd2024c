#pragma once

#include <nlohmann/json_fwd.hpp>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/personal.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::app {

inline constexpr int kMostDisclosures = 2000;
inline constexpr size_t kLargestExport = 3 << 20;

enum class ExportFormat { kJson, kHtml };

// Everything about a family that it may read: the rows of every table of store::FamilyTables() that
// is not withheld, opened, and to whom it was disclosed when; the same of those that it was merged
// with, each under its own key. What names another family is left
// out; what is withheld is said with its reason. The disclosure goes into the access log with every
// category.
//   NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED
//   RESOURCE_EXHAUSTED EXPORT_TOO_LARGE
// {"family_id", "municipality", "contract_id", "made_on",
//  "sections": [{"table", "title", "rows": [{...}]}],
//  "disclosures": [{...}], newest first, "older_disclosures": whether there are more,
//  "withheld": [{"what", "reason"}]}
absl::StatusOr<platform::core::Personal> ExportFamily(const Means& means,
                                                      const platform::access::Call& call,
                                                      const domain::FamilyId& family,
                                                      ExportFormat format);

}  // namespace buurtbrug::registration::app
