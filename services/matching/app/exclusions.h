#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "matching/domain/exclusion.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;
using platform::core::Receipt;

// Pairs that a coordinator excludes, and lets in again. Each write is one transaction of today,
// idempotent per `call.request_id`, and fails with the reasons of platform/tenant/gate.h besides
// its own. Thread-safe.
class Exclusions {
 public:
  Exclusions(platform::postgres::Database& database, platform::tenant::Gate& gate,
             platform::core::Random& random, std::function<absl::Status()> learn_families)
      : database_(database),
        gate_(gate),
        random_(random),
        learn_families_(std::move(learn_families)) {}

  // NOT_FOUND FAMILY_NOT_FOUND, after the latest news of registration; FAILED_PRECONDITION
  // WRONG_ROLE; ALREADY_EXISTS PAIR_EXCLUDED.
  absl::StatusOr<Receipt> Exclude(const Call& call, const domain::FamilyId& request_family,
                                  const domain::FamilyId& support_family,
                                  const std::string& reason);

  // NOT_FOUND EXCLUSION_NOT_FOUND; ABORTED ETAG_MISMATCH; FAILED_PRECONDITION EXCLUSION_LIFTED.
  absl::StatusOr<Receipt> Lift(const Call& call, const domain::ExclusionId& id,
                               int64_t expected_version, const std::string& reason);

  // Also those that were lifted.
  absl::StatusOr<std::vector<domain::Exclusion>> List(const Call& call,
                                                      const platform::core::Page& page);

 private:
  absl::StatusOr<Receipt> ExcludeOnce(const Call& call, const domain::ExcludedPair& pair,
                                      const domain::ExclusionStep& step);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const std::function<absl::Status()> learn_families_;
};

}  // namespace buurtbrug::matching::app
