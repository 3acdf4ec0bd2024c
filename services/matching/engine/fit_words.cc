#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/engine/dutch.h"
#include "matching/engine/fit_parts.h"
#include "matching/engine/words.h"

namespace buurtbrug::matching::engine {
namespace {

struct PartWords {
  absl::string_view english;
  absl::string_view dutch;
};
constexpr std::array<PartWords, kFitParts> kWords = {{
    {"how near the two live, by the way in which they travel",
     "hoe dichtbij de twee gezinnen wonen, gezien hun vervoer"},
    {"how many parts of the week suit both", "op hoeveel dagdelen beide gezinnen kunnen"},
    {"how often support is offered, against how often it is needed",
     "hoe vaak steun wordt aangeboden, tegenover hoe vaak die nodig is"},
    {"how much of the kinds of support needed is offered",
     "hoeveel van de gevraagde soorten steun wordt aangeboden"},
    {"how many wishes of the two families are met",
     "hoeveel wensen van beide gezinnen worden vervuld"},
    {"whether they speak a common language, and the languages wished for",
     "of de gezinnen een taal delen, en de talen die gewenst zijn"},
    {"children of about the same age, where that is a wish",
     "kinderen van ongeveer dezelfde leeftijd, waar dat een wens is"},
    {"whether the children stay within the ages that the support family takes for two years",
     "of de kinderen twee jaar lang de leeftijd houden die het steungezin opvangt"},
    {"how long the request family waits", "hoe lang het vraaggezin wacht"},
    {"how urgent it is", "hoe dringend het is"},
    {"how many interests the two families share", "hoeveel interesses beide gezinnen delen"},
}};

std::vector<std::string> KindWords(KindSet kinds) {
  std::vector<std::string> words;
  ForEach(kinds, [&](SupportKind kind) { words.emplace_back(DutchOf(kind)); });
  return words;
}

std::string SayDistance(const Unit& unit, const Supporter& supporter) {
  const std::int32_t distance_m = DistanceMetres(unit.terms.point, supporter.terms.point);
  if (distance_m == 0) {
    return "woont in hetzelfde postcodegebied";
  }
  constexpr std::int32_t kNearly = 50;
  return distance_m < kNearly ? "woont vlakbij"
                              : absl::StrCat("woont ", DutchOfDistance(distance_m), " verderop");
}

std::string SayMoments(MomentSet needed, MomentSet offered) {
  constexpr std::size_t kMost = 4;
  if (needed.empty() && offered.empty()) {
    return "kan op elk moment";
  }
  std::vector<std::string> words;
  ForEach(MomentsThatSuit(needed) & MomentsThatSuit(offered),
          [&](Moment moment) { words.push_back(DutchOf(moment)); });
  return words.empty() ? "kan niet op dezelfde dagdelen"
                       : absl::StrCat("kan op ", DutchListUpTo(words, kMost));
}

std::string SayFrequency(Frequency needed, Frequency offered) {
  if (needed == Frequency::kUnknown || offered == Frequency::kUnknown) {
    return "hoe vaak is niet bekend";
  }
  if (needed == offered) {
    return absl::StrCat("kan ", DutchOf(offered), ", zoals gevraagd");
  }
  return absl::StrCat("kan ", DutchOf(offered), "; gevraagd is ", DutchOf(needed));
}

std::string SayKinds(KindSet needed, KindSet offered) {
  const std::vector<std::string> given = KindWords(needed & offered);
  const std::vector<std::string> missing = KindWords(needed - offered);
  if (given.empty()) {
    return absl::StrCat("biedt niet ", DutchList(missing, "of"));
  }
  if (missing.empty()) {
    return absl::StrCat("biedt ", DutchList(given));
  }
  return absl::StrCat("biedt ", DutchList(given), "; niet ", DutchList(missing, "of"));
}

// What one side wishes and the other has not.
void ListUnmet(const Wishes& wishes, const Traits& other, std::vector<std::string>& unmet) {
  const WishSet& better = wishes.better;
  PetSet unwanted = better.pets & other.pets;
  if (better.pets.Has(Pet::kAny) && !other.pets.empty()) {
    unwanted.Insert(Pet::kAny);
  }
  ForEach(unwanted, [&](Pet pet) { unmet.push_back(absl::StrCat("geen ", DutchOf(pet))); });
  ForEach(better.accessibility - other.accessibility,
          [&](Accessibility value) { unmet.emplace_back(DutchOf(value)); });
  if (better.qualities.Has(Quality::kNoSmoking) && other.smoking != Smoking::kNo &&
      other.smoking != Smoking::kOutside) {
    unmet.emplace_back("binnen niet roken");
  }
  if (better.qualities.Has(Quality::kFatherFigure) && !other.father_figure) {
    unmet.emplace_back("een vaderfiguur");
  }
  if ((better.qualities | wishes.limits.qualities).Has(Quality::kExperiencedParents) &&
      !other.experienced_parents) {
    unmet.emplace_back("ervaren ouders");
  }
}

std::string SayWishes(const Terms& need, const Terms& offer) {
  if (WishesMet(need, offer).asked == 0) {
    return "er zijn geen andere wensen";
  }
  std::vector<std::string> unmet;
  ListUnmet(need.wishes, offer.traits, unmet);
  ListUnmet(offer.wishes, need.traits, unmet);
  return unmet.empty() ? "alle wensen worden vervuld"
                       : absl::StrCat("niet vervuld: ", DutchList(unmet));
}

std::vector<std::string> LanguageWords(const LanguageSet& set, const Languages& languages) {
  std::vector<std::string> words;
  for (const std::string& tag : languages.TagsOf(set)) {
    words.push_back(DutchOfLanguage(tag));
  }
  return words;
}

std::string SayLanguage(const Terms& need, const Terms& offer, const Languages& languages) {
  const LanguageSet& asks = need.traits.languages;
  const LanguageSet& gives = offer.traits.languages;
  std::vector<std::string> said;
  // A tag brings what it begins with: said once, as "Arabisch".
  std::vector<std::string> common;
  for (const std::string& tag : languages.TagsOf(asks & gives)) {
    if (tag.find('-') == std::string::npos) {
      common.push_back(DutchOfLanguage(tag));
    }
  }
  if (!common.empty()) {
    said.push_back(absl::StrCat("beide gezinnen spreken ", DutchList(common)));
  } else if (!asks.empty() && !gives.empty()) {
    said.emplace_back("de gezinnen delen geen taal");
  } else {
    said.emplace_back("van een van de gezinnen is de taal niet bekend");
  }
  const auto unmet = [&](const Wishes& wishes, const Traits& other) {
    const std::vector<std::string> missing =
        LanguageWords(wishes.better.languages - other.languages, languages);
    if (!missing.empty()) {
      said.push_back(absl::StrCat("gewenst, maar niet gesproken: ", DutchList(missing)));
    }
  };
  unmet(need.wishes, offer.traits);
  unmet(offer.wishes, need.traits);
  std::string sentence = said.front();
  for (std::size_t i = 1; i < said.size(); ++i) {
    absl::StrAppend(&sentence, "; ", said[i]);
  }
  return sentence;
}

std::string SaySameAge(const Unit& unit, const Supporter& supporter) {
  if (!AsksForSameAge(unit, supporter)) {
    return "kinderen van dezelfde leeftijd zijn geen wens";
  }
  return HaveChildrenOfSameAge(unit, supporter)
             ? "er zijn kinderen van ongeveer dezelfde leeftijd"
             : "er zijn geen kinderen van ongeveer dezelfde leeftijd";
}

std::string SayInterests(InterestSet needed, InterestSet offered) {
  if (needed.empty() || offered.empty()) {
    return "van een van de gezinnen zijn geen interesses bekend";
  }
  const auto words_of = [](InterestSet interests) {
    std::vector<std::string> words;
    ForEach(interests, [&](Interest interest) { words.emplace_back(DutchOf(interest)); });
    return words;
  };
  const InterestSet shared = needed & offered;
  return shared.empty()
             ? absl::StrCat("noemt ", DutchList(words_of(needed), "of"), " niet als interesse")
             : absl::StrCat("houdt ook van ", DutchList(words_of(shared)));
}

std::string SayStay(const Unit& unit, const Supporter& supporter) {
  if (unit.ages.empty()) {
    return "de steun is voor de ouders";
  }
  const char* const who = unit.ages.size() == 1 ? "het kind" : "het oudste kind";
  switch (StayPart(unit.ages, supporter.ages)) {
    case kWholePart:
      return absl::StrCat(who, " kan twee jaar blijven");
    case kWholePart / 2:
      return absl::StrCat(who, " wordt binnen twee jaar te oud voor het steungezin");
    default:
      return absl::StrCat(who, " wordt binnen een jaar te oud voor het steungezin");
  }
}

std::string SayWaiting(DayNumber since, DayNumber day) {
  if (since == kNoDay || since >= day) {
    return "het vraaggezin wacht nog niet";
  }
  const DayNumber days = day - since;
  return absl::StrCat("het vraaggezin wacht ", days, days == 1 ? " dag" : " dagen");
}

std::string SayUrgency(std::int32_t urgency) {
  static constexpr std::array<absl::string_view, 3> kNames = {"niet dringend", "dringend",
                                                              "zeer dringend"};
  return std::string(kNames[static_cast<std::size_t>(std::clamp(urgency, 1, 3) - 1)]);
}

bool IsKnownOrAsked(FitPart part, const Unit& unit, const Supporter& supporter) {
  const Terms& need = unit.terms;
  const Terms& offer = supporter.terms;
  switch (part) {
    case FitPart::kWishes:
      return WishesMet(need, offer).asked > 0;
    case FitPart::kSameAge:
      return AsksForSameAge(unit, supporter);
    case FitPart::kStay:
      return !unit.ages.empty();
    case FitPart::kFrequency:
      return need.frequency != Frequency::kUnknown && offer.frequency != Frequency::kUnknown;
    case FitPart::kLanguage:
      return (!need.traits.languages.empty() && !offer.traits.languages.empty()) ||
             !need.wishes.better.languages.empty() || !offer.wishes.better.languages.empty();
    case FitPart::kInterests:
      return !need.interests.empty() && !offer.interests.empty();
    case FitPart::kDistance:
    case FitPart::kMoments:
    case FitPart::kKinds:
    case FitPart::kWaiting:
    case FitPart::kUrgency:
      break;
  }
  return true;
}

}  // namespace

Description Describe(FitPart part) {
  const PartWords& words = kWords[static_cast<std::size_t>(part)];
  return {CodeOf(part), words.english, words.dutch};
}

std::string Say(FitPart part, const Unit& unit, const Supporter& supporter, DayNumber day,
                const Languages& languages) {
  const Terms& need = unit.terms;
  const Terms& offer = supporter.terms;
  switch (part) {
    case FitPart::kDistance:
      return SayDistance(unit, supporter);
    case FitPart::kMoments:
      return SayMoments(need.moments, offer.moments);
    case FitPart::kFrequency:
      return SayFrequency(need.frequency, offer.frequency);
    case FitPart::kKinds:
      return SayKinds(need.kinds, offer.kinds);
    case FitPart::kWishes:
      return SayWishes(need, offer);
    case FitPart::kLanguage:
      return SayLanguage(need, offer, languages);
    case FitPart::kSameAge:
      return SaySameAge(unit, supporter);
    case FitPart::kStay:
      return SayStay(unit, supporter);
    case FitPart::kWaiting:
      return SayWaiting(unit.waiting_since, day);
    case FitPart::kUrgency:
      return SayUrgency(unit.urgency);
    case FitPart::kInterests:
      return SayInterests(need.interests, offer.interests);
  }
  return "";
}

Speaks SpeaksOf(FitPart part, const Unit& unit, const Supporter& supporter, const Fit& fit) {
  constexpr std::int32_t kForFrom = 700;
  constexpr std::int32_t kAgainstTo = 300;
  const std::int32_t value = fit.parts[static_cast<std::size_t>(part)];
  if (!IsKnownOrAsked(part, unit, supporter)) {
    return Speaks::kNeither;
  }
  if (value >= kForFrom) {
    return Speaks::kFor;
  }
  // A family that does not wait long, or is not urgent, is no reason against anybody.
  const bool fairness = part == FitPart::kWaiting || part == FitPart::kUrgency;
  return value <= kAgainstTo && !fairness ? Speaks::kAgainst : Speaks::kNeither;
}

std::vector<Reason> ReasonsOf(const Unit& unit, const Supporter& supporter, const Weights& weights,
                              DayNumber day, const Languages& languages) {
  const Fit fit = FitOf(unit, supporter, weights, day);
  const ShownFit shown = Show(fit, weights);
  std::vector<Reason> reasons;
  reasons.reserve(kFitParts);
  for (std::size_t i = 0; i < kFitParts; ++i) {
    const auto part = static_cast<FitPart>(i);
    reasons.push_back({part, SpeaksOf(part, unit, supporter, fit), shown.contribution[i],
                       shown.at_most[i], Say(part, unit, supporter, day, languages)});
  }
  return reasons;
}

}  // namespace buurtbrug::matching::engine
