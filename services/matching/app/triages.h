#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/triage.h"
#include "platform/access/call.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;
using platform::core::Receipt;

struct TriageInput {
  domain::FamilyId request_family;
  absl::CivilDay occurred_on;
  domain::TriageOutcome outcome = domain::TriageOutcome::kProfessional;
  std::string reason;            // 1 to 500 characters
  int64_t expected_version = 0;  // 0: whatever it is
};

// The last decision of a family beside what would be proposed today.
struct TriageState {
  domain::TriageProposal proposal;
  std::optional<domain::TriageDecision> decision;
  // How often it was decided.
  int64_t version = 0;
};

// Whether volunteers can look after the matches of a request family. Thread-safe.
class Triages {
 public:
  Triages(platform::postgres::Database& database, platform::tenant::Gate& gate,
          platform::core::Random& random)
      : database_(database), gate_(gate), random_(random) {}

  // NOT_FOUND FAMILY_NOT_FOUND; FAILED_PRECONDITION WRONG_ROLE.
  absl::StatusOr<TriageState> Get(const Call& call, const domain::FamilyId& request_family);

  // One transaction, idempotent per `call.request_id`; the reasons of platform/tenant/gate.h
  // besides. As Get; FAILED_PRECONDITION as domain::CheckOutcome, by what is known now, and
  // DECIDED_LATER; ABORTED ETAG_MISMATCH.
  absl::StatusOr<Receipt> Decide(const Call& call, const TriageInput& input);

 private:
  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
};

}  // namespace buurtbrug::matching::app
