#include "platform/postgres/read.h"

#include <stdexcept>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/parse.h"

namespace buurtbrug::platform::postgres {
namespace {

template <typename T>
T OrThrow(const absl::StatusOr<T>& value, const pqxx::field& field) {
  if (!value.ok()) {
    throw std::runtime_error(absl::StrCat("unexpected form of column ", field.name()));
  }
  return *value;
}

absl::string_view Text(const pqxx::field& field) { return {field.c_str(), field.size()}; }

}  // namespace

core::Uuid ReadUuid(const pqxx::field& field) {
  return OrThrow(core::Uuid::Parse("column", Text(field)), field);
}

absl::CivilDay ReadDay(const pqxx::field& field) {
  return OrThrow(core::ParseDay("column", Text(field)), field);
}

std::optional<absl::CivilDay> ReadOptionalDay(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional<absl::CivilDay>(ReadDay(field));
}

absl::Time ReadTime(const pqxx::field& field) {
  absl::Time instant;
  std::string error;
  if (!absl::ParseTime("%Y-%m-%d %H:%M:%E*S+00", Text(field), absl::UTCTimeZone(), &instant,
                       &error)) {
    throw std::runtime_error(absl::StrCat("unexpected form of column ", field.name()));
  }
  return instant;
}

std::string ReadBytes(const pqxx::field& field) {
  return absl::HexStringToBytes(Text(field).substr(2));
}

std::vector<int32_t> ReadNumbers(const pqxx::field& field) {
  std::vector<int32_t> numbers;
  absl::string_view text = Text(field);
  text = text.substr(1, text.size() - 2);
  for (const absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    int32_t number = 0;
    if (!absl::SimpleAtoi(part, &number)) {
      throw std::runtime_error(absl::StrCat("unexpected form of column ", field.name()));
    }
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace buurtbrug::platform::postgres
