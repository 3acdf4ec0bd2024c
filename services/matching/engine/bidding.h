#pragma once

#include <cstdint>
#include <span>

#include "matching/engine/row_matching.h"

namespace buurtbrug::matching::engine {

// An auction without scaling: one after the other of `rows` takes the column that is cheapest for
// it and raises its price by as much as it is cheaper than the second best; who had that column
// before bids next. At most `bids_per_row` bids follow on each row that starts; who has no column
// then stays without one. Prices rise by nothing but exact differences, so the invariant of
// RowMatching holds (this is Bertsekas' auction with epsilon 0, the augmenting row reduction of
// Jonker and Volgenant 1987). With a surplus of columns it leaves about one row in a hundred
// unmatched. Returns how many of `rows` are unmatched.
std::int32_t Bid(RowMatching& matching, std::span<const std::int32_t> rows,
                 std::int32_t bids_per_row);

}  // namespace buurtbrug::matching::engine
