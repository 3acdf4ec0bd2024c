#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/app/exclusions.h"
#include "matching/app/renewal_scene_test.h"
#include "matching/store/directory_store.h"

namespace buurtbrug::matching::app {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::SizeIs;

// What comes to the contract that follows besides the matches themselves, and what does not.
class RenewalScopeTest : public RenewalScene {
 protected:
  domain::MatchHead HeadOf(const domain::MatchId& match) {
    return matches_.Get(CallOf(old_, Effect::kReads), match)->head;
  }
  domain::ExclusionId Exclude(const domain::FamilyId& request, const domain::FamilyId& support) {
    const auto receipt = exclusions_.Exclude(CallOf(old_, Effect::kCares), request, support,
                                             "Hij mag niet weten waar zij woont.");
    EXPECT_THAT(receipt, IsOk());
    return domain::ExclusionId(receipt->subject);
  }
  // As if it had been made with that family.
  void GiveTo(const domain::MatchId& match, const domain::FamilyId& support) {
    Ask(absl::StrCat("UPDATE matching.matches SET support_family_id = '", support.ToString(),
                     "' WHERE match_id = '", match.ToString(), "' RETURNING 1"));
  }
  absl::Status PairHere(const domain::FamilyId& request, const domain::FamilyId& support) {
    return fixture_.database().Run(Scope::Tenant(new_),
                                   [&](ScopedTransaction& transaction) -> absl::Status {
                                     return store::CheckPair(transaction, new_, request, support);
                                   });
  }
  // Pairs that search bars here, after it has read what changed.
  int Barred() {
    EXPECT_THAT(
        fixture_.database().Run(Scope::Tenant(new_),
                                [&](ScopedTransaction& transaction) {
                                  return store::RefreshRows(transaction, new_, rows_).status();
                                }),
        IsOk());
    int barred = 0;
    for (const auto& [id, exclusion] : rows_.exclusions) {
      barred += exclusion.value.in_force ? 1 : 0;
    }
    return barred;
  }

  Exclusions exclusions_{fixture_.database(), fixture_.gate(), fixture_.random(),
                         [] { return absl::OkStatus(); }};
  store::DirectoryRows rows_;
};

auto Excluded() { return Fails(StatusCode::kFailedPrecondition, "PAIR_EXCLUDED"); }

TEST_F(RenewalScopeTest, APairIsExcludedOnceBothFamiliesHaveCome) {
  const domain::MatchId first = Definitive();
  const domain::MatchId second = Definitive();
  const domain::FamilyId request = HeadOf(first).request_family;
  const domain::FamilyId support = HeadOf(second).support_family;
  const domain::ExclusionId id = Exclude(request, support);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {first}), IsOk());
  EXPECT_EQ(Barred(), 0);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {second}), IsOk());
  EXPECT_THAT(PairHere(request, support), Excluded());
  EXPECT_EQ(Barred(), 1);
  const auto listed = exclusions_.List(CallOf(new_, Effect::kReads), {});
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(*listed, SizeIs(1));
  EXPECT_EQ(listed->front().id, id);
  ASSERT_THAT(listed->front().steps, SizeIs(1));
  EXPECT_EQ(listed->front().steps.front().reason, "Hij mag niet weten waar zij woont.");
}

TEST_F(RenewalScopeTest, AnExclusionThatIsLiftedAfterTheRenewalStaysLifted) {
  const domain::MatchHead first = HeadOf(Definitive());
  const domain::MatchHead second = HeadOf(Definitive());
  const domain::ExclusionId id = Exclude(first.request_family, second.support_family);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  ASSERT_THAT(exclusions_.Lift(CallOf(new_, Effect::kCares), id, 0, "Het is uitgesproken."),
              IsOk());
  Definitive();
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_THAT(PairHere(first.request_family, second.support_family), IsOk());
  EXPECT_EQ(Barred(), 0);
}

TEST_F(RenewalScopeTest, AMergedFamilyIsExcludedAsTheOneThatItBecame) {
  const domain::MatchHead first = HeadOf(Definitive());
  const domain::MatchHead second = HeadOf(Definitive());
  const domain::FamilyId before = NewSupport();
  Exclude(first.request_family, before);
  Ask(absl::StrCat("UPDATE matching.profiles SET merged_into = '", second.support_family.ToString(),
                   "' WHERE family_id = '", before.ToString(), "' RETURNING 1"));
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_THAT(PairHere(first.request_family, second.support_family), Excluded());
  EXPECT_EQ(Barred(), 1);
}

TEST_F(RenewalScopeTest, WhoStoodInUntilBeforeTodayStaysBehind) {
  const domain::MatchId over = Definitive();
  const domain::MatchId on_its_last_day = Definitive();
  const domain::FamilyId left = NewSupport();
  const domain::FamilyId stands_in = NewSupport();
  const absl::CivilDay today = Carries().today;
  const auto substitute = [&](const domain::MatchId& match, const domain::FamilyId& family,
                              absl::CivilDay last_day) {
    return lives_.Substitute(CallOf(old_, Effect::kCares), {match, kMay + 62, 0, "Een operatie."},
                             {family, kMay + 70, last_day});
  };
  ASSERT_THAT(substitute(over, left, today - 1), IsOk());
  ASSERT_THAT(substitute(on_its_last_day, stands_in, today), IsOk());
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_THAT(copied_, Not(Contains(left)));
  EXPECT_THAT(copied_, Contains(stands_in));
  const auto here = matches_.Get(CallOf(new_, Effect::kReads), over);
  ASSERT_THAT(here, IsOk());
  EXPECT_FALSE(here->life.substitution.has_value());
  // After the two answers that the introduction told.
  EXPECT_THAT(here->occurrences, SizeIs(3));
  EXPECT_TRUE(ToldOf(over).has_substitute_family_id());
  EXPECT_EQ(ToldOf(over).substitute_family_id(), "");
  EXPECT_EQ(ToldOf(on_its_last_day).substitute_family_id(), stands_in.ToString());
  EXPECT_EQ(ToldOf(on_its_last_day).substitute_first_day(), "2020-07-13");
  EXPECT_EQ(ToldOf(on_its_last_day).substitute_last_day(), "2020-11-15");
  EXPECT_EQ(matches_.Get(CallOf(new_, Effect::kReads), on_its_last_day)->life.substitution->family,
            stands_in);
}

TEST_F(RenewalScopeTest, AllMatchesOfASupportFamilyComeTogether) {
  const domain::FamilyId family = NewSupport();
  const domain::MatchId first = Definitive();
  const domain::MatchId second = InTrial();
  const domain::MatchId third = InTrial();
  GiveTo(first, family);
  GiveTo(second, family);
  const auto preview = renewals_.Preview(Carries(), {first});
  ASSERT_THAT(preview, IsOk());
  EXPECT_EQ(preview->matches, 2);
  EXPECT_EQ(renewals_.CarryOver(Carries(), {first})->matches, 2);
  EXPECT_EQ(Taken(new_, family), 2);
  EXPECT_EQ(Taken(old_, family), 0);
  EXPECT_EQ(HeadOf(second).state, MatchState::kCarriedOver);
  EXPECT_EQ(HeadOf(third).state, MatchState::kInTrial);
}

TEST_F(RenewalScopeTest, WhoStandsInComesWithItsOwnMatches) {
  const domain::MatchId match = Definitive();
  const domain::MatchId own = InTrial();
  const domain::FamilyId substitute = NewSupport();
  ASSERT_THAT(
      lives_.Substitute(CallOf(old_, Effect::kCares), {match, kMay + 62, 0, "Een operatie."},
                        {substitute, kMay + 70, Carries().today + 30}),
      IsOk());
  GiveTo(own, substitute);
  EXPECT_EQ(renewals_.CarryOver(Carries(), {match})->matches, 2);
  EXPECT_EQ(HeadOf(own).state, MatchState::kCarriedOver);
}

TEST_F(RenewalScopeTest, NoTrialStartsWithASupportFamilyThatLeft) {
  const domain::MatchId running = Definitive();
  const domain::MatchId agreed = Agreed();
  const domain::FamilyId family = HeadOf(running).support_family;
  GiveTo(agreed, family);
  ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk());
  EXPECT_EQ(Taken(old_, family), 0);
  EXPECT_THAT(
      matches_.StartTrial(CallOf(old_, Effect::kStarts), {agreed, MatchState::kInTrial, kMay + 3}),
      Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_CARRIED_OVER"));
  // The one of which nothing was carried over still can.
  GiveTo(agreed, NewSupport());
  EXPECT_THAT(
      matches_.StartTrial(CallOf(old_, Effect::kStarts), {agreed, MatchState::kInTrial, kMay + 3}),
      IsOk());
}

TEST_F(RenewalScopeTest, ATrialThatStartsWhileTheFamilyIsCopiedIsNotLeftBehind) {
  const domain::MatchId running = Definitive();
  const domain::MatchId agreed = Agreed();
  GiveTo(agreed, HeadOf(running).support_family);
  Renewals overtaken(
      fixture_.database(), fixture_.gate(), fixture_.clock(), fixture_.random(),
      [&](const Call&, const ContractId&, const std::vector<domain::FamilyId>&) {
        Ask(absl::StrCat("UPDATE matching.matches SET state = 4 WHERE match_id = '",
                         agreed.ToString(), "' RETURNING 1"));
        return absl::OkStatus();
      },
      [] { return absl::OkStatus(); }, [] { return absl::OkStatus(); });
  EXPECT_THAT(overtaken.CarryOver(Carries(), {running}), Fails(StatusCode::kAborted, "CONFLICT"));
  EXPECT_EQ(HeadOf(running).state, MatchState::kDefinitive);
}

}  // namespace
}  // namespace buurtbrug::matching::app
