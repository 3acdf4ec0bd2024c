#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "registration/api/profile_scene_test.h"
#include "registration/app/age_round.h"
#include "registration/app/households.h"
#include "registration/app/links.h"

namespace buurtbrug::registration::api {
namespace {

using absl::CivilDay;
using app::HouseholdInput;
using domain::PersonKind;
using platform::core::Personal;
using platform::testing::IsOk;
using ::testing::ElementsAre;

// It is 2020-11-15.
class AgesToldTest : public ProfileScene {
 protected:
  // A child of three and one of seven, and what each needs.
  std::string Told(const std::vector<std::string>& births = {"2017-01-20", "2012-12-05"}) {
    const std::string family = NewRequestFamily(births, "2020-02-20");
    EXPECT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}, "2020-11-10"), IsOk());
    return family;
  }
  std::vector<int> Ages() {
    std::vector<int> ages;
    const v1::FamilyProfileChanged told = LastTold();
    for (const v1::ChildAge& child : told.children()) {
      ages.push_back(child.years());
    }
    return ages;
  }
  // How many families the round told anew on that day.
  int RoundOn(CivilDay day) {
    fixture.clock().Set(absl::FromCivil(day, absl::UTCTimeZone()));
    const auto told = round.RunOnce();
    EXPECT_THAT(told, IsOk());
    return told.value_or(-1);
  }
  HouseholdInput About(const std::string& family) {
    return {*domain::FamilyId::Parse("", family), CivilDay(2020, 11, 12)};
  }
  static domain::PersonFacts Born(CivilDay birth) {
    domain::PersonFacts facts;
    facts.birth_date = birth;
    return facts;
  }
  Call Cares() { return Coordinator(Effect::kCares); }

  app::Households households{means};
  app::Round round{app::AgeWork(means), fixture.clock(), fixture.random()};
};

// ---- People ----

TEST_F(AgesToldTest, WhoComesIsToldWithItsAge) {
  const std::string family = Told();
  ASSERT_THAT(
      households.Add(Cares(), About(family), PersonKind::kChild, Born(CivilDay(2020, 10, 30))),
      IsOk());
  EXPECT_EQ(ProfilesTold(), 2);
  EXPECT_THAT(Ages(), ElementsAre(3, 7, 0));
  EXPECT_EQ(LastTold().needs_size(), 1);
}

TEST_F(AgesToldTest, ABirthDateThatIsCorrectedIsToldAsAnAge) {
  const std::string family = Told();
  ASSERT_THAT(households.Correct(Cares(), About(family), {PersonKind::kChild, 1},
                                 Born(CivilDay(2015, 1, 20))),
              IsOk());
  EXPECT_THAT(Ages(), ElementsAre(5, 7));
}

TEST_F(AgesToldTest, AnAddressThatChangesIsToldAsAnArea) {
  const std::string family = Told();
  domain::Contact contact;
  contact.postcode = Personal("3362CD");
  ASSERT_THAT(households.SetContact(Cares(), About(family), contact), IsOk());
  EXPECT_EQ(LastTold().area(), "3362");
}

TEST_F(AgesToldTest, AnAddressThatTheFamilyCorrectsByItsLinkIsToldToo) {
  const std::string family = Told();
  fixture.fresh().Ask(
      "INSERT INTO registration.places VALUES ('3362CD', 1, 99, '0610', '', '', 2020) RETURNING 1");
  app::Links links{means};
  const auto link = links.Renew(Cares(), *domain::FamilyId::Parse("", family));
  ASSERT_THAT(link, IsOk());
  store::Reach phone;
  phone.phone = Personal("0612345678");
  ASSERT_THAT(links.Correct(Cares(), link->link, phone), IsOk());
  EXPECT_EQ(ProfilesTold(), 1);
  store::Reach moved;
  moved.postcode = Personal("3362CD");
  ASSERT_THAT(links.Correct(Cares(), link->link, moved), IsOk());
  EXPECT_EQ(LastTold().area(), "3362");
}

TEST_F(AgesToldTest, WhatDoesNotChangeHowAFamilyIsFoundTellsNothing) {
  const std::string family = Told();
  ASSERT_THAT(households.SetTargetGroups(Cares(), About(family), {domain::TargetGroup::kPoverty}),
              IsOk());
  EXPECT_EQ(ProfilesTold(), 1);
  // Nothing was recorded that a family could be found with.
  const std::string unknown = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  ASSERT_THAT(
      households.Add(Cares(), About(unknown), PersonKind::kChild, Born(CivilDay(2020, 10, 30))),
      IsOk());
  EXPECT_EQ(ProfilesTold(), 1);
}

// ---- Birthdays ----

TEST_F(AgesToldTest, ABirthdayIsToldOnTheFirstDayOfTheMonthAfterIt) {
  Told();
  EXPECT_THAT(Ages(), ElementsAre(3, 7));
  EXPECT_EQ(RoundOn(CivilDay(2020, 12, 5)), 0);
  EXPECT_EQ(RoundOn(CivilDay(2020, 12, 31)), 0);
  EXPECT_EQ(RoundOn(CivilDay(2021, 1, 1)), 1);
  EXPECT_THAT(Ages(), ElementsAre(3, 8));
  // Once.
  EXPECT_EQ(RoundOn(CivilDay(2021, 1, 20)), 0);
  EXPECT_EQ(RoundOn(CivilDay(2021, 2, 3)), 1);
  EXPECT_THAT(Ages(), ElementsAre(4, 8));
  EXPECT_EQ(RoundOn(CivilDay(2021, 2, 3)), 0);
  EXPECT_EQ(fixture.fresh().Ask("SELECT string_agg(occurred_on::text, ' ' ORDER BY sequence)"
                                " FROM registration.feed_entries"
                                " WHERE type LIKE '%FamilyProfileChanged'"),
            "2020-11-10 2021-01-01 2021-02-03\n");
}

TEST_F(AgesToldTest, WhatIsToldMeanwhileIsNotToldAgain) {
  const std::string family = Told();
  now = absl::FromCivil(CivilDay(2020, 12, 20), absl::UTCTimeZone());
  today = CivilDay(2020, 12, 20);
  fixture.clock().Set(now);
  ASSERT_THAT(Urgency(family, 2, "2020-12-20"), IsOk());
  EXPECT_THAT(Ages(), ElementsAre(3, 8));
  EXPECT_EQ(RoundOn(CivilDay(2021, 1, 1)), 0);
  EXPECT_EQ(RoundOn(CivilDay(2021, 2, 1)), 1);
}

TEST_F(AgesToldTest, WhatIsToldOfADayInThePastIsMadeGood) {
  const std::string family = NewRequestFamily({"2017-06-20"}, "2020-02-20");
  ASSERT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}, "2020-05-01"), IsOk());
  EXPECT_THAT(Ages(), ElementsAre(2));
  EXPECT_EQ(RoundOn(today), 1);
  EXPECT_THAT(Ages(), ElementsAre(3));
}

TEST_F(AgesToldTest, OfACaseThatIsClosedNothingIsToldAnyMore) {
  const std::string family = Told();
  ASSERT_THAT(intakes.Close(Cares(), {*domain::FamilyId::Parse("", family), CivilDay(2020, 11, 14)},
                            domain::CloseReason::kOther),
              IsOk());
  EXPECT_EQ(RoundOn(CivilDay(2021, 1, 1)), 0);
  EXPECT_EQ(fixture.fresh().Ask("SELECT ages_due_on FROM registration.family_lists"), "\n");
}

TEST_F(AgesToldTest, NoBirthdayStandsInPlain) {
  Told({"2017-01-20"});
  EXPECT_EQ(fixture.fresh().Ask("SELECT ages_due_on FROM registration.family_lists"),
            "2021-02-01\n");
}

TEST_F(AgesToldTest, AFamilyThatAnotherTransactionHoldsIsLeftToTheNextRound) {
  Told();
  fixture.clock().Set(absl::FromCivil(CivilDay(2021, 1, 1), absl::UTCTimeZone()));
  ASSERT_THAT(
      fixture.database().Run(platform::postgres::Scope::Tenant(tenant),
                             [&](platform::postgres::ScopedTransaction& transaction) {
                               BUURTBRUG_RETURN_IF_ERROR(
                                   store::LockFamily(transaction, tenant, OnlyFamily()).status());
                               EXPECT_EQ(round.RunOnce().value_or(-1), 0);
                               return absl::OkStatus();
                             }),
      IsOk());
  EXPECT_EQ(round.RunOnce().value_or(-1), 1);
}

}  // namespace
}  // namespace buurtbrug::registration::api
