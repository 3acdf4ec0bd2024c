#include "matching/app/pair_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/app/exclusions.h"
#include "matching/app/match_lives.h"
#include "matching/app/told_scene_test.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::ProposalOrigin;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using registration::v1::FamilyProfileChanged;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

auto Refuses(const std::string& reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

class PairRulesTest : public ToldScene {
 protected:
  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }

  absl::StatusOr<Receipt> Try(ProposalOrigin origin, const std::vector<int>& children = {1},
                              absl::CivilDay day = kDay) {
    return learned_.Propose(
        Starts(), {day, request_, children, support_, "Zij kennen elkaar al jaren.", {origin}});
  }
  std::vector<std::string> OverriddenIn(const absl::StatusOr<Receipt>& receipt) {
    return learned_.Get(Reads(), domain::MatchId(receipt->subject))->steps[0].overridden_rules;
  }
  // No reason passes it, however the pair is proposed.
  void ExpectNever(const std::string& reason) {
    for (const ProposalOrigin origin :
         {ProposalOrigin::kNotSaid, ProposalOrigin::kSearch, ProposalOrigin::kByHand}) {
      EXPECT_THAT(Try(origin), Refuses(reason));
    }
    EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches WHERE state = 1"), "0\n");
  }
  void TellRequest(const std::function<void(FamilyProfileChanged&)>& change) {
    FamilyProfileChanged told = RequestProfile(request_);
    change(told);
    Tell(told);
  }
  // Who is there; each child of the three that there can be needs something.
  void TellHousehold(const std::vector<int>& children) {
    registration::v1::HouseholdChanged changed;
    changed.set_family_id(request_.ToString());
    changed.mutable_children()->Assign(children.begin(), children.end());
    Tell(changed);
    TellRequest([](FamilyProfileChanged& told) {
      *told.add_needs() = told.needs(0);
      told.mutable_needs(2)->set_child(3);
      *told.add_children() = told.children(0);
      told.mutable_children(2)->set_number(3);
    });
  }
  void TellSupport(const std::function<void(FamilyProfileChanged&)>& change) {
    FamilyProfileChanged told = SupportProfile(support_);
    change(told);
    Tell(told);
  }

  const FamilyId request_ = NewRequest();
  const FamilyId support_ = NewSupport();
  // What registration's feed holds and has not told yet.
  std::function<absl::Status()> news_ = [] { return absl::OkStatus(); };
  AskReadiness ready_ = [](const Call&, const FamilyId&, absl::CivilDay) {
    return domain::Readiness{{}, 2};
  };
  Matches learned_{fixture_.database(), fixture_.gate(), fixture_.random(), ready_,
                   [this] { return news_(); }};
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(), ready_,
                    [this] { return news_(); }};
  Exclusions exclusions_{fixture_.database(), fixture_.gate(), fixture_.random(),
                         [] { return absl::OkStatus(); }};
};

// ---- For whom ----

TEST_F(PairRulesTest, WhoCameAfterTheIntakeIsProposedAndWhoLeftIsNot) {
  TellHousehold({1, 3});
  for (const ProposalOrigin origin :
       {ProposalOrigin::kNotSaid, ProposalOrigin::kSearch, ProposalOrigin::kByHand}) {
    EXPECT_THAT(Try(origin, {2}), Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
    EXPECT_THAT(Try(origin, {1, 2}), Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
  }
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {3}), IsOk());
}

TEST_F(PairRulesTest, AChildIsNotCalledUnknownBeforeTheLatestNews) {
  news_ = [this] {
    TellHousehold({1, 2, 3});
    return absl::OkStatus();
  };
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {3}), IsOk());
}

// ---- What a reason passes ----

void Limit(FamilyProfileChanged& told, registration::v1::WishKind kind,
           const std::function<void(registration::v1::Wish&)>& more = {}) {
  registration::v1::Wish& wish = *told.mutable_needs(0)->add_wishes();
  wish.set_kind(kind);
  wish.set_strength(registration::v1::WISH_STRENGTH_LIMIT);
  if (more) {
    more(wish);
  }
}

struct PassableCase {
  std::string code;
  std::string words;  // some of those that a coordinator reads
  std::function<void(FamilyProfileChanged& request, FamilyProfileChanged& support)> change;
};

const std::vector<PassableCase>& PassableCases() {
  static const auto& cases = *new std::vector<PassableCase>{
      {"TOO_FAR", "1,5 km",
       [](auto&, auto& support) { support.mutable_offer()->set_distance_km(1); }},
      {"KIND_NOT_OFFERED", "gevraagd is een vaste middag",
       [](auto&, auto& support) {
         support.mutable_offer()->set_kinds(0, registration::v1::SUPPORT_KIND_HOMEWORK);
       }},
      {"NO_COMMON_MOMENT", "woensdagmiddag",
       [](auto&, auto& support) {
         support.mutable_offer()->set_moments(0, registration::v1::WEEK_MOMENT_MONDAY_MORNING);
       }},
      {"AGE", "8 jaar", [](auto&, auto& support) { support.mutable_offer()->set_oldest_age(7); }},
      {"LANGUAGE", "Arabisch",
       [](auto& request, auto&) {
         Limit(request, registration::v1::WISH_KIND_LANGUAGE,
               [](auto& wish) { wish.set_language("ar"); });
       }},
      {"PET", "hond",
       [](auto& request, auto& support) {
         Limit(request, registration::v1::WISH_KIND_NO_PET,
               [](auto& wish) { wish.set_pet(registration::v1::PET_DOG); });
         support.mutable_traits()->add_pets(registration::v1::PET_DOG);
       }},
      {"SMOKING", "niet bekend of er binnen wordt gerookt",
       [](auto& request, auto&) { Limit(request, registration::v1::WISH_KIND_NO_SMOKING); }},
      {"ACCESSIBILITY", "heeft dat niet",
       [](auto& request, auto&) {
         Limit(request, registration::v1::WISH_KIND_ACCESSIBLE, [](auto& wish) {
           wish.set_accessibility(registration::v1::ACCESSIBILITY_WHEELCHAIR);
         });
       }},
      {"FATHER_FIGURE", "vaderfiguur",
       [](auto& request, auto&) { Limit(request, registration::v1::WISH_KIND_FATHER_FIGURE); }},
      {"CHILDREN_OF_SAME_AGE", "dezelfde leeftijd",
       [](auto& request, auto&) {
         Limit(request, registration::v1::WISH_KIND_CHILDREN_OF_SAME_AGE);
       }},
  };
  return cases;
}

TEST_F(PairRulesTest, EachRuleThatAReasonPassesIsRefusedByNameAndPassedByHandOnly) {
  int matches = 0;
  for (const PassableCase& each : PassableCases()) {
    SCOPED_TRACE(each.code);
    TellRequest([&](FamilyProfileChanged& request) {
      TellSupport([&](FamilyProfileChanged& support) {
        support.mutable_offer()->set_capacity(20);
        each.change(request, support);
      });
    });
    Ask("UPDATE matching.profiles SET capacity = 20 RETURNING 1");
    for (const ProposalOrigin origin : {ProposalOrigin::kNotSaid, ProposalOrigin::kSearch}) {
      const auto refused = Try(origin);
      EXPECT_THAT(refused, Refuses("HARD_RULE_BROKEN"));
      EXPECT_THAT(platform::core::MetadataOf(refused.status()), Contains(Pair("rules", each.code)));
      EXPECT_THAT(std::string(refused.status().message()), HasSubstr(each.words));
    }
    const auto proposed = Try(ProposalOrigin::kByHand);
    ASSERT_THAT(proposed, IsOk());
    EXPECT_THAT(OverriddenIn(proposed), ElementsAre(each.code));
    EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), absl::StrCat(++matches, "\n"));
    // So that the child is free for the next case.
    Ask("UPDATE matching.matches SET state = 9 RETURNING 1");
  }
  EXPECT_EQ(PassableCases().size(), static_cast<std::size_t>(engine::kPassableRules.size()));
}

TEST_F(PairRulesTest, AllRulesThatAPairBreaksAreNamedAndRecorded) {
  TellSupport([](FamilyProfileChanged& support) {
    support.mutable_offer()->set_oldest_age(7);
    support.mutable_offer()->set_distance_km(1);
  });
  EXPECT_THAT(platform::core::MetadataOf(Try(ProposalOrigin::kSearch).status()),
              Contains(Pair("rules", "TOO_FAR,AGE")));
  const auto proposed = Try(ProposalOrigin::kByHand);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(OverriddenIn(proposed), ElementsAre("TOO_FAR", "AGE"));
}

TEST_F(PairRulesTest, APairThatFitsBreaksNothingAlsoByHand) {
  const auto proposed = Try(ProposalOrigin::kByHand, {1, 2});
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(OverriddenIn(proposed), IsEmpty());
}

TEST_F(PairRulesTest, ExperiencedParentsAreNoHardRule) {
  TellRequest([](FamilyProfileChanged& request) {
    Limit(request, registration::v1::WISH_KIND_EXPERIENCED_PARENTS);
  });
  EXPECT_THAT(Try(ProposalOrigin::kSearch), IsOk());
}

TEST_F(PairRulesTest, ARefusalStandsAfterTheLatestNewsOnly) {
  TellSupport([](FamilyProfileChanged& support) { support.mutable_offer()->set_oldest_age(7); });
  news_ = [this] {
    TellSupport([](FamilyProfileChanged&) {});
    return absl::OkStatus();
  };
  EXPECT_THAT(Try(ProposalOrigin::kSearch), IsOk());
}

TEST_F(PairRulesTest, ARuleIsPassedByTheLatestNewsOnly) {
  TellSupport([](FamilyProfileChanged& support) { support.mutable_offer()->set_oldest_age(7); });
  news_ = [] {
    return platform::core::Error(StatusCode::kUnavailable, "FEED_UNREACHABLE", "try again");
  };
  EXPECT_THAT(Try(ProposalOrigin::kByHand), Fails(StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  news_ = [this] {
    TellSupport([](FamilyProfileChanged&) {});
    return absl::OkStatus();
  };
  const auto proposed = Try(ProposalOrigin::kByHand);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(OverriddenIn(proposed), IsEmpty());
}

TEST_F(PairRulesTest, WhatNobodyToldBreaksNothing) {
  TellSupport([](FamilyProfileChanged& support) {
    support.clear_offer();
    support.clear_willing_on();
  });
  EXPECT_THAT(Try(ProposalOrigin::kSearch), IsOk());
}

TEST_F(PairRulesTest, WhereAnAreaIsUnknownTheOtherRulesHold) {
  TellSupport([](FamilyProfileChanged& support) {
    support.set_area("9999");
    support.mutable_offer()->set_distance_km(1);
    support.mutable_offer()->set_oldest_age(7);
  });
  EXPECT_THAT(platform::core::MetadataOf(Try(ProposalOrigin::kSearch).status()),
              Contains(Pair("rules", "AGE")));
}

// ---- What no reason passes ----

TEST_F(PairRulesTest, WhoWasNotAskedWithinFourteenDaysIsNotProposed) {
  TellSupport([](FamilyProfileChanged& support) { support.set_willing_on("2020-10-28"); });
  ExpectNever("WILLINGNESS_OLD");
  TellSupport([](FamilyProfileChanged& support) { support.clear_willing_on(); });
  ExpectNever("WILLINGNESS_OLD");
  TellSupport([](FamilyProfileChanged& support) { support.set_willing_on("2020-10-29"); });
  EXPECT_THAT(Try(ProposalOrigin::kSearch), IsOk());
}

TEST_F(PairRulesTest, AProposalOfEarlierIsNotHeldAgainstWillingnessThatWasSaidLater) {
  EXPECT_THAT(Try(ProposalOrigin::kNotSaid, {1}, absl::CivilDay(2020, 9, 15)), IsOk());
}

TEST_F(PairRulesTest, WhoPausesIsNotProposedUntilThePauseIsOverByItself) {
  TellSupport([](FamilyProfileChanged& support) { support.set_paused_until("2020-11-12"); });
  Step(support_, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_PAUSED,
       registration::v1::FAMILY_STEP_KIND_PAUSED, absl::CivilDay(2020, 11, 10), 1);
  ExpectNever("SUPPORT_FAMILY_PAUSED");
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {1}, kDay + 1), IsOk());
}

TEST_F(PairRulesTest, WhoIsNotReadyIsNotProposed) {
  registration::v1::ReadinessChanged lapsed;
  lapsed.set_family_id(support_.ToString());
  Tell(lapsed);
  ExpectNever("SUPPORT_FAMILY_NOT_READY");
}

TEST_F(PairRulesTest, WhoWantsFewerMatchesThanTheScreeningAllowsGivesNoMorePlaces) {
  Step(support_, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
       registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 2), 3);
  ASSERT_THAT(Try(ProposalOrigin::kSearch), IsOk());
  for (const ProposalOrigin origin : {ProposalOrigin::kSearch, ProposalOrigin::kByHand}) {
    EXPECT_THAT(Try(origin, {2}), Refuses("PLACE_TAKEN"));
  }
  TellSupport([](FamilyProfileChanged& support) { support.mutable_offer()->set_capacity(2); });
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {2}), IsOk());
}

TEST_F(PairRulesTest, APairThatACoordinatorExcludesIsNotProposedUntilItIsLifted) {
  const auto excluded =
      exclusions_.Exclude(Writes(), request_, support_, "Zij waren ooit buren en hadden ruzie.");
  ASSERT_THAT(excluded, IsOk());
  ExpectNever("PAIR_EXCLUDED");
  ASSERT_THAT(exclusions_.Lift(Writes(), domain::ExclusionId(excluded->subject), 0, "Bijgelegd."),
              IsOk());
  EXPECT_THAT(Try(ProposalOrigin::kSearch), IsOk());
}

TEST_F(PairRulesTest, WhatFailedUnderAnIdOfBeforeAMergeIsRefusedUnderTheOneThatIsLeft) {
  const FamilyId asked_before = NewRequest();
  const FamilyId offered_before = NewSupport();
  const FamilyId between = NewRequest();
  Move(Propose(asked_before, offered_before), domain::MatchState::kDeclined);
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {1}), IsOk());
  Ask("UPDATE matching.matches SET state = 9 WHERE state = 1 RETURNING 1");
  // Merges that followed each other, on both sides.
  Merge(asked_before, between);
  Merge(between, request_);
  EXPECT_THAT(Try(ProposalOrigin::kSearch, {2}), IsOk());
  Ask("UPDATE matching.matches SET state = 9 WHERE state = 1 RETURNING 1");
  Merge(offered_before, support_);
  ExpectNever("PAIR_FAILED_BEFORE");
}

TEST_F(PairRulesTest, AnExclusionUnderAnIdOfBeforeAMergeHoldsForTheOneThatIsLeft) {
  const FamilyId asked_before = NewRequest();
  ASSERT_THAT(exclusions_.Exclude(Writes(), asked_before, support_, "Zij zijn familie."), IsOk());
  ASSERT_THAT(Try(ProposalOrigin::kSearch), IsOk());
  Ask("UPDATE matching.matches SET state = 9 RETURNING 1");
  Merge(asked_before, request_);
  ExpectNever("PAIR_EXCLUDED");
}

TEST_F(PairRulesTest, PlacesOfAFamilyThatWasMergedIntoThisOneAreTaken) {
  const FamilyId offered_before = NewSupport();
  Propose(NewRequest(), offered_before);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "1\n");
  Merge(offered_before, support_);
  for (const ProposalOrigin origin : {ProposalOrigin::kSearch, ProposalOrigin::kByHand}) {
    EXPECT_THAT(Try(origin), Refuses("PLACE_TAKEN"));
  }
}

// ---- A substitute ----

TEST_F(PairRulesTest, ASubstituteIsHeldToTheRulesToo) {
  const domain::MatchId match = Propose(request_, support_);
  for (const auto state : {domain::MatchState::kIntroduced, domain::MatchState::kAgreed,
                           domain::MatchState::kInTrial}) {
    Move(match, state);
  }
  const FamilyId substitute = NewSupport();
  const auto stand_in = [&](Passing passing) {
    return lives_.Substitute(Writes(), {match, kDay, 0, "Een operatie."},
                             {substitute, kDay, kDay + 20}, passing);
  };
  FamilyProfileChanged told = SupportProfile(substitute);
  told.mutable_offer()->set_oldest_age(7);
  told.clear_willing_on();
  Tell(told);
  EXPECT_THAT(stand_in(Passing::kByHand), Refuses("WILLINGNESS_OLD"));
  told.set_willing_on("2020-11-11");
  told.set_paused_until("2020-11-20");
  Tell(told);
  EXPECT_THAT(stand_in(Passing::kByHand), Refuses("SUPPORT_FAMILY_PAUSED"));
  told.clear_paused_until();
  Tell(told);
  EXPECT_THAT(stand_in(Passing::kNone), Refuses("HARD_RULE_BROKEN"));
  const auto excluded = exclusions_.Exclude(Writes(), request_, substitute, "Zij zijn familie.");
  ASSERT_THAT(excluded, IsOk());
  EXPECT_THAT(stand_in(Passing::kByHand), Refuses("PAIR_EXCLUDED"));
  ASSERT_THAT(exclusions_.Lift(Writes(), domain::ExclusionId(excluded->subject), 0, "Vergissing."),
              IsOk());
  ASSERT_THAT(stand_in(Passing::kByHand), IsOk());
  const auto lived = learned_.Get(Reads(), match);
  ASSERT_THAT(lived, IsOk());
  EXPECT_THAT(lived->occurrences.back().overridden_rules, ElementsAre("AGE"));
  EXPECT_THAT(lived->steps[0].overridden_rules, IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::matching::app
