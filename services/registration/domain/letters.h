#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Letters as names are written with: what script they are of, and their one form.
namespace buurtbrug::registration::domain {

enum class Script {
  kNone,
  // A mark that goes with letters of several scripts.
  kInherited,
  kLatin,
  kGreek,
  kCyrillic,
  kArmenian,
  kHebrew,
  kArabic,
  kDevanagari,
  kBengali,
  kTamil,
  kGeorgian,
  kEthiopic,
  kThai,
  kHan,
};

enum class CharacterKind { kOther, kLetter, kMark };

struct Character {
  Script script = Script::kNone;
  CharacterKind kind = CharacterKind::kOther;
};

// Of letters and marks in daily use only: letters made for print or mathematics (fullwidth, bold,
// ligatures), and scripts that are not on the list, are kOther. Pure.
Character CharacterOf(char32_t point);

// The code points of well-formed UTF-8, and back.
std::u32string PointsOf(absl::string_view text);
std::string Utf8Of(const std::u32string& points);

// With each letter and the marks behind it as one code point where there is one, as Unicode's
// normal form C has it for Latin, Greek and Cyrillic; and the Dutch ligature IJ as two letters.
std::u32string Composed(const std::u32string& points);

}  // namespace buurtbrug::registration::domain
