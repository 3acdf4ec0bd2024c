#include "tenancy/domain/pool_consent.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr CivilDay kToday(2020, 6, 1);

// Of Heemstede and Haarlem, from a month ago until in a month.
PoolAgreement Agreed() {
  PoolAgreement agreement;
  agreement.offering = "0397";
  agreement.receiving = "0392";
  agreement.first_day = kToday - 30;
  agreement.last_day = kToday + 30;
  return agreement;
}

// Longer than the agreement at both ends.
Contract Running() {
  Contract contract;
  contract.first_day = kToday - 60;
  contract.last_day = kToday + 60;
  contract.run_off_day = kToday + 90;
  return contract;
}

PoolConsent From(CivilDay first_day, std::optional<CivilDay> last_day = {}) {
  PoolConsent consent;
  consent.first_day = first_day;
  consent.last_day = last_day;
  return consent;
}

TEST(SideOf, IsOneOfTheTwoOrNone) {
  EXPECT_EQ(SideOf(Agreed(), "0397"), PoolSide::kOffering);
  EXPECT_EQ(SideOf(Agreed(), "0392"), PoolSide::kReceiving);
  EXPECT_EQ(SideOf(Agreed(), "0610"), PoolSide::kNone);
}

TEST(CheckConsent, BeginsTodayOrLater) {
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday), kToday), IsOk());
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday - 1), kToday),
              RefusesField("first_day", "FIRST_DAY_TOO_EARLY"));
}

TEST(CheckConsent, LastsADayAtLeast) {
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday, kToday), kToday), IsOk());
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday, kToday - 1), kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckConsent, BeginsOnADayOnWhichTheAgreementHolds) {
  const auto outside = Fails(StatusCode::kFailedPrecondition, "OUTSIDE_POOL_AGREEMENT");
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday + 30), kToday), IsOk());
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday + 31), kToday), outside);
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday - 30), kToday - 40), IsOk());
  EXPECT_THAT(CheckConsent(Agreed(), Running(), From(kToday - 31), kToday - 40), outside);
  PoolAgreement endless = Agreed();
  endless.last_day.reset();
  EXPECT_THAT(CheckConsent(endless, Running(), From(kToday + 31), kToday), IsOk());
}

TEST(CheckConsent, BeginsOnADayOnWhichTheContractRuns) {
  const auto not_running = Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING");
  PoolAgreement endless = Agreed();
  endless.first_day = kToday - 100;
  endless.last_day.reset();
  EXPECT_THAT(CheckConsent(endless, Running(), From(kToday + 60), kToday), IsOk());
  EXPECT_THAT(CheckConsent(endless, Running(), From(kToday + 61), kToday), not_running);
  EXPECT_THAT(CheckConsent(endless, Running(), From(kToday - 60), kToday - 70), IsOk());
  EXPECT_THAT(CheckConsent(endless, Running(), From(kToday - 61), kToday - 70), not_running);
  Contract endless_contract = Running();
  endless_contract.last_day.reset();
  EXPECT_THAT(CheckConsent(endless, endless_contract, From(kToday + 61), kToday), IsOk());
}

TEST(CheckConsentEnd, IsTodayOrLaterOrTheEveOfAFirstDayToCome) {
  EXPECT_THAT(CheckConsentEnd(From(kToday - 7), kToday, kToday), IsOk());
  EXPECT_THAT(CheckConsentEnd(From(kToday - 7), kToday - 1, kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  EXPECT_THAT(CheckConsentEnd(From(kToday + 7), kToday + 6, kToday), IsOk());
  EXPECT_THAT(CheckConsentEnd(From(kToday + 7), kToday + 5, kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckConsentEnd, WhatIsOverDoesNotComeBack) {
  EXPECT_THAT(CheckConsentEnd(From(kToday - 7, kToday), kToday + 7, kToday), IsOk());
  EXPECT_THAT(CheckConsentEnd(From(kToday - 7, kToday - 1), kToday + 7, kToday),
              Fails(StatusCode::kFailedPrecondition, "POOL_CONSENT_ENDED"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
