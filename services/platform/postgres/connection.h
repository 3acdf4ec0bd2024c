#pragma once

#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/postgres/param.h"

namespace buurtbrug::platform::postgres {

// One session. libpqxx would reconnect silently in the middle of work: that is switched off.
class Connection {
 public:
  // Throws pqxx::broken_connection.
  explicit Connection(const std::string& options) : session_(options), carrier_(session_) {
// The driver's next major version does this by itself, so it calls this one deprecated.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    session_.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  }

  // Several statements in one round trip; the last one's result.
  pqxx::result Direct(const std::string& sql) { return carrier_.exec(sql); }
  pqxx::result Prepared(const Statement& statement, std::initializer_list<Param> params);
  bool is_open() const { return session_.is_open(); }

 private:
  pqxx::connection session_;
  // Only a carrier of statements: BEGIN and COMMIT are sent by Database.
  pqxx::nontransaction carrier_;
  std::set<std::string> prepared_;
};

}  // namespace buurtbrug::platform::postgres
