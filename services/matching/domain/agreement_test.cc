#include "matching/domain/agreement.h"

#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kMay(2020, 5, 4);

TEST(Terms, TakeEveryKnownCode) {
  AgreementTerms terms;
  EXPECT_THAT(CheckTerms(terms), IsOk());
  terms.moments = {28, 1};
  terms.rhythm = Rhythm::kByAppointment;
  terms.tasks = {1, 14};
  terms.task_words = std::string(500, 'a');
  terms.house_rules_version = 9999;
  terms.returns = {1, 9};
  EXPECT_THAT(CheckTerms(terms), IsOk());
}

TEST(Terms, RefuseACodeThatIsNotKnownOrComesTwice) {
  const std::pair<std::vector<int> AgreementTerms::*, const char*> lists[] = {
      {&AgreementTerms::moments, "terms.moments"},
      {&AgreementTerms::tasks, "terms.tasks"},
      {&AgreementTerms::returns, "terms.returns"}};
  for (const auto& [list, field] : lists) {
    for (const std::vector<int>& codes : {std::vector<int>{0},
                                          {-1},
                                          {1, 1},
                                          {field == lists[0].second   ? 29
                                           : field == lists[1].second ? 15
                                                                      : 10}}) {
      AgreementTerms terms;
      terms.*list = codes;
      EXPECT_THAT(CheckTerms(terms), RefusesField(field, "INVALID_TERMS"));
    }
  }
  for (const int unknown : {-1, 5}) {
    AgreementTerms terms;
    terms.rhythm = static_cast<Rhythm>(unknown);
    EXPECT_THAT(CheckTerms(terms), RefusesField("terms.rhythm", "INVALID_TERMS"));
  }
}

TEST(Terms, RefuseWordsAndHouseRulesOutOfRange) {
  AgreementTerms words;
  words.task_words = std::string(501, 'a');
  EXPECT_THAT(CheckTerms(words), RefusesField("terms.task_words", "INVALID_TEXT"));
  for (const int version : {0, 10000}) {
    AgreementTerms terms;
    terms.house_rules_version = version;
    EXPECT_THAT(CheckTerms(terms), RefusesField("terms.house_rules_version", "OUT_OF_RANGE"));
  }
}

TEST(Acceptances, AreOnPaperOrThroughTheLinkAndNotAfterTheDay) {
  AgreementInput input;
  EXPECT_THAT(CheckAcceptances(input, kMay), IsOk());
  input.request_family = {AcceptanceMeans::kPaper, kMay};
  input.support_family = {AcceptanceMeans::kLink, kMay - 3};
  EXPECT_THAT(CheckAcceptances(input, kMay), IsOk());
  input.support_family->accepted_on = kMay + 1;
  EXPECT_THAT(CheckAcceptances(input, kMay),
              RefusesField("support_family.accepted_on", "ACCEPTED_TOO_LATE"));
  for (const int unknown : {0, 3}) {
    input.request_family->means = static_cast<AcceptanceMeans>(unknown);
    EXPECT_THAT(CheckAcceptances(input, kMay),
                RefusesField("request_family.means", "INVALID_MEANS"));
  }
}

}  // namespace
}  // namespace buurtbrug::matching::domain
