#include "platform/core/clock.h"

#include <cstdlib>

#include "absl/time/clock.h"

namespace buurtbrug::platform::core {
namespace {

class MachineClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  // Without the zone every business date could be off by a day: better no service than a wrong one.
  if (!absl::LoadTimeZone("Europe/Amsterdam", &zone)) {
    std::abort();
  }
  return zone;
}

}  // namespace

const Clock& SystemClock() {
  static const MachineClock clock;
  return clock;
}

absl::CivilDay AmsterdamDay(absl::Time instant) {
  static const absl::TimeZone zone = Amsterdam();
  return absl::ToCivilDay(instant, zone);
}

}  // namespace buurtbrug::platform::core
