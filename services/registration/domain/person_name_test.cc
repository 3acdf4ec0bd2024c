#include "registration/domain/person_name.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "registration/domain/letters.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

TEST(ParsePersonName, TakesNamesAsPeopleHaveThem) {
  for (const char* name : {"A",
                           "Jan de Vries",
                           "Fatma Öztürk-Şahin",
                           "'t Hart",
                           "Van 't Hof",
                           "D’Angelo",
                           "J.P. Bakker",
                           "J.-P. Bakker",
                           "Łukasz Żółć",
                           "Þórunn",
                           "Nguyễn Thị Ánh",
                           "Ouder 2",
                           "Иван Петров",
                           "Ελένη Παπαδοπούλου",
                           "محمد علي",
                           "שָׂרָה כהן",
                           "ሰላም ተስፋዬ",
                           "அருண்",
                           "प्रिया शर्मा",
                           "王小明",
                           "Gülşah 2e",
                           "O'Neill"}) {
    const auto parsed = ParsePersonName("name", name);
    ASSERT_THAT(parsed, IsOk()) << name;
    EXPECT_EQ(*parsed, name);
  }
}

TEST(ParsePersonName, WritesDecomposedLettersAsOne) {
  EXPECT_EQ(*ParsePersonName("name", "Zoe\xCC\x88"), "Zoë");
  EXPECT_EQ(*ParsePersonName("name", "Nguye\xCC\x82\xCC\x83n"), "Nguyễn");
  EXPECT_EQ(*ParsePersonName("name", "\xC4\xB2sbrand"), "IJsbrand");
}

TEST(ParsePersonName, RefusesWhatIsNoName) {
  for (const char* name : {"-",
                           "'",
                           "...",
                           "123",
                           "2e ouder",
                           "Jan  de Vries",
                           "Jan--Piet",
                           "Jan@Vries",
                           "<b>Jan</b>",
                           "Jan; DROP TABLE",
                           "Jan_de_Vries",
                           "Jan/Piet",
                           "Jan\"",
                           "=SUM(A1)",
                           "\xCC\x88Jan",
                           "Jan\xE2\x80\x8B",
                           "Jan \xF0\x9F\x98\x80",
                           "\xEF\xBC\xAA\xEF\xBD\x81\xEF\xBD\x8E",
                           "ﬁen",
                           "Z\xCD\x91\xCD\x92\xCD\x97\xCD\x9B",
                           "- Jan",
                           "Jan\xCC\xA7'\xCC\xA7"}) {
    EXPECT_THAT(ParsePersonName("name", name), RefusesField("name", "INVALID_NAME")) << name;
  }
}

TEST(ParsePersonName, RefusesLettersOfTwoScripts) {
  // With a Cyrillic a, a Greek omicron and an Arabic letter.
  for (const char* name : {"J\xD0\xB0n", "J\xCE\xBFhan", "Jan محمد", "Jan Петров"}) {
    EXPECT_THAT(ParsePersonName("name", name), RefusesField("name", "MIXED_SCRIPTS")) << name;
  }
}

TEST(ParsePersonName, RefusesACitizenNumber) {
  EXPECT_THAT(ParsePersonName("name", "Jan 111222333"), RefusesField("name", "CITIZEN_NUMBER"));
}

TEST(ParsePersonName, CountsCharactersOfTheComposedName) {
  std::string decomposed, composed;
  for (int i = 0; i < kLongestName; ++i) {
    decomposed += "e\xCC\x88";
    composed += "ë";
  }
  const auto longest = ParsePersonName("name", decomposed);
  ASSERT_THAT(longest, IsOk());
  EXPECT_EQ(*longest, composed);
  EXPECT_THAT(ParsePersonName("name", std::string(kLongestName, 'a')), IsOk());
  EXPECT_THAT(ParsePersonName("name", std::string(kLongestName + 1, 'a')),
              RefusesField("name", "INVALID_TEXT"));
  EXPECT_THAT(ParsePersonName("name", ""), RefusesField("name", "INVALID_TEXT"));
  EXPECT_THAT(ParsePersonName("name", std::string(2'000'000, 'a')),
              RefusesField("name", "INVALID_TEXT"));
}

TEST(Composed, IsUndoneByNothingAndStaysAsItIs) {
  const std::u32string once = Composed(U"e\u0302\u0301 A\u030A o");
  EXPECT_EQ(once, U"\u1EBF \u00C5 o");
  EXPECT_EQ(Composed(once), once);
  EXPECT_EQ(PointsOf(Utf8Of(once)), once);
}

}  // namespace
}  // namespace buurtbrug::registration::domain
