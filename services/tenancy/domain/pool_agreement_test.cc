#include "tenancy/domain/pool_agreement.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr CivilDay kToday(2020, 11, 15);

PoolAgreement HeemstedeToHaarlem() {
  PoolAgreement agreement;
  agreement.offering = "0397";
  agreement.receiving = "0392";
  agreement.first_day = CivilDay(2020, 1, 1);
  agreement.counts_for = PoolCounts::kReceiving;
  return agreement;
}

TEST(CheckPool, TakesTwoMunicipalities) {
  PoolAgreement agreement = HeemstedeToHaarlem();
  EXPECT_THAT(CheckPool(agreement), IsOk());
  agreement.last_day = agreement.first_day;
  EXPECT_THAT(CheckPool(agreement), IsOk());
}

TEST(CheckPool, RefusesOneMunicipalityTwiceAndWhatIsNone) {
  PoolAgreement agreement = HeemstedeToHaarlem();
  agreement.receiving = "0397";
  EXPECT_THAT(CheckPool(agreement), RefusesField("receiving_municipality", "SAME_MUNICIPALITY"));
  agreement.receiving = "0000";
  EXPECT_THAT(CheckPool(agreement), RefusesField("receiving_municipality", "INVALID_MUNICIPALITY"));
  agreement.offering = "397";
  EXPECT_THAT(CheckPool(agreement), RefusesField("offering_municipality", "INVALID_MUNICIPALITY"));
}

TEST(CheckPool, AsksForDaysInOrderAndForWhomAMatchCounts) {
  PoolAgreement agreement = HeemstedeToHaarlem();
  agreement.last_day = agreement.first_day - 1;
  EXPECT_THAT(CheckPool(agreement), RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  agreement = HeemstedeToHaarlem();
  agreement.counts_for = PoolCounts::kNone;
  EXPECT_THAT(CheckPool(agreement), RefusesField("counts_for", "INVALID_COUNTS"));
}

TEST(CheckPool, AMatchCountsForTheMunicipalityOfTheRequestFamilyOnly) {
  PoolAgreement agreement = HeemstedeToHaarlem();
  agreement.counts_for = PoolCounts::kOffering;
  EXPECT_THAT(CheckPool(agreement), RefusesField("counts_for", "INVALID_COUNTS"));
}

TEST(CheckPoolEnd, EndsTodayAtTheEarliest) {
  EXPECT_THAT(CheckPoolEnd(HeemstedeToHaarlem(), kToday, kToday), IsOk());
  EXPECT_THAT(CheckPoolEnd(HeemstedeToHaarlem(), kToday - 1, kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckPoolEnd, OneThatHasNotBegunEndsOnItsEveAtTheEarliest) {
  PoolAgreement agreement = HeemstedeToHaarlem();
  agreement.first_day = kToday + 30;
  EXPECT_THAT(CheckPoolEnd(agreement, kToday + 29, kToday), IsOk());
  EXPECT_THAT(CheckPoolEnd(agreement, kToday + 28, kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
