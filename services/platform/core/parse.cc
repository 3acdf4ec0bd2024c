#include "platform/core/parse.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::core {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Code points of well-formed UTF-8 without control characters, or -1.
int CountPlainCodePoints(absl::string_view text) {
  int count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    const auto lead = static_cast<uint8_t>(text[i]);
    size_t length = 0;
    uint32_t point = 0;
    if (lead < 0x80) {
      length = 1, point = lead;
    } else if (lead >= 0xC2 && lead < 0xE0) {
      length = 2, point = lead & 0x1Fu;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      length = 3, point = lead & 0x0Fu;
    } else if (lead >= 0xF0 && lead < 0xF5) {
      length = 4, point = lead & 0x07u;
    } else {
      return -1;
    }
    if (i + length > text.size()) {
      return -1;
    }
    for (size_t k = 1; k < length; ++k) {
      const auto next = static_cast<uint8_t>(text[i + k]);
      if ((next & 0xC0u) != 0x80u) {
        return -1;
      }
      point = (point << 6u) | (next & 0x3Fu);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    // C0, DEL and C1 controls, and the marks that turn the direction of text around.
    const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0) ||
                         (point >= 0x202A && point <= 0x202E) ||
                         (point >= 0x2066 && point <= 0x2069);
    if (overlong || surrogate || control || point > 0x10FFFF) {
      return -1;
    }
    i += length;
  }
  return count;
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view field, absl::string_view text) {
  int year = 0, month = 0, day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      AllDigits(text.substr(0, 4)) && AllDigits(text.substr(5, 2)) &&
                      AllDigits(text.substr(8, 2));
  if (shaped && absl::SimpleAtoi(text.substr(0, 4), &year) &&
      absl::SimpleAtoi(text.substr(5, 2), &month) && absl::SimpleAtoi(text.substr(8, 2), &day) &&
      year >= 1900 && year < 2200) {
    const absl::CivilDay civil(year, month, day);
    // A day that does not exist is normalised into the next month: then it is not what was written.
    if (civil.year() == year && civil.month() == month && civil.day() == day) {
      return civil;
    }
  }
  return InvalidField(field, "INVALID_DATE",
                      absl::StrCat(field, " must be an existing day written YYYY-MM-DD"));
}

absl::StatusOr<std::optional<absl::CivilDay>> ParseOptionalDay(absl::string_view field,
                                                               absl::string_view text) {
  if (text.empty()) {
    return std::nullopt;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(field, text));
  return std::optional<absl::CivilDay>(day);
}

std::string FormatDay(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

absl::StatusOr<std::string> ParseMunicipality(absl::string_view field, absl::string_view text) {
  // 0000 is no municipality: what belongs to no tenant is kept under it.
  if (text.size() == 4 && AllDigits(text) && text != "0000") {
    return std::string(text);
  }
  return InvalidField(field, "INVALID_MUNICIPALITY",
                      absl::StrCat(field, " must be a CBS code of four digits, like 0610"));
}

absl::StatusOr<std::string> ParseText(absl::string_view field, absl::string_view text, int least,
                                      int most) {
  const int count = CountPlainCodePoints(text);
  const bool padded = absl::StripAsciiWhitespace(text).size() != text.size();
  if (count < least || count > most || padded) {
    return InvalidField(field, "INVALID_TEXT",
                        absl::StrCat(field, " must be UTF-8 text of ", least, " to ", most,
                                     " characters without control characters or white space at "
                                     "its ends"));
  }
  return std::string(text);
}

absl::StatusOr<int> ParseRange(absl::string_view field, long long value, int least, int most) {
  if (value < least || value > most) {
    return InvalidField(field, "OUT_OF_RANGE",
                        absl::StrCat(field, " must be from ", least, " to ", most));
  }
  return static_cast<int>(value);
}

}  // namespace buurtbrug::platform::core
