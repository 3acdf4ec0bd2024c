#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/scope.h"
#include "platform/postgres/param.h"

namespace pqxx {
class result;
}  // namespace pqxx

namespace buurtbrug::platform::postgres {

// What a transaction may see and change; row level security in the database holds it to that.
class Scope {
 public:
  // The cases of one contract; with a partner only those that it referred.
  static Scope Tenant(const core::TenantScope& tenant);
  // What belongs to one municipality as a whole.
  static Scope Municipality(const std::string& municipality);
  // What belongs to no tenant, and what the foundation administers.
  static Scope Network();
  // Reads the service's own feed, all tenants.
  static Scope Feed();
  // Derived data of all tenants, to be made again.
  static Scope Rebuild();

  const std::string& municipality() const { return municipality_; }
  const std::string& contract() const { return contract_; }
  const std::string& access() const { return access_; }
  const std::string& partner() const { return partner_; }

 private:
  Scope(std::string municipality, std::string contract, std::string access,
        std::string partner = "");

  std::string municipality_;
  std::string contract_;
  std::string access_;
  std::string partner_;
};

class Connection;

// One transaction under one scope at a time: the only way to a statement. Made by Database::Run.
class ScopedTransaction {
 public:
  // Runs a statement. Throws what Database::Run turns into a status; callers do not catch it.
  pqxx::result Run(const Statement& statement, std::initializer_list<Param> params = {});

  // From here on the transaction is under `scope` instead: how cases go from one contract of a
  // municipality to the one that follows it, read under the one and written under the other. What
  // comes after it in the transaction expects the scope that it began with: go back.
  //   INTERNAL SCOPE_ELSEWHERE  one of the two is not the whole of one contract, or they are of two
  //                             municipalities; nothing has changed
  absl::Status Enter(const Scope& scope);

  ScopedTransaction(const ScopedTransaction&) = delete;
  ScopedTransaction& operator=(const ScopedTransaction&) = delete;

 private:
  friend class Database;
  ScopedTransaction(Connection& connection, const Scope& scope)
      : connection_(connection), scope_(scope) {}

  Connection& connection_;
  Scope scope_;
  bool may_have_written_ = false;
};

struct DatabaseOptions {
  std::string host;  // a folder with a unix socket, or a name
  int port = 5432;
  std::string database;
  std::string user;
  std::string password;
  // Search path of every statement.
  std::string schema;
  int connections = 8;
  // How long a transaction waits for a free connection.
  absl::Duration patience = absl::Seconds(5);
};

// A pool of connections. Thread-safe. Connections are opened when needed; one that saw an error is
// thrown away.
//
// Errors of Run besides those of the work itself, by code and reason:
//   UNAVAILABLE DATABASE_UNAVAILABLE   nothing was changed; may be repeated
//   UNAVAILABLE COMMIT_UNKNOWN         the connection broke in COMMIT; repeat with the same id
//   RESOURCE_EXHAUSTED DATABASE_BUSY   no connection became free in time
//   ABORTED CONFLICT                   deadlock or serialization failure; may be repeated
//   ALREADY_EXISTS DUPLICATE           a unique constraint
//   FAILED_PRECONDITION OVERLAP        an exclusion constraint
//   FAILED_PRECONDITION CONSTRAINT     a check or foreign key
//   INTERNAL DATABASE_ERROR            anything else
class Database {
 public:
  explicit Database(DatabaseOptions options);
  ~Database();

  // Connects, and refuses a role that could get around row level security: superuser, BYPASSRLS,
  // owner of a table, right to TRUNCATE. FAILED_PRECONDITION ROLE_TOO_STRONG.
  absl::Status Check();

  // Transactions of this object that have ended and may have changed something: that ran another
  // statement than a SELECT. Whoever remembers the number before a reading, and finds it the same
  // later, knows that this process has changed nothing since.
  std::uint64_t writes() const { return writes_; }

  // Runs `work(transaction)` under `scope` and commits when it returns OK, else rolls back. `work`
  // returns absl::Status or a StatusOr.
  template <typename Work>
  auto Run(const Scope& scope, Work&& work) {
    using Result = std::invoke_result_t<Work&, ScopedTransaction&>;
    if constexpr (std::is_same_v<Result, absl::Status>) {
      return RunErased(scope, work);
    } else {
      std::optional<Result> result;
      absl::Status status = RunErased(scope, [&](ScopedTransaction& transaction) -> absl::Status {
        result.emplace(work(transaction));
        return result->status();
      });
      return status.ok() ? *std::move(result) : Result(std::move(status));
    }
  }

 private:
  absl::Status RunErased(const Scope& scope,
                         const std::function<absl::Status(ScopedTransaction&)>& work);
  absl::StatusOr<std::unique_ptr<Connection>> Acquire();
  void Release(std::unique_ptr<Connection> connection);

  const DatabaseOptions options_;
  std::atomic<std::uint64_t> writes_ = 0;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int open_ = 0;
};

}  // namespace buurtbrug::platform::postgres
