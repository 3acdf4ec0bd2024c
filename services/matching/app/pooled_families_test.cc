#include "matching/app/pooled_families.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "matching/app/plan_families.h"
#include "matching/app/pool_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using domain::MatchState;
using domain::Unsearched;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class PooledFamiliesTest : public PoolScene {
 protected:
  std::vector<FamilyId> Found(const FamilyId& request) {
    const auto answer = Find(request);
    EXPECT_THAT(answer, IsOk());
    std::vector<FamilyId> ids;
    for (const Candidate& candidate : answer->best) {
      ids.push_back(candidate.family);
    }
    return ids;
  }
  PairAnswer Explain(const FamilyId& request, const FamilyId& support, absl::CivilDay day) {
    const auto answer = searches_.Explain(Reads(), {request, {1}}, support, day);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(PairAnswer());
  }
  std::vector<std::string> Broken(const FamilyId& request, const FamilyId& support,
                                  absl::CivilDay day) {
    std::vector<std::string> codes;
    for (const BrokenRule& broken : Explain(request, support, day).broken) {
      codes.emplace_back(engine::CodeOf(broken.rule));
    }
    return codes;
  }
  void Merge(const FamilyId& family, const FamilyId& into) {
    registration::v1::FamilyMerged merged;
    merged.set_family_id(family.ToString());
    merged.set_into_family_id(into.ToString());
    Tell(merged);
  }
  // All that the receiving contract holds of families that others offer.
  std::string Copies() {
    return Ask(
        "SELECT coalesce(jsonb_agg(to_jsonb(p) - 'changed_in' || (to_jsonb(f) - 'changed_in')"
        "  || (to_jsonb(r) - 'changed_in') ORDER BY p.family_id), '[]')"
        " FROM matching.pooled_profiles p JOIN matching.profiles f"
        "  USING (municipality, contract_id, family_id)"
        " LEFT JOIN matching.readiness r USING (municipality, contract_id, family_id)");
  }
};

TEST_F(PooledFamiliesTest, AFamilyThatAgreesIsFoundAcrossTheBorderUnderAnIdOfItsOwn) {
  const FamilyId request = NewRequest();
  const FamilyId own = NewSupport();
  const FamilyId offered = NewOffered();
  EXPECT_THAT(Found(request), ElementsAre(own));
  Refresh();
  const FamilyId here = HereOf(offered);
  EXPECT_NE(here, offered);
  const auto answer = Find(request);
  ASSERT_THAT(answer, IsOk());
  ASSERT_THAT(answer->best, SizeIs(2));
  for (const Candidate& one : answer->best) {
    EXPECT_EQ(one.municipality, one.family == here ? "0397" : "");
    EXPECT_TRUE(one.family == here || one.family == own);
  }
  const PairAnswer pair = Explain(request, here, Reads().today);
  EXPECT_TRUE(pair.possible);
  EXPECT_EQ(pair.distance_m, 1500);
  // From the other side it is found as well, and its own contract sees nobody of this one.
  const auto other_way = searches_.FindRequests(Reads(), here, {Reads().today, 10, 10});
  ASSERT_THAT(other_way, IsOk());
  EXPECT_THAT(other_way->best, SizeIs(2));
  InOffering([&] {
    const auto nobody = searches_.FindRequests(Reads(), offered, {Reads().today, 10, 10});
    ASSERT_THAT(nobody, IsOk());
    EXPECT_THAT(nobody->best, IsEmpty());
    EXPECT_THAT(searches_.FindRequests(Reads(), here, {Reads().today, 10, 10}),
                Fails(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
    EXPECT_THAT(searches_.FindSupport(Reads(), {request, {1}}, {Reads().today, 10, 10}),
                Fails(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  });
  // Nothing that is kept here in the words of the profile names the family of the other side.
  EXPECT_EQ(Ask(absl::StrCat("SELECT count(*) FROM matching.profiles WHERE contract_id = '",
                             tenant_.contract.ToString(), "' AND position('", offered.ToString(),
                             "'::bytea IN told) > 0")),
            "0");
}

TEST_F(PooledFamiliesTest, WithoutItsOwnAgreementNothingOfAFamilyGoesAnywhere) {
  const FamilyId request = NewRequest();
  const FamilyId silent = InOffering([&] { return NewSupport(); });
  const FamilyId asks = InOffering([&] {
    const FamilyId family = NewRequest();
    auto profile = RequestProfile(family);
    profile.set_pool_consent(true);  // It is no support family.
    Tell(profile);
    return family;
  });
  Refresh();
  EXPECT_THAT(Found(request), IsEmpty());
  EXPECT_EQ(Copies(), "[]");
  InOffering([&] { Agree(silent); });
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(HereOf(silent)));
  InOffering([&] { Agree(silent, false); });
  Refresh();
  EXPECT_THAT(Found(request), IsEmpty());
  const FamilyId here = HereOf(silent);
  EXPECT_EQ(
      Ask(absl::StrCat("SELECT told IS NULL AND told_on IS NULL AND NOT erased AND state = 7 FROM "
                       "matching.profiles WHERE family_id = '",
                       here.ToString(), "'")),
      "t");
  EXPECT_EQ(Ask(absl::StrCat("SELECT spans FROM matching.readiness WHERE family_id = '",
                             here.ToString(), "'")),
            "");
  EXPECT_THAT(Explain(request, here, Reads().today).unsearched,
              ElementsAre(Pair(here, Unsearched::kNotAvailable)));
  // It is the same family when it agrees again.
  InOffering([&] { Agree(silent); });
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(here));
  EXPECT_EQ(
      Ask(absl::StrCat("SELECT count(*) FROM matching.pooled_profiles WHERE offering_family_id = '",
                       asks.ToString(), "'")),
      "0");
}

TEST_F(PooledFamiliesTest, WithoutBothConsentsThereIsNothing) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Consent("receiving", tenant_, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 15)}, 2);
  Refresh();
  const FamilyId here = HereOf(offered);
  EXPECT_THAT(Found(request), ElementsAre(here));
  // The last day is over tomorrow, and the rule says so before the copy is emptied.
  EXPECT_THAT(Broken(request, here, absl::CivilDay(2020, 11, 15)), IsEmpty());
  EXPECT_THAT(Broken(request, here, absl::CivilDay(2020, 11, 16)), ElementsAre("NO_AGREEMENT"));
  const auto tomorrow =
      searches_.FindSupport(Reads(), {request, {1}}, {absl::CivilDay(2020, 11, 16), 10, 10});
  ASSERT_THAT(tomorrow, IsOk());
  EXPECT_THAT(tomorrow->best, IsEmpty());
  Consent("offering", offering_, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 14)}, 2);
  EXPECT_THAT(Found(request), IsEmpty());
  Refresh();
  EXPECT_THAT(Explain(request, here, Reads().today).unsearched,
              ElementsAre(Pair(here, Unsearched::kNotAvailable)));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.pooled_profiles WHERE shown"), "0");
  // The day moves away again: the same pair, from its beginning, and the same ids.
  Consent("offering", offering_, {absl::CivilDay(2020, 10, 1)}, 3);
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(here));
  // A pair that begins later.
  Consent("offering", offering_, {absl::CivilDay(2020, 10, 1), absl::CivilDay(2020, 11, 14)}, 4);
  Refresh();
  EXPECT_THAT(Found(request), IsEmpty());
  Consent("anew", offering_, {absl::CivilDay(2020, 11, 15)});
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(here));
}

TEST_F(PooledFamiliesTest, ACopyFollowsProfileReadinessMergeAndErasure) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const FamilyId here = HereOf(offered);
  InOffering([&] {
    auto profile = SupportProfile(offered);
    profile.set_pool_consent(true);
    profile.mutable_offer()->set_oldest_age(7);
    Tell(profile);
  });
  EXPECT_THAT(Found(request), ElementsAre(here));
  Refresh();
  EXPECT_THAT(Broken(request, here, Reads().today), ElementsAre("AGE"));
  InOffering([&] {
    Agree(offered);
    registration::v1::ReadinessChanged unready;
    unready.set_family_id(offered.ToString());
    Tell(unready);
  });
  Refresh();
  EXPECT_THAT(Broken(request, here, Reads().today), ElementsAre("NOT_READY"));
  InOffering([&] { Ready(offered); });
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(here));
  InOffering([&] {
    registration::v1::FamilyErased erased;
    erased.set_family_id(offered.ToString());
    Tell(erased);
  });
  Refresh();
  EXPECT_THAT(Explain(request, here, Reads().today).unsearched,
              ElementsAre(Pair(here, Unsearched::kErased)));
  EXPECT_EQ(Ask(absl::StrCat("SELECT told IS NULL FROM matching.profiles WHERE family_id = '",
                             here.ToString(), "'")),
            "t");
}

TEST_F(PooledFamiliesTest, WhatAFamilyDidBeforeItsMergeThereCountsForTheOneThatItBecame) {
  const FamilyId request = NewRequest();
  const FamilyId before = NewOffered();
  Refresh();
  const FamilyId failed = HereOf(before);
  Move(Propose(request, failed), MatchState::kDeclined);
  // Of the one between the receiving contract knows nothing.
  const FamilyId between = InOffering([&] { return NewSupport(); });
  const FamilyId stays = NewOffered();
  Refresh();
  const FamilyId here = HereOf(stays);
  EXPECT_THAT(Found(request), ElementsAre(here));
  InOffering([&] {
    Merge(before, between);
    Merge(between, stays);
  });
  Refresh();
  EXPECT_THAT(Found(request), IsEmpty());
  EXPECT_THAT(Broken(request, here, Reads().today), ElementsAre("DECLINED_BEFORE"));
  EXPECT_THAT(ProposeAcross(request, here),
              Fails(absl::StatusCode::kFailedPrecondition, "PAIR_FAILED_BEFORE"));
  EXPECT_THAT(Found(NewRequest()), ElementsAre(here));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.pooled_profiles"), "2");
}

TEST_F(PooledFamiliesTest, AMergeIsKnownWhenTheFamilyThatIsLeftIsOfferedLater) {
  const FamilyId request = NewRequest();
  const FamilyId before = NewOffered();
  Refresh();
  Move(Propose(request, HereOf(before)), MatchState::kDeclined);
  const FamilyId stays = InOffering([&] {
    const FamilyId family = NewSupport();
    Merge(before, family);
    return family;
  });
  Refresh();
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.pooled_profiles"), "1");
  InOffering([&] { Agree(stays); });
  Refresh();
  EXPECT_THAT(Broken(request, HereOf(stays), Reads().today), ElementsAre("DECLINED_BEFORE"));
  // And when all is made again.
  Ask(absl::StrCat("UPDATE matching.profiles SET merged_into = NULL WHERE contract_id = '",
                   tenant_.contract.ToString(), "' RETURNING 1"));
  Ask("UPDATE matching.pool_positions SET next = '0' RETURNING 1");
  Refresh();
  EXPECT_THAT(Broken(request, HereOf(stays), Reads().today), ElementsAre("DECLINED_BEFORE"));
}

TEST_F(PooledFamiliesTest, AMergeAfterTheRenewalOfTheReceivingContractIsFollowedToo) {
  const FamilyId request = NewRequest();
  const FamilyId before = NewOffered();
  Refresh();
  Move(Propose(request, HereOf(before)), MatchState::kDeclined);
  tenant_ = fixture_.OpenContract({.municipality = "0392", .follows = tenant_.contract});
  Step(request, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING,
       registration::v1::FAMILY_STEP_KIND_INTAKE_DONE);
  Tell(RequestProfile(request));
  pools_.Learn(platform::testing::ContractEntry(tenant_, {absl::CivilDay(2020, 1, 1)}));
  Consent("renewed", tenant_, {absl::CivilDay(2020, 10, 1)});
  const FamilyId stays = NewOffered();
  InOffering([&] { Merge(before, stays); });
  Refresh();
  const FamilyId here = HereOf(stays);
  EXPECT_THAT(Broken(request, here, Reads().today), ElementsAre("DECLINED_BEFORE"));
  EXPECT_THAT(ProposeAcross(request, here),
              Fails(absl::StatusCode::kFailedPrecondition, "PAIR_FAILED_BEFORE"));
}

TEST_F(PooledFamiliesTest, PlacesOfAFamilyThatWasMergedIntoAnotherAreTakenOfThatOne) {
  const FamilyId before = InOffering([&] {
    const FamilyId family = NewSupport();
    const domain::MatchId match = Propose(NewRequest(), family);
    for (const MatchState next :
         {MatchState::kIntroduced, MatchState::kAgreed, MatchState::kInTrial}) {
      Move(match, next);
    }
    return family;
  });
  const FamilyId stays = NewOffered();
  const FamilyId request = NewRequest();
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(HereOf(stays)));
  InOffering([&] { Merge(before, stays); });
  Refresh();
  EXPECT_THAT(Broken(request, HereOf(stays), Reads().today), ElementsAre("NO_PLACE"));
}

TEST_F(PooledFamiliesTest, AProposalStopsWhenTheFamilyIsNotReadyThere) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const domain::MatchId match = Propose(request, HereOf(offered));
  InOffering([&] {
    registration::v1::ReadinessChanged unready;
    unready.set_family_id(offered.ToString());
    Tell(unready);
  });
  Refresh();
  EXPECT_EQ(Ask(absl::StrCat(
                "SELECT concat_ws('|', state, end_reason) FROM matching.matches WHERE match_id = '",
                match.ToString(), "'")),
            "6|1");
}

TEST_F(PooledFamiliesTest, APlaceThatAMatchThereTakesIsTakenHere) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const FamilyId here = HereOf(offered);
  InOffering([&] { Propose(NewRequest(), offered); });
  Refresh();
  EXPECT_THAT(Broken(request, here, Reads().today), ElementsAre("NO_PLACE"));
  // The proposal holds it for fourteen days from the 12th on; it is free by the clock alone.
  fixture_.clock().Set(platform::testing::TenantFixture::Now() + absl::Hours(24 * 12));
  EXPECT_THAT(Broken(request, here, absl::CivilDay(2020, 11, 15)), IsEmpty());
}

TEST_F(PooledFamiliesTest, ItIsMadeAgainFromZeroAndWrittenOnlyWhenItChanged) {
  NewOffered();
  NewOffered();
  Refresh();
  const std::string made = Copies();
  EXPECT_NE(made, "[]");
  const std::string written = "SELECT max(changed_in::text::bigint) FROM matching.pooled_profiles";
  const std::string before = Ask(written);
  Refresh();
  EXPECT_EQ(Ask(written), before);
  Ask("UPDATE matching.pooled_profiles SET taken = 7, held = '2021-01-01' RETURNING 1");
  Ask(absl::StrCat("UPDATE matching.profiles SET capacity = 9, told = NULL WHERE contract_id = '",
                   tenant_.contract.ToString(), "' RETURNING 1"));
  EXPECT_NE(Copies(), made);
  Ask("UPDATE matching.pool_positions SET next = '0'::xid8 RETURNING 1");
  Refresh();
  EXPECT_EQ(Copies(), made);
}

TEST_F(PooledFamiliesTest, AFamilyThatItsContractCarriesOverStaysTheSameHere) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const FamilyId here = HereOf(offered);
  const TenantScope next = fixture_.OpenContract({.municipality = "0397"});
  pools_.Learn(platform::testing::ContractEntry(
      offering_, {absl::CivilDay(2020, 1, 1), absl::CivilDay(2020, 11, 14)}, 2));
  pools_.Learn(platform::testing::ContractEntry(next, {absl::CivilDay(2020, 11, 15)}));
  Consent("next", next, {absl::CivilDay(2020, 11, 15)});
  registration::v1::FamilyCarriedOver carried;
  carried.set_family_id(offered.ToString());
  carried.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
  carried.set_state(registration::v1::FAMILY_STATE_AVAILABLE);
  carried.set_capacity(1);
  carried.set_from_contract_id(offering_.contract.ToString());
  offering_ = next;
  InOffering([&] {
    Tell(carried);
    Ready(offered);
  });
  Refresh();
  EXPECT_THAT(Found(request), ElementsAre(here));
}

TEST_F(PooledFamiliesTest, ARefreshOfAllTakesEveryContractThatReceives) {
  const FamilyId request = NewRequest();
  NewOffered();
  ASSERT_THAT(pooled_.RefreshAll(), IsOk());
  EXPECT_THAT(Found(request), SizeIs(1));
}

TEST_F(PooledFamiliesTest, APlanTakesThemToo) {
  const FamilyId request = NewRequest();
  const FamilyId offered = NewOffered();
  Refresh();
  const auto outlook = directory_.Look(tenant_);
  ASSERT_THAT(outlook, IsOk());
  const auto snapshot = SnapshotOf(**outlook, tenant_.contract, {.day = Reads().today});
  ASSERT_THAT(snapshot, IsOk());
  EXPECT_THAT(snapshot->contracts, ElementsAre(tenant_.contract, offering_.contract));
  EXPECT_THAT(snapshot->agreements, ElementsAre(Pair(0, 0), Pair(0, 1)));
  ASSERT_THAT(snapshot->supporters, SizeIs(1));
  EXPECT_EQ(snapshot->supporters[0].family, HereOf(offered));
  EXPECT_EQ(snapshot->supporters[0].terms.contract, 1);
  EXPECT_THAT(engine::Freeze(*snapshot), IsOk());
  EXPECT_NE(request, offered);
}

}  // namespace
}  // namespace buurtbrug::matching::app
