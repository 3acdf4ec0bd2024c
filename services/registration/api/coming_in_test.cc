#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "platform/access/log.h"
#include "platform/testing/matchers.h"
#include "registration/api/coming_in_scene_test.h"
#include "registration/app/expiry_round.h"

// How families come in by internet, through the APIs: with a contract, without one, and by link.
namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(ComingIn, WithAContractTheFamilyRegistersThereWithContactConsentInformationAndLink) {
  const v1::RegisterOnlineResponse response = Register(Online("3361 AB"));
  EXPECT_EQ(response.outcome(), v1::RegisterOnlineResponse::OUTCOME_REGISTERED);
  EXPECT_EQ(response.municipality(), "0610");
  EXPECT_EQ(response.contract_id(), tenant.contract.ToString());
  EXPECT_EQ(response.expires_on(), "2021-11-15");
  const auto family = families.Get(Coordinator(Effect::kReads), OnlyFamily());
  ASSERT_THAT(family, IsOk());
  EXPECT_EQ(family->adult_names.at(0).Reveal(), "Ouder Proef");
  EXPECT_EQ(family->postcode.Reveal(), "3361AB");
  EXPECT_EQ(family->steps.at(0).recorded_by, app::kCitizen);
  EXPECT_EQ(Count("information_steps"), 1);
  EXPECT_EQ(Count("demands"), 0);
  auto list = To<v1::ListConsentsRequest>(tenant);
  list.set_family_id(OnlyFamily().ToString());
  const auto given = Send(consent_api, &ConsentApi::ListConsents, list);
  ASSERT_THAT(given, IsOk());
  ASSERT_THAT(given->consents(), SizeIs(1));
  EXPECT_EQ(given->consents(0).given_on(), "2020-11-15");
  EXPECT_THAT(Follow(response.link())->words(), HasSubstr("Uw aanmelding is ontvangen"));
  // Nothing that opens the link is in the tables.
  EXPECT_THAT(Ask("SELECT string_agg(l::text, ' ') FROM registration.family_links l"),
              Not(HasSubstr(absl::BytesToHexString(
                  domain::ParseLink(response.link())->secret.substr(0, 8)))));
}

TEST_F(ComingIn, TheSameRequestTwiceIsOneFamilyWithOneAnswer) {
  const v1::RegisterOnlineRequest request = Online("3361 AB");
  const v1::RegisterOnlineResponse first = Register(request);
  EXPECT_EQ(Register(request).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Count("families"), 1);
  v1::RegisterOnlineRequest other = request;
  other.set_house_number("13");
  EXPECT_THAT(Send(online_api, &OnlineApi::RegisterOnline, other),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(ComingIn, WhatWasUnservedStaysSoWhenTheRequestIsRepeatedUnderAContract) {
  const v1::RegisterOnlineRequest request = Online("2101 AA");
  const v1::RegisterOnlineResponse first = Register(request);
  EXPECT_EQ(first.outcome(), v1::RegisterOnlineResponse::OUTCOME_UNSERVED);
  const TenantScope heemstede = fixture.OpenContract({.municipality = "0397"});
  EXPECT_EQ(Register(request).SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Count("families"), 0);
  EXPECT_EQ(Count("demands"), 1);
}

TEST_F(ComingIn, WhatWasRegisteredStaysSoWhenTheRequestIsRepeatedAfterTheContract) {
  const v1::RegisterOnlineRequest request = Online("3361 AB");
  const v1::RegisterOnlineResponse first = Register(request);
  SetToday(absl::CivilDay(2021, 1, 10));
  EXPECT_EQ(Register(request).link(), first.link());
  EXPECT_EQ(Count("demands"), 0);
  // Another one meets a contract without a subsidy period of today.
  EXPECT_EQ(Register(Online("3361 AB")).outcome(), v1::RegisterOnlineResponse::OUTCOME_UNSERVED);
}

TEST_F(ComingIn, APersonWithdrawsThroughTheLinkAndTheLinkEnds) {
  const std::string link = Register(Online("3361 AB")).link();
  const std::string id = NewId();
  ASSERT_THAT(Withdraw(link, id), IsOk());
  const auto family = families.Get(Coordinator(Effect::kReads), OnlyFamily());
  ASSERT_THAT(family, IsOk());
  EXPECT_EQ(family->head.state, domain::FamilyState::kWithdrawn);
  EXPECT_EQ(family->steps.back().recorded_by, app::kCitizen);
  EXPECT_EQ(Ask("SELECT withdraw_reason FROM registration.family_links"), "2");
  EXPECT_THAT(Follow(link), Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_THAT(Withdraw(link, id), IsOk());
  EXPECT_THAT(Withdraw(link, NewId()), Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_EQ(Count("family_steps"), 2);
  EXPECT_EQ(Ask("SELECT DISTINCT on_behalf_of FROM registration.receipts WHERE method LIKE "
                "'%WithdrawByLink' OR method LIKE '%RegisterOnline'"),
            "citizen by link");
}

TEST_F(ComingIn, AWrongExpiredOrRevokedLinkIsOneAnswer) {
  const std::string link = Register(Online("3361 AB")).link();
  const auto not_found = Fails(StatusCode::kNotFound, "LINK_NOT_FOUND");
  for (size_t i = 0; i < link.size(); i += 7) {
    std::string wrong = link;
    wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
    EXPECT_THAT(Follow(wrong), not_found) << i;
  }
  EXPECT_THAT(Follow(""), not_found);
  EXPECT_THAT(Follow(Register(Online("2101 AA")).link()), not_found);
  // On its last day it works.
  SetToday(absl::CivilDay(2021, 11, 15));
  EXPECT_THAT(Follow(link), IsOk());
  SetToday(absl::CivilDay(2021, 11, 16));
  EXPECT_THAT(Follow(link), not_found);
}

TEST_F(ComingIn, ACoordinatorRenewsALinkAndTheOldOneEnds) {
  const std::string link = Register(Online("3361 AB")).link();
  auto renew = To<v1::RenewLinkRequest>(tenant);
  renew.set_request_id(NewId());
  renew.set_family_id(OnlyFamily().ToString());
  const auto renewed = Send(link_api, &LinkApi::RenewLink, renew);
  ASSERT_THAT(renewed, IsOk());
  EXPECT_NE(renewed->link(), link);
  EXPECT_THAT(Follow(link), Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_THAT(Follow(renewed->link()), IsOk());
  EXPECT_EQ(Send(link_api, &LinkApi::RenewLink, renew)->link(), renewed->link());
  ASSERT_THAT(Withdraw(renewed->link(), NewId()), IsOk());
  renew.set_request_id(NewId());
  EXPECT_THAT(Send(link_api, &LinkApi::RenewLink, renew),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(ComingIn, AFamilyCorrectsItsContactAndNotItsMunicipality) {
  const std::string link = Register(Online("3361 AB")).link();
  auto correct = To<v1::CorrectByLinkRequest>(tenant);
  correct.set_request_id(NewId());
  correct.set_link(link);
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct),
              RefusesField("email", "NOTHING_CHANGED"));
  correct.set_postcode("3361ZZ");
  correct.set_email("nieuw@voorbeeld.nl");
  ASSERT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), IsOk());
  EXPECT_EQ(families.Get(Coordinator(Effect::kReads), OnlyFamily())->postcode.Reveal(), "3361ZZ");
  EXPECT_EQ(Ask("SELECT count(*) FROM registration.contacts"), "3");
  correct.set_request_id(NewId());
  correct.set_postcode("2101 AA");
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct),
              Fails(StatusCode::kFailedPrecondition, "OTHER_MUNICIPALITY"));
}

// The case of Heemstede: no contract, requests that cannot be taken up, seven families that offer.
TEST_F(ComingIn, UnservedDemandOfHeemstedeIsCountedInvitedAndExpires) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Register(Online("2101 AA")).outcome(), v1::RegisterOnlineResponse::OUTCOME_UNSERVED);
  }
  std::vector<std::string> links;
  for (int i = 0; i < 7; ++i) {
    const auto response = Register(Online("2101 AB", v1::FAMILY_ROLE_SUPPORT));
    EXPECT_EQ(response.expires_on(), "2021-11-15");
    EXPECT_THAT(response.contract_id(), IsEmpty());
    links.push_back(response.link());
  }
  EXPECT_EQ(Counts("0397"),
            "2020-11 Q 3 registered 3 waiting 0 invited 0 accepted 0 expired 0 withdrawn; "
            "2020-11 S 7 registered 7 waiting 0 invited 0 accepted 0 expired 0 withdrawn; ");
  EXPECT_EQ(Counts("0392"), "");
  // The least data: no name, no address, and no contact that can be read.
  EXPECT_EQ(Count("families"), 0);
  EXPECT_THAT(Ask("SELECT string_agg(d::text, ' ') FROM registration.demands d"),
              Not(HasSubstr("2101A")));

  // One takes it back, before anybody invited it.
  v1::WithdrawDemandRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_link(links.at(0));
  ASSERT_THAT(Send(demand_api, &DemandApi::WithdrawDemand, withdraw), IsOk());
  ASSERT_THAT(Send(demand_api, &DemandApi::WithdrawDemand, withdraw), IsOk());
  withdraw.set_request_id(NewId());
  EXPECT_THAT(Send(demand_api, &DemandApi::WithdrawDemand, withdraw),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));

  // A contract starts.
  const TenantScope heemstede = fixture.OpenContract({.municipality = "0397"});
  std::vector<v1::Demand> waiting = Demand(heemstede);
  ASSERT_THAT(waiting, SizeIs(9));
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const auto& a, const auto& b) { return a.role() < b.role(); });
  EXPECT_EQ(waiting[0].area(), "2101");
  EXPECT_THAT(Demand(tenant), IsEmpty());
  EXPECT_THAT(Invite(tenant, waiting[0].demand_id()),
              Fails(StatusCode::kNotFound, "DEMAND_NOT_FOUND"));
  const auto invitation = Invite(heemstede, waiting[0].demand_id());
  ASSERT_THAT(invitation, IsOk());
  EXPECT_EQ(invitation->email(), "ouder.proef@voorbeeld.nl");
  EXPECT_EQ(invitation->phone(), "+31612345678");
  const auto log = platform::access::ListEntries(fixture.database(), heemstede, {}, std::nullopt);
  ASSERT_THAT(log, IsOk());
  EXPECT_THAT(*log, SizeIs(1));

  const v1::AcceptInvitationRequest acceptance = Acceptance(heemstede, invitation->link());
  const auto accepted = Send(demand_api, &DemandApi::AcceptInvitation, acceptance);
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(Send(demand_api, &DemandApi::AcceptInvitation, acceptance)->link(), accepted->link());
  EXPECT_EQ(Count("families"), 1);
  EXPECT_THAT(
      Send(demand_api, &DemandApi::AcceptInvitation, Acceptance(heemstede, invitation->link())),
      Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  auto follow = To<v1::FollowLinkRequest>(heemstede);
  follow.set_link(accepted->link());
  EXPECT_THAT(Send(link_api, &LinkApi::FollowLink, follow), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM registration.demands WHERE state = 3 AND sealed IS NULL AND "
                "wrapped IS NULL"),
            "1");

  // The last day of the others passes.
  ASSERT_THAT(Invite(heemstede, waiting[1].demand_id()), IsOk());
  SetToday(absl::CivilDay(2021, 11, 14));
  EXPECT_EQ(Expire(), 0);
  SetToday(absl::CivilDay(2021, 11, 15));
  EXPECT_EQ(Expire(), 8);
  EXPECT_EQ(Expire(), 0);
  EXPECT_EQ(Counts("0397"),
            "2020-11 Q 3 registered 0 waiting 0 invited 1 accepted 2 expired 0 withdrawn; "
            "2020-11 S 7 registered 0 waiting 0 invited 0 accepted 6 expired 1 withdrawn; ");
  EXPECT_EQ(Ask("SELECT count(*) FROM registration.demands WHERE sealed IS NOT NULL"), "0");
  EXPECT_EQ(Ask("SELECT count(*) FROM registration.feed_entries WHERE type = "
                "'buurtbrug.registration.v1.DemandEnded'"),
            "10");
}

TEST_F(ComingIn, TheServiceDestroysByItselfWhatHasExpired) {
  Register(Online("2101 AA"));
  app::Round round(app::ExpiryWork(demands), fixture.clock(), fixture.random());
  EXPECT_EQ(*round.RunOnce(), 0);
  SetToday(absl::CivilDay(2021, 11, 15));
  EXPECT_EQ(*round.RunOnce(), 1);
}

TEST_F(ComingIn, AnInvitationCountsUntilAnotherContractInvites) {
  Register(Online("2101 AA"));
  const TenantScope first = fixture.OpenContract({.municipality = "0397"});
  const TenantScope second = fixture.OpenContract({.municipality = "0397"});
  const std::string id = Demand(first).at(0).demand_id();
  const std::string old = Invite(first, id)->link();
  const std::string link = Invite(second, id)->link();
  EXPECT_THAT(Send(demand_api, &DemandApi::AcceptInvitation, Acceptance(first, old)),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_THAT(Send(demand_api, &DemandApi::AcceptInvitation, Acceptance(first, link)),
              Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  EXPECT_THAT(Send(demand_api, &DemandApi::AcceptInvitation, Acceptance(second, link)), IsOk());
}

TEST_F(ComingIn, AReferredFamilyIsToBeToldUntilThatIsRecorded) {
  Refer(kPartnerA);
  const auto duties = [&] {
    const auto response = Send(consent_api, &ConsentApi::ListInformationDuties,
                               To<v1::ListInformationDutiesRequest>(tenant));
    EXPECT_THAT(response, IsOk());
    return response->duties();
  };
  ASSERT_THAT(duties(), SizeIs(1));
  EXPECT_TRUE(duties()[0].referred());
  auto told = To<v1::RecordInformationToldRequest>(tenant);
  told.set_request_id(NewId());
  told.set_family_id(duties()[0].family_id());
  told.set_occurred_on("2020-01-31");
  told.set_how(v1::CHANNEL_TELEPHONE);
  EXPECT_THAT(Send(consent_api, &ConsentApi::RecordInformationTold, told),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  told.set_occurred_on("2020-02-03");
  ASSERT_THAT(Send(consent_api, &ConsentApi::RecordInformationTold, told), IsOk());
  EXPECT_THAT(duties(), IsEmpty());
}

TEST_F(ComingIn, AConsentIsGivenOnceWithdrawnAndGivenAgain) {
  const std::string family = Scene::Register().ToString();
  const auto give = [&](const char* day) {
    auto request = To<v1::RecordConsentRequest>(tenant);
    request.set_request_id(NewId());
    request.set_family_id(family);
    request.set_occurred_on(day);
    request.set_purpose(v1::CONSENT_PURPOSE_NEWS);
    request.set_how(v1::CHANNEL_PAPER);
    return Send(consent_api, &ConsentApi::RecordConsent, request).status();
  };
  const auto withdraw = [&](const char* day) {
    auto request = To<v1::WithdrawConsentRequest>(tenant);
    request.set_request_id(NewId());
    request.set_family_id(family);
    request.set_occurred_on(day);
    request.set_purpose(v1::CONSENT_PURPOSE_NEWS);
    request.set_how(v1::CHANNEL_TELEPHONE);
    return Send(consent_api, &ConsentApi::WithdrawConsent, request).status();
  };
  const auto wrong_state = Fails(StatusCode::kFailedPrecondition, "WRONG_STATE");
  EXPECT_THAT(withdraw("2020-03-01"), wrong_state);
  EXPECT_THAT(give("2020-03-01"), IsOk());
  EXPECT_THAT(give("2020-03-02"), wrong_state);
  EXPECT_THAT(withdraw("2020-04-01"), IsOk());
  auto list = To<v1::ListConsentsRequest>(tenant);
  list.set_family_id(family);
  EXPECT_EQ(Send(consent_api, &ConsentApi::ListConsents, list)->consents(0).withdrawn_on(),
            "2020-04-01");
  EXPECT_THAT(give("2020-05-01"), IsOk());
  EXPECT_EQ(Send(consent_api, &ConsentApi::ListConsents, list)->consents(0).withdrawn_on(), "");
  EXPECT_EQ(Count("consent_steps"), 3);
}

TEST_F(ComingIn, WhatIsWrongOnlineIsRefusedWithItsFieldAndNothingIsStored) {
  const auto refused = [&](auto spoil, const char* field, const char* reason) {
    v1::RegisterOnlineRequest request = Online("3361 AB");
    spoil(request);
    EXPECT_THAT(Send(online_api, &OnlineApi::RegisterOnline, request), RefusesField(field, reason))
        << field;
  };
  refused([](auto& r) { r.set_told_information(false); }, "told_information", "NOT_TOLD");
  refused([](auto& r) { r.set_role(v1::FAMILY_ROLE_UNSPECIFIED); }, "role", "INVALID_ROLE");
  refused([](auto& r) { r.set_postcode("336 1AB"); }, "postcode", "INVALID_POSTCODE");
  refused([](auto& r) { r.set_house_number("12//"); }, "house_number", "INVALID_HOUSE_NUMBER");
  refused([](auto& r) { r.set_adult_names(0, "J\xD0\xB0n"); }, "adult_names", "MIXED_SCRIPTS");
  refused([](auto& r) { r.set_adult_names(0, "Jan 111222333"); }, "adult_names", "CITIZEN_NUMBER");
  refused([](auto& r) { r.set_child_birth_dates(0, "2021-01-01"); }, "child_birth_dates",
          "CHILD_NOT_BORN");
  refused([](auto& r) { r.set_email("a@b@c"); }, "email", "INVALID_EMAIL");
  refused([](auto& r) { r.set_phone("0900-1234"); }, "phone", "INVALID_PHONE");
  refused([](auto& r) { r.clear_email(), r.clear_phone(); }, "email", "NO_CONTACT");
  refused([](auto& r) { r.add_consents(static_cast<v1::ConsentPurpose>(9)); }, "consents",
          "INVALID_PURPOSE");
  EXPECT_THAT(Send(online_api, &OnlineApi::RegisterOnline, Online("9999 ZZ")),
              Fails(StatusCode::kNotFound, "PLACE_NOT_FOUND"));
  v1::RegisterOnlineRequest shown = Online("3361 AB");
  shown.add_consents(v1::CONSENT_PURPOSE_POOL);
  EXPECT_THAT(Send(online_api, &OnlineApi::RegisterOnline, shown),
              Fails(StatusCode::kFailedPrecondition, "WRONG_ROLE"));
  EXPECT_EQ(Count("families") + Count("demands"), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::api
