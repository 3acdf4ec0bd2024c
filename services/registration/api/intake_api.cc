#include "registration/api/intake_api.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "registration/api/about.h"
#include "registration/store/profile_message.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

template <typename Enum>
absl::StatusOr<Enum> ParseEnum(absl::string_view field, int value, Enum last) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int number,
                             core::ParseRange(field, value, 1, static_cast<int>(last)));
  return static_cast<Enum>(number);
}

// "3/2020-03-02/<family>".
std::string TokenOf(const store::ListedFamily& last) {
  return absl::StrCat(last.listing.urgency, "/", core::FormatDay(*last.listing.waiting_since), "/",
                      last.family.ToString());
}

absl::StatusOr<store::WaitingPlace> PlaceOf(const std::string& token) {
  store::WaitingPlace place;
  if (token.empty()) {
    return place;
  }
  const std::vector<std::string> parts = absl::StrSplit(token, '/');
  const bool shaped = parts.size() == 3 && absl::SimpleAtoi(parts[0], &place.urgency);
  const auto day = core::ParseDay("page_token", shaped ? parts[1] : "");
  const auto family = domain::FamilyId::Parse("page_token", shaped ? parts[2] : "");
  if (!shaped || !day.ok() || !family.ok() || place.urgency < domain::kLeastUrgency ||
      place.urgency > domain::kMostUrgency) {
    return core::InvalidField("page_token", "INVALID_TOKEN",
                              "give the token of the previous page, or none");
  }
  place.waiting_since = *day;
  place.family = *family;
  return place;
}

}  // namespace

platform::rpc::Service IntakeApi::Describe() {
  platform::rpc::Service service(
      v1::PlanIntakeRequest::descriptor()->file()->FindServiceByName("IntakeService"));
  service.Bind(this, &IntakeApi::PlanIntake)
      .Bind(this, &IntakeApi::RecordNeeds)
      .Bind(this, &IntakeApi::GetIntake)
      .Bind(this, &IntakeApi::SetUrgency)
      .Bind(this, &IntakeApi::ReferOn)
      .Bind(this, &IntakeApi::RecordReferralOutcome)
      .Bind(this, &IntakeApi::CloseFamily)
      .Bind(this, &IntakeApi::ListWaiting);
  return service;
}

absl::StatusOr<v1::PlanIntakeResponse> IntakeApi::PlanIntake(const Call& call,
                                                             const v1::PlanIntakeRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay intake_on,
                             core::ParseDay("intake_on", request.intake_on()));
  return AnswerOf<v1::PlanIntakeResponse>(intakes_.Plan(call, about, intake_on));
}

absl::StatusOr<v1::RecordNeedsResponse> IntakeApi::RecordNeeds(
    const Call& call, const v1::RecordNeedsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  v1::Intake message;
  *message.mutable_needs() = request.needs();
  *message.mutable_traits() = request.traits();
  *message.mutable_gives_back() = request.gives_back();
  message.set_gives_back_remarks(request.gives_back_remarks());
  message.set_money_talked_through(request.money_talked_through());
  message.set_remarks(request.remarks());
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Intake intake, store::Read(message));
  return AnswerOf<v1::RecordNeedsResponse>(intakes_.RecordNeeds(call, about, intake));
}

absl::StatusOr<v1::GetIntakeResponse> IntakeApi::GetIntake(const Call& call,
                                                           const v1::GetIntakeRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::IntakeView view, intakes_.Get(call, family));
  v1::GetIntakeResponse response;
  v1::Intake& out = *response.mutable_intake();
  store::Write(view.last.intake, out);
  out.set_family_id(family.ToString());
  out.set_occurred_on(core::FormatDay(view.last.occurred_on));
  out.set_etag(absl::StrCat(view.version));
  response.set_urgency(view.urgency);
  response.set_urgency_reason(view.urgency_reason.Reveal());
  if (view.intake_on) {
    response.set_intake_on(core::FormatDay(*view.intake_on));
  }
  for (const domain::ReferralOn& referral : view.referrals_on) {
    v1::ReferralOn& out_referral = *response.add_referrals_on();
    out_referral.set_number(referral.number);
    out_referral.set_destination(static_cast<v1::ReferralDestination>(referral.destination));
    out_referral.set_occurred_on(core::FormatDay(referral.reason.occurred_on));
    out_referral.set_reason(referral.reason.text.Reveal());
    if (referral.outcome && referral.outcome_on) {
      out_referral.set_outcome(static_cast<v1::ReferralOutcome>(*referral.outcome));
      out_referral.set_outcome_on(core::FormatDay(*referral.outcome_on));
    }
  }
  return response;
}

absl::StatusOr<v1::SetUrgencyResponse> IntakeApi::SetUrgency(const Call& call,
                                                             const v1::SetUrgencyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int urgency,
      core::ParseRange("urgency", request.urgency(), domain::kLeastUrgency, domain::kMostUrgency));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Personal reason,
                             RemarkOf("reason", request.reason(), kLongestReason));
  return AnswerOf<v1::SetUrgencyResponse>(intakes_.SetUrgency(call, about, urgency, reason));
}

absl::StatusOr<v1::ReferOnResponse> IntakeApi::ReferOn(const Call& call,
                                                       const v1::ReferOnRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::Destination destination,
      ParseEnum("destination", request.destination(), domain::Destination::kFund));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Personal reason,
                             RemarkOf("reason", request.reason(), kLongestReason));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             intakes_.ReferOn(call, about, destination, reason));
  v1::ReferOnResponse response;
  response.set_family_id(receipt.subject.ToString());
  response.set_number(receipt.version);
  return response;
}

absl::StatusOr<v1::RecordReferralOutcomeResponse> IntakeApi::RecordReferralOutcome(
    const Call& call, const v1::RecordReferralOutcomeRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::Outcome outcome,
      ParseEnum("outcome", request.outcome(), domain::Outcome::kStillRunning));
  return AnswerOf<v1::RecordReferralOutcomeResponse>(
      intakes_.RecordOutcome(call, about, request.number(), outcome));
}

absl::StatusOr<v1::CloseFamilyResponse> IntakeApi::CloseFamily(
    const Call& call, const v1::CloseFamilyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::CloseReason reason,
                             ParseEnum("reason", request.reason(), domain::CloseReason::kOther));
  return AnswerOf<v1::CloseFamilyResponse>(intakes_.Close(call, about, reason));
}

absl::StatusOr<v1::ListWaitingResponse> IntakeApi::ListWaiting(
    const Call& call, const v1::ListWaitingRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page, core::ParsePage(request.page_size(), ""));
  BUURTBRUG_ASSIGN_OR_RETURN(const store::WaitingPlace behind, PlaceOf(request.page_token()));
  std::vector<domain::SupportKind> kinds;
  for (const int raw : request.kinds()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::SupportKind kind,
                               ParseEnum("kinds", raw, domain::SupportKind::kLanguagePractice));
    kinds.push_back(kind);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::ListedFamily> families,
                             intakes_.ListWaiting(call, behind, kinds, page.size));
  v1::ListWaitingResponse response;
  for (const store::ListedFamily& listed : families) {
    v1::WaitingFamily& out = *response.add_families();
    out.set_family_id(listed.family.ToString());
    out.set_urgency(listed.listing.urgency);
    out.set_waiting_since(core::FormatDay(*listed.listing.waiting_since));
    out.set_days_waiting(static_cast<int32_t>(call.today - *listed.listing.waiting_since));
    for (const domain::SupportKind kind : listed.listing.kinds) {
      out.add_kinds(static_cast<v1::SupportKind>(kind));
    }
    for (const int32_t child : listed.listing.children) {
      out.add_children(child);
    }
    out.set_matches(listed.listing.matches);
    out.set_needs_met(listed.listing.met);
  }
  if (static_cast<int>(families.size()) == page.size) {
    response.set_next_page_token(TokenOf(families.back()));
  }
  return response;
}

}  // namespace buurtbrug::registration::api
