#include "tenancy/domain/partner.h"

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "tenancy/domain/municipality.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

absl::Status CheckPartner(const Partner& partner) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("organisation", partner.organisation, 1, kLongestOrganisation).status());
  if (partner.kind == PartnerKind::kNone) {
    return core::InvalidField("kind", "INVALID_KIND", "say what kind of organisation it is");
  }
  return partner.oin ? CheckOin("oin", *partner.oin) : absl::OkStatus();
}

absl::Status CheckClient(absl::string_view client) {
  return core::ParseText("client_id", client, 1, kLongestClient).status();
}

absl::Status CheckPartnerContract(const PartnerContract& contract) {
  return contract.last_day && *contract.last_day < contract.first_day
             ? core::InvalidField("last_day", "LAST_DAY_TOO_EARLY",
                                  "the last day is on or after the first day")
             : absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
