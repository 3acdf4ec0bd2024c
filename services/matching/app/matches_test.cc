#include "matching/app/matches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/store/profile_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using platform::access::Effect;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr absl::CivilDay kMay(2020, 5, 4);
constexpr domain::Signatures kSigned = {domain::Signature::kGiven, domain::Signature::kGiven};

class MatchesTest : public ::testing::Test {
 protected:
  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }
  Call Cares() { return fixture_.NewCall(tenant_, Effect::kCares); }

  domain::FamilyId NewFamily() {
    return domain::FamilyId(NewUuid(Starts().now, fixture_.random()));
  }

  // As registration's feed would tell it.
  void Tell(const TenantScope& tenant, const domain::FamilyId& family,
            registration::v1::FamilyRole role, registration::v1::FamilyState state) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family.ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_children(2);
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant;
    entry.fact = platform::feed::MakeFact(NewUuid(Starts().now, fixture_.random()), kMay, changed);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyRegistration(transaction, entry);
                                        }),
                IsOk());
  }

  domain::FamilyId WaitingFamily() {
    const domain::FamilyId family = NewFamily();
    Tell(tenant_, family, registration::v1::FAMILY_ROLE_REQUEST,
         registration::v1::FAMILY_STATE_WAITING);
    return family;
  }

  domain::FamilyId AvailableFamily() {
    const domain::FamilyId family = NewFamily();
    Tell(tenant_, family, registration::v1::FAMILY_ROLE_SUPPORT,
         registration::v1::FAMILY_STATE_AVAILABLE);
    return family;
  }

  domain::MatchId Propose(const domain::FamilyId& support) {
    const auto receipt =
        matches_.Propose(Starts(), {kMay, WaitingFamily(), {1}, support, "Om de hoek."});
    EXPECT_THAT(receipt, IsOk());
    return domain::MatchId(receipt->subject);
  }

  // A match whose next step is the trial.
  domain::MatchId Agree(const domain::FamilyId& support) {
    const domain::MatchId match = Propose(support);
    EXPECT_THAT(matches_.RecordStep(Starts(), {match, MatchState::kIntroduced, kMay}), IsOk());
    EXPECT_THAT(matches_.RecordStep(Starts(), {match, MatchState::kAgreed, kMay, 0, "", kSigned}),
                IsOk());
    return match;
  }

  StepInput Trial(const domain::MatchId& match) { return {match, MatchState::kInTrial, kMay}; }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_ = fixture_.OpenContract();
  absl::StatusOr<domain::Readiness> readiness_ = domain::Readiness{{}, 1};
  int asked_ = 0;
  // What registration's feed holds and has not told yet.
  std::function<absl::Status()> news_ = [] { return absl::OkStatus(); };
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [this](const Call&, const domain::FamilyId&, absl::CivilDay) {
                     ++asked_;
                     return readiness_;
                   },
                   [this] { return news_(); }};

 private:
  uint64_t told_ = 0;
};

TEST_F(MatchesTest, AMatchLivesFromProposalToCompletionWithAStepAndAnEventForEach) {
  const domain::FamilyId request = WaitingFamily();
  const domain::FamilyId support = AvailableFamily();
  const auto proposed =
      matches_.Propose(Starts(), {kMay, request, {2, 1}, support, "Eén middag, \"creatief\"."});
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->version, 1);
  const domain::MatchId id(proposed->subject);
  ASSERT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kIntroduced, kMay + 7, 1}), IsOk());
  ASSERT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kAgreed, kMay + 14, 4, "", kSigned}),
              IsOk());
  ASSERT_THAT(matches_.StartTrial(Starts(), {id, MatchState::kInTrial, kMay + 21, 5}), IsOk());
  ASSERT_THAT(matches_.RecordStep(Cares(), {id, MatchState::kDefinitive, kMay + 63, 6}), IsOk());
  const auto completed = matches_.RecordStep(
      Cares(), Concluded({id, MatchState::kCompleted, kMay + 100, 7, "Het gaat zonder."}));
  ASSERT_THAT(completed, IsOk());
  EXPECT_EQ(completed->version, 8);

  const auto match = matches_.Get(Starts(), id);
  ASSERT_THAT(match, IsOk());
  EXPECT_EQ(match->head.request_family, request);
  EXPECT_THAT(match->head.children, ElementsAre(2, 1));
  EXPECT_EQ(match->head.support_family, support);
  EXPECT_EQ(match->head.state, MatchState::kCompleted);
  EXPECT_EQ(match->head.last_step_on, kMay + 100);
  ASSERT_THAT(match->steps, SizeIs(6));
  EXPECT_EQ(match->steps[0].reason, "Eén middag, \"creatief\".");
  EXPECT_EQ(match->steps[0].recorded_at, Starts().now);
  EXPECT_EQ(match->steps[0].recorded_by, Starts().caller.subject);
  EXPECT_EQ(match->steps[3].state, MatchState::kInTrial);
  EXPECT_EQ(match->steps[3].occurred_on, kMay + 21);
  EXPECT_EQ(match->steps[3].reason, "");
  EXPECT_EQ(match->steps[5].reason, "Het gaat zonder.");
  EXPECT_EQ(Ask("SELECT string_agg(occurred_on::text, ' ' ORDER BY sequence)"
                " FROM matching.feed_entries"
                " WHERE type = 'buurtbrug.matching.v1.MatchChanged'"),
            "2020-05-04 2020-05-11 2020-05-18 2020-05-25 2020-07-06 2020-08-12\n");
}

TEST_F(MatchesTest, AStepThatIsNotTheNextOneLeavesNothing) {
  const domain::MatchId id = Propose(AvailableFamily());
  EXPECT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kAgreed, kMay, 0, "", kSigned}),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kIntroduced, kMay - 1}),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.feed_entries"), "1\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.receipts"), "1\n");
}

TEST_F(MatchesTest, AnAgreementThatOneFamilyDidNotSignIsRefused) {
  const domain::MatchId id = Propose(AvailableFamily());
  ASSERT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kIntroduced, kMay}), IsOk());
  EXPECT_THAT(
      matches_.RecordStep(Starts(), {id,
                                     MatchState::kAgreed,
                                     kMay,
                                     0,
                                     "",
                                     {domain::Signature::kGiven, domain::Signature::kMissing}}),
      Fails(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED"));
}

TEST_F(MatchesTest, AStepOnAnOldEtagIsRefused) {
  const domain::MatchId id = Propose(AvailableFamily());
  ASSERT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kIntroduced, kMay, 1}), IsOk());
  EXPECT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kAgreed, kMay, 1, "", kSigned}),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(matches_.StartTrial(Starts(), {id, MatchState::kInTrial, kMay, 1}),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(MatchesTest, ARequestThatComesTwiceMakesOneMatchAndOneStep) {
  const Call propose = Starts();
  const ProposalInput input = {kMay, WaitingFamily(), {1}, AvailableFamily(), "Om de hoek."};
  const auto first = matches_.Propose(propose, input);
  const auto second = matches_.Propose(propose, input);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "1\n");
  const Call introduce = Starts();
  const StepInput step = {domain::MatchId(first->subject), MatchState::kIntroduced, kMay};
  ASSERT_THAT(matches_.RecordStep(introduce, step), IsOk());
  EXPECT_EQ(matches_.RecordStep(introduce, step)->version, 4);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), "2\n");
}

TEST_F(MatchesTest, ATrialThatIsAskedForTwiceGetsItsFirstAnswerWithoutAskingRegistration) {
  const domain::MatchId id = Agree(AvailableFamily());
  const Call call = Starts();
  const auto first = matches_.StartTrial(call, Trial(id));
  ASSERT_THAT(first, IsOk());
  readiness_ = domain::Readiness{{"VOG_EXPIRED"}, 1};
  const auto second = matches_.StartTrial(call, Trial(id));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->version, first->version);
  EXPECT_EQ(asked_, 1);
}

TEST_F(MatchesTest, NoTrialStartsWhileSomethingIsMissing) {
  const domain::MatchId id = Agree(AvailableFamily());
  readiness_ = domain::Readiness{{"VOG_MISSING", "SCREENING_MISSING"}, 0};
  const auto refused = matches_.StartTrial(Starts(), Trial(id));
  EXPECT_THAT(refused, Fails(StatusCode::kFailedPrecondition, "VOG_MISSING"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("missing", "VOG_MISSING,SCREENING_MISSING")));
  EXPECT_EQ(matches_.Get(Starts(), id)->head.state, MatchState::kAgreed);
}

TEST_F(MatchesTest, NoTrialStartsWhileRegistrationCannotBeAsked) {
  const domain::MatchId id = Agree(AvailableFamily());
  readiness_ = platform::core::Error(StatusCode::kUnavailable, "SERVICE_UNREACHABLE", "try again");
  const Call call = Starts();
  EXPECT_THAT(matches_.StartTrial(call, Trial(id)),
              Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
  readiness_ = domain::Readiness{{}, 1};
  EXPECT_THAT(matches_.StartTrial(call, Trial(id)), IsOk());
}

TEST_F(MatchesTest, WhatIsWrongWithTheMatchIsSaidBeforeWhatIsWrongWithTheFamily) {
  const domain::MatchId id = Propose(AvailableFamily());
  readiness_ = domain::Readiness{{"VOG_MISSING"}, 0};
  EXPECT_THAT(matches_.StartTrial(Starts(), Trial(id)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(matches_.StartTrial(Starts(), {id, MatchState::kInTrial, Starts().today + 1}),
              RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
}

TEST_F(MatchesTest, APlaceIsTakenByATrialAndFreedByItsEnd) {
  const domain::FamilyId support = AvailableFamily();
  const domain::MatchId first = Agree(support);
  const domain::MatchId second = Agree(support);
  const domain::MatchId elsewhere = Agree(AvailableFamily());
  ASSERT_THAT(matches_.StartTrial(Starts(), Trial(first)), IsOk());
  EXPECT_THAT(matches_.StartTrial(Starts(), Trial(second)),
              Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  EXPECT_THAT(matches_.StartTrial(Starts(), Trial(elsewhere)), IsOk());
  ASSERT_THAT(matches_.RecordStep(Cares(), Concluded({first, MatchState::kEndedInTrial, kMay, 0,
                                                      "Het klikte niet."})),
              IsOk());
  EXPECT_THAT(matches_.StartTrial(Starts(), Trial(second)), IsOk());
}

TEST_F(MatchesTest, OfTwoTrialsThatWantTheLastPlaceAtOnceOneGetsIt) {
  for (int round = 0; round < 5; ++round) {
    const domain::FamilyId support = AvailableFamily();
    const std::vector<domain::MatchId> rivals = {Agree(support), Agree(support)};
    const std::vector<Call> calls = {Starts(), Starts()};
    std::vector<absl::StatusOr<Receipt>> answers(2);
    // Both have asked registration before either goes on.
    std::mutex mutex;
    std::condition_variable met;
    int arrived = 0;
    Matches matches(
        fixture_.database(), fixture_.gate(), fixture_.random(),
        [&](const Call&, const domain::FamilyId&, absl::CivilDay) {
          std::unique_lock lock(mutex);
          ++arrived;
          met.notify_all();
          met.wait(lock, [&] { return arrived == 2; });
          return domain::Readiness{{}, 1};
        },
        [] { return absl::OkStatus(); });
    std::vector<std::thread> threads;
    for (size_t i = 0; i < rivals.size(); ++i) {
      threads.emplace_back([&, i] { answers[i] = matches.StartTrial(calls[i], Trial(rivals[i])); });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    ASSERT_NE(answers[0].ok(), answers[1].ok());
    EXPECT_THAT(answers[answers[0].ok() ? 1 : 0],
                Fails(StatusCode::kFailedPrecondition, "NO_CAPACITY"));
  }
}

TEST_F(MatchesTest, AMatchOfAnotherContractIsNotFoundToReadOrToChange) {
  const domain::MatchId id = Agree(AvailableFamily());
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  const auto call = [&] { return fixture_.NewCall(other, Effect::kStarts); };
  EXPECT_THAT(matches_.Get(call(), id), Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(matches_.RecordStep(
                  call(), Concluded({id, MatchState::kDeclined, kMay, 0, "Toch liever niet."})),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(matches_.StartTrial(call(), Trial(id)),
              Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND"));
  EXPECT_THAT(*matches_.List(call(), {}), SizeIs(0));
  EXPECT_EQ(asked_, 0);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), "3\n");
}

TEST_F(MatchesTest, AnUnknownContractIsNotFoundForATrialToo) {
  const TenantScope nowhere = {
      "0610", platform::core::ContractId(NewUuid(Starts().now, fixture_.random()))};
  EXPECT_THAT(matches_.StartTrial(fixture_.NewCall(nowhere, Effect::kStarts),
                                  Trial(Propose(AvailableFamily()))),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(MatchesTest, AFamilyOfAnotherContractIsNotFound) {
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  const domain::FamilyId theirs = NewFamily();
  Tell(other, theirs, registration::v1::FAMILY_ROLE_SUPPORT,
       registration::v1::FAMILY_STATE_AVAILABLE);
  const auto refused =
      matches_.Propose(Starts(), {kMay, WaitingFamily(), {1}, theirs, "Om de hoek."});
  EXPECT_THAT(refused, Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("field", "support_family_id")));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "0\n");
}

TEST_F(MatchesTest, NewsOfAFamilyThatIsOnItsWayIsWaitedFor) {
  const domain::FamilyId request = NewFamily();
  const domain::FamilyId support = NewFamily();
  Tell(tenant_, support, registration::v1::FAMILY_ROLE_SUPPORT,
       registration::v1::FAMILY_STATE_REGISTERED);
  news_ = [&] {
    Tell(tenant_, request, registration::v1::FAMILY_ROLE_REQUEST,
         registration::v1::FAMILY_STATE_WAITING);
    Tell(tenant_, support, registration::v1::FAMILY_ROLE_SUPPORT,
         registration::v1::FAMILY_STATE_AVAILABLE);
    return absl::OkStatus();
  };
  EXPECT_THAT(matches_.Propose(Starts(), {kMay, request, {1}, support, "Om de hoek."}), IsOk());
}

TEST_F(MatchesTest, AFamilyIsNotCalledUnknownWhileNewsCannotBeHad) {
  news_ = [] {
    return platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "try again");
  };
  EXPECT_THAT(matches_.Propose(Starts(), {kMay, NewFamily(), {1}, NewFamily(), "Om de hoek."}),
              Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
}

TEST_F(MatchesTest, AProposalOutsideEverySubsidyPeriodIsRefusedButARunningMatchMayEnd) {
  const domain::MatchId id = Propose(AvailableFamily());
  const absl::CivilDay january(2021, 1, 4);
  Call starts = Starts();
  fixture_.clock().Set(absl::FromCivil(january, absl::UTCTimeZone()) + absl::Hours(12));
  EXPECT_THAT(
      matches_.Propose(starts, {january, WaitingFamily(), {1}, AvailableFamily(), "Om de hoek."}),
      Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  Call cares = Cares();
  EXPECT_THAT(matches_.RecordStep(
                  cares, Concluded({id, MatchState::kDeclined, january, 0, "Toch liever niet."})),
              IsOk());
}

TEST_F(MatchesTest, APageGoesOnBehindTheLastOne) {
  const domain::FamilyId support = AvailableFamily();
  for (int i = 0; i < 5; ++i) {
    Propose(support);
  }
  const auto first = matches_.List(Starts(), {3, {}});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(*first, SizeIs(3));
  EXPECT_THAT(*matches_.List(Starts(), {3, first->back().id.value()}), SizeIs(2));
}

TEST_F(MatchesTest, AStepInASealedPeriodIsKeptAsACorrection) {
  const domain::MatchId id = Propose(AvailableFamily());
  Ask("UPDATE matching.subsidy_periods SET sealed_at = '2020-11-01' RETURNING 1");
  EXPECT_THAT(matches_.RecordStep(Starts(), {id, MatchState::kIntroduced, kMay}),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  Call call = Starts();
  call.mark = platform::access::Mark::kCorrection;
  ASSERT_THAT(matches_.RecordStep(call, {id, MatchState::kIntroduced, kMay}), IsOk());
  const auto match = matches_.Get(Starts(), id);
  ASSERT_THAT(match, IsOk());
  EXPECT_FALSE(match->steps[0].correction);
  EXPECT_TRUE(match->steps[1].correction);
}

}  // namespace
}  // namespace buurtbrug::matching::app
