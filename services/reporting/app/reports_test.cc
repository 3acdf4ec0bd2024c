#include "reporting/app/reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/tenant/contracts.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "reporting/store/fact_store.h"

namespace buurtbrug::reporting::app {
namespace {

using absl::StatusCode;
using platform::access::Effect;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class ReportsTest : public ::testing::Test {
 protected:
  Call Ask() { return fixture_.NewCall(tenant_, Effect::kReads); }

  // A trial that started on `day`, recorded `ago` before now.
  void TrialStarted(const TenantScope& tenant, absl::CivilDay day,
                    absl::Duration ago = absl::ZeroDuration()) {
    const absl::Time now = Ask().now;
    matching::v1::MatchChanged event;
    event.set_match_id(platform::core::NewUuid(now, fixture_.random()).ToString());
    event.set_state(matching::v1::MATCH_STATE_IN_TRIAL);
    const platform::feed::Entry entry = {
        {},
        tenant,
        now - ago,
        platform::feed::MakeFact(platform::core::NewUuid(now, fixture_.random()), day, event)};
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyMatching(transaction, entry);
                                        }),
                IsOk());
  }

  // What matching tells of a match of this contract.
  template <typename Event>
  void Tell(absl::CivilDay day, Event event, const platform::core::Uuid& match,
            bool correction = false) {
    event.set_match_id(match.ToString());
    platform::feed::Entry entry;
    entry.tenant = tenant_;
    entry.recorded_at = Ask().now;
    entry.fact = platform::feed::MakeFact(NewId(), day, event);
    entry.correction = correction;
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyMatching(transaction, entry);
                                        }),
                IsOk());
  }
  static matching::v1::MatchChanged Into(matching::v1::MatchState state) {
    matching::v1::MatchChanged event;
    event.set_state(state);
    return event;
  }
  platform::core::Uuid NewId() { return platform::core::NewUuid(Ask().now, fixture_.random()); }

  // The counting rule of the period, as tenancy tells it.
  void AgreeOn(tenancy::v1::CountedAt counted_at, tenancy::v1::EndedInTrial ended_in_trial) {
    tenancy::v1::SubsidyPeriodChanged event;
    event.set_version(2);
    event.mutable_period()->set_name("2020");
    event.mutable_period()->set_first_day("2020-01-01");
    event.mutable_period()->set_last_day("2020-12-31");
    event.mutable_period()->mutable_counting_rule()->set_counted_at(counted_at);
    event.mutable_period()->mutable_counting_rule()->set_ended_in_trial(ended_in_trial);
    platform::feed::Entry entry;
    entry.tenant = tenant_;
    entry.recorded_at = Ask().now;
    entry.fact = platform::feed::MakeFact(NewId(), absl::CivilDay(2020, 1, 1), event);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          return platform::tenant::ApplyTenancy(transaction, entry);
                                        }),
                IsOk());
  }

  ProgressQuestion AsOf(absl::CivilDay day) { return {"2020", day, Ask().now}; }

  domain::Row Realised(const absl::StatusOr<domain::ProgressTable>& table) {
    for (const domain::Row& row : table->rows) {
      if (row.indicator == domain::Indicator::kRealised) {
        return row;
      }
    }
    return {};
  }

  platform::testing::TenantFixture fixture_{"reporting"};
  TenantScope tenant_ = fixture_.OpenContract();
  absl::Status feeds_ = absl::OkStatus();
  Reports reports_{fixture_.database(), fixture_.random(),
                   [this](absl::Duration /*patience*/) { return feeds_; }};
};

TEST_F(ReportsTest, CountsTheFactsOfThisContractUpToTheDay) {
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  TrialStarted(tenant_, absl::CivilDay(2020, 4, 1));
  TrialStarted(tenant_, absl::CivilDay(2020, 7, 1));
  TrialStarted(tenant_, absl::CivilDay(2020, 11, 1));
  TrialStarted(other, absl::CivilDay(2020, 4, 1));
  const auto table = reports_.Progress(Ask(), AsOf(absl::CivilDay(2020, 10, 31)));
  ASSERT_THAT(table, IsOk());
  EXPECT_THAT(Realised(table).quarters, ElementsAre(0, 1, 1, 0));
  EXPECT_EQ(Realised(table).total, 2);
}

TEST_F(ReportsTest, CountsWhatWasKnownAtTheInstant) {
  TrialStarted(tenant_, absl::CivilDay(2020, 4, 1), absl::ZeroDuration());
  const absl::Time before = Ask().now - absl::Hours(1);
  // The period itself was recorded now: before that nothing was known of it.
  EXPECT_THAT(reports_.Progress(Ask(), {"2020", Ask().today, before}),
              Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
  EXPECT_EQ(Realised(reports_.Progress(Ask(), AsOf(Ask().today))).total, 1);
}

TEST_F(ReportsTest, CountsByTheRuleOfThePeriod) {
  const platform::core::Uuid definitive = NewId();
  const platform::core::Uuid ended = NewId();
  for (const platform::core::Uuid& match : {definitive, ended}) {
    Tell(absl::CivilDay(2020, 3, 1), Into(matching::v1::MATCH_STATE_IN_TRIAL), match);
  }
  Tell(absl::CivilDay(2020, 4, 20), Into(matching::v1::MATCH_STATE_DEFINITIVE), definitive);
  Tell(absl::CivilDay(2020, 7, 1), Into(matching::v1::MATCH_STATE_ENDED_IN_TRIAL), ended);
  const auto realised = [&] {
    return Realised(reports_.Progress(Ask(), AsOf(Ask().today))).quarters;
  };
  EXPECT_THAT(realised(), ElementsAre(2, 0, 0, 0));
  AgreeOn(tenancy::v1::COUNTED_AT_TRIAL, tenancy::v1::ENDED_IN_TRIAL_NOT_COUNTED);
  EXPECT_THAT(realised(), ElementsAre(1, 0, 0, 0));
  EXPECT_THAT(Realised(reports_.Progress(Ask(), AsOf(absl::CivilDay(2020, 6, 30)))).quarters,
              ElementsAre(2, 0, std::nullopt, std::nullopt));
}

TEST_F(ReportsTest, CountsDefinitiveMatchesWhereThatIsAgreed) {
  const platform::core::Uuid match = NewId();
  Tell(absl::CivilDay(2020, 3, 1), Into(matching::v1::MATCH_STATE_IN_TRIAL), match);
  Tell(absl::CivilDay(2020, 4, 20), Into(matching::v1::MATCH_STATE_DEFINITIVE), match);
  AgreeOn(tenancy::v1::COUNTED_AT_DEFINITIVE, tenancy::v1::ENDED_IN_TRIAL_UNSPECIFIED);
  EXPECT_THAT(Realised(reports_.Progress(Ask(), AsOf(Ask().today))).quarters,
              ElementsAre(0, 1, 0, 0));
}

TEST_F(ReportsTest, AMatchThatIsCarriedOverCountsInNeitherContractAgain) {
  const platform::core::Uuid match = NewId();
  const TenantScope old = tenant_;
  Tell(absl::CivilDay(2020, 3, 1), Into(matching::v1::MATCH_STATE_IN_TRIAL), match);
  const auto before = reports_.Progress(Ask(), AsOf(Ask().today));
  Tell(absl::CivilDay(2020, 11, 2), Into(matching::v1::MATCH_STATE_CARRIED_OVER), match);
  const auto after = reports_.Progress(Ask(), AsOf(Ask().today));
  for (size_t row = 0; row < before->rows.size(); ++row) {
    EXPECT_EQ(after->rows[row].quarters, before->rows[row].quarters);
  }

  tenant_ = fixture_.OpenContract({.first_day = "2020-11-01", .follows = old.contract});
  AgreeOn(tenancy::v1::COUNTED_AT_DEFINITIVE, tenancy::v1::ENDED_IN_TRIAL_UNSPECIFIED);
  matching::v1::MatchCarriedOver carried;
  carried.set_state(matching::v1::MATCH_STATE_IN_TRIAL);
  carried.set_counted(true);
  Tell(absl::CivilDay(2020, 11, 2), carried, match);
  Tell(absl::CivilDay(2020, 11, 10), Into(matching::v1::MATCH_STATE_DEFINITIVE), match);
  EXPECT_EQ(Realised(reports_.Progress(Ask(), AsOf(Ask().today))).total, 0);

  // One that had not counted there counts here when it becomes definitive.
  carried.set_counted(false);
  const platform::core::Uuid other = NewId();
  Tell(absl::CivilDay(2020, 11, 2), carried, other);
  Tell(absl::CivilDay(2020, 11, 10), Into(matching::v1::MATCH_STATE_DEFINITIVE), other);
  EXPECT_EQ(Realised(reports_.Progress(Ask(), AsOf(Ask().today))).total, 1);
}

TEST_F(ReportsTest, AFamilyThatIsCarriedOverHasNotRegisteredAgain) {
  registration::v1::FamilyCarriedOver event;
  event.set_family_id(NewId().ToString());
  event.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  platform::feed::Entry entry;
  entry.tenant = tenant_;
  entry.recorded_at = Ask().now;
  entry.fact = platform::feed::MakeFact(NewId(), absl::CivilDay(2020, 11, 2), event);
  ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                      [&](ScopedTransaction& transaction) {
                                        return store::ApplyRegistration(transaction, entry);
                                      }),
              IsOk());
  EXPECT_EQ(fixture_.fresh().Count("reporting", "facts"), 0);
}

TEST_F(ReportsTest, SaysHowManyOfTheCountedFactsCameAsCorrections) {
  Tell(absl::CivilDay(2020, 3, 1), Into(matching::v1::MATCH_STATE_IN_TRIAL), NewId());
  EXPECT_EQ(reports_.Progress(Ask(), AsOf(Ask().today))->corrections, 0);
  Tell(absl::CivilDay(2020, 3, 2), Into(matching::v1::MATCH_STATE_IN_TRIAL), NewId(), true);
  Tell(absl::CivilDay(2020, 4, 2), Into(matching::v1::MATCH_STATE_DEFINITIVE), NewId(), true);
  EXPECT_EQ(reports_.Progress(Ask(), AsOf(Ask().today))->corrections, 1);
}

TEST_F(ReportsTest, AFeedThatCannotBeReadGivesNoTable) {
  feeds_ = platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "try again");
  EXPECT_THAT(reports_.Progress(Ask(), AsOf(Ask().today)),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
}

TEST_F(ReportsTest, RefusesTheFutureAndWhatIsNotThere) {
  EXPECT_THAT(reports_.Progress(Ask(), AsOf(Ask().today + 1)),
              RefusesField("as_of", "AS_OF_IN_FUTURE"));
  EXPECT_THAT(reports_.Progress(Ask(), {"2020", Ask().today, Ask().now + absl::Seconds(1)}),
              RefusesField("known_at", "KNOWN_AT_IN_FUTURE"));
  EXPECT_THAT(reports_.Progress(Ask(), {"2021", Ask().today, Ask().now}),
              Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
  const TenantScope foreign = {"0392", tenant_.contract};
  EXPECT_THAT(reports_.Progress(fixture_.NewCall(foreign, Effect::kReads), AsOf(Ask().today)),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

domain::PublishedTable Published() {
  domain::PublishedTable table;
  table.title = "Voortgang";
  table.source = "raad";
  table.as_printed = "tot 1-11-2020";
  table.as_of = absl::CivilDay(2020, 10, 31);
  table.rows = {{domain::Indicator::kRealised, {0, 1, 6, std::nullopt}, 6}};
  return table;
}

TEST_F(ReportsTest, APublishedTableIsKeptAsItWasPrintedAndComparedByCell) {
  TrialStarted(tenant_, absl::CivilDay(2020, 4, 1));
  const Call call = Ask();
  const auto first = reports_.ImportPublished(call, "2020", Published());
  const auto again = reports_.ImportPublished(call, "2020", Published());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->subject, again->subject);
  const auto comparisons = reports_.Compare(Ask(), "2020");
  ASSERT_THAT(comparisons, IsOk());
  ASSERT_THAT(*comparisons, SizeIs(1));
  const Comparison& comparison = comparisons->front();
  EXPECT_THAT(comparison.published.rows[0].quarters, ElementsAre(0, 1, 6, std::nullopt));
  EXPECT_EQ(comparison.published.rows[0].total, 6);
  // The third quarter, the fourth and the total differ; the printed quarters do not add up to 6.
  EXPECT_THAT(comparison.differences, SizeIs(4));
}

TEST_F(ReportsTest, ARebuildForgetsTheFactsOfAllTenantsAndNothingElse) {
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  TrialStarted(tenant_, absl::CivilDay(2020, 4, 1));
  TrialStarted(other, absl::CivilDay(2020, 4, 1));
  ASSERT_THAT(reports_.ImportPublished(Ask(), "2020", Published()), IsOk());
  const auto facts = reports_.Rebuild(Ask());
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(*facts, 0);
  EXPECT_EQ(fixture_.fresh().Count("reporting", "published_tables"), 1);
}

}  // namespace
}  // namespace buurtbrug::reporting::app
