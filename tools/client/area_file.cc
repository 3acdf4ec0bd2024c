#include "tools/client/area_file.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

constexpr size_t kColumns = 3;
constexpr size_t kDigits = 4;

absl::Status Refuse(const std::string& path, size_t line, absl::string_view what) {
  return WrongUse(absl::StrCat(path, ":", line, ": ", what));
}

bool IsArea(absl::string_view cell) {
  return cell.size() == kDigits && cell[0] != '0' &&
         std::all_of(cell.begin(), cell.end(), absl::ascii_isdigit);
}

}  // namespace

absl::StatusOr<std::vector<matching::v1::AreaPoint>> ParseAreaFile(const std::string& path,
                                                                   absl::string_view content) {
  absl::ConsumePrefix(&content, "\xEF\xBB\xBF");
  std::vector<matching::v1::AreaPoint> points;
  std::map<std::string, size_t> lines;
  bool header = false;
  size_t number = 0;
  for (absl::string_view line : absl::StrSplit(content, '\n')) {
    ++number;
    line = absl::StripTrailingAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') {
      continue;
    }
    if (!header) {
      if (absl::AsciiStrToLower(line) != "area;x;y") {
        return Refuse(path, number, "the header is not area;x;y");
      }
      header = true;
      continue;
    }
    const std::vector<absl::string_view> cells = absl::StrSplit(line, ';');
    std::int32_t x = 0;
    std::int32_t y = 0;
    if (cells.size() != kColumns || !IsArea(cells[0]) || !absl::SimpleAtoi(cells[1], &x) ||
        !absl::SimpleAtoi(cells[2], &y)) {
      return Refuse(path, number, "not four digits and two whole numbers of metres");
    }
    const auto [there, added] = lines.emplace(std::string(cells[0]), number);
    if (!added) {
      return Refuse(path, number, absl::StrCat("this area is on line ", there->second, " too"));
    }
    matching::v1::AreaPoint& point = points.emplace_back();
    point.set_area(there->first);
    point.set_x_m(x);
    point.set_y_m(y);
  }
  return header ? absl::StatusOr<std::vector<matching::v1::AreaPoint>>(std::move(points))
                : Refuse(path, number, "the header is not area;x;y");
}

}  // namespace buurtbrug::client
