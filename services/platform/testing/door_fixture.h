#pragma once

#include <google/protobuf/message.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "platform/access/book.h"
#include "platform/access/door.h"
#include "platform/access/keeper.h"
#include "platform/auth/key_source.h"
#include "platform/auth/token.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/feed/source.h"
#include "platform/telemetry/metrics.h"
#include "platform/testing/tokens.h"

namespace buurtbrug::platform::testing {

// A door with an issuer of its own, and tenancy's news as the test tells them. Thread-safe as far
// as the door is.
class DoorFixture {
 public:
  // `database` outlives the fixture; refusals are logged there.
  explicit DoorFixture(postgres::Database& database, const core::Clock& clock = core::SystemClock(),
                       access::DoorOptions options = Options());

  static access::DoorOptions Options();

  // The door learns of these with its next look at the news.
  void OpenContract(const core::TenantScope& tenant);
  // Each returns the id of what was made. Without last day when `last_day` is empty.
  std::string Appoint(const std::string& subject, access::Role role,
                      const core::TenantScope& tenant, const std::string& first_day = "2000-01-01",
                      const std::string& last_day = "");
  void ChangeAppointment(const std::string& id, const std::string& subject, access::Role role,
                         const core::TenantScope& tenant, const std::string& last_day);
  std::string AppointOperator(const std::string& subject);
  enum class PartnerState { kActive, kSuspended };
  std::string AddPartner(const std::string& client, PartnerState state = PartnerState::kActive);
  void AllowPartner(const std::string& partner, const core::TenantScope& tenant,
                    const std::string& last_day = "");
  std::string BreakGlass(const std::string& subject, const core::TenantScope& tenant,
                         absl::Time begins, absl::Time ends);
  // Any other news.
  void Tell(const core::TenantScope& tenant, const google::protobuf::Message& event);
  // From now on the news cannot be read.
  void Cut() { cut_ = true; }

  // The platform's clock says when it is minted.
  std::string TokenOf(const std::string& subject) const;
  std::string TokenOfClient(const std::string& client) const;
  const TestIssuer& issuer() const { return issuer_; }

  const access::Door& door() const { return *door_; }
  access::Keeper& keeper() { return *keeper_; }
  access::Book& book() { return book_; }

 private:
  absl::StatusOr<feed::Page> Read(const feed::Position& after);

  const core::Clock& clock_;
  TestIssuer issuer_;
  std::unique_ptr<auth::KeySource> keys_;
  std::unique_ptr<auth::TokenVerifier> verifier_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::mutex mutex_;
  std::vector<feed::Entry> news_;
  std::atomic<bool> cut_ = false;
  access::Book book_;
  std::unique_ptr<access::Keeper> keeper_;
  std::unique_ptr<access::Door> door_;
};

}  // namespace buurtbrug::platform::testing
