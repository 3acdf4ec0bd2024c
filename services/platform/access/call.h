#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::access {

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
  kSafetyOfficer = 8,
};

// Numbers as in buurtbrug.common.v1.Effect.
enum class Effect { kNone = 0, kReads = 1, kCares = 2, kStarts = 3, kAdministers = 4 };

// Whether the step is said to correct a sealed period.
enum class Mark { kNone, kCorrection };

// Which cases of its contract a call may touch.
enum class Cases { kAll, kOwn };

// Who calls, and by what right.
struct Caller {
  // Under which of its appointments the call was allowed.
  Role role = Role::kNone;
  // As the identity provider names a person or a partner's client; of a service the URI of its
  // certificate.
  std::string subject;
  // For whom a service calls; empty: for itself.
  std::string on_behalf_of;
  // UUID of the partner; empty for others.
  std::string partner;
  // UUID of the break-glass without which the call were refused; empty for others.
  std::string break_glass;
  // With a method of scope MUNICIPALITY: the contracts of its appointments there. Empty for an
  // operator, who may see all.
  std::vector<core::ContractId> contracts;
  // kOwn: only those that are assigned to the caller; any other one is as if it was not there.
  Cases cases = Cases::kAll;
};

// All that a handler knows about the call besides its request. A value; valid during the call.
struct Call {
  // "buurtbrug.registration.v1.RegistrationService/GetFamily".
  std::string method;
  // Names this call in logs; from `x-request-id`, or made here.
  std::string correlation_id;
  // 32 hex digits, from `traceparent`, or made here.
  std::string trace_id;
  // Address and certificate of the other end of the connection.
  std::string origin;
  // When the work began. Business dates are compared with `today`, its civil day in Amsterdam.
  absl::Time now;
  absl::CivilDay today;
  absl::Time deadline;
  Caller caller;
  Effect effect = Effect::kNone;
  Mark mark = Mark::kNone;
  // With a method of scope CONTRACT both parts; with MUNICIPALITY the first.
  core::TenantScope scope;
  // The family that the request names; nil when it names no single one.
  core::FamilyId family;
  // With a write: its idempotency key, and a digest of the request (32 bytes): SHA-256, where the
  // service seals personal data under a key.
  core::RequestId request_id;
  std::string request_digest;
  // What a method that discloses personal data discloses, as buurtbrug.common.v1.DataCategory, and
  // why.
  std::vector<int> categories;
  std::string purpose;
  // What the call has been through, for the server to see that its method keeps its word: entries
  // put into the access log, checks of the contract's standing, checks that a case is the
  // caller's own.
  mutable int logged = 0;
  mutable int gated = 0;
  mutable int owned = 0;
};

}  // namespace buurtbrug::platform::access
