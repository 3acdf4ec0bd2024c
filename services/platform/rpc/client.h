#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/rpc/server.h"

namespace buurtbrug::platform::rpc {

// How one call is made.
struct CallOptions {
  absl::Duration timeout = absl::Seconds(10);
  // Passed on so that one request can be followed through the services; empty: none.
  std::string correlation_id;
  std::string trace_id;
  // Of a person or partner: an access token. Of a service: for whom it calls. Empty: none.
  std::string token;
  std::string on_behalf_of;
  // Waits for a connection until the timeout instead of failing at once.
  bool wait_for_ready = false;
};

// A channel to one service over mutual TLS. Thread-safe; reconnects by itself.
class Client {
 public:
  // `service` is the name in the peer's certificate: "registration" for
  // registration.buurtbrug.internal.
  Client(const std::string& address, const std::string& service, const TlsIdentity& tls);
  ~Client();

  // Calls the method that takes `Request`. The status is the service's, with reason and metadata;
  // UNAVAILABLE SERVICE_UNREACHABLE when there is no connection.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(const Request& request, const CallOptions& options = {}) const {
    Response response;
    absl::Status status = CallRaw(MethodOf(Request::descriptor()), request, response, options);
    if (!status.ok()) {
      return status;
    }
    return response;
  }

  // "/package.Service/Method"; `response` is of the method's type.
  absl::Status CallRaw(const std::string& method, const google::protobuf::Message& request,
                       google::protobuf::Message& response, const CallOptions& options) const;

  // SERVING by the standard health service, for all of the server.
  absl::Status CheckHealth(const CallOptions& options) const;

  // "/package.Service/Method" that takes this message.
  static std::string MethodOf(const google::protobuf::Descriptor* request);

 private:
  class Channel;
  std::unique_ptr<Channel> channel_;
};

}  // namespace buurtbrug::platform::rpc
