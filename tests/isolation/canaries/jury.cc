#include "tests/isolation/canaries/jury.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/isolation/canaries/mark.h"

namespace buurtbrug::isolation {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kToldInWords = 10;

// Without the caller of a line about a refusal.
std::string WithoutRefusedCaller(absl::string_view line) {
  const std::size_t caller = line.find("\"caller\":");
  const bool refused =
      absl::StrContains(line, "CONTRACT_NOT_FOUND") || absl::StrContains(line, "ACCESS_STALE");
  if (caller == absl::string_view::npos || !refused) {
    return std::string(line);
  }
  const std::size_t next = std::min(line.find("\",\"", caller), line.size());
  return absl::StrCat(line.substr(0, caller), line.substr(next));
}

}  // namespace

void ForIds(const Message& message,
            const std::function<void(const std::string&, const std::string&)>& visit) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool list = field->is_repeated();
    const bool is_id =
        field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
        (absl::EndsWith(field->name(), "_id") || absl::EndsWith(field->name(), "_ids"));
    for (int i = 0; i < (list ? reflection->FieldSize(message, field) : 1); ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        ForIds(list ? reflection->GetRepeatedMessage(message, field, i)
                    : reflection->GetMessage(message, field),
               visit);
      } else if (is_id) {
        visit(field->name(), list ? reflection->GetRepeatedString(message, field, i)
                                  : reflection->GetString(message, field));
      }
    }
  }
}

void Jury::Judge(const std::string& owner, const std::string& where, absl::string_view bytes) {
  for (const Sighting& sighting : FindMarks(bytes)) {
    ++marks_;
    if (sighting.municipality != owner) {
      Report(absl::StrCat(where, " for ", owner, ": ", sighting.text));
    }
  }
}

void Jury::JudgeAnswer(const std::string& owner, const std::string& where, const Message& answer) {
  Judge(owner, where, answer.SerializeAsString());
  ForIds(answer, [&](const std::string& name, const std::string& id) {
    std::string first;
    {
      const std::lock_guard lock(owners_mutex_);
      first = owner_of_.try_emplace(id, owner).first->second;
    }
    if (first != owner) {
      Report(absl::StrCat(where, " for ", owner, ": ", name, " ", id, " of ", first));
    }
  });
}

void Jury::JudgeBare(const std::string& where, absl::string_view bytes) {
  for (const Sighting& sighting : FindMarks(bytes)) {
    Report(absl::StrCat(where, ": ", sighting.text));
  }
}

void Jury::JudgeLines(const std::string& where, const std::string& text) {
  for (const absl::string_view whole : absl::StrSplit(text, '\n')) {
    const std::string line = WithoutRefusedCaller(whole);
    for (const Sighting& sighting : FindMarks(line)) {
      ++marks_;
      const bool own =
          absl::StrContains(line, absl::StrCat("\"municipality\":\"", sighting.municipality, "\""));
      const bool nobodys = absl::StrContains(line, "\"municipality\":\"\"");
      if (sighting.field == Field::kPersonal || !(own || nobodys)) {
        Report(absl::StrCat(where, ": ", sighting.text, " in ", line.substr(0, 300)));
      }
    }
  }
}

void Jury::Report(const std::string& what) {
  const std::lock_guard lock(report_mutex_);
  ++foreign_;
  if (foreign_ <= kToldInWords) {
    ADD_FAILURE() << "a foreign mark: " << what;
  }
}

}  // namespace buurtbrug::isolation
