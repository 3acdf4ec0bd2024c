#include "matching/api/caseload_api.h"

#include <map>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/app/people_scene_test.h"
#include "matching/store/caseload_store.h"
#include "platform/tenant/contracts.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

class CaseloadApiTest : public app::PeopleScene {
 protected:
  // What the period 2020 pays for; a later version of it.
  void PayFor(int minutes, tenancy::v1::HoursPer per, int64_t version = 1) {
    tenancy::v1::SubsidyPeriodChanged changed;
    changed.set_version(version);
    changed.mutable_period()->set_name("2020");
    changed.mutable_period()->mutable_coordinator_hours()->set_minutes(minutes);
    changed.mutable_period()->mutable_coordinator_hours()->set_per(per);
    changed.mutable_period()->mutable_coordinator_hours()->set_precision(
        tenancy::v1::PRECISION_ABOUT);
    const platform::feed::Entry entry = EntryOf(changed);
    Apply([&](auto& transaction) { return store::ApplyPeriodHours(transaction, entry); });
  }
  // The usual minutes of a proposal and of the end of a match.
  void SayUsualMinutes() {
    tenancy::v1::ContractOpened opened;
    opened.mutable_contract()->set_first_day("2020-01-01");
    auto& coordination = *opened.mutable_protocol()->mutable_coordination();
    for (const auto& [step, minutes] : {std::pair(tenancy::v1::WORK_KIND_PROPOSAL, 45),
                                        std::pair(tenancy::v1::WORK_KIND_END, 30)}) {
      auto& one = *coordination.add_step_minutes();
      one.set_step(step);
      one.set_minutes(minutes);
    }
    const platform::feed::Entry entry = EntryOf(opened);
    Apply([&](auto& transaction) { return store::ApplyCoordination(transaction, entry); });
  }

  v1::RecordMinutesRequest Minutes(tenancy::v1::WorkKind step, int minutes) {
    v1::RecordMinutesRequest request;
    request.set_match_id(match_.ToString());
    request.set_occurred_on("2020-06-01");
    request.set_step(step);
    request.set_minutes(minutes);
    return request;
  }
  // The period 2020 ends with May, and another one begins.
  void SplitYear() {
    for (const auto& [name, first_day, last_day] :
         {std::tuple("2020", "2020-01-01", "2020-05-31"),
          std::tuple("najaar", "2020-06-01", "2020-12-31")}) {
      tenancy::v1::SubsidyPeriodChanged changed;
      changed.set_version(2);
      changed.mutable_period()->set_name(name);
      changed.mutable_period()->set_first_day(first_day);
      changed.mutable_period()->set_last_day(last_day);
      const platform::feed::Entry entry = EntryOf(changed);
      Apply([&](auto& transaction) { return platform::tenant::ApplyTenancy(transaction, entry); });
    }
  }
  void Seal(const std::string& period) {
    Ask(absl::StrCat("UPDATE matching.subsidy_periods SET sealed_at = '2020-11-01' WHERE name = '",
                     period, "' RETURNING 1"));
  }
  Call Corrects() {
    Call call = Cares();
    call.mark = platform::access::Mark::kCorrection;
    return call;
  }
  v1::Caseload Shown(const std::string& day = "", const std::string& period = "2020") {
    v1::GetCaseloadRequest request;
    request.set_period(period);
    if (!day.empty()) request.set_day(day);
    const auto response = api_.GetCaseload(Cares(), request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->caseload() : v1::Caseload();
  }

  const domain::MatchId match_ = Propose();
  app::Caseloads caseloads_{fixture_.database(), fixture_.gate(), fixture_.random(), ask_};
  CaseloadApi api_{caseloads_};
};

TEST_F(CaseloadApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(CaseloadApiTest, RecordedTimeTakesThePlaceOfTheUsualOneAndWhatIsNeitherIsUnknown) {
  SayUsualMinutes();
  const domain::MatchId second = Propose();
  ASSERT_THAT(matches_.RecordStep(Starts(), {second, domain::MatchState::kIntroduced, kMay}),
              IsOk());
  ASSERT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_PROPOSAL, 60)), IsOk());
  ASSERT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_CONTACT, 15)), IsOk());
  const v1::Caseload caseload = Shown();
  ASSERT_EQ(caseload.coordinators_size(), 1);
  const v1::CoordinatorLoad& load = caseload.coordinators(0);
  EXPECT_EQ(load.coordinator(), "coordinator-0610");
  EXPECT_EQ(load.role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(load.matches(), 2);
  EXPECT_EQ(load.recorded_minutes(), 75);
  EXPECT_EQ(load.estimated_minutes(), 45);
  EXPECT_EQ(load.unknown_steps(), 1);
  EXPECT_EQ(caseload.professional_minutes(), 120);
  EXPECT_EQ(caseload.professional_estimated_minutes(), 45);
  EXPECT_EQ(caseload.professional_unknown_steps(), 1);
}

TEST_F(CaseloadApiTest, WhatIsNotKnownOfTheHoursStaysUnknown) {
  v1::Caseload caseload = Shown();
  EXPECT_FALSE(caseload.has_coordinator_hours());
  EXPECT_FALSE(caseload.has_paid_minutes());
  PayFor(480, tenancy::v1::HOURS_PER_UNSPECIFIED);
  caseload = Shown();
  EXPECT_EQ(caseload.coordinator_hours().minutes(), 480);
  EXPECT_EQ(caseload.coordinator_hours().precision(), tenancy::v1::PRECISION_ABOUT);
  EXPECT_EQ(caseload.coordinator_hours().per(), tenancy::v1::HOURS_PER_UNSPECIFIED);
  EXPECT_FALSE(caseload.has_paid_minutes());
  EXPECT_FALSE(caseload.has_paid_minutes_to_day());
  PayFor(480, tenancy::v1::HOURS_PER_MONTH, 2);
  PayFor(100, tenancy::v1::HOURS_PER_MONTH, 1);
  caseload = Shown("2020-06-30");
  EXPECT_EQ(caseload.paid_minutes(), 12 * 480);
  EXPECT_EQ(caseload.paid_minutes_to_day(), 6 * 480);
}

TEST_F(CaseloadApiTest, OnlyWhatHappenedByTheDayCounts) {
  SayUsualMinutes();
  ASSERT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_CONTACT, 15)), IsOk());
  EXPECT_EQ(Shown("2020-05-03").professional_minutes(), 0);
  EXPECT_EQ(Shown("2020-05-04").professional_minutes(), 45);
  EXPECT_EQ(Shown("2020-06-01").professional_minutes(), 60);
  EXPECT_EQ(Shown().day(), "2020-11-15");
  v1::GetCaseloadRequest request;
  request.set_period("2020");
  for (const char* outside : {"2019-12-31", "2021-01-01"}) {
    request.set_day(outside);
    EXPECT_THAT(api_.GetCaseload(Cares(), request), RefusesField("day", "OUT_OF_RANGE"));
  }
  request.clear_day();
  request.set_period("2021");
  EXPECT_THAT(api_.GetCaseload(Cares(), request), Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
}

TEST_F(CaseloadApiTest, ARecordOfASealedPeriodIsReplacedByACorrectionOnly) {
  SplitYear();
  v1::RecordMinutesRequest first = Minutes(tenancy::v1::WORK_KIND_CONTACT, 40);
  first.set_occurred_on("2020-05-20");
  const auto record = api_.RecordMinutes(Cares(), first);
  ASSERT_THAT(record, IsOk());
  Seal("2020");
  v1::RecordMinutesRequest none = Minutes(tenancy::v1::WORK_KIND_CONTACT, 0);
  none.set_replaces(record->record_id());
  EXPECT_THAT(api_.RecordMinutes(Cares(), none),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  EXPECT_EQ(Shown().professional_minutes(), 40);
  none.set_occurred_on("2020-05-20");
  ASSERT_THAT(api_.RecordMinutes(Corrects(), none), IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 0);
}

TEST_F(CaseloadApiTest, MatchesAreThoseThatWereNotOverOnTheDay) {
  const domain::MatchId declined = Propose();
  ASSERT_THAT(
      matches_.RecordStep(Cares(), app::Concluded({declined, domain::MatchState::kDeclined,
                                                   absl::CivilDay(2020, 6, 2), 0, "Toch niet."})),
      IsOk());
  ASSERT_THAT(assignments_.Assign(Cares(), {"substitute", kMay, {kMay, kMay}, "Ziek.", {match_}}),
              IsOk());
  const auto matches = [&](const std::string& day) {
    std::map<std::string, int> of;
    const v1::Caseload caseload = Shown(day);
    for (const v1::CoordinatorLoad& load : caseload.coordinators()) {
      if (load.matches() > 0) of[load.coordinator()] = load.matches();
    }
    return of;
  };
  using Matches = std::map<std::string, int>;
  EXPECT_EQ(matches("2020-05-03"), Matches());
  EXPECT_EQ(matches("2020-05-04"), (Matches{{"coordinator-0610", 1}, {"substitute", 1}}));
  EXPECT_EQ(matches("2020-06-01"), (Matches{{"coordinator-0610", 2}}));
  EXPECT_EQ(matches("2020-06-02"), (Matches{{"coordinator-0610", 1}}));
  EXPECT_EQ(matches(""), (Matches{{"coordinator-0610", 1}}));
}

TEST_F(CaseloadApiTest, WorkThatIsRecordedInAnotherPeriodIsEstimatedInNone) {
  SayUsualMinutes();
  SplitYear();
  EXPECT_EQ(Shown().professional_minutes(), 45);
  ASSERT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_PROPOSAL, 60)), IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 0);
  EXPECT_EQ(Shown("2020-05-04").professional_minutes(), 0);
  EXPECT_EQ(Shown("2020-06-01", "najaar").professional_minutes(), 60);
}

TEST_F(CaseloadApiTest, WhatIsRecordedInAnotherPeriodAfterTheSealLeavesTheSealedOneAsItWas) {
  SayUsualMinutes();
  SplitYear();
  Seal("2020");
  const auto recorded = api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_PROPOSAL, 60));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 45);
  EXPECT_EQ(Shown("", "najaar").professional_minutes(), 60);
  v1::RecordMinutesRequest correction = Minutes(tenancy::v1::WORK_KIND_PROPOSAL, 50);
  correction.set_occurred_on("2020-05-04");
  ASSERT_THAT(api_.RecordMinutes(Corrects(), correction), IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 50);
}

TEST_F(CaseloadApiTest, AStepIsTheirsWhoHadTheMatchOnItsDay) {
  SayUsualMinutes();
  ASSERT_THAT(assignments_.Assign(Cares(), {"substitute",
                                            absl::CivilDay(2020, 6, 1),
                                            {absl::CivilDay(2020, 6, 1)},
                                            "Vakantie.",
                                            {match_}}),
              IsOk());
  ASSERT_THAT(
      matches_.RecordStep(Cares(), app::Concluded({match_, domain::MatchState::kDeclined,
                                                   absl::CivilDay(2020, 6, 2), 0, "Toch niet."})),
      IsOk());
  const v1::Caseload caseload = Shown();
  ASSERT_EQ(caseload.coordinators_size(), 2);
  EXPECT_EQ(caseload.coordinators(0).estimated_minutes(), 45);
  EXPECT_EQ(caseload.coordinators(1).coordinator(), "substitute");
  EXPECT_EQ(caseload.coordinators(1).estimated_minutes(), 30);
  EXPECT_EQ(caseload.coordinators(1).matches(), 0);
}

TEST_F(CaseloadApiTest, AVolunteerRecordsOnlyForItsOwnCasesAndIsNotPaidFor) {
  const domain::FamilyId family = WaitingFamily();
  const domain::MatchId own = Propose(family);
  ASSERT_THAT(
      triages_.Decide(Cares(), {family, kMay, domain::TriageOutcome::kVolunteer, "Kan goed."}),
      IsOk());
  ASSERT_THAT(assignments_.Assign(Cares(), {"volunteer", kMay, {kMay}, "Buurt.", {own}}), IsOk());
  v1::RecordMinutesRequest request = Minutes(tenancy::v1::WORK_KIND_CONTACT, 20);
  EXPECT_THAT(api_.RecordMinutes(Own("volunteer"), request),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  request.set_match_id(own.ToString());
  ASSERT_THAT(api_.RecordMinutes(Own("volunteer"), request), IsOk());
  const v1::Caseload caseload = Shown();
  ASSERT_EQ(caseload.coordinators_size(), 2);
  EXPECT_EQ(caseload.coordinators(1).role(), common::v1::ROLE_VOLUNTEER_COORDINATOR);
  EXPECT_EQ(caseload.coordinators(1).recorded_minutes(), 20);
  EXPECT_EQ(caseload.professional_minutes(), 0);
}

TEST_F(CaseloadApiTest, ARecordTakesThePlaceOfOneOfTheSamePersonOnce) {
  const std::string first =
      api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_CONTACT, 150))->record_id();
  v1::RecordMinutesRequest again = Minutes(tenancy::v1::WORK_KIND_CONTACT, 15);
  again.set_replaces(first);
  EXPECT_THAT(api_.RecordMinutes(As("substitute", platform::access::Effect::kCares), again),
              Fails(StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  const auto second = api_.RecordMinutes(Cares(), again);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 15);
  EXPECT_THAT(api_.RecordMinutes(Cares(), again),
              Fails(StatusCode::kFailedPrecondition, "RECORD_REPLACED"));
  v1::RecordMinutesRequest none = Minutes(tenancy::v1::WORK_KIND_CONTACT, 0);
  none.set_replaces(second->record_id());
  ASSERT_THAT(api_.RecordMinutes(Cares(), none), IsOk());
  EXPECT_EQ(Shown().professional_minutes(), 0);
}

TEST_F(CaseloadApiTest, MinutesAreOfAKindAndAtMostADay) {
  for (const int minutes : {0, 1441, -1}) {
    EXPECT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_TRAVEL, minutes)),
                RefusesField("minutes", "OUT_OF_RANGE"));
  }
  EXPECT_THAT(api_.RecordMinutes(Cares(), Minutes(tenancy::v1::WORK_KIND_TRAVEL, 1440)), IsOk());
  for (const int step : {0, 11}) {
    EXPECT_THAT(api_.RecordMinutes(Cares(), Minutes(static_cast<tenancy::v1::WorkKind>(step), 10)),
                RefusesField("step", "INVALID_STEP"));
  }
  v1::RecordMinutesRequest unknown = Minutes(tenancy::v1::WORK_KIND_TRAVEL, 10);
  unknown.set_match_id(platform::core::NewUuid(fixture_.Now(), fixture_.random()).ToString());
  EXPECT_THAT(api_.RecordMinutes(Cares(), unknown),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
