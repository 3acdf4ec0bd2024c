#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"

// Who can look after the matches of a request family: a volunteer coordinator or a professional.
namespace buurtbrug::matching::domain {

// What marks a case. Numbers as in buurtbrug.tenancy.v1.Casuistry, in which the protocol names what
// needs a professional; a number that is not here is from a later release.
enum class Casuistry {
  kOvernightStay = 1,
  kExtraCalls = 2,
  kRoleModel = 3,
  kParents = 4,
  kSeveralChildren = 5,
  kUrgent = 6,
  kSeveralMatches = 7,
  kEarlierMatchEnded = 8,
};

// From so many children with needs of their own on a case is one of several children.
inline constexpr int kSeveralChildren = 3;
// The highest of registration.
inline constexpr int kHighestUrgency = 3;

// What the needs of a request family tell.
struct CaseNeeds {
  bool overnight_stay = false;
  bool extra_calls = false;
  bool role_model = false;
  // A need of the parents themselves, or a listening ear for them.
  bool parents = false;
  // How many children have needs.
  int children = 0;
  // 1 to 3; 0: not known.
  int urgency = 0;
};

// By their numbers. Pure.
std::set<Casuistry> CasuistryOf(const CaseNeeds& needs);

// What the matches of the family tell, by their states. Pure.
std::set<Casuistry> CasuistryOf(const std::vector<MatchState>& matches);

// Numbers as in buurtbrug.tenancy.v1.Volunteers.
enum class Volunteers { kNotKnown = 0, kNoCases = 1, kSomeCases = 2 };

// What the contract's protocol says of a day.
struct VolunteerTerms {
  Volunteers volunteers = Volunteers::kNotKnown;
  std::set<Casuistry> professional = {};
};

// Numbers as in buurtbrug.matching.v1.
enum class TriageOutcome { kNone = 0, kVolunteer = 1, kProfessional = 2 };
enum class TriageReasonKind {
  kVolunteersNotKnown = 1,
  kVolunteersNotUsed = 2,
  kNeedsNotKnown = 3,
  kNeedsProfessional = 4,
  kLeftToVolunteers = 5,
  kNothingSpecial = 6,
};

struct TriageReason {
  TriageReasonKind kind = TriageReasonKind::kNothingSpecial;
  // With kNeedsProfessional and kLeftToVolunteers.
  std::optional<Casuistry> casuistry = {};

  friend bool operator==(const TriageReason& a, const TriageReason& b) {
    return a.kind == b.kind && a.casuistry == b.casuistry;
  }
};

struct TriageProposal {
  TriageOutcome outcome = TriageOutcome::kProfessional;
  // Those for a professional first.
  std::vector<TriageReason> reasons = {};
};

// What is known of a case; nothing: its needs are not.
using KnownCasuistry = std::optional<std::set<Casuistry>>;

// A volunteer is proposed only where the protocol is known to leave all of the case to volunteers.
// Pure.
TriageProposal ProposeTriage(const VolunteerTerms& terms, const KnownCasuistry& casuistry);

// For a coordinator, in Dutch. Pure.
std::string WordsOf(const TriageReason& reason);

// Whether the outcome may be decided. What is not known leaves it to the coordinator; a
// professional may always be. Pure.
//   FAILED_PRECONDITION VOLUNTEERS_NOT_USED        by the protocol volunteers take no cases
//   FAILED_PRECONDITION CASUISTRY_FOR_PROFESSIONAL the case needs a professional by the protocol;
//                                                  `casuistry` in the metadata names why
absl::Status CheckOutcome(TriageOutcome outcome, const TriageProposal& proposal);

// What a coordinator decided.
struct TriageDecision {
  TriageOutcome outcome = TriageOutcome::kProfessional;
  TriageOutcome proposed = TriageOutcome::kProfessional;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  std::string reason;
  bool correction = false;
};

// Whether a match of the family may be given to a volunteer. As CheckOutcome, by what is known now;
// FAILED_PRECONDITION TRIAGE_MISSING when nobody decided, CASE_FOR_PROFESSIONAL when it was decided
// otherwise. Pure.
absl::Status CheckVolunteer(const std::optional<TriageDecision>& decision,
                            const TriageProposal& proposal);

}  // namespace buurtbrug::matching::domain
