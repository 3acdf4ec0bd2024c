#include "registration/api/rights_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/access/policy.h"
#include "platform/core/status.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter: scope, request id, digest and mark are read
// from them.
class RightsApiTest : public Scene {
 protected:
  template <typename Response, typename Request>
  absl::StatusOr<Response> Send(
      absl::StatusOr<Response> (RightsApi::*handler)(const platform::access::Call&, const Request&),
      Request request, const std::string& subject = "anna") {
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    if constexpr (requires { request.set_request_id(""); }) {
      request.set_request_id(Coordinator(Effect::kNone).request_id.ToString());
    }
    const auto* service = Request::descriptor()->file()->FindServiceByName("RightsService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        platform::access::Call call = Coordinator(Effect::kNone);
        call.caller.subject = subject;
        call.scope = {};
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        call.effect = policy.effect;
        call.categories = policy.categories;
        call.purpose = policy.purpose;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        return (api.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  template <typename Request>
  Request Of(const domain::FamilyId& family) {
    Request request;
    request.set_family_id(family.ToString());
    return request;
  }

  app::Rights rights{means, [] {}};
  app::Destruction destruction{means, [] {}};
  RightsApi api{rights, destruction};
};

TEST_F(RightsApiTest, AFamilyIsErasedFromRequestToProof) {
  const auto family = Register();
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {family, domain::StepKind::kWithdrawn, kFebruary}),
              IsOk());
  auto request = Of<v1::RequestErasureRequest>(family);
  request.set_requested_on("2020-03-02");
  ASSERT_THAT(Send(&RightsApi::RequestErasure, request), IsOk());
  auto withdraw = Of<v1::WithdrawErasureRequestRequest>(family);
  EXPECT_THAT(Send(&RightsApi::WithdrawErasureRequest, withdraw),
              RefusesField("withdrawn_on", "INVALID_DATE"));
  withdraw.set_withdrawn_on("2020-03-02");
  EXPECT_EQ(Send(&RightsApi::WithdrawErasureRequest, withdraw)->family_id(), family.ToString());
  EXPECT_THAT(Send(&RightsApi::ProposeDestruction, v1::ProposeDestructionRequest()),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_DUE"));
  ASSERT_THAT(Send(&RightsApi::RequestErasure, request), IsOk());

  v1::ProposeDestructionRequest propose;
  propose.set_validate_only(true);
  const auto preview = Send(&RightsApi::ProposeDestruction, propose);
  ASSERT_THAT(preview, IsOk());
  EXPECT_EQ(preview->list_id(), "");
  ASSERT_THAT(preview->items(), SizeIs(1));
  EXPECT_EQ(preview->items(0).family_id(), family.ToString());
  EXPECT_EQ(preview->items(0).reason(), v1::DESTRUCTION_REASON_REQUESTED);
  EXPECT_EQ(preview->items(0).since(), "2020-03-02");
  propose.set_validate_only(false);
  const auto proposed = Send(&RightsApi::ProposeDestruction, propose);
  ASSERT_THAT(proposed, IsOk());

  v1::ApproveDestructionRequest approve;
  approve.set_list_id(proposed->list_id());
  approve.set_etag("1");
  ASSERT_THAT(Send(&RightsApi::ApproveDestruction, approve, "anna"), IsOk());
  EXPECT_THAT(Send(&RightsApi::ApproveDestruction, approve, "bob"),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  approve.set_etag("2");
  ASSERT_THAT(Send(&RightsApi::ApproveDestruction, approve, "bob"), IsOk());

  v1::GetDestructionListRequest get;
  get.set_list_id(proposed->list_id());
  const auto list = Send(&RightsApi::GetDestructionList, get);
  ASSERT_THAT(list, IsOk());
  EXPECT_EQ(list->list().state(), v1::DESTRUCTION_LIST_STATE_APPROVED);
  EXPECT_THAT(list->items(), SizeIs(1));

  v1::CarryOutDestructionRequest carry_out;
  carry_out.set_list_id(proposed->list_id());
  const auto carried_out = Send(&RightsApi::CarryOutDestruction, carry_out);
  ASSERT_THAT(carried_out, IsOk());
  EXPECT_EQ(carried_out->erased(), 1);

  v1::GetDestructionProofRequest prove;
  prove.set_list_id(proposed->list_id());
  const auto proof = Send(&RightsApi::GetDestructionProof, prove);
  ASSERT_THAT(proof, IsOk());
  EXPECT_EQ(proof->proof().erased(), 1);
  EXPECT_EQ(proof->proof().digest().size(), 64U);
  EXPECT_THAT(proof->proof().list().approvals(), SizeIs(2));
  EXPECT_THAT(Send(&RightsApi::ListDestructionLists, v1::ListDestructionListsRequest())->lists(),
              SizeIs(1));

  auto exported = Of<v1::ExportFamilyRequest>(family);
  exported.set_format(v1::EXPORT_FORMAT_JSON);
  EXPECT_THAT(Send(&RightsApi::ExportFamily, exported),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
}

TEST_F(RightsApiTest, AnExportIsJsonOrHtml) {
  auto request = Of<v1::ExportFamilyRequest>(Register());
  EXPECT_THAT(Send(&RightsApi::ExportFamily, request), RefusesField("format", "INVALID_FORMAT"));
  request.set_format(v1::EXPORT_FORMAT_JSON);
  EXPECT_THAT(Send(&RightsApi::ExportFamily, request)->content(), HasSubstr("\"sections\""));
  request.set_format(v1::EXPORT_FORMAT_HTML);
  EXPECT_THAT(Send(&RightsApi::ExportFamily, request)->content(),
              HasSubstr("<h2>Volwassenen</h2>"));
}

TEST_F(RightsApiTest, ACorrectionIsToldAndMarked) {
  const auto family = Register();
  Call bob = Coordinator(Effect::kReads);
  bob.caller.subject = "bob";
  bob.caller.role = platform::access::Role::kCoordinator;
  bob.categories = {common::v1::DATA_CATEGORY_NOTE};
  ASSERT_THAT(families.Get(bob, family), IsOk());
  auto correct = Of<v1::RecordCorrectionRequest>(family);
  EXPECT_THAT(Send(&RightsApi::RecordCorrection, correct),
              RefusesField("categories", "OUT_OF_RANGE"));
  correct.add_categories(common::v1::DATA_CATEGORY_UNSPECIFIED);
  EXPECT_THAT(Send(&RightsApi::RecordCorrection, correct),
              RefusesField("categories", "INVALID_CATEGORY"));
  correct.set_categories(0, common::v1::DATA_CATEGORY_ADDRESS);
  EXPECT_THAT(Send(&RightsApi::RecordCorrection, correct),
              RefusesField("categories", "INVALID_CATEGORY"));
  correct.set_categories(0, common::v1::DATA_CATEGORY_NOTE);
  EXPECT_EQ(Send(&RightsApi::RecordCorrection, correct)->notices(), 1);
  v1::ListNoticesRequest list = Of<v1::ListNoticesRequest>(family);
  const auto notices = Send(&RightsApi::ListNotices, list);
  ASSERT_THAT(notices, IsOk());
  ASSERT_THAT(notices->notices(), SizeIs(1));
  EXPECT_EQ(notices->notices(0).recipient(), "bob");
  EXPECT_EQ(notices->notices(0).recipient_role(), common::v1::ROLE_COORDINATOR);
  v1::MarkNoticeSentRequest sent;
  sent.set_notice_id(notices->notices(0).notice_id());
  EXPECT_THAT(Send(&RightsApi::MarkNoticeSent, sent), IsOk());
  EXPECT_THAT(Send(&RightsApi::ListNotices, list)->notices(), SizeIs(0));
  list.set_show_sent(true);
  EXPECT_THAT(Send(&RightsApi::ListNotices, list)->notices(), SizeIs(1));
}

TEST_F(RightsApiTest, AHoldHasAReasonOfAtMostAThousandCharacters) {
  auto place = Of<v1::PlaceLegalHoldRequest>(Register());
  EXPECT_THAT(Send(&RightsApi::PlaceLegalHold, place), RefusesField("reason", "INVALID_TEXT"));
  place.set_reason(std::string(1001, 'x'));
  EXPECT_THAT(Send(&RightsApi::PlaceLegalHold, place), RefusesField("reason", "INVALID_TEXT"));
  place.set_reason("BSN 111222333");
  EXPECT_THAT(Send(&RightsApi::PlaceLegalHold, place), RefusesField("reason", "CITIZEN_NUMBER"));
  place.set_reason(std::string(1000, 'x'));
  place.set_until_day("2021-02-30");
  EXPECT_THAT(Send(&RightsApi::PlaceLegalHold, place), RefusesField("until_day", "INVALID_DATE"));
  place.set_until_day("2021-02-28");
  EXPECT_EQ(Send(&RightsApi::PlaceLegalHold, place)->number(), 1);
  v1::ListLegalHoldsRequest list;
  list.set_family_id(place.family_id());
  EXPECT_EQ(Send(&RightsApi::ListLegalHolds, list)->holds(0).until_day(), "2021-02-28");
  v1::LiftLegalHoldRequest lift;
  lift.set_family_id(place.family_id());
  lift.set_number(1);
  EXPECT_THAT(Send(&RightsApi::LiftLegalHold, lift), IsOk());
}

TEST_F(RightsApiTest, ATermHasAClassABeginningAndAtMostThirtyYears) {
  v1::SetRetentionTermRequest set;
  EXPECT_THAT(Send(&RightsApi::SetRetentionTerm, set), RefusesField("data_class", "INVALID_CLASS"));
  set.set_data_class(v1::DATA_CLASS_SAFETY);
  EXPECT_THAT(Send(&RightsApi::SetRetentionTerm, set), RefusesField("term_from", "INVALID_TERM"));
  set.set_term_from(v1::TERM_FROM_RUN_OFF);
  set.set_months(361);
  EXPECT_THAT(Send(&RightsApi::SetRetentionTerm, set), RefusesField("months", "OUT_OF_RANGE"));
  set.set_months(360);
  EXPECT_THAT(Send(&RightsApi::SetRetentionTerm, set), IsOk());
  const auto terms = Send(&RightsApi::ListRetentionTerms, v1::ListRetentionTermsRequest());
  ASSERT_THAT(terms, IsOk());
  ASSERT_THAT(terms->terms(), SizeIs(1));
  EXPECT_EQ(terms->terms(0).months(), 360);
  EXPECT_EQ(terms->terms(0).term_from(), v1::TERM_FROM_RUN_OFF);
}

}  // namespace
}  // namespace buurtbrug::registration::api
