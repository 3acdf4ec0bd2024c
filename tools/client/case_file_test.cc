#include "tools/client/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"
#include "tools/client/deterministic_id.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr absl::string_view kHeader =
    R"({"case_file":"year","municipality":"0610","about":"invented"})";
constexpr absl::string_view kTwoFamilies = R"(
{"id":"1","on":"2020-01-14","step":"register","family":"V01","role":"request","postcode":"3361 AB","adults":["A"],"children":["2014-05-02"]}
{"id":"2","on":"2020-01-15","step":"register","family":"S01","role":"support","postcode":"3361 AB","adults":["B","C"],"children":[]}
)";
constexpr absl::string_view kProposal =
    R"({"id":"3","on":"2020-02-01","step":"propose","match":"K01","request_family":"V01","children":[1],"support_family":"S01","reason":"past"}
)";

absl::StatusOr<CaseFile> Parse(absl::string_view records) {
  return ParseCaseFile("year.jsonl", absl::StrCat(kHeader, records));
}

std::string ErrorOf(absl::string_view records) { return Explain(Parse(records).status()); }

TEST(ParseCaseFile, MakesARequestOfEachRecord) {
  const auto file = Parse(kTwoFamilies);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->municipality, "0610");
  EXPECT_EQ(file->contract_day, "2020-01-14");
  ASSERT_EQ(file->records.size(), 2u);
  EXPECT_EQ(file->records[0].line, 2);
  EXPECT_EQ(file->records[0].makes, "V01");
  EXPECT_EQ(file->records[0].request->ShortDebugString(),
            absl::StrCat("request_id: \"", DeterministicUuid("case/year/1").ToString(),
                         "\" municipality: \"0610\" occurred_on: \"2020-01-14\" "
                         "role: FAMILY_ROLE_REQUEST postcode: \"3361 AB\" adult_names: \"A\" "
                         "child_birth_dates: \"2014-05-02\""));
}

TEST(ParseCaseFile, NotesWhereIdsBelong) {
  const auto file = Parse(absl::StrCat(
      kTwoFamilies, kProposal, R"({"id":"4","on":"2020-02-02","step":"agree","match":"K01"})"));
  ASSERT_THAT(file, IsOk());
  const CaseRecord& proposal = file->records[2];
  EXPECT_EQ(proposal.makes, "K01");
  EXPECT_EQ(SubjectField(proposal), "match_id");
  EXPECT_THAT(proposal.uses,
              ElementsAre(Pair("request_family_id", "V01"), Pair("support_family_id", "S01")));
  EXPECT_THAT(file->records[3].uses, ElementsAre(Pair("match_id", "K01")));
  EXPECT_THAT(file->records[3].makes, IsEmpty());
  EXPECT_THAT(file->records[3].request->ShortDebugString(),
              HasSubstr("request_family_signed: true support_family_signed: true"));
}

TEST(ParseCaseFile, KnowsEveryStep) {
  EXPECT_THAT(Parse(absl::StrCat(kTwoFamilies, kProposal, R"(
{"id":"4","on":"2020-02-02","step":"intake","family":"V01"}
{"id":"5","on":"2020-02-02","step":"vog","family":"S01","adult":1}
{"id":"6","on":"2020-02-02","step":"training","family":"S01"}
{"id":"7","on":"2020-02-02","step":"screening","family":"S01","capacity":2}
{"id":"8","on":"2020-02-02","step":"introduce","match":"K01"}
{"id":"9","on":"2020-02-02","step":"agree","match":"K01","request_family_signed":false}
{"id":"10","on":"2020-02-02","step":"start-trial","match":"K01"}
{"id":"11","on":"2020-02-02","step":"complete-trial","match":"K01","outcome":"ended-in-trial","reason":"x"}
{"id":"12","on":"2020-02-02","step":"evaluate","match":"K01","number":0,"formal_care":"scaled-down"}
{"id":"13","on":"2020-02-02","step":"end","match":"K01","outcome":"ended-early","reason":"x","cause":"other","wished_by":"coordinator"}
)")),
              IsOk());
}

TEST(ParseCaseFile, NamesTheLineOfWhatIsWrong) {
  const auto wrong = [](absl::string_view line) {
    return ErrorOf(absl::StrCat(kTwoFamilies, line));
  };
  EXPECT_EQ(wrong("{"), "year.jsonl:4: is no JSON object\n");
  EXPECT_EQ(wrong("[]"), "year.jsonl:4: is no JSON object\n");
  EXPECT_EQ(wrong("{\"id\":\"\xff\"}"), "year.jsonl:4: is no JSON object\n");
  EXPECT_EQ(wrong(R"({"on":"2020-01-14","step":"intake","family":"V01"})"),
            "year.jsonl:4: 'id' must be given, as text\n");
  EXPECT_EQ(wrong(R"({"id":"2","on":"2020-01-14","step":"intake","family":"V01"})"),
            "year.jsonl:4: the id 2 is given twice\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-30","step":"intake","family":"V01"})"),
            "year.jsonl:4: on must be an existing day written YYYY-MM-DD\n");
  EXPECT_THAT(wrong(R"({"id":"9","on":"2020-02-03","step":"adopt","family":"V01"})"),
              HasSubstr("year.jsonl:4: the step 'adopt' is none of register, intake, vog,"));
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"vog","family":"S01"})"),
            "year.jsonl:4: 'adult' is missing\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"vog","family":"S01","adult":"1"})"),
            "year.jsonl:4: 'adult': must be a whole number\n");
  EXPECT_EQ(
      wrong(R"({"id":"9","on":"2020-02-03","step":"vog","family":"S01","adult":99999999999})"),
      "year.jsonl:4: 'adult': '99999999999' is no whole number\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"intake","family":["V01"]})"),
            "year.jsonl:4: 'family': may be no list\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"intake","family":"V01","note":1})"),
            "year.jsonl:4: 'note' does not belong here\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"intake","family":"V02"})"),
            "year.jsonl:4: no record before this one makes a family V02\n");
  EXPECT_EQ(wrong(R"({"id":"9","on":"2020-02-03","step":"introduce","match":"V01"})"),
            "year.jsonl:4: no record before this one makes a match V01\n");
  EXPECT_EQ(
      wrong(R"({"id":"9","on":"2020-01-14","step":"register","family":"V01","role":"request",)"
            R"("postcode":"3361 AB","adults":["A"],"children":[]})"),
      "year.jsonl:4: V01 is made twice\n");
}

TEST(ParseCaseFile, WantsAHeader) {
  const auto error = [](absl::string_view content) {
    return Explain(ParseCaseFile("f", content).status());
  };
  EXPECT_EQ(error(""), "f:1: is no JSON object\n");
  EXPECT_EQ(error(R"({"case_file":"x"})"), "f:1: 'municipality' must be given, as text\n");
  EXPECT_THAT(error(R"({"case_file":"x","municipality":"610"})"),
              HasSubstr("f:1: municipality must"));
  EXPECT_THAT(Parse(""), IsOk());
}

}  // namespace
}  // namespace buurtbrug::client
