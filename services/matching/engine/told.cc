#include "matching/engine/told.h"

#include <algorithm>

namespace buurtbrug::matching::engine {
namespace {

constexpr std::int32_t kMetresPerKilometre = 1000;
constexpr std::int32_t kLeastUrgency = 1;
constexpr int kMostChildren = 31;

// Only the numbers from `first` to `last` mean something here.
template <typename Set>
Set Known(std::uint32_t told, int first, int last) {
  const Set known = Set::Range(first, last);
  return Set::OfBits(static_cast<decltype(known.bits())>(told & known.bits()));
}

template <typename Enum>
Enum KnownOr(int told, Enum last, Enum unknown) {
  return told >= 0 && told <= static_cast<int>(last) ? static_cast<Enum>(told) : unknown;
}

LanguageSet Joined(LanguageSet a, const LanguageSet& b) {
  constexpr int kLanguages = 256;
  for (int number = 0; number < kLanguages && !b.empty(); ++number) {
    if (b.Has(number)) {
      a.Insert(number);
    }
  }
  return a;
}

void Add(const domain::ToldWish& wish, WishSet& set, Languages& languages) {
  switch (wish.kind) {
    case domain::WishKind::kLanguage:
      set.languages = Joined(set.languages, languages.Asked(wish.language));
      break;
    case domain::WishKind::kNoPet:
      if (wish.pet >= 0 && wish.pet <= static_cast<int>(Pet::kOther)) {
        set.pets.Insert(static_cast<Pet>(wish.pet));
      }
      break;
    case domain::WishKind::kNoSmoking:
      set.qualities.Insert(Quality::kNoSmoking);
      break;
    case domain::WishKind::kAccessible:
      if (wish.accessibility >= static_cast<int>(Accessibility::kStepFree) &&
          wish.accessibility <= static_cast<int>(Accessibility::kBedroomDownstairs)) {
        set.accessibility.Insert(static_cast<Accessibility>(wish.accessibility));
      }
      break;
    case domain::WishKind::kFatherFigure:
      set.qualities.Insert(Quality::kFatherFigure);
      break;
    case domain::WishKind::kExperiencedParents:
      set.qualities.Insert(Quality::kExperiencedParents);
      break;
    case domain::WishKind::kChildrenOfSameAge:
      set.qualities.Insert(Quality::kChildrenOfSameAge);
      break;
  }
}

Terms TermsOf(const domain::ToldTerms& told, const domain::ToldTraits& traits, Point point,
              Languages& languages) {
  Terms terms;
  terms.point = point;
  terms.moments = Known<MomentSet>(told.moments, 1, kMoments);
  terms.kinds = Known<KindSet>(told.kinds, 1, static_cast<int>(SupportKind::kLanguagePractice));
  terms.distance_m = kMetresPerKilometre * told.distance_km;
  terms.frequency = KnownOr(told.frequency, Frequency::kByAppointment, Frequency::kUnknown);
  terms.transports = Known<TransportSet>(told.transports, 1, static_cast<int>(Transport::kCar));
  terms.interests = Known<InterestSet>(told.interests, 1, static_cast<int>(Interest::kOutings));
  terms.traits.languages = languages.Spoken(traits.languages);
  terms.traits.pets = Known<PetSet>(traits.pets, 1, static_cast<int>(Pet::kOther));
  terms.traits.accessibility = Known<AccessibilitySet>(
      traits.accessibility, 1, static_cast<int>(Accessibility::kBedroomDownstairs));
  terms.traits.smoking = KnownOr(traits.smoking, Smoking::kInside, Smoking::kUnknown);
  terms.traits.father_figure = traits.father_figure;
  terms.traits.experienced_parents = traits.experienced_parents;
  for (const domain::ToldWish& wish : told.wishes) {
    Add(wish,
        wish.strength == domain::WishStrength::kLimit ? terms.wishes.limits : terms.wishes.better,
        languages);
  }
  return terms;
}

DayNumber NumberOr(const std::optional<absl::CivilDay>& day, DayNumber otherwise) {
  return day ? NumberOf(*day) : otherwise;
}

AgeSet AgesOf(const std::vector<domain::ToldChild>& children) {
  AgeSet ages;
  for (const domain::ToldChild& child : children) {
    ages.Insert(child.years);
  }
  return ages;
}

WishSet Joined(const WishSet& a, const WishSet& b) {
  return {.languages = Joined(a.languages, b.languages),
          .pets = a.pets | b.pets,
          .accessibility = a.accessibility | b.accessibility,
          .qualities = a.qualities | b.qualities};
}

// Who asks for the shortest time between two contacts; by appointment, and what is not known, give
// way to a rhythm.
Frequency MoreOften(Frequency a, Frequency b) {
  if (a == Frequency::kUnknown || b == Frequency::kUnknown) {
    return std::max(a, b);
  }
  return std::min(a, b);
}

}  // namespace

DayNumber NumberOf(absl::CivilDay day) {
  return static_cast<DayNumber>(day - absl::CivilDay(1970, 1, 1));
}

Supporter SupporterOf(const domain::FamilyCard& card, Point point, int taken_places,
                      absl::CivilDay today, Languages& languages) {
  const domain::ToldProfile& told = *card.profile;
  const domain::ToldOffer& offer = *told.offer;
  Supporter supporter;
  supporter.family = card.id;
  supporter.terms = TermsOf(offer.terms, told.traits, point, languages);
  supporter.ages =
      AgeSet::Range(std::max(offer.youngest_age, 0), std::min(offer.oldest_age, kOldestYears));
  supporter.children = AgesOf(domain::ChildrenOn(card, today));
  supporter.capacity = domain::CapacityOf(card);
  supporter.free_places = std::max(supporter.capacity - taken_places, 0);
  const std::size_t spans = std::min(card.readiness.spans.size(), Supporter::kMostSpans);
  for (std::size_t i = 0; i < spans; ++i) {
    const domain::ReadySpan& span = card.readiness.spans[i];
    supporter.ready[i] = {NumberOf(span.first_day), NumberOr(span.last_day, kForEver)};
  }
  supporter.willing_on = NumberOr(told.willing_on, kNoDay);
  supporter.paused_until = NumberOr(told.paused_until, kNoDay);
  return supporter;
}

std::vector<Unit> UnitsOf(const domain::FamilyCard& card, Point point, absl::CivilDay today,
                          Languages& languages) {
  const domain::ToldProfile& told = *card.profile;
  const std::vector<domain::ToldChild> children = domain::ChildrenOn(card, today);
  std::vector<Unit> units;
  for (const domain::ToldNeed& need : told.needs) {
    Unit unit;
    unit.family = card.id;
    if (need.child == 0) {
      unit.nearby = AgesOf(children);
    } else {
      const auto child =
          std::find_if(children.begin(), children.end(),
                       [&](const domain::ToldChild& one) { return one.number == need.child; });
      if (child == children.end() || need.child < 0 || need.child > kMostChildren) {
        continue;
      }
      unit.ages.Insert(child->years);
      unit.nearby = unit.ages;
    }
    unit.children.Insert(need.child);
    unit.terms = TermsOf(need.terms, told.traits, point, languages);
    unit.waiting_since = NumberOr(card.waiting_since, kNoDay);
    unit.urgency = std::max(told.urgency, kLeastUrgency);
    units.push_back(unit);
  }
  std::sort(units.begin(), units.end(),
            [](const Unit& a, const Unit& b) { return a.children.bits() < b.children.bits(); });
  return units;
}

std::optional<Unit> Together(const std::vector<Unit>& units) {
  Unit all = units.front();
  for (std::size_t i = 1; i < units.size(); ++i) {
    const Unit& unit = units[i];
    const Terms& terms = unit.terms;
    all.children = all.children | unit.children;
    all.ages = all.ages | unit.ages;
    all.nearby = all.nearby | unit.nearby;
    const MomentSet moments = MomentsThatSuit(all.terms.moments) & MomentsThatSuit(terms.moments);
    if (moments.empty()) {
      return std::nullopt;
    }
    // Empty stays "any".
    if (!all.terms.moments.empty() || !terms.moments.empty()) {
      all.terms.moments = moments;
    }
    if (all.terms.transports.empty() || terms.transports.empty()) {
      all.terms.transports = all.terms.transports | terms.transports;
    } else {
      all.terms.transports = all.terms.transports & terms.transports;
      if (all.terms.transports.empty()) {
        return std::nullopt;
      }
    }
    all.terms.kinds = all.terms.kinds | terms.kinds;
    all.terms.interests = all.terms.interests | terms.interests;
    all.terms.distance_m = std::min(all.terms.distance_m, terms.distance_m);
    all.terms.frequency = MoreOften(all.terms.frequency, terms.frequency);
    all.terms.wishes.better = Joined(all.terms.wishes.better, terms.wishes.better);
    all.terms.wishes.limits = Joined(all.terms.wishes.limits, terms.wishes.limits);
    all.urgency = std::max(all.urgency, unit.urgency);
  }
  return all;
}

}  // namespace buurtbrug::matching::engine
