#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching/app/match_lives.h"
#include "matching/domain/asked.h"
#include "matching/domain/match_life.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

// Asks registration whose link it is.
using ResolveLink =
    std::function<absl::StatusOr<domain::LinkedFamily>(const Call&, const std::string& link)>;

// What a family is asked.
struct Asked {
  domain::Party party = domain::Party::kRequestFamily;
  std::vector<domain::AskedMatch> matches;
};

// What a family sees of its matches and does about them, by its personal link: of today, and in its
// own name. NOT_FOUND LINK_NOT_FOUND, and why registration does not say whose link it is. A write
// is one transaction of MatchLives, idempotent per `call.request_id`: repeated, it gets the first
// answer even when the link has ended since; NOT_FOUND MATCH_NOT_FOUND about a match of others.
//
// The matches of a support family are those of its own contract, and those of other contracts under
// a pool agreement: these are read and written under the scope of the contract whose match it is.
// Thread-safe.
class FamilyLinks {
 public:
  FamilyLinks(platform::postgres::Database& database, platform::tenant::Gate& gate,
              MatchLives& lives, ResolveLink resolve_link)
      : database_(database), gate_(gate), lives_(lives), resolve_link_(std::move(resolve_link)) {}

  absl::StatusOr<Asked> Show(const Call& call, const std::string& link);

  // As MatchLives::RecordAnswer, and as domain::CheckOwnCause when it declines.
  absl::Status Answer(const Call& call, const std::string& link, const domain::MatchId& match,
                      domain::FamilyAnswer answer, domain::EndCause cause);

  // As MatchLives::AcceptOffer.
  absl::Status AcceptOffer(const Call& call, const std::string& link, const domain::MatchId& match,
                           int number);

 private:
  // The family as `tenant` knows it, where its own contract is that of the call. NOT_FOUND
  // MATCH_NOT_FOUND: it does not know it.
  absl::StatusOr<domain::LinkedFamily> KnownAs(platform::postgres::ScopedTransaction& transaction,
                                               const Call& call,
                                               const platform::core::TenantScope& tenant,
                                               const domain::LinkedFamily& family);
  // The contract whose match it is, as far as the contract of the call knows.
  absl::StatusOr<platform::core::TenantScope> ContractOf(const Call& call,
                                                         const domain::MatchId& match);

  using Act = std::function<absl::StatusOr<Receipt>(const Call&, const OccurrenceInput&)>;

  // Does `act` in the name of the family whose link it is, about a match that is its own.
  absl::Status Do(const Call& call, const std::string& link, const domain::MatchId& match,
                  const Act& act);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  MatchLives& lives_;
  const ResolveLink resolve_link_;
};

}  // namespace buurtbrug::matching::app
