#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <vector>

#include "matching/engine/rule.h"

// Families for the tests of the engine: one pair that breaks no rule, and any that RapidCheck
// makes.
namespace buurtbrug::matching::engine {

inline constexpr DayNumber kToday = 18587;  // 21 November 2020

inline FamilyId IdOf(std::uint32_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(number >> 8 & 0xff);
  bytes[15] = static_cast<std::uint8_t>(number & 0xff);
  return FamilyId(platform::core::Uuid(bytes));
}

inline constexpr Moment kWednesdayAfternoon = MomentOf(Weekday::kWednesday, PartOfDay::kAfternoon);

// A child of 8 that needs a fixed afternoon each week.
inline Unit SomeUnit() {
  Unit unit;
  unit.family = IdOf(1);
  unit.children = {1};
  unit.terms = {.point = {104'000, 488'000},
                .moments = {kWednesdayAfternoon},
                .kinds = {SupportKind::kFixedAfternoon},
                .distance_m = 5000,
                .frequency = Frequency::kWeekly,
                .transports = {Transport::kBicycle}};
  unit.ages = {8};
  unit.nearby = {8};
  unit.waiting_since = kToday - 91;
  unit.urgency = 2;
  return unit;
}

// A support family 3 km east of it that takes children from 4 to 12.
inline Supporter SomeSupporter() {
  Supporter supporter;
  supporter.family = IdOf(2);
  supporter.terms = {.point = {107'000, 488'000},
                     .moments = {kWednesdayAfternoon},
                     .kinds = {SupportKind::kFixedAfternoon, SupportKind::kHomework},
                     .distance_m = 6000,
                     .frequency = Frequency::kWeekly,
                     .transports = {Transport::kBicycle}};
  supporter.ages = AgeSet::Range(4, 12);
  supporter.capacity = 2;
  supporter.free_places = 1;
  supporter.ready[0] = {kToday - 100, kForEver};
  supporter.willing_on = kToday;
  return supporter;
}

inline Conditions SomeConditions() {
  return {.day = kToday, .agreements = Agreements({{0, 0}}), .barred = {}};
}

// As large at the first try as at the last: RapidCheck would start with the small ones.
inline int Number(int from, int below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, below));
}
inline bool Coin() { return Number(0, 2) == 1; }
inline bool Seldom() { return Number(0, 8) == 0; }

template <typename Set>
Set SomeSet(int first, int last, int most) {
  Set set;
  for (int i = Number(0, most + 1); i > 0; --i) {
    const int value = Number(first, last + 1);
    set = set | Set::Range(value, value);
  }
  return set;
}

inline LanguageSet AnyLanguages(int most) {
  LanguageSet set;
  for (int i = Number(0, most + 1); i > 0; --i) {
    set.Insert(Number(0, 4));
  }
  return set;
}

inline WishSet AnyWishes() {
  WishSet wishes;
  wishes.languages = AnyLanguages(1);
  wishes.pets = SomeSet<PetSet>(0, 6, 1);
  wishes.accessibility = SomeSet<AccessibilitySet>(1, 3, 1);
  wishes.qualities = SomeSet<QualitySet>(0, 3, 2);
  return wishes;
}

inline Terms AnyTerms() {
  Terms terms;
  // Families share points, as those of one area do.
  terms.point = {100'000 + 700 * Number(0, 12), 480'000 + 700 * Number(0, 12)};
  terms.moments = SomeSet<MomentSet>(1, 12, 8);
  terms.kinds = SomeSet<KindSet>(1, 4, 3);
  terms.distance_m = 1000 * Number(3, 16);
  terms.frequency = static_cast<Frequency>(Number(0, 5));
  terms.transports = SomeSet<TransportSet>(1, 4, 2);
  terms.traits = {.languages = AnyLanguages(3),
                  .pets = SomeSet<PetSet>(1, 6, 1),
                  .accessibility = SomeSet<AccessibilitySet>(1, 3, 2),
                  .smoking = static_cast<Smoking>(Number(0, 4)),
                  .father_figure = Coin(),
                  .experienced_parents = Coin()};
  terms.wishes.better = AnyWishes();
  if (Seldom()) {
    terms.wishes.limits = AnyWishes();
  }
  terms.contract = static_cast<std::uint16_t>(Seldom() ? 1 : 0);
  terms.interests = SomeSet<InterestSet>(1, 6, 5);
  return terms;
}

inline Unit AnyUnit(std::uint32_t family) {
  Unit unit;
  unit.family = IdOf(family);
  unit.children = {Number(0, 3)};
  unit.terms = AnyTerms();
  unit.ages = SomeSet<AgeSet>(0, 14, 2);
  unit.nearby = unit.ages.empty() ? SomeSet<AgeSet>(0, kOldestYears, 2) : unit.ages;
  unit.waiting_since = Seldom() ? kNoDay : kToday - Number(-2, 300);
  unit.urgency = Number(1, 4);
  unit.places = Seldom() ? 2 : 1;
  return unit;
}

inline Supporter AnySupporter(std::uint32_t family) {
  Supporter supporter;
  supporter.family = IdOf(family);
  supporter.terms = AnyTerms();
  supporter.ages = AgeSet::Range(Number(0, 5), Number(10, kOldestYears + 1));
  supporter.children = SomeSet<AgeSet>(0, kOldestYears, 2);
  supporter.capacity = 3;
  supporter.free_places = Seldom() ? 0 : Number(1, 4);
  supporter.ready[static_cast<std::size_t>(Number(0, 4))] = {
      kToday - Number(-3, 100), Coin() ? kForEver : kToday + Number(-2, 90)};
  supporter.willing_on = Seldom() ? kNoDay : kToday - Number(-1, 16);
  supporter.paused_until = Seldom() ? kToday + Number(-2, 3) : kNoDay;
  return supporter;
}

// Ids from 1 for units, in a shuffled order; a family may have several.
inline std::vector<Unit> AnyUnits(int most) {
  std::vector<Unit> units;
  for (int i = Number(0, most + 1); i > 0; --i) {
    Unit unit = AnyUnit(static_cast<std::uint32_t>(i + 1) / 2);
    unit.children = {i % 2};
    units.push_back(unit);
  }
  return units;
}

// Ids from 1001, the highest first.
inline std::vector<Supporter> AnySupporters(int most) {
  std::vector<Supporter> supporters;
  for (int i = Number(0, most + 1); i > 0; --i) {
    supporters.push_back(AnySupporter(static_cast<std::uint32_t>(1000 + i)));
  }
  return supporters;
}

inline Conditions AnyConditions() {
  std::vector<BarredPair> barred;
  for (int i = Number(0, 20); i > 0; --i) {
    barred.push_back({IdOf(static_cast<std::uint32_t>(Number(1, 12))),
                      IdOf(static_cast<std::uint32_t>(Number(1001, 1012))),
                      static_cast<Bar>(Number(0, 3))});
  }
  std::vector<Agreements::Pair> agreements = {{0, 0}};
  for (int i = Number(0, 3); i > 0; --i) {
    agreements.emplace_back(Number(0, 2), Number(0, 2));
  }
  return {.day = kToday, .agreements = Agreements(agreements), .barred = BarredPairs(barred)};
}

}  // namespace buurtbrug::matching::engine
