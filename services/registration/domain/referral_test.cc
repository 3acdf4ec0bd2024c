#include "registration/domain/referral.h"

#include <gtest/gtest.h>

namespace buurtbrug::registration::domain {
namespace {

TEST(StatusOf, APartnerIsToldThatItsFamilyCameInWaitsOrIsAvailable) {
  EXPECT_EQ(StatusOf(FamilyState::kRegistered), ReferralStatus::kReceived);
  EXPECT_EQ(StatusOf(FamilyState::kWaiting), ReferralStatus::kWaiting);
  EXPECT_EQ(StatusOf(FamilyState::kAvailable), ReferralStatus::kAvailable);
}

}  // namespace
}  // namespace buurtbrug::registration::domain
