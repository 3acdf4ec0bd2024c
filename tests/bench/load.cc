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
#include "absl/synchronization/mutex.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/core/uuid.h"
#include "platform/rpc/client.h"
#include "platform/testing/tokens.h"
#include "tests/bench/closed_loop.h"
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

platform::rpc::TlsIdentity Identity() {
  const std::string folder = absl::GetFlag(FLAGS_certificates);
  return {ReadFile(folder + "/ca.crt"), ReadFile(folder + "/client.crt"),
          ReadFile(folder + "/client.key")};
}

std::string TokenOf(const std::string& subject) {
  return TestIssuer::Shared(absl::GetFlag(FLAGS_identity))
      .Mint(subject, platform::core::SystemClock().Now());
}

// A connection as `subject`, once the service serves.
absl::StatusOr<std::unique_ptr<Caller>> Connect(const std::string& service,
                                                const std::string& subject) {
  auto client = std::make_unique<Client>(absl::GetFlag(FLAGS_address), service, Identity());
  platform::rpc::CallOptions options;
  options.timeout = absl::Seconds(20);
  options.wait_for_ready = true;
  BUURTBRUG_RETURN_IF_ERROR(client->CheckHealth(options));
  return std::make_unique<Caller>(std::move(client), TokenOf(subject));
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

registration::v1::RegisterFamilyRequest NewFamily() {
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
  return request;
}

absl::StatusOr<std::string> Register(const Caller& client) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto response,
                             client.Call<registration::v1::RegisterFamilyResponse>(NewFamily()));
  return response.family_id();
}

registration::v1::GetFamilyRequest TheFamily(const std::string& family) {
  registration::v1::GetFamilyRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_family_id(family);
  return request;
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
  BUURTBRUG_ASSIGN_OR_RETURN(const auto client, Connect("registration", kCoordinator));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string first, RegisterFirst(*client));
  std::cout << first << "\n";
  std::mutex mutex;
  absl::Status status;
  std::atomic<int> left = absl::GetFlag(FLAGS_count) - 1;
  InThreads(kSeedCallers, [&](int /*caller*/) {
    while (left.fetch_sub(1) > 0) {
      const auto family = Register(*client);
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
matching::v1::FindSupportFamiliesRequest SupportFor(const std::string& family) {
  matching::v1::FindSupportFamiliesRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_request_family_id(family);
  request.add_children(1);
  return request;
}

matching::v1::FindRequestFamiliesRequest RequestsFor(const std::string& family) {
  matching::v1::FindRequestFamiliesRequest request;
  request.set_municipality(SampleFamily().municipality);
  request.set_contract_id(absl::GetFlag(FLAGS_contract));
  request.set_support_family_id(family);
  return request;
}

absl::Status Any(const google::protobuf::Message& /*answer*/) { return absl::OkStatus(); }

absl::Status AsRegistered(const registration::v1::GetFamilyResponse& answer) {
  return static_cast<std::size_t>(answer.family().adults_size()) ==
                 SampleFamily().adult_names.size()
             ? absl::OkStatus()
             : absl::InternalError("not the family that was registered");
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

// The first question waits until matching knows who may ask, and until it has read all families.
template <typename Response, typename Request>
absl::Status AskFirst(const Request& request) {
  const auto until = Clock::now() + kWaitForAccess;
  BUURTBRUG_ASSIGN_OR_RETURN(const auto patient, Connect("matching", kCoordinator));
  patient->SetTimeout(absl::FromChrono(kWaitForAccess));
  absl::Status first = patient->Call<Response>(request).status();
  while ((absl::IsUnavailable(first) || absl::IsNotFound(first)) && Clock::now() < until) {
    first = patient->Call<Response>(request).status();
  }
  return first;
}

// Measures, and prints the line.
template <typename Request, typename Response>
absl::Status Run(const std::string& service, const auto& ask, const auto& check) {
  const ClosedLoop loop = {.address = absl::GetFlag(FLAGS_address),
                           .service = service,
                           .tls = Identity(),
                           .token = TokenOf(kCoordinator),
                           .callers = absl::GetFlag(FLAGS_callers),
                           .warm_up = absl::Seconds(absl::GetFlag(FLAGS_warm_up)),
                           .measured = absl::Seconds(absl::GetFlag(FLAGS_seconds))};
  const Waits waits = Measure<Request, Response>(loop, ask, check);
  std::cout << absl::StrFormat("%.1f %.3f %.3f %d\n", waits.per_second, waits.p50_ms, waits.p99_ms,
                               waits.errors);
  return waits.first_error;
}

absl::Status RunOverFamilies(const std::string& what) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> families, Families());
  const auto one_of = [&](std::minstd_rand& random) -> const std::string& {
    return families[random() % families.size()];
  };
  if (what == "read") {
    return Run<registration::v1::GetFamilyRequest, registration::v1::GetFamilyResponse>(
        "registration", [&](std::minstd_rand& random) { return TheFamily(one_of(random)); },
        AsRegistered);
  }
  if (what == "search") {
    BUURTBRUG_RETURN_IF_ERROR(
        AskFirst<matching::v1::FindSupportFamiliesResponse>(SupportFor(families[0])));
    return Run<matching::v1::FindSupportFamiliesRequest, matching::v1::FindSupportFamiliesResponse>(
        "matching", [&](std::minstd_rand& random) { return SupportFor(one_of(random)); }, Any);
  }
  BUURTBRUG_RETURN_IF_ERROR(
      AskFirst<matching::v1::FindRequestFamiliesResponse>(RequestsFor(families[0])));
  return Run<matching::v1::FindRequestFamiliesRequest, matching::v1::FindRequestFamiliesResponse>(
      "matching", [&](std::minstd_rand& random) { return RequestsFor(one_of(random)); }, Any);
}

absl::Status Do(const std::string& what) {
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
  if (what == "read" || what == "search" || what == "requests") {
    return RunOverFamilies(what);
  }
  if (what == "empty") {
    const std::string nobody = NewId();
    return Run<registration::v1::GetFamilyRequest, registration::v1::GetFamilyResponse>(
        "registration", [&](std::minstd_rand& /*random*/) { return TheFamily(nobody); }, Any);
  }
  if (what == "register") {
    return Run<registration::v1::RegisterFamilyRequest, registration::v1::RegisterFamilyResponse>(
        "registration", [](std::minstd_rand& /*random*/) { return NewFamily(); }, Any);
  }
  return absl::InvalidArgumentError(absl::StrCat("'", what, "' is nothing to do; see --help"));
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
#ifdef NDEBUG
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // as the services do
#endif
  absl::SetProgramUsageMessage(
      "keys|open|seed|empty|register|read|search|requests --address=... --certificates=... "
      "--identity=...");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  const absl::Status status = buurtbrug::bench::Do(arguments.size() == 2 ? arguments[1] : "");
  if (!status.ok()) {
    std::cerr << "buurtbrug-bench-load: " << buurtbrug::platform::core::ReasonOf(status) << " "
              << status.message() << "\n";
    return 1;
  }
  return 0;
}
