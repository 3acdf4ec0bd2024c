#include "matching/app/assignments.h"

#include <algorithm>
#include <functional>
#include <thread>

#include "matching/app/caseloads.h"
#include "matching/app/people_scene_test.h"
#include "matching/store/assignment_store.h"
#include "matching/store/carry_over_store.h"
#include "platform/core/clock.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr absl::CivilDay kJune(2020, 6, 1);

class AssignmentsTest : public PeopleScene {
 protected:
  AssignInput To(const std::string& coordinator, std::vector<domain::MatchId> matches,
                 domain::Span span = {kJune}) {
    return {coordinator, kJune, span, "Vakantie.", std::move(matches)};
  }
  std::string HolderOf(const domain::MatchId& match, absl::CivilDay day) {
    const auto held = assignments_.Get(Cares(), match, day);
    EXPECT_THAT(held, IsOk());
    return held.ok() ? held->first.assignment.coordinator : "";
  }
  // A match that a volunteer has got.
  domain::MatchId OfVolunteer(const std::string& volunteer) {
    const domain::FamilyId family = WaitingFamily();
    const domain::MatchId match = Propose(family);
    EXPECT_THAT(triages_.Decide(Cares(), {family, kMay, domain::TriageOutcome::kVolunteer, "Kan."}),
                IsOk());
    EXPECT_THAT(assignments_.Assign(Cares(), To(volunteer, {match})), IsOk());
    return match;
  }
  // What `theirs` answers, which comes while the match is given to a substitute: it waits for what
  // that holds, or has ended, before the commit.
  absl::Status WhileItIsAssigned(const domain::MatchId& match,
                                 const std::function<absl::Status()>& theirs) {
    const Call call = Cares();
    absl::Status answer;
    std::thread rival;
    bool waited = false;
    Apply([&](platform::postgres::ScopedTransaction& transaction) {
      store::HoldMatches(transaction, tenant_, {match});
      rival = std::thread([&] { answer = theirs(); });
      const auto& clock = platform::core::SystemClock();
      const absl::Time until = clock.Now() + absl::Seconds(5);
      while (!(waited = Waits()) && clock.Now() < until) {
      }
      store::AppendAssignments(transaction, tenant_, {match},
                               {"substitute",
                                Role::kProfessional,
                                {call.today},
                                call.today,
                                call.now,
                                call.caller.subject,
                                "Ziek."});
      return absl::OkStatus();
    });
    rival.join();
    EXPECT_TRUE(waited);
    return answer;
  }
  bool Waits() {
    return Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
               " AND wait_event_type = 'Lock'") == "1\n";
  }
};

TEST_F(AssignmentsTest, AMatchIsItsProposersUntilItIsAssigned) {
  const domain::MatchId match = Propose();
  const auto before = assignments_.Get(Cares(), match, kJune);
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->first.assignment.coordinator, "coordinator-0610");
  EXPECT_EQ(before->first.role, Role::kProfessional);
  EXPECT_EQ(before->first.assignment.version, 0);
  EXPECT_FALSE(before->first.assignment.span.has_value());
  EXPECT_THAT(before->second, IsEmpty());

  ASSERT_THAT(assignments_.Assign(Cares(), To("substitute", {match})), IsOk());
  const auto after = assignments_.Get(Cares(), match, kJune);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->first.assignment.coordinator, "substitute");
  EXPECT_EQ(after->first.assignment.version, 1);
  ASSERT_THAT(after->second, SizeIs(1));
  EXPECT_EQ(after->second[0].reason, "Vakantie.");
  EXPECT_EQ(after->second[0].recorded_by, "coordinator-0610");
  EXPECT_EQ(after->second[0].span.first_day, kJune);
  EXPECT_EQ(HolderOf(match, kJune - 1), "coordinator-0610");
}

TEST_F(AssignmentsTest, ASubstituteTakesOverAllThatIsNotOverInOneCallAndGivesItBack) {
  const domain::MatchId first = Propose();
  const domain::MatchId second = Propose();
  const domain::MatchId declined = Propose();
  Decline(declined);
  const domain::MatchId other = Propose("somebody-else");
  const auto taken =
      assignments_.TakeOver(Cares(), "coordinator-0610", To("substitute", {}, {kJune, kJune + 13}));
  ASSERT_THAT(taken, IsOk());
  EXPECT_EQ(taken->version, 2);
  for (const domain::MatchId& match : {first, second}) {
    EXPECT_EQ(HolderOf(match, kJune), "substitute");
    EXPECT_EQ(HolderOf(match, kJune + 13), "substitute");
    EXPECT_EQ(HolderOf(match, kJune + 14), "coordinator-0610");
  }
  EXPECT_EQ(HolderOf(declined, kJune), "coordinator-0610");
  EXPECT_EQ(HolderOf(other, kJune), "somebody-else");
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.feed_entries"
                " WHERE type = 'buurtbrug.matching.v1.MatchAssigned'"),
            "2\n");
}

TEST_F(AssignmentsTest, OfNamedMatchesEachIsTheCoordinatorsOrNoneIsTakenOver) {
  const domain::MatchId first = Propose();
  const domain::MatchId other = Propose("somebody-else");
  EXPECT_THAT(assignments_.TakeOver(Cares(), "coordinator-0610", To("substitute", {first, other})),
              Fails(StatusCode::kFailedPrecondition, "NOT_THEIRS"));
  EXPECT_EQ(HolderOf(first, kJune), "coordinator-0610");
  const domain::MatchId nowhere(platform::core::NewUuid(fixture_.Now(), fixture_.random()));
  EXPECT_THAT(
      assignments_.TakeOver(Cares(), "coordinator-0610", To("substitute", {first, nowhere})),
      Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(assignments_.TakeOver(Cares(), "coordinator-0610", To("substitute", {first})),
              IsOk());
  EXPECT_THAT(assignments_.TakeOver(Cares(), "substitute", To("substitute", {})),
              RefusesField("to_coordinator", "SAME_COORDINATOR"));
}

TEST_F(AssignmentsTest, WhoeverGetsAMatchIsAppointedOnItsFirstAndItsLastDay) {
  const domain::MatchId match = Propose();
  EXPECT_THAT(assignments_.Assign(Cares(), To("nobody", {match})),
              Fails(StatusCode::kFailedPrecondition, "NOT_APPOINTED"));
  gone_after_["substitute"] = kJune + 6;
  EXPECT_THAT(assignments_.Assign(Cares(), To("substitute", {match}, {kJune, kJune + 7})),
              Fails(StatusCode::kFailedPrecondition, "NOT_APPOINTED"));
  EXPECT_THAT(assignments_.Assign(Cares(), To("substitute", {match}, {kJune, kJune + 6})), IsOk());
  EXPECT_EQ(assignments_.Get(Cares(), match, kJune + 6)->first.role, Role::kProfessional);
}

TEST_F(AssignmentsTest, AMatchWhoseCoordinatorLeftIsShownWithoutARole) {
  const domain::MatchId match = Propose();
  gone_after_["coordinator-0610"] = kJune;
  EXPECT_EQ(assignments_.Get(Cares(), match, kJune)->first.role, Role::kProfessional);
  EXPECT_EQ(assignments_.Get(Cares(), match, kJune + 1)->first.role, Role::kNone);
}

TEST_F(AssignmentsTest, AMatchThatIsOverIsNotAssigned) {
  const domain::MatchId match = Propose();
  Decline(match);
  EXPECT_THAT(assignments_.Assign(Cares(), To("substitute", {match})),
              Fails(StatusCode::kFailedPrecondition, "MATCH_OVER"));
}

TEST_F(AssignmentsTest, ARequestThatComesTwiceAssignsOnce) {
  const domain::MatchId match = Propose();
  const Call call = Cares();
  ASSERT_THAT(assignments_.Assign(call, To("substitute", {match})), IsOk());
  EXPECT_EQ(assignments_.Assign(call, To("substitute", {match}))->version, 1);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.assignment_steps"), "1\n");
  AssignInput again = To("coordinator-0610", {match});
  again.expected_version = 2;
  EXPECT_THAT(assignments_.Assign(Cares(), again), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  again.expected_version = 1;
  EXPECT_THAT(assignments_.Assign(Cares(), again), IsOk());
}

TEST_F(AssignmentsTest, TwoWhoTakeOverAtTheSameTimeDoNotShareAMatch) {
  for (int i = 0; i < 4; ++i) {
    Propose();
  }
  appointed_["third"] = Role::kProfessional;
  std::vector<absl::StatusOr<Receipt>> taken(2, Receipt{});
  std::vector<std::thread> threads;
  for (size_t i = 0; i < taken.size(); ++i) {
    const Call call = Cares();
    threads.emplace_back([&, i, call] {
      taken[i] =
          assignments_.TakeOver(call, "coordinator-0610", To(i == 0 ? "substitute" : "third", {}));
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  int64_t matches = 0;
  for (const auto& receipt : taken) {
    matches += receipt.ok() ? receipt->version : 0;
  }
  EXPECT_EQ(matches, 4);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.assignment_steps"), "4\n");
}

TEST_F(AssignmentsTest, AListIsOfTheOpenMatchesOfACoordinatorPageByPage) {
  // Proposed at the same instant: of their ids the order is not known before.
  std::vector<domain::MatchId> own = {Propose(), Propose()};
  std::sort(own.begin(), own.end());
  const domain::MatchId first = own[0];
  const domain::MatchId second = own[1];
  const domain::MatchId third = Propose("somebody-else");
  Decline(Propose());
  const auto ids = [&](const AssignmentQuery& query, const platform::core::Page& page) {
    std::vector<domain::MatchId> found;
    const auto listed = assignments_.List(Cares(), query, page);
    EXPECT_THAT(listed, IsOk());
    if (!listed.ok()) {
      return found;
    }
    for (const HeldMatch& held : *listed) {
      found.push_back(held.assignment.match.id);
    }
    return found;
  };
  EXPECT_THAT(ids({kJune}, {}), UnorderedElementsAre(first, second, third));
  EXPECT_THAT(ids({kJune, "coordinator-0610"}, {}), ElementsAre(first, second));
  EXPECT_THAT(ids({kJune, "coordinator-0610"}, {1, first.value()}), ElementsAre(second));
  ASSERT_THAT(assignments_.Assign(Cares(), To("substitute", {first}, {kJune, kJune})), IsOk());
  EXPECT_THAT(ids({kJune, "substitute"}, {}), ElementsAre(first));
  EXPECT_THAT(ids({kJune + 1, "substitute"}, {}), IsEmpty());
}

TEST_F(AssignmentsTest, AVolunteerGetsAMatchOnlyAfterATriageThatSaysSo) {
  const domain::FamilyId family = WaitingFamily();
  const domain::MatchId match = Propose(family);
  EXPECT_THAT(assignments_.Assign(Cares(), To("volunteer", {match})),
              Fails(StatusCode::kFailedPrecondition, "TRIAGE_MISSING"));
  const auto decide = [&](domain::TriageOutcome outcome) {
    return triages_.Decide(Cares(), {family, kMay, outcome, "Besproken."}).status();
  };
  ASSERT_THAT(decide(domain::TriageOutcome::kProfessional), IsOk());
  EXPECT_THAT(assignments_.TakeOver(Cares(), "coordinator-0610", To("volunteer", {})),
              Fails(StatusCode::kFailedPrecondition, "CASE_FOR_PROFESSIONAL"));
  ASSERT_THAT(decide(domain::TriageOutcome::kVolunteer), IsOk());
  ASSERT_THAT(assignments_.Assign(Cares(), To("volunteer", {match})), IsOk());
  // What the protocol keeps from volunteers was told after the decision.
  LeaveToVolunteers({tenancy::v1::CASUISTRY_OVERNIGHT_STAY});
  TellNeeds(family, {registration::v1::SUPPORT_KIND_OVERNIGHT_STAY});
  EXPECT_THAT(assignments_.Assign(Cares(), To("other-volunteer", {match})),
              Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
}

TEST_F(AssignmentsTest, AVolunteerSeesAndMovesWhatIsAssignedToItToday) {
  const domain::MatchId own = OfVolunteer("volunteer");
  const domain::MatchId others = OfVolunteer("other-volunteer");
  const domain::MatchId nowhere(platform::core::NewUuid(fixture_.Now(), fixture_.random()));
  const Call call = Own("volunteer");
  EXPECT_THAT(matches_.Get(call, own), IsOk());
  EXPECT_EQ(call.owned, 1);
  const Call refused = Own("volunteer");
  const absl::Status foreign = matches_.Get(refused, others).status();
  EXPECT_EQ(foreign, matches_.Get(refused, nowhere).status());
  EXPECT_THAT(foreign, Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_EQ(refused.owned, 0);

  const auto listed = matches_.List(Own("volunteer"), {});
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(*listed, SizeIs(1));
  EXPECT_EQ(listed->front().id, own);
  const auto assigned = assignments_.List(Own("volunteer"), {kMay, "coordinator-0610"}, {});
  ASSERT_THAT(assigned, IsOk());
  ASSERT_THAT(*assigned, SizeIs(1));
  EXPECT_EQ(assigned->front().assignment.match.id, own);
  EXPECT_THAT(assignments_.Get(Own("volunteer"), others, kJune),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));

  const auto step = [&](const domain::MatchId& match) {
    return matches_.RecordStep(Own("volunteer", Effect::kStarts),
                               {match, MatchState::kIntroduced, kJune});
  };
  EXPECT_THAT(step(others), Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(step(own), IsOk());
  EXPECT_THAT(
      matches_.StartTrial(Own("volunteer", Effect::kStarts), {others, MatchState::kInTrial, kJune}),
      Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
}

TEST_F(AssignmentsTest, AStepOfAVolunteerThatWaitedWhileTheMatchWasTakenOverIsRefused) {
  const domain::MatchId match = OfVolunteer("volunteer");
  const Call call = Own("volunteer", Effect::kStarts);
  EXPECT_THAT(
      WhileItIsAssigned(
          match,
          [&] {
            return matches_.RecordStep(call, {match, MatchState::kIntroduced, kJune}).status();
          }),
      Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), "1\n");
}

TEST_F(AssignmentsTest, MinutesOfAVolunteerThatWaitedWhileTheMatchWasTakenOverAreRefused) {
  const domain::MatchId match = OfVolunteer("volunteer");
  const Call call = Own("volunteer");
  Caseloads caseloads(fixture_.database(), fixture_.gate(), fixture_.random(), ask_);
  EXPECT_THAT(
      WhileItIsAssigned(
          match,
          [&] {
            return caseloads.Record(call, {match, kJune, domain::WorkKind::kContact, 15}).status();
          }),
      Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.minutes_steps"), "0\n");
}

TEST_F(AssignmentsTest, AStepThatAVolunteerRepeatsGetsItsFirstAnswer) {
  const domain::MatchId own = OfVolunteer("volunteer");
  const Call call = Own("volunteer", Effect::kStarts);
  const StepInput step = {own, MatchState::kIntroduced, kJune};
  ASSERT_THAT(matches_.RecordStep(call, step), IsOk());
  call.owned = 0;
  EXPECT_EQ(matches_.RecordStep(call, step)->version, 4);
  EXPECT_EQ(call.owned, 1);
}

TEST_F(AssignmentsTest, AVolunteersOwnCasesEndWithTheLastDayAndBeginWithTheFirst) {
  const domain::MatchId match = OfVolunteer("volunteer");
  const absl::CivilDay today = Cares().today;
  ASSERT_THAT(assignments_.Assign(Cares(), {"substitute", today, {today, today}, "Ziek.", {match}}),
              IsOk());
  EXPECT_THAT(matches_.Get(Own("volunteer"), match),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  Call tomorrow = Own("volunteer");
  tomorrow.today = today + 1;
  EXPECT_THAT(matches_.Get(tomorrow, match), IsOk());
}

TEST_F(AssignmentsTest, WhatAPersonProposedOrGotAsAProfessionalIsNoVolunteersOwnCase) {
  const domain::MatchId proposed = Propose("volunteer");
  const domain::MatchId given = Propose();
  appointed_["volunteer"] = Role::kProfessional;
  ASSERT_THAT(assignments_.Assign(Cares(), To("volunteer", {given})), IsOk());
  appointed_["volunteer"] = Role::kVolunteer;
  for (const domain::MatchId& match : {proposed, given}) {
    EXPECT_THAT(matches_.Get(Own("volunteer"), match),
                Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  }
  EXPECT_THAT(*matches_.List(Own("volunteer"), {}), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::matching::app
