#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "platform/core/civil.h"
#include "registration/domain/profile.h"
#include "registration/domain/readiness_cases_test.h"

// What holds of every timeline, whatever the facts.
namespace buurtbrug::registration::domain {
namespace {

using platform::core::AddMonths;

const Day kEpoch(2019, 1, 1);
constexpr int kDays = 3000;

int Number(int from, int to) { return *rc::gen::inRange(from, to); }
bool Coin() { return Number(0, 2) == 1; }
Day SomeDay() { return kEpoch + Number(0, kDays); }

std::vector<Requirement> SomeRequirements() {
  std::vector<Requirement> requirements;
  for (int kind = 1; kind <= 6; ++kind) {
    if (Coin()) {
      Requirement requirement;
      requirement.kind = static_cast<Kind>(kind);
      requirement.scope = static_cast<RequirementScope>(Number(1, 4));
      if (Coin()) {
        requirement.valid_months = Number(1, 60);
        requirement.renewal_lead_months = Number(0, *requirement.valid_months + 1);
      }
      requirement.count = requirement.kind == Kind::kReferences ? Number(1, 4) : 1;
      requirement.by_professional = requirement.kind == Kind::kTraining && Coin();
      requirements.push_back(requirement);
    }
  }
  return requirements;
}

std::vector<ProtocolVersion> SomeProtocols() {
  std::map<Day, std::vector<Requirement>> versions;
  for (int i = Number(1, 4); i > 0; --i) {
    versions[SomeDay()] = SomeRequirements();
  }
  std::vector<ProtocolVersion> protocols;
  for (const auto& [first_day, requirements] : versions) {
    protocols.push_back({first_day, requirements});
  }
  return protocols;
}

std::optional<PersonRef> Somebody() {
  switch (Number(0, 4)) {
    case 0:
      return std::nullopt;
    case 1:
      return C(1);
    default:
      return A(Number(1, 3));
  }
}

ScreeningFacts SomeFacts() {
  ScreeningFacts facts;
  facts.people = {Adult(1), Adult(2), Child(1, AddMonths(SomeDay(), -18 * 12))};
  for (ScreenedPerson& person : facts.people) {
    person.takes_part = Coin();
    if (Coin()) {
      person.joined_on = SomeDay();
    }
    if (Coin()) {
      person.left_on = SomeDay();
    }
  }
  for (int i = Number(0, 12); i > 0; --i) {
    Evidence evidence;
    evidence.kind = static_cast<Kind>(Number(1, 7));
    evidence.person = Somebody();
    evidence.occurred_on = SomeDay();
    evidence.by_professional = Coin();
    evidence.asks_follow_up = evidence.kind == Kind::kHomeVisit && Coin();
    if (evidence.asks_follow_up && Coin()) {
      evidence.followed_up_on = evidence.occurred_on + Number(0, 200);
    }
    facts.evidence.push_back(evidence);
  }
  for (int i = Number(0, 4); i > 0; --i) {
    const Day first = SomeDay();
    facts.exemptions.push_back(
        {static_cast<Kind>(Number(1, 7)), Somebody(), first, first + Number(0, 400)});
  }
  return facts;
}

// One day by itself, as the rules say it in words: "CODE person" of all that is missing, sorted.
std::vector<std::string> NaiveOn(Day day, const ScreeningFacts& facts,
                                 const std::vector<ProtocolVersion>& protocols) {
  std::vector<std::string> missing;
  const ProtocolVersion* version = nullptr;
  for (const ProtocolVersion& one : protocols) {
    if (one.first_day <= day) {
      version = &one;
    }
  }
  for (const Requirement& requirement : version->requirements) {
    std::vector<std::optional<PersonRef>> asked;
    if (requirement.scope == RequirementScope::kFamily) {
      asked = {std::nullopt};
    }
    for (const ScreenedPerson& person : facts.people) {
      const bool of_age =
          person.ref.kind == PersonKind::kAdult || AgeOn(*person.birth_date, day) >= 18;
      const bool there =
          day >= person.joined_on.value_or(Day::min()) && day < person.left_on.value_or(Day::max());
      if (requirement.scope != RequirementScope::kFamily && of_age && there &&
          (person.takes_part || requirement.scope == RequirementScope::kEveryAdult)) {
        asked.push_back(person.ref);
      }
    }
    for (const auto& person : asked) {
      bool exempt = false;
      for (const Exemption& exemption : facts.exemptions) {
        exempt |= exemption.kind == requirement.kind && exemption.person == person &&
                  exemption.first_day <= day && day <= exemption.last_day &&
                  requirement.kind != Kind::kVog && requirement.kind != Kind::kDecision;
      }
      if (exempt) {
        continue;
      }
      std::vector<Evidence> had;
      for (const Evidence& evidence : facts.evidence) {
        if (evidence.kind == requirement.kind && evidence.person == person &&
            evidence.occurred_on <= day &&
            !(requirement.by_professional && !evidence.by_professional)) {
          had.push_back(evidence);
        }
      }
      const auto valid = std::count_if(had.begin(), had.end(), [&](const Evidence& evidence) {
        return !requirement.valid_months ||
               day < AddMonths(evidence.occurred_on, *requirement.valid_months);
      });
      Day last = Day::min();
      for (const Evidence& evidence : had) {
        last = std::max(last, evidence.occurred_on);
      }
      const bool open = std::any_of(had.begin(), had.end(), [&](const Evidence& evidence) {
        return evidence.occurred_on == last && evidence.asks_follow_up &&
               day < evidence.followed_up_on.value_or(Day::max());
      });
      const std::string name =
          std::vector<std::string>{"",           "VOG",      "INTERVIEW", "HOME_VISIT",
                                   "REFERENCES", "TRAINING", "SCREENING"}[static_cast<size_t>(
              requirement.kind)];
      if (valid < requirement.count) {
        missing.push_back(
            name + (static_cast<int>(had.size()) < requirement.count ? "_MISSING" : "_EXPIRED") +
            Text(person));
      } else if (open) {
        missing.push_back(name + "_OPEN" + Text(person));
      }
    }
  }
  std::sort(missing.begin(), missing.end());
  return missing;
}

Day FirstDayOf(const std::vector<ProtocolVersion>& protocols) { return protocols[0].first_day; }

TEST(ReadinessProperty, EachDayIsAsJudgedByItself) {
  EXPECT_TRUE(rc::check([] {
    const ScreeningFacts facts = SomeFacts();
    const std::vector<ProtocolVersion> protocols = SomeProtocols();
    const Timeline timeline = ReadinessOf(facts, protocols);
    std::map<std::string, Day> since;
    for (Day day = FirstDayOf(protocols); day < kEpoch + 2 * kDays; ++day) {
      const Interval* interval = timeline.On(day);
      RC_ASSERT(interval != nullptr);
      const std::vector<std::string> expected = NaiveOn(day, facts, protocols);
      std::map<std::string, Day> still;
      for (const std::string& one : expected) {
        still[one] = since.count(one) ? since[one] : day;
      }
      since = still;
      std::vector<std::string> said;
      for (const Missing& missing : interval->missing) {
        said.push_back(absl::StrCat(CodeOf(missing.lack), Text(missing.person)));
        RC_ASSERT(missing.since == since[said.back()]);
      }
      std::sort(said.begin(), said.end());
      RC_ASSERT(said == expected);
    }
  }));
}

TEST(ReadinessProperty, AnyOrderOfTheSameFactsGivesTheSameTimeline) {
  EXPECT_TRUE(rc::check([] {
    const ScreeningFacts facts = SomeFacts();
    std::vector<ProtocolVersion> protocols = SomeProtocols();
    ScreeningFacts shuffled = facts;
    const auto shuffle = [](auto& values) {
      for (size_t i = values.size(); i > 1; --i) {
        std::swap(values[i - 1], values[static_cast<size_t>(Number(0, static_cast<int>(i)))]);
      }
    };
    shuffle(shuffled.people);
    shuffle(shuffled.evidence);
    shuffle(shuffled.exemptions);
    const Timeline timeline = ReadinessOf(facts, protocols);
    const std::vector<Reminder> reminders = RemindersAfter(kEpoch, timeline, facts, protocols);
    shuffle(protocols);
    const Timeline other = ReadinessOf(shuffled, protocols);
    RC_ASSERT(timeline.intervals() == other.intervals());
    RC_ASSERT(reminders == RemindersAfter(kEpoch, other, shuffled, protocols));
  }));
}

TEST(ReadinessProperty, NoExemptionOutlivesItsEnd) {
  EXPECT_TRUE(rc::check([] {
    ScreeningFacts facts = SomeFacts();
    const std::vector<ProtocolVersion> protocols = SomeProtocols();
    const Timeline with = ReadinessOf(facts, protocols);
    Day last = Day::min();
    for (const Exemption& exemption : facts.exemptions) {
      last = std::max(last, exemption.last_day);
    }
    facts.exemptions.clear();
    const Timeline without = ReadinessOf(facts, protocols);
    for (Day day = std::max(last + 1, FirstDayOf(protocols)); day < kEpoch + kDays; day += 7) {
      const Interval* a = with.On(day);
      const Interval* b = without.On(day);
      RC_ASSERT(a->missing.size() == b->missing.size());
      for (size_t i = 0; i < a->missing.size(); ++i) {
        RC_ASSERT(a->missing[i].lack == b->missing[i].lack);
        RC_ASSERT(a->missing[i].person == b->missing[i].person);
      }
    }
  }));
}

TEST(ReadinessProperty, NothingIsBeforeTheProtocolsFirstDay) {
  EXPECT_TRUE(rc::check([] {
    const ScreeningFacts facts = SomeFacts();
    const std::vector<ProtocolVersion> protocols = SomeProtocols();
    const Timeline timeline = ReadinessOf(facts, protocols);
    const Day first = FirstDayOf(protocols);
    RC_ASSERT(timeline.intervals().front().first_day == first);
    RC_ASSERT(timeline.On(first - 1) == nullptr);
    RC_ASSERT(!timeline.ReadyOn(first - 1 - Number(0, kDays)));
  }));
}

TEST(ReadinessProperty, AReminderComesNoLaterThanItsLapse) {
  EXPECT_TRUE(rc::check([] {
    const ScreeningFacts facts = SomeFacts();
    const std::vector<ProtocolVersion> protocols = SomeProtocols();
    const Timeline timeline = ReadinessOf(facts, protocols);
    const Day day = SomeDay();
    for (const Reminder& reminder : RemindersAfter(day, timeline, facts, protocols)) {
      RC_ASSERT(day < reminder.lapses_on);
      RC_ASSERT(reminder.renew_from <= reminder.lapses_on);
      RC_ASSERT(!timeline.ReadyOn(reminder.lapses_on));
    }
  }));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
