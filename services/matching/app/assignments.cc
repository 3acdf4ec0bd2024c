#include "matching/app/assignments.h"

#include <algorithm>
#include <limits>
#include <set>

#include "matching/app/own_cases.h"
#include "matching/domain/triage.h"
#include "matching/store/assignment_store.h"
#include "matching/store/carry_over_store.h"
#include "matching/store/match_store.h"
#include "matching/store/profile_store.h"
#include "matching/store/triage_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

std::vector<domain::MatchId> IdsOf(const std::vector<domain::MatchHead>& matches) {
  std::vector<domain::MatchId> ids;
  ids.reserve(matches.size());
  for (const domain::MatchHead& match : matches) {
    ids.push_back(match.id);
  }
  return ids;
}

absl::Status NotTheirs(const domain::MatchId& match) {
  return platform::core::Error(absl::StatusCode::kFailedPrecondition, "NOT_THEIRS",
                               "the match is not this coordinator's on the first day",
                               {{"match_id", match.ToString()}});
}

// All that this coordinator has on the day and is not over.
std::vector<domain::MatchId> AllOf(ScopedTransaction& transaction, const Call& call,
                                   const std::string& coordinator, absl::CivilDay day) {
  const platform::core::Page all = {std::numeric_limits<int>::max(), {}};
  std::vector<domain::MatchId> ids;
  for (const domain::Assignment& assignment :
       store::ListAssignments(transaction, call.scope, day, {coordinator}, all)) {
    ids.push_back(assignment.match.id);
  }
  return ids;
}

// Whether each of these families' matches may go to a volunteer; what was decided of them then
// stays as it is until the end of the transaction. Families are held before matches, as everywhere.
absl::Status CheckTriages(ScopedTransaction& transaction, const Call& call,
                          const std::vector<domain::MatchId>& matches) {
  std::set<domain::FamilyId> families;
  for (const domain::MatchHead& match : store::NamedMatches(transaction, call.scope, matches)) {
    families.insert(match.request_family);
  }
  for (const domain::FamilyId& family : families) {
    store::LockPlaces(transaction, call.scope, family);
    BUURTBRUG_ASSIGN_OR_RETURN(const store::TriageCase triage,
                               store::ReadTriage(transaction, call.scope, family, call.today));
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckVolunteer(
        triage.decision, domain::ProposeTriage(triage.terms, triage.casuistry)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<domain::CoordinatorRole> Assignments::AskRole(const Call& call,
                                                             const AssignInput& input) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::CoordinatorRole first,
                             ask_(call, input.coordinator, input.span.first_day));
  domain::CoordinatorRole last = first;
  if (input.span.last_day) {
    BUURTBRUG_ASSIGN_OR_RETURN(last, ask_(call, input.coordinator, *input.span.last_day));
  }
  return domain::CheckAppointed(first, last);
}

absl::StatusOr<std::vector<domain::MatchHead>> Assignments::Hold(ScopedTransaction& transaction,
                                                                 const Call& call,
                                                                 const Gift& gift) {
  const bool named = !gift.input.matches.empty();
  const absl::CivilDay first_day = gift.input.span.first_day;
  const std::vector<domain::MatchId> asked =
      named ? gift.input.matches : AllOf(transaction, call, gift.from, first_day);
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::CoordinatorRole role, gift.role);
  if (role == domain::CoordinatorRole::kVolunteer) {
    BUURTBRUG_RETURN_IF_ERROR(CheckTriages(transaction, call, asked));
  }
  if (store::HoldMatches(transaction, call.scope, asked).size() < asked.size()) {
    return store::MatchNotFound();
  }
  // Held, they are looked at: whose they are and whether they are over may have changed.
  std::vector<domain::MatchHead> held;
  for (domain::Assignment& assignment :
       store::NamedAssignments(transaction, call.scope, first_day, asked)) {
    const absl::Status assignable = domain::CheckAssignable(assignment.match);
    const bool theirs = gift.from.empty() || assignment.coordinator == gift.from;
    if (named) {
      BUURTBRUG_RETURN_IF_ERROR(assignable);
      BUURTBRUG_RETURN_IF_ERROR(
          platform::core::CheckEtag(gift.input.expected_version, assignment.version));
      if (!theirs) {
        return NotTheirs(assignment.match.id);
      }
    }
    if (assignable.ok() && theirs) {
      held.push_back(std::move(assignment.match));
    }
  }
  return held;
}

absl::StatusOr<Receipt> Assignments::Give(const Call& call, const Gift& gift) {
  return gate_.Admit(
      {call, gift.input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::MatchHead> matches,
                                   Hold(transaction, call, gift));
        const domain::AssignmentStep step = {gift.input.coordinator,
                                             *gift.role,
                                             gift.input.span,
                                             gift.input.occurred_on,
                                             call.now,
                                             call.caller.subject,
                                             gift.input.reason,
                                             call.mark == platform::access::Mark::kCorrection};
        store::AppendAssignments(transaction, call.scope, IdsOf(matches), step);
        Written written = {{platform::core::Uuid(), static_cast<int64_t>(matches.size())}, {}};
        for (const domain::MatchHead& match : matches) {
          written.facts.push_back(store::MatchAssigned(NewUuid(call.now, random_), match, step));
        }
        return written;
      });
}

absl::StatusOr<Receipt> Assignments::Assign(const Call& call, const AssignInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckSpan(input.span, input.occurred_on));
  return Give(call, {input, "", AskRole(call, input)});
}

absl::StatusOr<Receipt> Assignments::TakeOver(const Call& call, const std::string& from,
                                              const AssignInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckSpan(input.span, input.occurred_on));
  if (from == input.coordinator) {
    return platform::core::InvalidField("to_coordinator", "SAME_COORDINATOR",
                                        "somebody else takes over");
  }
  return Give(call, {input, from, AskRole(call, input)});
}

absl::StatusOr<std::vector<HeldMatch>> Assignments::WithRoles(
    const Call& call, absl::CivilDay day, std::vector<domain::Assignment> assignments) {
  std::map<std::string, domain::CoordinatorRole> roles;
  std::vector<HeldMatch> held;
  for (domain::Assignment& assignment : assignments) {
    const auto [role, fresh] =
        roles.try_emplace(assignment.coordinator, domain::CoordinatorRole::kNone);
    if (fresh) {
      BUURTBRUG_ASSIGN_OR_RETURN(role->second, ask_(call, assignment.coordinator, day));
    }
    held.push_back({std::move(assignment), role->second});
  }
  return held;
}

absl::StatusOr<std::pair<HeldMatch, std::vector<domain::AssignmentStep>>> Assignments::Get(
    const Call& call, const domain::MatchId& match, absl::CivilDay day) {
  std::vector<domain::AssignmentStep> steps;
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<domain::Assignment> found,
      database_.Run(
          Scope::Tenant(call.scope),
          [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Assignment>> {
            BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, match));
            steps = store::ReadAssignmentSteps(transaction, call.scope, match);
            return store::NamedAssignments(transaction, call.scope, day, {match});
          }));
  if (found.empty()) {
    return store::MatchNotFound();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(std::vector<HeldMatch> held, WithRoles(call, day, std::move(found)));
  return std::pair(std::move(held[0]), std::move(steps));
}

absl::StatusOr<std::vector<HeldMatch>> Assignments::List(const Call& call,
                                                         const AssignmentQuery& query,
                                                         const platform::core::Page& page) {
  absl::CivilDay day = query.day;
  store::AssignmentFilter filter = {query.coordinator};
  if (call.caller.cases == platform::access::Cases::kOwn) {
    ++call.owned;
    day = call.today;
    filter = {call.caller.subject, domain::CoordinatorRole::kVolunteer};
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      std::vector<domain::Assignment> found,
      database_.Run(
          Scope::Tenant(call.scope),
          [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Assignment>> {
            return store::ListAssignments(transaction, call.scope, day, filter, page);
          }));
  return WithRoles(call, day, std::move(found));
}

}  // namespace buurtbrug::matching::app
