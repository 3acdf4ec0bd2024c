#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace buurtbrug::matching::engine {

// Languages by the numbers that `Languages` gave them: 256 bits.
class LanguageSet {
 public:
  void Insert(int number) { words_[Word(number)] |= Bit(number); }
  bool Has(int number) const { return (words_[Word(number)] & Bit(number)) != 0; }
  bool empty() const { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }
  int size() const {
    return std::popcount(words_[0]) + std::popcount(words_[1]) + std::popcount(words_[2]) +
           std::popcount(words_[3]);
  }
  bool Intersects(const LanguageSet& other) const { return !(*this & other).empty(); }
  // Whether all of `other` are in it.
  bool Includes(const LanguageSet& other) const { return (*this & other) == other; }
  friend LanguageSet operator&(const LanguageSet& a, const LanguageSet& b) {
    LanguageSet both;
    for (std::size_t i = 0; i < both.words_.size(); ++i) {
      both.words_[i] = a.words_[i] & b.words_[i];
    }
    return both;
  }
  friend LanguageSet operator-(const LanguageSet& a, const LanguageSet& b) {
    LanguageSet rest;
    for (std::size_t i = 0; i < rest.words_.size(); ++i) {
      rest.words_[i] = a.words_[i] & ~b.words_[i];
    }
    return rest;
  }
  friend bool operator==(const LanguageSet& a, const LanguageSet& b) = default;

 private:
  static std::size_t Word(int number) { return static_cast<std::size_t>(number) / 64; }
  static std::uint64_t Bit(int number) { return std::uint64_t{1} << (number % 64); }

  std::array<std::uint64_t, 4> words_{};
};

// Gives the tags of languages their numbers. Which number a tag has depends on the order in which
// they come; what is found by them does not. Not thread-safe.
//
// A wish is met as a language range of RFC 4647 (basic filtering): "ar" by who speaks ar-SY,
// "ar-SY" not by who speaks ar. So what a family speaks holds each tag and all that it begins with,
// and what it asks for holds the tag alone. ISO 639-1 has 183 languages: 255 tags have a number of
// their own. A tag after these is spoken by nobody and, asked for, met by nobody: no pair comes of
// what is not known.
class Languages {
 public:
  // The tag in its usual form ("nl", "zh-Hant-TW") as something to ask for.
  LanguageSet Asked(absl::string_view tag);
  // All of `tags`, with what each begins with.
  LanguageSet Spoken(const std::vector<std::string>& tags);

  // The tags of a set, in the order of the alphabet. "?" for a tag without a number.
  std::vector<std::string> TagsOf(const LanguageSet& set) const;

  // By their numbers.
  const std::vector<std::string>& tags() const { return tags_; }

 private:
  static constexpr int kNoNumber = 255;

  int NumberOf(absl::string_view tag);

  std::map<std::string, int, std::less<>> numbers_;
  std::vector<std::string> tags_;
};

}  // namespace buurtbrug::matching::engine
