#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

// What is best for a row, by cost + price, and how much the second best comes to; kInfinity when
// there is none.
struct Choice {
  Cost sum = kInfinity;
  Cost second_sum = kInfinity;
  std::size_t place = 0;  // of the best one among the candidates
};

// The same among the candidates alone. Which of them is best is hard to predict, so this is
// written to become conditional moves instead of branches.
inline Choice ChooseCandidate(const Candidates::Row& row, const Cost* prices, Cost floor) {
  Choice choice;
#pragma GCC unroll 5
  for (std::size_t i = 0; i < Candidates::kPerRow; ++i) {
    const Cost sum = row.cost[i] + std::max(prices[row.column[i]], floor);
    choice.second_sum = std::min(choice.second_sum, std::max(choice.sum, sum));
    choice.place = sum < choice.sum ? i : choice.place;
    choice.sum = std::min(choice.sum, sum);
  }
  return choice;
}

// What `row` chooses where a column costs its price, and at least `floor`.
inline Choice Choose(RowMatching& matching, std::int32_t row, Cost floor = 0) {
  const Cost* const prices = matching.price.data();  // unchecked: this is the innermost loop of all
  const Candidates::Row& candidates = matching.candidates.Of(row);
  Choice choice = ChooseCandidate(candidates, prices, floor);
  if (choice.second_sum > candidates.rest_from) {
    matching.candidates.Pick(row, matching.price, floor);
    choice = ChooseCandidate(candidates, prices, floor);
  }
  return choice;
}

// The same for whom it suffices that second_sum is at most what the second best comes to. So the
// candidates are picked anew less often.
inline Choice ChooseBest(RowMatching& matching, std::int32_t row, Cost floor) {
  const Cost* const prices = matching.price.data();
  const Candidates::Row& candidates = matching.candidates.Of(row);
  Choice choice = ChooseCandidate(candidates, prices, floor);
  if (choice.sum > candidates.rest_from) {
    matching.candidates.Pick(row, matching.price, floor);
    choice = ChooseCandidate(candidates, prices, floor);
  }
  choice.second_sum = std::min(choice.second_sum, candidates.rest_from);
  return choice;
}

}  // namespace buurtbrug::matching::engine
