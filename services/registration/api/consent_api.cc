#include "registration/api/consent_api.h"

#include "platform/core/page.h"
#include "registration/api/incoming.h"

namespace buurtbrug::registration::api {

using platform::access::Call;
using platform::core::FormatDay;

namespace {

template <typename Request>
absl::StatusOr<app::ConsentInput> InputOf(const Request& request) {
  app::ConsentInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             platform::core::ParseDay("occurred_on", request.occurred_on()));
  if (request.how() == v1::CHANNEL_UNSPECIFIED || !v1::Channel_IsValid(request.how())) {
    return platform::core::InvalidField("how", "INVALID_CHANNEL", "there is no such channel");
  }
  input.how = static_cast<domain::Channel>(request.how());
  return input;
}

}  // namespace

platform::rpc::Service ConsentApi::Describe() {
  platform::rpc::Service service(
      v1::RecordConsentRequest::descriptor()->file()->FindServiceByName("ConsentService"));
  service.Bind(this, &ConsentApi::RecordConsent)
      .Bind(this, &ConsentApi::WithdrawConsent)
      .Bind(this, &ConsentApi::RecordInformationTold)
      .Bind(this, &ConsentApi::ListConsents)
      .Bind(this, &ConsentApi::ListInformationDuties);
  return service;
}

absl::StatusOr<v1::RecordConsentResponse> ConsentApi::RecordConsent(
    const Call& call, const v1::RecordConsentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ConsentInput input, InputOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(input.purpose, PurposeOf("purpose", request.purpose()));
  BUURTBRUG_RETURN_IF_ERROR(consents_.Give(call, input));
  return v1::RecordConsentResponse();
}

absl::StatusOr<v1::WithdrawConsentResponse> ConsentApi::WithdrawConsent(
    const Call& call, const v1::WithdrawConsentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(app::ConsentInput input, InputOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(input.purpose, PurposeOf("purpose", request.purpose()));
  BUURTBRUG_RETURN_IF_ERROR(consents_.Withdraw(call, input));
  return v1::WithdrawConsentResponse();
}

absl::StatusOr<v1::RecordInformationToldResponse> ConsentApi::RecordInformationTold(
    const Call& call, const v1::RecordInformationToldRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::ConsentInput input, InputOf(request));
  BUURTBRUG_RETURN_IF_ERROR(consents_.RecordTold(call, input));
  return v1::RecordInformationToldResponse();
}

absl::StatusOr<v1::ListConsentsResponse> ConsentApi::ListConsents(
    const Call& call, const v1::ListConsentsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const auto consents, consents_.List(call, family));
  v1::ListConsentsResponse response;
  for (const domain::Consent& consent : consents) {
    v1::Consent& out = *response.add_consents();
    out.set_purpose(static_cast<v1::ConsentPurpose>(consent.purpose));
    out.set_given_on(FormatDay(consent.given_on));
    out.set_how(static_cast<v1::Channel>(consent.how));
    if (consent.withdrawn_on) {
      out.set_withdrawn_on(FormatDay(*consent.withdrawn_on));
    }
  }
  return response;
}

absl::StatusOr<v1::ListInformationDutiesResponse> ConsentApi::ListInformationDuties(
    const Call& call, const v1::ListInformationDutiesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const platform::core::Page page,
                             platform::core::ParsePage(request.page_size(), request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const auto duties, consents_.ListDuties(call, page));
  v1::ListInformationDutiesResponse response;
  for (const store::OpenDuty& duty : duties) {
    v1::InformationDuty& out = *response.add_duties();
    out.set_family_id(duty.family.ToString());
    out.set_registered_on(FormatDay(duty.registered_on));
    out.set_referred(duty.referred);
  }
  if (static_cast<int>(duties.size()) == page.size) {
    response.set_next_page_token(duties.back().family.ToString());
  }
  return response;
}

}  // namespace buurtbrug::registration::api
