#pragma once

#include <string>
#include <utility>

namespace buurtbrug::platform::core {

// A text about a person: a name, an address, a note. It cannot be streamed, formatted, concatenated
// or converted, so that it gets into no log line, error or metric by accident; where it has to go
// out, the code says Reveal, which a reader can search for.
class Personal {
 public:
  Personal() = default;
  explicit Personal(std::string text) : text_(std::move(text)) {}

  const std::string& Reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend bool operator==(const Personal& a, const Personal& b) { return a.text_ == b.text_; }
  friend bool operator!=(const Personal& a, const Personal& b) { return a.text_ != b.text_; }

 private:
  std::string text_;
};

}  // namespace buurtbrug::platform::core
