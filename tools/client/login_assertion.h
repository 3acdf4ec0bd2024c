#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"

namespace buurtbrug::client {

// Says that `client_id` itself asks: a JWT for `audience` (RFC 7523, section 3), signed ES256 with
// `pem`, a private key on P-256; good for one minute and for once.
// WrongUse when `pem` is another key or none.
absl::StatusOr<std::string> SignAssertion(const std::string& pem, const std::string& client_id,
                                          const std::string& audience, absl::Time now,
                                          platform::core::Random& random);

}  // namespace buurtbrug::client
