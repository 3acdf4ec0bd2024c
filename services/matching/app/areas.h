#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "matching/domain/area_point.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"

namespace buurtbrug::matching::app {

// Points in one import.
inline constexpr int kMostAreas = 5000;

struct AreaImport {
  enum class Mode { kStore, kCheckOnly };
  std::vector<domain::AreaPoint> points;
  Mode mode = Mode::kStore;
};

// Where postcode areas lie: reference data of the whole network. Thread-safe.
class Areas {
 public:
  explicit Areas(platform::postgres::Database& database) : database_(database) {}

  // Stores all of it in one transaction, or nothing; how many areas are not as they were. The same
  // import twice changes nothing. Idempotent per `call.request_id`. INVALID_ARGUMENT as
  // domain::CheckAreaPoint, TWICE, each with `index` in its metadata; TOO_MANY.
  absl::StatusOr<int> Import(const platform::access::Call& call, const AreaImport& import);

 private:
  platform::postgres::Database& database_;
};

}  // namespace buurtbrug::matching::app
