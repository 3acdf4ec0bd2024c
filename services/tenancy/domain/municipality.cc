#include "tenancy/domain/municipality.h"

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

absl::Status CheckMunicipality(const Municipality& municipality) {
  BUURTBRUG_RETURN_IF_ERROR(core::ParseMunicipality("code", municipality.code).status());
  if (municipality.code == "0000") {
    return core::InvalidField("code", "INVALID_MUNICIPALITY", "0000 is no municipality's code");
  }
  return core::ParseText("name", municipality.name, 1, kLongestName).status();
}

}  // namespace buurtbrug::tenancy::domain
