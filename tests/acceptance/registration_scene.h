#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/registration/v1/family.pb.h"
#include "buurtbrug/registration/v1/screening.pb.h"
#include "buurtbrug/registration/v1/screening_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/testing/matchers.h"
#include "tests/acceptance/fleet.h"

namespace buurtbrug::acceptance {

namespace v1 = registration::v1;

struct TenantContract {
  std::string municipality;
  std::string contract;
};

// Two coordinators of a contract of Sliedrecht that runs today, in a period of today. The protocol
// asks of a support family a VOG and an interview of each adult, a home visit, two references and a
// decision by two people. Everything goes through gRPC, on the machine's clock: days are counted
// back from today.
class RegistrationScene : public ::testing::Test {
 protected:
  RegistrationScene();

  static std::string NewId();
  // YYYY-MM-DD: so many days before today; a negative number lies ahead.
  std::string Ago(int days) const { return platform::core::FormatDay(today_ - days); }

  // Answers; fails the test when the call is refused.
  template <typename Response, typename Request>
  static Response Must(const Caller& caller, const Request& request) {
    const auto response = caller.Call<Response>(request);
    EXPECT_THAT(response, platform::testing::IsOk()) << Request::descriptor()->name();
    return response.ok() ? *response : Response();
  }

  template <typename Message>
  static Message Read(const std::string& text) {
    Message message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
    return message;
  }
  // A request about a contract, with what `text` says.
  template <typename Request>
  static Request About(const TenantContract& tenant, const std::string& text = "") {
    auto request = Read<Request>(text);
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract);
    if constexpr (requires { request.set_request_id(std::string()); }) {
      request.set_request_id(NewId());
    }
    return request;
  }
  // The same about a family of Sliedrecht.
  template <typename Request>
  Request Of(const std::string& family, const std::string& text = "") const {
    auto request = About<Request>(home_, text);
    request.set_family_id(family);
    return request;
  }
  // The same, as a step of so many days ago.
  template <typename Request>
  Request Step(const std::string& family, int days, const std::string& text = "") const {
    auto request = Of<Request>(family, text);
    request.set_occurred_on(Ago(days));
    return request;
  }
  // Asks until `check` holds; whether it did within half a minute. For what follows from a feed.
  template <typename Check>
  static bool Soon(Check check) {
    const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(30);
    bool holds = check();
    while (!holds && platform::core::SystemClock().Now() < until) {
      holds = check();
    }
    return holds;
  }

  void CreateMunicipality(const std::string& code, const std::string& name);
  // With a subsidy period from its first day until next year's last.
  TenantContract OpenContract(const std::string& municipality, absl::CivilDay first_day);
  void ImportPlaces();
  // The partner's id at tenancy; it calls as the OAuth client `client`.
  std::string AddPartner(const std::string& client, const std::string& organisation);

  // A family of Sliedrecht; its id.
  std::string Register(v1::FamilyRole role, int days, const std::vector<std::string>& adults,
                       const std::vector<std::string>& births = {});
  v1::FamilyState StateOf(const std::string& family);
  // The original was seen, the conversation was held; of one adult, or of the family (0).
  absl::Status Saw(const std::string& family, v1::ScreeningKind kind, int days, int adult = 0);
  // All that the protocol asks of the family before the decision.
  void GatherEvidence(const std::string& family, int days, int adults);
  // One coordinator accepts, the other one confirms.
  void Accept(const std::string& family, int days, int capacity);
  // To confirm the proposal that the family's screening shows as the last one.
  registration::v1::ConfirmDecisionRequest Confirmation(const std::string& family, int days);

  // A match of these children that both families signed.
  std::string Agree(const std::string& request_family, const std::vector<int>& children,
                    const std::string& support_family, int proposed, int agreed);
  absl::Status StartTrial(const std::string& match, int days);

  // The waiting list and the list of offers, in their order.
  std::vector<std::string> Waiting(const std::string& text = "");
  std::vector<std::string> Offering();

  const absl::CivilDay today_ = platform::core::AmsterdamDay(platform::core::SystemClock().Now());
  Fleet fleet_{Servers::Get()};
  Caller desk_ = fleet_.As("coordinator-0610", "registration");
  Caller colleague_ = fleet_.As("coordinator-0610-b", "registration");
  Caller matching_ = fleet_.As("coordinator-0610", "matching");
  Caller gateway_ = fleet_.AsService("gateway", "registration");
  TenantContract home_;
};

}  // namespace buurtbrug::acceptance
