#include "platform/service/access_log_api.h"

#include <optional>
#include <string>

#include "platform/access/log.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::service {
namespace {

template <typename Response, typename Request>
absl::StatusOr<Response> List(postgres::Database& database, const core::TenantScope& chain,
                              const Request& request, std::optional<core::FamilyId> family,
                              access::Concerns concerns) {
  BUURTBRUG_ASSIGN_OR_RETURN(access::LogPage page,
                             access::ParseLogPage(request.page_size(), request.page_token()));
  page.concerns = concerns;
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<common::v1::AccessEntry> entries,
                             access::ListEntries(database, chain, page, family));
  Response response;
  for (const common::v1::AccessEntry& entry : entries) {
    *response.add_entries() = entry;
  }
  if (static_cast<int>(entries.size()) == page.size) {
    response.set_next_page_token(std::to_string(entries.back().sequence()));
  }
  return response;
}

}  // namespace

absl::StatusOr<common::v1::ListAccessResponse> AccessLogApi::ListAccess(
    const access::Call& call, const common::v1::ListAccessRequest& request) {
  std::optional<core::FamilyId> family;
  if (!request.family_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(family, core::FamilyId::Parse("family_id", request.family_id()));
  }
  return List<common::v1::ListAccessResponse>(database_, call.scope, request, family,
                                              call.caller.role == access::Role::kSafetyOfficer
                                                  ? access::Concerns::kShown
                                                  : access::Concerns::kLeftOut);
}

absl::StatusOr<common::v1::VerifyAccessLogResponse> AccessLogApi::VerifyAccessLog(
    const access::Call& call, const common::v1::VerifyAccessLogRequest& request) {
  common::v1::VerifyAccessLogResponse response;
  BUURTBRUG_ASSIGN_OR_RETURN(*response.mutable_chain(),
                             access::VerifyChain(database_, call.scope, request.entries()));
  return response;
}

absl::StatusOr<common::v1::ListNetworkAccessResponse> AccessLogApi::ListNetworkAccess(
    const access::Call& /*call*/, const common::v1::ListNetworkAccessRequest& request) {
  return List<common::v1::ListNetworkAccessResponse>(database_, access::NetworkChain(), request,
                                                     std::nullopt, access::Concerns::kLeftOut);
}

absl::StatusOr<common::v1::VerifyNetworkAccessLogResponse> AccessLogApi::VerifyNetworkAccessLog(
    const access::Call& /*call*/, const common::v1::VerifyNetworkAccessLogRequest& request) {
  common::v1::VerifyNetworkAccessLogResponse response;
  BUURTBRUG_ASSIGN_OR_RETURN(
      *response.mutable_chain(),
      access::VerifyChain(database_, access::NetworkChain(), request.entries()));
  return response;
}

rpc::Service AccessLogApi::Describe() {
  rpc::Service service(
      common::v1::ListAccessRequest::descriptor()->file()->FindServiceByName("AccessLogService"));
  service.Bind(this, &AccessLogApi::ListAccess)
      .Bind(this, &AccessLogApi::VerifyAccessLog)
      .Bind(this, &AccessLogApi::ListNetworkAccess)
      .Bind(this, &AccessLogApi::VerifyNetworkAccessLog);
  return service;
}

}  // namespace buurtbrug::platform::service
