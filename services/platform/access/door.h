#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/access/book.h"
#include "platform/access/call.h"
#include "platform/access/keeper.h"
#include "platform/access/policy.h"
#include "platform/auth/token.h"
#include "platform/postgres/database.h"

namespace buurtbrug::platform::access {

// What a call brings along to show who makes it.
struct Credentials {
  // The one URI of the verified client certificate; empty without.
  std::string certificate;
  // The access token; empty without.
  std::string token;
  // The person for whom a service calls. Believed from services only.
  std::string on_behalf_of;
};

struct DoorOptions {
  // OAuth clients through which people come; a partner comes through its own.
  std::set<std::string> clients;
  // A call of a person or partner is refused when it is longer ago than this that the news of
  // tenancy was known to be complete.
  absl::Duration lease = absl::Seconds(5);
};

// Lets calls in: who it is, whether the role and the contract are right, and the entry in the
// access log when not. Thread-safe.
//
// A refusal is never based on old news: before it, what tenancy had committed when the call came is
// read. A permission may be up to the lease old.
class Door {
 public:
  // All references outlive the door.
  Door(DoorOptions options, const auth::TokenVerifier& verifier, const Book& book, Keeper& keeper,
       postgres::Database& database)
      : options_(std::move(options)),
        verifier_(verifier),
        book_(book),
        keeper_(keeper),
        database_(database) {}

  // Who calls: subject, partner, on whose behalf. Errors:
  //   UNAUTHENTICATED CALLER_UNKNOWN    no certificate of this platform
  //   UNAUTHENTICATED TOKEN_MISSING     a person without token; TOKEN_...: see auth::TokenVerifier
  //   UNAUTHENTICATED TOKEN_CLIENT      through no known client
  //   UNAVAILABLE ACCESS_STALE          the news of tenancy cannot be read
  absl::Status Identify(const Credentials& credentials, Call& call) const;

  // Whether the caller has a role that may call at all. PERMISSION_DENIED ROLE_NOT_ALLOWED,
  // PARTNER_SUSPENDED; UNAVAILABLE ACCESS_STALE when that would be said on old news only.
  absl::Status CheckRole(const Policy& policy, const Call& call) const;

  // Whether it has such a role for what `call.scope` names, and puts that into the caller.
  // NOT_FOUND CONTRACT_NOT_FOUND, the same for a contract that is not there and one that is not
  // the caller's.
  absl::Status CheckScope(const Policy& policy, Call& call) const;

  // Puts a refusal into the access log of the contract, if it is one, or a break-glass call that
  // failed. Never fails: a refusal that cannot be logged is still a refusal, and stands in the
  // service's own log.
  void RecordRefusal(const Call& call, const absl::Status& refusal) const;

  // What must be true before an answer leaves: personal data was logged as disclosed, a step
  // passed the gate, whoever may touch own cases only was held to them, a break-glass call is in
  // the log. INTERNAL DISCLOSURE_NOT_LOGGED, STANDING_NOT_CHECKED, OWN_CASE_NOT_CHECKED; what
  // Database::Run says.
  absl::Status CheckAnswer(const Policy& policy, const Call& call) const;

 private:
  absl::Status RoleDecision(const Policy& policy, const Call& call) const;
  absl::Status ScopeDecision(const Policy& policy, Call& call) const;
  // Whether the book held, before a decision, all that was committed when the call came.
  enum class News { kRead, kOld };
  News NewsFor(const Call& call) const;
  // Brings the book up to the instant of the call, before a refusal. UNAVAILABLE ACCESS_STALE.
  absl::Status Learn(News news, const Call& call) const;

  const DoorOptions options_;
  const auth::TokenVerifier& verifier_;
  const Book& book_;
  Keeper& keeper_;
  postgres::Database& database_;
};

}  // namespace buurtbrug::platform::access
