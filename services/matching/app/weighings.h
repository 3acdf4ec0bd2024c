#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/domain/weights.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;

struct WeightChange {
  struct One {
    std::string part;  // its code
    int weight = 0;
  };
  enum class Mode { kStore, kCheckOnly };
  std::vector<One> weights;
  std::string reason;  // 1 to 500 characters
  // Nothing: whatever it is.
  std::optional<std::int64_t> expected_version;
  Mode mode = Mode::kStore;
};

// The weights of a contract's fit, in versions. What is answered names every part. Thread-safe.
class Weighings {
 public:
  Weighings(platform::postgres::Database& database, platform::tenant::Gate& gate)
      : database_(database), gate_(gate) {}

  // The weights after the change, which is a new version; or would be, when it is only checked. Of
  // two changes at the same time one is refused. Idempotent per `call.request_id`.
  //   INVALID_ARGUMENT INVALID_PART, TWICE, OUT_OF_RANGE, NO_WEIGHT, NO_CHANGE about `weights`
  //   ABORTED ETAG_MISMATCH, CONFLICT; and as platform/tenant/gate.h
  absl::StatusOr<domain::WeightVersion> Set(const Call& call, const WeightChange& change);

  // Without a version those in force. NOT_FOUND WEIGHTS_NOT_FOUND.
  absl::StatusOr<domain::WeightVersion> Get(const Call& call, std::optional<std::int64_t> version);

  // Newest first, below `below`; the default is the last.
  absl::StatusOr<std::vector<domain::WeightVersion>> List(const Call& call, std::int64_t below,
                                                          int size);

 private:
  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
};

}  // namespace buurtbrug::matching::app
