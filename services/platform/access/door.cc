#include "platform/access/door.h"

#include "absl/strings/str_cat.h"
#include "platform/access/certificate.h"
#include "platform/access/log.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::access {
namespace {

using absl::StatusCode;

constexpr absl::Duration kPatience = absl::Seconds(2);

absl::Status ContractNotFound() {
  return core::Error(StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                     "there is no such contract of this municipality");
}

absl::Status Stale() {
  return core::Error(StatusCode::kUnavailable, "ACCESS_STALE",
                     "who may do what cannot be known now; try again");
}

absl::Status RoleNotAllowed() {
  return core::Error(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED",
                     "this call is not open to the caller's role");
}

bool IsService(const Caller& caller) { return caller.role == Role::kService; }

std::set<Role> Common(const std::set<Role>& a, const std::set<Role>& b) {
  std::set<Role> common;
  for (const Role role : a) {
    if (b.contains(role)) {
      common.insert(role);
    }
  }
  return common;
}

// An operator with a break-glass may read what a coordinator may read, of that contract.
bool OpensToBreakGlass(const Policy& policy) {
  return policy.effect == Effect::kReads && policy.reach == Reach::kContract &&
         policy.roles.contains(Role::kCoordinator);
}

}  // namespace

absl::Status Door::Identify(const Credentials& credentials, Call& call) const {
  BUURTBRUG_ASSIGN_OR_RETURN(const Peer peer, PeerOf(credentials.certificate));
  absl::StrAppend(&call.origin, " ", peer.uri);
  if (peer.kind == Peer::Kind::kService) {
    call.caller.role = Role::kService;
    call.caller.subject = peer.uri;
    call.caller.on_behalf_of =
        core::ParseText("x-on-behalf-of", credentials.on_behalf_of, 0, 255).value_or("");
    return absl::OkStatus();
  }
  if (credentials.token.empty()) {
    return core::Error(StatusCode::kUnauthenticated, "TOKEN_MISSING",
                       "bring an access token: authorization: Bearer ...");
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const auth::Claims claims,
                             verifier_.Verify(credentials.token, call.now));
  call.caller.subject = claims.subject;
  if (call.now - keeper_.confirmed() > options_.lease) {
    BUURTBRUG_RETURN_IF_ERROR(Learn(News::kOld, call));
  }
  if (options_.clients.contains(claims.client)) {
    return absl::OkStatus();
  }
  const News news = NewsFor(call);
  std::optional<Book::Partner> partner = book_.PartnerOf(claims.client);
  if (!partner) {
    BUURTBRUG_RETURN_IF_ERROR(Learn(news, call));
    partner = book_.PartnerOf(claims.client);
  }
  if (!partner) {
    return core::Error(StatusCode::kUnauthenticated, "TOKEN_CLIENT",
                       "the token was given to a client that this platform does not know");
  }
  call.caller.role = Role::kPartner;
  call.caller.partner = partner->id;
  call.caller.subject = claims.client;
  return absl::OkStatus();
}

Door::News Door::NewsFor(const Call& call) const {
  return keeper_.confirmed() >= call.now ? News::kRead : News::kOld;
}

absl::Status Door::Learn(News news, const Call& call) const {
  return news == News::kRead || keeper_.CatchUpTo(call.now, kPatience).ok() ? absl::OkStatus()
                                                                            : Stale();
}

absl::Status Door::RoleDecision(const Policy& policy, const Call& call) const {
  const Caller& caller = call.caller;
  if (caller.role == Role::kService || caller.role == Role::kPartner) {
    const bool named = caller.role != Role::kService || policy.services.empty() ||
                       policy.services.contains(caller.subject);
    if (!policy.roles.contains(caller.role) || !named) {
      return RoleNotAllowed();
    }
    if (caller.role == Role::kPartner) {
      const auto partner = book_.PartnerOf(caller.subject);
      if (!partner || partner->id != caller.partner || partner->suspended) {
        return core::Error(StatusCode::kPermissionDenied, "PARTNER_SUSPENDED",
                           "the partner is suspended; ask the foundation");
      }
    }
    return absl::OkStatus();
  }
  const std::set<Role> roles = book_.RolesOf(caller.subject, call.today);
  const bool by_break_glass = roles.contains(Role::kFoundationOperator) &&
                              OpensToBreakGlass(policy) &&
                              book_.HasBreakGlass(caller.subject, call.now);
  return by_break_glass || !Common(roles, policy.roles).empty() ? absl::OkStatus()
                                                                : RoleNotAllowed();
}

absl::Status Door::CheckRole(const Policy& policy, const Call& call) const {
  const News news = NewsFor(call);
  absl::Status decision = RoleDecision(policy, call);
  if (!decision.ok()) {
    BUURTBRUG_RETURN_IF_ERROR(Learn(news, call));
    decision = RoleDecision(policy, call);
  }
  return decision;
}

absl::Status Door::ScopeDecision(const Policy& policy, Call& call) const {
  Caller& caller = call.caller;
  const Tenant tenant = {call.scope.municipality, call.scope.contract};
  if (policy.reach == Reach::kContract && !book_.Knows(tenant)) {
    return ContractNotFound();
  }
  if (IsService(caller)) {
    return absl::OkStatus();
  }
  if (caller.role == Role::kPartner) {
    if (policy.reach != Reach::kContract || !book_.MayRefer(caller.partner, tenant, call.today)) {
      return ContractNotFound();
    }
    call.scope.partner = caller.partner;
    return absl::OkStatus();
  }
  std::set<Role> roles = book_.RolesOf(caller.subject, call.today);
  const bool is_operator = roles.contains(Role::kFoundationOperator);
  if (!is_operator && policy.reach == Reach::kContract) {
    roles = book_.RolesFor(caller.subject, tenant, call.today);
  } else if (!is_operator && policy.reach == Reach::kMunicipality) {
    roles.clear();
    caller.contracts =
        book_.ContractsOf(caller.subject, call.scope.municipality, policy.roles, call.today);
    for (const core::ContractId& contract : caller.contracts) {
      roles.merge(book_.RolesFor(caller.subject, {call.scope.municipality, contract}, call.today));
    }
  }
  const std::set<Role> allowed = Common(roles, policy.roles);
  if (!allowed.empty()) {
    caller.role = *allowed.begin();
    caller.cases = policy.own_cases.contains(caller.role) ? Cases::kOwn : Cases::kAll;
    return absl::OkStatus();
  }
  if (is_operator && OpensToBreakGlass(policy)) {
    const auto glass = book_.BreakGlassOf(caller.subject, tenant, call.now);
    if (glass) {
      caller.role = Role::kFoundationOperator;
      caller.break_glass = *glass;
      return absl::OkStatus();
    }
  }
  return ContractNotFound();
}

absl::Status Door::CheckScope(const Policy& policy, Call& call) const {
  const News news = NewsFor(call);
  absl::Status decision = ScopeDecision(policy, call);
  if (!decision.ok()) {
    BUURTBRUG_RETURN_IF_ERROR(Learn(news, call));
    decision = ScopeDecision(policy, call);
  }
  return decision;
}

void Door::RecordRefusal(const Call& call, const absl::Status& refusal) const {
  const bool refused = refusal.code() == StatusCode::kUnauthenticated ||
                       refusal.code() == StatusCode::kPermissionDenied ||
                       refusal.code() == StatusCode::kNotFound;
  // Of a break-glass every call is kept, whatever became of it.
  if (!refused && call.caller.break_glass.empty()) {
    return;
  }
  // A chain begins only with a contract that exists.
  const bool known = book_.Knows({call.scope.municipality, call.scope.contract});
  const core::TenantScope chain =
      known ? core::TenantScope{call.scope.municipality, call.scope.contract} : NetworkChain();
  const absl::Status recorded = RecordRefused(database_, chain, call, core::ReasonOf(refusal));
  if (!recorded.ok()) {
    telemetry::Log(telemetry::Level::kError, "refusal not in the access log",
                   {{"reason", core::ReasonOf(recorded)},
                    {"method", call.method},
                    {"request_id", call.correlation_id}});
  }
}

absl::Status Door::CheckAnswer(const Policy& policy, const Call& call) const {
  if (policy.discloses == Disclosure::kPersonal && call.logged == 0) {
    return core::Error(StatusCode::kInternal, "DISCLOSURE_NOT_LOGGED",
                       "the answer is held back: its disclosure is not in the access log");
  }
  const bool step = policy.effect == Effect::kStarts || policy.effect == Effect::kCares;
  if (step && call.gated == 0) {
    return core::Error(StatusCode::kInternal, "STANDING_NOT_CHECKED",
                       "the answer is held back: the contract's standing was not checked");
  }
  if (call.caller.cases == Cases::kOwn && call.owned == 0) {
    return core::Error(StatusCode::kInternal, "OWN_CASE_NOT_CHECKED",
                       "the answer is held back: whether the case is the caller's was not checked");
  }
  if (!call.caller.break_glass.empty() && call.logged == 0) {
    return RecordAnswered(database_, call);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::platform::access
