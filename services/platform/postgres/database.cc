#include "platform/postgres/database.h"

#include <chrono>
#include <pqxx/except>
#include <pqxx/result>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "platform/core/status.h"
#include "platform/postgres/connection.h"
#include "platform/postgres/sql.h"

namespace buurtbrug::platform::postgres {
namespace {

using core::kNoMunicipality;
constexpr char kNoContract[] = "00000000-0000-0000-0000-000000000000";
constexpr char kContractAccess[] = "contract";

std::string Quoted(const std::string& value) {
  return absl::StrCat("'", absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

std::string ConnectionString(const DatabaseOptions& o) {
  return absl::StrCat("host=", Quoted(o.host), " port=", o.port, " dbname=", Quoted(o.database),
                      " user=", Quoted(o.user), " password=", Quoted(o.password),
                      " connect_timeout=5 application_name=", Quoted(o.user),
                      " options='-c search_path=", o.schema,
                      " -c timezone=UTC -c datestyle=ISO -c client_encoding=UTF8"
                      " -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000'");
}

// What the policies of the tables read, until the end of the transaction.
std::string SettingsOf(const Scope& scope) {
  return absl::StrCat("SET LOCAL buurtbrug.municipality = '", scope.municipality(),
                      "'; SET LOCAL buurtbrug.contract = '", scope.contract(),
                      "'; SET LOCAL buurtbrug.access = '", scope.access(),
                      "'; SET LOCAL buurtbrug.partner = '", scope.partner(), "'");
}

bool IsWholeContract(const Scope& scope) {
  return scope.access() == kContractAccess && scope.partner().empty();
}

enum class Session { kOpen, kBroken };

// The one place where a driver's exception becomes a status. Details of the database stay inside.
absl::Status StatusOfCurrentException(Session session) {
  using absl::StatusCode;
  absl::Status unavailable = core::Error(StatusCode::kUnavailable, "DATABASE_UNAVAILABLE",
                                         "the database cannot be reached; try again");
  // The driver does not always say what kind of error a lost connection was.
  if (session == Session::kBroken) {
    return unavailable;
  }
  try {
    throw;
  } catch (const pqxx::broken_connection&) {
    return unavailable;
  } catch (const pqxx::transaction_rollback&) {
    return core::Error(StatusCode::kAborted, "CONFLICT", "it met another change; try again");
  } catch (const pqxx::sql_error& error) {
    const std::string& state = error.sqlstate();
    if (state == "23505") {
      return core::Error(StatusCode::kAlreadyExists, "DUPLICATE", "it exists already");
    }
    if (state == "23P01") {
      return core::Error(StatusCode::kFailedPrecondition, "OVERLAP", "it overlaps an earlier one");
    }
    if (absl::StartsWith(state, "23")) {
      return core::Error(StatusCode::kFailedPrecondition, "CONSTRAINT",
                         "it does not fit what is there");
    }
    if (absl::StartsWith(state, "40") || state == "55P03") {
      return core::Error(StatusCode::kAborted, "CONFLICT", "it met another change; try again");
    }
    if (absl::StartsWith(state, "57P") || absl::StartsWith(state, "08")) {
      return unavailable;
    }
    return core::Error(StatusCode::kInternal, "DATABASE_ERROR", "the database refused a statement",
                       {{"sqlstate", state}});
  } catch (const std::exception&) {
    return core::Error(StatusCode::kInternal, "DATABASE_ERROR",
                       "unexpected answer of the database");
  }
}

}  // namespace

pqxx::result Connection::Prepared(const Statement& statement, std::initializer_list<Param> params) {
  if (prepared_.insert(statement.name).second) {
    session_.prepare(statement.name, statement.sql);
  }
  std::vector<const char*> values;
  values.reserve(params.size());
  for (const Param& param : params) {
    values.push_back(param.c_str());
  }
  return carrier_.exec_prepared(statement.name, pqxx::prepare::make_dynamic_params(values));
}

Scope::Scope(std::string municipality, std::string contract, std::string access,
             std::string partner)
    : municipality_(std::move(municipality)),
      contract_(std::move(contract)),
      access_(std::move(access)),
      partner_(std::move(partner)) {}

Scope Scope::Tenant(const core::TenantScope& tenant) {
  return {tenant.municipality, tenant.contract.ToString(), kContractAccess, tenant.partner};
}
Scope Scope::Municipality(const std::string& municipality) {
  return {municipality, kNoContract, "municipality"};
}
Scope Scope::Network() { return {kNoMunicipality, kNoContract, "network"}; }
Scope Scope::Feed() { return {kNoMunicipality, kNoContract, "feed"}; }
Scope Scope::Rebuild() { return {kNoMunicipality, kNoContract, "rebuild"}; }

pqxx::result ScopedTransaction::Run(const Statement& statement,
                                    std::initializer_list<Param> params) {
  may_have_written_ = may_have_written_ || !absl::StartsWith(statement.sql, "SELECT");
  return connection_.Prepared(statement, params);
}

absl::Status ScopedTransaction::Enter(const Scope& scope) {
  if (!IsWholeContract(scope_) || !IsWholeContract(scope) ||
      scope_.municipality() != scope.municipality()) {
    return core::Error(absl::StatusCode::kInternal, "SCOPE_ELSEWHERE",
                       "a transaction goes only from one contract to another of its municipality");
  }
  connection_.Direct(SettingsOf(scope));
  scope_ = scope;
  return absl::OkStatus();
}

Database::Database(DatabaseOptions options) : options_(std::move(options)) {}
Database::~Database() = default;

absl::StatusOr<std::unique_ptr<Connection>> Database::Acquire() {
  std::unique_lock lock(mutex_);
  const bool free = freed_.wait_for(lock, absl::ToChronoMilliseconds(options_.patience),
                                    [&] { return !idle_.empty() || open_ < options_.connections; });
  if (!free) {
    return core::Error(absl::StatusCode::kResourceExhausted, "DATABASE_BUSY",
                       "all database connections are in use; try again later");
  }
  ++open_;
  if (!idle_.empty()) {
    --open_;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  return std::unique_ptr<Connection>();
}

void Database::Release(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    if (connection != nullptr) {
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
  }
  freed_.notify_one();
}

absl::Status Database::RunErased(const Scope& scope,
                                 const std::function<absl::Status(ScopedTransaction&)>& work) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Acquire());
  // What is not given back whole is thrown away: `connection` is null then.
  const auto release = absl::MakeCleanup([&] { Release(std::move(connection)); });
  bool committing = false;
  // Counted when all is over, also when it is not known how it ended.
  bool may_have_written = false;
  const auto count = absl::MakeCleanup([&] { writes_ += may_have_written ? 1 : 0; });
  try {
    const std::string begin = absl::StrCat("BEGIN; ", SettingsOf(scope));
    // A connection that lay idle may have died with the server: nothing was done on it yet.
    if (connection != nullptr) {
      try {
        connection->Direct(begin);
      } catch (const pqxx::failure&) {
        connection.reset();
      }
    }
    if (connection == nullptr) {
      connection = std::make_unique<Connection>(ConnectionString(options_));
      connection->Direct(begin);
    }
    ScopedTransaction transaction(*connection, scope);
    absl::Status status = work(transaction);
    committing = status.ok();
    may_have_written = committing && transaction.may_have_written_;
    connection->Direct(committing ? "COMMIT" : "ROLLBACK");
    return status;
  } catch (...) {
    const Session session =
        connection != nullptr && connection->is_open() ? Session::kOpen : Session::kBroken;
    connection.reset();
    absl::Status status = StatusOfCurrentException(session);
    if (committing && status.code() == absl::StatusCode::kUnavailable) {
      return core::Error(
          absl::StatusCode::kUnavailable, "COMMIT_UNKNOWN",
          "it is not known whether this was stored; repeat it with the same request id");
    }
    return status;
  }
}

absl::Status Database::Check() {
  return Run(Scope::Network(), [](ScopedTransaction& transaction) -> absl::Status {
    const pqxx::result rows = transaction.Run(sql::kRoleStrength);
    if (rows.empty() || rows[0]["too_strong"].as<bool>()) {
      return core::Error(absl::StatusCode::kFailedPrecondition, "ROLE_TOO_STRONG",
                         "the database role could get around row level security; give the service "
                         "a role without ownership, BYPASSRLS or TRUNCATE");
    }
    return absl::OkStatus();
  });
}

}  // namespace buurtbrug::platform::postgres
