#include "matching/api/caseload_api.h"

#include <optional>
#include <string>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

constexpr int kLongestPeriodName = 100;

absl::StatusOr<domain::WorkKind> WorkOf(tenancy::v1::WorkKind step) {
  if (step == tenancy::v1::WORK_KIND_UNSPECIFIED || !tenancy::v1::WorkKind_IsValid(step)) {
    return core::InvalidField("step", "INVALID_STEP", "say what the time was spent on");
  }
  return static_cast<domain::WorkKind>(step);
}

void AddToTotals(const app::Caseload::Line& line, v1::Caseload& out) {
  if (line.role == domain::CoordinatorRole::kVolunteer) {
    return;
  }
  out.set_professional_minutes(out.professional_minutes() + line.load.recorded_minutes +
                               line.load.estimated_minutes);
  out.set_professional_estimated_minutes(out.professional_estimated_minutes() +
                                         line.load.estimated_minutes);
  out.set_professional_unknown_steps(out.professional_unknown_steps() + line.load.unknown_steps);
}

}  // namespace

platform::rpc::Service CaseloadApi::Describe() {
  platform::rpc::Service service(
      v1::RecordMinutesRequest::descriptor()->file()->FindServiceByName("CaseloadService"));
  service.Bind(this, &CaseloadApi::RecordMinutes).Bind(this, &CaseloadApi::GetCaseload);
  return service;
}

absl::StatusOr<v1::RecordMinutesResponse> CaseloadApi::RecordMinutes(
    const Call& call, const v1::RecordMinutesRequest& request) {
  app::MinutesInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.match, domain::MatchId::Parse("match_id", request.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.work, WorkOf(request.step()));
  if (request.has_replaces()) {
    BUURTBRUG_ASSIGN_OR_RETURN(input.replaces,
                               store::MinutesId::Parse("replaces", request.replaces()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.minutes,
      core::ParseRange("minutes", request.minutes(), input.replaces ? 0 : 1, domain::kMostMinutes));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, caseloads_.Record(call, input));
  v1::RecordMinutesResponse response;
  response.set_record_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::GetCaseloadResponse> CaseloadApi::GetCaseload(
    const Call& call, const v1::GetCaseloadRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string period,
                             core::ParseText("period", request.period(), 1, kLongestPeriodName));
  std::optional<absl::CivilDay> day;
  if (request.has_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(day, core::ParseDay("day", request.day()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Caseload caseload, caseloads_.Get(call, period, day));
  v1::GetCaseloadResponse response;
  v1::Caseload& out = *response.mutable_caseload();
  out.set_municipality(call.scope.municipality);
  out.set_contract_id(call.scope.contract.ToString());
  out.set_period(period);
  out.set_first_day(core::FormatDay(caseload.days.first_day));
  out.set_last_day(core::FormatDay(caseload.days.last_day));
  out.set_day(core::FormatDay(caseload.day));
  if (caseload.hours) {
    tenancy::v1::CoordinatorHours& hours = *out.mutable_coordinator_hours();
    hours.set_minutes(caseload.hours->minutes);
    hours.set_precision(static_cast<tenancy::v1::Precision>(caseload.hours->precision));
    hours.set_per(static_cast<tenancy::v1::HoursPer>(caseload.hours->per));
  }
  if (caseload.paid) {
    out.set_paid_minutes(*caseload.paid);
  }
  if (caseload.paid_to_day) {
    out.set_paid_minutes_to_day(*caseload.paid_to_day);
  }
  for (const auto& [coordinator, line] : caseload.lines) {
    v1::CoordinatorLoad& load = *out.add_coordinators();
    load.set_coordinator(coordinator);
    load.set_role(static_cast<common::v1::Role>(line.role));
    load.set_matches(line.load.matches);
    load.set_recorded_minutes(line.load.recorded_minutes);
    load.set_estimated_minutes(line.load.estimated_minutes);
    load.set_unknown_steps(line.load.unknown_steps);
    AddToTotals(line, out);
  }
  return response;
}

}  // namespace buurtbrug::matching::api
