#include "matching/app/exclusions.h"

#include "matching/store/exclusion_store.h"
#include "matching/store/profile_store.h"
#include "platform/core/page.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

domain::ExclusionStep StepOf(const Call& call, const std::string& reason) {
  return {call.today, call.now, call.caller.subject, reason,
          call.mark == platform::access::Mark::kCorrection};
}

absl::Status CheckRole(const domain::Profile& family, domain::FamilyRole role, const char* field) {
  return family.role == role
             ? absl::OkStatus()
             : Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                     "name a request family and a support family", {{"field", field}});
}

}  // namespace

absl::StatusOr<Receipt> Exclusions::ExcludeOnce(const Call& call, const domain::ExcludedPair& pair,
                                                const domain::ExclusionStep& step) {
  const domain::ExclusionId id(NewUuid(call.now, random_));
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const store::Pair families,
        store::ReadPair(transaction, call.scope, pair.request_family, pair.support_family));
    BUURTBRUG_RETURN_IF_ERROR(
        CheckRole(families.request_family, domain::FamilyRole::kRequest, "request_family_id"));
    BUURTBRUG_RETURN_IF_ERROR(
        CheckRole(families.support_family, domain::FamilyRole::kSupport, "support_family_id"));
    store::InsertExclusion(transaction, call.scope, id, pair, step);
    return Written{{id.value(), 1}, {}};
  };
  absl::StatusOr<Receipt> receipt = gate_.Admit({call, call.today}, work);
  if (platform::core::ReasonOf(receipt.status()) == "DUPLICATE") {
    return Error(StatusCode::kAlreadyExists, "PAIR_EXCLUDED", "these two are excluded already");
  }
  return receipt;
}

absl::StatusOr<Receipt> Exclusions::Exclude(const Call& call,
                                            const domain::FamilyId& request_family,
                                            const domain::FamilyId& support_family,
                                            const std::string& reason) {
  const domain::ExcludedPair pair = {request_family, support_family};
  const domain::ExclusionStep step = StepOf(call, reason);
  absl::StatusOr<Receipt> receipt = ExcludeOnce(call, pair, step);
  if (platform::core::ReasonOf(receipt.status()) == "FAMILY_NOT_FOUND") {
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
    receipt = ExcludeOnce(call, pair, step);
  }
  return receipt;
}

absl::StatusOr<Receipt> Exclusions::Lift(const Call& call, const domain::ExclusionId& id,
                                         int64_t expected_version, const std::string& reason) {
  const domain::ExclusionStep step = StepOf(call, reason);
  return gate_.Admit(
      {call, call.today},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Exclusion exclusion,
                                   store::LockExclusion(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, exclusion.version));
        if (!exclusion.pair.in_force) {
          return Error(StatusCode::kFailedPrecondition, "EXCLUSION_LIFTED", "it was lifted before");
        }
        store::LiftExclusion(transaction, call.scope, id, step);
        return Written{{id.value(), exclusion.version + 1}, {}};
      });
}

absl::StatusOr<std::vector<domain::Exclusion>> Exclusions::List(const Call& call,
                                                                const platform::core::Page& page) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Exclusion>> {
        return store::ListExclusions(transaction, call.scope, page);
      });
}

}  // namespace buurtbrug::matching::app
