#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "matching/engine/family_map.h"

namespace buurtbrug::matching::engine {

// What rows are held against: a family of the other side.
struct Sought {
  Point point;
  std::uint32_t moments = 0;      // that suit it; one has to be common
  std::uint32_t kinds = 0;        // one has to be common
  std::uint32_t ages_needed = 0;  // the row has to have all of these
  std::uint32_t ages_barred = 0;  // and none of these
  std::int32_t distance_m = 0;    // at most so far, 0 to 65,535
};

// The rows of a map by column, so that a processor can hold several at once against what is sought.
// Immutable, so that any number of threads may read it. 24 bytes a row.
class RowColumns {
 public:
  // Rows that are looked at together.
  static constexpr std::uint32_t kBlock = 64;
  // Of each row of a block how many of kind, moment, age and distance do not suit, and the square
  // of its distance in metres, within one millionth. A distance that is too large by less than that
  // may count as one that suits: never is more counted than is broken.
  struct Block {
    std::array<std::int32_t, kBlock> breaks;
    std::array<float, kBlock> squared_m;
  };

  RowColumns() = default;
  explicit RowColumns(const std::vector<MapRow>& rows);

  // Of the rows from `begin`, which is one. Behind the last row the block holds nothing of meaning.
  void Compare(const Sought& sought, std::uint32_t begin, Block& block) const;

  // Calls `visit(position, breaks, squared_m)` for the rows from `begin` up to `end` of which at
  // most `most` things do not suit, in their order.
  template <typename Visit>
  void ForEachSuiting(const Sought& sought, std::uint32_t begin, std::uint32_t end,
                      std::int32_t most, const Visit& visit) const;

 private:
  // Each is longer than the rows by a block. Whole numbers below 2^24, which a float holds.
  std::vector<float> x_m_;
  std::vector<float> y_m_;
  std::vector<float> distance_m_;
  std::vector<std::uint32_t> moments_;
  std::vector<std::uint32_t> ages_;
  std::vector<std::uint32_t> kinds_;
};

template <typename Visit>
void RowColumns::ForEachSuiting(const Sought& sought, std::uint32_t begin, std::uint32_t end,
                                std::int32_t most, const Visit& visit) const {
  Block block;
  std::array<std::uint32_t, kBlock> suit;
  for (; begin < end; begin += kBlock) {
    Compare(sought, begin, block);
    const std::uint32_t rows = std::min(kBlock, end - begin);
    // Without a branch: which rows suit cannot be foreseen.
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < rows; ++i) {
      suit[count] = i;
      count += block.breaks[i] <= most ? 1U : 0U;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      visit(begin + suit[i], block.breaks[suit[i]], block.squared_m[suit[i]]);
    }
  }
}

}  // namespace buurtbrug::matching::engine
