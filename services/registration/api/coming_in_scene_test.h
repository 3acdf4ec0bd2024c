#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "platform/access/policy.h"
#include "platform/testing/matchers.h"
#include "registration/api/consent_api.h"
#include "registration/api/demand_api.h"
#include "registration/api/link_api.h"
#include "registration/api/online_api.h"
#include "registration/api/place_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {

// Families that come in by internet, through the APIs.
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
    EXPECT_THAT(Send(place_api, &PlaceApi::ImportPlaces, import), platform::testing::IsOk());
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
    EXPECT_THAT(response, platform::testing::IsOk());
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
    EXPECT_THAT(response, platform::testing::IsOk());
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
    EXPECT_THAT(response, platform::testing::IsOk());
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
    EXPECT_THAT(response, platform::testing::IsOk());
    return response->expired();
  }

  void SetToday(absl::CivilDay day) {
    fixture.clock().Set(absl::FromCivil(absl::CivilSecond(day) + 12 * 3600, absl::UTCTimeZone()));
  }

  std::string Ask(const std::string& query) {
    return std::string(absl::StripAsciiWhitespace(fixture.fresh().Ask(query)));
  }

  app::Places places{fixture.database()};
  app::Demands demands{means, [] {}};
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

}  // namespace buurtbrug::registration::api
