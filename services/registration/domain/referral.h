#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "platform/core/uuid.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

using ReferralId = platform::core::StrongId<struct ReferralTag>;

// Characters of a partner's own reference.
inline constexpr int kLongestReference = 40;

// Numbers as in buurtbrug.registration.v1.
enum class ReferralStatus {
  kReceived = 1,
  kWaiting = 2,
  kAvailable = 3,
  kInIntake = 4,
  kMatched = 5,
  kClosed = 6,
  kReferredOn = 7,
};

// A status that a referral had, and from which day.
struct ReferralEvent {
  ReferralStatus status = ReferralStatus::kReceived;
  absl::CivilDay since;

  friend bool operator==(const ReferralEvent& a, const ReferralEvent& b) {
    return a.status == b.status && a.since == b.since;
  }
};

// A step of the referred family.
struct DatedStep {
  StepKind kind = StepKind::kRegistered;
  absl::CivilDay occurred_on;
};

// A match of the referred family that came as far as its trial.
struct DatedMatch {
  absl::CivilDay trial_first_day;
  // Nothing: it runs, or went well to its end. Else it ended in or after its trial before its time.
  std::optional<absl::CivilDay> failed_on;
};

// What the partner is told of a family with these steps and matches: in the order of the days, the
// first is kReceived. A status that the referral has already is not told again, but for
// kReferredOn, which stands beside the others. A match that fails brings back what was before it,
// unless another one goes on; what is dated after the end of the case is not told. Pure; the order
// of the steps of one day counts, that of the others does not.
std::vector<ReferralEvent> EventsOf(const std::vector<DatedStep>& steps,
                                    const std::vector<DatedMatch>& matches);

// Where the referral stands: the last event that is not kReferredOn. `events` are those of
// EventsOf.
ReferralEvent StandingOf(const std::vector<ReferralEvent>& events);

// A referral as its partner sees it: nothing personal, and no family.
struct Referral {
  ReferralId id;
  // The partner's own; may be empty.
  std::string reference;
  absl::CivilDay referred_on;
  std::vector<ReferralEvent> events;
};

}  // namespace buurtbrug::registration::domain
