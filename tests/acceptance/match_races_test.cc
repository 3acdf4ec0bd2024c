#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/core/status.h"
#include "tests/acceptance/match_life_scene.h"

// Coordinators who race for a place, through gRPC and the built programs only.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using ::testing::Contains;
using ::testing::Pair;

class PlaceRaces : public MatchLifeScene {
 protected:
  // Sent together by as many threads, in turn by the two coordinators. A queue that is full is
  // asked again.
  std::vector<absl::StatusOr<m1::ProposeMatchResponse>> Race(
      const std::vector<m1::ProposeMatchRequest>& proposals) {
    std::vector<absl::StatusOr<m1::ProposeMatchResponse>> answers(proposals.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < proposals.size(); ++i) {
      threads.emplace_back([&, i] {
        const Caller& coordinator = i % 2 == 0 ? matching_ : second_;
        do {
          answers[i] = coordinator.Call<m1::ProposeMatchResponse>(proposals[i]);
        } while (absl::IsResourceExhausted(answers[i].status()));
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    return answers;
  }
};

TEST_F(PlaceRaces, OfTwoCoordinatorsWhoPromiseTheLastPlaceOneWinsAndTheOtherIsTold) {
  for (int round = 0; round < 5; ++round) {
    const std::vector<std::string> asking = {Asking(20, {"2018-01-02"}, ""),
                                             Asking(20, {"2017-01-02"}, "")};
    const std::string support = Supporting(10, 1, "");
    const auto answers =
        Race({Proposal(asking[0], {1}, support, 0), Proposal(asking[1], {1}, support, 0)});
    ASSERT_NE(answers[0].ok(), answers[1].ok());
    const auto& lost = answers[0].ok() ? answers[1] : answers[0];
    EXPECT_THAT(lost, Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
    EXPECT_THAT(platform::core::MetadataOf(lost.status()), Contains(Pair("held_until", Ago(-14))));
  }
}

TEST_F(PlaceRaces, OfAHundredProposalsAsManyWinAsThereArePlaces) {
  constexpr int kProposals = 100;
  constexpr int kPlaces = 7;
  const std::string support = Supporting(10, kPlaces, "");
  std::vector<m1::ProposeMatchRequest> proposals;
  proposals.reserve(kProposals);
  for (int i = 0; i < kProposals; ++i) {
    proposals.push_back(Proposal(Asking(20, {"2018-01-02"}, ""), {1}, support, 0));
  }
  int won = 0;
  for (const auto& answer : Race(proposals)) {
    if (answer.ok()) {
      ++won;
    } else {
      EXPECT_THAT(answer, Fails(StatusCode::kFailedPrecondition, "PLACE_TAKEN"));
    }
  }
  EXPECT_EQ(won, kPlaces);
  // Those that won say so again, the others may not.
  int again = 0;
  for (const auto& answer : Race(proposals)) {
    again += answer.ok() ? 1 : 0;
  }
  EXPECT_EQ(again, kPlaces);
  EXPECT_EQ(fleet_.database().Count("matching", "matches"), kPlaces);
}

}  // namespace
}  // namespace buurtbrug::acceptance
