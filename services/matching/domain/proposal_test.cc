#include "matching/domain/proposal.h"

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

Profile Waiting() { return {FamilyId(), FamilyRole::kRequest, FamilyState::kWaiting, 2, 0}; }
Profile Available() { return {FamilyId(), FamilyRole::kSupport, FamilyState::kAvailable, 1, 1}; }

TEST(Proposal, NamesAtLeastOneChildAndNoneTwice) {
  EXPECT_THAT(CheckChildren({2, 1}), IsOk());
  EXPECT_THAT(CheckChildren({}), RefusesField("children", "NO_CHILD"));
  EXPECT_THAT(CheckChildren({1, 2, 1}), RefusesField("children", "DUPLICATE_CHILD"));
}

TEST(Proposal, IsOfAWaitingRequestFamilyAndAnAvailableSupportFamily) {
  EXPECT_THAT(CheckProposal(Waiting(), {1, 2}, Available()), IsOk());
}

TEST(Proposal, RefusesFamiliesInEachOthersRole) {
  EXPECT_THAT(CheckProposal(Available(), {1}, Available()),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(CheckProposal(Waiting(), {1}, Waiting()),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
}

TEST(Proposal, RefusesARequestFamilyWithoutIntake) {
  Profile registered = Waiting();
  registered.state = FamilyState::kRegistered;
  EXPECT_THAT(CheckProposal(registered, {1}, Available()),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_WAITING"));
}

TEST(Proposal, RefusesASupportFamilyWithoutScreening) {
  Profile registered = Available();
  registered.state = FamilyState::kRegistered;
  EXPECT_THAT(CheckProposal(Waiting(), {1}, registered),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_NOT_AVAILABLE"));
}

TEST(Proposal, RefusesAChildThatTheFamilyDoesNotHave) {
  for (const int child : {-1, 0, 3, 70000}) {
    EXPECT_THAT(CheckProposal(Waiting(), {1, child}, Available()),
                Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"))
        << child;
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
