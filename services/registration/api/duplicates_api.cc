#include "registration/api/duplicates_api.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

constexpr int kLongestReason = 500;

absl::StatusOr<core::Personal> ReasonOf(const std::string& raw) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string reason,
                             domain::ParseFreeText("reason", raw, 1, kLongestReason));
  return core::Personal(std::move(reason));
}

// The token is the two ids of the last pair.
absl::StatusOr<store::PairPage> PageOf(const v1::ListDuplicatesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page sized, core::ParsePage(request.page_size(), ""));
  store::PairPage page;
  page.size = sized.size;
  if (!request.page_token().empty()) {
    const std::vector<std::string> ids = absl::StrSplit(request.page_token(), '.');
    if (ids.size() != 2) {
      return core::InvalidField("page_token", "INVALID_TOKEN",
                                "page_token must come from the previous page");
    }
    BUURTBRUG_ASSIGN_OR_RETURN(page.after_second, core::FamilyId::Parse("page_token", ids[0]));
    BUURTBRUG_ASSIGN_OR_RETURN(page.after_first, core::FamilyId::Parse("page_token", ids[1]));
  }
  return page;
}

void Write(const domain::FamilyHead& head, v1::FamilySummary& out) {
  out.set_family_id(head.id.ToString());
  out.set_role(static_cast<v1::FamilyRole>(head.role));
  out.set_state(static_cast<v1::FamilyState>(head.state));
  out.set_registered_on(core::FormatDay(head.registered_on));
  out.set_etag(absl::StrCat(head.version));
}

void Write(const store::DuplicatePair& pair, v1::DuplicatePair& out) {
  const bool ordered = domain::CameBefore(pair.first, pair.second);
  Write(ordered ? pair.first : pair.second, *out.mutable_older());
  Write(ordered ? pair.second : pair.first, *out.mutable_newer());
  for (const domain::DuplicateReason reason : pair.reasons) {
    out.add_reasons(static_cast<v1::DuplicateReason>(reason));
  }
  out.set_likelihood(pair.likelihood);
}

}  // namespace

platform::rpc::Service DuplicatesApi::Describe() {
  platform::rpc::Service service(
      v1::ListDuplicatesRequest::descriptor()->file()->FindServiceByName("DuplicatesService"));
  service.Bind(this, &DuplicatesApi::ListDuplicates)
      .Bind(this, &DuplicatesApi::FindDuplicates)
      .Bind(this, &DuplicatesApi::MergeFamilies)
      .Bind(this, &DuplicatesApi::KeepApart);
  return service;
}

absl::StatusOr<v1::ListDuplicatesResponse> DuplicatesApi::ListDuplicates(
    const Call& call, const v1::ListDuplicatesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const store::PairPage page, PageOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::DuplicateList list, duplicates_.List(call, page));
  v1::ListDuplicatesResponse response;
  for (const store::DuplicatePair& pair : list.pairs) {
    Write(pair, *response.add_pairs());
  }
  if (static_cast<int>(list.pairs.size()) == page.size) {
    const store::DuplicatePair& last = list.pairs.back();
    response.set_next_page_token(
        absl::StrCat(last.second.id.ToString(), ".", last.first.id.ToString()));
  }
  response.set_more_due(list.more_due);
  return response;
}

absl::StatusOr<v1::FindDuplicatesResponse> DuplicatesApi::FindDuplicates(
    const Call& call, const v1::FindDuplicatesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::FamilyId family,
                             core::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::JudgedPair> pairs,
                             duplicates_.Find(call, family));
  v1::FindDuplicatesResponse response;
  for (const store::JudgedPair& judged : pairs) {
    v1::JudgedDuplicate& out = *response.add_duplicates();
    Write(judged.pair, *out.mutable_pair());
    out.set_verdict(static_cast<v1::DuplicateVerdict>(judged.pair.verdict));
    if (judged.judged_on) {
      out.set_judged_on(core::FormatDay(*judged.judged_on));
    }
    out.set_judged_by(judged.judged_by);
    out.set_reason(judged.why.Reveal());
  }
  return response;
}

absl::StatusOr<v1::MergeFamiliesResponse> DuplicatesApi::MergeFamilies(
    const Call& call, const v1::MergeFamiliesRequest& request) {
  app::JudgementInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family, core::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.other,
                             core::FamilyId::Parse("merged_family_id", request.merged_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.other_expected_version, core::ParseEtag(request.merged_etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.why, ReasonOf(request.reason()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, duplicates_.Merge(call, input));
  v1::MergeFamiliesResponse response;
  response.set_family_id(receipt.subject.ToString());
  response.set_etag(absl::StrCat(receipt.version));
  return response;
}

absl::StatusOr<v1::KeepApartResponse> DuplicatesApi::KeepApart(
    const Call& call, const v1::KeepApartRequest& request) {
  app::JudgementInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family, core::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.other,
                             core::FamilyId::Parse("other_family_id", request.other_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.why, ReasonOf(request.reason()));
  BUURTBRUG_RETURN_IF_ERROR(duplicates_.KeepApart(call, input).status());
  return v1::KeepApartResponse();
}

}  // namespace buurtbrug::registration::api
