#include "registration/api/safety_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/access/policy.h"
#include "platform/core/status.h"
#include "registration/api/duplicates_api.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::SizeIs;

// Requests of both services go the way that they go behind the adapter: scope, request id, digest
// and mark are read from them.
class SafetyApiTest : public Scene {
 protected:
  template <typename Api, typename Response, typename Request>
  absl::StatusOr<Response> Send(Api& api,
                                absl::StatusOr<Response> (Api::*handler)(const Call&,
                                                                         const Request&),
                                Request request) {
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    const auto* service = Request::descriptor()->file()->service(0);
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        Call call = Coordinator(Effect::kNone);
        call.scope = {};
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        call.effect = policy.effect;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        return (api.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  std::string NewId() { return Coordinator(Effect::kNone).request_id.ToString(); }

  v1::RecordConcernRequest NewConcern() {
    v1::RecordConcernRequest request;
    request.set_request_id(NewId());
    request.set_family_id(family.ToString());
    request.set_occurred_on("2020-03-02");
    request.set_kind(v1::CONCERN_KIND_INCIDENT);
    request.set_text("Een kind viel van de trap.");
    return request;
  }

  domain::FamilyId family = Register();
  app::Concerns concerns{means};
  SafetyApi safety{concerns};
  app::Duplicates duplicates{means};
  DuplicatesApi duplicates_api{duplicates};
};

TEST_F(SafetyApiTest, AConcernGoesThroughTheFifthStepToItsEnd) {
  const auto recorded = Send(safety, &SafetyApi::RecordConcern, NewConcern());
  ASSERT_THAT(recorded, IsOk());

  v1::RecordReportingStepRequest step;
  step.set_request_id(NewId());
  step.set_concern_id(recorded->concern_id());
  step.set_occurred_on("2020-03-03");
  step.set_step(v1::REPORTING_STEP_DECIDED);
  step.set_decision(v1::REPORTING_DECISION_HELP_ORGANISED);
  step.set_text("Hulp via het wijkteam.");
  step.set_etag("1");
  const auto decided = Send(safety, &SafetyApi::RecordReportingStep, step);
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->etag(), "2");

  v1::CloseConcernRequest close;
  close.set_request_id(NewId());
  close.set_concern_id(recorded->concern_id());
  close.set_occurred_on("2020-03-04");
  close.set_text("Afgerond.");
  ASSERT_THAT(Send(safety, &SafetyApi::CloseConcern, close), IsOk());

  v1::GetConcernRequest get;
  get.set_concern_id(recorded->concern_id());
  const auto got = Send(safety, &SafetyApi::GetConcern, get);
  ASSERT_THAT(got, IsOk());
  const v1::Concern& concern = got->concern();
  EXPECT_EQ(concern.family_id(), family.ToString());
  EXPECT_EQ(concern.kind(), v1::CONCERN_KIND_INCIDENT);
  EXPECT_EQ(concern.state(), v1::CONCERN_STATE_CLOSED);
  ASSERT_THAT(concern.steps(), SizeIs(3));
  EXPECT_EQ(concern.steps(0).text(), "Een kind viel van de trap.");
  EXPECT_EQ(concern.steps(1).decision(), v1::REPORTING_DECISION_HELP_ORGANISED);
  EXPECT_EQ(concern.steps(2).kind(), v1::CONCERN_STEP_KIND_CLOSED);

  v1::ListConcernsRequest list;
  list.set_page_size(1);
  const auto listed = Send(safety, &SafetyApi::ListConcerns, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->concerns(), SizeIs(1));
  EXPECT_EQ(listed->concerns(0).etag(), "3");
  EXPECT_EQ(listed->next_page_token(), recorded->concern_id());
  const auto own =
      Send(safety, &SafetyApi::ListRecordedConcerns, v1::ListRecordedConcernsRequest());
  ASSERT_THAT(own, IsOk());
  EXPECT_THAT(own->concerns(), SizeIs(1));
}

TEST_F(SafetyApiTest, WhatIsWrongIsRefusedByItsField) {
  v1::RecordConcernRequest request = NewConcern();
  request.set_kind(v1::CONCERN_KIND_UNSPECIFIED);
  EXPECT_THAT(Send(safety, &SafetyApi::RecordConcern, request),
              RefusesField("kind", "INVALID_KIND"));
  for (const std::string& text : {std::string(), std::string(4001, 'x')}) {
    request = NewConcern();
    request.set_text(text);
    EXPECT_THAT(Send(safety, &SafetyApi::RecordConcern, request),
                RefusesField("text", "INVALID_TEXT"));
  }
  request.set_text("BSN 111222333");
  EXPECT_THAT(Send(safety, &SafetyApi::RecordConcern, request),
              RefusesField("text", "CITIZEN_NUMBER"));
  request.set_text(std::string(4000, 'x'));
  EXPECT_THAT(Send(safety, &SafetyApi::RecordConcern, request), IsOk());
  v1::RecordReportingStepRequest step;
  step.set_request_id(NewId());
  step.set_concern_id(NewId());
  step.set_occurred_on("2020-03-03");
  step.set_text("BSN 111222333");
  EXPECT_THAT(Send(safety, &SafetyApi::RecordReportingStep, step),
              RefusesField("text", "CITIZEN_NUMBER"));
  step.set_text("x");
  EXPECT_THAT(Send(safety, &SafetyApi::RecordReportingStep, step),
              RefusesField("step", "INVALID_STEP"));
  v1::ListDuplicatesRequest list;
  list.set_page_token("x");
  EXPECT_THAT(Send(duplicates_api, &DuplicatesApi::ListDuplicates, list),
              RefusesField("page_token", "INVALID_TOKEN"));
}

TEST_F(SafetyApiTest, TwoFamiliesAreListedOnPagesFoundAndMerged) {
  Register();
  v1::ListDuplicatesRequest list;
  list.set_page_size(1);
  const auto listed = Send(duplicates_api, &DuplicatesApi::ListDuplicates, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->pairs(), SizeIs(1));
  const v1::DuplicatePair& pair = listed->pairs(0);
  EXPECT_GE(pair.likelihood(), 50);
  list.set_page_token(listed->next_page_token());
  const auto rest = Send(duplicates_api, &DuplicatesApi::ListDuplicates, list);
  ASSERT_THAT(rest, IsOk());
  EXPECT_THAT(rest->pairs(), SizeIs(0));

  v1::MergeFamiliesRequest merge;
  merge.set_request_id(NewId());
  merge.set_family_id(pair.older().family_id());
  merge.set_merged_family_id(pair.newer().family_id());
  merge.set_etag(pair.older().etag());
  merge.set_merged_etag(pair.newer().etag());
  merge.set_occurred_on("2020-03-02");
  EXPECT_THAT(Send(duplicates_api, &DuplicatesApi::MergeFamilies, merge),
              RefusesField("reason", "INVALID_TEXT"));
  merge.set_reason("BSN 111222333");
  EXPECT_THAT(Send(duplicates_api, &DuplicatesApi::MergeFamilies, merge),
              RefusesField("reason", "CITIZEN_NUMBER"));
  merge.set_reason("Dezelfde moeder.");
  ASSERT_THAT(Send(duplicates_api, &DuplicatesApi::MergeFamilies, merge), IsOk());

  v1::FindDuplicatesRequest find;
  find.set_family_id(pair.older().family_id());
  const auto found = Send(duplicates_api, &DuplicatesApi::FindDuplicates, find);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->duplicates(), SizeIs(1));
  EXPECT_EQ(found->duplicates(0).verdict(), v1::DUPLICATE_VERDICT_MERGED);
  EXPECT_EQ(found->duplicates(0).reason(), "Dezelfde moeder.");
}

}  // namespace
}  // namespace buurtbrug::registration::api
