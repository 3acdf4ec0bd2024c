#include "registration/domain/free_text.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

// 111222333 passes the eleven-test: 9+8+7+2*(6+5+4)+3*(3+2)-3 = 66. It is the number that forms are
// tried with.
TEST(HoldsCitizenNumber, FindsNineDigitsThatPassTheElevenTest) {
  for (const char* text :
       {"111222333", "BSN 111222333.", "111 222 333", "111.222.333", "11-12-22-333",
        "kind 2 111222333", "1 1 1 2 2 2 3 3 3", "nummer:111222333,verder niets",
        "\xEF\xBC\x91\xEF\xBC\x91\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x92\xEF\xBC\x92\xEF\xBC\x93"
        "\xEF\xBC\x93\xEF\xBC\x93",
        "111\xC2\xA0"
        "222\xC2\xA0"
        "333",
        "123456782", "+111222333", "eerst 06-12345678, dan 123456782"}) {
    EXPECT_TRUE(HoldsCitizenNumber(text)) << text;
  }
}

TEST(HoldsCitizenNumber, PassesOverOtherNumbers) {
  for (const char* text :
       {"", "geen cijfers", "111222334", "000000000", "11122233", "1112223334", "06 12345678",
        "06 111 222 33", "023-5551234", "+31 6 11122233", "+31 111222333", "0111222333",
        "2014-05-02 en 2016-11-30", "111  222  333", "3361AB 12", "1,2,3,4,5,6,7,8,2"}) {
    EXPECT_FALSE(HoldsCitizenNumber(text)) << text;
  }
}

TEST(ParseFreeText, RefusesACitizenNumberWithAnExplanationAndWithoutTheNumber) {
  const auto refused = ParseFreeText("note", "De moeder heeft 111222333 als nummer", 1, 100);
  EXPECT_THAT(refused, RefusesField("note", "CITIZEN_NUMBER"));
  EXPECT_EQ(refused.status().message().find("111222333"), std::string::npos);
}

TEST(ParseFreeText, TakesLinesAndNoOtherControlCharacter) {
  EXPECT_THAT(ParseFreeText("note", "Een regel.\nEn nog een: é, ş, “aanhaling”.", 1, 100), IsOk());
  EXPECT_THAT(ParseFreeText("note", "111222\n333", 1, 100), RefusesField("note", "CITIZEN_NUMBER"));
  for (const std::string& text :
       {std::string("a\r\nb"), std::string("a\tb"), std::string("a\0b", 3), std::string("a\x1B[2J"),
        std::string("a\xE2\x80\xAE") + "b", std::string("\na"), std::string("a\n"),
        std::string("a\xC0\xAF"), std::string(101, 'x'), std::string()}) {
    EXPECT_THAT(ParseFreeText("note", text, 1, 100), RefusesField("note", "INVALID_TEXT")) << text;
  }
}

}  // namespace
}  // namespace buurtbrug::registration::domain
