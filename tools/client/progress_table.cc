#include "tools/client/progress_table.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "tools/client/message_text.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::RepeatedPtrField;
using reporting::v1::Cell;
using reporting::v1::ProgressTable;
using reporting::v1::Quarter;
using reporting::v1::Row;

enum class Years { kWithout, kWith };

constexpr std::array<const char*, 12> kMonths = {"januari",   "februari", "maart",    "april",
                                                 "mei",       "juni",     "juli",     "augustus",
                                                 "september", "oktober",  "november", "december"};

std::string FormatDutch(absl::CivilDay day) {
  return absl::StrCat(day.day(), " ", kMonths[static_cast<size_t>(day.month() - 1)], " ",
                      day.year());
}

bool IsWhole(const Quarter& quarter) {
  const absl::CivilMonth first(quarter.year(), (quarter.number() - 1) * 3 + 1);
  return quarter.first_day() == platform::core::FormatDay(absl::CivilDay(first)) &&
         quarter.last_day() == platform::core::FormatDay(absl::CivilDay(first + 3) - 1);
}

std::string Label(const Quarter& quarter, Years years) {
  return absl::StrCat(quarter.number(), "e kw",
                      years == Years::kWith ? absl::StrCat(" ", quarter.year()) : "");
}

bool IsIncomplete(const Quarter& quarter) {
  return quarter.state() == reporting::v1::QUARTER_STATE_INCOMPLETE;
}

std::string CellText(const Cell& cell) {
  return cell.has_value() ? absl::StrCat(cell.value()) : "";
}

// With a star where the quarter is not over.
std::vector<std::string> MarkedLabels(const ProgressTable& table) {
  std::vector<std::string> labels = QuarterLabels(table.quarters());
  for (int i = 0; i < table.quarters_size(); ++i) {
    absl::StrAppend(&labels[static_cast<size_t>(i)], IsIncomplete(table.quarters(i)) ? "*" : "");
  }
  return labels;
}

}  // namespace

std::string IndicatorLabel(reporting::v1::Indicator indicator) {
  switch (indicator) {
    case reporting::v1::INDICATOR_TARGET:
      return "Streefgetal koppelingen";
    case reporting::v1::INDICATOR_REQUEST_FAMILIES:
      return "Aanmeldingen vraaggezinnen";
    case reporting::v1::INDICATOR_SUPPORT_FAMILIES:
      return "Aanmeldingen steungezinnen";
    case reporting::v1::INDICATOR_REALISED:
      return "Gerealiseerde koppelingen";
    case reporting::v1::INDICATOR_ENDED_IN_TRIAL:
      return "Afrondingen in proeftijd";
    default:
      return "?";
  }
}

std::string DutchDay(const std::string& day) {
  const auto civil = platform::core::ParseDay("day", day);
  return civil.ok() ? FormatDutch(*civil) : day;
}

std::vector<std::string> QuarterLabels(const RepeatedPtrField<Quarter>& quarters) {
  const bool plain = std::all_of(quarters.begin(), quarters.end(), [&](const Quarter& quarter) {
    return IsWhole(quarter) && quarter.year() == quarters[0].year();
  });
  std::vector<std::string> labels;
  for (const Quarter& quarter : quarters) {
    labels.push_back(Label(quarter, plain ? Years::kWithout : Years::kWith));
  }
  return labels;
}

std::string RenderRows(const std::vector<std::string>& quarter_labels,
                       const RepeatedPtrField<Row>& rows) {
  // A place for the star behind every cell of a quarter keeps the numbers below each other.
  TextTable table(TextTable::Align::kRight);
  std::vector<std::string> line = {""};
  for (const std::string& label : quarter_labels) {
    line.push_back(absl::StrCat(label, absl::EndsWith(label, "*") ? "" : " "));
  }
  line.push_back("Totaal");
  table.Add(line);
  for (const Row& row : rows) {
    line = {IndicatorLabel(row.indicator())};
    for (const Cell& cell : row.quarters()) {
      line.push_back(absl::StrCat(CellText(cell), " "));
    }
    line.push_back(CellText(row.total()));
    table.Add(line);
  }
  return table.Render();
}

std::string RenderProgress(const ProgressTable& table, const std::string& municipality_name,
                           std::optional<absl::Time> known_at) {
  std::string text = absl::StrCat("Voortgang ", municipality_name, ", subsidieperiode ",
                                  table.period(), "\nstand t/m ", DutchDay(table.as_of()));
  if (known_at.has_value()) {
    absl::TimeZone zone;
    absl::LoadTimeZone("Europe/Amsterdam", &zone);
    absl::StrAppend(&text, ", zoals bekend op ",
                    FormatDutch(platform::core::AmsterdamDay(*known_at)), " om ",
                    absl::FormatTime("%H:%M:%S", *known_at, zone));
  }
  absl::StrAppend(&text, "\n\n", RenderRows(MarkedLabels(table), table.rows()));
  if (std::any_of(table.quarters().begin(), table.quarters().end(), IsIncomplete)) {
    absl::StrAppend(&text, "\n* kwartaal nog niet voorbij\n");
  }
  if (table.corrections() > 0) {
    absl::StrAppend(&text, "\nwaarvan ", table.corrections(),
                    table.corrections() == 1 ? " correctie" : " correcties",
                    ", vastgelegd nadat de periode was afgesloten\n");
  }
  return text;
}

std::string ProgressCsv(const ProgressTable& table) {
  std::vector<std::string> fields = {"Indicator"};
  for (const Quarter& quarter : table.quarters()) {
    fields.push_back(absl::StrCat(Label(quarter, Years::kWith), IsIncomplete(quarter) ? "*" : ""));
  }
  fields.push_back("Totaal");
  std::string csv = absl::StrCat(absl::StrJoin(fields, ","), "\n");
  for (const Row& row : table.rows()) {
    fields = {IndicatorLabel(row.indicator())};
    for (const Cell& cell : row.quarters()) {
      fields.push_back(CellText(cell));
    }
    fields.push_back(CellText(row.total()));
    absl::StrAppend(&csv, absl::StrJoin(fields, ","), "\n");
  }
  return csv;
}

}  // namespace buurtbrug::client
