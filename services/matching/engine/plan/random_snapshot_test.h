#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "matching/engine/plan/plan_instance.h"
#include "matching/engine/plan/snapshot.h"
#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {

inline ContractId ContractOf(std::uint32_t number) { return ContractId(IdOf(number).value()); }

// How large a random snapshot is. Families live near each other and about half of the pairs are
// possible, so that there is something to decide; families share points and kinds, so that fits are
// often even.
struct RandomShape {
  int units = 5;
  int supporters = 4;
  int siblings_in_ten = 2;  // units of ten that take two or three places
};

// Draws what families say. Each hard rule is broken by one pair in some twenty.
class RandomFamilies {
 public:
  explicit RandomFamilies(std::mt19937_64& random) : random_(random) {}

  int Below(int count) { return static_cast<int>(random_() % At(count)); }
  bool Once(int in) { return Below(in) == 0; }
  template <typename Set>
  Set SetOf(int first, int last, int count) {
    Set set;
    for (; count > 0; --count) {
      const int value = first + Below(last - first + 1);
      set = set | Set::Range(value, value);
    }
    return set;
  }

  WishSet Wishes(int in) {
    WishSet wishes;
    if (Once(in)) {
      wishes.languages.Insert(Below(3));
    }
    if (Once(in)) {
      wishes.pets = SetOf<PetSet>(0, 3, 1);
    }
    if (Once(in)) {
      wishes.accessibility = SetOf<AccessibilitySet>(1, 3, 1);
    }
    for (int quality = 0; quality < 4; ++quality) {
      if (Once(in)) {
        wishes.qualities.Insert(static_cast<Quality>(quality));
      }
    }
    return wishes;
  }

  void Fill(Terms& terms, int spread, int kinds) {
    terms.point.x_m += 500 * Below(spread);
    terms.kinds = SetOf<KindSet>(1, 4, kinds);
    terms.moments = SetOf<MomentSet>(9, 13, Once(4) ? 0 : 2 + Below(4));
    terms.frequency = static_cast<Frequency>(Below(5));
    terms.transports = SetOf<TransportSet>(1, 4, Below(3));
    terms.traits.languages.Insert(Below(3));
    terms.traits.pets = SetOf<PetSet>(1, 3, Below(2));
    terms.traits.accessibility = SetOf<AccessibilitySet>(1, 3, Below(4));
    terms.traits.smoking = static_cast<Smoking>(Once(3) ? Below(4) : 1);
    terms.traits.father_figure = Once(2);
    terms.traits.experienced_parents = Once(2);
    terms.wishes.better = Wishes(4);
    terms.wishes.limits = Wishes(40);
  }

 private:
  std::mt19937_64& random_;
};

// With all features on: all that rules and fit look at, classes, several places on both sides,
// barred pairs, two contracts with a pool agreement or without, who pauses, is not ready, was not
// asked of late or has no place, and weights of all sorts. Not frozen, in a random order.
inline Snapshot RandomSnapshot(const RandomShape& shape, std::mt19937_64& random) {
  RandomFamilies draw(random);
  const auto below = [&](int count) { return draw.Below(count); };
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.weights_version = 1 + below(3);
  if (!draw.Once(3)) {
    for (std::int32_t& weight : snapshot.weights.of) {
      weight = draw.Once(3) ? 0 : 1 + below(kMostWeight);
    }
    snapshot.weights.of[At(below(kFitParts))] = 100;
  }
  snapshot.contracts = {ContractOf(7), ContractOf(3)};
  snapshot.languages = {"nl", "ar", "en"};
  snapshot.agreements = {{0, 0}, {1, 1}};
  if (below(2) == 0) {
    snapshot.agreements.emplace_back(0, 1);
  }
  const auto interests = [&] {
    InterestSet some;
    for (int i = below(4); i > 0; --i) {
      some.Insert(static_cast<Interest>(1 + below(5)));
    }
    return some;
  };
  const int spread = 1 + below(4);
  for (int i = 0; i < shape.units; ++i) {
    Unit unit = SomeUnit();
    unit.family = IdOf(static_cast<std::uint32_t>(1 + i / 2));
    unit.children = {1 + i % 2};
    draw.Fill(unit.terms, spread, 2 + below(2));
    unit.terms.distance_m = 3000 + 500 * below(8);
    unit.terms.contract = static_cast<std::uint16_t>(below(8) == 0);
    unit.terms.interests = interests();
    unit.ages = {4 + below(9)};
    unit.nearby = unit.ages;
    if (draw.Once(8)) {
      unit.children = {0};  // the parents, one of a family
      unit.family = IdOf(static_cast<std::uint32_t>(101 + i));
      unit.ages = {};
    }
    unit.waiting_since = draw.Once(10) ? kNoDay : kToday - 60 * below(8);
    unit.urgency = 1 + below(3);
    unit.places = below(10) < shape.siblings_in_ten ? 2 + below(2) : 1;
    snapshot.units.push_back(unit);
  }
  for (int i = 0; i < shape.supporters; ++i) {
    Supporter supporter = SomeSupporter();
    supporter.family = IdOf(static_cast<std::uint32_t>(1001 + i));
    draw.Fill(supporter.terms, spread, 3 + below(3));
    supporter.terms.distance_m = 2500 + 500 * below(8);
    supporter.terms.contract = static_cast<std::uint16_t>(below(5) == 0);
    supporter.terms.interests = interests();
    supporter.ages = AgeSet::Range(3 + below(3), 11 + below(4));
    supporter.children = draw.SetOf<AgeSet>(3, 12, below(3));
    supporter.capacity = 4;
    supporter.free_places = below(12) == 0 ? 0 : 1 + below(3);
    supporter.paused_until = below(20) == 0 ? kToday : kNoDay;
    supporter.willing_on = kToday - (draw.Once(20) ? kWillingDays + 1 : below(kWillingDays + 1));
    supporter.ready[0].first = draw.Once(20) ? kToday + 1 : kToday - below(100);
    snapshot.supporters.push_back(supporter);
  }
  for (int i = below(4); i > 0 && shape.units > 0 && shape.supporters > 0; --i) {
    snapshot.barred.push_back({snapshot.units[At(below(shape.units))].family,
                               snapshot.supporters[At(below(shape.supporters))].family,
                               static_cast<Bar>(below(3))});
  }
  std::shuffle(snapshot.units.begin(), snapshot.units.end(), random);
  std::shuffle(snapshot.supporters.begin(), snapshot.supporters.end(), random);
  return snapshot;
}

}  // namespace buurtbrug::matching::engine
