#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/trial.h"
#include "platform/core/clock.h"
#include "platform/rpc/call.h"
#include "platform/rpc/client.h"

namespace buurtbrug::matching::clients {

// Asks registration, as part of a call that came in. Thread-safe.
class RegistrationClient {
 public:
  // Both outlive this object.
  RegistrationClient(const platform::rpc::Client& client, const platform::core::Clock& clock)
      : client_(client), clock_(clock) {}

  // What `family` lacks on `day` to start a trial. Waits until the deadline of `call`, 2 seconds at
  // most.
  //   UNAVAILABLE SERVICE_UNREACHABLE  no answer; may be repeated
  //   the codes and reasons of RegistrationService/CheckReadiness
  absl::StatusOr<domain::Readiness> CheckReadiness(const platform::rpc::Call& call,
                                                   const domain::FamilyId& family,
                                                   absl::CivilDay day) const;

 private:
  const platform::rpc::Client& client_;
  const platform::core::Clock& clock_;
};

}  // namespace buurtbrug::matching::clients
