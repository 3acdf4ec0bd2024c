#include "matching/api/assignment_api.h"

#include "matching/app/people_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

class AssignmentApiTest : public app::PeopleScene {
 protected:
  v1::AssignMatchesRequest Assign() {
    v1::AssignMatchesRequest request;
    request.add_match_ids(match_.ToString());
    request.set_coordinator("substitute");
    request.set_occurred_on("2020-06-01");
    request.set_reason("Vakantie.");
    return request;
  }
  v1::TakeOverRequest TakeOver() {
    v1::TakeOverRequest request;
    request.set_from_coordinator("coordinator-0610");
    request.set_to_coordinator("substitute");
    request.set_occurred_on("2020-06-01");
    request.set_reason("Vakantie.");
    return request;
  }

  const domain::MatchId match_ = Propose();
  AssignmentApi api_{assignments_};
};

TEST_F(AssignmentApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(AssignmentApiTest, AnAssignmentIsShownOnADayWithItsSteps) {
  v1::AssignMatchesRequest assign = Assign();
  assign.set_first_day("2020-06-08");
  assign.set_last_day("2020-06-21");
  const auto assigned = api_.AssignMatches(Cares(), assign);
  ASSERT_THAT(assigned, IsOk());
  EXPECT_EQ(assigned->matches(), 1);
  v1::GetAssignmentRequest get;
  get.set_match_id(match_.ToString());
  get.set_day("2020-06-21");
  const auto shown = api_.GetAssignment(Cares(), get);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->assignment().municipality(), "0610");
  EXPECT_EQ(shown->assignment().coordinator(), "substitute");
  EXPECT_EQ(shown->assignment().role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(shown->assignment().day(), "2020-06-21");
  EXPECT_EQ(shown->assignment().first_day(), "2020-06-08");
  EXPECT_EQ(shown->assignment().last_day(), "2020-06-21");
  EXPECT_EQ(shown->assignment().state(), v1::MATCH_STATE_PROPOSED);
  EXPECT_EQ(shown->assignment().etag(), "1");
  ASSERT_EQ(shown->steps_size(), 1);
  EXPECT_EQ(shown->steps(0).occurred_on(), "2020-06-01");
  EXPECT_EQ(shown->steps(0).reason(), "Vakantie.");
  EXPECT_EQ(shown->steps(0).role(), common::v1::ROLE_COORDINATOR);
  get.clear_day();
  EXPECT_EQ(api_.GetAssignment(Cares(), get)->assignment().coordinator(), "coordinator-0610");
}

TEST_F(AssignmentApiTest, ATakeOverSaysHowManyAndTheListWhoseTheyAre) {
  Propose();
  EXPECT_EQ(api_.TakeOver(Cares(), TakeOver())->matches(), 2);
  EXPECT_EQ(api_.TakeOver(Cares(), TakeOver())->matches(), 0);
  v1::ListAssignmentsRequest list;
  list.set_coordinator("substitute");
  list.set_page_size(1);
  const auto first = api_.ListAssignments(Cares(), list);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->assignments_size(), 1);
  list.set_page_token(first->next_page_token());
  const auto second = api_.ListAssignments(Cares(), list);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->assignments_size(), 1);
  EXPECT_NE(first->assignments(0).match_id(), second->assignments(0).match_id());
}

TEST_F(AssignmentApiTest, TheDaysOfAnAssignmentAreInOrder) {
  v1::AssignMatchesRequest request = Assign();
  request.set_first_day("2020-05-31");
  EXPECT_THAT(api_.AssignMatches(Cares(), request),
              RefusesField("first_day", "FIRST_DAY_TOO_EARLY"));
  request.set_first_day("2020-06-01");
  request.set_last_day("2020-05-31");
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  request.set_last_day("");
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("last_day", "INVALID_DATE"));
}

TEST_F(AssignmentApiTest, OneTo200MatchesAreNamedOnceEach) {
  v1::AssignMatchesRequest request = Assign();
  request.add_match_ids(match_.ToString());
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("match_ids", "DUPLICATE_MATCH"));
  request.clear_match_ids();
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("match_ids", "OUT_OF_RANGE"));
  for (int i = 0; i < 201; ++i) {
    request.add_match_ids(platform::core::NewUuid(fixture_.Now(), fixture_.random()).ToString());
  }
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("match_ids", "OUT_OF_RANGE"));
  request.mutable_match_ids()->RemoveLast();
  request.set_etag("1");
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("etag", "INVALID_ETAG"));
}

TEST_F(AssignmentApiTest, WhoGetsAMatchAndWhyIsSaid) {
  v1::AssignMatchesRequest request = Assign();
  request.clear_coordinator();
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("coordinator", "INVALID_TEXT"));
  request.set_coordinator(std::string(256, 'a'));
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("coordinator", "INVALID_TEXT"));
  request = Assign();
  request.set_reason("");
  EXPECT_THAT(api_.AssignMatches(Cares(), request), RefusesField("reason", "INVALID_TEXT"));
  v1::TakeOverRequest take_over = TakeOver();
  take_over.clear_from_coordinator();
  EXPECT_THAT(api_.TakeOver(Cares(), take_over), RefusesField("from_coordinator", "INVALID_TEXT"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
