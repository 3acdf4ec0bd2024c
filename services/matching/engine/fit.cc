#include "matching/engine/fit.h"

#include <algorithm>
#include <numeric>

#include "matching/engine/fit_parts.h"

namespace buurtbrug::matching::engine {
namespace {

constexpr std::array<absl::string_view, kFitParts> kCodes = {
    "DISTANCE", "MOMENTS", "FREQUENCY", "KINDS",   "WISHES",    "LANGUAGE",
    "SAME_AGE", "STAY",    "WAITING",   "URGENCY", "INTERESTS",
};
constexpr std::int32_t kHalf = kWholePart / 2;

std::int32_t Share(int some, int all) { return kWholePart * some / all; }

constexpr std::int64_t kThousand = 1000;

// The highest fit that there can be under `weights`.
std::int64_t WholeOf(const Weights& weights) {
  return std::int64_t{kWholePart} * std::accumulate(weights.of.begin(), weights.of.end(), 0);
}

void Add(Tally& tally, int met, int asked) {
  tally.met += met;
  tally.asked += asked;
}

void CountWishes(const Wishes& wishes, const Traits& other, Tally& tally) {
  const WishSet& better = wishes.better;
  const int unmet_pets = better.pets.Has(Pet::kAny) && !other.pets.empty()
                             ? (better.pets & other.pets).size() + 1
                             : (better.pets & other.pets).size();
  Add(tally, better.pets.size() - unmet_pets, better.pets.size());
  Add(tally, (better.accessibility & other.accessibility).size(), better.accessibility.size());
  const bool smoke_free = other.smoking == Smoking::kNo || other.smoking == Smoking::kOutside;
  const auto count = [&](bool asked, bool met) { Add(tally, asked && met ? 1 : 0, asked ? 1 : 0); };
  const QualitySet qualities = better.qualities;
  count(qualities.Has(Quality::kNoSmoking), smoke_free);
  count(qualities.Has(Quality::kFatherFigure), other.father_figure);
  count((qualities | wishes.limits.qualities).Has(Quality::kExperiencedParents),
        other.experienced_parents);
}

std::int32_t WishesPart(const Terms& need, const Terms& offer) {
  const Tally tally = WishesMet(need, offer);
  return tally.asked == 0 ? kWholePart : Share(tally.met, tally.asked);
}

std::int32_t LanguagePart(const Terms& need, const Terms& offer) {
  Tally tally;
  const LanguageSet& wanted = need.wishes.better.languages;
  const LanguageSet& liked = offer.wishes.better.languages;
  Add(tally, (wanted & offer.traits.languages).size(), wanted.size());
  Add(tally, (liked & need.traits.languages).size(), liked.size());
  if (!need.traits.languages.empty() && !offer.traits.languages.empty()) {
    Add(tally, need.traits.languages.Intersects(offer.traits.languages) ? 1 : 0, 1);
  }
  return tally.asked == 0 ? kHalf : Share(tally.met, tally.asked);
}

std::int32_t SameAgePart(const Unit& unit, const Supporter& supporter) {
  if (!AsksForSameAge(unit, supporter)) {
    return kWholePart;
  }
  if (unit.nearby.empty()) {
    return 0;
  }
  const AgeSet with_company = unit.nearby & AboutTheSameAge(supporter.children);
  return Share(with_company.size(), unit.nearby.size());
}

}  // namespace

Tally WishesMet(const Terms& need, const Terms& offer) {
  Tally tally;
  CountWishes(need.wishes, offer.traits, tally);
  CountWishes(offer.wishes, need.traits, tally);
  return tally;
}

bool AsksForSameAge(const Unit& unit, const Supporter& supporter) {
  const auto asks = [](const Wishes& wishes) {
    return (wishes.better.qualities | wishes.limits.qualities).Has(Quality::kChildrenOfSameAge);
  };
  return asks(unit.terms.wishes) || asks(supporter.terms.wishes);
}

absl::string_view CodeOf(FitPart part) { return kCodes[static_cast<std::size_t>(part)]; }

std::int32_t WaitingPart(DayNumber waiting_since, DayNumber day) {
  if (waiting_since == kNoDay || waiting_since >= day) {
    return 0;
  }
  const auto days = std::min<std::int64_t>(std::int64_t{day} - waiting_since, kWaitingDays);
  return Share(static_cast<int>(days), kWaitingDays);
}

std::int32_t UrgencyPart(std::int32_t urgency) { return kHalf * (std::clamp(urgency, 1, 3) - 1); }

bool AreUsable(const Weights& weights) {
  const auto in_range = [](std::int32_t weight) { return weight >= 0 && weight <= kMostWeight; };
  return std::all_of(weights.of.begin(), weights.of.end(), in_range) && weights.of != Parts{};
}

Fit FitOf(const Unit& unit, const Supporter& supporter, const Weights& weights, DayNumber day) {
  const Terms& need = unit.terms;
  const Terms& offer = supporter.terms;
  Fit fit;
  fit.parts = {
      DistancePart(DistanceMetres(need.point, offer.point), need.transports | offer.transports),
      MomentsPart(MomentsThatSuit(need.moments), MomentsThatSuit(offer.moments)),
      FrequencyPart(need.frequency, offer.frequency),
      KindsPart(need.kinds, offer.kinds),
      WishesPart(need, offer),
      LanguagePart(need, offer),
      SameAgePart(unit, supporter),
      StayPart(unit.ages, supporter.ages),
      WaitingPart(unit.waiting_since, day),
      UrgencyPart(unit.urgency),
      InterestsPart(need.interests, offer.interests),
  };
  fit.total = std::inner_product(fit.parts.begin(), fit.parts.end(), weights.of.begin(), 0);
  return fit;
}

std::int32_t OfThousand(std::int32_t total, const Weights& weights) {
  const std::int64_t whole = WholeOf(weights);
  return whole == 0 ? 0 : static_cast<std::int32_t>(kThousand * total / whole);
}

ShownFit Show(const Fit& fit, const Weights& weights) {
  const std::int64_t whole = WholeOf(weights);
  ShownFit shown;
  if (whole == 0) {
    return shown;
  }
  // Each contribution rounded down, then one more for those that lost most, until they add up.
  shown.of_thousand = OfThousand(fit.total, weights);
  std::array<std::int64_t, kFitParts> lost{};
  std::int32_t given = 0;
  for (std::size_t i = 0; i < kFitParts; ++i) {
    const std::int64_t amount = kThousand * fit.parts[i] * weights.of[i];
    shown.contribution[i] = static_cast<std::int32_t>(amount / whole);
    lost[i] = amount % whole;
    given += shown.contribution[i];
    const std::int64_t most = kThousand * kWholePart * weights.of[i];
    shown.at_most[i] = static_cast<std::int32_t>((most + whole - 1) / whole);
  }
  for (; given < shown.of_thousand; ++given) {
    const auto most = std::max_element(lost.begin(), lost.end());
    ++shown.contribution[static_cast<std::size_t>(most - lost.begin())];
    *most = 0;
  }
  return shown;
}

}  // namespace buurtbrug::matching::engine
