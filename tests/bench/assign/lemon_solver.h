#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "matching/engine/assignment/bipartite_graph.h"

namespace buurtbrug::bench {

// What a solver of LEMON finds for a graph, to hold our own against.
struct LemonOptimum {
  std::int64_t cardinality = 0;
  matching::engine::Cost total_cost = 0;
  double seconds = 0;  // within the solver, its own copy of the graph included, building ours not
};

// LEMON's solvers that fit the problem, by the name to give to SolveWithLemon.
//   network-simplex, cost-scaling, capacity-scaling   minimum cost flow of `cardinality` units
//   ...-bypass        flow of all families, each of which may go unserved at a prohibitive cost:
//   finds
//                     the cardinality by itself
//   weighted-matching  matching in general graphs, a pair being worth more than all costs together
const std::vector<std::string_view>& LemonSolvers();

// The optimum of `graph`, which is given up to save its memory. The flow solvers without bypass are
// given the cardinality, which spares them half of the work; -1 for the others. Stops the program
// when the solver says that there is no solution. Calls before_solving, when there is one, right
// before the clock runs: LEMON's graph is there then, and `graph` is not any more.
LemonOptimum SolveWithLemon(
    std::string_view solver, matching::engine::BipartiteGraph graph, std::int64_t cardinality,
    const std::function<void()>& before_solving = [] {});

}  // namespace buurtbrug::bench
