#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "matching/engine/fit.h"

// Parts of a fit by themselves, for bounds on it: what they are stands at FitPart.
namespace buurtbrug::matching::engine {

// kWholePart * some / all, where 0 <= some <= all and all is 1 to 16: without a division.
inline std::int32_t ShareOfFew(int some, int all) {
  constexpr int kMost = 16;
  static constexpr auto kShares = [] {
    std::array<std::array<std::int16_t, kMost + 1>, kMost + 1> shares{};
    for (int i = 1; i <= kMost; ++i) {
      for (int j = 0; j <= i; ++j) {
        shares[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] =
            static_cast<std::int16_t>(kWholePart * j / i);
      }
    }
    return shares;
  }();
  return kShares[static_cast<std::size_t>(all)][static_cast<std::size_t>(some)];
}

template <std::int32_t kReach>
constexpr std::int32_t PartWithin(std::int32_t distance_m) {
  return distance_m >= kReach ? 0 : kWholePart - kWholePart * distance_m / kReach;
}

// Metres in 30 minutes.
inline constexpr std::int32_t kReachOnFoot = 2500;
inline constexpr std::int32_t kReachByBicycle = 7500;
inline constexpr std::int32_t kReachByCar = 15000;

// The most that kDistance can be at `distance_m`, whatever the transports: never more further away.
constexpr std::int32_t MostDistancePart(std::int32_t distance_m) {
  return PartWithin<kReachByCar>(distance_m);
}

// kDistance of a pair that has these transports together.
constexpr std::int32_t DistancePart(std::int32_t distance_m, TransportSet transports) {
  if (transports.Has(Transport::kCar)) {
    return PartWithin<kReachByCar>(distance_m);
  }
  const bool on_foot_only = transports == TransportSet{Transport::kOnFoot};
  return on_foot_only ? PartWithin<kReachOnFoot>(distance_m)
                      : PartWithin<kReachByBicycle>(distance_m);
}

// Of MomentsThatSuit.
inline std::int32_t MomentsPart(MomentSet needed, MomentSet offered) {
  constexpr int kEnough = 4;
  const int asked = std::min(kEnough, needed.size());
  return ShareOfFew(std::min((needed & offered).size(), asked), std::max(1, asked));
}

constexpr int ContactsInFourWeeks(Frequency frequency) {
  constexpr std::array<int, 5> kContacts = {0, 4, 2, 1, 0};  // in the order of Frequency
  return kContacts[static_cast<std::size_t>(frequency)];
}

inline std::int32_t FrequencyPart(Frequency needed, Frequency offered) {
  if (needed == offered && needed != Frequency::kUnknown) {
    return kWholePart;
  }
  const int needs = ContactsInFourWeeks(needed);
  const int offers = ContactsInFourWeeks(offered);
  return needs == 0 || offers == 0 ? kWholePart / 2 : ShareOfFew(std::min(needs, offers), needs);
}

inline std::int32_t KindsPart(KindSet needed, KindSet offered) {
  return ShareOfFew((needed & offered).size(), std::max(1, needed.size()));
}

constexpr std::int32_t StayPart(AgeSet ages, AgeSet supported) {
  constexpr int kGuidanceYears = 2;
  if (ages.empty() || supported.Has(kOldestYears)) {
    return kWholePart;
  }
  if (supported.empty()) {
    return 0;
  }
  const int years = std::clamp(supported.back() - ages.back(), 0, kGuidanceYears);
  return kWholePart * years / kGuidanceYears;
}

}  // namespace buurtbrug::matching::engine
