#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "matching/app/concluded_test.h"
#include "matching/app/renewal_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class RenewalsTest : public RenewalScene {};

TEST_F(RenewalsTest, RunningMatchesGoOnWithEveryColumnAndEndWhereTheyWere) {
  const domain::MatchId trial = InTrial();
  const domain::MatchId definitive = Definitive();
  const std::string before = RowsOf(old_);
  const auto carried = renewals_.CarryOver(Carries(), {});
  ASSERT_THAT(carried, IsOk());
  EXPECT_EQ(carried->from, old_.contract);
  EXPECT_EQ(carried->matches, 2);
  EXPECT_EQ(RowsOf(new_), before);
  EXPECT_THAT(States(new_), UnorderedElementsAre(MatchState::kInTrial, MatchState::kDefinitive));
  EXPECT_THAT(States(old_),
              UnorderedElementsAre(MatchState::kCarriedOver, MatchState::kCarriedOver));
  const auto here = matches_.Get(CallOf(new_, Effect::kReads), definitive);
  ASSERT_THAT(here, IsOk());
  EXPECT_EQ(here->carried_from, old_.contract);
  const auto there = matches_.Get(CallOf(old_, Effect::kReads), trial);
  ASSERT_THAT(there, IsOk());
  EXPECT_EQ(there->carried_from, std::nullopt);
  ASSERT_THAT(there->steps, SizeIs(5));
  EXPECT_EQ(there->steps.back().state, MatchState::kCarriedOver);
  EXPECT_EQ(there->steps.back().occurred_on, Carries().today);
  EXPECT_EQ(there->steps.back().recorded_by, Carries().caller.subject);
}

TEST_F(RenewalsTest, APauseAndASubstituteComeAlong) {
  const domain::MatchId match = Definitive();
  const domain::FamilyId substitute =
      NewFamily(registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE);
  const absl::CivilDay today = Carries().today;
  ASSERT_THAT(
      lives_.Pause(CallOf(old_, Effect::kCares), {match, kMay + 61, 0, "Vakantie."}, today + 20),
      IsOk());
  ASSERT_THAT(
      lives_.Substitute(CallOf(old_, Effect::kCares), {match, kMay + 62, 0, "Een operatie."},
                        {substitute, kMay + 70, today + 30}),
      IsOk());
  const std::string before = RowsOf(old_);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_EQ(RowsOf(new_), before);
  EXPECT_THAT(copied_, SizeIs(3));
  const auto here = matches_.Get(CallOf(new_, Effect::kReads), match);
  ASSERT_THAT(here, IsOk());
  EXPECT_EQ(here->life.paused_until, today + 20);
  EXPECT_EQ(here->life.substitution->family, substitute);
  EXPECT_THAT(here->agreements, SizeIs(1));
  // After the two answers that the introduction told.
  EXPECT_THAT(here->occurrences, SizeIs(4));
  ASSERT_THAT(lives_.Resume(CallOf(new_, Effect::kCares), {match, today}), IsOk());
}

TEST_F(RenewalsTest, AnOfferComesAlongWithWhoAcceptedIt) {
  const domain::MatchId match = Definitive();
  domain::AgreementTerms weekly;
  weekly.rhythm = domain::Rhythm::kWeekly;
  ASSERT_THAT(lives_.OfferAgreement(CallOf(old_, Effect::kCares), {match, kMay + 61}, weekly),
              IsOk());
  OccurrenceInput accept = {match, kMay + 62};
  accept.by_link = domain::Party::kSupportFamily;
  ASSERT_THAT(lives_.AcceptOffer(CallOf(old_, Effect::kCares), accept, 1), IsOk());
  const std::string before = RowsOf(old_);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_EQ(RowsOf(new_), before);
  accept = {match, Carries().today};
  accept.by_link = domain::Party::kSupportFamily;
  EXPECT_THAT(lives_.AcceptOffer(CallOf(new_, Effect::kCares), accept, 1),
              Fails(StatusCode::kFailedPrecondition, "ACCEPTED_BEFORE"));
}

TEST_F(RenewalsTest, APairThatFailedInTheContractThatIsFollowedIsNotProposedAgain) {
  const domain::MatchId failed = InTrial();
  Record(failed, MatchState::kEndedInTrial, kMay + 10, "Het klikte niet.");
  const domain::MatchHead head = matches_.Get(CallOf(old_, Effect::kReads), failed)->head;
  const domain::FamilyId other(NewUuid(fixture_.Now(), fixture_.random()));
  registration::v1::FamilyChanged event;
  event.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  event.set_state(registration::v1::FAMILY_STATE_WAITING);
  Tell(new_, event, head.request_family);
  event.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
  event.set_state(registration::v1::FAMILY_STATE_AVAILABLE);
  event.set_capacity(1);
  Tell(new_, event, head.support_family);
  Tell(new_, event, other);
  const auto propose = [&](const domain::FamilyId& support) {
    return matches_.Propose(
        CallOf(new_, Effect::kStarts),
        {absl::CivilDay(2020, 11, 2), head.request_family, {1}, support, "Om de hoek."});
  };
  EXPECT_THAT(propose(head.support_family),
              Fails(StatusCode::kFailedPrecondition, "PAIR_FAILED_BEFORE"));
  EXPECT_THAT(propose(other), IsOk());
}

TEST_F(RenewalsTest, WhatDoesNotRunStaysAndSoDoItsFamilies) {
  const domain::MatchId agreed = Agreed();
  const domain::MatchId ended = InTrial();
  Record(ended, MatchState::kEndedInTrial, kMay + 10, "Het klikte niet.");
  const domain::MatchId completed = Definitive();
  Record(completed, MatchState::kCompleted, kMay + 90, "Het gaat zonder.");
  const domain::MatchId running = Definitive();
  EXPECT_EQ(renewals_.CarryOver(Carries(), {})->matches, 1);
  EXPECT_THAT(copied_, SizeIs(2));
  EXPECT_EQ(Count(new_, "matches"), "1\n");
  EXPECT_EQ(Count(new_, "profiles"), "2\n");
  for (const domain::MatchId& match : {agreed, ended, completed}) {
    EXPECT_THAT(matches_.Get(CallOf(new_, Effect::kReads), match),
                Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  }
  EXPECT_THAT(matches_.Get(CallOf(new_, Effect::kReads), running), IsOk());
  EXPECT_EQ(matches_.Get(CallOf(old_, Effect::kReads), agreed)->head.state, MatchState::kAgreed);
}

TEST_F(RenewalsTest, WithoutItTheContractThatFollowsSeesNothing) {
  const domain::MatchId match = Definitive();
  EXPECT_THAT(matches_.Get(CallOf(new_, Effect::kReads), match),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(States(new_), IsEmpty());
  EXPECT_THAT(
      matches_.RecordStep(CallOf(new_, Effect::kCares),
                          Concluded({match, MatchState::kCompleted, Carries().today, 0, "Klaar."})),
      Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
}

TEST_F(RenewalsTest, AfterItStepsAreTakenOnlyInTheContractThatFollows) {
  const domain::MatchId match = Definitive();
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  const absl::CivilDay today = Carries().today;
  for (const MatchState next :
       {MatchState::kCompleted, MatchState::kEndedEarly, MatchState::kSustained}) {
    EXPECT_THAT(matches_.RecordStep(CallOf(old_, Effect::kCares),
                                    Concluded({match, next, today, 0, "Klaar."})),
                Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  }
  EXPECT_THAT(matches_.RecordStep(CallOf(new_, Effect::kCares),
                                  Concluded({match, MatchState::kCompleted, today, 0, "Klaar."})),
              IsOk());
  EXPECT_EQ(matches_.Get(CallOf(old_, Effect::kReads), match)->head.state,
            MatchState::kCarriedOver);
}

TEST_F(RenewalsTest, ARequestThatComesTwiceCarriesOverOnceAndGetsOneAnswer) {
  Definitive();
  const Call call = Carries();
  EXPECT_EQ(renewals_.CarryOver(call, {})->matches, 1);
  const std::string before = RowsOf(old_) + RowsOf(new_);
  EXPECT_EQ(renewals_.CarryOver(call, {})->matches, 1);
  EXPECT_EQ(renewals_.CarryOver(Carries(), {})->matches, 0);
  EXPECT_EQ(RowsOf(old_) + RowsOf(new_), before);
  EXPECT_EQ(asked_, 1);
}

TEST_F(RenewalsTest, CutOffBetweenTheServicesItGoesOnWithTheSameRequest) {
  InTrial();
  const Call call = Carries();
  const std::string before = RowsOf(old_);
  registration_ = platform::core::Error(StatusCode::kUnavailable, "SERVICE_UNREACHABLE", "again");
  EXPECT_THAT(renewals_.CarryOver(call, {}),
              Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
  registration_ = absl::OkStatus();
  feed_ = platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "again");
  EXPECT_THAT(renewals_.CarryOver(call, {}), Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_EQ(RowsOf(old_), before);
  EXPECT_THAT(States(new_), IsEmpty());
  feed_ = absl::OkStatus();
  // What happened meanwhile counts: one more runs.
  InTrial();
  EXPECT_EQ(renewals_.CarryOver(call, {})->matches, 2);
  EXPECT_THAT(States(new_), UnorderedElementsAre(MatchState::kInTrial, MatchState::kInTrial));
}

TEST_F(RenewalsTest, NothingIsMovedWhenOneMatchCannotBe) {
  InTrial();
  const std::string before = RowsOf(old_);
  // The families' news never came.
  feed_ = absl::OkStatus();
  Renewals deaf(
      fixture_.database(), fixture_.gate(), fixture_.clock(), fixture_.random(),
      [](const Call&, const ContractId&, const std::vector<domain::FamilyId>&) {
        return absl::OkStatus();
      },
      [] { return absl::OkStatus(); }, [] { return absl::OkStatus(); });
  EXPECT_THAT(deaf.CarryOver(Carries(), {}), Fails(StatusCode::kFailedPrecondition, "CONSTRAINT"));
  EXPECT_EQ(RowsOf(old_), before);
  EXPECT_THAT(States(new_), IsEmpty());
}

TEST_F(RenewalsTest, APreviewSaysHowManyAndChangesNothing) {
  Definitive();
  InTrial();
  Agreed();
  const std::string before = RowsOf(old_);
  const auto preview = renewals_.Preview(Carries(), {});
  ASSERT_THAT(preview, IsOk());
  EXPECT_EQ(preview->matches, 2);
  EXPECT_EQ(preview->from, old_.contract);
  EXPECT_EQ(RowsOf(old_), before);
  EXPECT_THAT(States(new_), IsEmpty());
  EXPECT_EQ(Count(new_, "receipts"), "0\n");
  EXPECT_EQ(asked_, 0);
}

TEST_F(RenewalsTest, NamedMatchesGoAloneAndMustRun) {
  const domain::MatchId first = Definitive();
  const domain::MatchId second = Definitive();
  const domain::MatchId agreed = Agreed();
  EXPECT_THAT(renewals_.CarryOver(Carries(), {first, agreed}),
              Fails(StatusCode::kFailedPrecondition, "MATCH_NOT_RUNNING"));
  const domain::MatchId unknown(NewUuid(fixture_.Now(), fixture_.random()));
  EXPECT_THAT(renewals_.CarryOver(Carries(), {first, unknown}),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_EQ(renewals_.CarryOver(Carries(), {second, second})->matches, 1);
  EXPECT_THAT(States(old_), UnorderedElementsAre(MatchState::kDefinitive, MatchState::kCarriedOver,
                                                 MatchState::kAgreed));
  EXPECT_THAT(renewals_.CarryOver(Carries(), {second}),
              Fails(StatusCode::kFailedPrecondition, "MATCH_NOT_RUNNING"));
}

TEST_F(RenewalsTest, OnlyToAContractThatRunsFromOneThatHasNotEnded) {
  const TenantScope stranger = fixture_.OpenContract();
  const auto refusal = [&](const TenantScope& tenant) {
    return renewals_.CarryOver(CallOf(tenant), {}).status();
  };
  EXPECT_THAT(refusal(stranger), Fails(StatusCode::kFailedPrecondition, "NOTHING_FOLLOWED"));
  const TenantScope ended =
      fixture_.OpenContract({.last_day = "2020-09-30", .run_off_day = "2020-11-14"});
  EXPECT_THAT(refusal(fixture_.OpenContract({.follows = ended.contract})),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
  EXPECT_THAT(refusal(fixture_.OpenContract({.first_day = "2020-11-16", .follows = old_.contract})),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
  EXPECT_THAT(refusal(fixture_.OpenContract({.last_day = "2020-11-14", .follows = old_.contract})),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
  EXPECT_THAT(refusal(fixture_.OpenContract({.municipality = "0392", .follows = old_.contract})),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(RenewalsTest, TheLastDayOfTheRunOffIsDecidedByTheClockInTheTransaction) {
  InTrial();
  const Call call = Carries();
  fixture_.clock().Set(fixture_.Now() + absl::Hours(24 * 365));
  EXPECT_THAT(renewals_.CarryOver(call, {}),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
}

TEST_F(RenewalsTest, ItIsToldToBothContractsWithWhatTheOtherServicesNeed) {
  const domain::MatchId match = Definitive();
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  const v1::MatchCarriedOver told = Told();
  EXPECT_EQ(told.match_id(), match.ToString());
  EXPECT_EQ(told.state(), v1::MATCH_STATE_DEFINITIVE);
  EXPECT_EQ(told.from_contract_id(), old_.contract.ToString());
  EXPECT_EQ(told.trial_first_day(), "2020-05-07");
  EXPECT_EQ(told.definitive_on(), "2020-07-03");
  EXPECT_TRUE(told.counted());
  EXPECT_EQ(Ask(absl::StrCat("SELECT type FROM matching.feed_entries WHERE contract_id = '",
                             old_.contract.ToString(), "' ORDER BY sequence DESC LIMIT 1")),
            "buurtbrug.matching.v1.MatchChanged\n");
  EXPECT_EQ(Count(old_, "feed_entries"), "6\n");
  EXPECT_EQ(Count(new_, "feed_entries"), "1\n");
}

TEST_F(RenewalsTest, WhatCountedOnceStaysCountedThroughEveryRenewal) {
  InTrial();
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_TRUE(Told().counted());
  // No period of the second contract holds the trial.
  const TenantScope second = new_;
  Ask("UPDATE matching.subsidy_periods SET first_day = '2020-11-01' WHERE contract_id IN ("
      "  SELECT contract_id FROM matching.contracts WHERE follows_contract_id IS NOT NULL)"
      " RETURNING 1");
  old_ = second;
  new_ = fixture_.OpenContract({.first_day = "2020-11-10", .follows = second.contract});
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_TRUE(Told().counted());
}

TEST_F(RenewalsTest, ATrialDoesNotCountWhereThePeriodCountsDefinitiveMatches) {
  InTrial();
  Ask("UPDATE matching.subsidy_periods SET counted_at = 2 RETURNING 1");
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_FALSE(Told().counted());
}

TEST_F(RenewalsTest, ACarriedMatchTakesAPlaceWhereItGoesOnAndFreesTheOther) {
  const domain::MatchId match = InTrial();
  const domain::FamilyId support =
      matches_.Get(CallOf(old_, Effect::kReads), match)->head.support_family;
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_EQ(Taken(old_, support), 0);
  EXPECT_EQ(Taken(new_, support), 1);
  EXPECT_EQ(matches_.Get(CallOf(new_, Effect::kReads), match)->head.support_family, support);
}

}  // namespace
}  // namespace buurtbrug::matching::app
