#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"
#include "platform/testing/servers.h"

namespace buurtbrug::platform::testing {

// A contract for tests: runs from 2020-01-01, period "2020", everything else unknown.
struct ContractTerms {
  std::string municipality = "0610";
  std::string first_day = "2020-01-01";
  std::optional<std::string> last_day;
  std::optional<std::string> run_off_day;
  std::optional<int> trial_weeks;
  bool training_required = false;
  std::optional<core::ContractId> follows = {};
  tenant::AgreementMoment agreement = tenant::AgreementMoment::kNotSaid;
  std::optional<int> proposal_days = {};
};

// A service's database with contracts in its local copy, and calls to it at 2020-11-15, noon in
// Amsterdam.
class TenantFixture {
 public:
  explicit TenantFixture(const std::string& service);

  postgres::Database& database() { return *database_; }
  const Servers::FreshDatabase& fresh() const { return *fresh_; }
  core::Random& random() { return core::SystemRandom(); }
  tenant::Gate& gate() { return *gate_; }

  // 2020-11-15 12:00 in Amsterdam.
  static absl::Time Now() { return absl::FromUnixSeconds(1605438000); }
  // Stands still at Now until it is set.
  core::FixedClock& clock() { return clock_; }

  // Opens a contract with one subsidy period, 2020, in the local copy.
  core::TenantScope OpenContract(const ContractTerms& terms = {});

  // A call with a new request id and a digest of its own.
  access::Call NewCall(const core::TenantScope& tenant, access::Effect effect);

 private:
  std::unique_ptr<Servers::FreshDatabase> fresh_;
  std::unique_ptr<postgres::Database> database_;
  core::FixedClock clock_{Now()};
  std::unique_ptr<tenant::Gate> gate_;
};

}  // namespace buurtbrug::platform::testing
