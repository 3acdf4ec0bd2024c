#include "tenancy/api/tenancy_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "platform/access/policy.h"
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
                                const Request& request) {
    const auto* service = Request::descriptor()->file()->FindServiceByName("TenancyService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        Call call = fixture_.NewCall({}, platform::access::Effect::kNone);
        call.method = service->method(i)->full_name();
        call.caller.role = platform::access::Role::kFoundationOperator;
        call.caller.subject = "operator";
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
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

  // Everything that a period can say besides its days and its money.
  static void FillPeriod(v1::SubsidyPeriod& period) {
    period.set_target(20);
    period.set_as_stated("ongeveer 20 gekoppelde gezinnen");
    period.set_target_precision(v1::PRECISION_ABOUT);
    period.set_target_tolerance(2);
    period.set_target_covers(v1::TARGET_COVERS_CONTRACT);
    period.mutable_counting_rule()->set_counted_at(v1::COUNTED_AT_TRIAL);
    period.mutable_counting_rule()->set_ended_in_trial(v1::ENDED_IN_TRIAL_NOT_COUNTED);
    period.mutable_coordinator_hours()->set_minutes(480);
    period.mutable_coordinator_hours()->set_precision(v1::PRECISION_ABOUT);
    period.mutable_coordinator_hours()->set_per(v1::HOURS_PER_MONTH);
    v1::DecisionDate& evaluation = *period.add_decision_dates();
    evaluation.set_kind(v1::DECISION_KIND_END_EVALUATION);
    evaluation.set_day("2022-11-01");
    v1::DecisionDate& continuation = *period.add_decision_dates();
    continuation.set_kind(v1::DECISION_KIND_CONTINUATION);
    continuation.set_as_stated("na die twee jaar");
  }

  // The only contract.
  v1::Contract Listed() {
    v1::ListContractsRequest list;
    list.set_municipality("0603");
    const auto listed = Send(&TenancyApi::ListContracts, list);
    EXPECT_THAT(listed, IsOk());
    EXPECT_EQ(listed->contracts_size(), 1);
    return listed->contracts(0);
  }

  platform::testing::TenantFixture fixture_{"tenancy"};
  app::Tenancy tenancy_{fixture_.database(), fixture_.random(), [] {}};
  TenancyApi api_{tenancy_};
};

TEST_F(TenancyApiTest, EveryMethodIsServed) {
  const auto methods = api_.Describe().Methods();
  ASSERT_THAT(methods, IsOk());
  EXPECT_THAT(*methods, SizeIs(static_cast<size_t>(v1::CreateContractRequest::descriptor()
                                                       ->file()
                                                       ->FindServiceByName("TenancyService")
                                                       ->method_count())));
}

TEST_F(TenancyApiTest, AContractIsListedAsItWasSent) {
  v1::CreateContractRequest contract = NewContract();
  contract.mutable_contract()->set_run_off_day("2024-06-30");
  contract.mutable_contract()->set_as_stated("gedurende twee jaar");
  contract.mutable_contract()->set_municipality_reference("21.098790");
  contract.mutable_contract()->set_provider_reference("BG-7");
  contract.mutable_contract()->set_funding_source("reguliere begroting");
  contract.mutable_contract()->set_processing_agreement_on("2021-12-15");
  const auto created = Send(&TenancyApi::CreateContract, contract);
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(created->contract_id(), contract.request_id());
  v1::CreateSubsidyPeriodRequest period = NewPeriod(created->contract_id());
  FillPeriod(*period.mutable_period());
  const auto opened = Send(&TenancyApi::CreateSubsidyPeriod, period);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->name(), "2022");

  v1::Contract expected = contract.contract();
  expected.set_municipality("0603");
  expected.set_contract_id(created->contract_id());
  *expected.add_periods() = period.period();
  expected.mutable_periods(0)->set_etag("1");
  expected.add_protocols()->set_version(1);
  expected.mutable_protocols(0)->set_first_day("2022-01-01");
  expected.set_etag("1");
  EXPECT_EQ(Listed().DebugString(), expected.DebugString());
}

TEST_F(TenancyApiTest, WhatTheServerDecidesIsNotTakenFromTheRequest) {
  v1::CreateContractRequest contract = NewContract();
  contract.mutable_contract()->set_contract_id(NewId());
  contract.mutable_contract()->set_municipality("0610");
  contract.mutable_contract()->add_periods()->set_name("binnengesmokkeld");
  contract.mutable_contract()->add_protocols()->set_version(7);
  contract.mutable_contract()->set_etag("9");
  const auto created = Send(&TenancyApi::CreateContract, contract);
  ASSERT_THAT(created, IsOk());
  v1::CreateSubsidyPeriodRequest period = NewPeriod(created->contract_id());
  period.mutable_period()->mutable_sealed_at()->set_seconds(1);
  period.mutable_period()->set_etag("9");
  ASSERT_THAT(Send(&TenancyApi::CreateSubsidyPeriod, period), IsOk());
  const v1::Contract listed = Listed();
  EXPECT_EQ(listed.contract_id(), created->contract_id());
  EXPECT_EQ(listed.municipality(), "0603");
  ASSERT_EQ(listed.protocols_size(), 1);
  EXPECT_EQ(listed.etag(), "1");
  ASSERT_EQ(listed.periods_size(), 1);
  EXPECT_FALSE(listed.periods(0).has_sealed_at());
  EXPECT_EQ(listed.periods(0).etag(), "1");
}

TEST_F(TenancyApiTest, AContractIsChangedEndedAndItsPeriodSealed) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  ASSERT_THAT(Send(&TenancyApi::CreateSubsidyPeriod, NewPeriod(id)), IsOk());

  v1::UpdateContractRequest update;
  update.set_request_id(NewId());
  update.set_municipality("0603");
  update.set_contract_id(id);
  update.mutable_contract()->set_provider("Buurtgezinnen");
  update.mutable_contract()->set_etag("1");
  const auto updated = Send(&TenancyApi::UpdateContract, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->etag(), "2");
  EXPECT_FALSE(Listed().has_reference());

  v1::EndContractRequest end;
  end.set_request_id(NewId());
  end.set_municipality("0603");
  end.set_contract_id(id);
  end.set_last_day("2022-06-30");
  end.set_run_off_day("2022-12-31");
  end.set_reason("De raad heeft besloten");
  end.set_etag("2");
  end.set_validate_only(true);
  const auto said = Send(&TenancyApi::EndContract, end);
  ASSERT_THAT(said, IsOk());
  EXPECT_EQ(said->contract().last_day(), "2022-06-30");
  EXPECT_EQ(said->contract().periods(0).last_day(), "2022-06-30");
  EXPECT_EQ(Listed().last_day(), "2023-12-31");
  end.set_request_id(NewId());
  end.set_validate_only(false);
  const auto ended = Send(&TenancyApi::EndContract, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->contract().DebugString(), said->contract().DebugString());
  EXPECT_EQ(Listed().DebugString(), said->contract().DebugString());

  v1::SealSubsidyPeriodRequest seal;
  seal.set_request_id(NewId());
  seal.set_municipality("0603");
  seal.set_contract_id(id);
  seal.set_name("2022");
  EXPECT_THAT(Send(&TenancyApi::SealSubsidyPeriod, seal),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER"));

  v1::UpdateSubsidyPeriodRequest period;
  period.set_request_id(NewId());
  period.set_municipality("0603");
  period.set_contract_id(id);
  period.mutable_period()->set_name("2022");
  period.mutable_period()->set_target(20);
  period.mutable_period()->set_first_day("not read");
  const auto changed = Send(&TenancyApi::UpdateSubsidyPeriod, period);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->etag(), "3");
  EXPECT_EQ(Listed().periods(0).target(), 20);

  end.set_request_id(NewId());
  end.set_etag("x");
  EXPECT_THAT(Send(&TenancyApi::EndContract, end), RefusesField("etag", "INVALID_ETAG"));
  end.set_etag("");
  end.set_run_off_day("");
  EXPECT_THAT(Send(&TenancyApi::EndContract, end), RefusesField("run_off_day", "INVALID_DATE"));
}

TEST_F(TenancyApiTest, ASealedPeriodIsAnsweredWithItsTime) {
  v1::CreateContractRequest contract = NewContract();
  contract.mutable_contract()->set_first_day("2020-01-01");
  const std::string id = Send(&TenancyApi::CreateContract, contract)->contract_id();
  v1::CreateSubsidyPeriodRequest period = NewPeriod(id);
  period.mutable_period()->set_first_day("2020-01-01");
  period.mutable_period()->set_last_day("2020-06-30");
  ASSERT_THAT(Send(&TenancyApi::CreateSubsidyPeriod, period), IsOk());
  v1::SealSubsidyPeriodRequest seal;
  seal.set_request_id(NewId());
  seal.set_municipality("0603");
  seal.set_contract_id(id);
  seal.set_name("2022");
  const auto sealed = Send(&TenancyApi::SealSubsidyPeriod, seal);
  ASSERT_THAT(sealed, IsOk());
  EXPECT_EQ(sealed->period().sealed_at().seconds(), 1605438000);
  EXPECT_EQ(sealed->period().etag(), "2");
  v1::GetStandingRequest standing;
  standing.set_municipality("0603");
  standing.set_contract_id(id);
  standing.set_day("2020-06-30");
  EXPECT_TRUE(Send(&TenancyApi::GetStanding, standing)->sealed());
}

TEST_F(TenancyApiTest, AProtocolIsListedAsItWasSentAndAdopted) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  v1::CreateProtocolRequest second = NewProtocol();
  second.mutable_protocol()->set_version(2);
  second.mutable_protocol()->set_trial_weeks(8);
  second.mutable_protocol()->set_training_required(true);
  v1::Coordination& coordination = *second.mutable_protocol()->mutable_coordination();
  coordination.set_volunteers(v1::VOLUNTEERS_SOME_CASES);
  coordination.add_professional_casuistry(v1::CASUISTRY_OVERNIGHT_STAY);
  v1::StepMinutes& minutes = *coordination.add_step_minutes();
  minutes.set_step(v1::WORK_KIND_INTRODUCTION);
  minutes.set_minutes(90);
  ASSERT_THAT(Send(&TenancyApi::CreateProtocol, second), IsOk());
  v1::UpdateProtocolRequest update;
  update.set_request_id(NewId());
  *update.mutable_protocol() = second.protocol();
  update.mutable_protocol()->set_first_day("2023-01-01");
  ASSERT_THAT(Send(&TenancyApi::UpdateProtocol, update), IsOk());
  const auto listed = Send(&TenancyApi::ListProtocols, v1::ListProtocolsRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->protocols_size(), 2);
  EXPECT_EQ(listed->protocols(1).DebugString(), update.protocol().DebugString());

  v1::AdoptProtocolRequest adopt;
  adopt.set_request_id(NewId());
  adopt.set_municipality("0603");
  adopt.set_contract_id(id);
  adopt.set_version(2);
  adopt.set_first_day("2023-01-01");
  const auto adopted = Send(&TenancyApi::AdoptProtocol, adopt);
  ASSERT_THAT(adopted, IsOk());
  EXPECT_EQ(adopted->etag(), "2");
  EXPECT_EQ(Listed().protocols(1).version(), 2);
  EXPECT_EQ(Listed().protocols(1).first_day(), "2023-01-01");
  update.set_request_id(NewId());
  update.mutable_protocol()->set_first_day("");
  EXPECT_THAT(Send(&TenancyApi::UpdateProtocol, update),
              RefusesField("protocol.first_day", "INVALID_DATE"));
}

TEST_F(TenancyApiTest, AMunicipalityIsListedAsItWasChanged) {
  v1::UpdateMunicipalityRequest update;
  update.set_request_id(NewId());
  update.mutable_municipality()->set_code("0603");
  update.mutable_municipality()->set_name("Rijswijk");
  update.mutable_municipality()->set_code_year(2022);
  update.mutable_municipality()->set_qualifier("ZH");
  update.mutable_municipality()->set_rsin("123456782");
  update.mutable_municipality()->set_oin("00000001234567890000");
  update.mutable_municipality()->set_etag("1");
  const auto updated = Send(&TenancyApi::UpdateMunicipality, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->etag(), "2");
  update.mutable_municipality()->set_etag("2");
  const auto listed = Send(&TenancyApi::ListMunicipalities, v1::ListMunicipalitiesRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->municipalities_size(), 1);
  EXPECT_EQ(listed->municipalities(0).DebugString(), update.municipality().DebugString());
}

TEST_F(TenancyApiTest, AppointmentsAndSubstitutesAreListedAsTheyWereSent) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  v1::AppointRequest appoint;
  appoint.set_request_id(NewId());
  appoint.set_municipality("0603");
  appoint.set_contract_id(id);
  appoint.set_subject("coordinator-0603");
  appoint.set_role(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  appoint.set_first_day("2020-11-01");
  const auto appointed = Send(&TenancyApi::Appoint, appoint);
  ASSERT_THAT(appointed, IsOk());
  v1::AppointSubstituteRequest substitute;
  substitute.set_request_id(NewId());
  substitute.set_municipality("0603");
  substitute.set_contract_id(id);
  substitute.set_appointment_id(appointed->appointment_id());
  substitute.set_subject("invaller");
  substitute.set_first_day("2020-11-15");
  substitute.set_last_day("2020-12-31");
  const auto substituted = Send(&TenancyApi::AppointSubstitute, substitute);
  ASSERT_THAT(substituted, IsOk());
  v1::EndAppointmentRequest end;
  end.set_request_id(NewId());
  end.set_municipality("0603");
  end.set_contract_id(id);
  end.set_appointment_id(substituted->appointment_id());
  end.set_last_day("2020-11-30");
  ASSERT_THAT(Send(&TenancyApi::EndAppointment, end), IsOk());

  v1::ListAppointmentsRequest list;
  list.set_municipality("0603");
  list.set_contract_id(id);
  const auto listed = Send(&TenancyApi::ListAppointments, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->appointments_size(), 2);
  v1::Appointment expected;
  expected.set_municipality("0603");
  expected.set_contract_id(id);
  expected.set_appointment_id(substituted->appointment_id());
  expected.set_subject("invaller");
  expected.set_role(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  expected.set_first_day("2020-11-15");
  expected.set_last_day("2020-11-30");
  expected.set_substitutes_appointment_id(appointed->appointment_id());
  expected.set_etag("2");
  EXPECT_EQ(listed->appointments(1).DebugString(), expected.DebugString());
  EXPECT_FALSE(listed->appointments(0).has_last_day());

  appoint.set_request_id(NewId());
  for (const auto role : {common::v1::ROLE_UNSPECIFIED, common::v1::ROLE_FOUNDATION_OPERATOR,
                          common::v1::ROLE_PARTNER, static_cast<common::v1::Role>(99)}) {
    appoint.set_role(role);
    EXPECT_THAT(Send(&TenancyApi::Appoint, appoint), RefusesField("role", "INVALID_ROLE"));
  }
  appoint.set_role(common::v1::ROLE_COORDINATOR);
  appoint.set_last_day("");
  EXPECT_THAT(Send(&TenancyApi::Appoint, appoint), RefusesField("last_day", "INVALID_DATE"));
  end.set_request_id(NewId());
  end.set_appointment_id("1");
  EXPECT_THAT(Send(&TenancyApi::EndAppointment, end), RefusesField("appointment_id", "INVALID_ID"));
}

TEST_F(TenancyApiTest, OperatorsAreListedWithoutAContract) {
  v1::AppointOperatorRequest appoint;
  appoint.set_request_id(NewId());
  appoint.set_subject("eerste");
  const auto first = Send(&TenancyApi::AppointOperator, appoint);
  ASSERT_THAT(first, IsOk());
  const auto listed = Send(&TenancyApi::ListOperators, v1::ListOperatorsRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->operators_size(), 1);
  EXPECT_EQ(listed->operators(0).subject(), "eerste");
  EXPECT_EQ(listed->operators(0).municipality(), "");
  v1::DismissOperatorRequest dismiss;
  dismiss.set_request_id(NewId());
  dismiss.set_appointment_id(first->appointment_id());
  EXPECT_THAT(Send(&TenancyApi::DismissOperator, dismiss),
              Fails(StatusCode::kFailedPrecondition, "LAST_OPERATOR"));
  appoint.set_request_id(NewId());
  appoint.set_subject("tweede");
  ASSERT_THAT(Send(&TenancyApi::AppointOperator, appoint), IsOk());
  EXPECT_EQ(Send(&TenancyApi::DismissOperator, dismiss)->appointment_id(), first->appointment_id());
}

TEST_F(TenancyApiTest, APartnerIsListedWithClientsAndContracts) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  v1::CreatePartnerRequest create;
  create.set_request_id(NewId());
  create.set_organisation("CJG");
  create.set_kind(v1::PARTNER_KIND_YOUTH_AND_FAMILY_CENTRE);
  create.set_oin("00000001234567890000");
  const auto created = Send(&TenancyApi::CreatePartner, create);
  ASSERT_THAT(created, IsOk());
  v1::AddPartnerClientRequest add;
  v1::RemovePartnerClientRequest remove;
  for (const char* client : {"partner-a", "partner-b"}) {
    add.set_request_id(NewId());
    add.set_partner_id(created->partner_id());
    add.set_client_id(client);
    ASSERT_THAT(Send(&TenancyApi::AddPartnerClient, add), IsOk());
  }
  remove.set_request_id(NewId());
  remove.set_partner_id(created->partner_id());
  remove.set_client_id("partner-a");
  ASSERT_THAT(Send(&TenancyApi::RemovePartnerClient, remove), IsOk());
  v1::SuspendPartnerRequest suspend;
  suspend.set_request_id(NewId());
  suspend.set_partner_id(created->partner_id());
  ASSERT_THAT(Send(&TenancyApi::SuspendPartner, suspend), IsOk());
  v1::AllowPartnerRequest allow;
  allow.set_request_id(NewId());
  allow.set_municipality("0603");
  allow.set_contract_id(id);
  allow.set_partner_id(created->partner_id());
  allow.set_first_day("2020-11-01");
  EXPECT_EQ(Send(&TenancyApi::AllowPartner, allow)->partner_id(), created->partner_id());
  v1::DisallowPartnerRequest disallow;
  disallow.set_request_id(NewId());
  disallow.set_municipality("0603");
  disallow.set_contract_id(id);
  disallow.set_partner_id(created->partner_id());
  EXPECT_EQ(Send(&TenancyApi::DisallowPartner, disallow)->partner_id(), created->partner_id());

  const auto listed = Send(&TenancyApi::ListPartners, v1::ListPartnersRequest());
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->partners_size(), 1);
  v1::Partner expected;
  expected.set_partner_id(created->partner_id());
  expected.set_organisation("CJG");
  expected.set_kind(v1::PARTNER_KIND_YOUTH_AND_FAMILY_CENTRE);
  expected.set_oin("00000001234567890000");
  expected.add_clients("partner-b");
  expected.set_suspended(true);
  v1::PartnerContract& contract = *expected.add_contracts();
  contract.set_municipality("0603");
  contract.set_contract_id(id);
  contract.set_partner_id(created->partner_id());
  contract.set_first_day("2020-11-01");
  contract.set_last_day("2020-11-14");
  contract.set_etag("2");
  expected.set_etag("5");
  EXPECT_EQ(listed->partners(0).DebugString(), expected.DebugString());

  v1::ResumePartnerRequest resume;
  resume.set_request_id(NewId());
  resume.set_partner_id(created->partner_id());
  ASSERT_THAT(Send(&TenancyApi::ResumePartner, resume), IsOk());
  EXPECT_FALSE(Send(&TenancyApi::ListPartners, v1::ListPartnersRequest())->partners(0).suspended());

  create.set_request_id(NewId());
  for (const int kind : {0, 99}) {
    create.set_kind(static_cast<v1::PartnerKind>(kind));
    EXPECT_THAT(Send(&TenancyApi::CreatePartner, create), RefusesField("kind", "INVALID_KIND"));
  }
  add.set_request_id(NewId());
  add.set_partner_id("x");
  EXPECT_THAT(Send(&TenancyApi::AddPartnerClient, add), RefusesField("partner_id", "INVALID_ID"));
}

TEST_F(TenancyApiTest, ABreakGlassIsListedWithItsReasonAndTheEndThatItCameTo) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  v1::BreakGlassRequest open;
  open.set_request_id(NewId());
  open.set_municipality("0603");
  open.set_contract_id(id);
  open.set_reason("Storing bij de overdracht");
  open.set_minutes(90);
  const auto opened = Send(&TenancyApi::BreakGlass, open);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->ends_at().seconds(), 1605438000 + 90 * 60);
  v1::EndBreakGlassRequest end;
  end.set_request_id(NewId());
  end.set_municipality("0603");
  end.set_contract_id(id);
  end.set_break_glass_id(opened->break_glass_id());
  ASSERT_THAT(Send(&TenancyApi::EndBreakGlass, end), IsOk());
  v1::ListBreakGlassesRequest list;
  list.set_municipality("0603");
  list.set_contract_id(id);
  const auto listed = Send(&TenancyApi::ListBreakGlasses, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->break_glasses_size(), 1);
  EXPECT_EQ(listed->break_glasses(0).reason(), "Storing bij de overdracht");
  EXPECT_EQ(listed->break_glasses(0).subject(), "operator");
  EXPECT_EQ(listed->break_glasses(0).begins_at().seconds(), 1605438000);
  EXPECT_EQ(listed->break_glasses(0).ends_at().seconds(), 1605438000);
  EXPECT_EQ(Send(&TenancyApi::BreakGlass, open)->DebugString(), opened->DebugString());
}

TEST_F(TenancyApiTest, APoolAgreementIsListedAsItWasSent) {
  v1::CreateMunicipalityRequest other = NewMunicipality();
  other.set_code("0397");
  ASSERT_THAT(Send(&TenancyApi::CreateMunicipality, other), IsOk());
  v1::CreatePoolAgreementRequest create;
  create.set_request_id(NewId());
  create.set_offering_municipality("0397");
  create.set_receiving_municipality("0603");
  create.set_first_day("2020-11-01");
  create.set_counts_for(v1::POOL_COUNTS_RECEIVING);
  const auto created = Send(&TenancyApi::CreatePoolAgreement, create);
  ASSERT_THAT(created, IsOk());
  v1::EndPoolAgreementRequest end;
  end.set_request_id(NewId());
  end.set_pool_agreement_id(created->pool_agreement_id());
  end.set_last_day("2020-12-31");
  ASSERT_THAT(Send(&TenancyApi::EndPoolAgreement, end), IsOk());
  v1::ListPoolAgreementsRequest list;
  list.set_municipality("0397");
  const auto listed = Send(&TenancyApi::ListPoolAgreements, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->pool_agreements_size(), 1);
  v1::PoolAgreement expected;
  expected.set_pool_agreement_id(created->pool_agreement_id());
  expected.set_offering_municipality("0397");
  expected.set_receiving_municipality("0603");
  expected.set_first_day("2020-11-01");
  expected.set_last_day("2020-12-31");
  expected.set_counts_for(v1::POOL_COUNTS_RECEIVING);
  expected.set_etag("2");
  EXPECT_EQ(listed->pool_agreements(0).DebugString(), expected.DebugString());
  create.set_request_id(NewId());
  for (const int counts : {0, 2, 99}) {
    create.set_counts_for(static_cast<v1::PoolCounts>(counts));
    EXPECT_THAT(Send(&TenancyApi::CreatePoolAgreement, create),
                RefusesField("counts_for", "INVALID_COUNTS"));
  }
}

TEST_F(TenancyApiTest, ANumberThatAnEnumDoesNotHaveIsRefused) {
  const std::string id = Send(&TenancyApi::CreateContract, NewContract())->contract_id();
  const auto refuses = [&](const char* field,
                           const std::function<void(v1::SubsidyPeriod&)>& spoil) {
    v1::CreateSubsidyPeriodRequest request = NewPeriod(id);
    FillPeriod(*request.mutable_period());
    spoil(*request.mutable_period());
    EXPECT_THAT(Send(&TenancyApi::CreateSubsidyPeriod, request),
                RefusesField(field, "INVALID_VALUE"));
  };
  refuses("period.target_precision",
          [](auto& p) { p.set_target_precision(static_cast<v1::Precision>(9)); });
  refuses("period.target_covers",
          [](auto& p) { p.set_target_covers(static_cast<v1::TargetCovers>(-1)); });
  refuses("period.counting_rule.counted_at", [](auto& p) {
    p.mutable_counting_rule()->set_counted_at(static_cast<v1::CountedAt>(9));
  });
  refuses("period.counting_rule.ended_in_trial", [](auto& p) {
    p.mutable_counting_rule()->set_ended_in_trial(static_cast<v1::EndedInTrial>(9));
  });
  refuses("period.coordinator_hours.precision", [](auto& p) {
    p.mutable_coordinator_hours()->set_precision(static_cast<v1::Precision>(9));
  });
  refuses("period.coordinator_hours.per",
          [](auto& p) { p.mutable_coordinator_hours()->set_per(static_cast<v1::HoursPer>(9)); });
  refuses("period.decision_dates.kind",
          [](auto& p) { p.mutable_decision_dates(0)->set_kind(static_cast<v1::DecisionKind>(9)); });
}

TEST_F(TenancyApiTest, AMunicipalityWithoutContractsHasAnEmptyList) {
  v1::ListContractsRequest list;
  list.set_municipality("0603");
  const auto listed = Send(&TenancyApi::ListContracts, list);
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->contracts(), IsEmpty());
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
