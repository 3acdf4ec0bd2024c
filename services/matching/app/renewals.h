#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/domain/match.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;

// Most matches that one call names.
inline constexpr int kMostCarriedOver = 1000;

// Asks registration to copy families of the contract `from` to the contract of the call. Families
// that are there already stay as they are.
using CarryFamilies =
    std::function<absl::Status(const Call&, const platform::core::ContractId& from,
                               const std::vector<domain::FamilyId>& families)>;

// What was carried over, or would be.
struct CarriedOver {
  platform::core::ContractId from;
  int matches = 0;
};

// Renewal: running matches come to the contract of the call from the one that it follows.
// Thread-safe.
class Renewals {
 public:
  // `learn_contracts` and `learn_families` read tenancy's and registration's feed to their end.
  Renewals(platform::postgres::Database& database, platform::tenant::Gate& gate,
           const platform::core::Clock& clock, platform::core::Random& random,
           CarryFamilies carry_families, std::function<absl::Status()> learn_contracts,
           std::function<absl::Status()> learn_families)
      : database_(database),
        gate_(gate),
        clock_(clock),
        random_(random),
        carry_families_(std::move(carry_families)),
        learn_contracts_(std::move(learn_contracts)),
        learn_families_(std::move(learn_families)) {}

  // What CarryOver would do. Changes nothing.
  absl::StatusOr<CarriedOver> Preview(const Call& call,
                                      const std::vector<domain::MatchId>& matches);

  // First the families, in a transaction of registration's; then all matches with their steps, and
  // their end in the contract that they leave, in one transaction here. When it fails in between
  // families may be carried over and no match: called again it goes on. Places that matches of
  // other contracts take come along in any call; they are no matches of this one. So do the
  // exclusions in force of families that are there by then. Idempotent per
  // `call.request_id`. `matches` empty: all that run; one that starts meanwhile stays, unless it
  // takes a place of a family that comes. With a named match come all that take a place of a
  // support family that comes: both contracts together promise no place twice.
  //   FAILED_PRECONDITION NOTHING_FOLLOWED, CONTRACT_NOT_RUNNING  as platform::tenant::HoldFollowed
  //   NOT_FOUND MATCH_NOT_FOUND              a named match is not one of the contract it follows
  //   FAILED_PRECONDITION MATCH_NOT_RUNNING  a named match does not run
  //   ABORTED CONFLICT  a further match of a family that comes runs since; call again
  //   as platform/tenant/gate.h, and why registration or its feed could not be asked
  absl::StatusOr<CarriedOver> CarryOver(const Call& call,
                                        const std::vector<domain::MatchId>& matches);

 private:
  struct Plan {
    platform::core::ContractId from;
    std::vector<domain::MatchHead> matches;
    // Of the matches, also those that stand in, and those of the next.
    std::vector<domain::FamilyId> families;
    // Support families of which matches of other contracts take places.
    std::vector<domain::FamilyId> taken_elsewhere;
  };
  absl::StatusOr<Plan> PlanOnce(const Call& call, const std::vector<domain::MatchId>& matches);
  absl::StatusOr<Plan> MakePlan(const Call& call, const std::vector<domain::MatchId>& matches);
  // Holds the places of the plan's support families in the contract that is followed. ABORTED
  // CONFLICT when a match has taken one since, which would stay behind.
  static absl::Status HoldPlaces(platform::postgres::ScopedTransaction& transaction,
                                 const Call& call, const Plan& plan,
                                 const platform::core::TenantScope& followed);
  // Again in each call: a family may have come since the one before.
  static absl::Status CarryExclusions(platform::postgres::ScopedTransaction& transaction,
                                      const Call& call,
                                      const platform::core::TenantScope& followed);
  absl::StatusOr<platform::tenant::Written> Move(
      platform::postgres::ScopedTransaction& transaction, const Call& call,
      const std::vector<domain::MatchHead>& running,
      const std::vector<domain::FamilyId>& taken_elsewhere,
      const platform::core::TenantScope& followed);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  const CarryFamilies carry_families_;
  const std::function<absl::Status()> learn_contracts_;
  const std::function<absl::Status()> learn_families_;
};

}  // namespace buurtbrug::matching::app
