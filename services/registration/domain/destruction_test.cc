#include "registration/domain/destruction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;

DestructionList ListIn(ListState state, const std::vector<std::string>& approvers) {
  DestructionList list;
  list.state = state;
  list.proposed_at = absl::UnixEpoch();
  list.proposed_by = "anna";
  for (const std::string& approver : approvers) {
    list.approvals.push_back({absl::FromUnixSeconds(1), approver});
  }
  return list;
}

TEST(CheckApproval, TwoDifferentPeopleOfWhomOneMayHaveProposed) {
  EXPECT_THAT(CheckApproval(ListIn(ListState::kProposed, {}), "anna"), IsOk());
  EXPECT_THAT(CheckApproval(ListIn(ListState::kProposed, {"anna"}), "bob"), IsOk());
  EXPECT_THAT(CheckApproval(ListIn(ListState::kProposed, {"anna"}), "anna"),
              Fails(StatusCode::kFailedPrecondition, "APPROVER_SAME"));
  EXPECT_THAT(CheckApproval(ListIn(ListState::kApproved, {"anna", "bob"}), "chris"),
              Fails(StatusCode::kFailedPrecondition, "LIST_APPROVED"));
  EXPECT_THAT(CheckApproval(ListIn(ListState::kCarriedOut, {"anna", "bob"}), "chris"),
              Fails(StatusCode::kFailedPrecondition, "LIST_CARRIED_OUT"));
}

TEST(CheckCarryOut, OnceAndOnlyWhenApproved) {
  EXPECT_THAT(CheckCarryOut(ListIn(ListState::kProposed, {"anna"})),
              Fails(StatusCode::kFailedPrecondition, "NOT_APPROVED"));
  EXPECT_THAT(CheckCarryOut(ListIn(ListState::kApproved, {"anna", "bob"})), IsOk());
  EXPECT_THAT(CheckCarryOut(ListIn(ListState::kCarriedOut, {"anna", "bob"})),
              Fails(StatusCode::kFailedPrecondition, "LIST_CARRIED_OUT"));
}

TEST(ProofText, SaysAllAndDoesNotDependOnTheOrderOfFamilies) {
  DestructionList list = ListIn(ListState::kCarriedOut, {"anna", "bob"});
  list.carried_out_at = absl::FromUnixSeconds(86400);
  list.carried_out_by = "bob";
  list.erased = 1;
  const DestructionItem first = {
      FamilyId(*platform::core::Uuid::Parse("", "01000000-0000-7000-8000-000000000000")),
      DataClass::kSafety, DestructionReason::kRequested, absl::CivilDay(2020, 2, 1)};
  const DestructionItem second = {
      FamilyId(*platform::core::Uuid::Parse("", "02000000-0000-7000-8000-000000000000")),
      DataClass::kNeverStarted, DestructionReason::kTermOver, absl::CivilDay(2020, 3, 1)};
  const std::string text = ProofText(list, {second, first});
  EXPECT_EQ(text, ProofText(list, {first, second}));
  EXPECT_EQ(text,
            "list 00000000-0000-0000-0000-000000000000\n"
            "proposed 1970-01-01T00:00:00.000000Z anna\n"
            "approved 1970-01-01T00:00:01.000000Z anna\n"
            "approved 1970-01-01T00:00:01.000000Z bob\n"
            "carried out 1970-01-02T00:00:00.000000Z bob\n"
            "erased 1 of 2\n"
            "family 01000000-0000-7000-8000-000000000000 4 2 2020-02-01\n"
            "family 02000000-0000-7000-8000-000000000000 3 1 2020-03-01\n");
}

}  // namespace
}  // namespace buurtbrug::registration::domain
