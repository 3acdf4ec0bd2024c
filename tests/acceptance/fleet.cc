#include "tests/acceptance/fleet.h"

#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/clock.h"

namespace buurtbrug::acceptance {

const std::vector<std::string>& Fleet::Services() {
  static const auto& services = *new std::vector<std::string>{"tenancy", "registration", "matching",
                                                              "evaluation", "reporting"};
  return services;
}

std::string Fleet::Example(const std::string& name) {
  return absl::StrCat(BUURTBRUG_SOURCE_DIR, "/deploy/examples/", name);
}

Fleet::Fleet(const Servers& servers) : servers_(servers), database_(servers.NewDatabase()) {
  environment_["BUURTBRUG_STATE"] = servers_.base();
  environment_["BUURTBRUG_POSTGRES_DATABASE"] = database_->name();
  for (const std::string& service : Services()) {
    addresses_[service] = absl::StrCat("127.0.0.1:", FreePort());
    const std::string upper = absl::AsciiStrToUpper(service);
    environment_[absl::StrCat("BUURTBRUG_", upper, "_LISTEN")] = addresses_[service];
    environment_[absl::StrCat("BUURTBRUG_", upper, "_METRICS")] =
        absl::StrCat("127.0.0.1:", FreePort());
  }
  for (const std::string& service : Services()) {
    Start(service);
  }
}

void Fleet::Start(const std::string& service) {
  const std::string log =
      absl::StrCat(servers_.base(), "/log/", database_->name(), "-", service, ".log");
  processes_[service] = std::make_unique<Process>(
      std::vector<std::string>{
          absl::StrCat(BUURTBRUG_BINARY_DIR, "/buurtbrug-", service), "--config",
          absl::StrCat(BUURTBRUG_SOURCE_DIR, "/deploy/config/", service, ".toml")},
      environment_, log);
  platform::rpc::CallOptions options;
  options.timeout = absl::Seconds(5);
  options.wait_for_ready = true;
  const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(30);
  absl::Status status;
  do {
    // The first attempt after a kill may still go into the connection that died with the process.
    status = As("operator", service).CheckHealth(options);
  } while (!status.ok() && platform::core::SystemClock().Now() < until);
  ASSERT_TRUE(status.ok()) << service << ": " << status << "\n" << ReadAll(log);
}

const platform::rpc::Client& Fleet::As(const std::string& identity, const std::string& service) {
  auto& client = clients_[{identity, service}];
  if (client == nullptr) {
    client = std::make_unique<platform::rpc::Client>(addresses_[service], service,
                                                     servers_.Identity(identity));
  }
  return *client;
}

std::unique_ptr<Process> Fleet::Begin(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {absl::StrCat(BUURTBRUG_BINARY_DIR, "/buurtbrug")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return std::make_unique<Process>(
      command, environment_,
      absl::StrCat(servers_.base(), "/log/", database_->name(), "-run-", ++runs_, ".txt"));
}

Fleet::Outcome Fleet::Run(const std::vector<std::string>& arguments) {
  const std::unique_ptr<Process> process = Begin(arguments);
  const int exit_code = process->Wait();
  return {exit_code, ReadAll(absl::StrCat(servers_.base(), "/log/", database_->name(), "-run-",
                                          runs_, ".txt"))};
}

}  // namespace buurtbrug::acceptance
