#include "registration/domain/readiness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/domain/readiness_cases_test.h"

namespace buurtbrug::registration::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Day kFirst(2020, 1, 1);
const Day kSeen(2020, 3, 2);

struct Case {
  const char* name = "";
  std::vector<ProtocolVersion> protocols;
  ScreeningFacts facts;
  Day day;
  const char* expected = "";
};

std::vector<ProtocolVersion> From(Day first_day, std::vector<Requirement> requirements) {
  return {{first_day, std::move(requirements)}};
}

const std::vector<ProtocolVersion>& OnlyPlain() {
  static const auto& versions = *new auto(From(kFirst, Plain()));
  return versions;
}
const std::vector<ProtocolVersion>& OnlyFull() {
  static const auto& versions = *new auto(From(kFirst, Full()));
  return versions;
}
// A VOG alone, for so many months.
std::vector<ProtocolVersion> VogFor(int months) {
  return From(
      kFirst,
      {{.kind = Kind::kVog, .scope = RequirementScope::kEveryAdult, .valid_months = months}});
}
// From the middle of 2022 an interview is asked for too, and a VOG counts for a year.
std::vector<ProtocolVersion> Stricter() {
  return {{kFirst, Plain()},
          {Day(2022, 7, 1),
           {{.kind = Kind::kVog, .scope = RequirementScope::kEveryAdult, .valid_months = 12},
            {.kind = Kind::kInterview},
            {.kind = Kind::kDecision}}}};
}

// Everything that Full asks of one adult, on one day.
ScreeningFacts AllOf(Day day) {
  return {{Adult(1)},
          {Vog(A(1), day), Done(Kind::kInterview, day), Visit(day), Done(Kind::kReferences, day),
           Done(Kind::kReferences, day), Trained(A(1), day), Decided(day)},
          {}};
}
ScreeningFacts With(ScreeningFacts facts, const Evidence& evidence) {
  facts.evidence.push_back(evidence);
  return facts;
}
// Without the evidence of a kind.
ScreeningFacts Without(ScreeningFacts facts, Kind kind) {
  std::vector<Evidence> rest;
  for (const Evidence& evidence : facts.evidence) {
    if (evidence.kind != kind) {
      rest.push_back(evidence);
    }
  }
  facts.evidence = rest;
  return facts;
}
ScreeningFacts Exempt(ScreeningFacts facts, const Exemption& exemption) {
  facts.exemptions.push_back(exemption);
  return facts;
}

const ScreeningFacts& OneAdult() {
  static const auto& facts =
      *new ScreeningFacts{{Adult(1)}, {Vog(A(1), kSeen), Decided(kSeen)}, {}};
  return facts;
}
// One adult in order, and a child.
ScreeningFacts WithChild(Day born) {
  return {{Adult(1), Child(1, born)}, {Vog(A(1), kSeen), Decided(kSeen)}, {}};
}
ScreeningFacts VogSeen(Day day) { return {{Adult(1)}, {Vog(A(1), day)}, {}}; }
const Exemption kNoInterview = {Kind::kInterview, {}, Day(2020, 4, 1), Day(2020, 6, 30)};

std::vector<Case> Cases() {
  const ScreeningFacts full = AllOf(kSeen);
  const ScreeningFacts no_interview = Exempt(Without(full, Kind::kInterview), kNoInterview);
  return {
      // The VOG, its 36 months and the decision.
      {"nothing before the first protocol", OnlyPlain(), OneAdult(), Day(2019, 12, 31), "nothing"},
      {"its first day", OnlyPlain(), OneAdult(), kFirst,
       "VOG_MISSING A1 2020-01-01, SCREENING_MISSING 2020-01-01"},
      {"the day before the VOG", OnlyPlain(), OneAdult(), kSeen - 1,
       "VOG_MISSING A1 2020-01-01, SCREENING_MISSING 2020-01-01"},
      {"the day of the VOG", OnlyPlain(), OneAdult(), kSeen, "ready"},
      {"the last day of 36 months", OnlyPlain(), OneAdult(), Day(2023, 3, 1), "ready"},
      {"36 months later", OnlyPlain(), OneAdult(), Day(2023, 3, 2), "VOG_EXPIRED A1 2023-03-02"},
      {"years later", OnlyPlain(), OneAdult(), Day(2031, 1, 1), "VOG_EXPIRED A1 2023-03-02"},
      {"renewed in time", OnlyPlain(), With(OneAdult(), Vog(A(1), Day(2023, 2, 1))),
       Day(2023, 3, 2), "ready"},
      {"renewed on the day of expiring", OnlyPlain(), With(OneAdult(), Vog(A(1), Day(2023, 3, 2))),
       Day(2023, 3, 2), "ready"},
      {"renewed too late, before", OnlyPlain(), With(OneAdult(), Vog(A(1), Day(2023, 5, 1))),
       Day(2023, 4, 30), "VOG_EXPIRED A1 2023-03-02"},
      {"renewed too late, after", OnlyPlain(), With(OneAdult(), Vog(A(1), Day(2023, 5, 1))),
       Day(2023, 5, 1), "ready"},
      {"a renewal counts from its own day", OnlyPlain(),
       With(OneAdult(), Vog(A(1), Day(2023, 2, 1))), Day(2026, 2, 1), "VOG_EXPIRED A1 2026-02-01"},
      {"evidence of before the protocol counts",
       OnlyPlain(),
       {{Adult(1)}, {Vog(A(1), Day(2018, 6, 1)), Decided(kSeen)}, {}},
       kSeen,
       "ready"},
      {"and has expired by then",
       OnlyPlain(),
       {{Adult(1)}, {Vog(A(1), Day(2016, 6, 1)), Decided(kFirst)}, {}},
       kFirst,
       "VOG_EXPIRED A1 2020-01-01"},
      // Months that end early, and leap days.
      {"31 January and a month", VogFor(1), VogSeen(Day(2021, 1, 31)), Day(2021, 2, 27), "ready"},
      {"31 January and a month, over", VogFor(1), VogSeen(Day(2021, 1, 31)), Day(2021, 2, 28),
       "VOG_EXPIRED A1 2021-02-28"},
      {"31 January and a month of a leap year", VogFor(1), VogSeen(Day(2020, 1, 31)),
       Day(2020, 2, 28), "ready"},
      {"31 January and a month of a leap year, over", VogFor(1), VogSeen(Day(2020, 1, 31)),
       Day(2020, 2, 29), "VOG_EXPIRED A1 2020-02-29"},
      {"29 February and 12 months", VogFor(12), VogSeen(Day(2020, 2, 29)), Day(2021, 2, 28),
       "VOG_EXPIRED A1 2021-02-28"},
      {"29 February and 48 months", VogFor(48), VogSeen(Day(2020, 2, 29)), Day(2024, 2, 28),
       "ready"},
      {"29 February and 48 months, over", VogFor(48), VogSeen(Day(2020, 2, 29)), Day(2024, 2, 29),
       "VOG_EXPIRED A1 2024-02-29"},
      {"31 August and 36 months", VogFor(36), VogSeen(Day(2020, 8, 31)), Day(2023, 8, 30), "ready"},
      {"30 November and 3 months", VogFor(3), VogSeen(Day(2020, 11, 30)), Day(2021, 2, 28),
       "VOG_EXPIRED A1 2021-02-28"},
      // Several people.
      {"the second adult lacks one",
       OnlyPlain(),
       {{Adult(1), Adult(2)}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       kSeen,
       "VOG_MISSING A2 2020-01-01"},
      {"both have one",
       OnlyPlain(),
       {{Adult(1), Adult(2)}, {Vog(A(1), kSeen), Vog(A(2), kSeen + 1), Decided(kSeen)}, {}},
       kSeen + 1,
       "ready"},
      {"one lacks, one expired",
       OnlyPlain(),
       {{Adult(1), Adult(2)}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       Day(2024, 1, 1),
       "VOG_MISSING A2 2020-01-01, VOG_EXPIRED A1 2023-03-02"},
      {"an adult who joins needs one",
       OnlyPlain(),
       {{Adult(1), Since(Adult(2), Day(2021, 5, 1))}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       Day(2021, 5, 1),
       "VOG_MISSING A2 2021-05-01"},
      {"but not before",
       OnlyPlain(),
       {{Adult(1), Since(Adult(2), Day(2021, 5, 1))}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       Day(2021, 4, 30),
       "ready"},
      {"an adult who left needs none",
       OnlyPlain(),
       {{Adult(1), Until(Adult(2), Day(2021, 5, 1))}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       Day(2021, 5, 1),
       "ready"},
      {"until that day it does",
       OnlyPlain(),
       {{Adult(1), Until(Adult(2), Day(2021, 5, 1))}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       Day(2021, 4, 30),
       "VOG_MISSING A2 2020-01-01"},
      {"an adult who takes no part needs one too",
       OnlyPlain(),
       {{Adult(1), Aside(Adult(2))}, {Vog(A(1), kSeen), Decided(kSeen)}, {}},
       kSeen,
       "VOG_MISSING A2 2020-01-01"},
      {"the VOG of another one does not count",
       OnlyPlain(),
       {{Adult(1)}, {Vog(A(2), kSeen), Vog(C(1), kSeen), Decided(kSeen)}, {}},
       kSeen,
       "VOG_MISSING A1 2020-01-01"},
      // Children who come of age.
      {"a child needs none", OnlyPlain(), WithChild(Day(2003, 9, 14)), Day(2021, 9, 13), "ready"},
      {"from the 18th birthday it does", OnlyPlain(), WithChild(Day(2003, 9, 14)), Day(2021, 9, 14),
       "VOG_MISSING C1 2021-09-14"},
      {"and has it back by one", OnlyPlain(),
       With(WithChild(Day(2003, 9, 14)), Vog(C(1), Day(2021, 10, 4))), Day(2021, 10, 4), "ready"},
      {"one seen before the birthday counts", OnlyPlain(),
       With(WithChild(Day(2003, 9, 14)), Vog(C(1), Day(2021, 8, 4))), Day(2021, 9, 14), "ready"},
      {"born on 29 February, of age on 1 March", OnlyPlain(), WithChild(Day(2004, 2, 29)),
       Day(2022, 3, 1), "VOG_MISSING C1 2022-03-01"},
      {"born on 29 February, the day before", OnlyPlain(), WithChild(Day(2004, 2, 29)),
       Day(2022, 2, 28), "ready"},
      {"of age before the protocol", OnlyPlain(), WithChild(Day(2001, 12, 31)), kSeen,
       "VOG_MISSING C1 2020-01-01"},
      {"a child of age that moved out",
       OnlyPlain(),
       {{Adult(1), Until(Child(1, Day(2003, 9, 14)), Day(2021, 9, 1))},
        {Vog(A(1), kSeen), Decided(kSeen)},
        {}},
       Day(2021, 9, 14),
       "ready"},
      // Training, by whom it was given and who takes part.
      {"training where the programme asks it", From(kFirst, PlainWithTraining()), OneAdult(), kSeen,
       "TRAINING_MISSING 2020-01-01"},
      {"training of the family", From(kFirst, PlainWithTraining()),
       With(OneAdult(), Done(Kind::kTraining, kSeen + 9)), kSeen + 9, "ready"},
      {"training by a volunteer does not count", OnlyFull(),
       With(Without(full, Kind::kTraining), TrainedByVolunteer(A(1), kSeen)), kSeen,
       "TRAINING_MISSING A1 2020-01-01"},
      {"training expires", OnlyFull(), With(full, Vog(A(1), Day(2024, 1, 1))), Day(2025, 3, 2),
       "HOME_VISIT_EXPIRED 2022-03-02, TRAINING_EXPIRED A1 2025-03-02"},
      // Interview, references, visit.
      {"all of it", OnlyFull(), full, kSeen, "ready"},
      {"none of it",
       OnlyFull(),
       {{Adult(1)}, {}, {}},
       kFirst,
       "VOG_MISSING A1 2020-01-01, INTERVIEW_MISSING 2020-01-01, HOME_VISIT_MISSING 2020-01-01, "
       "REFERENCES_MISSING 2020-01-01, TRAINING_MISSING A1 2020-01-01, "
       "SCREENING_MISSING 2020-01-01"},
      {"one reference of two", OnlyFull(),
       With(Without(full, Kind::kReferences), Done(Kind::kReferences, kSeen)), kSeen,
       "REFERENCES_MISSING 2020-01-01"},
      {"a visit that asks something", OnlyFull(), With(full, OpenVisit(Day(2020, 5, 4))),
       Day(2020, 5, 4), "HOME_VISIT_OPEN 2020-05-04"},
      {"until it was done", OnlyFull(), With(full, OpenVisit(Day(2020, 5, 4), Day(2020, 5, 20))),
       Day(2020, 5, 19), "HOME_VISIT_OPEN 2020-05-04"},
      {"when it was done", OnlyFull(), With(full, OpenVisit(Day(2020, 5, 4), Day(2020, 5, 20))),
       Day(2020, 5, 20), "ready"},
      {"a later visit finds it in order", OnlyFull(),
       With(With(full, OpenVisit(Day(2020, 5, 4))), Visit(Day(2020, 6, 1))), Day(2020, 6, 1),
       "ready"},
      {"two visits of one day, one open", OnlyFull(), With(full, OpenVisit(kSeen)), kSeen,
       "HOME_VISIT_OPEN 2020-03-02"},
      {"a visit expires", OnlyFull(), full, Day(2022, 3, 2), "HOME_VISIT_EXPIRED 2022-03-02"},
      // Exemptions.
      {"before the exemption", OnlyFull(), no_interview, Day(2020, 3, 31),
       "INTERVIEW_MISSING 2020-01-01"},
      {"its first day", OnlyFull(), no_interview, Day(2020, 4, 1), "ready"},
      {"its last day", OnlyFull(), no_interview, Day(2020, 6, 30), "ready"},
      {"the day after it", OnlyFull(), no_interview, Day(2020, 7, 1),
       "INTERVIEW_MISSING 2020-07-01"},
      {"the exemption of another adult", OnlyFull(),
       Exempt(Without(full, Kind::kTraining), {Kind::kTraining, A(2), kFirst, Day(2030, 1, 1)}),
       kSeen, "TRAINING_MISSING A1 2020-01-01"},
      {"nobody is exempt from the VOG", OnlyFull(),
       Exempt(Without(full, Kind::kVog), {Kind::kVog, A(1), kFirst, Day(2030, 1, 1)}), kSeen,
       "VOG_MISSING A1 2020-01-01"},
      // A newer protocol.
      {"the old protocol's last day", Stricter(), OneAdult(), Day(2022, 6, 30), "ready"},
      {"the new protocol's first day", Stricter(), OneAdult(), Day(2022, 7, 1),
       "VOG_EXPIRED A1 2022-07-01, INTERVIEW_MISSING 2022-07-01"},
      {"what the old one let lapse goes on",
       Stricter(),
       {{Adult(1), Adult(2)}, {Vog(A(1), Day(2022, 6, 1)), Decided(kSeen)}, {}},
       Day(2022, 7, 2),
       "VOG_MISSING A2 2020-01-01, INTERVIEW_MISSING 2022-07-01"},
      {"the new one is met before it begins", Stricter(),
       With(With(OneAdult(), Vog(A(1), Day(2022, 6, 1))), Done(Kind::kInterview, Day(2022, 5, 1))),
       Day(2022, 7, 1), "ready"},
  };
}

TEST(ReadinessOf, EachCaseOfTheTable) {
  const std::vector<Case> cases = Cases();
  EXPECT_GE(cases.size(), 60U);
  for (const Case& one : cases) {
    EXPECT_EQ(Text(ReadinessOf(one.facts, one.protocols).On(one.day)), one.expected) << one.name;
  }
}

TEST(ReadinessOf, IntervalsFollowEachOtherAndTheLastOneIsOpen) {
  const Timeline timeline = ReadinessOf(OneAdult(), OnlyPlain());
  ASSERT_EQ(timeline.intervals().size(), 3U);
  EXPECT_EQ(timeline.intervals()[0].first_day, kFirst);
  EXPECT_EQ(timeline.intervals()[0].last_day, kSeen - 1);
  EXPECT_EQ(timeline.intervals()[1].first_day, kSeen);
  EXPECT_EQ(timeline.intervals()[1].last_day, Day(2023, 3, 1));
  EXPECT_EQ(timeline.intervals()[2].first_day, Day(2023, 3, 2));
  EXPECT_EQ(timeline.intervals()[2].last_day, std::nullopt);
}

TEST(ReadinessOf, WithoutAProtocolThereIsNothing) {
  EXPECT_THAT(ReadinessOf(OneAdult(), {}).intervals(), IsEmpty());
  EXPECT_FALSE(ReadinessOf(OneAdult(), {}).ReadyOn(kSeen));
}

TEST(Timeline, APartIsCutOnBothDays) {
  const Timeline timeline = ReadinessOf(OneAdult(), OnlyPlain());
  const std::vector<Interval> part = timeline.Between(kSeen + 1, Day(2023, 3, 2));
  ASSERT_EQ(part.size(), 2U);
  EXPECT_EQ(part[0].first_day, kSeen + 1);
  EXPECT_EQ(part[0].last_day, Day(2023, 3, 1));
  EXPECT_EQ(part[1].first_day, Day(2023, 3, 2));
  EXPECT_EQ(part[1].last_day, Day(2023, 3, 2));
  EXPECT_THAT(timeline.Between(Day(2019, 1, 1), Day(2019, 12, 31)), IsEmpty());
}

std::vector<Reminder> Reminders(const ScreeningFacts& facts,
                                const std::vector<ProtocolVersion>& protocols, Day day) {
  return RemindersAfter(day, ReadinessOf(facts, protocols), facts, protocols);
}

TEST(RemindersAfter, AVogIsRenewedFromThirtyThreeMonths) {
  EXPECT_THAT(Reminders(OneAdult(), OnlyPlain(), kSeen),
              ElementsAre(Reminder{Kind::kVog, A(1), Day(2023, 3, 2), Day(2022, 12, 2)}));
}

TEST(RemindersAfter, TheLeadIsCountedFromTheEvidence) {
  const auto versions = From(kFirst, {{.kind = Kind::kVog,
                                       .scope = RequirementScope::kEveryAdult,
                                       .valid_months = 36,
                                       .renewal_lead_months = 3}});
  // 33 months after 31 May, not 3 months before 31 May.
  EXPECT_THAT(Reminders(VogSeen(Day(2020, 5, 31)), versions, Day(2020, 6, 1)),
              ElementsAre(Reminder{Kind::kVog, A(1), Day(2023, 5, 31), Day(2023, 2, 28)}));
}

TEST(RemindersAfter, AnEighteenthBirthdayIsSeenAhead) {
  EXPECT_THAT(Reminders(WithChild(Day(2003, 9, 14)), OnlyPlain(), Day(2021, 1, 1)),
              ElementsAre(Reminder{Kind::kVog, C(1), Day(2021, 9, 14), Day(2021, 6, 14)},
                          Reminder{Kind::kVog, A(1), Day(2023, 3, 2), Day(2022, 12, 2)}));
}

TEST(RemindersAfter, TheEndOfAnExemptionIsSeenAhead) {
  EXPECT_THAT(Reminders(Exempt(Without(AllOf(kSeen), Kind::kInterview), kNoInterview), OnlyFull(),
                        Day(2020, 4, 1))
                  .front(),
              (Reminder{Kind::kInterview, {}, Day(2020, 7, 1), Day(2020, 7, 1)}));
}

TEST(RemindersAfter, WhatHasLapsedIsNotAReminder) {
  EXPECT_THAT(Reminders(OneAdult(), OnlyPlain(), Day(2023, 3, 2)), IsEmpty());
  EXPECT_THAT(Reminders({{Adult(1)}, {}, {}}, OnlyPlain(), kSeen), IsEmpty());
}

TEST(MissingForDecision, IsWhatTheProtocolAsksForBeforeIt) {
  const auto codes = [](const ScreeningFacts& facts, Day day) {
    std::vector<std::string> codes;
    for (const Missing& missing :
         MissingForDecision(day, ReadinessOf(facts, OnlyFull()), OnlyFull())) {
      codes.emplace_back(CodeOf(missing.lack));
    }
    return codes;
  };
  EXPECT_THAT(codes({{Adult(1)}, {}, {}}, kSeen),
              ElementsAre("INTERVIEW_MISSING", "HOME_VISIT_MISSING", "REFERENCES_MISSING"));
  EXPECT_THAT(codes(Without(AllOf(kSeen), Kind::kDecision), kSeen), IsEmpty());
  EXPECT_THAT(codes(Without(AllOf(kSeen), Kind::kVog), kSeen), IsEmpty());
}

TEST(CodeOf, EachLackHasOneOfItsKind) {
  EXPECT_EQ(CodeOf(Lack::kVogMissing), "VOG_MISSING");
  EXPECT_EQ(CodeOf(Lack::kHomeVisitOpen), "HOME_VISIT_OPEN");
  EXPECT_EQ(CodeOf(Lack::kScreeningExpired), "SCREENING_EXPIRED");
  EXPECT_EQ(KindOf(Lack::kScreeningExpired), Kind::kDecision);
}

}  // namespace
}  // namespace buurtbrug::registration::domain
