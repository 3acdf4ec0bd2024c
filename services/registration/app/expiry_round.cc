#include "registration/app/expiry_round.h"

#include "platform/core/status.h"

namespace buurtbrug::registration::app {

Round::Work ExpiryWork(Demands& demands) {
  return {"expiry", "expired demand destroyed",
          [&demands](const Round::Turn& turn) -> absl::StatusOr<int> {
            BUURTBRUG_ASSIGN_OR_RETURN(const int expired, demands.Expire(turn.new_call()));
            BUURTBRUG_RETURN_IF_ERROR(demands.RewrapAll().status());
            return expired;
          }};
}

}  // namespace buurtbrug::registration::app
