#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kHousehold = {
    "household_read",
    "SELECT f.registered_on, f.version, c.number AS contact_number, c.sealed AS contact,"
    "  g.number AS groups_number, g.sealed AS target_groups "
    "FROM families f "
    "LEFT JOIN LATERAL (SELECT t.number, t.sealed FROM contacts t WHERE t.municipality = $1"
    "  AND t.contract_id = $2 AND t.family_id = $3 ORDER BY t.number DESC LIMIT 1) c ON true "
    "LEFT JOIN LATERAL (SELECT t.number, t.sealed FROM target_groups t WHERE t.municipality = $1"
    "  AND t.contract_id = $2 AND t.family_id = $3 ORDER BY t.number DESC LIMIT 1) g ON true "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id = $3"};

inline constexpr Statement kHouseholdPeople = {
    "household_people",
    "SELECT 1 AS kind, number, added_on, sealed FROM adults"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "UNION ALL "
    "SELECT 2, number, added_on, sealed FROM children"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 "
    "ORDER BY kind, number"};

inline constexpr Statement kHouseholdSteps = {
    "household_steps",
    "SELECT number, person_kind, person, kind, occurred_on, recorded_at, recorded_by, correction,"
    "  sealed FROM person_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 ORDER BY number"};

inline constexpr Statement kHouseholdAddAdult = {
    "household_add_adult",
    "INSERT INTO adults (municipality, contract_id, family_id, number, sealed, added_on) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};

inline constexpr Statement kHouseholdAddChild = {
    "household_add_child",
    "INSERT INTO children (municipality, contract_id, family_id, number, sealed, added_on) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};

inline constexpr Statement kHouseholdAppend = {
    "household_append",
    "INSERT INTO person_steps (municipality, contract_id, family_id, number, person_kind, person,"
    "  kind, occurred_on, recorded_at, recorded_by, correction, sealed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

// One series, whoever records the contact; of a family that the transaction holds.
inline constexpr Statement kHouseholdContactNumber = {
    "household_contact_number",
    "SELECT coalesce(max(number), 0) + 1 AS number FROM contacts "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kHouseholdContact = {
    "household_contact",
    "WITH moved AS ("
    "  UPDATE families SET area = $8"
    "  WHERE municipality = $1 AND contract_id = $2 AND family_id = $3)"
    "INSERT INTO contacts (municipality, contract_id, family_id, number, recorded_at, recorded_by,"
    "  sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

inline constexpr Statement kHouseholdGroups = {
    "household_groups",
    "INSERT INTO target_groups (municipality, contract_id, family_id, number, recorded_at,"
    "  recorded_by, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

inline constexpr Statement kHouseholdVersion = {
    "household_version",
    "UPDATE families SET version = $4 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

}  // namespace buurtbrug::registration::store::sql
