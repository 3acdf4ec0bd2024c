#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::tenancy::store::sql {

using platform::postgres::Statement;

// Of those to which the municipality or the contract of the transaction is a party.
inline constexpr Statement kReadPoolAgreement = {
    "pool_agreement_read",
    "SELECT pool_agreement_id, offering_municipality, receiving_municipality, first_day, last_day,"
    "  counts_for, version "
    "FROM pool_agreements WHERE pool_agreement_id = $1"};

inline constexpr Statement kInsertPoolConsent = {
    "pool_consent_insert",
    "INSERT INTO pool_consents (municipality, contract_id, pool_consent_id, pool_agreement_id,"
    "  offering_municipality, receiving_municipality, first_day, last_day, recorded_at,"
    "  recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

inline constexpr Statement kLockPoolConsent = {
    "pool_consent_lock",
    "SELECT municipality, contract_id, pool_consent_id, pool_agreement_id,"
    "  CASE municipality WHEN offering_municipality THEN 1 ELSE 2 END AS side, first_day,"
    "  last_day, version "
    "FROM pool_consents WHERE municipality = $1 AND contract_id = $2 AND pool_consent_id = $3 "
    "FOR NO KEY UPDATE"};

inline constexpr Statement kEndPoolConsent = {
    "pool_consent_end",
    "UPDATE pool_consents SET last_day = $4, version = $5, ended_at = $6, ended_by = $7 "
    "WHERE municipality = $1 AND contract_id = $2 AND pool_consent_id = $3"
    "  AND version = $5::bigint - 1"};

// Of both sides.
inline constexpr Statement kListPoolConsents = {
    "pool_consent_list",
    "SELECT municipality, contract_id, pool_consent_id, pool_agreement_id,"
    "  CASE municipality WHEN offering_municipality THEN 1 ELSE 2 END AS side, first_day,"
    "  last_day, version "
    "FROM pool_consents "
    "WHERE (offering_municipality = $1 OR receiving_municipality = $1) AND pool_consent_id > $2"
    "  AND ($3::uuid IS NULL OR pool_agreement_id = $3) "
    "ORDER BY pool_consent_id LIMIT $4"};

}  // namespace buurtbrug::tenancy::store::sql
