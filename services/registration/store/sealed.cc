#include "registration/store/sealed.h"

#include <nlohmann/json.hpp>

#include "platform/core/status.h"

namespace buurtbrug::registration::store {

std::string SealObject(const FamilyKey& key, absl::string_view column, int64_t number,
                       const nlohmann::json& object) {
  return key.Seal(column, number, Personal(object.dump()));
}

absl::StatusOr<nlohmann::json> OpenObject(const FamilyKey& key, absl::string_view column,
                                          int64_t number, absl::string_view sealed) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Personal text, key.Open(column, number, sealed));
  return nlohmann::json::parse(text.Reveal());
}

Personal TextOf(const nlohmann::json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() ? Personal() : Personal(found->get<std::string>());
}

}  // namespace buurtbrug::registration::store
