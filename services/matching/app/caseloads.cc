#include "matching/app/caseloads.h"

#include <algorithm>

#include "matching/app/own_cases.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

absl::StatusOr<Caseload> ReadCaseload(ScopedTransaction& transaction, const Call& call,
                                      const std::string& period,
                                      std::optional<absl::CivilDay> day) {
  BUURTBRUG_ASSIGN_OR_RETURN(const store::PaidPeriod paid,
                             store::ReadPaidPeriod(transaction, call.scope, period));
  Caseload caseload;
  caseload.days = paid.days;
  caseload.day = day.value_or(std::clamp(call.today, paid.days.first_day, paid.days.last_day));
  if (caseload.day < paid.days.first_day || caseload.day > paid.days.last_day) {
    return platform::core::InvalidField("day", "OUT_OF_RANGE", "take a day of the period");
  }
  caseload.hours = paid.hours;
  if (paid.hours) {
    caseload.paid =
        domain::PaidMinutes(paid.hours->minutes, paid.hours->per, paid.days, paid.days.last_day);
    caseload.paid_to_day =
        domain::PaidMinutes(paid.hours->minutes, paid.hours->per, paid.days, caseload.day);
  }
  const domain::PeriodDays counted = {paid.days.first_day, caseload.day};
  for (auto& [coordinator, load] :
       domain::LoadsOf(store::StepsTakenIn(transaction, call.scope, counted),
                       store::MinutesSpentIn(transaction, call.scope, counted),
                       store::WorkRecorded(transaction, call.scope, paid.days, paid.sealed_at),
                       store::HoldersOn(transaction, call.scope, caseload.day))) {
    caseload.lines[coordinator] = {load};
  }
  return caseload;
}

}  // namespace

absl::StatusOr<Receipt> Caseloads::Record(const Call& call, const MinutesInput& input) {
  const store::MinutesRecord record = {store::MinutesId(platform::core::NewUuid(call.now, random_)),
                                       input.match,
                                       input.work,
                                       input.minutes,
                                       input.replaces,
                                       input.occurred_on,
                                       call.now,
                                       call.caller.subject,
                                       call.mark == platform::access::Mark::kCorrection};
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::KeepMatch(transaction, call.scope, input.match));
        BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, input.match));
        BUURTBRUG_RETURN_IF_ERROR(store::InsertMinutes(transaction, call.scope, record));
        return Written{{record.id.value(), 1}, {}};
      });
}

absl::StatusOr<Caseload> Caseloads::Get(const Call& call, const std::string& period,
                                        std::optional<absl::CivilDay> day) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      Caseload caseload,
      database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
        return ReadCaseload(transaction, call, period, day);
      }));
  for (auto& [coordinator, line] : caseload.lines) {
    BUURTBRUG_ASSIGN_OR_RETURN(line.role, ask_(call, coordinator, caseload.day));
  }
  return caseload;
}

}  // namespace buurtbrug::matching::app
