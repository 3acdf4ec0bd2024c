#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "buurtbrug/registration/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "matching/app/assignments.h"
#include "matching/app/concluded_test.h"
#include "matching/app/matches.h"
#include "matching/app/triages.h"
#include "matching/store/profile_store.h"
#include "matching/store/triage_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::app {

// A contract with its matches, and who is appointed for it. It is 2020-11-15.
class PeopleScene : public ::testing::Test {
 protected:
  using Role = domain::CoordinatorRole;
  static constexpr absl::CivilDay kMay = absl::CivilDay(2020, 5, 4);

  Call As(const std::string& subject, platform::access::Effect effect) {
    Call call = fixture_.NewCall(tenant_, effect);
    call.caller.subject = subject;
    return call;
  }
  Call Cares() { return As("coordinator-0610", platform::access::Effect::kCares); }
  Call Starts() { return As("coordinator-0610", platform::access::Effect::kStarts); }
  // By a volunteer, whom the door holds to its own cases.
  Call Own(const std::string& subject,
           platform::access::Effect effect = platform::access::Effect::kCares) {
    Call call = As(subject, effect);
    call.caller.role = platform::access::Role::kVolunteerCoordinator;
    call.caller.cases = platform::access::Cases::kOwn;
    return call;
  }

  template <typename Event>
  platform::feed::Entry EntryOf(const Event& event, absl::CivilDay day = kMay) {
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(
        platform::core::NewUuid(fixture_.Now(), fixture_.random()), day, event);
    return entry;
  }
  void Apply(const std::function<absl::Status(platform::postgres::ScopedTransaction&)>& apply) {
    ASSERT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(tenant_), apply),
                platform::testing::IsOk());
  }

  // What registration tells.
  void Learn(const platform::feed::Entry& entry) {
    Apply([&](auto& transaction) { return store::ApplyRegistration(transaction, entry); });
  }

  domain::FamilyId NewFamily(registration::v1::FamilyRole role,
                             registration::v1::FamilyState state) {
    registration::v1::FamilyChanged changed;
    const domain::FamilyId family(platform::core::NewUuid(fixture_.Now(), fixture_.random()));
    changed.set_family_id(family.ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_children(4);
    Learn(EntryOf(changed));
    return family;
  }
  domain::FamilyId WaitingFamily() {
    return NewFamily(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING);
  }
  domain::FamilyId AvailableFamily() {
    return NewFamily(registration::v1::FAMILY_ROLE_SUPPORT,
                     registration::v1::FAMILY_STATE_AVAILABLE);
  }

  // What the first child of a family needs.
  void TellNeeds(const domain::FamilyId& family,
                 const std::vector<registration::v1::SupportKind>& kinds) {
    registration::v1::FamilyProfileChanged profile;
    profile.set_family_id(family.ToString());
    profile.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    profile.set_urgency(1);
    registration::v1::NeedProfile& need = *profile.add_needs();
    need.set_child(1);
    for (const registration::v1::SupportKind kind : kinds) {
      need.add_kinds(kind);
    }
    Learn(EntryOf(profile));
  }

  // By the protocol of the contract, from its first day on, volunteers take all but these.
  void LeaveToVolunteers(const std::vector<tenancy::v1::Casuistry>& professional) {
    tenancy::v1::ContractOpened opened;
    opened.mutable_contract()->set_first_day("2020-01-01");
    tenancy::v1::Coordination& coordination = *opened.mutable_protocol()->mutable_coordination();
    coordination.set_volunteers(tenancy::v1::VOLUNTEERS_SOME_CASES);
    for (const tenancy::v1::Casuistry casuistry : professional) {
      coordination.add_professional_casuistry(casuistry);
    }
    const platform::feed::Entry entry = EntryOf(opened);
    Apply([&](auto& transaction) { return store::ApplyCoordination(transaction, entry); });
  }

  domain::MatchId Propose(const domain::FamilyId& request,
                          const std::string& by = "coordinator-0610", int child = 1) {
    const auto receipt =
        matches_.Propose(As(by, platform::access::Effect::kStarts),
                         {kMay, request, {child}, AvailableFamily(), "Om de hoek."});
    EXPECT_THAT(receipt, platform::testing::IsOk());
    return domain::MatchId(receipt->subject);
  }
  domain::MatchId Propose(const std::string& by = "coordinator-0610") {
    return Propose(WaitingFamily(), by);
  }
  void Decline(const domain::MatchId& match) {
    ASSERT_THAT(matches_.RecordStep(Cares(), Concluded({match, domain::MatchState::kDeclined, kMay,
                                                        0, "Toch niet."})),
                platform::testing::IsOk());
  }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  platform::testing::TenantFixture fixture_{"matching"};
  platform::core::TenantScope tenant_ = fixture_.OpenContract();
  // Who is appointed, as what, whatever the day; but for `gone_after`.
  std::map<std::string, Role> appointed_ = {{"coordinator-0610", Role::kProfessional},
                                            {"substitute", Role::kProfessional},
                                            {"volunteer", Role::kVolunteer},
                                            {"other-volunteer", Role::kVolunteer}};
  std::map<std::string, absl::CivilDay> gone_after_;
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                     return domain::Readiness{{}, 1};
                   },
                   [] { return absl::OkStatus(); }};
  const AskAppointment ask_ = [this](const Call&, const std::string& subject,
                                     absl::CivilDay day) -> absl::StatusOr<Role> {
    const auto gone = gone_after_.find(subject);
    const auto found = appointed_.find(subject);
    const bool holds =
        found != appointed_.end() && (gone == gone_after_.end() || day <= gone->second);
    return holds ? found->second : Role::kNone;
  };
  Assignments assignments_{fixture_.database(), fixture_.gate(), fixture_.random(), ask_};
  Triages triages_{fixture_.database(), fixture_.gate(), fixture_.random()};

 private:
  uint64_t told_ = 0;
};

}  // namespace buurtbrug::matching::app
