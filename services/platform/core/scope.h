#pragma once

#include <string>

#include "platform/core/uuid.h"

namespace buurtbrug::platform::core {

// Under which what belongs to no tenant is kept, with the nil contract.
inline constexpr char kNoMunicipality[] = "0000";

// One contract of one municipality: what a call about cases is about, and all that it may touch.
struct TenantScope {
  // CBS code, four digits.
  std::string municipality;
  ContractId contract;
  // UUID of the partner whose own referrals are all that the call may touch; empty: no such bound.
  std::string partner = {};

  friend bool operator==(const TenantScope& a, const TenantScope& b) {
    return a.municipality == b.municipality && a.contract == b.contract;
  }
};

// What a write answers, and answers again when the same request comes twice: the thing that it is
// about and that thing's version after it.
struct Receipt {
  Uuid subject;
  int64_t version = 0;
};

}  // namespace buurtbrug::platform::core
