#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matching/engine/dutch.h"
#include "matching/engine/words.h"

namespace buurtbrug::matching::engine {
namespace {

struct RuleWords {
  absl::string_view english;
  absl::string_view dutch;
};
constexpr std::array<RuleWords, kRules> kWords = {{
    {"a contract, or a pool agreement between the two contracts, is in force on the day",
     "de overeenkomst, of de afspraak tussen de twee gemeenten, geldt op de dag"},
    {"no coordinator excluded the pair", "geen coördinator heeft de koppeling uitgesloten"},
    {"neither family declined the other before",
     "geen van beide gezinnen heeft de koppeling eerder afgewezen"},
    {"no match of the two ended in trial or early before",
     "een eerdere koppeling van de twee gezinnen is niet gestopt"},
    {"the support family is ready for a trial on the day",
     "het steungezin kan op de dag een proefperiode beginnen: de screening is rond"},
    {"the support family does not pause on the day", "het steungezin heeft op de dag geen pauze"},
    {"the support family said within 14 days before the day that it is willing",
     "het steungezin heeft in de 14 dagen vóór de dag gezegd dat het wil"},
    {"the support family has as many free places as are needed",
     "het steungezin heeft de plaatsen vrij die nodig zijn"},
    {"the distance is within what both families want",
     "de afstand is niet groter dan beide gezinnen willen"},
    {"at least one kind of support that is needed is offered",
     "het steungezin biedt ten minste één soort steun die nodig is"},
    {"at least one part of the week suits both; who names none can at any",
     "er is ten minste één dagdeel waarop beide gezinnen kunnen"},
    {"each child has an age that the support family takes",
     "elk kind heeft een leeftijd die het steungezin opvangt"},
    {"each language that one family asks for as a limit is spoken in the other",
     "elke taal die een gezin als grens noemt, wordt in het andere gesproken"},
    {"a family that asks for no pet as a limit meets none",
     "wie huisdieren als grens noemt, komt die in het andere gezin niet tegen"},
    {"where it is a limit, nobody smokes inside",
     "waar dat een grens is, wordt er binnen niet gerookt"},
    {"the home has what the other family names as a limit",
     "de woning heeft wat het andere gezin als grens noemt"},
    {"where it is a limit, there is a man who can be a father figure",
     "waar dat een grens is, is er een man die een vaderfiguur kan zijn"},
    {"where it is a limit, there are children of about the same age",
     "waar dat een grens is, zijn er kinderen van ongeveer dezelfde leeftijd"},
}};

constexpr absl::string_view kRequest = "het vraaggezin";
constexpr absl::string_view kSupport = "het steungezin";

// One side's limits, held against the other side.
struct Side {
  absl::string_view asks;
  absl::string_view other;
  const WishSet& limits;
  const Traits& traits;  // of the other one
};

// Both sides', joined: each says "" where its limits are met.
template <typename SayOne>
std::string OfBothSides(const Unit& unit, const Supporter& supporter, const SayOne& say) {
  const Side need = {kRequest, kSupport, unit.terms.wishes.limits, supporter.terms.traits};
  const Side offer = {kSupport, kRequest, supporter.terms.wishes.limits, unit.terms.traits};
  std::string first = say(need);
  const std::string second = say(offer);
  if (!first.empty() && !second.empty()) {
    absl::StrAppend(&first, "; ");
  }
  return absl::StrCat(first, second);
}

std::string SayLanguage(const Side& side, const Languages& languages) {
  std::vector<std::string> missing;
  for (const std::string& tag : languages.TagsOf(side.limits.languages - side.traits.languages)) {
    missing.push_back(DutchOfLanguage(tag));
  }
  if (missing.empty()) {
    return "";
  }
  return absl::StrCat(side.asks, " wil dat iemand ", DutchList(missing), " spreekt; bij ",
                      side.other, " is dat niet zo");
}

std::string SayPet(const Side& side) {
  std::vector<std::string> unwanted;
  const PetSet met =
      side.limits.pets.Has(Pet::kAny) ? side.traits.pets : side.limits.pets & side.traits.pets;
  ForEach(met, [&](Pet pet) { unwanted.push_back(absl::StrCat("een ", DutchOf(pet))); });
  if (unwanted.empty()) {
    return "";
  }
  return absl::StrCat(side.other, " heeft ", DutchList(unwanted), "; ", side.asks, " wil dat niet");
}

std::string SaySmoking(const Side& side) {
  const Smoking smoking = side.traits.smoking;
  if (!side.limits.qualities.Has(Quality::kNoSmoking) || smoking == Smoking::kNo ||
      smoking == Smoking::kOutside) {
    return "";
  }
  if (smoking == Smoking::kUnknown) {
    return absl::StrCat("van ", side.other, " is niet bekend of er binnen wordt gerookt; ",
                        side.asks, " wil dat niet");
  }
  return absl::StrCat("bij ", side.other, " wordt binnen gerookt; ", side.asks, " wil dat niet");
}

std::string SayAccessibility(const Side& side) {
  std::vector<std::string> missing;
  ForEach(side.limits.accessibility - side.traits.accessibility,
          [&](Accessibility value) { missing.emplace_back(DutchOf(value)); });
  if (missing.empty()) {
    return "";
  }
  return absl::StrCat(side.asks, " heeft ", DutchList(missing), " nodig; ", side.other,
                      " heeft dat niet");
}

std::string SayFatherFigure(const Side& side) {
  if (!side.limits.qualities.Has(Quality::kFatherFigure) || side.traits.father_figure) {
    return "";
  }
  return absl::StrCat(side.asks, " wil een vaderfiguur; bij ", side.other, " is die er niet");
}

std::string SaySameAge(const Side& side) {
  if (!side.limits.qualities.Has(Quality::kChildrenOfSameAge)) {
    return "";
  }
  return absl::StrCat(side.asks, " wil kinderen van ongeveer dezelfde leeftijd; bij ", side.other,
                      " zijn die er niet");
}

std::string SayNotReady(const Supporter& supporter, DayNumber day) {
  DayNumber next = kForEver;
  for (const DaySpan& span : supporter.ready) {
    if (span.first > day && span.first <= span.last) {
      next = std::min(next, span.first);
    }
  }
  std::string words =
      "het steungezin kan nog geen proefperiode beginnen: de screening is niet rond";
  if (next != kForEver) {
    absl::StrAppend(&words, "; wel vanaf ", DutchOfDay(next));
  }
  return words;
}

std::string SayWillingness(const Supporter& supporter, DayNumber day) {
  if (supporter.willing_on == kNoDay || supporter.willing_on > day) {
    return "aan het steungezin is nog niet gevraagd of het nu wil";
  }
  return absl::StrCat("het steungezin is voor het laatst op ", DutchOfDay(supporter.willing_on),
                      " gevraagd of het wil; dat geldt ", kWillingDays, " dagen");
}

std::string SayNoPlace(const Unit& unit, const Supporter& supporter) {
  if (supporter.free_places <= 0) {
    return supporter.capacity == 1 ? "de plaats bij het steungezin is bezet"
                                   : absl::StrCat("alle ", supporter.capacity,
                                                  " plaatsen bij het steungezin zijn bezet");
  }
  return absl::StrCat("er zijn ", unit.places, " plaatsen nodig; het steungezin heeft er ",
                      supporter.free_places, " vrij");
}

std::string SayTooFar(const Unit& unit, const Supporter& supporter) {
  const std::int32_t distance_m = DistanceMetres(unit.terms.point, supporter.terms.point);
  std::vector<std::string> limits;
  if (distance_m > unit.terms.distance_m) {
    limits.push_back(
        absl::StrCat(kRequest, " wil hooguit ", DutchOfDistance(unit.terms.distance_m)));
  }
  if (distance_m > supporter.terms.distance_m) {
    limits.push_back(
        absl::StrCat(kSupport, " wil hooguit ", DutchOfDistance(supporter.terms.distance_m)));
  }
  return absl::StrCat("woont ", DutchOfDistance(distance_m), " verderop; ", DutchList(limits));
}

std::string KindsIn(KindSet kinds, absl::string_view last) {
  std::vector<std::string> words;
  ForEach(kinds, [&](SupportKind kind) { words.emplace_back(DutchOf(kind)); });
  return DutchList(words, last);
}

std::string MomentsIn(MomentSet moments) {
  constexpr std::size_t kMost = 4;
  std::vector<std::string> words;
  ForEach(moments, [&](Moment moment) { words.push_back(DutchOf(moment)); });
  return DutchListUpTo(words, kMost);
}

std::string SayAge(const Unit& unit, const Supporter& supporter) {
  std::vector<std::string> years;
  ForEach(unit.ages - supporter.ages, [&](int age) { years.push_back(absl::StrCat(age)); });
  const std::string takes = supporter.ages.empty()
                                ? "geen kinderen op"
                                : absl::StrCat("kinderen van ", supporter.ages.front(),
                                               " tot en met ", supporter.ages.back(), " jaar op");
  return absl::StrCat("het steungezin vangt ", takes, "; hier gaat het om ", DutchList(years),
                      " jaar");
}

}  // namespace

Description Describe(Rule rule) {
  const RuleWords& words = kWords[static_cast<std::size_t>(rule)];
  return {CodeOf(rule), words.english, words.dutch};
}

std::string Say(Rule rule, const Unit& unit, const Supporter& supporter,
                const Conditions& conditions, const Languages& languages) {
  switch (rule) {
    case Rule::kNoAgreement:
      return unit.terms.contract == supporter.terms.contract
                 ? "de overeenkomst geldt niet op deze dag"
                 : "er is op deze dag geen afspraak tussen de gemeenten van de twee gezinnen";
    case Rule::kExcluded:
      return "een coördinator heeft deze koppeling uitgesloten";
    case Rule::kDeclinedBefore:
      return "een van de twee gezinnen heeft deze koppeling eerder afgewezen";
    case Rule::kFailedBefore:
      return "een eerdere koppeling van deze twee gezinnen is gestopt";
    case Rule::kNotReady:
      return SayNotReady(supporter, conditions.day);
    case Rule::kPaused:
      return absl::StrCat("het steungezin heeft een pauze tot en met ",
                          DutchOfDay(supporter.paused_until));
    case Rule::kWillingnessOld:
      return SayWillingness(supporter, conditions.day);
    case Rule::kNoPlace:
      return SayNoPlace(unit, supporter);
    case Rule::kTooFar:
      return SayTooFar(unit, supporter);
    case Rule::kKindNotOffered:
      return absl::StrCat("gevraagd is ", KindsIn(unit.terms.kinds, "of"),
                          "; het steungezin biedt ", KindsIn(supporter.terms.kinds, "en"));
    case Rule::kNoCommonMoment:
      return absl::StrCat("het vraaggezin kan op ", MomentsIn(unit.terms.moments),
                          "; het steungezin op ", MomentsIn(supporter.terms.moments));
    case Rule::kAge:
      return SayAge(unit, supporter);
    case Rule::kLanguage:
      return OfBothSides(unit, supporter,
                         [&](const Side& side) { return SayLanguage(side, languages); });
    case Rule::kPet:
      return OfBothSides(unit, supporter, SayPet);
    case Rule::kSmoking:
      return OfBothSides(unit, supporter, SaySmoking);
    case Rule::kAccessibility:
      return OfBothSides(unit, supporter, SayAccessibility);
    case Rule::kFatherFigure:
      return OfBothSides(unit, supporter, SayFatherFigure);
    case Rule::kChildrenOfSameAge:
      return OfBothSides(unit, supporter, SaySameAge);
  }
  return "";
}

}  // namespace buurtbrug::matching::engine
