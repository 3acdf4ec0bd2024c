#include "registration/app/export_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace buurtbrug::registration::app {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

// An export with `text` at every place where a text can stand.
json ExportWith(const std::string& text) {
  return {
      {"family_id", text},
      {"municipality", text},
      {"contract_id", text},
      {"made_on", text},
      {"sections",
       {{{"title", text},
         {"rows", {{{"name", text}, {text, 1}, {"address", {{"street", text}, {text, text}}}}}}}}},
      {"disclosures", {{{"subject", text}, {"categories", {text, text}}}}},
      {"withheld", {{{"what", text}, {"reason", text}}}},
  };
}

TEST(RenderExport, HostileTextsAreTextsEverywhere) {
  for (const std::string& hostile : {
           std::string("<script>alert(1)</script>"),
           std::string("\"><img src=x onerror=alert(1)>"),
           std::string("' onmouseover='alert(1)"),
           std::string("</td></table><iframe src=//evil>"),
           std::string("<!--"),
           std::string("]]><svg/onload=alert(1)>"),
           std::string("<style>@import url(//evil)</style>"),
       }) {
    const std::string html = RenderExport(ExportWith(hostile));
    EXPECT_THAT(html, Not(HasSubstr(hostile)));
    // Everything between the tags of this page is the same as with a harmless text.
    const std::string escaped = absl::StrReplaceAll(
        hostile, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
    EXPECT_EQ(absl::StrReplaceAll(html, {{escaped, "MARK"}}), RenderExport(ExportWith("MARK")));
  }
}

TEST(RenderExport, AnAmpersandStaysWhatItWas) {
  EXPECT_THAT(RenderExport(ExportWith("&lt;b&gt;")), HasSubstr("&amp;lt;b&amp;gt;"));
}

TEST(RenderExport, TakesNothingFromElsewhereAndRunsNothing) {
  const std::string html = RenderExport(ExportWith("x"));
  for (const char* foreign :
       {"http://", "https://", "src=", "href=", "<script", "<link", "@import", "url("}) {
    EXPECT_THAT(html, Not(HasSubstr(foreign)));
  }
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
}

TEST(RenderExport, SaysInDutchWhatAFieldIsAndLeavesOutNothing) {
  const json exported = {{"sections",
                          {{{"title", "Volwassenen"},
                            {"rows",
                             {{{"name", "Mo"},
                               {"birth_date", nullptr},
                               {"mother_tongue", "Tarifit"},
                               {"smokes", true}},
                              {{"name", "Jet"}}}}}}},
                         {"older_disclosures", true}};
  const std::string html = RenderExport(exported);
  EXPECT_THAT(html, HasSubstr("<h2>Volwassenen</h2>"));
  EXPECT_THAT(html, HasSubstr("<tr><th>Naam</th><td>Mo</td></tr>"));
  EXPECT_THAT(html, HasSubstr("<tr><th>Naam</th><td>Jet</td></tr>"));
  EXPECT_THAT(html, HasSubstr("<tr><th>mother_tongue</th><td>Tarifit</td></tr>"));
  EXPECT_THAT(html, HasSubstr("<tr><th>smokes</th><td>ja</td></tr>"));
  EXPECT_THAT(html, Not(HasSubstr("Geboortedatum")));
  EXPECT_THAT(html, HasSubstr("oudere inzagen"));
}

TEST(RenderExport, AnEmptyExportIsAPageToo) {
  EXPECT_THAT(RenderExport(json::object()), HasSubstr("</html>"));
}

}  // namespace
}  // namespace buurtbrug::registration::app
