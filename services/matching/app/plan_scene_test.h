#pragma once

#include <cstdint>

#include "matching/engine/plan/snapshot.h"

// A small snapshot for tests of what keeps plans: two children, siblings, and two support families.
namespace buurtbrug::matching::app {

inline engine::FamilyId FamilyNumber(std::uint8_t number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = number;
  return engine::FamilyId(platform::core::Uuid(bytes));
}

inline engine::Unit UnitNumber(std::uint8_t number, engine::DayNumber day) {
  engine::Unit unit;
  unit.family = FamilyNumber(number);
  unit.children = {1};
  unit.terms = {
      .point = {104'500 + 300 * number, 488'000},
      .moments = {engine::MomentOf(engine::Weekday::kWednesday, engine::PartOfDay::kAfternoon)},
      .kinds = {engine::SupportKind::kFixedAfternoon},
      .distance_m = 5000,
      .frequency = engine::Frequency::kWeekly,
      .transports = {engine::Transport::kBicycle}};
  unit.ages = {8};
  unit.nearby = {8};
  unit.waiting_since = day - 20;
  return unit;
}

inline engine::Supporter SupporterNumber(std::uint8_t number, engine::DayNumber day) {
  engine::Supporter supporter;
  supporter.family = FamilyNumber(number);
  supporter.terms = UnitNumber(number, day).terms;
  supporter.terms.point = {104'500, 488'000};
  supporter.ages = engine::AgeSet::Range(4, 12);
  supporter.capacity = 2;
  supporter.free_places = 1;
  supporter.ready[0] = {day - 100, engine::kForEver};
  supporter.willing_on = day;
  return supporter;
}

// Family 1 and 2 want an afternoon, 3 has siblings who take two places; 11 has one place, 12
// pauses.
inline engine::Snapshot SmallSnapshot(engine::DayNumber day) {
  engine::Snapshot snapshot;
  snapshot.day = day;
  snapshot.weights_version = 4;
  snapshot.contracts = {engine::ContractId(FamilyNumber(99).value())};
  snapshot.agreements = {{0, 0}};
  snapshot.units = {UnitNumber(2, day), UnitNumber(1, day), UnitNumber(3, day)};
  snapshot.units[2].children = {1, 2};
  snapshot.units[2].places = 2;
  snapshot.supporters = {SupporterNumber(12, day), SupporterNumber(11, day)};
  snapshot.supporters[0].paused_until = day;
  return snapshot;
}

}  // namespace buurtbrug::matching::app
