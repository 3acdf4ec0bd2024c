// Calls a service from N callers in a closed loop and says how fast it answered. What a caller
// asks:
//   keys      nothing is measured: makes the keys by which tokens are signed, in --identity
//   open      nothing is measured: opens a contract at tenancy with a coordinator, prints its id
//   seed      nothing is measured: registers --count families, prints their ids
//   empty     GetFamily at a server that does nothing
//   register  RegisterFamily, each a new family
//   read      GetFamily of a random one of --families
//   search    FindSupportFamilies at matching, for the first child of a random one of --families
//   requests  FindRequestFamilies at matching, for a random one of --families
// A measurement prints one line: calls per second, p50 and p99 in milliseconds, and errors. Any
// error is a failure.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <sstream>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/core/uuid.h"
#include "platform/rpc/client.h"
#include "platform/testing/tokens.h"
#include "tests/bench/family.h"

ABSL_FLAG(std::string, address, "", "host:port of the service");
ABSL_FLAG(std::string, certificates, "", "folder of the certificates");
ABSL_FLAG(std::string, identity, "", "folder of the keys by which access tokens are signed");
ABSL_FLAG(std::string, contract, "", "id of the contract, as `open` printed it");
ABSL_FLAG(std::string, families, "", "file with ids of families, one a line");
ABSL_FLAG(int, count, 2000, "families to seed");
ABSL_FLAG(int, callers, 1, "callers at once");
ABSL_FLAG(double, warm_up, 1, "seconds before the measurement");
ABSL_FLAG(double, seconds, 3, "seconds of the measurement");

namespace buurtbrug::bench {
namespace {

using platform::rpc::Client;
using platform::testing::TestIssuer;
using Clock = std::chrono::steady_clock;

constexpr char kOperator[] = "operator";
constexpr char kCoordinator[] = "coordinator-0610";
constexpr int kCallersPerConnection = 8;
constexpr int kSeedCallers = 8;
constexpr auto kWaitForAccess = std::chrono::seconds(30);

std::string NewId() {
  return platform::core::NewUuid(platform::core::SystemClock().Now(),
                                 platform::core::SystemRandom())
      .ToString();
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// A connection with the token of whoever calls.
class Caller {
 public:
  Caller(std::unique_ptr<Client> client, std::string token) : client_(std::move(client)) {
    options_.token = std::move(token);
  }
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(const Request& request) const {
    return client_->Call<Response>(request, options_);
  }
  void SetTimeout(absl::Duration timeout) { options_.timeout = timeout; }

 private:
  std::unique_ptr<Client> client_;
  platform::rpc::CallOptions options_;
};

// A connection as `subject`, once the service serves.
absl::StatusOr<std::unique_ptr<Caller>> Connect(const std::string& service,
                                                const std::string& subject) {
  const std::string folder = absl::GetFlag(FLAGS_certificates);
  auto client = std::make_unique<Client>(
      absl::GetFlag(FLAGS_address), service,
      platform::rpc::TlsIdentity{ReadFile(folder + "/ca.crt"), ReadFile(folder + "/client.crt"),
                                 ReadFile(folder + "/client.key")});
  platform::rpc::CallOptions options;
  options.timeout = absl::Seconds(20);
  options.wait_for_ready = true;
  BUURTBRUG_RETURN_IF_ERROR(client->CheckHealth(options));
  const TestIssuer issuer = TestIssuer::Shared(absl::GetFlag(FLAGS_identity));
  return std::make_unique<Caller>(std::move(client),
                                  issuer.Mint(subject, platform::core::SystemClock().Now()));
}

// Connections to a service, each shared by a few callers as a gateway would.
absl::StatusOr<std::vector<std::unique_ptr<Caller>>> ConnectAll(
    int callers, const std::string& service = "registration") {
  std::vector<std::unique_ptr<Caller>> clients;
  for (int i = 0; i < callers; i += kCallersPerConnection) {
    BUURTBRUG_ASSIGN_OR_RETURN(auto client, Connect(service, kCoordinator));
    clients.push_back(std::move(client));
  }
  return clients;
}

absl::Status OpenContract() {
  const SampleFamily sample;
  BUURTBRUG_ASSIGN_OR_RETURN(const auto tenancy, Connect("tenancy", kOperator));
  tenancy::v1::CreateMunicipalityRequest municipality;
  municipality.set_request_id(NewId());
  municipality.set_code(sample.municipality);
  municipality.set_name("Sliedrecht");
  BUURTBRUG_RETURN_IF_ERROR(
      tenancy->Call<tenancy::v1::CreateMunicipalityResponse>(municipality).status());
  tenancy::v1::CreateProtocolRequest protocol;
  protocol.set_request_id(NewId());
  protocol.mutable_protocol()->set_programme("Buurtgezinnen");
  protocol.mutable_protocol()->set_version(1);
  protocol.mutable_protocol()->set_vog_valid_months(36);
  protocol.mutable_protocol()->set_guidance_months(24);
  protocol.mutable_protocol()->set_evaluation_interval_months(6);
  BUURTBRUG_RETURN_IF_ERROR(tenancy->Call<tenancy::v1::CreateProtocolResponse>(protocol).status());
  tenancy::v1::CreateContractRequest contract;
  contract.set_request_id(NewId());
  contract.set_municipality(sample.municipality);
  contract.mutable_contract()->set_programme("Buurtgezinnen");
  contract.mutable_contract()->set_protocol_version(1);
  contract.mutable_contract()->set_provider("Stichting Proef");
  contract.mutable_contract()->set_first_day("2020-01-01");
  BUURTBRUG_ASSIGN_OR_RETURN(const auto opened,
                             tenancy->Call<tenancy::v1::CreateContractResponse>(contract));
  tenancy::v1::CreateSubsidyPeriodRequest period;
  period.set_request_id(NewId());
  period.set_municipality(sample.municipality);
  period.set_contract_id(opened.contract_id());
  period.mutable_period()->set_name("2020");
  period.mutable_period()->set_first_day("2020-01-01");
  period.mutable_period()->set_last_day("2020-12-31");
  BUURTBRUG_RETURN_IF_ERROR(
      tenancy->Call<tenancy::v1::CreateSubsidyPeriodResponse>(period).status());
  tenancy::v1::AppointRequest appointment;
  appointment.set_request_id(NewId());
  appointment.set_municipality(sample.municipality);
  appointment.set_contract_id(opened.contract_id());
  appointment.set_subject(kCoordinator);
  appointment.set_role(common::v1::ROLE_COORDINATOR);
  appointment.set_first_day("2020-01-01");
  BUURTBRUG_RETURN_IF_ERROR(tenancy->Call<tenancy::v1::AppointResponse>(appointment).status());
  std::cout << opened.contract_id() << "\n";
  return absl::OkStatus();
}

absl::StatusOr<std::string> Register(const Caller& client) {
  const SampleFamily sample;
  registration::v1::RegisterFamilyRequest request;
  request.set_request_id(NewId());
  request.set_municipality(sample.municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_occurred_on(sample.occurred_on);
  request.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  request.set_postcode(sample.postcode);
  for (const std::string& name : sample.adult_names) {
    request.add_adult_names(name);
  }
  for (const std::string& day : sample.child_birth_dates) {
    request.add_child_birth_dates(day);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const auto response,
                             client.Call<registration::v1::RegisterFamilyResponse>(request));
  return response.family_id();
}

absl::StatusOr<registration::v1::Family> Read(const Caller& client, const std::string& family) {
  registration::v1::GetFamilyRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_family_id(family);
  BUURTBRUG_ASSIGN_OR_RETURN(const auto response,
                             client.Call<registration::v1::GetFamilyResponse>(request));
  return response.family();
}

// Runs `body(caller)` in a thread per caller; returns when all have ended.
void InThreads(int callers, const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int caller = 0; caller < callers; ++caller) {
    threads.emplace_back(body, caller);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

// The first family. A service that has just started refuses people until it has read from tenancy
// who may do what; it says UNAVAILABLE until then.
absl::StatusOr<std::string> RegisterFirst(const Caller& client) {
  const auto until = Clock::now() + kWaitForAccess;
  absl::StatusOr<std::string> family;
  do {
    family = Register(client);
  } while (absl::IsUnavailable(family.status()) && Clock::now() < until);
  return family;
}

absl::Status Seed() {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto clients, ConnectAll(kSeedCallers));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string first, RegisterFirst(*clients[0]));
  std::cout << first << "\n";
  std::mutex mutex;
  absl::Status status;
  std::atomic<int> left = absl::GetFlag(FLAGS_count) - 1;
  InThreads(kSeedCallers, [&](int /*caller*/) {
    while (left.fetch_sub(1) > 0) {
      const auto family = Register(*clients[0]);
      const std::lock_guard lock(mutex);
      status.Update(family.status());
      if (!family.ok()) {
        return;
      }
      std::cout << *family << "\n";
    }
  });
  return status;
}

// The best support families for the first child of a request family, and the nearest misses.
absl::Status FindSupport(const Caller& client, const std::string& family) {
  matching::v1::FindSupportFamiliesRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_request_family_id(family);
  request.add_children(1);
  return client.Call<matching::v1::FindSupportFamiliesResponse>(request).status();
}

absl::Status FindRequests(const Caller& client, const std::string& family) {
  matching::v1::FindRequestFamiliesRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_support_family_id(family);
  return client.Call<matching::v1::FindRequestFamiliesResponse>(request).status();
}

// Milliseconds under which `share` of `sorted` lie; microseconds in, 0 when there are none.
double Percentile(const std::vector<int64_t>& sorted, double share) {
  if (sorted.empty()) {
    return 0;
  }
  const auto index = static_cast<size_t>(share * static_cast<double>(sorted.size() - 1));
  return static_cast<double>(sorted[index]) / 1000;
}

// Calls that end within the measurement count, with the time that their caller waited.
absl::Status Measure(
    const std::function<absl::Status(int caller, std::minstd_rand& random)>& call) {
  const int callers = absl::GetFlag(FLAGS_callers);
  const double seconds = absl::GetFlag(FLAGS_seconds);
  const auto from = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(absl::GetFlag(FLAGS_warm_up)));
  const auto end =
      from + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::mutex mutex;
  std::vector<int64_t> all;
  absl::Status first_error;
  int errors = 0;
  InThreads(callers, [&](int caller) {
    std::minstd_rand random(static_cast<unsigned>(caller + 1));
    std::vector<int64_t> waits;
    for (auto begun = Clock::now(); begun < end;) {
      const absl::Status status = call(caller, random);
      const auto done = Clock::now();
      if (!status.ok()) {
        const std::lock_guard lock(mutex);
        first_error.Update(status);
        ++errors;
      } else if (done >= from && done < end) {
        waits.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(done - begun).count());
      }
      begun = done;
    }
    const std::lock_guard lock(mutex);
    all.insert(all.end(), waits.begin(), waits.end());
  });
  std::sort(all.begin(), all.end());
  std::cout << absl::StrFormat("%.1f %.3f %.3f %d\n", static_cast<double>(all.size()) / seconds,
                               Percentile(all, 0.50), Percentile(all, 0.99), errors);
  return first_error;
}

absl::StatusOr<std::vector<std::string>> Families() {
  std::ifstream file(absl::GetFlag(FLAGS_families));
  std::vector<std::string> families;
  for (std::string id; file >> id;) {
    families.push_back(id);
  }
  if (families.empty()) {
    return absl::NotFoundError("--families names no family");
  }
  return families;
}

absl::Status Run(const std::string& what) {
  if (what == "keys") {
    TestIssuer::Shared(absl::GetFlag(FLAGS_identity));
    return absl::OkStatus();
  }
  if (what == "open") {
    return OpenContract();
  }
  if (what == "seed") {
    return Seed();
  }
  const bool searches = what == "search" || what == "requests";
  BUURTBRUG_ASSIGN_OR_RETURN(
      const auto clients,
      ConnectAll(absl::GetFlag(FLAGS_callers), searches ? "matching" : "registration"));
  const auto client_of = [&](int caller) -> const Caller& {
    return *clients[static_cast<size_t>(caller) % clients.size()];
  };
  if (searches) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> families, Families());
    const auto find = what == "search" ? FindSupport : FindRequests;
    // The first question waits until matching knows who may ask, and until it has read all
    // families.
    const auto until = Clock::now() + kWaitForAccess;
    BUURTBRUG_ASSIGN_OR_RETURN(const auto patient, Connect("matching", kCoordinator));
    patient->SetTimeout(absl::FromChrono(kWaitForAccess));
    absl::Status first = find(*patient, families[0]);
    while ((absl::IsUnavailable(first) || absl::IsNotFound(first)) && Clock::now() < until) {
      first = find(*patient, families[0]);
    }
    BUURTBRUG_RETURN_IF_ERROR(first);
    return Measure([&](int caller, std::minstd_rand& random) {
      return find(client_of(caller), families[random() % families.size()]);
    });
  }
  if (what == "empty") {
    const std::string nobody = NewId();
    return Measure([&](int caller, std::minstd_rand& /*random*/) {
      return Read(client_of(caller), nobody).status();
    });
  }
  if (what == "register") {
    return Measure([&](int caller, std::minstd_rand& /*random*/) {
      return Register(client_of(caller)).status();
    });
  }
  if (what == "read") {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> families, Families());
    const size_t adults = SampleFamily().adult_names.size();
    return Measure([&](int caller, std::minstd_rand& random) -> absl::Status {
      BUURTBRUG_ASSIGN_OR_RETURN(const auto family,
                                 Read(client_of(caller), families[random() % families.size()]));
      return static_cast<size_t>(family.adults_size()) == adults
                 ? absl::OkStatus()
                 : absl::InternalError("not the family that was registered");
    });
  }
  return absl::InvalidArgumentError(absl::StrCat("'", what, "' is nothing to do; see --help"));
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "keys|open|seed|empty|register|read|search|requests --address=... --certificates=... "
      "--identity=...");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  const absl::Status status = buurtbrug::bench::Run(arguments.size() == 2 ? arguments[1] : "");
  if (!status.ok()) {
    std::cerr << "buurtbrug-bench-load: " << buurtbrug::platform::core::ReasonOf(status) << " "
              << status.message() << "\n";
    return 1;
  }
  return 0;
}
