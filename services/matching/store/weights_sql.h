#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The highest up to $3.
inline constexpr Statement kWeightVersion = {
    "weights_version",
    "SELECT version, weights, recorded_at, recorded_by, reason FROM weight_versions "
    "WHERE municipality = $1 AND contract_id = $2 AND version <= $3 "
    "ORDER BY version DESC LIMIT 1"};

// Newest first, below a version.
inline constexpr Statement kListWeights = {
    "weights_list",
    "SELECT version, weights, recorded_at, recorded_by, reason FROM weight_versions "
    "WHERE municipality = $1 AND contract_id = $2 AND version < $3 "
    "ORDER BY version DESC LIMIT $4"};

inline constexpr Statement kAppendWeights = {
    "weights_append",
    "INSERT INTO weight_versions (municipality, contract_id, version, weights, recorded_at,"
    "  recorded_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

}  // namespace buurtbrug::matching::store::sql
