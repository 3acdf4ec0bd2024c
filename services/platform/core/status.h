#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::platform::core {

// What an error is about: ("field", "postcode"). Never a person.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// A status with a stable reason for programs (upper case, "VOG_MISSING") and a message for people
// that says what to do. The reason and the metadata travel with the status across services.
absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message,
                   const Metadata& metadata = {});

// INVALID_ARGUMENT about one field of a request.
absl::Status InvalidField(absl::string_view field, absl::string_view reason,
                          absl::string_view message);

// Empty when the status carries none.
std::string ReasonOf(const absl::Status& status);
Metadata MetadataOf(const absl::Status& status);

}  // namespace buurtbrug::platform::core

// Leaves the function with the status of `expression` unless it is OK.
#define BUURTBRUG_RETURN_IF_ERROR(expression)                 \
  do {                                                        \
    if (absl::Status _status = (expression); !_status.ok()) { \
      return _status;                                         \
    }                                                         \
  } while (false)

// NOLINTBEGIN(bugprone-macro-parentheses): a target of an assignment cannot stand in parentheses.
#define BUURTBRUG_CONCAT_INNER(a, b) a##b
#define BUURTBRUG_CONCAT(a, b) BUURTBRUG_CONCAT_INNER(a, b)
#define BUURTBRUG_ASSIGN_OR_RETURN_INNER(temporary, target, expression) \
  auto temporary = (expression);                                        \
  if (!temporary.ok()) {                                                \
    return std::move(temporary).status();                               \
  }                                                                     \
  target = *std::move(temporary)

// Assigns the value of a StatusOr to `target`, or leaves the function with its status.
#define BUURTBRUG_ASSIGN_OR_RETURN(target, expression) \
  BUURTBRUG_ASSIGN_OR_RETURN_INNER(BUURTBRUG_CONCAT(_result_, __LINE__), target, expression)
// NOLINTEND(bugprone-macro-parentheses)
