// buurtbrug-bench-assign: makes instances, and solves one with one solver in a process of its own,
// so that its memory can be told. tests/bench/assign/run is what people call.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matching/engine/assignment/assignment_check.h"
#include "matching/engine/assignment/assignment_solver.h"
#include "tests/bench/assign/heap.h"
#include "tests/bench/assign/instance.h"
#include "tests/bench/assign/lemon_solver.h"
#include "tools/assign/assignment_file.h"

namespace {

using namespace buurtbrug;
using matching::engine::BipartiteGraph;

constexpr char kHelp[] =
    R"(Usage: buurtbrug-bench-assign make FAMILIES PLACES PARTNERS SEED >FILE
       buurtbrug-bench-assign solve SOLVER FILE CARDINALITY

make writes an instance like ours in the DIMACS form. solve prints cardinality, cost, seconds, the peak
of the heap while solving, with the graph that is solved and without reading or building it, and the peak
of the whole process, both in KB; SOLVER is buurtbrug-1 or buurtbrug-2 (threads), or a
solver of LEMON (lemon_solver.h). CARDINALITY is told to those of LEMON that need to know it.
)";

long PeakKilobytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int Make(char** numbers) {
  bench::InstanceShape shape;
  shape.families = std::atoi(numbers[0]);
  shape.places = std::atoi(numbers[1]);
  shape.partners = std::atoi(numbers[2]);
  shape.seed = static_cast<std::uint64_t>(std::atoll(numbers[3]));
  const BipartiteGraph graph = bench::MakeInstance(shape);
  std::printf("c families %d places %d partners %d seed %s\np asn %d %lld\n", shape.families,
              shape.places, shape.partners, numbers[3], shape.families + shape.places,
              static_cast<long long>(graph.arc_count()));
  for (int i = 1; i <= shape.families; ++i) {
    std::printf("n %d\n", i);
  }
  for (int i = 0; i < shape.families; ++i) {
    const auto row = static_cast<std::size_t>(i);
    for (auto arc = static_cast<std::size_t>(graph.row_begin[row]);
         arc < static_cast<std::size_t>(graph.row_begin[row + 1]); ++arc) {
      std::printf("a %d %d %lld\n", i + 1, shape.families + 1 + graph.right[arc],
                  static_cast<long long>(graph.cost[arc]));
    }
  }
  return 0;
}

// The time includes the check of the certificate: no plan is kept or told without it.
bench::LemonOptimum SolveWithOurs(const BipartiteGraph& graph, int threads) {
  const auto began = std::chrono::steady_clock::now();
  const auto assignment = matching::engine::Solve(graph, {.threads = threads});
  if (!assignment.ok() || !matching::engine::CheckOptimal(graph, *assignment).ok()) {
    std::fputs("our own solver fails\n", stderr);
    std::exit(1);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  return {assignment->cardinality, assignment->total_cost, took.count()};
}

int SolveFile(std::string_view solver, const char* path, const char* cardinality) {
  auto graph = assign::ReadAssignment(path);
  if (!graph.ok()) {
    std::fprintf(stderr, "%s\n", std::string(graph.status().message()).c_str());
    return 1;
  }
  bench::LemonOptimum optimum;
  if (solver == "buurtbrug-1" || solver == "buurtbrug-2") {
    bench::StartHeapPeak();
    optimum = SolveWithOurs(*graph, solver.back() - '0');
  } else {
    optimum = bench::SolveWithLemon(solver, *std::move(graph), std::atoll(cardinality),
                                    bench::StartHeapPeak);
  }
  std::printf("%lld %lld %.6f %zu %ld\n", static_cast<long long>(optimum.cardinality),
              static_cast<long long>(optimum.total_cost), optimum.seconds,
              bench::HeapPeakBytes() / 1024, PeakKilobytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv, argv + argc);
  if (argc == 6 && words[1] == "make") {
    return Make(argv + 2);
  }
  if (argc == 5 && words[1] == "solve") {
    return SolveFile(words[2], argv[3], argv[4]);
  }
  const bool asked = argc == 2 && (words[1] == "--help" || words[1] == "-h");
  std::fputs(kHelp, asked ? stdout : stderr);
  return asked ? 0 : 2;
}
