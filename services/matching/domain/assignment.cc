#include "matching/domain/assignment.h"

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {

namespace core = platform::core;

absl::Status CheckSpan(const Span& span, absl::CivilDay occurred_on) {
  if (span.first_day < occurred_on) {
    return core::InvalidField("first_day", "FIRST_DAY_TOO_EARLY",
                              "the first day is not before the day on which it is decided");
  }
  if (span.first_day - occurred_on > kMostDaysAhead) {
    return core::InvalidField("first_day", "OUT_OF_RANGE",
                              "the first day is at most a year after it is decided");
  }
  if (span.last_day && *span.last_day < span.first_day) {
    return core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  return absl::OkStatus();
}

absl::StatusOr<CoordinatorRole> CheckAppointed(CoordinatorRole first, CoordinatorRole last) {
  if (first == CoordinatorRole::kNone || last == CoordinatorRole::kNone) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "NOT_APPOINTED",
                       "whoever gets a match is appointed as coordinator for this contract on its "
                       "first and on its last day");
  }
  return first == last ? first : CoordinatorRole::kVolunteer;
}

std::vector<int> OpenStates() {
  // Nobody looks after what is no state.
  constexpr int kAboveAllStates = 64;
  std::vector<int> open;
  for (int state = 1; state < kAboveAllStates; ++state) {
    if (IsLookedAfter(static_cast<MatchState>(state))) {
      open.push_back(state);
    }
  }
  return open;
}

absl::Status CheckAssignable(const MatchHead& match) {
  if (IsLookedAfter(match.state)) {
    return absl::OkStatus();
  }
  return core::Error(absl::StatusCode::kFailedPrecondition, "MATCH_OVER",
                     "the match is over; nobody looks after it any more",
                     {{"match_id", match.id.ToString()}});
}

}  // namespace buurtbrug::matching::domain
