#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"
#include "tenancy/domain/subsidy_period.h"

// Days are civil days in Europe/Amsterdam, both ends included. Nothing means that it is not known.
namespace buurtbrug::tenancy::domain {

using platform::core::ContractId;

inline constexpr int kLongestProvider = 100;
inline constexpr int kLongestReference = 40;
inline constexpr int kLongestReason = 500;

// A version of the programme's protocol, from a day on.
struct AdoptedProtocol {
  int version = 0;
  absl::CivilDay first_day;
};

// Municipality and provider, from day to day.
struct Contract {
  ContractId id;
  std::string programme;
  // The version that the contract began with.
  int protocol_version = 0;
  std::string provider;
  absl::CivilDay first_day;
  std::optional<absl::CivilDay> last_day;
  // Last day on which running matches may be cared for.
  std::optional<absl::CivilDay> run_off_day;
  // The municipality's file number (zaaknummer).
  std::optional<std::string> reference;
  std::optional<std::string> as_stated;
  // Oldest first.
  std::vector<SubsidyPeriod> periods;
  std::optional<std::string> municipality_reference;
  std::optional<std::string> provider_reference;
  std::optional<std::string> funding_source;
  std::optional<absl::CivilDay> processing_agreement_on;
  // The contract that this one renews.
  std::optional<ContractId> follows;
  // Those that came after the version that it began with, oldest first.
  std::vector<AdoptedProtocol> adopted;
  int64_t version = 1;

  // The version that the contract is carried out by in the end, and since when.
  AdoptedProtocol newest_protocol() const {
    return adopted.empty() ? AdoptedProtocol{protocol_version, first_day} : adopted.back();
  }
};

// The contract without its periods. INVALID_ARGUMENT naming the field ("contract.last_day"):
// INVALID_TEXT, OUT_OF_RANGE, LAST_DAY_TOO_EARLY, RUN_OFF_WITHOUT_LAST_DAY, RUN_OFF_TOO_EARLY.
// Pure.
absl::Status CheckContract(const Contract& contract);

// What a contract is to end with.
struct ContractEnd {
  absl::CivilDay last_day;
  absl::CivilDay run_off_day;
  std::string reason;
};

// Whether `contract` may end so. Pure.
//   INVALID_ARGUMENT     naming the field ("last_day"): LAST_DAY_TOO_EARLY, RUN_OFF_TOO_EARLY,
//                        INVALID_TEXT
//   FAILED_PRECONDITION  PERIOD_OUTSIDE_CONTRACT (a period begins later), PERIOD_SEALED (a sealed
//                        period would become shorter)
absl::Status CheckEnd(const Contract& contract, const ContractEnd& end);

}  // namespace buurtbrug::tenancy::domain
