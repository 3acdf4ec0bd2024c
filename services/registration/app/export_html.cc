#include "registration/app/export_html.h"

#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::registration::app {
namespace {

using nlohmann::json;

constexpr absl::string_view kHead =
    "<!DOCTYPE html>\n"
    "<html lang=\"nl\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<title>Gegevens van een gezin</title>\n"
    "<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.4}"
    "table{border-collapse:collapse;margin:0 0 1.5em}"
    "th,td{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}"
    "td{white-space:pre-wrap}</style>\n"
    "</head>\n"
    "<body>\n";

std::string Escape(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

// A field without a label is shown under its own name: nothing is left out.
std::string LabelOf(const std::string& field) {
  static const auto& labels = *new std::map<std::string, std::string>{
      {"accessibility", "Toegankelijkheid"},
      {"adult", "Volwassene nummer"},
      {"approved_by", "Goedgekeurd door"},
      {"birth_date", "Geboortedatum"},
      {"capacity", "Aantal koppelingen tegelijk"},
      {"categories", "Welke gegevens"},
      {"category", "Soort gegeven"},
      {"child", "Kind nummer"},
      {"city", "Plaats"},
      {"consented_on", "Toestemming op"},
      {"correction", "Latere correctie"},
      {"email", "E-mail"},
      {"erased_at", "Gewist op"},
      {"house_number", "Huisnummer"},
      {"kind", "Soort"},
      {"lifted_at", "Opgeheven op"},
      {"method", "Hoe"},
      {"name", "Naam"},
      {"note", "Notitie"},
      {"number", "Nummer"},
      {"occurred_on", "Op"},
      {"on_behalf_of", "Namens"},
      {"partner_id", "Partner"},
      {"phone", "Telefoon"},
      {"placed_at", "Ingesteld op"},
      {"placed_by", "Ingesteld door"},
      {"postcode", "Postcode"},
      {"purpose", "Waarvoor"},
      {"reason", "Reden"},
      {"recipient", "Ontvanger"},
      {"recorded_at", "Vastgelegd op"},
      {"recorded_by", "Vastgelegd door"},
      {"reference", "Kenmerk"},
      {"referred_by", "Verwezen door partner"},
      {"referred_on", "Verwezen op"},
      {"registered_on", "Aangemeld op"},
      {"requested_on", "Gevraagd op"},
      {"role", "Rol"},
      {"state", "Stand"},
      {"street", "Straat"},
      {"subject", "Wie"},
      {"until_day", "Tot en met"},
      {"version", "Versie"},
      {"withdrawn", "Ingetrokken"},
      {"withdrawn_on", "Ingetrokken op"},
  };
  const auto label = labels.find(field);
  return label == labels.end() ? field : label->second;
}

std::string TextOf(const json& value);

std::string Joined(const json& values, absl::string_view between, bool named) {
  std::string text;
  for (const auto& [name, value] : values.items()) {
    absl::StrAppend(&text, text.empty() ? "" : between,
                    named ? absl::StrCat(LabelOf(name), ": ") : "", TextOf(value));
  }
  return text;
}

std::string TextOf(const json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_boolean()) {
    return value.get<bool>() ? "ja" : "nee";
  }
  if (value.is_null()) {
    return "";
  }
  if (value.is_structured()) {
    return Joined(value, value.is_array() ? ", " : "\n", value.is_object());
  }
  return value.dump();
}

// One thing after the other, each field on a line: rows of one table need not have the same fields.
void AppendRows(const json& rows, std::string& html) {
  if (rows.empty()) {
    absl::StrAppend(&html, "<p>Niets.</p>\n");
  }
  for (const json& row : rows) {
    absl::StrAppend(&html, "<table>\n");
    for (const auto& [field, value] : row.items()) {
      if (!value.is_null()) {
        absl::StrAppend(&html, "<tr><th>", Escape(LabelOf(field)), "</th><td>",
                        Escape(TextOf(value)), "</td></tr>\n");
      }
    }
    absl::StrAppend(&html, "</table>\n");
  }
}

std::string Field(const json& object, const char* name) {
  return object.contains(name) ? Escape(TextOf(object[name])) : "";
}

}  // namespace

std::string RenderExport(const json& exported) {
  std::string html(kHead);
  absl::StrAppend(&html, "<h1>Alles wat over dit gezin is vastgelegd</h1>\n<p>Gezin ",
                  Field(exported, "family_id"), ", gemeente ", Field(exported, "municipality"),
                  ", overeenkomst ", Field(exported, "contract_id"), ". Gemaakt op ",
                  Field(exported, "made_on"), ".</p>\n");
  for (const json& section : exported.value("sections", json::array())) {
    absl::StrAppend(&html, "<h2>", Field(section, "title"), "</h2>\n");
    AppendRows(section.value("rows", json::array()), html);
  }
  absl::StrAppend(&html, "<h2>Wie deze gegevens heeft gezien</h2>\n");
  AppendRows(exported.value("disclosures", json::array()), html);
  if (exported.value("older_disclosures", false)) {
    absl::StrAppend(&html, "<p>Er zijn oudere inzagen; vraag de coördinator ernaar.</p>\n");
  }
  absl::StrAppend(&html, "<h2>Wat hier niet in staat, en waarom</h2>\n<ul>\n");
  for (const json& withheld : exported.value("withheld", json::array())) {
    absl::StrAppend(&html, "<li>", Field(withheld, "what"), ": ", Field(withheld, "reason"),
                    "</li>\n");
  }
  absl::StrAppend(&html, "</ul>\n</body>\n</html>\n");
  return html;
}

}  // namespace buurtbrug::registration::app
