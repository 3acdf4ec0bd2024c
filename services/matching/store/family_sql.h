#pragma once

#include "platform/postgres/param.h"

// What registration tells of a family besides its state. Each kind of news has a sequence of its
// own; the same entry again writes the same again, so that a feed that is read anew also mends.
namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// The first day of waiting stays, in whatever order it is told.
inline constexpr Statement kPutWaiting = {
    "family_put_waiting",
    "UPDATE profiles SET waiting_since = least(waiting_since, $4::date) "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND NOT erased"
    "  AND waiting_since IS DISTINCT FROM least(waiting_since, $4::date)"};

// The news of a step may come after it: registered (1) until then, after no entry (0).
inline constexpr Statement kPutTold = {
    "family_put_told",
    "INSERT INTO profiles (municipality, contract_id, family_id, role, state, children, capacity,"
    "  sequence, told, told_on, told_sequence, pool_consent)"
    "  VALUES ($1, $2, $3, $4, 1, 0, 0, 0, $5, $6, $7, $8) "
    "ON CONFLICT (municipality, contract_id, family_id) DO UPDATE SET told = excluded.told,"
    "  told_on = excluded.told_on, told_sequence = excluded.told_sequence,"
    "  pool_consent = excluded.pool_consent "
    "WHERE profiles.told_sequence <= excluded.told_sequence AND NOT profiles.erased"};

inline constexpr Statement kPutHousehold = {
    "family_put_household",
    "UPDATE profiles SET household = $4::smallint[], household_sequence = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"
    "  AND household_sequence <= $5 AND NOT erased"};

// Nothing takes it back.
inline constexpr Statement kEraseTold = {
    "family_erase_told",
    "UPDATE profiles SET told = NULL, told_on = NULL, household = NULL, waiting_since = NULL,"
    "  pool_consent = false, erased = true "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND NOT erased"};

inline constexpr Statement kMergeProfile = {
    "family_merge",
    "UPDATE profiles SET merged_into = $4 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// What is known of it in the contract that it comes from, to be told again in the next one.
inline constexpr Statement kReadTold = {
    "family_read_told",
    "SELECT told, told_on, household, waiting_since, pool_consent FROM profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kCarryTold = {
    "family_carry_told",
    "UPDATE profiles SET told = $4, told_on = $5, told_sequence = $8, household = $6::smallint[],"
    "  household_sequence = $8, waiting_since = least(waiting_since, $7::date), pool_consent = $9 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"
    "  AND told_sequence <= $8 AND NOT erased"};

}  // namespace buurtbrug::matching::store::sql
