#pragma once

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// Sets aside the rows of which some largest matching leaves one out, and the columns for which they
// compete (the overdetermined part of Dulmage and Mendelsohn 1958): row_competes and column_scarce.
// The pairs of `matching` are where it starts from, and they are replaced by those of a largest
// matching, whatever it costs; levels and prices are left as they are, and mean nothing afterwards.
//
// Depth first searches from the unmatched rows, in phases in each of which a column is visited
// once, and which go through the arcs forwards and backwards by turns (Pothen and Fan 1990; Duff,
// Kaya and Ucar 2011). A search that ends without a free column and without having met another
// search of its phase has found rows that compete; they are not visited again. Linear in arcs per
// phase; few phases in practice.
void SetCompetitionAside(RowMatching& matching);

}  // namespace buurtbrug::matching::engine
