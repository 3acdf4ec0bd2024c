#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/app/households.h"
#include "registration/app/links.h"
#include "registration/app/rights.h"
#include "registration/app/scene_test.h"

// Corrections of personal data: who is to be told is settled by the write that corrects.
namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class NoticesTest : public Scene {
 protected:
  // `subject` sees all of the family but its notes.
  void Sees(const std::string& subject, const domain::FamilyId& family) {
    Call call = Coordinator(Effect::kReads);
    call.caller.subject = subject;
    call.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS,
                       common::v1::DATA_CATEGORY_BIRTH_DATE, common::v1::DATA_CATEGORY_CONTACT,
                       common::v1::DATA_CATEGORY_SPECIAL};
    ASSERT_THAT(households.Get(call, family), IsOk());
  }

  // "recipient category" of each that is to be sent.
  std::vector<std::string> Notices() {
    const auto notices =
        rights.ListNotices(Coordinator(Effect::kReads), {}, std::nullopt, store::Notices::kUnsent);
    EXPECT_THAT(notices, IsOk());
    std::vector<std::string> texts;
    for (const domain::Notice& notice : *notices) {
      texts.push_back(absl::StrCat(notice.recipient, " ", notice.category));
    }
    return texts;
  }

  absl::StatusOr<platform::core::Receipt> CorrectAdult(const domain::FamilyId& family,
                                                       const char* name, int64_t version = 0) {
    return households.Correct(Coordinator(Effect::kCares), {family, kMarch, version},
                              {domain::PersonKind::kAdult, 1}, {{}, Personal(name), {}, {}});
  }
  absl::StatusOr<platform::core::Receipt> CorrectChild(const domain::FamilyId& family,
                                                       absl::CivilDay birth_date) {
    return households.Correct(Coordinator(Effect::kCares), {family, kMarch, 0},
                              {domain::PersonKind::kChild, 1}, {{}, {}, {}, birth_date});
  }
  absl::Status Live(const domain::FamilyId& family, const domain::Contact& contact) {
    return households.SetContact(Coordinator(Effect::kCares), {family, kMarch, 0}, contact)
        .status();
  }

  static constexpr char kName[] = "bob 1";
  static constexpr char kAddress[] = "bob 2";
  static constexpr char kBirthDate[] = "bob 3";
  static constexpr char kContact[] = "bob 4";
  static constexpr char kSpecial[] = "bob 6";
  const domain::Contact home = {Personal("3361AB"), Personal("Dorpsstraat"), Personal("1"),
                                Personal("a@voorbeeld.nl"), Personal("0612345678")};

  Households households{means};
  Rights rights{means, [] {}};
};

TEST_F(NoticesTest, WhoSawANameIsToldWhenItIsCorrected) {
  const auto family = Register();
  Sees("bob", family);
  Sees("coordinator-0610", family);
  Sees("chris", Register());
  ASSERT_THAT(CorrectAdult(family, "Ouder B"), IsOk());
  EXPECT_THAT(Notices(), ElementsAre(kName));
}

TEST_F(NoticesTest, WhoSawABirthDateIsToldWhenItIsCorrected) {
  const auto family = Register();
  Sees("bob", family);
  ASSERT_THAT(CorrectChild(family, absl::CivilDay(2014, 5, 3)), IsOk());
  EXPECT_THAT(Notices(), ElementsAre(kBirthDate));
}

TEST_F(NoticesTest, WhatIsEnteredAgainAsItWasIsNoCorrection) {
  const auto family = Register();
  Sees("bob", family);
  ASSERT_THAT(CorrectChild(family, absl::CivilDay(2014, 5, 2)), IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
}

TEST_F(NoticesTest, ANoticeIsOfTheKindsOfDataThatWereReplaced) {
  const auto family = Register();
  ASSERT_THAT(Live(family, home), IsOk());
  Sees("bob", family);
  ASSERT_THAT(Live(family, home), IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
  domain::Contact moved = home;
  moved.house_number = Personal("2");
  ASSERT_THAT(Live(family, moved), IsOk());
  EXPECT_THAT(Notices(), ElementsAre(kAddress));
  moved.email = Personal("b@voorbeeld.nl");
  ASSERT_THAT(Live(family, moved), IsOk());
  EXPECT_THAT(Notices(), UnorderedElementsAre(kAddress, kContact));
}

// What nobody knew nobody was told wrongly.
TEST_F(NoticesTest, WhatIsAddedIsNoCorrection) {
  const auto family = Register();
  Sees("bob", family);
  domain::Contact contact = home;
  ASSERT_THAT(Live(family, contact), IsOk());
  ASSERT_THAT(
      households.Add(Coordinator(Effect::kCares), {family, kMarch, 0}, domain::PersonKind::kChild,
                     {{}, Personal("Kind"), {}, absl::CivilDay(2015, 1, 1)}),
      IsOk());
  ASSERT_THAT(households.SetTargetGroups(Coordinator(Effect::kCares), {family, kMarch, 0},
                                         {domain::TargetGroup::kPoverty}),
              IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
}

TEST_F(NoticesTest, ATargetGroupThatIsTakenAwayIsToldToWhoSawIt) {
  const auto family = Register();
  ASSERT_THAT(households.SetTargetGroups(Coordinator(Effect::kCares), {family, kMarch, 0},
                                         {domain::TargetGroup::kPoverty}),
              IsOk());
  Sees("bob", family);
  ASSERT_THAT(households.SetTargetGroups(Coordinator(Effect::kCares), {family, kMarch, 0},
                                         {domain::TargetGroup::kRefugee}),
              IsOk());
  EXPECT_THAT(Notices(), ElementsAre(kSpecial));
}

// It told us names, birth dates and the postcode; of the rest it knows nothing.
TEST_F(NoticesTest, ThePartnerThatReferredIsToldOfWhatItToldUs) {
  Refer(kPartnerA);
  const auto family = OnlyFamily();
  ASSERT_THAT(Live(family, home), IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
  domain::Contact moved = home;
  moved.phone = Personal("0687654321");
  ASSERT_THAT(Live(family, moved), IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
  ASSERT_THAT(CorrectAdult(family, "Ouder B"), IsOk());
  EXPECT_THAT(Notices(), ElementsAre(absl::StrCat(kPartnerA, " 1")));
}

TEST_F(NoticesTest, WhatTheFamilyCorrectsByItsLinkIsToldToo) {
  const auto family = Register();
  ASSERT_THAT(Live(family, home), IsOk());
  Sees("bob", family);
  Sees("coordinator-0610", family);
  Links links(means);
  const auto link = links.Renew(Coordinator(Effect::kCares), family);
  ASSERT_THAT(link, IsOk());
  Call gateway = Coordinator(Effect::kCares);
  gateway.caller.subject = "buurtbrug://service/gateway";
  store::Reach reach;
  reach.email = Personal("b@voorbeeld.nl");
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(links.Correct(gateway, link->link, reach), IsOk());
  }
  EXPECT_THAT(Notices(), UnorderedElementsAre(kContact, "coordinator-0610 4"));
}

TEST_F(NoticesTest, ACorrectionThatIsRefusedTellsNobody) {
  const auto family = Register();
  Sees("bob", family);
  EXPECT_THAT(CorrectAdult(family, "Ouder B", 9), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(Notices(), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::registration::app
