#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "registration/store/vault.h"

// Rows with personal data have one column for all of it: a JSON object, sealed.
namespace buurtbrug::registration::store {

// Columns of the tables of families.
inline constexpr char kAdultsSealed[] = "adults.sealed";
inline constexpr char kChildrenSealed[] = "children.sealed";
inline constexpr char kContactsSealed[] = "contacts.sealed";
inline constexpr char kPersonStepsSealed[] = "person_steps.sealed";
inline constexpr char kTargetGroupsSealed[] = "target_groups.sealed";

// As FamilyKey::Seal.
std::string SealObject(const FamilyKey& key, absl::string_view column, int64_t number,
                       const nlohmann::json& object);

// As FamilyKey::Open.
absl::StatusOr<nlohmann::json> OpenObject(const FamilyKey& key, absl::string_view column,
                                          int64_t number, absl::string_view sealed);

// A member of an opened object; nothing when it is not there.
Personal TextOf(const nlohmann::json& object, const char* member);

}  // namespace buurtbrug::registration::store
