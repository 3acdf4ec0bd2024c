#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/rpc/client.h"
#include "platform/testing/servers.h"
#include "platform/testing/tokens.h"
#include "tests/acceptance/process.h"

namespace buurtbrug::acceptance {

using platform::testing::Servers;

// What a test waits for an answer: longer than a user would, for machines that are busy.
inline platform::rpc::CallOptions Patient() { return {.timeout = absl::Seconds(60)}; }

// A connection to one service, with the token of whoever calls. Lives as long as its fleet.
class Caller {
 public:
  Caller(const platform::rpc::Client& client, std::string token)
      : client_(&client), token_(std::move(token)) {}

  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(const Request& request,
                                platform::rpc::CallOptions options = Patient()) const {
    options.token = token_;
    return client_->Call<Response>(request, options);
  }

 private:
  const platform::rpc::Client* client_;
  std::string token_;
};

// All services as processes of their own, from the built programs and deploy/config, on free ports,
// with a database of their own. Access tokens are those of the issuer in the folder of the servers;
// the subject "operator" is the first operator. Logs lie in that folder too.
class Fleet {
 public:
  // `environment` on top of what all programs are given.
  explicit Fleet(const Servers& servers,
                 const std::map<std::string, std::string>& environment = {});

  static const std::vector<std::string>& Services();

  // Starts a service and waits until it serves. Fails the test when it does not within 30 seconds.
  void Start(const std::string& service);
  void Kill(const std::string& service) { processes_[service]->Kill(); }
  int Terminate(const std::string& service) { return processes_[service]->Terminate(); }

  // "127.0.0.1:port" of its gRPC, and of its metrics.
  const std::string& AddressOf(const std::string& service) const { return addresses_.at(service); }
  std::string MetricsOf(const std::string& service) const;
  // A connection to `service` with the certificate `identity`.
  const platform::rpc::Client& Connect(const std::string& service,
                                       const std::string& identity = "client");

  // A person; what it may do is decided by its appointments.
  Caller As(const std::string& subject, const std::string& service);
  // A partner, through its OAuth client.
  Caller AsPartner(const std::string& client, const std::string& service);
  // Another service.
  Caller AsService(const std::string& name, const std::string& service);
  // The operator at tenancy.
  Caller Operator() { return As("operator", "tenancy"); }

  // Appoints for a contract, from 2020 on. Returns the id; fails the test when tenancy says no.
  std::string Appoint(const std::string& subject, common::v1::Role role,
                      const std::string& municipality, const std::string& contract);

  // The command line client, ended.
  struct Outcome {
    int exit_code = 0;
    std::string output;
  };
  Outcome Run(const std::vector<std::string>& arguments);
  // The same, running.
  std::unique_ptr<Process> Begin(const std::vector<std::string>& arguments);

  const Servers::FreshDatabase& database() const { return *database_; }
  // Path of a file under deploy/examples.
  static std::string Example(const std::string& name);

 private:
  // Signs the command line client in for the people of the examples.
  void KeepTokens();

  const Servers& servers_;
  std::unique_ptr<Servers::FreshDatabase> database_;
  platform::testing::TestIssuer issuer_;
  std::map<std::string, std::string> environment_;
  std::map<std::string, std::string> addresses_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<platform::rpc::Client>> clients_;
  int runs_ = 0;
};

}  // namespace buurtbrug::acceptance
