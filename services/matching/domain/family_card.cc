#include "matching/domain/family_card.h"

#include <algorithm>
#include <array>

#include "platform/core/civil.h"

namespace buurtbrug::matching::domain {
namespace {

constexpr int kOldestYears = 23;

struct Words {
  absl::string_view code;
  absl::string_view dutch;
};
constexpr std::array<Words, kUnsearchedReasons> kWords = {{
    {"", ""},
    {"FAMILY_ERASED", "de gegevens van het gezin zijn gewist"},
    {"FAMILY_MERGED", "het gezin is samengevoegd met een ander gezin"},
    {"FAMILY_NOT_WAITING", "de intake is niet gedaan, of de zaak is gesloten"},
    {"FAMILY_NOT_AVAILABLE", "de screening is niet rond, of de zaak is gesloten"},
    {"PROFILE_UNKNOWN", "er is niet vastgelegd wat het gezin nodig heeft of biedt"},
    {"AREA_UNKNOWN", "het is niet bekend waar het postcodegebied ligt"},
    {"NEED_UNKNOWN", "er is niet vastgelegd wat dit kind, of de ouders, nodig heeft"},
    {"ALREADY_MATCHED", "er loopt al een koppeling"},
}};

bool IsThere(const FamilyCard& card, int child) {
  return !card.household ||
         std::find(card.household->begin(), card.household->end(), child) != card.household->end();
}

}  // namespace

absl::string_view CodeOf(Unsearched reason) { return kWords[static_cast<size_t>(reason)].code; }
absl::string_view DutchOf(Unsearched reason) { return kWords[static_cast<size_t>(reason)].dutch; }

Unsearched WhyUnsearched(const FamilyCard& card) {
  if (card.erased) {
    return Unsearched::kErased;
  }
  if (card.merged_into) {
    return Unsearched::kMerged;
  }
  if (card.role == FamilyRole::kRequest) {
    if (card.state != FamilyState::kWaiting) {
      return Unsearched::kNotWaiting;
    }
    return card.profile && !card.profile->needs.empty() ? Unsearched::kSearched
                                                        : Unsearched::kProfileUnknown;
  }
  if (card.state != FamilyState::kAvailable && card.state != FamilyState::kPaused) {
    return Unsearched::kNotAvailable;
  }
  return card.profile && card.profile->offer ? Unsearched::kSearched : Unsearched::kProfileUnknown;
}

int CapacityOf(const FamilyCard& card, int screened) {
  return card.profile && card.profile->offer ? std::min(screened, card.profile->offer->capacity)
                                             : screened;
}

int CapacityOf(const FamilyCard& card) { return CapacityOf(card, card.capacity); }

std::vector<ToldChild> ChildrenOn(const FamilyCard& card, absl::CivilDay day) {
  std::vector<ToldChild> children;
  if (!card.profile) {
    return children;
  }
  int passed = 0;
  while (passed < kOldestYears &&
         platform::core::Birthday(card.profile->told_on, passed + 1) <= day) {
    ++passed;
  }
  for (const ToldChild& child : card.profile->children) {
    if (IsThere(card, child.number)) {
      children.push_back({child.number, std::clamp(child.years + passed, 0, kOldestYears)});
    }
  }
  return children;
}

}  // namespace buurtbrug::matching::domain
