#pragma once

#include "platform/postgres/param.h"

// What a family is asked by its link.
namespace buurtbrug::matching::store::sql {

using platform::postgres::Statement;

// Of a request family: it is asked from then until they are introduced, and offered something
// until they have agreed. The newest 100.
inline constexpr Statement kAskedOfRequest = {
    "asked_of_request",
    "SELECT match_id, children, request_family_id, support_family_id, open_offer,"
    "  CASE WHEN state = 1 THEN asked_on END AS asked_on, request_answer AS answer FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND request_family_id = $3"
    "  AND ((state = 1 AND asked_on IS NOT NULL)"
    "    OR (state BETWEEN 2 AND 5 AND open_offer IS NOT NULL)) "
    "ORDER BY match_id DESC LIMIT 100"};

inline constexpr Statement kAskedOfSupport = {
    "asked_of_support",
    "SELECT match_id, children, request_family_id, support_family_id, open_offer,"
    "  CASE WHEN state = 1 THEN asked_on END AS asked_on, support_answer AS answer FROM matches "
    "WHERE municipality = $1 AND contract_id = $2 AND support_family_id = $3"
    "  AND ((state = 1 AND asked_on IS NOT NULL)"
    "    OR (state BETWEEN 2 AND 5 AND open_offer IS NOT NULL)) "
    "ORDER BY match_id DESC LIMIT 100"};

inline constexpr Statement kAskedProfiles = {
    "asked_profiles",
    "SELECT family_id, told, told_on FROM profiles "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = ANY($3::uuid[])"
    "  AND told IS NOT NULL AND NOT erased"};

inline constexpr Statement kAskedAreas = {
    "asked_areas", "SELECT area, x_m, y_m FROM area_points WHERE area = ANY($1::text[])"};

inline constexpr Statement kIsAsked = {
    "asked_is_of_family",
    "SELECT EXISTS (SELECT FROM matches WHERE municipality = $1 AND contract_id = $2"
    "  AND match_id = $3 AND CASE WHEN $5 = 1 THEN request_family_id ELSE support_family_id END"
    "    = $4::uuid) AS asked"};

}  // namespace buurtbrug::matching::store::sql
