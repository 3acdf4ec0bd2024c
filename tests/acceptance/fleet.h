#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/rpc/client.h"
#include "platform/testing/servers.h"
#include "tests/acceptance/process.h"

namespace buurtbrug::acceptance {

using platform::testing::Servers;

// All services as processes of their own, from the built programs and deploy/config, on free ports,
// with a database of their own. Logs lie in the folder of the servers.
class Fleet {
 public:
  explicit Fleet(const Servers& servers);

  static const std::vector<std::string>& Services();

  // Starts a service and waits until it serves. Fails the test when it does not within 30 seconds.
  void Start(const std::string& service);
  void Kill(const std::string& service) { processes_[service]->Kill(); }
  int Terminate(const std::string& service) { return processes_[service]->Terminate(); }

  // A connection to `service` with the certificate `identity`.
  const platform::rpc::Client& As(const std::string& identity, const std::string& service);

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
  const Servers& servers_;
  std::unique_ptr<Servers::FreshDatabase> database_;
  std::map<std::string, std::string> environment_;
  std::map<std::string, std::string> addresses_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<platform::rpc::Client>> clients_;
  int runs_ = 0;
};

}  // namespace buurtbrug::acceptance
