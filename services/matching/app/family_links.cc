#include "matching/app/family_links.h"

#include <optional>

#include "matching/store/asked_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

absl::StatusOr<Asked> FamilyLinks::Show(const Call& call, const std::string& link) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily family, resolve_link_(call, link));
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<domain::AskedMatch> matches,
      database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
        return store::AskedMatches(transaction, call.scope, family);
      }));
  return Asked{family.party, std::move(matches)};
}

absl::Status FamilyLinks::Do(const Call& call, const std::string& link,
                             const domain::MatchId& match, const Act& act) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return absl::OkStatus();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::LinkedFamily family, resolve_link_(call, link));
  // The families of a match never change.
  BUURTBRUG_RETURN_IF_ERROR(
      database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
        return store::CheckFamilyOf(transaction, call.scope, match, family);
      }));
  Call by_family = call;
  by_family.caller.on_behalf_of = std::string(domain::ByLink(family.party));
  OccurrenceInput input = {match, call.today};
  input.by_link = family.party;
  const absl::StatusOr<Receipt> receipt = act(by_family, input);
  call.gated = by_family.gated;
  return receipt.status();
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
