#pragma once

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// Finds prices from which bidding and augmenting come quickly to the end, when all rows can
// be matched and none is. An auction with epsilon scaling (Bertsekas 1979, 1988): in
// a phase each bid raises a price by epsilon more than it would have to, so that prices that have
// to rise far do so in few bids; the next phase has a smaller epsilon and starts from the prices of
// the one before.
//
// Columns that no row gets must have the lowest price of all, which bids alone do not bring about
// when prices are carried over. So the columns to spare are held by as many bidders that want
// nothing but the lowest price (what Bertsekas and Castanon 1992 reach by auctions in both
// directions): the `floor`. Who takes a column from them makes them take the cheapest other one,
// and the floor rises.
//
// Starts from the prices that the columns have, and leaves all rows unmatched. A free column can
// have a price afterwards, against the invariant of RowMatching: ReleaseFreeColumns is for that.
void FindPrices(RowMatching& matching);

}  // namespace buurtbrug::matching::engine
