#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::registration::domain {

// An e-mail address as it is written to: local part of at most 64 characters (letters and digits of
// ASCII, and !#$%&'*+-/=?^_`{|}~ with single full stops between), the host name in small letters
// with at least one full stop, 254 characters in all. Quoted local parts, comments, addresses of
// machines and host names of other scripts are not taken: mail to people does not go there.
// INVALID_ARGUMENT INVALID_EMAIL about `field`.
absl::StatusOr<std::string> ParseEmail(absl::string_view field, absl::string_view text);

// A telephone number as it is dialled from abroad: "+31612345678". Taken are a Dutch number of ten
// digits ("06-1234 5678", "(023) 555 12 34") and an international one behind "+" or "00", 8 to 15
// digits; spaces, hyphens, full stops and brackets between the digits are left out.
// INVALID_ARGUMENT INVALID_PHONE about `field`: also for Dutch service numbers (0800, 0900 and the
// like), which reach no family.
absl::StatusOr<std::string> ParsePhone(absl::string_view field, absl::string_view text);

// How to reach a family: at least one of the two. Personal data.
struct EmailOrPhone {
  // Empty: none was given.
  std::string email;
  std::string phone;
};

// As ParseEmail and ParsePhone, about the fields `email` and `phone`; INVALID_ARGUMENT NO_CONTACT
// about `email` when both are empty.
absl::StatusOr<EmailOrPhone> ParseContact(absl::string_view email, absl::string_view phone);

}  // namespace buurtbrug::registration::domain
