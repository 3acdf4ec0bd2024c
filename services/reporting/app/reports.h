#pragma once

#include <functional>
#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "reporting/domain/progress.h"
#include "reporting/domain/published.h"

namespace buurtbrug::reporting::app {

using platform::access::Call;
using platform::core::Receipt;

// Reads every feed to its end; within the given time.
using CatchUp = std::function<absl::Status(absl::Duration patience)>;

struct ProgressQuestion {
  std::string period;
  absl::CivilDay as_of;
  absl::Time known_at;
};

struct Comparison {
  platform::core::Uuid table_id;
  domain::PublishedTable published;
  domain::ProgressTable computed;
  std::vector<domain::Difference> differences;
};

// The use cases of reporting. Thread-safe.
class Reports {
 public:
  Reports(platform::postgres::Database& database, platform::core::Random& random, CatchUp catch_up)
      : database_(database), random_(random), catch_up_(std::move(catch_up)) {}

  // Complete: reads every feed to its end first.
  //   INVALID_ARGUMENT AS_OF_IN_FUTURE, KNOWN_AT_IN_FUTURE
  //   NOT_FOUND CONTRACT_NOT_FOUND, PERIOD_NOT_FOUND; UNAVAILABLE FEED_UNREACHABLE
  absl::StatusOr<domain::ProgressTable> Progress(const Call& call,
                                                 const ProgressQuestion& question);

  // Idempotent per `call.request_id`. INVALID_ARGUMENT as domain::ValidatePublished; NOT_FOUND as
  // above.
  absl::StatusOr<Receipt> ImportPublished(const Call& call, const std::string& period,
                                          const domain::PublishedTable& table);

  // Each published table of the period beside the platform's own as of the same day.
  absl::StatusOr<std::vector<Comparison>> Compare(const Call& call, const std::string& period);

  // Forgets all facts and reads every feed from its beginning. How many there are then, of all
  // tenants.
  absl::StatusOr<int64_t> Rebuild(const Call& call);

 private:
  absl::Status ReadFeeds(const Call& call);

  // Held shared from reading the feeds until the table is made, so that no rebuild of this process
  // empties the facts in between.
  std::shared_mutex rebuilding_;

  platform::postgres::Database& database_;
  platform::core::Random& random_;
  const CatchUp catch_up_;
};

}  // namespace buurtbrug::reporting::app
