#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "registration/app/households.h"
#include "registration/app/scene_test.h"

// What is left of a family whose key was destroyed: looked for by marks, wherever bytes are kept.
namespace buurtbrug::registration {
namespace {

using absl::StatusCode;
using domain::Personal;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;

// Where it is said in plain, to show that the search finds what is there.
constexpr char kShown[] = "zegelmerk-zichtbaar";
constexpr std::array<const char*, 10> kMarks = {
    "zegelmerk-naam", "zegelmerk-voornaam", "zegelmerk-achternaam", "zegelmerk-straat",
    "9z88",           "zegelmerk@post",     "0687654321",           "zegelmerk-vertrek",
    "3399XZ",         "1993-11-07"};

class ErasedFamilyTest : public Scene {
 protected:
  Call Cares() {
    Call call = Coordinator(Effect::kCares);
    call.caller.subject = kShown;
    return call;
  }

  // A family with a mark in everything that is personal.
  domain::FamilyId Marked() {
    const auto receipt = families.Register(Coordinator(Effect::kStarts), kFebruary,
                                           {domain::FamilyRole::kRequest,
                                            Personal("3399XZ"),
                                            {Personal("zegelmerk-naam")},
                                            {absl::CivilDay(2014, 5, 2)}});
    EXPECT_THAT(receipt, IsOk());
    const domain::FamilyId id(receipt->subject);
    const app::HouseholdInput input = {id, kMarch};
    EXPECT_THAT(households.Add(Cares(), input, domain::PersonKind::kAdult,
                               {{},
                                Personal("zegelmerk-voornaam"),
                                Personal("zegelmerk-achternaam"),
                                absl::CivilDay(1993, 11, 7)}),
                IsOk());
    EXPECT_THAT(households.Leave(Cares(), input, {domain::PersonKind::kAdult, 2},
                                 Personal("zegelmerk-vertrek")),
                IsOk());
    EXPECT_THAT(
        households.SetContact(Cares(), input,
                              {Personal("3399XZ"), Personal("zegelmerk-straat"), Personal("9z88"),
                               Personal("zegelmerk@post.example"), Personal("0687654321")}),
        IsOk());
    EXPECT_THAT(households.SetTargetGroups(Cares(), input, {domain::TargetGroup::kRefugee}),
                IsOk());
    return id;
  }

  static std::string Output(const std::string& command) {
    std::string output;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 65536> buffer{};
    for (size_t size = 0; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      output.append(buffer.data(), size);
    }
    EXPECT_EQ(pclose(pipe), 0);
    return output;
  }

  // Adds to `found` what of the marks stands in `bytes`; whether what is shown does.
  static bool Search(const std::string& where, const std::string& bytes,
                     std::vector<std::string>& found) {
    for (const char* mark : kMarks) {
      if (bytes.find(mark) != std::string::npos) {
        found.push_back(absl::StrCat(where, ": ", mark));
      }
    }
    return bytes.find(kShown) != std::string::npos;
  }

  // Files of the database, with the log that is written ahead, a dump, and Redis.
  std::vector<std::string> SearchEverywhere() {
    std::vector<std::string> found;
    const auto& fresh = fixture.fresh();
    const auto& servers = platform::testing::Servers::Get();
    fresh.Ask("VACUUM");
    fresh.Ask("CHECKPOINT");
    const std::string data = servers.base() + "/postgres";
    const std::string number =
        fresh.Ask("SELECT oid FROM pg_database WHERE datname = current_database()");
    const std::string own(absl::StripAsciiWhitespace(number));
    for (const std::string& folder :
         {absl::StrCat(data, "/base/", own), data + "/pg_wal", servers.base() + "/log"}) {
      bool shown = false;
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::stringstream bytes;
        bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        shown = Search(entry.path(), bytes.str(), found) || shown;
      }
      // Of the log that is written ahead, the server may have thrown away the part in question.
      EXPECT_TRUE(shown || folder.find("/base/") == std::string::npos)
          << folder << ": what is not sealed is not found there, so the search shows nothing";
    }
    const std::string dump =
        Output(absl::StrCat("PGPASSWORD=", fresh.PasswordOf("buurtbrug_admin"), " pg_dump -h ",
                            servers.host(), " -U buurtbrug_admin ", fresh.name()));
    EXPECT_TRUE(Search("pg_dump", dump, found));
    Search("Redis",
           Output(absl::StrCat("redis-cli -s ", servers.redis_socket(), " --rdb - 2>/dev/null")),
           found);
    return found;
  }

  app::Households households{means};
};

TEST_F(ErasedFamilyTest, NoPlaintextOfItRemainsAndNoneStoodThereBefore) {
  const domain::FamilyId id = Marked();
  EXPECT_THAT(SearchEverywhere(), ::testing::IsEmpty());
  ASSERT_THAT(families.Get(Coordinator(Effect::kReads), id), IsOk());
  ASSERT_THAT(fixture.database().Run(Scope::Tenant(tenant),
                                     [&](ScopedTransaction& transaction) {
                                       return vault.Destroy(transaction, tenant, id, fixture.Now());
                                     }),
              IsOk());
  EXPECT_THAT(SearchEverywhere(), ::testing::IsEmpty());
  for (const auto& read : {families.Get(Coordinator(Effect::kReads), id).status(),
                           households.Get(Coordinator(Effect::kReads), id).status(),
                           households.SetTargetGroups(Cares(), {id, kMarch}, {}).status()}) {
    EXPECT_THAT(read, Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
  }
}

}  // namespace
}  // namespace buurtbrug::registration
