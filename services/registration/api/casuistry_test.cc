#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "registration/api/profile_scene_test.h"

// The cases of the appendix of the Sliedrecht report, entered as a coordinator would.
namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CasuistryTest : public ProfileScene {
 protected:
  void ReadsAsEntered(const std::string& family, const std::vector<v1::Need>& needs) {
    const auto read = Intake(family);
    ASSERT_THAT(read, IsOk());
    ASSERT_EQ(read->intake().needs_size(), static_cast<int>(needs.size()));
    for (size_t i = 0; i < needs.size(); ++i) {
      EXPECT_TRUE(MessageDifferencer::Equals(read->intake().needs(static_cast<int>(i)), needs[i]));
    }
  }
};

TEST_F(CasuistryTest, OneFixedAfternoonAWeekWithACreativeCouple) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-10");
  v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_FIXED_AFTERNOON});
  need.add_moments(v1::WEEK_MOMENT_WEDNESDAY_AFTERNOON);
  need.add_transports(v1::TRANSPORT_BICYCLE);
  need.add_interests(v1::INTEREST_CRAFTS);
  need.set_remarks("Knutselt en tekent graag; een creatief stel past bij haar.");
  ASSERT_THAT(Needs(family, {need}), IsOk());
  ReadsAsEntered(family, {need});

  const std::string couple = NewSupportFamily("2020-03-10");
  auto offer = NewOffer(couple, "2020-03-10");
  offer.set_remarks("Atelier aan huis.");
  offer.add_interests(v1::INTEREST_CRAFTS);
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, offer), IsOk());
  const auto read = Offer(couple);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->offer().remarks(), "Atelier aan huis.");
  EXPECT_THAT(read->offer().moments(), ElementsAre(v1::WEEK_MOMENT_WEDNESDAY_AFTERNOON));
  EXPECT_THAT(read->offer().interests(), ElementsAre(v1::INTEREST_CRAFTS));
  EXPECT_EQ(read->state(), v1::FAMILY_STATE_AVAILABLE);
}

TEST_F(CasuistryTest, APartOfTheDayThatBecameWeeklyAndASecondNeedForTheEldest) {
  const std::string family = NewRequestFamily({"2010-06-01", "2016-09-12"}, "2020-02-10");
  v1::Need youngest = NewNeed(2, {v1::SUPPORT_KIND_PART_OF_DAY}, v1::FREQUENCY_TWO_WEEKLY);
  const auto first = Needs(family, {youngest});
  ASSERT_THAT(first, IsOk());

  youngest.set_frequency(v1::FREQUENCY_WEEKLY);
  v1::Need eldest = NewNeed(1, {v1::SUPPORT_KIND_AFTER_SCHOOL, v1::SUPPORT_KIND_HOMEWORK});
  eldest.set_allergies("hooikoorts");
  v1::Wish& no_dog = *eldest.add_wishes();
  no_dog.set_kind(v1::WISH_KIND_NO_PET);
  no_dog.set_strength(v1::WISH_STRENGTH_LIMIT);
  no_dog.set_pet(v1::PET_DOG);
  const auto second = Needs(family, {eldest, youngest}, "2020-06-02");
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(first->etag(), second->etag());
  ReadsAsEntered(family, {eldest, youngest});

  v1::ListWaitingRequest all;
  const auto list = Send(intake_api, &IntakeApi::ListWaiting, all);
  ASSERT_THAT(list, IsOk());
  ASSERT_EQ(list->families_size(), 1);
  EXPECT_THAT(list->families(0).children(), ElementsAre(1, 2));
  EXPECT_EQ(list->families(0).days_waiting(), today - absl::CivilDay(2020, 2, 10));

  // One match is not enough for two children; the second one is.
  const std::string support = NewSupportFamily("2020-03-10", 2);
  Tell(kMatch, family, support, matching::v1::MATCH_STATE_PROPOSED, "2020-07-01");
  EXPECT_THAT(Waiting(), ElementsAre(family));
  Tell(kOtherMatch, family, support, matching::v1::MATCH_STATE_PROPOSED, "2020-07-02");
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(CasuistryTest, AnAfternoonAfterSchoolWithExtraCallsAllowed) {
  const std::string family = NewRequestFamily({"2011-11-11"}, "2020-02-10");
  const v1::Need child = NewNeed(1, {v1::SUPPORT_KIND_AFTER_SCHOOL, v1::SUPPORT_KIND_EXTRA_CALLS});
  v1::Need parents = NewNeed(0, {v1::SUPPORT_KIND_TALK_WITH_PARENT}, v1::FREQUENCY_BY_APPOINTMENT);
  v1::Wish& language = *parents.add_wishes();
  language.set_kind(v1::WISH_KIND_LANGUAGE);
  language.set_strength(v1::WISH_STRENGTH_WISH);
  language.set_language("ar-SY");
  ASSERT_THAT(Needs(family, {child, parents}), IsOk());
  ReadsAsEntered(family, {child, parents});
}

TEST_F(CasuistryTest, AFatherFigureForABoyWhoFindsTrustHard) {
  const std::string family = NewRequestFamily({"2009-01-20"}, "2020-02-10");
  v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_ACTIVITY, v1::SUPPORT_KIND_ROLE_MODEL});
  v1::Wish& father = *need.add_wishes();
  father.set_kind(v1::WISH_KIND_FATHER_FIGURE);
  father.set_strength(v1::WISH_STRENGTH_LIMIT);
  need.set_remarks("Vindt vertrouwen moeilijk: rustig aan, steeds dezelfde man.");
  ASSERT_THAT(Needs(family, {need}), IsOk());
  ReadsAsEntered(family, {need});

  auto urgent = On<v1::SetUrgencyRequest>(family, "2020-02-11");
  urgent.set_urgency(3);
  urgent.set_reason("Het gaat thuis en op school mis.");
  ASSERT_THAT(Send(intake_api, &IntakeApi::SetUrgency, urgent), IsOk());
  const auto read = Intake(family);
  EXPECT_EQ(read->urgency(), 3);
  EXPECT_EQ(read->urgency_reason(), "Het gaat thuis en op school mis.");
}

TEST_F(CasuistryTest, OvernightStaysFootballAParentsEveningAndTheWayToSchool) {
  const std::string family = NewRequestFamily({"2013-04-04", "2015-05-05"}, "2020-02-10");
  v1::Need eldest = NewNeed(1, {v1::SUPPORT_KIND_OVERNIGHT_STAY, v1::SUPPORT_KIND_ACTIVITY},
                            v1::FREQUENCY_MONTHLY);
  eldest.add_moments(v1::WEEK_MOMENT_SATURDAY_MORNING);
  eldest.add_moments(v1::WEEK_MOMENT_SATURDAY_NIGHT);
  v1::Need youngest = NewNeed(2, {v1::SUPPORT_KIND_TAKING_TO_SCHOOL});
  youngest.add_moments(v1::WEEK_MOMENT_MONDAY_MORNING);
  ASSERT_THAT(Needs(family, {eldest, youngest}), IsOk());
  ReadsAsEntered(family, {eldest, youngest});
}

TEST_F(CasuistryTest, WhatTheFamilyGivesBackAndThatMoneyWasTalkedThrough) {
  const std::string family = NewRequestFamily({"2013-04-04"}, "2020-02-10");
  auto request = On<v1::RecordNeedsRequest>(family, "2020-02-10");
  *request.add_needs() = NewNeed(1, {v1::SUPPORT_KIND_WEEKEND_DAY});
  request.add_gives_back(v1::RECIPROCITY_COOKING);
  request.set_gives_back_remarks("Kookt Syrisch voor de straat.");
  request.set_money_talked_through(true);
  request.mutable_traits()->add_languages("ar-sy");
  request.mutable_traits()->add_languages("nl");
  ASSERT_THAT(Send(intake_api, &IntakeApi::RecordNeeds, request), IsOk());
  const auto read = Intake(family);
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->intake().gives_back(), ElementsAre(v1::RECIPROCITY_COOKING));
  EXPECT_EQ(read->intake().gives_back_remarks(), "Kookt Syrisch voor de straat.");
  EXPECT_TRUE(read->intake().money_talked_through());
  EXPECT_THAT(read->intake().traits().languages(), ElementsAre("ar-SY", "nl"));
}

TEST_F(CasuistryTest, AFamilyIsReferredOnBesideAMatchAndTheOutcomeIsRecorded) {
  const std::string family = NewRequestFamily({"2013-04-04"}, "2020-02-10");
  ASSERT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_WEEKEND_DAY})}), IsOk());
  const std::string support = NewSupportFamily("2020-03-10");
  Tell(kMatch, family, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");

  auto refer = On<v1::ReferOnRequest>(family, "2020-05-01");
  refer.set_destination(v1::REFERRAL_DESTINATION_FOOD_BANK);
  refer.set_reason("Er is te weinig te eten.");
  const auto food_bank = Send(intake_api, &IntakeApi::ReferOn, refer);
  ASSERT_THAT(food_bank, IsOk());
  refer.set_destination(v1::REFERRAL_DESTINATION_FUND);
  refer.set_reason("Een fiets.");
  refer.clear_request_id();
  const auto fund = Send(intake_api, &IntakeApi::ReferOn, refer);
  ASSERT_THAT(fund, IsOk());

  auto outcome = On<v1::RecordReferralOutcomeRequest>(family, "2020-05-20");
  outcome.set_number(food_bank->number());
  outcome.set_outcome(v1::REFERRAL_OUTCOME_STILL_RUNNING);
  ASSERT_THAT(Send(intake_api, &IntakeApi::RecordReferralOutcome, outcome), IsOk());
  outcome.set_occurred_on("2020-06-20");
  outcome.set_outcome(v1::REFERRAL_OUTCOME_HELPED);
  ASSERT_THAT(Send(intake_api, &IntakeApi::RecordReferralOutcome, outcome), IsOk());

  const auto read = Intake(family);
  ASSERT_THAT(read, IsOk());
  ASSERT_EQ(read->referrals_on_size(), 2);
  EXPECT_EQ(read->referrals_on(0).destination(), v1::REFERRAL_DESTINATION_FOOD_BANK);
  EXPECT_EQ(read->referrals_on(0).reason(), "Er is te weinig te eten.");
  EXPECT_EQ(read->referrals_on(0).outcome(), v1::REFERRAL_OUTCOME_HELPED);
  EXPECT_EQ(read->referrals_on(0).outcome_on(), "2020-06-20");
  EXPECT_EQ(read->referrals_on(1).number(), fund->number());
  EXPECT_EQ(read->referrals_on(1).outcome(), v1::REFERRAL_OUTCOME_UNSPECIFIED);

  outcome.set_occurred_on("2020-04-30");
  EXPECT_THAT(Send(intake_api, &IntakeApi::RecordReferralOutcome, outcome),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  outcome.set_occurred_on("2020-06-20");
  outcome.set_number(fund->number() + 1);
  EXPECT_THAT(Send(intake_api, &IntakeApi::RecordReferralOutcome, outcome),
              Fails(StatusCode::kNotFound, "REFERRAL_ON_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::registration::api
