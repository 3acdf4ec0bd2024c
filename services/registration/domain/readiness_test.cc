#include "registration/domain/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace buurtbrug::registration::domain {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ScreeningDemands kPlain = {36, false};
constexpr ScreeningDemands kWithTraining = {36, true};

FamilyStep Vog(int adult, CivilDay seen) { return {StepKind::kVogSeen, seen, {}, {}, adult}; }
FamilyStep Done(StepKind kind, CivilDay on) { return {kind, on, {}, {}, std::nullopt}; }

const CivilDay kSeen(2020, 3, 2);
const CivilDay kTrial(2020, 6, 1);

TEST(MissingOn, OneAdultWithoutAVogIsEnough) {
  const std::vector<FamilyStep> steps = {Vog(1, kSeen), Done(StepKind::kScreeningDone, kSeen)};
  EXPECT_THAT(MissingOn(kTrial, 1, steps, kPlain), IsEmpty());
  EXPECT_THAT(MissingOn(kTrial, 2, steps, kPlain), ElementsAre("VOG_MISSING"));
}

TEST(MissingOn, AVogExpiresOnTheSameDayOfItsLastMonth) {
  const std::vector<FamilyStep> steps = {Vog(1, kSeen), Done(StepKind::kScreeningDone, kSeen)};
  EXPECT_THAT(MissingOn(CivilDay(2023, 3, 1), 1, steps, kPlain), IsEmpty());
  EXPECT_THAT(MissingOn(CivilDay(2023, 3, 2), 1, steps, kPlain), ElementsAre("VOG_EXPIRED"));
}

TEST(MissingOn, ANewVogRenewsAnOldOne) {
  const std::vector<FamilyStep> steps = {Vog(1, kSeen), Vog(1, CivilDay(2023, 2, 1)),
                                         Done(StepKind::kScreeningDone, kSeen)};
  EXPECT_THAT(MissingOn(CivilDay(2023, 3, 2), 1, steps, kPlain), IsEmpty());
}

TEST(MissingOn, NothingCountsBeforeItHappened) {
  const std::vector<FamilyStep> steps = {Vog(1, kTrial + 1),
                                         Done(StepKind::kScreeningDone, kTrial + 1)};
  EXPECT_THAT(MissingOn(kTrial, 1, steps, kPlain), ElementsAre("VOG_MISSING", "SCREENING_MISSING"));
  EXPECT_THAT(MissingOn(kTrial + 1, 1, steps, kPlain), IsEmpty());
}

TEST(MissingOn, TrainingIsAskedForWhereTheProgrammeAsksIt) {
  std::vector<FamilyStep> steps = {Vog(1, kSeen), Done(StepKind::kScreeningDone, kSeen)};
  EXPECT_THAT(MissingOn(kTrial, 1, steps, kWithTraining), ElementsAre("TRAINING_MISSING"));
  steps.push_back(Done(StepKind::kTrainingDone, kTrial));
  EXPECT_THAT(MissingOn(kTrial, 1, steps, kWithTraining), IsEmpty());
}

TEST(MissingOn, OneAdultMissingAndOneExpiredAreBothSaid) {
  const std::vector<FamilyStep> steps = {Vog(1, kSeen), Done(StepKind::kScreeningDone, kSeen)};
  EXPECT_THAT(MissingOn(CivilDay(2024, 1, 1), 2, steps, kPlain),
              ElementsAre("VOG_MISSING", "VOG_EXPIRED"));
}

TEST(MissingOn, TheOrderOfEnteringDoesNotMatter) {
  std::vector<FamilyStep> steps = {Vog(1, kSeen), Vog(2, kSeen), Vog(1, CivilDay(2023, 2, 1)),
                                   Done(StepKind::kScreeningDone, kSeen)};
  const auto earlier = [](const FamilyStep& a, const FamilyStep& b) {
    return std::tuple(a.occurred_on, a.kind, a.adult) < std::tuple(b.occurred_on, b.kind, b.adult);
  };
  std::sort(steps.begin(), steps.end(), earlier);
  const CivilDay days[] = {kSeen - 1, kSeen, kTrial, CivilDay(2023, 3, 2), CivilDay(2026, 2, 1)};
  std::vector<std::vector<std::string>> expected;
  for (const CivilDay day : days) {
    expected.push_back(MissingOn(day, 2, steps, kPlain));
  }
  do {
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(MissingOn(days[i], 2, steps, kPlain), expected[i]);
    }
  } while (std::next_permutation(steps.begin(), steps.end(), earlier));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
