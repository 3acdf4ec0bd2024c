#include "registration/domain/consent.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;

TEST(Agrees, ToWhatIsGivenAndNotWithdrawn) {
  const absl::CivilDay day(2020, 11, 15);
  const std::vector<Consent> consents = {
      {ConsentPurpose::kNews, day, Channel::kPaper, std::nullopt},
      {ConsentPurpose::kPool, day, Channel::kPaper, day},
  };
  EXPECT_TRUE(Agrees(consents, ConsentPurpose::kNews));
  EXPECT_FALSE(Agrees(consents, ConsentPurpose::kPool));
  EXPECT_FALSE(Agrees(consents, ConsentPurpose::kStudy));
}

TEST(CheckPurpose, OnlySupportFamiliesAreShownInAPool) {
  EXPECT_THAT(CheckPurpose(FamilyRole::kSupport, ConsentPurpose::kPool), IsOk());
  EXPECT_THAT(CheckPurpose(FamilyRole::kRequest, ConsentPurpose::kPool),
              Fails(absl::StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(CheckPurpose(FamilyRole::kRequest, ConsentPurpose::kAcrossBorder), IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::domain
