#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/app/match_lives.h"
#include "matching/app/plan_families.h"
#include "matching/app/searches.h"
#include "matching/app/told_scene_test.h"
#include "matching/domain/family_card.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::kParents;
using domain::MatchState;
using domain::ProposalOrigin;
using platform::access::Effect;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

auto Refuses(const std::string& reason) { return Fails(StatusCode::kFailedPrecondition, reason); }

// A request family of which the parents need something themselves, besides two children.
class ParentsMatchTest : public ToldScene {
 protected:
  ParentsMatchTest() {
    registration::v1::FamilyProfileChanged told = RequestProfile(request_);
    registration::v1::NeedProfile& need = *told.add_needs();
    SayTerms(need);
    need.set_child(kParents);
    need.set_kinds(0, registration::v1::SUPPORT_KIND_TALK_WITH_PARENT);
    Tell(told);
    OfferTalk(support_);
  }
  void OfferTalk(const FamilyId& support) {
    registration::v1::FamilyProfileChanged told = SupportProfile(support);
    told.mutable_offer()->add_kinds(registration::v1::SUPPORT_KIND_TALK_WITH_PARENT);
    Tell(told);
  }

  absl::StatusOr<Receipt> Try(const std::vector<int>& children, const FamilyId& support) {
    return matches_.Propose(
        fixture_.NewCall(tenant_, Effect::kStarts),
        {kDay, request_, children, support, "Om de hoek.", {ProposalOrigin::kSearch}});
  }
  // Why the need is not looked for together with a support family; empty: it is.
  std::string Unsearched(int child) {
    const auto pair = searches_.Explain(Reads(), {request_, {child}}, support_, Reads().today);
    EXPECT_THAT(pair, IsOk());
    return pair->unsearched.empty() ? std::string()
                                    : std::string(domain::CodeOf(pair->unsearched.front().second));
  }
  // The needs that a support family finds.
  std::vector<int> FoundBy(const FamilyId& support) {
    std::vector<int> needs;
    const auto found = searches_.FindRequests(Reads(), support, Today());
    EXPECT_THAT(found, IsOk());
    for (const Candidate& candidate : found->best) {
      needs.push_back(candidate.children.front());
    }
    std::sort(needs.begin(), needs.end());
    return needs;
  }
  // The needs that a plan is made for.
  std::vector<int> Planned() {
    std::vector<int> needs;
    const auto taken = families_.Take(Reads(), {.day = Reads().today});
    EXPECT_THAT(taken, IsOk());
    for (const engine::Unit& unit : taken->snapshot.units) {
      needs.push_back(unit.children.front());
    }
    return needs;
  }
  Question Today() { return {Reads().today, 10, 10}; }

  const FamilyId request_ = NewRequest();
  const FamilyId support_ = NewSupport();
  Directory directory_{fixture_.database(), fixture_.clock()};
  Searches searches_{directory_, [] { return absl::OkStatus(); }};
  PlanFamilies families_{directory_, [] { return absl::OkStatus(); }};
  MatchLives lives_{fixture_.database(), fixture_.gate(), fixture_.random(),
                    [](const Call&, const FamilyId&, absl::CivilDay) {
                      return domain::Readiness{{}, 1};
                    },
                    [] { return absl::OkStatus(); }};
};

TEST_F(ParentsMatchTest, LivesFromTheSearchToItsCompletionLikeAnyOther) {
  const auto found = searches_.FindSupport(Reads(), {request_, {kParents}}, Today());
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->best.size(), 1U);
  EXPECT_EQ(found->best[0].family, support_);
  const auto proposed = Try({kParents}, support_);
  ASSERT_THAT(proposed, IsOk());
  const domain::MatchId match(proposed->subject);
  ASSERT_THAT(lives_.AskFamilies(Writes(), {match, kDay}), IsOk());
  for (const auto party : {domain::Party::kRequestFamily, domain::Party::kSupportFamily}) {
    ASSERT_THAT(lives_.RecordAnswer(Writes(), {match, kDay}, {party}), IsOk());
  }
  for (const auto state : {MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial,
                           MatchState::kDefinitive, MatchState::kCompleted}) {
    Move(match, state);
  }
  const auto lived = matches_.Get(Reads(), match);
  ASSERT_THAT(lived, IsOk());
  EXPECT_THAT(lived->head.children, ElementsAre(kParents));
  EXPECT_THAT(lived->agreements[0].children, ElementsAre(kParents));
  EXPECT_THAT(lived->steps[0].overridden_rules, IsEmpty());
  v1::MatchChanged told;
  told.ParseFromString(absl::HexStringToBytes(absl::StripAsciiWhitespace(
      Ask("SELECT encode(event, 'hex') FROM matching.feed_entries ORDER BY sequence DESC"
          " LIMIT 1"))));
  EXPECT_EQ(told.state(), v1::MATCH_STATE_COMPLETED);
  EXPECT_THAT(told.children(), ElementsAre(kParents));
}

TEST_F(ParentsMatchTest, ServesTheNeedOfTheParentsAndNoOther) {
  const FamilyId other = NewSupport();
  OfferTalk(other);
  ASSERT_THAT(Planned(), ElementsAre(0, 1, 2));
  ASSERT_THAT(FoundBy(other), ElementsAre(0, 1, 2));
  const auto proposed = Try({kParents}, support_);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(FoundBy(other), ElementsAre(1, 2));
  EXPECT_EQ(Unsearched(kParents), "ALREADY_MATCHED");
  EXPECT_EQ(Unsearched(1), "");
  EXPECT_THAT(Planned(), ElementsAre(1, 2));
  Move(domain::MatchId(proposed->subject), MatchState::kDeclined);
  EXPECT_EQ(Unsearched(kParents), "");
  EXPECT_THAT(Planned(), ElementsAre(0, 1, 2));
}

TEST_F(ParentsMatchTest, IsStillSoughtWhenAChildHasAMatch) {
  ASSERT_THAT(Try({1}, support_), IsOk());
  EXPECT_EQ(Unsearched(1), "ALREADY_MATCHED");
  EXPECT_EQ(Unsearched(kParents), "");
  EXPECT_THAT(Planned(), ElementsAre(0, 2));
}

TEST_F(ParentsMatchTest, TakesAPlaceAndFailsAPairLikeAnyOther) {
  const auto proposed = Try({kParents}, support_);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_THAT(Try({1}, support_), Refuses("PLACE_TAKEN"));
  Move(domain::MatchId(proposed->subject), MatchState::kDeclined);
  EXPECT_THAT(Try({1}, support_), Refuses("PAIR_FAILED_BEFORE"));
  EXPECT_THAT(Try({kParents}, support_), Refuses("PAIR_FAILED_BEFORE"));
}

TEST_F(ParentsMatchTest, IsHeldToWhatTheParentsNeed) {
  const FamilyId only_afternoons = NewSupport();
  const auto refused = Try({kParents}, only_afternoons);
  EXPECT_THAT(refused, Refuses("HARD_RULE_BROKEN"));
  EXPECT_THAT(platform::core::MetadataOf(refused.status()),
              Contains(Pair("rules", "KIND_NOT_OFFERED")));
  EXPECT_THAT(Try({1}, only_afternoons), IsOk());
}

TEST_F(ParentsMatchTest, IsProposedApartFromTheChildren) {
  EXPECT_THAT(Try({kParents, 1}, support_), RefusesField("children", "PARENTS_ALONE"));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.matches"), "0\n");
}

}  // namespace
}  // namespace buurtbrug::matching::app
