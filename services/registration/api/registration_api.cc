#include "registration/api/registration_api.h"

#include <google/protobuf/util/time_util.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/api/about.h"
#include "registration/api/incoming.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

// The fields that every step has.
template <typename Request>
absl::StatusOr<app::StepInput> StepOf(const Request& request, domain::StepKind kind) {
  app::StepInput input;
  input.kind = kind;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  return input;
}

// The family that comes in.
template <typename Request>
absl::StatusOr<domain::Registration> RegistrationOf(const Request& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyRole role, RoleOf(request.role()));
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Registration registration, PeopleOf(request));
  registration.role = role;
  return registration;
}

void Write(const domain::Referral& referral, v1::Referral& out) {
  out.set_referral_id(referral.id.ToString());
  out.set_reference(referral.reference);
  out.set_referred_on(core::FormatDay(referral.referred_on));
  const domain::ReferralEvent standing = domain::StandingOf(referral.events);
  out.set_status(static_cast<v1::ReferralStatus>(standing.status));
  out.set_status_since(core::FormatDay(standing.since));
  for (const domain::ReferralEvent& event : referral.events) {
    v1::ReferralEvent& out_event = *out.add_events();
    out_event.set_status(static_cast<v1::ReferralStatus>(event.status));
    out_event.set_since(core::FormatDay(event.since));
  }
}

}  // namespace

platform::rpc::Service RegistrationApi::Describe() {
  platform::rpc::Service service(
      v1::RegisterFamilyRequest::descriptor()->file()->FindServiceByName("RegistrationService"));
  service.Bind(this, &RegistrationApi::RegisterFamily)
      .Bind(this, &RegistrationApi::GetFamily)
      .Bind(this, &RegistrationApi::ListFamilies)
      .Bind(this, &RegistrationApi::RecordIntake)
      .Bind(this, &RegistrationApi::RecordVog)
      .Bind(this, &RegistrationApi::RecordTraining)
      .Bind(this, &RegistrationApi::RecordScreening)
      .Bind(this, &RegistrationApi::CheckReadiness)
      .Bind(this, &RegistrationApi::ReferFamily)
      .Bind(this, &RegistrationApi::GetReferral)
      .Bind(this, &RegistrationApi::ListReferrals)
      .Bind(this, &RegistrationApi::CarryOverFamilies);
  return service;
}

absl::StatusOr<v1::RegisterFamilyResponse> RegistrationApi::RegisterFamily(
    const Call& call, const v1::RegisterFamilyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Registration registration, RegistrationOf(request));
  return AnswerOf<v1::RegisterFamilyResponse>(families_.Register(call, occurred_on, registration));
}

absl::StatusOr<v1::GetFamilyResponse> RegistrationApi::GetFamily(
    const Call& call, const v1::GetFamilyRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId id,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Family family, families_.Get(call, id));
  v1::GetFamilyResponse response;
  v1::Family& out = *response.mutable_family();
  out.set_municipality(call.scope.municipality);
  out.set_contract_id(call.scope.contract.ToString());
  out.set_family_id(family.head.id.ToString());
  out.set_role(static_cast<v1::FamilyRole>(family.head.role));
  out.set_state(static_cast<v1::FamilyState>(family.head.state));
  out.set_registered_on(core::FormatDay(family.head.registered_on));
  out.set_postcode(family.postcode.Reveal());
  if (family.referred_by) {
    out.set_referred_by_partner_id(family.referred_by->ToString());
  }
  if (family.head.capacity > 0) {
    out.set_capacity(family.head.capacity);
  }
  int number = 0;
  for (const core::Personal& name : family.adult_names) {
    v1::Adult& adult = *out.add_adults();
    adult.set_number(++number);
    adult.set_name(name.Reveal());
  }
  number = 0;
  for (const absl::CivilDay birth_date : family.child_birth_dates) {
    v1::Child& child = *out.add_children();
    child.set_number(++number);
    child.set_birth_date(core::FormatDay(birth_date));
  }
  for (const domain::FamilyStep& step : family.steps) {
    v1::FamilyStep& out_step = *out.add_steps();
    out_step.set_kind(static_cast<v1::FamilyStepKind>(step.kind));
    out_step.set_occurred_on(core::FormatDay(step.occurred_on));
    *out_step.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
        absl::ToUnixMicros(step.recorded_at));
    out_step.set_recorded_by(step.recorded_by);
    if (step.adult) {
      out_step.set_adult(*step.adult);
    }
    out_step.set_correction(step.correction);
  }
  out.set_etag(absl::StrCat(family.head.version));
  return response;
}

absl::StatusOr<v1::ListFamiliesResponse> RegistrationApi::ListFamilies(
    const Call& call, const v1::ListFamiliesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  store::FamilyFilter filter;
  if (request.role() != v1::FAMILY_ROLE_UNSPECIFIED) {
    BUURTBRUG_ASSIGN_OR_RETURN(filter.role, RoleOf(request.role()));
  }
  if (request.state() != v1::FAMILY_STATE_UNSPECIFIED) {
    BUURTBRUG_ASSIGN_OR_RETURN(const int state,
                               core::ParseRange("state", request.state(), 1,
                                                static_cast<int>(domain::FamilyState::kRejected)));
    filter.state = static_cast<domain::FamilyState>(state);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::FamilyHead> heads,
                             families_.List(call, page, filter));
  v1::ListFamiliesResponse response;
  for (const domain::FamilyHead& head : heads) {
    v1::FamilySummary& summary = *response.add_families();
    summary.set_family_id(head.id.ToString());
    summary.set_role(static_cast<v1::FamilyRole>(head.role));
    summary.set_state(static_cast<v1::FamilyState>(head.state));
    summary.set_registered_on(core::FormatDay(head.registered_on));
    summary.set_etag(absl::StrCat(head.version));
  }
  if (static_cast<int>(heads.size()) == page.size) {
    response.set_next_page_token(heads.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::RecordIntakeResponse> RegistrationApi::RecordIntake(
    const Call& call, const v1::RecordIntakeRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::StepInput input,
                             StepOf(request, domain::StepKind::kIntakeDone));
  return AnswerOf<v1::RecordIntakeResponse>(families_.RecordStep(call, input));
}

absl::StatusOr<v1::RecordVogResponse> RegistrationApi::RecordVog(
    const Call& call, const v1::RecordVogRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::StepInput input, StepOf(request, domain::StepKind::kVogSeen));
  BUURTBRUG_ASSIGN_OR_RETURN(input.adult,
                             core::ParseRange("adult", request.adult(), 1, domain::kMostAdults));
  return AnswerOf<v1::RecordVogResponse>(families_.RecordStep(call, input));
}

absl::StatusOr<v1::RecordTrainingResponse> RegistrationApi::RecordTraining(
    const Call& call, const v1::RecordTrainingRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::StepInput input,
                             StepOf(request, domain::StepKind::kTrainingDone));
  return AnswerOf<v1::RecordTrainingResponse>(families_.RecordStep(call, input));
}

absl::StatusOr<v1::RecordScreeningResponse> RegistrationApi::RecordScreening(
    const Call& call, const v1::RecordScreeningRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::StepInput input,
                             StepOf(request, domain::StepKind::kScreeningDone));
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.capacity, core::ParseRange("capacity", request.capacity(), 1, domain::kMostCapacity));
  return AnswerOf<v1::RecordScreeningResponse>(families_.RecordStep(call, input));
}

absl::StatusOr<v1::CheckReadinessResponse> RegistrationApi::CheckReadiness(
    const Call& call, const v1::CheckReadinessRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId id,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day, core::ParseDay("day", request.day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Readiness readiness,
                             families_.CheckReadiness(call, id, day));
  v1::CheckReadinessResponse response;
  for (const std::string& reason : readiness.missing) {
    response.add_missing(reason);
  }
  response.set_capacity(readiness.capacity);
  return response;
}

absl::StatusOr<v1::ReferFamilyResponse> RegistrationApi::ReferFamily(
    const Call& call, const v1::ReferFamilyRequest& request) {
  app::ReferralInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.registration, RegistrationOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(input.reference, core::ParseText("reference", request.reference(), 0,
                                                              domain::kLongestReference));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckNoCitizenNumber("reference", input.reference));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             referrals_.Refer(call, occurred_on, input));
  v1::ReferFamilyResponse response;
  response.set_referral_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::GetReferralResponse> RegistrationApi::GetReferral(
    const Call& call, const v1::GetReferralRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::ReferralId id,
                             domain::ReferralId::Parse("referral_id", request.referral_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Referral referral, referrals_.Get(call, id));
  v1::GetReferralResponse response;
  Write(referral, *response.mutable_referral());
  return response;
}

absl::StatusOr<v1::ListReferralsResponse> RegistrationApi::ListReferrals(
    const Call& call, const v1::ListReferralsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::Referral> referrals,
                             referrals_.List(call, page));
  v1::ListReferralsResponse response;
  for (const domain::Referral& referral : referrals) {
    Write(referral, *response.add_referrals());
  }
  if (static_cast<int>(referrals.size()) == page.size) {
    response.set_next_page_token(referrals.back().id.ToString());
  }
  return response;
}

absl::StatusOr<v1::CarryOverFamiliesResponse> RegistrationApi::CarryOverFamilies(
    const Call& call, const v1::CarryOverFamiliesRequest& request) {
  app::CarryOverInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.from, core::ContractId::Parse("from_contract_id", request.from_contract_id()));
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("family_ids", request.family_ids_size(), 1, app::kMostCarriedOver).status());
  for (const std::string& raw : request.family_ids()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                               domain::FamilyId::Parse("family_ids", raw));
    input.families.push_back(family);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, families_.CarryOver(call, input));
  v1::CarryOverFamiliesResponse response;
  response.set_carried_over(static_cast<int32_t>(receipt.version));
  return response;
}

}  // namespace buurtbrug::registration::api
