#include "platform/postgres/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <pqxx/result>
#include <thread>

#include "platform/postgres/read.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::postgres {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::Servers;
using platform::testing::TenantFixture;

constexpr Statement kContracts = {"test_contracts", "SELECT count(*) AS n FROM contracts"};
constexpr Statement kBackend = {"test_backend", "SELECT pg_backend_pid() AS pid"};
constexpr Statement kEcho = {
    "test_echo",
    "SELECT $1::text AS t, $2::date AS d, $3::timestamptz AS i, $4::uuid AS u, $5::integer[] AS n,"
    " $6::bytea AS b, $7::text[] AS l, $8::text AS nothing"};
constexpr Statement kForeignInsert = {
    "test_foreign_insert",
    "INSERT INTO contracts (municipality, contract_id, first_day) VALUES ($1, $2, '2020-01-01')"};
constexpr Statement kContractIds = {
    "test_contract_ids", "SELECT string_agg(contract_id::text, ',') AS ids FROM contracts"};
constexpr Statement kPeriodInsert = {
    "test_period_insert",
    "INSERT INTO subsidy_periods (municipality, contract_id, name, first_day, last_day,"
    " quarter_targets, recorded_at) VALUES ($1, $2, 'x', '2021-01-01', '2021-12-31', '{}', now())"};
constexpr Statement kTwice = {
    "test_twice", "INSERT INTO feed_positions (feed, transaction, sequence) VALUES ('x', '0', 0)"};

int Count(const Scope& scope, Database& database) {
  return *database.Run(scope, [](ScopedTransaction& transaction) -> absl::StatusOr<int> {
    return transaction.Run(kContracts)[0]["n"].as<int>();
  });
}

TEST(Database, ATransactionSeesTheRowsOfItsScopeOnly) {
  TenantFixture fixture("registration");
  const core::TenantScope tenant = fixture.OpenContract();
  const core::TenantScope sister = fixture.OpenContract();
  EXPECT_EQ(Count(Scope::Tenant(tenant), fixture.database()), 1);
  EXPECT_EQ(Count(Scope::Network(), fixture.database()), 0);
  EXPECT_EQ(Count(Scope::Feed(), fixture.database()), 0);
  EXPECT_EQ(Count(Scope::Tenant({"0392", sister.contract}), fixture.database()), 0);
}

TEST(Database, ATransactionCannotWriteOutsideItsScope) {
  TenantFixture fixture("registration");
  const core::TenantScope tenant = fixture.OpenContract();
  const core::TenantScope other = {
      "0392", core::ContractId(core::NewUuid(TenantFixture::Now(), fixture.random()))};
  const auto insert = [&](ScopedTransaction& transaction) -> absl::Status {
    transaction.Run(kForeignInsert, {other.municipality, other.contract});
    return absl::OkStatus();
  };
  EXPECT_THAT(fixture.database().Run(Scope::Tenant(tenant), insert),
              Fails(StatusCode::kInternal, "DATABASE_ERROR"));
  EXPECT_THAT(fixture.database().Run(Scope::Tenant(other), insert), IsOk());
}

TEST(Database, ATransactionEntersAnotherContractOfItsMunicipalityAndSeesThatOneOnly) {
  TenantFixture fixture("registration");
  const core::TenantScope first = fixture.OpenContract();
  const core::TenantScope second = fixture.OpenContract();
  const auto seen = fixture.database().Run(
      Scope::Tenant(first), [&](ScopedTransaction& transaction) -> absl::StatusOr<std::string> {
        std::string ids = transaction.Run(kContractIds)[0]["ids"].c_str();
        const absl::Status entered = transaction.Enter(Scope::Tenant(second));
        ids.append(" ").append(transaction.Run(kContractIds)[0]["ids"].c_str());
        return entered.ok() ? absl::StatusOr<std::string>(ids) : entered;
      });
  ASSERT_THAT(seen, IsOk());
  EXPECT_EQ(*seen, first.contract.ToString() + " " + second.contract.ToString());
  EXPECT_EQ(Count(Scope::Tenant(first), fixture.database()), 1);
}

TEST(Database, ATransactionCannotWriteIntoTheContractThatItLeft) {
  TenantFixture fixture("registration");
  const core::TenantScope first = fixture.OpenContract();
  const core::TenantScope second = fixture.OpenContract();
  EXPECT_THAT(
      fixture.database().Run(Scope::Tenant(first),
                             [&](ScopedTransaction& transaction) -> absl::Status {
                               EXPECT_THAT(transaction.Enter(Scope::Tenant(second)), IsOk());
                               transaction.Run(kPeriodInsert, {first.municipality, first.contract});
                               return absl::OkStatus();
                             }),
      Fails(StatusCode::kInternal, "DATABASE_ERROR"));
  EXPECT_THAT(fixture.database().Run(
                  Scope::Tenant(first),
                  [&](ScopedTransaction& transaction) -> absl::Status {
                    EXPECT_THAT(transaction.Enter(Scope::Tenant(second)), IsOk());
                    transaction.Run(kPeriodInsert, {second.municipality, second.contract});
                    return absl::OkStatus();
                  }),
              IsOk());
}

TEST(Database, ATransactionEntersNothingButAWholeContractOfItsMunicipality) {
  TenantFixture fixture("registration");
  const core::TenantScope here = fixture.OpenContract();
  const core::TenantScope there = fixture.OpenContract({.municipality = "0392"});
  core::TenantScope of_partner = here;
  of_partner.partner = here.contract.ToString();
  const auto enter = [&](const Scope& from, const Scope& to) {
    return fixture.database().Run(
        from, [&](ScopedTransaction& transaction) { return transaction.Enter(to); });
  };
  for (const Scope& to : {Scope::Tenant(there), Scope::Tenant(of_partner), Scope::Network(),
                          Scope::Feed(), Scope::Rebuild(), Scope::Municipality("0610")}) {
    EXPECT_THAT(enter(Scope::Tenant(here), to), Fails(StatusCode::kInternal, "SCOPE_ELSEWHERE"));
  }
  for (const Scope& from : {Scope::Tenant(of_partner), Scope::Network(), Scope::Feed(),
                            Scope::Rebuild(), Scope::Municipality("0610")}) {
    EXPECT_THAT(enter(from, Scope::Tenant(here)), Fails(StatusCode::kInternal, "SCOPE_ELSEWHERE"));
  }
}

TEST(Database, ValuesComeBackAsTheyWent) {
  TenantFixture fixture("registration");
  const absl::Time instant = absl::FromUnixMicros(1604098800123456);
  const core::Uuid id = core::NewUuid(instant, core::SystemRandom());
  const std::string bytes("\x00\xff\x27\\", 4);
  const absl::Status status =
      fixture.database().Run(Scope::Network(), [&](ScopedTransaction& transaction) -> absl::Status {
        const pqxx::result rows = transaction.Run(
            kEcho, {"it's \\ \"so\"", absl::CivilDay(2020, 2, 29), instant, id,
                    std::vector<int32_t>{3, -1, 4}, Param::Bytes(bytes),
                    std::vector<std::string>{"a,b", "{\"}", "\\"}, std::optional<std::string>()});
        EXPECT_STREQ(rows[0]["t"].c_str(), "it's \\ \"so\"");
        EXPECT_EQ(ReadDay(rows[0]["d"]), absl::CivilDay(2020, 2, 29));
        EXPECT_EQ(ReadTime(rows[0]["i"]), instant);
        EXPECT_EQ(ReadUuid(rows[0]["u"]), id);
        EXPECT_THAT(ReadNumbers(rows[0]["n"]), ::testing::ElementsAre(3, -1, 4));
        EXPECT_EQ(ReadBytes(rows[0]["b"]), bytes);
        EXPECT_STREQ(rows[0]["l"].c_str(), R"({"a,b","{\"}","\\"})");
        EXPECT_TRUE(rows[0]["nothing"].is_null());
        return absl::OkStatus();
      });
  EXPECT_THAT(status, IsOk());
}

TEST(Database, AnErrorUndoesTheTransaction) {
  TenantFixture fixture("registration");
  const auto twice = [](ScopedTransaction& transaction) -> absl::Status {
    transaction.Run(kTwice);
    transaction.Run(kTwice);
    return absl::OkStatus();
  };
  EXPECT_THAT(fixture.database().Run(Scope::Network(), twice),
              Fails(StatusCode::kAlreadyExists, "DUPLICATE"));
  EXPECT_EQ(fixture.fresh().Count("registration", "feed_positions"), 0);
}

TEST(Database, AnIdleConnectionThatDiedIsReplacedUnnoticed) {
  TenantFixture fixture("registration");
  const auto backend = [&] {
    return *fixture.database().Run(Scope::Network(),
                                   [](ScopedTransaction& transaction) -> absl::StatusOr<int> {
                                     return transaction.Run(kBackend)[0]["pid"].as<int>();
                                   });
  };
  const int first = backend();
  EXPECT_EQ(backend(), first);
  fixture.fresh().Terminate(first);
  EXPECT_NE(backend(), first);
}

TEST(Database, AConnectionThatBreaksInTheMiddleChangesNothingAndTheNextOneWorks) {
  TenantFixture fixture("registration");
  const absl::Status status =
      fixture.database().Run(Scope::Network(), [&](ScopedTransaction& transaction) -> absl::Status {
        transaction.Run(kTwice);
        const int pid = transaction.Run(kBackend)[0]["pid"].as<int>();
        fixture.fresh().Terminate(pid);
        transaction.Run(kTwice);
        return absl::OkStatus();
      });
  EXPECT_THAT(status, Fails(StatusCode::kUnavailable, "DATABASE_UNAVAILABLE"));
  EXPECT_EQ(fixture.fresh().Count("registration", "feed_positions"), 0);
  EXPECT_EQ(Count(Scope::Network(), fixture.database()), 0);
}

TEST(Database, ABreakDuringCommitIsSaidToBeUnknown) {
  TenantFixture fixture("registration");
  // The constraint is checked at COMMIT, and there the session ends itself.
  fixture.fresh().Ask(
      "CREATE FUNCTION registration.hang_up() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; "
      "END'");
  fixture.fresh().Ask(
      "CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON registration.feed_positions "
      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registration.hang_up()");
  EXPECT_THAT(fixture.database().Run(Scope::Network(),
                                     [&](ScopedTransaction& transaction) -> absl::Status {
                                       transaction.Run(kTwice);
                                       return absl::OkStatus();
                                     }),
              Fails(StatusCode::kUnavailable, "COMMIT_UNKNOWN"));
}

TEST(Database, ADeadlockIsAConflictThatMayBeTriedAgain) {
  TenantFixture fixture("registration");
  fixture.fresh().Ask(
      "INSERT INTO registration.feed_positions VALUES ('a', '0', 0), ('b', '0', 0)");
  constexpr Statement kTake = {"test_take",
                               "SELECT feed FROM feed_positions WHERE feed = $1 FOR UPDATE"};
  std::barrier both_hold_one(2);
  const auto take = [&](const char* first, const char* second) {
    return fixture.database().Run(Scope::Network(),
                                  [&](ScopedTransaction& transaction) -> absl::Status {
                                    transaction.Run(kTake, {first});
                                    both_hold_one.arrive_and_wait();
                                    transaction.Run(kTake, {second});
                                    return absl::OkStatus();
                                  });
  };
  absl::Status other;
  std::thread thread([&] { other = take("b", "a"); });
  const absl::Status own = take("a", "b");
  thread.join();
  EXPECT_NE(own.ok(), other.ok());
  EXPECT_THAT(own.ok() ? other : own, Fails(StatusCode::kAborted, "CONFLICT"));
}

TEST(Database, WaitsForAConnectionAndThenSaysThatItIsBusy) {
  TenantFixture fixture("registration");
  DatabaseOptions options = fixture.fresh().As("registration");
  options.connections = 1;
  options.patience = absl::Milliseconds(20);
  Database database(options);
  const absl::Status status =
      database.Run(Scope::Network(), [&](ScopedTransaction& /*held*/) -> absl::Status {
        return database.Run(Scope::Network(),
                            [](ScopedTransaction& /*second*/) { return absl::OkStatus(); });
      });
  EXPECT_THAT(status, Fails(StatusCode::kResourceExhausted, "DATABASE_BUSY"));
  EXPECT_EQ(Count(Scope::Network(), database), 0);
}

TEST(DatabaseCheck, RefusesARoleThatCouldGetAroundThePolicies) {
  TenantFixture fixture("registration");
  EXPECT_THAT(fixture.database().Check(), IsOk());
  fixture.fresh().Ask("GRANT TRUNCATE ON registration.families TO buurtbrug_registration");
  EXPECT_THAT(fixture.database().Check(),
              Fails(StatusCode::kFailedPrecondition, "ROLE_TOO_STRONG"));
  DatabaseOptions options = fixture.fresh().As("registration");
  options.user = "buurtbrug_owner";
  options.password = fixture.fresh().PasswordOf(options.user);
  EXPECT_THAT(Database(options).Check(), Fails(StatusCode::kFailedPrecondition, "ROLE_TOO_STRONG"));
}

}  // namespace
}  // namespace buurtbrug::platform::postgres
