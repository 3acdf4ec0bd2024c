#include "platform/postgres/param.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "platform/core/parse.h"

namespace buurtbrug::platform::postgres {
namespace {

void AppendQuoted(std::string* out, absl::string_view text) {
  absl::StrAppend(out, "\"", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

}  // namespace

Param::Param(absl::CivilDay day) : text_(core::FormatDay(day)) {}

Param::Param(absl::Time instant)
    : text_(absl::FormatTime("%E4Y-%m-%d %H:%M:%E6S+00", instant, absl::UTCTimeZone())) {}

Param::Param(const std::vector<int32_t>& numbers)
    : text_(absl::StrCat("{", absl::StrJoin(numbers, ","), "}")) {}

Param::Param(const std::vector<std::string>& texts)
    : text_(absl::StrCat("{", absl::StrJoin(texts, ",", AppendQuoted), "}")) {}

Param Param::Bytes(absl::string_view bytes) {
  return {absl::StrCat("\\x", absl::BytesToHexString(bytes))};
}

Param Param::BytesArray(const std::vector<std::string>& values) {
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const std::string& value : values) {
    texts.push_back(absl::StrCat("\\x", absl::BytesToHexString(value)));
  }
  return {texts};
}

}  // namespace buurtbrug::platform::postgres
