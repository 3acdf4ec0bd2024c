#include "registration/app/export.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/access/log.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/app/disclosures.h"
#include "registration/app/export_html.h"
#include "registration/store/destruction_store.h"
#include "registration/store/family_rows_store.h"
#include "registration/store/family_tables.h"

namespace buurtbrug::registration::app {
namespace {

using nlohmann::json;
using platform::access::Call;
using platform::core::Personal;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

// Numbers that have a word; others are exported as they are.
const std::map<std::pair<std::string, std::string>, std::vector<std::string>>& Words() {
  static const auto& words =
      *new std::map<std::pair<std::string, std::string>, std::vector<std::string>>{
          {{"families", "role"}, {"", "vraaggezin", "steungezin"}},
          {{"families", "state"},
           {"", "aangemeld", "wacht op een steungezin", "beschikbaar", "intake gepland",
            "screening loopt", "pauze", "afgesloten", "ingetrokken", "afgewezen"}},
          {{"family_steps", "kind"},
           {"", "aangemeld", "intake gedaan", "VOG gezien", "training gedaan", "screening gedaan",
            "intake gepland", "screening begonnen", "pauze begonnen", "pauze voorbij",
            "doorverwezen", "ingetrokken", "afgewezen", "afgesloten"}},
          {{"disclosures", "role"},
           {"", "beheerder", "coördinator", "vrijwillige coördinator", "gemeente", "partner",
            "inwoner", "ander deel van het platform"}},
          {{"disclosures", "categories"},
           {"", "naam", "adres", "geboortedatum", "contact", "notitie"}},
      };
  return words;
}

json WordFor(const std::string& table, const std::string& column, const json& value) {
  const auto words = Words().find({table, column});
  if (words == Words().end() || !value.is_number_unsigned() ||
      value.get<size_t>() >= words->second.size()) {
    return value;
  }
  return words->second[value.get<size_t>()];
}

// A row as the family reads it. Its tenant stands above; ids of other families, and digests for
// searching, are nothing of it.
json Readable(const std::string& table, const json& row) {
  json readable = json::object();
  for (const auto& [column, value] : row.items()) {
    const bool digest =
        value.is_string() && absl::StartsWith(value.get_ref<const std::string&>(), "\\x");
    if (!value.is_null() && !digest && column != "municipality" && column != "contract_id" &&
        !absl::EndsWith(column, "family_id")) {
      readable[column] = WordFor(table, column, value);
    }
  }
  return readable;
}

// Adds the sections of one file; `which` is put behind their titles.
absl::Status AppendSections(ScopedTransaction& transaction, const Call& call,
                            const store::FamilyKey& key, const std::string& which, json& sections) {
  for (const store::FamilyTable& table : store::FamilyTables()) {
    if (table.on_request == store::OnRequest::kWithheld) {
      continue;
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::FamilyRow> rows,
                               store::ReadRows(transaction, call.scope, table, key));
    json readable = json::array();
    for (const store::FamilyRow& row : rows) {
      json fields = Readable(table.name, row.plain);
      // What people said comes as it was said.
      for (const auto& [field, value] : row.opened.items()) {
        fields[field] = value;
      }
      readable.push_back(std::move(fields));
    }
    if (!readable.empty()) {
      sections.push_back(
          {{"table", table.name}, {"title", table.title + which}, {"rows", std::move(readable)}});
    }
  }
  return absl::OkStatus();
}

// The family, and behind it those that it was merged with: they are one family.
absl::StatusOr<std::vector<domain::FamilyId>> OneFamily(const Means& means, const Call& call,
                                                        const domain::FamilyId& family) {
  return means.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::FamilyId>> {
        std::vector<domain::FamilyId> all = {family};
        for (const domain::KeptFamily& kept :
             store::ReadKept(transaction, call.scope, {family}, call.today)) {
          for (const domain::FamilyId& each : kept.together) {
            if (each != family) {
              all.push_back(each);
            }
          }
        }
        return all;
      });
}

// Of all of them, newest first; at most `most`.
absl::StatusOr<std::vector<domain::Disclosure>> DisclosuresOfAll(
    const Means& means, const Call& call, const std::vector<domain::FamilyId>& families, int most) {
  std::vector<domain::Disclosure> all;
  for (const domain::FamilyId& family : families) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        std::vector<domain::Disclosure> some,
        means.database.Run(
            Scope::Tenant(call.scope),
            [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Disclosure>> {
              return ReadDisclosures(transaction, call.scope, family, most);
            }));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.disclosed_at > b.disclosed_at; });
  all.resize(std::min(all.size(), static_cast<size_t>(most)));
  return all;
}

json WithheldParts() {
  json withheld = {
      {{"what", "Het andere gezin van een koppeling"},
       {"reason", "dat zijn de gegevens van iemand anders"}},
      {{"what", "Evaluaties van koppelingen"},
       {"reason", "die staan zonder namen in een ander deel; de coördinator geeft ze erbij"}}};
  for (const store::FamilyTable& table : store::FamilyTables()) {
    if (table.on_request == store::OnRequest::kWithheld) {
      withheld.push_back({{"what", table.title}, {"reason", table.withheld_because}});
    }
  }
  return withheld;
}

json DisclosuresOf(const std::vector<domain::Disclosure>& disclosures) {
  json rows = json::array();
  for (const domain::Disclosure& disclosure : disclosures) {
    json categories = json::array();
    for (const int category : disclosure.categories) {
      categories.push_back(
          WordFor("disclosures", "categories", json(static_cast<unsigned>(category))));
    }
    rows.push_back({{"occurred_on", platform::core::FormatDay(
                                        platform::core::AmsterdamDay(disclosure.disclosed_at))},
                    {"subject", disclosure.recipient},
                    {"role", WordFor("disclosures", "role",
                                     json(static_cast<unsigned>(disclosure.recipient_role)))},
                    {"purpose", disclosure.purpose},
                    {"categories", std::move(categories)}});
  }
  return rows;
}

// Whatever the family said may stand in it.
void RecordAllDisclosed(ScopedTransaction& transaction, const Call& call,
                        const domain::FamilyId& family) {
  Call everything = call;
  everything.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS,
                           common::v1::DATA_CATEGORY_BIRTH_DATE, common::v1::DATA_CATEGORY_CONTACT,
                           common::v1::DATA_CATEGORY_NOTE};
  platform::access::RecordDisclosure(transaction, everything, family);
  call.logged = everything.logged;
}

}  // namespace

absl::StatusOr<Personal> ExportFamily(const Means& means, const Call& call,
                                      const domain::FamilyId& family, ExportFormat format) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<domain::FamilyId> families,
                             OneFamily(means, call, family));
  // One more than are shown tells whether there are more.
  BUURTBRUG_ASSIGN_OR_RETURN(std::vector<domain::Disclosure> disclosures,
                             DisclosuresOfAll(means, call, families, kMostDisclosures + 1));
  json exported = {{"family_id", family.ToString()},
                   {"municipality", call.scope.municipality},
                   {"contract_id", call.scope.contract.ToString()},
                   {"made_on", platform::core::FormatDay(call.today)},
                   {"older_disclosures", disclosures.size() > kMostDisclosures},
                   {"withheld", WithheldParts()}};
  disclosures.resize(std::min<size_t>(disclosures.size(), kMostDisclosures));
  exported["disclosures"] = DisclosuresOf(disclosures);
  return means.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Personal> {
        exported["sections"] = json::array();
        for (size_t i = 0; i < families.size(); ++i) {
          BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                     means.vault.Find(transaction, call.scope, families[i]));
          BUURTBRUG_RETURN_IF_ERROR(AppendSections(
              transaction, call, key, i == 0 ? "" : absl::StrCat(" (dubbele aanmelding ", i, ")"),
              exported["sections"]));
        }
        std::string content = format == ExportFormat::kHtml
                                  ? RenderExport(exported)
                                  : exported.dump(2, ' ', false, json::error_handler_t::replace);
        if (content.size() > kLargestExport) {
          return platform::core::Error(absl::StatusCode::kResourceExhausted, "EXPORT_TOO_LARGE",
                                       "the export is larger than an answer can be");
        }
        for (const domain::FamilyId& each : families) {
          RecordAllDisclosed(transaction, call, each);
        }
        return Personal(std::move(content));
      });
}

}  // namespace buurtbrug::registration::app
