#include "matching/app/triages.h"

#include "matching/app/people_scene_test.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::Casuistry;
using domain::TriageOutcome;
using domain::TriageReason;
using domain::TriageReasonKind;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;

class TriagesTest : public PeopleScene {
 protected:
  TriageInput Decision(TriageOutcome outcome, absl::CivilDay day = kMay) {
    return {family_, day, outcome, "Besproken in het team."};
  }
  domain::TriageProposal Proposed() { return triages_.Get(Cares(), family_)->proposal; }

  const domain::FamilyId family_ = WaitingFamily();
};

TEST_F(TriagesTest, AProposalRestsOnTheProtocolTheNeedsAndTheMatches) {
  EXPECT_THAT(Proposed().reasons, ElementsAre(TriageReason{TriageReasonKind::kVolunteersNotKnown},
                                              TriageReason{TriageReasonKind::kNeedsNotKnown}));
  LeaveToVolunteers({tenancy::v1::CASUISTRY_SEVERAL_MATCHES});
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_EXTRA_CALLS});
  EXPECT_EQ(Proposed().outcome, TriageOutcome::kVolunteer);
  EXPECT_THAT(Proposed().reasons, ElementsAre(TriageReason{TriageReasonKind::kLeftToVolunteers,
                                                           Casuistry::kExtraCalls}));
  Propose(family_);
  EXPECT_EQ(Proposed().outcome, TriageOutcome::kVolunteer);
  Propose(family_, "coordinator-0610", 2);
  EXPECT_EQ(Proposed().outcome, TriageOutcome::kProfessional);
  EXPECT_EQ(Proposed().reasons.front(),
            (TriageReason{TriageReasonKind::kNeedsProfessional, Casuistry::kSeveralMatches}));
}

TEST_F(TriagesTest, TheLastNewsOfTheNeedsCountsInWhateverOrderItComes) {
  registration::v1::FamilyProfileChanged profile;
  profile.set_family_id(family_.ToString());
  profile.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  profile.set_urgency(3);
  profile.add_needs()->set_child(0);
  const platform::feed::Entry older = EntryOf(profile);
  LeaveToVolunteers({});
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_ROLE_MODEL});
  Learn(older);
  EXPECT_THAT(Proposed().reasons, ElementsAre(TriageReason{TriageReasonKind::kLeftToVolunteers,
                                                           Casuistry::kRoleModel}));
}

TEST_F(TriagesTest, EveryMarkOfACaseComesFromItsProfile) {
  LeaveToVolunteers({});
  registration::v1::FamilyProfileChanged profile;
  profile.set_family_id(family_.ToString());
  profile.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  profile.set_urgency(3);
  for (const auto kind :
       {registration::v1::SUPPORT_KIND_OVERNIGHT_STAY, registration::v1::SUPPORT_KIND_EXTRA_CALLS,
        registration::v1::SUPPORT_KIND_TALK_WITH_PARENT}) {
    registration::v1::NeedProfile& need = *profile.add_needs();
    need.set_child(profile.needs_size());
    need.add_kinds(kind);
  }
  Learn(EntryOf(profile));
  std::vector<Casuistry> marks;
  for (const TriageReason& reason : Proposed().reasons) {
    EXPECT_EQ(reason.kind, TriageReasonKind::kLeftToVolunteers);
    marks.push_back(reason.casuistry.value());
  }
  EXPECT_THAT(marks,
              ElementsAre(Casuistry::kOvernightStay, Casuistry::kExtraCalls, Casuistry::kParents,
                          Casuistry::kSeveralChildren, Casuistry::kUrgent));
}

TEST_F(TriagesTest, WhenTheNeedsAreToldBeforeTheFamilyItselfTheyCountAllTheSame) {
  LeaveToVolunteers({});
  const domain::FamilyId family(platform::core::NewUuid(fixture_.Now(), fixture_.random()));
  TellNeeds(family, {registration::v1::SUPPORT_KIND_ROLE_MODEL});
  EXPECT_THAT(
      triages_.Get(Cares(), family)->proposal.reasons,
      ElementsAre(TriageReason{TriageReasonKind::kLeftToVolunteers, Casuistry::kRoleModel}));
}

TEST_F(TriagesTest, OfAnErasedFamilyNothingOfItsNeedsIsLeftAndAProfessionalIsProposed) {
  LeaveToVolunteers({});
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_ROLE_MODEL});
  ASSERT_EQ(Proposed().outcome, TriageOutcome::kVolunteer);
  registration::v1::FamilyErased erased;
  erased.set_family_id(family_.ToString());
  Learn(EntryOf(erased));
  // Not from news that was on its way either.
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_ROLE_MODEL});
  EXPECT_EQ(Proposed().outcome, TriageOutcome::kProfessional);
  EXPECT_THAT(Proposed().reasons, ElementsAre(TriageReason{TriageReasonKind::kNeedsNotKnown}));
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.profiles WHERE told IS NOT NULL"), "0\n");
  EXPECT_THAT(triages_.Decide(Cares(), Decision(TriageOutcome::kProfessional)), IsOk());
}

TEST_F(TriagesTest, AnotherVersionOfTheProtocolCountsFromItsFirstDay) {
  LeaveToVolunteers({});
  TellNeeds(family_, {});
  tenancy::v1::ProtocolAdopted adopted;
  adopted.set_first_day("2020-11-16");
  adopted.mutable_protocol()->mutable_coordination()->set_volunteers(
      tenancy::v1::VOLUNTEERS_NO_CASES);
  const platform::feed::Entry entry = EntryOf(adopted);
  Apply([&](auto& transaction) { return store::ApplyCoordination(transaction, entry); });
  EXPECT_EQ(Proposed().outcome, TriageOutcome::kVolunteer);
  Call tomorrow = Cares();
  tomorrow.today += 1;
  EXPECT_THAT(triages_.Get(tomorrow, family_)->proposal.reasons,
              ElementsAre(TriageReason{TriageReasonKind::kVolunteersNotUsed}));
}

TEST_F(TriagesTest, ACoordinatorDecidesAndSaysWhyBesideWhatWasProposed) {
  const auto decided = triages_.Decide(Cares(), Decision(TriageOutcome::kVolunteer));
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->version, 1);
  const auto state = triages_.Get(Cares(), family_);
  ASSERT_THAT(state, IsOk());
  ASSERT_TRUE(state->decision.has_value());
  EXPECT_EQ(state->decision->outcome, TriageOutcome::kVolunteer);
  EXPECT_EQ(state->decision->proposed, TriageOutcome::kProfessional);
  EXPECT_EQ(state->decision->reason, "Besproken in het team.");
  EXPECT_EQ(state->decision->recorded_by, "coordinator-0610");
  EXPECT_EQ(state->version, 1);
  EXPECT_EQ(Ask("SELECT count(*) FROM matching.feed_entries"
                " WHERE type = 'buurtbrug.matching.v1.TriageDecided'"),
            "1\n");
}

TEST_F(TriagesTest, WhatTheProtocolKeepsFromVolunteersIsNotDecided) {
  LeaveToVolunteers({tenancy::v1::CASUISTRY_ROLE_MODEL});
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_ROLE_MODEL});
  EXPECT_THAT(triages_.Decide(Cares(), Decision(TriageOutcome::kVolunteer)),
              Fails(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL"));
  EXPECT_THAT(triages_.Decide(Cares(), Decision(TriageOutcome::kProfessional)), IsOk());
}

TEST_F(TriagesTest, ALaterDecisionStandsAndAnOldEtagIsRefused) {
  ASSERT_THAT(triages_.Decide(Cares(), Decision(TriageOutcome::kVolunteer, kMay + 7)), IsOk());
  EXPECT_THAT(triages_.Decide(Cares(), Decision(TriageOutcome::kProfessional, kMay + 6)),
              Fails(StatusCode::kFailedPrecondition, "DECIDED_LATER"));
  TriageInput again = Decision(TriageOutcome::kProfessional, kMay + 7);
  again.expected_version = 2;
  EXPECT_THAT(triages_.Decide(Cares(), again), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  again.expected_version = 1;
  EXPECT_EQ(triages_.Decide(Cares(), again)->version, 2);
}

TEST_F(TriagesTest, IsAboutARequestFamilyOfTheContract) {
  EXPECT_THAT(triages_.Get(Cares(), AvailableFamily()),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  Call elsewhere = Cares();
  elsewhere.scope = fixture_.OpenContract({"0392"});
  EXPECT_THAT(triages_.Get(elsewhere, family_), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::matching::app
