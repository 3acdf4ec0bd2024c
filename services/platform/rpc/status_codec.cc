#include "platform/rpc/status_codec.h"

#include <string>

#include "google/rpc/status.pb.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::rpc {

grpc::Status ToWire(const absl::Status& status) {
  if (status.ok()) {
    return grpc::Status::OK;
  }
  const std::string message(status.message());
  const std::string reason = core::ReasonOf(status);
  if (reason.empty()) {
    return {static_cast<grpc::StatusCode>(status.code()), message};
  }
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("buurtbrug");
  for (const auto& [key, value] : core::MetadataOf(status)) {
    (*info.mutable_metadata())[key] = value;
  }
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(message);
  details.add_details()->PackFrom(info);
  return {static_cast<grpc::StatusCode>(status.code()), message, details.SerializeAsString()};
}

absl::Status FromWire(const grpc::Status& status) {
  if (status.ok()) {
    return absl::OkStatus();
  }
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  if (details.ParseFromString(status.error_details()) && details.details_size() > 0 &&
      details.details(0).UnpackTo(&info)) {
    core::Metadata metadata(info.metadata().begin(), info.metadata().end());
    return core::Error(code, info.reason(), status.error_message(), metadata);
  }
  return absl::Status(code, status.error_message());
}

}  // namespace buurtbrug::platform::rpc
