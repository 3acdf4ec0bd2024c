// The solver beside LEMON's, on instances too large for exhaustive search.
#include <gtest/gtest.h>

#include <random>

#include "matching/engine/assignment/assignment_check.h"
#include "matching/engine/assignment/assignment_solver.h"
#include "matching/engine/assignment/random_graph_test.h"
#include "tests/bench/assign/instance.h"
#include "tests/bench/assign/lemon_solver.h"

namespace buurtbrug::matching::engine {
namespace {

void ExpectSameOptimum(const BipartiteGraph& graph, std::string_view lemon_solver) {
  const bench::LemonOptimum lemon = bench::SolveWithLemon(lemon_solver, graph, -1);
  for (const Method method : {Method::kByTrial, Method::kScaling}) {
    const Assignment assignment = Solve(graph, {.method = method, .threads = 2}).value();
    EXPECT_TRUE(CheckOptimal(graph, assignment).ok());
    EXPECT_EQ(assignment.cardinality, lemon.cardinality);
    EXPECT_EQ(assignment.total_cost, lemon.total_cost);
  }
}

TEST(SolveAndLemon, AgreeOnInstancesLikeOurs) {
  std::uint64_t seed = 100;
  for (const std::int32_t places : {1000, 2000, 3000}) {
    for (const std::int32_t partners : {4, 10, 50}) {
      ExpectSameOptimum(bench::MakeInstance({2000, places, partners, ++seed}),
                        "network-simplex-bypass");
    }
  }
}

TEST(SolveAndLemon, AgreeOnRandomGraphs) {
  std::mt19937_64 random(4);
  for (const Cost highest : {1, 100, 1000000}) {
    for (const double density : {0.003, 0.01, 0.2}) {
      const RandomGraphShape shape{500, 500, density, -highest / 2, highest};
      ExpectSameOptimum(RandomGraph(shape, random), "network-simplex-bypass");
    }
  }
}

TEST(SolveAndLemon, AgreeWithEachSolverOfLemon) {
  const BipartiteGraph graph = bench::MakeInstance({300, 300, 8, 7});
  const Assignment assignment = Solve(graph).value();
  for (const std::string_view solver : bench::LemonSolvers()) {
    const auto lemon = bench::SolveWithLemon(solver, graph, assignment.cardinality);
    EXPECT_EQ(assignment.cardinality, lemon.cardinality) << solver;
    EXPECT_EQ(assignment.total_cost, lemon.total_cost) << solver;
  }
}

}  // namespace
}  // namespace buurtbrug::matching::engine
