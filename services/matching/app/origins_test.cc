#include "matching/app/origins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

#include "matching/app/directory.h"
#include "matching/app/plan_families.h"
#include "matching/app/told_scene_test.h"
#include "matching/app/weighings.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::ProposalOrigin;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

// A request family whose two children the plan gives to a support family with two places.
class OriginsTest : public ToldScene {
 protected:
  OriginsTest() {
    registration::v1::FamilyProfileChanged told = SupportProfile(support_);
    told.mutable_offer()->set_capacity(2);
    Tell(told);
    Step(support_, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
         registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 1), 2);
  }

  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }
  domain::PlanRecord Plan() { return plans_.Make(Writes(), {.day = kDay}).value(); }
  absl::StatusOr<Receipt> Try(const domain::Origin& origin,
                              const std::vector<int>& children = {1}) {
    return Try(Starts(), origin, support_, children);
  }
  absl::StatusOr<Receipt> Try(const Call& call, const domain::Origin& origin,
                              const FamilyId& support, const std::vector<int>& children = {1}) {
    return matches_.Propose(call, {kDay, request_, children, support, "Uit het plan.", origin});
  }
  static domain::Origin From(const domain::PlanRecord& plan,
                             std::optional<int> weights_version = {}) {
    return {ProposalOrigin::kPlan, plan.id.value(), weights_version};
  }
  domain::Origin OriginOf(const absl::StatusOr<Receipt>& receipt) {
    return matches_.Get(Reads(), domain::MatchId(receipt->subject))->life.origin;
  }
  // Makes another version of the weights.
  void Weigh(int distance) {
    ASSERT_THAT(weighings_.Set(Writes(), {{{"DISTANCE", distance}}, "Dichtbij telt meer."}),
                IsOk());
  }

  const FamilyId request_ = NewRequest();
  const FamilyId support_ = NewSupport();
  Directory directory_{fixture_.database(), fixture_.clock()};
  PlanFamilies families_{directory_, [] { return absl::OkStatus(); }};
  Plans plans_{
      fixture_.database(),
      fixture_.gate(),
      fixture_.random(),
      [this](const Call& call, const PlanInput& input) { return families_.Take(call, input); },
      {}};
  Weighings weighings_{fixture_.database(), fixture_.gate()};
};

TEST_F(OriginsTest, AProposalOutOfAPlanHasThePlansWeights) {
  Weigh(300);
  const domain::PlanRecord plan = Plan();
  ASSERT_EQ(plan.weights_version, 1);
  const auto unsaid = Try(From(plan), {1});
  ASSERT_THAT(unsaid, IsOk());
  EXPECT_EQ(OriginOf(unsaid).plan, plan.id.value());
  EXPECT_EQ(OriginOf(unsaid).weights_version, 1);
  EXPECT_THAT(Try(From(plan, 1), {2}), IsOk());
}

TEST_F(OriginsTest, APlanThatIsNamedIsOneOfTheContract) {
  const domain::PlanRecord plan = Plan();
  EXPECT_THAT(Try({ProposalOrigin::kPlan, NewId().value()}),
              Fails(StatusCode::kNotFound, "PLAN_NOT_FOUND"));
  const TenantScope other = fixture_.OpenContract({.municipality = "0603"});
  EXPECT_THAT(KnownOrigin(fixture_.database(), fixture_.NewCall(other, Effect::kStarts), From(plan),
                          request_, {1}, support_),
              Fails(StatusCode::kNotFound, "PLAN_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "0\n");
}

TEST_F(OriginsTest, ThePairIsInThePlan) {
  const domain::PlanRecord plan = Plan();
  const FamilyId other = NewSupport();
  EXPECT_THAT(Try(Starts(), From(plan), other),
              Fails(StatusCode::kFailedPrecondition, "PAIR_NOT_IN_PLAN"));
  EXPECT_THAT(Try(From(plan), {1, 2}), IsOk());
}

TEST_F(OriginsTest, OfTheChildrenNoneIsOutsideThePlan) {
  // One place: one of the two children has it.
  registration::v1::FamilyProfileChanged told = SupportProfile(support_);
  Tell(told);
  const domain::PlanRecord plan = Plan();
  EXPECT_THAT(Try(From(plan), {1, 2}), Fails(StatusCode::kFailedPrecondition, "PAIR_NOT_IN_PLAN"));
  const bool first = Try(From(plan), {1}).ok();
  const bool second = Try(From(plan), {2}).ok();
  EXPECT_NE(first, second);
}

TEST_F(OriginsTest, WeightsThatAreNamedAreOfTheContractOrOfThePlan) {
  Weigh(300);
  const domain::PlanRecord plan = Plan();
  Weigh(400);
  EXPECT_THAT(Try(From(plan, 2)), RefusesField("weights_version", "INVALID_ORIGIN"));
  const auto refused = Try({ProposalOrigin::kSearch, std::nullopt, 3});
  EXPECT_THAT(refused, Fails(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "0\n");
  EXPECT_THAT(Try({ProposalOrigin::kSearch, std::nullopt, 0}, {1}), IsOk());
  EXPECT_THAT(Try({ProposalOrigin::kSearch, std::nullopt, 2}, {2}), IsOk());
}

TEST_F(OriginsTest, AProposalThatNamesNoWeightsHasThoseInForce) {
  const auto before = Try({ProposalOrigin::kSearch});
  Weigh(300);
  Weigh(400);
  const auto by_hand = Try({ProposalOrigin::kByHand}, {2});
  ASSERT_THAT(before, IsOk());
  ASSERT_THAT(by_hand, IsOk());
  EXPECT_EQ(OriginOf(before).weights_version, 0);
  EXPECT_EQ(OriginOf(by_hand).weights_version, 2);
}

TEST_F(OriginsTest, OfAProposalWithoutOriginTheWeightsAreKeptTooAndOfAnOldOneNobodyKnows) {
  Weigh(300);
  const auto proposed = Try(domain::Origin());
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(OriginOf(proposed).weights_version, 1);
  Ask("UPDATE matching.matches SET weights_known = false, weights_version = 0");
  EXPECT_EQ(OriginOf(proposed).weights_version, std::nullopt);
  Ask("UPDATE matching.matches SET weights_version = 1");
  EXPECT_EQ(OriginOf(proposed).weights_version, 1);
}

TEST_F(OriginsTest, WhatIsWrongWithTheContractIsSaidFirst) {
  const TenantScope nowhere = {"0610", platform::core::ContractId(NewId().value())};
  EXPECT_THAT(Try(fixture_.NewCall(nowhere, Effect::kStarts),
                  {ProposalOrigin::kPlan, NewId().value()}, support_),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::matching::app
