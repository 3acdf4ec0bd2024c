#pragma once

#include <cstdint>

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// An auction without scaling: one row after the other takes the column that is cheapest for
// it and raises its price by as much as it is cheaper than the second best; who had that column
// before bids next. Prices rise by nothing but exact differences, so the invariant of RowMatching
// holds (this is Bertsekas' auction with epsilon 0, the augmenting row reduction of Jonker and
// Volgenant 1987).
//
// Where bids even out two columns nothing is decided, and where rows compete they never end: after
// kBidsInARow bids who has no column stays without one, and after kBidsPerRow times as many bids as
// there are rows all who have none do. Returns how many rows are unmatched: with a surplus of
// columns about one in a hundred.
std::int64_t Bid(RowMatching& matching);

}  // namespace buurtbrug::matching::engine
