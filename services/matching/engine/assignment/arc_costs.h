#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

namespace buurtbrug::matching::engine {

// What an arc costs: an integer, the less the better. A fit is turned into a cost by taking it from
// the highest fit.
using Cost = std::int64_t;

// The costs of the arcs of a graph, one after the other. 4 bytes for each as long as all of them
// fit in 32 bits; 8 from the first on that does not. Nothing that is computed depends on which it
// is.
class ArcCosts {
 public:
  using Narrow = std::int32_t;

  ArcCosts() = default;
  ArcCosts(std::initializer_list<Cost> costs) {
    for (const Cost cost : costs) {
      push_back(cost);
    }
  }
  // As many zeros, with room for whatever is in `like`.
  ArcCosts(std::size_t count, const ArcCosts& like) : is_wide_(like.is_wide_) { resize(count); }

  std::size_t size() const { return is_wide_ ? wide_.size() : narrow_.size(); }
  bool is_wide() const { return is_wide_; }
  Cost operator[](std::size_t arc) const { return is_wide_ ? wide_[arc] : narrow_[arc]; }

  void Set(std::size_t arc, Cost cost) {
    if (MakeRoomFor(cost)) {
      wide_[arc] = cost;
    } else {
      narrow_[arc] = static_cast<Narrow>(cost);
    }
  }
  void push_back(Cost cost) {
    if (MakeRoomFor(cost)) {
      wide_.push_back(cost);
    } else {
      narrow_.push_back(static_cast<Narrow>(cost));
    }
  }
  void resize(std::size_t count) { is_wide_ ? wide_.resize(count) : narrow_.resize(count); }
  void reserve(std::size_t count) { is_wide_ ? wide_.reserve(count) : narrow_.reserve(count); }

  // Calls visit(costs) with a pointer to the numbers as they are, for loops in which asking for
  // their width each time would cost something.
  template <typename Visit>
  auto As(const Visit& visit) const {
    return is_wide_ ? visit(wide_.data()) : visit(narrow_.data());
  }

  friend bool operator==(const ArcCosts& one, const ArcCosts& other) {
    bool same = one.size() == other.size();
    for (std::size_t arc = 0; same && arc < one.size(); ++arc) {
      same = one[arc] == other[arc];
    }
    return same;
  }

 private:
  // Whether costs are wide now.
  bool MakeRoomFor(Cost cost) {
    if (!is_wide_ &&
        (cost < std::numeric_limits<Narrow>::min() || cost > std::numeric_limits<Narrow>::max())) {
      Widen();
    }
    return is_wide_;
  }
  void Widen();

  bool is_wide_ = false;
  std::vector<Narrow> narrow_;  // one of the two is empty
  std::vector<Cost> wide_;
};

}  // namespace buurtbrug::matching::engine
