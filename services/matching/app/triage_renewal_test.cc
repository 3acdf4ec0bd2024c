#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "matching/app/renewal_scene_test.h"
#include "matching/app/triages.h"
#include "matching/store/triage_store.h"

namespace buurtbrug::matching::app {
namespace {

using domain::Casuistry;
using domain::TriageOutcome;
using domain::TriageReason;
using domain::TriageReasonKind;
using ::testing::ElementsAre;

// A triage in the contract that follows another one, whose protocol keeps from volunteers who had a
// match that stopped.
class TriageRenewalTest : public RenewalScene {
 protected:
  using Told = std::function<absl::Status(ScopedTransaction&, const platform::feed::Entry&)>;

  TriageRenewalTest() { KeepStoppedMatches(new_); }

  template <typename Event>
  void Learn(const TenantScope& tenant, const Event& event, const Told& apply) {
    platform::feed::Entry entry;
    entry.position.sequence = ++sequence_;
    entry.tenant = tenant;
    entry.fact = platform::feed::MakeFact(NewUuid(fixture_.Now(), fixture_.random()), kMay, event);
    ASSERT_THAT(fixture_.database().Run(
                    Scope::Tenant(tenant),
                    [&](ScopedTransaction& transaction) { return apply(transaction, entry); }),
                IsOk());
  }
  void KeepStoppedMatches(const TenantScope& tenant) {
    tenancy::v1::ContractOpened opened;
    opened.mutable_contract()->set_first_day("2020-01-01");
    auto& coordination = *opened.mutable_protocol()->mutable_coordination();
    coordination.set_volunteers(tenancy::v1::VOLUNTEERS_SOME_CASES);
    coordination.add_professional_casuistry(tenancy::v1::CASUISTRY_EARLIER_MATCH_ENDED);
    coordination.add_professional_casuistry(tenancy::v1::CASUISTRY_SEVERAL_MATCHES);
    Learn(tenant, opened, store::ApplyCoordination);
  }
  // With needs that are nothing special.
  void Arrive(const TenantScope& tenant, const domain::FamilyId& family) {
    registration::v1::FamilyChanged changed;
    changed.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    changed.set_state(registration::v1::FAMILY_STATE_WAITING);
    Tell(tenant, changed, family);
    registration::v1::FamilyProfileChanged profile;
    profile.set_family_id(family.ToString());
    profile.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    profile.set_urgency(1);
    profile.add_needs()->set_child(1);
    Learn(tenant, profile, store::ApplyRegistration);
  }
  void Merge(const TenantScope& tenant, const domain::FamilyId& family,
             const domain::FamilyId& into) {
    registration::v1::FamilyMerged merged;
    merged.set_family_id(family.ToString());
    merged.set_into_family_id(into.ToString());
    Learn(tenant, merged, store::ApplyRegistration);
  }

  domain::FamilyId NewRequest() {
    return NewFamily(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING);
  }
  // A match in the contract before, for one child.
  domain::MatchId Proposed(const domain::FamilyId& family, int child) {
    const auto receipt = matches_.Propose(CallOf(old_, Effect::kStarts),
                                          {kMay, family, {child}, NewSupport(), "Om de hoek."});
    EXPECT_THAT(receipt, IsOk());
    return domain::MatchId(receipt->subject);
  }
  domain::MatchId Trial(const domain::FamilyId& family, int child) {
    const domain::MatchId match = Proposed(family, child);
    Record(match, MatchState::kIntroduced, kMay + 1);
    Record(match, MatchState::kAgreed, kMay + 2);
    EXPECT_THAT(
        matches_.StartTrial(CallOf(old_, Effect::kStarts), {match, MatchState::kInTrial, kMay + 3}),
        IsOk());
    return match;
  }
  // Carries the families of the running matches over.
  void Renew() { ASSERT_THAT(renewals_.CarryOver(Carries(), {}), IsOk()); }

  absl::Status Decide(const TenantScope& tenant, const domain::FamilyId& family,
                      TriageOutcome outcome) {
    const Call call = CallOf(tenant, Effect::kCares);
    return triages_.Decide(call, {family, call.today, outcome, "Besproken."}).status();
  }

  Triages triages_{fixture_.database(), fixture_.gate(), fixture_.random()};

 private:
  uint64_t sequence_ = 1000;
};

TEST_F(TriageRenewalTest, AMatchThatStoppedInTheContractBeforeNeedsAProfessionalStill) {
  const domain::FamilyId family = NewRequest();
  Trial(family, 1);
  Record(Trial(family, 2), MatchState::kEndedInTrial, kMay + 10, "Het klikte niet.");
  Renew();
  Arrive(new_, family);
  EXPECT_THAT(Decide(new_, family, TriageOutcome::kVolunteer),
              Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
  const auto state = triages_.Get(CallOf(new_, Effect::kReads), family);
  ASSERT_THAT(state, IsOk());
  EXPECT_THAT(state->proposal.reasons,
              ElementsAre(TriageReason{TriageReasonKind::kNeedsProfessional,
                                       Casuistry::kEarlierMatchEnded}));
  EXPECT_THAT(Decide(new_, family, TriageOutcome::kProfessional), IsOk());
}

TEST_F(TriageRenewalTest, WhatStoppedLongBeforeOrOfAMergedFamilyCountsToo) {
  const domain::FamilyId family = NewRequest();
  const domain::FamilyId before = NewRequest();
  Trial(family, 1);
  Record(Trial(before, 1), MatchState::kEndedInTrial, kMay + 10, "Het klikte niet.");
  Merge(old_, before, family);
  Renew();
  const TenantScope newest =
      fixture_.OpenContract({.first_day = "2020-11-02", .follows = new_.contract});
  KeepStoppedMatches(newest);
  for (const TenantScope& tenant : {new_, newest}) {
    Arrive(tenant, family);
    EXPECT_THAT(Decide(tenant, family, TriageOutcome::kVolunteer),
                Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
  }
}

TEST_F(TriageRenewalTest, WhatGoesOnOrWasOnlyProposedInTheContractBeforeIsNothingSpecialHere) {
  const domain::FamilyId family = NewRequest();
  Trial(family, 1);
  Record(Proposed(family, 2), MatchState::kDeclined, kMay + 1, "Toch niet.");
  Proposed(family, 2);
  Renew();
  Arrive(new_, family);
  EXPECT_THAT(Decide(new_, family, TriageOutcome::kVolunteer), IsOk());
}

}  // namespace
}  // namespace buurtbrug::matching::app
