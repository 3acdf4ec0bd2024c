#include "platform/access/door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/access/log.h"
#include "platform/testing/door_fixture.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::access {
namespace {

using absl::StatusCode;
using common::v1::AccessEntry;
using testing::DoorFixture;
using ::testing::ElementsAre;
using testing::Fails;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::TenantFixture;

constexpr char kChannel[] = "spiffe://buurtbrug/client";

// Decisions of the door for policies that are made here; what is true of it on the wire stands in
// rpc/server_test.
class DoorTest : public ::testing::Test {
 protected:
  DoorTest() {
    for (const core::TenantScope& tenant : {tenant_, other_, elsewhere_}) {
      door_.OpenContract(tenant);
    }
  }

  core::ContractId NewContract() {
    return core::ContractId(core::NewUuid(clock_.Now(), core::SystemRandom()));
  }

  static Policy PolicyOf(std::set<Role> roles, Reach reach, Effect effect = Effect::kReads) {
    Policy policy;
    policy.roles = std::move(roles);
    policy.reach = reach;
    policy.discloses = Disclosure::kNothing;
    policy.effect = effect;
    return policy;
  }

  // The call as the door lets it in, or its refusal.
  absl::StatusOr<Call> Enter(const Credentials& credentials, const Policy& policy,
                             const core::TenantScope& scope) {
    // Each call comes a moment after the one before.
    clock_.Set(clock_.Now() + absl::Milliseconds(1));
    Call call;
    call.now = clock_.Now();
    call.today = core::AmsterdamDay(call.now);
    call.scope = scope;
    call.effect = policy.effect;
    absl::Status status = door_.door().Identify(credentials, call);
    if (status.ok()) status = door_.door().CheckRole(policy, call);
    if (status.ok()) status = door_.door().CheckScope(policy, call);
    return status.ok() ? absl::StatusOr<Call>(call) : status;
  }
  absl::StatusOr<Call> EnterAs(const std::string& subject, const Policy& policy,
                               const core::TenantScope& scope) {
    return Enter({kChannel, door_.TokenOf(subject), ""}, policy, scope);
  }

  TenantFixture fixture_{"registration"};
  core::FixedClock clock_{TenantFixture::Now()};
  DoorFixture door_{fixture_.database(), clock_};
  const core::TenantScope tenant_ = {"0610", NewContract()};
  const core::TenantScope other_ = {"0610", NewContract()};
  const core::TenantScope elsewhere_ = {"0392", NewContract()};
  const Policy coordinators_ = PolicyOf({Role::kCoordinator}, Reach::kContract);
};

TEST_F(DoorTest, OnlyCertificatesOfThePlatformGetAsFarAsAToken) {
  door_.Appoint("coordinator-0610", Role::kCoordinator, tenant_);
  const std::string token = door_.TokenOf("coordinator-0610");
  for (const char* certificate :
       {"", "spiffe://buurtbrug/role/foundation-operator", "spiffe://elsewhere/client"}) {
    EXPECT_THAT(Enter({certificate, token, ""}, coordinators_, tenant_),
                Fails(StatusCode::kUnauthenticated, "CALLER_UNKNOWN"))
        << certificate;
  }
  EXPECT_THAT(Enter({kChannel, token, ""}, coordinators_, tenant_), IsOk());
}

TEST_F(DoorTest, AServiceIsWhatItsCertificateSaysWhateverTokenItBrings) {
  door_.Appoint("coordinator-0610", Role::kCoordinator, tenant_);
  const Credentials credentials = {"spiffe://buurtbrug/service/matching",
                                   door_.TokenOf("coordinator-0610"), "coordinator-0610"};
  EXPECT_THAT(Enter(credentials, coordinators_, tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  const auto call = Enter(credentials, PolicyOf({Role::kService}, Reach::kContract), tenant_);
  ASSERT_THAT(call, IsOk());
  EXPECT_EQ(call->caller.subject, "spiffe://buurtbrug/service/matching");
  EXPECT_EQ(call->caller.on_behalf_of, "coordinator-0610");
}

TEST_F(DoorTest, AnOperatorIsNothingElseWhateverItWasAppointedFor) {
  door_.AppointOperator("both");
  door_.Appoint("both", Role::kCoordinator, tenant_);
  const Policy either = PolicyOf({Role::kFoundationOperator, Role::kCoordinator}, Reach::kContract);
  EXPECT_EQ(EnterAs("both", either, tenant_)->caller.role, Role::kFoundationOperator);
  EXPECT_THAT(EnterAs("both", coordinators_, tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(DoorTest, AServiceThatTheMethodDoesNotNameIsRefused) {
  Policy policy = PolicyOf({Role::kService}, Reach::kContract);
  policy.services = {"spiffe://buurtbrug/service/matching"};
  EXPECT_THAT(Enter({"spiffe://buurtbrug/service/matching", "", ""}, policy, tenant_), IsOk());
  EXPECT_THAT(Enter({"spiffe://buurtbrug/service/reporting", "", ""}, policy, tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(DoorTest, OfAMunicipalityACallerSeesTheContractsOfItsAppointmentsThere) {
  door_.Appoint("coordinator", Role::kCoordinator, tenant_);
  door_.Appoint("coordinator", Role::kCoordinator, elsewhere_);
  door_.AppointOperator("operator");
  const Policy policy =
      PolicyOf({Role::kFoundationOperator, Role::kCoordinator}, Reach::kMunicipality);
  EXPECT_THAT(EnterAs("coordinator", policy, {"0610", {}})->caller.contracts,
              ElementsAre(tenant_.contract));
  EXPECT_THAT(EnterAs("coordinator", policy, {"0603", {}}),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  const auto all = EnterAs("operator", policy, {"0603", {}});
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->caller.role, Role::kFoundationOperator);
  EXPECT_THAT(all->caller.contracts, IsEmpty());
}

TEST_F(DoorTest, TheNetworkIsForOperatorsAndNotForEveryAppointment) {
  door_.AppointOperator("operator");
  door_.Appoint("coordinator", Role::kCoordinator, tenant_);
  const Policy policy = PolicyOf({Role::kFoundationOperator}, Reach::kNetwork);
  EXPECT_THAT(EnterAs("operator", policy, {}), IsOk());
  EXPECT_THAT(EnterAs("coordinator", policy, {}),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(DoorTest, AVolunteerIsHeldToItsOwnCasesAndACoordinatorIsNot) {
  door_.Appoint("volunteer", Role::kVolunteerCoordinator, tenant_);
  door_.Appoint("coordinator", Role::kCoordinator, tenant_);
  door_.Appoint("both", Role::kVolunteerCoordinator, tenant_);
  door_.Appoint("both", Role::kCoordinator, tenant_);
  Policy policy =
      PolicyOf({Role::kCoordinator, Role::kVolunteerCoordinator}, Reach::kContract, Effect::kReads);
  policy.own_cases = {Role::kVolunteerCoordinator};
  EXPECT_EQ(EnterAs("volunteer", policy, tenant_)->caller.cases, Cases::kOwn);
  EXPECT_EQ(EnterAs("coordinator", policy, tenant_)->caller.cases, Cases::kAll);
  EXPECT_EQ(EnterAs("both", policy, tenant_)->caller.cases, Cases::kAll);
  EXPECT_THAT(EnterAs("volunteer", policy, other_),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(DoorTest, AnAnswerToAVolunteerLeavesOnlyWhenTheCaseWasCheckedToBeItsOwn) {
  const Policy policy = PolicyOf({Role::kVolunteerCoordinator}, Reach::kContract);
  Call call = fixture_.NewCall(tenant_, Effect::kReads);
  EXPECT_THAT(door_.door().CheckAnswer(policy, call), IsOk());
  call.caller.cases = Cases::kOwn;
  EXPECT_THAT(door_.door().CheckAnswer(policy, call),
              Fails(StatusCode::kInternal, "OWN_CASE_NOT_CHECKED"));
  ++call.owned;
  EXPECT_THAT(door_.door().CheckAnswer(policy, call), IsOk());
}

TEST_F(DoorTest, APartnersTokenGivesNoRightOfAPersonOfThatName) {
  door_.AddPartner("partner-0610");
  door_.Appoint("partner-0610", Role::kCoordinator, tenant_);
  EXPECT_THAT(Enter({kChannel, door_.TokenOfClient("partner-0610"), ""}, coordinators_, tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(DoorTest, APersonWithTheNameOfAPartnersClientIsNoPartner) {
  door_.AllowPartner(door_.AddPartner("partner-0610"), tenant_);
  EXPECT_THAT(EnterAs("partner-0610", PolicyOf({Role::kPartner}, Reach::kContract), tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(DoorTest, ABreakGlassOpensWhatACoordinatorReadsAndNothingElse) {
  door_.AppointOperator("operator");
  const std::string glass =
      door_.BreakGlass("operator", tenant_, clock_.Now(), clock_.Now() + absl::Hours(4));
  EXPECT_EQ(EnterAs("operator", coordinators_, tenant_)->caller.break_glass, glass);
  for (const Effect effect : {Effect::kStarts, Effect::kCares, Effect::kAdministers}) {
    EXPECT_THAT(
        EnterAs("operator", PolicyOf({Role::kCoordinator}, Reach::kContract, effect), tenant_),
        Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  }
  EXPECT_THAT(EnterAs("operator", PolicyOf({Role::kMunicipality}, Reach::kContract), tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  // Where an operator may call anyway, it is not by the break-glass.
  const auto own =
      EnterAs("operator",
              PolicyOf({Role::kFoundationOperator, Role::kCoordinator}, Reach::kContract), tenant_);
  EXPECT_EQ(own->caller.break_glass, "");
}

TEST_F(DoorTest, AnAppointmentCountsFromMidnightInAmsterdam) {
  door_.Appoint("coordinator", Role::kCoordinator, tenant_, "2020-11-16");
  // 2020-11-15 23:59:59.9 and 2020-11-16 00:00 in Amsterdam.
  const absl::Time midnight = absl::FromUnixSeconds(1605481200);
  clock_.Set(midnight - absl::Milliseconds(100));
  EXPECT_THAT(EnterAs("coordinator", coordinators_, tenant_),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  clock_.Set(midnight);
  EXPECT_THAT(EnterAs("coordinator", coordinators_, tenant_), IsOk());
}

TEST_F(DoorTest, WhatIsNoRefusalOfAccessStandsInNoChain) {
  Call call = fixture_.NewCall(tenant_, Effect::kReads);
  const auto entries_after = [&](StatusCode code) -> size_t {
    door_.door().RecordRefusal(call, core::Error(code, "REASON", "no"));
    return ListEntries(fixture_.database(), NetworkChain(), {}, std::nullopt)->size();
  };
  EXPECT_EQ(entries_after(StatusCode::kInvalidArgument), 0U);
  EXPECT_EQ(entries_after(StatusCode::kUnavailable), 0U);
  EXPECT_EQ(entries_after(StatusCode::kNotFound), 1U);
  EXPECT_EQ(entries_after(StatusCode::kPermissionDenied), 2U);
  EXPECT_EQ(entries_after(StatusCode::kUnauthenticated), 3U);
  call.caller.break_glass = "glass";
  EXPECT_EQ(entries_after(StatusCode::kUnavailable), 4U);
}

TEST_F(DoorTest, ARefusalThatCannotBeLoggedIsStillOne) {
  postgres::DatabaseOptions nowhere;
  nowhere.host = "/nonexistent";
  nowhere.patience = absl::Milliseconds(10);
  postgres::Database database(nowhere);
  DoorFixture door(database, clock_);
  Call call = fixture_.NewCall(tenant_, Effect::kReads);
  const absl::Status refusal = door.door().Identify({kChannel, "", ""}, call);
  EXPECT_THAT(refusal, Fails(StatusCode::kUnauthenticated, "TOKEN_MISSING"));
  door.door().RecordRefusal(call, refusal);
}

}  // namespace
}  // namespace buurtbrug::platform::access
