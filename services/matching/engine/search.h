#pragma once

#include <cstdint>
#include <vector>

#include "matching/engine/family_map.h"
#include "matching/engine/fit.h"
#include "matching/engine/profile.h"
#include "matching/engine/row_columns.h"
#include "matching/engine/rule.h"

// Finding the best pairs without looking at all. Pure; answers do not depend on the order in which
// families came in, only their positions do.
namespace buurtbrug::matching::engine {

// Families of one side, to be found from the other: Index<Supporter> and Index<Unit>. Immutable,
// for any day and any weights; any number of threads may search it. Making one sorts the families
// by place: 100,000 in some tens of milliseconds. A change of a family asks for a new one.
template <typename Family>
class Index {
 public:
  Index() = default;
  explicit Index(std::vector<Family> families);

  std::size_t size() const { return families_.size(); }
  // In order of place, as map().rows().
  const std::vector<Family>& families() const { return families_; }
  const FamilyMap& map() const { return map_; }
  const RowColumns& columns() const { return columns_; }
  // Place in the order of ids (of a unit: family, then children) of each of families().
  const std::vector<std::uint32_t>& ranks() const { return ranks_; }

 private:
  std::vector<Family> families_;
  FamilyMap map_;
  RowColumns columns_;
  std::vector<std::uint32_t> ranks_;
};
extern template class Index<Supporter>;
extern template class Index<Unit>;

// A pair that was found.
struct Found {
  std::uint32_t position = 0;  // in the list from which the index was made
  std::int32_t fit = 0;
  std::int32_t distance_m = 0;
};

// A pair that breaks one rule and no other.
struct Miss {
  std::uint32_t position = 0;
  std::int32_t fit = 0;
  std::int32_t distance_m = 0;
  Rule rule = Rule::kNoAgreement;
};

// The `count` best of those that break no rule with `unit`, or `supporter`: the highest fit first,
// of equal fit the nearest, of equally near the least id. Fewer when there are no more.
std::vector<Found> BestSupporters(const Index<Supporter>& index, const Unit& unit,
                                  const Conditions& conditions, const Weights& weights,
                                  std::size_t count);
std::vector<Found> BestUnits(const Index<Unit>& index, const Supporter& supporter,
                             const Conditions& conditions, const Weights& weights,
                             std::size_t count);

// The `count` best of those that break exactly one rule, which is one of `rules`, in the same
// order. Of those that are too far only who lives within kMissReach times the distance that the
// unit, or supporter, wants: nobody at the other end of the country is a near miss.
inline constexpr std::int32_t kMissReach = 2;
std::vector<Miss> NearestMisses(const Index<Supporter>& index, const Unit& unit,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules = kAllRules);
std::vector<Miss> NearestMisses(const Index<Unit>& index, const Supporter& supporter,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules = kAllRules);

// Both at once, in one visit of the map.
struct Answers {
  std::vector<Found> best;
  std::vector<Miss> misses;
};
Answers Search(const Index<Supporter>& index, const Unit& unit, const Conditions& conditions,
               const Weights& weights, std::size_t count, std::size_t misses);
Answers Search(const Index<Unit>& index, const Supporter& supporter, const Conditions& conditions,
               const Weights& weights, std::size_t count, std::size_t misses);

// All possible pairs, in compressed rows: those of unit i are the elements row_begin[i] up to
// row_begin[i + 1] of `supporter` and `fit`, and ascend strictly by supporter. Units and supporters
// are named by their positions in the lists that they came in.
struct PossiblePairs {
  std::vector<std::int64_t> row_begin = {0};
  std::vector<std::int32_t> supporter;
  std::vector<std::int32_t> fit;

  // Appends the rows of `more`, so that parts may be made side by side.
  void Append(const PossiblePairs& more);
};

inline constexpr std::size_t kAllPartners = 0;

// The pairs of `units` that break no rule: all, or of each unit only its `most_partners` best (as
// BestSupporters). With fewer than all an optimum over them may be below the optimum over all.
PossiblePairs PairsOf(const std::vector<Unit>& units, const Index<Supporter>& index,
                      const Conditions& conditions, const Weights& weights,
                      std::size_t most_partners = kAllPartners);

}  // namespace buurtbrug::matching::engine
