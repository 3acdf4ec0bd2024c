#include "tenancy/domain/coordination.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr char kCasuistry[] = "protocol.coordination.professional_casuistry";
constexpr char kMinutes[] = "protocol.coordination.step_minutes";

TEST(CheckCoordination, NothingMayBeKnown) { EXPECT_THAT(CheckCoordination({}), IsOk()); }

TEST(CheckCoordination, WhatNeedsAProfessionalIsNamedOnce) {
  Coordination coordination = {Volunteers::kSomeCases,
                               {Casuistry::kOvernightStay, Casuistry::kUrgent}};
  EXPECT_THAT(CheckCoordination(coordination), IsOk());
  coordination.professional_casuistry.push_back(Casuistry::kOvernightStay);
  EXPECT_THAT(CheckCoordination(coordination), RefusesField(kCasuistry, "REPEATED"));
  for (const int unknown : {-1, 0, 9}) {
    coordination.professional_casuistry = {static_cast<Casuistry>(unknown)};
    EXPECT_THAT(CheckCoordination(coordination), RefusesField(kCasuistry, "INVALID_VALUE"));
  }
}

TEST(CheckCoordination, WhereVolunteersTakeNoCasesNothingIsNamed) {
  for (const Volunteers volunteers : {Volunteers::kNotKnown, Volunteers::kNoCases}) {
    EXPECT_THAT(CheckCoordination({volunteers, {Casuistry::kUrgent}}),
                RefusesField(kCasuistry, "CASUISTRY_WITHOUT_VOLUNTEERS"));
  }
  EXPECT_THAT(CheckCoordination({static_cast<Volunteers>(3)}),
              RefusesField("protocol.coordination.volunteers", "INVALID_VALUE"));
}

TEST(CheckCoordination, AStepTakesAMinuteToADay) {
  for (const int minutes : {1, 1440}) {
    EXPECT_THAT(CheckCoordination({Volunteers::kNoCases, {}, {{WorkKind::kEnd, minutes}}}), IsOk());
  }
  for (const int minutes : {0, 1441}) {
    EXPECT_THAT(CheckCoordination({Volunteers::kNoCases, {}, {{WorkKind::kEnd, minutes}}}),
                RefusesField(kMinutes, "OUT_OF_RANGE"));
  }
}

TEST(CheckCoordination, OnlyStepsHaveMinutesAndOnce) {
  EXPECT_THAT(CheckCoordination({Volunteers::kNoCases, {}, {{static_cast<WorkKind>(7), 30}}}),
              RefusesField(kMinutes, "INVALID_VALUE"));
  EXPECT_THAT(
      CheckCoordination(
          {Volunteers::kNoCases, {}, {{WorkKind::kProposal, 30}, {WorkKind::kProposal, 60}}}),
      RefusesField(kMinutes, "REPEATED"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
