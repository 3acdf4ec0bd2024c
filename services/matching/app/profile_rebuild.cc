#include "matching/app/profile_rebuild.h"

#include "platform/core/status.h"
#include "platform/feed/follower.h"

namespace buurtbrug::matching::app {

using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

absl::StatusOr<int64_t> ProfileRebuild::Run(const platform::access::Call& call) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t before, read_feed_(call.deadline - call.now));
  BUURTBRUG_RETURN_IF_ERROR(
      database_.Run(Scope::Rebuild(), [](ScopedTransaction& transaction) -> absl::Status {
        platform::feed::Rewind(transaction, "registration");
        return absl::OkStatus();
      }));
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t after, read_feed_(call.deadline - call.now));
  return after - before;
}

}  // namespace buurtbrug::matching::app
