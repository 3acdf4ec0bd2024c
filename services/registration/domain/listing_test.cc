#include "registration/domain/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

constexpr absl::CivilDay kMarch(2020, 3, 2);

ProfileStep Step(ProfileKind kind, absl::CivilDay day, std::optional<int> code = {}) {
  ProfileStep step;
  step.kind = kind;
  step.occurred_on = day;
  step.code = code;
  return step;
}

TEST(CheckOpen, IsForOneKindOfFamilyWhileItsCaseIsOpen) {
  FamilyHead family;
  family.role = FamilyRole::kRequest;
  family.state = FamilyState::kWaiting;
  family.registered_on = kMarch;
  EXPECT_THAT(CheckOpen(family, FamilyRole::kRequest, kMarch), IsOk());
  EXPECT_THAT(CheckOpen(family, FamilyRole::kSupport, kMarch),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(CheckOpen(family, FamilyRole::kRequest, kMarch - 1),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  family.state = FamilyState::kWithdrawn;
  EXPECT_THAT(CheckOpen(family, FamilyRole::kRequest, kMarch),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST(After, OfUrgencyTheLastRecordedCounts) {
  Listing listing = After({}, Step(ProfileKind::kUrgency, kMarch, 3));
  listing = After(listing, Step(ProfileKind::kUrgency, kMarch - 10, 2));
  EXPECT_EQ(listing.urgency, 2);
  EXPECT_EQ(listing.urgency_step, 2);
  EXPECT_EQ(listing.steps, 2);
}

TEST(After, OfWillingnessAndContactsTheLatestDayCounts) {
  Listing listing = After({}, Step(ProfileKind::kWilling, kMarch));
  listing = After(listing, Step(ProfileKind::kWilling, kMarch - 1));
  EXPECT_EQ(listing.willing_on, kMarch);
  listing = After(listing, Step(ProfileKind::kContact, kMarch, 1));
  listing = After(listing, Step(ProfileKind::kContact, kMarch, 2));
  listing = After(listing, Step(ProfileKind::kContact, kMarch - 1, 3));
  EXPECT_EQ(listing.contact_on, kMarch);
  EXPECT_EQ(listing.contact, ContactKind::kVisited);
  EXPECT_EQ(listing.contact_step, 4);
  EXPECT_EQ(listing.steps, 5);
}

TEST(After, APauseBringsItsLastDay) {
  ProfileStep pause = Step(ProfileKind::kPause, kMarch);
  pause.day = kMarch + 30;
  EXPECT_EQ(After({}, pause).paused_until, kMarch + 30);
}

TEST(Put, NeedsBringTheirKindsAndChildrenInOrder) {
  Intake intake;
  intake.needs.resize(2);
  intake.needs[0].child = 2;
  intake.needs[0].terms.kinds = {SupportKind::kHomework};
  intake.needs[1].terms.kinds = {SupportKind::kTalkWithParent, SupportKind::kHomework};
  Listing listing;
  Put(intake, listing);
  EXPECT_THAT(listing.children, ElementsAre(0, 2));
  EXPECT_THAT(listing.kinds, ElementsAre(SupportKind::kHomework, SupportKind::kTalkWithParent));
}

TEST(MaskOf, EachKindHasABitOfItsOwn) {
  const std::vector<SupportKind> kinds = {SupportKind::kFixedAfternoon, SupportKind::kRoleModel,
                                          SupportKind::kLanguagePractice};
  EXPECT_EQ(MaskOf(kinds), 1 | 1 << 9 | 1 << 13);
  EXPECT_EQ(KindsOf(MaskOf(kinds)), kinds);
  EXPECT_EQ(MaskOf(KindsOf(0x3FFF)), 0x3FFF);
}

TEST(CheckIntakeDay, IsWithinAYearOfThePlanning) {
  EXPECT_THAT(CheckIntakeDay(kMarch, kMarch), IsOk());
  EXPECT_THAT(CheckIntakeDay(kMarch, kMarch - 1), RefusesField("intake_on", "INTAKE_TOO_EARLY"));
  EXPECT_THAT(CheckIntakeDay(kMarch, absl::CivilDay(2021, 3, 2)), IsOk());
  EXPECT_THAT(CheckIntakeDay(kMarch, absl::CivilDay(2021, 3, 3)),
              RefusesField("intake_on", "INTAKE_TOO_LATE"));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
