#include "matching/domain/pool_place.h"

#include <gtest/gtest.h>

#include "matching/domain/pooled.h"

namespace buurtbrug::matching::domain {
namespace {

constexpr absl::CivilDay kToday(2020, 11, 15);
const absl::Time kNow = absl::FromUnixSeconds(1605438000);

Reservation Held(absl::CivilDay until, std::optional<absl::Time> lapses_at = {}) {
  return {{PoolPlaceState::kHeld, until}, lapses_at, 0};
}

TEST(PoolPlaceTest, AReservationHoldsUntilItsDayAndItsInstant) {
  EXPECT_TRUE(Holds(Held(kToday), kNow, kToday));
  EXPECT_FALSE(Holds(Held(kToday - 1), kNow, kToday));
  EXPECT_TRUE(Holds(Held(kToday, kNow + absl::Seconds(1)), kNow, kToday));
  EXPECT_FALSE(Holds(Held(kToday, kNow), kNow, kToday));
  EXPECT_TRUE(Holds({{PoolPlaceState::kTaken}, kNow, 0}, kNow, kToday));
  EXPECT_FALSE(Holds(Reservation(), kNow, kToday));
}

TEST(PoolPlaceTest, AMatchHoldsAPlaceThenTakesItThenGivesItBack) {
  for (const MatchState state :
       {MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed}) {
    EXPECT_EQ(PlaceOf(state, kToday)->state, PoolPlaceState::kHeld);
    EXPECT_EQ(PlaceOf(state, kToday)->until, kToday);
    EXPECT_EQ(PlaceOf(state, std::nullopt)->state, PoolPlaceState::kFree);
  }
  for (const MatchState state :
       {MatchState::kInTrial, MatchState::kDefinitive, MatchState::kSustained}) {
    EXPECT_EQ(PlaceOf(state, kToday)->state, PoolPlaceState::kTaken);
    EXPECT_FALSE(PlaceOf(state, kToday)->until);
  }
  for (const MatchState state : {MatchState::kDeclined, MatchState::kEndedInTrial,
                                 MatchState::kEndedEarly, MatchState::kCompleted}) {
    EXPECT_EQ(PlaceOf(state, kToday)->state, PoolPlaceState::kFree);
  }
  EXPECT_FALSE(PlaceOf(MatchState::kCarriedOver, kToday));
}

TEST(PoolPlaceTest, AProposalThatLostItsPlaceGetsItBackOnlyWhenOneIsLeft) {
  const PoolPlace held = {PoolPlaceState::kHeld, kToday + 7};
  for (const bool is_left : {true, false}) {
    EXPECT_EQ(Follow(Held(kToday), held, kNow, kToday, is_left).until, kToday + 7);
    const PoolPlaceState otherwise = is_left ? PoolPlaceState::kHeld : PoolPlaceState::kFree;
    EXPECT_EQ(Follow(Held(kToday, kNow), held, kNow, kToday, is_left).state, otherwise);
    EXPECT_EQ(Follow(Held(kToday - 1), held, kNow, kToday, is_left).state, otherwise);
    EXPECT_EQ(Follow(std::nullopt, held, kNow, kToday, is_left).state, otherwise);
    EXPECT_EQ(Follow(std::nullopt, {PoolPlaceState::kTaken}, kNow, kToday, is_left).state,
              PoolPlaceState::kTaken);
    EXPECT_EQ(Follow(Held(kToday), PoolPlace(), kNow, kToday, is_left).state,
              PoolPlaceState::kFree);
  }
}

TEST(PoolPlaceTest, WhatWaitsForAStepIsHeldForLongerThanTheMatchWantsUntilItLapses) {
  const PoolPlace over = {PoolPlaceState::kHeld, kToday - 1};
  const Reservation waits = Held(kToday, kNow + absl::Seconds(1));
  EXPECT_TRUE(WaitsForStep(waits, over, kNow, kToday));
  EXPECT_TRUE(WaitsForStep(waits, {PoolPlaceState::kHeld}, kNow, kToday));
  EXPECT_FALSE(WaitsForStep(waits, over, kNow + absl::Seconds(1), kToday));
  EXPECT_FALSE(WaitsForStep(waits, {PoolPlaceState::kHeld, kToday}, kNow, kToday));
  EXPECT_FALSE(WaitsForStep(waits, {PoolPlaceState::kTaken}, kNow, kToday));
  EXPECT_FALSE(WaitsForStep(waits, PoolPlace(), kNow, kToday));
  EXPECT_FALSE(WaitsForStep(Held(kToday), over, kNow, kToday));
  EXPECT_FALSE(
      WaitsForStep({{{PoolPlaceState::kTaken}, kNow + absl::Seconds(1)}}, over, kNow, kToday));
  EXPECT_FALSE(WaitsForStep(std::nullopt, over, kNow, kToday));
}

TEST(PoolPlaceTest, ElsewhereTakenIsForGoodAndUntilDays) {
  const PooledCard card = {{}, 2, {kToday - 1, kToday, kToday + 1}};
  EXPECT_EQ(TakenElsewhere(card, kToday), 4);
  EXPECT_EQ(TakenElsewhere(card, kToday + 2), 2);
  EXPECT_TRUE(TakesPlace({{}, true, {}}, kToday));
  EXPECT_TRUE(TakesPlace({{}, false, kToday}, kToday));
  EXPECT_FALSE(TakesPlace({{}, false, kToday}, kToday + 1));
  EXPECT_FALSE(TakesPlace({{}, false, {}}, kToday));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
