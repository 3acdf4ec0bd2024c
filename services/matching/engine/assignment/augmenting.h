#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "matching/engine/assignment/row_matching.h"

namespace buurtbrug::matching::engine {

// Matches what is left over, one row at a time, along a shortest augmenting path: Dijkstra's
// algorithm over the columns with reduced costs as lengths (Edmonds and Karp 1972, Tomizawa 1971).
// Pruned: as soon as a free column is known, nothing farther away is looked at, and of most rows no
// more than the candidates.
//
// When no free column can be reached, the rows and columns of the search are those of which a
// largest matching must leave a row out (Dulmage and Mendelsohn 1958). They are set aside.
//
// Keeps its memory from search to search: 20 bytes per column.
class Augmenting {
 public:
  explicit Augmenting(RowMatching& matching);

  // Matches the rows that are unmatched and do not compete, in their order, until it has looked at
  // the arcs of `most_scans` rows, counting a row each time. Whether it came to the end: then each
  // row is matched or competes.
  bool MatchAll(std::int64_t most_scans = std::numeric_limits<std::int64_t>::max());

 private:
  void Search(std::int32_t start);
  void Relax(std::int32_t row, Cost offset);
  void Reach(std::int32_t column, std::int32_t from, Cost distance);
  std::int32_t NextColumn();
  void SetAside(std::int32_t start);

  RowMatching& matching_;
  std::int64_t scans_ = 0;
  std::vector<Cost> distance_;          // of a column from the start; kInfinity when not reached
  std::vector<std::int32_t> from_row_;  // by which row a column was reached
  std::vector<std::int32_t> reached_;   // columns whose distance is to be reset
  std::vector<std::int32_t> settled_;   // columns whose distance is final, all of them matched
  std::vector<std::pair<Cost, std::int32_t>> heap_;  // (distance, column), nearest on top
  Cost best_ = kInfinity;                            // distance of the nearest free column known
  std::int32_t best_column_ = kUnmatched;
};

}  // namespace buurtbrug::matching::engine
