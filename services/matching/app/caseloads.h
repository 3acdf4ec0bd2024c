#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/app/assignments.h"
#include "matching/domain/caseload.h"
#include "matching/store/caseload_store.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

// Minutes as their coordinator records them.
struct MinutesInput {
  domain::MatchId match;
  absl::CivilDay occurred_on;
  domain::WorkKind work = domain::WorkKind::kContact;
  int minutes = 0;  // 1 to 1440; 0 with `replaces` only
  std::optional<store::MinutesId> replaces = {};
};

// The loads of a period's coordinators up to a day.
struct Caseload {
  domain::PeriodDays days;
  absl::CivilDay day;
  std::optional<store::PaidHours> hours = {};
  // Nothing: the hours, or per what they are, is not known.
  std::optional<int64_t> paid = {};
  std::optional<int64_t> paid_to_day = {};
  struct Line {
    domain::Load load;
    // On `day`.
    domain::CoordinatorRole role = domain::CoordinatorRole::kNone;
  };
  // By the name of the coordinator.
  std::map<std::string, Line> lines = {};
};

// The time of coordinators. Thread-safe.
class Caseloads {
 public:
  Caseloads(platform::postgres::Database& database, platform::tenant::Gate& gate,
            platform::core::Random& random, AskAppointment ask)
      : database_(database), gate_(gate), random_(random), ask_(std::move(ask)) {}

  // The receipt's subject is the record. One transaction, idempotent per `call.request_id`; the
  // reasons of platform/tenant/gate.h besides. NOT_FOUND MATCH_NOT_FOUND, also for a match of
  // others to whom own cases only are open; as store::InsertMinutes.
  absl::StatusOr<Receipt> Record(const Call& call, const MinutesInput& input);

  // Up to `day`; nothing: today, or the last day of a period that is over.
  //   NOT_FOUND         PERIOD_NOT_FOUND
  //   INVALID_ARGUMENT  OUT_OF_RANGE: the day is none of the period
  //   UNAVAILABLE       ACCESS_STALE
  absl::StatusOr<Caseload> Get(const Call& call, const std::string& period,
                               std::optional<absl::CivilDay> day);

 private:
  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const AskAppointment ask_;
};

}  // namespace buurtbrug::matching::app
