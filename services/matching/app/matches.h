#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/app/pair_rules.h"
#include "matching/app/pooled_proposals.h"
#include "matching/domain/agreement.h"
#include "matching/domain/match.h"
#include "matching/domain/match_life.h"
#include "matching/domain/trial.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/postgres/database.h"
#include "platform/tenant/gate.h"

namespace buurtbrug::matching::app {

using platform::access::Call;
using platform::core::Receipt;

// A match as a coordinator proposes it.
struct ProposalInput {
  absl::CivilDay occurred_on;
  domain::FamilyId request_family;
  std::vector<int> children;
  domain::FamilyId support_family;
  std::string reason;  // 1 to 500 characters
  domain::Origin origin = {};
};

// A step of a match as a coordinator enters it.
struct StepInput {
  domain::MatchId match;
  domain::MatchState next = domain::MatchState::kIntroduced;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;                             // 0: whatever it is
  std::string reason;                                       // not empty where domain::NeedsReason
  domain::Signatures signatures = {};                       // with kAgreed
  domain::EndCause cause = domain::EndCause::kNotSaid;      // where domain::Concludes
  domain::WishedBy wished_by = domain::WishedBy::kNotSaid;  // where domain::Concludes
  std::string early_reason = {};                            // with kSustained
  domain::AgreementInput agreement = {};                    // with kAgreed
};

// Asks registration what a support family lacks on a day.
using AskReadiness = std::function<absl::StatusOr<domain::Readiness>(
    const Call&, const domain::FamilyId&, absl::CivilDay)>;

// Brings the profiles up to date with registration's feed.
using LearnFamilies = std::function<absl::Status()>;

// Whether it refuses because of what is known of a family, which later news can take back.
bool MayBeOutdated(const absl::Status& status);

// A version of the agreement of `match`, as it is recorded by `call`. Pure.
domain::Agreement AgreementOf(const Call& call, const domain::MatchHead& match, int version,
                              const domain::AgreementInput& input, absl::CivilDay occurred_on,
                              const std::string& reason);

// The use cases of matching. Each write is one transaction, idempotent per `call.request_id`, and
// fails with the reasons of platform/tenant/gate.h besides its own. To whom own cases only are open
// a match of others is not there (CheckOwnCase), and a list holds the own ones. Thread-safe.
//
// With `pooled` proposal and trial with a family that another contract offers take its place there
// too (PooledProposals::WithPlace, with its reasons), and readiness is asked there.
class Matches {
 public:
  Matches(platform::postgres::Database& database, platform::tenant::Gate& gate,
          platform::core::Random& random, AskReadiness ask_readiness, LearnFamilies learn_families,
          PooledProposals* pooled = nullptr)
      : database_(database),
        gate_(gate),
        random_(random),
        ask_readiness_(std::move(ask_readiness)),
        learn_families_(std::move(learn_families)),
        pooled_(pooled) {}

  // NOT_FOUND FAMILY_NOT_FOUND; as domain::CheckOrigin and KnownOrigin, CheckChildren,
  // CheckProposal, store::CheckPair and CheckRules, and as CheckPlaceLeft while the proposal
  // reserves a place by today's clock. With the origin kByHand the rules that CheckRules lets pass
  // are recorded with the proposal. Of two proposals that want the last place at the same time, one
  // gets it. A refusal because of a family's state or children, and the passing of a rule, stand
  // only after the latest news of registration: UNAVAILABLE FEED_UNREACHABLE, DEADLINE_EXCEEDED
  // FEED_BEHIND when that cannot be had.
  absl::StatusOr<Receipt> Propose(const Call& call, const ProposalInput& input);

  // Every step but the start of the trial. NOT_FOUND MATCH_NOT_FOUND; ABORTED ETAG_MISMATCH;
  // FAILED_PRECONDITION as domain::CheckStep and the checks of domain/match_life.h that belong to
  // the step; INVALID_ARGUMENT as domain::CheckEnd, CheckTerms, CheckAcceptances; with kAgreed
  // also as CheckAcceptedByLink.
  absl::StatusOr<Receipt> RecordStep(const Call& call, const StepInput& input);

  // The first day of the trial, `input.next` being kInTrial. As RecordStep; then
  // FAILED_PRECONDITION as domain::CheckReady and domain::CheckPlaceLeft, or why registration could
  // not be asked. Of two trials that want the last place at the same time, one gets it.
  absl::StatusOr<Receipt> StartTrial(const Call& call, const StepInput& input);

  // NOT_FOUND MATCH_NOT_FOUND.
  absl::StatusOr<domain::WholeMatch> Get(const Call& call, const domain::MatchId& id);

  // With a reason only those that were stopped for it.
  absl::StatusOr<std::vector<domain::MatchHead>> List(
      const Call& call, const platform::core::Page& page,
      domain::EndReason end_reason = domain::EndReason::kDecided);

 private:
  absl::StatusOr<Receipt> ProposeOnce(const Call& call, const ProposalInput& input,
                                      const absl::StatusOr<domain::Origin>& origin, Passing passing,
                                      const domain::MatchId& id);
  absl::StatusOr<Receipt> ProposeHere(const Call& call, const ProposalInput& input,
                                      const domain::MatchId& id);
  absl::StatusOr<Receipt> StartOnce(const Call& call, const StepInput& input,
                                    const absl::StatusOr<domain::FamilyId>& family,
                                    const absl::StatusOr<domain::Readiness>& readiness);
  // The match, held until the end of the transaction, when `input` may be its next step.
  absl::StatusOr<domain::LivingMatch> Lock(platform::postgres::ScopedTransaction& transaction,
                                           const Call& call, const StepInput& input,
                                           const platform::tenant::Protocol& protocol);
  // Answers that an introduction tells, on the life of `match` and as occurrences before its step.
  void AppendAnswersTold(platform::postgres::ScopedTransaction& transaction, const Call& call,
                         domain::LivingMatch& match, const StepInput& input);
  platform::tenant::Written Append(platform::postgres::ScopedTransaction& transaction,
                                   const Call& call, domain::MatchHead match,
                                   const StepInput& input);

  platform::postgres::Database& database_;
  platform::tenant::Gate& gate_;
  platform::core::Random& random_;
  const AskReadiness ask_readiness_;
  const LearnFamilies learn_families_;
  PooledProposals* const pooled_;
};

}  // namespace buurtbrug::matching::app
