#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "matching/domain/match.h"
#include "matching/domain/proposal.h"
#include "matching/domain/readiness.h"

// All that matching knows of a family: what registration told of it, pseudonymous. Numbers of all
// enums as in buurtbrug.registration.v1; a set of them holds bit n for number n.
namespace buurtbrug::matching::domain {

enum class WishKind {
  kLanguage = 1,
  kNoPet = 2,
  kNoSmoking = 3,
  kAccessible = 4,
  kFatherFigure = 5,
  kExperiencedParents = 6,
  kChildrenOfSameAge = 7,
};
enum class WishStrength { kWish = 1, kLimit = 2 };

struct ToldWish {
  WishKind kind = WishKind::kLanguage;
  WishStrength strength = WishStrength::kWish;
  std::string language;
  int pet = 0;  // 0: any
  int accessibility = 0;
};

// What both sides say about the support.
struct ToldTerms {
  std::uint32_t kinds = 0;
  std::uint32_t moments = 0;  // none: any
  int frequency = 0;          // 0: not said
  int distance_km = 0;
  std::uint32_t transports = 0;
  std::vector<ToldWish> wishes;
  std::uint32_t interests = 0;  // none: not said
};

// Of a child by its number; 0: of the parents.
struct ToldNeed {
  int child = 0;
  ToldTerms terms;
};

struct ToldOffer {
  int capacity = 0;  // how many matches it wants at once
  ToldTerms terms;
  int youngest_age = 0;
  int oldest_age = 0;
};

struct ToldTraits {
  std::vector<std::string> languages;  // tags of BCP 47
  std::uint32_t pets = 0;
  int smoking = 0;  // 0: not said
  std::uint32_t accessibility = 0;
  bool father_figure = false;
  bool experienced_parents = false;
};

struct ToldChild {
  int number = 0;
  int years = 0;  // on the day on which it was told
};

// The last FamilyProfileChanged of a family.
struct ToldProfile {
  absl::CivilDay told_on;
  std::string area;  // four digits of the postcode
  std::vector<ToldNeed> needs;
  std::optional<ToldOffer> offer;
  ToldTraits traits;
  int urgency = 0;  // 0: not said
  std::optional<absl::CivilDay> willing_on;
  std::optional<absl::CivilDay> paused_until;
  std::vector<ToldChild> children;
};

struct FamilyCard {
  FamilyId id;
  FamilyRole role = FamilyRole::kRequest;
  FamilyState state = FamilyState::kRegistered;
  int capacity = 0;  // of the screening; 0: none was told
  std::optional<absl::CivilDay> waiting_since;
  std::optional<ToldProfile> profile;
  // Numbers of the children who are there; nothing: all that the profile names.
  std::optional<std::vector<int>> household;
  bool erased = false;
  // The family that its case goes on as.
  std::optional<FamilyId> merged_into;
  ToldReadiness readiness;
};

// Why nobody is looked for with a family, or with one of its needs. Not a rule between two
// families: without an answer to it there is no pair.
enum class Unsearched {
  kSearched = 0,
  kErased,          // registration erased it
  kMerged,          // its case goes on as another family's
  kNotWaiting,      // the intake of the request family is not done, or its case is closed
  kNotAvailable,    // the support family is not screened, or its case is closed
  kProfileUnknown,  // nothing was told of what it needs or offers
  kAreaUnknown,     // it is not known where its postcode area lies
  kNeedUnknown,     // of this child, or of the parents, no need was told
  kAlreadyMatched,  // of this child, or of the parents: a match that is not over
};
inline constexpr int kUnsearchedReasons = 9;

// "AREA_UNKNOWN"; empty for kSearched. Stays the same for ever.
absl::string_view CodeOf(Unsearched reason);
// In Dutch, as a coordinator reads it: no capital, no full stop.
absl::string_view DutchOf(Unsearched reason);

// Of the family as a whole, apart from where it lives. A support family that pauses is searched:
// its last day says until when. Pure.
Unsearched WhyUnsearched(const FamilyCard& card);

// How many matches the support family takes at once: what the screening allows, and no more than
// its offer wants where one was told. Pure.
int CapacityOf(const FamilyCard& card, int screened);
int CapacityOf(const FamilyCard& card);  // as its screening was told

// The children of the profile who are there, with their age in years on `day`: as told, and one
// more each whole year after, at most 23. A birthday is told with the next month, so until then an
// age may be one too low. Pure.
std::vector<ToldChild> ChildrenOn(const FamilyCard& card, absl::CivilDay day);

}  // namespace buurtbrug::matching::domain
