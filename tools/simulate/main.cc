// buurtbrug-simulate-year: what two weightings of fit do to who waits how long, in a made-up year.
#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"
#include "tools/simulate/year.h"

ABSL_FLAG(int, years, 20, "years to simulate, each of a seed of its own, 1 to 1000");
ABSL_FLAG(std::uint64_t, first_seed, 1, "the seed of the first year; the others follow it");
ABSL_FLAG(int, request_families, 120, "that come in a year, 1 to 10000");
ABSL_FLAG(int, support_families, 90, "a quarter of them on the first day, 1 to 10000");
ABSL_FLAG(std::string, first, "",
          "eleven weights in the order of the parts of fit; the default ones");
ABSL_FLAG(std::string, second, "200,120,80,160,120,80,40,60,0,0,80",
          "eleven weights; the default ones without waiting time and urgency");

namespace buurtbrug::simulate {
namespace {

using matching::engine::kFitParts;
using matching::engine::Weights;

absl::StatusOr<Weights> ReadWeights(const std::string& flag, const std::string& text) {
  Weights weights;
  if (text.empty()) {
    return weights;
  }
  const std::vector<std::string> numbers = absl::StrSplit(text, ',');
  bool right = numbers.size() == kFitParts;
  for (std::size_t i = 0; right && i < numbers.size(); ++i) {
    right = absl::SimpleAtoi(numbers[i], &weights.of[i]);
  }
  if (!right || !matching::engine::AreUsable(weights)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--", flag, " is eleven whole numbers, 0 to 1000, with commas between, not all of them 0"));
  }
  return weights;
}

// What all years together say of one weighting.
struct Courses {
  std::vector<Wait> waits;
  int still_possible = 0;
  int planned_again = 0;
};

Figures FiguresOfThose(const Courses& courses, const std::function<bool(const Wait&)>& chosen) {
  std::vector<Wait> waits;
  std::copy_if(courses.waits.begin(), courses.waits.end(), std::back_inserter(waits), chosen);
  return FiguresOf(std::move(waits));
}

std::string Days(int days) { return days == kNotReached ? "not reached" : absl::StrCat(days); }

void PrintRow(const std::string& who, const std::array<Courses, 2>& both,
              const std::function<bool(const Wait&)>& chosen) {
  const Figures first = FiguresOfThose(both[0], chosen);
  const Figures second = FiguresOfThose(both[1], chosen);
  absl::PrintF("| %s | %d | %.1f%% | %.1f%% | %s | %s |\n", who, first.families,
               first.matched_within_half_a_year / 10.0, second.matched_within_half_a_year / 10.0,
               Days(first.median_days), Days(second.median_days));
}

void PrintStability(const char* which, const Courses& courses) {
  absl::PrintF("- %s weighting: %d of %d pairs (%.1f%%)\n", which, courses.planned_again,
               courses.still_possible,
               100.0 * courses.planned_again / std::max(1, courses.still_possible));
}

void Print(const std::array<Courses, 2>& both) {
  absl::PrintF(
      "Matched within half a year, and days until half is matched (Kaplan and Meier); first and\n"
      "second weighting. Made-up families: what differs between the columns is the weighting.\n\n"
      "| | families | matched, first | matched, second | days, first | days, second |\n"
      "|---|--:|--:|--:|--:|--:|\n");
  PrintRow("all", both, [](const Wait&) { return true; });
  for (int number = 0; number < kNeighbourhoods; ++number) {
    PrintRow(absl::StrCat("neighbourhood ", number + 1), both,
             [&](const Wait& wait) { return wait.neighbourhood == number; });
  }
  for (int number = 0; number < kTargetGroups; ++number) {
    const auto group = static_cast<TargetGroup>(number);
    PrintRow(std::string(NameOf(group)), both,
             [&](const Wait& wait) { return wait.group == group; });
  }
  absl::PrintF(
      "\nStability: of the pairs of a week's plan that nobody asked and whose two families were "
      "both "
      "\nstill free a week later, the next plan has again:\n\n");
  PrintStability("first", both[0]);
  PrintStability("second", both[1]);
}

absl::Status Run() {
  const int years = absl::GetFlag(FLAGS_years);
  const Size size = {absl::GetFlag(FLAGS_request_families), absl::GetFlag(FLAGS_support_families)};
  const auto within = [](int value, int most) { return value >= 1 && value <= most; };
  if (!within(years, 1000) || !within(size.request_families, 10'000) ||
      !within(size.support_families, 10'000)) {
    return absl::InvalidArgumentError("--years is 1 to 1000, each number of families 1 to 10000");
  }
  std::array<Weights, 2> weights;
  BUURTBRUG_ASSIGN_OR_RETURN(weights[0], ReadWeights("first", absl::GetFlag(FLAGS_first)));
  BUURTBRUG_ASSIGN_OR_RETURN(weights[1], ReadWeights("second", absl::GetFlag(FLAGS_second)));
  std::array<Courses, 2> both;
  for (int number = 0; number < years; ++number) {
    const std::uint64_t seed = absl::GetFlag(FLAGS_first_seed) + static_cast<std::uint64_t>(number);
    const Year year = MakeYear(seed, size);
    for (std::size_t which = 0; which < both.size(); ++which) {
      BUURTBRUG_ASSIGN_OR_RETURN(const Course course, RunYear(seed, year, weights[which]));
      both[which].waits.insert(both[which].waits.end(), course.waits.begin(), course.waits.end());
      both[which].still_possible += course.still_possible;
      both[which].planned_again += course.planned_again;
    }
    absl::FPrintF(stderr, "\r%d of %d years", number + 1, years);
  }
  absl::FPrintF(stderr, "\n");
  Print(both);
  return absl::OkStatus();
}

}  // namespace
}  // namespace buurtbrug::simulate

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Simulates years of matching in a made-up municipality of six neighbourhoods, each Monday "
      "with "
      "an\nexact plan, under two weightings of fit, and prints who is matched and how long "
      "families "
      "wait, by\nneighbourhood and target group, and how much a plan changes from week to week. "
      "The "
      "same flags\nprint the same figures. Assumptions: tools/simulate/town.h.\n\n"
      "  buurtbrug-simulate-year\n"
      "  buurtbrug-simulate-year --years=5 --second=400,120,80,160,120,80,40,60,80,60,80");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  const absl::Status status = arguments.size() == 1
                                  ? buurtbrug::simulate::Run()
                                  : absl::InvalidArgumentError("takes flags only; see --help");
  if (!status.ok()) {
    absl::FPrintF(stderr, "buurtbrug-simulate-year: %s\n", std::string(status.message()));
    return 2;
  }
  return 0;
}
