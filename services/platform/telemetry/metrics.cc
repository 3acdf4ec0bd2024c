#include "platform/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::telemetry {

struct Metrics::Families {
  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  prometheus::Family<prometheus::Counter>& calls = prometheus::BuildCounter()
                                                       .Name("buurtbrug_calls_total")
                                                       .Help("Finished calls")
                                                       .Register(*registry);
  prometheus::Family<prometheus::Histogram>& call_seconds =
      prometheus::BuildHistogram()
          .Name("buurtbrug_call_seconds")
          .Help("Seconds from arrival to answer")
          .Register(*registry);
  prometheus::Family<prometheus::Counter>& feed_entries =
      prometheus::BuildCounter()
          .Name("buurtbrug_feed_entries_total")
          .Help("Entries of a feed that were applied")
          .Register(*registry);
  prometheus::Family<prometheus::Counter>& feed_failures =
      prometheus::BuildCounter()
          .Name("buurtbrug_feed_failures_total")
          .Help("Attempts to read or apply a feed that failed")
          .Register(*registry);
  prometheus::Family<prometheus::Gauge>& feed_lag =
      prometheus::BuildGauge()
          .Name("buurtbrug_feed_lag_seconds")
          .Help("Age of the last applied entry when it was applied")
          .Register(*registry);
  std::unique_ptr<prometheus::Exposer> exposer;
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

absl::Status Metrics::Start(const std::string& listen, std::unique_ptr<Metrics>* metrics) {
  metrics->reset(new Metrics());
  if (listen.empty()) {
    return absl::OkStatus();
  }
  try {
    (*metrics)->families_->exposer = std::make_unique<prometheus::Exposer>(listen, 1);
    (*metrics)->families_->exposer->RegisterCollectable((*metrics)->families_->registry);
  } catch (const std::exception&) {
    return core::Error(
        absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
        absl::StrCat("cannot serve metrics on ", listen, "; is another process there?"));
  }
  return absl::OkStatus();
}

void Metrics::CallFinished(const std::string& method, const std::string& code,
                           absl::Duration took) {
  static const prometheus::Histogram::BucketBoundaries kBounds = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};
  families_->calls.Add({{"method", method}, {"code", code}}).Increment();
  families_->call_seconds.Add({{"method", method}}, kBounds).Observe(absl::ToDoubleSeconds(took));
}

void Metrics::FeedApplied(const std::string& feed, int entries, absl::Duration lag) {
  families_->feed_entries.Add({{"feed", feed}}).Increment(entries);
  families_->feed_lag.Add({{"feed", feed}}).Set(absl::ToDoubleSeconds(lag));
}

void Metrics::FeedFailed(const std::string& feed) {
  families_->feed_failures.Add({{"feed", feed}}).Increment();
}

std::string Metrics::Render() const {
  return prometheus::TextSerializer().Serialize(families_->registry->Collect());
}

}  // namespace buurtbrug::platform::telemetry
