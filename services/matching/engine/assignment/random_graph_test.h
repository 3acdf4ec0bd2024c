#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"
#include "matching/engine/assignment/graph_form.h"

namespace buurtbrug::matching::engine {

// What a random graph for tests is like. Low costs make ties, low density makes nodes that cannot
// all be matched.
struct RandomGraphShape {
  std::int32_t lefts = 0;
  std::int32_t rights = 0;
  double density = 0.5;
  Cost lowest = 0;
  Cost highest = 10;
};

inline std::vector<Arc> RandomArcs(const RandomGraphShape& shape, std::mt19937_64& random) {
  std::bernoulli_distribution present(shape.density);
  std::uniform_int_distribution<Cost> cost(shape.lowest, shape.highest);
  std::vector<Arc> arcs;
  for (std::int32_t i = 0; i < shape.lefts; ++i) {
    for (std::int32_t j = 0; j < shape.rights; ++j) {
      if (present(random)) {
        arcs.push_back({i, j, cost(random)});
      }
    }
  }
  return arcs;
}

// Small enough for exhaustive search: up to six nodes a side, from hardly any arcs to all, from all
// costs even to a wide range.
inline RandomGraphShape RandomSmallShape(std::mt19937_64& random) {
  constexpr Cost kHighest[] = {0, 1, 3, 20, 1000, 1'000'000'000'000};
  RandomGraphShape shape;
  shape.lefts = static_cast<std::int32_t>(random() % 7);
  shape.rights = static_cast<std::int32_t>(random() % 7);
  shape.density = static_cast<double>(1 + random() % 10) / 10;
  shape.highest = kHighest[random() % 6];
  shape.lowest = random() % 3 == 0 ? -shape.highest : 0;
  return shape;
}

inline BipartiteGraph RandomGraph(const RandomGraphShape& shape, std::mt19937_64& random) {
  return GraphOf(shape.lefts, shape.rights, RandomArcs(shape, random)).value();
}

}  // namespace buurtbrug::matching::engine
