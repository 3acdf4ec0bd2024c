#pragma once

#include <cstdint>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::bench {

// What an instance looks like. The same description gives the same instance on every machine.
struct InstanceShape {
  std::int32_t families = 1000;
  std::int32_t places = 1500;
  std::int32_t partners = 10;  // of a family on average, from half to one and a half times as many
  std::uint64_t seed = 1;
};

// A country like ours: towns whose sizes follow Zipf's law, strewn over 200 by 300 km; families and
// places (supporters) normally distributed around the centre of a town, with towns where places are
// scarcer and towns where they are not. A family can be matched with the nearest supporters that
// pass the hard rules (here: a part of day in common, and a coin for all other rules). The cost of
// a match is a loss of fit in thousandths of a point, 0 to about 100,000: distance, parts of day
// that are missing, and what the wishes and interests of the two leave to be desired.
matching::engine::BipartiteGraph MakeInstance(const InstanceShape& shape);

}  // namespace buurtbrug::bench
