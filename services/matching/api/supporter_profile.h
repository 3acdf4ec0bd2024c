#pragma once

#include <string>

#include "buurtbrug/matching/v1/plan.pb.h"
#include "matching/engine/plan/snapshot.h"

namespace buurtbrug::matching::api {

// Tells all of a profile that is valued that rules and fit look at: who registers as it says, is
// ready and was asked on the day of the snapshot, is this support family. `area` is where it is.
void Write(const engine::Snapshot& snapshot, const engine::Supporter& supporter,
           const std::string& area, v1::SupporterProfile& out);

}  // namespace buurtbrug::matching::api
