#include "registration/domain/duplicates.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::FormatDay;
using platform::core::InvalidField;

namespace {

// Base letters of U+00C0 to U+017F, in that order, one entry a code point; a space is no letter.
constexpr const char* kBase[] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c",  "e",  "e", "e", "e", "i",  "i",  "i", "i", "d", "n",
    "o", "o", "o",  "o",  "o", " ", "o",  "u",  "u",  "u", "u", "y", "th", "ss", "a", "a", "a", "a",
    "a", "a", "ae", "c",  "e", "e", "e",  "e",  "i",  "i", "i", "i", "d",  "n",  "o", "o", "o", "o",
    "o", " ", "o",  "u",  "u", "u", "u",  "y",  "th", "y", "a", "a", "a",  "a",  "a", "a", "c", "c",
    "c", "c", "c",  "c",  "c", "c", "d",  "d",  "d",  "d", "e", "e", "e",  "e",  "e", "e", "e", "e",
    "e", "e", "g",  "g",  "g", "g", "g",  "g",  "g",  "g", "h", "h", "h",  "h",  "i", "i", "i", "i",
    "i", "i", "i",  "i",  "i", "i", "ij", "ij", "j",  "j", "k", "k", "k",  "l",  "l", "l", "l", "l",
    "l", "l", "l",  "l",  "l", "n", "n",  "n",  "n",  "n", "n", "n", "n",  "n",  "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r",  "r",  "r",  "r", "s", "s", "s",  "s",  "s", "s", "s", "s",
    "t", "t", "t",  "t",  "t", "t", "u",  "u",  "u",  "u", "u", "u", "u",  "u",  "u", "u", "u", "u",
    "w", "w", "y",  "y",  "y", "z", "z",  "z",  "z",  "z", "z", "s"};
constexpr uint32_t kFirstBase = 0xC0;
static_assert(std::size(kBase) == 0x180 - kFirstBase);

// Takes one code point off the front; of what is no UTF-8, one byte.
std::pair<uint32_t, std::string_view> Next(std::string_view& text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const size_t length = byte(0) < 0xC0 ? 1U : byte(0) < 0xE0 ? 2U : byte(0) < 0xF0 ? 3U : 4U;
  const size_t taken = std::min(length, text.size());
  uint32_t point = length == 1 ? byte(0) : byte(0) & (0x7FU >> length);
  for (size_t i = 1; i < taken; ++i) {
    point = point << 6U | (byte(i) & 0x3FU);
  }
  const std::string_view raw = text.substr(0, taken);
  text.remove_prefix(taken);
  return {point, raw};
}

// What a code point becomes: base letters, nothing, a space, or itself in other scripts.
void AppendFolded(uint32_t point, std::string_view raw, std::string& out) {
  constexpr uint32_t kFirstMark = 0x300;
  constexpr uint32_t kLastMark = 0x36F;
  constexpr uint32_t kFirstPunctuation = 0x2000;
  constexpr uint32_t kLastPunctuation = 0x206F;
  if (point < 0x80) {
    const auto c = static_cast<unsigned char>(point);
    const bool kept = absl::ascii_isalnum(c) || c == '-' || c == ',' || c == '\'';
    out.push_back(kept ? absl::ascii_tolower(c) : ' ');
  } else if (point == 0xB4 || point == 0x2018 || point == 0x2019) {
    out.push_back('\'');
  } else if (point < kFirstBase || (point >= kFirstPunctuation && point <= kLastPunctuation)) {
    constexpr uint32_t kHyphen = 0x2010;
    constexpr uint32_t kLastDash = 0x2015;
    out.push_back(point >= kHyphen && point <= kLastDash ? '-' : ' ');
  } else if (point < kFirstBase + std::size(kBase)) {
    out.append(kBase[point - kFirstBase]);
  } else if (point >= 0x218 && point <= 0x21B) {  // Romanian s and t with a comma
    out.push_back(point < 0x21A ? 's' : 't');
  } else if (point < kFirstMark || point > kLastMark) {
    out.append(raw);
  }
}

std::string Folded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [point, raw] = Next(text);
    AppendFolded(point, raw, out);
  }
  return out;
}

// "meijer" and "meyer", "willems" and "wilems", "stephan" and "stefan".
std::string Simplified(const std::string& word) {
  std::string spelled = absl::StrReplaceAll(
      word, {{"ij", "y"}, {"ph", "f"}, {"th", "t"}, {"ck", "k"}, {"dt", "t"}, {"ks", "x"}});
  spelled.erase(std::unique(spelled.begin(), spelled.end(),
                            [](char a, char b) {
                              return a == b && absl::ascii_isalpha(static_cast<unsigned char>(a));
                            }),
                spelled.end());
  return spelled;
}

bool IsPrefix(const std::string& word) {
  static const auto& prefixes = *new std::set<std::string>{
      "van", "von", "vd",  "vdr", "de",  "den",  "der",   "des",  "het", "te", "ten", "ter", "tot",
      "op",  "in",  "aan", "bij", "uit", "over", "onder", "voor", "du",  "la", "le",  "les", "da",
      "das", "do",  "dos", "di",  "del", "el",   "al",    "af",   "av",  "zu", "zur", "zum", "vom"};
  return prefixes.contains(word);
}

struct Word {
  std::string text;
  // A hyphen stands between the word before it and this one.
  bool joined = false;
  // An apostrophe stands beside it: the t of 't, the d of d'.
  bool elided = false;
};

// The words that count, simplified, of a text that was folded.
std::vector<Word> WordsOf(const std::string& folded) {
  std::vector<Word> all;
  bool hyphen = false;
  bool apostrophe = false;
  bool open = false;
  for (const char c : folded) {
    if (c == ' ' || c == ',' || c == '-' || c == '\'') {
      hyphen = c == '-' || (hyphen && c == ' ');
      apostrophe = c == '\'';
      if (open && apostrophe) {
        all.back().elided = true;
      }
      open = false;
    } else if (open) {
      all.back().text.push_back(c);
    } else {
      all.push_back({std::string(1, c), hyphen, apostrophe});
      open = true;
      hyphen = false;
    }
  }
  std::vector<Word> words;
  bool joined = false;
  for (size_t i = 0; i < all.size(); ++i) {
    // "v.d." as one writes it; at the beginning they are initials.
    const bool is_v = i > 0 && all[i].text == "v" && i + 1 < all.size() && all[i + 1].text == "d";
    const bool is_d = i > 1 && all[i].text == "d" && all[i - 1].text == "v";
    const bool elision = all[i].elided && all[i].text.size() == 1;
    joined |= all[i].joined;
    if (!IsPrefix(all[i].text) && !elision && !is_v && !is_d) {
      words.push_back({Simplified(all[i].text), joined && !words.empty()});
      joined = false;
    }
  }
  if (words.empty()) {
    for (const Word& word : all) {
      words.push_back({Simplified(word.text), word.joined});
    }
  }
  return words;
}

class Keys {
 public:
  // A key of parts of which none is empty.
  void Add(DuplicateReason reason, const std::vector<std::string>& parts) {
    if (std::none_of(parts.begin(), parts.end(), [](const auto& part) { return part.empty(); })) {
      keys_.insert({reason, Personal(absl::StrJoin(parts, "|"))});
    }
  }
  std::vector<DuplicateKey> All() const { return {keys_.begin(), keys_.end()}; }

 private:
  std::set<DuplicateKey> keys_;
};

std::string TextOf(const std::optional<absl::CivilDay>& day) {
  return day ? FormatDay(*day) : std::string();
}

// In hundredths, how sure one reason by itself makes.
int WeightOf(DuplicateReason reason) {
  switch (reason) {
    case DuplicateReason::kAdultNameAndBirthDate:
      return 90;
    case DuplicateReason::kChildNameAndBirthDate:
      return 85;
    case DuplicateReason::kEmail:
      return 80;
    case DuplicateReason::kPhone:
    case DuplicateReason::kFamilyNameAndChild:
      return 70;
    case DuplicateReason::kAdultNameAndPostcode:
      return 60;
    case DuplicateReason::kAddress:
      return 50;
    case DuplicateReason::kPostcodeAndChild:
      return 40;
  }
  return 0;
}

}  // namespace

std::string ComparableName(absl::string_view name) {
  std::vector<std::string> words;
  for (const Word& word : WordsOf(Folded({name.data(), name.size()}))) {
    words.push_back(word.text);
  }
  std::sort(words.begin(), words.end());
  return absl::StrJoin(words, " ");
}

std::vector<std::string> ComparableFamilyNames(absl::string_view name) {
  const std::string folded = Folded({name.data(), name.size()});
  const size_t comma = folded.find(',');
  const std::vector<Word> words =
      WordsOf(comma == std::string::npos ? folded : folded.substr(0, comma));
  std::set<std::string> names;
  for (auto word = words.rbegin(); word != words.rend(); ++word) {
    names.insert(word->text);
    if (!word->joined) {
      break;
    }
  }
  return {names.begin(), names.end()};
}

std::string ComparableHouseNumber(absl::string_view number) {
  std::string out;
  for (const char c : number) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      out.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

std::string ComparableEmail(absl::string_view email) {
  std::string out;
  for (const char c : email) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) {
      out.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  const size_t at = out.find('@');
  return at == std::string::npos || at == 0 || at + 1 == out.size() ? std::string() : out;
}

std::string ComparablePhone(absl::string_view phone) {
  constexpr size_t kFewestDigits = 9;
  std::string digits;
  for (const char c : phone) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digits.push_back(c);
    }
  }
  const bool plus = absl::StartsWith(absl::StripLeadingAsciiWhitespace(phone), "+");
  if (plus && absl::StartsWith(digits, "31")) {
    digits.replace(0, 2, "0");
  } else if (absl::StartsWith(digits, "0031")) {
    digits.replace(0, 4, "0");
  }
  // "+31 (0)6 ...".
  if (absl::StartsWith(digits, "00") && digits.size() == 11) {
    digits.erase(0, 1);
  }
  return digits.size() < kFewestDigits ? std::string() : digits;
}

std::vector<DuplicateKey> KeysOf(const Marks& marks) {
  Keys keys;
  const std::string& postcode = marks.postcode.Reveal();
  std::set<std::string> family_names;
  for (const Marks::Person& adult : marks.adults) {
    const std::string name = ComparableName(adult.name.Reveal());
    keys.Add(DuplicateReason::kAdultNameAndBirthDate, {name, TextOf(adult.birth_date)});
    keys.Add(DuplicateReason::kAdultNameAndPostcode, {name, postcode});
    for (std::string& family_name : ComparableFamilyNames(adult.name.Reveal())) {
      family_names.insert(std::move(family_name));
    }
  }
  for (const Marks::Person& child : marks.children) {
    const std::string birth_date = TextOf(child.birth_date);
    keys.Add(DuplicateReason::kChildNameAndBirthDate,
             {ComparableName(child.name.Reveal()), birth_date});
    keys.Add(DuplicateReason::kPostcodeAndChild, {postcode, birth_date});
    for (const std::string& family_name : family_names) {
      keys.Add(DuplicateReason::kFamilyNameAndChild, {family_name, birth_date});
    }
  }
  keys.Add(DuplicateReason::kAddress,
           {postcode, ComparableHouseNumber(marks.house_number.Reveal())});
  for (const Personal& email : marks.emails) {
    keys.Add(DuplicateReason::kEmail, {ComparableEmail(email.Reveal())});
  }
  for (const Personal& phone : marks.phones) {
    keys.Add(DuplicateReason::kPhone, {ComparablePhone(phone.Reveal())});
  }
  return keys.All();
}

namespace {

Marks MarksOf(const Personal& postcode, const std::vector<Personal>& adult_names,
              const std::vector<absl::CivilDay>& child_birth_dates) {
  Marks marks;
  marks.postcode = postcode;
  for (const Personal& name : adult_names) {
    marks.adults.push_back({name, std::nullopt});
  }
  for (const absl::CivilDay birth_date : child_birth_dates) {
    marks.children.push_back({Personal(), birth_date});
  }
  return marks;
}

}  // namespace

Marks MarksOf(const Registration& registration) {
  return MarksOf(registration.postcode, registration.adult_names, registration.child_birth_dates);
}

Marks MarksOf(const Family& family) {
  return MarksOf(family.postcode, family.adult_names, family.child_birth_dates);
}

Marks MarksOf(const Household& household) {
  Marks marks;
  for (const FamilyMember& member : household.people) {
    std::vector<Marks::Person>& people =
        member.ref.kind == PersonKind::kAdult ? marks.adults : marks.children;
    people.push_back({FullName(member.facts), member.facts.birth_date});
  }
  marks.postcode = household.contact.postcode;
  marks.house_number = household.contact.house_number;
  if (!household.contact.email.empty()) {
    marks.emails.push_back(household.contact.email);
  }
  if (!household.contact.phone.empty()) {
    marks.phones.push_back(household.contact.phone);
  }
  return marks;
}

int LikelihoodOf(const std::vector<DuplicateReason>& reasons) {
  constexpr double kAll = 100.0;
  constexpr int kMost = 99;
  double doubt = 1;
  for (const DuplicateReason reason : std::set(reasons.begin(), reasons.end())) {
    doubt *= 1 - WeightOf(reason) / kAll;
  }
  return std::min(kMost, static_cast<int>(std::lround((1 - doubt) * kAll)));
}

bool CameBefore(const FamilyHead& a, const FamilyHead& b) {
  return a.registered_on != b.registered_on ? a.registered_on < b.registered_on : a.id < b.id;
}

absl::Status CheckMerge(const FamilyHead& stays, const FamilyHead& merged) {
  if (stays.id == merged.id) {
    return InvalidField("merged_family_id", "SAME_FAMILY", "name two families");
  }
  if (stays.role != merged.role) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 "a family that asks for support and one that gives it are not merged");
  }
  if (CameBefore(merged, stays)) {
    return Error(StatusCode::kFailedPrecondition, "OLDER_STAYS",
                 "the family that came in first stays; merge the other one into it");
  }
  if (IsClosed(stays.state)) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 "the case of the family that stays is closed; keep them apart");
  }
  const bool early = merged.state == FamilyState::kRegistered ||
                     merged.state == FamilyState::kIntakePlanned ||
                     merged.state == FamilyState::kScreening;
  if (!early) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_STATE",
                 IsClosed(merged.state)
                     ? "the case of the newer family is closed already"
                     : "the newer family is past intake or screening: end what hangs on it and "
                       "close its case");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::domain
