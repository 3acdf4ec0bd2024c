#include "matching/engine/assignment/components.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <utility>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Sets of nodes, each known by its smallest.
class Sets {
 public:
  explicit Sets(std::size_t nodes) : parent_(nodes) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  std::int32_t Find(std::int32_t node) {
    while (parent_[At(node)] != node) {
      parent_[At(node)] = parent_[At(parent_[At(node)])];
      node = parent_[At(node)];
    }
    return node;
  }
  // Returns the root of both.
  std::int32_t Join(std::int32_t one_root, std::int32_t other) {
    if (parent_[At(other)] == one_root) {
      return one_root;  // as it is for most arcs
    }
    const std::int32_t other_root = Find(other);
    if (one_root < other_root) {
      return parent_[At(other_root)] = one_root;
    }
    return parent_[At(one_root)] = other_root;
  }

 private:
  std::vector<std::int32_t> parent_;
};

// Puts the nodes that have a part into order of parts. part_of becomes the place of each in its
// part.
std::pair<std::vector<std::size_t>, std::vector<std::int32_t>> InOrder(
    std::size_t parts, std::vector<std::int32_t>& part_of) {
  std::vector<std::size_t> begin(parts + 1, 0);
  for (const std::int32_t part : part_of) {
    if (part >= 0) {
      ++begin[At(part) + 1];
    }
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::int32_t> nodes(begin.back());
  std::vector<std::size_t> next = begin;
  for (std::size_t node = 0; node < part_of.size(); ++node) {
    if (part_of[node] >= 0) {
      const auto part = At(part_of[node]);
      part_of[node] = static_cast<std::int32_t>(next[part] - begin[part]);
      nodes[next[part]++] = static_cast<std::int32_t>(node);
    }
  }
  return {std::move(begin), std::move(nodes)};
}

}  // namespace

Components::Components(const BipartiteGraph& graph, const Competition& competition, Which which)
    : graph_(graph), competition_(competition), place_(At(graph.right_count), -1) {
  const std::int32_t rows = graph.left_count();
  const std::int32_t* const right = graph.right.data();  // unchecked: loops over all arcs
  const std::int8_t* const scarce = competition.column_scarce.data();
  const auto takes_part = [&](std::int32_t row) {
    return which == Which::kAll || competition.row_competes[At(row)] != 0;
  };
  Sets sets(At(std::int64_t{rows} + graph.right_count));  // rows first, so a row is the smallest
  for (std::int32_t row = 0; row < rows; ++row) {
    if (!takes_part(row)) {
      continue;
    }
    const std::int8_t competes = competition.row_competes[At(row)];
    std::int32_t root = sets.Find(row);
    const std::int64_t end = graph.row_begin[At(row) + 1];
    for (std::int64_t arc = graph.row_begin[At(row)]; arc < end; ++arc) {
      if (scarce[right[arc]] == competes) {
        root = sets.Join(root, rows + right[arc]);
      }
    }
  }
  std::vector<std::int32_t> part_of(At(rows), -1);
  std::int32_t parts = 0;
  for (std::int32_t row = 0; row < rows; ++row) {
    if (takes_part(row)) {
      const std::int32_t root = sets.Find(row);
      part_of[At(row)] = root == row ? parts++ : part_of[At(root)];
    }
  }
  for (std::int32_t column = 0; column < graph.right_count; ++column) {
    const std::int32_t root = sets.Find(rows + column);
    place_[At(column)] = root < rows ? part_of[At(root)] : -1;
  }
  std::tie(row_begin_, rows_) = InOrder(At(parts), part_of);
  std::tie(column_begin_, columns_) = InOrder(At(parts), place_);
}

BipartiteGraph Components::Graph(std::size_t part) const {
  return Competes(part) ? ColumnsAsRows(part) : RowsAsTheyAre(part);
}

BipartiteGraph Components::RowsAsTheyAre(std::size_t part) const {
  const std::int32_t* const right = graph_.right.data();  // unchecked: loops over all arcs
  const std::int8_t* const scarce = competition_.column_scarce.data();
  const std::int32_t* const place = place_.data();
  BipartiteGraph result;
  result.right_count = static_cast<std::int32_t>(Columns(part).size());
  result.row_begin.reserve(Rows(part).size() + 1);
  std::int64_t count = 0;
  for (const std::int32_t row : Rows(part)) {
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
      count += scarce[right[arc]] == 0 ? 1 : 0;
    }
    result.row_begin.push_back(count);
  }
  result.right.reserve(At(count));
  result.cost = ArcCosts(0, graph_.cost);
  result.cost.reserve(At(count));
  for (const std::int32_t row : Rows(part)) {
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
      if (scarce[right[arc]] == 0) {
        result.right.push_back(place[right[arc]]);
        result.cost.push_back(graph_.cost[At(arc)]);
      }
    }
  }
  return result;
}

// All arcs of rows that compete lead to columns of their part.
BipartiteGraph Components::ColumnsAsRows(std::size_t part) const {
  const std::int32_t* const right = graph_.right.data();  // unchecked: loops over all arcs
  const std::int32_t* const place = place_.data();
  BipartiteGraph result;
  result.right_count = static_cast<std::int32_t>(Rows(part).size());
  result.row_begin.assign(Columns(part).size() + 1, 0);
  std::int64_t* const begin = result.row_begin.data();
  for (const std::int32_t row : Rows(part)) {
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
      ++begin[place[right[arc]] + 1];
    }
  }
  std::partial_sum(begin, begin + result.row_begin.size(), begin);
  result.right.resize(At(result.arc_count()));
  result.cost = ArcCosts(result.right.size(), graph_.cost);
  std::int32_t number = 0;
  for (const std::int32_t row : Rows(part)) {
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    for (std::int64_t arc = graph_.row_begin[At(row)]; arc < end; ++arc) {
      const std::size_t to = At(begin[place[right[arc]]]++);
      result.right[to] = number;
      result.cost.Set(to, graph_.cost[At(arc)]);
    }
    ++number;
  }
  // Each begin is at the end of its row now, which is where the next one begins.
  std::move_backward(begin, begin + Columns(part).size(), begin + result.row_begin.size());
  begin[0] = 0;
  return result;
}

}  // namespace buurtbrug::matching::engine
