#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kRightsHoldInsert = {
    "rights_hold_insert",
    "INSERT INTO legal_holds (municipality, contract_id, family_id, number, until_day, placed_at,"
    "  placed_by, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

inline constexpr Statement kRightsHoldNext = {
    "rights_hold_next",
    "SELECT coalesce(max(number), 0) + 1 AS number FROM legal_holds "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kRightsHoldLift = {
    "rights_hold_lift",
    "UPDATE legal_holds SET lifted_at = $5, lifted_by = $6 "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 AND number = $4"};

inline constexpr Statement kRightsHoldList = {
    "rights_hold_list",
    "SELECT number, until_day, placed_at, placed_by, lifted_at, lifted_by, sealed FROM legal_holds "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3 ORDER BY number LIMIT 100"};

inline constexpr Statement kRightsNoticeInsert = {
    "rights_notice_insert",
    "INSERT INTO correction_notices (municipality, contract_id, notice_id, family_id, category,"
    "  recipient, recipient_role, disclosed_at, recorded_at, recorded_by)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

inline constexpr Statement kRightsNoticeList = {
    "rights_notice_list",
    "SELECT notice_id, family_id, category, recipient, recipient_role, disclosed_at, recorded_at,"
    "  sent_at FROM correction_notices "
    "WHERE municipality = $1 AND contract_id = $2 AND notice_id > $3 ORDER BY notice_id LIMIT $4"};

inline constexpr Statement kRightsNoticeListUnsent = {
    "rights_notice_list_unsent",
    "SELECT notice_id, family_id, category, recipient, recipient_role, disclosed_at, recorded_at,"
    "  sent_at FROM correction_notices "
    "WHERE municipality = $1 AND contract_id = $2 AND notice_id > $3 AND sent_at IS NULL "
    "ORDER BY notice_id LIMIT $4"};

inline constexpr Statement kRightsNoticeListOfFamily = {
    "rights_notice_list_of_family",
    "SELECT notice_id, family_id, category, recipient, recipient_role, disclosed_at, recorded_at,"
    "  sent_at FROM correction_notices "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $5 AND notice_id > $3"
    "  AND ($6::boolean OR sent_at IS NULL) ORDER BY notice_id LIMIT $4"};

inline constexpr Statement kRightsNoticeLock = {
    "rights_notice_lock",
    "SELECT sent_at IS NOT NULL AS sent FROM correction_notices "
    "WHERE municipality = $1 AND contract_id = $2 AND notice_id = $3 FOR UPDATE"};

inline constexpr Statement kRightsNoticeSent = {
    "rights_notice_sent",
    "UPDATE correction_notices SET sent_at = $4, sent_by = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND notice_id = $3"};

inline constexpr Statement kRightsReferredBy = {
    "rights_referred_by",
    "SELECT referred_by FROM families "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

}  // namespace buurtbrug::registration::store::sql
