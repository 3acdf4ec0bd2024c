#include "registration/domain/referral.h"

#include <algorithm>

namespace buurtbrug::registration::domain {
namespace {

// What happens on a day: a step, or the first or last day of a match.
enum class Turn { kStep, kMatched, kFailed };
struct Happening {
  absl::CivilDay day;
  Turn turn = Turn::kStep;
  StepKind kind = StepKind::kRegistered;
};

std::optional<ReferralStatus> StatusAfter(StepKind kind) {
  switch (kind) {
    case StepKind::kRegistered:
      return ReferralStatus::kReceived;
    case StepKind::kIntakePlanned:
    case StepKind::kScreeningStarted:
      return ReferralStatus::kInIntake;
    case StepKind::kIntakeDone:
      return ReferralStatus::kWaiting;
    case StepKind::kScreeningDone:
      return ReferralStatus::kAvailable;
    case StepKind::kReferredOn:
      return ReferralStatus::kReferredOn;
    case StepKind::kWithdrawn:
    case StepKind::kRejected:
    case StepKind::kClosed:
      return ReferralStatus::kClosed;
    default:
      return std::nullopt;
  }
}

std::vector<Happening> InOrder(const std::vector<DatedStep>& steps,
                               const std::vector<DatedMatch>& matches) {
  std::vector<Happening> happenings;
  // The end of the case comes behind what else its day brought.
  const auto put_steps = [&](bool ends) {
    for (const DatedStep& step : steps) {
      if ((StatusAfter(step.kind) == ReferralStatus::kClosed) == ends) {
        happenings.push_back({step.occurred_on, Turn::kStep, step.kind});
      }
    }
  };
  put_steps(false);
  for (const DatedMatch& match : matches) {
    happenings.push_back({match.trial_first_day, Turn::kMatched, StepKind::kRegistered});
  }
  for (const DatedMatch& match : matches) {
    if (match.failed_on) {
      happenings.push_back({*match.failed_on, Turn::kFailed, StepKind::kRegistered});
    }
  }
  put_steps(true);
  std::stable_sort(happenings.begin(), happenings.end(),
                   [](const Happening& a, const Happening& b) { return a.day < b.day; });
  return happenings;
}

}  // namespace

std::vector<ReferralEvent> EventsOf(const std::vector<DatedStep>& steps,
                                    const std::vector<DatedMatch>& matches) {
  std::vector<ReferralEvent> events;
  // Without its matches; how many run.
  ReferralStatus otherwise = ReferralStatus::kReceived;
  int running = 0;
  std::optional<ReferralStatus> standing;
  for (const Happening& happening : InOrder(steps, matches)) {
    if (standing == ReferralStatus::kClosed) {
      break;
    }
    if (happening.turn == Turn::kStep) {
      const std::optional<ReferralStatus> status = StatusAfter(happening.kind);
      if (!status) {
        continue;
      }
      if (*status == ReferralStatus::kReferredOn) {
        events.push_back({*status, happening.day});
        continue;
      }
      otherwise = *status;
    } else {
      running += happening.turn == Turn::kMatched ? 1 : -1;
    }
    const bool matched = running > 0 && otherwise != ReferralStatus::kClosed;
    const ReferralStatus now = matched ? ReferralStatus::kMatched : otherwise;
    if (standing != now) {
      standing = now;
      events.push_back({now, happening.day});
    }
  }
  return events;
}

ReferralEvent StandingOf(const std::vector<ReferralEvent>& events) {
  const auto last = std::find_if(events.rbegin(), events.rend(), [](const ReferralEvent& event) {
    return event.status != ReferralStatus::kReferredOn;
  });
  return last == events.rend() ? ReferralEvent() : *last;
}

}  // namespace buurtbrug::registration::domain
