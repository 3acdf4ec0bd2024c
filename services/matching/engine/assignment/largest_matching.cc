#include "matching/engine/assignment/largest_matching.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "matching/engine/assignment/assignment.h"

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

class Phases {
 public:
  Phases(const BipartiteGraph& graph, std::vector<std::int32_t> column_of,
         std::vector<std::int32_t> row_of)
      : graph_(graph),
        column_of_(std::move(column_of)),
        row_of_(std::move(row_of)),
        competition_{std::vector<std::int8_t>(column_of_.size(), 0),
                     std::vector<std::int8_t>(row_of_.size(), 0)},
        visited_by_(row_of_.size(), 0),
        next_look_(graph_.row_begin.begin(), graph_.row_begin.end() - 1) {}

  Competition Run() {
    for (std::int32_t row = 0; row < graph_.left_count(); ++row) {
      if (column_of_[At(row)] == kUnmatched) {
        unmatched_.push_back(row);
      }
    }
    while (RunPhase()) {
    }
    for (std::size_t column = 0; column < visited_by_.size(); ++column) {
      if (visited_by_[column] == kScarce) {
        competition_.column_scarce[column] = 1;
      }
    }
    return std::move(competition_);
  }

 private:
  // In visited_by_: all that can be reached from the row that has the column competes. Above the
  // number of any search, so that such columns count as visited in each phase.
  static constexpr std::int32_t kScarce = std::numeric_limits<std::int32_t>::max();

  // A row of the path, and how many of its arcs were tried.
  struct Step {
    std::int32_t row = 0;
    std::int32_t tried = 0;
  };

  // Whether it is worth while to run another phase: whether rows are left to match.
  bool RunPhase() {
    forwards_ = !forwards_;
    first_search_ = search_ + 1;
    std::erase_if(unmatched_, [this](std::int32_t row) {
      return competition_.row_competes[At(row)] != 0 || Augment(row);
    });
    return !unmatched_.empty();
  }

  // A column that nobody has. None becomes free again, so no arc is looked at twice in all phases.
  bool LookForFreeColumn(std::int32_t row) {
    const std::int32_t* const columns = graph_.right.data();  // unchecked: the innermost loop
    const std::int32_t* const row_of = row_of_.data();
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    std::int64_t& arc = next_look_[At(row)];
    while (arc < end && row_of[columns[arc]] != kUnmatched) {
      ++arc;
    }
    if (arc < end) {
      free_column_ = columns[arc];
    }
    return arc < end;
  }

  // The next column of the row that was not visited in this phase, or kUnmatched.
  std::int32_t NextColumn(Step& step) {
    const std::int32_t* const visited_by = visited_by_.data();  // unchecked: the innermost loop
    const std::int64_t begin = graph_.row_begin[At(step.row)];
    const auto count = static_cast<std::int32_t>(graph_.row_begin[At(step.row) + 1] - begin);
    const std::int32_t* const columns = graph_.right.data() + begin;
    while (step.tried < count) {
      const std::int32_t number = step.tried++;
      const std::int32_t column = columns[forwards_ ? number : count - 1 - number];
      const std::int32_t visitor = visited_by[column];
      if (visitor < first_search_) {
        return column;
      }
      met_others_ |= visitor != search_ && visitor != kScarce;
    }
    return kUnmatched;
  }

  bool Visit(std::int32_t row) {
    visited_.push_back(row);
    path_.push_back({row, 0});
    return LookForFreeColumn(row);
  }

  // Whether `start` got a column, or never will.
  bool Augment(std::int32_t start) {
    ++search_;
    path_.clear();
    visited_.clear();
    met_others_ = false;
    for (bool found = Visit(start); !found;) {
      const std::int32_t column = NextColumn(path_.back());
      if (column != kUnmatched) {
        visited_by_[At(column)] = search_;
        found = Visit(row_of_[At(column)]);
        continue;
      }
      path_.pop_back();
      if (path_.empty()) {
        if (!met_others_) {
          SetAside();
        }
        return !met_others_;
      }
    }
    // Each row takes over the column of the next one on the path, the last one the free column.
    for (std::int32_t column = free_column_; !path_.empty(); path_.pop_back()) {
      const std::int32_t row = path_.back().row;
      row_of_[At(column)] = row;
      std::swap(column_of_[At(row)], column);
    }
    return true;
  }

  // The search went through all that can be reached, and nothing of it was left to other searches.
  void SetAside() {
    for (const std::int32_t row : visited_) {
      competition_.row_competes[At(row)] = 1;
      if (column_of_[At(row)] != kUnmatched) {
        visited_by_[At(column_of_[At(row)])] = kScarce;
      }
    }
  }

  const BipartiteGraph& graph_;
  std::vector<std::int32_t> column_of_;  // of a row; kUnmatched
  std::vector<std::int32_t> row_of_;     // of a column; kUnmatched
  Competition competition_;
  bool forwards_ = false;                 // how this phase goes through arcs
  std::int32_t search_ = 0;               // number of the search
  std::int32_t first_search_ = 1;         // of this phase
  std::vector<std::int32_t> visited_by_;  // number of the search that came to a column last
  std::vector<std::int64_t> next_look_;   // first arc of a row whose column may be free
  std::vector<std::int32_t> unmatched_;
  std::vector<std::int32_t> visited_;  // rows, in this search
  std::vector<Step> path_;
  bool met_others_ = false;  // this search came to columns that others visited in this phase
  std::int32_t free_column_ = kUnmatched;
};

}  // namespace

Competition FindCompetition(const BipartiteGraph& graph, std::vector<std::int32_t> column_of,
                            std::vector<std::int32_t> row_of) {
  return Phases(graph, std::move(column_of), std::move(row_of)).Run();
}

}  // namespace buurtbrug::matching::engine
