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

// A municipality with one more thing known.
template <typename Field, typename Value>
Municipality With(Field Municipality::*field, const Value& value) {
  Municipality municipality = {"0603", "Rijswijk"};
  municipality.*field = value;
  return municipality;
}

TEST(CheckMunicipality, TakesAYearAQualifierAndNumbers) {
  EXPECT_THAT(
      CheckMunicipality({"0603", "Rijswijk", 2022, "ZH", "123456782", "00000001234567890000"}),
      IsOk());
}

TEST(CheckMunicipality, RefusesAYearOrQualifierOutOfBounds) {
  for (const int year : {1899, 2200}) {
    EXPECT_THAT(CheckMunicipality(With(&Municipality::code_year, year)),
                RefusesField("code_year", "OUT_OF_RANGE"));
  }
  for (const size_t length : {0, 21}) {
    EXPECT_THAT(CheckMunicipality(With(&Municipality::qualifier, std::string(length, 'Z'))),
                RefusesField("qualifier", "INVALID_TEXT"));
  }
}

TEST(CheckMunicipality, RefusesAnRsinThatFailsTheElevenTest) {
  for (const char* rsin :
       {"", "12345678", "1234567820", "123456789", "123456780", "000000000", "12345678a"}) {
    EXPECT_THAT(CheckMunicipality(With(&Municipality::rsin, std::string(rsin))),
                RefusesField("rsin", "INVALID_RSIN"))
        << rsin;
  }
  // One digit more or less anywhere is noticed.
  for (size_t i = 0; i < 9; ++i) {
    std::string rsin = "123456782";
    rsin[i] = static_cast<char>(rsin[i] + 1);
    EXPECT_THAT(CheckRsin("rsin", rsin), RefusesField("rsin", "INVALID_RSIN")) << rsin;
  }
}

TEST(CheckMunicipality, RefusesAnOinThatIsNotTwentyDigits) {
  for (const char* oin :
       {"", "0000000123456789000", "000000012345678900000", "0000000123456789000x"}) {
    EXPECT_THAT(CheckMunicipality(With(&Municipality::oin, std::string(oin))),
                RefusesField("oin", "INVALID_OIN"))
        << oin;
  }
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
