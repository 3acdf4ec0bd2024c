#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"

namespace buurtbrug::registration::domain {

using LinkId = platform::core::StrongId<struct LinkTag>;

// Days that a link works after it was given out. A family waits for months; a coordinator renews
// it.
inline constexpr int kLinkDays = 365;

// What stands in a personal link: where it leads, and the 32 secret bytes that open it.
struct Link {
  platform::core::TenantScope tenant;
  LinkId id;
  std::string secret;
};

// 91 characters of base64url: municipality, contract, id and secret.
std::string FormatLink(const Link& link);

// NOT_FOUND LINK_NOT_FOUND, whatever is wrong with it.
absl::StatusOr<Link> ParseLink(absl::string_view text);

// The one answer to a link that does not open, whatever the reason.
absl::Status LinkNotFound();

// Whether both are 32 bytes and the same, in a time that does not depend on where they differ.
bool SameSecret(absl::string_view a, absl::string_view b);

// Why a family withdraws. Numbers as in buurtbrug.registration.v1.
enum class WithdrawReason {
  kNoLongerNeeded = 1,
  kOtherSupport = 2,
  kMoved = 3,
  kNoTime = 4,
  kOther = 5,
};

}  // namespace buurtbrug::registration::domain
