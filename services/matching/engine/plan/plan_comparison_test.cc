#include "matching/engine/plan/plan_comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Snapshot Frozen(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return Freeze(RandomSnapshot({.units = 8, .supporters = 6, .siblings_in_ten = 2}, random))
      .value();
}

TEST(Compare, CountsBothSidesByBothWeightings) {
  int other_partner = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Snapshot snapshot = Frozen(seed);
    Snapshot otherwise = snapshot;
    otherwise.weights.of = {0, 0, 0, 0, 0, 1000, 0, 0, 0, 0};
    const Plan plan = MakePlan(snapshot).value();
    const Plan other = MakePlan(otherwise).value();
    const Comparison comparison =
        Compare(snapshot, ChoicesOf(plan), ChoicesOf(other), otherwise.weights);
    EXPECT_EQ(comparison.first.worth, plan.worth);
    EXPECT_EQ(comparison.second.worth.helped, other.worth.helped);
    EXPECT_EQ(comparison.second.fit_by_other, other.worth.fit);
    EXPECT_GE(comparison.first.worth.fit, comparison.second.worth.fit);
    EXPECT_LE(comparison.first.fit_by_other, comparison.second.fit_by_other);
    EXPECT_THAT(comparison.first.breaking, IsEmpty());
    other_partner += static_cast<int>(comparison.changes.size());
  }
  EXPECT_GT(other_partner, 0);
}

TEST(Compare, FindsProposalsByTheIdsOfFamiliesAndSaysWhichBreakARule) {
  const Snapshot snapshot = Frozen(3);
  const Unit& unit = snapshot.units[2];
  Snapshot barred = snapshot;
  barred.barred = {{unit.family, snapshot.supporters[1].family, Bar::kDeclined}};
  const NamedPair proposal = {unit.family, unit.children, snapshot.supporters[1].family};
  const NamedPair again = {unit.family, unit.children, snapshot.supporters[0].family};
  const NamedPair stranger = {IdOf(500), {1}, snapshot.supporters[0].family};
  const NamedChoices found = ChoicesOf(barred, {proposal, again, stranger});
  EXPECT_EQ(found.choices[2], 1);
  ASSERT_EQ(found.left_out.size(), 2U);
  EXPECT_EQ(found.left_out[1].request_family, IdOf(500));
  const Choices nobody(snapshot.units.size(), kNobody);
  const Comparison comparison = Compare(barred, nobody, found.choices, barred.weights);
  EXPECT_EQ(comparison.first.worth, Worth());
  EXPECT_EQ(comparison.second.worth.helped_in_all(), 1);
  EXPECT_THAT(comparison.second.breaking, ElementsAre(2));
  ASSERT_EQ(comparison.changes.size(), 1U);
  EXPECT_EQ(comparison.changes[0].unit, 2);
  EXPECT_EQ(comparison.changes[0].second, 1);
}

TEST(NamesOf, GivesTheSameChoicesBack) {
  const Snapshot snapshot = Frozen(4);
  const Choices choices = ChoicesOf(MakePlan(snapshot).value());
  EXPECT_EQ(ChoicesOf(snapshot, NamesOf(snapshot, choices)).choices, choices);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
