#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "matching/domain/match.h"
#include "platform/core/uuid.h"

// What belongs to the life of a match besides its state. Numbers as in buurtbrug.matching.v1.
namespace buurtbrug::matching::domain {

enum class Party { kNone = 0, kRequestFamily = 1, kSupportFamily = 2 };

// "request family by link": who did what the family does itself.
absl::string_view ByLink(Party party);

// A family that came by its personal link, and its side of its matches.
struct LinkedFamily {
  FamilyId family;
  Party party = Party::kRequestFamily;
};

enum class FamilyAnswer { kNone = 0, kAccepted = 1, kDeclined = 2 };

enum class ProposalOrigin { kNotSaid = 0, kSearch = 1, kPlan = 2, kByHand = 3 };

// Where the idea of a match came from.
struct Origin {
  ProposalOrigin kind = ProposalOrigin::kNotSaid;
  // With kPlan.
  std::optional<platform::core::Uuid> plan = {};
  // Of the weights: 0 for those that every contract begins with. Named with kSearch and kPlan only;
  // of a match that is recorded nothing: nobody said, as with those of before this was kept.
  std::optional<int> weights_version = {};
};

// INVALID_ARGUMENT INVALID_ORIGIN naming the field. Pure.
absl::Status CheckOrigin(const Origin& origin);

// Another support family that stands in. Both days included.
struct Substitution {
  FamilyId family;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
};

// A match beside its state, as it is now.
struct MatchLife {
  Origin origin;
  // Last day on which its proposal reserves a place. Nothing: it never did.
  std::optional<absl::CivilDay> held_until;
  bool held_longer = false;
  // Nothing: nobody was asked.
  std::optional<absl::CivilDay> asked_on;
  FamilyAnswer request_answer = FamilyAnswer::kNone;
  FamilyAnswer support_answer = FamilyAnswer::kNone;
  // The newest; 0: there is none.
  int agreement_version = 0;
  // Number of the offer that waits for an agreement; nothing: there is none.
  std::optional<int> open_offer;
  // It is paused, as is expected until then.
  std::optional<absl::CivilDay> paused_until;
  // The last one, unless it was ended before its time.
  std::optional<Substitution> substitution;
  // Days of its steps; nothing: not yet. Only where it was asked for them.
  std::optional<absl::CivilDay> agreed_on;
  std::optional<absl::CivilDay> trial_first_day;
  std::optional<absl::CivilDay> definitive_on;
};

// A match with its life, for the rules.
struct LivingMatch {
  MatchHead head;
  MatchLife life;
};

enum class OccurrenceKind {
  kPlaceExtended = 1,
  kFamiliesAsked = 2,
  kAnswered = 3,
  kAgreedAnew = 4,
  kPaused = 5,
  kResumed = 6,
  kSubstituted = 7,
  kSubstitutionEnded = 8,
  kAgreementOffered = 9,
  kOfferAccepted = 10,
};

// Something that happened to a match without bringing it into another state.
struct Occurrence {
  OccurrenceKind kind = OccurrenceKind::kFamiliesAsked;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  std::string reason;
  bool correction = false;
  Party party = Party::kNone;
  FamilyAnswer answer = FamilyAnswer::kNone;
  std::optional<absl::CivilDay> first_day = {};
  std::optional<absl::CivilDay> last_day = {};
  std::optional<FamilyId> substitute = {};
  int agreement_version = 0;
  int offer = 0;
  // Codes of the hard rules that a coordinator passed by hand; with kSubstituted.
  std::vector<std::string> overridden_rules = {};
};

// ---- A proposal reserves a place ----

// Days for which it does where the protocol does not say.
inline constexpr int kProposalDays = 14;

// Last day on which a proposal of `proposed_on` reserves a place. Pure.
absl::CivilDay HeldUntil(absl::CivilDay proposed_on, std::optional<int> protocol_days);

// Last day after it was extended on `occurred_on`: as many days after its end, or after that day
// when it was over. Pure.
absl::CivilDay HeldLonger(const MatchLife& life, absl::CivilDay occurred_on,
                          std::optional<int> protocol_days);

// FAILED_PRECONDITION PLACE_EXTENDED_BEFORE. Pure.
absl::Status CheckExtension(const MatchLife& life);

// ---- Both families are asked ----

// FAILED_PRECONDITION ASKED_BEFORE. Pure.
absl::Status CheckAsking(const MatchLife& life);

// FAILED_PRECONDITION NOT_ASKED, ANSWERED_BEFORE: that is its answer already. Pure.
absl::Status CheckAnswer(const MatchLife& life, Party party, FamilyAnswer answer);

// INVALID_ARGUMENT INVALID_CAUSE unless a family declines for one of the causes that it can give
// itself. Pure.
absl::Status CheckOwnCause(Party party, EndCause cause);

// FAILED_PRECONDITION FAMILIES_NOT_ACCEPTED, with those that have not under `missing`, when they
// were asked. Who introduces families of which nobody was asked tells that both accepted. Pure.
absl::Status CheckIntroduction(const MatchLife& life);

// The answers that the coordinator tells by introducing the families on `occurred_on`: that each
// accepted, when nobody was asked. Pure.
std::vector<Occurrence> AnswersTold(const MatchLife& life, absl::CivilDay occurred_on);

// ---- While it runs ----

// Whether something may happen on `occurred_on` to a match that is in one of `states`. Pure.
//   FAILED_PRECONDITION WRONG_STATE, STEP_TOO_EARLY  as CheckStep
absl::Status CheckOccurrence(const MatchHead& match, const std::vector<MatchState>& states,
                             absl::CivilDay occurred_on);

// FAILED_PRECONDITION TRIAL_NOT_OVER, with the first day after it under `over_on`, when a match
// becomes definitive before the protocol's weeks are over and nobody says why. Pauses count. Pure.
absl::Status CheckTrialOver(const MatchLife& life, std::optional<int> trial_weeks,
                            absl::CivilDay occurred_on, const std::string& reason);

// FAILED_PRECONDITION GUIDANCE_NOT_OVER, with the first day after it under `over_on`, when a match
// is sustained before the protocol's months are over and nobody says why. Pure.
absl::Status CheckGuidanceOver(const MatchLife& life, int guidance_months,
                               absl::CivilDay occurred_on, const std::string& early_reason);

// FAILED_PRECONDITION AGREEMENT_UNSIGNED when there is no agreement. Pure.
absl::Status CheckAgreed(const MatchLife& life);

// FAILED_PRECONDITION MATCH_PAUSED. Pure.
absl::Status CheckNotPaused(const MatchLife& life);

// FAILED_PRECONDITION PAUSED_BEFORE. Pure.
absl::Status CheckPause(const MatchLife& life);
// FAILED_PRECONDITION NOT_PAUSED. Pure.
absl::Status CheckResume(const MatchLife& life);

// Days for which a pause or a substitution can be expected to last.
inline constexpr int kLongestAbsenceDays = 366;

// INVALID_ARGUMENT OUT_OF_RANGE about `field` unless `last_day` lies between `first_day` and
// kLongestAbsenceDays after it. Pure.
absl::Status CheckLastDay(const std::string& field, absl::CivilDay first_day,
                          absl::CivilDay last_day);

// Whether `substitute` may stand in for the support family of `match` today. Pure.
//   FAILED_PRECONDITION SAME_FAMILY         it is the support family itself
//   FAILED_PRECONDITION SUBSTITUTED_BEFORE  another one stands in, until the day under `last_day`
absl::Status CheckSubstitution(const LivingMatch& match, const FamilyId& substitute,
                               absl::CivilDay today);
// FAILED_PRECONDITION NOT_SUBSTITUTED when nobody stands in on `today` or later. Pure.
absl::Status CheckSubstitutionEnd(const MatchLife& life, absl::CivilDay today);

// FAILED_PRECONDITION PAIR_FAILED_BEFORE. Pure.
absl::Status PairFailed();
// FAILED_PRECONDITION PAIR_EXCLUDED. Pure.
absl::Status PairExcluded();

}  // namespace buurtbrug::matching::domain
