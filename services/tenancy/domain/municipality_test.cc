#include "tenancy/domain/municipality.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

TEST(CheckMunicipality, TakesACbsCodeAndAName) {
  EXPECT_THAT(CheckMunicipality({"0610", "Sliedrecht"}), IsOk());
  EXPECT_THAT(CheckMunicipality({"1900", "Súdwest-Fryslân"}), IsOk());
}

TEST(CheckMunicipality, RefusesWhatIsNoMunicipalitysCode) {
  for (const char* code : {"", "610", "06100", "06a0", "0000"}) {
    EXPECT_THAT(CheckMunicipality({code, "Sliedrecht"}),
                RefusesField("code", "INVALID_MUNICIPALITY"))
        << code;
  }
}

TEST(CheckMunicipality, RefusesAnEmptyOrTooLongName) {
  EXPECT_THAT(CheckMunicipality({"0610", ""}), RefusesField("name", "INVALID_TEXT"));
  EXPECT_THAT(CheckMunicipality({"0610", std::string(101, 'a')}),
              RefusesField("name", "INVALID_TEXT"));
  EXPECT_THAT(CheckMunicipality({"0610", std::string(100, 'a')}), IsOk());
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
