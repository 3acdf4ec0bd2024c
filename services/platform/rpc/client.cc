#include "platform/rpc/client.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/proto_buffer_writer.h>

#include <chrono>
#include <future>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.pb.h"
#include "platform/core/status.h"
#include "platform/rpc/status_codec.h"

namespace buurtbrug::platform::rpc {

class Client::Channel {
 public:
  Channel(const std::string& address, const std::string& service, const TlsIdentity& tls) {
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride(absl::StrCat(service, ".buurtbrug.internal"));
    // Each client has a connection of its own, and finds a restarted service soon.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
    // This one is also how long a handshake may take: on a busy machine that is more than a moment.
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
    channel_ = grpc::CreateCustomChannel(
        address, grpc::SslCredentials({tls.authority, tls.key, tls.certificate}), arguments);
    stub_ = std::make_unique<grpc::GenericStub>(channel_);
  }

  grpc::Status Call(const std::string& method, const google::protobuf::Message& request,
                    google::protobuf::Message& response, const CallOptions& options) {
    grpc::ByteBuffer request_bytes;
    bool own_buffer = false;
    grpc::Status written =
        grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(
            request, &request_bytes, &own_buffer);
    if (!written.ok()) {
      return written;
    }
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(core::SystemClock().Now() + options.timeout));
    context.set_wait_for_ready(options.wait_for_ready);
    if (!options.correlation_id.empty()) {
      context.AddMetadata("x-request-id", options.correlation_id);
    }
    if (!options.trace_id.empty()) {
      context.AddMetadata("traceparent",
                          absl::StrCat("00-", options.trace_id, "-0000000000000001-01"));
    }
    if (!options.token.empty()) {
      context.AddMetadata("authorization", absl::StrCat("Bearer ", options.token));
    }
    if (!options.on_behalf_of.empty()) {
      context.AddMetadata("x-on-behalf-of", options.on_behalf_of);
    }
    grpc::ByteBuffer response_bytes;
    std::promise<grpc::Status> done;
    stub_->UnaryCall(&context, method, grpc::StubOptions(), &request_bytes, &response_bytes,
                     [&done](grpc::Status status) { done.set_value(std::move(status)); });
    grpc::Status status = done.get_future().get();
    if (!status.ok()) {
      return status;
    }
    grpc::ProtoBufferReader reader(&response_bytes);
    if (!reader.status().ok() || !response.ParseFromZeroCopyStream(&reader)) {
      return {grpc::StatusCode::INTERNAL, "the answer is no message of this method"};
    }
    return status;
  }

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<grpc::GenericStub> stub_;
};

Client::Client(const std::string& address, const std::string& service, const TlsIdentity& tls)
    : channel_(std::make_unique<Channel>(address, service, tls)) {}
Client::~Client() = default;

absl::Status Client::CallRaw(const std::string& method, const google::protobuf::Message& request,
                             google::protobuf::Message& response,
                             const CallOptions& options) const {
  absl::Status status = FromWire(channel_->Call(method, request, response, options));
  // gRPC's own words name addresses and errors of the operating system; they do not leave.
  if (status.code() == absl::StatusCode::kUnavailable && core::ReasonOf(status).empty()) {
    return core::Error(absl::StatusCode::kUnavailable, "SERVICE_UNREACHABLE",
                       absl::StrCat("no connection for ", method, "; try again"));
  }
  return status;
}

absl::Status Client::CheckHealth(const CallOptions& options) const {
  grpc::health::v1::HealthCheckResponse response;
  BUURTBRUG_RETURN_IF_ERROR(CallRaw("/grpc.health.v1.Health/Check",
                                    grpc::health::v1::HealthCheckRequest(), response, options));
  if (response.status() != grpc::health::v1::HealthCheckResponse::SERVING) {
    return core::Error(absl::StatusCode::kUnavailable, "NOT_SERVING",
                       "the service runs and does not serve; it is starting or ending");
  }
  return absl::OkStatus();
}

std::string Client::MethodOf(const google::protobuf::Descriptor* request) {
  const google::protobuf::FileDescriptor* file = request->file();
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      if (file->service(s)->method(m)->input_type() == request) {
        return absl::StrCat("/", file->service(s)->full_name(), "/",
                            file->service(s)->method(m)->name());
      }
    }
  }
  return absl::StrCat("/no method takes ", request->full_name());
}

}  // namespace buurtbrug::platform::rpc
