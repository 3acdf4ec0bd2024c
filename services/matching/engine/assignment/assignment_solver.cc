#include "matching/engine/assignment/assignment_solver.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
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
constexpr std::int64_t kColumnsOnTrial = 23;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// Bidding, then shortest paths. False when it is taking too long; then nothing is settled.
bool TryShortestPaths(RowMatching& matching) {
  std::vector<std::int32_t> rows(matching.column_of.size());
  std::iota(rows.begin(), rows.end(), 0);
  const auto count = static_cast<std::int64_t>(rows.size());
  return Bid(matching, rows) * kRowsPerUnmatched <= count &&
         Augmenting(matching).MatchAll(rows, kScansPerRow * count);
}

bool IsWorthATrial(const BipartiteGraph& graph) {
  return 20 * std::int64_t{graph.right_count} >= kColumnsOnTrial * graph.left_count();
}

// Undoes what a trial left but for prices, which only rise, and sets aside all that competes.
void StartAnew(RowMatching& matching) {
  std::fill(matching.row_competes.begin(), matching.row_competes.end(), 0);
  std::fill(matching.column_scarce.begin(), matching.column_scarce.end(), 0);
  SetCompetitionAside(matching);
  for (std::size_t column = 0; column < matching.price.size(); ++column) {
    if (matching.column_scarce[column] != 0) {
      matching.price[column] = kBlocked;
    }
  }
  std::fill(matching.column_of.begin(), matching.column_of.end(), kUnmatched);
  std::fill(matching.row_of.begin(), matching.row_of.end(), kUnmatched);
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

// What hangs together in a matching that was started anew.
struct Part {
  RowMatching* matching = nullptr;
  std::vector<Component> components;
};

Part PartOf(RowMatching& matching) { return {&matching, ComponentsOf(matching)}; }

void FindPricesAndBid(std::span<const Part> parts, int threads) {
  struct Task {
    RowMatching* matching = nullptr;
    const Component* component = nullptr;
  };
  std::vector<Task> tasks;
  for (const Part& part : parts) {
    for (const Component& component : part.components) {
      tasks.push_back({part.matching, &component});
    }
  }
  std::stable_sort(tasks.begin(), tasks.end(), [](const Task& one, const Task& other) {
    return one.component->rows.size() > other.component->rows.size();
  });
  DoAll(tasks.size(), threads, [&](std::size_t number) {
    FindPrices(*tasks[number].matching, *tasks[number].component);
    Bid(*tasks[number].matching, tasks[number].component->rows);
  });
}

// Matches all rows of all `parts` that do not compete.
void MatchByScaling(std::span<const Part> parts, int threads) {
  FindPricesAndBid(parts, threads);
  DoAll(parts.size(), threads, [&](std::size_t number) {
    RowMatching& matching = *parts[number].matching;
    Augmenting augmenting(matching);
    std::vector<std::int32_t> rows;
    for (const Component& component : parts[number].components) {
      augmenting.MatchAll(component.rows);
      rows.insert(rows.end(), component.rows.begin(), component.rows.end());
    }
    ReleaseFreeColumns(matching, rows);
  });
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

// Where rows compete it is the columns that are all matched. Exchanged, they are rows of which each
// wants, and gets, the cheapest: the same problem once more, without competition.
class ScarcePart {
 public:
  explicit ScarcePart(const RowMatching& whole)
      : rows_(whole.row_competes),
        columns_(whole.column_scarce),
        graph_(ColumnsAsRows(whole.graph)),
        matching_(graph_) {}

  RowMatching& matching() { return matching_; }

  void PutInto(Assignment& result) const {
    for (std::size_t j = 0; j < columns_.to_whole.size(); ++j) {
      const std::int32_t row = rows_.to_whole[At(matching_.column_of[j])];
      result.left_of_right[At(columns_.to_whole[j])] = row;
      result.right_of_left[At(row)] = columns_.to_whole[j];
      result.right_dual[At(columns_.to_whole[j])] = matching_.level[j];
    }
    for (std::size_t i = 0; i < rows_.to_whole.size(); ++i) {
      result.left_dual[At(rows_.to_whole[i])] = -matching_.price[i];
    }
  }

 private:
  BipartiteGraph ColumnsAsRows(const BipartiteGraph& whole) const {
    BipartiteGraph part;
    part.right_count = static_cast<std::int32_t>(rows_.to_whole.size());
    part.row_begin.assign(columns_.to_whole.size() + 1, 0);
    ForArcs(whole,
            [&](std::int32_t, std::int32_t column, Cost) { ++part.row_begin[At(column) + 1]; });
    std::partial_sum(part.row_begin.begin(), part.row_begin.end(), part.row_begin.begin());
    part.right.resize(At(part.arc_count()));
    part.cost.resize(At(part.arc_count()));
    std::vector<std::int64_t> next(part.row_begin.begin(), part.row_begin.end() - 1);
    ForArcs(whole, [&](std::int32_t row, std::int32_t column, Cost cost) {
      const std::size_t to = At(next[At(column)]++);
      part.right[to] = row;
      part.cost[to] = cost;
    });
    return part;
  }

  // All arcs of these rows, and they all lead to these columns.
  template <typename Visit>
  void ForArcs(const BipartiteGraph& whole, const Visit& visit) const {
    for (std::size_t i = 0; i < rows_.to_whole.size(); ++i) {
      const std::size_t row = At(rows_.to_whole[i]);
      for (std::int64_t arc = whole.row_begin[row]; arc < whole.row_begin[row + 1]; ++arc) {
        visit(static_cast<std::int32_t>(i), columns_.to_part[At(whole.right[At(arc)])],
              whole.cost[At(arc)]);
      }
    }
  }

  Numbering rows_;
  Numbering columns_;
  BipartiteGraph graph_;
  RowMatching matching_;
};

// With no more rows than columns this is the quicker way round.
Assignment SolveByRows(const BipartiteGraph& graph, const SolveOptions& options) {
  RowMatching matching(graph);
  std::optional<ScarcePart> scarce;
  if (options.method == Method::kByTrial && IsWorthATrial(graph) && TryShortestPaths(matching)) {
    scarce.emplace(matching);
    if (!TryShortestPaths(scarce->matching())) {
      StartAnew(scarce->matching());
      const std::array parts = {PartOf(scarce->matching())};
      MatchByScaling(parts, options.threads);
    }
  } else {
    StartAnew(matching);
    std::array<Part, 2> parts;
    DoAll(parts.size(), options.threads, [&](std::size_t number) {
      if (number == 0) {
        parts[0] = PartOf(matching);
      } else {
        scarce.emplace(matching);
        parts[1] = PartOf(scarce->matching());
      }
    });
    MatchByScaling(parts, options.threads);
  }

  Assignment result;
  result.left_dual.resize(matching.level.size(), 0);
  result.right_dual.resize(matching.price.size(), 0);
  result.left_cover.resize(matching.level.size(), 0);
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
  result.right_cover = std::move(matching.column_scarce);
  scarce->PutInto(result);
  return result;
}

void Exchange(Assignment& assignment) {
  std::swap(assignment.right_of_left, assignment.left_of_right);
  std::swap(assignment.left_cover, assignment.right_cover);
  std::swap(assignment.left_dual, assignment.right_dual);
}

void AddUp(const BipartiteGraph& graph, Assignment& assignment) {
  for (std::size_t i = 0; i < assignment.right_of_left.size(); ++i) {
    const auto row = graph.right.begin() + graph.row_begin[i];
    const auto row_end = graph.right.begin() + graph.row_begin[i + 1];
    if (assignment.right_of_left[i] != kUnmatched) {
      const auto arc = std::lower_bound(row, row_end, assignment.right_of_left[i]);
      ++assignment.cardinality;
      assignment.total_cost += graph.cost[At(arc - graph.right.begin())];
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
  AddUp(graph, result);
  return result;
}

}  // namespace buurtbrug::matching::engine
