#include "registration/domain/family.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/civil.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

namespace {

// What a step asks for and where it leads.
struct Move {
  StepKind step;
  // Nothing: of both kinds of family.
  std::optional<FamilyRole> role;
  // Empty: from every state of an open case.
  std::vector<FamilyState> from;
  // Nothing: the state stays.
  std::optional<FamilyState> to;
  // Where it is not possible.
  absl::string_view refusal;
};

const Move* FindMove(StepKind step) {
  using R = FamilyRole;
  using S = FamilyState;
  static const auto& moves = *new std::vector<Move>{
      {StepKind::kIntakePlanned,
       R::kRequest,
       {S::kRegistered},
       S::kIntakePlanned,
       "the intake was planned or done before"},
      {StepKind::kIntakeDone,
       R::kRequest,
       {S::kRegistered, S::kIntakePlanned},
       S::kWaiting,
       "the intake was done before"},
      {StepKind::kVogSeen, R::kSupport, {}, {}, "the case is closed"},
      {StepKind::kTrainingDone, R::kSupport, {}, {}, "the case is closed"},
      {StepKind::kScreeningStarted,
       R::kSupport,
       {S::kRegistered},
       S::kScreening,
       "the screening was started or done before"},
      {StepKind::kScreeningDone,
       R::kSupport,
       {S::kRegistered, S::kScreening},
       S::kAvailable,
       "the screening was done before"},
      {StepKind::kRejected,
       R::kSupport,
       {S::kRegistered, S::kScreening},
       S::kRejected,
       "the screening was done before"},
      {StepKind::kPaused,
       R::kSupport,
       {S::kAvailable},
       S::kPaused,
       "only an available support family can pause"},
      {StepKind::kResumed, R::kSupport, {S::kPaused}, S::kAvailable, "the family does not pause"},
      {StepKind::kReferredOn, R::kRequest, {}, {}, "the case is closed"},
      {StepKind::kWithdrawn, {}, {}, S::kWithdrawn, "the case is closed"},
      {StepKind::kClosed, {}, {}, S::kClosed, "the case is closed"},
  };
  const auto found =
      std::find_if(moves.begin(), moves.end(), [&](const Move& move) { return move.step == step; });
  return found == moves.end() ? nullptr : &*found;
}

}  // namespace

absl::StatusOr<std::string> ParsePostcode(absl::string_view text) {
  std::string code(text);
  if (code.size() == 7 && code[4] == ' ') {
    code.erase(4, 1);
  }
  const auto digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  const auto letter = [](char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); };
  if (code.size() == 6 && code[0] != '0' && std::all_of(code.begin(), code.begin() + 4, digit) &&
      std::all_of(code.begin() + 4, code.end(), letter)) {
    absl::AsciiStrToUpper(&code);
    const std::string letters = code.substr(4);
    if (letters != "SA" && letters != "SD" && letters != "SS") {
      return code;
    }
  }
  return InvalidField("postcode", "INVALID_POSTCODE",
                      "postcode must be a Dutch postcode like 3361 AB");
}

std::string AreaOf(const Personal& postcode) { return postcode.Reveal().substr(0, 4); }

absl::Status CheckRegistration(const Registration& registration, absl::CivilDay occurred_on) {
  if (registration.adult_names.empty()) {
    return InvalidField("adult_names", "NO_ADULT", "name at least one adult");
  }
  if (registration.adult_names.size() > kMostAdults) {
    return InvalidField("adult_names", "TOO_MANY",
                        absl::StrCat("at most ", kMostAdults, " adults"));
  }
  if (registration.role == FamilyRole::kRequest && registration.child_birth_dates.empty()) {
    return InvalidField("child_birth_dates", "NO_CHILD", "a request family has at least one child");
  }
  if (registration.child_birth_dates.size() > kMostChildren) {
    return InvalidField("child_birth_dates", "TOO_MANY",
                        absl::StrCat("at most ", kMostChildren, " children"));
  }
  for (const absl::CivilDay birth : registration.child_birth_dates) {
    if (birth > occurred_on) {
      return InvalidField("child_birth_dates", "CHILD_NOT_BORN",
                          "a child is born on or before the day of the registration");
    }
    if (occurred_on >= platform::core::Birthday(birth, kOldestChildYears + 1)) {
      return InvalidField("child_birth_dates", "CHILD_TOO_OLD",
                          absl::StrCat("children are 0 to ", kOldestChildYears, " years old"));
    }
  }
  return absl::OkStatus();
}

bool IsForGuides(StepKind step) {
  switch (step) {
    case StepKind::kRegistered:
    case StepKind::kIntakePlanned:
    case StepKind::kIntakeDone:
    case StepKind::kPaused:
    case StepKind::kResumed:
    case StepKind::kWithdrawn:
    case StepKind::kClosed:
      return true;
    default:
      return false;
  }
}

bool IsClosed(FamilyState state) {
  return state == FamilyState::kClosed || state == FamilyState::kWithdrawn ||
         state == FamilyState::kRejected;
}

absl::StatusOr<FamilyState> StateAfter(const FamilyHead& family, StepKind step,
                                       absl::CivilDay occurred_on) {
  const Move* move = FindMove(step);
  if (move == nullptr) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "a family registers once");
  }
  if (move->role && family.role != *move->role) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 *move->role == FamilyRole::kRequest ? "this step is for a request family"
                                                     : "this step is for a support family");
  }
  if (occurred_on < family.registered_on) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 "this step is dated before the registration");
  }
  const bool possible = move->from.empty() ? !IsClosed(family.state)
                                           : std::find(move->from.begin(), move->from.end(),
                                                       family.state) != move->from.end();
  if (!possible) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE", std::string(move->refusal));
  }
  return move->to.value_or(family.state);
}

}  // namespace buurtbrug::registration::domain
