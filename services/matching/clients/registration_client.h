#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/domain/match_life.h"
#include "matching/domain/trial.h"
#include "platform/access/call.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/rpc/client.h"

namespace buurtbrug::matching::clients {

// Asks registration, as part of a call that came in. Thread-safe.
class RegistrationClient {
 public:
  // All outlive this object.
  RegistrationClient(const platform::rpc::Client& client, const platform::core::Clock& clock,
                     platform::core::Random& random)
      : client_(client), clock_(clock), random_(random) {}

  // What `family` lacks on `day` to start a trial. Waits until the deadline of `call`, 2 seconds at
  // most.
  //   UNAVAILABLE SERVICE_UNREACHABLE  no answer; may be repeated
  //   the codes and reasons of RegistrationService/CheckReadiness
  absl::StatusOr<domain::Readiness> CheckReadiness(const platform::access::Call& call,
                                                   const domain::FamilyId& family,
                                                   absl::CivilDay day) const;

  // Whose personal link this is; as long as CheckReadiness.
  //   UNAVAILABLE SERVICE_UNREACHABLE  no answer; may be repeated
  //   the codes and reasons of LinkService/ResolveLink
  absl::StatusOr<domain::LinkedFamily> ResolveLink(const platform::access::Call& call,
                                                   const std::string& link) const;

  // Copies `families` from the contract `from` to that of the call, and waits for it until the
  // deadline of `call`. Under ids of its own: which families run may differ when the call is
  // repeated, and one that is there already stays as it is.
  //   UNAVAILABLE SERVICE_UNREACHABLE  no answer; may be repeated, some may be there
  //   the codes and reasons of RegistrationService/CarryOverFamilies
  absl::Status CarryOverFamilies(const platform::access::Call& call,
                                 const platform::core::ContractId& from,
                                 const std::vector<domain::FamilyId>& families) const;

 private:
  const platform::rpc::Client& client_;
  const platform::core::Clock& clock_;
  platform::core::Random& random_;
};

}  // namespace buurtbrug::matching::clients
