#pragma once

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::feed {

// A fact to be told to the other services: appended in the transaction that makes it true.
struct Fact {
  core::Uuid event_id;
  absl::CivilDay occurred_on;
  // Full name and bytes of a protobuf message without personal data.
  std::string type;
  std::string bytes;
};

// Makes a fact out of a protobuf message.
template <typename Event>
Fact MakeFact(const core::Uuid& event_id, absl::CivilDay occurred_on, const Event& event) {
  return {event_id, occurred_on, event.GetTypeName(), event.SerializeAsString()};
}

// Where a reader stands in a feed; zero is before the first entry.
struct Position {
  uint64_t transaction = 0;
  uint64_t sequence = 0;

  friend bool operator==(const Position& a, const Position& b) {
    return a.transaction == b.transaction && a.sequence == b.sequence;
  }
  friend bool operator<(const Position& a, const Position& b) {
    return a.transaction != b.transaction ? a.transaction < b.transaction : a.sequence < b.sequence;
  }
};

// A fact as a reader gets it.
struct Entry {
  Position position;
  core::TenantScope tenant;
  absl::Time recorded_at;
  Fact fact;
  // Recorded after the subsidy period of its day was sealed.
  bool correction = false;

  // Parses the fact into `event` when it is of that type.
  template <typename Event>
  bool Read(Event& event) const {
    return fact.type == event.GetTypeName() && event.ParseFromString(fact.bytes);
  }
};

}  // namespace buurtbrug::platform::feed
