#include "matching/engine/plan/plan_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

using testing::HasSubstr;

// Weights of 1000 in all: a fit of 1000 is one of a thousand.
Snapshot SomeSnapshot() {
  Snapshot snapshot;
  snapshot.day = kToday;
  snapshot.weights.of = {1000};
  snapshot.contracts = {ContractOf(1)};
  snapshot.agreements = {{0, 0}};
  snapshot.units = {SomeUnit()};
  snapshot.supporters = {SomeSupporter()};
  return Freeze(snapshot).value();
}

PlanLine Line(Outcome outcome) {
  PlanLine line;
  line.outcome = outcome;
  line.chosen = {outcome == Outcome::kHelped ? 0 : kNobody, 812'000};
  line.alternative = {0, 700'999};
  return line;
}

TEST(SayLine, NamesWhatWasChosenAndWhatTheAlternativeCosts) {
  PlanLine line = Line(Outcome::kHelped);
  line.loss = {0, 35'000};
  EXPECT_EQ(SayLine(SomeSnapshot(), line),
            "krijgt een plaats bij een steungezin dat 812 van de 1000 past; een ander steungezin "
            "past 700, maar dan past het plan als geheel ten minste 35 minder");
  line.loss = {1, -3};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("een ander gezin niet geholpen"));
  line.loss = {0, 0};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("even goed"));
  line.alternative = {};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("geen ander steungezin"));
}

TEST(SayLine, SaysWhatWouldHaveToChangeForWhoIsNotHelped) {
  PlanLine line = Line(Outcome::kOutbid);
  line.loss = {0, 35'000};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("meer dan 35 beter moeten passen"));
  line.loss = {2, 0};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("meer voorrang"));
  line.loss = {0, 0};
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("een even goed plan"));
  EXPECT_THAT(SayLine(SomeSnapshot(), Line(Outcome::kNoPossiblePair)),
              HasSubstr("op één na alle regels"));
  line.outcome = Outcome::kNoPossiblePair;
  line.misses.push_back({0, 500, Rule::kTooFar});
  EXPECT_THAT(SayLine(SomeSnapshot(), line), HasSubstr("die er maar één breken"));
}

TEST(SayMiss, SaysTheRuleInTheWordsOfASearch) {
  Snapshot snapshot = SomeSnapshot();
  snapshot.units[0].terms.distance_m = 1000;
  EXPECT_EQ(SayMiss(snapshot, 0, {0, 500, Rule::kTooFar}),
            "woont 3,0 km verderop; het vraaggezin wil hooguit 1,0 km");
}

}  // namespace
}  // namespace buurtbrug::matching::engine
