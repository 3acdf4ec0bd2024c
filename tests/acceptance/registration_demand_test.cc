#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/demand_service.pb.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "buurtbrug/registration/v1/online_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/core/status.h"
#include "tests/acceptance/registration_scene.h"

// Heemstede (0397): families that register where no contract runs, and what becomes of them when
// one starts.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Outcome = v1::RegisterOnlineResponse;

class RegistrationDemand : public RegistrationScene {
 protected:
  RegistrationDemand() {
    ImportPlaces();
    CreateMunicipality("0397", "Heemstede");
  }

  static v1::RegisterOnlineRequest Online(v1::FamilyRole role, int number) {
    auto request = Read<v1::RegisterOnlineRequest>(R"pb(
      adult_names: "Ouder Heemstede"
      told_information: true
    )pb");
    request.set_request_id(NewId());
    request.set_role(role);
    request.set_postcode(absl::StrCat(2100 + 1 + number % 6, " AB"));
    request.set_house_number(absl::StrCat(10 + number));
    request.set_email(absl::StrCat("gezin", number, "@voorbeeld.nl"));
    if (role == v1::FAMILY_ROLE_REQUEST) {
      request.add_child_birth_dates("2016-05-02");
    }
    return request;
  }
  // The link of a family that registers and is told that no contract runs.
  std::string RegisterUnserved(const v1::RegisterOnlineRequest& request) {
    const auto answer = Must<v1::RegisterOnlineResponse>(gateway_, request);
    EXPECT_EQ(answer.outcome(), Outcome::OUTCOME_UNSERVED);
    EXPECT_EQ(answer.municipality(), "0397");
    EXPECT_EQ(answer.contract_id(), "");
    const absl::CivilDay expires(today_.year() + 1, today_.month(), today_.day());
    EXPECT_EQ(answer.expires_on(), platform::core::FormatDay(expires));
    return answer.link();
  }
  // "7 registered, 5 waiting, 1 invited, 1 accepted, 0 expired, 0 withdrawn" of this month.
  std::string Count(v1::FamilyRole role, const std::string& reader = "operator") {
    v1::CountDemandRequest request;
    request.set_municipality("0397");
    const auto response = Must<v1::CountDemandResponse>(fleet_.As(reader, "registration"), request);
    std::string text;
    for (const v1::DemandCount& count : response.counts()) {
      if (count.role() == role) {
        EXPECT_EQ(count.month(), Ago(0).substr(0, 7));
        absl::StrAppend(&text, count.registered(), " registered, ", count.waiting(), " waiting, ",
                        count.invited(), " invited, ", count.accepted(), " accepted, ",
                        count.expired(), " expired, ", count.withdrawn(), " withdrawn");
      }
    }
    return text;
  }
  v1::AcceptInvitationRequest Acceptance(const TenantContract& tenant,
                                         const std::string& link) const {
    auto request = About<v1::AcceptInvitationRequest>(tenant, R"pb(
      postcode: "2101 AB"
      house_number: "10"
      adult_names: "Steun Heemstede"
      email: "steun@voorbeeld.nl"
      consents: CONSENT_PURPOSE_ACROSS_BORDER
      told_information: true
    )pb");
    request.set_link(link);
    return request;
  }
};

TEST_F(RegistrationDemand, OfHeemstedeIsCountedAndInvitedWhenAContractStarts) {
  std::vector<std::string> asking;
  for (int i = 0; i < 3; ++i) {
    asking.push_back(RegisterUnserved(Online(v1::FAMILY_ROLE_REQUEST, i)));
  }
  for (int i = 3; i < 10; ++i) {
    RegisterUnserved(Online(v1::FAMILY_ROLE_SUPPORT, i));
  }
  EXPECT_EQ(Count(v1::FAMILY_ROLE_REQUEST),
            "3 registered, 3 waiting, 0 invited, 0 accepted, 0 expired, 0 withdrawn");
  EXPECT_EQ(Count(v1::FAMILY_ROLE_SUPPORT),
            "7 registered, 7 waiting, 0 invited, 0 accepted, 0 expired, 0 withdrawn");
  // One does not want to wait.
  v1::WithdrawDemandRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_link(asking[2]);
  Must<v1::WithdrawDemandResponse>(gateway_, withdraw);
  EXPECT_EQ(Count(v1::FAMILY_ROLE_REQUEST),
            "3 registered, 2 waiting, 0 invited, 0 accepted, 0 expired, 1 withdrawn");
  // It is nobody's elsewhere.
  EXPECT_THAT(Must<v1::ListDemandResponse>(desk_, About<v1::ListDemandRequest>(home_)).demands(),
              IsEmpty());
  EXPECT_THAT(
      Must<v1::ListFamiliesResponse>(desk_, About<v1::ListFamiliesRequest>(home_)).families(),
      IsEmpty());

  const TenantContract heemstede = OpenContract("0397", today_);
  fleet_.Appoint("coordinator-0397", common::v1::ROLE_COORDINATOR, "0397", heemstede.contract);
  const Caller coordinator = fleet_.As("coordinator-0397", "registration");
  const auto demand =
      Must<v1::ListDemandResponse>(coordinator, About<v1::ListDemandRequest>(heemstede));
  ASSERT_EQ(demand.demands_size(), 9);
  // The role, for each of the support families how it is reached.
  std::map<std::string, std::string> invitations;
  std::vector<std::string> ids;
  for (const v1::Demand& each : demand.demands()) {
    EXPECT_EQ(each.state(), v1::DEMAND_STATE_WAITING);
    EXPECT_EQ(each.registered_on(), Ago(0));
    EXPECT_EQ(each.area().substr(0, 3), "210");
    if (each.role() != v1::FAMILY_ROLE_SUPPORT) {
      continue;
    }
    auto foreign = About<v1::InviteDemandRequest>(home_);
    foreign.set_demand_id(each.demand_id());
    EXPECT_THAT(desk_.Call<v1::InviteDemandResponse>(foreign),
                Fails(StatusCode::kNotFound, "DEMAND_NOT_FOUND"));
    auto invite = About<v1::InviteDemandRequest>(heemstede);
    invite.set_demand_id(each.demand_id());
    const auto invited = Must<v1::InviteDemandResponse>(coordinator, invite);
    invitations[invited.email()] = invited.link();
    ids.push_back(each.demand_id());
  }
  ASSERT_EQ(invitations.size(), 7U);
  EXPECT_EQ(Count(v1::FAMILY_ROLE_SUPPORT),
            "7 registered, 0 waiting, 7 invited, 0 accepted, 0 expired, 0 withdrawn");

  // One accepts, and is a family of the contract from then on.
  const std::string invitation = invitations.at("gezin5@voorbeeld.nl");
  EXPECT_THAT(gateway_.Call<v1::AcceptInvitationResponse>(Acceptance(home_, invitation)),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  const auto accepted =
      Must<v1::AcceptInvitationResponse>(gateway_, Acceptance(heemstede, invitation));
  EXPECT_NE(accepted.link(), invitation);
  fleet_.Appoint("municipality-0397", common::v1::ROLE_MUNICIPALITY, "0397", heemstede.contract);
  EXPECT_EQ(Count(v1::FAMILY_ROLE_SUPPORT, "municipality-0397"),
            "7 registered, 0 waiting, 6 invited, 1 accepted, 0 expired, 0 withdrawn");
  const auto families =
      Must<v1::ListFamiliesResponse>(coordinator, About<v1::ListFamiliesRequest>(heemstede));
  ASSERT_EQ(families.families_size(), 1);
  EXPECT_EQ(families.families(0).role(), v1::FAMILY_ROLE_SUPPORT);
  EXPECT_EQ(families.families(0).state(), v1::FAMILY_STATE_REGISTERED);
  EXPECT_EQ(families.families(0).registered_on(), Ago(0));
  auto read = About<v1::GetFamilyRequest>(heemstede);
  read.set_family_id(families.families(0).family_id());
  const auto family = Must<v1::GetFamilyResponse>(coordinator, read).family();
  EXPECT_EQ(family.postcode(), "2101AB");
  ASSERT_EQ(family.adults_size(), 1);
  EXPECT_EQ(family.adults(0).name(), "Steun Heemstede");
  auto follow = About<v1::FollowLinkRequest>(heemstede);
  follow.set_link(accepted.link());
  EXPECT_THAT(gateway_.Call<v1::FollowLinkResponse>(follow), IsOk());

  // The invitation is used, and nothing of what was kept is left to invite again.
  EXPECT_THAT(gateway_.Call<v1::AcceptInvitationResponse>(Acceptance(heemstede, invitation)),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_EQ(Must<v1::ListDemandResponse>(coordinator, About<v1::ListDemandRequest>(heemstede))
                .demands_size(),
            8);
  int gone = 0;
  for (const std::string& id : ids) {
    auto invite = About<v1::InviteDemandRequest>(heemstede);
    invite.set_demand_id(id);
    const auto again = coordinator.Call<v1::InviteDemandResponse>(invite);
    gone += platform::core::ReasonOf(again.status()) == "DEMAND_NOT_FOUND" ? 1 : 0;
  }
  EXPECT_EQ(gone, 1);
}

TEST_F(RegistrationDemand, SentTwiceIsOneAndWhoComesAfterTheContractStartsIsAFamily) {
  const auto request = Online(v1::FAMILY_ROLE_REQUEST, 1);
  const std::string link = RegisterUnserved(request);
  EXPECT_EQ(RegisterUnserved(request), link);
  EXPECT_EQ(Count(v1::FAMILY_ROLE_REQUEST),
            "1 registered, 1 waiting, 0 invited, 0 accepted, 0 expired, 0 withdrawn");
  auto nowhere = Online(v1::FAMILY_ROLE_REQUEST, 2);
  nowhere.set_postcode("9999 XX");
  EXPECT_THAT(gateway_.Call<v1::RegisterOnlineResponse>(nowhere),
              Fails(StatusCode::kNotFound, "PLACE_NOT_FOUND"));

  const TenantContract heemstede = OpenContract("0397", today_);
  const auto answer =
      Must<v1::RegisterOnlineResponse>(gateway_, Online(v1::FAMILY_ROLE_SUPPORT, 3));
  EXPECT_EQ(answer.outcome(), Outcome::OUTCOME_REGISTERED);
  EXPECT_EQ(answer.contract_id(), heemstede.contract);
  // What came before it stays what it was, and is not registered a second time.
  EXPECT_EQ(RegisterUnserved(request), link);
}

}  // namespace
}  // namespace buurtbrug::acceptance
