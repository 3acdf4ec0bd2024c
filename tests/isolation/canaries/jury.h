#pragma once

#include <google/protobuf/message.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"

namespace buurtbrug::isolation {

// Judges what leaves the platform by the marks and the ids in it. What is foreign fails the test
// that runs, with the first ten in words. Thread-safe.
class Jury {
 public:
  // Marks in what `owner`, a municipality, got or was told; none may be another one's.
  void Judge(const std::string& owner, const std::string& where, absl::string_view bytes);
  // The same of an answer, and of each id in it: what was first told to one is told to no other.
  void JudgeAnswer(const std::string& owner, const std::string& where,
                   const google::protobuf::Message& answer);
  // Nothing of anybody may stand there.
  void JudgeBare(const std::string& where, absl::string_view bytes);
  // Lines of a log. No name of a person may stand there; other marks only in a line about their
  // tenant. Who was refused at a stranger's contract is named in the line about it.
  void JudgeLines(const std::string& where, const std::string& text);
  void Report(const std::string& what);

  std::int64_t marks() const { return marks_; }
  int foreign() const { return foreign_; }

 private:
  std::atomic<std::int64_t> marks_ = 0;
  std::atomic<int> foreign_ = 0;
  std::mutex report_mutex_;
  std::mutex owners_mutex_;
  std::map<std::string, std::string> owner_of_;  // of an id
};

// Calls `visit(field name, id)` for each id in a message and its parts: strings whose field ends
// with _id or _ids.
void ForIds(const google::protobuf::Message& message,
            const std::function<void(const std::string& name, const std::string& id)>& visit);

}  // namespace buurtbrug::isolation
