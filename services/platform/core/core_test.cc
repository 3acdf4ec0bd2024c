#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/civil.h"
#include "platform/core/clock.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::platform::core {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

TEST(ParseDay, TakesExistingDaysOnly) {
  EXPECT_EQ(*ParseDay("on", "2020-02-29"), absl::CivilDay(2020, 2, 29));
  for (const char* bad :
       {"2021-02-29", "2020-2-1", "20200201", "2020-13-01", "2020-00-10", "1899-12-31",
        "2200-01-01", "", "2020-02-01 ", "+020-02-01", "2020-02-0\xd9\xa1"}) {
    EXPECT_THAT(ParseDay("on", bad), RefusesField("on", "INVALID_DATE")) << bad;
  }
}

TEST(ParseMunicipality, TakesFourDigits) {
  EXPECT_EQ(*ParseMunicipality("municipality", "0610"), "0610");
  for (const char* bad : {"0000", "610", "06100", "061O", "", " 610", "GM0610"}) {
    EXPECT_THAT(ParseMunicipality("municipality", bad),
                RefusesField("municipality", "INVALID_MUNICIPALITY"));
  }
}

TEST(ParseText, CountsCodePointsAndRefusesWhatIsNoPlainText) {
  EXPECT_THAT(ParseText("name", "Zo\xc3\xab", 1, 3), IsOk());
  EXPECT_THAT(ParseText("name", "Zo\xc3\xab", 1, 2), RefusesField("name", "INVALID_TEXT"));
  for (const std::string& bad :
       {std::string(), std::string(" x"), std::string("x\n"), std::string("a\0b", 3),
        std::string("\xc3"), std::string("\xc0\xaf"), std::string("\xed\xa0\x80"),
        std::string("\xe2\x80\xae") + "x", std::string("\x7f"), std::string("\xf5\x80\x80\x80")}) {
    EXPECT_THAT(ParseText("name", bad, 1, 100), RefusesField("name", "INVALID_TEXT"));
  }
}

TEST(AmsterdamDay, BeginsAtMidnightInAmsterdam) {
  absl::Time instant;
  std::string error;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, "2020-10-31T22:59:59Z", &instant, &error));
  EXPECT_EQ(AmsterdamDay(instant), absl::CivilDay(2020, 10, 31));
  EXPECT_EQ(AmsterdamDay(instant + absl::Seconds(1)), absl::CivilDay(2020, 11, 1));
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, "2020-07-01T21:59:59Z", &instant, &error));
  EXPECT_EQ(AmsterdamDay(instant), absl::CivilDay(2020, 7, 1));
  EXPECT_EQ(AmsterdamDay(instant + absl::Seconds(1)), absl::CivilDay(2020, 7, 2));
}

TEST(AddMonths, EndsOnTheLastDayWhereTheMonthHasNoSuchDay) {
  EXPECT_EQ(AddMonths(absl::CivilDay(2020, 1, 31), 1), absl::CivilDay(2020, 2, 29));
  EXPECT_EQ(AddMonths(absl::CivilDay(2021, 1, 31), 1), absl::CivilDay(2021, 2, 28));
  EXPECT_EQ(AddMonths(absl::CivilDay(2020, 12, 15), 36), absl::CivilDay(2023, 12, 15));
  EXPECT_EQ(AddMonths(absl::CivilDay(2020, 3, 31), -1), absl::CivilDay(2020, 2, 29));
}

class CountingRandom final : public Random {
 public:
  void Fill(uint8_t* bytes, size_t size) override {
    for (size_t i = 0; i < size; ++i) {
      bytes[i] = 0xFF;
    }
  }
};

TEST(NewUuid, HasTheTimeTheVersionAndTheVariantOfRfc9562) {
  CountingRandom random;
  const Uuid id = NewUuid(absl::FromUnixMillis(0x017F22E279B0), random);
  EXPECT_EQ(id.ToString(), "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

TEST(Uuid, ReadsWhatItWrites) {
  const std::string text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  EXPECT_EQ(Uuid::Parse("id", text)->ToString(), text);
  for (const char* bad :
       {"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "x17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2079b0-7cc3-98c4-dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c0739}"}) {
    EXPECT_THAT(Uuid::Parse("id", bad), RefusesField("id", "INVALID_ID"));
  }
}

TEST(ParsePage, HasDefaultsAndBounds) {
  EXPECT_EQ(ParsePage(0, "")->size, 50);
  EXPECT_EQ(ParsePage(5000, "")->size, 200);
  EXPECT_THAT(ParsePage(-1, ""), RefusesField("page_size", "OUT_OF_RANGE"));
  EXPECT_THAT(ParsePage(1, "next"), RefusesField("page_token", "INVALID_ID"));
}

TEST(CheckEtag, RefusesAnOldVersion) {
  EXPECT_THAT(CheckEtag(0, 7), IsOk());
  EXPECT_THAT(CheckEtag(7, 7), IsOk());
  EXPECT_THAT(CheckEtag(6, 7), Fails(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(ParseEtag("0"), RefusesField("etag", "INVALID_ETAG"));
  EXPECT_THAT(ParseEtag("abc"), RefusesField("etag", "INVALID_ETAG"));
}

}  // namespace
}  // namespace buurtbrug::platform::core
