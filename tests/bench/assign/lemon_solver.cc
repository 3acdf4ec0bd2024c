#include "tests/bench/assign/lemon_solver.h"

#include <lemon/capacity_scaling.h>
#include <lemon/cost_scaling.h>
#include <lemon/matching.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace buurtbrug::bench {
namespace {

using matching::engine::BipartiteGraph;
using matching::engine::Cost;
using Digraph = lemon::StaticDigraph;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

double Since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

// At least 1.
Cost DearestOf(const BipartiteGraph& graph) {
  Cost dearest = 1;
  for (std::size_t arc = 0; arc < graph.cost.size(); ++arc) {
    dearest = std::max(dearest, std::abs(graph.cost[arc]));
  }
  return dearest;
}

// The graph as a flow network. Nodes: left, right, sink and, without bypass, source. Arcs are in
// the order of their tails, as StaticDigraph wants them: it is the most compact graph that LEMON
// has.
class Network {
 public:
  Network(BipartiteGraph graph, std::int64_t cardinality)
      : bypass_(cardinality < 0),
        lefts_(graph.left_count()),
        rights_(graph.right_count),
        cost_(digraph_),
        capacity_(digraph_),
        supply_(digraph_) {
    const int sink = lefts_ + rights_;
    const int source = sink + 1;
    std::vector<std::pair<int, int>> arcs;
    std::vector<Cost> costs;
    const std::size_t count = graph.right.size() + At(2) * At(lefts_) + At(rights_);
    arcs.reserve(count);
    costs.reserve(count);
    const Cost dearest = DearestOf(graph);
    const Cost prohibitive = 2 * dearest * (std::min(lefts_, rights_) + 1);
    for (int i = 0; i < lefts_; ++i) {
      for (auto arc = At(graph.row_begin[At(i)]); arc < At(graph.row_begin[At(i) + 1]); ++arc) {
        arcs.emplace_back(i, lefts_ + graph.right[arc]);
        costs.push_back(graph.cost[arc]);
      }
      if (bypass_) {
        arcs.emplace_back(i, sink);
        costs.push_back(prohibitive);
      }
    }
    for (int j = 0; j < rights_; ++j) {
      arcs.emplace_back(lefts_ + j, sink);
      costs.push_back(0);
    }
    if (!bypass_) {
      for (int i = 0; i < lefts_; ++i) {
        arcs.emplace_back(source, i);
        costs.push_back(0);
      }
    }
    graph = {};
    digraph_.build(source + 1, arcs.begin(), arcs.end());
    for (std::size_t arc = 0; arc < costs.size(); ++arc) {
      cost_[digraph_.arcFromId(static_cast<int>(arc))] = costs[arc];
      capacity_[digraph_.arcFromId(static_cast<int>(arc))] = 1;
    }
    for (int node = 0; node <= source; ++node) {
      supply_[digraph_.node(node)] = 0;
    }
    const int units = bypass_ ? lefts_ : static_cast<int>(cardinality);
    supply_[digraph_.node(sink)] = -units;
    if (bypass_) {
      for (int i = 0; i < lefts_; ++i) {
        supply_[digraph_.node(i)] = 1;
      }
    } else {
      supply_[digraph_.node(source)] = units;
    }
  }

  template <typename Solver>
  LemonOptimum Solve(const std::function<void()>& before_solving) {
    before_solving();
    LemonOptimum optimum;
    const auto began = std::chrono::steady_clock::now();
    Solver solver(digraph_);
    const auto outcome = solver.costMap(cost_).upperMap(capacity_).supplyMap(supply_).run();
    optimum.seconds = Since(began);
    if (outcome != Solver::OPTIMAL) {
      std::fputs("LEMON finds no solution\n", stderr);
      std::exit(1);
    }
    for (Digraph::ArcIt arc(digraph_); arc != lemon::INVALID; ++arc) {
      const bool real = digraph_.id(digraph_.source(arc)) < lefts_ &&
                        digraph_.id(digraph_.target(arc)) < lefts_ + rights_;
      if (real && solver.flow(arc) != 0) {
        ++optimum.cardinality;
        optimum.total_cost += cost_[arc];
      }
    }
    return optimum;
  }

 private:
  bool bypass_;
  int lefts_;
  int rights_;
  Digraph digraph_;
  Digraph::ArcMap<Cost> cost_;
  Digraph::ArcMap<int> capacity_;
  Digraph::NodeMap<int> supply_;
};

LemonOptimum SolveAsGeneralMatching(BipartiteGraph graph,
                                    const std::function<void()>& before_solving) {
  using Graph = lemon::SmartGraph;
  Graph general;
  Graph::EdgeMap<Cost> weight(general);
  const int lefts = graph.left_count();
  const Cost dearest = DearestOf(graph);
  const Cost pair_worth = 2 * dearest * (std::min(lefts, graph.right_count) + 1);
  general.reserveNode(lefts + graph.right_count);
  general.reserveEdge(static_cast<int>(graph.right.size()));
  for (int node = 0; node < lefts + graph.right_count; ++node) {
    general.addNode();
  }
  for (int i = 0; i < lefts; ++i) {
    for (auto arc = At(graph.row_begin[At(i)]); arc < At(graph.row_begin[At(i) + 1]); ++arc) {
      const auto edge =
          general.addEdge(general.nodeFromId(i), general.nodeFromId(lefts + graph.right[arc]));
      weight[edge] = pair_worth - graph.cost[arc];
    }
  }
  graph = {};
  before_solving();
  LemonOptimum optimum;
  const auto began = std::chrono::steady_clock::now();
  lemon::MaxWeightedMatching<Graph, Graph::EdgeMap<Cost>> solver(general, weight);
  solver.run();
  optimum.seconds = Since(began);
  for (Graph::EdgeIt edge(general); edge != lemon::INVALID; ++edge) {
    if (solver.matching(edge)) {
      ++optimum.cardinality;
      optimum.total_cost += pair_worth - weight[edge];
    }
  }
  return optimum;
}

}  // namespace

const std::vector<std::string_view>& LemonSolvers() {
  static const std::vector<std::string_view> kSolvers = {
      "network-simplex",        "cost-scaling",        "capacity-scaling",
      "network-simplex-bypass", "cost-scaling-bypass", "capacity-scaling-bypass",
      "weighted-matching"};
  return kSolvers;
}

LemonOptimum SolveWithLemon(std::string_view solver, BipartiteGraph graph, std::int64_t cardinality,
                            const std::function<void()>& before_solving) {
  if (solver == "weighted-matching") {
    return SolveAsGeneralMatching(std::move(graph), before_solving);
  }
  constexpr std::string_view kBypass = "-bypass";
  const bool bypass =
      solver.size() > kBypass.size() && solver.substr(solver.size() - kBypass.size()) == kBypass;
  if (bypass) {
    solver.remove_suffix(kBypass.size());
  }
  Network network(std::move(graph), bypass ? -1 : cardinality);
  if (solver == "network-simplex") {
    return network.Solve<lemon::NetworkSimplex<Digraph, int, Cost>>(before_solving);
  }
  if (solver == "cost-scaling") {
    return network.Solve<lemon::CostScaling<Digraph, int, Cost>>(before_solving);
  }
  return network.Solve<lemon::CapacityScaling<Digraph, int, Cost>>(before_solving);
}

}  // namespace buurtbrug::bench
