#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kDemandInsert = {
    "demand_insert",
    "WITH known AS (INSERT INTO demand_municipalities VALUES ($1) ON CONFLICT DO NOTHING)"
    "INSERT INTO demands (municipality, contract_id, demand_id, role, area, registered_on,"
    "  expires_on, recorded_at, master_number, wrapped, sealed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};

inline constexpr Statement kDemandLock = {
    "demand_lock",
    "SELECT demand_id, role, area, registered_on, expires_on, state, invited_to, master_number,"
    "  wrapped, sealed FROM demands "
    "WHERE municipality = $1 AND contract_id = $2 AND demand_id = $3 FOR UPDATE"};

inline constexpr Statement kDemandOutdated = {
    "demand_outdated",
    "SELECT demand_id, master_number, wrapped FROM demands "
    "WHERE municipality = $1 AND contract_id = $2 AND state IN (1, 2) AND master_number <> $3 "
    "ORDER BY demand_id LIMIT $4 FOR UPDATE"};

inline constexpr Statement kDemandOutdatedCount = {
    "demand_outdated_count",
    "SELECT count(*) FROM demands "
    "WHERE municipality = $1 AND contract_id = $2 AND state IN (1, 2) AND master_number <> $3"};

inline constexpr Statement kDemandRewrap = {
    "demand_rewrap",
    "UPDATE demands SET master_number = $4, wrapped = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND demand_id = $3"};

inline constexpr Statement kDemandInvite = {
    "demand_invite",
    "UPDATE demands SET state = 2, invited_on = $4, invited_to = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND demand_id = $3"};

inline constexpr Statement kDemandEnd = {
    "demand_end",
    "UPDATE demands SET state = $4, wrapped = NULL, sealed = NULL "
    "WHERE municipality = $1 AND contract_id = $2 AND demand_id = $3"};

inline constexpr Statement kDemandExpire = {
    "demand_expire",
    "UPDATE demands SET state = 4, wrapped = NULL, sealed = NULL "
    "WHERE municipality = $1 AND contract_id = $2 AND state IN (1, 2) AND expires_on <= $3 "
    "RETURNING demand_id, role"};

inline constexpr Statement kDemandMunicipalities = {
    "demand_municipalities",
    "SELECT municipality FROM demand_municipalities ORDER BY municipality"};

inline constexpr Statement kDemandList = {
    "demand_list",
    "SELECT demand_id, role, area, registered_on, expires_on, state FROM demands "
    "WHERE municipality = $1 AND contract_id = $2 AND demand_id > $3 AND state IN (1, 2)"
    "  AND expires_on > $4 "
    "ORDER BY demand_id LIMIT $5"};

inline constexpr Statement kDemandCount = {
    "demand_count",
    "SELECT to_char(registered_on, 'YYYY-MM') AS month, role, count(*) AS registered,"
    "  count(*) FILTER (WHERE state = 1) AS waiting, count(*) FILTER (WHERE state = 2) AS invited,"
    "  count(*) FILTER (WHERE state = 3) AS accepted, count(*) FILTER (WHERE state = 4) AS expired,"
    "  count(*) FILTER (WHERE state = 5) AS withdrawn "
    "FROM demands WHERE municipality = $1 AND contract_id = $2 GROUP BY 1, 2 ORDER BY 1, 2"};

}  // namespace buurtbrug::registration::store::sql
