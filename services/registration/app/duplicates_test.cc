#include "registration/app/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/access/log.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using domain::DuplicateVerdict;
using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using R = domain::DuplicateReason;

class DuplicatesTest : public Scene {
 protected:
  static domain::Registration Family(const char* name, CivilDay child, const char* postcode) {
    return {domain::FamilyRole::kRequest, Personal(postcode), {Personal(name)}, {child}};
  }

  domain::FamilyId Register(const domain::Registration& registration,
                            CivilDay occurred_on = kFebruary) {
    const auto receipt = families.Register(Coordinator(Effect::kStarts), occurred_on, registration);
    EXPECT_THAT(receipt, IsOk());
    return domain::FamilyId(receipt->subject);
  }

  domain::ReferralId ReferOne(const std::string& partner,
                              const domain::Registration& registration) {
    const auto receipt =
        referrals.Refer(Partner(partner, Effect::kStarts), kMarch, {registration, ""});
    EXPECT_THAT(receipt, IsOk());
    return domain::ReferralId(receipt->subject);
  }

  std::vector<store::DuplicatePair> Listed(const store::PairPage& page = {}) {
    const auto list = duplicates.List(Coordinator(Effect::kReads), page);
    EXPECT_THAT(list, IsOk());
    return list->pairs;
  }

  std::vector<store::JudgedPair> Of(const domain::FamilyId& family) {
    const auto found = duplicates.Find(Coordinator(Effect::kReads), family);
    EXPECT_THAT(found, IsOk());
    return *found;
  }

  JudgementInput Judging(const domain::FamilyId& family, const domain::FamilyId& other) {
    return {family, other, kMarch, 0, 0, Personal("Zelfde moeder aan de telefoon")};
  }
  absl::StatusOr<platform::core::Receipt> Merge(const domain::FamilyId& stays,
                                                const domain::FamilyId& merged) {
    return duplicates.Merge(Coordinator(Effect::kCares), Judging(stays, merged));
  }

  const domain::Registration anna = Family("Anna de Vries", CivilDay(2014, 5, 2), "3361AB");
  const domain::Registration again = Family("A. Vries", CivilDay(2014, 5, 2), "3362CD");
  Duplicates duplicates{means};
};

TEST_F(DuplicatesTest, APairIsListedWithItsReasonsOnce) {
  const auto first = Register(anna);
  const auto second = Register(Family("anna vries", CivilDay(2014, 5, 2), "3361AB"));
  Register(Family("Bo Smit", CivilDay(2015, 1, 1), "3361AB"));
  for (int time = 0; time < 2; ++time) {
    const auto pairs = Listed();
    ASSERT_THAT(pairs, SizeIs(1));
    EXPECT_TRUE(pairs[0].first.id == first || pairs[0].second.id == first);
    EXPECT_TRUE(pairs[0].first.id == second || pairs[0].second.id == second);
    EXPECT_THAT(pairs[0].reasons, ElementsAre(R::kFamilyNameAndChild, R::kAdultNameAndPostcode,
                                              R::kPostcodeAndChild));
    EXPECT_EQ(pairs[0].likelihood, 93);
  }
}

TEST_F(DuplicatesTest, ANeighbourWithAChildOfTheSameDayIsNotListed) {
  Register(anna);
  Register(Family("Bo Smit", CivilDay(2014, 5, 2), "3361AB"));
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_F(DuplicatesTest, AFamilyThatAPartnerRefersIsFoundByTheCoordinator) {
  Register(anna);
  ReferOne(kPartnerA, again);
  EXPECT_THAT(Listed(), SizeIs(1));
}

TEST_F(DuplicatesTest, AreNeverFoundAcrossContracts) {
  Register(anna);
  for (const char* municipality : {"0610", "0392"}) {
    const TenantScope other = fixture.OpenContract({.municipality = municipality});
    Call call = Coordinator(Effect::kStarts);
    call.scope = other;
    const auto there = families.Register(call, kFebruary, anna);
    ASSERT_THAT(there, IsOk());
    Call reads = Coordinator(Effect::kReads);
    reads.scope = other;
    const auto list = duplicates.List(reads, {});
    ASSERT_THAT(list, IsOk());
    EXPECT_THAT(list->pairs, IsEmpty());
    EXPECT_THAT(duplicates.Merge(Coordinator(Effect::kCares),
                                 Judging(Register(again), domain::FamilyId(there->subject))),
                Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  }
  // The digests differ too: nothing could be joined even past the policies.
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.duplicate_keys a"
                                " JOIN registration.duplicate_keys b USING (reason, digest)"
                                " WHERE a.contract_id <> b.contract_id"),
            "0\n");
}

TEST_F(DuplicatesTest, PagesHoldEachPairOnce) {
  for (int i = 0; i < 4; ++i) {
    Register(anna);
  }
  store::PairPage page;
  page.size = 4;
  const auto first = Listed(page);
  ASSERT_THAT(first, SizeIs(4));
  page.after_second = first.back().second.id;
  page.after_first = first.back().first.id;
  EXPECT_THAT(Listed(page), SizeIs(2));
}

TEST_F(DuplicatesTest, WhatIsKeptApartIsNotShownAgainAndSaysWhy) {
  const auto first = Register(anna);
  const auto second = Register(again);
  ASSERT_THAT(Listed(), SizeIs(1));
  ASSERT_THAT(duplicates.KeepApart(Coordinator(Effect::kCares), Judging(second, first)), IsOk());
  EXPECT_THAT(Listed(), IsEmpty());
  const auto found = Of(first);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].pair.verdict, DuplicateVerdict::kKeptApart);
  EXPECT_EQ(found[0].why.Reveal(), "Zelfde moeder aan de telefoon");
  EXPECT_EQ(found[0].judged_by, "coordinator-0610");
  EXPECT_EQ(found[0].judged_on, kMarch);
  EXPECT_THAT(Listed(), IsEmpty());
  EXPECT_THAT(duplicates.KeepApart(Coordinator(Effect::kCares), Judging(first, second)),
              Fails(StatusCode::kFailedPrecondition, "ALREADY_JUDGED"));
  EXPECT_THAT(duplicates.KeepApart(Coordinator(Effect::kCares), Judging(first, first)),
              RefusesField("other_family_id", "SAME_FAMILY"));
}

TEST_F(DuplicatesTest, MergingClosesTheNewerOneAndKeepsItsPeople) {
  const auto stays = Register(anna);
  const auto merged = Register(again, kFebruary + 1);
  const auto facts = Count("feed_entries");
  ASSERT_THAT(Merge(stays, merged), IsOk());
  EXPECT_EQ(Count("feed_entries"), facts + 2);
  const auto closed = families.Get(Coordinator(Effect::kReads), merged);
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->head.state, domain::FamilyState::kClosed);
  EXPECT_EQ(closed->adult_names[0].Reveal(), "A. Vries");
  EXPECT_EQ(closed->steps.back().kind, domain::StepKind::kClosed);
  const auto found = Of(stays);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].pair.verdict, DuplicateVerdict::kMerged);
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_F(DuplicatesTest, AThirdOneLikeTheMergedOneIsFoundToBeLikeTheOneThatStays) {
  const auto stays = Register(anna);
  const auto merged = Register(Family("Jan Bakker", CivilDay(2014, 5, 2), "3362CD"), kFebruary + 1);
  ASSERT_THAT(Merge(stays, merged), IsOk());
  const auto third = Register(Family("Jan Bakker", CivilDay(2014, 5, 2), "3362CD"), kMarch);
  const auto pairs = Listed();
  ASSERT_THAT(pairs, SizeIs(1));
  EXPECT_TRUE(pairs[0].first.id == stays || pairs[0].second.id == stays);
  EXPECT_TRUE(pairs[0].first.id == third || pairs[0].second.id == third);
}

TEST_F(DuplicatesTest, OneRequestMergesOnceAndASecondOneIsRefused) {
  const auto stays = Register(anna);
  const auto merged = Register(again, kFebruary + 1);
  const Call call = Coordinator(Effect::kCares);
  const auto first = duplicates.Merge(call, Judging(stays, merged));
  ASSERT_THAT(first, IsOk());
  const auto same = duplicates.Merge(call, Judging(stays, merged));
  ASSERT_THAT(same, IsOk());
  EXPECT_TRUE(same->subject == first->subject);
  EXPECT_EQ(Count("family_merges"), 1);
  EXPECT_THAT(Merge(stays, merged), Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_EQ(Count("duplicate_steps"), 1);
}

TEST_F(DuplicatesTest, TheOlderOneStaysAndAnOldEtagIsRefused) {
  const auto older = Register(anna);
  const auto newer = Register(again, kFebruary + 1);
  EXPECT_THAT(Merge(newer, older), Fails(StatusCode::kFailedPrecondition, "OLDER_STAYS"));
  JudgementInput input = Judging(older, newer);
  input.other_expected_version = 7;
  EXPECT_THAT(duplicates.Merge(Coordinator(Effect::kCares), input),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(Count("family_merges"), 0);
}

TEST_F(DuplicatesTest, AReferralFollowsTheFamilyThatStaysAlsoWhenThatOneIsMergedToo) {
  const auto first = Register(anna);
  const auto second = Register(again, kFebruary + 1);
  const auto referral = ReferOne(kPartnerA, again);
  const auto others = ReferOne(kPartnerB, again);
  domain::FamilyId referred;
  const auto heads = families.List(Coordinator(Effect::kReads), {});
  ASSERT_THAT(heads, IsOk());
  for (const auto& head : *heads) {
    const auto family = families.Get(Coordinator(Effect::kReads), head.id);
    if (family->referred_by && family->referred_by->ToString() == kPartnerA) {
      referred = head.id;
    }
  }
  ASSERT_THAT(Merge(second, referred), IsOk());
  ASSERT_THAT(Merge(first, second), IsOk());
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kStarts),
                                  {first, domain::StepKind::kIntakeDone, kMarch + 5}),
              IsOk());
  const auto seen = referrals.Get(Partner(kPartnerA, Effect::kReads), referral);
  ASSERT_THAT(seen, IsOk());
  EXPECT_EQ(seen->events.back().status, domain::ReferralStatus::kWaiting);
  EXPECT_EQ(seen->events.back().since, kMarch + 5);
  const auto other = referrals.Get(Partner(kPartnerB, Effect::kReads), others);
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->events.back().status, domain::ReferralStatus::kReceived);
  EXPECT_THAT(*referrals.List(Partner(kPartnerA, Effect::kReads), {}), SizeIs(1));
}

TEST_F(DuplicatesTest, KeysThatAreMadeAnewFindOthersAndForgetWhatWasFound) {
  const auto first = Register(anna);
  const auto second = Register(again);
  const auto third = Register(Family("Jan Bakker", CivilDay(2012, 1, 1), "3363EF"));
  ASSERT_THAT(Listed(), SizeIs(1));
  ASSERT_THAT(fixture.database().Run(
                  platform::postgres::Scope::Tenant(tenant),
                  [&](platform::postgres::ScopedTransaction& transaction) {
                    return store::ReplaceDuplicateKeys(
                        transaction, tenant, vault, second,
                        domain::MarksOf(Family("Jan Bakker", CivilDay(2012, 1, 1), "3363EF")));
                  }),
              IsOk());
  const auto pairs = Listed();
  ASSERT_THAT(pairs, SizeIs(1));
  EXPECT_TRUE(pairs[0].first.id == third || pairs[0].second.id == third);
  EXPECT_THAT(Of(first), IsEmpty());
}

TEST_F(DuplicatesTest, ReadingWhyIsInTheAccessLog) {
  const auto family = Register(anna);
  Of(family);
  const auto entries = platform::access::ListEntries(fixture.database(), tenant, {}, family);
  ASSERT_THAT(entries, IsOk());
  EXPECT_THAT(*entries, SizeIs(1));
}

TEST_F(DuplicatesTest, ReadingWhyIsInTheAccessLogOfTheFamilyWhoseKeyOpensIt) {
  const auto one = Register(anna);
  const auto two = Register(again);
  ASSERT_THAT(duplicates.KeepApart(Coordinator(Effect::kCares), Judging(one, two)), IsOk());
  for (const auto& family : {one, two}) {
    ASSERT_THAT(Of(family), SizeIs(1));
  }
  const auto logged = [&](const domain::FamilyId& family) {
    return platform::access::ListEntries(fixture.database(), tenant, {}, family)->size();
  };
  EXPECT_EQ(logged(std::min(one, two)), 2U);
  EXPECT_EQ(logged(std::max(one, two)), 1U);
}

}  // namespace
}  // namespace buurtbrug::registration::app
