#include "matching/app/matches.h"

#include "matching/app/origins.h"
#include "matching/app/own_cases.h"
#include "matching/app/places.h"
#include "matching/domain/proposal.h"
#include "matching/store/assignment_store.h"
#include "matching/store/match_life_store.h"
#include "matching/store/match_store.h"
#include "matching/store/profile_store.h"
#include "matching/store/weights_store.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

bool IsCorrection(const Call& call) { return call.mark == platform::access::Mark::kCorrection; }

domain::Signing SigningOf(const Protocol& protocol) {
  return protocol.agreement == platform::tenant::AgreementMoment::kAfterTrial
             ? domain::Signing::kAfterTrial
             : domain::Signing::kBeforeTrial;
}

// In the contract that offers the family, under the id that it has there.
absl::StatusOr<domain::Readiness> AskThere(const AskReadiness& ask, const Call& call,
                                           const domain::PoolOrigin& origin, absl::CivilDay day) {
  Call there = call;
  there.scope = origin.offering;
  return ask(there, origin.family, day);
}

// Whether the step is judged by the days of those before it.
bool NeedsDays(domain::MatchState next) {
  return next == domain::MatchState::kDefinitive || next == domain::MatchState::kSustained;
}

// What a step asks of the life of its match.
absl::Status CheckLife(const domain::MatchLife& life, const StepInput& input,
                       const Protocol& protocol) {
  switch (input.next) {
    case domain::MatchState::kIntroduced:
      return domain::CheckIntroduction(life);
    case domain::MatchState::kAgreed:
      return domain::CheckSigned(input.signatures);
    case domain::MatchState::kDefinitive:
      BUURTBRUG_RETURN_IF_ERROR(domain::CheckNotPaused(life));
      BUURTBRUG_RETURN_IF_ERROR(domain::CheckAgreed(life));
      return domain::CheckTrialOver(life, protocol.trial_weeks, input.occurred_on, input.reason);
    case domain::MatchState::kSustained:
      BUURTBRUG_RETURN_IF_ERROR(domain::CheckNotPaused(life));
      return domain::CheckGuidanceOver(life, protocol.guidance_months, input.occurred_on,
                                       input.early_reason);
    default:
      return absl::OkStatus();
  }
}

}  // namespace

bool MayBeOutdated(const absl::Status& status) {
  const std::string reason = platform::core::ReasonOf(status);
  return reason == "FAMILY_NOT_FOUND" || reason == "CHILD_NOT_FOUND" ||
         reason == "FAMILY_NOT_WAITING" || reason == "FAMILY_NOT_AVAILABLE" ||
         reason == "SUPPORT_FAMILY_NOT_READY" || reason == "SUPPORT_FAMILY_PAUSED" ||
         reason == "WILLINGNESS_OLD" || reason == "HARD_RULE_BROKEN" || reason == "NO_CAPACITY" ||
         reason == "PLACE_TAKEN" || reason == kAlreadyMatched;
}

domain::Agreement AgreementOf(const Call& call, const domain::MatchHead& match, int version,
                              const domain::AgreementInput& input, absl::CivilDay occurred_on,
                              const std::string& reason) {
  const domain::Acceptance on_paper = {domain::AcceptanceMeans::kPaper, occurred_on};
  domain::Agreement agreement;
  agreement.version = version;
  agreement.occurred_on = occurred_on;
  agreement.request_family = match.request_family;
  agreement.children = match.children;
  agreement.support_family = match.support_family;
  agreement.terms = input.terms;
  agreement.request_acceptance = input.request_family.value_or(on_paper);
  agreement.support_acceptance = input.support_family.value_or(on_paper);
  agreement.reason = reason;
  agreement.recorded_at = call.now;
  agreement.recorded_by = call.caller.subject;
  agreement.correction = IsCorrection(call);
  return agreement;
}

absl::StatusOr<Receipt> Matches::ProposeOnce(const Call& call, const ProposalInput& input,
                                             const absl::StatusOr<domain::Origin>& origin,
                                             Passing passing, const domain::MatchId& id) {
  domain::LivingMatch match;
  domain::MatchHead& head = match.head;
  head.id = id;
  head.request_family = input.request_family;
  head.children = input.children;
  head.support_family = input.support_family;
  head.last_step_on = input.occurred_on;
  head.version = 1;
  domain::MatchStep step = {head.state,          input.occurred_on, call.now,
                            call.caller.subject, input.reason,      IsCorrection(call)};
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& protocol) -> absl::StatusOr<Written> {
        // Before anything is read of the family: whoever wants a place of it waits here.
        const domain::FamilyId keeper =
            store::LockPlaces(transaction, call.scope, input.support_family);
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::Pair pair,
            store::ReadPair(transaction, call.scope, input.request_family, input.support_family));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckProposal(pair.request_family, input.children,
                                                        pair.support_family, input.occurred_on));
        BUURTBRUG_ASSIGN_OR_RETURN(match.life.origin, origin);
        if (!match.life.origin.weights_version) {
          match.life.origin.weights_version =
              static_cast<int>(store::LatestWeights(transaction, call.scope).version);
        }
        BUURTBRUG_RETURN_IF_ERROR(
            store::CheckPair(transaction, call.scope, input.request_family, input.support_family));
        match.life.held_until = domain::HeldUntil(input.occurred_on, protocol.proposal_days);
        // What is recorded when its time is over reserves nothing: the start of its trial judges.
        if (*match.life.held_until >= call.today) {
          BUURTBRUG_RETURN_IF_ERROR(CheckPlaceLeft(
              transaction, call,
              {input.support_family, keeper, domain::CapacityOf(pair.support_card)}));
        }
        BUURTBRUG_ASSIGN_OR_RETURN(
            step.overridden_rules,
            CheckRules(transaction, pair, input.children, input.occurred_on, passing));
        BUURTBRUG_RETURN_IF_ERROR(PassServed(
            store::LockServed(transaction, call.scope, input.request_family, input.children),
            input.support_family, passing, step.overridden_rules));
        store::InsertMatch(transaction, call.scope, match, step,
                           pair.support_family.readiness.sequence);
        return Written{{head.id.value(), head.version},
                       {store::MatchChanged(NewUuid(call.now, random_), head, step)}};
      });
}

absl::StatusOr<Receipt> Matches::ProposeHere(const Call& call, const ProposalInput& input,
                                             const domain::MatchId& id) {
  const absl::StatusOr<domain::Origin> origin = KnownOrigin(
      database_, call, input.origin, input.request_family, input.children, input.support_family);
  auto receipt = ProposeOnce(call, input, origin, Passing::kNone, id);
  if (MayBeOutdated(receipt.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
    const bool by_hand = input.origin.kind == domain::ProposalOrigin::kByHand;
    receipt = ProposeOnce(call, input, origin, by_hand ? Passing::kByHand : Passing::kNone, id);
  }
  return receipt;
}

absl::StatusOr<Receipt> Matches::Propose(const Call& call, const ProposalInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckOrigin(input.origin));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckChildren(input.children));
  const domain::MatchId id(NewUuid(call.now, random_));
  return WithPlace(pooled_, call, input.support_family, id, input.occurred_on,
                   [&] { return ProposeHere(call, input, id); });
}

absl::StatusOr<domain::LivingMatch> Matches::Lock(ScopedTransaction& transaction, const Call& call,
                                                  const StepInput& input,
                                                  const Protocol& protocol) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::LivingMatch match,
                             store::LockLife(transaction, call.scope, input.match));
  // Behind the lock: it may have waited for who took the match over.
  BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, input.match));
  BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(input.expected_version, match.head.version));
  BUURTBRUG_RETURN_IF_ERROR(
      domain::CheckStep(match.head, input.next, input.occurred_on, SigningOf(protocol)));
  return match;
}

void Matches::AppendAnswersTold(ScopedTransaction& transaction, const Call& call,
                                domain::LivingMatch& match, const StepInput& input) {
  for (domain::Occurrence& answer : domain::AnswersTold(match.life, input.occurred_on)) {
    ++match.head.version;
    (answer.party == domain::Party::kRequestFamily ? match.life.request_answer
                                                   : match.life.support_answer) = answer.answer;
    answer.recorded_at = call.now;
    answer.recorded_by = call.caller.subject;
    answer.correction = IsCorrection(call);
    store::AppendOccurrence(transaction, call.scope, match, answer);
  }
}

Written Matches::Append(ScopedTransaction& transaction, const Call& call, domain::MatchHead match,
                        const StepInput& input) {
  match.state = input.next;
  match.last_step_on = input.occurred_on;
  ++match.version;
  domain::MatchStep step = {input.next,          input.occurred_on, call.now,
                            call.caller.subject, input.reason,      IsCorrection(call)};
  step.cause = input.cause;
  step.wished_by = input.wished_by;
  step.early_reason = input.early_reason;
  store::AppendStep(transaction, call.scope, match, step);
  if (input.next == domain::MatchState::kAgreed) {
    store::AppendAgreement(
        transaction, call.scope, match.id,
        AgreementOf(call, match, 1, input.agreement, input.occurred_on, std::string()));
  }
  return {{match.id.value(), match.version},
          {store::MatchChanged(NewUuid(call.now, random_), match, step)}};
}

absl::StatusOr<Receipt> Matches::RecordStep(const Call& call, const StepInput& input) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckEnd(input.next, input.cause, input.wished_by));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckTerms(input.agreement.terms));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckAcceptances(input.agreement, input.occurred_on));
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& protocol) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::LivingMatch match,
                                   Lock(transaction, call, input, protocol));
        if (NeedsDays(input.next)) {
          store::ReadStepDays(transaction, call.scope, match);
        }
        BUURTBRUG_RETURN_IF_ERROR(CheckLife(match.life, input, protocol));
        if (input.next == domain::MatchState::kAgreed) {
          BUURTBRUG_RETURN_IF_ERROR(domain::CheckAcceptedByLink(
              input.agreement, store::ReadOffers(transaction, call.scope, input.match),
              match.life.open_offer));
        }
        if (input.next == domain::MatchState::kIntroduced) {
          AppendAnswersTold(transaction, call, match, input);
        }
        return Append(transaction, call, std::move(match.head), input);
      });
}

absl::StatusOr<Receipt> Matches::StartTrial(const Call& call, const StepInput& input) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return *earlier;
  }
  const absl::StatusOr<domain::FamilyId> family =
      database_.Run(Scope::Tenant(call.scope),
                    [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::FamilyId> {
                      BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, input.match));
                      return store::SupportFamilyOf(transaction, call.scope, input.match);
                    });
  // Registration is asked while nothing is locked; its answer is judged after what comes before it:
  // the contract, the match and its state.
  absl::StatusOr<domain::Readiness> readiness = domain::Readiness();
  std::optional<domain::PoolOrigin> origin;
  if (family.ok()) {
    if (pooled_ != nullptr) {
      BUURTBRUG_ASSIGN_OR_RETURN(origin, pooled_->OriginOf(call.scope, *family));
    }
    readiness = origin ? AskThere(ask_readiness_, call, *origin, input.occurred_on)
                       : ask_readiness_(call, *family, input.occurred_on);
  }
  const auto start = [&] { return StartOnce(call, input, family, readiness); };
  // Who is not ready needs no place: the match says so after what comes before it.
  return origin && readiness.ok() && domain::CheckReady(*readiness).ok()
             ? pooled_->WithPlace(call, *origin, input.match, input.occurred_on,
                                  readiness->capacity, start)
             : start();
}

absl::StatusOr<Receipt> Matches::StartOnce(const Call& call, const StepInput& input,
                                           const absl::StatusOr<domain::FamilyId>& family,
                                           const absl::StatusOr<domain::Readiness>& readiness) {
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& protocol) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(family.status());
        const domain::FamilyId keeper = store::LockPlaces(transaction, call.scope, *family);
        BUURTBRUG_ASSIGN_OR_RETURN(domain::LivingMatch match,
                                   Lock(transaction, call, input, protocol));
        BUURTBRUG_RETURN_IF_ERROR(readiness.status());
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckReady(*readiness));
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyCard card,
                                   store::ReadCard(transaction, call.scope, *family));
        BUURTBRUG_RETURN_IF_ERROR(CheckPlaceLeft(
            transaction, call, {*family, keeper, domain::CapacityOf(card, readiness->capacity)},
            input.match));
        return Append(transaction, call, std::move(match.head), input);
      });
}

absl::StatusOr<domain::WholeMatch> Matches::Get(const Call& call, const domain::MatchId& id) {
  return database_.Run(Scope::Tenant(call.scope),
                       [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::WholeMatch> {
                         BUURTBRUG_RETURN_IF_ERROR(CheckOwnCase(transaction, call, id));
                         return store::ReadWholeMatch(transaction, call.scope, id);
                       });
}

absl::StatusOr<std::vector<domain::MatchHead>> Matches::List(const Call& call,
                                                             const platform::core::Page& page,
                                                             domain::EndReason end_reason) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::MatchHead>> {
        if (call.caller.cases == platform::access::Cases::kOwn) {
          ++call.owned;
          return store::ListOwnMatches(transaction, call.scope, page, end_reason,
                                       call.caller.subject, call.today);
        }
        return store::ListMatches(transaction, call.scope, page, end_reason);
      });
}

}  // namespace buurtbrug::matching::app
