#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::registration::store::sql {

using platform::postgres::Statement;

// The number that a family's next step about a concern gets, over all its concerns. The family is
// held by the transaction.
inline constexpr Statement kNextConcernStep = {
    "concern_next_step",
    "SELECT coalesce(max(number), 0) + 1 AS number FROM concern_steps "
    "WHERE municipality = $1 AND contract_id = $2 AND family_id = $3"};

inline constexpr Statement kInsertConcern = {
    "concern_insert",
    "INSERT INTO concerns (municipality, contract_id, concern_id, family_id, kind, state,"
    "  occurred_on, recorded_at, recorded_by, version) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, "
    "1)"};

inline constexpr Statement kInsertConcernStep = {
    "concern_insert_step",
    "INSERT INTO concern_steps (municipality, contract_id, family_id, number, concern_id, kind,"
    "  reporting_step, decision, occurred_on, recorded_at, recorded_by, correction, sealed)"
    "  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};

inline constexpr Statement kMoveConcern = {
    "concern_move",
    "UPDATE concerns SET state = $4, version = $5"
    "  WHERE municipality = $1 AND contract_id = $2 AND concern_id = $3"};

// The family first, then the concern: everybody takes them in this order.
inline constexpr Statement kFamilyOfConcern = {
    "concern_family",
    "SELECT family_id FROM concerns "
    "WHERE municipality = $1 AND contract_id = $2 AND concern_id = $3"};

inline constexpr Statement kReadConcern = {
    "concern_read",
    "SELECT concern_id, family_id, kind, state, occurred_on, recorded_at, recorded_by, version "
    "FROM concerns WHERE municipality = $1 AND contract_id = $2 AND concern_id = $3"};

inline constexpr Statement kConcernSteps = {
    "concern_steps",
    "SELECT number, kind, reporting_step, decision, occurred_on, recorded_at, recorded_by,"
    "  correction, sealed "
    "FROM concern_steps WHERE municipality = $1 AND contract_id = $2 AND concern_id = $3 "
    "ORDER BY number"};

inline constexpr Statement kListConcerns = {
    "concern_list",
    "SELECT concern_id, family_id, kind, state, occurred_on, recorded_at, recorded_by, version "
    "FROM concerns WHERE municipality = $1 AND contract_id = $2 AND concern_id > $3"
    "  AND ($4::smallint IS NULL OR state = $4::smallint) "
    "ORDER BY concern_id LIMIT $5"};

inline constexpr Statement kListConcernsOfFamily = {
    "concern_list_of_family",
    "SELECT concern_id, family_id, kind, state, occurred_on, recorded_at, recorded_by, version "
    "FROM concerns WHERE municipality = $1 AND contract_id = $2 AND family_id = $6"
    "  AND concern_id > $3 AND ($4::smallint IS NULL OR state = $4::smallint) "
    "ORDER BY concern_id LIMIT $5"};

inline constexpr Statement kListRecordedConcerns = {
    "concern_list_recorded",
    "SELECT concern_id, family_id, kind, state, occurred_on, recorded_at, recorded_by, version "
    "FROM concerns WHERE municipality = $1 AND contract_id = $2 AND recorded_by = $3"
    "  AND concern_id > $4 "
    "ORDER BY concern_id LIMIT $5"};

}  // namespace buurtbrug::registration::store::sql
