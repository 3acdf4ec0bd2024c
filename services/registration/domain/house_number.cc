#include "registration/domain/house_number.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {
namespace {

constexpr size_t kMostDigits = 5;
constexpr size_t kLongestAddition = 6;

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

}  // namespace

absl::StatusOr<HouseNumber> ParseHouseNumber(absl::string_view field, absl::string_view text) {
  const size_t digits =
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
  absl::string_view rest = text.substr(digits);
  // Digits of an addition are kept apart from those of the number.
  const bool separated = !rest.empty() && (rest[0] == ' ' || rest[0] == '-');
  if (separated) {
    rest.remove_prefix(1);
  }
  const bool shaped = digits >= 1 && digits <= kMostDigits && text[0] != '0' &&
                      rest.size() <= kLongestAddition && separated <= !rest.empty() &&
                      std::all_of(rest.begin(), rest.end(), [](char c) {
                        return absl::ascii_isalnum(static_cast<unsigned char>(c));
                      });
  HouseNumber house;
  if (!shaped || !absl::SimpleAtoi(text.substr(0, digits), &house.number)) {
    return platform::core::InvalidField(
        field, "INVALID_HOUSE_NUMBER",
        absl::StrCat(field, " must be a house number like 12, 12A or 12-2"));
  }
  house.addition = absl::AsciiStrToUpper(rest);
  return house;
}

std::string FormatHouseNumber(const HouseNumber& house) {
  const bool apart = !house.addition.empty() && IsDigit(house.addition[0]);
  return absl::StrCat(house.number, apart ? "-" : "", house.addition);
}

}  // namespace buurtbrug::registration::domain
