#include "registration/app/screenings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/app/intakes.h"
#include "registration/app/links.h"
#include "registration/app/offers.h"
#include "registration/app/screening_scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ScreeningsTest : public ScreeningScene {
 protected:
  std::vector<store::DeskRow> Desk(domain::VogStatus status,
                                   CivilDay day = CivilDay(2020, 11, 15)) {
    const auto rows = screenings.VogDesk(On(day), status, {});
    EXPECT_THAT(rows, IsOk());
    return *rows;
  }

  std::vector<store::LapseRow> Lapses(CivilDay day, int within_days) {
    const auto rows = screenings.Lapses(On(day), within_days, {});
    EXPECT_THAT(rows, IsOk());
    return *rows;
  }
};

TEST_F(ScreeningsTest, AFamilyIsReadyWhenAllThatTheProtocolAsksForIsThere) {
  const auto family = Support();
  EXPECT_THAT(Missing(family, kMarch),
              ElementsAre("VOG_MISSING", "INTERVIEW_MISSING", "HOME_VISIT_MISSING",
                          "REFERENCES_MISSING", "TRAINING_MISSING", "SCREENING_MISSING"));
  RecordAll(family);
  EXPECT_THAT(Missing(family, kMarch), ElementsAre("SCREENING_MISSING"));
  Decide(family, domain::DecisionOutcome::kAccept);
  EXPECT_THAT(Missing(family, kMarch), IsEmpty());
  EXPECT_THAT(Missing(family, CivilDay(2023, 3, 1)), IsEmpty());
  EXPECT_THAT(Missing(family, CivilDay(2023, 3, 2)), ElementsAre("VOG_EXPIRED"));
  EXPECT_THAT(Missing(family, CivilDay(2019, 12, 31)), ElementsAre("PROTOCOL_NOT_STARTED"));
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01"));
}

// The child is 17 when the family is accepted.
TEST_F(ScreeningsTest, AFamilyLosesReadinessOnTheDayAChildTurnsEighteenAndGetsItBackByTheVog) {
  const auto family = Support({CivilDay(2002, 9, 14)});
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  EXPECT_THAT(Missing(family, CivilDay(2020, 9, 13)), IsEmpty());
  EXPECT_THAT(Missing(family, CivilDay(2020, 9, 14)), ElementsAre("VOG_MISSING"));
  ASSERT_THAT(Record(Seen(family, Kind::kVog, Child(1), CivilDay(2020, 10, 5))), IsOk());
  EXPECT_THAT(Missing(family, CivilDay(2020, 10, 4)), ElementsAre("VOG_MISSING"));
  EXPECT_THAT(Missing(family, CivilDay(2020, 10, 5)), IsEmpty());
  EXPECT_THAT(Told(), ElementsAre("2020-10-05/2023-03-01"));
}

TEST_F(ScreeningsTest, ALapseToComeIsToldWhenItIsKnown) {
  const auto family = Support({CivilDay(2003, 2, 28)});
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2021-02-27"));
  ASSERT_THAT(Lapses(CivilDay(2020, 11, 15), 104), IsEmpty());
  ASSERT_THAT(Lapses(CivilDay(2020, 11, 15), 105), SizeIs(1));
  EXPECT_EQ(Lapses(CivilDay(2020, 11, 15), 105)[0].ready_until, CivilDay(2021, 2, 27));
  EXPECT_EQ(Lapses(CivilDay(2020, 11, 15), 105)[0].remind_from, CivilDay(2020, 11, 28));
  EXPECT_THAT(Lapses(CivilDay(2021, 2, 27), 0), IsEmpty());
  EXPECT_THAT(Lapses(CivilDay(2021, 2, 28), 0), SizeIs(1));
}

TEST_F(ScreeningsTest, AClosedCaseIsNotReadyAndThatIsTold) {
  Intakes intakes(means, [] { return absl::OkStatus(); });
  const auto withdrawn = Support();
  const auto closed = Support();
  for (const auto& family : {withdrawn, closed}) {
    RecordAll(family);
    Decide(family, domain::DecisionOutcome::kAccept);
    EXPECT_THAT(Missing(family, kMarch), IsEmpty());
  }
  ASSERT_THAT(families.RecordStep(Now(), {withdrawn, domain::StepKind::kWithdrawn, kMarch}),
              IsOk());
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01", "2020-03-02/2023-03-01", ""));
  ASSERT_THAT(intakes.Close(Now(), {closed, kMarch, 0}, domain::CloseReason::kStopsOffering),
              IsOk());
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01", "2020-03-02/2023-03-01", "", ""));
  for (const auto& family : {withdrawn, closed}) {
    EXPECT_THAT(Missing(family, kMarch), ElementsAre("CASE_CLOSED"));
    EXPECT_THAT(Missing(family, CivilDay(2023, 3, 2)), ElementsAre("CASE_CLOSED", "VOG_EXPIRED"));
  }
}

TEST_F(ScreeningsTest, AFamilyThatWithdrawsByItsLinkIsNotReadyAndThatIsToldWithIt) {
  const auto family = Support();
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  Links links(means);
  const auto link = links.Renew(Now(), family);
  ASSERT_THAT(link, IsOk());
  ASSERT_THAT(links.Withdraw(Now(), link->link, domain::WithdrawReason::kMoved), IsOk());
  EXPECT_THAT(Missing(family, kMarch), ElementsAre("CASE_CLOSED"));
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01", ""));
  EXPECT_EQ(screenings.Refresh(Now())->version, 0);
}

// A day on which a VOG is asked for of a child is its birthday.
TEST_F(ScreeningsTest, WhoReadsTheReadinessOfAFamilyStandsInTheAccessLog) {
  const auto family = Support({CivilDay(2003, 2, 28)});
  const Call call = Now();
  ASSERT_THAT(screenings.Readiness(call, family, kMarch, CivilDay(2021, 3, 1)), IsOk());
  EXPECT_EQ(call.logged, 1);
  const auto entries = platform::access::ListEntries(fixture.database(), demanding, {}, family);
  ASSERT_THAT(entries, IsOk());
  ASSERT_THAT(*entries, SizeIs(1));
  EXPECT_EQ(entries->front().subject(), call.caller.subject);
}

TEST_F(ScreeningsTest, ARejectedFamilyIsNotReady) {
  const auto family = Support();
  Decide(family, domain::DecisionOutcome::kReject);
  const auto missing = Missing(family, kMarch);
  ASSERT_FALSE(missing.empty());
  EXPECT_EQ(missing.front(), "CASE_CLOSED");
}

TEST_F(ScreeningsTest, AFamilyIsNotReadyOnTheDaysOfItsPause) {
  const auto family = Support();
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  Offers offers(means);
  const CivilDay first(2020, 4, 1);
  const CivilDay until(2020, 6, 30);
  ASSERT_THAT(offers.Pause(Now(), {family, first, 0}, until, platform::core::Personal("Druk")),
              IsOk());
  EXPECT_THAT(Missing(family, first - 1), IsEmpty());
  EXPECT_THAT(Missing(family, first), ElementsAre("PAUSED"));
  EXPECT_THAT(Missing(family, until), ElementsAre("PAUSED"));
  EXPECT_THAT(Missing(family, until + 1), IsEmpty());
  ASSERT_THAT(offers.Resume(Now(), {family, CivilDay(2020, 5, 4)}), IsOk());
  EXPECT_THAT(Missing(family, until), IsEmpty());
}

TEST_F(ScreeningsTest, OneAloneDoesNotDecideWhereFourEyesAreAskedFor) {
  const auto family = Support();
  RecordAll(family);
  const auto four_eyes = Fails(StatusCode::kFailedPrecondition, "FOUR_EYES_REQUIRED");
  EXPECT_THAT(families.RecordStep(
                  Now(), {family, domain::StepKind::kScreeningDone, kMarch, 0, std::nullopt, 1}),
              four_eyes);
  EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch, 1, 0),
              Fails(StatusCode::kFailedPrecondition, "NO_PROPOSAL"));
  const auto proposed = Record(Proposal(family, domain::DecisionOutcome::kAccept));
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch, 0, 0),
              Fails(StatusCode::kAborted, "PROPOSAL_CHANGED"));
  EXPECT_THAT(screenings.Confirm(Now(), family, kMarch, proposed->version, 0), four_eyes);
  EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch - 1, proposed->version, 0),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_THAT(
      screenings.Confirm(By("another"), family, kMarch, proposed->version - 1, proposed->version),
      Fails(StatusCode::kAborted, "PROPOSAL_CHANGED"));
  ASSERT_THAT(
      screenings.Confirm(By("another"), family, kMarch, proposed->version, proposed->version),
      IsOk());
  const auto after = families.Get(Now(), family);
  EXPECT_EQ(after->head.state, domain::FamilyState::kAvailable);
  EXPECT_EQ(after->head.capacity, 2);
  EXPECT_EQ(after->head.version, proposed->version + 2);
  EXPECT_EQ(after->steps.back().recorded_by, "another");
  EXPECT_THAT(screenings.Confirm(By("a third"), family, kMarch, proposed->version, 0),
              Fails(StatusCode::kFailedPrecondition, "NO_PROPOSAL"));
  EXPECT_THAT(Record(Proposal(family, domain::DecisionOutcome::kReject)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

// Also with a day before the version that asks for them: what one records today, two have to see.
TEST_F(ScreeningsTest, NobodyPassesFourEyesByAnEarlierDay) {
  domain::Registration registration = RequestFamily();
  registration.role = domain::FamilyRole::kSupport;
  const auto receipt = families.Register(Coordinator(Effect::kStarts), kFebruary, registration);
  const domain::FamilyId family(receipt->subject);
  tenancy::v1::ProtocolAdopted adopted;
  adopted.set_first_day("2020-06-01");
  adopted.mutable_protocol()->set_vog_valid_months(36);
  std::vector<domain::Requirement> requirements = platform::core::PlainRequirements(36, false);
  requirements.back().four_eyes = true;
  platform::tenant::WriteRequirements(requirements, *adopted.mutable_protocol());
  Learn(tenant, adopted);
  const StepInput screened = {family, domain::StepKind::kScreeningDone, kMarch, 0, std::nullopt, 1};
  Call call = Coordinator(Effect::kStarts);
  call.today = CivilDay(2020, 6, 1);
  EXPECT_THAT(families.RecordStep(call, screened),
              Fails(StatusCode::kFailedPrecondition, "FOUR_EYES_REQUIRED"));
  call = Coordinator(Effect::kStarts);
  call.today = CivilDay(2020, 5, 31);
  EXPECT_THAT(families.RecordStep(call, screened), IsOk());
}

TEST_F(ScreeningsTest, NobodyIsAcceptedBeforeTheScreeningIsComplete) {
  const auto family = Support();
  const auto incomplete = Fails(StatusCode::kFailedPrecondition, "SCREENING_INCOMPLETE");
  const auto refused = Record(Proposal(family, domain::DecisionOutcome::kAccept));
  EXPECT_THAT(refused, incomplete);
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              ElementsAre(std::pair(std::string("missing"),
                                    std::string("INTERVIEW_MISSING,HOME_VISIT_MISSING,"
                                                "REFERENCES_MISSING"))));
  RecordAll(family);
  const auto proposed = Record(Proposal(family, domain::DecisionOutcome::kAccept));
  ASSERT_THAT(proposed, IsOk());
  // Between proposal and confirmation a visit finds something.
  ScreeningInput visit = Seen(family, Kind::kHomeVisit);
  visit.step.asks_follow_up = true;
  const auto visited = Record(visit);
  ASSERT_THAT(visited, IsOk());
  EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch, proposed->version, 0), incomplete);
  ScreeningInput closed = Input(family, Step::kFollowUpClosed);
  closed.step.about = visited->version;
  ASSERT_THAT(Record(closed), IsOk());
  EXPECT_THAT(Record(closed), Fails(StatusCode::kFailedPrecondition, "FOLLOW_UP_CLOSED"));
  EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch, proposed->version, 0), IsOk());
}

TEST_F(ScreeningsTest, ARejectedFamilyNeedsNothingAndIsClosed) {
  const auto family = Support();
  Decide(family, domain::DecisionOutcome::kReject);
  EXPECT_EQ(families.Get(Now(), family)->head.state, domain::FamilyState::kRejected);
  EXPECT_THAT(Record(Seen(family, Kind::kInterview)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(Desk(domain::VogStatus::kNeeded), IsEmpty());
}

TEST_F(ScreeningsTest, WithoutRequirementsOneDecidesAsBefore) {
  domain::Registration registration = RequestFamily();
  registration.role = domain::FamilyRole::kSupport;
  const auto receipt = families.Register(Coordinator(Effect::kStarts), kFebruary, registration);
  const domain::FamilyId family(receipt->subject);
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kStarts),
                                  {family, domain::StepKind::kVogSeen, kMarch, 0, 1}),
              IsOk());
  ASSERT_THAT(
      families.RecordStep(Coordinator(Effect::kStarts),
                          {family, domain::StepKind::kScreeningDone, kMarch, 0, std::nullopt, 1}),
      IsOk());
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01"));
}

TEST_F(ScreeningsTest, AnExemptionHoldsUntilItsEnd) {
  const auto family = Support();
  ScreeningInput exemption = Input(family, Step::kExemptionGranted);
  exemption.step.requirement = Kind::kInterview;
  exemption.step.last_day = CivilDay(2020, 6, 30);
  const auto granted = Record(exemption);
  ASSERT_THAT(granted, IsOk());
  const auto lacks_interview = [&](CivilDay day) {
    const auto missing = Missing(family, day);
    return std::find(missing.begin(), missing.end(), "INTERVIEW_MISSING") != missing.end();
  };
  EXPECT_FALSE(lacks_interview(CivilDay(2020, 6, 30)));
  EXPECT_TRUE(lacks_interview(CivilDay(2020, 7, 1)));
  ScreeningInput ended = Input(family, Step::kExemptionEnded, CivilDay(2020, 5, 1));
  ended.step.about = granted->version;
  ASSERT_THAT(Record(ended), IsOk());
  EXPECT_FALSE(lacks_interview(CivilDay(2020, 4, 30)));
  EXPECT_TRUE(lacks_interview(CivilDay(2020, 5, 1)));
  EXPECT_THAT(Record(ended), Fails(StatusCode::kFailedPrecondition, "EXEMPTION_ENDED"));
}

TEST_F(ScreeningsTest, AnExemptionLastsAtMostAYear) {
  const auto family = Support();
  ScreeningInput exemption = Input(family, Step::kExemptionGranted);
  exemption.step.requirement = Kind::kInterview;
  exemption.step.last_day = CivilDay(2021, 3, 3);
  EXPECT_THAT(Record(exemption), RefusesField("last_day", "EXEMPTION_TOO_LONG"));
  exemption.step.last_day = CivilDay(2021, 3, 2);
  EXPECT_THAT(Record(exemption), IsOk());
}

TEST_F(ScreeningsTest, NobodyApprovesAnExemptionOfTheirOwn) {
  const auto family = Support();
  ScreeningInput exemption = Input(family, Step::kExemptionGranted);
  exemption.step.requirement = Kind::kInterview;
  exemption.step.last_day = CivilDay(2020, 6, 30);
  for (const char* approver : {"teamleider-0392", "Teamleider-0392"}) {
    exemption.texts.approver = platform::core::Personal(approver);
    EXPECT_THAT(screenings.Record(By("teamleider-0392"), exemption),
                RefusesField("approver", "APPROVER_SAME"));
  }
  EXPECT_THAT(screenings.Record(By("another"), exemption), IsOk());
}

TEST_F(ScreeningsTest, NobodyIsExemptFromVogAndDecision) {
  const auto family = Support();
  for (const Kind kind : {Kind::kVog, Kind::kDecision}) {
    ScreeningInput exemption = Input(family, Step::kExemptionGranted);
    exemption.step.requirement = kind;
    exemption.step.last_day = CivilDay(2020, 6, 30);
    EXPECT_THAT(Record(exemption), RefusesField("kind", "NOT_EXEMPTIBLE"));
  }
}

TEST_F(ScreeningsTest, WhatDoesNotFitIsRefusedAndLeavesNothing) {
  const auto family = Support();
  EXPECT_THAT(Record(Seen(family, Kind::kVog)), RefusesField("person", "PERSON_REQUIRED"));
  EXPECT_THAT(Record(Seen(family, Kind::kVog, Adult(2))),
              Fails(StatusCode::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Record(Seen(family, Kind::kVog, Adult(1), kFebruary - 1)),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  ScreeningInput exemption = Input(family, Step::kExemptionGranted);
  exemption.step.requirement = Kind::kInterview;
  exemption.step.last_day = kMarch - 1;
  EXPECT_THAT(Record(exemption), RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  ScreeningInput about = Input(family, Step::kFollowUpClosed);
  about.step.about = 1;
  EXPECT_THAT(Record(about), Fails(StatusCode::kNotFound, "VISIT_NOT_FOUND"));
  about.step.kind = Step::kExemptionEnded;
  EXPECT_THAT(Record(about), Fails(StatusCode::kNotFound, "EXEMPTION_NOT_FOUND"));
  ScreeningInput stale = Seen(family, Kind::kInterview);
  stale.expected_version = 7;
  EXPECT_THAT(Record(stale), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  const auto request = families.Register(Now(), kFebruary, RequestFamily());
  EXPECT_THAT(Record(Seen(domain::FamilyId(request->subject), Kind::kInterview)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_EQ(Count("screening_steps"), 0);
}

TEST_F(ScreeningsTest, TheSameRequestTwiceIsOneStep) {
  const auto family = Support();
  const Call call = Now();
  const auto first = screenings.Record(call, Seen(family, Kind::kInterview));
  const auto second = screenings.Record(call, Seen(family, Kind::kInterview));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->version, second->version);
  EXPECT_EQ(Count("screening_steps"), 1);
}

TEST_F(ScreeningsTest, AnotherContractSeesNothing) {
  const auto family = Support();
  RecordAll(family);
  const Call elsewhere = Coordinator(Effect::kReads);
  EXPECT_THAT(screenings.Get(elsewhere, family), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(screenings.Readiness(elsewhere, family, kMarch, kMarch),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(*screenings.VogDesk(elsewhere, domain::VogStatus::kNeeded, {}), IsEmpty());
}

TEST_F(ScreeningsTest, TextsAreSealedAndReadBack) {
  const auto family = Support();
  ScreeningInput input = Seen(family, Kind::kInterview);
  input.texts = {platform::core::Personal("Collega Zichtbaar"),
                 {},
                 platform::core::Personal("Een goed gesprek")};
  ASSERT_THAT(Record(input), IsOk());
  const Call call = fixture.NewCall(demanding, Effect::kReads);
  const auto screening = screenings.Get(call, family);
  ASSERT_THAT(screening, IsOk());
  EXPECT_EQ(call.logged, 1);
  ASSERT_THAT(screening->records, SizeIs(1));
  EXPECT_EQ(screening->records[0].texts.seen_by.Reveal(), "Collega Zichtbaar");
  EXPECT_EQ(screening->records[0].texts.note.Reveal(), "Een goed gesprek");
  EXPECT_EQ(screening->records[0].step.requirement, Kind::kInterview);
  EXPECT_EQ(screening->version, 2);
}

TEST_F(ScreeningsTest, TheDeskKnowsWhoNeedsOneFromTheRegistrationOn) {
  const auto family = Support();
  const auto needed = Desk(domain::VogStatus::kNeeded);
  ASSERT_THAT(needed, SizeIs(1));
  EXPECT_EQ(needed[0].family, family);
  EXPECT_EQ(needed[0].entry.person, Adult(1));
}

TEST_F(ScreeningsTest, TheDeskFollowsAVogFromRequestToRenewal) {
  const auto family = Support();
  ScreeningInput requested = Input(family, Step::kVogRequested);
  requested.step.person = Adult(1);
  ASSERT_THAT(Record(requested), IsOk());
  EXPECT_THAT(Desk(domain::VogStatus::kNeeded), IsEmpty());
  ASSERT_THAT(Desk(domain::VogStatus::kRequested), SizeIs(1));
  EXPECT_EQ(Desk(domain::VogStatus::kRequested)[0].entry.requested_on, kMarch);
  ScreeningInput issued = Input(family, Step::kVogIssued, kMarch + 9);
  issued.step.person = Adult(1);
  ASSERT_THAT(Record(issued), IsOk());
  EXPECT_THAT(Desk(domain::VogStatus::kRequested), IsEmpty());
  ASSERT_THAT(Desk(domain::VogStatus::kIssued), SizeIs(1));
  ASSERT_THAT(Record(Seen(family, Kind::kVog, Adult(1), kMarch + 12)), IsOk());
  EXPECT_THAT(Desk(domain::VogStatus::kIssued), IsEmpty());
  EXPECT_THAT(Desk(domain::VogStatus::kExpiring, CivilDay(2022, 12, 13)), IsEmpty());
  const auto expiring = Desk(domain::VogStatus::kExpiring, CivilDay(2022, 12, 14));
  ASSERT_THAT(expiring, SizeIs(1));
  EXPECT_EQ(expiring[0].entry.expires_on, CivilDay(2023, 3, 14));
}

// Its birthday is sealed; the desk knows a month.
TEST_F(ScreeningsTest, TheDeskSeesAChildComeOfAgeWithoutItsBirthday) {
  Support({CivilDay(2003, 5, 20)});
  EXPECT_THAT(Desk(domain::VogStatus::kNeeded, CivilDay(2021, 1, 31)), SizeIs(1));
  const auto needed = Desk(domain::VogStatus::kNeeded, CivilDay(2021, 2, 1));
  ASSERT_THAT(needed, SizeIs(2));
  EXPECT_EQ(needed[1].entry.person, Child(1));
  EXPECT_EQ(needed[1].entry.action_from, CivilDay(2021, 2, 1));
}

TEST_F(ScreeningsTest, PagesOfTheDeskFollowEachOther) {
  for (int i = 0; i < 5; ++i) {
    Support();
  }
  store::DeskPage page;
  page.size = 2;
  std::vector<size_t> sizes;
  std::set<domain::FamilyId> all;
  do {
    const auto rows = screenings.VogDesk(Now(), domain::VogStatus::kNeeded, page);
    ASSERT_THAT(rows, IsOk());
    sizes.push_back(rows->size());
    for (const store::DeskRow& row : *rows) {
      all.insert(row.family);
      page.action_from = row.entry.action_from;
      page.family = row.family;
      page.person = row.entry.person;
    }
  } while (sizes.back() == 2);
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  EXPECT_THAT(all, SizeIs(5));
}

TEST_F(ScreeningsTest, ANewProtocolIsJudgedByRefreshing) {
  const auto family = Support();
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  EXPECT_EQ(screenings.Refresh(Now())->version, 0);
  tenancy::v1::ProtocolAdopted adopted;
  adopted.set_first_day("2021-01-01");
  adopted.mutable_protocol()->set_vog_valid_months(6);
  Learn(demanding, adopted);
  EXPECT_EQ(screenings.Refresh(Now())->version, 1);
  EXPECT_EQ(screenings.Refresh(Now())->version, 0);
  EXPECT_THAT(Told(), ElementsAre("2020-03-02/2023-03-01", "2020-03-02/2020-12-31"));
  ASSERT_THAT(Lapses(CivilDay(2021, 1, 1), 0), SizeIs(1));
}

TEST_F(ScreeningsTest, AFamilyThatAPartnerReferredIsJudgedByRefreshing) {
  domain::Registration registration = RequestFamily();
  registration.role = domain::FamilyRole::kSupport;
  ASSERT_THAT(referrals.Refer(Partner(kPartnerA, Effect::kStarts, demanding), kFebruary,
                              {registration, ""}),
              IsOk());
  EXPECT_THAT(Desk(domain::VogStatus::kNeeded), IsEmpty());
  EXPECT_EQ(screenings.Refresh(Now())->version, 1);
  EXPECT_THAT(Desk(domain::VogStatus::kNeeded), SizeIs(1));
}

// A gap of the screening that an exemption to come closes: told at once, and waited for.
TEST_F(ScreeningsTest, ADayThatWasWaitedForIsJudgedByRefreshing) {
  const auto family = Support();
  for (const Kind kind :
       {Kind::kHomeVisit, Kind::kReferences, Kind::kReferences, Kind::kInterview}) {
    ASSERT_THAT(Record(Seen(family, kind)), IsOk());
  }
  ASSERT_THAT(Record(Seen(family, Kind::kVog, Adult(1))), IsOk());
  Decide(family, domain::DecisionOutcome::kAccept);
  ScreeningInput trained = Seen(family, Kind::kTraining, {}, CivilDay(2020, 11, 10));
  Call early = On(CivilDay(2020, 11, 1));
  ASSERT_THAT(screenings.Record(early, trained), IsOk());
  EXPECT_THAT(Lapses(CivilDay(2024, 1, 1), 0), IsEmpty());
  EXPECT_EQ(screenings.Refresh(On(CivilDay(2020, 11, 9)))->version, 0);
  EXPECT_EQ(screenings.Refresh(On(CivilDay(2020, 11, 10)))->version, 1);
  EXPECT_THAT(Lapses(CivilDay(2024, 1, 1), 0), SizeIs(1));
}

TEST_F(ScreeningsTest, ReadinessIsATimelineWithReminders) {
  const auto family = Support();
  RecordAll(family);
  Decide(family, domain::DecisionOutcome::kAccept);
  const auto view = screenings.Readiness(Now(), family, kMarch - 1, CivilDay(2023, 3, 2));
  ASSERT_THAT(view, IsOk());
  ASSERT_THAT(view->intervals, SizeIs(3));
  EXPECT_EQ(view->intervals[0].last_day, kMarch - 1);
  EXPECT_TRUE(view->intervals[1].ready());
  EXPECT_EQ(view->intervals[2].first_day, CivilDay(2023, 3, 2));
  ASSERT_THAT(view->reminders, SizeIs(1));
  EXPECT_EQ(view->reminders[0].renew_from, CivilDay(2022, 12, 2));
}

}  // namespace
}  // namespace buurtbrug::registration::app
