#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "platform/access/call.h"
#include "platform/postgres/database.h"
#include "platform/rpc/service.h"

namespace buurtbrug::platform::service {

// The service's own access log, as people read and verify it: AccessLogService. Thread-safe.
class AccessLogApi {
 public:
  explicit AccessLogApi(postgres::Database& database) : database_(database) {}

  absl::StatusOr<common::v1::ListAccessResponse> ListAccess(
      const access::Call& call, const common::v1::ListAccessRequest& request);
  absl::StatusOr<common::v1::VerifyAccessLogResponse> VerifyAccessLog(
      const access::Call& call, const common::v1::VerifyAccessLogRequest& request);
  absl::StatusOr<common::v1::ListNetworkAccessResponse> ListNetworkAccess(
      const access::Call& call, const common::v1::ListNetworkAccessRequest& request);
  absl::StatusOr<common::v1::VerifyNetworkAccessLogResponse> VerifyNetworkAccessLog(
      const access::Call& call, const common::v1::VerifyNetworkAccessLogRequest& request);

  // The gRPC service; this object outlives the server.
  rpc::Service Describe();

 private:
  postgres::Database& database_;
};

}  // namespace buurtbrug::platform::service
