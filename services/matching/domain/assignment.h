#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"

// Which coordinator looks after which match.
namespace buurtbrug::matching::domain {

// In code points.
inline constexpr int kLongestSubject = 255;
inline constexpr int kMostAssigned = 200;
// How far ahead a substitute can be planned.
inline constexpr int kMostDaysAhead = 366;

// What a person is for a contract on a day. Numbers as of these roles in buurtbrug.common.v1.Role.
enum class CoordinatorRole { kNone = 0, kProfessional = 2, kVolunteer = 3 };

// Days on which somebody looks after a match; both included.
struct Span {
  absl::CivilDay first_day;
  // Nothing: until it is assigned anew.
  std::optional<absl::CivilDay> last_day = {};
};

// INVALID_ARGUMENT FIRST_DAY_TOO_EARLY (before `occurred_on`, the day on which it is decided),
// LAST_DAY_TOO_EARLY, OUT_OF_RANGE (more than kMostDaysAhead ahead). Pure.
absl::Status CheckSpan(const Span& span, absl::CivilDay occurred_on);

// As what somebody gets matches who is `first` on the first and `last` on the last of the days. Who
// is a professional on one of them and a volunteer on the other is held to be a volunteer.
// FAILED_PRECONDITION NOT_APPOINTED. Pure.
absl::StatusOr<CoordinatorRole> CheckAppointed(CoordinatorRole first, CoordinatorRole last);

// The states from which a match still goes on. Pure.
std::vector<int> OpenStates();

// FAILED_PRECONDITION MATCH_OVER when nothing can happen to a match any more. Pure.
absl::Status CheckAssignable(const MatchHead& match);

// One thing that was decided: from day to day the match is this coordinator's.
struct AssignmentStep {
  std::string coordinator;
  CoordinatorRole role = CoordinatorRole::kProfessional;
  Span span;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  std::string reason;
  // It was recorded after the subsidy period of its day was sealed.
  bool correction = false;
};

// A match with who looks after it on a day.
struct Assignment {
  MatchHead match;
  // Who proposed it, until it is assigned.
  std::string coordinator;
  // Nothing: it was not assigned for that day.
  std::optional<Span> span = {};
  // How often it was assigned, for whatever days.
  int64_t version = 0;
};

}  // namespace buurtbrug::matching::domain
