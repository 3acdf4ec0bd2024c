#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/api/matching_api.h"
#include "matching/store/profile_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

// A contract whose matches are proposed and moved by messages.
namespace buurtbrug::matching::api {

class MatchScene : public ::testing::Test {
 protected:
  explicit MatchScene(std::string proposed_on) : proposed_on_(std::move(proposed_on)) {}

  Call NewCall() { return fixture_.NewCall(tenant_, platform::access::Effect::kStarts); }

  // What registration tells.
  template <typename Event>
  void Learn(const Event& event) {
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(platform::core::NewUuid(NewCall().now, fixture_.random()),
                                          absl::CivilDay(2020, 5, 4), event);
    EXPECT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(tenant_),
                                        [&](platform::postgres::ScopedTransaction& transaction) {
                                          return store::ApplyRegistration(transaction, entry);
                                        }),
                platform::testing::IsOk());
  }
  std::string NewFamily(registration::v1::FamilyRole role, registration::v1::FamilyState state) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(platform::core::NewUuid(NewCall().now, fixture_.random()).ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_children(2);
    changed.set_capacity(1);
    Learn(changed);
    return changed.family_id();
  }
  std::string Supporter() {
    return NewFamily(registration::v1::FAMILY_ROLE_SUPPORT,
                     registration::v1::FAMILY_STATE_AVAILABLE);
  }

  v1::ProposeMatchRequest Proposal() {
    v1::ProposeMatchRequest request;
    request.set_occurred_on(proposed_on_);
    request.set_request_family_id(
        NewFamily(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING));
    request.add_children(2);
    request.set_support_family_id(Supporter());
    request.set_reason("Om de hoek.");
    return request;
  }

  v1::Match MatchOf(const std::string& match) {
    v1::GetMatchRequest request;
    request.set_match_id(match);
    const auto shown = matching_.GetMatch(NewCall(), request);
    EXPECT_THAT(shown, platform::testing::IsOk());
    return shown->match();
  }

  const std::string proposed_on_;
  platform::testing::TenantFixture fixture_{"matching"};
  platform::core::TenantScope tenant_ = fixture_.OpenContract();
  app::AskReadiness ready_ = [](const Call&, const domain::FamilyId&, absl::CivilDay) {
    return domain::Readiness{{}, 1};
  };
  app::Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(), ready_,
                        [] { return absl::OkStatus(); }};
  app::Renewals renewals_{fixture_.database(),
                          fixture_.gate(),
                          fixture_.clock(),
                          fixture_.random(),
                          [](const Call&, const platform::core::ContractId&,
                             const std::vector<domain::FamilyId>&) { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); }};
  MatchingApi matching_{matches_, renewals_};

 private:
  std::uint64_t told_ = 0;
};

}  // namespace buurtbrug::matching::api
