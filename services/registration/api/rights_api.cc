#include "registration/api/rights_api.h"

#include <google/protobuf/util/time_util.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;
using google::protobuf::Timestamp;

Timestamp TimestampOf(absl::Time instant) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(instant));
}

absl::StatusOr<domain::DestructionListId> ListIdOf(const std::string& text) {
  return domain::DestructionListId::Parse("list_id", text);
}

void Write(const domain::Notice& notice, v1::Notice& out) {
  out.set_notice_id(notice.id.ToString());
  out.set_family_id(notice.family.ToString());
  out.set_category(static_cast<common::v1::DataCategory>(notice.category));
  out.set_recipient(notice.recipient);
  out.set_recipient_role(static_cast<common::v1::Role>(notice.recipient_role));
  if (notice.disclosed_at) {
    *out.mutable_disclosed_at() = TimestampOf(*notice.disclosed_at);
  }
  *out.mutable_recorded_at() = TimestampOf(notice.recorded_at);
  if (notice.sent_at) {
    *out.mutable_sent_at() = TimestampOf(*notice.sent_at);
  }
}

void Write(const domain::LegalHold& hold, v1::LegalHold& out) {
  out.set_number(hold.number);
  out.set_reason(hold.reason.Reveal());
  if (hold.until_day) {
    out.set_until_day(core::FormatDay(*hold.until_day));
  }
  *out.mutable_placed_at() = TimestampOf(hold.placed_at);
  out.set_placed_by(hold.placed_by);
  if (hold.lifted_at) {
    *out.mutable_lifted_at() = TimestampOf(*hold.lifted_at);
    out.set_lifted_by(hold.lifted_by);
  }
}

void Write(const domain::DestructionItem& item, v1::DestructionItem& out) {
  out.set_family_id(item.family.ToString());
  out.set_data_class(static_cast<v1::DataClass>(item.data_class));
  out.set_reason(static_cast<v1::DestructionReason>(item.reason));
  out.set_since(core::FormatDay(item.since));
}

void Write(const domain::DestructionList& list, v1::DestructionList& out) {
  out.set_list_id(list.id.ToString());
  out.set_state(static_cast<v1::DestructionListState>(list.state));
  out.set_families(list.families);
  out.set_term_over(list.term_over);
  out.set_requested(list.requested);
  *out.mutable_proposed_at() = TimestampOf(list.proposed_at);
  out.set_proposed_by(list.proposed_by);
  for (const domain::Approval& approval : list.approvals) {
    v1::DestructionApproval& out_approval = *out.add_approvals();
    *out_approval.mutable_approved_at() = TimestampOf(approval.approved_at);
    out_approval.set_approved_by(approval.approved_by);
  }
  out.set_etag(absl::StrCat(list.version));
}

}  // namespace

platform::rpc::Service RightsApi::Describe() {
  platform::rpc::Service service(
      v1::ExportFamilyRequest::descriptor()->file()->FindServiceByName("RightsService"));
  service.Bind(this, &RightsApi::ExportFamily)
      .Bind(this, &RightsApi::RecordCorrection)
      .Bind(this, &RightsApi::ListNotices)
      .Bind(this, &RightsApi::MarkNoticeSent)
      .Bind(this, &RightsApi::PlaceLegalHold)
      .Bind(this, &RightsApi::LiftLegalHold)
      .Bind(this, &RightsApi::ListLegalHolds)
      .Bind(this, &RightsApi::SetRetentionTerm)
      .Bind(this, &RightsApi::ListRetentionTerms)
      .Bind(this, &RightsApi::RequestErasure)
      .Bind(this, &RightsApi::WithdrawErasureRequest)
      .Bind(this, &RightsApi::ProposeDestruction)
      .Bind(this, &RightsApi::GetDestructionList)
      .Bind(this, &RightsApi::ListDestructionLists)
      .Bind(this, &RightsApi::ApproveDestruction)
      .Bind(this, &RightsApi::CarryOutDestruction)
      .Bind(this, &RightsApi::GetDestructionProof);
  return service;
}

absl::StatusOr<v1::ExportFamilyResponse> RightsApi::ExportFamily(
    const Call& call, const v1::ExportFamilyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  if (request.format() != v1::EXPORT_FORMAT_JSON && request.format() != v1::EXPORT_FORMAT_HTML) {
    return core::InvalidField("format", "INVALID_FORMAT",
                              "format must be EXPORT_FORMAT_JSON or EXPORT_FORMAT_HTML");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const core::Personal content,
      rights_.Export(call, family,
                     request.format() == v1::EXPORT_FORMAT_HTML ? app::ExportFormat::kHtml
                                                                : app::ExportFormat::kJson));
  v1::ExportFamilyResponse response;
  response.set_content(content.Reveal());
  return response;
}

absl::StatusOr<v1::RecordCorrectionResponse> RightsApi::RecordCorrection(
    const Call& call, const v1::RecordCorrectionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("categories", request.categories_size(), 1, 5).status());
  std::vector<int> categories;
  for (const int category : request.categories()) {
    if (category == common::v1::DATA_CATEGORY_UNSPECIFIED ||
        !common::v1::DataCategory_IsValid(category)) {
      return core::InvalidField("categories", "INVALID_CATEGORY", "say what was corrected");
    }
    categories.push_back(category);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> wrong_since,
                             core::ParseOptionalDay("wrong_since", request.wrong_since()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             rights_.RecordCorrection(call, family, categories, wrong_since));
  v1::RecordCorrectionResponse response;
  response.set_notices(static_cast<int32_t>(receipt.version));
  return response;
}

absl::StatusOr<v1::ListNoticesResponse> RightsApi::ListNotices(
    const Call& call, const v1::ListNoticesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  std::optional<domain::FamilyId> family;
  if (!request.family_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(family, domain::FamilyId::Parse("family_id", request.family_id()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<domain::Notice> notices,
      rights_.ListNotices(call, page, family,
                          request.show_sent() ? store::Notices::kAll : store::Notices::kUnsent));
  v1::ListNoticesResponse response;
  for (const domain::Notice& notice : notices) {
    Write(notice, *response.add_notices());
  }
  if (static_cast<int>(notices.size()) == page.size) {
    response.set_next_page_token(notices.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::MarkNoticeSentResponse> RightsApi::MarkNoticeSent(
    const Call& call, const v1::MarkNoticeSentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::NoticeId notice,
                             domain::NoticeId::Parse("notice_id", request.notice_id()));
  BUURTBRUG_RETURN_IF_ERROR(rights_.MarkNoticeSent(call, notice).status());
  return v1::MarkNoticeSentResponse();
}

absl::StatusOr<v1::PlaceLegalHoldResponse> RightsApi::PlaceLegalHold(
    const Call& call, const v1::PlaceLegalHoldRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::string reason,
      domain::ParseFreeText("reason", request.reason(), 1, domain::kLongestHoldReason));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> until_day,
                             core::ParseOptionalDay("until_day", request.until_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const core::Receipt receipt,
      rights_.PlaceHold(call, family, core::Personal(std::move(reason)), until_day));
  v1::PlaceLegalHoldResponse response;
  response.set_number(static_cast<int32_t>(receipt.version));
  return response;
}

absl::StatusOr<v1::LiftLegalHoldResponse> RightsApi::LiftLegalHold(
    const Call& call, const v1::LiftLegalHoldRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_RETURN_IF_ERROR(rights_.LiftHold(call, family, request.number()).status());
  return v1::LiftLegalHoldResponse();
}

absl::StatusOr<v1::ListLegalHoldsResponse> RightsApi::ListLegalHolds(
    const Call& call, const v1::ListLegalHoldsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::LegalHold> holds,
                             rights_.ListHolds(call, family));
  v1::ListLegalHoldsResponse response;
  for (const domain::LegalHold& hold : holds) {
    Write(hold, *response.add_holds());
  }
  return response;
}

absl::StatusOr<v1::SetRetentionTermResponse> RightsApi::SetRetentionTerm(
    const Call& call, const v1::SetRetentionTermRequest& request) {
  if (request.data_class() == v1::DATA_CLASS_UNSPECIFIED ||
      !v1::DataClass_IsValid(request.data_class())) {
    return core::InvalidField("data_class", "INVALID_CLASS", "say which class");
  }
  if (request.term_from() == v1::TERM_FROM_UNSPECIFIED ||
      !v1::TermFrom_IsValid(request.term_from())) {
    return core::InvalidField("term_from", "INVALID_TERM", "say from when the term counts");
  }
  std::optional<int> months;
  if (request.has_months()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        months, core::ParseRange("months", request.months(), 0, domain::kLongestTermMonths));
  }
  BUURTBRUG_RETURN_IF_ERROR(destruction_
                                .SetTerm(call, static_cast<domain::DataClass>(request.data_class()),
                                         static_cast<domain::TermFrom>(request.term_from()), months)
                                .status());
  return v1::SetRetentionTermResponse();
}

absl::StatusOr<v1::ListRetentionTermsResponse> RightsApi::ListRetentionTerms(
    const Call& call, const v1::ListRetentionTermsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::RetentionTerm> terms,
                             destruction_.ListTerms(call));
  v1::ListRetentionTermsResponse response;
  for (const domain::RetentionTerm& term : terms) {
    v1::RetentionTerm& out = *response.add_terms();
    out.set_data_class(static_cast<v1::DataClass>(term.data_class));
    out.set_term_from(static_cast<v1::TermFrom>(term.from));
    out.set_months(term.months);
  }
  return response;
}

absl::StatusOr<v1::RequestErasureResponse> RightsApi::RequestErasure(
    const Call& call, const v1::RequestErasureRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay requested_on,
                             core::ParseDay("requested_on", request.requested_on()));
  BUURTBRUG_RETURN_IF_ERROR(destruction_.RequestErasure(call, family, requested_on).status());
  v1::RequestErasureResponse response;
  response.set_family_id(family.ToString());
  return response;
}

absl::StatusOr<v1::WithdrawErasureRequestResponse> RightsApi::WithdrawErasureRequest(
    const Call& call, const v1::WithdrawErasureRequestRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay withdrawn_on,
                             core::ParseDay("withdrawn_on", request.withdrawn_on()));
  BUURTBRUG_RETURN_IF_ERROR(destruction_.WithdrawErasure(call, family, withdrawn_on).status());
  v1::WithdrawErasureRequestResponse response;
  response.set_family_id(family.ToString());
  return response;
}

absl::StatusOr<v1::ProposeDestructionResponse> RightsApi::ProposeDestruction(
    const Call& call, const v1::ProposeDestructionRequest& request) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("family_ids", request.family_ids_size(), 0, domain::kMostDestroyed)
          .status());
  std::vector<domain::FamilyId> families;
  for (const std::string& raw : request.family_ids()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                               domain::FamilyId::Parse("family_ids", raw));
    families.push_back(family);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Proposal proposal,
                             request.validate_only() ? destruction_.Preview(call, families)
                                                     : destruction_.Propose(call, families));
  v1::ProposeDestructionResponse response;
  if (!request.validate_only()) {
    response.set_list_id(proposal.list.id.ToString());
  }
  for (const domain::DestructionItem& item : proposal.items) {
    Write(item, *response.add_items());
  }
  response.set_held(proposal.list.held);
  response.set_open(proposal.list.open);
  return response;
}

absl::StatusOr<v1::GetDestructionListResponse> RightsApi::GetDestructionList(
    const Call& call, const v1::GetDestructionListRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DestructionListId id, ListIdOf(request.list_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Proposal proposal, destruction_.Get(call, id));
  v1::GetDestructionListResponse response;
  Write(proposal.list, *response.mutable_list());
  for (const domain::DestructionItem& item : proposal.items) {
    Write(item, *response.add_items());
  }
  return response;
}

absl::StatusOr<v1::ListDestructionListsResponse> RightsApi::ListDestructionLists(
    const Call& call, const v1::ListDestructionListsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::DestructionList> lists,
                             destruction_.List(call, page));
  v1::ListDestructionListsResponse response;
  for (const domain::DestructionList& list : lists) {
    Write(list, *response.add_lists());
  }
  if (static_cast<int>(lists.size()) == page.size) {
    response.set_next_page_token(lists.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::ApproveDestructionResponse> RightsApi::ApproveDestruction(
    const Call& call, const v1::ApproveDestructionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DestructionListId id, ListIdOf(request.list_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, destruction_.Approve(call, id, expected));
  v1::ApproveDestructionResponse response;
  response.set_list_id(receipt.subject.ToString());
  response.set_etag(absl::StrCat(receipt.version));
  return response;
}

absl::StatusOr<v1::CarryOutDestructionResponse> RightsApi::CarryOutDestruction(
    const Call& call, const v1::CarryOutDestructionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DestructionListId id, ListIdOf(request.list_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             destruction_.CarryOut(call, id, expected));
  v1::CarryOutDestructionResponse response;
  response.set_erased(static_cast<int32_t>(receipt.version));
  return response;
}

absl::StatusOr<v1::GetDestructionProofResponse> RightsApi::GetDestructionProof(
    const Call& call, const v1::GetDestructionProofRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DestructionListId id, ListIdOf(request.list_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::DestructionList list, destruction_.Proof(call, id));
  v1::GetDestructionProofResponse response;
  v1::DestructionProof& proof = *response.mutable_proof();
  Write(list, *proof.mutable_list());
  *proof.mutable_carried_out_at() = TimestampOf(list.carried_out_at);
  proof.set_carried_out_by(list.carried_out_by);
  proof.set_erased(list.erased);
  proof.set_digest(absl::BytesToHexString(list.digest));
  return response;
}

}  // namespace buurtbrug::registration::api
