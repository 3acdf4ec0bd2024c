// How long the statements on large tables take, run as the service runs them:
//   buurtbrug-bench-tables HOUSEHOLDS
// fills a database of the servers that BUURTBRUG_TEST_SERVERS names, and prints a table. Through
// tests/bench/tables.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <pqxx/result>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/postgres/database.h"
#include "platform/testing/servers.h"
#include "registration/store/duplicate_sql.h"
#include "registration/store/profile_sql.h"

namespace buurtbrug::bench {
namespace {

using platform::core::TenantScope;
using platform::postgres::Database;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Servers;
namespace sql = registration::store::sql;

constexpr int kTimes = 2000;
constexpr int kWarmUp = 200;
constexpr char kContract[] = "00000000-0000-7000-8000-0000000000c1";
constexpr char kOther[] = "00000000-0000-7000-8000-0000000000c2";

// The id of the i-th household.
std::string IdOf(int i) {
  char text[40];
  std::snprintf(text, sizeof text, "%08x-0000-7000-8000-000000000000", static_cast<unsigned>(i));
  return text;
}

// Households with seven keys each. Of a hundred one came in twice: it shares all but its address
// with the one before it. Four live at each address on average, as in flats.
void Fill(const Servers::FreshDatabase& fresh, int all) {
  const auto contract = [&](const char* id, int households) {
    fresh.Ask(absl::StrCat(
        "SET session_replication_role = replica;"
        "INSERT INTO registration.contracts (municipality, contract_id, first_day, version)"
        "  VALUES ('0610', '",
        id, "', '2020-01-01', 1);",
        "INSERT INTO registration.families (municipality, contract_id, family_id, role, state,"
        "  registered_on, area, version) SELECT '0610', '",
        id,
        "', (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 1 + i % 2,"
        "  1 + i % 3, date '2020-01-01' + i % 1500, '3361', 1 FROM generate_series(1, ",
        households, ") AS i;",
        "INSERT INTO registration.duplicate_keys (municipality, contract_id, reason, digest,"
        "  family_id) SELECT '0610', '",
        id, "', r, sha256(convert_to(r || ' ' || CASE WHEN r = 6 THEN i::bigint * 7919 % ",
        households / 4, " WHEN i % 100 = 0 THEN i - 1 ELSE i END || '", id,
        "', 'UTF8')), (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid"
        "  FROM generate_series(1, ",
        households, ") AS i, generate_series(1, 7) AS r;",
        "INSERT INTO registration.duplicate_searches SELECT municipality, contract_id, family_id,"
        "  true FROM registration.families WHERE contract_id = '",
        id, "';",
        "INSERT INTO registration.duplicate_pairs (municipality, contract_id, family_id,"
        "  other_family_id, reasons, likelihood, verdict) SELECT '0610', '",
        id,
        "', (lpad(to_hex(i - 1), 8, '0') || '-0000-7000-8000-000000000000')::uuid,"
        "  (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, '{3,4}', 88,"
        "  1 + i / 100 % 3 FROM generate_series(100, ",
        households, ", 100) AS i"));
  };
  // An index that is made at once costs a tenth of one that grows.
  const std::string key = fresh.Ask(
      "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'duplicate_keys_pkey'");
  const std::string index =
      fresh.Ask("SELECT pg_get_indexdef('registration.duplicate_keys_of_family'::regclass)");
  fresh.Ask("ALTER TABLE registration.duplicate_keys DROP CONSTRAINT duplicate_keys_pkey");
  fresh.Ask("DROP INDEX registration.duplicate_keys_of_family");
  contract(kContract, all);
  // One in a hundred waits, among ten that do not.
  fresh.Ask(absl::StrCat(
      "SET session_replication_role = replica;"
      "INSERT INTO registration.family_lists (municipality, contract_id, family_id, priority,"
      "  waiting_since, kinds, children, matches) SELECT '0610', '",
      kContract,
      "', (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 1 + i % 3,"
      "  CASE WHEN i % 10 = 0 THEN date '2020-01-01' + i % 1500 END, 1 << i % 8, '{1,2}', 0"
      "  FROM generate_series(1, ",
      all / 10, ") AS i"));
  contract(kOther, all / 5);
  fresh.Ask(
      absl::StrCat("ALTER TABLE registration.duplicate_keys ADD CONSTRAINT"
                   " duplicate_keys_pkey ",
                   key));
  fresh.Ask(index);
  fresh.Ask("ANALYZE");
}

struct Figures {
  double median_ms = 0;
  double p99_ms = 0;
  double rows = 0;
};

// One caller at a time, each statement in a transaction of its own; the time is the statement's,
// there and back over the socket.
Figures Measure(Database& database, const TenantScope& tenant, int households,
                const std::function<size_t(ScopedTransaction&, int)>& statement) {
  std::mt19937 random(20260101);  // NOLINT(cert-msc51-cpp): the same households in each run
  std::uniform_int_distribution<int> household(1, households);
  std::vector<double> took;
  size_t rows = 0;
  for (int time = 0; time < kWarmUp + kTimes; ++time) {
    const absl::Status status =
        database.Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
          const int chosen = household(random);
          const auto begin = std::chrono::steady_clock::now();
          const size_t count = statement(transaction, chosen);
          if (time >= kWarmUp) {
            took.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
                    .count());
            rows += count;
          }
          return absl::OkStatus();
        });
    if (!status.ok()) {
      std::cerr << status << "\n";
      std::exit(1);
    }
  }
  std::sort(took.begin(), took.end());
  return {took[took.size() / 2], took[took.size() * 99 / 100],
          static_cast<double>(rows) / static_cast<double>(took.size())};
}

void Print(const char* what, const Figures& figures) {
  std::printf("| %-55s | %7.2f | %7.2f | %6.1f |\n", what, figures.median_ms, figures.p99_ms,
              figures.rows);
}

int Main(int households) {
  const auto fresh = Servers::Get().NewDatabase();
  Fill(*fresh, households);
  Database database(fresh->As("registration"));
  TenantScope tenant;
  tenant.municipality = "0610";
  tenant.contract = *platform::core::ContractId::Parse("contract", kContract);
  std::printf("| %-55s | p50 ms  | p99 ms  |   rows |\n|---|--:|--:|--:|\n", "what");
  Print("find the duplicates of one family",
        Measure(database, tenant, households, [&](ScopedTransaction& transaction, int household) {
          return transaction
              .Run(sql::kFindDuplicates, {tenant.municipality, tenant.contract,
                                          std::vector<std::string>{IdOf(household)}, 50})
              .size();
        }));
  Print("a page of 50 pairs that nobody judged",
        Measure(database, tenant, households, [&](ScopedTransaction& transaction, int household) {
          return transaction
              .Run(sql::kListDuplicatePairs,
                   {tenant.municipality, tenant.contract, IdOf(household * 9 / 10), IdOf(0), 50})
              .size();
        }));
  Print("all pairs of one family, with how they were judged",
        Measure(database, tenant, households, [&](ScopedTransaction& transaction, int household) {
          return transaction
              .Run(sql::kDuplicatesOfFamily, {tenant.municipality, tenant.contract,
                                              IdOf(std::max(100, household / 100 * 100)), 100})
              .size();
        }));
  const auto waiting = [&](int kinds) {
    return Measure(database, tenant, households,
                   [&, kinds](ScopedTransaction& transaction, int household) {
                     transaction.Run(sql::kInOrder, {});
                     return transaction
                         .Run(sql::kListWaiting,
                              {tenant.municipality, tenant.contract, 1 + household % 3,
                               absl::CivilDay(2020, 1, 1) + household % 1400, IdOf(0), kinds, 50})
                         .size();
                   });
  };
  Print("a page of 50 of the hundredth that waits, from anywhere", waiting(0));
  Print("the same, of one kind of support in eight", waiting(1));
  return 0;
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  int households = 0;
  if (argc != 2 || !absl::SimpleAtoi(argv[1], &households) || households < 1000) {
    std::cerr << "Usage: buurtbrug-bench-tables HOUSEHOLDS, 1000 or more\n";
    return 2;
  }
  return buurtbrug::bench::Main(households);
}
