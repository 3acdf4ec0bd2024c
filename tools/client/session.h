#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "tools/client/contract_choice.h"
#include "tools/client/retry.h"
#include "tools/client/token_store.h"

namespace buurtbrug::platform::rpc {
class Client;
}  // namespace buurtbrug::platform::rpc

namespace buurtbrug::client {

struct SessionOptions {
  // The folder that tools/up made: the channel's certificate comes from its certificates/, tokens
  // lie in tokens/.
  std::string state;
  // Name of a token there; empty: the one that the method asks for.
  std::string identity;
};

// Connections to the services, and who one is there. Signs in by itself for an identity that has an
// unattended key (FindUnattended). Used by one thread.
class Session {
 public:
  // `clock` and `random` outlive the session.
  Session(SessionOptions options, const platform::core::Clock& clock,
          platform::core::Random& random);
  ~Session();

  // One attempt. WrongUse when there is no certificate or no token; UNAVAILABLE or
  // DEADLINE_EXCEEDED without an answer.
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request, google::protobuf::Message& response,
                    absl::Duration timeout = absl::Seconds(30));

  // As Call, at `service` rather than at the one of the method's package: for methods that every
  // service has.
  absl::Status CallAt(const std::string& service, const google::protobuf::MethodDescriptor& method,
                      const google::protobuf::Message& request,
                      google::protobuf::Message& response);

  // As Call, again and again with the same request while MayAnswerLater. Only for reads and
  // requests with an id: those change nothing when they arrive twice.
  absl::Status CallPatiently(const google::protobuf::MethodDescriptor& method,
                             const google::protobuf::Message& request,
                             google::protobuf::Message& response, const Patience& patience = {});

  // The contract that `method` will be about: as `hint` and tenancy say, asked under the method's
  // identity. One attempt unless with `patience`.
  absl::StatusOr<std::string> FindContract(const google::protobuf::MethodDescriptor& method,
                                           const std::string& municipality,
                                           const ContractHint& hint,
                                           const Patience* patience = nullptr);

  // SERVING, within `total`. Zero: one attempt of two seconds.
  absl::Status CheckHealth(const std::string& service, absl::Duration total);

  // BUURTBRUG_<SERVICE>_LISTEN, or where tools/up starts it.
  static std::string AddressOf(const std::string& service);

  std::string NewRequestId();

  const SessionOptions& options() const { return options_; }
  const platform::core::Clock& clock() const { return clock_; }
  platform::core::Random& random() const { return random_; }

 private:
  absl::StatusOr<const platform::rpc::Client*> Connect(const std::string& service);
  absl::StatusOr<std::string> AccessTokenOf(const std::string& identity);
  absl::StatusOr<std::string> IdentityFor(const google::protobuf::MethodDescriptor& method,
                                          const std::string& municipality) const;
  absl::Status Attempt(const std::string& service, const google::protobuf::MethodDescriptor& method,
                       const google::protobuf::Message& request,
                       google::protobuf::Message& response, const std::string& identity,
                       absl::Duration timeout, const Patience* patience);

  const SessionOptions options_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
  std::map<std::string, std::unique_ptr<platform::rpc::Client>> clients_;
  std::map<std::string, Token> tokens_;
};

}  // namespace buurtbrug::client
