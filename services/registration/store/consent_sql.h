#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kConsentAppend = {
    "consent_append",
    "INSERT INTO consent_steps (municipality, contract_id, family_id, number, purpose, given,"
    "  occurred_on, how, recorded_at, recorded_by) "
    "SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9 FROM consent_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kConsentSteps = {
    "consent_steps",
    "SELECT purpose, given, occurred_on, how FROM consent_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 ORDER BY number"};

inline constexpr Statement kInformationAppend = {
    "information_append",
    "INSERT INTO information_steps (municipality, contract_id, family_id, number, occurred_on, how,"
    "  recorded_at, recorded_by) "
    "SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7 FROM information_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

// Families of open cases that were told nothing yet; 7 to 9 are the closed states.
inline constexpr Statement kInformationOpen = {
    "information_open",
    "SELECT f.family_id, f.registered_on, f.referred_by FROM families f "
    "WHERE f.municipality = $1 AND f.contract_id = $2 AND f.family_id > $3 AND f.state < 7"
    "  AND NOT EXISTS (SELECT 1 FROM information_steps i WHERE i.municipality = $1"
    "    AND i.contract_id = $2 AND i.family_id = f.family_id) "
    "ORDER BY f.family_id LIMIT $4"};

}  // namespace buurtbrug::registration::store::sql
