#include "registration/app/rights.h"

#include <algorithm>

#include "platform/access/log.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/app/notices.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using platform::core::InvalidField;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::UngatedWrite;
using platform::tenant::WriteOnce;
using platform::tenant::Written;

namespace {

UngatedWrite WriteOf(const Call& call) { return {call, Scope::Tenant(call.scope), call.scope}; }

}  // namespace

absl::StatusOr<Receipt> Rights::RecordCorrection(const Call& call, const domain::FamilyId& family,
                                                 const std::vector<int>& categories,
                                                 std::optional<absl::CivilDay> wrong_since) {
  if (wrong_since && *wrong_since > call.today) {
    return InvalidField("wrong_since", "OCCURRED_IN_FUTURE", "that day has not come yet");
  }
  if (std::any_of(categories.begin(), categories.end(), domain::IsToldByItself)) {
    return InvalidField("categories", "INVALID_CATEGORY",
                        "only a correction of texts is recorded here: other data is told to whom "
                        "it was disclosed when it is corrected");
  }
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        BUURTBRUG_RETURN_IF_ERROR(means_.vault.Find(transaction, call.scope, family).status());
        return Written{{family.value(),
                        MakeNotices(transaction, call, means_, family, categories, wrong_since)},
                       {}};
      });
}

absl::StatusOr<std::vector<domain::Notice>> Rights::ListNotices(
    const Call& call, const platform::core::Page& page,
    const std::optional<domain::FamilyId>& family, store::Notices which) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Notice>> {
        return store::ListNotices(transaction, call.scope, page, family, which);
      });
}

absl::StatusOr<Receipt> Rights::MarkNoticeSent(const Call& call, const domain::NoticeId& notice) {
  return WriteOnce(means_.database, WriteOf(call), on_facts_,
                   [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                     BUURTBRUG_RETURN_IF_ERROR(store::MarkSent(transaction, call.scope, notice,
                                                               call.now, call.caller.subject));
                     return Written{{notice.value(), 2}, {}};
                   });
}

absl::StatusOr<Receipt> Rights::PlaceHold(const Call& call, const domain::FamilyId& family,
                                          const platform::core::Personal& reason,
                                          std::optional<absl::CivilDay> until_day) {
  if (until_day && *until_day < call.today) {
    return InvalidField("until_day", "HOLD_OVER", "give a last day that is not over");
  }
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        // Whoever destroys holds the family too: one of the two comes first.
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, family));
        domain::LegalHold hold;
        hold.reason = reason;
        hold.until_day = until_day;
        hold.placed_at = call.now;
        hold.placed_by = call.caller.subject;
        return Written{{family.value(), store::InsertHold(transaction, call.scope, key, hold)}, {}};
      });
}

absl::StatusOr<Receipt> Rights::LiftHold(const Call& call, const domain::FamilyId& family,
                                         int number) {
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        BUURTBRUG_RETURN_IF_ERROR(store::LiftHold(transaction, call.scope, family, number, call.now,
                                                  call.caller.subject));
        return Written{{family.value(), number}, {}};
      });
}

absl::StatusOr<std::vector<domain::LegalHold>> Rights::ListHolds(const Call& call,
                                                                 const domain::FamilyId& family) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::LegalHold>> {
        BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                   means_.vault.Find(transaction, call.scope, family));
        BUURTBRUG_ASSIGN_OR_RETURN(std::vector<domain::LegalHold> holds,
                                   store::ListHolds(transaction, call.scope, key));
        platform::access::RecordDisclosure(transaction, call, family);
        return holds;
      });
}

}  // namespace buurtbrug::registration::app
