#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "matching/engine/plan/branching.h"
#include "matching/engine/plan/plan.h"
#include "matching/engine/plan/plan_check.h"
#include "matching/engine/search.h"
#include "tests/bench/search/families.h"

ABSL_FLAG(std::uint32_t, supporters, 100'000, "available supporters in the index");
ABSL_FLAG(std::uint32_t, units, 20'000, "units of demand, each searched for once");
ABSL_FLAG(std::uint32_t, count, 10, "pairs asked for by each search");
ABSL_FLAG(std::uint64_t, seed, 1, "of the families");
ABSL_FLAG(std::vector<std::string>, plans, std::vector<std::string>({"2000x3000", "5000x7500"}),
          "sizes of plans, units x supporters with commas between; none: no plan");
ABSL_FLAG(bool, plans_only, false, "no search");

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

// A plan of one contract: finding its possible pairs with their fit, solving it, all of it with
// the nearest misses of who is not helped, and the check of its proof.
bool MeasurePlan(std::uint32_t unit_count, std::uint32_t supporter_count) {
  Country country = MakeCountry(absl::GetFlag(FLAGS_seed), supporter_count, unit_count);
  Snapshot taken;
  taken.day = kBenchDay;
  taken.contracts = {ContractId()};
  taken.languages = country.languages.tags();
  taken.agreements = {{0, 0}};
  taken.units = std::move(country.units);
  taken.supporters = std::move(country.supporters);
  const absl::StatusOr<Snapshot> snapshot = Freeze(std::move(taken));
  if (!snapshot.ok()) {
    std::fprintf(stderr, "%s\n", snapshot.status().ToString().c_str());
    return false;
  }
  Clock::time_point start = Clock::now();
  const absl::StatusOr<PlanInstance> instance = InstanceOf(*snapshot, 1);
  const double pairs = MicrosecondsSince(start);
  if (!instance.ok()) {
    std::fprintf(stderr, "%s\n", instance.status().ToString().c_str());
    return false;
  }
  start = Clock::now();
  const PlanOptions options;
  for (const PlanPart& part : PartsOf(*instance)) {
    if (!SolvePart(*instance, part, options.most_nodes).ok()) {
      return false;
    }
  }
  const double solving = MicrosecondsSince(start);
  start = Clock::now();
  const absl::StatusOr<Plan> plan = MakePlan(*snapshot, options);
  const double all = MicrosecondsSince(start);
  start = Clock::now();
  const bool holds = plan.ok() && CheckPlan(*snapshot, *plan).ok();
  const double check = MicrosecondsSince(start);
  if (!holds) {
    std::fputs("the checker refuses the plan\n", stderr);
    return false;
  }
  constexpr double kMillisecond = 1000;
  std::printf("| %u x %u | %zu | %d | %lld | %.1f | %.1f | %.1f | %.1f |\n", unit_count,
              supporter_count, instance->pairs.fit.size(),
              static_cast<int>(plan->worth.helped_in_all()), static_cast<long long>(plan->gap),
              pairs / kMillisecond, solving / kMillisecond, all / kMillisecond,
              check / kMillisecond);
  return true;
}

bool MeasurePlans() {
  std::printf(
      "\n| plan | possible pairs | helped | gap | pairs ms | solving ms | all ms | check ms |\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|\n");
  for (const std::string& size : absl::GetFlag(FLAGS_plans)) {
    const std::vector<std::string> counts = absl::StrSplit(size, 'x');
    std::uint32_t units = 0;
    std::uint32_t supporters = 0;
    if (counts.size() != 2 || !absl::SimpleAtoi(counts[0], &units) ||
        !absl::SimpleAtoi(counts[1], &supporters) || units == 0 || supporters == 0) {
      std::fprintf(stderr, "--plans is like 2000x3000,5000x7500\n");
      return false;
    }
    if (!MeasurePlan(units, supporters)) {
      return false;
    }
  }
  return true;
}

void MeasureSearch() {
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
      "makes; and plans: finding the possible pairs, solving, all of it with the misses of who is\n"
      "not helped, and the check of the proof. Wants a release build and a quiet machine; the\n"
      "default takes a few seconds.");
  absl::ParseCommandLine(argc, argv);
  if (absl::GetFlag(FLAGS_supporters) == 0 || absl::GetFlag(FLAGS_units) < 10) {
    std::fprintf(stderr, "--supporters is at least 1, --units at least 10\n");
    return 2;
  }
  if (!absl::GetFlag(FLAGS_plans_only)) {
    buurtbrug::bench::MeasureSearch();
  }
  return absl::GetFlag(FLAGS_plans).empty() || buurtbrug::bench::MeasurePlans() ? 0 : 1;
}
