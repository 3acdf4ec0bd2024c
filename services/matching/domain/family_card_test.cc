#include "matching/domain/family_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace buurtbrug::matching::domain {
namespace {

using ::testing::IsEmpty;

constexpr absl::CivilDay kTold(2020, 2, 29);

FamilyCard Request() {
  FamilyCard card;
  card.state = FamilyState::kWaiting;
  card.profile.emplace();
  card.profile->told_on = kTold;
  card.profile->needs.emplace_back();
  card.profile->children = {{1, 8}, {2, 22}};
  return card;
}

FamilyCard Support() {
  FamilyCard card;
  card.role = FamilyRole::kSupport;
  card.state = FamilyState::kAvailable;
  card.profile.emplace();
  card.profile->offer.emplace();
  return card;
}

std::vector<int> YearsOn(const FamilyCard& card, absl::CivilDay day) {
  std::vector<int> years;
  for (const ToldChild& child : ChildrenOn(card, day)) {
    years.push_back(child.years);
  }
  return years;
}

TEST(WhyUnsearched, ARequestFamilyWaitsAndSaidWhatItNeeds) {
  EXPECT_EQ(WhyUnsearched(Request()), Unsearched::kSearched);
  FamilyCard card = Request();
  for (const FamilyState state : {FamilyState::kRegistered, FamilyState::kIntakePlanned,
                                  FamilyState::kClosed, FamilyState::kWithdrawn}) {
    card.state = state;
    EXPECT_EQ(WhyUnsearched(card), Unsearched::kNotWaiting);
  }
  card = Request();
  card.profile->needs.clear();
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kProfileUnknown);
  card.profile.reset();
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kProfileUnknown);
}

TEST(WhyUnsearched, ASupportFamilyIsAvailableOrPausesAndSaidWhatItOffers) {
  EXPECT_EQ(WhyUnsearched(Support()), Unsearched::kSearched);
  FamilyCard card = Support();
  card.state = FamilyState::kPaused;
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kSearched);
  for (const FamilyState state : {FamilyState::kRegistered, FamilyState::kScreening,
                                  FamilyState::kRejected, FamilyState::kClosed}) {
    card.state = state;
    EXPECT_EQ(WhyUnsearched(card), Unsearched::kNotAvailable);
  }
  card = Support();
  card.profile->offer.reset();
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kProfileUnknown);
}

TEST(WhyUnsearched, ErasureAndMergingComeFirst) {
  FamilyCard card = Request();
  card.merged_into = FamilyId();
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kMerged);
  card.erased = true;
  EXPECT_EQ(WhyUnsearched(card), Unsearched::kErased);
}

TEST(WhyUnsearched, EveryReasonHasACodeOfItsOwnAndWords) {
  std::set<absl::string_view> codes;
  for (int reason = 1; reason < kUnsearchedReasons; ++reason) {
    EXPECT_NE(CodeOf(static_cast<Unsearched>(reason)), "");
    EXPECT_NE(DutchOf(static_cast<Unsearched>(reason)), "");
    codes.insert(CodeOf(static_cast<Unsearched>(reason)));
  }
  EXPECT_EQ(codes.size(), static_cast<size_t>(kUnsearchedReasons - 1));
  EXPECT_EQ(CodeOf(Unsearched::kAreaUnknown), "AREA_UNKNOWN");
}

TEST(ChildrenOn, AChildIsAYearOlderEachWholeYearAfterItWasTold) {
  EXPECT_EQ(YearsOn(Request(), kTold - 400), (std::vector<int>{8, 22}));
  EXPECT_EQ(YearsOn(Request(), absl::CivilDay(2021, 2, 28)), (std::vector<int>{8, 22}));
  EXPECT_EQ(YearsOn(Request(), absl::CivilDay(2021, 3, 1)), (std::vector<int>{9, 23}));
  EXPECT_EQ(YearsOn(Request(), absl::CivilDay(2022, 3, 1)), (std::vector<int>{10, 23}));
  EXPECT_EQ(YearsOn(Request(), absl::CivilDay(2090, 1, 1)), (std::vector<int>{23, 23}));
}

TEST(ChildrenOn, WhoLeftIsNotThere) {
  FamilyCard card = Request();
  card.household = {2, 3};
  EXPECT_EQ(YearsOn(card, kTold), std::vector<int>{22});
  card.household = std::vector<int>();
  EXPECT_THAT(YearsOn(card, kTold), IsEmpty());
  card.profile.reset();
  EXPECT_THAT(YearsOn(card, kTold), IsEmpty());
}

TEST(CapacityOf, IsWhatTheScreeningAllowsAndNoMoreThanTheOfferWants) {
  FamilyCard card = Support();
  card.capacity = 3;
  card.profile->offer->capacity = 2;
  EXPECT_EQ(CapacityOf(card), 2);
  EXPECT_EQ(CapacityOf(card, 1), 1);
  card.profile->offer.reset();
  EXPECT_EQ(CapacityOf(card), 3);
  card.profile.reset();
  EXPECT_EQ(CapacityOf(card), 3);
}

}  // namespace
}  // namespace buurtbrug::matching::domain
