#include "platform/rpc/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/proto_buffer_reader.h>
#include <grpcpp/support/proto_buffer_writer.h>

#include <chrono>
#include <functional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/rpc/status_codec.h"
#include "platform/rpc/worker_pool.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::rpc {
namespace {

constexpr absl::string_view kBearer = "Bearer ";

std::string MetadataValue(const grpc::CallbackServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  return found == context.client_metadata().end()
             ? std::string()
             : std::string(found->second.data(), found->second.size());
}

// The trace id of a W3C traceparent ("00-<32 hex>-<16 hex>-<2 hex>"), or nothing.
std::string TraceIdOf(const std::string& traceparent) {
  if (traceparent.size() != 55 || traceparent[2] != '-' || traceparent[35] != '-') {
    return {};
  }
  const std::string id = traceparent.substr(3, 32);
  const bool hex = id.find_first_not_of("0123456789abcdef") == std::string::npos;
  return hex ? id : std::string();
}

// Ids from outside go into log lines: only short plain ones are taken over.
bool PlainId(const std::string& id) {
  return !id.empty() && id.size() <= 64 &&
         id.find_first_not_of(
             "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.") ==
             std::string::npos;
}

access::Credentials CredentialsOf(const grpc::CallbackServerContext& context) {
  access::Credentials credentials;
  const auto auth = context.auth_context();
  if (auth != nullptr && auth->IsPeerAuthenticated()) {
    const auto ids = auth->FindPropertyValues("peer_spiffe_id");
    if (ids.size() == 1) {
      credentials.certificate = std::string(ids[0].data(), ids[0].size());
    }
  }
  std::string bearer = MetadataValue(context, "authorization");
  if (bearer.size() > kBearer.size() &&
      absl::EqualsIgnoreCase(absl::string_view(bearer).substr(0, kBearer.size()), kBearer)) {
    credentials.token = bearer.substr(kBearer.size());
  }
  credentials.on_behalf_of = MetadataValue(context, "x-on-behalf-of");
  return credentials;
}

// Services read each other's feeds several times a second: what goes well there is no news.
telemetry::Level LevelOf(const access::Call& call, const absl::Status& status) {
  if (status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown) {
    return telemetry::Level::kError;
  }
  return status.ok() && call.caller.role == access::Role::kService ? telemetry::Level::kDebug
                                                                   : telemetry::Level::kInfo;
}

class GrpcServer final : public Server {
 public:
  GrpcServer(const ServerOptions& options, const access::Door& door, const core::Clock& clock,
             core::Random& random, telemetry::Metrics& metrics)
      : options_(options),
        door_(door),
        clock_(clock),
        random_(random),
        metrics_(metrics),
        workers_(std::make_unique<WorkerPool>(options.threads, options.queue)) {}

  ~GrpcServer() override { Drain(absl::ZeroDuration()); }

  absl::Status Listen(const std::vector<const Service*>& services);
  int port() const override { return port_; }

  void Drain(absl::Duration patience) override {
    if (server_ == nullptr) {
      return;
    }
    server_->GetHealthCheckService()->SetServingStatus(false);
    server_->Shutdown(absl::ToChronoTime(clock_.Now() + patience));
    // Work that is still queued finishes its call before the server goes away.
    workers_.reset();
    server_.reset();
  }

 private:
  class Adapter;

  grpc::ServerUnaryReactor* Take(const Method& method, grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request, grpc::ByteBuffer* response);
  // The call with its name and ids, for logs.
  access::Call Named(const Method& method, const grpc::CallbackServerContext& context,
                     absl::Time arrived);
  absl::Status Serve(const Method& method, const grpc::CallbackServerContext& context,
                     const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
                     access::Call& call);
  // Reads the request, and decides whether the caller may make it.
  absl::StatusOr<std::unique_ptr<Message>> Admit(const Method& method,
                                                 const grpc::CallbackServerContext& context,
                                                 const grpc::ByteBuffer& request,
                                                 access::Call& call);
  void Account(const access::Call& call, absl::Time started, const absl::Status& status);

  const ServerOptions options_;
  const access::Door& door_;
  const core::Clock& clock_;
  core::Random& random_;
  telemetry::Metrics& metrics_;
  std::unique_ptr<WorkerPool> workers_;
  std::vector<std::unique_ptr<Adapter>> adapters_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

// A gRPC service as the generated code would make it, but from descriptors, with raw bytes in and
// out.
class GrpcServer::Adapter final : public grpc::Service {
 public:
  Adapter(GrpcServer& server, std::vector<Method> methods) : methods_(std::move(methods)) {
    names_.reserve(methods_.size());
    for (size_t i = 0; i < methods_.size(); ++i) {
      const auto* descriptor = methods_[i].descriptor;
      names_.push_back(
          absl::StrCat("/", descriptor->service()->full_name(), "/", descriptor->name()));
      AddMethod(new grpc::internal::RpcServiceMethod(
          names_.back().c_str(), grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
      MarkMethodCallback(
          static_cast<int>(i),
          new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
              [&server, method = &methods_[i]](grpc::CallbackServerContext* context,
                                               const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) {
                return server.Take(*method, context, request, response);
              }));
    }
  }

 private:
  const std::vector<Method> methods_;
  std::vector<std::string> names_;
};

absl::Status GrpcServer::Listen(const std::vector<const Service*>& services) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = options_.tls.authority;
  tls.pem_key_cert_pairs.push_back({options_.tls.key, options_.tls.certificate});

  grpc::ServerBuilder builder;
  builder.AddListeningPort(options_.listen, grpc::SslServerCredentials(tls), &port_);
  builder.SetMaxReceiveMessageSize(options_.max_request_bytes);
  // Two processes on one port would share its calls without anybody noticing.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  for (const Service* service : services) {
    BUURTBRUG_ASSIGN_OR_RETURN(std::vector<Method> methods, service->Methods());
    adapters_.push_back(std::make_unique<Adapter>(*this, std::move(methods)));
    builder.RegisterService(adapters_.back().get());
  }
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) {
    server_.reset();
    return core::Error(absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
                       absl::StrCat("cannot listen on ", options_.listen,
                                    "; is another process there, or a certificate unreadable?"));
  }
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* GrpcServer::Take(const Method& method,
                                           grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const absl::Time arrived = clock_.Now();
  const access::Call named = Named(method, *context, arrived);
  const auto finish = [this, context, reactor, arrived](const access::Call& call,
                                                        const absl::Status& status) {
    context->AddTrailingMetadata("x-request-id", call.correlation_id);
    Account(call, arrived, status);
    reactor->Finish(ToWire(status));
  };
  auto work = [this, &method, context, request, response, call = named, finish]() mutable {
    const absl::Status status = Serve(method, *context, *request, response, call);
    finish(call, status);
  };
  if (workers_->Submit(std::move(work)) == WorkerPool::Offer::kFull) {
    finish(named, core::Error(absl::StatusCode::kResourceExhausted, "QUEUE_FULL",
                              "the service has more calls than it can take; try again later"));
  }
  return reactor;
}

access::Call GrpcServer::Named(const Method& method, const grpc::CallbackServerContext& context,
                               absl::Time arrived) {
  access::Call call;
  call.method =
      absl::StrCat(method.descriptor->service()->full_name(), "/", method.descriptor->name());
  call.correlation_id = MetadataValue(context, "x-request-id");
  if (!PlainId(call.correlation_id)) {
    call.correlation_id = core::NewUuid(arrived, random_).ToString();
  }
  call.origin = context.peer();
  call.trace_id = TraceIdOf(MetadataValue(context, "traceparent"));
  if (call.trace_id.empty()) {
    const core::Uuid id = core::NewUuid(arrived, random_);
    call.trace_id = absl::BytesToHexString(
        absl::string_view(reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()));
  }
  return call;
}

absl::Status GrpcServer::Serve(const Method& method, const grpc::CallbackServerContext& context,
                               const grpc::ByteBuffer& request, grpc::ByteBuffer* response,
                               access::Call& call) {
  call.now = clock_.Now();
  call.today = core::AmsterdamDay(call.now);
  call.effect = method.access.effect;
  call.categories = method.access.categories;
  call.purpose = method.access.purpose;
  const bool unlimited = context.deadline() == std::chrono::system_clock::time_point::max();
  call.deadline =
      unlimited ? call.now + options_.default_deadline : absl::FromChrono(context.deadline());
  if (call.deadline <= call.now || context.IsCancelled()) {
    return core::Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED",
                       "the deadline passed before the work began");
  }
  const absl::StatusOr<std::unique_ptr<Message>> message = Admit(method, context, request, call);
  if (!message.ok()) {
    door_.RecordRefusal(call, message.status());
    return message.status();
  }
  const absl::StatusOr<std::unique_ptr<Message>> answer = method.handler(call, **message);
  if (!answer.ok()) {
    door_.RecordRefusal(call, answer.status());
    return answer.status();
  }
  BUURTBRUG_RETURN_IF_ERROR(door_.CheckAnswer(method.access, call));
  bool own_buffer = false;
  const grpc::Status written =
      grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(**answer, response, &own_buffer);
  return FromWire(written);
}

absl::StatusOr<std::unique_ptr<Message>> GrpcServer::Admit(
    const Method& method, const grpc::CallbackServerContext& context,
    const grpc::ByteBuffer& request, access::Call& call) {
  BUURTBRUG_RETURN_IF_ERROR(door_.Identify(CredentialsOf(context), call));
  // Read first, so that a refusal can be told to the contract that was asked for.
  std::unique_ptr<Message> message(method.request_prototype->New());
  grpc::ByteBuffer bytes(request);
  grpc::ProtoBufferReader reader(&bytes);
  const absl::Status read =
      reader.status().ok() && message->ParseFromZeroCopyStream(&reader)
          ? access::ReadRequest(method.access, *message, call)
          : core::Error(absl::StatusCode::kInvalidArgument, "MALFORMED_REQUEST",
                        "the request is no message of this method");
  BUURTBRUG_RETURN_IF_ERROR(door_.CheckRole(method.access, call));
  BUURTBRUG_RETURN_IF_ERROR(read);
  if (options_.receipt_key && !call.request_digest.empty()) {
    call.request_digest = crypto::Digest(*options_.receipt_key, call.request_digest);
  }
  BUURTBRUG_RETURN_IF_ERROR(door_.CheckScope(method.access, call));
  return message;
}

void GrpcServer::Account(const access::Call& call, absl::Time started, const absl::Status& status) {
  const absl::Duration took = clock_.Now() - started;
  const std::string code = absl::StatusCodeToString(status.code());
  metrics_.CallFinished(call.method, code, took);
  telemetry::Log(LevelOf(call, status), "call",
                 {{"method", call.method},
                  {"code", code},
                  {"reason", core::ReasonOf(status)},
                  {"ms", absl::StrCat(absl::ToDoubleMilliseconds(took))},
                  {"request_id", call.correlation_id},
                  {"trace_id", call.trace_id},
                  {"caller", call.caller.subject},
                  {"for", call.caller.on_behalf_of},
                  {"break_glass", call.caller.break_glass},
                  {"municipality", call.scope.municipality}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      const std::vector<const Service*>& services,
                                                      const access::Door& door,
                                                      const core::Clock& clock,
                                                      core::Random& random,
                                                      telemetry::Metrics& metrics) {
  auto server = std::make_unique<GrpcServer>(options, door, clock, random, metrics);
  BUURTBRUG_RETURN_IF_ERROR(server->Listen(services));
  return server;
}

}  // namespace buurtbrug::platform::rpc
