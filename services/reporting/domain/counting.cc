#include "reporting/domain/counting.h"

#include <set>

namespace buurtbrug::reporting::domain {
namespace {

std::set<MatchId> MatchesOf(absl::Span<const Fact> facts, FactKind kind) {
  std::set<MatchId> matches;
  for (const Fact& fact : facts) {
    if (fact.kind == kind && fact.match) {
      matches.insert(*fact.match);
    }
  }
  return matches;
}

}  // namespace

std::vector<Fact> Realised(const CountingRule& rule, absl::Span<const Fact> facts) {
  const FactKind counting = rule.counted_at == CountedAt::kDefinitive ? FactKind::kMatchDefinitive
                                                                      : FactKind::kTrialStarted;
  std::set<MatchId> uncounted = MatchesOf(facts, FactKind::kMatchCountedBefore);
  if (rule.ended_in_trial == EndedInTrial::kNotCounted) {
    uncounted.merge(MatchesOf(facts, FactKind::kMatchEndedInTrial));
  }
  std::vector<Fact> realised;
  for (const Fact& fact : facts) {
    if (fact.kind == counting && !(fact.match && uncounted.contains(*fact.match))) {
      realised.push_back(fact);
    }
  }
  return realised;
}

}  // namespace buurtbrug::reporting::domain
