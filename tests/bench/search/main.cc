#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "matching/engine/search.h"
#include "tests/bench/search/families.h"

ABSL_FLAG(std::uint32_t, supporters, 100'000, "available supporters in the index");
ABSL_FLAG(std::uint32_t, units, 20'000, "units of demand, each searched for once");
ABSL_FLAG(std::uint32_t, count, 10, "pairs asked for by each search");
ABSL_FLAG(std::uint64_t, seed, 1, "of the families");

namespace buurtbrug::bench {
namespace {

using namespace matching::engine;
using Clock = std::chrono::steady_clock;

double MicrosecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

// Times `search(i)`, which returns how many it found, for each i below `times`, and prints a line.
template <typename Search>
void Measure(const char* what, std::size_t times, const Search& search) {
  std::vector<double> microseconds;
  std::size_t found = 0;
  for (std::size_t i = 0; i < times; ++i) {
    const Clock::time_point start = Clock::now();
    found += search(i);
    microseconds.push_back(MicrosecondsSince(start));
  }
  std::sort(microseconds.begin(), microseconds.end());
  const auto at = [&](double share) {
    const auto index = static_cast<std::size_t>(share * static_cast<double>(times - 1));
    return microseconds[index];
  };
  std::printf("%-28s p50 %8.1f us   p99 %8.1f us   most %8.1f us   found %.1f\n", what, at(0.5),
              at(0.99), microseconds.back(),
              static_cast<double>(found) / static_cast<double>(times));
}

void Run() {
  const Country country = MakeCountry(absl::GetFlag(FLAGS_seed), absl::GetFlag(FLAGS_supporters),
                                      absl::GetFlag(FLAGS_units));
  const Conditions conditions = {.day = kBenchDay, .agreements = Agreements({{0, 0}})};
  const Weights weights;
  const std::size_t count = absl::GetFlag(FLAGS_count);

  Clock::time_point start = Clock::now();
  const Index<Supporter> supporters(country.supporters);
  std::printf("index of %zu supporters       %8.1f ms\n", supporters.size(),
              MicrosecondsSince(start) / 1000);
  const Index<Unit> units(country.units);

  Measure("best supporters of a unit", country.units.size(), [&](std::size_t i) {
    return BestSupporters(supporters, country.units[i], conditions, weights, count).size();
  });
  Measure("nearest misses of a unit", country.units.size() / 10, [&](std::size_t i) {
    return NearestMisses(supporters, country.units[i], conditions, weights, count).size();
  });
  Measure("both in one visit", country.units.size() / 10, [&](std::size_t i) {
    return Search(supporters, country.units[i], conditions, weights, count, count).best.size();
  });
  Measure("best units of a supporter", std::min(country.supporters.size(), country.units.size()),
          [&](std::size_t i) {
            return BestUnits(units, country.supporters[i], conditions, weights, count).size();
          });

  const std::vector<Unit> some(
      country.units.begin(),
      country.units.begin() + static_cast<std::ptrdiff_t>(country.units.size() / 10));
  start = Clock::now();
  const PossiblePairs pairs = PairsOf(some, supporters, conditions, weights);
  const double microseconds = MicrosecondsSince(start);
  std::printf(
      "all pairs of %zu units         %8.1f ms   %zu pairs, %.0f ns each\n", some.size(),
      microseconds / 1000, pairs.fit.size(),
      1000 * microseconds / static_cast<double>(std::max<std::size_t>(1, pairs.fit.size())));
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Measures the engine's search on one processor: the best supporters of each unit, the "
      "nearest\n"
      "misses, the best units of supporters, and all possible pairs, among families that a seed\n"
      "makes. Wants a release build and a quiet machine; the default takes about ten seconds.");
  absl::ParseCommandLine(argc, argv);
  if (absl::GetFlag(FLAGS_supporters) == 0 || absl::GetFlag(FLAGS_units) < 10) {
    std::fprintf(stderr, "--supporters is at least 1, --units at least 10\n");
    return 2;
  }
  buurtbrug::bench::Run();
  return 0;
}
