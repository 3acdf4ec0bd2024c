#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"
#include "matching/engine/assignment/largest_matching.h"

namespace buurtbrug::matching::engine {

// The parts of a graph that have nothing to do with each other once it is known which rows compete:
// what hangs together (Dulmage and Mendelsohn 1958, the fine decomposition's first step). In each
// of them one side can be matched entirely: the rows, or where rows compete the columns. Part k is
// a problem of its own, with nodes numbered anew in the old order.
//
// 12 bytes for each node. Reading it is safe from any number of threads.
class Components {
 public:
  enum class Which { kAll, kCompeting };

  // In order of their first rows. Columns without arcs belong to none. Almost linear in arcs (union
  // by smaller number, path halving: Tarjan and van Leeuwen 1984). What is given has to outlive
  // this.
  Components(const BipartiteGraph& graph, const Competition& competition, Which which);

  std::size_t count() const { return row_begin_.size() - 1; }
  // In order of their numbers.
  std::span<const std::int32_t> Rows(std::size_t part) const { return Of(rows_, row_begin_, part); }
  std::span<const std::int32_t> Columns(std::size_t part) const {
    return Of(columns_, column_begin_, part);
  }
  bool Competes(std::size_t part) const {
    return competition_.row_competes[static_cast<std::size_t>(Rows(part).front())] != 0;
  }
  // The graph of a part, whose rows are the side that can be matched entirely: where rows compete
  // rows and columns are exchanged.
  BipartiteGraph Graph(std::size_t part) const;

 private:
  static std::span<const std::int32_t> Of(const std::vector<std::int32_t>& nodes,
                                          const std::vector<std::size_t>& begin, std::size_t part) {
    return std::span(nodes).subspan(begin[part], begin[part + 1] - begin[part]);
  }
  BipartiteGraph RowsAsTheyAre(std::size_t part) const;
  BipartiteGraph ColumnsAsRows(std::size_t part) const;

  const BipartiteGraph& graph_;
  const Competition& competition_;
  std::vector<std::size_t> row_begin_;  // of each part, into rows_
  std::vector<std::size_t> column_begin_;
  std::vector<std::int32_t> rows_;  // part by part
  std::vector<std::int32_t> columns_;
  std::vector<std::int32_t> place_;  // of a column in its part
};

}  // namespace buurtbrug::matching::engine
