#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/personal.h"
#include "platform/core/status.h"
#include "registration/app/intakes.h"

// What the requests about one family have in common.
namespace buurtbrug::registration::api {

// Code points of a reason.
inline constexpr int kLongestReason = 500;
inline constexpr int kLongestContactNote = 2000;

// The family, the day, and the etag where the request has one. INVALID_ARGUMENT INVALID_ID,
// INVALID_DATE, INVALID_ETAG.
template <typename Request>
absl::StatusOr<app::About> AboutOf(const Request& request) {
  app::About about;
  BUURTBRUG_ASSIGN_OR_RETURN(about.family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(about.occurred_on,
                             platform::core::ParseDay("occurred_on", request.occurred_on()));
  if constexpr (requires { request.etag(); }) {
    BUURTBRUG_ASSIGN_OR_RETURN(about.expected_version, platform::core::ParseEtag(request.etag()));
  }
  return about;
}

// A text about people that must be given. INVALID_ARGUMENT INVALID_TEXT.
inline absl::StatusOr<platform::core::Personal> RemarkOf(absl::string_view field,
                                                         absl::string_view text, int most) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string parsed, platform::core::ParseText(field, text, 1, most));
  return platform::core::Personal(std::move(parsed));
}

// The family of a receipt; with its version as etag where the answer has one.
template <typename Response>
absl::StatusOr<Response> AnswerOf(const absl::StatusOr<platform::core::Receipt>& receipt) {
  if (!receipt.ok()) {
    return receipt.status();
  }
  Response response;
  response.set_family_id(receipt->subject.ToString());
  if constexpr (requires { response.set_etag(std::string()); }) {
    response.set_etag(absl::StrCat(receipt->version));
  }
  return response;
}

}  // namespace buurtbrug::registration::api
