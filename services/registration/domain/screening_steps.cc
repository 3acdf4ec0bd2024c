#include "registration/domain/screening_steps.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::CivilDay;
using absl::StatusCode;
using platform::core::AddMonths;
using platform::core::Error;
using platform::core::InvalidField;

namespace {

using Kind = ScreeningStepKind;

const ScreeningStep* FindStep(const std::vector<ScreeningStep>& steps, Kind kind,
                              std::optional<int64_t> number) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const ScreeningStep& step) {
    return step.kind == kind && step.number == number;
  });
  return found == steps.end() ? nullptr : &*found;
}

const ScreeningStep* FindAbout(const std::vector<ScreeningStep>& steps, Kind kind, int64_t about) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const ScreeningStep& step) {
    return step.kind == kind && step.about == about;
  });
  return found == steps.end() ? nullptr : &*found;
}

void AddStep(const ScreeningStep& step, const std::vector<ScreeningStep>& steps,
             ScreeningFacts& facts) {
  if (step.kind == Kind::kEvidence) {
    Evidence evidence = {*step.requirement, step.person, step.occurred_on, step.by_professional,
                         step.asks_follow_up};
    if (const ScreeningStep* closed = FindAbout(steps, Kind::kFollowUpClosed, step.number)) {
      evidence.followed_up_on = closed->occurred_on;
    }
    facts.evidence.push_back(evidence);
  } else if (step.kind == Kind::kExemptionGranted) {
    Exemption exemption = {*step.requirement, step.person, step.occurred_on, *step.last_day};
    if (const ScreeningStep* ended = FindAbout(steps, Kind::kExemptionEnded, step.number)) {
      exemption.last_day = std::min(exemption.last_day, ended->occurred_on - 1);
    }
    facts.exemptions.push_back(exemption);
  }
}

absl::Status TooEarly(absl::string_view message) {
  return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY", message,
               {{"field", "occurred_on"}});
}

// The last day on which something of this kind was recorded of the person, after `seen`.
std::optional<CivilDay> LastOf(const std::vector<ScreeningStep>& steps, Kind kind,
                               const PersonRef& person, std::optional<CivilDay> seen) {
  std::optional<CivilDay> last;
  for (const ScreeningStep& step : steps) {
    if (step.kind == kind && step.person == person && (!seen || *seen < step.occurred_on) &&
        (!last || *last < step.occurred_on)) {
      last = step.occurred_on;
    }
  }
  return last;
}

VogDeskEntry EntryOf(const ScreenedPerson& person, const ScreeningFacts& facts,
                     const std::vector<ScreeningStep>& steps, const Requirement& vog,
                     CivilDay first_day) {
  VogDeskEntry entry;
  entry.person = person.ref;
  for (const Evidence& evidence : facts.evidence) {
    if (evidence.kind == RequirementKind::kVog && evidence.person == person.ref) {
      entry.seen_on = std::max(entry.seen_on.value_or(evidence.occurred_on), evidence.occurred_on);
    }
  }
  entry.requested_on = LastOf(steps, Kind::kVogRequested, person.ref, entry.seen_on);
  entry.issued_on = LastOf(steps, Kind::kVogIssued, person.ref, entry.seen_on);
  if (entry.seen_on && vog.valid_months) {
    entry.expires_on = AddMonths(*entry.seen_on, *vog.valid_months);
  }
  if (entry.issued_on) {
    entry.status = VogStatus::kIssued;
    entry.action_from = *entry.issued_on;
  } else if (entry.requested_on) {
    entry.status = VogStatus::kRequested;
    entry.action_from = *entry.requested_on;
  } else if (!entry.seen_on) {
    entry.status = VogStatus::kNeeded;
    entry.action_from = std::max(first_day, person.joined_on.value_or(first_day));
    if (person.ref.kind == PersonKind::kChild) {
      const CivilDay from = AddMonths(*AdultFrom(person), -vog.renewal_lead_months);
      entry.action_from = std::max(entry.action_from, CivilDay(absl::CivilMonth(from)));
    }
  } else if (vog.valid_months) {
    entry.status = VogStatus::kExpiring;
    entry.action_from = AddMonths(*entry.seen_on, *vog.valid_months - vog.renewal_lead_months);
  }
  return entry;
}

}  // namespace

ScreeningFacts FactsOf(const std::vector<ScreenedPerson>& people,
                       const std::vector<FamilyStep>& case_steps,
                       const std::vector<ScreeningStep>& steps) {
  ScreeningFacts facts;
  facts.people = people;
  for (const FamilyStep& step : case_steps) {
    if (step.kind == StepKind::kVogSeen) {
      facts.evidence.push_back({RequirementKind::kVog,
                                PersonRef{PersonKind::kAdult, step.adult.value_or(0)},
                                step.occurred_on});
    } else if (step.kind == StepKind::kTrainingDone) {
      facts.evidence.push_back({RequirementKind::kTraining, std::nullopt, step.occurred_on});
      for (const ScreenedPerson& person : people) {
        if (person.ref.kind == PersonKind::kAdult && IsThere(person, step.occurred_on)) {
          facts.evidence.push_back({RequirementKind::kTraining, person.ref, step.occurred_on});
        }
      }
    } else if (step.kind == StepKind::kScreeningDone) {
      facts.evidence.push_back({RequirementKind::kDecision, std::nullopt, step.occurred_on});
    }
  }
  for (const ScreeningStep& step : steps) {
    AddStep(step, steps, facts);
  }
  return facts;
}

const ScreeningStep* OpenProposal(const std::vector<ScreeningStep>& steps) {
  const ScreeningStep* last = nullptr;
  for (const ScreeningStep& step : steps) {
    if (step.kind == Kind::kDecisionProposed && (last == nullptr || last->number < step.number)) {
      last = &step;
    }
  }
  return last == nullptr || FindAbout(steps, Kind::kDecisionConfirmed, last->number) != nullptr
             ? nullptr
             : last;
}

absl::Status CheckScreeningStep(const ScreeningStep& next,
                                const std::vector<ScreenedPerson>& people,
                                const std::vector<ScreeningStep>& steps) {
  if (next.person && std::none_of(people.begin(), people.end(), [&](const ScreenedPerson& person) {
        return person.ref == *next.person;
      })) {
    return Error(StatusCode::kNotFound, "PERSON_NOT_FOUND", "the family has no such person",
                 {{"field", "person"}});
  }
  const bool vog = next.kind == Kind::kVogRequested || next.kind == Kind::kVogIssued ||
                   (next.kind == Kind::kEvidence && next.requirement == RequirementKind::kVog);
  if (vog && !next.person) {
    return InvalidField("person", "PERSON_REQUIRED", "a VOG is of one person; say of whom");
  }
  if (next.kind == Kind::kExemptionGranted) {
    if (!IsExemptible(*next.requirement)) {
      return InvalidField("kind", "NOT_EXEMPTIBLE", "nobody is exempt from VOG and decision");
    }
    if (*next.last_day < next.occurred_on) {
      return InvalidField("last_day", "LAST_DAY_TOO_EARLY", "an exemption ends after it began");
    }
    if (*next.last_day > AddMonths(next.occurred_on, kMostExemptionMonths)) {
      return InvalidField("last_day", "EXEMPTION_TOO_LONG",
                          absl::StrCat("an exemption lasts at most ", kMostExemptionMonths,
                                       " months: grant it again when it ends"));
    }
  }
  if (next.kind == Kind::kFollowUpClosed) {
    const ScreeningStep* visit = FindStep(steps, Kind::kEvidence, next.about);
    if (visit == nullptr || !visit->asks_follow_up) {
      return Error(StatusCode::kNotFound, "VISIT_NOT_FOUND",
                   "there is no home visit of this number that left something to be done",
                   {{"field", "visit"}});
    }
    if (FindAbout(steps, Kind::kFollowUpClosed, visit->number) != nullptr) {
      return Error(StatusCode::kFailedPrecondition, "FOLLOW_UP_CLOSED", "it was done before");
    }
    if (next.occurred_on < visit->occurred_on) {
      return TooEarly("the visit was later");
    }
  }
  if (next.kind == Kind::kExemptionEnded) {
    const ScreeningStep* exemption = FindStep(steps, Kind::kExemptionGranted, next.about);
    if (exemption == nullptr) {
      return Error(StatusCode::kNotFound, "EXEMPTION_NOT_FOUND",
                   "there is no exemption of this number", {{"field", "exemption"}});
    }
    if (FindAbout(steps, Kind::kExemptionEnded, exemption->number) != nullptr ||
        *exemption->last_day < next.occurred_on) {
      return Error(StatusCode::kFailedPrecondition, "EXEMPTION_ENDED", "it has ended by then");
    }
    if (next.occurred_on < exemption->occurred_on) {
      return TooEarly("the exemption began later");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckConfirmation(const ScreeningStep* proposal, int64_t expected,
                               const std::string& subject, absl::CivilDay day) {
  if (proposal == nullptr) {
    return Error(StatusCode::kFailedPrecondition, "NO_PROPOSAL",
                 "a decision is proposed before it is confirmed");
  }
  if (expected != proposal->number) {
    return Error(StatusCode::kAborted, "PROPOSAL_CHANGED",
                 "there is a newer proposal; read it first");
  }
  if (subject == proposal->recorded_by) {
    return Error(StatusCode::kFailedPrecondition, "FOUR_EYES_REQUIRED",
                 "another person than the one who proposed it confirms a decision");
  }
  if (day < proposal->occurred_on) {
    return TooEarly("the decision was proposed later");
  }
  return absl::OkStatus();
}

absl::Status CheckComplete(const std::vector<Missing>& missing) {
  if (missing.empty()) {
    return absl::OkStatus();
  }
  const std::string codes = absl::StrJoin(missing, ",", [](std::string* out, const Missing& one) {
    absl::StrAppend(out, CodeOf(one.lack));
  });
  return Error(StatusCode::kFailedPrecondition, "SCREENING_INCOMPLETE",
               absl::StrCat("the protocol asks for more before the decision: ", codes),
               {{"missing", codes}});
}

std::vector<VogDeskEntry> VogDeskOf(const std::vector<ScreenedPerson>& people,
                                    const ScreeningFacts& facts,
                                    const std::vector<ScreeningStep>& steps,
                                    const std::vector<ProtocolVersion>& protocols,
                                    absl::CivilDay today) {
  std::vector<VogDeskEntry> entries;
  if (protocols.empty()) {
    return entries;
  }
  const auto by_first_day = [](const ProtocolVersion& a, const ProtocolVersion& b) {
    return a.first_day < b.first_day;
  };
  const ProtocolVersion& first =
      *std::min_element(protocols.begin(), protocols.end(), by_first_day);
  const ProtocolVersion* version = VersionOn(protocols, today);
  const Requirement* vog = platform::core::FindRequirement(
      (version == nullptr ? first : *version).requirements, RequirementKind::kVog);
  for (const ScreenedPerson& person : people) {
    const bool gone = person.left_on && *person.left_on <= today;
    if (vog == nullptr || gone || !AdultFrom(person)) {
      VogDeskEntry nothing;
      nothing.person = person.ref;
      entries.push_back(nothing);
    } else {
      entries.push_back(EntryOf(person, facts, steps, *vog, first.first_day));
    }
  }
  return entries;
}

}  // namespace buurtbrug::registration::domain
