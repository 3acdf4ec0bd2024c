#include "tenancy/store/recorded.h"

#include <pqxx/result>

#include "platform/core/status.h"

namespace buurtbrug::tenancy::store {

absl::Status ChangedOne(const pqxx::result& result) {
  return result.affected_rows() == 1
             ? absl::OkStatus()
             : platform::core::Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                                     "it changed since you read it; read it again");
}

}  // namespace buurtbrug::tenancy::store
