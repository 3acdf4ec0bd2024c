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

// How large a random snapshot is. Families live near each other and most pairs are possible, so
// that there is something to decide; families share points and kinds, so that fits are often even.
struct RandomShape {
  int units = 5;
  int supporters = 4;
  int siblings_in_ten = 2;  // units of ten that take two or three places
};

// With all features on: classes, several places on both sides, barred pairs, two contracts with a
// pool agreement or without, those who pause or have no place. Not frozen, in a random order.
inline Snapshot RandomSnapshot(const RandomShape& shape, std::mt19937_64& random) {
  const auto below = [&](int count) { return static_cast<int>(random() % At(count)); };
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.weights_version = 1 + below(3);
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
    unit.children = {1 + i};
    unit.terms.point.x_m += 500 * below(spread);
    unit.terms.contract = static_cast<std::uint16_t>(below(8) == 0);
    unit.terms.traits.languages.Insert(below(3));
    unit.terms.interests = interests();
    unit.ages = {4 + below(9)};
    unit.nearby = unit.ages;
    unit.waiting_since = kToday - 60 * below(8);
    unit.urgency = 1 + below(3);
    unit.places = below(10) < shape.siblings_in_ten ? 2 + below(2) : 1;
    snapshot.units.push_back(unit);
  }
  for (int i = 0; i < shape.supporters; ++i) {
    Supporter supporter = SomeSupporter();
    supporter.family = IdOf(static_cast<std::uint32_t>(1001 + i));
    supporter.terms.point.x_m += 500 * below(spread);
    supporter.terms.distance_m = 2500 + 500 * below(4);
    supporter.terms.contract = static_cast<std::uint16_t>(below(5) == 0);
    supporter.terms.traits.languages.Insert(below(3));
    supporter.terms.interests = interests();
    supporter.ages = AgeSet::Range(4 + below(3), 9 + below(5));
    supporter.capacity = 4;
    supporter.free_places = below(10) == 0 ? 0 : 1 + below(3);
    supporter.paused_until = below(12) == 0 ? kToday : kNoDay;
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
