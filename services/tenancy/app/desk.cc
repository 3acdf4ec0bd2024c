#include "tenancy/app/desk.h"

#include <optional>

#include "platform/core/status.h"

namespace buurtbrug::tenancy::app {

TenantScope NoTenant() { return {platform::core::kNoMunicipality, {}}; }

absl::Status Reworded(const absl::Status& status, absl::string_view reason,
                      const absl::Status& in_our_words) {
  return platform::core::ReasonOf(status) == reason ? in_our_words : status;
}

store::Recorded RecordedBy(const Call& call) { return {call.now, call.caller.subject}; }

absl::StatusOr<Receipt> Desk::WriteForContract(const Call& call, const Work& work) {
  return WriteFor(call, call.scope, work);
}

absl::StatusOr<Receipt> Desk::WriteFor(const Call& call, const TenantScope& tenant,
                                       const Work& work) {
  return platform::tenant::WriteOnce(database_, {call, Scope::Tenant(tenant), tenant}, on_facts_,
                                     work);
}

absl::StatusOr<Receipt> Desk::WriteForNetwork(const Call& call, const Work& work) {
  return platform::tenant::WriteOnce(database_, {call, Scope::Network(), NoTenant()}, on_facts_,
                                     work);
}

absl::Status Desk::Rehearse(const Call& call, const Work& work) {
  std::optional<absl::Status> outcome;
  absl::Status ended =
      database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::Status {
        const auto earlier = platform::tenant::EarlierAnswer(transaction, call.scope, call);
        outcome = earlier.ok() ? work(transaction).status() : earlier.status();
        // Whatever came out: an error is what rolls the transaction back.
        return absl::CancelledError("rehearsed");
      });
  return ended.code() == absl::StatusCode::kCancelled && outcome ? *outcome : ended;
}

platform::core::Uuid Desk::NewId(absl::Time now) { return platform::core::NewUuid(now, random_); }

store::Telling Desk::Tell(const Call& call) { return {NewId(call.now), call.today}; }

}  // namespace buurtbrug::tenancy::app
