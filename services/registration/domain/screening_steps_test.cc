#include "registration/domain/screening_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/domain/readiness_cases_test.h"

namespace buurtbrug::registration::domain {
namespace {

using ::testing::ElementsAre;

// The people who have evidence of a training that the family was given on 2 March 2020.
std::vector<std::string> TrainedOf(const std::vector<ScreenedPerson>& people) {
  std::vector<std::string> trained;
  const ScreeningFacts facts = FactsOf(people, {{StepKind::kTrainingDone, Day(2020, 3, 2)}}, {});
  for (const Evidence& evidence : facts.evidence) {
    EXPECT_EQ(evidence.kind, Kind::kTraining);
    EXPECT_EQ(evidence.occurred_on, Day(2020, 3, 2));
    trained.push_back(evidence.person ? Text(evidence.person).substr(1) : "family");
  }
  return trained;
}

TEST(FactsOf, ATrainingOfTheFamilyIsOfTheAdultsWhoWereThere) {
  EXPECT_THAT(TrainedOf({Adult(1), Adult(2)}), ElementsAre("family", "A1", "A2"));
  EXPECT_THAT(TrainedOf({Adult(1), Child(1, Day(2001, 1, 1))}), ElementsAre("family", "A1"));
}

TEST(FactsOf, ATrainingIsNotOfWhoJoinedLaterOrHadLeft) {
  EXPECT_THAT(
      TrainedOf({Adult(1), Since(Adult(2), Day(2020, 3, 2)), Since(Adult(3), Day(2020, 3, 3)),
                 Until(Adult(4), Day(2020, 3, 2)), Until(Adult(5), Day(2020, 3, 3))}),
      ElementsAre("family", "A1", "A2", "A5"));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
