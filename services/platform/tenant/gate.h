#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "platform/tenant/standing.h"

namespace buurtbrug::platform::tenant {

// What a write leaves behind.
struct Written {
  core::Receipt receipt;
  std::vector<feed::Fact> facts;
};

// A write as the caller asked for it.
struct Write {
  const access::Call& call;
  absl::CivilDay occurred_on;
};

// Through which every write about a case goes: once per request id, and only while the contract
// allows it. Thread-safe.
class Gate {
 public:
  // `learn_contracts` brings the local copy of the contracts up to date (tenancy's feed);
  // `on_facts` is told after each commit that left facts behind.
  Gate(postgres::Database& database, const core::Clock& clock,
       std::function<absl::Status()> learn_contracts, std::function<void()> on_facts)
      : database_(database),
        clock_(clock),
        learn_contracts_(std::move(learn_contracts)),
        on_facts_(std::move(on_facts)) {}

  // How old the local copy of the contracts may be. Without it any age will do.
  struct Freshness {
    // Everything that tenancy had committed by this instant is in the copy.
    std::function<absl::Time()> confirmed;
    absl::Duration lease;
  };
  // Before the first Admit.
  void Demand(Freshness freshness) { freshness_ = std::move(freshness); }

  using Work =
      std::function<absl::StatusOr<Written>(postgres::ScopedTransaction&, const Protocol&)>;

  // Runs `work` in one transaction together with the check of the contract's standing, the answer
  // and the facts; a repeated request id gets the first answer and `work` does not run. The
  // standing is decided by the clock inside the transaction, with the contract's row held, and
  // again when the work is done: what was slow is refused when the contract ended meanwhile.
  //   ALREADY_EXISTS REQUEST_ID_REUSED     the id came before with another request
  //   NOT_FOUND CONTRACT_NOT_FOUND         no such contract of this municipality
  //   UNAVAILABLE STANDING_STALE           the copy is older than demanded and tenancy is away
  //   the reasons of CheckStep and of Database::Run, and what `work` says
  absl::StatusOr<core::Receipt> Admit(const Write& write, const Work& work);

  // The answer that an earlier call with this request id got; nothing when there was none.
  absl::StatusOr<std::optional<core::Receipt>> FindReceipt(const access::Call& call);

 private:
  absl::StatusOr<core::Receipt> AdmitOnce(const Write& write, const Work& work);
  absl::Status CheckFreshness();

  postgres::Database& database_;
  const core::Clock& clock_;
  const std::function<absl::Status()> learn_contracts_;
  const std::function<void()> on_facts_;
  std::optional<Freshness> freshness_;
};

// The protocol by which the contract decides what happens on `day`, within a transaction. NOT_FOUND
// CONTRACT_NOT_FOUND.
absl::StatusOr<Protocol> LoadProtocol(postgres::ScopedTransaction& transaction,
                                      const core::TenantScope& tenant, absl::CivilDay day);

// A protocol with the first day that it is for.
struct AdoptedProtocol {
  absl::CivilDay first_day;
  Protocol protocol;
};

// All protocols of the contract, also those to come, oldest first; none: no such contract.
std::vector<AdoptedProtocol> LoadProtocols(postgres::ScopedTransaction& transaction,
                                           const core::TenantScope& tenant);

// A write that no contract's standing governs: the scope of its transaction, and the tenant under
// which its answer and facts are kept.
struct UngatedWrite {
  const access::Call& call;
  postgres::Scope scope;
  core::TenantScope tenant;
};

// Runs `work` once per request id, with answer and facts in its transaction; `on_facts` is told
// after a commit that left facts behind. ALREADY_EXISTS REQUEST_ID_REUSED, the reasons of
// Database::Run, and what `work` says.
absl::StatusOr<core::Receipt> WriteOnce(
    postgres::Database& database, const UngatedWrite& write, const std::function<void()>& on_facts,
    const std::function<absl::StatusOr<Written>(postgres::ScopedTransaction&)>& work);

// Puts answer and facts of a write into its transaction.
void Settle(postgres::ScopedTransaction& transaction, const core::TenantScope& tenant,
            const access::Call& call, const Written& written);

// The earlier answer to the call's request id, within a transaction. ALREADY_EXISTS
// REQUEST_ID_REUSED.
absl::StatusOr<std::optional<core::Receipt>> EarlierAnswer(postgres::ScopedTransaction& transaction,
                                                           const core::TenantScope& tenant,
                                                           const access::Call& call);

}  // namespace buurtbrug::platform::tenant
