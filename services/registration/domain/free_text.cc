#include "registration/domain/free_text.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/letters.h"

namespace buurtbrug::registration::domain {
namespace {

constexpr size_t kCitizenDigits = 9;
constexpr size_t kPhoneDigits = 10;

std::optional<int> DigitOf(char32_t point) {
  // ASCII, Arabic, Eastern Arabic, Devanagari, fullwidth.
  for (const char32_t zero : {0x30u, 0x660u, 0x6F0u, 0x966u, 0xFF10u}) {
    if (point >= zero && point <= zero + 9) {
      return static_cast<int>(point - zero);
    }
  }
  return std::nullopt;
}

bool IsSeparator(char32_t point) {
  return point == U' ' || point == U'.' || point == U'-' || point == U'\n' || point == 0xA0 ||
         point == 0x2009 || point == 0x202F || point == 0x2010 || point == 0x2011 ||
         point == 0x2013;
}

bool PassesElevenTest(const std::vector<int>& digits) {
  int sum = -digits.back();
  bool zeros = digits.back() == 0;
  for (size_t i = 0; i + 1 < digits.size(); ++i) {
    sum += static_cast<int>(kCitizenDigits - i) * digits[i];
    zeros = zeros && digits[i] == 0;
  }
  return !zeros && sum % 11 == 0;
}

// Groups of digits with a single separator between them, as far as they go.
using Groups = std::vector<std::vector<int>>;

bool IsPhone(const Groups& groups, bool international) {
  size_t digits = 0;
  for (const auto& group : groups) {
    digits += group.size();
  }
  if (international) {
    return digits > kCitizenDigits;
  }
  return digits == kPhoneDigits && groups.front().front() == 0 && groups.front().size() > 1;
}

bool HoldsOne(const Groups& groups, bool international) {
  if (IsPhone(groups, international)) {
    return false;
  }
  for (size_t first = 0; first < groups.size(); ++first) {
    std::vector<int> digits;
    for (size_t i = first; i < groups.size() && digits.size() < kCitizenDigits; ++i) {
      digits.insert(digits.end(), groups[i].begin(), groups[i].end());
    }
    if (digits.size() == kCitizenDigits && PassesElevenTest(digits)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool HoldsCitizenNumber(absl::string_view text) {
  const std::u32string points = PointsOf(text);
  for (size_t i = 0; i < points.size();) {
    if (!DigitOf(points[i])) {
      ++i;
      continue;
    }
    const bool international = i > 0 && points[i - 1] == U'+';
    Groups groups;
    while (i < points.size() && DigitOf(points[i])) {
      std::vector<int>& group = groups.emplace_back();
      for (; i < points.size() && DigitOf(points[i]); ++i) {
        group.push_back(*DigitOf(points[i]));
      }
      const bool goes_on =
          i + 1 < points.size() && IsSeparator(points[i]) && DigitOf(points[i + 1]).has_value();
      i += goes_on ? 1 : 0;
    }
    if (HoldsOne(groups, international)) {
      return true;
    }
  }
  return false;
}

absl::Status CheckNoCitizenNumber(absl::string_view field, absl::string_view text) {
  if (!HoldsCitizenNumber(text)) {
    return absl::OkStatus();
  }
  return platform::core::InvalidField(
      field, "CITIZEN_NUMBER",
      absl::StrCat(
          field,
          " holds nine digits that can be a citizen number (BSN); volunteer support has no "
          "legal ground for it: leave it out"));
}

absl::StatusOr<std::string> ParseFreeText(absl::string_view field, absl::string_view text,
                                          int least, int most) {
  // A break at an end is white space at an end.
  const bool broken = !text.empty() && (text.front() == '\n' || text.back() == '\n');
  const std::string plain = broken ? std::string(text) : absl::StrReplaceAll(text, {{"\n", " "}});
  BUURTBRUG_RETURN_IF_ERROR(platform::core::ParseText(field, plain, least, most).status());
  BUURTBRUG_RETURN_IF_ERROR(CheckNoCitizenNumber(field, text));
  return std::string(text);
}

}  // namespace buurtbrug::registration::domain
