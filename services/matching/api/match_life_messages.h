#pragma once

#include <google/protobuf/timestamp.pb.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "buurtbrug/matching/v1/match_life.pb.h"
#include "matching/domain/agreement.h"
#include "matching/domain/match_life.h"
#include "platform/core/status.h"

// The life of a match as it travels.
namespace buurtbrug::matching::api {

google::protobuf::Timestamp TimestampOf(absl::Time time);

void WriteLife(const domain::WholeMatch& match, v1::MatchLife& out);

void WriteTerms(const domain::AgreementTerms& terms, v1::AgreementTerms& out);

// INVALID_ARGUMENT INVALID_ANSWER unless a family accepted or declined.
absl::Status CheckAnswer(v1::FamilyAnswer answer);

// What stands in the messages; the rules of domain/agreement.h are not applied yet.
// INVALID_ARGUMENT INVALID_DATE, INVALID_MEANS about the acceptances.
domain::AgreementTerms TermsOf(const v1::AgreementTerms& terms);
absl::StatusOr<domain::Acceptance> AcceptanceOf(const char* field,
                                                const v1::Acceptance& acceptance);

// The agreement that a request holds; an acceptance that is absent stays so.
template <typename Request>
absl::StatusOr<domain::AgreementInput> AgreementInputOf(const Request& request) {
  domain::AgreementInput input;
  input.terms = TermsOf(request.terms());
  if (request.has_request_family()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.request_family,
                               AcceptanceOf("request_family", request.request_family()));
  }
  if (request.has_support_family()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.support_family,
                               AcceptanceOf("support_family", request.support_family()));
  }
  return input;
}

}  // namespace buurtbrug::matching::api
