#pragma once

#include <map>
#include <optional>
#include <string>

#include "matching/engine/fit.h"

// Weights as people write them: by the codes of the parts. Pure.
namespace buurtbrug::matching::engine {

using WeightsByCode = std::map<std::string, int>;

// Nothing: there is no part with this code.
std::optional<FitPart> PartOf(absl::string_view code);

// Every part with its weight.
WeightsByCode ByCode(const Weights& weights);

// The weights of a version, as it was kept: of none the default ones. A part that a kept version
// does not name was not there when it was made, and counts for nothing in it.
Weights OfVersion(const WeightsByCode& kept);

// `base` with the weights that are named; codes that are no part's count for nothing.
Weights Weighed(Weights base, const WeightsByCode& named);

}  // namespace buurtbrug::matching::engine
