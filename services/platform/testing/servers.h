#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/postgres/database.h"
#include "platform/rpc/server.h"

namespace buurtbrug::platform::testing {

// The private PostgreSQL and Redis of this test run (tests/servers/start), as its env file says.
// Ends the test program with an explanation when there is none.
class Servers {
 public:
  static const Servers& Get();
  // Those that a test started for itself, from their env file.
  explicit Servers(const std::string& env_file);

  // A new database with all schemas, migrated; gone when the returned guard goes.
  class FreshDatabase {
   public:
    explicit FreshDatabase(const Servers& servers);
    ~FreshDatabase();
    const std::string& name() const { return name_; }
    // As the login role of `service`.
    postgres::DatabaseOptions As(const std::string& service) const;
    std::string PasswordOf(const std::string& role) const;
    // Rows of a table, past all policies.
    int64_t Count(const std::string& schema, const std::string& table) const;
    // Ends a session of the database as an administrator would; returns when it has gone.
    void Terminate(int backend) const;
    // One statement as the administrator, past all policies; the first column of the rows, a row a
    // line.
    std::string Ask(const std::string& sql) const;

   private:
    const Servers& servers_;
    std::string name_;
  };
  std::unique_ptr<FreshDatabase> NewDatabase() const;

  const std::string& host() const { return host_; }
  const std::string& redis_socket() const { return redis_socket_; }
  const std::string& secrets() const { return secrets_; }
  const std::string& base() const { return base_; }
  // Certificate, key and authority of `name` ("registration", "coordinator-0610").
  rpc::TlsIdentity Identity(const std::string& name) const;
  const std::string& certificates() const { return certificates_; }

 private:
  std::string host_, redis_socket_, secrets_, certificates_, base_;
};

}  // namespace buurtbrug::platform::testing
