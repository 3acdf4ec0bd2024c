#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/family_card.h"
#include "matching/engine/rule.h"

// Two families who are proposed to each other, held against the rules by what is known of them.
// Pure.
namespace buurtbrug::matching::engine {

// What the two families want of the support and of each other: a coordinator may pass these by
// hand, with a reason. No reason passes the others.
inline constexpr RuleSet kPassableRules =
    RuleSet::Range(static_cast<int>(Rule::kTooFar), static_cast<int>(Rule::kChildrenOfSameAge));

// One of the two as registration told it.
struct ToldSide {
  domain::FamilyCard card;
  std::optional<Point> point;  // nothing: it is not known where its area lies
  // Number of its contract in the agreements.
  std::uint16_t contract = 0;
};

struct Breach {
  Rule rule = Rule::kNoAgreement;
  std::string dutch;  // as Say
};

// The rules that the pair is known to break on `day`, for these children of the request family, in
// the order of the rules. As search judges them, but what was not told breaks nothing here:
//   - without an offer of the support family neither its willingness nor kPassableRules;
//   - without a need of any of the children none of kPassableRules; of several children only those
//     of whom a need was told are judged;
//   - the distance only where both points are known;
//   - willingness not on a day before the family was last asked.
// Within a profile, what is not said is as in BrokenRules: nobody said whether there is smoking
// inside. Ages are those of `day`. Children who have no moment or no transport in common are
// judged one by one. Readiness, pauses and places are judged elsewhere: domain::CheckProposal and
// CheckPlaceLeft.
std::vector<Breach> KnownBreaches(const ToldSide& request, const std::vector<int>& children,
                                  const ToldSide& support, absl::CivilDay day,
                                  const Agreements& agreements, const BarredPairs& barred = {});

}  // namespace buurtbrug::matching::engine
