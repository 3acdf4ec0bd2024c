#include "registration/domain/contact.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "registration/domain/house_number.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

TEST(ParseEmail, TakesAnAddressAndWritesItsHostSmall) {
  EXPECT_EQ(*ParseEmail("email", "Ouder.A+gezin@Voorbeeld.NL"), "Ouder.A+gezin@voorbeeld.nl");
  EXPECT_THAT(ParseEmail("email", "o'neill@mail.voorbeeld-school.nl"), IsOk());
  EXPECT_THAT(ParseEmail("email", std::string(64, 'a') + "@voorbeeld.nl"), IsOk());
}

TEST(ParseEmail, RefusesWhatNoMailGoesTo) {
  for (const std::string& text : {std::string(),
                                  std::string("@"),
                                  std::string("ouder"),
                                  std::string("ouder@"),
                                  std::string("@voorbeeld.nl"),
                                  std::string("ouder@voorbeeld"),
                                  std::string("a@b@c.nl"),
                                  std::string("ouder @voorbeeld.nl"),
                                  std::string("ouder@voorbeeld.nl "),
                                  std::string("ouder@voorbeeld.nl\nBcc: x@y.nl"),
                                  std::string("a..b@voorbeeld.nl"),
                                  std::string(".a@voorbeeld.nl"),
                                  std::string("a.@voorbeeld.nl"),
                                  std::string("\"a b\"@voorbeeld.nl"),
                                  std::string("a@-b.nl"),
                                  std::string("a@b-.nl"),
                                  std::string("a@b..nl"),
                                  std::string("a@127.0.0.1"),
                                  std::string("a@[127.0.0.1]"),
                                  std::string("a@b.n"),
                                  std::string("a@voorbéeld.nl"),
                                  std::string("é@voorbeeld.nl"),
                                  std::string("a<b@voorbeeld.nl"),
                                  std::string("a@voorbeeld.nl\0", 15),
                                  std::string(65, 'a') + "@voorbeeld.nl",
                                  "a@" + std::string(64, 'b') + ".nl",
                                  "a@" + std::string(250, 'b') + ".nl"}) {
    EXPECT_THAT(ParseEmail("email", text), RefusesField("email", "INVALID_EMAIL")) << text;
  }
}

TEST(ParsePhone, WritesDutchAndForeignNumbersAsTheyAreDialledFromAbroad) {
  for (const char* text : {"0612345678", "06-12345678", "06 1234 5678", "+31612345678",
                           "0031 6 12345678", "+31 (0)6 12345678", "(06) 12.34.56.78"}) {
    const auto phone = ParsePhone("phone", text);
    ASSERT_THAT(phone, IsOk()) << text;
    EXPECT_EQ(*phone, "+31612345678") << text;
  }
  EXPECT_EQ(*ParsePhone("phone", "(023) 555 12 34"), "+31235551234");
  EXPECT_EQ(*ParsePhone("phone", "+32 2 555 12 34"), "+3225551234");
  EXPECT_EQ(*ParsePhone("phone", "0090 532 555 12 34"), "+905325551234");
}

TEST(ParsePhone, RefusesWhatReachesNoFamily) {
  for (const std::string& text : {std::string(),
                                  std::string("06"),
                                  std::string("061234567"),
                                  std::string("06123456789"),
                                  std::string("6123456780"),
                                  std::string("0800 123456"),
                                  std::string("0900-1234567"),
                                  std::string("+31900123456"),
                                  std::string("+31 6 1234567"),
                                  std::string("06 1234567a"),
                                  std::string("tel:0612345678"),
                                  std::string("+"),
                                  std::string("++31612345678"),
                                  std::string("06+12345678"),
                                  std::string("+1234567890123456"),
                                  std::string("112"),
                                  std::string("06\t12345678"),
                                  std::string("\xD9\xA0\xD9\xA6"),
                                  std::string("000612345678"),
                                  std::string("+31 006 1234567"),
                                  std::string(100, '1')}) {
    EXPECT_THAT(ParsePhone("phone", text), RefusesField("phone", "INVALID_PHONE")) << text;
  }
}

TEST(ParseContact, AsksForOneOfTheTwo) {
  EXPECT_THAT(ParseContact("", ""), RefusesField("email", "NO_CONTACT"));
  EXPECT_EQ(ParseContact("", "0612345678")->phone, "+31612345678");
  EXPECT_EQ(ParseContact("a@voorbeeld.nl", "")->email, "a@voorbeeld.nl");
  EXPECT_THAT(ParseContact("a@voorbeeld.nl", "1"), RefusesField("phone", "INVALID_PHONE"));
}

TEST(ParseHouseNumber, KeepsNumberAndAdditionApart) {
  const auto form = [](const char* text) {
    const auto house = ParseHouseNumber("house_number", text);
    return house.ok() ? FormatHouseNumber(*house) : "refused";
  };
  EXPECT_EQ(form("12"), "12");
  EXPECT_EQ(form("12a"), "12A");
  EXPECT_EQ(form("12-2"), "12-2");
  EXPECT_EQ(form("12 hs"), "12HS");
  EXPECT_EQ(form("99999-abc123"), "99999ABC123");
}

TEST(ParseHouseNumber, RefusesWhatIsNoHouseNumber) {
  for (const std::string& text :
       {std::string(), std::string("0"), std::string("012"), std::string("-12"), std::string("a12"),
        std::string("100000"), std::string("12-"), std::string("12 "), std::string(" 12"),
        std::string("12--2"), std::string("12/2"), std::string("12.5"), std::string("12abcdefg"),
        std::string("12\n"), std::string("12é"), std::string("1e5-"), std::string("½"),
        std::string("\xEF\xBC\x91")}) {
    EXPECT_THAT(ParseHouseNumber("house_number", text),
                RefusesField("house_number", "INVALID_HOUSE_NUMBER"))
        << text;
  }
}

}  // namespace
}  // namespace buurtbrug::registration::domain
