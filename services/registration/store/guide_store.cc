#include "registration/store/guide_store.h"

#include <optional>
#include <pqxx/result>

#include "buurtbrug/matching/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/store/guide_sql.h"

namespace buurtbrug::registration::store {

namespace core = platform::core;

namespace {

absl::Status PutAssigned(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                         const matching::v1::MatchAssigned& assigned) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::MatchId match,
                             core::MatchId::Parse("match_id", assigned.match_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay first_day,
                             core::ParseDay("first_day", assigned.first_day()));
  std::optional<absl::CivilDay> last_day;
  if (assigned.has_last_day()) {
    BUURTBRUG_ASSIGN_OR_RETURN(last_day, core::ParseDay("last_day", assigned.last_day()));
  }
  for (const std::string& raw : {assigned.request_family_id(), assigned.support_family_id()}) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                               domain::FamilyId::Parse("family_id", raw));
    transaction.Run(sql::kPutGuide, {entry.tenant.municipality, entry.tenant.contract, family,
                                     match, entry.position.sequence, assigned.coordinator(),
                                     static_cast<int>(assigned.role()), first_day, last_day});
  }
  return absl::OkStatus();
}

// Without days it ended.
absl::Status PutSubstitution(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                             const std::string& raw_match, const std::string& raw_family,
                             std::optional<absl::CivilDay> first_day,
                             std::optional<absl::CivilDay> last_day) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::MatchId match,
                             core::MatchId::Parse("match_id", raw_match));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("substitute_family_id", raw_family));
  transaction.Run(sql::kPutSubstitution, {entry.tenant.municipality, entry.tenant.contract, family,
                                          match, entry.position.sequence, first_day, last_day});
  return absl::OkStatus();
}

absl::Status PutDays(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                     const std::string& match, const std::string& family,
                     const std::string& raw_first_day, const std::string& raw_last_day) {
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay first_day,
                             core::ParseDay("first_day", raw_first_day));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay last_day,
                             core::ParseDay("last_day", raw_last_day));
  return PutSubstitution(transaction, entry, match, family, first_day, last_day);
}

absl::Status PutCarriedOver(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                            const matching::v1::MatchCarriedOver& carried) {
  if (!carried.has_substitute_family_id()) {
    return absl::OkStatus();
  }
  if (!carried.substitute_family_id().empty()) {
    return PutDays(transaction, entry, carried.match_id(), carried.substitute_family_id(),
                   carried.substitute_first_day(), carried.substitute_last_day());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const core::MatchId match,
                             core::MatchId::Parse("match_id", carried.match_id()));
  transaction.Run(sql::kEndSubstitutions, {entry.tenant.municipality, entry.tenant.contract, match,
                                           entry.position.sequence});
  return absl::OkStatus();
}

}  // namespace

absl::Status ApplyGuides(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  matching::v1::MatchAssigned assigned;
  matching::v1::SupportFamilySubstituted substituted;
  matching::v1::SubstitutionEnded ended;
  matching::v1::MatchCarriedOver carried;
  if (entry.Read(carried)) {
    return PutCarriedOver(transaction, entry, carried);
  }
  if (entry.Read(assigned)) {
    return PutAssigned(transaction, entry, assigned);
  }
  if (entry.Read(substituted)) {
    return PutDays(transaction, entry, substituted.match_id(), substituted.substitute_family_id(),
                   substituted.first_day(), substituted.last_day());
  }
  if (entry.Read(ended)) {
    return PutSubstitution(transaction, entry, ended.match_id(), ended.substitute_family_id(),
                           std::nullopt, std::nullopt);
  }
  return absl::OkStatus();
}

bool IsGuidedBy(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, absl::CivilDay day, const std::string& volunteer) {
  return transaction
      .Run(sql::kIsGuidedBy,
           {tenant.municipality, tenant.contract, family, day, volunteer})[0]["guides"]
      .as<bool>();
}

}  // namespace buurtbrug::registration::store
