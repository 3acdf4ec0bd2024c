#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/access/door.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/crypto/seal.h"
#include "platform/rpc/service.h"
#include "platform/telemetry/metrics.h"

namespace buurtbrug::platform::rpc {

// Certificate chain, key and authority in PEM. Both sides of a connection show theirs.
struct TlsIdentity {
  std::string authority;
  std::string certificate;
  std::string key;
};

struct ServerOptions {
  // "127.0.0.1:7102"; port 0 takes a free one.
  std::string listen;
  TlsIdentity tls;
  int threads = 8;
  int queue = 256;
  // For calls without a deadline of their own.
  absl::Duration default_deadline = absl::Seconds(30);
  // Largest request.
  int max_request_bytes = 1 << 20;
  // Under which requests are digested for their receipts: for services whose requests hold personal
  // data, which could be guessed from a digest without a key.
  std::optional<crypto::DataKey> receipt_key;
};

// Serves gRPC over mutual TLS, with the health and reflection services.
//
// Every call goes the same way: correlation id and trace; a full queue is RESOURCE_EXHAUSTED
// QUEUE_FULL; on a worker thread: deadline (DEADLINE_EXCEEDED DEADLINE_PASSED before any work), who
// calls (UNAUTHENTICATED), role (PERMISSION_DENIED), request (INVALID_ARGUMENT) and its scope
// (NOT_FOUND): see access::Door, which also puts what it refuses into the access log; the handler;
// that the handler did what its method promises (INTERNAL); then one log line and metrics.
class Server {
 public:
  // Starts to serve. FAILED_PRECONDITION as Service::Methods, UNAVAILABLE CANNOT_LISTEN.
  // `door`, `clock`, `random` and `metrics` outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const std::vector<const Service*>& services,
                                                       const access::Door& door,
                                                       const core::Clock& clock,
                                                       core::Random& random,
                                                       telemetry::Metrics& metrics);
  virtual ~Server() = default;

  virtual int port() const = 0;
  // Says NOT_SERVING, takes no new calls, lets the running ones end for at most `patience`. Once.
  virtual void Drain(absl::Duration patience) = 0;
};

}  // namespace buurtbrug::platform::rpc
