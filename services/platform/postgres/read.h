#pragma once

#include <cstdint>
#include <optional>
#include <pqxx/result>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

// Values out of a row. A field that does not have the form is a defect of a statement: it throws
// std::runtime_error, which ends the transaction with INTERNAL.
namespace buurtbrug::platform::postgres {

core::Uuid ReadUuid(const pqxx::field& field);
absl::CivilDay ReadDay(const pqxx::field& field);
std::optional<absl::CivilDay> ReadOptionalDay(const pqxx::field& field);
// The session's time zone is UTC.
absl::Time ReadTime(const pqxx::field& field);
std::string ReadBytes(const pqxx::field& field);
std::vector<int32_t> ReadNumbers(const pqxx::field& field);

template <typename T>
std::optional<T> ReadOptional(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional<T>(field.as<T>());
}

template <typename Id>
Id ReadId(const pqxx::field& field) {
  return Id(ReadUuid(field));
}

}  // namespace buurtbrug::platform::postgres
