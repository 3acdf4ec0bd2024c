#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"

namespace buurtbrug::matching::domain {

// How much each part of the fit counts for a contract, from one change to the next.
struct WeightVersion {
  // 0: the default, which nobody set.
  std::int64_t version = 0;
  // By the code of the part. Empty in version 0; of a later one a part that is not there counts for
  // nothing: there was no such part yet.
  std::map<std::string, int> weights;
  absl::Time recorded_at;
  std::string recorded_by;
  std::string reason;
};

}  // namespace buurtbrug::matching::domain
