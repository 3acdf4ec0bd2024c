#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "matching/app/match_lives.h"
#include "matching/app/told_scene_test.h"
#include "matching/store/match_store.h"
#include "platform/core/clock.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::access::Effect;
using platform::postgres::Scope;
using platform::testing::Fails;
using platform::testing::IsOk;

auto Refuses(const std::string& reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

// A support family that is known under two ids: `before_` was merged into `support_`, which takes
// one match at once.
class MergedPlacesTest : public ToldScene {
 protected:
  // So long ago that no proposal of that day reserves anything any more.
  static constexpr absl::CivilDay kLongAgo = absl::CivilDay(2020, 9, 15);

  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }

  absl::StatusOr<Receipt> Try(const FamilyId& support, absl::CivilDay day = kDay) {
    return matches_.Propose(Starts(), {day, NewRequest(), {1}, support, "Om de hoek."});
  }
  // A match whose next step is the trial, and which reserves nothing.
  domain::MatchId Agreed(const FamilyId& support) {
    const auto proposed = Try(support, kLongAgo);
    EXPECT_THAT(proposed, IsOk());
    const domain::MatchId match(proposed->subject);
    Move(match, MatchState::kIntroduced);
    Move(match, MatchState::kAgreed);
    return match;
  }
  absl::StatusOr<Receipt> Start(const domain::MatchId& match) {
    return matches_.StartTrial(Starts(), {match, MatchState::kInTrial, kDay});
  }
  // Gives a place away, as Propose does behind LockPlaces.
  void TakePlace(ScopedTransaction& transaction, const FamilyId& support, const FamilyId& request) {
    domain::LivingMatch match;
    match.head = {
        domain::MatchId(NewId().value()), request, {1}, support, MatchState::kProposed, kDay, 1};
    match.life.held_until = kDay + 14;
    domain::MatchStep step;
    step.occurred_on = kDay;
    step.recorded_at = fixture_.Now();
    step.recorded_by = "somebody";
    step.reason = "Om de hoek.";
    store::InsertMatch(transaction, tenant_, match, step, 0);
  }
  // Runs `ours`, then lets `theirs` come until it waits for what `ours` holds, or has ended; then
  // `rest` and the commit.
  using Work = std::function<void(ScopedTransaction&)>;
  absl::StatusOr<Receipt> Meanwhile(const Work& ours, const Work& rest,
                                    const std::function<absl::StatusOr<Receipt>()>& theirs) {
    absl::StatusOr<Receipt> answer;
    std::thread rival;
    bool waited = false;
    EXPECT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) -> absl::Status {
                                          ours(transaction);
                                          rival = std::thread([&] { answer = theirs(); });
                                          const auto& clock = platform::core::SystemClock();
                                          const absl::Time until = clock.Now() + absl::Seconds(5);
                                          while (!(waited = Waits()) && clock.Now() < until) {
                                          }
                                          rest(transaction);
                                          return absl::OkStatus();
                                        }),
                IsOk());
    rival.join();
    EXPECT_TRUE(waited);
    return answer;
  }
  bool Waits() {
    return Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
               " AND wait_event_type = 'Lock'") == "1\n";
  }

  const FamilyId before_ = NewSupport();
  const FamilyId support_ = NewSupport();
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(),
                    [](const Call&, const FamilyId&, absl::CivilDay) {
                      return domain::Readiness{{}, 1};
                    },
                    [] { return absl::OkStatus(); }};
};

// Each path on which a place is given away, under the id of before.
TEST_F(MergedPlacesTest, WhatTheFamilyThatIsLeftGaveIsNotProposedUnderTheIdOfBefore) {
  Merge(before_, support_);
  ASSERT_THAT(Try(support_), IsOk());
  EXPECT_THAT(Try(before_), Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, WhatTheFamilyThatIsLeftGaveIsNotReservedForLongerUnderTheIdOfBefore) {
  const domain::MatchId proposed(Try(before_, kLongAgo)->subject);
  Merge(before_, support_);
  ASSERT_THAT(Try(support_), IsOk());
  EXPECT_THAT(lives_.ExtendPlace(Writes(), {proposed, kDay, 0, "Zij zijn op reis."}),
              Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, WhatTheFamilyThatIsLeftGaveStartsNoTrialUnderTheIdOfBefore) {
  const domain::MatchId agreed = Agreed(before_);
  Merge(before_, support_);
  ASSERT_THAT(Try(support_), IsOk());
  EXPECT_THAT(Start(agreed), Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, WhatTheFamilyThatIsLeftGaveStandsInForNobodyUnderTheIdOfBefore) {
  const domain::MatchId running = Agreed(NewSupport());
  ASSERT_THAT(Start(running), IsOk());
  Merge(before_, support_);
  ASSERT_THAT(Try(support_), IsOk());
  EXPECT_THAT(
      lives_.Substitute(Writes(), {running, kDay, 0, "Een operatie."}, {before_, kDay, kDay + 20}),
      Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, TheFamilyThatIsLeftSaysHowManyPlacesThereAre) {
  const domain::MatchId agreed = Agreed(before_);
  registration::v1::FamilyProfileChanged told = SupportProfile(support_);
  told.mutable_offer()->set_capacity(2);
  Tell(told);
  Step(support_, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
       registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 2), 2);
  Merge(before_, support_);
  ASSERT_THAT(Try(support_), IsOk());
  EXPECT_THAT(Start(agreed), IsOk());
  EXPECT_THAT(Try(support_), Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, ATrialUnderTheIdOfBeforeWaitsForAProposalUnderTheOneThatIsLeft) {
  const domain::MatchId agreed = Agreed(before_);
  const FamilyId request = NewRequest();
  Merge(before_, support_);
  EXPECT_THAT(Meanwhile([&](ScopedTransaction& t) { store::LockPlaces(t, tenant_, support_); },
                        [&](ScopedTransaction& t) { TakePlace(t, support_, request); },
                        [&] { return Start(agreed); }),
              Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, AProposalUnderTheIdThatIsLeftWaitsForOneUnderThatOfBefore) {
  const FamilyId request = NewRequest();
  Merge(before_, support_);
  EXPECT_THAT(Meanwhile([&](ScopedTransaction& t) { store::LockPlaces(t, tenant_, before_); },
                        [&](ScopedTransaction& t) { TakePlace(t, before_, request); },
                        [&] { return Try(support_); }),
              Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, WhoWaitsWhileTheFamilyIsMergedLooksAgainAtTheOneThatIsLeft) {
  const domain::MatchId agreed = Agreed(before_);
  const FamilyId request = NewRequest();
  const FamilyId between = NewSupport();
  // Two merges, which nobody sees before they are committed.
  const auto first = EntryOf(tenant_, Merged(before_, between), kDay);
  const auto second = EntryOf(tenant_, Merged(between, support_), kDay);
  EXPECT_THAT(Meanwhile(
                  [&](ScopedTransaction& t) {
                    EXPECT_THAT(news_.Apply(t, first), IsOk());
                    EXPECT_THAT(news_.Apply(t, second), IsOk());
                  },
                  [&](ScopedTransaction& t) { TakePlace(t, support_, request); },
                  [&] { return Start(agreed); }),
              Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, AMergeWaitsForWhoGivesAPlaceAwayUnderTheIdOfBefore) {
  const FamilyId request = NewRequest();
  EXPECT_THAT(Meanwhile([&](ScopedTransaction& t) { store::LockPlaces(t, tenant_, before_); },
                        [&](ScopedTransaction& t) { TakePlace(t, before_, request); },
                        [&] {
                          Merge(before_, support_);
                          return Try(support_);
                        }),
              Refuses("PLACE_TAKEN"));
}

TEST_F(MergedPlacesTest, OfManyWhoWantThePlaceUnderEitherIdAtOnceOneGetsIt) {
  std::vector<std::function<absl::StatusOr<Receipt>()>> rivals;
  for (const FamilyId& family : {support_, before_}) {
    for (int i = 0; i < 4; ++i) {
      const Call call = Starts();
      const ProposalInput input = {kDay, NewRequest(), {1}, family, "Om de hoek."};
      rivals.push_back([this, call, input] { return matches_.Propose(call, input); });
      const StepInput trial = {Agreed(family), MatchState::kInTrial, kDay};
      rivals.push_back([this, call = Starts(), trial] { return matches_.StartTrial(call, trial); });
    }
  }
  Merge(before_, support_);
  std::vector<absl::StatusOr<Receipt>> answers(rivals.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < rivals.size(); ++i) {
    threads.emplace_back([&, i] { answers[i] = rivals[i](); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  int given = 0;
  for (const auto& answer : answers) {
    given += answer.ok() ? 1 : 0;
    EXPECT_THAT(answer, ::testing::AnyOf(IsOk(), Refuses("PLACE_TAKEN"), Refuses("NO_CAPACITY")));
  }
  EXPECT_EQ(given, 1);
}

}  // namespace
}  // namespace buurtbrug::matching::app
