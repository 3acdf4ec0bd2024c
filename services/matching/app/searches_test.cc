#include "matching/app/searches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::MatchState;
using domain::Unsearched;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class SearchesTest : public ToldScene {
 protected:
  Question Today() { return {Reads().today, 10, 10}; }

  absl::StatusOr<Answer> Find(const FamilyId& request, std::vector<int> children = {1}) {
    return searches_.FindSupport(Reads(), {request, std::move(children)}, Today());
  }
  std::vector<FamilyId> Found(const FamilyId& request, std::vector<int> children = {1}) {
    const auto answer = Find(request, std::move(children));
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? IdsOf(answer->best) : std::vector<FamilyId>();
  }
  static std::vector<FamilyId> IdsOf(const std::vector<Candidate>& candidates) {
    std::vector<FamilyId> ids;
    for (const Candidate& candidate : candidates) {
      ids.push_back(candidate.family);
    }
    return ids;
  }
  // The rules that the first child of the request family and the support family break.
  std::vector<std::string> Broken(const FamilyId& request, const FamilyId& support) {
    const auto answer = searches_.Explain(Reads(), {request, {1}}, support, Reads().today);
    EXPECT_THAT(answer, IsOk());
    std::vector<std::string> codes;
    for (const BrokenRule& broken : answer->broken) {
      codes.emplace_back(engine::CodeOf(broken.rule));
    }
    return codes;
  }

  // The reason why nobody is looked for with it.
  std::string Search(const FamilyId& request) {
    return platform::core::ReasonOf(Find(request).status());
  }
  void Carry(const FamilyId& family, registration::v1::FamilyRole role,
             registration::v1::FamilyState state, const TenantScope& from) {
    registration::v1::FamilyCarriedOver carried;
    carried.set_family_id(family.ToString());
    carried.set_role(role);
    carried.set_state(state);
    carried.set_children(2);
    carried.set_capacity(2);
    carried.set_from_contract_id(from.contract.ToString());
    Tell(carried, absl::CivilDay(2020, 11, 11));
  }

  Directory directory_{fixture_.database(), fixture_.clock()};
  std::function<absl::Status()> later_ = [] { return absl::OkStatus(); };
  Searches searches_{directory_, [this] { return later_(); }};
};

TEST_F(SearchesTest, AFamilyIsFoundWithItsFitItsReasonsAndItsDistance) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const auto answer = Find(request);
  ASSERT_THAT(answer, IsOk());
  ASSERT_THAT(IdsOf(answer->best), ElementsAre(support));
  EXPECT_EQ(answer->weights_version, 0);
  EXPECT_EQ(answer->day, Reads().today);
  const Candidate& found = answer->best[0];
  EXPECT_EQ(found.distance_m, 1500);
  ASSERT_THAT(found.fit.reasons, SizeIs(engine::kFitParts));
  EXPECT_GT(found.fit.of_thousand, 600);
  EXPECT_LE(found.fit.of_thousand, 1000);
  EXPECT_EQ(found.fit.reasons[0].dutch, "woont 1,5 km verderop");
  EXPECT_EQ(found.fit.reasons[0].speaks, engine::Speaks::kFor);
  EXPECT_FALSE(found.broken);
  EXPECT_THAT(answer->misses, IsEmpty());

  const auto other_way = searches_.FindRequests(Reads(), support, Today());
  ASSERT_THAT(other_way, IsOk());
  ASSERT_THAT(IdsOf(other_way->best), ElementsAre(request, request));
  EXPECT_THAT(other_way->best[0].children, ElementsAre(1));
  EXPECT_THAT(other_way->best[1].children, ElementsAre(2));
  EXPECT_EQ(other_way->best[0].fit.of_thousand, found.fit.of_thousand);
}

TEST_F(SearchesTest, ANearMissNamesTheOneRuleThatItBreaks) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  auto profile = SupportProfile(support);
  profile.mutable_offer()->set_oldest_age(7);
  Tell(profile);
  const auto answer = Find(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->best, IsEmpty());
  ASSERT_THAT(IdsOf(answer->misses), ElementsAre(support));
  EXPECT_EQ(answer->misses[0].broken->rule, engine::Rule::kAge);
  EXPECT_NE(answer->misses[0].broken->dutch, "");
  EXPECT_THAT(Broken(request, support), ElementsAre("AGE"));
  profile.clear_willing_on();
  Tell(profile);
  EXPECT_THAT(Broken(request, support), ElementsAre("WILLINGNESS_OLD", "AGE"));
  EXPECT_THAT(Find(request)->misses, IsEmpty());
}

TEST_F(SearchesTest, AnAnswerKnowsWhatWasToldBeforeIt) {
  const FamilyId request = NewRequest();
  const FamilyId first = NewSupport();
  EXPECT_THAT(Found(request), ElementsAre(first));
  const FamilyId second = NewSupport();
  EXPECT_THAT(Found(request), SizeIs(2));
  registration::v1::ReadinessChanged unready;
  unready.set_family_id(first.ToString());
  Tell(unready);
  EXPECT_THAT(Found(request), ElementsAre(second));
  auto paused = SupportProfile(second);
  paused.set_paused_until("2020-12-01");
  Tell(paused);
  EXPECT_THAT(Found(request), IsEmpty());
  EXPECT_THAT(Broken(request, second), ElementsAre("PAUSED"));
  EXPECT_THAT(
      searches_.FindSupport(Reads(), {request, {1}}, {absl::CivilDay(2020, 12, 2), 10, 0})->best,
      IsEmpty());  // Willingness is old by then.
  Step(second, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_CLOSED,
       registration::v1::FAMILY_STEP_KIND_CLOSED);
  const auto closed = searches_.Explain(Reads(), {request, {1}}, second, Reads().today);
  ASSERT_THAT(closed, IsOk());
  EXPECT_THAT(closed->unsearched, ElementsAre(Pair(second, Unsearched::kNotAvailable)));
  EXPECT_FALSE(closed->fit);
  EXPECT_FALSE(closed->possible);
}

TEST_F(SearchesTest, AMatchTakesThePlaceServesItsChildAndBarsThePairWhenItFailed) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const auto open = [&] {
    std::vector<int> children;
    const auto answer = searches_.FindRequests(Reads(), support, Today());
    EXPECT_THAT(answer, IsOk());
    for (const Candidate& one : answer->best) {
      children.push_back(one.children[0]);
    }
    return children;
  };
  EXPECT_THAT(open(), ElementsAre(1, 2));
  const domain::MatchId match = Propose(request, support);
  // The proposal holds the one place.
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_THAT(Found(request), IsEmpty());
  const auto explained = searches_.Explain(Reads(), {request, {1}}, support, Reads().today);
  EXPECT_THAT(explained->unsearched, ElementsAre(Pair(request, Unsearched::kAlreadyMatched)));
  EXPECT_THAT(explained->broken, SizeIs(1));
  EXPECT_THAT(Broken(request, support), ElementsAre("NO_PLACE"));
  EXPECT_TRUE(explained->fit);
  EXPECT_FALSE(explained->possible);
  Move(match, MatchState::kIntroduced);
  Move(match, MatchState::kAgreed);
  Move(match, MatchState::kInTrial);
  EXPECT_THAT(Broken(request, support), ElementsAre("NO_PLACE"));
  Move(match, MatchState::kEndedInTrial);
  EXPECT_THAT(Broken(request, support), ElementsAre("FAILED_BEFORE"));
  EXPECT_THAT(open(), IsEmpty());
  const FamilyId other = NewRequest();
  EXPECT_THAT(open(), ElementsAre(1, 2));
  Move(Propose(other, support), MatchState::kDeclined);
  EXPECT_THAT(Broken(other, support), ElementsAre("DECLINED_BEFORE"));
}

TEST_F(SearchesTest, AMatchThatStoppedByItselfBarsNothing) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  Propose(request, support);
  registration::v1::ReadinessChanged unready;
  unready.set_family_id(support.ToString());
  Tell(unready);
  Ready(support);
  EXPECT_THAT(Found(request), ElementsAre(support));
}

TEST_F(SearchesTest, WhatAMergedFamilyDidCountsForTheOneThatItBecame) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  Move(Propose(request, support), MatchState::kDeclined);
  const FamilyId same = NewRequest();
  EXPECT_THAT(Broken(same, support), IsEmpty());
  registration::v1::FamilyMerged merged;
  merged.set_family_id(request.ToString());
  merged.set_into_family_id(same.ToString());
  Tell(merged);
  EXPECT_THAT(Broken(same, support), ElementsAre("DECLINED_BEFORE"));
  EXPECT_THAT(Find(request), Fails(StatusCode::kFailedPrecondition, "FAMILY_MERGED"));
}

TEST_F(SearchesTest, AnUnknownAreaIsAReasonOfItsOwn) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  auto moved = SupportProfile(support);
  moved.set_area("9999");
  Tell(moved);
  const auto answer = Find(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->best, IsEmpty());
  EXPECT_THAT(answer->misses, IsEmpty());
  EXPECT_THAT(answer->unsearched, ElementsAre(Pair(Unsearched::kAreaUnknown, 1)));
  EXPECT_THAT(searches_.FindRequests(Reads(), support, Today()),
              Fails(StatusCode::kFailedPrecondition, "AREA_UNKNOWN"));
  const auto pair = searches_.Explain(Reads(), {request, {1}}, support, Reads().today);
  EXPECT_THAT(pair->unsearched, ElementsAre(Pair(support, Unsearched::kAreaUnknown)));
  // As soon as it is known the family is searched.
  Ask("INSERT INTO matching.area_points VALUES ('9999', 106000, 425000) RETURNING 1");
  EXPECT_THAT(Found(request), ElementsAre(support));
  EXPECT_THAT(Find(request)->unsearched, IsEmpty());
}

TEST_F(SearchesTest, SiblingsAreFoundTogetherAndTheParentsByThemselves) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  EXPECT_THAT(Found(request, {2, 1}), ElementsAre(support));
  EXPECT_THAT(Find(request, {0}), Fails(StatusCode::kFailedPrecondition, "NEED_UNKNOWN"));
  auto apart = RequestProfile(request);
  apart.mutable_needs(1)->set_moments(0, registration::v1::WEEK_MOMENT_MONDAY_MORNING);
  Tell(apart);
  EXPECT_THAT(Find(request, {1, 2}), Fails(StatusCode::kFailedPrecondition, "CHILDREN_APART"));
  EXPECT_THAT(Find(request, {}), RefusesField("children", "NO_CHILD"));
  EXPECT_THAT(Find(request, {1, 1}), RefusesField("children", "DUPLICATE_CHILD"));
  EXPECT_THAT(Find(request, {1, 0}), RefusesField("children", "PARENTS_ALONE"));
}

TEST_F(SearchesTest, ARefusalStandsOnlyAfterTheLatestNews) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewId();
  EXPECT_THAT(searches_.FindRequests(Reads(), support, Today()),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(searches_.FindRequests(Reads(), request, Today()),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  later_ = [&] {
    Step(support, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
         registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 1), 1);
    Tell(SupportProfile(support));
    Ready(support);
    return absl::OkStatus();
  };
  EXPECT_THAT(searches_.FindRequests(Reads(), support, Today()), IsOk());
}

TEST_F(SearchesTest, ChildrenGrowWithoutNews) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  EXPECT_THAT(Found(request, {2}), ElementsAre(support));
  fixture_.clock().Set(absl::FromCivil(absl::CivilDay(2022, 11, 15), absl::UTCTimeZone()));
  const auto grown =
      searches_.Explain(Reads(), {request, {2}}, support, absl::CivilDay(2022, 11, 15));
  ASSERT_THAT(grown, IsOk());
  std::vector<engine::Rule> rules;
  for (const BrokenRule& broken : grown->broken) {
    rules.push_back(broken.rule);
  }
  EXPECT_THAT(rules, ElementsAre(engine::Rule::kWillingnessOld, engine::Rule::kAge));
}

TEST_F(SearchesTest, OutsideItsContractNobodyIsFound) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const auto early =
      searches_.Explain(Reads(), {request, {1}}, support, absl::CivilDay(2019, 12, 31));
  ASSERT_THAT(early, IsOk());
  EXPECT_EQ(early->broken[0].rule, engine::Rule::kNoAgreement);
  EXPECT_THAT(Found(request), ElementsAre(support));
  // The contract's days count from the next question on, without any news of families.
  Ask("UPDATE matching.contracts SET last_day = '2020-10-31' RETURNING 1");
  EXPECT_THAT(Broken(request, support), ElementsAre("NO_AGREEMENT"));
}

TEST_F(SearchesTest, APairThatFailedInAContractBeforeIsNotFoundAgain) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const FamilyId merged = NewRequest();
  Move(Propose(merged, support), MatchState::kDeclined);
  registration::v1::FamilyMerged into;
  into.set_family_id(merged.ToString());
  into.set_into_family_id(request.ToString());
  Tell(into);
  // The second one after that contract.
  for (int renewal = 0; renewal < 2; ++renewal) {
    const TenantScope before = tenant_;
    tenant_ = fixture_.OpenContract({.follows = before.contract});
    EXPECT_EQ(Search(request), "FAMILY_NOT_FOUND");
    Carry(request, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING,
          before);
    Carry(support, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
          before);
    Ready(support);
    EXPECT_THAT(Found(request), IsEmpty());
    EXPECT_THAT(Broken(request, support), ElementsAre("DECLINED_BEFORE"));
  }
  const FamilyId other = NewRequest();
  EXPECT_THAT(Found(other), ElementsAre(support));
}

TEST_F(SearchesTest, TwoContractsNeverSeeEachOther) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  EXPECT_THAT(Found(request), ElementsAre(support));
  const TenantScope own = tenant_;
  for (const char* municipality : {"0392", "0610"}) {
    tenant_ = fixture_.OpenContract({.municipality = municipality});
    EXPECT_THAT(Find(request), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND")) << municipality;
    const FamilyId there = NewRequest();
    EXPECT_THAT(Found(there), IsEmpty());
    EXPECT_THAT(searches_.Explain(Reads(), {there, {1}}, support, Reads().today),
                Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
    // The id of the one contract with the municipality of the other one is nobody's.
    tenant_ = {municipality == std::string("0392") ? "0392" : "0999", own.contract};
    EXPECT_THAT(Find(request), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
    tenant_ = own;
  }
  EXPECT_THAT(Found(request), ElementsAre(support));
}

TEST_F(SearchesTest, ContractsThatNobodyAsksForAreForgottenAndReadAgain) {
  Directory small(fixture_.database(), fixture_.clock(), {.most_families = 2});
  Searches searches(small, [] { return absl::OkStatus(); });
  const TenantScope own = tenant_;
  const FamilyId request = NewRequest();
  NewSupport();
  ASSERT_THAT(searches.FindSupport(Reads(), {request, {1}}, Today()), IsOk());
  EXPECT_EQ(small.contracts(), 1U);
  fixture_.clock().Set(fixture_.clock().Now() + absl::Seconds(1));
  tenant_ = fixture_.OpenContract({.municipality = "0392"});
  const FamilyId there = NewRequest();
  ASSERT_THAT(searches.FindSupport(Reads(), {there, {1}}, Today()), IsOk());
  EXPECT_EQ(small.contracts(), 1U);
  tenant_ = own;
  EXPECT_THAT(searches.FindSupport(Reads(), {request, {1}}, Today())->best, SizeIs(1));
}

TEST_F(SearchesTest, ACopyIsUsedForAWhileUnlessThisProcessWroteSomething) {
  const absl::Duration fresh_for = absl::Seconds(8);
  Directory other(fixture_.database(), fixture_.clock(), {.fresh_for = fresh_for});
  platform::postgres::Database elsewhere(fixture_.fresh().As("matching"));
  Directory another(elsewhere, fixture_.clock(), {.fresh_for = fresh_for});
  const FamilyId request = NewRequest();
  const auto found = [&](Directory& directory) {
    Searches searches(directory, [] { return absl::OkStatus(); });
    const auto answer = searches.FindSupport(Reads(), {request, {1}}, Today());
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->best.size() : 0;
  };
  EXPECT_EQ(found(other), 0U);
  EXPECT_EQ(found(another), 0U);
  NewSupport();
  EXPECT_EQ(found(other), 1U);
  EXPECT_EQ(found(another), 0U);  // another process wrote
  fixture_.clock().Set(fixture_.clock().Now() + fresh_for);
  EXPECT_EQ(found(another), 1U);
}

TEST_F(SearchesTest, AnOldCopyIsRenewedBesideTheQuestions) {
  platform::postgres::Database elsewhere(fixture_.fresh().As("matching"));
  Directory another(elsewhere, fixture_.clock(), {.fresh_for = absl::Seconds(8)});
  Searches searches(another, [] { return absl::OkStatus(); });
  const FamilyId request = NewRequest();
  const auto found = [&] {
    const auto answer = searches.FindSupport(Reads(), {request, {1}}, Today());
    return answer.ok() ? answer->best.size() : 0;
  };
  EXPECT_EQ(found(), 0U);
  NewSupport();
  // Old enough to be renewed, not too old to be used.
  fixture_.clock().Set(fixture_.clock().Now() + absl::Seconds(4));
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (found() == 0 && std::chrono::steady_clock::now() < patience) {
  }
  EXPECT_EQ(found(), 1U);
}

TEST_F(SearchesTest, ManyAskWhileFamiliesChangeAndEachAnswerIsWhole) {
  const FamilyId request = NewRequest();
  NewSupport();
  std::atomic<bool> over = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> callers;
  const Call call = Reads();
  const Question question = Today();
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!over) {
        const auto answer = searches_.FindSupport(call, {request, {1}}, question);
        const bool right = answer.ok() && !answer->best.empty() &&
                           answer->best[0].fit.reasons.size() == engine::kFitParts;
        wrong += right ? 0 : 1;
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    NewSupport();
    // Whoever asks after the news knows it.
    const auto found = Found(request);
    EXPECT_THAT(found, SizeIs(static_cast<size_t>(std::min(i + 2, 10))));
  }
  over = true;
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace buurtbrug::matching::app
