#include "matching/engine/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "matching/engine/scene_test.h"

namespace buurtbrug::matching::engine {
namespace {

struct Scene {
  Unit unit = SomeUnit();
  Supporter supporter = SomeSupporter();
  Conditions conditions = SomeConditions();
};

RuleSet Broken(const Scene& scene) {
  return BrokenRules(scene.unit, scene.supporter, scene.conditions);
}
bool BreaksAny(const Scene& scene) {
  return BreaksAny(scene.unit, scene.supporter, scene.conditions);
}

struct Case {
  Rule rule = Rule::kNoAgreement;
  std::string what;
  std::function<void(Scene&)> change;
};

void Bars(Scene& scene, Bar bar) {
  scene.conditions.barred = BarredPairs({{scene.unit.family, scene.supporter.family, bar}});
}

// Each breaks one rule, at the edge where there is one.
std::vector<Case> Breaking() {
  return {
      {Rule::kNoAgreement, "no contract in force",
       [](Scene& s) { s.conditions.agreements = Agreements(); }},
      {Rule::kNoAgreement, "another contract without a pool agreement",
       [](Scene& s) { s.supporter.terms.contract = 1; }},
      {Rule::kNoAgreement, "a pool agreement for the other direction only",
       [](Scene& s) {
         s.supporter.terms.contract = 1;
         s.conditions.agreements = Agreements({{0, 0}, {1, 0}});
       }},
      {Rule::kExcluded, "excluded", [](Scene& s) { Bars(s, Bar::kExcluded); }},
      {Rule::kDeclinedBefore, "declined", [](Scene& s) { Bars(s, Bar::kDeclined); }},
      {Rule::kFailedBefore, "failed", [](Scene& s) { Bars(s, Bar::kFailed); }},
      {Rule::kNotReady, "never ready", [](Scene& s) { s.supporter.ready = {}; }},
      {Rule::kNotReady, "ready from tomorrow",
       [](Scene& s) { s.supporter.ready[0].first = kToday + 1; }},
      {Rule::kNotReady, "ready until yesterday",
       [](Scene& s) { s.supporter.ready[0].last = kToday - 1; }},
      {Rule::kPaused, "pauses through today", [](Scene& s) { s.supporter.paused_until = kToday; }},
      {Rule::kWillingnessOld, "asked 15 days ago",
       [](Scene& s) { s.supporter.willing_on = kToday - 15; }},
      {Rule::kWillingnessOld, "never asked", [](Scene& s) { s.supporter.willing_on = kNoDay; }},
      {Rule::kWillingnessOld, "asked tomorrow",
       [](Scene& s) { s.supporter.willing_on = kToday + 1; }},
      {Rule::kNoPlace, "no place left", [](Scene& s) { s.supporter.free_places = 0; }},
      {Rule::kNoPlace, "one place for a unit of two", [](Scene& s) { s.unit.places = 2; }},
      {Rule::kTooFar, "further than the request family wants",
       [](Scene& s) { s.unit.terms.distance_m = 2999; }},
      {Rule::kTooFar, "further than the support family wants",
       [](Scene& s) { s.supporter.terms.distance_m = 2999; }},
      {Rule::kKindNotOffered, "another kind",
       [](Scene& s) { s.unit.terms.kinds = {SupportKind::kOvernightStay}; }},
      {Rule::kNoCommonMoment, "another part of the day",
       [](Scene& s) {
         s.unit.terms.moments = {MomentOf(Weekday::kWednesday, PartOfDay::kMorning)};
       }},
      {Rule::kAge, "too young", [](Scene& s) { s.unit.ages = {3}; }},
      {Rule::kAge, "one of two siblings too old",
       [](Scene& s) {
         s.unit.ages = {8, 13};
       }},
      {Rule::kLanguage, "asked by the request family",
       [](Scene& s) { s.unit.terms.wishes.limits.languages.Insert(7); }},
      {Rule::kLanguage, "asked by the support family",
       [](Scene& s) { s.supporter.terms.wishes.limits.languages.Insert(7); }},
      {Rule::kLanguage, "one of two languages",
       [](Scene& s) {
         s.unit.terms.wishes.limits.languages.Insert(7);
         s.unit.terms.wishes.limits.languages.Insert(70);
         s.supporter.terms.traits.languages.Insert(7);
       }},
      {Rule::kPet, "the dog",
       [](Scene& s) {
         s.unit.terms.wishes.limits.pets = {Pet::kDog};
         s.supporter.terms.traits.pets = {Pet::kDog};
       }},
      {Rule::kPet, "any pet",
       [](Scene& s) {
         s.supporter.terms.wishes.limits.pets = {Pet::kAny};
         s.unit.terms.traits.pets = {Pet::kBird};
       }},
      {Rule::kSmoking, "smokes inside",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kNoSmoking};
         s.supporter.terms.traits.smoking = Smoking::kInside;
       }},
      {Rule::kSmoking, "not known whether anybody smokes",
       [](Scene& s) { s.unit.terms.wishes.limits.qualities = {Quality::kNoSmoking}; }},
      {Rule::kAccessibility, "steps",
       [](Scene& s) {
         s.unit.terms.wishes.limits.accessibility = {Accessibility::kStepFree};
         s.supporter.terms.traits.accessibility = {Accessibility::kBedroomDownstairs};
       }},
      {Rule::kFatherFigure, "no father figure",
       [](Scene& s) { s.unit.terms.wishes.limits.qualities = {Quality::kFatherFigure}; }},
      {Rule::kChildrenOfSameAge, "children three years older",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kChildrenOfSameAge};
         s.supporter.children = {11};
       }},
      {Rule::kChildrenOfSameAge, "asked by the support family",
       [](Scene& s) { s.supporter.terms.wishes.limits.qualities = {Quality::kChildrenOfSameAge}; }},
  };
}

// What is just inside a rule.
std::vector<Case> Keeping() {
  return {
      {Rule::kNoAgreement, "a pool agreement",
       [](Scene& s) {
         s.supporter.terms.contract = 1;
         s.conditions.agreements = Agreements({{0, 1}});
       }},
      {Rule::kExcluded, "another pair",
       [](Scene& s) {
         s.conditions.barred = BarredPairs({{s.unit.family, IdOf(9), Bar::kExcluded},
                                            {IdOf(9), s.supporter.family, Bar::kFailed}});
       }},
      {Rule::kNotReady, "ready today only",
       [](Scene& s) {
         s.supporter.ready = {};
         s.supporter.ready[3] = {kToday, kToday};
       }},
      {Rule::kPaused, "paused until yesterday",
       [](Scene& s) { s.supporter.paused_until = kToday - 1; }},
      {Rule::kWillingnessOld, "asked 14 days ago",
       [](Scene& s) { s.supporter.willing_on = kToday - 14; }},
      {Rule::kNoPlace, "two places for a unit of two",
       [](Scene& s) {
         s.supporter.free_places = 2;
         s.unit.places = 2;
       }},
      {Rule::kTooFar, "exactly as far as both want",
       [](Scene& s) { s.unit.terms.distance_m = s.supporter.terms.distance_m = 3000; }},
      {Rule::kTooFar, "less than a metre further",
       [](Scene& s) {
         s.unit.terms.distance_m = 3000;
         s.supporter.terms.point.y_m += 77;  // 3000.99 m
       }},
      {Rule::kNoCommonMoment, "the request family names none",
       [](Scene& s) { s.unit.terms.moments = {}; }},
      {Rule::kNoCommonMoment, "the support family names none",
       [](Scene& s) { s.supporter.terms.moments = {}; }},
      {Rule::kAge, "the youngest and the oldest",
       [](Scene& s) {
         s.unit.ages = {4, 12};
       }},
      {Rule::kAge, "the parents", [](Scene& s) { s.unit.ages = {}; }},
      {Rule::kLanguage, "spoken",
       [](Scene& s) {
         s.unit.terms.wishes.limits.languages.Insert(7);
         s.supporter.terms.traits.languages.Insert(7);
       }},
      {Rule::kPet, "another pet",
       [](Scene& s) {
         s.unit.terms.wishes.limits.pets = {Pet::kDog};
         s.supporter.terms.traits.pets = {Pet::kCat};
       }},
      {Rule::kPet, "no pet", [](Scene& s) { s.unit.terms.wishes.limits.pets = {Pet::kAny}; }},
      {Rule::kSmoking, "smokes outside",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kNoSmoking};
         s.supporter.terms.traits.smoking = Smoking::kOutside;
       }},
      {Rule::kFatherFigure, "a father figure",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kFatherFigure};
         s.supporter.terms.traits.father_figure = true;
       }},
      {Rule::kChildrenOfSameAge, "children two years older",
       [](Scene& s) {
         s.unit.terms.wishes.limits.qualities = {Quality::kChildrenOfSameAge};
         s.supporter.children = {10};
       }},
      {Rule::kLanguage, "every wish unmet, none a limit",
       [](Scene& s) {
         WishSet& better = s.unit.terms.wishes.better;
         better.languages.Insert(7);
         better.pets = {Pet::kAny};
         better.accessibility = {Accessibility::kStepFree};
         better.qualities = QualitySet::Range(0, 3);
         s.supporter.terms.traits.pets = {Pet::kDog};
         s.supporter.terms.traits.smoking = Smoking::kInside;
       }},
  };
}

TEST(BrokenRules, NoneByAPairThatFits) {
  EXPECT_TRUE(Broken({}).empty());
  EXPECT_FALSE(BreaksAny(Scene()));
}

TEST(BrokenRules, EachAloneAndNothingElse) {
  RuleSet seen;
  for (const Case& broken : Breaking()) {
    Scene scene;
    broken.change(scene);
    EXPECT_EQ(Broken(scene).bits(), RuleSet{broken.rule}.bits())
        << CodeOf(broken.rule) << ": " << broken.what;
    EXPECT_TRUE(BreaksAny(scene)) << CodeOf(broken.rule) << ": " << broken.what;
    seen.Insert(broken.rule);
  }
  EXPECT_EQ(seen, kAllRules) << "a rule without a case";
}

TEST(BrokenRules, NothingJustInside) {
  for (const Case& kept : Keeping()) {
    Scene scene;
    kept.change(scene);
    EXPECT_TRUE(Broken(scene).empty()) << CodeOf(kept.rule) << ": " << kept.what;
    EXPECT_FALSE(BreaksAny(scene)) << CodeOf(kept.rule) << ": " << kept.what;
  }
}

TEST(BrokenRules, ExperiencedParentsAreNeverALimit) {
  Scene scene;
  scene.unit.terms.wishes.limits.qualities = {Quality::kExperiencedParents};
  scene.supporter.terms.wishes.limits.qualities = {Quality::kExperiencedParents};
  EXPECT_TRUE(Broken(scene).empty());
  EXPECT_FALSE(BreaksAny(scene));
}

TEST(BrokenRules, AreAllNamedAtOnce) {
  Scene scene;
  scene.supporter.free_places = 0;
  scene.supporter.willing_on = kNoDay;
  scene.unit.ages = {20};
  EXPECT_EQ(Broken(scene), (RuleSet{Rule::kNoPlace, Rule::kWillingnessOld, Rule::kAge}));
}

TEST(BarredPairs, TellEveryBarOfAPair) {
  const BarredPairs barred({{IdOf(1), IdOf(2), Bar::kFailed},
                            {IdOf(1), IdOf(3), Bar::kExcluded},
                            {IdOf(1), IdOf(2), Bar::kDeclined}});
  EXPECT_EQ(barred.Of(IdOf(1), IdOf(2)), (BarSet{Bar::kFailed, Bar::kDeclined}));
  EXPECT_EQ(barred.Of(IdOf(1), IdOf(3)), BarSet{Bar::kExcluded});
  EXPECT_TRUE(barred.Of(IdOf(2), IdOf(1)).empty());
}

TEST(CodeOf, IsThereForEachRuleAndUnlikeTheOthers) {
  std::vector<absl::string_view> codes;
  for (int rule = 0; rule < kRules; ++rule) {
    const absl::string_view code = CodeOf(static_cast<Rule>(rule));
    EXPECT_FALSE(code.empty()) << rule;
    EXPECT_THAT(codes, testing::Not(testing::Contains(code)));
    codes.push_back(code);
  }
  EXPECT_EQ(CodeOf(Rule::kTooFar), "TOO_FAR");
  EXPECT_EQ(CodeOf(Rule::kChildrenOfSameAge), "CHILDREN_OF_SAME_AGE");
}

// Starts from a pair that fits, so that every number of broken rules comes up.
Scene AnyScene() {
  Scene scene;
  if (Coin()) {
    scene = {AnyUnit(1), AnySupporter(1001), AnyConditions()};
  }
  const std::vector<Case> breaking = Breaking();
  const std::vector<Case> keeping = Keeping();
  for (int i = Number(0, 3); i > 0; --i) {
    const std::vector<Case>& cases = Coin() ? breaking : keeping;
    cases[static_cast<std::size_t>(Number(0, static_cast<int>(cases.size())))].change(scene);
  }
  return scene;
}

RC_GTEST_PROP(BrokenRules, AgreeWithBreaksAny, ()) {
  const Scene scene = AnyScene();
  const bool any = !Broken(scene).empty();
  RC_CLASSIFY(any);
  RC_ASSERT(BreaksAny(scene) == any);
  RC_ASSERT(any == (BreaksByProfile(scene.unit, scene.supporter, scene.conditions.day) ||
                    BreaksByHistory(scene.unit, scene.supporter, scene.conditions)));
}

RC_GTEST_PROP(BrokenRules, DoNotDependOnTheOrderOfWhatIsBarred, ()) {
  std::vector<BarredPair> pairs;
  for (int i = Number(0, 10); i > 0; --i) {
    pairs.push_back({IdOf(static_cast<std::uint32_t>(Number(1, 3))),
                     IdOf(static_cast<std::uint32_t>(Number(2, 4))),
                     static_cast<Bar>(Number(0, 3))});
  }
  const BarredPairs one(pairs);
  std::reverse(pairs.begin(), pairs.end());
  RC_ASSERT(one.Of(IdOf(1), IdOf(2)) == BarredPairs(pairs).Of(IdOf(1), IdOf(2)));
}

}  // namespace
}  // namespace buurtbrug::matching::engine
