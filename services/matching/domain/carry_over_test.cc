#include "matching/domain/carry_over.h"

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;

CountingPeriod Year(int year, CountedAt counted_at) {
  return {CivilDay(year, 1, 1), CivilDay(year, 12, 31), counted_at};
}

TEST(CountsIn, AMatchCountsWhereItsRuleFindsItsDay) {
  constexpr CivilDay kTrial(2020, 12, 1);
  constexpr CivilDay kDefinitive(2021, 2, 1);
  struct Case {
    const char* what;
    std::vector<CountingPeriod> periods;
    std::optional<CivilDay> definitive_on;
    bool counts;
  };
  const std::vector<Case> cases = {
      {"no period", {}, kDefinitive, false},
      {"nothing agreed: its trial", {Year(2020, CountedAt::kNotAgreed)}, std::nullopt, true},
      {"at its trial", {Year(2020, CountedAt::kTrial)}, std::nullopt, true},
      {"a trial of another period", {Year(2021, CountedAt::kTrial)}, kDefinitive, false},
      {"definitive, and still in trial", {Year(2020, CountedAt::kDefinitive)}, std::nullopt, false},
      {"definitive in a later period", {Year(2020, CountedAt::kDefinitive)}, kDefinitive, false},
      {"definitive in the second of two",
       {Year(2020, CountedAt::kDefinitive), Year(2021, CountedAt::kDefinitive)},
       kDefinitive,
       true},
      {"on the first day", {{kTrial, kTrial + 9, CountedAt::kTrial}}, std::nullopt, true},
      {"on the last day", {{kTrial - 9, kTrial, CountedAt::kTrial}}, std::nullopt, true},
      {"the day after", {{kTrial - 9, kTrial - 1, CountedAt::kTrial}}, std::nullopt, false},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(CountsIn(each.periods, kTrial, each.definitive_on), each.counts) << each.what;
  }
}

TEST(CheckRunning, OnlyATrialAndADefinitiveMatchAreCarriedOver) {
  for (int state = 1; state <= static_cast<int>(MatchState::kCarriedOver); ++state) {
    MatchHead match;
    match.state = static_cast<MatchState>(state);
    if (match.state == MatchState::kInTrial || match.state == MatchState::kDefinitive) {
      EXPECT_THAT(CheckRunning(match), IsOk());
    } else {
      EXPECT_THAT(CheckRunning(match), Fails(StatusCode::kFailedPrecondition, "MATCH_NOT_RUNNING"));
    }
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
