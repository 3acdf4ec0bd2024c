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

TEST(Places, OnlyARunningOrSustainedMatchTakesOne) {
  EXPECT_THAT(CheckPlaceLeft({MatchState::kProposed, MatchState::kIntroduced, MatchState::kAgreed,
                              MatchState::kDeclined, MatchState::kEndedInTrial,
                              MatchState::kEndedEarly, MatchState::kCompleted},
                             1),
              IsOk());
  for (const MatchState state :
       {MatchState::kInTrial, MatchState::kDefinitive, MatchState::kSustained}) {
    EXPECT_THAT(CheckPlaceLeft({state}, 2), IsOk()) << NameOf(state);
    EXPECT_THAT(CheckPlaceLeft({state}, 1), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"))
        << NameOf(state);
  }
}

TEST(Places, WithoutCapacityThereIsNone) {
  EXPECT_THAT(CheckPlaceLeft({}, 0), Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
