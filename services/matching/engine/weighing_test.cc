#include "matching/engine/weighing.h"

#include <gtest/gtest.h>

namespace buurtbrug::matching::engine {
namespace {

TEST(Weighing, EveryPartIsFoundByItsCode) {
  for (int part = 0; part < kFitParts; ++part) {
    EXPECT_EQ(PartOf(CodeOf(static_cast<FitPart>(part))), static_cast<FitPart>(part));
  }
  EXPECT_EQ(PartOf("distance"), std::nullopt);
  EXPECT_EQ(PartOf(""), std::nullopt);
}

TEST(Weighing, WhatIsNotNamedKeepsItsWeight) {
  const Weights weights = Weighed(Weights(), {{"DISTANCE", 7}, {"URGENCY", 0}, {"ELSE", 9}});
  Parts expected = Weights().of;
  expected[0] = 7;
  expected[9] = 0;
  EXPECT_EQ(weights.of, expected);
}

TEST(Weighing, AVersionMadeBeforeAPartWasThereMeansWhatItDid) {
  WeightsByCode kept = ByCode(Weights());
  kept.erase("INTERESTS");
  Parts expected = Weights().of;
  expected[static_cast<std::size_t>(FitPart::kInterests)] = 0;
  EXPECT_EQ(OfVersion(kept).of, expected);
  EXPECT_EQ(OfVersion({}).of, Weights().of);
}

TEST(Weighing, ByCodeNamesEveryPart) {
  const WeightsByCode named = ByCode(Weights());
  EXPECT_EQ(named.size(), static_cast<size_t>(kFitParts));
  EXPECT_EQ(named.at("DISTANCE"), Weights().of[0]);
  EXPECT_EQ(Weighed({.of = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}, named).of, Weights().of);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
