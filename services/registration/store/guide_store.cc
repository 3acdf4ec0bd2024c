#include "registration/store/guide_store.h"

#include <optional>
#include <pqxx/result>

#include "buurtbrug/matching/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/store/guide_sql.h"

namespace buurtbrug::registration::store {

namespace core = platform::core;

absl::Status ApplyGuides(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  matching::v1::MatchAssigned assigned;
  if (!entry.Read(assigned)) {
    return absl::OkStatus();
  }
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

bool IsGuidedBy(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, absl::CivilDay day, const std::string& volunteer) {
  return transaction
      .Run(sql::kIsGuidedBy,
           {tenant.municipality, tenant.contract, family, day, volunteer})[0]["guides"]
      .as<bool>();
}

}  // namespace buurtbrug::registration::store
