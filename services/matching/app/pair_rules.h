#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/engine/told_pair.h"
#include "matching/store/profile_store.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"

// The hard rules, held against a pair that a coordinator names.
namespace buurtbrug::matching::app {

// What a coordinator may do about engine::kPassableRules: nothing, or pass them by hand and say
// why.
enum class Passing { kNone, kByHand };

// The codes of the rules that are passed, in their order. Pure.
//   FAILED_PRECONDITION NO_AGREEMENT, PAIR_EXCLUDED, PAIR_FAILED_BEFORE, WILLINGNESS_OLD: no reason
//       passes these
//   FAILED_PRECONDITION HARD_RULE_BROKEN  with `rules`, their codes, in the metadata, and in the
//       message in Dutch why; unless they are passed
absl::StatusOr<std::vector<std::string>> PassRules(const std::vector<engine::Breach>& breaches,
                                                   Passing passing);

// The code of a need that a match serves.
inline constexpr absl::string_view kAlreadyMatched = "ALREADY_MATCHED";

// That a match of the same children, or parents, with `served_by` is not over is passed by hand
// with another support family, and never with the same one. Pure.
//   FAILED_PRECONDITION ALREADY_MATCHED  unless it is passed, which adds it to `passed`
absl::Status PassServed(const std::vector<domain::FamilyId>& served_by,
                        const domain::FamilyId& support_family, Passing passing,
                        std::vector<std::string>& passed);

// As PassRules, for what the pair, that is read in this transaction, is known to break on `day`.
// Both families are of the tenant, whose contract is in force on that day.
absl::StatusOr<std::vector<std::string>> CheckRules(
    platform::postgres::ScopedTransaction& transaction, const store::Pair& pair,
    const std::vector<int>& children, absl::CivilDay day, Passing passing);

}  // namespace buurtbrug::matching::app
