#include "registration/domain/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::registration::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kName = 1;
constexpr int kAddress = 2;
constexpr int kBirthDate = 3;
constexpr int kContact = 4;
constexpr int kNote = 5;
constexpr int kSpecial = 6;
constexpr int kCoordinator = 2;
constexpr int kPartner = 5;

absl::Time At(int second) { return absl::FromUnixSeconds(second); }

std::vector<std::string> RecipientsOf(const std::vector<Notice>& notices) {
  std::vector<std::string> recipients;
  for (const Notice& notice : notices) {
    recipients.push_back(notice.recipient);
  }
  return recipients;
}

TEST(NoticesFor, EachWhoSawThatCategoryOnceWithTheLastTime) {
  const auto notices = NoticesFor({kName},
                                  {{"bob", kCoordinator, {kName, kAddress}, At(1)},
                                   {"bob", kCoordinator, {kName}, At(3)},
                                   {"bob", kCoordinator, {kName}, At(2)},
                                   {"chris", kCoordinator, {kAddress}, At(4)}},
                                  std::nullopt, "anna");
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].recipient, "bob");
  EXPECT_EQ(notices[0].category, kName);
  EXPECT_EQ(notices[0].disclosed_at, At(3));
}

TEST(NoticesFor, OnePerCategory) {
  EXPECT_THAT(
      RecipientsOf(NoticesFor({kName, kAddress}, {{"bob", kCoordinator, {kName, kAddress}, At(1)}},
                              std::nullopt, "anna")),
      ElementsAre("bob", "bob"));
}

TEST(NoticesFor, WhoCorrectedItKnows) {
  EXPECT_THAT(NoticesFor({kName}, {{"anna", kCoordinator, {kName}, At(1)}}, std::nullopt, "anna"),
              IsEmpty());
}

TEST(NoticesFor, ThePartnerThatReferredHasNothingThatItDidNotTell) {
  const PartnerId partner(*platform::core::Uuid::Parse("", "0a000000-0000-7000-8000-000000000001"));
  EXPECT_THAT(NoticesFor({kContact, kNote, kSpecial}, {}, partner, "anna"), IsEmpty());
}

TEST(IsToldByItself, AllButTexts) {
  for (const int category : {kName, kAddress, kBirthDate, kContact, kSpecial}) {
    EXPECT_TRUE(IsToldByItself(category)) << category;
  }
  EXPECT_FALSE(IsToldByItself(kNote));
}

TEST(ReplacedCategories, AreThoseOfWhichThereWasAnotherValueBefore) {
  const auto replaced = [](auto change) {
    Household before;
    before.people = {{{PersonKind::kAdult, 1}, {Personal("Ouder A"), {}, {}, {}}, {}, {}},
                     {{PersonKind::kChild, 1}, {{}, {}, {}, absl::CivilDay(2014, 5, 2)}, {}, {}}};
    before.contact.postcode = Personal("3361AB");
    before.contact.phone = Personal("0612345678");
    before.target_groups = {TargetGroup::kPoverty};
    Household after = before;
    change(after);
    return ReplacedCategories(before, after);
  };
  EXPECT_THAT(replaced([](Household&) {}), IsEmpty());
  EXPECT_THAT(replaced([](Household& h) { h.people[0].facts.name = Personal("Ouder B"); }),
              ElementsAre(kName));
  EXPECT_THAT(replaced([](Household& h) { h.people[1].facts.birth_date = {}; }),
              ElementsAre(kBirthDate));
  EXPECT_THAT(replaced([](Household& h) { h.contact.postcode = Personal("3361AC"); }),
              ElementsAre(kAddress));
  EXPECT_THAT(replaced([](Household& h) { h.contact.phone = Personal(); }), ElementsAre(kContact));
  EXPECT_THAT(replaced([](Household& h) { h.target_groups.clear(); }), ElementsAre(kSpecial));
  EXPECT_THAT(replaced([](Household& h) {
                h.people[1].facts.birth_date = absl::CivilDay(2014, 5, 3);
                h.people[0].facts.name = Personal("Ouder B");
              }),
              ElementsAre(kName, kBirthDate));
}

TEST(ReplacedCategories, WhatIsAddedSaidInPartsOrOverIsNoCorrection) {
  Household before;
  before.people = {{{PersonKind::kAdult, 1}, {Personal("Anna Jansen"), {}, {}, {}}, {}, {}}};
  Household after = before;
  after.people[0].facts = {{}, Personal("Anna"), Personal("Jansen"), absl::CivilDay(1980, 1, 1)};
  after.people[0].last_day = absl::CivilDay(2020, 3, 2);
  after.people.push_back({{PersonKind::kChild, 1}, {Personal("Kind"), {}, {}, {}}, {}, {}});
  after.contact.email = Personal("a@voorbeeld.nl");
  after.target_groups = {TargetGroup::kRefugee};
  EXPECT_THAT(ReplacedCategories(before, after), IsEmpty());
}

TEST(NoticesFor, ThePartnerThatReferredHasTheOldValue) {
  const PartnerId partner(*platform::core::Uuid::Parse("", "0a000000-0000-7000-8000-000000000001"));
  const auto notices = NoticesFor({kName}, {}, partner, "anna");
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].recipient, partner.ToString());
  EXPECT_EQ(notices[0].recipient_role, kPartner);
  EXPECT_FALSE(notices[0].disclosed_at.has_value());
}

}  // namespace
}  // namespace buurtbrug::registration::domain
