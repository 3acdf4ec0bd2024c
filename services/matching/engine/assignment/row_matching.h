#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "matching/engine/assignment/assignment.h"
#include "matching/engine/assignment/bipartite_graph.h"
#include "matching/engine/assignment/candidates.h"

namespace buurtbrug::matching::engine {

// The problem that the algorithms of this folder solve together: every row of a graph wants a
// column of its own, at the least total cost. A row that cannot have one without another row losing
// its own is set aside.
//
// A column has a price, never negative. A row that has a column has one for which cost + price is
// the least of all its columns; that sum is its `level`. Each step of each algorithm keeps this
// invariant, but where it says otherwise, so that -price and level are feasible duals. They are
// optimal as soon as all rows are matched and free columns have price 0.
struct RowMatching {
  explicit RowMatching(const BipartiteGraph& the_graph)
      : graph(the_graph),
        candidates(graph),
        column_of(static_cast<std::size_t>(graph.left_count()), kUnmatched),
        row_of(static_cast<std::size_t>(graph.right_count), kUnmatched),
        level(static_cast<std::size_t>(graph.left_count()), 0),
        price(static_cast<std::size_t>(graph.right_count), 0),
        row_competes(static_cast<std::size_t>(graph.left_count()), 0),
        column_scarce(static_cast<std::size_t>(graph.right_count), 0) {}

  const BipartiteGraph& graph;
  Candidates candidates;
  std::vector<std::int32_t> column_of;  // of a row; kUnmatched
  std::vector<std::int32_t> row_of;     // of a column; kUnmatched
  std::vector<Cost> level;              // of a matched row
  std::vector<Cost> price;              // of a column; kBlocked when it is set aside

  // Rows of which some largest matching leaves one out, and the columns for which they compete. All
  // arcs of such rows lead to such columns; the other rows never get one of these. They take no
  // part any more, and what is said above holds only for the others.
  std::vector<std::int8_t> row_competes;
  std::vector<std::int8_t> column_scarce;
};

// The two columns that are best for a row, by cost + price; kUnmatched and kInfinity when there is
// none.
struct Choice {
  Cost cost = 0;  // of the best one, without price
  Cost sum = kInfinity;
  Cost second_sum = kInfinity;
  std::int32_t column = kUnmatched;
  std::int32_t second_column = kUnmatched;

  void Offer(std::int32_t other, Cost other_cost, Cost other_sum) {
    if (other_sum >= second_sum) {
      return;
    }
    if (other_sum < sum) {
      cost = other_cost;
      second_sum = std::exchange(sum, other_sum);
      second_column = std::exchange(column, other);
    } else {
      second_sum = other_sum;
      second_column = other;
    }
  }
};

// What `row` chooses where a column costs its price, and at least `floor`.
inline Choice Choose(RowMatching& matching, std::int32_t row, Cost floor = 0) {
  const Cost* const prices = matching.price.data();  // unchecked: this is the innermost loop of all
  for (;;) {
    Choice choice;
    for (const Candidates::Item& item : matching.candidates.Of(row)) {
      const Cost price = prices[item.column];
      choice.Offer(item.column, item.cost, item.cost + std::max(price, floor));
    }
    if (choice.second_sum <= matching.candidates.RestFrom(row)) {
      return choice;
    }
    matching.candidates.Pick(row, matching.price, floor);
  }
}

}  // namespace buurtbrug::matching::engine
