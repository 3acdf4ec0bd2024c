#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::platform::feed::sql {

// The first row always comes: bounds of the snapshot, and no entry when there is none.
inline constexpr postgres::Statement kRead = {
    "feed_read",
    "WITH bounds AS MATERIALIZED ("
    "  SELECT pg_snapshot_xmin(s) AS low, pg_snapshot_xmax(s) AS high"
    "  FROM pg_current_snapshot() AS s)"
    "SELECT bounds.low, bounds.high, e.transaction, e.sequence, e.event_id, e.municipality,"
    "  e.contract_id, e.occurred_on, e.recorded_at, e.type, e.event, e.correction "
    "FROM bounds LEFT JOIN LATERAL ("
    "  SELECT transaction, sequence, event_id, municipality, contract_id, occurred_on,"
    "    recorded_at, type, event, correction"
    "  FROM feed_entries"
    "  WHERE (transaction, sequence) > ($1::text::xid8, $2::bigint) AND (transaction < bounds.low "
    "OR $4)"
    "  ORDER BY transaction, sequence LIMIT $3::integer) AS e ON true"};

inline constexpr postgres::Statement kPosition = {
    "feed_position", "SELECT transaction, sequence FROM feed_positions WHERE feed = $1"};

inline constexpr postgres::Statement kClaimPosition = {
    "feed_claim_position",
    "INSERT INTO feed_positions (feed, transaction, sequence) VALUES ($1, '0'::xid8, 0) "
    "ON CONFLICT (feed) DO UPDATE SET feed = excluded.feed "
    "RETURNING transaction, sequence"};

inline constexpr postgres::Statement kMovePosition = {
    "feed_move_position",
    "UPDATE feed_positions SET transaction = $2::text::xid8, sequence = $3::bigint "
    "WHERE feed = $1"};

// Back to the beginning, for a projection that is made again.
inline constexpr postgres::Statement kRewind = {
    "feed_rewind",
    "UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = $1"};
inline constexpr postgres::Statement kRewindAll = {
    "feed_rewind_all", "UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0"};

}  // namespace buurtbrug::platform::feed::sql
