#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/tenancy/v1/access.pb.h"
#include "buurtbrug/tenancy/v1/contract.pb.h"
#include "platform/core/parse.h"
#include "tenancy/domain/appointment.h"
#include "tenancy/domain/contract.h"
#include "tenancy/domain/municipality.h"
#include "tenancy/domain/partner.h"
#include "tenancy/domain/pool_agreement.h"
#include "tenancy/domain/protocol.h"

// What comes in messages, as values; their rules are checked by the domain. INVALID_ARGUMENT naming
// the field ("contract.first_day"): INVALID_DATE, INVALID_ID, INVALID_VALUE (a number that the enum
// does not have).
namespace buurtbrug::tenancy::api {

absl::StatusOr<domain::Protocol> ProtocolOf(const v1::Protocol& message);

// Without id, periods, adopted protocols and version.
absl::StatusOr<domain::Contract> ContractOf(const v1::Contract& message);

// Of the contract only what UpdateContract changes.
absl::StatusOr<domain::Contract> ContractChangesOf(const v1::Contract& message);

// Without seal and version.
absl::StatusOr<domain::SubsidyPeriod> PeriodOf(const v1::SubsidyPeriod& message);

// Of the period only what UpdateSubsidyPeriod changes, and its name.
absl::StatusOr<domain::SubsidyPeriod> PeriodChangesOf(const v1::SubsidyPeriod& message);

// A value that the enum does not have is none.
domain::AppointedRole RoleOf(common::v1::Role role);
domain::PartnerKind PartnerKindOf(v1::PartnerKind kind);
domain::PoolCounts PoolCountsOf(v1::PoolCounts counts);

// Of CreateMunicipalityRequest and Municipality.
template <typename Message>
domain::Municipality MunicipalityOf(const Message& message) {
  domain::Municipality municipality;
  municipality.code = message.code();
  municipality.name = message.name();
  if (message.has_code_year()) {
    municipality.code_year = message.code_year();
  }
  if (message.has_qualifier()) {
    municipality.qualifier = message.qualifier();
  }
  if (message.has_rsin()) {
    municipality.rsin = message.rsin();
  }
  if (message.has_oin()) {
    municipality.oin = message.oin();
  }
  return municipality;
}

// The `last_day` of a message that may lack it.
template <typename Message>
absl::StatusOr<std::optional<absl::CivilDay>> LastDayOf(const Message& message) {
  if (!message.has_last_day()) {
    return std::nullopt;
  }
  auto day = platform::core::ParseDay("last_day", message.last_day());
  if (!day.ok()) {
    return day.status();
  }
  return std::optional<absl::CivilDay>(*day);
}

}  // namespace buurtbrug::tenancy::api
