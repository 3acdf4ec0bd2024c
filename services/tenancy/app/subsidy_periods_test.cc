#include "tenancy/app/subsidy_periods.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class SubsidyPeriodsTest : public SceneTest {
 protected:
  static domain::SubsidyPeriod Summer() {
    return Period("zomer", CivilDay(2020, 6, 1), CivilDay(2020, 8, 31));
  }
};

TEST_F(SubsidyPeriodsTest, AllThatIsKnownOfAPeriodIsKept) {
  const TenantScope tenant = OpenSliedrecht();
  domain::SubsidyPeriod period = Period2020();
  period.amount_cents = 3'900'000;
  period.funding_source = "reguliere begroting";
  period.target = 20;
  period.as_stated = "ongeveer 20";
  period.target_precision = domain::Precision::kAbout;
  period.target_tolerance = 2;
  period.target_covers = domain::TargetCovers::kContract;
  period.counting_rule = {domain::CountedAt::kTrial, domain::EndedInTrial::kNotCounted};
  period.coordinator_hours = {480, domain::Precision::kAbout, domain::HoursPer::kWeek};
  period.decision_dates = {
      {domain::DecisionKind::kMidTermEvaluation, CivilDay(2020, 7, 1), std::nullopt},
      {domain::DecisionKind::kContinuation, std::nullopt, "na die twee jaar"}};
  ASSERT_THAT(periods_.Create(NewCall(tenant), period), IsOk());
  const domain::Contract contract = Seen(tenant);
  ASSERT_THAT(contract.periods, SizeIs(1));
  const domain::SubsidyPeriod& seen = contract.periods[0];
  EXPECT_EQ(seen.target_precision, domain::Precision::kAbout);
  EXPECT_EQ(seen.target_tolerance, 2);
  EXPECT_EQ(seen.target_covers, domain::TargetCovers::kContract);
  ASSERT_TRUE(seen.counting_rule);
  EXPECT_EQ(seen.counting_rule->counted_at, domain::CountedAt::kTrial);
  EXPECT_EQ(seen.counting_rule->ended_in_trial, domain::EndedInTrial::kNotCounted);
  ASSERT_TRUE(seen.coordinator_hours);
  EXPECT_EQ(seen.coordinator_hours->minutes, 480);
  EXPECT_EQ(seen.coordinator_hours->precision, domain::Precision::kAbout);
  EXPECT_EQ(seen.coordinator_hours->per, domain::HoursPer::kWeek);
  ASSERT_THAT(seen.decision_dates, SizeIs(2));
  EXPECT_EQ(seen.decision_dates[0].day, CivilDay(2020, 7, 1));
  EXPECT_EQ(seen.decision_dates[0].as_stated, std::nullopt);
  EXPECT_EQ(seen.decision_dates[1].kind, domain::DecisionKind::kContinuation);
  EXPECT_EQ(seen.decision_dates[1].as_stated, "na die twee jaar");
  EXPECT_EQ(seen.version, 1);
}

TEST_F(SubsidyPeriodsTest, AChangeReplacesAllButNameAndDaysAndIsTold) {
  const TenantScope tenant = OpenSliedrecht();
  domain::SubsidyPeriod period = Period2020();
  period.target = 10;
  period.quarter_targets = {0, 3, 3, 4};
  period.decision_dates = {{domain::DecisionKind::kContinuation, std::nullopt, "ooit"},
                           {domain::DecisionKind::kEndEvaluation, std::nullopt, "later"}};
  ASSERT_THAT(periods_.Create(NewCall(tenant), period), IsOk());
  domain::SubsidyPeriod changes = Period("2020", CivilDay(1999, 1, 1), CivilDay(1999, 1, 1));
  changes.target = 12;
  changes.decision_dates = {{domain::DecisionKind::kMidTermEvaluation, CivilDay(2020, 7, 1), {}}};
  const auto receipt = periods_.Update(NewCall(tenant), changes, 1);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->version, 2);
  const domain::SubsidyPeriod seen = Seen(tenant).periods[0];
  EXPECT_EQ(seen.first_day, CivilDay(2020, 1, 1));
  EXPECT_EQ(seen.last_day, CivilDay(2020, 12, 31));
  EXPECT_EQ(seen.target, 12);
  EXPECT_THAT(seen.quarter_targets, IsEmpty());
  ASSERT_THAT(seen.decision_dates, SizeIs(1));
  EXPECT_EQ(seen.decision_dates[0].kind, domain::DecisionKind::kMidTermEvaluation);
  const auto told = LastTold<v1::SubsidyPeriodChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.period().target(), 12);
  EXPECT_EQ(told.period().first_day(), "2020-01-01");
  EXPECT_FALSE(told.period().has_sealed_at());
  // The set that was there stays, and counts no more.
  EXPECT_EQ(Count("decision_dates"), 3);
  changes.decision_dates.clear();
  ASSERT_THAT(periods_.Update(NewCall(tenant), changes, 2), IsOk());
  EXPECT_THAT(Seen(tenant).periods[0].decision_dates, IsEmpty());
}

TEST_F(SubsidyPeriodsTest, AChangeIsRefusedWhereItDoesNotFit) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  domain::SubsidyPeriod changes = Period2020();
  EXPECT_THAT(periods_.Update(NewCall(tenant), changes, 2),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  changes.name = "2021";
  EXPECT_THAT(periods_.Update(NewCall(tenant), changes, 0),
              Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
  changes.name = "2020";
  changes.quarter_targets = {1};
  EXPECT_THAT(periods_.Update(NewCall(tenant), changes, 0),
              RefusesField("period.quarter_targets", "QUARTERS_DO_NOT_FIT"));
  EXPECT_THAT(periods_.Update(NewCall({"0392", tenant.contract}), Period2020(), 0),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(SubsidyPeriodsTest, ASealedPeriodIsToldAndSaidToBeSealed) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Summer()), IsOk());
  EXPECT_FALSE(contracts_.GetStanding(NewCall(tenant), CivilDay(2020, 7, 1))->sealed);
  const Call call = NewCall(tenant);
  const auto sealed = periods_.Seal(call, "zomer", 1, Intent::kDo);
  ASSERT_THAT(sealed, IsOk());
  EXPECT_EQ(sealed->sealed_at, call.now);
  EXPECT_EQ(sealed->version, 2);
  const auto told = LastTold<v1::SubsidyPeriodChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.period().sealed_at().seconds(), absl::ToUnixSeconds(call.now));
  EXPECT_TRUE(contracts_.GetStanding(NewCall(tenant), CivilDay(2020, 7, 1))->sealed);
  EXPECT_FALSE(contracts_.GetStanding(NewCall(tenant), CivilDay(2020, 9, 1))->sealed);
  EXPECT_EQ(Ask("SELECT concat_ws(' ', kind, period, recorded_by) FROM tenancy.contract_changes"),
            "3 zomer operator\n");
}

TEST_F(SubsidyPeriodsTest, ASealedPeriodNeverChangesAgain) {
  const auto is_sealed = Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED");
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Summer()), IsOk());
  const Call call = NewCall(tenant);
  ASSERT_THAT(periods_.Seal(call, "zomer", 0, Intent::kDo), IsOk());
  EXPECT_THAT(periods_.Update(NewCall(tenant), Summer(), 0), is_sealed);
  EXPECT_THAT(periods_.Seal(NewCall(tenant), "zomer", 0, Intent::kDo), is_sealed);
  EXPECT_THAT(periods_.Seal(NewCall(tenant), "zomer", 0, Intent::kValidateOnly), is_sealed);
  // The same request gets its answer again.
  const auto again = periods_.Seal(call, "zomer", 0, Intent::kDo);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version, 2);
}

TEST_F(SubsidyPeriodsTest, AnUnknownARunningAndAChangedPeriodAreNotSealed) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  EXPECT_THAT(periods_.Seal(NewCall(tenant), "2021", 0, Intent::kDo),
              Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
  EXPECT_THAT(periods_.Seal(NewCall(tenant), "2020", 0, Intent::kDo),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER"));
  EXPECT_THAT(periods_.Seal(At(NewCall(tenant), CivilDay(2020, 12, 31)), "2020", 0, Intent::kDo),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER"));
  EXPECT_THAT(periods_.Seal(NewCall(tenant), "2020", 2, Intent::kDo),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(periods_.Seal(NewCall({"0392", tenant.contract}), "2020", 0, Intent::kDo),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(periods_.Seal(At(NewCall(tenant), CivilDay(2021, 1, 1)), "2020", 0, Intent::kDo),
              IsOk());
}

TEST_F(SubsidyPeriodsTest, ToValidateASealOnlyKeepsNothing) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Summer()), IsOk());
  const auto said = periods_.Seal(NewCall(tenant), "zomer", 0, Intent::kValidateOnly);
  ASSERT_THAT(said, IsOk());
  EXPECT_TRUE(said->sealed_at);
  EXPECT_EQ(Seen(tenant).periods[0].sealed_at, std::nullopt);
  EXPECT_EQ(Count("contract_changes"), 0);
  EXPECT_THAT(periods_.Update(NewCall(tenant), Summer(), 1), IsOk());
}

TEST_F(SubsidyPeriodsTest, OfSealsAtOnceOneSeals) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Summer()), IsOk());
  const auto results = AtOnce<absl::StatusOr<domain::SubsidyPeriod>>(
      4, [&, tenant] { return periods_.Seal(NewCall(tenant), "zomer", 0, Intent::kDo); });
  EXPECT_EQ(CountOk(results), 1);
  EXPECT_EQ(Count("contract_changes"), 1);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
