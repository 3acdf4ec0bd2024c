#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "platform/core/uuid.h"

// When a match counts as realised: a rule of the subsidy period, as data. Pure.
namespace buurtbrug::reporting::domain {

using platform::core::MatchId;

// Numbers as in buurtbrug.tenancy.v1.
enum class CountedAt { kNotAgreed = 0, kTrial = 1, kDefinitive = 2 };
enum class EndedInTrial { kNotAgreed = 0, kStaysCounted = 1, kNotCounted = 2 };

// Without an agreement a match counts on the first day of its trial, and stays counted.
struct CountingRule {
  CountedAt counted_at = CountedAt::kNotAgreed;
  EndedInTrial ended_in_trial = EndedInTrial::kNotAgreed;
};

// Each kind but the last is counted by one indicator.
enum class FactKind {
  kRequestFamilyRegistered,
  kSupportFamilyRegistered,
  kTrialStarted,
  kMatchEndedInTrial,
  kMatchDefinitive,
  // It came to the contract from the one that it follows, where it had counted. Holds for every
  // day.
  kMatchCountedBefore,
};

struct Fact {
  FactKind kind = FactKind::kRequestFamilyRegistered;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  // Of the facts about a match. Nothing: not known, and then its end is not known to be its own.
  std::optional<MatchId> match = std::nullopt;
  // Recorded after the subsidy period of its day was sealed.
  bool correction = false;
};

// The facts by which matches count as realised under `rule`, as far as `facts` tell: each on its
// own day, whichever subsidy period that lies in. `facts` holds what happened up to the day of the
// report and was recorded up to its instant, of every period: an end of a trial takes its match out
// of the quarter in which it counted, and a match that counted in the contract that it came from
// counts nowhere again.
std::vector<Fact> Realised(const CountingRule& rule, absl::Span<const Fact> facts);

}  // namespace buurtbrug::reporting::domain
