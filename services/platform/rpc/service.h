#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/access/policy.h"

namespace buurtbrug::platform::rpc {

using Message = google::protobuf::Message;

// One method with what serves it.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  access::Policy access;
  const Message* request_prototype = nullptr;
  std::function<absl::StatusOr<std::unique_ptr<Message>>(const access::Call&, const Message&)>
      handler;
};

// A gRPC service made of ordinary functions. No two methods share a request type (buf's rule
// RPC_REQUEST_RESPONSE_UNIQUE), so the request type of a function names the method that it serves.
class Service {
 public:
  explicit Service(const google::protobuf::ServiceDescriptor* descriptor)
      : descriptor_(descriptor) {}

  // Serves the method that takes `Request` with `(object->*handler)(call, request)`. The handler
  // runs on a worker thread, several at once. `object` outlives the server.
  template <typename Object, typename Request, typename Response>
  Service& Bind(Object* object,
                absl::StatusOr<Response> (Object::*handler)(const access::Call&, const Request&)) {
    bindings_.push_back(
        {Request::descriptor(), Response::descriptor(), &Request::default_instance(),
         [object, handler](const access::Call& call,
                           const Message& request) -> absl::StatusOr<std::unique_ptr<Message>> {
           absl::StatusOr<Response> response =
               (object->*handler)(call, static_cast<const Request&>(request));
           if (!response.ok()) {
             return std::move(response).status();
           }
           return std::make_unique<Response>(*std::move(response));
         }});
    return *this;
  }

  // The methods, in the order of the proto. FAILED_PRECONDITION: a method without access option,
  // without a handler, or a handler that fits no method (METHOD_NOT_BOUND, HANDLER_WITHOUT_METHOD).
  absl::StatusOr<std::vector<Method>> Methods() const;

 private:
  struct Binding {
    const google::protobuf::Descriptor* request;
    const google::protobuf::Descriptor* response;
    const Message* prototype;
    std::function<absl::StatusOr<std::unique_ptr<Message>>(const access::Call&, const Message&)>
        handler;
  };

  const google::protobuf::ServiceDescriptor* descriptor_;
  std::vector<Binding> bindings_;
};

// The gRPC services that the protos of a package ("buurtbrug.registration.v1") define, in the order
// of their files' names.
std::vector<const google::protobuf::ServiceDescriptor*> ServicesOf(const std::string& package);

}  // namespace buurtbrug::platform::rpc
