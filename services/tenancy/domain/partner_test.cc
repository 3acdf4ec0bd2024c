#include "tenancy/domain/partner.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using platform::testing::IsOk;
using platform::testing::RefusesField;

Partner School() {
  Partner partner;
  partner.organisation = "Basisschool De Voorbeeldige";
  partner.kind = PartnerKind::kSchool;
  return partner;
}

TEST(CheckPartner, TakesOneWithAndWithoutAnOin) {
  Partner partner = School();
  EXPECT_THAT(CheckPartner(partner), IsOk());
  partner.oin = "00000001234567890000";
  EXPECT_THAT(CheckPartner(partner), IsOk());
}

TEST(CheckPartner, RefusesWhatIsMissingOrHasTheWrongForm) {
  Partner partner = School();
  partner.organisation = "";
  EXPECT_THAT(CheckPartner(partner), RefusesField("organisation", "INVALID_TEXT"));
  partner.organisation = std::string(101, 'a');
  EXPECT_THAT(CheckPartner(partner), RefusesField("organisation", "INVALID_TEXT"));
  partner = School();
  partner.kind = PartnerKind::kNone;
  EXPECT_THAT(CheckPartner(partner), RefusesField("kind", "INVALID_KIND"));
  partner = School();
  partner.oin = "1234";
  EXPECT_THAT(CheckPartner(partner), RefusesField("oin", "INVALID_OIN"));
}

TEST(CheckClient, IsOneTo255PrintableCharacters) {
  EXPECT_THAT(CheckClient("partner-0610"), IsOk());
  EXPECT_THAT(CheckClient(""), RefusesField("client_id", "INVALID_TEXT"));
  EXPECT_THAT(CheckClient(std::string(256, 'a')), RefusesField("client_id", "INVALID_TEXT"));
}

TEST(CheckPartnerContract, LastsADayAtLeast) {
  PartnerContract contract;
  contract.first_day = CivilDay(2020, 1, 1);
  EXPECT_THAT(CheckPartnerContract(contract), IsOk());
  contract.last_day = contract.first_day;
  EXPECT_THAT(CheckPartnerContract(contract), IsOk());
  contract.last_day = contract.first_day - 1;
  EXPECT_THAT(CheckPartnerContract(contract), RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
