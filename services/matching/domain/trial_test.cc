#include "matching/domain/trial.h"

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::Pair;

TEST(TrialReadiness, NothingMissingIsReady) { EXPECT_THAT(CheckReady({{}, 1}), IsOk()); }

TEST(TrialReadiness, TheFirstMissingThingIsTheReasonAndAllAreNamed) {
  const absl::Status status = CheckReady({{"VOG_EXPIRED", "TRAINING_MISSING"}, 1});
  EXPECT_THAT(status, Fails(StatusCode::kFailedPrecondition, "VOG_EXPIRED"));
  EXPECT_THAT(platform::core::MetadataOf(status),
              Contains(Pair("missing", "VOG_EXPIRED,TRAINING_MISSING")));
}

TEST(TrialReadiness, AReasonThatIsNewHereIsPassedOn) {
  EXPECT_THAT(CheckReady({{"REFERENCES_MISSING"}, 1}),
              Fails(StatusCode::kFailedPrecondition, "REFERENCES_MISSING"));
}

TEST(TrialReadiness, AClosedCaseAndAPauseRefuse) {
  for (const char* reason : {"CASE_CLOSED", "PAUSED"}) {
    EXPECT_THAT(CheckReady({{reason}, 1}), Fails(StatusCode::kFailedPrecondition, reason));
  }
}

TEST(Places, AreLeftUntilMatchesAndReservationsTakeThemAll) {
  EXPECT_EQ(PlacesLeft({1, 1}, 3), 1);
  EXPECT_EQ(PlacesLeft({2, 1}, 2), 0);
  EXPECT_THAT(CheckPlaceLeft({1, 1}, 3), IsOk());
  EXPECT_THAT(CheckPlaceLeft({1, 0}, 1), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
}

TEST(Places, WhatIsReservedIsToldWithItsLastDay) {
  const absl::Status taken = CheckPlaceLeft({1, 1, absl::CivilDay(2020, 5, 18)}, 2);
  EXPECT_THAT(taken, Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
  EXPECT_THAT(platform::core::MetadataOf(taken), Contains(Pair("held_until", "2020-05-18")));
}

TEST(Places, OfAFamilyThatWasCarriedOverThereIsNone) {
  TakenPlaces taken;
  taken.carried_over = true;
  EXPECT_THAT(CheckPlaceLeft(taken, 3),
              Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_CARRIED_OVER"));
}

TEST(Places, WithoutCapacityThereIsNone) {
  EXPECT_THAT(CheckPlaceLeft({}, 0), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
