#include "matching/domain/asked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::matching::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t Kinds(std::initializer_list<int> kinds) {
  std::uint32_t bits = 0;
  for (const int kind : kinds) {
    bits |= std::uint32_t{1} << kind;
  }
  return bits;
}

ToldNeed Need(int child, std::uint32_t kinds, int frequency) {
  ToldNeed need;
  need.child = child;
  need.terms.kinds = kinds;
  need.terms.frequency = frequency;
  return need;
}

AskedSide Asking(const std::vector<ToldNeed>& needs) {
  AskedSide side;
  side.profile.emplace().needs = needs;
  return side;
}

AskedSide Offering(std::uint32_t kinds, int frequency) {
  AskedSide side;
  ToldOffer& offer = side.profile.emplace().offer.emplace();
  offer.terms.kinds = kinds;
  offer.terms.frequency = frequency;
  return side;
}

TEST(Distance, IsToldInClassesOnly) {
  const AreaPoint home = {"3361", 100'000, 400'000};
  const auto east = [&](int metres) {
    return DistanceBetween(home, {"3362", 100'000 + metres, 400'000});
  };
  EXPECT_EQ(east(0), DistanceClass::kWithin1Km);
  EXPECT_EQ(east(1'000), DistanceClass::kWithin1Km);
  EXPECT_EQ(east(1'001), DistanceClass::kWithin3Km);
  EXPECT_EQ(east(3'000), DistanceClass::kWithin3Km);
  EXPECT_EQ(east(3'001), DistanceClass::kWithin5Km);
  EXPECT_EQ(east(5'001), DistanceClass::kWithin10Km);
  EXPECT_EQ(east(10'000), DistanceClass::kWithin10Km);
  EXPECT_EQ(east(10'001), DistanceClass::kFurther);
  // Along both axes; and across the country nothing overflows.
  EXPECT_EQ(DistanceBetween(home, {"3363", 100'600, 399'200}), DistanceClass::kWithin1Km);
  EXPECT_EQ(DistanceBetween(home, {"3363", 100'601, 399'200}), DistanceClass::kWithin3Km);
  EXPECT_EQ(DistanceBetween(home, {"1000", 300'000, 640'000}), DistanceClass::kFurther);
}

TEST(Outline, NamesWhatIsNeededForTheseChildrenAndOffered) {
  const AskedSide asking =
      Asking({Need(1, Kinds({1, 9}), 0), Need(2, Kinds({14}), 2), Need(3, Kinds({5}), 1)});
  const Outline outline = OutlineOf({1, 2}, asking, Offering(Kinds({1, 5, 14}), 3));
  EXPECT_THAT(outline.kinds, ElementsAre(1, 14));
  EXPECT_EQ(outline.frequency, 2);
  EXPECT_EQ(outline.distance, DistanceClass::kNotKnown);
}

TEST(Outline, NamesWhatOneSideSaysWhereTheOtherIsNotKnown) {
  const AskedSide asking = Asking({Need(1, Kinds({9}), 0)});
  const AskedSide offering = Offering(Kinds({1, 2}), 4);
  EXPECT_THAT(OutlineOf({1}, asking, AskedSide()).kinds, ElementsAre(9));
  EXPECT_EQ(OutlineOf({1}, asking, AskedSide()).frequency, 0);
  EXPECT_THAT(OutlineOf({1}, AskedSide(), offering).kinds, ElementsAre(1, 2));
  EXPECT_EQ(OutlineOf({1}, asking, offering).frequency, 4);
  EXPECT_THAT(OutlineOf({1}, asking, offering).kinds, IsEmpty());
  EXPECT_THAT(OutlineOf({2}, AskedSide(), AskedSide()).kinds, IsEmpty());
}

TEST(Outline, HasADistanceWhereBothAreasAreKnown) {
  AskedSide asking = Asking({});
  AskedSide offering = Offering(0, 0);
  asking.area = {"3361", 100'000, 400'000};
  EXPECT_EQ(OutlineOf({1}, asking, offering).distance, DistanceClass::kNotKnown);
  offering.area = {"3362", 104'000, 400'000};
  EXPECT_EQ(OutlineOf({1}, asking, offering).distance, DistanceClass::kWithin5Km);
}

}  // namespace
}  // namespace buurtbrug::matching::domain
