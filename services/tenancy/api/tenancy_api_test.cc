#include "tenancy/api/tenancy_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "platform/rpc/access.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::tenancy::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter: scope, request id and digest are read from
// them.
class TenancyApiTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(Send(&TenancyApi::CreateMunicipality, NewMunicipality()), IsOk());
    ASSERT_THAT(Send(&TenancyApi::CreateProtocol, NewProtocol()), IsOk());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Send(absl::StatusOr<Response> (TenancyApi::*handler)(const Call&,
                                                                                const Request&),
                                const Request& request, const std::string& municipality = "") {
    const auto* service = Request::descriptor()->file()->FindServiceByName("TenancyService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        Call call = fixture_.NewCall({}, platform::rpc::Effect::kNone);
        call.method = service->method(i)->full_name();
        call.caller.municipality = municipality;
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::rpc::AccessPolicy policy,
                                   platform::rpc::ReadAccessPolicy(*service->method(i)));
        BUURTBRUG_RETURN_IF_ERROR(platform::rpc::ReadScope(policy, request, call));
        return (api_.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  std::string NewId() { return fixture_.NewCall({}, {}).request_id.ToString(); }

  v1::CreateMunicipalityRequest NewMunicipality() {
    v1::CreateMunicipalityRequest request;
    request.set_request_id(NewId());
    request.set_code("0603");
    request.set_name("Rijswijk");
    return request;
  }

  v1::CreateProtocolRequest NewProtocol() {
    v1::CreateProtocolRequest request;
    request.set_request_id(NewId());
    v1::Protocol& protocol = *request.mutable_protocol();
    protocol.set_programme("Buurtgezinnen");
    protocol.set_version(1);
    protocol.set_vog_valid_months(36);
    protocol.set_guidance_months(24);
    protocol.set_evaluation_interval_months(6);
    return request;
  }

  v1::CreateContractRequest NewContract() {
    v1::CreateContractRequest request;
    request.set_request_id(NewId());
    request.set_municipality("0603");
    v1::Contract& contract = *request.mutable_contract();
    contract.set_programme("Buurtgezinnen");
    contract.set_protocol_version(1);
    contract.set_provider("Stichting Buurtgezinnen");
    contract.set_first_day("2022-01-01");
    contract.set_last_day("2023-12-31");
    contract.set_reference("21.098790");
    return request;
  }

  v1::CreateSubsidyPeriodRequest NewPeriod(const std::string& contract_id) {
    v1::CreateSubsidyPeriodRequest request;
    request.set_request_id(NewId());
    request.set_municipality("0603");
    request.set_contract_id(contract_id);
    v1::SubsidyPeriod& period = *request.mutable_period();
    period.set_name("2022");
    period.set_first_day("2022-01-01");
    period.set_last_day("2022-12-31");
    period.set_amount_cents(3'900'000);
    period.set_funding_source("reguliere begroting");
    return request;
  }

  platform::testing::TenantFixture fixture_{"tenancy"};
  app::Tenants tenants_{fixture_.database(), fixture_.random(), [] {}};
  TenancyApi api_{tenants_};
};

TEST_F(TenancyApiTest, EveryMethodIsServed) {
  const auto methods = api_.Describe().Methods();
  ASSERT_THAT(methods, IsOk());
  EXPECT_THAT(*methods, SizeIs(7));
}

TEST_F(TenancyApiTest, AContractIsListedAsItWasSent) {
  const v1::CreateContractRequest contract = NewContract();
  const auto created = Send(&TenancyApi::CreateContract, contract);
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->contract_id(), contract.request_id());
  const v1::CreateSubsidyPeriodRequest period = NewPeriod(created->contract_id());
  const auto opened = Send(&TenancyApi::CreateSubsidyPeriod, period);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->name(), "2022");

  v1::ListContractsRequest list;
  list.set_municipality("0603");
  const auto listed = Send(&TenancyApi::ListContracts, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->contracts_size(), 1);
  v1::Contract expected = contract.contract();
  expected.set_municipality("0603");
  expected.set_contract_id(created->contract_id());
  *expected.add_periods() = period.period();
  EXPECT_EQ(listed->contracts(0).SerializeAsString(), expected.SerializeAsString());
}

TEST_F(TenancyApiTest, AMunicipalityWithoutContractsHasAnEmptyList) {
  v1::ListContractsRequest list;
  list.set_municipality("0603");
  const auto listed = Send(&TenancyApi::ListContracts, list, "0603");
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->contracts(), IsEmpty());
  EXPECT_THAT(Send(&TenancyApi::ListContracts, list, "0610"),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(TenancyApiTest, ARequestThatComesTwiceGetsTheSameAnswer) {
  const v1::CreateContractRequest request = NewContract();
  const auto first = Send(&TenancyApi::CreateContract, request);
  const auto second = Send(&TenancyApi::CreateContract, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  v1::CreateContractRequest other = request;
  other.mutable_contract()->set_provider("Humanitas Twente");
  EXPECT_THAT(Send(&TenancyApi::CreateContract, other),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(TenancyApiTest, TheStandingWithoutADayIsTodays) {
  v1::CreateContractRequest contract = NewContract();
  contract.mutable_contract()->set_first_day("2020-11-15");  // the fixture's today
  const auto created = Send(&TenancyApi::CreateContract, contract);
  ASSERT_THAT(created, IsOk());
  v1::CreateSubsidyPeriodRequest period = NewPeriod(created->contract_id());
  ASSERT_THAT(Send(&TenancyApi::CreateSubsidyPeriod, period), IsOk());

  v1::GetStandingRequest request;
  request.set_municipality("0603");
  request.set_contract_id(created->contract_id());
  const auto today = Send(&TenancyApi::GetStanding, request);
  ASSERT_THAT(today, IsOk());
  EXPECT_EQ(today->standing(), v1::STANDING_RUNNING);
  EXPECT_FALSE(today->has_period());
  request.set_day("2020-11-14");
  EXPECT_EQ(Send(&TenancyApi::GetStanding, request)->standing(), v1::STANDING_NOT_STARTED);
  request.set_day("2022-06-01");
  EXPECT_EQ(Send(&TenancyApi::GetStanding, request)->period(), "2022");
  request.set_day("2022-02-30");
  EXPECT_THAT(Send(&TenancyApi::GetStanding, request), RefusesField("day", "INVALID_DATE"));
}

TEST_F(TenancyApiTest, BadInputIsRefusedByField) {
  const auto municipality = [&](const std::function<void(v1::CreateMunicipalityRequest&)>& spoil) {
    v1::CreateMunicipalityRequest request = NewMunicipality();
    spoil(request);
    return Send(&TenancyApi::CreateMunicipality, request);
  };
  EXPECT_THAT(municipality([](auto& r) { r.set_request_id("1"); }),
              RefusesField("request_id", "INVALID_ID"));
  EXPECT_THAT(municipality([](auto& r) { r.set_code("603"); }),
              RefusesField("code", "INVALID_MUNICIPALITY"));
  EXPECT_THAT(municipality([](auto& r) { r.clear_name(); }), RefusesField("name", "INVALID_TEXT"));

  v1::CreateProtocolRequest protocol;
  protocol.set_request_id(NewId());
  EXPECT_THAT(Send(&TenancyApi::CreateProtocol, protocol),
              RefusesField("protocol.programme", "INVALID_TEXT"));
  protocol = NewProtocol();
  protocol.mutable_protocol()->set_trial_weeks(0);
  EXPECT_THAT(Send(&TenancyApi::CreateProtocol, protocol),
              RefusesField("protocol.trial_weeks", "OUT_OF_RANGE"));

  const auto contract = [&](const std::function<void(v1::CreateContractRequest&)>& spoil) {
    v1::CreateContractRequest request = NewContract();
    spoil(request);
    return Send(&TenancyApi::CreateContract, request);
  };
  EXPECT_THAT(contract([](auto& r) { r.set_municipality("x"); }),
              RefusesField("municipality", "INVALID_MUNICIPALITY"));
  EXPECT_THAT(contract([](auto& r) { r.mutable_contract()->clear_first_day(); }),
              RefusesField("contract.first_day", "INVALID_DATE"));
  EXPECT_THAT(contract([](auto& r) { r.mutable_contract()->set_last_day("31-12-2023"); }),
              RefusesField("contract.last_day", "INVALID_DATE"));
  EXPECT_THAT(contract([](auto& r) { r.mutable_contract()->set_run_off_day(""); }),
              RefusesField("contract.run_off_day", "INVALID_DATE"));
  EXPECT_THAT(contract([](auto& r) { r.mutable_contract()->clear_provider(); }),
              RefusesField("contract.provider", "INVALID_TEXT"));

  const auto created = Send(&TenancyApi::CreateContract, NewContract());
  ASSERT_THAT(created, IsOk());
  const auto period = [&](const std::function<void(v1::CreateSubsidyPeriodRequest&)>& spoil) {
    v1::CreateSubsidyPeriodRequest request = NewPeriod(created->contract_id());
    spoil(request);
    return Send(&TenancyApi::CreateSubsidyPeriod, request);
  };
  EXPECT_THAT(period([](auto& r) { r.set_contract_id("x"); }),
              RefusesField("contract_id", "INVALID_ID"));
  EXPECT_THAT(period([](auto& r) { r.mutable_period()->clear_name(); }),
              RefusesField("period.name", "INVALID_TEXT"));
  EXPECT_THAT(period([](auto& r) { r.mutable_period()->set_first_day("2022-13-01"); }),
              RefusesField("period.first_day", "INVALID_DATE"));
  EXPECT_THAT(period([](auto& r) { r.mutable_period()->clear_last_day(); }),
              RefusesField("period.last_day", "INVALID_DATE"));
  EXPECT_THAT(period([](auto& r) { r.mutable_period()->set_amount_cents(-1); }),
              RefusesField("period.amount_cents", "OUT_OF_RANGE"));
  EXPECT_THAT(period([](auto& r) { r.mutable_period()->add_quarter_targets(20); }),
              RefusesField("period.quarter_targets", "QUARTERS_DO_NOT_FIT"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::api
