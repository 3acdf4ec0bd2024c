#include "matching/domain/agreement.h"

#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::Pair;

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

AgreementTerms Weekly() {
  AgreementTerms terms;
  terms.moments = {6, 14};
  terms.rhythm = Rhythm::kWeekly;
  return terms;
}

Offer Offered(int number, std::optional<absl::CivilDay> request = {},
              std::optional<absl::CivilDay> support = {}) {
  Offer offer;
  offer.number = number;
  offer.occurred_on = kMay;
  offer.terms = Weekly();
  offer.request_accepted_on = request;
  offer.support_accepted_on = support;
  return offer;
}

auto Refuses(const char* reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

TEST(Terms, AreTheSameInWhateverOrderTheyAreNamed) {
  AgreementTerms turned = Weekly();
  turned.moments = {14, 6};
  EXPECT_TRUE(SameTerms(Weekly(), turned));
  for (const auto change : {+[](AgreementTerms& terms) { terms.moments = {6}; },
                            +[](AgreementTerms& terms) { terms.rhythm = Rhythm::kMonthly; },
                            +[](AgreementTerms& terms) { terms.tasks = {1}; },
                            +[](AgreementTerms& terms) { terms.task_words = "Samen eten."; },
                            +[](AgreementTerms& terms) { terms.house_rules_version = 1; },
                            +[](AgreementTerms& terms) { terms.returns = {1}; }}) {
    AgreementTerms other = Weekly();
    change(other);
    EXPECT_FALSE(SameTerms(Weekly(), other));
    EXPECT_FALSE(SameTerms(other, Weekly()));
  }
}

TEST(Offers, SayMomentsRhythmOrTasks) {
  EXPECT_THAT(CheckOfferedTerms(Weekly()), IsOk());
  AgreementTerms terms;
  terms.task_words = "Samen eten.";
  terms.house_rules_version = 1;
  terms.returns = {1};
  EXPECT_THAT(CheckOfferedTerms(terms), RefusesField("terms", "INVALID_TERMS"));
  terms.tasks = {3};
  EXPECT_THAT(CheckOfferedTerms(terms), IsOk());
}

TEST(Offers, AreReplacedUntilBothAccepted) {
  EXPECT_THAT(CheckNewOffer({}, std::nullopt), IsOk());
  EXPECT_THAT(CheckNewOffer({Offered(1, kMay)}, 1), IsOk());
  EXPECT_THAT(CheckNewOffer({Offered(1), Offered(2, kMay, kMay)}, 2), Refuses("OFFER_ACCEPTED"));
  // An agreement was recorded since.
  EXPECT_THAT(CheckNewOffer({Offered(1, kMay, kMay)}, std::nullopt), IsOk());
}

TEST(Offers, OnlyTheOneThatIsOpenIsAcceptedAndOnceByEach) {
  const std::vector<Offer> offers = {Offered(1, kMay), Offered(2, kMay + 1)};
  EXPECT_THAT(CheckOfferAcceptance({}, std::nullopt, Party::kRequestFamily, 1),
              Refuses("NOT_OFFERED"));
  EXPECT_THAT(CheckOfferAcceptance(offers, 2, Party::kSupportFamily, 2), IsOk());
  EXPECT_THAT(CheckOfferAcceptance(offers, 2, Party::kSupportFamily, 3), Refuses("NOT_OFFERED"));
  EXPECT_THAT(CheckOfferAcceptance(offers, std::nullopt, Party::kSupportFamily, 2),
              Refuses("NOT_OFFERED"));
  const absl::Status replaced = CheckOfferAcceptance(offers, 2, Party::kSupportFamily, 1);
  EXPECT_THAT(replaced, Refuses("OFFER_REPLACED"));
  EXPECT_THAT(platform::core::MetadataOf(replaced), Contains(Pair("offer_number", "2")));
  const absl::Status twice = CheckOfferAcceptance(offers, 2, Party::kRequestFamily, 2);
  EXPECT_THAT(twice, Refuses("ACCEPTED_BEFORE"));
  EXPECT_THAT(platform::core::MetadataOf(twice), Contains(Pair("accepted_on", "2020-05-05")));
}

TEST(AcceptanceByLink, IsOnRecordForExactlyTheseTermsOnThatDay) {
  AgreementInput input;
  input.terms = Weekly();
  input.request_family = {AcceptanceMeans::kLink, kMay};
  input.support_family = {AcceptanceMeans::kPaper, kMay};
  const auto given = [&](const Offer& offer, std::optional<int> open = 1) {
    return CheckAcceptedByLink(input, {offer}, open);
  };
  EXPECT_THAT(given(Offered(1, kMay)), IsOk());
  EXPECT_THAT(given(Offered(1, kMay), std::nullopt), Refuses("ACCEPTANCE_NOT_GIVEN"));
  EXPECT_THAT(given(Offered(1, kMay + 1)), Refuses("ACCEPTANCE_NOT_GIVEN"));
  EXPECT_THAT(CheckAcceptedByLink(input, {}, std::nullopt), Refuses("ACCEPTANCE_NOT_GIVEN"));
  // That of the other family does not count.
  EXPECT_THAT(given(Offered(1, std::nullopt, kMay)), Refuses("ACCEPTANCE_NOT_GIVEN"));
  input.support_family->means = AcceptanceMeans::kLink;
  const absl::Status missing = given(Offered(1, kMay));
  EXPECT_THAT(missing, Refuses("ACCEPTANCE_NOT_GIVEN"));
  EXPECT_THAT(platform::core::MetadataOf(missing), Contains(Pair("missing", "SUPPORT_FAMILY")));
  EXPECT_THAT(given(Offered(1, kMay, kMay)), IsOk());
  input.terms.moments = {6};
  EXPECT_THAT(platform::core::MetadataOf(given(Offered(1, kMay, kMay))),
              Contains(Pair("missing", "REQUEST_FAMILY,SUPPORT_FAMILY")));
  // On paper or not said, nothing is asked of the link.
  input.request_family.reset();
  input.support_family->means = AcceptanceMeans::kPaper;
  EXPECT_THAT(CheckAcceptedByLink(input, {}, std::nullopt), IsOk());
}

}  // namespace
}  // namespace buurtbrug::matching::domain
