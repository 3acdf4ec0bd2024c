#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/assignment.h"
#include "matching/domain/match.h"

// The time of coordinators beside the hours that the subsidy pays for.
namespace buurtbrug::matching::domain {

inline constexpr int kMostMinutes = 1440;

// What a coordinator spends time on. Numbers as in buurtbrug.tenancy.v1.WorkKind.
enum class WorkKind {
  kProposal = 1,
  kIntroduction = 2,
  kAgreement = 3,
  kTrialStart = 4,
  kTrialEnd = 5,
  kEnd = 6,
  kEvaluation = 7,
  kContact = 8,
  kTravel = 9,
  kOther = 10,
};

// The work of a step into `state`; nothing: none that the protocol gives minutes for. Pure.
std::optional<WorkKind> WorkOf(MatchState state);

// A step of a match, by whose it was on its day.
struct StepTaken {
  MatchId match;
  WorkKind work = WorkKind::kProposal;
  std::string coordinator;
  // The usual minutes by the protocol of its day; nothing: it does not say.
  std::optional<int> usual_minutes = {};
};

// Minutes that one coordinator recorded of one kind of work on one match.
struct MinutesSpent {
  MatchId match;
  WorkKind work = WorkKind::kProposal;
  std::string coordinator;
  int64_t minutes = 0;
};

// A kind of work on one match.
using MatchWork = std::pair<MatchId, WorkKind>;

struct Load {
  int matches = 0;
  int64_t recorded_minutes = 0;
  int64_t estimated_minutes = 0;
  int unknown_steps = 0;
};

// By coordinator. A step is estimated only where nobody recorded minutes of its kind for its match,
// as `recorded` says, which may lie outside the days of the others: recorded time takes the place
// of the usual one, it is not added to it. `held`: whose the matches are that are not over, one
// entry for each. Pure.
std::map<std::string, Load> LoadsOf(const std::vector<StepTaken>& steps,
                                    const std::vector<MinutesSpent>& spent,
                                    const std::set<MatchWork>& recorded,
                                    const std::vector<std::string>& held);

// Numbers as in buurtbrug.tenancy.v1.HoursPer.
enum class HoursPer { kNotKnown = 0, kWeek = 1, kMonth = 2, kYear = 3, kPeriod = 4 };

// Days, both included.
struct PeriodDays {
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

// How much of so many minutes per `per` lies in the days of `period` up to and including `day`,
// which is one of them. A part of a week, month, year or period counts by its days, each of these
// rounded down to whole minutes. Nothing: per what is not known. Pure.
std::optional<int64_t> PaidMinutes(int minutes, HoursPer per, const PeriodDays& period,
                                   absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
