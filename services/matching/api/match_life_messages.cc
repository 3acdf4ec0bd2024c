#include "matching/api/match_life_messages.h"

#include <google/protobuf/util/time_util.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

template <typename Codes>
std::vector<int> CodesOf(const Codes& codes) {
  return {codes.begin(), codes.end()};
}

void Write(const domain::Acceptance& acceptance, v1::Acceptance& out) {
  out.set_means(static_cast<v1::AcceptanceMeans>(acceptance.means));
  out.set_accepted_on(core::FormatDay(acceptance.accepted_on));
}

void Write(const domain::Agreement& agreement, v1::Agreement& out) {
  out.set_version(agreement.version);
  out.set_occurred_on(core::FormatDay(agreement.occurred_on));
  out.set_request_family_id(agreement.request_family.ToString());
  out.mutable_children()->Add(agreement.children.begin(), agreement.children.end());
  out.set_support_family_id(agreement.support_family.ToString());
  WriteTerms(agreement.terms, *out.mutable_terms());
  Write(agreement.request_acceptance, *out.mutable_request_family_acceptance());
  Write(agreement.support_acceptance, *out.mutable_support_family_acceptance());
  out.set_reason(agreement.reason);
  *out.mutable_recorded_at() = TimestampOf(agreement.recorded_at);
  out.set_recorded_by(agreement.recorded_by);
  out.set_correction(agreement.correction);
}

void Write(const domain::Offer& offer, bool open, v1::Offer& out) {
  out.set_number(offer.number);
  out.set_occurred_on(core::FormatDay(offer.occurred_on));
  WriteTerms(offer.terms, *out.mutable_terms());
  if (offer.request_accepted_on) {
    out.set_request_family_accepted_on(core::FormatDay(*offer.request_accepted_on));
  }
  if (offer.support_accepted_on) {
    out.set_support_family_accepted_on(core::FormatDay(*offer.support_accepted_on));
  }
  out.set_open(open);
  *out.mutable_recorded_at() = TimestampOf(offer.recorded_at);
  out.set_recorded_by(offer.recorded_by);
  out.set_correction(offer.correction);
}

void Write(const domain::Occurrence& occurrence, v1::Occurrence& out) {
  out.set_kind(static_cast<v1::OccurrenceKind>(occurrence.kind));
  out.set_occurred_on(core::FormatDay(occurrence.occurred_on));
  *out.mutable_recorded_at() = TimestampOf(occurrence.recorded_at);
  out.set_recorded_by(occurrence.recorded_by);
  out.set_reason(occurrence.reason);
  out.set_correction(occurrence.correction);
  out.set_party(static_cast<v1::Party>(occurrence.party));
  out.set_answer(static_cast<v1::FamilyAnswer>(occurrence.answer));
  if (occurrence.last_day) {
    out.set_last_day(core::FormatDay(*occurrence.last_day));
  }
  if (occurrence.first_day) {
    out.set_first_day(core::FormatDay(*occurrence.first_day));
  }
  if (occurrence.substitute) {
    out.set_substitute_family_id(occurrence.substitute->ToString());
  }
  out.set_agreement_version(occurrence.agreement_version);
  out.set_offer_number(occurrence.offer);
  out.mutable_overridden_rules()->Assign(occurrence.overridden_rules.begin(),
                                         occurrence.overridden_rules.end());
}

}  // namespace

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

void WriteTerms(const domain::AgreementTerms& terms, v1::AgreementTerms& out) {
  for (const int moment : terms.moments) {
    out.add_moments(static_cast<v1::MatchMoment>(moment));
  }
  out.set_rhythm(static_cast<v1::MatchRhythm>(terms.rhythm));
  for (const int task : terms.tasks) {
    out.add_tasks(static_cast<v1::MatchTask>(task));
  }
  out.set_task_words(terms.task_words);
  if (terms.house_rules_version) {
    out.set_house_rules_version(*terms.house_rules_version);
  }
  for (const int in_return : terms.returns) {
    out.add_returns(static_cast<v1::MatchReturn>(in_return));
  }
}

absl::Status CheckAnswer(v1::FamilyAnswer answer) {
  return answer == v1::FAMILY_ANSWER_ACCEPTED || answer == v1::FAMILY_ANSWER_DECLINED
             ? absl::OkStatus()
             : core::InvalidField("answer", "INVALID_ANSWER",
                                  "answer must be FAMILY_ANSWER_ACCEPTED or "
                                  "FAMILY_ANSWER_DECLINED");
}

void WriteLife(const domain::WholeMatch& match, v1::MatchLife& out) {
  const domain::MatchLife& life = match.life;
  out.set_origin(static_cast<v1::ProposalOrigin>(life.origin.kind));
  if (life.origin.plan) {
    out.set_plan_id(life.origin.plan->ToString());
  }
  if (life.origin.weights_version) {
    out.set_weights_version(*life.origin.weights_version);
  }
  if (life.held_until) {
    out.set_place_held_until(core::FormatDay(*life.held_until));
  }
  out.set_place_extended(life.held_longer);
  if (life.asked_on) {
    out.set_asked_on(core::FormatDay(*life.asked_on));
  }
  out.set_request_family_answer(static_cast<v1::FamilyAnswer>(life.request_answer));
  out.set_support_family_answer(static_cast<v1::FamilyAnswer>(life.support_answer));
  // Over, it is not paused any more.
  if (life.paused_until && domain::IsRunning(match.head.state)) {
    out.set_paused_until(core::FormatDay(*life.paused_until));
  }
  if (life.substitution) {
    v1::Substitution& substitution = *out.mutable_substitution();
    substitution.set_support_family_id(life.substitution->family.ToString());
    substitution.set_first_day(core::FormatDay(life.substitution->first_day));
    substitution.set_last_day(core::FormatDay(life.substitution->last_day));
  }
  for (const domain::Agreement& agreement : match.agreements) {
    Write(agreement, *out.add_agreements());
  }
  for (const domain::Offer& offer : match.offers) {
    Write(offer, life.open_offer == offer.number, *out.add_offers());
  }
  for (const domain::Occurrence& occurrence : match.occurrences) {
    Write(occurrence, *out.add_occurrences());
  }
}

domain::AgreementTerms TermsOf(const v1::AgreementTerms& terms) {
  domain::AgreementTerms out;
  out.moments = CodesOf(terms.moments());
  out.rhythm = static_cast<domain::Rhythm>(terms.rhythm());
  out.tasks = CodesOf(terms.tasks());
  out.task_words = terms.task_words();
  if (terms.has_house_rules_version()) {
    out.house_rules_version = terms.house_rules_version();
  }
  out.returns = CodesOf(terms.returns());
  return out;
}

absl::StatusOr<domain::Acceptance> AcceptanceOf(const char* field,
                                                const v1::Acceptance& acceptance) {
  domain::Acceptance out;
  out.means = static_cast<domain::AcceptanceMeans>(acceptance.means());
  BUURTBRUG_ASSIGN_OR_RETURN(out.accepted_on, core::ParseDay(absl::StrCat(field, ".accepted_on"),
                                                             acceptance.accepted_on()));
  return out;
}

}  // namespace buurtbrug::matching::api
