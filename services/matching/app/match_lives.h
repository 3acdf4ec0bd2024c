#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/app/matches.h"
#include "matching/domain/agreement.h"
#include "matching/domain/match_life.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

// What every occurrence has.
struct OccurrenceInput {
  domain::MatchId match;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;  // 0: whatever it is
  std::string reason = {};       // without names; at most 500 characters
  // The family that does it itself, by its personal link. Nothing: the caller does.
  std::optional<domain::Party> by_link = {};
};

// What a family answered.
struct AnswerInput {
  domain::Party party = domain::Party::kRequestFamily;
  domain::FamilyAnswer answer = domain::FamilyAnswer::kAccepted;
  domain::EndCause cause = domain::EndCause::kNotSaid;  // with kDeclined
};

// What happens to matches between their steps. Each write is one transaction, idempotent per
// `call.request_id`; it fails with NOT_FOUND MATCH_NOT_FOUND, ABORTED ETAG_MISMATCH,
// FAILED_PRECONDITION WRONG_STATE and STEP_TOO_EARLY, and the reasons of platform/tenant/gate.h,
// besides its own. Thread-safe.
class MatchLives {
 public:
  MatchLives(platform::postgres::Database& database, platform::tenant::Gate& gate,
             platform::core::Random& random, AskReadiness ask_readiness,
             LearnFamilies learn_families, PooledProposals* pooled = nullptr)
      : database_(database),
        gate_(gate),
        random_(random),
        ask_readiness_(std::move(ask_readiness)),
        learn_families_(std::move(learn_families)),
        pooled_(pooled) {}

  // As domain::CheckExtension, and as CheckPlaceLeft when the place is reserved by today's clock.
  // Of a family that another contract offers as PooledProposals::WithPlace.
  absl::StatusOr<Receipt> ExtendPlace(const Call& call, const OccurrenceInput& input);

  // As domain::CheckAsking.
  absl::StatusOr<Receipt> AskFamilies(const Call& call, const OccurrenceInput& input);

  // As domain::CheckAnswer; INVALID_ARGUMENT INVALID_CAUSE. With kDeclined also the step that ends
  // the match.
  absl::StatusOr<Receipt> RecordAnswer(const Call& call, const OccurrenceInput& input,
                                       const AnswerInput& answer);

  // As domain::CheckTerms, CheckOfferedTerms and CheckNewOffer.
  absl::StatusOr<Receipt> OfferAgreement(const Call& call, const OccurrenceInput& input,
                                         const domain::AgreementTerms& terms);

  // By the link of `input`; as domain::CheckOfferAcceptance.
  absl::StatusOr<Receipt> AcceptOffer(const Call& call, const OccurrenceInput& input, int number);

  // `agreement` has both acceptances; as domain::CheckTerms, CheckAcceptances and
  // CheckAcceptedByLink. FAILED_PRECONDITION AGREEMENT_UNSIGNED; INVALID_ARGUMENT INVALID_TEXT
  // about `reason`, which every version but the first one has.
  absl::StatusOr<Receipt> RecordAgreement(const Call& call, const OccurrenceInput& input,
                                          const domain::AgreementInput& agreement);

  // As domain::CheckLastDay and CheckPause.
  absl::StatusOr<Receipt> Pause(const Call& call, const OccurrenceInput& input,
                                absl::CivilDay expected_last_day);

  // As domain::CheckResume.
  absl::StatusOr<Receipt> Resume(const Call& call, const OccurrenceInput& input);

  // As domain::CheckLastDay, CheckSubstitution, CheckSupporter on the first day, CheckReady,
  // CheckPlaceLeft, store::CheckPair and CheckRules, or why registration could not be asked;
  // NOT_FOUND FAMILY_NOT_FOUND; FAILED_PRECONDITION POOLED_SUBSTITUTE: another contract offers
  // the family. What is passed by hand is recorded with the occurrence.
  absl::StatusOr<Receipt> Substitute(const Call& call, const OccurrenceInput& input,
                                     const domain::Substitution& substitution,
                                     Passing passing = Passing::kNone);

  // As domain::CheckSubstitutionEnd.
  absl::StatusOr<Receipt> EndSubstitution(const Call& call, const OccurrenceInput& input);

 private:
  using Scoped = platform::postgres::ScopedTransaction;
  struct Happened {
    domain::Occurrence occurrence;
    domain::Rhythm rhythm = domain::Rhythm::kNotSaid;  // with kAgreedAnew
  };
  // Judges what happens to a match that is held, and makes its life what it is after it.
  using Happen = std::function<absl::StatusOr<Happened>(Scoped&, const platform::tenant::Protocol&,
                                                        domain::LivingMatch&)>;

  // One occurrence of a match that is in one of `states`. Unless it is null, the places of the
  // family `keeper` are held before the match; it becomes the one that keeps them.
  absl::StatusOr<Receipt> Record(const Call& call, const OccurrenceInput& input,
                                 const std::vector<domain::MatchState>& states,
                                 domain::FamilyId* keeper, const Happen& happen);
  platform::tenant::Written Append(Scoped& transaction, const Call& call,
                                   domain::LivingMatch& match, const OccurrenceInput& input,
                                   Happened happened);
  absl::StatusOr<Receipt> ExtendOnce(const Call& call, const OccurrenceInput& input,
                                     domain::FamilyId keeper);
  absl::StatusOr<Receipt> SubstituteOnce(const Call& call, const OccurrenceInput& input,
                                         const domain::Substitution& substitution,
                                         const absl::StatusOr<domain::Readiness>& readiness,
                                         Passing passing);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const AskReadiness ask_readiness_;
  const LearnFamilies learn_families_;
  PooledProposals* const pooled_;
};

}  // namespace buurtbrug::matching::app
