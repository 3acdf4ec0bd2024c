#include "platform/service/run.h"

#include <pthread.h>

#include <csignal>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "platform/core/status.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::service {
namespace {

constexpr int kFailed = 1;
constexpr int kMisused = 2;

std::string Usage(const std::string& name) {
  return absl::StrCat("Usage: buurtbrug-", name, " --config FILE\n", "       buurtbrug-", name,
                      " --print-config   keys, ranges, defaults\n", "Example: buurtbrug-", name,
                      " --config deploy/config/", name, ".toml\n");
}

int Complain(const absl::Status& status, int code) {
  std::cerr << core::ReasonOf(status) << ": " << status.message() << "\n";
  return code;
}

}  // namespace

int Main(int argc, char** argv, const std::string& name, const std::vector<std::string>& peers,
         const Wire& wire) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::vector<core::ConfigKey> keys = KeysOf(name, peers);
  if (arguments == std::vector<std::string>{"--help"}) {
    std::cout << Usage(name);
    return 0;
  }
  if (arguments == std::vector<std::string>{"--print-config"}) {
    std::cout << core::DescribeKeys(keys);
    return 0;
  }
  if (arguments.size() != 2 || arguments[0] != "--config") {
    std::cerr << Usage(name);
    return kMisused;
  }
  const auto config = core::Config::Load(arguments[1], keys);
  if (!config.ok()) {
    return Complain(config.status(), kMisused);
  }
  const auto settings = ReadSettings(name, peers, *config);
  if (!settings.ok()) {
    return Complain(settings.status(), kMisused);
  }

#ifdef NDEBUG
  // Debian's Abseil keeps a graph of every lock that gRPC takes, as if in a debug build.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#endif
  // Blocked here and so in every thread that is started below; only sigwait takes them.
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGINT);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);

  telemetry::StartLog(name, settings->log_level);
  auto foundation = Foundation::Build(*settings);
  if (!foundation.ok()) {
    return Complain(foundation.status(), kFailed);
  }
  const auto wiring = wire(**foundation);
  if (!wiring.ok()) {
    return Complain(wiring.status(), kFailed);
  }
  telemetry::Log(telemetry::Level::kInfo, "serving", {{"listen", settings->server.listen}});
  int signal = 0;
  sigwait(&endings, &signal);
  telemetry::Log(telemetry::Level::kInfo, "draining");
  (*wiring)->Rest();
  (*foundation)->Drain();
  telemetry::Log(telemetry::Level::kInfo, "ended");
  return 0;
}

}  // namespace buurtbrug::platform::service
