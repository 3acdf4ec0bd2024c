#include "registration/domain/contact.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {
namespace {

constexpr size_t kLongestEmail = 254;
constexpr size_t kLongestLocal = 64;
constexpr size_t kLongestLabel = 63;
constexpr size_t kLongestWrittenPhone = 40;
constexpr absl::string_view kLocalSigns = "!#$%&'*+-/=?^_`{|}~";

bool IsLetterOrDigit(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }

bool IsLocalPart(absl::string_view local) {
  if (local.empty() || local.size() > kLongestLocal) {
    return false;
  }
  const std::vector<absl::string_view> atoms = absl::StrSplit(local, '.');
  return std::all_of(atoms.begin(), atoms.end(), [](absl::string_view atom) {
    return !atom.empty() && std::all_of(atom.begin(), atom.end(), [](char c) {
      return IsLetterOrDigit(c) || absl::StrContains(kLocalSigns, c);
    });
  });
}

bool IsHostName(absl::string_view host) {
  const std::vector<absl::string_view> labels = absl::StrSplit(host, '.');
  const bool labelled =
      labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), [](absl::string_view label) {
        return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' &&
               label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
                 return IsLetterOrDigit(c) || c == '-';
               });
      });
  // The last label of an address of a machine is a number.
  return labelled && labels.back().size() >= 2 &&
         std::any_of(labels.back().begin(), labels.back().end(),
                     [](char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); });
}

absl::Status InvalidPhone(absl::string_view field) {
  return platform::core::InvalidField(
      field, "INVALID_PHONE",
      absl::StrCat(field,
                   " must be a Dutch number of ten digits, or an international one behind +"));
}

}  // namespace

absl::StatusOr<std::string> ParseEmail(absl::string_view field, absl::string_view text) {
  const size_t at = text.size() <= kLongestEmail ? text.find('@') : absl::string_view::npos;
  if (at == absl::string_view::npos || !IsLocalPart(text.substr(0, at)) ||
      !IsHostName(text.substr(at + 1))) {
    return platform::core::InvalidField(
        field, "INVALID_EMAIL", absl::StrCat(field, " must be an address like naam@voorbeeld.nl"));
  }
  return absl::StrCat(text.substr(0, at + 1), absl::AsciiStrToLower(text.substr(at + 1)));
}

absl::StatusOr<std::string> ParsePhone(absl::string_view field, absl::string_view text) {
  if (text.size() > kLongestWrittenPhone) {
    return InvalidPhone(field);
  }
  std::string digits;
  bool international = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digits.push_back(c);
    } else if (c == '+' && i == 0) {
      international = true;
    } else if (!absl::StrContains(" -.()", c)) {
      return InvalidPhone(field);
    }
  }
  if (!international && digits.compare(0, 2, "00") == 0) {
    international = true;
    digits.erase(0, 2);
  }
  if (!international) {
    if (digits.size() != 10 || digits[0] != '0' || digits[1] == '0') {
      return InvalidPhone(field);
    }
    digits = absl::StrCat("31", digits.substr(1));
  } else if (digits.compare(0, 3, "310") == 0) {
    digits.erase(2, 1);
  }
  const bool dutch = digits.compare(0, 2, "31") == 0;
  const bool shaped = digits.size() >= 8 && digits.size() <= 15 && digits[0] != '0';
  const bool service = dutch && digits.size() > 4 &&
                       (digits.compare(2, 3, "800") == 0 || digits.compare(2, 2, "90") == 0);
  if (!shaped || service || (dutch && (digits.size() != 11 || digits[2] == '0'))) {
    return InvalidPhone(field);
  }
  return absl::StrCat("+", digits);
}

absl::StatusOr<EmailOrPhone> ParseContact(absl::string_view email, absl::string_view phone) {
  if (email.empty() && phone.empty()) {
    return platform::core::InvalidField("email", "NO_CONTACT",
                                        "give an e-mail address or a telephone number");
  }
  EmailOrPhone contact;
  if (!email.empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(contact.email, ParseEmail("email", email));
  }
  if (!phone.empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(contact.phone, ParsePhone("phone", phone));
  }
  return contact;
}

}  // namespace buurtbrug::registration::domain
