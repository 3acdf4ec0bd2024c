#include "matching/engine/language.h"

#include <algorithm>

namespace buurtbrug::matching::engine {

int Languages::NumberOf(absl::string_view tag) {
  const auto found = numbers_.find(tag);
  if (found != numbers_.end()) {
    return found->second;
  }
  if (tags_.size() >= static_cast<std::size_t>(kNoNumber)) {
    return kNoNumber;
  }
  const int number = static_cast<int>(tags_.size());
  tags_.emplace_back(tag);
  numbers_.emplace(std::string(tag), number);
  return number;
}

LanguageSet Languages::Asked(absl::string_view tag) {
  LanguageSet set;
  set.Insert(NumberOf(tag));
  return set;
}

LanguageSet Languages::Spoken(const std::vector<std::string>& tags) {
  LanguageSet set;
  for (const absl::string_view tag : tags) {
    for (std::size_t end = tag.find('-');; end = tag.find('-', end + 1)) {
      const int number = NumberOf(tag.substr(0, end));
      if (number != kNoNumber) {
        set.Insert(number);
      }
      if (end == absl::string_view::npos) {
        break;
      }
    }
  }
  return set;
}

std::vector<std::string> Languages::TagsOf(const LanguageSet& set) const {
  std::vector<std::string> tags;
  for (int number = 0; number < static_cast<int>(tags_.size()); ++number) {
    if (set.Has(number)) {
      tags.push_back(tags_[static_cast<std::size_t>(number)]);
    }
  }
  std::sort(tags.begin(), tags.end());
  if (set.Has(kNoNumber)) {
    tags.emplace_back("?");
  }
  return tags;
}

}  // namespace buurtbrug::matching::engine
