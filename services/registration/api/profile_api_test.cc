#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "registration/api/consent_api.h"
#include "registration/api/profile_scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ProfileApiTest : public ProfileScene {
 protected:
  absl::StatusOr<v1::PauseResponse> Pause(const std::string& family, const std::string& from,
                                          const std::string& until) {
    auto request = On<v1::PauseRequest>(family, from);
    request.set_until(until);
    request.set_reason("Verhuizing");
    return Send(offer_api, &OfferApi::Pause, request);
  }

  absl::Status Agree(const std::string& family, v1::ConsentPurpose purpose,
                     const std::string& day = "2020-03-20") {
    auto request = On<v1::RecordConsentRequest>(family, day);
    request.set_purpose(purpose);
    request.set_how(v1::CHANNEL_PAPER);
    return Send(consent_api, &ConsentApi::RecordConsent, request).status();
  }
  absl::Status Withdraw(const std::string& family, v1::ConsentPurpose purpose,
                        const std::string& day = "2020-03-21") {
    auto request = On<v1::WithdrawConsentRequest>(family, day);
    request.set_purpose(purpose);
    request.set_how(v1::CHANNEL_TELEPHONE);
    return Send(consent_api, &ConsentApi::WithdrawConsent, request).status();
  }
  app::Consents consents{means};
  ConsentApi consent_api{consents};
};

TEST_F(ProfileApiTest, AnIntakeIsPlannedAndPlannedAnew) {
  const std::string family = NewFamily(v1::FAMILY_ROLE_REQUEST, {"2012-03-05"});
  auto plan = On<v1::PlanIntakeRequest>(family, "2020-02-03");
  plan.set_intake_on("2020-02-10");
  ASSERT_THAT(Send(intake_api, &IntakeApi::PlanIntake, plan), IsOk());
  plan.set_intake_on("2020-02-12");
  ASSERT_THAT(Send(intake_api, &IntakeApi::PlanIntake, plan), IsOk());
  plan.set_intake_on("2020-02-02");
  EXPECT_THAT(Send(intake_api, &IntakeApi::PlanIntake, plan),
              RefusesField("intake_on", "INTAKE_TOO_EARLY"));
  ASSERT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  EXPECT_EQ(Intake(family)->intake_on(), "2020-02-12");
  DoIntake(family, "2020-02-12");
  plan.set_intake_on("2020-02-14");
  EXPECT_THAT(Send(intake_api, &IntakeApi::PlanIntake, plan),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(ProfileApiTest, TheWaitingListIsByUrgencyThenByDaysWaiting) {
  const std::string second = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  const std::string first = NewRequestFamily({"2012-03-05"}, "2020-02-10");
  const std::string urgent = NewRequestFamily({"2012-03-05"}, "2020-06-01");
  NewFamily(v1::FAMILY_ROLE_REQUEST, {"2012-03-05"});
  EXPECT_THAT(Waiting(), ElementsAre(first, second, urgent));
  ASSERT_THAT(Urgency(urgent, 2), IsOk());
  EXPECT_THAT(Waiting(), ElementsAre(urgent, first, second));
  ASSERT_THAT(Urgency(second, 3), IsOk());
  ASSERT_THAT(Urgency(urgent, 1), IsOk());
  EXPECT_THAT(Waiting(), ElementsAre(second, first, urgent));
}

TEST_F(ProfileApiTest, AnUrgencyIsFromOneToThreeAndHasAReason) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  EXPECT_THAT(Urgency(family, 0), RefusesField("urgency", "OUT_OF_RANGE"));
  EXPECT_THAT(Urgency(family, 4), RefusesField("urgency", "OUT_OF_RANGE"));
  auto request = On<v1::SetUrgencyRequest>(family, "2020-03-01");
  request.set_urgency(2);
  EXPECT_THAT(Send(intake_api, &IntakeApi::SetUrgency, request),
              RefusesField("reason", "INVALID_TEXT"));
  request.set_reason(std::string(501, 'x'));
  EXPECT_THAT(Send(intake_api, &IntakeApi::SetUrgency, request),
              RefusesField("reason", "INVALID_TEXT"));
}

TEST_F(ProfileApiTest, ACitizenNumberIsRefusedWhereverPeopleWrite) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK});
  need.set_remarks("bsn 111222333");
  EXPECT_THAT(Needs(family, {need}), RefusesField("needs.remarks", "CITIZEN_NUMBER"));
  auto request = On<v1::SetUrgencyRequest>(family, "2020-03-01");
  request.set_urgency(2);
  request.set_reason("bsn 111222333");
  EXPECT_THAT(Send(intake_api, &IntakeApi::SetUrgency, request),
              RefusesField("reason", "CITIZEN_NUMBER"));
  EXPECT_EQ(Count("profile_steps"), 0);
}

TEST_F(ProfileApiTest, PagesOfTheWaitingListMeetWithoutGapOrOverlap) {
  std::vector<std::string> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(NewRequestFamily({"2012-03-05"}, i < 4 ? "2020-02-20" : "2020-02-21"));
    ASSERT_THAT(Urgency(all.back(), i % 2 == 0 ? 1 : 3), IsOk());
  }
  v1::ListWaitingRequest request;
  request.set_page_size(2);
  std::vector<std::string> paged;
  do {
    const auto page = Send(intake_api, &IntakeApi::ListWaiting, request);
    ASSERT_THAT(page, IsOk());
    for (const v1::WaitingFamily& family : page->families()) {
      paged.push_back(family.family_id());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(paged, Waiting());
  EXPECT_EQ(paged.size(), all.size());
  for (const char* token :
       {"x", "4/2020-02-20/", "0/2020-02-20/0a000000-0000-7000-8000-000000000001",
        "1/2020-02-30/0a000000-0000-7000-8000-000000000001", "///"}) {
    request.set_page_token(token);
    EXPECT_THAT(Send(intake_api, &IntakeApi::ListWaiting, request),
                RefusesField("page_token", "INVALID_TOKEN"))
        << token;
  }
}

TEST_F(ProfileApiTest, TheWaitingListCanBeAboutSomeKindsOfSupport) {
  const std::string homework = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  const std::string nights = NewRequestFamily({"2012-03-05"}, "2020-02-21");
  ASSERT_THAT(Needs(homework, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  ASSERT_THAT(Needs(nights, {NewNeed(1, {v1::SUPPORT_KIND_OVERNIGHT_STAY})}), IsOk());
  v1::ListWaitingRequest request;
  request.add_kinds(v1::SUPPORT_KIND_OVERNIGHT_STAY);
  EXPECT_THAT(Waiting(request), ElementsAre(nights));
  request.add_kinds(v1::SUPPORT_KIND_HOMEWORK);
  EXPECT_THAT(Waiting(request), ElementsAre(homework, nights));
}

TEST_F(ProfileApiTest, NeedsOnAnOldEtagAreRefusedAndTheFirstVersionIsKept) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  const auto first = Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})});
  ASSERT_THAT(first, IsOk());
  auto second = On<v1::RecordNeedsRequest>(family, "2020-03-01");
  *second.add_needs() = NewNeed(1, {v1::SUPPORT_KIND_HOLIDAY});
  second.set_etag(first->etag());
  ASSERT_THAT(Send(intake_api, &IntakeApi::RecordNeeds, second), IsOk());
  EXPECT_THAT(Send(intake_api, &IntakeApi::RecordNeeds, second),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(Count("profile_steps"), 2);
}

TEST_F(ProfileApiTest, NeedsAreOfChildrenThatTheFamilyHas) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  EXPECT_THAT(Needs(family, {NewNeed(2, {v1::SUPPORT_KIND_HOMEWORK})}),
              RefusesField("needs.child", "CHILD_NOT_FOUND"));
  EXPECT_THAT(Needs(NewSupportFamily("2020-03-10"), {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(Intake(family), Fails(StatusCode::kNotFound, "NEEDS_NOT_FOUND"));
  EXPECT_EQ(Count("profile_steps"), 0);
}

TEST_F(ProfileApiTest, WhatIsSaidOfPeopleIsSealedAndIsNotTold) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK});
  need.set_allergies("MERKTEKEN-A");
  need.set_remarks("MERKTEKEN-B");
  ASSERT_THAT(Needs(family, {need}), IsOk());
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.profile_steps p "
                                "WHERE position('MERKTEKEN'::bytea IN p.sealed) > 0"),
            "0\n");
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.feed_entries e "
                                "WHERE position('MERKTEKEN'::bytea IN e.event) > 0"),
            "0\n");
}

TEST_F(ProfileApiTest, TheProfileOfARequestFamilyIsToldWithoutWhoItIs) {
  const std::string family = NewRequestFamily({"2012-03-05", "2016-12-01"}, "2020-02-20");
  ASSERT_THAT(Needs(family, {NewNeed(2, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  ASSERT_THAT(Urgency(family, 2), IsOk());
  const v1::FamilyProfileChanged told = LastTold();
  EXPECT_EQ(told.family_id(), family);
  EXPECT_EQ(told.role(), v1::FAMILY_ROLE_REQUEST);
  EXPECT_EQ(told.area(), "3361");
  EXPECT_EQ(told.urgency(), 2);
  ASSERT_EQ(told.needs_size(), 1);
  EXPECT_EQ(told.needs(0).child(), 2);
  EXPECT_THAT(told.needs(0).kinds(), ElementsAre(v1::SUPPORT_KIND_HOMEWORK));
  ASSERT_EQ(told.children_size(), 2);
  EXPECT_EQ(told.children(0).years(), 7);
  EXPECT_EQ(told.children(1).years(), 3);
}

TEST_F(ProfileApiTest, TheProfileOfASupportFamilyIsToldWithItsWillingnessAndPause) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-10")), IsOk());
  ASSERT_THAT(Send(offer_api, &OfferApi::ConfirmWillingness,
                   On<v1::ConfirmWillingnessRequest>(family, "2020-03-12")),
              IsOk());
  ASSERT_THAT(Pause(family, "2020-04-01", "2020-04-30"), IsOk());
  v1::FamilyProfileChanged told = LastTold();
  EXPECT_EQ(told.offer().capacity(), 1);
  EXPECT_EQ(told.offer().oldest_age(), 12);
  EXPECT_EQ(told.willing_on(), "2020-03-12");
  EXPECT_EQ(told.paused_until(), "2020-04-30");
  EXPECT_EQ(told.urgency(), 0);
  ASSERT_THAT(Send(offer_api, &OfferApi::Resume, On<v1::ResumeRequest>(family, "2020-04-10")),
              IsOk());
  EXPECT_EQ(LastTold().paused_until(), "");
}

TEST_F(ProfileApiTest, InterestsOfBothSidesAreKeptEachOnceAndTold) {
  const std::string asking = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK});
  need.add_interests(v1::INTEREST_MUSIC);
  need.add_interests(v1::INTEREST_CRAFTS);
  need.add_interests(v1::INTEREST_MUSIC);
  ASSERT_THAT(Needs(asking, {need}), IsOk());
  EXPECT_THAT(Intake(asking)->intake().needs(0).interests(),
              ElementsAre(v1::INTEREST_CRAFTS, v1::INTEREST_MUSIC));
  EXPECT_THAT(LastTold().needs(0).interests(),
              ElementsAre(v1::INTEREST_CRAFTS, v1::INTEREST_MUSIC));

  const std::string support = NewSupportFamily("2020-03-10");
  auto offer = NewOffer(support, "2020-03-10");
  offer.add_interests(v1::INTEREST_OUTINGS);
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, offer), IsOk());
  EXPECT_THAT(Offer(support)->offer().interests(), ElementsAre(v1::INTEREST_OUTINGS));
  EXPECT_THAT(LastTold().offer().interests(), ElementsAre(v1::INTEREST_OUTINGS));
}

TEST_F(ProfileApiTest, AnInterestThatIsNotInTheListIsRefused) {
  const std::string asking = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  const std::string support = NewSupportFamily("2020-03-10");
  for (const int unknown : {-1, 0, v1::Interest_MAX + 1, 1 << 20}) {
    v1::Need need = NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK});
    need.add_interests(static_cast<v1::Interest>(unknown));
    EXPECT_THAT(Needs(asking, {need}), RefusesField("interests", "OUT_OF_RANGE"));
    auto offer = NewOffer(support, "2020-03-10");
    offer.add_interests(static_cast<v1::Interest>(unknown));
    EXPECT_THAT(Send(offer_api, &OfferApi::RecordOffer, offer),
                RefusesField("interests", "OUT_OF_RANGE"));
  }
}

TEST_F(ProfileApiTest, ThatASupportFamilyMayBeShownElsewhereIsToldAtOnceWithTheWholeProfile) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-10")), IsOk());
  EXPECT_FALSE(LastTold().pool_consent());
  ASSERT_THAT(Agree(family, v1::CONSENT_PURPOSE_POOL), IsOk());
  v1::FamilyProfileChanged told = LastTold();
  EXPECT_TRUE(told.pool_consent());
  EXPECT_EQ(told.family_id(), family);
  EXPECT_EQ(told.area(), "3361");
  EXPECT_EQ(told.offer().oldest_age(), 12);
  ASSERT_THAT(Pause(family, "2020-04-01", "2020-04-30"), IsOk());
  told = LastTold();
  EXPECT_EQ(told.paused_until(), "2020-04-30");
  EXPECT_TRUE(told.pool_consent());
  ASSERT_THAT(Withdraw(family, v1::CONSENT_PURPOSE_POOL), IsOk());
  told = LastTold();
  EXPECT_FALSE(told.pool_consent());
  EXPECT_EQ(told.paused_until(), "2020-04-30");
  ASSERT_THAT(Agree(family, v1::CONSENT_PURPOSE_POOL, "2020-05-01"), IsOk());
  EXPECT_TRUE(LastTold().pool_consent());
}

TEST_F(ProfileApiTest, ThePoolMayBeAgreedToBeforeTheFirstOffer) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Agree(family, v1::CONSENT_PURPOSE_POOL), IsOk());
  EXPECT_TRUE(LastTold().pool_consent());
  EXPECT_FALSE(LastTold().has_offer());
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-22")), IsOk());
  EXPECT_TRUE(LastTold().pool_consent());
  EXPECT_TRUE(LastTold().has_offer());
}

TEST_F(ProfileApiTest, OnlyASupportFamilyIsShownElsewhere) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  EXPECT_THAT(Agree(family, v1::CONSENT_PURPOSE_POOL),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_EQ(Count("consent_steps"), 0);
  EXPECT_EQ(ProfilesTold(), 0);
}

TEST_F(ProfileApiTest, OtherConsentsAreNotToldAndDoNotShowAFamilyElsewhere) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Agree(family, v1::CONSENT_PURPOSE_ACROSS_BORDER), IsOk());
  ASSERT_THAT(Agree(family, v1::CONSENT_PURPOSE_NEWS), IsOk());
  ASSERT_THAT(Withdraw(family, v1::CONSENT_PURPOSE_NEWS), IsOk());
  EXPECT_EQ(ProfilesTold(), 0);
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-22")), IsOk());
  EXPECT_FALSE(LastTold().pool_consent());
}

TEST_F(ProfileApiTest, APauseIsOverOnTheDayAfterItsLast) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-10")), IsOk());
  ASSERT_THAT(Pause(family, "2020-11-01", "2020-11-15"), IsOk());
  EXPECT_EQ(Offer(family)->state(), v1::FAMILY_STATE_PAUSED);
  EXPECT_EQ(Offer(family)->paused_until(), "2020-11-15");
  EXPECT_THAT(Pause(family, "2020-11-02", "2020-11-20"),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  ++today;
  EXPECT_EQ(Offer(family)->state(), v1::FAMILY_STATE_AVAILABLE);
  EXPECT_EQ(Offer(family)->paused_until(), "");
  v1::GetFamilyRequest get;
  get.set_family_id(family);
  EXPECT_EQ(Send(api, &RegistrationApi::GetFamily, get)->family().state(),
            v1::FAMILY_STATE_AVAILABLE);
  v1::ListFamiliesRequest list;
  list.set_state(v1::FAMILY_STATE_AVAILABLE);
  EXPECT_EQ(Send(api, &RegistrationApi::ListFamilies, list)->families_size(), 1);
  list.set_state(v1::FAMILY_STATE_PAUSED);
  EXPECT_EQ(Send(api, &RegistrationApi::ListFamilies, list)->families_size(), 0);
}

TEST_F(ProfileApiTest, AFamilyWhosePauseIsOverMayPauseAgain) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Pause(family, "2020-05-01", "2020-05-31"), IsOk());
  EXPECT_THAT(Pause(family, "2020-06-01", "2020-06-30"), IsOk());
  ASSERT_THAT(Send(offer_api, &OfferApi::Resume, On<v1::ResumeRequest>(family, "2020-06-10")),
              IsOk());
  EXPECT_THAT(Send(offer_api, &OfferApi::Resume, On<v1::ResumeRequest>(family, "2020-06-10")),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(ProfileApiTest, WillingnessHoldsThroughTheFourteenthDay) {
  const std::string family = NewSupportFamily("2020-03-10");
  ASSERT_THAT(Send(offer_api, &OfferApi::RecordOffer, NewOffer(family, "2020-03-10")), IsOk());
  EXPECT_FALSE(Offer(family)->willing());
  const auto confirmed = Send(offer_api, &OfferApi::ConfirmWillingness,
                              On<v1::ConfirmWillingnessRequest>(family, "2020-11-01"));
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_EQ(confirmed->willing_until(), "2020-11-15");
  EXPECT_TRUE(Offer(family)->willing());
  ++today;
  EXPECT_FALSE(Offer(family)->willing());
  EXPECT_EQ(Offer(family)->willing_on(), "2020-11-01");
}

TEST_F(ProfileApiTest, FamiliesThatOfferAndAreNotMatchedAreNotForgotten) {
  const std::string recent = NewSupportFamily("2020-06-10");
  const std::string oldest = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  NewFamily(v1::FAMILY_ROLE_SUPPORT);
  auto contact = On<v1::LogContactRequest>(oldest, "2020-11-05");
  contact.set_contact(v1::CONTACT_KIND_CALLED);
  contact.set_note("Blijft graag op de lijst.");
  ASSERT_THAT(Send(offer_api, &OfferApi::LogContact, contact), IsOk());

  const auto list = Send(offer_api, &OfferApi::ListOffers, v1::ListOffersRequest());
  ASSERT_THAT(list, IsOk());
  ASSERT_EQ(list->offers_size(), 2);
  EXPECT_EQ(list->offers(0).family_id(), oldest);
  EXPECT_EQ(list->offers(0).days_available(), today - absl::CivilDay(2020, 3, 10));
  EXPECT_EQ(list->offers(0).last_contact(), v1::CONTACT_KIND_CALLED);
  EXPECT_EQ(list->offers(0).days_since_contact(), 10);
  EXPECT_EQ(list->offers(1).family_id(), recent);
  EXPECT_EQ(list->offers(1).last_contact_on(), "");

  // In a match from the proposal on, and free again from the day on which it is declined.
  Tell(kMatch, request, oldest, matching::v1::MATCH_STATE_PROPOSED, "2020-07-01");
  EXPECT_THAT(Unmatched(), ElementsAre(recent));
  EXPECT_THAT(Waiting(), IsEmpty());
  Tell(kMatch, request, oldest, matching::v1::MATCH_STATE_DECLINED, "2020-07-08");
  EXPECT_THAT(Unmatched(), ElementsAre(recent, oldest));
  EXPECT_THAT(Waiting(), ElementsAre(request));
}

TEST_F(ProfileApiTest, AMatchThatWentWellMeetsTheNeedAndFreesTheSupportFamily) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_COMPLETED, "2020-10-01");
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_THAT(Unmatched(), ElementsAre(support));
}

TEST_F(ProfileApiTest, ASustainedMatchMeetsTheNeedAndOccupiesTheSupportFamilyUntilItIsCompleted) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_SUSTAINED, "2020-09-01");
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_THAT(Unmatched(), IsEmpty());
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_COMPLETED, "2020-10-01");
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_THAT(Unmatched(), ElementsAre(support));
}

TEST_F(ProfileApiTest, AFamilyWaitsUntilThereIsAMatchForEachChildWithNeeds) {
  const std::string support = NewSupportFamily("2020-03-10", 3);
  const std::string request = NewRequestFamily({"2012-03-05", "2015-03-05"}, "2020-02-20");
  ASSERT_THAT(Needs(request, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK}),
                              NewNeed(2, {v1::SUPPORT_KIND_PART_OF_DAY})}),
              IsOk());
  const auto met = [&] {
    const auto list = Send(intake_api, &IntakeApi::ListWaiting, v1::ListWaitingRequest());
    std::vector<std::string> texts;
    for (const v1::WaitingFamily& family : list->families()) {
      texts.push_back(absl::StrCat(family.needs_met(), " by ", family.matches()));
    }
    return texts;
  };
  EXPECT_THAT(met(), ElementsAre("0 by 0"));
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-01", {2});
  EXPECT_THAT(met(), ElementsAre("1 by 1"));
  // Once more for the same child.
  Tell(kOtherMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-02", {2});
  EXPECT_THAT(met(), ElementsAre("1 by 2"));
  Tell(kOtherMatch, request, support, matching::v1::MATCH_STATE_DECLINED, "2020-04-03", {2});
  Tell(kThirdMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-04", {1});
  EXPECT_THAT(met(), IsEmpty());
  Tell(kThirdMatch, request, support, matching::v1::MATCH_STATE_DECLINED, "2020-04-05", {1});
  EXPECT_THAT(met(), ElementsAre("1 by 1"));
  EXPECT_EQ(fixture.fresh().Ask("SELECT string_agg(children::text, ' ' ORDER BY children) FROM"
                                " registration.family_matches WHERE family_id = '" +
                                support + "'"),
            "{} {} {}\n");
}

TEST_F(ProfileApiTest, OneMatchForBothChildrenMeetsTheNeedsOfBothAndNotThatOfTheirParents) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05", "2015-03-05"}, "2020-02-20");
  ASSERT_THAT(Needs(request, {NewNeed(0, {v1::SUPPORT_KIND_TALK_WITH_PARENT}),
                              NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK}),
                              NewNeed(2, {v1::SUPPORT_KIND_PART_OF_DAY})}),
              IsOk());
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-01", {1, 2});
  EXPECT_THAT(Waiting(), ElementsAre(request));
  Tell(kOtherMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-01", {0});
  EXPECT_THAT(Waiting(), IsEmpty());
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_ENDED_EARLY, "2020-05-01", {1, 2});
  EXPECT_THAT(Waiting(), ElementsAre(request));
}

TEST_F(ProfileApiTest, AMatchOfTheParentsMeetsTheirNeedAndNotThoseOfTheChildren) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  const v1::Need parents = NewNeed(0, {v1::SUPPORT_KIND_TALK_WITH_PARENT});
  ASSERT_THAT(Needs(request, {parents, NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01", {0});
  EXPECT_THAT(Waiting(), ElementsAre(request));
  ASSERT_THAT(Needs(request, {parents}), IsOk());
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(ProfileApiTest, NewNeedsAreHeldAgainstTheMatchesThatThereAre) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05", "2015-03-05"}, "2020-02-20");
  const v1::Need first = NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK});
  const v1::Need second = NewNeed(2, {v1::SUPPORT_KIND_PART_OF_DAY});
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01", {2});
  // Nobody said yet who needs what.
  EXPECT_THAT(Waiting(), IsEmpty());
  ASSERT_THAT(Needs(request, {first}), IsOk());
  EXPECT_THAT(Waiting(), ElementsAre(request));
  ASSERT_THAT(Needs(request, {second}), IsOk());
  EXPECT_THAT(Waiting(), IsEmpty());
  ASSERT_THAT(Needs(request, {first, second}), IsOk());
  EXPECT_THAT(Waiting(), ElementsAre(request));
}

TEST_F(ProfileApiTest, AMatchWhoseChildrenWereNotToldMeetsOneNeed) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05", "2015-03-05"}, "2020-02-20");
  ASSERT_THAT(Needs(request, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK}),
                              NewNeed(2, {v1::SUPPORT_KIND_PART_OF_DAY})}),
              IsOk());
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-01");
  EXPECT_THAT(Waiting(), ElementsAre(request));
  Tell(kOtherMatch, request, support, matching::v1::MATCH_STATE_PROPOSED, "2020-04-02");
  EXPECT_THAT(Waiting(), IsEmpty());
  // Told by its next step.
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_INTRODUCED, "2020-04-03", {1, 2});
  Tell(kOtherMatch, request, support, matching::v1::MATCH_STATE_DECLINED, "2020-04-04");
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(ProfileApiTest, TheStepsOfAMatchMayComeInAnyOrderAndTwice) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  matching::v1::MatchChanged declined, proposed;
  for (matching::v1::MatchChanged* changed : {&declined, &proposed}) {
    changed->set_match_id(kMatch);
    changed->set_request_family_id(request);
    changed->set_support_family_id(support);
  }
  declined.set_state(matching::v1::MATCH_STATE_DECLINED);
  proposed.set_state(matching::v1::MATCH_STATE_PROPOSED);
  TellAt(2, declined, "2020-07-08");
  TellAt(1, proposed, "2020-07-01");
  TellAt(2, declined, "2020-07-08");
  EXPECT_THAT(Unmatched(), ElementsAre(support));
  EXPECT_THAT(Waiting(), ElementsAre(request));
}

TEST_F(ProfileApiTest, AMatchWithAFamilyOfElsewhereIsKeptForTheOneThatIsHere) {
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  Tell(kMatch, request, kPartnerA, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_EQ(Count("family_matches"), 1);
}

TEST_F(ProfileApiTest, ACaseIsClosedWhenNoMatchRunsAndLeavesTheLists) {
  const std::string support = NewSupportFamily("2020-03-10");
  const std::string request = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");
  EXPECT_THAT(Close(request), Fails(StatusCode::kFailedPrecondition, "MATCH_RUNNING"));
  EXPECT_THAT(Close(support), Fails(StatusCode::kFailedPrecondition, "MATCH_RUNNING"));
  Tell(kMatch, request, support, matching::v1::MATCH_STATE_ENDED_IN_TRIAL, "2020-05-01");
  ASSERT_THAT(Close(request), IsOk());
  ASSERT_THAT(Close(support), IsOk());
  EXPECT_THAT(Waiting(), IsEmpty());
  EXPECT_THAT(Unmatched(), IsEmpty());
  EXPECT_THAT(Urgency(request, 2), Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(Close(request), Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(ProfileApiTest, AWriteThatComesTwiceIsOneWithOneAnswer) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  auto refer = On<v1::ReferOnRequest>(family, "2020-05-01");
  refer.set_request_id(Coordinator(Effect::kNone).request_id.ToString());
  refer.set_destination(v1::REFERRAL_DESTINATION_NEIGHBOURHOOD_TEAM);
  refer.set_reason("Schulden");
  const auto first = Send(intake_api, &IntakeApi::ReferOn, refer);
  const auto second = Send(intake_api, &IntakeApi::ReferOn, refer);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->number(), second->number());
  EXPECT_EQ(Count("profile_steps"), 1);
}

TEST_F(ProfileApiTest, ReadingNeedsIsInTheAccessLog) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  ASSERT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}), IsOk());
  EXPECT_EQ(Count("access_log"), 0);
  ASSERT_THAT(Intake(family), IsOk());
  EXPECT_EQ(Count("access_log"), 1);
}

TEST_F(ProfileApiTest, AFamilyOfAnotherContractIsNotFound) {
  const std::string family = NewRequestFamily({"2012-03-05"}, "2020-02-20");
  tenant = fixture.OpenContract({.municipality = "0392"});
  EXPECT_THAT(Needs(family, {NewNeed(1, {v1::SUPPORT_KIND_HOMEWORK})}),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(Intake(family), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(Waiting(), IsEmpty());
}

TEST_F(ProfileApiTest, AReferrerSeesTheStepsOfItsFamilyWithTheirDaysAndNothingElse) {
  v1::ReferFamilyRequest refer;
  refer.set_occurred_on("2020-02-01");
  refer.set_role(v1::FAMILY_ROLE_REQUEST);
  refer.set_postcode("3361 AB");
  refer.add_adult_names("Ouder A");
  refer.add_child_birth_dates("2012-03-05");
  const auto referred = SendAs(kPartnerA, api, &RegistrationApi::ReferFamily, refer);
  ASSERT_THAT(referred, IsOk());
  const std::string family = OnlyFamily().ToString();
  auto plan = On<v1::PlanIntakeRequest>(family, "2020-02-03");
  plan.set_intake_on("2020-02-10");
  ASSERT_THAT(Send(intake_api, &IntakeApi::PlanIntake, plan), IsOk());
  DoIntake(family, "2020-02-10");
  ASSERT_THAT(Urgency(family, 3), IsOk());
  const std::string support = NewSupportFamily("2020-03-10");
  Tell(kMatch, family, support, matching::v1::MATCH_STATE_PROPOSED, "2020-03-20");
  Tell(kMatch, family, support, matching::v1::MATCH_STATE_IN_TRIAL, "2020-04-01");

  v1::GetReferralRequest get;
  get.set_referral_id(referred->referral_id());
  const auto read = SendAs(kPartnerA, api, &RegistrationApi::GetReferral, get);
  ASSERT_THAT(read, IsOk());
  std::vector<std::string> events;
  for (const v1::ReferralEvent& event : read->referral().events()) {
    events.push_back(absl::StrCat(v1::ReferralStatus_Name(event.status()), " ", event.since()));
  }
  EXPECT_THAT(
      events,
      ElementsAre("REFERRAL_STATUS_RECEIVED 2020-02-01", "REFERRAL_STATUS_IN_INTAKE 2020-02-03",
                  "REFERRAL_STATUS_WAITING 2020-02-10", "REFERRAL_STATUS_MATCHED 2020-04-01"));
  EXPECT_EQ(read->referral().status(), v1::REFERRAL_STATUS_MATCHED);
  EXPECT_EQ(read->referral().status_since(), "2020-04-01");
  EXPECT_THAT(SendAs(kPartnerB, api, &RegistrationApi::GetReferral, get),
              Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::registration::api
