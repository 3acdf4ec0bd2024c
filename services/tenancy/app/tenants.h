#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/rpc/call.h"
#include "platform/tenant/gate.h"
#include "platform/tenant/standing.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/municipality.h"
#include "tenancy/domain/protocol.h"

namespace buurtbrug::tenancy::app {

using platform::core::Receipt;
using platform::rpc::Call;

// A contract on a day.
struct ContractOnDay {
  platform::tenant::Standing standing = platform::tenant::Standing::kNotStarted;
  // Name of the subsidy period that covers the day.
  std::optional<std::string> period;
};

// The use cases of tenancy. Each write is one transaction, idempotent per `call.request_id`;
// besides with its own reasons it fails with those of Database::Run and with ALREADY_EXISTS
// REQUEST_ID_REUSED. Thread-safe.
class Tenants {
 public:
  // `on_facts` is told after each commit that left facts behind.
  Tenants(platform::postgres::Database& database, platform::core::Random& random,
          std::function<void()> on_facts)
      : database_(database), random_(random), on_facts_(std::move(on_facts)) {}

  // INVALID_ARGUMENT as domain::CheckMunicipality; ALREADY_EXISTS MUNICIPALITY_EXISTS.
  absl::Status CreateMunicipality(const Call& call, const domain::Municipality& municipality);

  // All, by code.
  absl::StatusOr<std::vector<domain::Municipality>> ListMunicipalities();

  // INVALID_ARGUMENT as domain::CheckProtocol; ALREADY_EXISTS PROTOCOL_EXISTS.
  absl::Status CreateProtocol(const Call& call, const domain::Protocol& protocol);

  // Opens a contract of the municipality of `call.scope`. Its id is the request's id, so that the
  // request can be found again within its own contract: the receipt's subject. `contract.id` and
  // the periods are ignored.
  //   INVALID_ARGUMENT     as domain::CheckContract; INVALID_ID when the request id is nil
  //   NOT_FOUND            MUNICIPALITY_NOT_FOUND, PROTOCOL_NOT_FOUND
  //   FAILED_PRECONDITION  CONTRACT_OVERLAPS
  absl::StatusOr<Receipt> CreateContract(const Call& call, domain::Contract contract);

  // Opens a subsidy period in the contract of `call.scope`.
  //   INVALID_ARGUMENT     as domain::CheckPeriod
  //   NOT_FOUND            CONTRACT_NOT_FOUND
  //   FAILED_PRECONDITION  PERIOD_OUTSIDE_CONTRACT, PERIOD_OVERLAPS
  //   ALREADY_EXISTS       PERIOD_EXISTS
  absl::Status CreatePeriod(const Call& call, const domain::SubsidyPeriod& period);

  // Of the municipality of `call.scope`, newest first; empty for one without, and for one that is
  // unknown.
  absl::StatusOr<std::vector<domain::Contract>> ListContracts(const Call& call);

  // NOT_FOUND CONTRACT_NOT_FOUND.
  absl::StatusOr<ContractOnDay> GetStanding(const Call& call, absl::CivilDay day);

 private:
  using Work = std::function<absl::StatusOr<platform::tenant::Written>(
      platform::postgres::ScopedTransaction&)>;

  // Runs `work` under `scope` with the answer and the facts, which belong to `tenant`, once per
  // request id. DUPLICATE and OVERLAP are left only where the write met something else than itself.
  absl::StatusOr<Receipt> Once(const Call& call, const platform::postgres::Scope& scope,
                               const platform::core::TenantScope& tenant, const Work& work);

  platform::postgres::Database& database_;
  platform::core::Random& random_;
  const std::function<void()> on_facts_;
};

}  // namespace buurtbrug::tenancy::app
