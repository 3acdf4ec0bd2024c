#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "matching/engine/profile.h"

// The words of profiles as coordinators read them, in Dutch: parts of a sentence, without capital
// and full stop. Pure.
namespace buurtbrug::matching::engine {

// "een vaste middag", "logeren".
absl::string_view DutchOf(SupportKind kind);
// "dieren", "knutselen".
absl::string_view DutchOf(Interest interest);
// "woensdagmiddag".
std::string DutchOf(Moment moment);
// "elke week"; "onbekend".
absl::string_view DutchOf(Frequency frequency);
// "hond"; kAny: "huisdier".
absl::string_view DutchOf(Pet pet);
// What the home is or has: "een woning zonder drempels".
absl::string_view DutchOf(Accessibility accessibility);
// "Arabisch" for "ar", "Arabisch (ar-SY)" for "ar-SY", "taal xx" for one without a name here.
std::string DutchOfLanguage(absl::string_view tag);
// "3 november 2026".
std::string DutchOfDay(DayNumber day);
// "400 m" below a kilometre, rounded to 100 m; "1,4 km" below ten, "12 km" from there.
std::string DutchOfDistance(std::int32_t metres);

// "a", "a en b", "a, b en c"; `last` is the word before the last one. Empty: "".
std::string DutchList(const std::vector<std::string>& words, absl::string_view last = "en");
// At most `most` of them and how many more: "a, b en nog 3".
std::string DutchListUpTo(const std::vector<std::string>& words, std::size_t most);

}  // namespace buurtbrug::matching::engine
