#include "tenancy/api/pool_api.h"

#include <optional>
#include <vector>

#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/api/requests.h"
#include "tenancy/store/messages.h"

namespace buurtbrug::tenancy::api {
namespace {

namespace core = platform::core;

}  // namespace

platform::rpc::Service PoolApi::Describe() {
  platform::rpc::Service service(
      v1::ConsentToPoolRequest::descriptor()->file()->FindServiceByName("PoolService"));
  service.Bind(this, &PoolApi::ConsentToPool)
      .Bind(this, &PoolApi::EndPoolConsent)
      .Bind(this, &PoolApi::ListPoolConsents);
  return service;
}

absl::StatusOr<v1::ConsentToPoolResponse> PoolApi::ConsentToPool(
    const Call& call, const v1::ConsentToPoolRequest& request) {
  app::ConsentInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(
      input.agreement,
      domain::PoolAgreementId::Parse("pool_agreement_id", request.pool_agreement_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.first_day, core::ParseDay("first_day", request.first_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.last_day, LastDayOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, consents_.Consent(call, input));
  v1::ConsentToPoolResponse response;
  response.set_pool_consent_id(receipt.subject.ToString());
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::EndPoolConsentResponse> PoolApi::EndPoolConsent(
    const Call& call, const v1::EndPoolConsentRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const domain::PoolConsentId id,
      domain::PoolConsentId::Parse("pool_consent_id", request.pool_consent_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay last_day,
                             core::ParseDay("last_day", request.last_day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t expected, core::ParseEtag(request.etag()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             consents_.End(call, id, last_day, expected));
  v1::EndPoolConsentResponse response;
  response.set_pool_consent_id(receipt.subject.ToString());
  response.set_etag(store::EtagOf(receipt.version));
  return response;
}

absl::StatusOr<v1::ListPoolConsentsResponse> PoolApi::ListPoolConsents(
    const Call& call, const v1::ListPoolConsentsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page,
                             core::ParsePage(request.page_size(), request.page_token()));
  std::optional<domain::PoolAgreementId> agreement;
  if (request.has_pool_agreement_id()) {
    BUURTBRUG_ASSIGN_OR_RETURN(agreement, domain::PoolAgreementId::Parse(
                                              "pool_agreement_id", request.pool_agreement_id()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::PoolConsent> consents,
                             consents_.List(call, agreement, page));
  v1::ListPoolConsentsResponse response;
  for (const domain::PoolConsent& consent : consents) {
    *response.add_pool_consents() = store::PoolConsentMessage(consent);
  }
  if (static_cast<int>(consents.size()) == page.size) {
    response.set_next_page_token(consents.back().id.ToString());
  }
  return response;
}

}  // namespace buurtbrug::tenancy::api
