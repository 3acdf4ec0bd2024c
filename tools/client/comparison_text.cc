#include "tools/client/comparison_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/client/progress_table.h"

namespace buurtbrug::client {
namespace {

using reporting::v1::Cell;
using reporting::v1::Comparison;
using reporting::v1::Difference;
using reporting::v1::ProgressTable;

std::string Say(const Cell& cell) { return cell.has_value() ? absl::StrCat(cell.value()) : "leeg"; }

std::string Render(const Comparison& comparison, const std::string& municipality_name) {
  const auto& published = comparison.published();
  std::string text = absl::StrCat("Gepubliceerd: ", published.title(), "\n");
  if (!published.source().empty()) {
    absl::StrAppend(&text, "bron: ", published.source(), "\n");
  }
  if (!published.as_printed().empty()) {
    absl::StrAppend(&text, "gedrukt als \"", published.as_printed(), "\", gelezen als ");
  }
  absl::StrAppend(
      &text, "stand t/m ", DutchDay(published.as_of()), "\n\n",
      RenderRows(QuarterLabels(comparison.computed().quarters()), published.rows()),
      "\nUit de dossiers: ", RenderProgress(comparison.computed(), municipality_name, std::nullopt),
      "\nVerschillen\n");
  for (const Difference& difference : comparison.differences()) {
    absl::StrAppend(&text, "- ", DifferenceSentence(difference, comparison.computed()), "\n");
  }
  absl::StrAppend(&text, comparison.differences().empty() ? "geen\n" : "");
  return text;
}

}  // namespace

std::string DifferenceSentence(const Difference& difference, const ProgressTable& computed) {
  const std::string label = IndicatorLabel(difference.indicator());
  if (difference.kind() == reporting::v1::DIFFERENCE_KIND_DOES_NOT_ADD_UP) {
    return absl::StrCat(label, ": het gepubliceerde totaal ", Say(difference.published()),
                        " is niet de som van de kwartalen (", Say(difference.computed()), ").");
  }
  std::string place = "totaal";
  if (difference.has_quarter()) {
    const std::vector<std::string> quarters = QuarterLabels(computed.quarters());
    const auto index = static_cast<size_t>(difference.quarter());
    place = index < quarters.size() ? quarters[index] : absl::StrCat("kwartaal ", index + 1);
  }
  return absl::StrCat(label, ", ", place, ": gepubliceerd ", Say(difference.published()),
                      ", uit de dossiers ", Say(difference.computed()), ".");
}

std::string RenderComparison(const reporting::v1::CompareWithPublishedResponse& response,
                             const std::string& municipality_name) {
  if (response.comparisons().empty()) {
    return "Van deze subsidieperiode is geen gepubliceerde tabel ingelezen.\n";
  }
  return absl::StrJoin(response.comparisons(), "\n",
                       [&](std::string* out, const Comparison& comparison) {
                         absl::StrAppend(out, Render(comparison, municipality_name));
                       });
}

}  // namespace buurtbrug::client
