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
  // NOLINTBEGIN(google-explicit-constructor): a list of parameters is written as plain values.
  Param(std::nullopt_t) {}
  Param(absl::string_view text) : text_(text) {}
  Param(const std::string& text) : text_(text) {}
  Param(const char* text) : text_(text) {}
  Param(absl::CivilDay day);
  Param(absl::Time instant);
  Param(const core::Uuid& id) : text_(id.ToString()) {}
  // As an array.
  Param(const std::vector<int32_t>& numbers);
  Param(const std::vector<std::string>& texts);
  template <typename Tag>
  Param(const core::StrongId<Tag>& id) : Param(id.value()) {}
  template <typename T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
  Param(T number) {
    if constexpr (std::is_same_v<T, bool>) {
      text_ = number ? "t" : "f";
    } else {
      text_ = std::to_string(number);
    }
  }
  template <typename T>
  Param(const std::optional<T>& value) : text_(value ? Param(*value).text_ : std::nullopt) {}
  // NOLINTEND(google-explicit-constructor)

  // Bytes, as bytea.
  static Param Bytes(absl::string_view bytes);
  static Param BytesArray(const std::vector<std::string>& values);

  const char* c_str() const { return text_ ? text_->c_str() : nullptr; }

 private:
  std::optional<std::string> text_;
};

}  // namespace buurtbrug::platform::postgres
