#include "matching/api/assignment_api.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

absl::StatusOr<std::string> SubjectOf(const char* field, const std::string& subject) {
  return core::ParseText(field, subject, 1, domain::kLongestSubject);
}

// The fields that both writes have, but for who gets the matches.
template <typename Request>
absl::StatusOr<app::AssignInput> InputOf(const Request& request, int fewest) {
  app::AssignInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  input.span.first_day = input.occurred_on;
  if (request.has_first_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.span.first_day,
                               core::ParseDay("first_day", request.first_day()));
  }
  if (request.has_last_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.span.last_day, core::ParseDay("last_day", request.last_day()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.reason, core::ParseText("reason", request.reason(), 1, domain::kLongestReason));
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("match_ids", request.match_ids_size(), fewest, domain::kMostAssigned)
          .status());
  for (const std::string& raw : request.match_ids()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                               domain::MatchId::Parse("match_ids", raw));
    if (std::find(input.matches.begin(), input.matches.end(), match) != input.matches.end()) {
      return core::InvalidField("match_ids", "DUPLICATE_MATCH", "name each match once");
    }
    input.matches.push_back(match);
  }
  return input;
}

// The day that was asked for, or today.
template <typename Request>
absl::StatusOr<absl::CivilDay> DayOf(const Call& call, const Request& request) {
  return request.has_day() ? core::ParseDay("day", request.day()) : call.today;
}

void Write(const core::TenantScope& tenant, absl::CivilDay day, const app::HeldMatch& held,
           v1::Assignment& out) {
  const domain::Assignment& assignment = held.assignment;
  out.set_municipality(tenant.municipality);
  out.set_contract_id(tenant.contract.ToString());
  out.set_match_id(assignment.match.id.ToString());
  out.set_request_family_id(assignment.match.request_family.ToString());
  out.set_support_family_id(assignment.match.support_family.ToString());
  out.set_state(static_cast<v1::MatchState>(assignment.match.state));
  out.set_day(core::FormatDay(day));
  out.set_coordinator(assignment.coordinator);
  out.set_role(static_cast<common::v1::Role>(held.role));
  if (assignment.span) {
    out.set_first_day(core::FormatDay(assignment.span->first_day));
    if (assignment.span->last_day) {
      out.set_last_day(core::FormatDay(*assignment.span->last_day));
    }
  }
  out.set_etag(absl::StrCat(assignment.version));
}

void Write(const domain::AssignmentStep& step, v1::AssignmentStep& out) {
  out.set_coordinator(step.coordinator);
  out.set_role(static_cast<common::v1::Role>(step.role));
  out.set_first_day(core::FormatDay(step.span.first_day));
  if (step.span.last_day) {
    out.set_last_day(core::FormatDay(*step.span.last_day));
  }
  out.set_occurred_on(core::FormatDay(step.occurred_on));
  *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(step.recorded_at));
  out.set_recorded_by(step.recorded_by);
  out.set_reason(step.reason);
  out.set_correction(step.correction);
}

}  // namespace

platform::rpc::Service AssignmentApi::Describe() {
  platform::rpc::Service service(
      v1::AssignMatchesRequest::descriptor()->file()->FindServiceByName("AssignmentService"));
  service.Bind(this, &AssignmentApi::AssignMatches)
      .Bind(this, &AssignmentApi::TakeOver)
      .Bind(this, &AssignmentApi::GetAssignment)
      .Bind(this, &AssignmentApi::ListAssignments);
  return service;
}

absl::StatusOr<v1::AssignMatchesResponse> AssignmentApi::AssignMatches(
    const Call& call, const v1::AssignMatchesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::AssignInput input, InputOf(request, 1));
  BUURTBRUG_ASSIGN_OR_RETURN(input.coordinator, SubjectOf("coordinator", request.coordinator()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  if (input.expected_version > 0 && input.matches.size() > 1) {
    return core::InvalidField("etag", "INVALID_ETAG", "an etag is for one match");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, assignments_.Assign(call, input));
  v1::AssignMatchesResponse response;
  response.set_matches(static_cast<int>(receipt.version));
  return response;
}

absl::StatusOr<v1::TakeOverResponse> AssignmentApi::TakeOver(const Call& call,
                                                             const v1::TakeOverRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::AssignInput input, InputOf(request, 0));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string from,
                             SubjectOf("from_coordinator", request.from_coordinator()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.coordinator,
                             SubjectOf("to_coordinator", request.to_coordinator()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, assignments_.TakeOver(call, from, input));
  v1::TakeOverResponse response;
  response.set_matches(static_cast<int>(receipt.version));
  return response;
}

absl::StatusOr<v1::GetAssignmentResponse> AssignmentApi::GetAssignment(
    const Call& call, const v1::GetAssignmentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::MatchId match,
                             domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, request));
  BUURTBRUG_ASSIGN_OR_RETURN(const auto found, assignments_.Get(call, match, day));
  v1::GetAssignmentResponse response;
  Write(call.scope, day, found.first, *response.mutable_assignment());
  for (const domain::AssignmentStep& step : found.second) {
    Write(step, *response.add_steps());
  }
  return response;
}

absl::StatusOr<v1::ListAssignmentsResponse> AssignmentApi::ListAssignments(
    const Call& call, const v1::ListAssignmentsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  app::AssignmentQuery query;
  BUURTBRUG_ASSIGN_OR_RETURN(query.day, DayOf(call, request));
  if (request.has_coordinator()) {
    BUURTBRUG_ASSIGN_OR_RETURN(query.coordinator, SubjectOf("coordinator", request.coordinator()));
  }
  if (call.caller.cases == platform::access::Cases::kOwn) {
    query = {call.today};
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<app::HeldMatch> held,
                             assignments_.List(call, query, page));
  v1::ListAssignmentsResponse response;
  for (const app::HeldMatch& one : held) {
    Write(call.scope, query.day, one, *response.add_assignments());
  }
  if (static_cast<int>(held.size()) == page.size) {
    response.set_next_page_token(held.back().assignment.match.id.ToString());
  }
  return response;
}

}  // namespace buurtbrug::matching::api
