#include "registration/domain/family.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

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
    const absl::CivilDay too_old(birth.year() + kOldestChildYears + 1, birth.month(), birth.day());
    if (occurred_on >= too_old) {
      return InvalidField("child_birth_dates", "CHILD_TOO_OLD",
                          absl::StrCat("children are 0 to ", kOldestChildYears, " years old"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<FamilyState> StateAfter(const FamilyHead& family, StepKind step,
                                       absl::CivilDay occurred_on) {
  const FamilyRole role =
      step == StepKind::kIntakeDone ? FamilyRole::kRequest : FamilyRole::kSupport;
  if (family.role != role) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 role == FamilyRole::kRequest ? "this step is for a request family"
                                              : "this step is for a support family");
  }
  if (occurred_on < family.registered_on) {
    return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                 "this step is dated before the registration");
  }
  const bool decides = step == StepKind::kIntakeDone || step == StepKind::kScreeningDone;
  if (decides && family.state != FamilyState::kRegistered) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 step == StepKind::kIntakeDone ? "the intake was done before"
                                               : "the screening was done before");
  }
  switch (step) {
    case StepKind::kIntakeDone:
      return FamilyState::kWaiting;
    case StepKind::kScreeningDone:
      return FamilyState::kAvailable;
    default:
      return family.state;
  }
}

}  // namespace buurtbrug::registration::domain
