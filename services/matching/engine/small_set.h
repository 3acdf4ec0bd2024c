#pragma once

#include <bit>
#include <concepts>
#include <initializer_list>

namespace buurtbrug::matching::engine {

// A set of small numbers, or of the values of an enum, as the bits of one Word: bit n for value n.
// A value is below the number of bits.
template <typename Value, std::unsigned_integral Word>
class SmallSet {
 public:
  constexpr SmallSet() = default;
  constexpr SmallSet(std::initializer_list<Value> values) {
    for (const Value value : values) {
      Insert(value);
    }
  }
  static constexpr SmallSet OfBits(Word bits) {
    SmallSet set;
    set.bits_ = bits;
    return set;
  }
  // Every number from `first` to `last`, both included; nothing when `last` is below `first`.
  static constexpr SmallSet Range(int first, int last) {
    SmallSet set;
    for (int number = first; number <= last; ++number) {
      set.Insert(static_cast<Value>(number));
    }
    return set;
  }

  constexpr void Insert(Value value) { bits_ = static_cast<Word>(bits_ | BitOf(value)); }
  constexpr void Erase(Value value) { bits_ = static_cast<Word>(bits_ & ~BitOf(value)); }
  constexpr bool Has(Value value) const { return (bits_ & BitOf(value)) != 0; }
  constexpr bool Includes(SmallSet other) const { return (other.bits_ & ~bits_) == 0; }
  constexpr bool Intersects(SmallSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int size() const { return std::popcount(bits_); }
  constexpr Word bits() const { return bits_; }
  // The smallest and the largest value. The set is not empty.
  constexpr Value front() const { return static_cast<Value>(std::countr_zero(bits_)); }
  constexpr Value back() const { return static_cast<Value>(std::bit_width(bits_) - 1); }

  friend constexpr SmallSet operator&(SmallSet a, SmallSet b) {
    return OfBits(static_cast<Word>(a.bits_ & b.bits_));
  }
  friend constexpr SmallSet operator|(SmallSet a, SmallSet b) {
    return OfBits(static_cast<Word>(a.bits_ | b.bits_));
  }
  friend constexpr SmallSet operator-(SmallSet a, SmallSet b) {
    return OfBits(static_cast<Word>(a.bits_ & ~b.bits_));
  }
  friend constexpr bool operator==(SmallSet a, SmallSet b) = default;

 private:
  static constexpr Word BitOf(Value value) {
    return static_cast<Word>(Word{1} << static_cast<int>(value));
  }

  Word bits_ = 0;
};

// Calls `visit(value)` for each value of `set`, ascending.
template <typename Value, typename Word, typename Visit>
void ForEach(SmallSet<Value, Word> set, const Visit& visit) {
  for (Word rest = set.bits(); rest != 0; rest = static_cast<Word>(rest & (rest - 1))) {
    visit(static_cast<Value>(std::countr_zero(rest)));
  }
}

}  // namespace buurtbrug::matching::engine
