#pragma once

#include <optional>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "matching/domain/match.h"
#include "matching/domain/match_life.h"

// Renewal: running matches go on in the contract that follows theirs.
namespace buurtbrug::matching::domain {

// Numbers as in buurtbrug.tenancy.v1.CountedAt. Without an agreement a match counts at its trial.
enum class CountedAt { kNotAgreed = 0, kTrial = 1, kDefinitive = 2 };

// When a match counts as realised in a subsidy period. Both days included.
struct CountingPeriod {
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  CountedAt counted_at = CountedAt::kNotAgreed;
};

// A running match as the contract that follows gets it.
struct CarriedMatch {
  MatchHead head;
  absl::CivilDay trial_first_day;
  // Nothing: still in trial.
  std::optional<absl::CivilDay> definitive_on;
  // Whether it counted as realised before, in this contract or in one that it came from.
  bool counted = false;
  // That is not over.
  std::optional<Substitution> substitution;
};

// Whether a match with these days counts as realised in one of `periods`. Pure.
bool CountsIn(const std::vector<CountingPeriod>& periods, absl::CivilDay trial_first_day,
              std::optional<absl::CivilDay> definitive_on);

// A place that a running match takes of a support family that can be carried over.
struct RunningPlace {
  // Nothing: a match of another contract takes it, and the family comes in any case.
  std::optional<MatchId> match;
  FamilyId family;
};

// `matches`, and those that come along: all that take a place of a family of which one that comes
// takes a place, so that no contract gives a place that the other one gave. Pure.
std::set<MatchId> ComingAlong(std::set<MatchId> matches, const std::vector<RunningPlace>& places);

// FAILED_PRECONDITION MATCH_NOT_RUNNING unless `match` can be carried over. Pure.
absl::Status CheckRunning(const MatchHead& match);

}  // namespace buurtbrug::matching::domain
