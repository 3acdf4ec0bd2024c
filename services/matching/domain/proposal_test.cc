#include "matching/domain/proposal.h"

#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kMay(2020, 5, 4);

Profile Waiting() { return {FamilyId(), FamilyRole::kRequest, FamilyState::kWaiting, 2, 0}; }
Profile Available() { return {FamilyId(), FamilyRole::kSupport, FamilyState::kAvailable, 1, 1}; }

TEST(Proposal, NamesChildrenAndNoneTwiceOrTheParentsAlone) {
  EXPECT_THAT(CheckChildren({2, 1}), IsOk());
  EXPECT_THAT(CheckChildren({kParents}), IsOk());
  EXPECT_THAT(CheckChildren({2, kParents, 1}), RefusesField("children", "PARENTS_ALONE"));
  EXPECT_THAT(CheckChildren({kParents, kParents}), RefusesField("children", "DUPLICATE_CHILD"));
  EXPECT_THAT(CheckChildren({}), RefusesField("children", "NO_CHILD"));
  EXPECT_THAT(CheckChildren({1, 2, 1}), RefusesField("children", "DUPLICATE_CHILD"));
}

TEST(Proposal, IsOfAWaitingRequestFamilyAndAnAvailableSupportFamily) {
  EXPECT_THAT(CheckProposal(Waiting(), {1, 2}, Available(), kMay), IsOk());
}

TEST(Proposal, RefusesFamiliesInEachOthersRole) {
  EXPECT_THAT(CheckProposal(Available(), {1}, Available(), kMay),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(CheckProposal(Waiting(), {1}, Waiting(), kMay),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
}

TEST(Proposal, RefusesARequestFamilyWithoutIntake) {
  Profile registered = Waiting();
  registered.state = FamilyState::kRegistered;
  EXPECT_THAT(CheckProposal(registered, {1}, Available(), kMay),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_WAITING"));
}

TEST(Proposal, RefusesASupportFamilyWithoutScreening) {
  Profile registered = Available();
  registered.state = FamilyState::kRegistered;
  EXPECT_THAT(CheckProposal(Waiting(), {1}, registered, kMay),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_AVAILABLE"));
}

TEST(Proposal, RefusesASupportFamilyThatIsKnownNotToBeReadyOnThatDay) {
  Profile lapsed = Available();
  lapsed.readiness = {kMay, {{kMay - 30, kMay + 1}}, 7};
  EXPECT_THAT(CheckProposal(Waiting(), {1}, lapsed, kMay + 1), IsOk());
  EXPECT_THAT(CheckProposal(Waiting(), {1}, lapsed, kMay + 2),
              Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_NOT_READY"));
}

TEST(Proposal, IsForTheParentsOfAFamilyOfWhichNoChildIsKnownToo) {
  Profile childless = Waiting();
  childless.children = 0;
  EXPECT_THAT(CheckProposal(childless, {kParents}, Available(), kMay), IsOk());
}

TEST(Proposal, RefusesAChildThatTheFamilyDoesNotHave) {
  for (const int child : {-1, 3, 70000}) {
    EXPECT_THAT(CheckProposal(Waiting(), {1, child}, Available(), kMay),
                Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"))
        << child;
  }
}

TEST(Proposal, IsForWhoIsThereWhereItWasToldWhoCameAndLeft) {
  Profile family = Waiting();
  family.household = {{2, 3}};
  EXPECT_THAT(CheckProposal(family, {2, 3}, Available(), kMay), IsOk());
  EXPECT_THAT(CheckProposal(family, {kParents}, Available(), kMay), IsOk());
  for (const int child : {-1, 1, 4}) {
    EXPECT_THAT(CheckProposal(family, {2, child}, Available(), kMay),
                Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"))
        << child;
  }
  family.household->clear();
  EXPECT_THAT(CheckProposal(family, {kParents}, Available(), kMay), IsOk());
  EXPECT_THAT(CheckProposal(family, {1}, Available(), kMay),
              Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
}

TEST(Proposal, RefusesAFamilyThroughTheLastDayOfItsPauseWhichIsOverByItself) {
  Profile pausing = Available();
  pausing.state = FamilyState::kPaused;
  EXPECT_THAT(CheckProposal(Waiting(), {1}, pausing, kMay),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_AVAILABLE"));
  pausing.paused_until = kMay;
  const absl::Status refused = CheckProposal(Waiting(), {1}, pausing, kMay);
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_PAUSED"));
  EXPECT_THAT(platform::core::MetadataOf(refused),
              testing::Contains(testing::Pair("paused_until", "2020-05-04")));
  EXPECT_THAT(CheckProposal(Waiting(), {1}, pausing, kMay + 1), IsOk());
  pausing.state = FamilyState::kClosed;
  EXPECT_THAT(CheckProposal(Waiting(), {1}, pausing, kMay + 1),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_AVAILABLE"));
}

}  // namespace
}  // namespace buurtbrug::matching::domain
