#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "evaluation/domain/match.h"
#include "evaluation/domain/moment.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::evaluation::app {

using platform::access::Call;
using platform::core::Receipt;

// An evaluation as a coordinator enters it.
struct EvaluationInput {
  domain::MatchId match;
  int number = 0;
  absl::CivilDay occurred_on;
  domain::FormalCare formal_care = domain::FormalCare::kUnknown;
};

// The use cases of evaluation. Each write is one transaction, idempotent per `call.request_id`, and
// fails with the reasons of platform/tenant/gate.h besides its own. A match or moment that is not
// there may be one whose news has not been read yet: the feeds are read to their end once before
// anybody hears NOT_FOUND; what that fails with (FEED_UNREACHABLE, FEED_BEHIND) is then the answer.
// Thread-safe.
class Evaluations {
 public:
  // `learn_matches` brings the local copy of the matches up to date: tenancy's feed, then
  // matching's.
  Evaluations(platform::postgres::Database& database, platform::tenant::Gate& gate,
              platform::core::Random& random, std::function<absl::Status()> learn_matches)
      : database_(database),
        gate_(gate),
        random_(random),
        learn_matches_(std::move(learn_matches)) {}

  // The receipt's subject is the match, its version the moment's number.
  // NOT_FOUND MATCH_NOT_FOUND, MOMENT_NOT_FOUND; FAILED_PRECONDITION as domain::CheckEvaluation.
  absl::StatusOr<Receipt> Record(const Call& call, const EvaluationInput& input);

  // The moments of a match in their order; none before its trial. Reads the feeds to their end
  // first, so that no step recorded before this call is missing. NOT_FOUND MATCH_NOT_FOUND;
  // UNAVAILABLE FEED_UNREACHABLE.
  absl::StatusOr<std::vector<domain::Moment>> List(const Call& call, const domain::MatchId& match);

 private:
  absl::StatusOr<Receipt> RecordOnce(const Call& call, const EvaluationInput& input);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const std::function<absl::Status()> learn_matches_;
};

}  // namespace buurtbrug::evaluation::app
