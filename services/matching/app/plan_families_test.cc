#include "matching/app/plan_families.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

// From registration's feed to the plan that is kept.
class PlanFamiliesTest : public ToldScene {
 protected:
  PlanInput Today() { return {.day = Reads().today}; }

  // The plan of `input`, read again.
  OpenedPlan Planned(const PlanInput& input) {
    const absl::StatusOr<domain::PlanRecord> made = plans_.Make(Writes(), input);
    EXPECT_THAT(made, IsOk());
    return plans_.Get(Reads(), made->id).value();
  }

  Directory directory_{fixture_.database(), fixture_.clock()};
  std::function<absl::Status()> later_ = [] { return absl::OkStatus(); };
  PlanFamilies families_{directory_, [this] { return later_(); }};
  Plans plans_{
      fixture_.database(),
      fixture_.gate(),
      fixture_.random(),
      [this](const Call& call, const PlanInput& input) { return families_.Take(call, input); },
      {}};
};

TEST_F(PlanFamiliesTest, APlanIsOfTheNeedsThatWaitAndTheFamiliesThatAreAvailable) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const OpenedPlan opened = Planned(Today());
  ASSERT_EQ(opened.snapshot.units.size(), 2U);
  EXPECT_EQ(opened.snapshot.units[0].family, request);
  ASSERT_EQ(opened.snapshot.supporters.size(), 1U);
  EXPECT_EQ(opened.snapshot.supporters[0].family, support);
  EXPECT_EQ(opened.plan.worth.helped_in_all(), 1);
  EXPECT_TRUE(opened.plan.is_optimal());
  EXPECT_EQ(opened.snapshot.contracts, (std::vector{tenant_.contract}));
}

TEST_F(PlanFamiliesTest, WhatAMatchServesIsLeftOutButAMereProposalCanBeReconsidered) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const domain::MatchId match = Propose(request, support);
  EXPECT_EQ(Planned(Today()).snapshot.units.size(), 1U);
  PlanInput again = Today();
  again.reconsider_proposals = true;
  const OpenedPlan opened = Planned(again);
  EXPECT_EQ(opened.snapshot.units.size(), 2U);
  const absl::StatusOr<Compared> compared =
      plans_.Compare(Reads(), opened.record.id, {.plan = {}, .proposals = true});
  ASSERT_THAT(compared, IsOk());
  EXPECT_EQ(compared->left_out, 0);
  EXPECT_EQ(compared->comparison.second.worth.helped_in_all(), 1);
  EXPECT_TRUE(compared->comparison.second.breaking.empty());
  Move(match, MatchState::kIntroduced);
  EXPECT_EQ(Planned(again).snapshot.units.size(), 1U);
}

TEST_F(PlanFamiliesTest, AProposalThatIsReconsideredGivesBackNoMoreThanItTook) {
  const FamilyId support = NewSupport();
  Step(support, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
       registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 2), 2);
  auto offer = SupportProfile(support);
  offer.mutable_offer()->set_capacity(2);
  Tell(offer);
  const domain::MatchId trial = Propose(NewRequest(), support);
  PlanInput again = Today();
  again.reconsider_proposals = true;
  ASSERT_EQ(Planned(again).snapshot.supporters.size(), 1U);
  EXPECT_EQ(Planned(again).snapshot.supporters[0].free_places, 2);
  for (const MatchState next :
       {MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial}) {
    Move(trial, next);
  }
  Propose(NewRequest(), support);
  EXPECT_EQ(Planned(Today()).snapshot.supporters[0].free_places, 0);
  EXPECT_EQ(Planned(again).snapshot.supporters[0].free_places, 1);
  // It wants one only from now on, and that one is taken.
  Tell(SupportProfile(support));
  EXPECT_EQ(Planned(again).snapshot.supporters[0].free_places, 0);
}

TEST_F(PlanFamiliesTest, AChildWhomAMatchServesIsNotReopenedByAProposalBesideIt) {
  const FamilyId request = NewRequest();
  const domain::MatchId trial = Propose(request, NewSupport());
  Move(trial, MatchState::kIntroduced);
  const auto beside = matches_.Propose(
      fixture_.NewCall(tenant_, platform::access::Effect::kStarts),
      {kDay, request, {1}, NewSupport(), "Ook op woensdag.", {domain::ProposalOrigin::kByHand}});
  ASSERT_THAT(beside, IsOk());
  PlanInput again = Today();
  again.reconsider_proposals = true;
  const engine::Snapshot snapshot = Planned(again).snapshot;
  ASSERT_EQ(snapshot.units.size(), 1U);
  EXPECT_TRUE(snapshot.units[0].children.Has(2));
}

TEST_F(PlanFamiliesTest, AProposalForWhoIsNotInTheSnapshotIsLeftOutOfTheComparison) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const OpenedPlan opened = Planned(Today());
  Propose(request, support, 2);
  Propose(NewRequest(), NewSupport());
  const absl::StatusOr<Compared> compared =
      plans_.Compare(Reads(), opened.record.id, {.plan = {}, .proposals = true});
  ASSERT_THAT(compared, IsOk());
  EXPECT_EQ(compared->left_out, 1);
  EXPECT_EQ(compared->comparison.second.worth.helped_in_all(), 1);
}

TEST_F(PlanFamiliesTest, SiblingsWhoAreKeptTogetherAreOneUnit) {
  const FamilyId request = NewRequest();
  NewSupport();
  PlanInput input = Today();
  input.siblings = {{request, {1, 2}, 1}};
  const OpenedPlan one_place = Planned(input);
  ASSERT_EQ(one_place.snapshot.units.size(), 1U);
  EXPECT_EQ(one_place.snapshot.units[0].children.size(), 2);
  EXPECT_EQ(one_place.plan.worth.helped_in_all(), 1);
  input.siblings[0].places = 2;
  const OpenedPlan two_places = Planned(input);
  EXPECT_EQ(two_places.plan.worth.helped_in_all(), 0);
  ASSERT_FALSE(two_places.plan.lines[0].misses.empty());
  EXPECT_EQ(two_places.plan.lines[0].misses[0].rule, engine::Rule::kNoPlace);
}

TEST_F(PlanFamiliesTest, RefusesSiblingsWhoAreNotThere) {
  const FamilyId request = NewRequest();
  PlanInput input = Today();
  input.siblings = {{NewId(), {1, 2}, 1}};
  EXPECT_THAT(plans_.Make(Writes(), input), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  input.siblings = {{request, {1, 3}, 1}};
  EXPECT_THAT(plans_.Make(Writes(), input), RefusesField("siblings", "NO_CHILD"));
}

TEST_F(PlanFamiliesTest, RefusesAFamilyOnlyAfterTheLatestNews) {
  PlanInput input = Today();
  FamilyId request;
  later_ = [&] {
    request = NewRequest();
    input.siblings[0].family = request;
    return absl::OkStatus();
  };
  input.siblings = {{NewId(), {1, 2}, 1}};
  EXPECT_THAT(families_.Take(Reads(), input), IsOk());
  later_ = [] { return absl::UnavailableError("away"); };
  input.siblings[0].children = {5, 6};
  EXPECT_EQ(families_.Take(Reads(), input).status().code(), StatusCode::kUnavailable);
}

TEST_F(PlanFamiliesTest, TellsWhoWaitsAndCouldNotBeInIt) {
  using domain::FamilyRole;
  using domain::Unsearched;
  const FamilyId planned = NewRequest();
  const FamilyId silent = NewId();  // nothing was told of what it needs
  Step(silent, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING,
       registration::v1::FAMILY_STEP_KIND_INTAKE_DONE);
  const FamilyId far = NewRequest();
  registration::v1::FamilyProfileChanged elsewhere = RequestProfile(far);
  elsewhere.set_area("9999");
  Tell(elsewhere);
  const FamilyId childless = NewRequest();  // its needs are of children of whom no age was told
  registration::v1::FamilyProfileChanged ageless = RequestProfile(childless);
  ageless.clear_children();
  Tell(ageless);
  const FamilyId support = NewSupport();
  registration::v1::FamilyProfileChanged moved = SupportProfile(support);
  moved.set_area("9999");
  Tell(moved);
  const OpenedPlan opened = Planned(Today());
  for (const engine::Unit& unit : opened.snapshot.units) {
    EXPECT_EQ(unit.family, planned);
  }
  EXPECT_EQ(opened.record.unplanned, 4);
  EXPECT_THAT(
      opened.unplanned,
      ::testing::UnorderedElementsAre(
          domain::UnplannedFamily{silent, FamilyRole::kRequest, Unsearched::kProfileUnknown},
          domain::UnplannedFamily{far, FamilyRole::kRequest, Unsearched::kAreaUnknown},
          domain::UnplannedFamily{childless, FamilyRole::kRequest, Unsearched::kNeedUnknown},
          domain::UnplannedFamily{support, FamilyRole::kSupport, Unsearched::kAreaUnknown}));
}

TEST_F(PlanFamiliesTest, OtherContractsHaveNoPartInIt) {
  NewRequest();
  NewSupport();
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  const Call call = fixture_.NewCall(other, platform::access::Effect::kCares);
  const absl::StatusOr<domain::PlanRecord> made = plans_.Make(call, Today());
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->units, 0);
  EXPECT_EQ(made->support_families, 0);
}

}  // namespace
}  // namespace buurtbrug::matching::app
