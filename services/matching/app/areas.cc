#include "matching/app/areas.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "matching/store/area_store.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {
namespace {

using platform::core::InvalidField;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Written;

// The same refusal, saying which point of the import it is about.
absl::Status AtIndex(const absl::Status& refusal, size_t index) {
  platform::core::Metadata metadata = platform::core::MetadataOf(refusal);
  metadata.emplace_back("index", absl::StrCat(index));
  return platform::core::Error(refusal.code(), platform::core::ReasonOf(refusal), refusal.message(),
                               metadata);
}

absl::Status Check(const std::vector<domain::AreaPoint>& points) {
  if (points.size() > kMostAreas) {
    return InvalidField("points", "TOO_MANY", absl::StrCat("at most ", kMostAreas, " at once"));
  }
  std::set<std::string> named;
  for (size_t i = 0; i < points.size(); ++i) {
    if (const absl::Status refusal = domain::CheckAreaPoint(points[i]); !refusal.ok()) {
      return AtIndex(refusal, i);
    }
    if (!named.insert(points[i].area).second) {
      return AtIndex(InvalidField("area", "TWICE", "this area is in the import twice"), i);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> Areas::Import(const platform::access::Call& call, const AreaImport& import) {
  BUURTBRUG_RETURN_IF_ERROR(Check(import.points));
  if (import.mode == AreaImport::Mode::kCheckOnly) {
    // Counted by doing it and undoing it: an error rolls back.
    int changed = 0;
    const absl::Status undone =
        database_.Run(Scope::Network(), [&](ScopedTransaction& transaction) -> absl::Status {
          changed = store::PutAreas(transaction, import.points);
          return platform::core::Error(absl::StatusCode::kCancelled, "CHECK_ONLY", "undone");
        });
    return platform::core::ReasonOf(undone) == "CHECK_ONLY" ? absl::StatusOr<int>(changed) : undone;
  }
  const TenantScope nobody = {platform::core::kNoMunicipality, {}};
  BUURTBRUG_ASSIGN_OR_RETURN(
      const platform::core::Receipt receipt,
      platform::tenant::WriteOnce(
          database_, {call, Scope::Network(), nobody}, [] {},
          [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
            return Written{{platform::core::Uuid(), store::PutAreas(transaction, import.points)},
                           {}};
          }));
  return static_cast<int>(receipt.version);
}

}  // namespace buurtbrug::matching::app
