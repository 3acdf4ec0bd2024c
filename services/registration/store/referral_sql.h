#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertReferral = {
    "referral_insert",
    "INSERT INTO referrals (municipality, contract_id, referral_id, partner_id, family_id,"
    "  reference, referred_on, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

// With kinds and days of the steps of the family, or of that into which it was merged, and first
// and last days of its matches: the last only of one that ended in its trial (7) or early (8).
inline constexpr Statement kReadReferral = {
    "referral_read",
    "SELECT r.referral_id, r.reference, r.referred_on,"
    "  (SELECT coalesce(json_agg(json_build_array(s.kind, s.occurred_on) ORDER BY s.number), '[]')"
    "   FROM family_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "     AND s.family_id = c.family_id) AS steps,"
    "  (SELECT coalesce(json_agg(json_build_array(m.matched_on,"
    "     CASE WHEN m.state IN (7, 8) THEN m.ended_on END)), '[]')"
    "   FROM family_matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "     AND m.family_id = c.family_id AND m.matched_on IS NOT NULL) AS matches "
    "FROM referrals r CROSS JOIN LATERAL (SELECT coalesce("
    "    (SELECT m.stays_family_id FROM family_merges m WHERE m.municipality = $1"
    "     AND m.contract_id = $2 AND m.family_id = r.family_id), r.family_id) AS family_id) c "
    "WHERE r.municipality = $1 AND r.contract_id = $2 AND r.partner_id = $3"
    "  AND r.referral_id = $4"};

inline constexpr Statement kListReferrals = {
    "referral_list",
    "SELECT r.referral_id, r.reference, r.referred_on,"
    "  (SELECT coalesce(json_agg(json_build_array(s.kind, s.occurred_on) ORDER BY s.number), '[]')"
    "   FROM family_steps s WHERE s.municipality = $1 AND s.contract_id = $2"
    "     AND s.family_id = c.family_id) AS steps,"
    "  (SELECT coalesce(json_agg(json_build_array(m.matched_on,"
    "     CASE WHEN m.state IN (7, 8) THEN m.ended_on END)), '[]')"
    "   FROM family_matches m WHERE m.municipality = $1 AND m.contract_id = $2"
    "     AND m.family_id = c.family_id AND m.matched_on IS NOT NULL) AS matches "
    "FROM referrals r CROSS JOIN LATERAL (SELECT coalesce("
    "    (SELECT m.stays_family_id FROM family_merges m WHERE m.municipality = $1"
    "     AND m.contract_id = $2 AND m.family_id = r.family_id), r.family_id) AS family_id) c "
    "WHERE r.municipality = $1 AND r.contract_id = $2 AND r.partner_id = $3"
    "  AND r.referral_id > $4 "
    "ORDER BY r.referral_id LIMIT $5"};

}  // namespace buurtbrug::registration::store::sql
