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
          .frequency = terms.frequency};
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
    return heap_.size() < count_ || fit > heap_.front().fit ||
           (fit == heap_.front().fit && distance_m <= heap_.front().distance_m);
  }
  bool Takes(const Candidate& candidate) const {
    return heap_.size() < count_ || candidate < heap_.front();
  }
  void Add(const Candidate& candidate) {
    if (heap_.size() == count_) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back(candidate);
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
           Loss(FitPart::kStay, StayPart(AgeSet::OfBits(need.ages), AgeSet::OfBits(offer.ages)));
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

template <typename Family, typename Seeker>
std::vector<Candidate> FindBest(const Index<Family>& index, const Seeker& seeker,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count) {
  Best best(count);
  if (count == 0) {
    return {};
  }
  const Bound bound(seeker, weights, conditions.day);
  const MapRow mine = RowOf(seeker.terms, AgesOf(seeker));
  const Sought sought = SoughtBy(seeker, mine);
  const MapRow* const rows = index.map().rows().data();
  index.map().VisitOutward(
      mine.point, mine.distance_m,
      [&](std::int32_t least_m) { return best.Takes(bound.AtDistance(least_m), least_m); },
      [&](std::uint32_t begin, std::uint32_t end) {
        index.columns().ForEachSuiting(
            sought, begin, end, /*most=*/0,
            [&](std::uint32_t at, std::int32_t /*breaks*/, float squared_m) {
              const std::int32_t least_m = LeastMetres(squared_m);
              if (!best.Takes(bound.OfRows(RowPairOf(seeker, mine, rows[at]), least_m), least_m)) {
                return;
              }
              Candidate candidate;
              candidate.distance_m = DistanceMetres(mine.point, rows[at].point);
              const Pair pair = PairOf(seeker, index.families()[at]);
              if (BreaksByProfile(pair.unit, pair.supporter, conditions.day)) {
                return;
              }
              candidate.fit = FitOf(pair.unit, pair.supporter, weights, conditions.day).total;
              candidate.rank = index.ranks()[at];
              candidate.at = at;
              // Last what costs a lookup, for the few that would be among the best.
              if (best.Takes(candidate) &&
                  !BreaksByHistory(pair.unit, pair.supporter, conditions)) {
                best.Add(candidate);
              }
            });
      });
  return std::move(best).Sorted();
}

template <typename Family, typename Seeker>
std::vector<Found> FindPairs(const Index<Family>& index, const Seeker& seeker,
                             const Conditions& conditions, const Weights& weights,
                             std::size_t count) {
  std::vector<Found> found;
  for (const Candidate& candidate : FindBest(index, seeker, conditions, weights, count)) {
    found.push_back({index.map().rows()[candidate.at].source, candidate.fit, candidate.distance_m});
  }
  return found;
}

template <typename Family, typename Seeker>
std::vector<Miss> FindMisses(const Index<Family>& index, const Seeker& seeker,
                             const Conditions& conditions, const Weights& weights,
                             std::size_t count, RuleSet rules) {
  Best best(count);
  if (count == 0) {
    return {};
  }
  const Bound bound(seeker, weights, conditions.day);
  const MapRow mine = RowOf(seeker.terms, AgesOf(seeker));
  const Sought sought = SoughtBy(seeker, mine);
  const MapRow* const rows = index.map().rows().data();
  const std::int32_t reach_m =
      rules.Has(Rule::kTooFar) ? kMissReach * mine.distance_m : mine.distance_m;
  index.map().VisitOutward(
      mine.point, reach_m,
      [&](std::int32_t least_m) { return best.Takes(bound.AtDistance(least_m), least_m); },
      [&](std::uint32_t begin, std::uint32_t end) {
        index.columns().ForEachSuiting(
            sought, begin, end, /*most=*/1,
            [&](std::uint32_t at, std::int32_t row_breaks, float squared_m) {
              const std::int32_t least_m = LeastMetres(squared_m);
              if (!best.Takes(bound.OfRows(RowPairOf(seeker, mine, rows[at]), least_m), least_m)) {
                return;
              }
              Candidate candidate;
              candidate.distance_m = DistanceMetres(mine.point, rows[at].point);
              if (candidate.distance_m > reach_m) {
                return;
              }
              const Pair pair = PairOf(seeker, index.families()[at]);
              if (row_breaks == 0 && !BreaksAny(pair.unit, pair.supporter, conditions)) {
                return;
              }
              candidate.fit = FitOf(pair.unit, pair.supporter, weights, conditions.day).total;
              candidate.rank = index.ranks()[at];
              candidate.at = at;
              if (!best.Takes(candidate)) {
                return;
              }
              const RuleSet broken = BrokenRules(pair.unit, pair.supporter, conditions);
              if (broken.size() == 1 && rules.Includes(broken)) {
                candidate.rule = broken.front();
                best.Add(candidate);
              }
            });
      });
  std::vector<Miss> misses;
  for (const Candidate& candidate : std::move(best).Sorted()) {
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
  return FindPairs(index, unit, conditions, weights, count);
}

std::vector<Found> BestUnits(const Index<Unit>& index, const Supporter& supporter,
                             const Conditions& conditions, const Weights& weights,
                             std::size_t count) {
  return FindPairs(index, supporter, conditions, weights, count);
}

std::vector<Miss> NearestMisses(const Index<Supporter>& index, const Unit& unit,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules) {
  return FindMisses(index, unit, conditions, weights, count, rules);
}

std::vector<Miss> NearestMisses(const Index<Unit>& index, const Supporter& supporter,
                                const Conditions& conditions, const Weights& weights,
                                std::size_t count, RuleSet rules) {
  return FindMisses(index, supporter, conditions, weights, count, rules);
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
      for (const Candidate& candidate : FindBest(index, unit, conditions, weights, most_partners)) {
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
