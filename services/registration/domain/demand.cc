#include "registration/domain/demand.h"

namespace buurtbrug::registration::domain {

absl::CivilDay DemandExpiry(absl::CivilDay registered_on) {
  const absl::CivilMonth month = absl::CivilMonth(registered_on) + kDemandMonths;
  const absl::CivilDay day(month.year(), month.month(), registered_on.day());
  return absl::CivilMonth(day) == month ? day : absl::CivilDay(month + 1);
}

}  // namespace buurtbrug::registration::domain
