#include "registration/domain/concern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kDay(2020, 3, 2);

ConcernHead Concern(ConcernState state = ConcernState::kOpen) {
  ConcernHead concern;
  concern.state = state;
  concern.occurred_on = kDay;
  return concern;
}

TEST(CheckReportingStep, TheFifthAndOnlyTheFifthTakesADecision) {
  for (const ReportingStep step : {ReportingStep::kSignalsMapped, ReportingStep::kConsulted,
                                   ReportingStep::kTalkedWithFamily, ReportingStep::kWeighed}) {
    EXPECT_THAT(CheckReportingStep(step, std::nullopt), IsOk());
    EXPECT_THAT(CheckReportingStep(step, ReportingDecision::kReported),
                RefusesField("decision", "DECISION_NOT_TAKEN"));
  }
  EXPECT_THAT(CheckReportingStep(ReportingStep::kDecided, ReportingDecision::kReported), IsOk());
  EXPECT_THAT(CheckReportingStep(ReportingStep::kDecided, std::nullopt),
              RefusesField("decision", "DECISION_MISSING"));
}

TEST(StateAfterConcern, StaysOpenUntilItIsClosed) {
  EXPECT_EQ(*StateAfter(Concern(), ConcernStepKind::kReportingStep, kDay), ConcernState::kOpen);
  EXPECT_EQ(*StateAfter(Concern(), ConcernStepKind::kClosed, kDay), ConcernState::kClosed);
}

TEST(StateAfterConcern, NothingFollowsTheClosingOrComesBeforeTheDay) {
  for (const ConcernStepKind step : {ConcernStepKind::kReportingStep, ConcernStepKind::kClosed}) {
    EXPECT_THAT(StateAfter(Concern(ConcernState::kClosed), step, kDay),
                Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
    EXPECT_THAT(StateAfter(Concern(), step, kDay - 1),
                Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  }
  EXPECT_THAT(StateAfter(Concern(), ConcernStepKind::kRecorded, kDay),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
