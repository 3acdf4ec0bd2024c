#include "matching/app/plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>

#include "absl/strings/str_cat.h"
#include "matching/app/plan_scene_test.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::access::Effect;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::postgres::Statement;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kDay(2020, 11, 15);
const auto kDayNumber = static_cast<engine::DayNumber>(kDay - absl::CivilDay(1970, 1, 1));

class PlansTest : public ::testing::Test {
 protected:
  Call Cares() { return fixture_.NewCall(tenant_, Effect::kCares); }
  Call Reads() { return fixture_.NewCall(tenant_, Effect::kReads); }

  domain::PlanRecord Made() { return plans_.Make(Cares(), {.day = kDay, .note = "Juni"}).value(); }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_ = fixture_.OpenContract();
  engine::Snapshot snapshot_ = SmallSnapshot(kDayNumber);
  std::vector<domain::UnplannedFamily> unplanned_;
  int taken_ = 0;
  std::function<void(engine::Plan&)> spoil_ = [](engine::Plan&) {};
  Plans plans_{fixture_.database(),
               fixture_.gate(),
               fixture_.random(),
               [this](const Call&, const PlanInput&) -> absl::StatusOr<TakenFamilies> {
                 ++taken_;
                 return TakenFamilies{snapshot_, unplanned_};
               },
               {},
               [this](const engine::Snapshot& snapshot, const engine::PlanOptions& options) {
                 absl::StatusOr<engine::Plan> plan = engine::MakePlan(snapshot, options);
                 spoil_(*plan);
                 return plan;
               }};
};

TEST_F(PlansTest, KeepsAPlanWithItsSnapshotAndGivesItBack) {
  const domain::PlanRecord made = Made();
  EXPECT_EQ(made.units, 3);
  EXPECT_EQ(made.support_families, 2);
  EXPECT_EQ(made.weights_version, 4);
  EXPECT_EQ(made.helped, (std::array<int, 3>{0, 0, 1}));
  EXPECT_EQ(made.gap, 0);
  EXPECT_EQ(made.snapshot_digest.size(), 32U);
  EXPECT_EQ(made.made_at, Cares().now);
  const absl::StatusOr<OpenedPlan> opened = plans_.Get(Reads(), made.id);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->record.note, "Juni");
  EXPECT_EQ(opened->plan.lines.size(), 3U);
  // Families 1, 2 and 3, in this order: the nearest of the two gets the place.
  EXPECT_EQ(opened->snapshot.units[0].family, FamilyNumber(1));
  EXPECT_EQ(opened->plan.lines[0].outcome, engine::Outcome::kHelped);
  EXPECT_EQ(opened->plan.lines[1].outcome, engine::Outcome::kOutbid);
  EXPECT_EQ(opened->plan.lines[2].outcome, engine::Outcome::kNoPossiblePair);
}

TEST_F(PlansTest, KeepsAndTellsNoPlanThatTheCheckerRefuses) {
  const domain::PlanRecord proven = Made();
  const auto not_proven = Fails(StatusCode::kInternal, "PLAN_NOT_PROVEN");
  spoil_ = [](engine::Plan& plan) { ++plan.worth.fit; };
  EXPECT_THAT(plans_.Make(Cares(), {.day = kDay}), not_proven);
  EXPECT_EQ(plans_.List(Reads(), {})->size(), 1U);
  EXPECT_THAT(plans_.Compare(Reads(), proven.id, {.weights = {{"WAITING", 1000}}}), not_proven);
  // Kept before it is spoiled, valued after it: the siblings take two places, so that a plan is
  // made anew.
  EXPECT_THAT(plans_.ValuePlaces(Reads(), proven.id, 5), not_proven);
}

TEST_F(PlansTest, KeepsWhoCouldNotBeInIt) {
  unplanned_ = {
      {FamilyNumber(21), domain::FamilyRole::kRequest, domain::Unsearched::kAreaUnknown},
      {FamilyNumber(22), domain::FamilyRole::kSupport, domain::Unsearched::kProfileUnknown},
      {FamilyNumber(23), domain::FamilyRole::kRequest, domain::Unsearched::kNeedUnknown}};
  const domain::PlanRecord made = Made();
  EXPECT_EQ(made.unplanned, 3);
  EXPECT_EQ(plans_.Get(Reads(), made.id)->unplanned, unplanned_);
}

TEST_F(PlansTest, ShowsAPlanThatWasKeptWithoutThem) {
  const domain::PlanRecord made = Made();
  fixture_.fresh().Ask(
      "INSERT INTO matching.plans SELECT municipality, contract_id,"
      "  '00000000-0000-0000-0000-000000000001'::uuid, day, weights_version, made_by, made_at, "
      "note,"
      "  correction, units, support_families, helped, fit, gap, helps_most, snapshot,"
      "  snapshot_digest, plan, plan_digest FROM matching.plans RETURNING 1");
  const domain::PlanId earlier =
      domain::PlanId::Parse("plan_id", "00000000-0000-0000-0000-000000000001").value();
  const absl::StatusOr<OpenedPlan> opened = plans_.Get(Reads(), earlier);
  ASSERT_THAT(opened, IsOk());
  EXPECT_TRUE(opened->unplanned.empty());
  EXPECT_EQ(opened->record.unplanned, 0);
}

TEST_F(PlansTest, MakesOnePlanForOneRequestId) {
  const Call call = Cares();
  const absl::StatusOr<domain::PlanRecord> first = plans_.Make(call, {.day = kDay});
  const absl::StatusOr<domain::PlanRecord> again = plans_.Make(call, {.day = kDay});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(taken_, 1);
  EXPECT_EQ(plans_.List(Reads(), {})->size(), 1U);
}

TEST_F(PlansTest, ListsTheNewestFirstInPages) {
  std::vector<domain::PlanId> made;
  for (int i = 0; i < 3; ++i) {
    Call call = Cares();
    call.now += absl::Seconds(i);
    made.push_back(plans_.Make(call, {.day = kDay})->id);
  }
  const absl::StatusOr<std::vector<domain::PlanRecord>> first =
      plans_.List(Reads(), {.size = 2, .after = {}});
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->size(), 2U);
  EXPECT_EQ((*first)[0].id, made[2]);
  const absl::StatusOr<std::vector<domain::PlanRecord>> rest =
      plans_.List(Reads(), {.size = 2, .after = first->back().id.value()});
  ASSERT_EQ(rest->size(), 1U);
  EXPECT_EQ((*rest)[0].id, made[0]);
}

TEST_F(PlansTest, ShowsNothingToAnotherContract) {
  const domain::PlanRecord made = Made();
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  const Call call = fixture_.NewCall(other, Effect::kReads);
  EXPECT_THAT(plans_.Get(call, made.id), Fails(StatusCode::kNotFound, "PLAN_NOT_FOUND"));
  EXPECT_THAT(plans_.Verify(call, made.id), Fails(StatusCode::kNotFound, "PLAN_NOT_FOUND"));
  EXPECT_TRUE(plans_.List(call, {})->empty());
}

TEST_F(PlansTest, VerifiesByProofAndByMakingItAgain) {
  const domain::PlanRecord made = Made();
  snapshot_ = {};  // what is known today has no part in it
  const absl::StatusOr<Verdict> verdict = plans_.Verify(Reads(), made.id);
  ASSERT_THAT(verdict, IsOk());
  EXPECT_TRUE(verdict->digests_hold);
  EXPECT_TRUE(verdict->proof_holds);
  EXPECT_TRUE(verdict->same_bytes);
  EXPECT_EQ(verdict->objection, "");
}

TEST_F(PlansTest, CannotBeChangedOnceKept) {
  Made();
  constexpr Statement kChange = {"plan_change", "UPDATE plans SET gap = 1"};
  EXPECT_FALSE(fixture_.database()
                   .Run(Scope::Tenant(tenant_),
                        [&](ScopedTransaction& transaction) {
                          transaction.Run(kChange);
                          return absl::OkStatus();
                        })
                   .ok());
}

TEST_F(PlansTest, ComparesWithAnotherPlanAndWithOtherWeights) {
  const domain::PlanRecord first = Made();
  snapshot_.barred = {{FamilyNumber(1), FamilyNumber(11), engine::Bar::kDeclined}};
  const domain::PlanRecord second = Made();
  const absl::StatusOr<Compared> plans = plans_.Compare(Reads(), first.id, {.plan = second.id});
  ASSERT_THAT(plans, IsOk());
  EXPECT_EQ(plans->comparison.changes.size(), 2U);  // 2 is helped in the place of 1
  EXPECT_EQ(plans->comparison.first.worth.helped, plans->comparison.second.worth.helped);
  EXPECT_GT(plans->comparison.first.worth.fit, plans->comparison.second.worth.fit);
  const absl::StatusOr<Compared> weights =
      plans_.Compare(Reads(), first.id, {.weights = {{"DISTANCE", 0}, {"WAITING", 1000}}});
  ASSERT_THAT(weights, IsOk());
  EXPECT_EQ(weights->comparison.second.worth.helped_in_all(), 1);
  EXPECT_GE(weights->comparison.second.fit_by_other, weights->comparison.first.fit_by_other);
}

TEST_F(PlansTest, RefusesToCompareWithNothingOrUnknownWeights) {
  const domain::PlanRecord made = Made();
  EXPECT_THAT(plans_.Compare(Reads(), made.id, {}),
              RefusesField("other_plan_id", "NOTHING_TO_COMPARE"));
  EXPECT_THAT(plans_.Compare(Reads(), made.id, {.plan = made.id, .proposals = true}),
              RefusesField("other_plan_id", "NOTHING_TO_COMPARE"));
  EXPECT_THAT(plans_.Compare(Reads(), made.id, {.weights = {{"LUCK", 1}}}),
              RefusesField("weights", "INVALID_PART"));
  EXPECT_THAT(plans_.Compare(Reads(), made.id, {.weights = {{"DISTANCE", 1001}}}),
              RefusesField("weights", "OUT_OF_RANGE"));
}

TEST_F(PlansTest, ValuesPlacesOfAKeptPlan) {
  const domain::PlanRecord made = Made();
  const absl::StatusOr<Plans::Valued> valued = plans_.ValuePlaces(Reads(), made.id, 5);
  ASSERT_THAT(valued, IsOk());
  ASSERT_FALSE(valued->values.advice.empty());
  EXPECT_THAT(valued->areas, ::testing::Each(""));
  ASSERT_EQ(valued->areas.size(), valued->values.advice.size());
  const engine::Point place = valued->values.advice[0].profile.terms.point;
  fixture_.fresh().Ask(absl::StrCat("INSERT INTO matching.area_points VALUES ('2013', ", place.x_m,
                                    ", ", place.y_m + 50, "), ('2012', ", place.x_m - 30, ", ",
                                    place.y_m + 40, "), ('2011', ", place.x_m, ", ", place.y_m + 51,
                                    ") RETURNING 1"));
  // As near as 2013, and before it.
  EXPECT_EQ(plans_.ValuePlaces(Reads(), made.id, 1)->areas, std::vector<std::string>{"2012"});
  EXPECT_EQ(valued->values.advice[0].rise.helped_in_all(), 1);
  ASSERT_EQ(valued->values.scarce.size(), 1U);
  EXPECT_EQ(valued->values.scarce[0].fall.helped_in_all(), 1);
}

TEST_F(PlansTest, RefusesWhenTheContractIsOver) {
  const TenantScope over = fixture_.OpenContract(
      {.municipality = "0603", .last_day = "2020-06-30", .run_off_day = "2020-07-31"});
  EXPECT_THAT(plans_.Make(fixture_.NewCall(over, Effect::kCares), {.day = kDay}),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
}

}  // namespace
}  // namespace buurtbrug::matching::app
