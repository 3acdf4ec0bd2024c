#include "platform/access/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>
#include <thread>

#include "absl/strings/str_cat.h"
#include "platform/access/sql.h"
#include "platform/core/status.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::access {
namespace {

using absl::StatusCode;
using common::v1::AccessEntry;
using postgres::Scope;
using postgres::ScopedTransaction;
using ::testing::ElementsAre;
using testing::Fails;
using testing::IsOk;
using testing::RefusesField;
using testing::TenantFixture;

class LogTest : public ::testing::Test {
 protected:
  core::FamilyId NewFamily() {
    return core::FamilyId(core::NewUuid(TenantFixture::Now(), fixture_.random()));
  }
  Call NewCall(const core::TenantScope& tenant) {
    Call call = fixture_.NewCall(tenant, Effect::kReads);
    call.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS};
    call.purpose = "guidance of the family";
    call.correlation_id = "request-1";
    call.trace_id = "0af7651916cd43dd8448eb211c80319c";
    call.origin = "ipv4:127.0.0.1:1";
    return call;
  }

  void Disclose(const core::TenantScope& tenant, const core::FamilyId& family) {
    const Call call = NewCall(tenant);
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant),
                                        [&](ScopedTransaction& transaction) -> absl::Status {
                                          RecordDisclosure(transaction, call, family);
                                          return absl::OkStatus();
                                        }),
                IsOk());
    EXPECT_EQ(call.logged, 1);
  }
  void DiscloseMany(int count) {
    for (int i = 0; i < count; ++i) Disclose(tenant_, NewFamily());
  }

  std::vector<AccessEntry> List(const core::TenantScope& chain, const LogPage& page = {},
                                const std::optional<core::FamilyId>& family = std::nullopt) {
    const auto entries = ListEntries(fixture_.database(), chain, page, family);
    EXPECT_THAT(entries, IsOk());
    return entries.ok() ? *entries : std::vector<AccessEntry>();
  }
  static std::vector<int64_t> Sequences(const std::vector<AccessEntry>& entries) {
    std::vector<int64_t> sequences;
    for (const AccessEntry& entry : entries) {
      sequences.push_back(entry.sequence());
    }
    return sequences;
  }
  common::v1::ChainState Verify(const core::TenantScope& chain) {
    const auto state = VerifyChain(fixture_.database(), chain);
    EXPECT_THAT(state, IsOk());
    return state.ok() ? *state : common::v1::ChainState();
  }
  // As the service, under the scope of the tenant.
  absl::Status Run(const char* sql) {
    return fixture_.database().Run(Scope::Tenant(tenant_),
                                   [&](ScopedTransaction& transaction) -> absl::Status {
                                     transaction.Run({"test_statement", sql});
                                     return absl::OkStatus();
                                   });
  }

  TenantFixture fixture_{"registration"};
  core::TenantScope tenant_ = fixture_.OpenContract();
  core::TenantScope other_ = fixture_.OpenContract();
};

TEST_F(LogTest, AnEntrySaysWhoSawWhatOfWhomAndWhy) {
  const core::FamilyId family = NewFamily();
  Disclose(tenant_, family);
  const std::vector<AccessEntry> entries = List(tenant_);
  ASSERT_EQ(entries.size(), 1U);
  const AccessEntry& entry = entries[0];
  EXPECT_EQ(entry.sequence(), 1);
  EXPECT_EQ(entry.recorded_at().seconds(), absl::ToUnixSeconds(TenantFixture::Now()));
  EXPECT_EQ(entry.subject(), "coordinator-0610");
  EXPECT_EQ(entry.role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(entry.method(), "test.Service/Method");
  EXPECT_EQ(entry.family_id(), family.ToString());
  EXPECT_THAT(entry.categories(),
              ElementsAre(common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS));
  EXPECT_EQ(entry.purpose(), "guidance of the family");
  EXPECT_EQ(entry.result(), common::v1::ACCESS_RESULT_DISCLOSED);
  EXPECT_EQ(entry.origin(), "ipv4:127.0.0.1:1");
  EXPECT_EQ(entry.request_id(), "request-1");
  EXPECT_EQ(entry.trace_id(), "0af7651916cd43dd8448eb211c80319c");
}

TEST_F(LogTest, WhatTellsOfAConcernIsLeftOutAndPagesStayFull) {
  const core::FamilyId family = NewFamily();
  for (int i = 1; i <= 6; ++i) {
    Call call = NewCall(tenant_);
    if (i % 3 == 0) {
      call.caller.role = Role::kSafetyOfficer;
    } else if (i % 3 == 2) {
      call.method = "buurtbrug.registration.v1.SafetyService/GetConcern";
    }
    ASSERT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) -> absl::Status {
                                          RecordDisclosure(transaction, call, family);
                                          return absl::OkStatus();
                                        }),
                IsOk());
  }
  LogPage page;
  EXPECT_THAT(Sequences(List(tenant_, page, family)), ElementsAre(6, 5, 4, 3, 2, 1));
  page.concerns = Concerns::kLeftOut;
  EXPECT_THAT(Sequences(List(tenant_, page, family)), ElementsAre(4, 1));
  page.size = 1;
  EXPECT_THAT(Sequences(List(tenant_, page)), ElementsAre(4));
  page.before = 4;
  EXPECT_THAT(Sequences(List(tenant_, page)), ElementsAre(1));
  page.before = 1;
  EXPECT_THAT(Sequences(List(tenant_, page)), ElementsAre());
}

TEST_F(LogTest, ADisclosureThatIsRolledBackIsNone) {
  const Call call = NewCall(tenant_);
  EXPECT_FALSE(fixture_.database()
                   .Run(Scope::Tenant(tenant_),
                        [&](ScopedTransaction& transaction) -> absl::Status {
                          RecordDisclosure(transaction, call, NewFamily());
                          return absl::NotFoundError("after all");
                        })
                   .ok());
  EXPECT_EQ(fixture_.fresh().Count("registration", "access_log"), 0);
  EXPECT_EQ(fixture_.fresh().Count("registration", "access_chain"), 0);
}

TEST_F(LogTest, EachContractHasAChainOfItsOwnAndTheNetworkAnother) {
  DiscloseMany(2);
  Disclose(other_, NewFamily());
  ASSERT_THAT(RecordRefused(fixture_.database(), NetworkChain(), NewCall(tenant_), "TOKEN_MISSING"),
              IsOk());
  EXPECT_THAT(Sequences(List(tenant_)), ElementsAre(2, 1));
  EXPECT_THAT(Sequences(List(other_)), ElementsAre(1));
  EXPECT_THAT(Sequences(List(NetworkChain())), ElementsAre(1));
  EXPECT_EQ(List(NetworkChain())[0].reason(), "TOKEN_MISSING");
  EXPECT_EQ(List(NetworkChain())[0].result(), common::v1::ACCESS_RESULT_REFUSED);
}

TEST_F(LogTest, AWholeChainVerifiesAndItsHeadMovesWithEachEntry) {
  EXPECT_EQ(Verify(tenant_).entries(), 0);
  EXPECT_EQ(Verify(tenant_).head(), "");
  DiscloseMany(1);
  const common::v1::ChainState first = Verify(tenant_);
  DiscloseMany(4);
  const common::v1::ChainState second = Verify(tenant_);
  EXPECT_EQ(first.entries(), 1);
  EXPECT_EQ(second.entries(), 5);
  EXPECT_EQ(first.head().size(), 64U);
  EXPECT_NE(first.head(), second.head());
  EXPECT_FALSE(second.has_broken_at());
}

TEST_F(LogTest, AKeptStateIsFoundAgainInALaterChainAndNotInOneThatWasCut) {
  DiscloseMany(3);
  const common::v1::ChainState kept = Verify(tenant_);
  DiscloseMany(2);
  const auto again = [&] {
    const auto state = VerifyChain(fixture_.database(), tenant_, kept.entries());
    EXPECT_THAT(state, IsOk());
    return *state;
  };
  EXPECT_EQ(again().entries(), 3);
  EXPECT_EQ(again().head(), kept.head());
  EXPECT_FALSE(again().has_broken_at());
  // The end is cut off and the head set back: whole in itself, but no longer what was kept.
  fixture_.fresh().Ask(
      "DELETE FROM registration.access_log WHERE sequence > 2; "
      "UPDATE registration.access_chain SET sequence = 2, "
      "hash = (SELECT hash FROM registration.access_log WHERE sequence = 2)");
  EXPECT_FALSE(Verify(tenant_).has_broken_at());
  EXPECT_EQ(again().entries(), 2);
  EXPECT_NE(again().head(), kept.head());
  EXPECT_THAT(VerifyChain(fixture_.database(), tenant_, -1),
              RefusesField("entries", "OUT_OF_RANGE"));
}

TEST_F(LogTest, AChainOfMoreThanOnePageVerifies) {
  fixture_.fresh().Ask(absl::StrCat(
      "DO $$ DECLARE h bytea := ''; e bytea; BEGIN FOR i IN 1..2001 LOOP e := '\\x1a0161'; "
      "h := sha256(h || e); INSERT INTO registration.access_log VALUES ('0610', '",
      tenant_.contract.ToString(), "', i, to_timestamp(0), NULL, e, h); END LOOP; ",
      "INSERT INTO registration.access_chain VALUES ('0610', '", tenant_.contract.ToString(),
      "', 2001, h); END $$"));
  EXPECT_EQ(Verify(tenant_).entries(), 2001);
  EXPECT_FALSE(Verify(tenant_).has_broken_at());
  fixture_.fresh().Ask("DELETE FROM registration.access_log WHERE sequence = 1500");
  EXPECT_EQ(Verify(tenant_).broken_at(), 1500);
}

TEST_F(LogTest, EntriesAtTheSameTimeFormOneChain) {
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] { DiscloseMany(20); });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_EQ(Verify(tenant_).entries(), 160);
  EXPECT_FALSE(Verify(tenant_).has_broken_at());
}

TEST_F(LogTest, AVerificationMeanwhileFindsNoBreak) {
  std::thread writer([&] { DiscloseMany(100); });
  for (int64_t seen = 0; seen < 100;) {
    const common::v1::ChainState state = Verify(tenant_);
    EXPECT_FALSE(state.has_broken_at());
    EXPECT_GE(state.entries(), seen);
    seen = state.entries();
  }
  writer.join();
}

TEST_F(LogTest, ListsInPagesNewestFirst) {
  DiscloseMany(5);
  EXPECT_THAT(Sequences(List(tenant_, {.size = 2})), ElementsAre(5, 4));
  EXPECT_THAT(Sequences(List(tenant_, {.size = 2, .before = 4})), ElementsAre(3, 2));
  EXPECT_THAT(Sequences(List(tenant_, {.size = 2, .before = 2})), ElementsAre(1));
}

TEST_F(LogTest, ListsTheEntriesOfOneFamily) {
  const core::FamilyId family = NewFamily();
  Disclose(tenant_, family);
  DiscloseMany(2);
  Disclose(tenant_, family);
  EXPECT_THAT(Sequences(List(tenant_, {}, family)), ElementsAre(4, 1));
  EXPECT_THAT(Sequences(List(tenant_, {.size = 1, .before = 4}, family)), ElementsAre(1));
  EXPECT_THAT(List(other_, {}, family), ::testing::IsEmpty());
}

TEST(ParseLogPage, ReadsSizeAndToken) {
  EXPECT_EQ(ParseLogPage(0, "")->size, 50);
  EXPECT_EQ(ParseLogPage(200, "7")->before, 7);
  EXPECT_EQ(ParseLogPage(201, "")->size, 200);
  EXPECT_THAT(ParseLogPage(-1, ""), RefusesField("page_size", "OUT_OF_RANGE"));
  for (const char* token : {"0", "-3", "x", "99999999999999999999", "1 OR 1=1"}) {
    EXPECT_THAT(ParseLogPage(0, token), RefusesField("page_token", "INVALID_TOKEN")) << token;
  }
}

TEST_F(LogTest, TheServiceItselfCanOnlyAdd) {
  DiscloseMany(2);
  for (const char* sql :
       {"UPDATE access_log SET entry = ''", "DELETE FROM access_log", "TRUNCATE access_log",
        "DELETE FROM access_chain", "TRUNCATE access_chain",
        "ALTER TABLE access_log NO FORCE ROW LEVEL SECURITY", "DROP TABLE access_log"}) {
    EXPECT_THAT(Run(sql), Fails(StatusCode::kInternal, "DATABASE_ERROR")) << sql;
  }
  EXPECT_EQ(fixture_.fresh().Ask(
                "SELECT t || ' ' || r FROM unnest(ARRAY['access_log', 'access_chain']) AS t, "
                "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', "
                "'TRIGGER']) AS r WHERE has_table_privilege('buurtbrug_registration', "
                "'registration.' || t, r) ORDER BY 1"),
            "access_chain INSERT\naccess_chain SELECT\naccess_chain UPDATE\n"
            "access_log INSERT\naccess_log SELECT\n");
  EXPECT_EQ(Verify(tenant_).entries(), 2);
  EXPECT_FALSE(Verify(tenant_).has_broken_at());
}

TEST_F(LogTest, NothingIsAddedToTheChainOfAnotherContract) {
  const absl::Status status = fixture_.database().Run(
      Scope::Tenant(tenant_), [&](ScopedTransaction& transaction) -> absl::Status {
        transaction.Run(sql::kAppend, {other_.municipality, other_.contract, TenantFixture::Now(),
                                       std::optional<std::string>(), postgres::Param::Bytes("x")});
        return absl::OkStatus();
      });
  EXPECT_THAT(status, Fails(StatusCode::kInternal, "DATABASE_ERROR"));
  EXPECT_EQ(fixture_.fresh().Count("registration", "access_log"), 0);
  EXPECT_EQ(fixture_.fresh().Count("registration", "access_chain"), 0);
}

// What somebody with all rights did to five entries, and where the chain breaks by it.
struct Tampering {
  std::string name;
  std::string sql;
  int64_t broken_at;
};

class TamperedLog : public LogTest, public ::testing::WithParamInterface<Tampering> {};

TEST_P(TamperedLog, IsFound) {
  DiscloseMany(5);
  Disclose(other_, NewFamily());
  ASSERT_FALSE(Verify(tenant_).has_broken_at());
  fixture_.fresh().Ask(
      absl::StrCat("SET search_path = registration; "
                   "SET buurtbrug.tampered = '",
                   tenant_.contract.ToString(), "'; ", GetParam().sql));
  EXPECT_EQ(Verify(tenant_).broken_at(), GetParam().broken_at);
  EXPECT_FALSE(Verify(other_).has_broken_at());
}

constexpr char kHere[] = " contract_id = current_setting('buurtbrug.tampered')::uuid ";

INSTANTIATE_TEST_SUITE_P(
    Kinds, TamperedLog,
    ::testing::Values(
        Tampering{"ChangedEntry",
                  absl::StrCat("UPDATE access_log SET entry = set_byte(entry, 12, 65) WHERE", kHere,
                               "AND sequence = 3"),
                  3},
        Tampering{"ChangedEntryWithAHashToMatch",
                  absl::StrCat("UPDATE access_log a SET entry = set_byte(a.entry, 12, 65), hash = "
                               "sha256(b.hash || set_byte(a.entry, 12, 65)) FROM access_log b "
                               "WHERE a.contract_id = b.contract_id AND a.",
                               kHere + 1, "AND a.sequence = 3 AND b.sequence = 2"),
                  4},
        Tampering{"ChangedFamilyColumn",
                  absl::StrCat("UPDATE access_log SET family_id = gen_random_uuid() WHERE", kHere,
                               "AND sequence = 2"),
                  2},
        Tampering{
            "RemovedFamilyColumn",
            absl::StrCat("UPDATE access_log SET family_id = NULL WHERE", kHere, "AND sequence = 2"),
            2},
        Tampering{"ChangedTimeColumn",
                  absl::StrCat("UPDATE access_log SET recorded_at = recorded_at + interval '1 day' "
                               "WHERE",
                               kHere, "AND sequence = 4"),
                  4},
        Tampering{"RemovedFirst",
                  absl::StrCat("DELETE FROM access_log WHERE", kHere, "AND sequence = 1"), 1},
        Tampering{"RemovedMiddle",
                  absl::StrCat("DELETE FROM access_log WHERE", kHere, "AND sequence = 3"), 3},
        Tampering{
            "RemovedMiddleAndMovedUp",
            absl::StrCat("DELETE FROM access_log WHERE", kHere,
                         "AND sequence = 3; UPDATE access_log SET sequence = 3 WHERE", kHere,
                         "AND sequence = 4; UPDATE access_log SET sequence = 4 WHERE", kHere,
                         "AND sequence = 5; UPDATE access_chain SET sequence = 4 WHERE", kHere),
            3},
        Tampering{"RemovedLast",
                  absl::StrCat("DELETE FROM access_log WHERE", kHere, "AND sequence = 5"), 5},
        Tampering{"RemovedAll", absl::StrCat("DELETE FROM access_log WHERE", kHere), 1},
        Tampering{"Swapped",
                  absl::StrCat("UPDATE access_log SET sequence = 9 WHERE", kHere,
                               "AND sequence = 2; UPDATE access_log SET sequence = 2 WHERE", kHere,
                               "AND sequence = 3; UPDATE access_log SET sequence = 3 WHERE", kHere,
                               "AND sequence = 9"),
                  2},
        Tampering{"AddedPastTheHead",
                  absl::StrCat("INSERT INTO access_log SELECT municipality, contract_id, 6, "
                               "recorded_at, family_id, entry, sha256(hash || entry) FROM "
                               "access_log WHERE",
                               kHere, "AND sequence = 5"),
                  6},
        Tampering{"HeadReset",
                  absl::StrCat("UPDATE access_chain SET sequence = 3, hash = (SELECT hash FROM "
                               "access_log WHERE",
                               kHere, "AND sequence = 3) WHERE", kHere),
                  4},
        Tampering{"HeadRemoved", absl::StrCat("DELETE FROM access_chain WHERE", kHere), 1},
        Tampering{"HeadChanged",
                  absl::StrCat("UPDATE access_chain SET hash = sha256('x') WHERE", kHere), 5},
        Tampering{"TakenFromAnotherContract",
                  absl::StrCat("UPDATE access_log a SET entry = b.entry FROM access_log b WHERE a.",
                               kHere + 1, "AND a.sequence = 2 AND b.contract_id <> a.contract_id"),
                  2}),
    [](const auto& tampering) { return tampering.param.name; });

}  // namespace
}  // namespace buurtbrug::platform::access
