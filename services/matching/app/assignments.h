#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/assignment.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;
using platform::core::Receipt;

// As what a person is appointed for the contract of the call on a day, by the latest news of
// tenancy.
using AskAppointment = std::function<absl::StatusOr<domain::CoordinatorRole>(
    const Call&, const std::string& subject, absl::CivilDay day)>;

// Who gets matches, from when to when, and why.
struct AssignInput {
  std::string coordinator;  // 1 to 255 characters
  absl::CivilDay occurred_on;
  domain::Span span;
  std::string reason;                    // 1 to 500 characters
  std::vector<domain::MatchId> matches;  // none twice
  int64_t expected_version = 0;          // of the one match; 0: whatever it is
};

// Who is asked for, and as of when.
struct AssignmentQuery {
  absl::CivilDay day;
  std::optional<std::string> coordinator = {};
};

// An assignment with what its coordinator is appointed as on its day.
struct HeldMatch {
  domain::Assignment assignment;
  domain::CoordinatorRole role = domain::CoordinatorRole::kNone;
};

// Which coordinator looks after which match. Each write is one transaction, idempotent per
// `call.request_id`; its receipt's version is the number of matches. It fails with the reasons of
// platform/tenant/gate.h besides its own. Thread-safe.
class Assignments {
 public:
  Assignments(platform::postgres::Database& database, platform::tenant::Gate& gate,
              platform::core::Random& random, AskAppointment ask)
      : database_(database), gate_(gate), random_(random), ask_(std::move(ask)) {}

  // All of `input.matches`, at least one, or none of them.
  //   INVALID_ARGUMENT     as domain::CheckSpan
  //   NOT_FOUND            MATCH_NOT_FOUND
  //   FAILED_PRECONDITION  as domain::CheckAppointed, domain::CheckAssignable, and for a volunteer
  //                        domain::CheckVolunteer with each request family
  //   ABORTED              ETAG_MISMATCH
  //   UNAVAILABLE          ACCESS_STALE
  absl::StatusOr<Receipt> Assign(const Call& call, const AssignInput& input);

  // What `from` has on the first day and is not over: all of it, or `input.matches`. As Assign;
  // INVALID_ARGUMENT SAME_COORDINATOR; FAILED_PRECONDITION NOT_THEIRS for one that is named.
  absl::StatusOr<Receipt> TakeOver(const Call& call, const std::string& from,
                                   const AssignInput& input);

  // With its steps, oldest first. NOT_FOUND MATCH_NOT_FOUND.
  absl::StatusOr<std::pair<HeldMatch, std::vector<domain::AssignmentStep>>> Get(
      const Call& call, const domain::MatchId& match, absl::CivilDay day);

  // Of matches that are not over. Who is held to own cases gets those of today.
  absl::StatusOr<std::vector<HeldMatch>> List(const Call& call, const AssignmentQuery& query,
                                              const platform::core::Page& page);

 private:
  // What is given, as somebody is appointed.
  struct Gift {
    const AssignInput& input;
    // Whose the matches have to be; empty: whoever's.
    std::string from;
    absl::StatusOr<domain::CoordinatorRole> role;
  };
  absl::StatusOr<domain::CoordinatorRole> AskRole(const Call& call, const AssignInput& input);
  absl::StatusOr<Receipt> Give(const Call& call, const Gift& gift);
  // The matches that are given, held until the end of the transaction.
  absl::StatusOr<std::vector<domain::MatchHead>> Hold(
      platform::postgres::ScopedTransaction& transaction, const Call& call, const Gift& gift);
  absl::StatusOr<std::vector<HeldMatch>> WithRoles(const Call& call, absl::CivilDay day,
                                                   std::vector<domain::Assignment> assignments);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const AskAppointment ask_;
};

}  // namespace buurtbrug::matching::app
