#include "matching/app/match_lives.h"

#include "matching/app/places.h"
#include "matching/domain/proposal.h"
#include "matching/store/match_life_store.h"
#include "matching/store/match_store.h"
#include "matching/store/pooled_store.h"
#include "matching/store/profile_store.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {

using domain::MatchState;
using domain::OccurrenceKind;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

namespace {

const std::vector<MatchState> kBeforeTrial = {MatchState::kProposed, MatchState::kIntroduced,
                                              MatchState::kAgreed};
const std::vector<MatchState> kProposed = {MatchState::kProposed};
const std::vector<MatchState> kWithAgreement = {MatchState::kAgreed, MatchState::kInTrial,
                                                MatchState::kDefinitive};
const std::vector<MatchState> kOffered = {MatchState::kIntroduced, MatchState::kAgreed,
                                          MatchState::kInTrial, MatchState::kDefinitive};
const std::vector<MatchState> kRunning = {MatchState::kInTrial, MatchState::kDefinitive};

domain::Occurrence Of(OccurrenceKind kind) {
  domain::Occurrence occurrence;
  occurrence.kind = kind;
  return occurrence;
}

std::string RecordedBy(const Call& call, const OccurrenceInput& input) {
  return input.by_link ? std::string(domain::ByLink(*input.by_link)) : call.caller.subject;
}

}  // namespace

Written MatchLives::Append(ScopedTransaction& transaction, const Call& call,
                           domain::LivingMatch& match, const OccurrenceInput& input,
                           Happened happened) {
  ++match.head.version;
  match.head.last_step_on = input.occurred_on;
  domain::Occurrence& occurrence = happened.occurrence;
  occurrence.occurred_on = input.occurred_on;
  occurrence.recorded_at = call.now;
  occurrence.recorded_by = RecordedBy(call, input);
  occurrence.reason = input.reason;
  occurrence.correction = call.mark == platform::access::Mark::kCorrection;
  store::AppendOccurrence(transaction, call.scope, match, occurrence);
  Written written = {{match.head.id.value(), match.head.version}, {}};
  if (auto fact = store::Told(NewUuid(call.now, random_), match, occurrence, happened.rhythm)) {
    written.facts.push_back(*std::move(fact));
  }
  return written;
}

absl::StatusOr<Receipt> MatchLives::Record(const Call& call, const OccurrenceInput& input,
                                           const std::vector<MatchState>& states,
                                           domain::FamilyId* keeper, const Happen& happen) {
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol& protocol) -> absl::StatusOr<Written> {
        // The family before its matches, as everywhere.
        if (keeper != nullptr) {
          *keeper = store::LockPlaces(transaction, call.scope, *keeper);
        }
        BUURTBRUG_ASSIGN_OR_RETURN(domain::LivingMatch match,
                                   store::LockLife(transaction, call.scope, input.match));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, match.head.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckOccurrence(match.head, states, input.occurred_on));
        BUURTBRUG_ASSIGN_OR_RETURN(Happened happened, happen(transaction, protocol, match));
        return Append(transaction, call, match, input, std::move(happened));
      });
}

absl::StatusOr<Receipt> MatchLives::ExtendPlace(const Call& call, const OccurrenceInput& input) {
  const absl::StatusOr<domain::FamilyId> family =
      database_.Run(Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) {
        return store::SupportFamilyOf(transaction, call.scope, input.match);
      });
  if (!family.ok()) {
    return family.status();
  }
  return WithPlace(pooled_, call, *family, input.match, call.today,
                   [&]() -> absl::StatusOr<Receipt> {
                     auto receipt = ExtendOnce(call, input, *family);
                     if (MayBeOutdated(receipt.status())) {
                       BUURTBRUG_RETURN_IF_ERROR(learn_families_());
                       receipt = ExtendOnce(call, input, *family);
                     }
                     return receipt;
                   });
}

absl::StatusOr<Receipt> MatchLives::ExtendOnce(const Call& call, const OccurrenceInput& input,
                                               domain::FamilyId keeper) {
  return Record(call, input, kBeforeTrial, &keeper,
                [&](ScopedTransaction& transaction, const Protocol& protocol,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckExtension(match.life));
                  match.life.held_until =
                      domain::HeldLonger(match.life, input.occurred_on, protocol.proposal_days);
                  match.life.held_longer = true;
                  if (*match.life.held_until >= call.today) {
                    BUURTBRUG_ASSIGN_OR_RETURN(
                        const store::Pair pair,
                        store::ReadPair(transaction, call.scope, match.head.request_family,
                                        match.head.support_family));
                    BUURTBRUG_RETURN_IF_ERROR(CheckPlaceLeft(
                        transaction, call,
                        {match.head.support_family, keeper, domain::CapacityOf(pair.support_card)},
                        match.head.id));
                  }
                  Happened happened = {Of(OccurrenceKind::kPlaceExtended)};
                  happened.occurrence.last_day = match.life.held_until;
                  return happened;
                });
}

absl::StatusOr<Receipt> MatchLives::AskFamilies(const Call& call, const OccurrenceInput& input) {
  return Record(call, input, kProposed, nullptr,
                [&](ScopedTransaction&, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckAsking(match.life));
                  match.life.asked_on = input.occurred_on;
                  return Happened{Of(OccurrenceKind::kFamiliesAsked)};
                });
}

absl::StatusOr<Receipt> MatchLives::RecordAnswer(const Call& call, const OccurrenceInput& input,
                                                 const AnswerInput& answer) {
  const bool declines = answer.answer == domain::FamilyAnswer::kDeclined;
  if (declines == (answer.cause == domain::EndCause::kNotSaid)) {
    return platform::core::InvalidField("cause", "INVALID_CAUSE",
                                        "who declines says why, and only then");
  }
  const domain::WishedBy wished_by = answer.party == domain::Party::kRequestFamily
                                         ? domain::WishedBy::kRequestFamily
                                         : domain::WishedBy::kSupportFamily;
  if (declines) {
    BUURTBRUG_RETURN_IF_ERROR(domain::CheckEnd(MatchState::kDeclined, answer.cause, wished_by));
  }
  return gate_.Admit(
      {call, input.occurred_on},
      [&](ScopedTransaction& transaction, const Protocol&) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::LivingMatch match,
                                   store::LockLife(transaction, call.scope, input.match));
        BUURTBRUG_RETURN_IF_ERROR(
            platform::core::CheckEtag(input.expected_version, match.head.version));
        BUURTBRUG_RETURN_IF_ERROR(
            domain::CheckOccurrence(match.head, kProposed, input.occurred_on));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckAnswer(match.life, answer.party, answer.answer));
        (answer.party == domain::Party::kRequestFamily ? match.life.request_answer
                                                       : match.life.support_answer) = answer.answer;
        Happened happened = {Of(OccurrenceKind::kAnswered)};
        happened.occurrence.party = answer.party;
        happened.occurrence.answer = answer.answer;
        Written written = Append(transaction, call, match, input, std::move(happened));
        if (!declines) {
          return written;
        }
        match.head.state = MatchState::kDeclined;
        ++match.head.version;
        domain::MatchStep step = {
            match.head.state, input.occurred_on,
            call.now,         RecordedBy(call, input),
            input.reason,     call.mark == platform::access::Mark::kCorrection};
        step.cause = answer.cause;
        step.wished_by = wished_by;
        store::AppendStep(transaction, call.scope, match.head, step);
        return Written{{match.head.id.value(), match.head.version},
                       {store::MatchChanged(NewUuid(call.now, random_), match.head, step)}};
      });
}

absl::StatusOr<Receipt> MatchLives::OfferAgreement(const Call& call, const OccurrenceInput& input,
                                                   const domain::AgreementTerms& terms) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckTerms(terms));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckOfferedTerms(terms));
  return Record(call, input, kOffered, nullptr,
                [&](ScopedTransaction& transaction, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  const std::vector<domain::Offer> offers =
                      store::ReadOffers(transaction, call.scope, match.head.id);
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckNewOffer(offers, match.life.open_offer));
                  domain::Offer offer;
                  offer.number = offers.empty() ? 1 : offers.back().number + 1;
                  offer.occurred_on = input.occurred_on;
                  offer.terms = terms;
                  offer.recorded_at = call.now;
                  offer.recorded_by = RecordedBy(call, input);
                  offer.correction = call.mark == platform::access::Mark::kCorrection;
                  store::AppendOffer(transaction, call.scope, match.head.id, offer);
                  match.life.open_offer = offer.number;
                  Happened happened = {Of(OccurrenceKind::kAgreementOffered)};
                  happened.occurrence.offer = offer.number;
                  return happened;
                });
}

absl::StatusOr<Receipt> MatchLives::AcceptOffer(const Call& call, const OccurrenceInput& input,
                                                int number) {
  return Record(call, input, kOffered, nullptr,
                [&](ScopedTransaction& transaction, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckOfferAcceptance(
                      store::ReadOffers(transaction, call.scope, match.head.id),
                      match.life.open_offer, *input.by_link, number));
                  Happened happened = {Of(OccurrenceKind::kOfferAccepted)};
                  happened.occurrence.party = *input.by_link;
                  happened.occurrence.offer = number;
                  return happened;
                });
}

absl::StatusOr<Receipt> MatchLives::RecordAgreement(const Call& call, const OccurrenceInput& input,
                                                    const domain::AgreementInput& agreement) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckTerms(agreement.terms));
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckAcceptances(agreement, input.occurred_on));
  const auto signature = [](const std::optional<domain::Acceptance>& acceptance) {
    return acceptance ? domain::Signature::kGiven : domain::Signature::kMissing;
  };
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckSigned(
      {signature(agreement.request_family), signature(agreement.support_family)}));
  return Record(call, input, kWithAgreement, nullptr,
                [&](ScopedTransaction& transaction, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  if (match.life.agreement_version > 0) {
                    BUURTBRUG_RETURN_IF_ERROR(
                        platform::core::ParseText("reason", input.reason, 1, domain::kLongestReason)
                            .status());
                  }
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckAcceptedByLink(
                      agreement, store::ReadOffers(transaction, call.scope, match.head.id),
                      match.life.open_offer));
                  match.life.open_offer.reset();
                  ++match.life.agreement_version;
                  store::AppendAgreement(transaction, call.scope, match.head.id,
                                         AgreementOf(call, match.head, match.life.agreement_version,
                                                     agreement, input.occurred_on, input.reason));
                  Happened happened = {Of(OccurrenceKind::kAgreedAnew), agreement.terms.rhythm};
                  happened.occurrence.agreement_version = match.life.agreement_version;
                  return happened;
                });
}

absl::StatusOr<Receipt> MatchLives::Pause(const Call& call, const OccurrenceInput& input,
                                          absl::CivilDay expected_last_day) {
  BUURTBRUG_RETURN_IF_ERROR(
      domain::CheckLastDay("expected_last_day", input.occurred_on, expected_last_day));
  return Record(call, input, kRunning, nullptr,
                [&](ScopedTransaction&, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckPause(match.life));
                  match.life.paused_until = expected_last_day;
                  Happened happened = {Of(OccurrenceKind::kPaused)};
                  happened.occurrence.last_day = expected_last_day;
                  return happened;
                });
}

absl::StatusOr<Receipt> MatchLives::Resume(const Call& call, const OccurrenceInput& input) {
  return Record(call, input, kRunning, nullptr,
                [&](ScopedTransaction&, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckResume(match.life));
                  match.life.paused_until.reset();
                  return Happened{Of(OccurrenceKind::kResumed)};
                });
}

absl::StatusOr<Receipt> MatchLives::SubstituteOnce(
    const Call& call, const OccurrenceInput& input, const domain::Substitution& substitution,
    const absl::StatusOr<domain::Readiness>& readiness, Passing passing) {
  domain::FamilyId keeper = substitution.family;
  return Record(
      call, input, kRunning, &keeper,
      [&](ScopedTransaction& transaction, const Protocol&,
          domain::LivingMatch& match) -> absl::StatusOr<Happened> {
        BUURTBRUG_RETURN_IF_ERROR(
            domain::CheckSubstitution(match, substitution.family, call.today));
        BUURTBRUG_ASSIGN_OR_RETURN(
            const store::Pair pair,
            store::ReadPair(transaction, call.scope, match.head.request_family, substitution.family,
                            "substitute_family_id"));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckSupporter(
            pair.support_family, "substitute_family_id", substitution.first_day));
        if (store::PoolOriginOf(transaction, call.scope, substitution.family)) {
          return platform::core::Error(absl::StatusCode::kFailedPrecondition, "POOLED_SUBSTITUTE",
                                       "only a family of this contract can stand in",
                                       {{"field", "substitute_family_id"}});
        }
        BUURTBRUG_RETURN_IF_ERROR(store::CheckPair(transaction, call.scope,
                                                   match.head.request_family, substitution.family));
        BUURTBRUG_RETURN_IF_ERROR(readiness.status());
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckReady(*readiness));
        if (substitution.last_day >= call.today) {
          BUURTBRUG_RETURN_IF_ERROR(
              CheckPlaceLeft(transaction, call,
                             {substitution.family, keeper,
                              domain::CapacityOf(pair.support_card, readiness->capacity)}));
        }
        Happened happened = {Of(OccurrenceKind::kSubstituted)};
        BUURTBRUG_ASSIGN_OR_RETURN(
            happened.occurrence.overridden_rules,
            CheckRules(transaction, pair, match.head.children, input.occurred_on, passing));
        match.life.substitution = substitution;
        happened.occurrence.substitute = substitution.family;
        happened.occurrence.first_day = substitution.first_day;
        happened.occurrence.last_day = substitution.last_day;
        return happened;
      });
}

absl::StatusOr<Receipt> MatchLives::Substitute(const Call& call, const OccurrenceInput& input,
                                               const domain::Substitution& substitution,
                                               Passing passing) {
  BUURTBRUG_RETURN_IF_ERROR(
      domain::CheckLastDay("first_day", input.occurred_on, substitution.first_day));
  BUURTBRUG_RETURN_IF_ERROR(
      domain::CheckLastDay("last_day", substitution.first_day, substitution.last_day));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<Receipt> earlier, gate_.FindReceipt(call));
  if (earlier) {
    return *earlier;
  }
  // As with the start of a trial: asked while nothing is locked, judged after what comes before it.
  const absl::StatusOr<domain::Readiness> readiness =
      ask_readiness_(call, substitution.family, substitution.first_day);
  auto receipt = SubstituteOnce(call, input, substitution, readiness, Passing::kNone);
  if (MayBeOutdated(receipt.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
    receipt = SubstituteOnce(call, input, substitution, readiness, passing);
  }
  return receipt;
}

absl::StatusOr<Receipt> MatchLives::EndSubstitution(const Call& call,
                                                    const OccurrenceInput& input) {
  return Record(call, input, kRunning, nullptr,
                [&](ScopedTransaction&, const Protocol&,
                    domain::LivingMatch& match) -> absl::StatusOr<Happened> {
                  BUURTBRUG_RETURN_IF_ERROR(domain::CheckSubstitutionEnd(match.life, call.today));
                  Happened happened = {Of(OccurrenceKind::kSubstitutionEnded)};
                  happened.occurrence.substitute = match.life.substitution->family;
                  match.life.substitution.reset();
                  return happened;
                });
}

}  // namespace buurtbrug::matching::app
