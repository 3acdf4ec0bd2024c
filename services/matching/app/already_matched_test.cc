#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <vector>

#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using domain::ProposalOrigin;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

auto Refuses(const std::string& reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

// A child, or the parents, have one match that is not over.
class AlreadyMatchedTest : public ToldScene {
 protected:
  absl::StatusOr<Receipt> Try(const FamilyId& support, const std::vector<int>& children,
                              ProposalOrigin origin = ProposalOrigin::kSearch) {
    return learned_.Propose(fixture_.NewCall(tenant_, Effect::kStarts),
                            {kDay, request_, children, support, "Zij wonen om de hoek.", {origin}});
  }
  std::vector<std::string> OverriddenIn(const absl::StatusOr<Receipt>& receipt) {
    return learned_.Get(Reads(), domain::MatchId(receipt->subject))->steps[0].overridden_rules;
  }
  // With so many places.
  FamilyId Supporter(int places) {
    const FamilyId family = NewSupport();
    Step(family, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
         registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 2), places);
    TellPlaces(family, places);
    return family;
  }
  void TellPlaces(const FamilyId& family, int places) {
    auto told = SupportProfile(family);
    told.mutable_offer()->set_capacity(places);
    Tell(told);
  }

  const FamilyId request_ = NewRequest();
  // What registration's feed holds and has not told yet.
  std::function<absl::Status()> news_ = [] { return absl::OkStatus(); };
  Matches learned_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [](const Call&, const FamilyId&, absl::CivilDay) {
                     return domain::Readiness{{}, 2};
                   },
                   [this] { return news_(); }};
};

TEST_F(AlreadyMatchedTest, TheSamePairIsNotProposedAgainForTheSameChild) {
  const FamilyId support = Supporter(3);
  ASSERT_THAT(Try(support, {1}), IsOk());
  for (const ProposalOrigin origin :
       {ProposalOrigin::kNotSaid, ProposalOrigin::kSearch, ProposalOrigin::kByHand}) {
    EXPECT_THAT(Try(support, {1}, origin), Refuses("ALREADY_MATCHED"));
    EXPECT_THAT(Try(support, {1, 2}, origin), Refuses("ALREADY_MATCHED"));
  }
  // A match for each child.
  EXPECT_THAT(Try(support, {2}), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "2\n");
}

TEST_F(AlreadyMatchedTest, AnotherFamilyBesideTheFirstIsProposedByHandOnly) {
  ASSERT_THAT(Try(Supporter(1), {1}), IsOk());
  const FamilyId second = Supporter(1);
  EXPECT_THAT(Try(second, {1}), Refuses("ALREADY_MATCHED"));
  const auto by_hand = Try(second, {1}, ProposalOrigin::kByHand);
  ASSERT_THAT(by_hand, IsOk());
  EXPECT_THAT(OverriddenIn(by_hand), ElementsAre("ALREADY_MATCHED"));
}

TEST_F(AlreadyMatchedTest, WhatIsOverIsNoMatch) {
  const FamilyId first = Supporter(1);
  Move(Propose(request_, first), MatchState::kDeclined);
  const auto proposed = Try(Supporter(1), {1}, ProposalOrigin::kByHand);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(OverriddenIn(proposed), IsEmpty());
}

TEST_F(AlreadyMatchedTest, OfTwoWhoProposeForOneChildAtTheSameTimeOneIsTold) {
  constexpr int kRivals = 6;
  std::vector<FamilyId> supports;
  for (int i = 0; i < kRivals; ++i) {
    supports.push_back(Supporter(1));
  }
  std::vector<absl::StatusOr<Receipt>> answers(kRivals);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kRivals; ++i) {
    threads.emplace_back([&, i] { answers[i] = Try(supports[i], {1}); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  int proposed = 0;
  for (const auto& answer : answers) {
    proposed += answer.ok() ? 1 : 0;
    if (!answer.ok()) {
      EXPECT_THAT(answer, Refuses("ALREADY_MATCHED"));
    }
  }
  EXPECT_EQ(proposed, 1);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "1\n");
}

TEST_F(AlreadyMatchedTest, APlaceIsTakenAfterTheLatestNewsOnly) {
  const FamilyId support = Supporter(2);
  TellPlaces(support, 1);
  Propose(NewRequest(), support);
  EXPECT_THAT(Try(support, {1}), Refuses("PLACE_TAKEN"));
  news_ = [&] {
    TellPlaces(support, 2);
    return absl::OkStatus();
  };
  EXPECT_THAT(Try(support, {1}), IsOk());
}

}  // namespace
}  // namespace buurtbrug::matching::app
