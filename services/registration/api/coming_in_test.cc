#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "platform/access/log.h"
#include "platform/access/policy.h"
#include "platform/testing/matchers.h"
#include "registration/api/consent_api.h"
#include "registration/api/demand_api.h"
#include "registration/api/link_api.h"
#include "registration/api/online_api.h"
#include "registration/api/place_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/expiry_round.h"
#include "registration/app/scene_test.h"

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

class ComingIn : public Scene {
 protected:
  ComingIn() {
    v1::ImportPlacesRequest import;
    import.set_request_id(NewId());
    for (const auto& [digits, municipality] :
         {std::pair("3361", "0610"), std::pair("2101", "0397"), std::pair("2011", "0392")}) {
      v1::PlaceRun& run = *import.add_runs();
      run.set_postcode(digits);
      run.set_first_number(1);
      run.set_last_number(99'999);
      run.set_municipality_code(municipality);
      run.set_year(2023);
    }
    EXPECT_THAT(Send(place_api, &PlaceApi::ImportPlaces, import), IsOk());
  }

  std::string NewId() {
    return platform::core::NewUuid(fixture.Now(), fixture.random()).ToString();
  }

  // Requests go the way that they go behind the adapter.
  template <typename Api, typename Request, typename Response>
  absl::StatusOr<Response> Send(
      Api& api,
      absl::StatusOr<Response> (Api::*handler)(const platform::access::Call&, const Request&),
      const Request& request) {
    const auto* file = Request::descriptor()->file();
    for (int i = 0; i < file->service(0)->method_count(); ++i) {
      const auto* method = file->service(0)->method(i);
      if (method->input_type() == Request::descriptor()) {
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*method));
        Call call = fixture.NewCall({}, policy.effect);
        call.method = method->full_name();
        call.now = fixture.clock().Now();
        call.today = platform::core::AmsterdamDay(call.now);
        call.purpose = policy.purpose;
        call.categories = policy.categories;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        auto response = (api.*handler)(call, request);
        if (response.ok() && policy.discloses == platform::access::Disclosure::kPersonal) {
          EXPECT_EQ(call.logged, 1);
        }
        const bool step = policy.effect == Effect::kStarts || policy.effect == Effect::kCares;
        EXPECT_TRUE(!response.ok() || !step || call.gated > 0);
        return response;
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  v1::RegisterOnlineRequest Online(const std::string& postcode,
                                   v1::FamilyRole role = v1::FAMILY_ROLE_REQUEST) {
    v1::RegisterOnlineRequest request;
    request.set_request_id(NewId());
    request.set_role(role);
    request.set_postcode(postcode);
    request.set_house_number("12a");
    request.add_adult_names("Ouder Proef");
    if (role == v1::FAMILY_ROLE_REQUEST) {
      request.add_child_birth_dates("2014-05-02");
    }
    request.set_email("ouder.proef@voorbeeld.nl");
    request.set_phone("06-12345678");
    request.add_consents(v1::CONSENT_PURPOSE_SHARE_WITH_FAMILY);
    request.set_told_information(true);
    return request;
  }

  v1::RegisterOnlineResponse Register(const v1::RegisterOnlineRequest& request) {
    const auto response = Send(online_api, &OnlineApi::RegisterOnline, request);
    EXPECT_THAT(response, IsOk());
    return response.value_or(v1::RegisterOnlineResponse());
  }

  template <typename Request>
  Request To(const TenantScope& of) {
    Request request;
    request.set_municipality(of.municipality);
    request.set_contract_id(of.contract.ToString());
    return request;
  }

  absl::StatusOr<v1::FollowLinkResponse> Follow(const std::string& link) {
    auto request = To<v1::FollowLinkRequest>(tenant);
    request.set_link(link);
    return Send(link_api, &LinkApi::FollowLink, request);
  }

  absl::StatusOr<v1::WithdrawByLinkResponse> Withdraw(const std::string& link,
                                                      const std::string& request_id) {
    auto request = To<v1::WithdrawByLinkRequest>(tenant);
    request.set_request_id(request_id);
    request.set_link(link);
    request.set_reason(v1::WITHDRAW_REASON_OTHER_SUPPORT);
    return Send(link_api, &LinkApi::WithdrawByLink, request);
  }

  std::vector<v1::Demand> Demand(const TenantScope& of) {
    const auto response = Send(demand_api, &DemandApi::ListDemand, To<v1::ListDemandRequest>(of));
    EXPECT_THAT(response, IsOk());
    return {response->demands().begin(), response->demands().end()};
  }

  absl::StatusOr<v1::InviteDemandResponse> Invite(const TenantScope& of, const std::string& id) {
    auto request = To<v1::InviteDemandRequest>(of);
    request.set_request_id(NewId());
    request.set_demand_id(id);
    return Send(demand_api, &DemandApi::InviteDemand, request);
  }

  v1::AcceptInvitationRequest Acceptance(const TenantScope& of, const std::string& link) {
    auto request = To<v1::AcceptInvitationRequest>(of);
    request.set_request_id(NewId());
    request.set_link(link);
    request.set_postcode("2101 AA");
    request.add_adult_names("Ouder Proef");
    request.add_child_birth_dates("2014-05-02");
    request.set_email("ouder.proef@voorbeeld.nl");
    request.set_told_information(true);
    return request;
  }

  // One line for each month and role.
  std::string Counts(const std::string& municipality) {
    v1::CountDemandRequest request;
    request.set_municipality(municipality);
    const auto response = Send(demand_api, &DemandApi::CountDemand, request);
    EXPECT_THAT(response, IsOk());
    std::string text;
    for (const v1::DemandCount& count : response->counts()) {
      absl::StrAppend(&text, count.month(), count.role() == v1::FAMILY_ROLE_REQUEST ? " Q " : " S ",
                      count.registered(), " registered ", count.waiting(), " waiting ",
                      count.invited(), " invited ", count.accepted(), " accepted ", count.expired(),
                      " expired ", count.withdrawn(), " withdrawn; ");
    }
    return text;
  }

  int Expire() {
    v1::ExpireDemandRequest request;
    request.set_request_id(NewId());
    const auto response = Send(demand_api, &DemandApi::ExpireDemand, request);
    EXPECT_THAT(response, IsOk());
    return response->expired();
  }

  void SetToday(absl::CivilDay day) {
    fixture.clock().Set(absl::FromCivil(absl::CivilSecond(day) + 12 * 3600, absl::UTCTimeZone()));
  }

  std::string Ask(const std::string& query) {
    return std::string(absl::StripAsciiWhitespace(fixture.fresh().Ask(query)));
  }

  app::Places places{fixture.database()};
  app::Demands demands{means, TestMasterKeys(), [] {}};
  app::Online online{means, demands, [] { return absl::OkStatus(); }};
  app::Links links{means};
  app::Consents consents{means};
  RegistrationApi api{families, referrals};
  PlaceApi place_api{places};
  OnlineApi online_api{online};
  LinkApi link_api{links};
  DemandApi demand_api{demands};
  ConsentApi consent_api{consents};
};

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
  app::ExpiryRound round(demands, fixture.clock(), fixture.random());
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
  EXPECT_EQ(Count("families") + Count("demands"), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::api
