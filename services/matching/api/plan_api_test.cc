#include "matching/api/plan_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/plan_scene_test.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::api {
namespace {

using platform::access::Effect;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr absl::CivilDay kDay(2020, 11, 15);
const auto kDayNumber = static_cast<engine::DayNumber>(kDay - absl::CivilDay(1970, 1, 1));

class PlanApiTest : public ::testing::Test {
 protected:
  Call Cares() { return fixture_.NewCall(tenant_, Effect::kCares); }
  Call Reads() { return fixture_.NewCall(tenant_, Effect::kReads); }

  std::string Made() {
    v1::MakePlanRequest request;
    request.set_note("Overleg");
    return api_.MakePlan(Cares(), request)->plan().plan_id();
  }

  platform::testing::TenantFixture fixture_{"matching"};
  platform::core::TenantScope tenant_ = fixture_.OpenContract();
  app::PlanInput asked_;
  std::vector<domain::UnplannedFamily> unplanned_;
  app::Plans plans_{fixture_.database(),
                    fixture_.gate(),
                    fixture_.random(),
                    [this](const Call&, const app::PlanInput& input) {
                      asked_ = input;
                      return absl::StatusOr<app::TakenFamilies>(
                          app::TakenFamilies{app::SmallSnapshot(kDayNumber), unplanned_});
                    },
                    {}};
  PlanApi api_{plans_};
};

TEST_F(PlanApiTest, BindsEveryMethod) { EXPECT_THAT(api_.Describe().Methods(), IsOk()); }

TEST_F(PlanApiTest, MakesAPlanForTodayWithSiblingsTogether) {
  v1::MakePlanRequest request;
  v1::Siblings& siblings = *request.add_siblings();
  siblings.set_request_family_id(app::FamilyNumber(3).ToString());
  siblings.add_children(2);
  siblings.add_children(1);
  request.set_reconsider_proposals(true);
  const absl::StatusOr<v1::MakePlanResponse> response = api_.MakePlan(Cares(), request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->plan().day(), "2020-11-15");
  EXPECT_TRUE(response->plan().optimal());
  EXPECT_TRUE(response->plan().helps_most());
  EXPECT_EQ(response->plan().worth().third_class(), 1);
  EXPECT_EQ(response->plan().snapshot_digest().size(), 64U);
  EXPECT_TRUE(asked_.reconsider_proposals);
  ASSERT_EQ(asked_.siblings.size(), 1U);
  EXPECT_EQ(asked_.siblings[0].children, (std::vector<int>{1, 2}));
  EXPECT_EQ(asked_.siblings[0].places, 1);
}

TEST_F(PlanApiTest, ShowsItsLinesInPages) {
  v1::GetPlanRequest request;
  request.set_plan_id(Made());
  request.set_page_size(2);
  const absl::StatusOr<v1::GetPlanResponse> first = api_.GetPlan(Reads(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->lines_size(), 2);
  const v1::PlanLine& helped = first->lines(0);
  EXPECT_EQ(helped.outcome(), v1::PLAN_OUTCOME_HELPED);
  EXPECT_EQ(helped.chosen().support_family_id(), app::FamilyNumber(11).ToString());
  EXPECT_EQ(helped.priority(), 3);
  const v1::PlanLine& outbid = first->lines(1);
  EXPECT_EQ(outbid.outcome(), v1::PLAN_OUTCOME_OUTBID);
  EXPECT_FALSE(outbid.has_chosen());
  ASSERT_EQ(outbid.alternative_taken_by_size(), 1);
  EXPECT_EQ(outbid.alternative_taken_by(0).request_family_id(), app::FamilyNumber(1).ToString());
  EXPECT_FALSE(outbid.alternative_costs_help());
  EXPECT_GT(outbid.alternative_costs_fit(), 0);
  EXPECT_THAT(outbid.words(), ::testing::HasSubstr("beter moeten passen"));
  request.set_page_token(first->next_page_token());
  const absl::StatusOr<v1::GetPlanResponse> rest = api_.GetPlan(Reads(), request);
  ASSERT_EQ(rest->lines_size(), 1);
  EXPECT_EQ(rest->next_page_token(), "");
  EXPECT_EQ(rest->lines(0).outcome(), v1::PLAN_OUTCOME_NO_POSSIBLE_PAIR);
  EXPECT_EQ(rest->lines(0).unit().children_size(), 2);
  request.set_page_token("x");
  EXPECT_THAT(api_.GetPlan(Reads(), request), RefusesField("page_token", "INVALID_PAGE_TOKEN"));
}

TEST_F(PlanApiTest, ShowsWhoCouldNotBeInItAfterTheLines) {
  unplanned_ = {
      {app::FamilyNumber(21), domain::FamilyRole::kRequest, domain::Unsearched::kNeedUnknown},
      {app::FamilyNumber(22), domain::FamilyRole::kSupport, domain::Unsearched::kAreaUnknown}};
  v1::GetPlanRequest request;
  request.set_plan_id(Made());
  request.set_page_size(4);
  const absl::StatusOr<v1::GetPlanResponse> first = api_.GetPlan(Reads(), request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->plan().unplanned(), 2);
  EXPECT_EQ(first->lines_size(), 3);
  ASSERT_EQ(first->unplanned_size(), 1);
  EXPECT_EQ(first->unplanned(0).request_family_id(), app::FamilyNumber(21).ToString());
  EXPECT_EQ(first->unplanned(0).support_family_id(), "");
  EXPECT_EQ(first->unplanned(0).code(), "NEED_UNKNOWN");
  EXPECT_NE(first->unplanned(0).words(), "");
  request.set_page_token(first->next_page_token());
  const absl::StatusOr<v1::GetPlanResponse> rest = api_.GetPlan(Reads(), request);
  ASSERT_THAT(rest, IsOk());
  EXPECT_EQ(rest->lines_size(), 0);
  ASSERT_EQ(rest->unplanned_size(), 1);
  EXPECT_EQ(rest->unplanned(0).support_family_id(), app::FamilyNumber(22).ToString());
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(PlanApiTest, ListsComparesVerifiesAndValues) {
  const std::string id = Made();
  EXPECT_EQ(api_.ListPlans(Reads(), {})->plans(0).plan_id(), id);
  v1::ComparePlansRequest compare;
  compare.set_plan_id(id);
  compare.set_with_proposals(true);
  const absl::StatusOr<v1::ComparePlansResponse> compared = api_.ComparePlans(Reads(), compare);
  ASSERT_THAT(compared, IsOk());
  EXPECT_EQ(compared->plan().worth().third_class(), 1);
  EXPECT_EQ(compared->other().worth().third_class(), 0);
  EXPECT_EQ(compared->changed(), 1);
  EXPECT_EQ(compared->changes(0).other_support_family_id(), "");
  v1::VerifyPlanRequest verify;
  verify.set_plan_id(id);
  const absl::StatusOr<v1::VerifyPlanResponse> verified = api_.VerifyPlan(Reads(), verify);
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->digests_hold() && verified->proof_holds() && verified->same_bytes());
  v1::ValuePlacesRequest value;
  value.set_plan_id(id);
  const absl::StatusOr<v1::ValuePlacesResponse> valued = api_.ValuePlaces(Reads(), value);
  ASSERT_THAT(valued, IsOk());
  ASSERT_GT(valued->advice_size(), 0);
  EXPECT_EQ(valued->advice(0).rise().third_class(), 1);
  EXPECT_EQ(valued->advice(0).profile().youngest(), 6);
  EXPECT_EQ(valued->advice(0).profile().smoking(), static_cast<int>(engine::Smoking::kNo));
  EXPECT_EQ(valued->scarce(0).support_family_id(), app::FamilyNumber(11).ToString());
}

TEST_F(PlanApiTest, RefusesWhatItCannotRead) {
  v1::MakePlanRequest request;
  request.set_day("morgen");
  EXPECT_THAT(api_.MakePlan(Cares(), request), RefusesField("day", "INVALID_DATE"));
  request.clear_day();
  request.set_note(std::string(501, 'x'));
  EXPECT_THAT(api_.MakePlan(Cares(), request), RefusesField("note", "INVALID_TEXT"));
  request.clear_note();
  v1::Siblings& siblings = *request.add_siblings();
  siblings.set_request_family_id(app::FamilyNumber(3).ToString());
  siblings.add_children(1);
  EXPECT_THAT(api_.MakePlan(Cares(), request), RefusesField("siblings", "NO_CHILD"));
  siblings.add_children(1);
  siblings.add_children(2);
  EXPECT_THAT(api_.MakePlan(Cares(), request), RefusesField("siblings", "TWICE"));
  siblings.mutable_children()->RemoveLast();
  siblings.set_children(1, 2);
  siblings.set_places(11);
  EXPECT_THAT(api_.MakePlan(Cares(), request), RefusesField("siblings", "OUT_OF_RANGE"));
  v1::ValuePlacesRequest value;
  value.set_plan_id(Made());
  value.set_count(51);
  EXPECT_THAT(api_.ValuePlaces(Reads(), value), RefusesField("count", "OUT_OF_RANGE"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
