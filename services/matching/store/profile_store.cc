#include "matching/store/profile_store.h"

#include <optional>
#include <pqxx/result>

#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/store/sql.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

domain::Profile ProfileOf(const pqxx::row& row) {
  domain::Profile profile;
  profile.id = platform::postgres::ReadId<domain::FamilyId>(row["family_id"]);
  profile.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  profile.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  profile.children = row["children"].as<int>();
  profile.capacity = row["capacity"].as<int>();
  return profile;
}

absl::Status FamilyNotFound(const char* field) {
  return platform::core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                               "there is no such family in this contract", {{"field", field}});
}

// Both kinds of event tell the family as it is then.
template <typename Event>
absl::Status PutProfile(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                        const Event& event) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", event.family_id()));
  transaction.Run(sql::kPutProfile,
                  {entry.tenant.municipality, entry.tenant.contract, family,
                   static_cast<int>(event.role()), static_cast<int>(event.state()),
                   event.children(), event.capacity(), entry.position.sequence});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Pair> ReadPair(ScopedTransaction& transaction, const TenantScope& tenant,
                              const domain::FamilyId& request_family,
                              const domain::FamilyId& support_family) {
  std::optional<domain::Profile> request, support;
  for (const auto& row : transaction.Run(sql::kReadProfiles, {tenant.municipality, tenant.contract,
                                                              request_family, support_family})) {
    const domain::Profile profile = ProfileOf(row);
    if (profile.id == request_family) {
      request = profile;
    }
    if (profile.id == support_family) {
      support = profile;
    }
  }
  if (!request) {
    return FamilyNotFound("request_family_id");
  }
  if (!support) {
    return FamilyNotFound("support_family_id");
  }
  return Pair{*request, *support};
}

void LockPlaces(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& support_family) {
  transaction.Run(sql::kLockProfile, {tenant.municipality, tenant.contract, support_family});
}

absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  registration::v1::FamilyChanged changed;
  registration::v1::FamilyCarriedOver carried;
  if (entry.Read(changed)) {
    return PutProfile(transaction, entry, changed);
  }
  if (entry.Read(carried)) {
    return PutProfile(transaction, entry, carried);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::store
