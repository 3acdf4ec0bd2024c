// buurtbrug-assign: solves an assignment problem from a file, for anybody who wants to hold the
// engine of the matching service against other solvers.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>

#include "matching/engine/assignment/assignment_check.h"
#include "matching/engine/assignment/assignment_solver.h"
#include "tools/assign/assignment_file.h"

namespace {

constexpr char kHelp[] =
    R"(Usage: buurtbrug-assign FILE

Solves an assignment problem: a matching with as many pairs as possible and, among those, the least
total cost. Prints the number of pairs, the cost, whether an independent check of the dual values
proves both, the seconds that reading and solving took, and the most memory that was in use.

FILE is in the DIMACS form; - reads standard input. The two sides may differ in size, and not every
node need be matched. Costs are whole numbers, also negative ones.

Example: three families (1 to 3), two places (4 and 5).

  $ cat example.asn
  c comment
  p asn 5 4
  n 1
  n 2
  n 3
  a 1 4 10
  a 2 4 3
  a 2 5 20
  a 3 5 7
  $ buurtbrug-assign example.asn
  cardinality 2
  cost 10
  certificate holds
  reading_seconds 0.000
  solving_seconds 0.000
  peak_memory_mb 4

Ends with 0 when the certificate holds, 1 when the file is refused (with the line and the reason on
standard error) or the certificate does not hold, 2 when the command line is not understood.
)";

double Since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

long PeakMegabytes() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

int Run(const char* path) {
  using namespace buurtbrug;
  const auto before_reading = std::chrono::steady_clock::now();
  const auto graph = assign::ReadAssignment(path);
  const double reading = Since(before_reading);
  if (!graph.ok()) {
    std::fprintf(stderr, "buurtbrug-assign: %s: %s\n", path,
                 std::string(graph.status().message()).c_str());
    return 1;
  }
  const auto before_solving = std::chrono::steady_clock::now();
  const auto assignment = matching::engine::Solve(
      *graph, {.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))});
  const double solving = Since(before_solving);
  if (!assignment.ok()) {
    std::fprintf(stderr, "buurtbrug-assign: %s: %s\n", path,
                 std::string(assignment.status().message()).c_str());
    return 1;
  }
  const absl::Status verdict = matching::engine::CheckOptimal(*graph, *assignment);
  std::printf("cardinality %lld\ncost %lld\ncertificate %s\n",
              static_cast<long long>(assignment->cardinality),
              static_cast<long long>(assignment->total_cost),
              verdict.ok() ? "holds" : std::string(verdict.message()).c_str());
  std::printf("reading_seconds %.3f\nsolving_seconds %.3f\npeak_memory_mb %ld\n", reading, solving,
              PeakMegabytes());
  return verdict.ok() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (first == "--help" || first == "-h") {
    std::fputs(kHelp, stdout);
    return 0;
  }
  if (argc != 2 || first.empty() || (first.front() == '-' && first != "-")) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  return Run(argv[1]);
}
