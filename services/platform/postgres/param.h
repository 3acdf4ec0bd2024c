#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::postgres {

// A statement with a name, prepared once per connection. Never made from strings at run time.
struct Statement {
  const char* name;
  const char* sql;
};

// One parameter of a statement, in PostgreSQL's text form; nothing is NULL.
class Param {
 public:
  Param(std::nullopt_t) {}                                // NOLINT(google-explicit-constructor)
  Param(absl::string_view text) : text_(text) {}          // NOLINT(google-explicit-constructor)
  Param(const std::string& text) : text_(text) {}         // NOLINT(google-explicit-constructor)
  Param(const char* text) : text_(text) {}                // NOLINT(google-explicit-constructor)
  Param(absl::CivilDay day);                              // NOLINT(google-explicit-constructor)
  Param(absl::Time instant);                              // NOLINT(google-explicit-constructor)
  Param(const core::Uuid& id) : text_(id.ToString()) {}   // NOLINT(google-explicit-constructor)
  // As an array.
  Param(const std::vector<int32_t>& numbers);             // NOLINT(google-explicit-constructor)
  Param(const std::vector<std::string>& texts);           // NOLINT(google-explicit-constructor)
  template <typename Tag>
  Param(const core::StrongId<Tag>& id)                    // NOLINT(google-explicit-constructor)
      : Param(id.value()) {}
  template <typename T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
  Param(T number) {                                       // NOLINT(google-explicit-constructor)
    if constexpr (std::is_same_v<T, bool>) {
      text_ = number ? "t" : "f";
    } else {
      text_ = std::to_string(number);
    }
  }
  template <typename T>
  Param(const std::optional<T>& value)                    // NOLINT(google-explicit-constructor)
      : text_(value ? Param(*value).text_ : std::nullopt) {}

  // Bytes, as bytea.
  static Param Bytes(absl::string_view bytes);
  static Param BytesArray(const std::vector<std::string>& values);

  const char* c_str() const { return text_ ? text_->c_str() : nullptr; }

 private:
  std::optional<std::string> text_;
};

}  // namespace buurtbrug::platform::postgres
