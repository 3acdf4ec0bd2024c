#include "matching/domain/carry_over.h"

#include <gmock/gmock.h>

#include <array>
#include <cstdint>

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;

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

template <typename Id>
Id Numbered(uint8_t number) {
  std::array<uint8_t, 16> bytes = {};
  bytes[15] = number;
  return Id(platform::core::Uuid(bytes));
}

TEST(ComingAlong, WhoSharesAFamilyWithOneThatComesComesToo) {
  const auto match = [](uint8_t number) { return Numbered<MatchId>(number); };
  const auto family = [](uint8_t number) { return Numbered<FamilyId>(number); };
  const std::vector<RunningPlace> places = {
      {match(3), family(2)}, {match(2), family(2)},      // 2 and 3 share the second one,
      {match(1), family(1)}, {match(2), family(1)},      // 1 and 2 the first, where 2 stands in.
      {match(4), family(3)}, {std::nullopt, family(4)},  // The fourth comes in any case.
      {match(5), family(4)},
  };
  EXPECT_THAT(ComingAlong({match(1)}, places), ElementsAre(match(1), match(2), match(3), match(5)));
  EXPECT_THAT(ComingAlong({match(4)}, places), ElementsAre(match(4), match(5)));
  EXPECT_THAT(ComingAlong({match(9)}, {}), ElementsAre(match(9)));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
