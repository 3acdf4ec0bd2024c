#include "matching/engine/assignment/arc_costs.h"

namespace buurtbrug::matching::engine {

void ArcCosts::Widen() {
  wide_.reserve(narrow_.capacity());
  wide_.assign(narrow_.begin(), narrow_.end());
  narrow_ = {};
  is_wide_ = true;
}

}  // namespace buurtbrug::matching::engine
