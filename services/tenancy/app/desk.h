#pragma once

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"
#include "tenancy/store/facts.h"
#include "tenancy/store/recorded.h"

namespace buurtbrug::tenancy::app {

using platform::access::Call;
using platform::core::Receipt;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Written;

// Whether a call is to be done, or only to be checked.
enum class Intent { kDo, kValidateOnly };

// Under which the answers and facts of what belongs to no tenant are kept.
TenantScope NoTenant();

// `status`, but said in the words of the domain where the database's reason is `reason`.
absl::Status Reworded(const absl::Status& status, absl::string_view reason,
                      const absl::Status& in_our_words);

// Who records, and when.
store::Recorded RecordedBy(const Call& call);

// Where every use case of tenancy reads and writes. A write is one transaction with its answer and
// its facts, once per `call.request_id`: besides with its own reasons it fails with those of
// Database::Run and with ALREADY_EXISTS REQUEST_ID_REUSED. Thread-safe.
class Desk {
 public:
  using Work = std::function<absl::StatusOr<Written>(ScopedTransaction&)>;

  // `on_facts` is told after each commit that left facts behind.
  Desk(platform::postgres::Database& database, platform::core::Random& random,
       std::function<void()> on_facts)
      : database_(database), random_(random), on_facts_(std::move(on_facts)) {}

  // For the contract of `call.scope`, or for `tenant`.
  absl::StatusOr<Receipt> WriteForContract(const Call& call, const Work& work);
  absl::StatusOr<Receipt> WriteFor(const Call& call, const TenantScope& tenant, const Work& work);
  // For no tenant.
  absl::StatusOr<Receipt> WriteForNetwork(const Call& call, const Work& work);

  // What WriteForContract would say; nothing is kept.
  absl::Status Rehearse(const Call& call, const Work& work);

  // Runs `work`, which returns a StatusOr.
  template <typename Read>
  auto Run(const Scope& scope, Read&& work) {
    return database_.Run(scope, std::forward<Read>(work));
  }

  platform::core::Uuid NewId(absl::Time now);
  // The id and the day of a fact.
  store::Telling Tell(const Call& call);

 private:
  platform::postgres::Database& database_;
  platform::core::Random& random_;
  const std::function<void()> on_facts_;
};

}  // namespace buurtbrug::tenancy::app
