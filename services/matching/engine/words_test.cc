#include "matching/engine/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "matching/engine/dutch.h"
#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

struct Scene {
  Unit unit = SomeUnit();
  Supporter supporter = SomeSupporter();
  Conditions conditions = SomeConditions();
  Languages languages;
};

struct RuleCase {
  Rule rule = Rule::kNoAgreement;
  std::string expected;
  std::function<void(Scene&)> change;
};

std::vector<RuleCase> RuleCases() {
  return {
      {Rule::kNoAgreement, "de overeenkomst geldt niet op deze dag",
       [](Scene& s) { s.conditions.agreements = {}; }},
      {Rule::kNoAgreement,
       "er is op deze dag geen afspraak tussen de gemeenten van de twee gezinnen",
       [](Scene& s) { s.supporter.terms.contract = 1; }},
      {Rule::kExcluded, "een coördinator heeft deze koppeling uitgesloten", [](Scene&) {}},
      {Rule::kDeclinedBefore, "een van de twee gezinnen heeft deze koppeling eerder afgewezen",
       [](Scene&) {}},
      {Rule::kFailedBefore, "een eerdere koppeling van deze twee gezinnen is gestopt",
       [](Scene&) {}},
      {Rule::kNotReady,
       "het steungezin kan nog geen proefperiode beginnen: de screening is niet rond",
       [](Scene& s) { s.supporter.ready = {}; }},
      {Rule::kNotReady,
       "het steungezin kan nog geen proefperiode beginnen: de screening is niet rond; wel vanaf "
       "1 december 2020",
       [](Scene& s) { s.supporter.ready[0].first = kToday + 10; }},
      {Rule::kPaused, "het steungezin heeft een pauze tot en met 1 januari 2021",
       [](Scene& s) { s.supporter.paused_until = kToday + 41; }},
      {Rule::kWillingnessOld, "aan het steungezin is nog niet gevraagd of het nu wil",
       [](Scene& s) { s.supporter.willing_on = kNoDay; }},
      {Rule::kWillingnessOld,
       "het steungezin is voor het laatst op 1 november 2020 gevraagd of het wil; dat geldt 14 "
       "dagen",
       [](Scene& s) { s.supporter.willing_on = kToday - 20; }},
      {Rule::kNoPlace, "alle 2 plaatsen bij het steungezin zijn bezet",
       [](Scene& s) { s.supporter.free_places = 0; }},
      {Rule::kNoPlace, "de plaats bij het steungezin is bezet",
       [](Scene& s) {
         s.supporter.capacity = 1;
         s.supporter.free_places = 0;
       }},
      {Rule::kNoPlace, "er zijn 2 plaatsen nodig; het steungezin heeft er 1 vrij",
       [](Scene& s) { s.unit.places = 2; }},
      {Rule::kTooFar, "woont 3,0 km verderop; het vraaggezin wil hooguit 2,0 km",
       [](Scene& s) { s.unit.terms.distance_m = 2000; }},
      {Rule::kTooFar,
       "woont 12 km verderop; het vraaggezin wil hooguit 5,0 km en het steungezin wil hooguit "
       "6,0 km",
       [](Scene& s) { s.supporter.terms.point.x_m = s.unit.terms.point.x_m + 12'400; }},
      {Rule::kKindNotOffered,
       "gevraagd is logeren of de vakantie; het steungezin biedt een vaste middag en hulp bij "
       "huiswerk",
       [](Scene& s) {
         s.unit.terms.kinds = {SupportKind::kHoliday, SupportKind::kOvernightStay};
       }},
      {Rule::kNoCommonMoment, "het vraaggezin kan op zondagnacht; het steungezin op woensdagmiddag",
       [](Scene& s) { s.unit.terms.moments = {MomentOf(Weekday::kSunday, PartOfDay::kNight)}; }},
      {Rule::kAge,
       "het steungezin vangt kinderen van 4 tot en met 12 jaar op; hier gaat het om 2 en 14 jaar",
       [](Scene& s) {
         s.unit.ages = {2, 8, 14};
       }},
      {Rule::kLanguage,
       "het vraaggezin wil dat iemand Arabisch spreekt; bij het steungezin is dat niet zo",
       [](Scene& s) { s.unit.terms.wishes.limits.languages = s.languages.Asked("ar"); }},
      {Rule::kLanguage,
       "het vraaggezin wil dat iemand Turks spreekt; bij het steungezin is dat niet zo; het "
       "steungezin wil dat iemand Nederlands spreekt; bij het vraaggezin is dat niet zo",
       [](Scene& s) {
         s.unit.terms.wishes.limits.languages = s.languages.Asked("tr");
         s.supporter.terms.wishes.limits.languages = s.languages.Asked("nl");
       }},
      {Rule::kPet, "het steungezin heeft een hond; het vraaggezin wil dat niet",
       [](Scene& s) {
         s.unit.terms.wishes.limits.pets = {Pet::kDog};
         s.supporter.terms.traits.pets = {Pet::kDog, Pet::kCat};
       }},
      {Rule::kPet, "het vraaggezin heeft een kat en een vogel; het steungezin wil dat niet",
       [](Scene& s) {
         s.supporter.terms.wishes.limits.pets = {Pet::kAny};
         s.unit.terms.traits.pets = {Pet::kBird, Pet::kCat};
       }},
      {Rule::kSmoking, "bij het steungezin wordt binnen gerookt; het vraaggezin wil dat niet",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kNoSmoking};
         s.supporter.terms.traits.smoking = Smoking::kInside;
       }},
      {Rule::kSmoking,
       "van het steungezin is niet bekend of er binnen wordt gerookt; het vraaggezin wil dat niet",
       [](Scene& s) { s.unit.terms.wishes.limits.qualities = {Quality::kNoSmoking}; }},
      {Rule::kAccessibility,
       "het vraaggezin heeft een woning zonder drempels nodig; het steungezin heeft dat niet",
       [](Scene& s) { s.unit.terms.wishes.limits.accessibility = {Accessibility::kStepFree}; }},
      {Rule::kFatherFigure, "het vraaggezin wil een vaderfiguur; bij het steungezin is die er niet",
       [](Scene& s) { s.unit.terms.wishes.limits.qualities = {Quality::kFatherFigure}; }},
      {Rule::kChildrenOfSameAge,
       "het vraaggezin wil kinderen van ongeveer dezelfde leeftijd; bij het steungezin zijn die er "
       "niet",
       [](Scene& s) { s.unit.terms.wishes.limits.qualities = {Quality::kChildrenOfSameAge}; }},
  };
}

TEST(SayRule, TellsACoordinatorWhyNot) {
  RuleSet seen;
  for (const RuleCase& example : RuleCases()) {
    Scene scene;
    example.change(scene);
    EXPECT_EQ(Say(example.rule, scene.unit, scene.supporter, scene.conditions, scene.languages),
              example.expected);
    seen.Insert(example.rule);
  }
  EXPECT_EQ(seen, kAllRules) << "a rule without words";
}

struct PartCase {
  FitPart part = FitPart::kDistance;
  std::string expected;
  Speaks speaks = Speaks::kNeither;
  std::function<void(Scene&)> change;
};

std::vector<PartCase> PartCases() {
  return {
      {FitPart::kDistance, "woont 1,4 km verderop", Speaks::kFor,
       [](Scene& s) { s.supporter.terms.point.x_m = s.unit.terms.point.x_m + 1420; }},
      {FitPart::kDistance, "woont 400 m verderop", Speaks::kFor,
       [](Scene& s) { s.supporter.terms.point.x_m = s.unit.terms.point.x_m + 390; }},
      {FitPart::kDistance, "woont vlakbij", Speaks::kFor,
       [](Scene& s) { s.supporter.terms.point.x_m = s.unit.terms.point.x_m + 49; }},
      {FitPart::kDistance, "woont in hetzelfde postcodegebied", Speaks::kFor,
       [](Scene& s) { s.supporter.terms.point = s.unit.terms.point; }},
      {FitPart::kDistance, "woont 6,0 km verderop", Speaks::kAgainst,
       [](Scene& s) { s.supporter.terms.point.x_m = s.unit.terms.point.x_m + 6000; }},
      {FitPart::kMoments, "kan op woensdagmiddag", Speaks::kFor, [](Scene&) {}},
      {FitPart::kMoments, "kan op elk moment", Speaks::kFor,
       [](Scene& s) { s.unit.terms.moments = s.supporter.terms.moments = {}; }},
      {FitPart::kMoments,
       "kan op maandagochtend, maandagmiddag, maandagavond, maandagnacht en nog 2", Speaks::kFor,
       [](Scene& s) {
         s.unit.terms.moments = MomentSet::Range(1, 6);
         s.supporter.terms.moments = {};
       }},
      {FitPart::kMoments, "kan niet op dezelfde dagdelen", Speaks::kAgainst,
       [](Scene& s) { s.unit.terms.moments = MomentSet::Range(1, 6); }},
      {FitPart::kFrequency, "kan elke week, zoals gevraagd", Speaks::kFor, [](Scene&) {}},
      {FitPart::kFrequency, "kan om de week; gevraagd is elke week", Speaks::kNeither,
       [](Scene& s) { s.supporter.terms.frequency = Frequency::kTwoWeekly; }},
      {FitPart::kFrequency, "kan elke maand; gevraagd is elke week", Speaks::kAgainst,
       [](Scene& s) { s.supporter.terms.frequency = Frequency::kMonthly; }},
      {FitPart::kFrequency, "hoe vaak is niet bekend", Speaks::kNeither,
       [](Scene& s) { s.supporter.terms.frequency = Frequency::kUnknown; }},
      {FitPart::kKinds, "biedt een vaste middag", Speaks::kFor, [](Scene&) {}},
      {FitPart::kKinds, "biedt een vaste middag; niet logeren of de vakantie", Speaks::kNeither,
       [](Scene& s) {
         s.unit.terms.kinds = {SupportKind::kFixedAfternoon, SupportKind::kHoliday,
                               SupportKind::kOvernightStay};
       }},
      {FitPart::kKinds, "biedt niet logeren", Speaks::kAgainst,
       [](Scene& s) { s.unit.terms.kinds = {SupportKind::kOvernightStay}; }},
      {FitPart::kWishes, "er zijn geen andere wensen", Speaks::kNeither, [](Scene&) {}},
      {FitPart::kWishes, "alle wensen worden vervuld", Speaks::kFor,
       [](Scene& s) { s.unit.terms.wishes.better.pets = {Pet::kDog}; }},
      {FitPart::kWishes,
       "niet vervuld: geen huisdier, geen kat, een slaapkamer beneden, binnen niet roken, een "
       "vaderfiguur en ervaren ouders",
       Speaks::kAgainst,
       [](Scene& s) {
         s.unit.terms.wishes.better.pets = {Pet::kAny, Pet::kCat};
         s.supporter.terms.traits.pets = {Pet::kCat};
         s.unit.terms.wishes.better.accessibility = {Accessibility::kBedroomDownstairs};
         s.unit.terms.wishes.better.qualities = {Quality::kNoSmoking, Quality::kFatherFigure};
         s.unit.terms.wishes.limits.qualities = {Quality::kExperiencedParents};
       }},
      {FitPart::kLanguage, "beide gezinnen spreken Arabisch en Nederlands", Speaks::kFor,
       [](Scene& s) {
         s.unit.terms.traits.languages = s.languages.Spoken({"nl", "ar-SY"});
         s.supporter.terms.traits.languages = s.languages.Spoken({"ar", "nl"});
       }},
      {FitPart::kLanguage, "de gezinnen delen geen taal", Speaks::kAgainst,
       [](Scene& s) {
         s.unit.terms.traits.languages = s.languages.Spoken({"tr"});
         s.supporter.terms.traits.languages = s.languages.Spoken({"nl"});
       }},
      {FitPart::kLanguage, "van een van de gezinnen is de taal niet bekend", Speaks::kNeither,
       [](Scene&) {}},
      {FitPart::kLanguage,
       "beide gezinnen spreken Nederlands; gewenst, maar niet gesproken: Arabisch (ar-SY)",
       Speaks::kNeither,
       [](Scene& s) {
         s.unit.terms.traits.languages = s.languages.Spoken({"nl"});
         s.supporter.terms.traits.languages = s.languages.Spoken({"nl"});
         s.unit.terms.wishes.better.languages = s.languages.Asked("ar-SY");
       }},
      {FitPart::kSameAge, "kinderen van dezelfde leeftijd zijn geen wens", Speaks::kNeither,
       [](Scene&) {}},
      {FitPart::kSameAge, "er zijn kinderen van ongeveer dezelfde leeftijd", Speaks::kFor,
       [](Scene& s) {
         s.unit.terms.wishes.better.qualities = {Quality::kChildrenOfSameAge};
         s.supporter.children = {9};
       }},
      {FitPart::kSameAge, "er zijn geen kinderen van ongeveer dezelfde leeftijd", Speaks::kAgainst,
       [](Scene& s) { s.unit.terms.wishes.better.qualities = {Quality::kChildrenOfSameAge}; }},
      {FitPart::kStay, "het kind kan twee jaar blijven", Speaks::kFor, [](Scene&) {}},
      {FitPart::kStay, "het oudste kind wordt binnen twee jaar te oud voor het steungezin",
       Speaks::kNeither,
       [](Scene& s) {
         s.unit.ages = {5, 11};
       }},
      {FitPart::kStay, "het kind wordt binnen een jaar te oud voor het steungezin",
       Speaks::kAgainst, [](Scene& s) { s.unit.ages = {12}; }},
      {FitPart::kStay, "de steun is voor de ouders", Speaks::kNeither,
       [](Scene& s) { s.unit.ages = {}; }},
      {FitPart::kWaiting, "het vraaggezin wacht 91 dagen", Speaks::kNeither, [](Scene&) {}},
      {FitPart::kWaiting, "het vraaggezin wacht 1 dag", Speaks::kNeither,
       [](Scene& s) { s.unit.waiting_since = kToday - 1; }},
      {FitPart::kWaiting, "het vraaggezin wacht nog niet", Speaks::kNeither,
       [](Scene& s) { s.unit.waiting_since = kToday; }},
      {FitPart::kWaiting, "het vraaggezin wacht 200 dagen", Speaks::kFor,
       [](Scene& s) { s.unit.waiting_since = kToday - 200; }},
      {FitPart::kUrgency, "niet dringend", Speaks::kNeither, [](Scene& s) { s.unit.urgency = 1; }},
      {FitPart::kUrgency, "dringend", Speaks::kNeither, [](Scene&) {}},
      {FitPart::kUrgency, "zeer dringend", Speaks::kFor, [](Scene& s) { s.unit.urgency = 3; }},
      {FitPart::kInterests, "houdt ook van dieren, knutselen en muziek", Speaks::kFor,
       [](Scene& s) {
         s.unit.terms.interests = {Interest::kMusic, Interest::kAnimals, Interest::kCrafts,
                                   Interest::kGames};
         s.supporter.terms.interests = {Interest::kAnimals, Interest::kCrafts, Interest::kMusic,
                                        Interest::kSport};
       }},
      {FitPart::kInterests, "houdt ook van de natuur", Speaks::kNeither,
       [](Scene& s) {
         s.unit.terms.interests = {Interest::kNature, Interest::kOutings};
         s.supporter.terms.interests = {Interest::kNature};
       }},
      {FitPart::kInterests, "noemt zwemmen of koken niet als interesse", Speaks::kAgainst,
       [](Scene& s) {
         s.unit.terms.interests = {Interest::kSwimming, Interest::kCooking};
         s.supporter.terms.interests = {Interest::kTheatre};
       }},
      {FitPart::kInterests, "van een van de gezinnen zijn geen interesses bekend", Speaks::kNeither,
       [](Scene& s) { s.unit.terms.interests = {Interest::kNature}; }},
  };
}

TEST(SayPart, TellsACoordinatorWhereTheFitComesFrom) {
  for (const PartCase& example : PartCases()) {
    Scene scene;
    example.change(scene);
    EXPECT_EQ(Say(example.part, scene.unit, scene.supporter, kToday, scene.languages),
              example.expected);
    EXPECT_EQ(SpeaksOf(example.part, scene.unit, scene.supporter,
                       FitOf(scene.unit, scene.supporter, Weights(), kToday)),
              example.speaks)
        << example.expected;
  }
}

TEST(ReasonsOf, GivesEachPartWithItsContributionAndWords) {
  const std::vector<Reason> reasons =
      ReasonsOf(SomeUnit(), SomeSupporter(), Weights(), kToday, Languages());
  ASSERT_EQ(reasons.size(), static_cast<std::size_t>(kFitParts));
  EXPECT_EQ(reasons[0].part, FitPart::kDistance);
  EXPECT_EQ(reasons[0].contribution, 111);
  EXPECT_EQ(reasons[0].at_most, 186);
  EXPECT_EQ(reasons[0].dutch, "woont 3,0 km verderop");
  EXPECT_EQ(reasons[0].speaks, Speaks::kNeither);
  EXPECT_EQ(reasons[9].part, FitPart::kUrgency);
  EXPECT_EQ(reasons[9].contribution, 28);
  EXPECT_EQ(reasons[9].dutch, "dringend");
  EXPECT_EQ(reasons[1].speaks, Speaks::kFor);
}

TEST(Describe, HasACodeAndWordsInBothLanguagesForEachRuleAndPart) {
  std::vector<Description> all;
  for (int rule = 0; rule < kRules; ++rule) {
    all.push_back(Describe(static_cast<Rule>(rule)));
  }
  for (int part = 0; part < kFitParts; ++part) {
    all.push_back(Describe(static_cast<FitPart>(part)));
  }
  for (const Description& description : all) {
    EXPECT_FALSE(description.code.empty());
    EXPECT_FALSE(description.english.empty()) << description.code;
    EXPECT_FALSE(description.dutch.empty()) << description.code;
  }
  EXPECT_EQ(Describe(Rule::kTooFar).code, "TOO_FAR");
  EXPECT_EQ(Describe(Rule::kTooFar).english, "the distance is within what both families want");
  EXPECT_EQ(Describe(Rule::kChildrenOfSameAge).code, "CHILDREN_OF_SAME_AGE");
  EXPECT_EQ(Describe(FitPart::kUrgency).dutch, "hoe dringend het is");
}

TEST(Dutch, EveryInterestHasAWord) {
  EXPECT_EQ(DutchOf(Interest::kAnimals), "dieren");
  EXPECT_EQ(DutchOf(Interest::kCrafts), "knutselen");
  EXPECT_EQ(DutchOf(Interest::kOutings), "uitstapjes");
}

TEST(Dutch, Distances) {
  EXPECT_EQ(DutchOfDistance(0), "0 m");
  EXPECT_EQ(DutchOfDistance(949), "900 m");
  EXPECT_EQ(DutchOfDistance(950), "1,0 km");
  EXPECT_EQ(DutchOfDistance(1449), "1,4 km");
  EXPECT_EQ(DutchOfDistance(9949), "9,9 km");
  EXPECT_EQ(DutchOfDistance(9950), "10 km");
  EXPECT_EQ(DutchOfDistance(50'000), "50 km");
}

TEST(Dutch, DaysMomentsAndLanguages) {
  EXPECT_EQ(DutchOfDay(0), "1 januari 1970");
  EXPECT_EQ(DutchOfDay(kToday), "21 november 2020");
  EXPECT_EQ(DutchOf(static_cast<Moment>(1)), "maandagochtend");
  EXPECT_EQ(DutchOf(static_cast<Moment>(28)), "zondagnacht");
  EXPECT_EQ(DutchOfLanguage("am"), "Amhaars");
  EXPECT_EQ(DutchOfLanguage("zh"), "Chinees");
  EXPECT_EQ(DutchOfLanguage("xx-YY"), "taal xx-YY");
}

TEST(Dutch, Lists) {
  EXPECT_EQ(DutchList({}), "");
  EXPECT_EQ(DutchList({"a"}), "a");
  EXPECT_EQ(DutchList({"a", "b"}, "of"), "a of b");
  EXPECT_EQ(DutchList({"a", "b", "c"}), "a, b en c");
  EXPECT_EQ(DutchListUpTo({"a", "b"}, 2), "a en b");
  EXPECT_EQ(DutchListUpTo({"a", "b", "c"}, 2), "a, b en nog 1");
}

RC_GTEST_PROP(SayRule, HasWordsForEveryRuleThatIsBroken, ()) {
  const Unit unit = AnyUnit(1);
  const Supporter supporter = AnySupporter(1001);
  const Conditions conditions = AnyConditions();
  Languages languages;
  languages.Spoken({"nl", "ar", "tr", "pl"});  // the numbers of AnyLanguages
  ForEach(BrokenRules(unit, supporter, conditions), [&](Rule rule) {
    const std::string words = Say(rule, unit, supporter, conditions, languages);
    RC_ASSERT(!words.empty());
    RC_ASSERT(words.find("  ") == std::string::npos);
  });
}

RC_GTEST_PROP(SayPart, ListsAsManyWishesAsAreNotMet, ()) {
  const Unit unit = AnyUnit(1);
  const Supporter supporter = AnySupporter(1001);
  const std::string words = Say(FitPart::kWishes, unit, supporter, kToday, Languages());
  const Tally tally = WishesMet(unit.terms, supporter.terms);
  std::ptrdiff_t listed = 0;
  if (words.rfind("niet vervuld: ", 0) == 0) {
    listed = 1 + std::count(words.begin(), words.end(), ',');
    listed += words.find(" en ") == std::string::npos ? 0 : 1;
  }
  RC_ASSERT(listed == tally.asked - tally.met);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
