#include "matching/engine/dutch.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace buurtbrug::matching::engine {

namespace {

template <std::size_t kSize, typename Value>
absl::string_view NameIn(const std::array<absl::string_view, kSize>& names, Value value) {
  return names[std::min(static_cast<std::size_t>(value), kSize - 1)];
}

}  // namespace

absl::string_view DutchOf(SupportKind kind) {
  static constexpr std::array<absl::string_view, 15> kNames = {
      "steun",
      "een vaste middag",
      "een dagdeel",
      "opvang na school",
      "logeren",
      "een dag in het weekend",
      "de vakantie",
      "meegaan naar een activiteit",
      "naar school brengen",
      "hulp bij huiswerk",
      "een rolmodel",
      "een luisterend oor voor de ouder",
      "bellen als het te veel wordt",
      "praktische hulp",
      "taal oefenen",
  };
  return NameIn(kNames, kind);
}

absl::string_view DutchOf(Interest interest) {
  static constexpr std::array<absl::string_view, 15> kNames = {
      "iets",   "dieren", "de natuur",  "voetbal", "zwemmen",  "sport",  "knutselen",  "muziek",
      "dansen", "lezen",  "spelletjes", "koken",   "techniek", "toneel", "uitstapjes",
  };
  return NameIn(kNames, interest);
}

std::string DutchOf(Moment moment) {
  static constexpr std::array<absl::string_view, 7> kDays = {
      "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"};
  static constexpr std::array<absl::string_view, 4> kParts = {"ochtend", "middag", "avond",
                                                              "nacht"};
  const auto number = std::clamp<std::size_t>(static_cast<std::size_t>(moment), 1, kMoments) - 1;
  return absl::StrCat(kDays[number / 4], kParts[number % 4]);
}

absl::string_view DutchOf(Frequency frequency) {
  static constexpr std::array<absl::string_view, 5> kNames = {"onbekend", "elke week", "om de week",
                                                              "elke maand", "op afspraak"};
  return NameIn(kNames, frequency);
}

absl::string_view DutchOf(Pet pet) {
  static constexpr std::array<absl::string_view, 7> kNames = {
      "huisdier", "hond", "kat", "knaagdier", "vogel", "paard", "ander huisdier"};
  return NameIn(kNames, pet);
}

absl::string_view DutchOf(Accessibility accessibility) {
  static constexpr std::array<absl::string_view, 4> kNames = {
      "een toegankelijke woning", "een woning zonder drempels",
      "een woning waar een rolstoel in kan", "een slaapkamer beneden"};
  return NameIn(kNames, accessibility);
}

std::string DutchOfLanguage(absl::string_view tag) {
  static constexpr std::array<std::pair<absl::string_view, absl::string_view>, 33> kNames = {{
      {"am", "Amhaars"},     {"ar", "Arabisch"},
      {"ber", "Berbers"},    {"bg", "Bulgaars"},
      {"bs", "Bosnisch"},    {"ckb", "Sorani"},
      {"de", "Duits"},       {"dse", "Nederlandse Gebarentaal"},
      {"en", "Engels"},      {"es", "Spaans"},
      {"fa", "Perzisch"},    {"fr", "Frans"},
      {"fy", "Fries"},       {"hi", "Hindi"},
      {"hr", "Kroatisch"},   {"hu", "Hongaars"},
      {"id", "Indonesisch"}, {"it", "Italiaans"},
      {"ku", "Koerdisch"},   {"nl", "Nederlands"},
      {"pap", "Papiaments"}, {"pl", "Pools"},
      {"ps", "Pasjtoe"},     {"pt", "Portugees"},
      {"ro", "Roemeens"},    {"ru", "Russisch"},
      {"so", "Somalisch"},   {"sr", "Servisch"},
      {"ti", "Tigrinya"},    {"tr", "Turks"},
      {"uk", "Oekraïens"},   {"vi", "Vietnamees"},
      {"zh", "Chinees"},
  }};
  const absl::string_view primary = tag.substr(0, tag.find('-'));
  const auto* const found =
      std::find_if(kNames.begin(), kNames.end(),
                   [primary](const auto& entry) { return entry.first == primary; });
  if (found == kNames.end()) {
    return absl::StrCat("taal ", tag);
  }
  return primary == tag ? std::string(found->second) : absl::StrCat(found->second, " (", tag, ")");
}

std::string DutchOfDay(DayNumber day) {
  static constexpr std::array<absl::string_view, 12> kMonths = {
      "januari", "februari", "maart",     "april",   "mei",      "juni",
      "juli",    "augustus", "september", "oktober", "november", "december"};
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  return absl::StrCat(civil.day(), " ", kMonths[static_cast<std::size_t>(civil.month() - 1)], " ",
                      civil.year());
}

std::string DutchOfDistance(std::int32_t metres) {
  const std::int32_t hundreds = (metres + 50) / 100;
  if (hundreds < 10) {
    return absl::StrCat(hundreds * 100, " m");
  }
  if (hundreds < 100) {
    return absl::StrCat(hundreds / 10, ",", hundreds % 10, " km");
  }
  return absl::StrCat((metres + 500) / 1000, " km");
}

std::string DutchList(const std::vector<std::string>& words, absl::string_view last) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && i + 1 == words.size()) {
      absl::StrAppend(&list, " ", last, " ");
    } else if (i > 0) {
      absl::StrAppend(&list, ", ");
    }
    absl::StrAppend(&list, words[i]);
  }
  return list;
}

std::string DutchListUpTo(const std::vector<std::string>& words, std::size_t most) {
  if (words.size() <= most) {
    return DutchList(words);
  }
  std::vector<std::string> some(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(most));
  some.push_back(absl::StrCat("nog ", words.size() - most));
  return DutchList(some);
}

}  // namespace buurtbrug::matching::engine
