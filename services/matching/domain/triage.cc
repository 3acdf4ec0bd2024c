#include "matching/domain/triage.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {

using absl::StatusCode;
using platform::core::Error;

namespace {

struct CasuistryWords {
  Casuistry casuistry;
  const char* code;
  const char* dutch;
};
constexpr CasuistryWords kWords[] = {
    {Casuistry::kOvernightStay, "OVERNIGHT_STAY", "een kind blijft slapen"},
    {Casuistry::kExtraCalls, "EXTRA_CALLS", "bellen buiten de afgesproken momenten"},
    {Casuistry::kRoleModel, "ROLE_MODEL", "een kind zoekt iemand om tegen op te kijken"},
    {Casuistry::kParents, "PARENTS", "de ouders vragen zelf steun"},
    {Casuistry::kSeveralChildren, "SEVERAL_CHILDREN", "drie of meer kinderen vragen steun"},
    {Casuistry::kUrgent, "URGENT", "de hoogste urgentie"},
    {Casuistry::kSeveralMatches, "SEVERAL_MATCHES", "het gezin heeft meer dan één koppeling"},
    {Casuistry::kEarlierMatchEnded, "EARLIER_MATCH_ENDED",
     "een eerdere koppeling stopte in de proefperiode of voortijdig"},
};

const CasuistryWords* Find(Casuistry casuistry) {
  const auto* found =
      std::find_if(std::begin(kWords), std::end(kWords),
                   [&](const CasuistryWords& words) { return words.casuistry == casuistry; });
  return found == std::end(kWords) ? nullptr : found;
}

std::string DutchOf(const std::optional<Casuistry>& casuistry) {
  const CasuistryWords* words = casuistry ? Find(*casuistry) : nullptr;
  return words == nullptr ? "een kenmerk zonder naam" : words->dutch;
}

}  // namespace

std::set<Casuistry> CasuistryOf(const CaseNeeds& needs) {
  std::set<Casuistry> casuistry;
  const auto add = [&](bool holds, Casuistry one) {
    if (holds) {
      casuistry.insert(one);
    }
  };
  add(needs.overnight_stay, Casuistry::kOvernightStay);
  add(needs.extra_calls, Casuistry::kExtraCalls);
  add(needs.role_model, Casuistry::kRoleModel);
  add(needs.parents, Casuistry::kParents);
  add(needs.children >= kSeveralChildren, Casuistry::kSeveralChildren);
  add(needs.urgency >= kHighestUrgency, Casuistry::kUrgent);
  return casuistry;
}

std::set<Casuistry> CasuistryOf(const std::vector<MatchState>& matches) {
  std::set<Casuistry> casuistry;
  int open = 0;
  for (const MatchState state : matches) {
    open += IsLookedAfter(state) ? 1 : 0;
    if (state == MatchState::kEndedInTrial || state == MatchState::kEndedEarly) {
      casuistry.insert(Casuistry::kEarlierMatchEnded);
    }
  }
  if (open > 1) {
    casuistry.insert(Casuistry::kSeveralMatches);
  }
  return casuistry;
}

TriageProposal ProposeTriage(const VolunteerTerms& terms, const KnownCasuistry& casuistry) {
  TriageProposal proposal;
  if (terms.volunteers == Volunteers::kNoCases) {
    proposal.reasons.push_back({TriageReasonKind::kVolunteersNotUsed});
    return proposal;
  }
  if (terms.volunteers == Volunteers::kNotKnown) {
    proposal.reasons.push_back({TriageReasonKind::kVolunteersNotKnown});
  }
  if (!casuistry) {
    proposal.reasons.push_back({TriageReasonKind::kNeedsNotKnown});
  }
  std::vector<TriageReason> left;
  if (casuistry && terms.volunteers == Volunteers::kSomeCases) {
    for (const Casuistry one : *casuistry) {
      if (terms.professional.contains(one)) {
        proposal.reasons.push_back({TriageReasonKind::kNeedsProfessional, one});
      } else {
        left.push_back({TriageReasonKind::kLeftToVolunteers, one});
      }
    }
    if (casuistry->empty()) {
      left.push_back({TriageReasonKind::kNothingSpecial});
    }
  }
  proposal.outcome =
      proposal.reasons.empty() ? TriageOutcome::kVolunteer : TriageOutcome::kProfessional;
  proposal.reasons.insert(proposal.reasons.end(), left.begin(), left.end());
  return proposal;
}

std::string WordsOf(const TriageReason& reason) {
  switch (reason.kind) {
    case TriageReasonKind::kVolunteersNotKnown:
      return "Het protocol zegt niet of vrijwillige coördinatoren koppelingen begeleiden.";
    case TriageReasonKind::kVolunteersNotUsed:
      return "Volgens het protocol begeleiden vrijwillige coördinatoren geen koppelingen.";
    case TriageReasonKind::kNeedsNotKnown:
      return "Van dit gezin is niet bekend wat het nodig heeft.";
    case TriageReasonKind::kNeedsProfessional:
      return absl::StrCat(
          "Vraagt volgens het protocol een professional: ", DutchOf(reason.casuistry), ".");
    case TriageReasonKind::kLeftToVolunteers:
      return absl::StrCat(
          "Mag volgens het protocol bij een vrijwilliger: ", DutchOf(reason.casuistry), ".");
    case TriageReasonKind::kNothingSpecial:
      return "Er is niets bijzonders aan deze vraag.";
  }
  return "";
}

absl::Status CheckOutcome(TriageOutcome outcome, const TriageProposal& proposal) {
  if (outcome == TriageOutcome::kProfessional) {
    return absl::OkStatus();
  }
  std::vector<std::string> professional;
  for (const TriageReason& reason : proposal.reasons) {
    if (reason.kind == TriageReasonKind::kVolunteersNotUsed) {
      return Error(StatusCode::kFailedPrecondition, "VOLUNTEERS_NOT_USED",
                   "by the protocol volunteer coordinators take no cases");
    }
    if (reason.kind == TriageReasonKind::kNeedsProfessional && reason.casuistry) {
      const CasuistryWords* words = Find(*reason.casuistry);
      professional.push_back(words == nullptr ? absl::StrCat(static_cast<int>(*reason.casuistry))
                                              : words->code);
    }
  }
  if (professional.empty()) {
    return absl::OkStatus();
  }
  return Error(StatusCode::kFailedPrecondition, "CASUISTRY_FOR_PROFESSIONAL",
               "by the protocol this case needs a professional",
               {{"casuistry", absl::StrJoin(professional, ",")}});
}

absl::Status CheckVolunteer(const std::optional<TriageDecision>& decision,
                            const TriageProposal& proposal) {
  if (!decision) {
    return Error(StatusCode::kFailedPrecondition, "TRIAGE_MISSING",
                 "decide first whether a volunteer can look after this family's matches");
  }
  if (decision->outcome != TriageOutcome::kVolunteer) {
    return Error(StatusCode::kFailedPrecondition, "CASE_FOR_PROFESSIONAL",
                 "it was decided that a professional looks after this family's matches");
  }
  return CheckOutcome(TriageOutcome::kVolunteer, proposal);
}

}  // namespace buurtbrug::matching::domain
