#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/match.h"
#include "matching/domain/plan_record.h"
#include "matching/engine/plan/checked_plan.h"
#include "matching/engine/plan/place_value.h"
#include "matching/engine/plan/plan.h"
#include "matching/engine/plan/plan_comparison.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;

inline constexpr int kMostSiblings = 200;
inline constexpr int kMostValues = 50;

// Children of a family who are kept together.
struct KeptTogether {
  domain::FamilyId family;
  std::vector<int> children;  // at least two
  int places = 1;             // 1 to 10
};

struct PlanInput {
  absl::CivilDay day;
  std::string note;
  std::vector<KeptTogether> siblings;
  // Matches that are only proposed count as not there.
  bool reconsider_proposals = false;
};

// All that a plan of the contract is made from, as of now, for a day; not frozen yet.
struct TakenFamilies {
  engine::Snapshot snapshot;
  std::vector<domain::UnplannedFamily> unplanned;  // by id
};
using TakeSnapshot = std::function<absl::StatusOr<TakenFamilies>(const Call&, const PlanInput&)>;

// A kept plan as values.
struct OpenedPlan {
  domain::PlanRecord record;
  engine::Snapshot snapshot;
  engine::Plan plan;
  std::vector<domain::UnplannedFamily> unplanned;
};

// INTERNAL PLAN_DAMAGED.
absl::StatusOr<OpenedPlan> OpenPlan(domain::KeptPlan kept);

struct Verdict {
  bool digests_hold = false;
  bool proof_holds = false;
  bool same_bytes = false;
  std::string objection;
};

// With what a plan is compared: one of them.
struct Opponent {
  std::optional<domain::PlanId> plan;
  bool proposals = false;
  std::map<std::string, int> weights;  // by the codes of the parts
};
struct Compared {
  engine::Snapshot snapshot;  // of the plan
  engine::Comparison comparison;
  int left_out = 0;
};

// Plans and what can be asked of them. Making one changes nothing for any family. Each that is
// made, also to compare or to value with, is checked by its proof before anything is kept or told
// of it. Thread-safe.
//   NOT_FOUND PLAN_NOT_FOUND; INTERNAL PLAN_DAMAGED  its bytes cannot be read any more
//   INTERNAL PLAN_NOT_PROVEN  the checker refuses a plan that was made; nothing was kept
//   the reasons of Database::Run
class Plans {
 public:
  Plans(platform::postgres::Database& database, platform::tenant::Gate& gate,
        platform::core::Random& random, TakeSnapshot take_snapshot, engine::PlanOptions options,
        engine::Planner planner = engine::MakePlan)
      : database_(database),
        gate_(gate),
        random_(random),
        take_snapshot_(std::move(take_snapshot)),
        options_(options),
        planner_(std::move(planner)) {}

  // Makes a plan and keeps it with its snapshot; idempotent per `call.request_id`. Computes outside
  // any transaction.
  //   FAILED_PRECONDITION TOO_MANY_FAMILIES  engine::MakePlan says OUT_OF_RANGE
  //   INTERNAL SNAPSHOT_UNUSABLE             what was told of families cannot be frozen
  //   the reasons of platform/tenant/gate.h, and of taking the snapshot
  absl::StatusOr<domain::PlanRecord> Make(const Call& call, const PlanInput& input);

  absl::StatusOr<OpenedPlan> Get(const Call& call, const domain::PlanId& id);
  absl::StatusOr<std::vector<domain::PlanRecord>> List(const Call& call,
                                                       const platform::core::Page& page);

  // INVALID_ARGUMENT NOTHING_TO_COMPARE, INVALID_PART, OUT_OF_RANGE, NO_WEIGHT.
  absl::StatusOr<Compared> Compare(const Call& call, const domain::PlanId& id,
                                   const Opponent& opponent);

  // Of bytes that cannot be read any more it says that nothing holds.
  absl::StatusOr<Verdict> Verify(const Call& call, const domain::PlanId& id);

  // At most `count` of each.
  struct Valued {
    engine::Snapshot snapshot;
    engine::PlaceValues values;
    // Of each advice: the postcode area whose point is the nearest to where the family would live,
    // of several as near the first; empty where no area is known.
    std::vector<std::string> areas;
  };
  absl::StatusOr<Valued> ValuePlaces(const Call& call, const domain::PlanId& id, int count);

 private:
  absl::StatusOr<domain::KeptPlan> Read(const Call& call, const domain::PlanId& id);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const TakeSnapshot take_snapshot_;
  const engine::PlanOptions options_;
  const engine::Planner planner_;
};

}  // namespace buurtbrug::matching::app
