#include "matching/domain/caseload.h"

#include <algorithm>

namespace buurtbrug::matching::domain {
namespace {

// The minutes of each calendar unit, by its days that lie in [first, last].
template <typename Unit>
int64_t ByUnits(int minutes, absl::CivilDay first, absl::CivilDay last) {
  int64_t sum = 0;
  for (Unit unit(first); absl::CivilDay(unit) <= last; ++unit) {
    const absl::CivilDay begin(unit);
    const absl::CivilDay end(unit + 1);
    const int64_t days = std::min(end, last + 1) - std::max(begin, first);
    sum += minutes * days / (end - begin);
  }
  return sum;
}

}  // namespace

std::optional<WorkKind> WorkOf(MatchState state) {
  switch (state) {
    case MatchState::kProposed:
      return WorkKind::kProposal;
    case MatchState::kIntroduced:
      return WorkKind::kIntroduction;
    case MatchState::kAgreed:
      return WorkKind::kAgreement;
    case MatchState::kInTrial:
      return WorkKind::kTrialStart;
    case MatchState::kDefinitive:
    case MatchState::kEndedInTrial:
      return WorkKind::kTrialEnd;
    case MatchState::kDeclined:
    case MatchState::kEndedEarly:
    case MatchState::kCompleted:
    case MatchState::kSustained:
      return WorkKind::kEnd;
    default:
      return std::nullopt;
  }
}

std::map<std::string, Load> LoadsOf(const std::vector<StepTaken>& steps,
                                    const std::vector<MinutesSpent>& spent,
                                    const std::set<MatchWork>& recorded,
                                    const std::vector<std::string>& held) {
  std::map<std::string, Load> loads;
  for (const MinutesSpent& one : spent) {
    loads[one.coordinator].recorded_minutes += one.minutes;
  }
  for (const StepTaken& step : steps) {
    if (recorded.contains({step.match, step.work})) {
      continue;
    }
    Load& load = loads[step.coordinator];
    load.estimated_minutes += step.usual_minutes.value_or(0);
    load.unknown_steps += step.usual_minutes ? 0 : 1;
  }
  for (const std::string& coordinator : held) {
    ++loads[coordinator].matches;
  }
  return loads;
}

std::optional<int64_t> PaidMinutes(int minutes, HoursPer per, const PeriodDays& period,
                                   absl::CivilDay day) {
  const int64_t days = day - period.first_day + 1;
  switch (per) {
    case HoursPer::kNotKnown:
      return std::nullopt;
    case HoursPer::kWeek:
      return minutes * days / 7;
    case HoursPer::kMonth:
      return ByUnits<absl::CivilMonth>(minutes, period.first_day, day);
    case HoursPer::kYear:
      return ByUnits<absl::CivilYear>(minutes, period.first_day, day);
    case HoursPer::kPeriod:
      return minutes * days / (period.last_day - period.first_day + 1);
  }
  return std::nullopt;
}

}  // namespace buurtbrug::matching::domain
