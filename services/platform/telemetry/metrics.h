#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace buurtbrug::platform::telemetry {

// Figures for Prometheus. Thread-safe.
//   buurtbrug_calls_total{method,code}    finished calls
//   buurtbrug_call_seconds{method}        histogram, from arrival to answer
//   buurtbrug_feed_entries_total{feed}    entries of another service's feed that were applied
//   buurtbrug_feed_failures_total{feed}   attempts to read or apply that failed
//   buurtbrug_feed_lag_seconds{feed}      age of the last applied entry when it was applied
class Metrics {
 public:
  // With `listen` ("127.0.0.1:7202") they are served over HTTP at /metrics; empty: nowhere.
  // UNAVAILABLE CANNOT_LISTEN.
  static absl::Status Start(const std::string& listen, std::unique_ptr<Metrics>* metrics);
  ~Metrics();

  void CallFinished(const std::string& method, const std::string& code, absl::Duration took);
  void FeedApplied(const std::string& feed, int entries, absl::Duration lag);
  void FeedFailed(const std::string& feed);

  // The text that /metrics gives.
  std::string Render() const;

 private:
  struct Families;
  Metrics();
  std::unique_ptr<Families> families_;
};

}  // namespace buurtbrug::platform::telemetry
