#pragma once

#include "registration/app/demands.h"
#include "registration/app/round.h"

namespace buurtbrug::registration::app {

// Destroys unserved demand that has expired, and puts the keys of what is left under the current
// master key; how many expired. `demands` outlives it.
Round::Work ExpiryWork(Demands& demands);

}  // namespace buurtbrug::registration::app
