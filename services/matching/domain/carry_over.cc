#include "matching/domain/carry_over.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {

bool CountsIn(const std::vector<CountingPeriod>& periods, absl::CivilDay trial_first_day,
              std::optional<absl::CivilDay> definitive_on) {
  return std::any_of(periods.begin(), periods.end(), [&](const CountingPeriod& period) {
    const std::optional<absl::CivilDay> day =
        period.counted_at == CountedAt::kDefinitive ? definitive_on : trial_first_day;
    return day && period.first_day <= *day && *day <= period.last_day;
  });
}

std::set<MatchId> ComingAlong(std::set<MatchId> matches, const std::vector<RunningPlace>& places) {
  std::set<FamilyId> families;
  for (bool grows = true; grows;) {
    grows = false;
    for (const RunningPlace& place : places) {
      if (!place.match || matches.contains(*place.match)) {
        grows |= families.insert(place.family).second;
      } else if (families.contains(place.family)) {
        grows |= matches.insert(*place.match).second;
      }
    }
  }
  return matches;
}

absl::Status CheckRunning(const MatchHead& match) {
  if (IsRunning(match.state)) {
    return absl::OkStatus();
  }
  return platform::core::Error(
      absl::StatusCode::kFailedPrecondition, "MATCH_NOT_RUNNING",
      absl::StrCat("only a match in trial or definitive is carried over; this one is ",
                   NameOf(match.state)),
      {{"match_id", match.id.ToString()}, {"state", std::string(NameOf(match.state))}});
}

}  // namespace buurtbrug::matching::domain
