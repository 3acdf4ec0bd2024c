#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "platform/access/policy.h"
#include "platform/testing/matchers.h"
#include "registration/api/registration_api.h"
#include "registration/app/scene_test.h"

// Registrations that are wrong or meant to do harm, through the API against a real database: each
// is refused with its field named, and no table of the service has one row more.
namespace buurtbrug::registration::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

// "é" and "J" of other forms, and characters that do harm, by their bytes.
const std::vector<std::pair<std::string, std::string>>& BadNames() {
  static const auto& names = *new std::vector<std::pair<std::string, std::string>>{
      // Encodings.
      {"Jan\xC0\xAF", "INVALID_TEXT"},
      {"Jan\xE0\x80\xAF", "INVALID_TEXT"},
      {"Jan\xF0\x80\x80\xAF", "INVALID_TEXT"},
      {"Jan\xED\xA0\x80", "INVALID_TEXT"},
      {"Jan\xED\xBF\xBF", "INVALID_TEXT"},
      {"Jan\xF4\x90\x80\x80", "INVALID_TEXT"},
      {"Jan\xFF", "INVALID_TEXT"},
      {"Jan\xFE\xFF", "INVALID_TEXT"},
      {"Jan\x80", "INVALID_TEXT"},
      {"Jan\xE2\x82", "INVALID_TEXT"},
      {"J\xE9r\xF4me", "INVALID_TEXT"},                       // Latin-1
      {std::string("\xFF\xFEJ\0a\0n\0", 8), "INVALID_TEXT"},  // UTF-16
      {"\xEF\xBB\xBFJan", "INVALID_NAME"},                    // a byte order mark
      // Control characters and those that nobody sees.
      {std::string("Jan\0", 4), "INVALID_TEXT"},
      {std::string("\0Jan", 4), "INVALID_TEXT"},
      {"Jan\x01", "INVALID_TEXT"},
      {"Jan\x07", "INVALID_TEXT"},
      {"Jan\x08", "INVALID_TEXT"},
      {"Jan\tPiet", "INVALID_TEXT"},
      {"Jan\nPiet", "INVALID_TEXT"},
      {"Jan\r\nPiet", "INVALID_TEXT"},
      {"Jan\x1B[31m", "INVALID_TEXT"},
      {"Jan\x7F", "INVALID_TEXT"},
      {"Jan\xC2\x85", "INVALID_TEXT"},
      {"Jan\xE2\x80\xAA", "INVALID_TEXT"},
      {"Jan\xE2\x80\xAE"
       "tseT",
       "INVALID_TEXT"},
      {"Jan\xE2\x81\xA6", "INVALID_TEXT"},
      {"Jan\xE2\x80\x8B"
       "Piet",
       "INVALID_NAME"},
      {"Jan\xE2\x80\x8D", "INVALID_NAME"},
      {"Jan\xE2\x80\x8F", "INVALID_NAME"},
      {"Jan\xE2\x80\xA8", "INVALID_NAME"},
      {"Jan\xC2\xAD"
       "s",
       "INVALID_NAME"},
      {"Jan\xC2\xA0"
       "s",
       "INVALID_NAME"},
      {"Jan\xEF\xBF\xBD", "INVALID_NAME"},
      {"Jan\xEF\xBF\xBF", "INVALID_NAME"},
      {"Jan\xEE\x80\x80", "INVALID_NAME"},
      {"\xF3\xA0\x81\x8AJan", "INVALID_NAME"},
      // Nothing, and too much.
      {"", "INVALID_TEXT"},
      {" ", "INVALID_TEXT"},
      {" Jan", "INVALID_TEXT"},
      {"Jan ", "INVALID_TEXT"},
      {std::string(101, 'a'), "INVALID_TEXT"},
      {std::string(3'000'000, 'a'), "INVALID_TEXT"},
      {std::string(1'000'000, ' ') + "a", "INVALID_TEXT"},
      {"Jan" + std::string(500'000, '\xCC'), "INVALID_TEXT"},
      // Scripts.
      {"J\xD0\xB0n", "MIXED_SCRIPTS"},
      {"\xD0\x88"
       "an",
       "MIXED_SCRIPTS"},
      {"J\xCE\xBFhan", "MIXED_SCRIPTS"},
      {"Jan \xD8\xB9\xD9\x84\xD9\x8A", "MIXED_SCRIPTS"},
      {"Jan \xD7\x9B\xD7\x94\xD7\x9F", "MIXED_SCRIPTS"},
      {"Jan\xE7\x8E\x8B", "MIXED_SCRIPTS"},
      {"\xD4\xB1"
       "an",
       "MIXED_SCRIPTS"},
      {"\xEF\xBC\xAA\xEF\xBD\x81\xEF\xBD\x8E", "INVALID_NAME"},  // fullwidth
      {"\xF0\x9D\x90\x89\xF0\x9D\x90\x9A", "INVALID_NAME"},      // mathematical bold
      {"\xEF\xAC\x81"
       "en",
       "INVALID_NAME"},  // a ligature
      {"\xE2\x92\xB6"
       "nna",
       "INVALID_NAME"},  // a letter in a circle
      {"J\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x86", "INVALID_NAME"},
      {"\xCC\x81Jan", "INVALID_NAME"},
      {"- \xCC\x81", "INVALID_NAME"},
      // What is no name.
      {"1", "INVALID_NAME"},
      {"3361AB", "INVALID_NAME"},
      {"-", "INVALID_NAME"},
      {"--", "INVALID_NAME"},
      {"Jan--Piet", "INVALID_NAME"},
      {"Jan  Piet", "INVALID_NAME"},
      {"Jan''", "INVALID_NAME"},
      {"Jan..", "INVALID_NAME"},
      {"jan@voorbeeld.nl", "INVALID_NAME"},
      {"Jan & Piet", "INVALID_NAME"},
      {"Jan/Piet", "INVALID_NAME"},
      {"Jan (opa)", "INVALID_NAME"},
      {"Jan, Piet", "INVALID_NAME"},
      {"Jan_Piet", "INVALID_NAME"},
      {"Jan \xF0\x9F\x99\x82", "INVALID_NAME"},
      {"'; DROP TABLE families; --", "INVALID_NAME"},
      {"' OR '1'='1", "INVALID_NAME"},
      {"Jan\"; SELECT 1", "INVALID_NAME"},
      {"$1", "INVALID_NAME"},
      {"\\x4a616e", "INVALID_NAME"},
      {"<script>alert(1)</script>", "INVALID_NAME"},
      {"<img src=x onerror=alert(1)>", "INVALID_NAME"},
      {"&lt;b&gt;", "INVALID_NAME"},
      {"{{7*7}}", "INVALID_NAME"},
      {"${jndi:ldap://x.nl/a}", "INVALID_NAME"},
      {"%s%s%n", "INVALID_NAME"},
      {"../../etc/passwd", "INVALID_NAME"},
      {"=HYPERLINK(\"http://x.nl\")", "INVALID_NAME"},
      {"+31612345678", "INVALID_NAME"},
      {"@SUM(A1)", "INVALID_NAME"},
      {"null\\u0000", "INVALID_NAME"},
      // Citizen numbers.
      {"Jan 111222333", "CITIZEN_NUMBER"},
      {"Jan 111.222.333", "CITIZEN_NUMBER"},
      {"Jan 111 222 333", "CITIZEN_NUMBER"},
      {"Jan 123456782", "CITIZEN_NUMBER"},
  };
  return names;
}

const std::vector<std::string>& BadDays() {
  static const auto& days = *new std::vector<std::string>{
      "",
      "2014",
      "2014-05",
      "2014-5-2",
      "14-05-02",
      "02-05-2014",
      "2014/05/02",
      "20140502",
      "2014-05-02T00:00:00Z",
      " 2014-05-02",
      "2014-05-02 ",
      "2014-05-02\n",
      std::string("2014-05-02\0", 11),
      "2014-00-01",
      "2014-13-01",
      "2014-05-00",
      "2014-05-32",
      "2014-04-31",
      "2015-02-29",
      "1900-02-29",
      "0000-00-00",
      "0001-01-01",
      "1899-12-31",
      "2200-01-01",
      "9999-12-31",
      "-2014-05-02",
      "+2014-05-02",
      "2014-05-0a",
      "2014-May-02",
      "2 mei 2014",
      "vandaag",
      "now()",
      "infinity",
      "\xD9\xA2\xD9\xA0\xD9\xA1\xD9\xA4-05-02",
      "\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x91\xEF\xBC\x94-05-02",
      "2014\xE2\x80\x91"
      "05\xE2\x80\x91"
      "02",
      "1398988800",
      "2014-05-02'; --",
      std::string(1'000'000, '2'),
  };
  return days;
}

const std::vector<std::string>& BadPostcodes() {
  static const auto& postcodes = *new std::vector<std::string>{
      "",
      "3361",
      "AB",
      "3361A",
      "3361ABC",
      "33611AB",
      "0361AB",
      "336 1AB",
      "3361  AB",
      "3361\tAB",
      "3361-AB",
      "3361\xC2\xA0"
      "AB",
      " 3361AB",
      "3361AB ",
      "3361AB\n",
      std::string("3361A\0", 6),
      "AB3361",
      "33G1AB",
      "336lAB",
      "3361A1",
      "3361SA",
      "3361SD",
      "3361SS",
      "3361ss",
      "3361\xC3\x84"
      "B",
      "3361\xD0\x90\xD0\x92",
      "\xEF\xBC\x93\xEF\xBC\x93\xEF\xBC\x96\xEF\xBC\x91"
      "AB",
      "\xD9\xA3\xD9\xA3\xD9\xA6\xD9\xA1"
      "AB",
      "1000",
      "B-1000",
      "SW1A 1AA",
      "90210",
      "-361AB",
      "+361AB",
      "3.61AB",
      "3361%%",
      "3361';",
      "3361AB'; DROP TABLE families; --",
      "\xFF\xFE",
      std::string(1'000'000, '3'),
  };
  return postcodes;
}

struct Hostile {
  std::string field;
  std::string reason;
  // What it is, for the message of a test that fails.
  std::string what;
  std::function<void(v1::RegisterFamilyRequest&)> spoil;
};

std::vector<Hostile> Table() {
  std::vector<Hostile> table;
  const auto say = [](const std::string& text) { return absl::CHexEscape(text.substr(0, 60)); };
  for (const auto& [name, reason] : BadNames()) {
    table.push_back({"adult_names", reason, say(name),
                     [name = name](auto& request) { request.set_adult_names(0, name); }});
  }
  for (const std::string& day : BadDays()) {
    table.push_back({"child_birth_dates", "INVALID_DATE", say(day),
                     [day](auto& request) { request.set_child_birth_dates(0, day); }});
    table.push_back({"occurred_on", "INVALID_DATE", say(day),
                     [day](auto& request) { request.set_occurred_on(day); }});
  }
  for (const std::string& postcode : BadPostcodes()) {
    table.push_back({"postcode", "INVALID_POSTCODE", say(postcode),
                     [postcode](auto& request) { request.set_postcode(postcode); }});
  }
  // Ages: born after the registration of 2020-02-01, and 24 or more.
  for (const char* day : {"2020-02-02", "2020-11-15", "2024-02-29", "2199-12-31"}) {
    table.push_back({"child_birth_dates", "CHILD_NOT_BORN", day,
                     [day](auto& request) { request.set_child_birth_dates(0, day); }});
  }
  for (const char* day : {"1996-02-01", "1996-01-31", "1980-05-02", "1900-01-01"}) {
    table.push_back({"child_birth_dates", "CHILD_TOO_OLD", day,
                     [day](auto& request) { request.set_child_birth_dates(0, day); }});
    table.push_back({"child_birth_dates", "CHILD_TOO_OLD", absl::StrCat("the second, ", day),
                     [day](auto& request) { request.add_child_birth_dates(day); }});
  }
  for (const char* day : {"2020-11-16", "2020-12-31", "2021-02-01"}) {
    table.push_back({"occurred_on", "OCCURRED_IN_FUTURE", day,
                     [day](auto& request) { request.set_occurred_on(day); }});
  }
  for (const int role : {0, 3, 99, -1, 2147483647}) {
    table.push_back({"role", "INVALID_ROLE", absl::StrCat(role), [role](auto& request) {
                       request.set_role(static_cast<v1::FamilyRole>(role));
                     }});
  }
  table.push_back(
      {"adult_names", "NO_ADULT", "nobody", [](auto& request) { request.clear_adult_names(); }});
  table.push_back({"child_birth_dates", "NO_CHILD", "no child",
                   [](auto& request) { request.clear_child_birth_dates(); }});
  for (const int adults : {7, 100, 50'000}) {
    table.push_back({"adult_names", "TOO_MANY", absl::StrCat(adults), [adults](auto& request) {
                       request.mutable_adult_names()->Reserve(adults);
                       while (request.adult_names_size() < adults) {
                         request.add_adult_names("Ouder");
                       }
                     }});
  }
  for (const int children : {16, 1000, 50'000}) {
    table.push_back(
        {"child_birth_dates", "TOO_MANY", absl::StrCat(children), [children](auto& request) {
           while (request.child_birth_dates_size() < children) {
             request.add_child_birth_dates("2014-05-02");
           }
         }});
  }
  for (const char* id : {"", "1", "0a000000-0000-7000-8000-00000000000", "{0a000000}",
                         "0a000000-0000-7000-8000-00000000000g", "' OR 1=1"}) {
    table.push_back(
        {"request_id", "INVALID_ID", id, [id](auto& request) { request.set_request_id(id); }});
    table.push_back(
        {"contract_id", "INVALID_ID", id, [id](auto& request) { request.set_contract_id(id); }});
  }
  for (const char* code : {"", "610", "06100", "O610", "0000", "-610", " 0610", "0610\n",
                           "\xD9\xA0\xD9\xA6\xD9\xA1\xD9\xA0"}) {
    table.push_back({"municipality", "INVALID_MUNICIPALITY", code,
                     [code](auto& request) { request.set_municipality(code); }});
  }
  return table;
}

class HostileRegistrations : public Scene {
 protected:
  // By the way that a request goes behind the adapter.
  absl::Status Send(const v1::RegisterFamilyRequest& request) {
    const auto* method = request.GetDescriptor()
                             ->file()
                             ->FindServiceByName("RegistrationService")
                             ->FindMethodByName("RegisterFamily");
    BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                               platform::access::ReadPolicy(*method));
    Call call = Coordinator(policy.effect);
    BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
    return api.RegisterFamily(call, request).status();
  }

  v1::RegisterFamilyRequest Good() {
    v1::RegisterFamilyRequest request;
    request.set_request_id(Coordinator(Effect::kNone).request_id.ToString());
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    request.set_occurred_on("2020-02-01");
    request.set_role(v1::FAMILY_ROLE_REQUEST);
    request.set_postcode("3361 AB");
    request.add_adult_names("Ouder A");
    request.add_child_birth_dates("2014-05-02");
    return request;
  }

  // Of every table of the service, its name and its rows.
  std::string Rows() {
    return fixture.fresh().Ask(
        "SELECT tablename || ' ' || (xpath('/row/c/text()', query_to_xml(format("
        "'SELECT count(*) AS c FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text "
        "FROM pg_tables WHERE schemaname = 'registration' ORDER BY tablename");
  }

  RegistrationApi api{families, referrals};
};

TEST_F(HostileRegistrations, AreRefusedWithTheirFieldNamedAndNothingIsStored) {
  const std::vector<Hostile> table = Table();
  ASSERT_GE(table.size(), 200U);
  const std::string before = Rows();
  for (const Hostile& hostile : table) {
    v1::RegisterFamilyRequest request = Good();
    hostile.spoil(request);
    const absl::Status status = Send(request);
    EXPECT_THAT(status, RefusesField(hostile.field, hostile.reason)) << hostile.what;
    // What was sent stands in no message that could end up in a log.
    EXPECT_EQ(status.message().find("111222333"), std::string::npos);
    EXPECT_LT(status.message().size(), 200U);
  }
  EXPECT_EQ(Rows(), before);
  EXPECT_THAT(Send(Good()), IsOk());
  EXPECT_NE(Rows(), before);
}

}  // namespace
}  // namespace buurtbrug::registration::api
