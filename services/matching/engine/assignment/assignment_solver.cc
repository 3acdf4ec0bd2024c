#include "matching/engine/assignment/assignment_solver.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "matching/engine/assignment/augmenting.h"
#include "matching/engine/assignment/bidding.h"
#include "matching/engine/assignment/components.h"
#include "matching/engine/assignment/graph_form.h"
#include "matching/engine/assignment/largest_matching.h"
#include "matching/engine/assignment/releasing.h"
#include "matching/engine/assignment/row_matching.h"
#include "matching/engine/assignment/scaling.h"

namespace buurtbrug::matching::engine {
namespace {

// With a surplus of columns, bidding leaves about one row in a hundred, and each of them finds a
// column within a few dozen rows. Beyond either of these the instance is tight, and scaling is
// quicker.
constexpr std::int64_t kRowsPerUnmatched = 25;
constexpr std::int64_t kScansPerRow = 2;
// With fewer columns than this for 20 rows that is known without a trial. Tuned on instances that
// are reported nowhere.
constexpr std::int64_t kColumnsOnTrial = 22;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Bidding, then shortest paths. False when it is taking too long; then nothing is settled, but
// prices have only risen.
bool TryShortestPaths(RowMatching& matching) {
  const std::int64_t rows = matching.graph.left_count();
  return Bid(matching) * kRowsPerUnmatched <= rows &&
         Augmenting(matching).MatchAll(kScansPerRow * rows);
}

bool IsWorthATrial(const BipartiteGraph& graph) {
  return 20 * std::int64_t{graph.right_count} >= kColumnsOnTrial * graph.left_count();
}

// Matches all rows, all of which can be matched.
void MatchAll(RowMatching& matching, Method method) {
  if (method == Method::kByTrial && IsWorthATrial(matching.graph) && TryShortestPaths(matching)) {
    return;
  }
  std::fill(matching.column_of.begin(), matching.column_of.end(), kUnmatched);
  std::fill(matching.row_of.begin(), matching.row_of.end(), kUnmatched);
  FindPrices(matching);
  Bid(matching);
  Augmenting(matching).MatchAll();
  ReleaseFreeColumns(matching);
}

// Does work(0) up to work(count - 1), on at most so many threads.
template <typename Work>
void DoAll(std::size_t count, int threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto do_some = [&] {
    for (std::size_t number = next++; number < count; number = next++) {
      work(number);
    }
  };
  std::vector<std::thread> others;
  for (int thread = 1; thread < threads && At(thread) < count; ++thread) {
    others.emplace_back(do_some);
  }
  do_some();
  for (std::thread& other : others) {
    other.join();
  }
}

// One side of a problem in the Assignment of the whole.
struct Side {
  std::vector<std::int32_t>& partner;
  std::vector<std::int8_t>& cover;
  std::vector<Cost>& dual;
};

// The numbers in the whole of the rows and columns of `matching`.
void PutInto(const RowMatching& matching, std::span<const std::int32_t> rows,
             std::span<const std::int32_t> columns, Side row_side, Side column_side) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = At(rows[i]);
    row_side.partner[row] = columns[At(matching.column_of[i])];
    row_side.cover[row] = 1;
    row_side.dual[row] = matching.level[i];
  }
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const std::size_t column = At(columns[j]);
    const std::int32_t row = matching.row_of[j];
    column_side.partner[column] = row == kUnmatched ? kUnmatched : rows[At(row)];
    column_side.dual[column] = -matching.price[j];
  }
}

void SolveParts(const Components& parts, const SolveOptions& options, Assignment& result) {
  std::vector<std::size_t> order(parts.count());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return parts.Rows(one).size() > parts.Rows(other).size();
  });
  DoAll(order.size(), options.threads, [&](std::size_t number) {
    const std::size_t part = order[number];
    const BipartiteGraph graph = parts.Graph(part);
    RowMatching matching(graph);
    MatchAll(matching, options.method);
    const Side left = {result.right_of_left, result.left_cover, result.left_dual};
    const Side right = {result.left_of_right, result.right_cover, result.right_dual};
    if (parts.Competes(part)) {
      PutInto(matching, parts.Columns(part), parts.Rows(part), right, left);
    } else {
      PutInto(matching, parts.Rows(part), parts.Columns(part), left, right);
    }
  });
}

// What a trial settled: the rows that do not compete.
Competition TakeOver(RowMatching matching, Assignment& result) {
  for (std::size_t i = 0; i < matching.level.size(); ++i) {
    if (matching.row_competes[i] == 0) {
      result.left_cover[i] = 1;
      result.left_dual[i] = matching.level[i];
    } else {
      matching.column_of[i] = kUnmatched;
    }
  }
  for (std::size_t j = 0; j < matching.price.size(); ++j) {
    if (matching.column_scarce[j] == 0) {
      result.right_dual[j] = -matching.price[j];
    }
  }
  result.right_of_left = std::move(matching.column_of);
  result.left_of_right = std::move(matching.row_of);
  return {std::move(matching.row_competes), std::move(matching.column_scarce)};
}

// With no more rows than columns this is the quicker way round.
Assignment SolveByRows(const BipartiteGraph& graph, const SolveOptions& options) {
  const std::size_t rows = At(graph.left_count());
  const std::size_t columns = At(graph.right_count);
  Assignment result;
  result.right_of_left.resize(rows, kUnmatched);
  result.left_of_right.resize(columns, kUnmatched);
  result.left_cover.resize(rows, 0);
  result.right_cover.resize(columns, 0);
  result.left_dual.resize(rows, 0);
  result.right_dual.resize(columns, 0);
  if (options.method == Method::kByTrial && IsWorthATrial(graph)) {
    RowMatching matching(graph);
    if (TryShortestPaths(matching)) {
      const Competition competition = TakeOver(std::move(matching), result);
      SolveParts(Components(graph, competition, Components::Which::kCompeting), options, result);
      return result;
    }
  }
  const Competition competition =
      FindCompetition(graph, result.right_of_left, result.left_of_right);
  SolveParts(Components(graph, competition, Components::Which::kAll), options, result);
  return result;
}

void Exchange(Assignment& assignment) {
  std::swap(assignment.right_of_left, assignment.left_of_right);
  std::swap(assignment.left_cover, assignment.right_cover);
  std::swap(assignment.left_dual, assignment.right_dual);
}

// The duals of a pair add up to its cost.
void AddUp(Assignment& assignment) {
  for (std::size_t i = 0; i < assignment.right_of_left.size(); ++i) {
    if (assignment.right_of_left[i] != kUnmatched) {
      ++assignment.cardinality;
      assignment.total_cost +=
          assignment.left_dual[i] + assignment.right_dual[At(assignment.right_of_left[i])];
    }
  }
}

}  // namespace

absl::StatusOr<Assignment> Solve(const BipartiteGraph& graph, const SolveOptions& options) {
  if (absl::Status status = CheckForm(graph); !status.ok()) {
    return status;
  }
  Assignment result;
  if (graph.left_count() <= graph.right_count) {
    result = SolveByRows(graph, options);
  } else {
    result = SolveByRows(Transposed(graph), options);
    Exchange(result);
  }
  AddUp(result);
  return result;
}

}  // namespace buurtbrug::matching::engine
