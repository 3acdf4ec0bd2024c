#include "matching/api/exclusion_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/searches.h"
#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

class ExclusionApiTest : public app::ToldScene {
 protected:
  static v1::ExcludePairRequest Pair(const FamilyId& request, const FamilyId& support) {
    v1::ExcludePairRequest exclude;
    exclude.set_request_family_id(request.ToString());
    exclude.set_support_family_id(support.ToString());
    exclude.set_reason("Zij kennen elkaar van vroeger.");
    return exclude;
  }
  v1::LiftExclusionRequest Lift(const std::string& id) {
    v1::LiftExclusionRequest lift;
    lift.set_exclusion_id(id);
    lift.set_reason("Dat is uitgepraat.");
    return lift;
  }

  app::Exclusions exclusions_{fixture_.database(), fixture_.gate(), fixture_.random(),
                              [] { return absl::OkStatus(); }};
  ExclusionApi api_{exclusions_};
};

TEST_F(ExclusionApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(ExclusionApiTest, AnExcludedPairIsNotFoundUntilItIsLifted) {
  app::Directory directory(fixture_.database(), fixture_.clock());
  app::Searches searches(directory, [] { return absl::OkStatus(); });
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const auto broken = [&] {
    return searches.Explain(Reads(), {request, {1}}, support, Reads().today)->broken;
  };
  EXPECT_TRUE(broken().empty());
  const auto excluded = api_.ExcludePair(Writes(), Pair(request, support));
  ASSERT_THAT(excluded, IsOk());
  EXPECT_EQ(excluded->etag(), "1");
  ASSERT_EQ(broken().size(), 1U);
  EXPECT_EQ(broken()[0].rule, engine::Rule::kExcluded);
  EXPECT_THAT(api_.ExcludePair(Writes(), Pair(request, support)),
              Fails(StatusCode::kAlreadyExists, "PAIR_EXCLUDED"));
  auto lift = Lift(excluded->exclusion_id());
  lift.set_etag("2");
  EXPECT_THAT(api_.LiftExclusion(Writes(), lift), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  lift.set_etag("1");
  EXPECT_EQ(api_.LiftExclusion(Writes(), lift)->etag(), "2");
  EXPECT_TRUE(broken().empty());
  lift.clear_etag();
  EXPECT_THAT(api_.LiftExclusion(Writes(), lift),
              Fails(StatusCode::kFailedPrecondition, "EXCLUSION_LIFTED"));
  EXPECT_THAT(api_.ExcludePair(Writes(), Pair(request, support)), IsOk());
  EXPECT_EQ(broken().size(), 1U);
}

TEST_F(ExclusionApiTest, TheListShowsWhoDidWhatWhenAndWhy) {
  const FamilyId request = NewRequest();
  const auto first = api_.ExcludePair(Writes(), Pair(request, NewSupport()));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(api_.LiftExclusion(Writes(), Lift(first->exclusion_id())), IsOk());
  const FamilyId support = NewSupport();
  ASSERT_THAT(api_.ExcludePair(Writes(), Pair(request, support)), IsOk());
  v1::ListExclusionsRequest list;
  list.set_page_size(1);
  std::vector<v1::Exclusion> all;
  do {
    const auto page = api_.ListExclusions(Reads(), list);
    ASSERT_THAT(page, IsOk());
    all.insert(all.end(), page->exclusions().begin(), page->exclusions().end());
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  ASSERT_EQ(all.size(), 2U);
  const auto& lifted = all[0].exclusion_id() == first->exclusion_id() ? all[0] : all[1];
  const auto& in_force = all[0].exclusion_id() == first->exclusion_id() ? all[1] : all[0];
  EXPECT_FALSE(lifted.in_force());
  ASSERT_EQ(lifted.steps_size(), 2);
  EXPECT_EQ(lifted.steps(0).reason(), "Zij kennen elkaar van vroeger.");
  EXPECT_EQ(lifted.steps(1).reason(), "Dat is uitgepraat.");
  EXPECT_EQ(lifted.steps(1).occurred_on(), "2020-11-15");
  EXPECT_EQ(lifted.steps(1).recorded_by(), Writes().caller.subject);
  EXPECT_TRUE(in_force.in_force());
  EXPECT_EQ(in_force.support_family_id(), support.ToString());
  tenant_ = fixture_.OpenContract({.municipality = "0392"});
  EXPECT_EQ(api_.ListExclusions(Reads(), {})->exclusions_size(), 0);
}

TEST_F(ExclusionApiTest, APairIsARequestFamilyAndASupportFamilyOfTheContract) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  EXPECT_THAT(api_.ExcludePair(Writes(), Pair(support, request)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_THAT(api_.ExcludePair(Writes(), Pair(request, NewId())),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  auto silent = Pair(request, support);
  silent.clear_reason();
  EXPECT_THAT(api_.ExcludePair(Writes(), silent), RefusesField("reason", "INVALID_TEXT"));
  EXPECT_THAT(api_.LiftExclusion(Writes(), Lift(NewId().ToString())),
              Fails(StatusCode::kNotFound, "EXCLUSION_NOT_FOUND"));
  EXPECT_THAT(api_.LiftExclusion(Writes(), Lift("x")), RefusesField("exclusion_id", "INVALID_ID"));
}

TEST_F(ExclusionApiTest, TheSameRequestTwiceIsOneExclusion) {
  const app::Call call = Writes();
  const auto pair = Pair(NewRequest(), NewSupport());
  const auto first = api_.ExcludePair(call, pair);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(api_.ExcludePair(call, pair)->exclusion_id(), first->exclusion_id());
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.exclusions"), "1\n");
}

}  // namespace
}  // namespace buurtbrug::matching::api
