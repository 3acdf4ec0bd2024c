#include "registration/app/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/access/log.h"
#include "registration/app/duplicates.h"
#include "registration/app/scene_test.h"
#include "registration/store/family_tables.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using nlohmann::json;
using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class RightsTest : public Scene {
 protected:
  Call Administers(const std::string& subject = "coordinator-0610") {
    Call call = Coordinator(Effect::kAdministers);
    call.caller.subject = subject;
    return call;
  }
  // As `subject` reads names and addresses.
  Call Reads(const std::string& subject) {
    Call call = Coordinator(Effect::kReads);
    call.caller.subject = subject;
    call.purpose = "guidance of the family";
    call.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS};
    return call;
  }

  Call ReadsNotes(const std::string& subject) {
    Call call = Reads(subject);
    call.categories = {common::v1::DATA_CATEGORY_NOTE};
    return call;
  }

  std::string Exported(const domain::FamilyId& family, ExportFormat format = ExportFormat::kJson) {
    const auto content = rights.Export(Reads("coordinator-0610"), family, format);
    EXPECT_THAT(content, IsOk());
    return content.ok() ? content->Reveal() : "{}";
  }

  std::vector<domain::Notice> Notices(store::Notices which = store::Notices::kUnsent) {
    const auto notices = rights.ListNotices(Coordinator(Effect::kReads), {}, std::nullopt, which);
    EXPECT_THAT(notices, IsOk());
    return *notices;
  }

  Rights rights{means, [] {}};
};

// The rows of every table that is exported, made straight in the tables: whoever adds a table need
// not add it here. Each sealed column holds `mark` and its table.
class MarkedFamily {
 public:
  static void Put(platform::testing::TenantFixture& fixture, store::Vault& vault,
                  const platform::core::TenantScope& tenant, const domain::FamilyId& family,
                  const std::string& mark) {
    EXPECT_THAT(fixture.database().Run(
                    platform::postgres::Scope::Tenant(tenant),
                    [&](platform::postgres::ScopedTransaction& transaction) -> absl::Status {
                      BUURTBRUG_ASSIGN_OR_RETURN(const store::FamilyKey key,
                                                 vault.Find(transaction, tenant, family));
                      for (const store::FamilyTable& table : store::FamilyTables()) {
                        if (*table.sealed != '\0') {
                          PutRow(fixture, tenant, table, key, mark);
                        }
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
  }

 private:
  // The columns that have to be there get the first value that their type and checks take.
  static void PutRow(platform::testing::TenantFixture& fixture,
                     const platform::core::TenantScope& tenant, const store::FamilyTable& table,
                     const store::FamilyKey& key, const std::string& mark) {
    const std::string sealed = store::SealObject(key, absl::StrCat(table.name, ".", table.sealed),
                                                 *table.number == '\0' ? 1 : 9,
                                                 {{"name", absl::StrCat(mark, "-", table.name)}});
    std::string columns = "municipality, contract_id, family_id";
    std::string values = absl::StrCat("'", tenant.municipality, "', '", tenant.contract.ToString(),
                                      "', '", key.family().ToString(), "'");
    const std::string wanted = fixture.fresh().Ask(
        absl::StrCat("SELECT column_name || ' ' || udt_name FROM information_schema.columns "
                     "WHERE table_schema = 'registration' AND table_name = '",
                     table.name,
                     "' AND is_nullable = 'NO' AND column_default IS NULL AND column_name NOT IN "
                     "('municipality', 'contract_id', 'family_id', '",
                     table.sealed, "', '", table.number, "')"));
    for (const absl::string_view line : absl::StrSplit(wanted, '\n', absl::SkipEmpty())) {
      const std::vector<std::string> pair = absl::StrSplit(line, ' ');
      absl::StrAppend(&columns, ", ", pair[0]);
      absl::StrAppend(&values, ", ",
                      pair[0] == "verdict"       ? "2"
                      : pair[0] == "kind"        ? "3"
                      : pair[1] == "date"        ? "'2020-02-01'"
                      : pair[1] == "timestamptz" ? "'2020-02-01'"
                      : pair[1] == "uuid"        ? "'09000000-0000-7000-8000-000000000000'"
                      : pair[1] == "bool"        ? "false"
                      : pair[1] == "bytea"       ? "decode(repeat('00', 32), 'hex')"
                                                 : "'1'");
    }
    if (*table.number != '\0') {
      absl::StrAppend(&columns, ", ", table.number);
      absl::StrAppend(&values, ", 9");
    }
    // What the row refers to need not be there.
    fixture.fresh().Ask(
        absl::StrCat("SET session_replication_role = replica; INSERT INTO registration.",
                     table.name, " (", columns, ", ", table.sealed, ") VALUES (", values, ", '\\x",
                     absl::BytesToHexString(sealed), "')"));
  }
};

TEST_F(RightsTest, AnExportHasEveryMarkOfTheFamilyAndNoneOfAnother) {
  const auto family = Register();
  const auto other = Register();
  MarkedFamily::Put(fixture, vault, tenant, family, "MARK-A");
  MarkedFamily::Put(fixture, vault, tenant, other, "MARK-B");
  for (const ExportFormat format : {ExportFormat::kJson, ExportFormat::kHtml}) {
    const std::string content = Exported(family, format);
    for (const store::FamilyTable& table : store::FamilyTables()) {
      if (*table.sealed != '\0') {
        EXPECT_EQ(absl::StrContains(content, absl::StrCat("MARK-A-", table.name)),
                  table.on_request == store::OnRequest::kExported)
            << table.name;
      }
    }
    EXPECT_THAT(content, Not(HasSubstr("MARK-B")));
    EXPECT_THAT(content, Not(HasSubstr(other.ToString())));
  }
}

TEST_F(RightsTest, AnExportHasTheFilesOfMergedFamiliesTooAndEachIsADisclosure) {
  const auto one = Register();
  const auto two = Register();
  // The one that came in first stays.
  const auto stays = std::min(one, two);
  const auto merged = std::max(one, two);
  ASSERT_THAT(families.Get(Reads("bob"), merged), IsOk());
  MarkedFamily::Put(fixture, vault, tenant, merged, "MARK-B");
  Duplicates duplicates{means};
  ASSERT_THAT(
      duplicates.Merge(Coordinator(Effect::kCares), {stays, merged, kMarch, 0, 0, Personal("x")}),
      IsOk());
  for (const ExportFormat format : {ExportFormat::kJson, ExportFormat::kHtml}) {
    const std::string content = Exported(stays, format);
    EXPECT_THAT(content, HasSubstr("MARK-B-adults"));
    EXPECT_THAT(content, HasSubstr("bob"));
    EXPECT_THAT(content, HasSubstr("Gezin (dubbele aanmelding 1)"));
  }
  const Call call = Reads("coordinator-0610");
  ASSERT_THAT(rights.Export(call, stays, ExportFormat::kJson), IsOk());
  EXPECT_EQ(call.logged, 2);
}

TEST_F(RightsTest, AnExportSaysWhatWasRecordedInWords) {
  const json exported = json::parse(Exported(Register()));
  EXPECT_EQ(exported["made_on"], "2020-11-15");
  std::vector<std::string> tables;
  for (const json& section : exported["sections"]) {
    tables.push_back(section["table"]);
    for (const json& row : section["rows"]) {
      EXPECT_FALSE(row.contains("sealed") || row.contains("contract_id")) << section["table"];
    }
  }
  EXPECT_THAT(tables, ::testing::IsSupersetOf({"families", "adults", "children", "family_steps"}));
  EXPECT_EQ(exported["sections"][0]["rows"][0]["state"], "aangemeld");
  EXPECT_EQ(exported["sections"][0]["rows"][0]["role"], "vraaggezin");
  EXPECT_EQ(exported["sections"][1]["rows"][0]["name"], "Ouder A");
  EXPECT_THAT(exported["withheld"], Not(IsEmpty()));
}

TEST_F(RightsTest, AnExportSaysToWhomWhatWasDisclosedAndIsADisclosureItself) {
  const auto family = Register();
  ASSERT_THAT(families.Get(Reads("bob"), family), IsOk());
  EXPECT_THAT(json::parse(Exported(family))["disclosures"],
              ElementsAre(json{{"occurred_on", "2020-11-15"},
                               {"subject", "bob"},
                               {"role", "coördinator"},
                               {"purpose", "guidance of the family"},
                               {"categories", {"naam", "adres"}}}));
  const auto entries =
      platform::access::ListEntries(fixture.database(), tenant, {}, std::optional(family));
  ASSERT_THAT(entries, IsOk());
  ASSERT_THAT(*entries, SizeIs(2));
  EXPECT_EQ((*entries)[0].categories_size(), 5);
  const Call call = Reads("coordinator-0610");
  ASSERT_THAT(rights.Export(call, family, ExportFormat::kHtml), IsOk());
  EXPECT_EQ(call.logged, 1);
}

TEST_F(RightsTest, NeitherAnExportNorANoticeNamesASafetyOfficer) {
  const auto family = Register();
  Call officer = Reads("MARK-OFFICER");
  officer.caller.role = platform::access::Role::kSafetyOfficer;
  ASSERT_THAT(families.Get(officer, family), IsOk());
  EXPECT_THAT(Exported(family), Not(HasSubstr("MARK-OFFICER")));
  officer.categories = {common::v1::DATA_CATEGORY_NOTE};
  ASSERT_THAT(families.Get(officer, family), IsOk());
  ASSERT_THAT(rights.RecordCorrection(Administers(), family, {common::v1::DATA_CATEGORY_NOTE}, {}),
              IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
}

TEST_F(RightsTest, AnExportOfAFamilyElsewhereIsNotFound) {
  const auto family = Register();
  Call call = Reads("coordinator-0610");
  call.scope = fixture.OpenContract();
  EXPECT_THAT(rights.Export(call, family, ExportFormat::kJson),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_EQ(call.logged, 0);
}

TEST_F(RightsTest, ACorrectionMakesANoticeForEachWhoSawIt) {
  const auto family = Register();
  ASSERT_THAT(families.Get(ReadsNotes("bob"), family), IsOk());
  ASSERT_THAT(families.Get(ReadsNotes("bob"), family), IsOk());
  ASSERT_THAT(families.Get(ReadsNotes("chris"), family), IsOk());
  ASSERT_THAT(families.Get(ReadsNotes("coordinator-0610"), family), IsOk());
  const Call call = Administers();
  for (int i = 0; i < 2; ++i) {
    const auto receipt =
        rights.RecordCorrection(call, family, {common::v1::DATA_CATEGORY_NOTE}, {});
    ASSERT_THAT(receipt, IsOk());
    EXPECT_EQ(receipt->version, 2);
  }
  const auto notices = Notices();
  ASSERT_THAT(notices, SizeIs(2));
  EXPECT_THAT((std::vector<std::string>{notices[0].recipient, notices[1].recipient}),
              UnorderedElementsAre("bob", "chris"));
  EXPECT_EQ(notices[0].family, family);
  EXPECT_TRUE(notices[0].disclosed_at.has_value());
}

// Notices of these come from the calls that correct them.
TEST_F(RightsTest, OnlyACorrectionOfTextsIsRecordedByItself) {
  const auto family = Register();
  for (const int category :
       {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS,
        common::v1::DATA_CATEGORY_BIRTH_DATE, common::v1::DATA_CATEGORY_CONTACT,
        common::v1::DATA_CATEGORY_SPECIAL}) {
    EXPECT_THAT(rights.RecordCorrection(Administers(), family,
                                        {common::v1::DATA_CATEGORY_NOTE, category}, {}),
                RefusesField("categories", "INVALID_CATEGORY"))
        << category;
  }
  EXPECT_THAT(Notices(), IsEmpty());
}

TEST_F(RightsTest, WhoSawItBeforeItWasWrongIsNotTold) {
  const auto family = Register();
  ASSERT_THAT(families.Get(ReadsNotes("bob"), family), IsOk());
  Call later = Administers();
  later.now += absl::Hours(48);
  later.today += 2;
  EXPECT_EQ(rights
                .RecordCorrection(later, family, {common::v1::DATA_CATEGORY_NOTE},
                                  absl::CivilDay(2020, 11, 16))
                ->version,
            0);
  EXPECT_THAT(rights.RecordCorrection(Administers(), family, {common::v1::DATA_CATEGORY_NOTE},
                                      absl::CivilDay(2020, 11, 16)),
              RefusesField("wrong_since", "OCCURRED_IN_FUTURE"));
}

TEST_F(RightsTest, ANoticeIsSentOnce) {
  const auto family = Register();
  ASSERT_THAT(families.Get(ReadsNotes("bob"), family), IsOk());
  ASSERT_THAT(rights.RecordCorrection(Administers(), family, {common::v1::DATA_CATEGORY_NOTE}, {}),
              IsOk());
  const domain::NoticeId notice = Notices()[0].id;
  EXPECT_THAT(rights.MarkNoticeSent(Administers(), notice), IsOk());
  EXPECT_THAT(Notices(), IsEmpty());
  EXPECT_TRUE(Notices(store::Notices::kAll)[0].sent_at.has_value());
  EXPECT_THAT(rights.MarkNoticeSent(Administers(), notice),
              Fails(StatusCode::kFailedPrecondition, "NOTICE_SENT"));
  Call elsewhere = Administers();
  elsewhere.scope = fixture.OpenContract();
  EXPECT_THAT(rights.MarkNoticeSent(elsewhere, notice),
              Fails(StatusCode::kNotFound, "NOTICE_NOT_FOUND"));
}

TEST_F(RightsTest, AHoldIsPlacedReadAndLifted) {
  const auto family = Register();
  const auto placed = rights.PlaceHold(Administers(), family, Personal("klacht bij de rechter"),
                                       absl::CivilDay(2021, 6, 30));
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(placed->version, 1);
  const Call reads = Reads("coordinator-0610");
  const auto holds = rights.ListHolds(reads, family);
  ASSERT_THAT(holds, IsOk());
  ASSERT_THAT(*holds, SizeIs(1));
  EXPECT_EQ(holds->front().reason, Personal("klacht bij de rechter"));
  EXPECT_EQ(holds->front().until_day, absl::CivilDay(2021, 6, 30));
  EXPECT_EQ(reads.logged, 1);
  EXPECT_THAT(rights.LiftHold(Administers(), family, 2),
              Fails(StatusCode::kNotFound, "HOLD_NOT_FOUND"));
  EXPECT_THAT(rights.LiftHold(Administers("bob"), family, 1), IsOk());
  EXPECT_EQ(rights.ListHolds(reads, family)->front().lifted_by, "bob");
  EXPECT_THAT(rights.LiftHold(Administers(), family, 1),
              Fails(StatusCode::kFailedPrecondition, "HOLD_LIFTED"));
}

TEST_F(RightsTest, AHoldsReasonIsNowhereInPlain) {
  const auto family = Register();
  ASSERT_THAT(rights.PlaceHold(Administers(), family, Personal("MARK-HOLD"), std::nullopt), IsOk());
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.legal_holds "
                                "WHERE position('MARK-HOLD'::bytea IN sealed) > 0"),
            "0\n");
}

TEST_F(RightsTest, AHoldEndsTodayAtTheEarliest) {
  const auto family = Register();
  EXPECT_THAT(rights.PlaceHold(Administers(), family, Personal("x"), absl::CivilDay(2020, 11, 14)),
              RefusesField("until_day", "HOLD_OVER"));
  EXPECT_THAT(rights.PlaceHold(Administers(), family, Personal("x"), absl::CivilDay(2020, 11, 15)),
              IsOk());
}

TEST_F(RightsTest, RightsOutliveTheContract) {
  const TenantScope ended =
      fixture.OpenContract({.last_day = "2020-09-30", .run_off_day = "2020-11-14"});
  Call call = Coordinator(Effect::kStarts);
  call.scope = ended;
  call.now -= absl::Hours(24 * 60);
  call.today -= 60;
  fixture.clock().Set(call.now);
  const auto receipt = families.Register(call, kFebruary, RequestFamily());
  ASSERT_THAT(receipt, IsOk());
  fixture.clock().Set(platform::testing::TenantFixture::Now());
  Call later = Administers();
  later.scope = ended;
  EXPECT_THAT(
      rights.PlaceHold(later, domain::FamilyId(receipt->subject), Personal("x"), std::nullopt),
      IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::app
