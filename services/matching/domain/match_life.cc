#include "matching/domain/match_life.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/civil.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::FormatDay;
using platform::core::InvalidField;

absl::Status Refused(absl::string_view reason, absl::string_view message,
                     const platform::core::Metadata& metadata = {}) {
  return Error(StatusCode::kFailedPrecondition, reason, message, metadata);
}

}  // namespace

absl::string_view ByLink(Party party) {
  return party == Party::kRequestFamily ? "request family by link" : "support family by link";
}

absl::Status CheckOrigin(const Origin& origin) {
  if (origin.kind < ProposalOrigin::kNotSaid || origin.kind > ProposalOrigin::kByHand) {
    return InvalidField("origin", "INVALID_ORIGIN",
                        "origin must be SEARCH, PLAN, BY_HAND or absent");
  }
  if (origin.plan.has_value() != (origin.kind == ProposalOrigin::kPlan)) {
    return InvalidField("plan_id", "INVALID_ORIGIN",
                        "name the plan when the proposal comes from one, and only then");
  }
  const bool weighed =
      origin.kind == ProposalOrigin::kSearch || origin.kind == ProposalOrigin::kPlan;
  if (origin.weights_version && (*origin.weights_version < 0 || !weighed)) {
    return InvalidField("weights_version", "INVALID_ORIGIN",
                        "only what comes from a search or plan has a version of the weights");
  }
  return absl::OkStatus();
}

absl::CivilDay HeldUntil(absl::CivilDay proposed_on, std::optional<int> protocol_days) {
  return proposed_on + protocol_days.value_or(kProposalDays);
}

absl::CivilDay HeldLonger(const MatchLife& life, absl::CivilDay occurred_on,
                          std::optional<int> protocol_days) {
  return HeldUntil(std::max(life.held_until.value_or(occurred_on), occurred_on), protocol_days);
}

absl::Status CheckExtension(const MatchLife& life) {
  return life.held_longer
             ? Refused("PLACE_EXTENDED_BEFORE", "a place is reserved for longer once at most")
             : absl::OkStatus();
}

absl::Status CheckAsking(const MatchLife& life) {
  return life.asked_on ? Refused("ASKED_BEFORE", "both families were asked; record their answers",
                                 {{"asked_on", FormatDay(*life.asked_on)}})
                       : absl::OkStatus();
}

absl::Status CheckAnswer(const MatchLife& life, Party party, FamilyAnswer answer) {
  if (!life.asked_on) {
    return Refused("NOT_ASKED", "record first that both families were asked");
  }
  if ((party == Party::kRequestFamily ? life.request_answer : life.support_answer) == answer) {
    return Refused("ANSWERED_BEFORE", "this family gave that answer before");
  }
  return absl::OkStatus();
}

absl::Status CheckOwnCause(Party party, EndCause cause) {
  switch (cause) {
    case EndCause::kTooFar:
    case EndCause::kDaysDoNotFit:
    case EndCause::kTooMuch:
    case EndCause::kMoved:
    case EndCause::kOtherSupportFound:
    case EndCause::kOther:
      return absl::OkStatus();
    case EndCause::kCircumstancesOfRequestFamily:
    case EndCause::kCircumstancesOfSupportFamily:
      if ((cause == EndCause::kCircumstancesOfRequestFamily) == (party == Party::kRequestFamily)) {
        return absl::OkStatus();
      }
      [[fallthrough]];
    default:
      return InvalidField("cause", "INVALID_CAUSE", "a family gives a cause of its own side");
  }
}

absl::Status CheckIntroduction(const MatchLife& life) {
  if (!life.asked_on) {
    return absl::OkStatus();
  }
  std::vector<std::string> missing;
  if (life.request_answer != FamilyAnswer::kAccepted) {
    missing.emplace_back("REQUEST_FAMILY");
  }
  if (life.support_answer != FamilyAnswer::kAccepted) {
    missing.emplace_back("SUPPORT_FAMILY");
  }
  return missing.empty()
             ? absl::OkStatus()
             : Refused("FAMILIES_NOT_ACCEPTED",
                       "they were asked; record that both accepted, then introduce them",
                       {{"missing", absl::StrJoin(missing, ",")}});
}

std::vector<Occurrence> AnswersTold(const MatchLife& life, absl::CivilDay occurred_on) {
  std::vector<Occurrence> told;
  if (life.asked_on) {
    return told;
  }
  for (const Party party : {Party::kRequestFamily, Party::kSupportFamily}) {
    Occurrence answer;
    answer.kind = OccurrenceKind::kAnswered;
    answer.occurred_on = occurred_on;
    answer.party = party;
    answer.answer = FamilyAnswer::kAccepted;
    told.push_back(answer);
  }
  return told;
}

absl::Status CheckOccurrence(const MatchHead& match, const std::vector<MatchState>& states,
                             absl::CivilDay occurred_on) {
  if (std::find(states.begin(), states.end(), match.state) == states.end()) {
    const auto name = [](std::string* out, MatchState state) {
      absl::StrAppend(out, NameOf(state));
    };
    return Refused("WRONG_STATE",
                   absl::StrCat("the match is ", NameOf(match.state), "; this is for one that is ",
                                absl::StrJoin(states, " or ", name)),
                   {{"state", std::string(NameOf(match.state))}});
  }
  return CheckNotBefore(match, occurred_on);
}

absl::Status CheckTrialOver(const MatchLife& life, std::optional<int> trial_weeks,
                            absl::CivilDay occurred_on, const std::string& reason) {
  if (!trial_weeks || !life.trial_first_day || !reason.empty()) {
    return absl::OkStatus();
  }
  const absl::CivilDay over_on = *life.trial_first_day + 7 * *trial_weeks;
  return occurred_on >= over_on
             ? absl::OkStatus()
             : Refused("TRIAL_NOT_OVER",
                       absl::StrCat("by the protocol the trial takes ", *trial_weeks,
                                    " weeks, and is over on ", FormatDay(over_on),
                                    "; say why it is shorter"),
                       {{"field", "reason"}, {"over_on", FormatDay(over_on)}});
}

absl::Status CheckGuidanceOver(const MatchLife& life, int guidance_months,
                               absl::CivilDay occurred_on, const std::string& early_reason) {
  if (!life.definitive_on || !early_reason.empty()) {
    return absl::OkStatus();
  }
  const absl::CivilDay over_on = platform::core::AddMonths(*life.definitive_on, guidance_months);
  return occurred_on >= over_on
             ? absl::OkStatus()
             : Refused("GUIDANCE_NOT_OVER",
                       absl::StrCat("by the protocol the guidance takes ", guidance_months,
                                    " months, until ", FormatDay(over_on),
                                    "; say why the coordinator steps back earlier"),
                       {{"field", "early_reason"}, {"over_on", FormatDay(over_on)}});
}

absl::Status CheckAgreed(const MatchLife& life) {
  return life.agreement_version > 0 || life.agreed_on
             ? absl::OkStatus()
             : Refused("AGREEMENT_UNSIGNED",
                       "both families sign an agreement before the match is definitive");
}

absl::Status CheckNotPaused(const MatchLife& life) {
  return life.paused_until ? Refused("MATCH_PAUSED", "the match is paused: record that it resumes")
                           : absl::OkStatus();
}

absl::Status CheckPause(const MatchLife& life) {
  return life.paused_until ? Refused("PAUSED_BEFORE", "the match is paused",
                                     {{"expected_last_day", FormatDay(*life.paused_until)}})
                           : absl::OkStatus();
}

absl::Status CheckResume(const MatchLife& life) {
  return life.paused_until ? absl::OkStatus() : Refused("NOT_PAUSED", "the match is not paused");
}

absl::Status CheckLastDay(const std::string& field, absl::CivilDay first_day,
                          absl::CivilDay last_day) {
  if (last_day < first_day || last_day - first_day > kLongestAbsenceDays) {
    return InvalidField(field, "OUT_OF_RANGE",
                        absl::StrCat(field, " must lie between ", FormatDay(first_day), " and ",
                                     FormatDay(first_day + kLongestAbsenceDays)));
  }
  return absl::OkStatus();
}

absl::Status CheckSubstitution(const LivingMatch& match, const FamilyId& substitute,
                               absl::CivilDay today) {
  if (substitute == match.head.support_family) {
    return Refused("SAME_FAMILY", "the support family cannot stand in for itself",
                   {{"field", "substitute_family_id"}});
  }
  if (CheckSubstitutionEnd(match.life, today).ok()) {
    return Refused("SUBSTITUTED_BEFORE", "another family stands in; end that first",
                   {{"last_day", FormatDay(match.life.substitution->last_day)}});
  }
  return absl::OkStatus();
}

absl::Status CheckSubstitutionEnd(const MatchLife& life, absl::CivilDay today) {
  return life.substitution && life.substitution->last_day >= today
             ? absl::OkStatus()
             : Refused("NOT_SUBSTITUTED", "no other family stands in");
}

absl::Status PairFailed() {
  return Refused("PAIR_FAILED_BEFORE",
                 "a match of these two families was declined or ended before its time; propose "
                 "another one");
}

absl::Status PairExcluded() {
  return Refused("PAIR_EXCLUDED", "a coordinator excluded these two families; lift that first");
}

}  // namespace buurtbrug::matching::domain
