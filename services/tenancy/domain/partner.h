#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestOrganisation = 100;
inline constexpr int kLongestClient = 255;

using PartnerId = platform::core::StrongId<struct PartnerTag>;

// Numbers as in buurtbrug.tenancy.v1.PartnerKind.
enum class PartnerKind {
  kNone = 0,
  kSchool = 1,
  kYouthAndFamilyCentre = 2,
  kWelfareOrganisation = 3,
  kNeighbourhoodTeam = 4,
  kOther = 5,
};

// None of a suspended partner's calls is accepted.
enum class PartnerState { kActive, kSuspended };

// A contract for which a partner may refer. Days are civil days in Europe/Amsterdam, both included.
struct PartnerContract {
  platform::core::TenantScope tenant;
  PartnerId partner;
  absl::CivilDay first_day;
  // The day before `first_day` when it ended before it began. Nothing: no end is known.
  std::optional<absl::CivilDay> last_day;
  int64_t version = 1;
};

// An organisation that refers families.
struct Partner {
  PartnerId id;
  std::string organisation;
  PartnerKind kind = PartnerKind::kNone;
  std::optional<std::string> oin;
  // Its OAuth clients, in the order of their names.
  std::vector<std::string> clients;
  PartnerState state = PartnerState::kActive;
  std::vector<PartnerContract> contracts;
  int64_t version = 1;
};

// INVALID_ARGUMENT naming the field ("organisation"): INVALID_TEXT, INVALID_KIND, INVALID_OIN.
// Pure.
absl::Status CheckPartner(const Partner& partner);

// INVALID_ARGUMENT INVALID_TEXT unless it is 1 to 255 printable characters. Pure.
absl::Status CheckClient(absl::string_view client);

// INVALID_ARGUMENT LAST_DAY_TOO_EARLY. Pure.
absl::Status CheckPartnerContract(const PartnerContract& contract);

}  // namespace buurtbrug::tenancy::domain
