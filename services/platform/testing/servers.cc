#include "platform/testing/servers.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <pqxx/pqxx>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

// libpqxx 6.4 forgets the result in which libpq reports that the server has gone.
extern "C" const char* __lsan_default_suppressions() { return "leak:PQmakeEmptyPGresult\n"; }

namespace buurtbrug::platform::testing {
namespace {

[[noreturn]] void Explain(const std::string& what) {
  std::cerr
      << what
      << "\nRun the tests through `ctest --preset dev` or `tools/test`: they start the servers.\n";
  std::exit(1);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    Explain("cannot read " + path);
  }
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string ReadPassword(const Servers& servers, const std::string& role) {
  return std::string(absl::StripAsciiWhitespace(
      ReadFile(absl::StrCat(servers.secrets(), "/", role, ".password"))));
}

std::string AdminConnection(const Servers& servers, const std::string& database) {
  return absl::StrCat("host=", servers.host(), " port=5432 user=buurtbrug_admin dbname=", database,
                      " password=", ReadPassword(servers, "buurtbrug_admin"));
}

std::string Execute(const std::string& connection, const std::string& sql) {
  pqxx::connection session(connection);
  pqxx::nontransaction direct(session);
  std::string out;
  for (const auto& row : direct.exec(sql)) {
    absl::StrAppend(&out, row[0].is_null() ? "" : row[0].c_str(), "\n");
  }
  return out;
}

}  // namespace

const Servers& Servers::Get() {
  static const Servers& servers = *[] {
    const char* path = std::getenv("BUURTBRUG_TEST_SERVERS");
    if (path == nullptr) {
      Explain("BUURTBRUG_TEST_SERVERS is not set");
    }
    return new Servers(path);
  }();
  return servers;
}

Servers::Servers(const std::string& env_file) {
  std::map<std::string, std::string> values;
  std::istringstream lines(ReadFile(env_file));
  for (std::string line; std::getline(lines, line);) {
    const size_t equals = line.find('=');
    if (equals != std::string::npos) {
      values[line.substr(0, equals)] = line.substr(equals + 1);
    }
  }
  host_ = values["POSTGRES_HOST"];
  redis_socket_ = values["REDIS_SOCKET"];
  secrets_ = values["SECRETS"];
  certificates_ = values["CERTIFICATES"];
  base_ = values["BASE"];
}

rpc::TlsIdentity Servers::Identity(const std::string& name) const {
  return {ReadFile(certificates_ + "/ca.crt"),
          ReadFile(absl::StrCat(certificates_, "/", name, ".crt")),
          ReadFile(absl::StrCat(certificates_, "/", name, ".key"))};
}

std::unique_ptr<Servers::FreshDatabase> Servers::NewDatabase() const {
  return std::make_unique<FreshDatabase>(*this);
}

Servers::FreshDatabase::FreshDatabase(const Servers& servers) : servers_(servers) {
  static std::atomic<int> count = 0;
  name_ = absl::StrCat("test_", getpid(), "_", ++count);
  // Two programs that clone the template at once would meet "is being accessed by other users".
  pqxx::connection session(AdminConnection(servers, "postgres"));
  pqxx::nontransaction direct(session);
  direct.exec("SELECT pg_advisory_lock(4242)");
  direct.exec(absl::StrCat("CREATE DATABASE ", name_, " TEMPLATE buurtbrug_template"));
}

Servers::FreshDatabase::~FreshDatabase() {
  try {
    Execute(AdminConnection(servers_, "postgres"),
            absl::StrCat("DROP DATABASE IF EXISTS ", name_, " WITH (FORCE)"));
  } catch (const pqxx::failure& error) {
    // A test that killed the server has said so itself; the database goes with the server's folder.
    std::cerr << "cannot drop " << name_ << ": " << error.what() << "\n";
  }
}

postgres::DatabaseOptions Servers::FreshDatabase::As(const std::string& service) const {
  postgres::DatabaseOptions options;
  options.host = servers_.host();
  options.database = name_;
  options.user = "buurtbrug_" + service;
  options.password = PasswordOf(options.user);
  options.schema = service;
  return options;
}

std::string Servers::FreshDatabase::PasswordOf(const std::string& role) const {
  return ReadPassword(servers_, role);
}

int64_t Servers::FreshDatabase::Count(const std::string& schema, const std::string& table) const {
  return std::stoll(Ask(absl::StrCat("SELECT count(*) FROM ", schema, ".", table)));
}

void Servers::FreshDatabase::Terminate(int backend) const {
  Ask(absl::StrCat("SELECT pg_terminate_backend(", backend, ", 5000)"));
}

std::string Servers::FreshDatabase::Ask(const std::string& sql) const {
  return Execute(AdminConnection(servers_, name_), sql);
}

}  // namespace buurtbrug::platform::testing
