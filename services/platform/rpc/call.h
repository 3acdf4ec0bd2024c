#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::rpc {

// Numbers as in buurtbrug.common.v1.Role.
enum class Role {
  kNone = 0,
  kFoundationOperator = 1,
  kCoordinator = 2,
  kVolunteerCoordinator = 3,
  kMunicipality = 4,
  kPartner = 5,
  kCitizen = 6,
  kService = 7,
};

// Numbers as in buurtbrug.common.v1.Effect.
enum class Effect { kNone = 0, kReads = 1, kCares = 2, kStarts = 3, kAdministers = 4 };

// Who calls, as its certificate says.
struct Caller {
  Role role = Role::kNone;
  // "spiffe://buurtbrug/...".
  std::string subject;
  // The only municipality that it may name; empty: any.
  std::string municipality;
};

// All that a handler knows about the call besides its request. A value; valid during the call.
struct Call {
  // "buurtbrug.registration.v1.RegistrationService/GetFamily".
  std::string method;
  // Names this call in logs; from `x-request-id`, or made here.
  std::string correlation_id;
  // 32 hex digits, from `traceparent`, or made here.
  std::string trace_id;
  // When the work began. Business dates are compared with `today`, its civil day in Amsterdam.
  absl::Time now;
  absl::CivilDay today;
  absl::Time deadline;
  Caller caller;
  Effect effect = Effect::kNone;
  // With a method of scope CONTRACT both parts; with MUNICIPALITY the first.
  core::TenantScope scope;
  // With a write: its idempotency key, and the SHA-256 of the request (32 bytes).
  core::RequestId request_id;
  std::string request_digest;
};

}  // namespace buurtbrug::platform::rpc
