#include "matching/app/match_lives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/app/matches.h"
#include "matching/store/match_life_store.h"
#include "matching/store/profile_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::EndCause;
using domain::FamilyAnswer;
using domain::MatchState;
using domain::Party;
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

// The clock stands at 15 November: a place is reserved through the 16th.
constexpr absl::CivilDay kDay(2020, 11, 2);
constexpr absl::CivilDay kToday(2020, 11, 15);
constexpr absl::CivilDay kLongAgo(2020, 5, 4);
constexpr domain::Signatures kSigned = {domain::Signature::kGiven, domain::Signature::kGiven};

auto Refuses(const char* reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

class MatchLivesTest : public ::testing::Test {
 protected:
  MatchLivesTest() : MatchLivesTest(platform::testing::ContractTerms()) {}
  explicit MatchLivesTest(const platform::testing::ContractTerms& terms)
      : tenant_(fixture_.OpenContract(terms)) {}

  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }
  Call Cares() { return fixture_.NewCall(tenant_, Effect::kCares); }

  // As registration's feed would tell it.
  void Tell(const domain::FamilyId& family, registration::v1::FamilyRole role,
            registration::v1::FamilyState state, int capacity) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family.ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_children(2);
    changed.set_capacity(capacity);
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(NewUuid(Starts().now, fixture_.random()), kDay, changed);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyRegistration(transaction, entry);
                                        }),
                IsOk());
  }
  domain::FamilyId Family(registration::v1::FamilyRole role, registration::v1::FamilyState state,
                          int capacity) {
    const domain::FamilyId family(NewUuid(Starts().now, fixture_.random()));
    Tell(family, role, state, capacity);
    return family;
  }
  domain::FamilyId WaitingFamily() {
    return Family(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING, 0);
  }
  domain::FamilyId Supporter(int capacity = 1) {
    return Family(registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
                  capacity);
  }

  absl::StatusOr<Receipt> TryPropose(const domain::FamilyId& request,
                                     const domain::FamilyId& support, absl::CivilDay day = kDay) {
    return matches_.Propose(Starts(), {day, request, {1}, support, "Om de hoek."});
  }
  domain::MatchId Propose(const domain::FamilyId& support, absl::CivilDay day = kDay) {
    const auto receipt = TryPropose(WaitingFamily(), support, day);
    EXPECT_THAT(receipt, IsOk());
    return receipt.ok() ? domain::MatchId(receipt->subject) : domain::MatchId();
  }
  void Step(const domain::MatchId& match, MatchState next, absl::CivilDay day = kDay,
            const std::string& reason = "") {
    const StepInput input = Concluded({match, next, day, 0, reason, kSigned});
    ASSERT_THAT(next == MatchState::kInTrial ? matches_.StartTrial(Starts(), input)
                                             : matches_.RecordStep(Starts(), input),
                IsOk());
  }
  domain::MatchId InTrial(const domain::FamilyId& support, absl::CivilDay day = kDay) {
    const domain::MatchId match = Propose(support, day);
    for (const MatchState next :
         {MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial}) {
      Step(match, next, day);
    }
    return match;
  }
  domain::WholeMatch Read(const domain::MatchId& match) {
    const auto read = matches_.Get(Starts(), match);
    EXPECT_THAT(read, IsOk());
    return *read;
  }
  domain::TakenPlaces Taken(const domain::FamilyId& family, absl::CivilDay day = kToday) {
    domain::TakenPlaces taken;
    EXPECT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          taken =
                                              store::PlacesTaken(transaction, tenant_, family, day);
                                          return absl::OkStatus();
                                        }),
                IsOk());
    return taken;
  }
  static domain::AgreementInput Agreement(domain::Rhythm rhythm, absl::CivilDay day) {
    domain::AgreementInput input;
    input.terms.moments = {6};
    input.terms.rhythm = rhythm;
    input.terms.tasks = {2, 12};
    input.terms.task_words = "Samen eten en huiswerk.";
    input.terms.house_rules_version = 3;
    input.terms.returns = {1};
    input.request_family = {domain::AcceptanceMeans::kPaper, day - 1};
    input.support_family = {domain::AcceptanceMeans::kPaper, day};
    return input;
  }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }
  // Types of the entries on the feed, without their package.
  std::string Told() {
    return Ask(
        "SELECT string_agg(replace(type, 'buurtbrug.matching.v1.', ''), ' ' ORDER BY"
        " sequence) FROM matching.feed_entries");
  }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_;
  absl::StatusOr<domain::Readiness> readiness_ = domain::Readiness{{}, 1};
  AskReadiness ask_ = [this](const Call&, const domain::FamilyId&, absl::CivilDay) {
    return readiness_;
  };
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(), ask_,
                   [] { return absl::OkStatus(); }};
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(), ask_,
                    [] { return absl::OkStatus(); }};

 private:
  uint64_t told_ = 0;
};

TEST_F(MatchLivesTest, AProposalReservesAPlaceUntilItsLastDayIsOverByTheClockAlone) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId match = Propose(support);
  EXPECT_EQ(Read(match).life.held_until, kDay + 14);
  EXPECT_EQ(Taken(support, kDay + 14).held, 1);
  EXPECT_EQ(Taken(support, kDay + 14).held_until, kDay + 14);
  EXPECT_EQ(Taken(support, kDay + 15).held, 0);

  const auto second = TryPropose(WaitingFamily(), support);
  EXPECT_THAT(second, Refuses("PLACE_TAKEN"));
  EXPECT_THAT(platform::core::MetadataOf(second.status()),
              Contains(Pair("held_until", "2020-11-16")));
  // Two days later it goes through, and nothing had to happen for that.
  Call later = Starts();
  later.today += 2;
  fixture_.clock().Set(later.now + absl::Hours(48));
  EXPECT_THAT(matches_.Propose(later, {kToday, WaitingFamily(), {1}, support, "Om de hoek."}),
              IsOk());
}

TEST_F(MatchLivesTest, AProposalThatIsOverReservesNothingAndOneThatIsDeclinedNeither) {
  const domain::FamilyId support = Supporter();
  Propose(support, kLongAgo);
  const domain::MatchId first = Propose(support);
  EXPECT_THAT(TryPropose(WaitingFamily(), support), Refuses("PLACE_TAKEN"));
  Step(first, MatchState::kDeclined, kDay, "Toch liever niet.");
  EXPECT_THAT(TryPropose(WaitingFamily(), support), IsOk());
}

TEST_F(MatchLivesTest, ARunningMatchTakesItsPlaceForGoodAlsoWhenItIsSustained) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId match = InTrial(support, kLongAgo);
  EXPECT_THAT(TryPropose(WaitingFamily(), support), Refuses("NO_CAPACITY"));
  Step(match, MatchState::kDefinitive, kLongAgo);
  StepInput sustain = Concluded({match, MatchState::kSustained, kDay, 0, "Het loopt."});
  sustain.early_reason = "Beide gezinnen wonen naast elkaar.";
  ASSERT_THAT(matches_.RecordStep(Cares(), sustain), IsOk());
  EXPECT_EQ(Taken(support, kToday + 10000).running, 1);
  EXPECT_EQ(Read(match).steps.back().early_reason, "Beide gezinnen wonen naast elkaar.");
  EXPECT_THAT(TryPropose(WaitingFamily(), support), Refuses("NO_CAPACITY"));
  // Until it ends.
  Step(match, MatchState::kCompleted, kDay, "De kinderen zijn groot.");
  EXPECT_EQ(Taken(support, kToday).running, 0);
  EXPECT_THAT(TryPropose(WaitingFamily(), support), IsOk());
}

TEST_F(MatchLivesTest, ATrialDoesNotTakeThePlaceThatWasPromisedToAnotherFamily) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId slow = Propose(support, kLongAgo);
  Step(slow, MatchState::kIntroduced, kLongAgo);
  Step(slow, MatchState::kAgreed, kLongAgo);
  const domain::MatchId quick = Propose(support);
  EXPECT_THAT(matches_.StartTrial(Starts(), {slow, MatchState::kInTrial, kDay}),
              Refuses("PLACE_TAKEN"));
  Step(quick, MatchState::kIntroduced);
  Step(quick, MatchState::kAgreed);
  EXPECT_THAT(matches_.StartTrial(Starts(), {quick, MatchState::kInTrial, kDay}), IsOk());
}

TEST_F(MatchLivesTest, APlaceIsExtendedOnceWithAReason) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId match = Propose(support);
  ASSERT_THAT(lives_.ExtendPlace(Starts(), {match, kDay + 7, 1, "Het gezin is met vakantie."}),
              IsOk());
  EXPECT_EQ(Read(match).life.held_until, kDay + 28);
  EXPECT_TRUE(Read(match).life.held_longer);
  EXPECT_EQ(Taken(support, kDay + 28).held, 1);
  EXPECT_THAT(lives_.ExtendPlace(Starts(), {match, kDay + 7, 0, "Nog een keer."}),
              Refuses("PLACE_EXTENDED_BEFORE"));
  ASSERT_THAT(Read(match).occurrences, SizeIs(1));
  EXPECT_EQ(Read(match).occurrences[0].reason, "Het gezin is met vakantie.");
  EXPECT_EQ(Read(match).occurrences[0].last_day, kDay + 28);
}

TEST_F(MatchLivesTest, APlaceWhoseTimeIsOverIsExtendedOnlyWhileThereIsOne) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId late = Propose(support, kLongAgo);
  const domain::MatchId other = Propose(support);
  const OccurrenceInput extend = {late, kDay, 0, "Het gezin was met vakantie."};
  EXPECT_THAT(lives_.ExtendPlace(Starts(), extend), Refuses("PLACE_TAKEN"));
  Step(other, MatchState::kDeclined, kDay, "Toch liever niet.");
  EXPECT_THAT(lives_.ExtendPlace(Starts(), extend), IsOk());
  EXPECT_THAT(TryPropose(WaitingFamily(), support), Refuses("PLACE_TAKEN"));
}

TEST_F(MatchLivesTest, OfManyProposalsThatRaceForTheLastPlacesAsManyWinAsThereAre) {
  for (const int capacity : {1, 3}) {
    const domain::FamilyId support = Supporter(capacity);
    constexpr int kRivals = 8;
    std::vector<domain::FamilyId> families;
    std::vector<Call> calls;
    for (int i = 0; i < kRivals; ++i) {
      families.push_back(WaitingFamily());
      calls.push_back(Starts());
    }
    std::vector<absl::StatusOr<Receipt>> answers(kRivals);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < kRivals; ++i) {
      threads.emplace_back([&, i] {
        answers[i] = matches_.Propose(calls[i], {kDay, families[i], {1}, support, "Om de hoek."});
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    int won = 0;
    for (const auto& answer : answers) {
      if (answer.ok()) {
        ++won;
      } else {
        EXPECT_THAT(answer, Refuses("PLACE_TAKEN"));
      }
    }
    EXPECT_EQ(won, capacity);
  }
}

TEST_F(MatchLivesTest, PlacesOfAllFamiliesAreCountedAsThoseOfEach) {
  const domain::FamilyId first = Supporter(2);
  const domain::FamilyId second = Supporter(2);
  InTrial(first, kLongAgo);
  Propose(first);
  Propose(second);
  Supporter();
  std::map<domain::FamilyId, domain::TakenPlaces> all;
  ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                      [&](ScopedTransaction& transaction) {
                                        all = store::AllPlacesTaken(transaction, tenant_, kToday);
                                        return absl::OkStatus();
                                      }),
              IsOk());
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[first].running, 1);
  EXPECT_EQ(all[first].held, 1);
  EXPECT_EQ(all[second].running, 0);
  EXPECT_EQ(all[second].held_until, kDay + 14);
}

TEST_F(MatchLivesTest, WhereAProposalCameFromIsKept) {
  const domain::Origin by_hand = {domain::ProposalOrigin::kByHand};
  const auto proposed = matches_.Propose(
      Starts(), {kDay, WaitingFamily(), {1}, Supporter(), "Zij kennen elkaar.", by_hand});
  ASSERT_THAT(proposed, IsOk());
  const domain::MatchLife life = Read(domain::MatchId(proposed->subject)).life;
  EXPECT_EQ(life.origin.kind, domain::ProposalOrigin::kByHand);
  EXPECT_THAT(matches_.Propose(Starts(), {kDay,
                                          WaitingFamily(),
                                          {1},
                                          Supporter(),
                                          "Uit het plan.",
                                          {domain::ProposalOrigin::kPlan, std::nullopt, 4}}),
              RefusesField("plan_id", "INVALID_ORIGIN"));
}

TEST_F(MatchLivesTest, BothFamiliesAreAskedAndAcceptBeforeTheyAreIntroduced) {
  const domain::MatchId match = Propose(Supporter());
  EXPECT_THAT(
      lives_.RecordAnswer(Cares(), {match, kDay}, {Party::kRequestFamily, FamilyAnswer::kAccepted}),
      Refuses("NOT_ASKED"));
  ASSERT_THAT(lives_.AskFamilies(Starts(), {match, kDay + 1}), IsOk());
  EXPECT_THAT(lives_.AskFamilies(Starts(), {match, kDay + 1}), Refuses("ASKED_BEFORE"));
  const StepInput introduce = {match, MatchState::kIntroduced, kDay + 3};
  EXPECT_THAT(matches_.RecordStep(Starts(), introduce), Refuses("FAMILIES_NOT_ACCEPTED"));
  ASSERT_THAT(lives_.RecordAnswer(Cares(), {match, kDay + 2},
                                  {Party::kRequestFamily, FamilyAnswer::kAccepted}),
              IsOk());
  EXPECT_THAT(matches_.RecordStep(Starts(), introduce), Refuses("FAMILIES_NOT_ACCEPTED"));
  ASSERT_THAT(lives_.RecordAnswer(Cares(), {match, kDay + 2, 0, "Graag."},
                                  {Party::kSupportFamily, FamilyAnswer::kAccepted}),
              IsOk());
  EXPECT_THAT(matches_.RecordStep(Starts(), introduce), IsOk());
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.life.asked_on, kDay + 1);
  ASSERT_THAT(whole.occurrences, SizeIs(3));
  EXPECT_EQ(whole.occurrences[1].party, Party::kRequestFamily);
  EXPECT_EQ(whole.occurrences[2].answer, FamilyAnswer::kAccepted);
  EXPECT_EQ(whole.occurrences[2].reason, "Graag.");
  EXPECT_EQ(whole.head.version, 5);
  EXPECT_EQ(Told(), "MatchChanged MatchChanged\n");
}

TEST_F(MatchLivesTest, WhoDeclinesEndsTheMatchAndThePairIsNeverProposedAgain) {
  const domain::FamilyId request = WaitingFamily();
  const domain::FamilyId support = Supporter();
  const domain::MatchId match(TryPropose(request, support)->subject);
  ASSERT_THAT(lives_.AskFamilies(Starts(), {match, kDay}), IsOk());
  EXPECT_THAT(
      lives_.RecordAnswer(Cares(), {match, kDay}, {Party::kSupportFamily, FamilyAnswer::kDeclined}),
      RefusesField("cause", "INVALID_CAUSE"));
  EXPECT_THAT(
      lives_.RecordAnswer(Cares(), {match, kDay},
                          {Party::kSupportFamily, FamilyAnswer::kAccepted, EndCause::kNoClick}),
      RefusesField("cause", "INVALID_CAUSE"));
  const auto declined =
      lives_.RecordAnswer(Cares(), {match, kDay, 2, "Het past nu niet."},
                          {Party::kSupportFamily, FamilyAnswer::kDeclined, EndCause::kOther});
  ASSERT_THAT(declined, IsOk());
  EXPECT_EQ(declined->version, 4);
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.head.state, MatchState::kDeclined);
  EXPECT_EQ(whole.steps.back().cause, EndCause::kOther);
  EXPECT_EQ(whole.steps.back().wished_by, domain::WishedBy::kSupportFamily);
  EXPECT_EQ(whole.steps.back().reason, "Het past nu niet.");
  EXPECT_EQ(whole.occurrences.back().answer, FamilyAnswer::kDeclined);

  EXPECT_THAT(TryPropose(request, support), Refuses("PAIR_FAILED_BEFORE"));
  EXPECT_THAT(TryPropose(request, Supporter()), IsOk());
  EXPECT_THAT(TryPropose(WaitingFamily(), support), IsOk());
}

TEST_F(MatchLivesTest, APairThatEndedInTrialOrEarlyIsNotProposedAgainAndOneThatCompletedIs) {
  for (const MatchState end :
       {MatchState::kEndedInTrial, MatchState::kEndedEarly, MatchState::kCompleted}) {
    const domain::FamilyId request = WaitingFamily();
    const domain::FamilyId support = Supporter();
    const domain::MatchId match(TryPropose(request, support, kLongAgo)->subject);
    Step(match, MatchState::kIntroduced, kLongAgo);
    Step(match, MatchState::kAgreed, kLongAgo);
    Step(match, MatchState::kInTrial, kLongAgo);
    if (end != MatchState::kEndedInTrial) {
      Step(match, MatchState::kDefinitive, kLongAgo);
    }
    Step(match, end, kDay, "Zo is het goed.");
    if (end == MatchState::kCompleted) {
      EXPECT_THAT(TryPropose(request, support), IsOk());
    } else {
      EXPECT_THAT(TryPropose(request, support), Refuses("PAIR_FAILED_BEFORE"));
    }
  }
}

TEST_F(MatchLivesTest, AnAgreementChangesByNewVersionsThatBothAccepted) {
  const domain::MatchId match = Propose(Supporter(), kLongAgo);
  Step(match, MatchState::kIntroduced, kLongAgo);
  StepInput agree = {match, MatchState::kAgreed, kLongAgo + 7, 0, "", kSigned};
  agree.agreement = Agreement(domain::Rhythm::kTwoWeekly, kLongAgo + 7);
  ASSERT_THAT(matches_.RecordStep(Starts(), agree), IsOk());
  Step(match, MatchState::kInTrial, kLongAgo + 8);
  const OccurrenceInput change = {match, kDay, 6, "Het gaat goed: elke week."};
  domain::AgreementInput unsigned_by_one = Agreement(domain::Rhythm::kWeekly, kDay);
  unsigned_by_one.support_family.reset();
  EXPECT_THAT(lives_.RecordAgreement(Cares(), change, unsigned_by_one),
              Refuses("AGREEMENT_UNSIGNED"));
  OccurrenceInput without_reason = change;
  without_reason.reason.clear();
  EXPECT_THAT(
      lives_.RecordAgreement(Cares(), without_reason, Agreement(domain::Rhythm::kWeekly, kDay)),
      RefusesField("reason", "INVALID_TEXT"));
  ASSERT_THAT(lives_.RecordAgreement(Cares(), change, Agreement(domain::Rhythm::kWeekly, kDay)),
              IsOk());
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.head.state, MatchState::kInTrial);
  ASSERT_THAT(whole.agreements, SizeIs(2));
  EXPECT_EQ(whole.agreements[0].terms.rhythm, domain::Rhythm::kTwoWeekly);
  EXPECT_EQ(whole.agreements[0].request_acceptance.means, domain::AcceptanceMeans::kPaper);
  EXPECT_EQ(whole.agreements[0].request_acceptance.accepted_on, kLongAgo + 6);
  EXPECT_EQ(whole.agreements[1].version, 2);
  EXPECT_EQ(whole.agreements[1].occurred_on, kDay);
  EXPECT_EQ(whole.agreements[1].terms.rhythm, domain::Rhythm::kWeekly);
  EXPECT_THAT(whole.agreements[1].terms.moments, ElementsAre(6));
  EXPECT_THAT(whole.agreements[1].terms.tasks, ElementsAre(2, 12));
  EXPECT_EQ(whole.agreements[1].terms.task_words, "Samen eten en huiswerk.");
  EXPECT_EQ(whole.agreements[1].terms.house_rules_version, 3);
  EXPECT_THAT(whole.agreements[1].terms.returns, ElementsAre(1));
  EXPECT_THAT(whole.agreements[1].children, ElementsAre(1));
  EXPECT_EQ(whole.agreements[1].reason, "Het gaat goed: elke week.");
  EXPECT_EQ(Told(), "MatchChanged MatchChanged MatchChanged MatchChanged AgreementChanged\n");
}

TEST_F(MatchLivesTest, AnAgreementOfWhichOnlyTheSignaturesAreKnownIsOnPaperOfThatDay) {
  const domain::MatchId match = InTrial(Supporter());
  const domain::WholeMatch whole = Read(match);
  ASSERT_THAT(whole.agreements, SizeIs(1));
  EXPECT_EQ(whole.agreements[0].support_acceptance.means, domain::AcceptanceMeans::kPaper);
  EXPECT_EQ(whole.agreements[0].support_acceptance.accepted_on, kDay);
  EXPECT_EQ(whole.agreements[0].terms.rhythm, domain::Rhythm::kNotSaid);
}

TEST_F(MatchLivesTest, APausedMatchKeepsItsPlaceAndBecomesDefinitiveOnlyWhenItResumed) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId match = InTrial(support, kLongAgo);
  ASSERT_THAT(lives_.Pause(Cares(), {match, kLongAgo + 10, 0, "Zomervakantie."}, kLongAgo + 40),
              IsOk());
  EXPECT_THAT(lives_.Pause(Cares(), {match, kLongAgo + 10, 0, "Weer."}, kLongAgo + 40),
              Refuses("PAUSED_BEFORE"));
  EXPECT_EQ(Read(match).life.paused_until, kLongAgo + 40);
  EXPECT_EQ(Taken(support).running, 1);
  EXPECT_THAT(matches_.RecordStep(Cares(), {match, MatchState::kDefinitive, kDay}),
              Refuses("MATCH_PAUSED"));
  ASSERT_THAT(lives_.Resume(Cares(), {match, kLongAgo + 38}), IsOk());
  EXPECT_THAT(lives_.Resume(Cares(), {match, kLongAgo + 38}), Refuses("NOT_PAUSED"));
  Step(match, MatchState::kDefinitive);
  EXPECT_EQ(Told(),
            "MatchChanged MatchChanged MatchChanged MatchChanged MatchPaused MatchResumed"
            " MatchChanged\n");
}

TEST_F(MatchLivesTest, ASubstituteGivesAPlaceOfItsOwnUntilItsLastDayOrUntilItEnds) {
  const domain::FamilyId support = Supporter();
  const domain::FamilyId substitute = Supporter();
  const domain::MatchId match = InTrial(support, kLongAgo);
  const domain::Substitution week = {substitute, kToday + 1, kToday + 8};
  ASSERT_THAT(lives_.Substitute(Cares(), {match, kDay, 0, "Een operatie."}, week), IsOk());
  EXPECT_EQ(Taken(support).running, 1);
  EXPECT_EQ(Taken(substitute, kToday + 8).held, 1);
  EXPECT_EQ(Taken(substitute, kToday + 9).held, 0);
  EXPECT_THAT(TryPropose(WaitingFamily(), substitute), Refuses("PLACE_TAKEN"));
  EXPECT_THAT(
      lives_.Substitute(Cares(), {match, kDay, 0, "Nog een."}, {Supporter(), kToday, kToday + 2}),
      Refuses("SUBSTITUTED_BEFORE"));
  EXPECT_EQ(Read(match).life.substitution->family, substitute);
  ASSERT_THAT(lives_.EndSubstitution(Cares(), {match, kDay}), IsOk());
  EXPECT_EQ(Taken(substitute).held, 0);
  EXPECT_THAT(lives_.EndSubstitution(Cares(), {match, kDay}), Refuses("NOT_SUBSTITUTED"));
  EXPECT_EQ(Told(),
            "MatchChanged MatchChanged MatchChanged MatchChanged SupportFamilySubstituted"
            " SubstitutionEnded\n");
}

TEST_F(MatchLivesTest, OnlyAFamilyThatIsReadyAndHasAPlaceStandsIn) {
  const domain::FamilyId support = Supporter();
  const domain::MatchId match = InTrial(support, kLongAgo);
  const OccurrenceInput input = {match, kDay, 0, "Een operatie."};
  const auto by = [&](const domain::FamilyId& family) {
    return lives_.Substitute(Cares(), input, {family, kDay, kToday + 8});
  };
  EXPECT_THAT(by(support), Refuses("SAME_FAMILY"));
  EXPECT_THAT(by(WaitingFamily()), Refuses("WRONG_ROLE"));
  EXPECT_THAT(by(Family(registration::v1::FAMILY_ROLE_SUPPORT,
                        registration::v1::FAMILY_STATE_REGISTERED, 0)),
              Refuses("FAMILY_NOT_AVAILABLE"));
  const auto nobody = by(domain::FamilyId(NewUuid(Starts().now, fixture_.random())));
  EXPECT_THAT(nobody, Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(platform::core::MetadataOf(nobody.status()),
              Contains(Pair("field", "substitute_family_id")));
  const domain::FamilyId busy = Supporter();
  InTrial(busy, kLongAgo);
  EXPECT_THAT(by(busy), Refuses("NO_CAPACITY"));
  const domain::FamilyId promised = Supporter();
  Propose(promised);
  EXPECT_THAT(by(promised), Refuses("PLACE_TAKEN"));
  const domain::FamilyId other = Supporter();
  const auto tried = matches_.Propose(
      Starts(), {kDay, Read(match).head.request_family, {2}, other, "Om de hoek."});
  ASSERT_THAT(tried, IsOk());
  const domain::MatchId failed(tried->subject);
  Step(failed, MatchState::kDeclined, kDay, "Toch liever niet.");
  EXPECT_THAT(by(other), Refuses("PAIR_FAILED_BEFORE"));
  readiness_ = domain::Readiness{{"VOG_EXPIRED"}, 1};
  EXPECT_THAT(by(Supporter()), Refuses("VOG_EXPIRED"));
  EXPECT_THAT(lives_.Substitute(Cares(), input, {Supporter(), kDay - 1, kToday}),
              RefusesField("first_day", "OUT_OF_RANGE"));
  EXPECT_THAT(lives_.Substitute(Cares(), input, {Supporter(), kDay, kDay - 1}),
              RefusesField("last_day", "OUT_OF_RANGE"));
  // 7: SUBSTITUTED.
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_occurrences WHERE kind = 7"), "0\n");
}

TEST_F(MatchLivesTest, WhatHappensIsRecordedOncePerRequestAndOnTheNewestEtag) {
  const domain::MatchId match = Propose(Supporter());
  const Call call = Starts();
  const auto first = lives_.AskFamilies(call, {match, kDay, 1});
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(lives_.AskFamilies(call, {match, kDay, 1})->version, first->version);
  EXPECT_THAT(lives_.ExtendPlace(Starts(), {match, kDay, 1, "Vakantie."}),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(lives_.ExtendPlace(Starts(), {match, kDay - 1, 2, "Vakantie."}),
              Refuses("STEP_TOO_EARLY"));
  EXPECT_THAT(lives_.Resume(Cares(), {match, kDay}), Refuses("WRONG_STATE"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.match_occurrences"), "1\n");
}

TEST_F(MatchLivesTest, AMatchOfAnotherContractIsNotFound) {
  const domain::MatchId match = InTrial(Supporter(), kLongAgo);
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  const auto call = [&] { return fixture_.NewCall(other, Effect::kCares); };
  const auto not_found = Fails(StatusCode::kNotFound, "MATCH_NOT_FOUND");
  EXPECT_THAT(lives_.ExtendPlace(call(), {match, kDay, 0, "Vakantie."}), not_found);
  EXPECT_THAT(lives_.AskFamilies(call(), {match, kDay}), not_found);
  EXPECT_THAT(
      lives_.RecordAnswer(call(), {match, kDay}, {Party::kRequestFamily, FamilyAnswer::kAccepted}),
      not_found);
  EXPECT_THAT(lives_.RecordAgreement(call(), {match, kDay, 0, "Anders."},
                                     Agreement(domain::Rhythm::kWeekly, kDay)),
              not_found);
  EXPECT_THAT(lives_.Pause(call(), {match, kDay, 0, "Vakantie."}, kToday), not_found);
  EXPECT_THAT(lives_.Resume(call(), {match, kDay}), not_found);
  EXPECT_THAT(lives_.Substitute(call(), {match, kDay, 0, "Vakantie."}, {Supporter(), kDay, kDay}),
              not_found);
  EXPECT_THAT(lives_.EndSubstitution(call(), {match, kDay}), not_found);
}

TEST_F(MatchLivesTest, WhoIntroducesFamiliesThatNobodyAskedTellsThatBothAccepted) {
  const domain::MatchId match = Propose(Supporter(), kDay);
  Step(match, MatchState::kIntroduced, kDay + 1);
  const domain::WholeMatch whole = Read(match);
  EXPECT_EQ(whole.head.version, 4);
  EXPECT_EQ(whole.life.asked_on, std::nullopt);
  EXPECT_EQ(whole.life.request_answer, FamilyAnswer::kAccepted);
  EXPECT_EQ(whole.life.support_answer, FamilyAnswer::kAccepted);
  ASSERT_THAT(whole.occurrences, SizeIs(2));
  for (const domain::Occurrence& answer : whole.occurrences) {
    EXPECT_EQ(answer.kind, domain::OccurrenceKind::kAnswered);
    EXPECT_EQ(answer.answer, FamilyAnswer::kAccepted);
    EXPECT_EQ(answer.occurred_on, kDay + 1);
    EXPECT_EQ(answer.recorded_by, whole.steps.back().recorded_by);
  }
  EXPECT_EQ(whole.occurrences[0].party, Party::kRequestFamily);
  EXPECT_EQ(whole.occurrences[1].party, Party::kSupportFamily);
}

TEST_F(MatchLivesTest, AMatchIsSustainedAfterTheGuidanceUnlessSomebodySaysWhy) {
  const domain::MatchId match = InTrial(Supporter(), kLongAgo);
  Step(match, MatchState::kDefinitive, kLongAgo);
  EXPECT_THAT(matches_.RecordStep(
                  Cares(), Concluded({match, MatchState::kSustained, kDay, 0, "Het loopt."})),
              Refuses("GUIDANCE_NOT_OVER"));
}

// A protocol with a trial of eight weeks, the agreement after it, and places held for a week.
class MatchLivesByProtocol : public MatchLivesTest {
 protected:
  MatchLivesByProtocol()
      : MatchLivesTest({.trial_weeks = 8,
                        .agreement = platform::tenant::AgreementMoment::kAfterTrial,
                        .proposal_days = 7}) {}
};

TEST_F(MatchLivesByProtocol, TheTrialMayComeBeforeTheAgreementButNothingIsDefinitiveWithoutIt) {
  const domain::MatchId match = Propose(Supporter(), kLongAgo);
  EXPECT_EQ(Read(match).life.held_until, kLongAgo + 7);
  Step(match, MatchState::kIntroduced, kLongAgo);
  Step(match, MatchState::kInTrial, kLongAgo);
  const StepInput definitive = {match, MatchState::kDefinitive, kLongAgo + 56};
  EXPECT_THAT(matches_.RecordStep(Cares(), definitive), Refuses("AGREEMENT_UNSIGNED"));
  ASSERT_THAT(lives_.RecordAgreement(Cares(), {match, kLongAgo + 50},
                                     Agreement(domain::Rhythm::kWeekly, kLongAgo + 50)),
              IsOk());
  EXPECT_EQ(Read(match).agreements[0].version, 1);
  EXPECT_THAT(matches_.RecordStep(Cares(), definitive), IsOk());
}

TEST_F(MatchLivesByProtocol, AShorterTrialSaysWhy) {
  const domain::MatchId match = InTrial(Supporter(), kLongAgo);
  EXPECT_THAT(matches_.RecordStep(Cares(), {match, MatchState::kDefinitive, kLongAgo + 55}),
              Refuses("TRIAL_NOT_OVER"));
  EXPECT_THAT(matches_.RecordStep(Cares(), {match, MatchState::kDefinitive, kLongAgo + 55, 0,
                                            "Ze kennen elkaar al jaren."}),
              IsOk());
}

}  // namespace
}  // namespace buurtbrug::matching::app
