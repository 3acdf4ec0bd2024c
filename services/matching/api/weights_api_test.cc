#include "matching/api/weights_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/searches.h"
#include "matching/app/told_scene_test.h"
#include "matching/store/weights_store.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

class WeightsApiTest : public app::ToldScene {
 protected:
  static v1::SetWeightsRequest Change(const std::string& part, int weight) {
    v1::SetWeightsRequest request;
    request.set_reason("Dichtbij telt hier zwaarder.");
    v1::PartWeight& each = *request.add_weights();
    each.set_part(part);
    each.set_weight(weight);
    return request;
  }
  static int WeightOf(const v1::WeightVersion& version, const std::string& part) {
    for (const v1::PartWeight& each : version.weights()) {
      if (each.part() == part) {
        return each.weight();
      }
    }
    return -1;
  }

  app::Weighings weighings_{fixture_.database(), fixture_.gate()};
  WeightsApi api_{weighings_};
};

TEST_F(WeightsApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(WeightsApiTest, AChangeIsAVersionWithItsReasonAndOthersKeepTheirWeight) {
  const auto before = api_.GetWeights(Reads(), {});
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->weights().version(), 0);
  EXPECT_EQ(before->weights().weights_size(), engine::kFitParts);
  EXPECT_FALSE(before->weights().has_recorded_at());
  EXPECT_NE(before->weights().weights(0).words(), "");
  auto change = Change("DISTANCE", 400);
  change.set_etag(before->weights().etag());
  const auto set = api_.SetWeights(Writes(), change);
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(set->weights().version(), 1);
  EXPECT_EQ(WeightOf(set->weights(), "DISTANCE"), 400);
  EXPECT_EQ(WeightOf(set->weights(), "KINDS"), WeightOf(before->weights(), "KINDS"));
  EXPECT_EQ(set->weights().reason(), "Dichtbij telt hier zwaarder.");
  EXPECT_EQ(set->weights().recorded_by(), Writes().caller.subject);
  EXPECT_THAT(api_.SetWeights(Writes(), change), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  ASSERT_THAT(api_.SetWeights(Writes(), Change("KINDS", 0)), IsOk());
  v1::GetWeightsRequest get;
  get.set_version(1);
  EXPECT_EQ(WeightOf(api_.GetWeights(Reads(), get)->weights(), "KINDS"), 160);
  get.set_version(0);
  EXPECT_EQ(WeightOf(api_.GetWeights(Reads(), get)->weights(), "DISTANCE"), 200);
  get.set_version(3);
  EXPECT_THAT(api_.GetWeights(Reads(), get), Fails(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND"));
}

TEST_F(WeightsApiTest, ADryRunChangesNothing) {
  auto change = Change("DISTANCE", 400);
  change.set_validate_only(true);
  const auto would_be = api_.SetWeights(Writes(), change);
  ASSERT_THAT(would_be, IsOk());
  EXPECT_EQ(would_be->weights().version(), 1);
  EXPECT_EQ(WeightOf(would_be->weights(), "DISTANCE"), 400);
  EXPECT_EQ(api_.GetWeights(Reads(), {})->weights().version(), 0);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.receipts"), "0\n");
}

TEST_F(WeightsApiTest, TheSameRequestTwiceIsOneVersion) {
  const app::Call call = Writes();
  ASSERT_THAT(api_.SetWeights(call, Change("DISTANCE", 400)), IsOk());
  EXPECT_EQ(api_.SetWeights(call, Change("DISTANCE", 400))->weights().version(), 1);
}

TEST_F(WeightsApiTest, WeightsThatMeanNothingAreRefused) {
  EXPECT_THAT(api_.SetWeights(Writes(), Change("GELUK", 1)),
              RefusesField("weights", "INVALID_PART"));
  EXPECT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", 1001)),
              RefusesField("weights", "OUT_OF_RANGE"));
  EXPECT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", -1)),
              RefusesField("weights", "OUT_OF_RANGE"));
  EXPECT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", 200)),
              RefusesField("weights", "NO_CHANGE"));
  auto twice = Change("DISTANCE", 1);
  *twice.add_weights() = twice.weights(0);
  EXPECT_THAT(api_.SetWeights(Writes(), twice), RefusesField("weights", "TWICE"));
  v1::SetWeightsRequest none;
  none.set_reason("Niets telt.");
  const auto all = api_.GetWeights(Reads(), {});
  for (v1::PartWeight each : all->weights().weights()) {
    each.set_weight(0);
    *none.add_weights() = each;
  }
  EXPECT_THAT(api_.SetWeights(Writes(), none), RefusesField("weights", "NO_WEIGHT"));
  auto silent = Change("DISTANCE", 1000);
  silent.clear_reason();
  EXPECT_THAT(api_.SetWeights(Writes(), silent), RefusesField("reason", "INVALID_TEXT"));
}

TEST_F(WeightsApiTest, TheListGoesFromTheNewestToTheDefault) {
  for (const int weight : {1, 2, 3}) {
    ASSERT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", weight)), IsOk());
  }
  v1::ListWeightsRequest request;
  request.set_page_size(2);
  std::vector<int64_t> versions;
  for (int page = 0; page < 3; ++page) {
    const auto list = api_.ListWeights(Reads(), request);
    ASSERT_THAT(list, IsOk());
    for (const v1::WeightVersion& version : list->weights()) {
      versions.push_back(version.version());
    }
    if (list->next_page_token().empty()) {
      break;
    }
    request.set_page_token(list->next_page_token());
  }
  EXPECT_THAT(versions, ElementsAre(3, 2, 1, 0));
  request.set_page_token("x");
  EXPECT_THAT(api_.ListWeights(Reads(), request), RefusesField("page_token", "INVALID_PAGE_TOKEN"));
}

TEST_F(WeightsApiTest, AVersionMadeBeforeThereWereInterestsGivesThemNoWeightUntilSomebodyDoes) {
  domain::WeightVersion old = {.version = 1,
                               .weights = {{"DISTANCE", 300}, {"KINDS", 100}},
                               .recorded_at = Reads().now,
                               .recorded_by = "somebody",
                               .reason = "Zo was het."};
  ASSERT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(tenant_),
                                      [&](ScopedTransaction& transaction) {
                                        store::AppendWeights(transaction, tenant_, old);
                                        return absl::OkStatus();
                                      }),
              IsOk());
  const auto read = api_.GetWeights(Reads(), {});
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(WeightOf(read->weights(), "DISTANCE"), 300);
  EXPECT_EQ(WeightOf(read->weights(), "INTERESTS"), 0);

  app::Directory directory(fixture_.database(), fixture_.clock());
  app::Searches searches(directory, [] { return absl::OkStatus(); });
  const FamilyId request = NewRequest();
  NewSupport();
  const auto found = searches.FindSupport(Reads(), {request, {1}}, {Reads().today, 10, 0});
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->best[0].fit.reasons.back().at_most, 0);

  const auto set = api_.SetWeights(Writes(), Change("INTERESTS", 50));
  ASSERT_THAT(set, IsOk());
  EXPECT_EQ(WeightOf(set->weights(), "INTERESTS"), 50);
  EXPECT_EQ(WeightOf(set->weights(), "DISTANCE"), 300);
}

TEST_F(WeightsApiTest, AnotherContractKeepsItsWeights) {
  ASSERT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", 400)), IsOk());
  tenant_ = fixture_.OpenContract({.municipality = "0392"});
  EXPECT_EQ(api_.GetWeights(Reads(), {})->weights().version(), 0);
}

TEST_F(WeightsApiTest, ASearchIsMadeWithTheWeightsInForceAndNamesThem) {
  app::Directory directory(fixture_.database(), fixture_.clock());
  app::Searches searches(directory, [] { return absl::OkStatus(); });
  const FamilyId request = NewRequest();
  NewSupport();
  const app::Question question = {Reads().today, 10, 0};
  const auto before = searches.FindSupport(Reads(), {request, {1}}, question);
  ASSERT_THAT(api_.SetWeights(Writes(), Change("DISTANCE", 1000)), IsOk());
  const auto after = searches.FindSupport(Reads(), {request, {1}}, question);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(before->weights_version, 0);
  EXPECT_EQ(after->weights_version, 1);
  EXPECT_GT(after->best[0].fit.reasons[0].contribution,
            before->best[0].fit.reasons[0].contribution);
}

}  // namespace
}  // namespace buurtbrug::matching::api
