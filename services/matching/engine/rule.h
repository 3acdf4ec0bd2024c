#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "matching/engine/profile.h"

// The hard rules: a pair that breaks one is never proposed. Pure.
namespace buurtbrug::matching::engine {

// In the order in which a coordinator reads them. The reasons (CodeOf) stay the same for ever, the
// numbers need not.
enum class Rule : std::uint8_t {
  kNoAgreement = 0,    // no contract, and no pool agreement between the two contracts, is in force
  kExcluded,           // a coordinator excluded the pair
  kDeclinedBefore,     // one of the two declined the other before
  kFailedBefore,       // a match of the two ended in trial or early
  kNotReady,           // the support family is not ready for a trial on the day
  kPaused,             // it pauses on the day
  kWillingnessOld,     // it was not asked within kWillingDays before the day
  kNoPlace,            // it has fewer free places than the unit takes
  kTooFar,             // further apart than one of the two wants
  kKindNotOffered,     // not one kind of support that is needed is offered
  kNoCommonMoment,     // not one part of the week suits both
  kAge,                // a child is younger or older than the support family wants
  kLanguage,           // a limit: an adult of the other family speaks a language
  kPet,                // a limit: no pet, or not this one
  kSmoking,            // a limit: nobody smokes inside; not met when it is not known
  kAccessibility,      // a limit: what the home has
  kFatherFigure,       // a limit: a man who can be a father figure
  kChildrenOfSameAge,  // a limit: children of about the same age
};
inline constexpr int kRules = 18;
using RuleSet = SmallSet<Rule, std::uint32_t>;
inline constexpr RuleSet kAllRules = RuleSet::Range(0, kRules - 1);

// Willingness of the support family holds through this many days after the day on which it was
// asked.
inline constexpr int kWillingDays = 14;

// "TOO_FAR".
absl::string_view CodeOf(Rule rule);

// Why two families do not go together, whatever their profiles say.
enum class Bar : std::uint8_t { kExcluded = 0, kDeclined = 1, kFailed = 2 };
using BarSet = SmallSet<Bar, std::uint8_t>;
struct BarredPair {
  FamilyId request_family;
  FamilyId support_family;
  Bar bar = Bar::kExcluded;
};

// All barred pairs, in whatever order they come. A pair is barred for all children of the request
// family. Finding one costs the logarithm of their number.
class BarredPairs {
 public:
  BarredPairs() = default;
  explicit BarredPairs(std::vector<BarredPair> pairs);
  BarSet Of(const FamilyId& request_family, const FamilyId& support_family) const;
  // Those of the same two families beside each other.
  const std::vector<BarredPair>& pairs() const { return pairs_; }

 private:
  std::vector<BarredPair> pairs_;
};

// Which contracts may match with which on a day: (contract of the request family, contract of the
// support family). A contract that is in force is there with itself; a pool agreement adds its
// contracts with each other.
class Agreements {
 public:
  using Pair = std::pair<std::uint16_t, std::uint16_t>;
  Agreements() = default;
  explicit Agreements(std::vector<Pair> pairs);
  bool InForce(std::uint16_t request, std::uint16_t support) const;
  // Ascending.
  const std::vector<Pair>& pairs() const { return pairs_; }

 private:
  std::vector<Pair> pairs_;
};

// What the rules need besides the two families.
struct Conditions {
  DayNumber day = 0;
  Agreements agreements;
  BarredPairs barred;
};

// Every rule that the pair breaks.
RuleSet BrokenRules(const Unit& unit, const Supporter& supporter, const Conditions& conditions);

// Whether it breaks any: the same answer, found sooner. Stops at the first rule that is broken.
bool BreaksAny(const Unit& unit, const Supporter& supporter, const Conditions& conditions);

// The two halves of BreaksAny: what lies in the profiles and the day (which is cheap), and what
// lies between the two families (which is looked up).
bool BreaksByProfile(const Unit& unit, const Supporter& supporter, DayNumber day);
bool BreaksByHistory(const Unit& unit, const Supporter& supporter, const Conditions& conditions);

// The distance in metres that suits both.
std::int32_t DistanceForBoth(const Unit& unit, const Supporter& supporter);

}  // namespace buurtbrug::matching::engine
