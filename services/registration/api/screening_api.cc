#include "registration/api/screening_api.h"

#include <google/protobuf/util/time_util.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/api/about.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

constexpr int kLongestNote = 1000;
constexpr int kLongestName = 100;
constexpr int kMostDays = 3660;
constexpr int kMostWithinDays = 366;

// The fields that every step has.
template <typename Request>
absl::StatusOr<app::ScreeningInput> InputOf(const Request& request,
                                            domain::ScreeningStepKind kind) {
  app::ScreeningInput input;
  input.step.kind = kind;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  return input;
}

// Nothing when the request names nobody.
template <typename Request>
absl::StatusOr<std::optional<domain::PersonRef>> PersonOf(const Request& request) {
  if (!request.has_person()) {
    return std::nullopt;
  }
  const v1::PersonRef& person = request.person();
  if (person.kind() != v1::PERSON_KIND_ADULT && person.kind() != v1::PERSON_KIND_CHILD) {
    return core::InvalidField("person", "INVALID_PERSON",
                              "person.kind must be PERSON_KIND_ADULT or PERSON_KIND_CHILD");
  }
  return domain::PersonRef{static_cast<domain::PersonKind>(person.kind()), person.number()};
}

absl::StatusOr<domain::RequirementKind> KindOf(v1::ScreeningKind kind) {
  if (kind <= v1::SCREENING_KIND_UNSPECIFIED || kind > v1::SCREENING_KIND_DECISION) {
    return core::InvalidField("kind", "INVALID_KIND", "kind must say which requirement it is");
  }
  return static_cast<domain::RequirementKind>(kind);
}

absl::StatusOr<core::Personal> TextOf(absl::string_view field, const std::string& raw, int least,
                                      int most) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string text, domain::ParseFreeText(field, raw, least, most));
  return core::Personal(std::move(text));
}

std::string Text(const std::optional<absl::CivilDay>& day) {
  return day ? core::FormatDay(*day) : "";
}

template <typename Message>
void WritePerson(const std::optional<domain::PersonRef>& person, Message& out) {
  if (person) {
    out.mutable_person()->set_kind(static_cast<v1::PersonKind>(person->kind));
    out.mutable_person()->set_number(person->number);
  }
}

void Write(const store::ScreeningRecord& record, v1::ScreeningStep& out) {
  const domain::ScreeningStep& step = record.step;
  out.set_number(step.number);
  out.set_kind(static_cast<v1::ScreeningStepKind>(step.kind));
  if (step.requirement) {
    out.set_requirement(static_cast<v1::ScreeningKind>(*step.requirement));
  }
  WritePerson(step.person, out);
  out.set_occurred_on(core::FormatDay(step.occurred_on));
  out.set_last_day(Text(step.last_day));
  out.set_about(step.about.value_or(0));
  out.set_by_professional(step.by_professional);
  out.set_asks_follow_up(step.asks_follow_up);
  if (step.outcome) {
    out.set_outcome(static_cast<v1::DecisionOutcome>(*step.outcome));
  }
  out.set_capacity(step.capacity);
  out.set_seen_by(record.texts.seen_by.Reveal());
  out.set_approver(record.texts.approver.Reveal());
  out.set_note(record.texts.note.Reveal());
  *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(step.recorded_at));
  out.set_recorded_by(step.recorded_by);
  out.set_correction(step.correction);
}

absl::Status InvalidToken() {
  return core::InvalidField("page_token", "INVALID_TOKEN",
                            "page_token must be the next_page_token of the page before");
}

// The parts of a token, which are joined by dots: a day, a family, and perhaps a person.
absl::Status ParseToken(const std::string& token, size_t count, std::optional<absl::CivilDay>& day,
                        domain::FamilyId& family, domain::PersonRef* person) {
  if (token.empty()) {
    return absl::OkStatus();
  }
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  if (parts.size() != count) {
    return InvalidToken();
  }
  const auto parsed_day = core::ParseDay("page_token", parts[0]);
  const auto parsed_family = domain::FamilyId::Parse("page_token", parts[1]);
  if (!parsed_day.ok() || !parsed_family.ok()) {
    return InvalidToken();
  }
  day = *parsed_day;
  family = *parsed_family;
  int kind = 0;
  if (person != nullptr) {
    if (!absl::SimpleAtoi(parts[2], &kind) || !absl::SimpleAtoi(parts[3], &person->number) ||
        (kind != 1 && kind != 2) || person->number < 0 ||
        person->number > std::numeric_limits<int16_t>::max()) {
      return InvalidToken();
    }
    person->kind = static_cast<domain::PersonKind>(kind);
  }
  return absl::OkStatus();
}

absl::StatusOr<int> PageSizeOf(int page_size) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page, core::ParsePage(page_size, ""));
  return page.size;
}

}  // namespace

platform::rpc::Service ScreeningApi::Describe() {
  platform::rpc::Service service(
      v1::RecordEvidenceRequest::descriptor()->file()->FindServiceByName("ScreeningService"));
  service.Bind(this, &ScreeningApi::RecordEvidence)
      .Bind(this, &ScreeningApi::CloseFollowUp)
      .Bind(this, &ScreeningApi::RecordVogRequested)
      .Bind(this, &ScreeningApi::RecordVogIssued)
      .Bind(this, &ScreeningApi::GrantExemption)
      .Bind(this, &ScreeningApi::EndExemption)
      .Bind(this, &ScreeningApi::ProposeDecision)
      .Bind(this, &ScreeningApi::ConfirmDecision)
      .Bind(this, &ScreeningApi::GetScreening)
      .Bind(this, &ScreeningApi::GetReadiness)
      .Bind(this, &ScreeningApi::ListVogDesk)
      .Bind(this, &ScreeningApi::ListLapses)
      .Bind(this, &ScreeningApi::RefreshReadiness);
  return service;
}

absl::StatusOr<v1::RecordEvidenceResponse> ScreeningApi::RecordEvidence(
    const Call& call, const v1::RecordEvidenceRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kEvidence));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.requirement, KindOf(request.kind()));
  if (input.step.requirement == domain::RequirementKind::kDecision) {
    return core::InvalidField("kind", "INVALID_KIND", "a decision is proposed and confirmed");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.person, PersonOf(request));
  input.step.by_professional = request.by_professional();
  input.step.asks_follow_up = request.asks_follow_up();
  if (input.step.by_professional && input.step.requirement != domain::RequirementKind::kTraining) {
    return core::InvalidField("by_professional", "NOT_OF_THIS_KIND", "said of training only");
  }
  if (input.step.asks_follow_up && input.step.requirement != domain::RequirementKind::kHomeVisit) {
    return core::InvalidField("asks_follow_up", "NOT_OF_THIS_KIND", "said of a home visit only");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.seen_by,
                             TextOf("seen_by", request.seen_by(), 0, kLongestName));
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.note, TextOf("note", request.note(), 0, kLongestNote));
  return AnswerOf<v1::RecordEvidenceResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::CloseFollowUpResponse> ScreeningApi::CloseFollowUp(
    const Call& call, const v1::CloseFollowUpRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kFollowUpClosed));
  input.step.about = request.visit();
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.note, TextOf("note", request.note(), 0, kLongestNote));
  return AnswerOf<v1::CloseFollowUpResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::RecordVogRequestedResponse> ScreeningApi::RecordVogRequested(
    const Call& call, const v1::RecordVogRequestedRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kVogRequested));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.person, PersonOf(request));
  return AnswerOf<v1::RecordVogRequestedResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::RecordVogIssuedResponse> ScreeningApi::RecordVogIssued(
    const Call& call, const v1::RecordVogIssuedRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kVogIssued));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.person, PersonOf(request));
  return AnswerOf<v1::RecordVogIssuedResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::GrantExemptionResponse> ScreeningApi::GrantExemption(
    const Call& call, const v1::GrantExemptionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kExemptionGranted));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.requirement, KindOf(request.kind()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.person, PersonOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.last_day, core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.note, TextOf("reason", request.reason(), 1, kLongestNote));
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.approver,
                             TextOf("approver", request.approver(), 1, kLongestName));
  return AnswerOf<v1::GrantExemptionResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::EndExemptionResponse> ScreeningApi::EndExemption(
    const Call& call, const v1::EndExemptionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kExemptionEnded));
  input.step.about = request.exemption();
  return AnswerOf<v1::EndExemptionResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::ProposeDecisionResponse> ScreeningApi::ProposeDecision(
    const Call& call, const v1::ProposeDecisionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kDecisionProposed));
  if (request.outcome() != v1::DECISION_OUTCOME_ACCEPT &&
      request.outcome() != v1::DECISION_OUTCOME_REJECT) {
    return core::InvalidField("outcome", "INVALID_OUTCOME",
                              "outcome must be DECISION_OUTCOME_ACCEPT or DECISION_OUTCOME_REJECT");
  }
  const bool accepts = request.outcome() == v1::DECISION_OUTCOME_ACCEPT;
  input.step.outcome = static_cast<domain::DecisionOutcome>(request.outcome());
  BUURTBRUG_ASSIGN_OR_RETURN(input.step.capacity,
                             core::ParseRange("capacity", request.capacity(), accepts ? 1 : 0,
                                              accepts ? domain::kMostCapacity : 0));
  BUURTBRUG_ASSIGN_OR_RETURN(input.texts.note,
                             TextOf("reason", request.reason(), accepts ? 0 : 1, kLongestNote));
  return AnswerOf<v1::ProposeDecisionResponse>(screenings_.Record(call, input));
}

absl::StatusOr<v1::ConfirmDecisionResponse> ScreeningApi::ConfirmDecision(
    const Call& call, const v1::ConfirmDecisionRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ScreeningInput input,
                             InputOf(request, domain::ScreeningStepKind::kDecisionConfirmed));
  if (request.proposal() < 1) {
    return core::InvalidField("proposal", "PROPOSAL_REQUIRED",
                              "say which proposal you have read and confirm");
  }
  return AnswerOf<v1::ConfirmDecisionResponse>(screenings_.Confirm(
      call, input.family, input.step.occurred_on, request.proposal(), input.expected_version));
}

absl::StatusOr<v1::GetScreeningResponse> ScreeningApi::GetScreening(
    const Call& call, const v1::GetScreeningRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Screening screening, screenings_.Get(call, family));
  v1::GetScreeningResponse response;
  response.set_family_id(family.ToString());
  for (const store::ScreeningRecord& record : screening.records) {
    Write(record, *response.add_steps());
  }
  response.set_etag(absl::StrCat(screening.version));
  return response;
}

absl::StatusOr<v1::GetReadinessResponse> ScreeningApi::GetReadiness(
    const Call& call, const v1::GetReadinessRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  absl::CivilDay first_day = call.today;
  absl::CivilDay last_day = call.today;
  if (!request.first_day().empty() || !request.last_day().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(first_day, core::ParseDay("first_day", request.first_day()));
    BUURTBRUG_ASSIGN_OR_RETURN(last_day, core::ParseDay("last_day", request.last_day()));
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("last_day", last_day - first_day + 1, 1, kMostDays).status());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ReadinessView view,
                             screenings_.Readiness(call, family, first_day, last_day));
  v1::GetReadinessResponse response;
  for (const domain::Interval& interval : view.intervals) {
    v1::ReadinessInterval& out = *response.add_intervals();
    out.set_first_day(core::FormatDay(interval.first_day));
    out.set_last_day(Text(interval.last_day));
    for (const domain::Missing& missing : interval.missing) {
      v1::Missing& one = *out.add_missing();
      one.set_code(std::string(domain::CodeOf(missing.lack)));
      WritePerson(missing.person, one);
      one.set_since(core::FormatDay(missing.since));
    }
  }
  for (const domain::Reminder& reminder : view.reminders) {
    v1::Reminder& out = *response.add_reminders();
    out.set_requirement(static_cast<v1::ScreeningKind>(reminder.kind));
    WritePerson(reminder.person, out);
    out.set_lapses_on(core::FormatDay(reminder.lapses_on));
    out.set_renew_from(core::FormatDay(reminder.renew_from));
  }
  response.set_etag(absl::StrCat(view.version));
  return response;
}

absl::StatusOr<v1::ListVogDeskResponse> ScreeningApi::ListVogDesk(
    const Call& call, const v1::ListVogDeskRequest& request) {
  if (request.status() <= v1::VOG_STATUS_UNSPECIFIED ||
      request.status() > v1::VOG_STATUS_EXPIRING) {
    return core::InvalidField("status", "INVALID_STATUS", "say which entries of the desk");
  }
  store::DeskPage page;
  BUURTBRUG_ASSIGN_OR_RETURN(page.size, PageSizeOf(request.page_size()));
  BUURTBRUG_RETURN_IF_ERROR(
      ParseToken(request.page_token(), 4, page.action_from, page.family, &page.person));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::vector<store::DeskRow> rows,
      screenings_.VogDesk(call, static_cast<domain::VogStatus>(request.status()), page));
  v1::ListVogDeskResponse response;
  for (const store::DeskRow& row : rows) {
    v1::VogDeskEntry& out = *response.add_entries();
    out.set_family_id(row.family.ToString());
    WritePerson(std::optional(row.entry.person), out);
    out.set_status(request.status());
    out.set_action_from(core::FormatDay(row.entry.action_from));
    out.set_requested_on(Text(row.entry.requested_on));
    out.set_issued_on(Text(row.entry.issued_on));
    out.set_seen_on(Text(row.entry.seen_on));
    out.set_expires_on(Text(row.entry.expires_on));
  }
  if (static_cast<int>(rows.size()) == page.size) {
    const store::DeskRow& last = rows.back();
    response.set_next_page_token(
        absl::StrCat(core::FormatDay(last.entry.action_from), ".", last.family.ToString(), ".",
                     static_cast<int>(last.entry.person.kind), ".", last.entry.person.number));
  }
  return response;
}

absl::StatusOr<v1::ListLapsesResponse> ScreeningApi::ListLapses(
    const Call& call, const v1::ListLapsesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int within_days,
      core::ParseRange("within_days", request.within_days(), 0, kMostWithinDays));
  store::LapsePage page;
  BUURTBRUG_ASSIGN_OR_RETURN(page.size, PageSizeOf(request.page_size()));
  BUURTBRUG_RETURN_IF_ERROR(
      ParseToken(request.page_token(), 2, page.ready_until, page.family, nullptr));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::LapseRow> rows,
                             screenings_.Lapses(call, within_days, page));
  v1::ListLapsesResponse response;
  for (const store::LapseRow& row : rows) {
    v1::Lapse& out = *response.add_lapses();
    out.set_family_id(row.family.ToString());
    out.set_ready_from(core::FormatDay(row.ready_from));
    out.set_ready_until(core::FormatDay(row.ready_until));
    out.set_remind_from(Text(row.remind_from));
    out.set_lapsed(row.ready_until < call.today);
  }
  if (static_cast<int>(rows.size()) == page.size) {
    response.set_next_page_token(
        absl::StrCat(core::FormatDay(rows.back().ready_until), ".", rows.back().family.ToString()));
  }
  return response;
}

absl::StatusOr<v1::RefreshReadinessResponse> ScreeningApi::RefreshReadiness(
    const Call& call, const v1::RefreshReadinessRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, screenings_.Refresh(call));
  v1::RefreshReadinessResponse response;
  response.set_refreshed(static_cast<int32_t>(receipt.version));
  return response;
}

}  // namespace buurtbrug::registration::api
