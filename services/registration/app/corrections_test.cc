#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/app/scene_test.h"

// Steps of families whose subsidy period was sealed.
namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::access::Mark;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::SizeIs;

class CorrectionsTest : public Scene {
 protected:
  Call Marked() {
    Call call = Coordinator(Effect::kStarts);
    call.mark = Mark::kCorrection;
    return call;
  }
};

TEST_F(CorrectionsTest, AStepInASealedPeriodIsRecordedOnlyAsACorrectionAndShownAsOne) {
  const auto id = Register();
  SealPeriod();
  const StepInput intake = {id, domain::StepKind::kIntakeDone, kMarch};
  EXPECT_THAT(families.RecordStep(Coordinator(Effect::kStarts), intake),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  ASSERT_THAT(families.RecordStep(Marked(), intake), IsOk());
  const auto family = families.Get(Coordinator(Effect::kReads), id);
  ASSERT_THAT(family, IsOk());
  ASSERT_THAT(family->steps, SizeIs(2));
  EXPECT_FALSE(family->steps[0].correction);
  EXPECT_TRUE(family->steps[1].correction);
}

TEST_F(CorrectionsTest, ARegistrationMayBeACorrectionToo) {
  SealPeriod();
  EXPECT_THAT(families.Register(Coordinator(Effect::kStarts), kFebruary, RequestFamily()),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  const auto receipt = families.Register(Marked(), kFebruary, RequestFamily());
  ASSERT_THAT(receipt, IsOk());
  const auto family = families.Get(Coordinator(Effect::kReads), domain::FamilyId(receipt->subject));
  ASSERT_THAT(family, IsOk());
  EXPECT_TRUE(family->steps[0].correction);
}

TEST_F(CorrectionsTest, NothingIsCorrectedInAPeriodThatIsOpen) {
  const auto id = Register();
  EXPECT_THAT(families.RecordStep(Marked(), {id, domain::StepKind::kIntakeDone, kMarch}),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_SEALED"));
  EXPECT_EQ(Count("family_steps"), 1);
}

}  // namespace
}  // namespace buurtbrug::registration::app
