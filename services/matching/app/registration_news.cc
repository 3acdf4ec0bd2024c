#include "matching/app/registration_news.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "matching/store/match_store.h"
#include "platform/access/call.h"
#include "platform/core/civil.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

absl::Status RegistrationNews::Apply(ScopedTransaction& transaction,
                                     const platform::feed::Entry& entry) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<store::ReadinessNews> news,
                             store::ReadinessOf(entry));
  if (!news) {
    return store::ApplyRegistration(transaction, entry);
  }
  TakeReadiness(transaction, entry.tenant, *news);
  return absl::OkStatus();
}

void RegistrationNews::TakeReadiness(ScopedTransaction& transaction, const TenantScope& tenant,
                                     const store::ReadinessNews& news) {
  // Whoever proposes with this family, or starts a trial with it, goes before or after. The family
  // is held before its matches, as everywhere.
  store::LockPlaces(transaction, tenant, news.family);
  if (!store::PutReadiness(transaction, tenant, news) ||
      !domain::IsUnready(news.told, news.told.told_on)) {
    return;
  }
  for (domain::MatchHead& match :
       store::HoldProposals(transaction, tenant, news.family, news.told.sequence)) {
    if (domain::StopsUnready(match.state)) {
      Stop(transaction, tenant, std::move(match), news.told.told_on);
    }
  }
}

void RegistrationNews::Stop(ScopedTransaction& transaction, const TenantScope& tenant,
                            domain::MatchHead match, absl::CivilDay unready_on) {
  const absl::CivilDay day = std::max(unready_on, match.last_step_on);
  platform::access::Call call;
  call.method = "matching/readiness-lapsed";
  call.now = clock_.Now();
  // Registration's clock may be ahead.
  call.today = std::max(platform::core::AmsterdamDay(call.now), day);
  call.caller.role = platform::access::Role::kService;
  call.caller.subject = "spiffe://buurtbrug/service/matching";
  call.effect = platform::access::Effect::kCares;
  call.scope = tenant;
  call.request_id = platform::core::RequestId(NewUuid(call.now, random_));
  const store::HeldStanding held = store::HoldStanding(transaction, tenant, day);
  if (held.period == platform::tenant::PeriodOnDay::kSealed) {
    call.mark = platform::access::Mark::kCorrection;
  }
  if (!platform::tenant::CheckStep(call.effect, call.mark, held.term, held.period, day, call.today)
           .ok()) {
    return;
  }
  match.state = domain::MatchState::kDeclined;
  match.end_reason = domain::EndReason::kSupportFamilyNotReady;
  match.last_step_on = day;
  ++match.version;
  domain::MatchStep step;
  step.state = match.state;
  step.occurred_on = day;
  step.recorded_at = call.now;
  step.recorded_by = call.caller.subject;
  step.correction = call.mark == platform::access::Mark::kCorrection;
  step.end_reason = match.end_reason;
  store::AppendStep(transaction, tenant, match, step);
  platform::tenant::Settle(transaction, tenant, call,
                           {{match.id.value(), match.version},
                            {store::MatchChanged(NewUuid(call.now, random_), match, step)}});
}

}  // namespace buurtbrug::matching::app
