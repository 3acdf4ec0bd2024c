#include "registration/domain/readiness.h"

#include <algorithm>
#include <set>

#include "platform/core/civil.h"

namespace buurtbrug::registration::domain {

using absl::CivilDay;
using platform::core::AddMonths;

namespace {

struct LackText {
  Lack lack;
  RequirementKind kind;
  absl::string_view code;
};

constexpr LackText kLacks[] = {
    {Lack::kVogMissing, RequirementKind::kVog, "VOG_MISSING"},
    {Lack::kVogExpired, RequirementKind::kVog, "VOG_EXPIRED"},
    {Lack::kInterviewMissing, RequirementKind::kInterview, "INTERVIEW_MISSING"},
    {Lack::kInterviewExpired, RequirementKind::kInterview, "INTERVIEW_EXPIRED"},
    {Lack::kHomeVisitMissing, RequirementKind::kHomeVisit, "HOME_VISIT_MISSING"},
    {Lack::kHomeVisitExpired, RequirementKind::kHomeVisit, "HOME_VISIT_EXPIRED"},
    {Lack::kHomeVisitOpen, RequirementKind::kHomeVisit, "HOME_VISIT_OPEN"},
    {Lack::kReferencesMissing, RequirementKind::kReferences, "REFERENCES_MISSING"},
    {Lack::kReferencesExpired, RequirementKind::kReferences, "REFERENCES_EXPIRED"},
    {Lack::kTrainingMissing, RequirementKind::kTraining, "TRAINING_MISSING"},
    {Lack::kTrainingExpired, RequirementKind::kTraining, "TRAINING_EXPIRED"},
    {Lack::kScreeningMissing, RequirementKind::kDecision, "SCREENING_MISSING"},
    {Lack::kScreeningExpired, RequirementKind::kDecision, "SCREENING_EXPIRED"},
};

const LackText& TextOf(Lack lack) { return kLacks[static_cast<size_t>(lack)]; }

// The first of the lacks of a kind is "missing", the second "expired".
Lack MissingOf(RequirementKind kind) {
  return std::find_if(std::begin(kLacks), std::end(kLacks),
                      [&](const LackText& text) { return text.kind == kind; })
      ->lack;
}
Lack ExpiredOf(RequirementKind kind) {
  return static_cast<Lack>(static_cast<int>(MissingOf(kind)) + 1);
}

std::optional<CivilDay> ExpiryOf(const Evidence& evidence, const Requirement& requirement) {
  if (!requirement.valid_months) {
    return std::nullopt;
  }
  return AddMonths(evidence.occurred_on, *requirement.valid_months);
}

bool Fits(const Evidence& evidence, const Requirement& requirement,
          const std::optional<PersonRef>& person) {
  return evidence.kind == requirement.kind && evidence.person == person &&
         (evidence.by_professional || !requirement.by_professional);
}

bool ExemptOn(CivilDay day, RequirementKind kind, const std::optional<PersonRef>& person,
              const ScreeningFacts& facts) {
  return IsExemptible(kind) &&
         std::any_of(facts.exemptions.begin(), facts.exemptions.end(),
                     [&](const Exemption& exemption) {
                       return exemption.kind == kind && exemption.person == person &&
                              exemption.first_day <= day && day <= exemption.last_day;
                     });
}

bool IsOpenOn(CivilDay day, const Evidence& visit) {
  return visit.asks_follow_up && (!visit.followed_up_on || day < *visit.followed_up_on);
}

// What the requirement lacks of one person, or of the family, on a day.
std::optional<Lack> LackOn(CivilDay day, const Requirement& requirement,
                           const std::optional<PersonRef>& person, const ScreeningFacts& facts) {
  if (ExemptOn(day, requirement.kind, person, facts)) {
    return std::nullopt;
  }
  int valid = 0;
  int seen = 0;
  std::optional<CivilDay> last;
  bool open = false;
  for (const Evidence& evidence : facts.evidence) {
    if (!Fits(evidence, requirement, person) || evidence.occurred_on > day) {
      continue;
    }
    ++seen;
    const std::optional<CivilDay> expiry = ExpiryOf(evidence, requirement);
    valid += !expiry || day < *expiry ? 1 : 0;
    if (!last || *last < evidence.occurred_on) {
      last = evidence.occurred_on;
      open = false;
    }
    open |= *last == evidence.occurred_on && IsOpenOn(day, evidence);
  }
  if (valid < requirement.count) {
    return seen >= requirement.count ? ExpiredOf(requirement.kind) : MissingOf(requirement.kind);
  }
  if (requirement.kind == RequirementKind::kHomeVisit && open) {
    return Lack::kHomeVisitOpen;
  }
  return std::nullopt;
}

// By lack, then person; `since` is the day itself.
std::vector<Missing> MissingOn(CivilDay day, const std::vector<Requirement>& requirements,
                               const ScreeningFacts& facts) {
  std::vector<Missing> missing;
  const auto ask = [&](const Requirement& requirement, const std::optional<PersonRef>& person) {
    if (const std::optional<Lack> lack = LackOn(day, requirement, person, facts)) {
      missing.push_back({*lack, person, day});
    }
  };
  for (const Requirement& requirement : requirements) {
    if (requirement.scope == RequirementScope::kFamily) {
      ask(requirement, std::nullopt);
      continue;
    }
    for (const ScreenedPerson& person : facts.people) {
      if (Concerns(requirement.scope, person, day)) {
        ask(requirement, person.ref);
      }
    }
  }
  std::sort(missing.begin(), missing.end(), [](const Missing& a, const Missing& b) {
    return std::tie(a.lack, a.person) < std::tie(b.lack, b.person);
  });
  return missing;
}

// Every day on which something can change.
std::set<CivilDay> Turns(const ScreeningFacts& facts,
                         const std::vector<ProtocolVersion>& protocols) {
  std::set<CivilDay> turns;
  for (const ProtocolVersion& protocol : protocols) {
    turns.insert(protocol.first_day);
    for (const Requirement& requirement : protocol.requirements) {
      for (const Evidence& evidence : facts.evidence) {
        if (evidence.kind == requirement.kind && requirement.valid_months) {
          turns.insert(*ExpiryOf(evidence, requirement));
        }
      }
    }
  }
  for (const Evidence& evidence : facts.evidence) {
    turns.insert(evidence.occurred_on);
    if (evidence.followed_up_on) {
      turns.insert(*evidence.followed_up_on);
    }
  }
  for (const Exemption& exemption : facts.exemptions) {
    turns.insert(exemption.first_day);
    turns.insert(exemption.last_day + 1);
  }
  for (const ScreenedPerson& person : facts.people) {
    for (const auto& turn : {AdultFrom(person), person.joined_on, person.left_on}) {
      if (turn) {
        turns.insert(*turn);
      }
    }
  }
  return turns;
}

const Missing* Find(const std::vector<Missing>& missing, Lack lack,
                    const std::optional<PersonRef>& person) {
  const auto found = std::find_if(missing.begin(), missing.end(), [&](const Missing& one) {
    return one.lack == lack && one.person == person;
  });
  return found == missing.end() ? nullptr : &*found;
}

bool IsMissing(const std::vector<Missing>& missing, RequirementKind kind,
               const std::optional<PersonRef>& person) {
  return std::any_of(missing.begin(), missing.end(), [&](const Missing& one) {
    return KindOf(one.lack) == kind && one.person == person;
  });
}

// From when the lapse on `day` is to be prevented: so long before as the requirement says, counted
// from the evidence where its validity ends on that day.
CivilDay RenewFrom(CivilDay day, const Requirement& requirement,
                   const std::optional<PersonRef>& person, const ScreeningFacts& facts) {
  std::optional<CivilDay> from;
  for (const Evidence& evidence : facts.evidence) {
    if (Fits(evidence, requirement, person) && ExpiryOf(evidence, requirement) == day) {
      const CivilDay renew = AddMonths(evidence.occurred_on,
                                       *requirement.valid_months - requirement.renewal_lead_months);
      from = std::max(from.value_or(renew), renew);
    }
  }
  return from.value_or(AddMonths(day, -requirement.renewal_lead_months));
}

}  // namespace

absl::string_view CodeOf(Lack lack) { return TextOf(lack).code; }

RequirementKind KindOf(Lack lack) { return TextOf(lack).kind; }

const Interval* Timeline::On(CivilDay day) const {
  const auto after = std::upper_bound(
      intervals_.begin(), intervals_.end(), day,
      [](CivilDay value, const Interval& interval) { return value < interval.first_day; });
  return after == intervals_.begin() ? nullptr : &*(after - 1);
}

bool Timeline::ReadyOn(CivilDay day) const {
  const Interval* interval = On(day);
  return interval != nullptr && interval->ready();
}

std::vector<Interval> Timeline::Between(CivilDay first_day, CivilDay last_day) const {
  std::vector<Interval> part;
  for (Interval interval : intervals_) {
    if (interval.first_day > last_day || (interval.last_day && *interval.last_day < first_day)) {
      continue;
    }
    interval.first_day = std::max(interval.first_day, first_day);
    interval.last_day = std::min(interval.last_day.value_or(last_day), last_day);
    part.push_back(std::move(interval));
  }
  return part;
}

const ProtocolVersion* VersionOn(const std::vector<ProtocolVersion>& protocols, CivilDay day) {
  const ProtocolVersion* version = nullptr;
  for (const ProtocolVersion& one : protocols) {
    if (one.first_day <= day && (version == nullptr || version->first_day < one.first_day)) {
      version = &one;
    }
  }
  return version;
}

Timeline ReadinessOf(const ScreeningFacts& facts, const std::vector<ProtocolVersion>& protocols) {
  std::vector<Interval> intervals;
  for (const CivilDay day : Turns(facts, protocols)) {
    const ProtocolVersion* version = VersionOn(protocols, day);
    if (version == nullptr) {
      continue;
    }
    std::vector<Missing> missing = MissingOn(day, version->requirements, facts);
    if (!intervals.empty()) {
      for (Missing& one : missing) {
        if (const Missing* before = Find(intervals.back().missing, one.lack, one.person)) {
          one.since = before->since;
        }
      }
      if (missing == intervals.back().missing) {
        continue;
      }
      intervals.back().last_day = day - 1;
    }
    intervals.push_back({day, std::nullopt, std::move(missing)});
  }
  return Timeline(std::move(intervals));
}

std::vector<Reminder> RemindersAfter(CivilDay day, const Timeline& timeline,
                                     const ScreeningFacts& facts,
                                     const std::vector<ProtocolVersion>& protocols) {
  std::vector<Reminder> reminders;
  std::set<std::pair<RequirementKind, std::optional<PersonRef>>> known;
  const std::vector<Missing>* before = nullptr;
  for (const Interval& interval : timeline.intervals()) {
    if (before != nullptr && day < interval.first_day) {
      for (const Missing& one : interval.missing) {
        const RequirementKind kind = KindOf(one.lack);
        if (IsMissing(*before, kind, one.person) || !known.insert({kind, one.person}).second) {
          continue;
        }
        const Requirement* requirement = platform::core::FindRequirement(
            VersionOn(protocols, interval.first_day)->requirements, kind);
        reminders.push_back({kind, one.person, interval.first_day,
                             RenewFrom(interval.first_day, *requirement, one.person, facts)});
      }
    }
    before = &interval.missing;
  }
  std::sort(reminders.begin(), reminders.end(), [](const Reminder& a, const Reminder& b) {
    return std::tie(a.lapses_on, a.kind, a.person) < std::tie(b.lapses_on, b.kind, b.person);
  });
  return reminders;
}

std::vector<Missing> MissingForDecision(CivilDay day, const Timeline& timeline,
                                        const std::vector<ProtocolVersion>& protocols) {
  std::vector<Missing> missing;
  const ProtocolVersion* version = VersionOn(protocols, day);
  const Interval* interval = timeline.On(day);
  if (version == nullptr || interval == nullptr) {
    return missing;
  }
  for (const Missing& one : interval->missing) {
    const RequirementKind kind = KindOf(one.lack);
    const Requirement* requirement = platform::core::FindRequirement(version->requirements, kind);
    if (kind != RequirementKind::kDecision && requirement->stage == RequirementStage::kDecision) {
      missing.push_back(one);
    }
  }
  return missing;
}

}  // namespace buurtbrug::registration::domain
