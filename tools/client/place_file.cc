#include "tools/client/place_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using registration::v1::Neighbourhood;
using registration::v1::PlaceRun;

constexpr int kHighestHouseNumber = 99999;
constexpr size_t kMunicipalityDigits = 4;
constexpr size_t kWijkDigits = 6;
constexpr size_t kBuurtDigits = 8;

absl::Status Refuse(const std::string& path, size_t line, absl::string_view what) {
  return WrongUse(absl::StrCat(path, ":", line, ": ", what));
}

std::vector<std::string> CellsOf(absl::string_view line) {
  std::vector<std::string> cells;
  for (absl::string_view cell : absl::StrSplit(line, ';')) {
    cell = absl::StripAsciiWhitespace(cell);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
      cell = cell.substr(1, cell.size() - 2);
    }
    cells.emplace_back(cell);
  }
  return cells;
}

// The year at the end of a column's name, "Buurt2023".
std::optional<int> YearOf(absl::string_view column) {
  int year = 0;
  const bool there = column.size() > 4 && absl::SimpleAtoi(column.substr(column.size() - 4), &year);
  return there && year >= 1995 && year < 2200 ? std::optional<int>(year) : std::nullopt;
}

// A code with its leading zeros; empty stays empty. Nothing: no such code.
std::optional<std::string> CodeOf(absl::string_view cell, size_t digits) {
  if (cell.empty()) {
    return "";
  }
  if (cell.size() > digits || !std::all_of(cell.begin(), cell.end(), absl::ascii_isdigit)) {
    return std::nullopt;
  }
  return absl::StrCat(std::string(digits - cell.size(), '0'), cell);
}

// Each line with its number, without comments and empty lines.
std::vector<std::pair<size_t, absl::string_view>> LinesOf(absl::string_view content) {
  absl::ConsumePrefix(&content, "\xEF\xBB\xBF");
  std::vector<std::pair<size_t, absl::string_view>> lines;
  size_t number = 0;
  for (absl::string_view line : absl::StrSplit(content, '\n')) {
    ++number;
    line = absl::StripTrailingAsciiWhitespace(line);
    if (!line.empty() && line[0] != '#') {
      lines.emplace_back(number, line);
    }
  }
  return lines;
}

bool SamePlace(const PlaceRun& a, const PlaceRun& b) {
  return a.municipality_code() == b.municipality_code() && a.wijk() == b.wijk() &&
         a.buurt() == b.buurt();
}

}  // namespace

absl::StatusOr<std::vector<PlaceRun>> ParsePlaceFile(const std::string& path,
                                                     absl::string_view content) {
  const auto lines = LinesOf(content);
  const std::vector<std::string> header =
      lines.empty() ? std::vector<std::string>() : CellsOf(lines[0].second);
  const std::optional<int> year = header.size() == 5 ? YearOf(header[2]) : std::nullopt;
  if (!year || absl::AsciiStrToUpper(header[0]) != "PC6") {
    return Refuse(path, lines.empty() ? 1 : lines[0].first,
                  "the header is not PC6;Huisnummer;BuurtYEAR;WijkYEAR;GemeenteYEAR");
  }
  std::map<std::string, std::map<int, PlaceRun>> houses;
  for (size_t i = 1; i < lines.size(); ++i) {
    const auto& [number, line] = lines[i];
    const std::vector<std::string> cells = CellsOf(line);
    if (cells.size() != 5) {
      return Refuse(path, number, "not five columns");
    }
    PlaceRun run;
    run.set_postcode(absl::AsciiStrToUpper(cells[0]));
    const bool area = run.postcode().size() == 4;
    int house = 0;
    if ((run.postcode().size() != 6 && !area) ||
        !(area
              ? cells[1].empty()
              : absl::SimpleAtoi(cells[1], &house) && house >= 1 && house <= kHighestHouseNumber)) {
      return Refuse(path, number, "no postcode with a house number");
    }
    run.set_first_number(area ? 1 : house);
    run.set_last_number(area ? kHighestHouseNumber : house);
    const auto buurt = CodeOf(cells[2], kBuurtDigits);
    const auto wijk = CodeOf(cells[3], kWijkDigits);
    const auto municipality = CodeOf(cells[4], kMunicipalityDigits);
    if (!buurt || !wijk || !municipality || municipality->empty()) {
      return Refuse(path, number, "no code of buurt, wijk or municipality");
    }
    run.set_buurt(*buurt);
    run.set_wijk(*wijk);
    run.set_municipality_code(*municipality);
    run.set_year(*year);
    // A house with additions stands there several times.
    const auto [there, added] = houses[run.postcode()].emplace(run.first_number(), run);
    if (!added && !SamePlace(there->second, run)) {
      return Refuse(path, number, "this house lies in another neighbourhood on an earlier line");
    }
  }
  std::vector<PlaceRun> runs;
  for (const auto& [postcode, by_number] : houses) {
    bool first = true;
    for (const auto& [house, run] : by_number) {
      if (!first && SamePlace(runs.back(), run)) {
        runs.back().set_last_number(run.last_number());
      } else {
        runs.push_back(run);
      }
      first = false;
    }
  }
  return runs;
}

absl::StatusOr<std::vector<Neighbourhood>> ParseNamesFile(const std::string& path,
                                                          absl::string_view content) {
  const auto lines = LinesOf(content);
  const std::vector<std::string> header =
      lines.empty() ? std::vector<std::string>() : CellsOf(lines[0].second);
  const std::optional<int> year = header.size() >= 2 ? YearOf(header[0]) : std::nullopt;
  if (!year) {
    return Refuse(path, lines.empty() ? 1 : lines[0].first,
                  "the header does not begin with a column like Buurt2023 and one of names");
  }
  const size_t digits =
      absl::StartsWith(absl::AsciiStrToLower(header[0]), "w") ? kWijkDigits : kBuurtDigits;
  std::vector<Neighbourhood> names;
  for (size_t i = 1; i < lines.size(); ++i) {
    const auto& [number, line] = lines[i];
    const std::vector<std::string> cells = CellsOf(line);
    absl::string_view raw = cells[0];
    // "BU00140000" and "WK001400" too.
    absl::ConsumePrefix(&raw, "BU");
    absl::ConsumePrefix(&raw, "WK");
    const auto code = CodeOf(raw, digits);
    if (cells.size() < 2 || !code || code->empty() || cells[1].empty()) {
      return Refuse(path, number, "no code with a name");
    }
    Neighbourhood& each = names.emplace_back();
    each.set_code(*code);
    each.set_year(*year);
    each.set_name(cells[1]);
  }
  return names;
}

}  // namespace buurtbrug::client
