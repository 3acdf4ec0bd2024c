#include "matching/engine/assignment/largest_matching.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace buurtbrug::matching::engine {
namespace {

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

class Phases {
 public:
  explicit Phases(RowMatching& matching)
      : graph_(matching.graph),
        matching_(matching),
        visited_by_(matching.column_of.size(), 0),
        tried_(matching.column_of.size(), 0),
        next_look_(graph_.row_begin.begin(), graph_.row_begin.end() - 1) {}

  void Run() {
    for (std::int32_t row = 0; row < graph_.left_count(); ++row) {
      if (matching_.column_of[At(row)] == kUnmatched) {
        unmatched_.push_back(row);
      }
    }
    while (RunPhase()) {
    }
    for (std::size_t row = 0; row < visited_by_.size(); ++row) {
      if (visited_by_[row] == kCompetes) {
        matching_.row_competes[row] = 1;
        for (std::int64_t arc = graph_.row_begin[row]; arc < graph_.row_begin[row + 1]; ++arc) {
          matching_.column_scarce[At(graph_.right[At(arc)])] = 1;
        }
      }
    }
  }

 private:
  // In visited_by_: all that can be reached from the row competes.
  static constexpr std::int32_t kCompetes = -1;

  // Whether it is worth while to run another phase: whether rows are left to match.
  bool RunPhase() {
    forwards_ = !forwards_;
    first_search_ = search_ + 1;
    std::erase_if(unmatched_, [this](std::int32_t row) {
      return visited_by_[At(row)] == kCompetes || Augment(row);
    });
    return !unmatched_.empty();
  }

  // A column that nobody has. None becomes free again, so no arc is looked at twice in all phases.
  bool LookForFreeColumn(std::int32_t row) {
    std::int64_t& arc = next_look_[At(row)];
    for (; arc < graph_.row_begin[At(row) + 1]; ++arc) {
      if (matching_.row_of[At(graph_.right[At(arc)])] == kUnmatched) {
        free_column_ = graph_.right[At(arc)];
        return true;
      }
    }
    return false;
  }

  // The next column of a row in this search, or kUnmatched.
  std::int32_t NextColumn(std::int32_t row) {
    const std::int64_t begin = graph_.row_begin[At(row)];
    const std::int64_t end = graph_.row_begin[At(row) + 1];
    const std::int64_t number = tried_[At(row)]++;
    if (number == end - begin) {
      return kUnmatched;
    }
    return graph_.right[At(forwards_ ? begin + number : end - 1 - number)];
  }

  bool Visit(std::int32_t row) {
    visited_by_[At(row)] = search_;
    visited_.push_back(row);
    tried_[At(row)] = 0;
    path_.push_back(row);
    return LookForFreeColumn(row);
  }

  // Whether `start` got a column, or never will.
  bool Augment(std::int32_t start) {
    ++search_;
    path_.clear();
    visited_.clear();
    bool met_others = false;
    for (bool found = Visit(start); !found;) {
      const std::int32_t column = NextColumn(path_.back());
      if (column == kUnmatched) {
        path_.pop_back();
        if (path_.empty()) {
          if (!met_others) {
            SetAside();
          }
          return !met_others;
        }
        continue;
      }
      const std::int32_t owner = matching_.row_of[At(column)];
      const std::int32_t visitor = visited_by_[At(owner)];
      if (visitor < first_search_ && visitor != kCompetes) {
        found = Visit(owner);
      } else if (visitor != search_ && visitor != kCompetes) {
        met_others = true;
      }
    }
    // Each row takes over the column of the next one on the path, the last one the free column.
    for (std::int32_t column = free_column_; !path_.empty(); path_.pop_back()) {
      const std::int32_t row = path_.back();
      matching_.row_of[At(column)] = row;
      std::swap(matching_.column_of[At(row)], column);
    }
    return true;
  }

  // The search went through all that can be reached, and nothing of it was left to other searches.
  void SetAside() {
    for (const std::int32_t row : visited_) {
      visited_by_[At(row)] = kCompetes;
    }
  }

  const BipartiteGraph& graph_;
  RowMatching& matching_;
  bool forwards_ = false;                 // how this phase goes through arcs
  std::int32_t search_ = 0;               // number of the search
  std::int32_t first_search_ = 1;         // of this phase
  std::vector<std::int32_t> visited_by_;  // number of the search that came to a row last
  std::vector<std::int64_t> tried_;       // how many arcs of a row were tried since
  std::vector<std::int64_t> next_look_;   // first arc of a row whose column may be free
  std::vector<std::int32_t> unmatched_;
  std::vector<std::int32_t> visited_;  // in this search
  std::vector<std::int32_t> path_;
  std::int32_t free_column_ = kUnmatched;
};

}  // namespace

void SetCompetitionAside(RowMatching& matching) { Phases(matching).Run(); }

}  // namespace buurtbrug::matching::engine
