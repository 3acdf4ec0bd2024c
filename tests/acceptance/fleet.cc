#include "tests/acceptance/fleet.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"

namespace buurtbrug::acceptance {
namespace {

using platform::testing::TestIssuer;

absl::Time Now() { return platform::core::SystemClock().Now(); }

// The folder of an issuer whose tokens the services of these servers believe.
std::string IdentityFolder(const Servers& servers) {
  const std::string folder = servers.base() + "/identity";
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace

const std::vector<std::string>& Fleet::Services() {
  static const auto& services = *new std::vector<std::string>{"tenancy", "registration", "matching",
                                                              "evaluation", "reporting"};
  return services;
}

std::string Fleet::Example(const std::string& name) {
  return absl::StrCat(BUURTBRUG_SOURCE_DIR, "/deploy/examples/", name);
}

Fleet::Fleet(const Servers& servers, const std::map<std::string, std::string>& environment)
    : servers_(servers),
      database_(servers.NewDatabase()),
      issuer_(TestIssuer::Shared(IdentityFolder(servers))) {
  KeepTokens();
  environment_["BUURTBRUG_STATE"] = servers_.base();
  environment_["BUURTBRUG_IDENTITY_ISSUER"] = std::string(TestIssuer::kIssuer);
  environment_["BUURTBRUG_IDENTITY_KEYS"] = IdentityFolder(servers_) + "/keys.json";
  environment_["BUURTBRUG_FIRST_OPERATOR"] = "operator";
  environment_["BUURTBRUG_POSTGRES_DATABASE"] = database_->name();
  for (const std::string& service : Services()) {
    addresses_[service] = absl::StrCat("127.0.0.1:", FreePort());
    const std::string upper = absl::AsciiStrToUpper(service);
    environment_[absl::StrCat("BUURTBRUG_", upper, "_LISTEN")] = addresses_[service];
    environment_[absl::StrCat("BUURTBRUG_", upper, "_METRICS")] =
        absl::StrCat("127.0.0.1:", FreePort());
  }
  for (const auto& [name, value] : environment) {
    environment_[name] = value;
  }
  for (const std::string& service : Services()) {
    Start(service);
  }
}

void Fleet::KeepTokens() {
  std::vector<std::string> people = {"operator", "volunteer-coordinator-0610", "citizen-0610",
                                     "safety-officer-0610"};
  for (const char* municipality : {"0164", "0392", "0397", "0603", "0610"}) {
    people.push_back(absl::StrCat("coordinator-", municipality));
    people.push_back(absl::StrCat("municipality-", municipality));
  }
  const std::string folder = servers_.base() + "/tokens";
  std::filesystem::create_directories(folder);
  for (const std::string& name : people) {
    // Other test programs read the same files: each is there whole or not at all.
    const std::string path = absl::StrCat(folder, "/", name, ".json");
    const std::string beside = absl::StrCat(path, ".", getpid());
    std::ofstream(beside) << "{\"access_token\": \"" << issuer_.Mint(name, Now())
                          << "\", \"expires_at\": \""
                          << absl::FormatTime("%Y-%m-%d%ET%H:%M:%SZ", Now() + absl::Hours(11),
                                              absl::UTCTimeZone())
                          << "\"}\n";
    std::filesystem::permissions(
        beside, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    ASSERT_EQ(std::rename(beside.c_str(), path.c_str()), 0) << path;
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
  const absl::Time until = Now() + absl::Seconds(30);
  absl::Status status;
  do {
    // The first attempt after a kill may still go into the connection that died with the process.
    status = Connect(service).CheckHealth(options);
  } while (!status.ok() && Now() < until);
  ASSERT_TRUE(status.ok()) << service << ": " << status << "\n" << ReadAll(log);
}

const platform::rpc::Client& Fleet::Connect(const std::string& service,
                                            const std::string& identity) {
  auto& client = clients_[{identity, service}];
  if (client == nullptr) {
    client = std::make_unique<platform::rpc::Client>(addresses_[service], service,
                                                     servers_.Identity(identity));
  }
  return *client;
}

Caller Fleet::As(const std::string& subject, const std::string& service) {
  return {Connect(service), issuer_.Mint(subject, Now())};
}

Caller Fleet::AsPartner(const std::string& client, const std::string& service) {
  return {Connect(service), issuer_.MintForClient(client, Now())};
}

Caller Fleet::AsService(const std::string& name, const std::string& service) {
  return {Connect(service, name), ""};
}

std::string Fleet::Appoint(const std::string& subject, common::v1::Role role,
                           const std::string& municipality, const std::string& contract) {
  tenancy::v1::AppointRequest request;
  request.set_request_id(platform::core::NewUuid(Now(), platform::core::SystemRandom()).ToString());
  request.set_municipality(municipality);
  request.set_contract_id(contract);
  request.set_subject(subject);
  request.set_role(role);
  request.set_first_day("2020-01-01");
  const auto appointed = Operator().Call<tenancy::v1::AppointResponse>(request);
  EXPECT_TRUE(appointed.ok()) << appointed.status();
  return appointed.ok() ? appointed->appointment_id() : "";
}

std::unique_ptr<Process> Fleet::Begin(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {absl::StrCat(BUURTBRUG_BINARY_DIR, "/buurtbrug")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return std::make_unique<Process>(
      command, environment_,
      absl::StrCat(servers_.base(), "/log/", database_->name(), "-run-", ++runs_, ".txt"));
}

std::string Fleet::MetricsOf(const std::string& service) const {
  return environment_.at(absl::StrCat("BUURTBRUG_", absl::AsciiStrToUpper(service), "_METRICS"));
}

Fleet::Outcome Fleet::Run(const std::vector<std::string>& arguments) {
  const std::unique_ptr<Process> process = Begin(arguments);
  const int exit_code = process->Wait();
  return {exit_code, ReadAll(absl::StrCat(servers_.base(), "/log/", database_->name(), "-run-",
                                          runs_, ".txt"))};
}

}  // namespace buurtbrug::acceptance
