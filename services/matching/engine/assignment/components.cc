#include "matching/engine/assignment/components.h"

#include <cstddef>
#include <numeric>

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

}  // namespace

std::vector<Component> ComponentsOf(const RowMatching& matching) {
  const BipartiteGraph& graph = matching.graph;
  const std::int32_t rows = graph.left_count();
  Sets sets(At(std::int64_t{rows} + graph.right_count));  // rows first, so a row is the smallest
  for (std::int32_t row = 0; row < rows; ++row) {
    if (matching.row_competes[At(row)] != 0) {
      continue;
    }
    std::int32_t root = sets.Find(row);
    for (std::int64_t arc = graph.row_begin[At(row)]; arc < graph.row_begin[At(row) + 1]; ++arc) {
      const std::int32_t column = graph.right[At(arc)];
      if (matching.column_scarce[At(column)] == 0) {
        root = sets.Join(root, rows + column);
      }
    }
  }
  std::vector<Component> components;
  std::vector<std::int32_t> number(At(rows), -1);  // of the component, by its root
  for (std::int32_t row = 0; row < rows; ++row) {
    if (matching.row_competes[At(row)] == 0) {
      std::int32_t& component = number[At(sets.Find(row))];
      if (component < 0) {
        component = static_cast<std::int32_t>(components.size());
        components.emplace_back();
      }
      components[At(component)].rows.push_back(row);
    }
  }
  for (std::int32_t column = 0; column < graph.right_count; ++column) {
    const std::int32_t root = sets.Find(rows + column);
    if (root < rows && matching.column_scarce[At(column)] == 0) {
      components[At(number[At(root)])].columns.push_back(column);
    }
  }
  return components;
}

}  // namespace buurtbrug::matching::engine
