#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::matching::engine {

// No partner.
constexpr std::int32_t kUnmatched = -1;

// A matching and the proof that none is better: no matching has more pairs, and none with as many
// costs less. All arrays have an element for each node of their side.
//
// The proof is a pair of dual values for each node, one for each of the two objectives, the first
// of which goes before the second (linear programming duality for lexicographic objectives; for the
// first one alone it is Koenig's theorem: the largest matching is as large as the smallest cover).
//
//   cover   1 when the node is in the cover, else 0. Every arc has an end in the cover, and the
//   cover
//           has as many nodes as the matching has pairs.
//           A node in the cover is matched in every largest matching. Each pair has one end in it.
//   dual    in units of cost. On every arc with one end in the cover, cost >= left_dual +
//   right_dual,
//           with equality on the pairs of the matching. Arcs with both ends in the cover are in no
//           largest matching and set no condition. The dual of a node outside the cover is at most
//           0, and that of an unmatched node is 0.
//
// So the duals add up to the total cost. With one more place like j, right_cover[j] = 0, as many
// are served and the total cost falls by at most -right_dual[j]: the duals remain feasible, and so
// a bound.
struct Assignment {
  std::vector<std::int32_t> right_of_left;  // kUnmatched, or the right node
  std::vector<std::int32_t> left_of_right;  // the same matching from the other side
  std::int64_t cardinality = 0;             // pairs
  Cost total_cost = 0;

  std::vector<std::int8_t> left_cover;
  std::vector<std::int8_t> right_cover;
  std::vector<Cost> left_dual;
  std::vector<Cost> right_dual;
};

}  // namespace buurtbrug::matching::engine
