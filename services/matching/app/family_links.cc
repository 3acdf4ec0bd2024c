#include "matching/app/family_links.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "matching/store/asked_store.h"
#include "matching/store/match_store.h"
#include "matching/store/pooled_store.h"
#include "matching/store/reservation_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

namespace {

constexpr std::size_t kMostAsked = 100;

}  // namespace

absl::StatusOr<domain::LinkedFamily> FamilyLinks::KnownAs(ScopedTransaction& transaction,
                                                          const Call& call,
                                                          const TenantScope& tenant,
                                                          const domain::LinkedFamily& family) {
  if (tenant == call.scope) {
    return family;
  }
  if (family.party == domain::Party::kSupportFamily) {
    if (const std::optional<domain::FamilyId> there =
            store::PooledIdIn(transaction, tenant, call.scope.municipality, family.family)) {
      return domain::LinkedFamily{*there, family.party};
    }
  }
  return store::MatchNotFound();
}

absl::StatusOr<TenantScope> FamilyLinks::ContractOf(const Call& call,
                                                    const domain::MatchId& match) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<TenantScope> {
        return store::ReceivingOf(transaction, call.scope, match).value_or(call.scope);
      });
}

absl::StatusOr<Asked> FamilyLinks::Show(const Call& call, const std::string& link) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily family, resolve_link_(call, link));
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<TenantScope> contracts,
      database_.Run(
          Scope::Tenant(call.scope),
          [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<TenantScope>> {
            return store::ReceivingOf(transaction, call.scope, family.family);
          }));
  contracts.push_back(call.scope);
  Asked asked = {family.party, {}};
  for (const TenantScope& contract : contracts) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        std::vector<domain::AskedMatch> matches,
        database_.Run(
            Scope::Tenant(contract),
            [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::AskedMatch>> {
              BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily there,
                                         KnownAs(transaction, call, contract, family));
              return store::AskedMatches(transaction, contract, there);
            }));
    std::move(matches.begin(), matches.end(), std::back_inserter(asked.matches));
  }
  std::sort(asked.matches.begin(), asked.matches.end(),
            [](const domain::AskedMatch& a, const domain::AskedMatch& b) { return b.id < a.id; });
  asked.matches.resize(std::min(asked.matches.size(), kMostAsked));
  return asked;
}

absl::Status FamilyLinks::Do(const Call& call, const std::string& link,
                             const domain::MatchId& match, const Act& act) {
  Call by_family = call;
  BUURTBRUG_ASSIGN_OR_RETURN(by_family.scope, ContractOf(call, match));
  const auto done = [&](const absl::Status& status) {
    call.gated = by_family.gated;
    return status;
  };
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(by_family));
  if (earlier) {
    return done(absl::OkStatus());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily family, resolve_link_(call, link));
  // The families of a match never change.
  BUURTBRUG_RETURN_IF_ERROR(database_.Run(
      Scope::Tenant(by_family.scope), [&](ScopedTransaction& transaction) -> absl::Status {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily there,
                                   KnownAs(transaction, call, by_family.scope, family));
        return store::CheckFamilyOf(transaction, by_family.scope, match, there);
      }));
  by_family.caller.on_behalf_of = std::string(domain::ByLink(family.party));
  OccurrenceInput input = {match, call.today};
  input.by_link = family.party;
  return done(act(by_family, input).status());
}

absl::Status FamilyLinks::Answer(const Call& call, const std::string& link,
                                 const domain::MatchId& match, domain::FamilyAnswer answer,
                                 domain::EndCause cause) {
  return Do(call, link, match,
            [&](const Call& by_family, const OccurrenceInput& input) -> absl::StatusOr<Receipt> {
              if (answer == domain::FamilyAnswer::kDeclined) {
                BUURTBRUG_RETURN_IF_ERROR(domain::CheckOwnCause(*input.by_link, cause));
              }
              return lives_.RecordAnswer(by_family, input, {*input.by_link, answer, cause});
            });
}

absl::Status FamilyLinks::AcceptOffer(const Call& call, const std::string& link,
                                      const domain::MatchId& match, int number) {
  return Do(call, link, match, [&](const Call& by_family, const OccurrenceInput& input) {
    return lives_.AcceptOffer(by_family, input, number);
  });
}

}  // namespace buurtbrug::matching::app
