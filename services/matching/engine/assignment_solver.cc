#include "matching/engine/assignment_solver.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "matching/engine/augmenting.h"
#include "matching/engine/bidding.h"
#include "matching/engine/cheap_arcs.h"
#include "matching/engine/components.h"
#include "matching/engine/graph_form.h"
#include "matching/engine/largest_matching.h"
#include "matching/engine/releasing.h"
#include "matching/engine/row_matching.h"
#include "matching/engine/scaling.h"

namespace buurtbrug::matching::engine {
namespace {

constexpr std::int32_t kCheapArcsPerRow = 24;
constexpr std::int32_t kBidsPerRow = 20;
// With a surplus of columns, bidding leaves about one row in a hundred, and each of them finds a
// column within a few dozen rows. Beyond either of these the rest is tight, and scaling is quicker.
constexpr std::int32_t kRowsPerUnmatched = 25;
constexpr std::int32_t kScansPerRow = 2;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

void SortCheapArcs(RowMatching& matching, std::span<const std::int32_t> rows) {
  CheapArcs::Scratch scratch;
  for (const std::int32_t row : rows) {
    matching.cheap.Sort(row, matching.first_price, scratch);
  }
}

void MatchByScaling(RowMatching& matching) {
  std::fill(matching.row_competes.begin(), matching.row_competes.end(), 0);
  std::fill(matching.column_scarce.begin(), matching.column_scarce.end(), 0);
  SetCompetitionAside(matching);
  const std::vector<Component> components = ComponentsOf(matching);
  std::fill(matching.column_of.begin(), matching.column_of.end(), kUnmatched);
  std::fill(matching.row_of.begin(), matching.row_of.end(), kUnmatched);
  std::fill(matching.rise.begin(), matching.rise.end(), 0);
  for (std::size_t column = 0; column < matching.first_price.size(); ++column) {
    matching.first_price[column] = matching.column_scarce[column] != 0 ? kBlocked : 0;
  }
  for (const Component& component : components) {
    FindFirstPrices(matching, component);
    SortCheapArcs(matching, component.rows);
  }
  Augmenting augmenting(matching);
  std::vector<std::int32_t> rows;
  for (const Component& component : components) {
    Bid(matching, component.rows, kBidsPerRow);
    augmenting.MatchAll(component.rows);
    rows.insert(rows.end(), component.rows.begin(), component.rows.end());
  }
  ReleaseFreeColumns(matching, rows);
}

RowMatching MatchRows(const BipartiteGraph& graph) {
  RowMatching matching(graph, kCheapArcsPerRow);
  std::vector<std::int32_t> rows(matching.column_of.size());
  std::iota(rows.begin(), rows.end(), 0);
  SortCheapArcs(matching, rows);
  const std::int64_t unmatched = Bid(matching, rows, kBidsPerRow);
  const std::int64_t most_scans = std::int64_t{kScansPerRow} * graph.left_count();
  if (unmatched * kRowsPerUnmatched > graph.left_count() ||
      !Augmenting(matching).MatchAll(rows, most_scans)) {
    MatchByScaling(matching);
  }
  return matching;
}

// Nodes that take part, numbered anew in the old order.
struct Numbering {
  explicit Numbering(const std::vector<std::int8_t>& takes_part) : to_part(takes_part.size(), -1) {
    for (std::size_t node = 0; node < takes_part.size(); ++node) {
      if (takes_part[node] != 0) {
        to_part[node] = static_cast<std::int32_t>(to_whole.size());
        to_whole.push_back(static_cast<std::int32_t>(node));
      }
    }
  }
  std::vector<std::int32_t> to_part;
  std::vector<std::int32_t> to_whole;
};

// The part of the graph with these rows. All their arcs lead to these columns.
BipartiteGraph Part(const BipartiteGraph& graph, const Numbering& rows, const Numbering& columns) {
  BipartiteGraph part;
  part.right_count = static_cast<std::int32_t>(columns.to_whole.size());
  for (const std::int32_t row : rows.to_whole) {
    for (std::int64_t arc = graph.row_begin[At(row)]; arc < graph.row_begin[At(row) + 1]; ++arc) {
      part.right.push_back(columns.to_part[At(graph.right[At(arc)])]);
      part.cost.push_back(graph.cost[At(arc)]);
    }
    part.row_begin.push_back(static_cast<std::int64_t>(part.right.size()));
  }
  return part;
}

// Where rows compete, it is the columns that are all matched: exchanged, they are rows of which
// each wants, and gets, the cheapest.
void MatchScarceColumns(const BipartiteGraph& graph, const RowMatching& all, Assignment& result) {
  const Numbering rows(all.row_competes);
  const Numbering columns(all.column_scarce);
  if (columns.to_whole.empty()) {
    return;
  }
  const BipartiteGraph part = Transposed(Part(graph, rows, columns));
  const RowMatching matching = MatchRows(part);
  for (std::size_t j = 0; j < columns.to_whole.size(); ++j) {
    const std::int32_t row = rows.to_whole[At(matching.column_of[j])];
    result.left_of_right[At(columns.to_whole[j])] = row;
    result.right_of_left[At(row)] = columns.to_whole[j];
    result.right_dual[At(columns.to_whole[j])] = matching.level[j];
  }
  for (std::size_t i = 0; i < rows.to_whole.size(); ++i) {
    result.left_dual[At(rows.to_whole[i])] = -matching.Price(i);
  }
}

// With no more rows than columns this is the quicker way round.
Assignment SolveByRows(const BipartiteGraph& graph) {
  RowMatching matching = MatchRows(graph);
  Assignment result;
  result.left_dual.resize(matching.level.size(), 0);
  result.right_dual.resize(matching.rise.size(), 0);
  result.left_cover.resize(matching.level.size(), 0);
  for (std::size_t i = 0; i < matching.level.size(); ++i) {
    if (matching.row_competes[i] == 0) {
      result.left_cover[i] = 1;
      result.left_dual[i] = matching.level[i];
    } else {
      matching.column_of[i] = kUnmatched;
    }
  }
  for (std::size_t j = 0; j < matching.rise.size(); ++j) {
    if (matching.column_scarce[j] == 0) {
      result.right_dual[j] = -matching.Price(j);
    }
  }
  result.right_of_left = std::move(matching.column_of);
  result.left_of_right = std::move(matching.row_of);
  MatchScarceColumns(graph, matching, result);
  result.right_cover = std::move(matching.column_scarce);
  return result;
}

void Exchange(Assignment& assignment) {
  std::swap(assignment.right_of_left, assignment.left_of_right);
  std::swap(assignment.left_cover, assignment.right_cover);
  std::swap(assignment.left_dual, assignment.right_dual);
}

void AddUp(const BipartiteGraph& graph, Assignment& assignment) {
  for (std::size_t i = 0; i < assignment.right_of_left.size(); ++i) {
    for (std::int64_t arc = graph.row_begin[i]; arc < graph.row_begin[i + 1]; ++arc) {
      if (graph.right[At(arc)] == assignment.right_of_left[i]) {
        ++assignment.cardinality;
        assignment.total_cost += graph.cost[At(arc)];
      }
    }
  }
}

}  // namespace

absl::StatusOr<Assignment> Solve(const BipartiteGraph& graph) {
  if (absl::Status status = CheckForm(graph); !status.ok()) {
    return status;
  }
  Assignment result;
  if (graph.left_count() <= graph.right_count) {
    result = SolveByRows(graph);
  } else {
    result = SolveByRows(Transposed(graph));
    Exchange(result);
  }
  AddUp(graph, result);
  return result;
}

}  // namespace buurtbrug::matching::engine
