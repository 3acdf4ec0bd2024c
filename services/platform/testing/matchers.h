#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

inline std::string Describe(const absl::Status& status) {
  return absl::StrCat(status.ToString(), " reason=", core::ReasonOf(status));
}

// A status or StatusOr that is OK.
MATCHER(IsOk, "is OK") {
  *result_listener << Describe(StatusOf(arg));
  return StatusOf(arg).ok();
}

// With this code and reason.
MATCHER_P2(Fails, code, reason, absl::StrCat("fails with ", reason)) {
  *result_listener << Describe(StatusOf(arg));
  return StatusOf(arg).code() == code && core::ReasonOf(StatusOf(arg)) == reason;
}

// INVALID_ARGUMENT with this reason, about this field.
MATCHER_P2(RefusesField, field, reason, absl::StrCat("refuses ", field, " with ", reason)) {
  *result_listener << Describe(StatusOf(arg));
  if (StatusOf(arg).code() != absl::StatusCode::kInvalidArgument ||
      core::ReasonOf(StatusOf(arg)) != reason) {
    return false;
  }
  for (const auto& [key, value] : core::MetadataOf(StatusOf(arg))) {
    if (key == "field" && value == field) {
      return true;
    }
  }
  return false;
}

}  // namespace buurtbrug::platform::testing
