#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <utility>
#include <vector>

namespace buurtbrug::client {

// Any answer for people: fields aligned, lists as tables, enum values as in EnumText. Absent fields
// are left out.
std::string ToText(const google::protobuf::Message& message);

// For programs: proto JSON with the names of the proto. Fields without presence are always there;
// an absent optional one is not.
std::string ToJson(const google::protobuf::Message& message);

// Lines of cells, each column as wide as its widest cell; no blanks at the end of a line.
class TextTable {
 public:
  enum class Align { kLeft, kRight };
  // The first column is aligned to the left, the others as given.
  explicit TextTable(Align others) : others_(others) {}
  void Add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }
  std::string Render() const;

 private:
  Align others_;
  std::vector<std::vector<std::string>> lines_;
};

}  // namespace buurtbrug::client
