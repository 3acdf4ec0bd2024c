#include "matching/engine/weighing.h"

namespace buurtbrug::matching::engine {

std::optional<FitPart> PartOf(absl::string_view code) {
  for (int part = 0; part < kFitParts; ++part) {
    if (CodeOf(static_cast<FitPart>(part)) == code) {
      return static_cast<FitPart>(part);
    }
  }
  return std::nullopt;
}

WeightsByCode ByCode(const Weights& weights) {
  WeightsByCode named;
  for (int part = 0; part < kFitParts; ++part) {
    named.emplace(CodeOf(static_cast<FitPart>(part)), weights.of[static_cast<std::size_t>(part)]);
  }
  return named;
}

Weights OfVersion(const WeightsByCode& kept) {
  return kept.empty() ? Weights() : Weighed({.of = {}}, kept);
}

Weights Weighed(Weights base, const WeightsByCode& named) {
  for (const auto& [code, weight] : named) {
    if (const std::optional<FitPart> part = PartOf(code)) {
      base.of[static_cast<std::size_t>(*part)] = weight;
    }
  }
  return base;
}

}  // namespace buurtbrug::matching::engine
