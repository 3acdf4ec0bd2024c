#pragma once

namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class PersonKind { kAdult = 1, kChild = 2 };

// One person of a family: adults and children are each numbered from 1, in the order of coming in.
struct PersonRef {
  PersonKind kind = PersonKind::kAdult;
  int number = 0;

  friend bool operator==(const PersonRef& a, const PersonRef& b) {
    return a.kind == b.kind && a.number == b.number;
  }
  friend bool operator<(const PersonRef& a, const PersonRef& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.number < b.number;
  }
};

}  // namespace buurtbrug::registration::domain
