#include "matching/app/registration_news.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/app/matches.h"
#include "matching/store/match_store.h"
#include "matching/store/profile_store.h"
#include "matching/store/sql.h"
#include "platform/core/parse.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::EndReason;
using domain::MatchState;
using platform::access::Effect;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr absl::CivilDay kMay(2020, 5, 4);
constexpr absl::CivilDay kLapse(2020, 6, 1);
constexpr domain::Signatures kSigned = {domain::Signature::kGiven, domain::Signature::kGiven};

// "2020-03-10", "" for ever.
using Span = std::pair<std::string, std::string>;

class RegistrationNewsTest : public ::testing::Test {
 protected:
  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }

  template <typename Event>
  void TellAt(uint64_t sequence, absl::CivilDay day, const Event& event) {
    platform::feed::Entry entry;
    entry.position.sequence = sequence;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(NewUuid(Starts().now, fixture_.random()), day, event);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          return news_.Apply(transaction, entry);
                                        }),
                IsOk());
  }

  domain::FamilyId NewFamily(registration::v1::FamilyRole role) {
    const domain::FamilyId family(NewUuid(Starts().now, fixture_.random()));
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family.ToString());
    changed.set_role(role);
    changed.set_state(role == registration::v1::FAMILY_ROLE_REQUEST
                          ? registration::v1::FAMILY_STATE_WAITING
                          : registration::v1::FAMILY_STATE_AVAILABLE);
    changed.set_children(2);
    TellAt(++told_, kMay, changed);
    return family;
  }

  void ReadyAt(uint64_t sequence, const domain::FamilyId& family, absl::CivilDay day,
               const std::vector<Span>& spans) {
    registration::v1::ReadinessChanged changed;
    changed.set_family_id(family.ToString());
    for (const auto& [first, last] : spans) {
      registration::v1::ReadySpan& span = *changed.add_spans();
      span.set_first_day(first);
      span.set_last_day(last);
    }
    TellAt(sequence, day, changed);
  }
  void Ready(const domain::FamilyId& family, absl::CivilDay day, const std::vector<Span>& spans) {
    ReadyAt(++told_, family, day, spans);
  }

  absl::StatusOr<Receipt> TryPropose(const domain::FamilyId& support, absl::CivilDay day) {
    return matches_.Propose(
        Starts(),
        {day, NewFamily(registration::v1::FAMILY_ROLE_REQUEST), {2, 1}, support, "Om de hoek."});
  }
  domain::MatchId Propose(const domain::FamilyId& support) {
    const auto receipt = TryPropose(support, kMay);
    EXPECT_THAT(receipt, IsOk());
    return domain::MatchId(receipt->subject);
  }
  void Step(const domain::MatchId& match, MatchState next, absl::CivilDay day = kMay) {
    const StepInput input = {match, next, day, 0, "", kSigned};
    ASSERT_THAT(next == MatchState::kInTrial ? matches_.StartTrial(Starts(), input)
                                             : matches_.RecordStep(Starts(), input),
                IsOk());
  }
  MatchState StateOf(const domain::MatchId& match) {
    return matches_.Get(Starts(), match)->head.state;
  }

  v1::MatchChanged LastTold() {
    v1::MatchChanged event;
    const std::string hex = Ask(
        "SELECT encode(event, 'hex') FROM matching.feed_entries ORDER BY sequence DESC LIMIT 1");
    EXPECT_TRUE(event.ParseFromString(absl::HexStringToBytes(hex.substr(0, hex.find('\n')))));
    return event;
  }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_ =
      fixture_.OpenContract({.last_day = "2020-12-31", .run_off_day = "2021-03-31"});
  RegistrationNews news_{fixture_.clock(), fixture_.random()};
  std::function<absl::Status()> later_ = [] { return absl::OkStatus(); };
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                     return domain::Readiness{{}, 9};
                   },
                   [this] { return later_(); }};
  uint64_t told_ = 0;
  domain::FamilyId support_ = NewFamily(registration::v1::FAMILY_ROLE_SUPPORT);
};

TEST_F(RegistrationNewsTest, WhatIsOnlyProposedOrIntroducedStopsWithAStepAndAnEventOfItsOwn) {
  Ready(support_, kMay, {{"2020-03-10", "2020-05-31"}});
  const domain::MatchId proposed = Propose(support_);
  const domain::MatchId introduced = Propose(support_);
  Step(introduced, MatchState::kIntroduced, kMay + 7);
  const std::string events = Ask("SELECT count(*) FROM matching.feed_entries");
  Ready(support_, kLapse, {});

  for (const domain::MatchId& id : {proposed, introduced}) {
    const auto match = matches_.Get(Starts(), id);
    ASSERT_THAT(match, IsOk());
    EXPECT_EQ(match->head.state, MatchState::kDeclined);
    EXPECT_EQ(match->head.end_reason, EndReason::kSupportFamilyNotReady);
    EXPECT_EQ(match->head.last_step_on, kLapse);
    const domain::MatchStep& last = match->steps.back();
    EXPECT_EQ(last.end_reason, EndReason::kSupportFamilyNotReady);
    EXPECT_EQ(last.occurred_on, kLapse);
    EXPECT_EQ(last.recorded_at, Starts().now);
    EXPECT_EQ(last.recorded_by, "spiffe://buurtbrug/service/matching");
    EXPECT_EQ(last.reason, "");
    EXPECT_FALSE(last.correction);
    EXPECT_EQ(match->steps.front().end_reason, EndReason::kDecided);
    EXPECT_EQ(match->head.version,
              static_cast<int64_t>(match->steps.size() + match->occurrences.size()));
  }
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.feed_entries"),
            absl::StrCat(std::stoi(events) + 2, "\n"));
  EXPECT_EQ(Ask("SELECT string_agg(occurred_on::text, ' ') FROM (SELECT occurred_on FROM"
                " matching.feed_entries ORDER BY sequence DESC LIMIT 2) AS last"),
            "2020-06-01 2020-06-01\n");
  const v1::MatchChanged told = LastTold();
  EXPECT_EQ(told.state(), v1::MATCH_STATE_DECLINED);
  EXPECT_EQ(told.end_reason(), v1::END_REASON_SUPPORT_FAMILY_NOT_READY);
  EXPECT_THAT(told.children(), ElementsAre(2, 1));
  EXPECT_THAT(matches_.RecordStep(Starts(), {proposed, MatchState::kIntroduced, kLapse}),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(RegistrationNewsTest, WhatBothSignedATrialAndADefinitiveMatchAreNotEnded) {
  const std::vector<MatchState> steps = {MatchState::kIntroduced, MatchState::kAgreed,
                                         MatchState::kInTrial, MatchState::kDefinitive};
  std::vector<domain::MatchId> matches;
  for (size_t count = 2; count <= steps.size(); ++count) {
    matches.push_back(Propose(support_));
    for (size_t i = 0; i < count; ++i) {
      Step(matches.back(), steps[i]);
    }
  }
  Ready(support_, kLapse, {});
  for (size_t i = 0; i < matches.size(); ++i) {
    EXPECT_EQ(StateOf(matches[i]), steps[i + 1]);
  }
}

TEST_F(RegistrationNewsTest, AFamilyThatIsReadyOnTheDayOfTheNewsKeepsItsProposals) {
  const domain::MatchId match = Propose(support_);
  const domain::FamilyId other = NewFamily(registration::v1::FAMILY_ROLE_SUPPORT);
  const domain::MatchId of_other = Propose(other);
  Ready(support_, kLapse, {{"2020-03-10", "2020-06-01"}, {"2020-07-01", ""}});
  EXPECT_EQ(StateOf(match), MatchState::kProposed);
  Ready(support_, kLapse + 1, {{"2020-07-01", ""}});
  EXPECT_EQ(StateOf(match), MatchState::kDeclined);
  EXPECT_EQ(StateOf(of_other), MatchState::kProposed);
}

TEST_F(RegistrationNewsTest, TheStepIsNotDatedBeforeTheOneBeforeIt) {
  const domain::MatchId match = Propose(support_);
  Step(match, MatchState::kIntroduced, kLapse + 3);
  Ready(support_, kLapse, {});
  EXPECT_EQ(matches_.Get(Starts(), match)->steps.back().occurred_on, kLapse + 3);
}

TEST_F(RegistrationNewsTest, NewsThatComesAgainOrLateEndsNothing) {
  Ready(support_, kMay, {{"2020-03-10", ""}});
  const uint64_t lapsed = ++told_;
  ReadyAt(lapsed, support_, kLapse, {});
  Ready(support_, kLapse + 7, {{"2020-06-08", ""}});
  const domain::MatchId match = Propose(support_);
  ReadyAt(lapsed, support_, kLapse, {});
  EXPECT_EQ(StateOf(match), MatchState::kProposed);
  EXPECT_THAT(TryPropose(support_, kLapse + 7), IsOk());
}

TEST_F(RegistrationNewsTest, TheFeedReadFromItsBeginningEndsNothingASecondTimeNorByOldNews) {
  const auto tell_all = [&] {
    ReadyAt(101, support_, kMay, {{"2020-03-10", ""}});
    ReadyAt(102, support_, kMay + 1, {});
    ReadyAt(103, support_, kMay + 2, {{"2020-05-06", ""}});
  };
  tell_all();
  const domain::MatchId kept = domain::MatchId(TryPropose(support_, kMay + 3)->subject);
  const domain::FamilyId lapsing = NewFamily(registration::v1::FAMILY_ROLE_SUPPORT);
  ReadyAt(104, lapsing, kMay, {{"2020-03-10", ""}});
  const domain::MatchId stopped = Propose(lapsing);
  ReadyAt(105, lapsing, kLapse, {});
  ASSERT_EQ(StateOf(stopped), MatchState::kDeclined);
  const std::string steps = Ask("SELECT count(*) FROM matching.match_steps");

  Ask("DELETE FROM matching.readiness RETURNING 1");
  tell_all();
  ReadyAt(104, lapsing, kMay, {{"2020-03-10", ""}});
  ReadyAt(105, lapsing, kLapse, {});
  EXPECT_EQ(StateOf(kept), MatchState::kProposed);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), steps);

  // What comes after that is news again.
  ReadyAt(106, support_, kLapse, {});
  EXPECT_EQ(StateOf(kept), MatchState::kDeclined);
}

TEST_F(RegistrationNewsTest, AFamilyThatIsKnownNotToBeReadyOnThatDayIsNotProposed) {
  Ready(support_, kMay, {{"2020-03-10", "2020-05-31"}});
  EXPECT_THAT(TryPropose(support_, kLapse - 1), IsOk());
  EXPECT_THAT(TryPropose(support_, kLapse),
              Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_NOT_READY"));
  // Later news is asked for before a refusal.
  later_ = [&] {
    Ready(support_, kLapse, {{"2020-03-10", ""}});
    return absl::OkStatus();
  };
  EXPECT_THAT(TryPropose(support_, kLapse), IsOk());
}

TEST_F(RegistrationNewsTest, NewsWaitsForTheProposalThatDidNotKnowIt) {
  const domain::FamilyId request = NewFamily(registration::v1::FAMILY_ROLE_REQUEST);
  const domain::MatchId id(NewUuid(Starts().now, fixture_.random()));
  std::thread reader;
  const auto waits = [&] {
    return Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
               " AND wait_event_type = 'Lock'") == "1\n";
  };
  ASSERT_THAT(
      fixture_.database().Run(
          Scope::Tenant(tenant_),
          [&](ScopedTransaction& transaction) -> absl::Status {
            // As Propose does it.
            store::LockPlaces(transaction, tenant_, support_);
            reader = std::thread([&] { Ready(support_, kLapse, {}); });
            const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(10);
            while (!waits() && platform::core::SystemClock().Now() < until) {
            }
            domain::MatchStep step;
            step.occurred_on = kMay;
            step.recorded_at = Starts().now;
            step.recorded_by = "somebody";
            step.reason = "Om de hoek.";
            store::InsertMatch(
                transaction, tenant_,
                {{id, request, {1}, support_, MatchState::kProposed, kMay, 1}, domain::MatchLife()},
                step, 0);
            return absl::OkStatus();
          }),
      IsOk());
  reader.join();
  EXPECT_EQ(StateOf(id), MatchState::kDeclined);
}

TEST_F(RegistrationNewsTest, InAContractThatIsPastItsRunOffNoStepIsMade) {
  const domain::MatchId match = Propose(support_);
  const domain::MatchId other = Propose(NewFamily(registration::v1::FAMILY_ROLE_SUPPORT));
  const auto noon = [](absl::CivilDay day) {
    return absl::FromCivil(day, absl::UTCTimeZone()) + absl::Hours(12);
  };
  const std::string steps = Ask("SELECT count(*) FROM matching.match_steps");
  fixture_.clock().Set(noon(absl::CivilDay(2021, 4, 1)));
  Ready(support_, absl::CivilDay(2021, 3, 31), {});
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_steps"), steps);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.readiness"), "1\n");
  EXPECT_EQ(StateOf(match), MatchState::kProposed);

  // On its last day, outside every subsidy period, one is.
  fixture_.clock().Set(noon(absl::CivilDay(2021, 3, 31)));
  Ready(matches_.Get(Starts(), other)->head.support_family, absl::CivilDay(2021, 3, 31), {});
  EXPECT_EQ(StateOf(other), MatchState::kDeclined);
}

TEST_F(RegistrationNewsTest, InASealedPeriodTheStepIsACorrection) {
  const domain::MatchId match = Propose(support_);
  Ask("UPDATE matching.subsidy_periods SET sealed_at = '2020-11-01' RETURNING 1");
  Ready(support_, kLapse, {});
  EXPECT_TRUE(matches_.Get(Starts(), match)->steps.back().correction);
  EXPECT_EQ(Ask("SELECT correction FROM matching.feed_entries ORDER BY sequence DESC LIMIT 1"),
            "t\n");
}

TEST_F(RegistrationNewsTest, TheListShowsThoseThatWereStoppedForAReason) {
  const domain::MatchId stopped = Propose(support_);
  const domain::MatchId declined = Propose(NewFamily(registration::v1::FAMILY_ROLE_SUPPORT));
  ASSERT_THAT(
      matches_.RecordStep(Starts(), Concluded({declined, MatchState::kDeclined, kMay, 0, "Nee."})),
      IsOk());
  Ready(support_, kLapse, {});
  EXPECT_THAT(*matches_.List(Starts(), {}), SizeIs(2));
  const auto list = matches_.List(Starts(), {}, EndReason::kSupportFamilyNotReady);
  ASSERT_THAT(list, IsOk());
  ASSERT_THAT(*list, SizeIs(1));
  EXPECT_EQ(list->front().id, stopped);
  EXPECT_EQ(list->front().end_reason, EndReason::kSupportFamilyNotReady);
}

TEST_F(RegistrationNewsTest, WhatIsReadForItIsFoundByAnIndex) {
  const std::string key =
      absl::StrCat("'", tenant_.municipality, "', '", tenant_.contract.ToString(), "'::uuid");
  const domain::FamilyId request = NewFamily(registration::v1::FAMILY_ROLE_REQUEST);
  Ask(absl::StrCat("INSERT INTO matching.profiles SELECT ", key, ", gen_random_uuid(), 2, 3, 0, 1,",
                   " i FROM generate_series(1, 5000) AS i"));
  Ask(absl::StrCat(
      "INSERT INTO matching.matches (municipality, contract_id, match_id, request_family_id,"
      " children, support_family_id, state, last_step_on, version, end_reason) SELECT ",
      key, ", gen_random_uuid(), '", request.ToString(), "', '{1}', family_id,",
      " 1 + (random() * 9)::int, '2020-05-04', 1, CASE WHEN random() < 0.1 THEN 1 END"
      " FROM matching.profiles WHERE role = 2"));
  Ask("ANALYZE matching.matches");
  const auto plan_of = [&](const platform::postgres::Statement& statement,
                           std::initializer_list<platform::postgres::Param> params) {
    const std::string name = absl::StrCat("explained_", statement.name);
    const std::string sql = absl::StrCat("EXPLAIN ", statement.sql);
    std::string plan;
    EXPECT_THAT(fixture_.database().Run(
                    Scope::Tenant(tenant_),
                    [&](ScopedTransaction& transaction) {
                      for (const auto& row : transaction.Run({name.c_str(), sql.c_str()}, params)) {
                        absl::StrAppend(&plan, row[0].c_str(), "\n");
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
    return plan;
  };
  EXPECT_THAT(
      plan_of(store::sql::kHoldProposals, {tenant_.municipality, tenant_.contract, support_, 7}),
      AllOf(HasSubstr("matches_of_support_family"), Not(HasSubstr("Seq Scan"))));
  EXPECT_THAT(plan_of(store::sql::kListMatchesByEndReason,
                      {tenant_.municipality, tenant_.contract, platform::core::Uuid(), 50, 1}),
              AllOf(HasSubstr("matches_by_end_reason"), Not(HasSubstr("Seq Scan"))));
}

}  // namespace
}  // namespace buurtbrug::matching::app
