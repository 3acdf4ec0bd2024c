#include "registration/domain/person_name.h"

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/free_text.h"
#include "registration/domain/letters.h"

namespace buurtbrug::registration::domain {
namespace {

// Marks behind one letter that remain when it is composed: pointed Hebrew and Arabic have two, the
// scripts of India three.
constexpr int kMostMarks = 3;

constexpr char32_t kApostrophe = 0x2019;

bool IsSign(char32_t point) {
  return point == U' ' || point == U'-' || point == U'\'' || point == U'.' || point == kApostrophe;
}

bool IsDigit(char32_t point) { return point >= U'0' && point <= U'9'; }

// Two signs may stand together where the second one does not repeat the first: "J. de Vries",
// "'t Hart", but not "--".
bool MayFollow(char32_t before, char32_t sign) {
  return before != sign && !(before == U'-' && sign != U' ') && !(before == U'.' && sign == U'\'');
}

}  // namespace

absl::StatusOr<std::string> ParsePersonName(absl::string_view field, absl::string_view text) {
  // Composing makes a text shorter; the bound of the bytes keeps megabytes from being looked at.
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string plain,
                             platform::core::ParseText(field, text, 1, 2 * kLongestName));
  const std::u32string points = Composed(PointsOf(plain));
  if (points.size() > kLongestName) {
    return platform::core::InvalidField(
        field, "INVALID_TEXT", absl::StrCat(field, " has at most ", kLongestName, " characters"));
  }
  const auto invalid = [&](absl::string_view what) {
    return platform::core::InvalidField(field, "INVALID_NAME", absl::StrCat(field, " ", what));
  };
  Script script = Script::kNone;
  bool lettered = false;
  int marks = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    const char32_t point = points[i];
    const char32_t before = i == 0 ? U'\0' : points[i - 1];
    const Character character = CharacterOf(point);
    if (character.kind == CharacterKind::kLetter) {
      if (lettered && script != character.script) {
        return platform::core::InvalidField(
            field, "MIXED_SCRIPTS",
            absl::StrCat(field, " has letters of two scripts; write it in one"));
      }
      script = character.script;
      lettered = true;
      marks = 0;
      continue;
    }
    if (character.kind == CharacterKind::kMark) {
      const bool fits = character.script == Script::kInherited || character.script == script;
      const bool on_letter =
          i > 0 && !IsSign(before) && !IsDigit(before) && lettered && ++marks <= kMostMarks;
      if (!fits || !on_letter) {
        return invalid("has a mark without its letter, or too many on one");
      }
      continue;
    }
    const bool apostrophe = point == U'\'' || point == kApostrophe;
    const bool sign =
        IsSign(point) && (i == 0 ? apostrophe : !IsSign(before) || MayFollow(before, point));
    if (!sign && !(IsDigit(point) && lettered)) {
      return invalid(
          "is written with letters, spaces, hyphens, apostrophes and full stops, and begins with a "
          "letter");
    }
  }
  if (!lettered) {
    return invalid("has no letter");
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckNoCitizenNumber(field, plain));
  return Utf8Of(points);
}

}  // namespace buurtbrug::registration::domain
