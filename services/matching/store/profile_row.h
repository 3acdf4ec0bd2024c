#pragma once

#include <pqxx/result>

#include "absl/status/statusor.h"
#include "matching/domain/family_card.h"
#include "matching/domain/readiness.h"

namespace buurtbrug::matching::store {

// Out of a row with the columns of `readiness`, the day under `told_on`.
absl::StatusOr<domain::ToldReadiness> ToldReadinessOf(const pqxx::row& row,
                                                      const char* told_on = "told_on");

// Out of a row with the columns of `profiles`; without its readiness.
absl::StatusOr<domain::FamilyCard> CardOf(const pqxx::row& row);

}  // namespace buurtbrug::matching::store
