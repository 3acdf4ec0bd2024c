#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "platform/core/config.h"
#include "platform/service/settings.h"

// A configuration file, with the keys that every service has.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  using namespace buurtbrug::platform;
  static const auto& keys =
      *new std::vector<core::ConfigKey>(service::KeysOf("matching", {"tenancy"}));
  const auto config =
      core::Config::Parse(absl::string_view(reinterpret_cast<const char*>(bytes), size), keys,
                          {{"BUURTBRUG_STATE", "/srv"}});
  if (config.ok()) {
    (void)config->Text("log.level");
  }
  return 0;
}
