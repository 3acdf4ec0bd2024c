#include "tools/client/progress_table.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tools/client/comparison_text.h"

namespace buurtbrug::client {
namespace {

using reporting::v1::CompareWithPublishedResponse;
using reporting::v1::ProgressTable;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename Message>
Message From(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

constexpr char kSliedrecht[] = R"(
  municipality: "0610" period: "2020" as_of: "2020-10-31"
  quarters { year: 2020 number: 1 first_day: "2020-01-01" last_day: "2020-03-31" state: QUARTER_STATE_COMPLETE }
  quarters { year: 2020 number: 2 first_day: "2020-04-01" last_day: "2020-06-30" state: QUARTER_STATE_COMPLETE }
  quarters { year: 2020 number: 3 first_day: "2020-07-01" last_day: "2020-09-30" state: QUARTER_STATE_COMPLETE }
  quarters { year: 2020 number: 4 first_day: "2020-10-01" last_day: "2020-12-31" state: QUARTER_STATE_INCOMPLETE }
  rows { indicator: INDICATOR_TARGET quarters { value: 0 } quarters { value: 3 } quarters { value: 3 }
         quarters { value: 4 } total { value: 10 } }
  rows { indicator: INDICATOR_REQUEST_FAMILIES quarters { value: 3 } quarters { value: 4 } quarters { value: 5 }
         quarters { value: 1 } total { value: 13 } }
  rows { indicator: INDICATOR_SUPPORT_FAMILIES quarters { value: 4 } quarters { value: 5 } quarters { value: 9 }
         quarters { value: 3 } total { value: 21 } }
  rows { indicator: INDICATOR_REALISED quarters { value: 0 } quarters { value: 1 } quarters { value: 6 }
         quarters { value: 1 } total { value: 8 } }
  rows { indicator: INDICATOR_ENDED_IN_TRIAL quarters { value: 0 } quarters { value: 0 } quarters { value: 0 }
         quarters { value: 0 } total { value: 0 } })";

TEST(RenderProgress, GivesTheTableOfSliedrecht) {
  EXPECT_EQ(RenderProgress(From<ProgressTable>(kSliedrecht), "Sliedrecht", std::nullopt),
            R"(Voortgang Sliedrecht, subsidieperiode 2020
stand t/m 31 oktober 2020

                            1e kw   2e kw   3e kw   4e kw*  Totaal
Streefgetal koppelingen         0       3       3       4       10
Aanmeldingen vraaggezinnen      3       4       5       1       13
Aanmeldingen steungezinnen      4       5       9       3       21
Gerealiseerde koppelingen       0       1       6       1        8
Afrondingen in proeftijd        0       0       0       0        0

* kwartaal nog niet voorbij
)");
}

TEST(RenderProgress, SaysHowManyCorrectionsWereCounted) {
  auto table = From<ProgressTable>(kSliedrecht);
  const std::string before = RenderProgress(table, "Sliedrecht", std::nullopt);
  table.set_corrections(2);
  EXPECT_EQ(RenderProgress(table, "Sliedrecht", std::nullopt),
            before + "\nwaarvan 2 correcties, vastgelegd nadat de periode was afgesloten\n");
}

TEST(RenderProgress, LeavesBlankWhatIsBlank) {
  auto table = From<ProgressTable>(kSliedrecht);
  table.mutable_quarters(3)->set_state(reporting::v1::QUARTER_STATE_NOT_BEGUN);
  table.mutable_rows(3)->mutable_quarters(3)->clear_value();
  const std::string text = RenderProgress(table, "Sliedrecht", std::nullopt);
  EXPECT_THAT(text,
              HasSubstr("Gerealiseerde koppelingen       0       1       6                8\n"));
  EXPECT_THAT(text, Not(HasSubstr("*")));
}

TEST(RenderProgress, SaysWhenItWasKnown) {
  EXPECT_THAT(RenderProgress(From<ProgressTable>(kSliedrecht), "Sliedrecht",
                             absl::FromUnixSeconds(1609843380)),
              HasSubstr("stand t/m 31 oktober 2020, zoals bekend op 5 januari 2021 om 11:43:00\n"));
}

TEST(QuarterLabels, NameTheYearUnlessTheyAreWholeQuartersOfOneYear) {
  auto table = From<ProgressTable>(kSliedrecht);
  EXPECT_THAT(QuarterLabels(table.quarters()), ElementsAre("1e kw", "2e kw", "3e kw", "4e kw"));
  table.mutable_quarters(0)->set_first_day("2020-02-01");
  EXPECT_THAT(QuarterLabels(table.quarters()),
              ElementsAre("1e kw 2020", "2e kw 2020", "3e kw 2020", "4e kw 2020"));
}

TEST(ProgressCsv, HasAHeaderAndEmptyFields) {
  auto table = From<ProgressTable>(kSliedrecht);
  table.mutable_rows()->DeleteSubrange(1, 3);
  table.mutable_rows(1)->mutable_quarters(3)->clear_value();
  table.mutable_rows(1)->mutable_total()->clear_value();
  EXPECT_EQ(ProgressCsv(table),
            "Indicator,1e kw 2020,2e kw 2020,3e kw 2020,4e kw 2020*,Totaal\n"
            "Streefgetal koppelingen,0,3,3,4,10\n"
            "Afrondingen in proeftijd,0,0,0,,\n");
}

TEST(RenderComparison, ShowsBothTablesAndNamesEachDifference) {
  CompareWithPublishedResponse response;
  auto* comparison = response.add_comparisons();
  *comparison = From<reporting::v1::Comparison>(R"(
    published { title: "Resultaten" source: "Rapport" as_printed: "tot 1-11-2020" as_of: "2020-10-31"
      rows { indicator: INDICATOR_REALISED quarters { value: 0 } quarters { value: 1 } quarters { value: 6 }
             quarters { value: 1 } total { value: 7 } }
      rows { indicator: INDICATOR_ENDED_IN_TRIAL quarters { value: 0 } quarters { value: 0 }
             quarters { value: 0 } quarters {} total {} } }
    differences { kind: DIFFERENCE_KIND_VALUE indicator: INDICATOR_REALISED
                  published { value: 7 } computed { value: 8 } }
    differences { kind: DIFFERENCE_KIND_DOES_NOT_ADD_UP indicator: INDICATOR_REALISED
                  published { value: 7 } computed { value: 8 } }
    differences { kind: DIFFERENCE_KIND_BLANK indicator: INDICATOR_ENDED_IN_TRIAL quarter: 3
                  published {} computed { value: 0 } })");
  *comparison->mutable_computed() = From<ProgressTable>(kSliedrecht);
  comparison->mutable_computed()->mutable_rows()->DeleteSubrange(0, 3);
  EXPECT_EQ(RenderComparison(response, "Sliedrecht"), R"(Gepubliceerd: Resultaten
bron: Rapport
gedrukt als "tot 1-11-2020", gelezen als stand t/m 31 oktober 2020

                           1e kw   2e kw   3e kw   4e kw   Totaal
Gerealiseerde koppelingen      0       1       6       1        7
Afrondingen in proeftijd       0       0       0

Uit de dossiers: Voortgang Sliedrecht, subsidieperiode 2020
stand t/m 31 oktober 2020

                           1e kw   2e kw   3e kw   4e kw*  Totaal
Gerealiseerde koppelingen      0       1       6       1        8
Afrondingen in proeftijd       0       0       0       0        0

* kwartaal nog niet voorbij

Verschillen
- Gerealiseerde koppelingen, totaal: gepubliceerd 7, uit de dossiers 8.
- Gerealiseerde koppelingen: het gepubliceerde totaal 7 is niet de som van de kwartalen (8).
- Afrondingen in proeftijd, 4e kw: gepubliceerd leeg, uit de dossiers 0.
)");
}

TEST(RenderComparison, SaysThatThereIsNothingToCompare) {
  EXPECT_EQ(RenderComparison({}, "Sliedrecht"),
            "Van deze subsidieperiode is geen gepubliceerde tabel ingelezen.\n");
}

}  // namespace
}  // namespace buurtbrug::client
