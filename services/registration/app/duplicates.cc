#include "registration/app/duplicates.h"

#include <algorithm>
#include <set>
#include <utility>

#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::access::Call;
using platform::core::Error;
using platform::core::NewUuid;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// Families that one list looks through: some tenths of a second.
constexpr int kMostSearches = 500;
constexpr int kMostOfFamily = 100;

store::Judgement JudgementOf(const Call& call, const JudgementInput& input,
                             domain::DuplicateVerdict verdict) {
  store::Judgement judgement;
  judgement.verdict = verdict;
  judgement.occurred_on = input.occurred_on;
  judgement.recorded_at = call.now;
  judgement.recorded_by = call.caller.subject;
  judgement.correction = call.mark == platform::access::Mark::kCorrection;
  judgement.why = input.why;
  return judgement;
}

// Both, held in the order of their ids: two judgements of the same families do not wait for each
// other in a circle.
absl::StatusOr<std::pair<domain::FamilyHead, domain::FamilyHead>> LockBoth(
    ScopedTransaction& transaction, const Call& call, const JudgementInput& input) {
  const bool ordered = input.family < input.other;
  BUURTBRUG_ASSIGN_OR_RETURN(
      domain::FamilyHead first,
      store::LockFamily(transaction, call.scope, std::min(input.family, input.other)));
  BUURTBRUG_ASSIGN_OR_RETURN(
      domain::FamilyHead second,
      store::LockFamily(transaction, call.scope, std::max(input.family, input.other)));
  return ordered ? std::pair(first, second) : std::pair(second, first);
}

}  // namespace

absl::StatusOr<DuplicateList> Duplicates::List(const Call& call, const store::PairPage& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<DuplicateList> {
        const auto due = store::DueDuplicateSearches(transaction, call.scope, kMostSearches);
        store::SearchDuplicates(transaction, call.scope, due);
        DuplicateList list;
        list.pairs = store::ListDuplicatePairs(transaction, call.scope, page);
        list.more_due = static_cast<int>(due.size()) == kMostSearches;
        return list;
      });
}

absl::StatusOr<std::vector<store::JudgedPair>> Duplicates::Find(const Call& call,
                                                                const domain::FamilyId& family) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<store::JudgedPair>> {
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        store::SearchDuplicates(transaction, call.scope, {family});
        BUURTBRUG_ASSIGN_OR_RETURN(
            std::vector<store::JudgedPair> pairs,
            store::ReadDuplicatesOf(transaction, call.scope, means_.vault, family, kMostOfFamily));
        // Why a pair was judged is sealed under the key of its first family.
        std::set<domain::FamilyId> opened = {family};
        for (const store::JudgedPair& each : pairs) {
          if (!each.why.empty()) {
            opened.insert(each.pair.first.id);
          }
        }
        for (const domain::FamilyId& each : opened) {
          platform::access::RecordDisclosure(transaction, call, each);
        }
        return pairs;
      });
}

absl::StatusOr<Receipt> Duplicates::Merge(const Call& call, const JudgementInput& input) {
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(auto both, LockBoth(transaction, call, input));
        const domain::FamilyHead& stays = both.first;
        domain::FamilyHead& merged = both.second;
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(input.expected_version, stays.version));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.other_expected_version, merged.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckMerge(stays, merged));
        domain::FamilyStep step;
        step.kind = domain::StepKind::kClosed;
        step.occurred_on = input.occurred_on;
        step.recorded_at = call.now;
        step.recorded_by = call.caller.subject;
        step.correction = call.mark == platform::access::Mark::kCorrection;
        BUURTBRUG_ASSIGN_OR_RETURN(merged.state,
                                   domain::StateAfter(merged, step.kind, step.occurred_on));
        ++merged.version;
        store::AppendStep(transaction, call.scope, merged, step);
        BUURTBRUG_RETURN_IF_ERROR(
            store::Judge(transaction, call.scope, means_.vault, stays.id, merged.id,
                         JudgementOf(call, input, domain::DuplicateVerdict::kMerged)));
        store::FollowMerge(transaction, call.scope, stays.id, merged.id, call.now);
        return Written{{stays.id.value(), stays.version},
                       {store::FamilyChanged(NewUuid(call.now, means_.random), merged, step),
                        store::FamilyMerged(NewUuid(call.now, means_.random), merged.id, stays.id,
                                            input.occurred_on)}};
      });
}

absl::StatusOr<Receipt> Duplicates::KeepApart(const Call& call, const JudgementInput& input) {
  if (input.family == input.other) {
    return platform::core::InvalidField("other_family_id", "SAME_FAMILY", "name two families");
  }
  return means_.gate.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const auto both, LockBoth(transaction, call, input));
        if (store::VerdictOf(transaction, call.scope, input.family, input.other) !=
            domain::DuplicateVerdict::kOpen) {
          return Error(StatusCode::kFailedPrecondition, "ALREADY_JUDGED",
                       "these two were merged or kept apart before");
        }
        BUURTBRUG_RETURN_IF_ERROR(
            store::Judge(transaction, call.scope, means_.vault, input.family, input.other,
                         JudgementOf(call, input, domain::DuplicateVerdict::kKeptApart)));
        return Written{{both.first.id.value(), both.first.version}, {}};
      });
}

}  // namespace buurtbrug::registration::app
