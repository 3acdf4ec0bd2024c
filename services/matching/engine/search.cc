#include "matching/engine/search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "matching/engine/fit_parts.h"

namespace buurtbrug::matching::engine {
namespace {

auto IdOf(const Supporter& supporter) { return std::tie(supporter.family); }
auto IdOf(const Unit& unit) { return std::make_pair(unit.family, unit.children.bits()); }

MapRow RowOf(const Terms& terms, AgeSet ages) {
  constexpr std::int32_t kFurthest = std::numeric_limits<std::uint16_t>::max();
  return {.point = terms.point,
          .moments = MomentsThatSuit(terms.moments).bits(),
          .ages = ages.bits(),
          .kinds = terms.kinds.bits(),
          .distance_m = static_cast<std::uint16_t>(std::clamp(terms.distance_m, 0, kFurthest)),
          .transports = terms.transports.bits(),
          .frequency = terms.frequency,
          .interests = terms.interests.bits()};
}

// A pair, whichever of the two is looked for.
struct Pair {
  const Unit& unit;
  const Supporter& supporter;
};
Pair PairOf(const Unit& seeker, const Supporter& found) { return {seeker, found}; }
Pair PairOf(const Supporter& seeker, const Unit& found) { return {found, seeker}; }

// A child's age must be among those that the support family takes.
Sought SoughtBy(const Unit& /*seeker*/, const MapRow& row) {
  return {.point = row.point,
          .moments = row.moments,
          .kinds = row.kinds,
          .ages_needed = row.ages,
          .distance_m = row.distance_m};
}
Sought SoughtBy(const Supporter& /*seeker*/, const MapRow& row) {
  return {.point = row.point,
          .moments = row.moments,
          .kinds = row.kinds,
          .ages_barred = ~row.ages,
          .distance_m = row.distance_m};
}

// Not above the distance whose square is within one millionth of `squared_m`; one metre below it at
// most.
std::int32_t LeastMetres(float squared_m) {
  return std::max(0, static_cast<std::int32_t>(std::sqrt(squared_m) - 0.1F));
}

// One that may be among the best.
struct Candidate {
  std::int32_t fit = 0;
  std::int32_t distance_m = 0;
  std::uint32_t rank = 0;
  std::uint32_t at = 0;  // position in order of place
  Rule rule = Rule::kNoAgreement;

  friend bool operator<(const Candidate& a, const Candidate& b) {  // better
    return std::make_tuple(-a.fit, a.distance_m, a.rank) <
           std::make_tuple(-b.fit, b.distance_m, b.rank);
  }
};

// The best `count` so far.
class Best {
 public:
  explicit Best(std::size_t count) : count_(count) { heap_.reserve(std::min(count, kReserved)); }

  // Whether a candidate of this fit at this distance can still be among them.
  bool Takes(std::int32_t fit, std::int32_t distance_m) const {
    return heap_.size() < count_ ||
           (count_ > 0 && (fit > heap_.front().fit ||
                           (fit == heap_.front().fit && distance_m <= heap_.front().distance_m)));
  }
  bool Takes(const Candidate& candidate) const {
    return heap_.size() < count_ || (count_ > 0 && candidate < heap_.front());
  }
  // One that it takes; of a near miss with the rule that it breaks.
  void Add(const Candidate& candidate, Rule rule = Rule::kNoAgreement) {
    if (heap_.size() == count_) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back(candidate);
    heap_.back().rule = rule;
    std::push_heap(heap_.begin(), heap_.end());
  }
  std::vector<Candidate> Sorted() && {
    std::sort_heap(heap_.begin(), heap_.end());
    return std::move(heap_);
  }

 private:
  static constexpr std::size_t kReserved = 256;

  std::size_t count_;
  std::vector<Candidate> heap_;  // the worst in front
};

// Who of the two needs, by rows: what a unit needs, a support family offers.
struct RowPair {
  const MapRow& need;
  const MapRow& offer;
};
RowPair RowPairOf(const Unit& /*seeker*/, const MapRow& mine, const MapRow& found) {
  return {mine, found};
}
RowPair RowPairOf(const Supporter& /*seeker*/, const MapRow& mine, const MapRow& found) {
  return {found, mine};
}

// The highest fit that a pair with this seeker can have, as far as is known of the other one: every
// part that is not known at its most.
class Bound {
 public:
  Bound(const Unit& unit, const Weights& weights, DayNumber day) : Bound(weights) {
    most_ -= Loss(FitPart::kWaiting, WaitingPart(unit.waiting_since, day)) +
             Loss(FitPart::kUrgency, UrgencyPart(unit.urgency));
  }
  Bound(const Supporter& /*supporter*/, const Weights& weights, DayNumber /*day*/)
      : Bound(weights) {}

  std::int32_t AtDistance(std::int32_t distance_m) const {
    return most_ - Loss(FitPart::kDistance, MostDistancePart(distance_m));
  }
  std::int32_t OfRows(const RowPair& pair, std::int32_t distance_m) const {
    const MapRow& need = pair.need;
    const MapRow& offer = pair.offer;
    const auto transports =
        TransportSet::OfBits(need.transports) | TransportSet::OfBits(offer.transports);
    return most_ - Loss(FitPart::kDistance, DistancePart(distance_m, transports)) -
           Loss(FitPart::kMoments,
                MomentsPart(MomentSet::OfBits(need.moments), MomentSet::OfBits(offer.moments))) -
           Loss(FitPart::kFrequency, FrequencyPart(need.frequency, offer.frequency)) -
           Loss(FitPart::kKinds,
                KindsPart(KindSet::OfBits(need.kinds), KindSet::OfBits(offer.kinds))) -
           Loss(FitPart::kStay, StayPart(AgeSet::OfBits(need.ages), AgeSet::OfBits(offer.ages))) -
           Loss(FitPart::kInterests, InterestsPart(InterestSet::OfBits(need.interests),
                                                   InterestSet::OfBits(offer.interests)));
  }

 private:
  explicit Bound(const Weights& weights)
      : weights_(weights),
        most_(kWholePart * std::accumulate(weights.of.begin(), weights.of.end(), 0)) {}
  std::int32_t Loss(FitPart part, std::int32_t value) const {
    return weights_.of[static_cast<std::size_t>(part)] * (kWholePart - value);
  }

  Weights weights_;
  std::int32_t most_;
};

AgeSet AgesOf(const Unit& unit) { return unit.ages; }
AgeSet AgesOf(const Supporter& supporter) { return supporter.ages; }

// The best and the nearest misses as positions in order of place, by one visit of the map.
struct Candidates {
  std::vector<Candidate> best;
  std::vector<Candidate> misses;
};

template <typename Family, typename Seeker>
Candidates Find(const Index<Family>& index, const Seeker& seeker, const Conditions& conditions,
                const Weights& weights, std::size_t count, std::size_t miss_count, RuleSet rules) {
  Best best(count);
  Best misses(miss_count);
  const Bound bound(seeker, weights, conditions.day);
  const MapRow mine = RowOf(seeker.terms, AgesOf(seeker));
  const Sought sought = SoughtBy(seeker, mine);
  const MapRow* const rows = index.map().rows().data();
  const std::int32_t miss_reach_m = miss_count == 0            ? 0
                                    : rules.Has(Rule::kTooFar) ? kMissReach * mine.distance_m
                                                               : mine.distance_m;
  const auto visit = [&](std::uint32_t at, std::int32_t row_breaks, float squared_m) {
    const std::int32_t least_m = LeastMetres(squared_m);
    const std::int32_t most_fit = bound.OfRows(RowPairOf(seeker, mine, rows[at]), least_m);
    const bool may_be_best = row_breaks == 0 && best.Takes(most_fit, least_m);
    const bool may_be_miss = misses.Takes(most_fit, least_m);
    if (!may_be_best && !may_be_miss) {
      return;
    }
    const Pair pair = PairOf(seeker, index.families()[at]);
    const bool breaks =
        row_breaks > 0 || BreaksByProfile(pair.unit, pair.supporter, conditions.day);
    if (breaks && !may_be_miss) {
      return;
    }
    const Candidate candidate = {
        .fit = FitOf(pair.unit, pair.supporter, weights, conditions.day).total,
        .distance_m = DistanceMetres(mine.point, rows[at].point),
        .rank = index.ranks()[at],
        .at = at};
    const bool is_best = !breaks && best.Takes(candidate);
    const bool is_miss = candidate.distance_m <= miss_reach_m && misses.Takes(candidate);
    // Last what costs a lookup, for the few that would be among them.
    if (!breaks && (is_best || is_miss) &&
        !BreaksByHistory(pair.unit, pair.supporter, conditions)) {
      if (is_best) {
        best.Add(candidate);
      }
    } else if (is_miss) {
      const RuleSet broken = BrokenRules(pair.unit, pair.supporter, conditions);
      if (broken.size() == 1 && rules.Includes(broken)) {
        misses.Add(candidate, broken.front());
      }
    }
  };
  index.map().VisitOutward(
      mine.point, std::max<std::int32_t>(mine.distance_m, miss_reach_m),
      [&](std::int32_t least_m) {
        const std::int32_t most_fit = bound.AtDistance(least_m);
        return (least_m <= mine.distance_m && best.Takes(most_fit, least_m)) ||
               misses.Takes(most_fit, least_m);
      },
      [&](std::uint32_t begin, std::uint32_t end) {
        index.columns().ForEachSuiting(sought, begin, end, miss_count == 0 ? 0 : 1, visit);
      });
  return {std::move(best).Sorted(), std::move(misses).Sorted()};
}

template <typename Family>
std::vector<Found> FoundOf(const Index<Family>& index, const std::vector<Candidate>& candidates) {
  std::vector<Found> found;
  found.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    found.push_back({index.map().rows()[candidate.at].source, candidate.fit, candidate.distance_m});
  }
  return found;
}

template <typename Family>
std::vector<Miss> MissesOf(const Index<Family>& index, const std::vector<Candidate>& candidates) {
  std::vector<Miss> misses;
  misses.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    misses.push_back({index.map().rows()[candidate.at].source, candidate.fit, candidate.distance_m,
                      candidate.rule});
  }
  return misses;
}

using Row = std::vector<std::pair<std::int32_t, std::int32_t>>;  // (supporter, fit)

void FindAll(const Index<Supporter>& index, const Unit& unit, const Conditions& conditions,
             const Weights& weights, Row& row) {
  const MapRow mine = RowOf(unit.terms, unit.ages);
  const Sought sought = SoughtBy(unit, mine);
  const MapRow* const rows = index.map().rows().data();
  index.map().VisitOutward(
      mine.point, mine.distance_m, [](std::int32_t /*least_m*/) { return true; },
      [&](std::uint32_t begin, std::uint32_t end) {
        index.columns().ForEachSuiting(
            sought, begin, end, /*most=*/0,
            [&](std::uint32_t at, std::int32_t /*breaks*/, float /*squared_m*/) {
              const Supporter& supporter = index.families()[at];
              if (!BreaksAny(unit, supporter, conditions)) {
                row.emplace_back(static_cast<std::int32_t>(rows[at].source),
                                 FitOf(unit, supporter, weights, conditions.day).total);
              }
            });
      });
}

}  // namespace

template <typename Family>
Index<Family>::Index(std::vector<Family> families) {
  std::vector<std::uint32_t> by_id(families.size());
  std::iota(by_id.begin(), by_id.end(), 0U);
  std::sort(by_id.begin(), by_id.end(), [&](std::uint32_t a, std::uint32_t b) {
    return IdOf(families[a]) < IdOf(families[b]);
  });
  std::vector<std::uint32_t> rank_of(families.size());
  std::vector<MapRow> rows;
  rows.reserve(families.size());
  for (std::uint32_t rank = 0; rank < by_id.size(); ++rank) {
    rank_of[by_id[rank]] = rank;
  }
  for (std::uint32_t source = 0; source < families.size(); ++source) {
    rows.push_back(RowOf(families[source].terms, AgesOf(families[source])));
    rows.back().source = source;
  }
  map_ = FamilyMap(std::move(rows));
  columns_ = RowColumns(map_.rows());
  families_.reserve(families.size());
  ranks_.reserve(families.size());
  for (const MapRow& row : map_.rows()) {
    families_.push_back(families[row.source]);
    ranks_.push_back(rank_of[row.source]);
  }
}
template class Index<Supporter>;
template class Index<Unit>;

std::vector<Found> BestSupporters(const Index<Supporter>& index, const Unit& unit,
                                  const Conditions& conditions, const Weights& weights,
                                  std::size_t count) {
  return FoundOf(index, Find(index, unit, conditions, weights, count, 0, {}).best);
}

std::vector<Found> BestUnits(const Index<Unit>& index, const Supporter& supporter,
                             const Conditions& conditions, const Weights& weights,
                             std::size_t count) {
  return FoundOf(index, Find(index, supporter, conditions, weights, count, 0, {}).best);
}

std::vector<Miss> NearestMisses(const Index<Supporter>& index, const Unit& unit,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules) {
  return MissesOf(index, Find(index, unit, conditions, weights, 0, count, rules).misses);
}

std::vector<Miss> NearestMisses(const Index<Unit>& index, const Supporter& supporter,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules) {
  return MissesOf(index, Find(index, supporter, conditions, weights, 0, count, rules).misses);
}

Answers Search(const Index<Supporter>& index, const Unit& unit, const Conditions& conditions,
               const Weights& weights, std::size_t count, std::size_t misses) {
  const Candidates found = Find(index, unit, conditions, weights, count, misses, kAllRules);
  return {FoundOf(index, found.best), MissesOf(index, found.misses)};
}

Answers Search(const Index<Unit>& index, const Supporter& supporter, const Conditions& conditions,
               const Weights& weights, std::size_t count, std::size_t misses) {
  const Candidates found = Find(index, supporter, conditions, weights, count, misses, kAllRules);
  return {FoundOf(index, found.best), MissesOf(index, found.misses)};
}

void PossiblePairs::Append(const PossiblePairs& more) {
  const std::int64_t before = row_begin.back();
  for (std::size_t row = 1; row < more.row_begin.size(); ++row) {
    row_begin.push_back(before + more.row_begin[row]);
  }
  supporter.insert(supporter.end(), more.supporter.begin(), more.supporter.end());
  fit.insert(fit.end(), more.fit.begin(), more.fit.end());
}

PossiblePairs PairsOf(const std::vector<Unit>& units, const Index<Supporter>& index,
                      const Conditions& conditions, const Weights& weights,
                      std::size_t most_partners) {
  PossiblePairs pairs;
  pairs.row_begin.reserve(units.size() + 1);
  Row row;
  for (const Unit& unit : units) {
    row.clear();
    if (most_partners == kAllPartners) {
      FindAll(index, unit, conditions, weights, row);
    } else {
      for (const Candidate& candidate :
           Find(index, unit, conditions, weights, most_partners, 0, {}).best) {
        row.emplace_back(static_cast<std::int32_t>(index.map().rows()[candidate.at].source),
                         candidate.fit);
      }
    }
    std::sort(row.begin(), row.end());
    for (const auto& [supporter, fit] : row) {
      pairs.supporter.push_back(supporter);
      pairs.fit.push_back(fit);
    }
    pairs.row_begin.push_back(static_cast<std::int64_t>(pairs.supporter.size()));
  }
  return pairs;
}

}  // namespace buurtbrug::matching::engine
