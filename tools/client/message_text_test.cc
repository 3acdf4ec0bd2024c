#include "tools/client/message_text.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<google::protobuf::Message> Answer(absl::string_view method,
                                                  const std::string& json) {
  auto answer = NewMessage(*MethodNamed(method).output_type());
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, answer.get()).ok());
  return answer;
}

TEST(ToText, ShowsOneThingWithItsLists) {
  EXPECT_EQ(ToText(*Answer("registration/GetFamily", R"({"family": {
      "family_id": "f1", "role": "FAMILY_ROLE_SUPPORT", "adults": [
        {"number": 1, "name": "André"}, {"number": 2, "name": "Bo"}],
      "steps": [{"kind": "FAMILY_STEP_KIND_REGISTERED", "occurred_on": "2020-01-14",
                 "recorded_at": "2021-01-01T10:00:00Z"}]}})")),
            R"(family_id  f1
role       support
state      unspecified
adults
  number  name
  1       André
  2       Bo
children
  none
steps
  kind        occurred_on  recorded_at           correction
  registered  2020-01-14   2021-01-01T10:00:00Z  no
)");
}

TEST(ToText, ShowsAListAsATable) {
  EXPECT_EQ(ToText(*Answer("tenancy/ListMunicipalities", R"({"municipalities": [
      {"code": "0610", "name": "Sliedrecht"}, {"code": "0392", "name": "Haarlem"}]})")),
            "code  name\n0610  Sliedrecht\n0392  Haarlem\n");
  EXPECT_EQ(ToText(*Answer("tenancy/ListMunicipalities", "{}")), "none\n");
}

TEST(ToText, ShowsThingsWithListsOneByOne) {
  EXPECT_EQ(ToText(*Answer("tenancy/ListContracts", R"({"contracts": [
      {"contract_id": "c1", "protocol_version": 1,
       "periods": [{"name": "2020", "quarter_targets": [0, 3]}]}]})")),
            R"(contract_id       c1
protocol_version  1
periods
  name  quarter_targets  target_precision  target_covers
  2020  0, 3             unspecified       unspecified
protocols
  none
)");
}

TEST(ToText, ShowsHowToGetTheNextPage) {
  EXPECT_THAT(ToText(*Answer("matching/ListMatches", R"({"next_page_token": "abc"})")),
              HasSubstr("more: --page-token abc"));
}

TEST(ToText, ShowsAllListsOfAnAnswerThatHasSeveral) {
  const std::string text = ToText(*Answer("matching/ValuePlaces", R"({"advice": [
      {"profile": {"area": "3361", "words": "biedt logeren", "smoking": 1,
                   "wishes": [{"kind": 4, "strength": 2, "accessibility": 1}]},
       "rise": {"third_class": 1}}],
      "scarce": [{"support_family_id": "s1", "fall": {"first_class": 1}}], "not_valued": 2})"));
  EXPECT_THAT(text, HasSubstr("3361\n"));
  EXPECT_THAT(text, HasSubstr("biedt logeren\n"));
  EXPECT_THAT(text, HasSubstr("  wishes\n"));
  EXPECT_THAT(text, HasSubstr("scarce\n"));
  EXPECT_THAT(text, HasSubstr("support_family_id  s1\n"));
  EXPECT_THAT(text, HasSubstr("not_valued  2\n"));
  EXPECT_THAT(text, Not(HasSubstr("--page-token")));
}

TEST(ToJson, KeepsZeroAndLeavesOutWhatIsAbsent) {
  const std::string json = ToJson(*Answer("reporting/GetQuarterlyProgress", R"({"table": {
      "rows": [{"quarters": [{"value": 0}, {}]}]}})"));
  EXPECT_THAT(json, HasSubstr("\"value\": 0"));
  EXPECT_THAT(json, HasSubstr("{}"));
  EXPECT_THAT(json, Not(HasSubstr("null")));
  EXPECT_THAT(json, HasSubstr("\"contract_id\": \"\""));
}

}  // namespace
}  // namespace buurtbrug::client
