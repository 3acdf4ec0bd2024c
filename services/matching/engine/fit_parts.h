#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "matching/engine/fit.h"

// Parts of a fit by themselves, for bounds on it: what they are stands at FitPart. A search asks
// for thousands of them: tables, for there is no guessing which way a branch would go.
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

// Metres in 30 minutes.
inline constexpr std::int32_t kReachOnFoot = 2500;
inline constexpr std::int32_t kReachByBicycle = 7500;
inline constexpr std::int32_t kReachByCar = 15000;

// By the fastest of the means; by bicycle when none is named.
constexpr std::int32_t ReachOf(TransportSet transports) {
  constexpr std::size_t kSets = 1U << (static_cast<unsigned>(Transport::kCar) + 1);
  constexpr auto kReaches = [] {
    std::array<std::int32_t, kSets> reaches{};
    for (std::size_t bits = 0; bits < kSets; ++bits) {
      const auto set = TransportSet::OfBits(static_cast<std::uint8_t>(bits));
      const bool on_foot_only = set == TransportSet{Transport::kOnFoot};
      reaches[bits] = set.Has(Transport::kCar) ? kReachByCar
                      : on_foot_only           ? kReachOnFoot
                                               : kReachByBicycle;
    }
    return reaches;
  }();
  return kReaches[transports.bits()];
}

constexpr std::int32_t PartWithin(std::int32_t distance_m, std::int32_t reach_m) {
  return std::max(0, kWholePart - kWholePart * distance_m / reach_m);
}

// The most that kDistance can be at `distance_m`, whatever the transports: never more further away.
constexpr std::int32_t MostDistancePart(std::int32_t distance_m) {
  return PartWithin(std::min(distance_m, kReachByCar), kReachByCar);
}

// kDistance of a pair that has these transports together.
constexpr std::int32_t DistancePart(std::int32_t distance_m, TransportSet transports) {
  const std::int32_t reach_m = ReachOf(transports);
  return PartWithin(std::min(distance_m, reach_m), reach_m);
}

// Of MomentsThatSuit.
inline std::int32_t MomentsPart(MomentSet needed, MomentSet offered) {
  constexpr int kEnough = 4;
  const int asked = std::min(kEnough, needed.size());
  return ShareOfFew(std::min((needed & offered).size(), asked), std::max(1, asked));
}

constexpr std::int32_t FrequencyPart(Frequency needed, Frequency offered) {
  constexpr auto kParts = [] {
    constexpr std::array<int, 5> kContacts = {0, 4, 2, 1, 0};  // in four weeks, by Frequency
    std::array<std::array<std::int32_t, 5>, 5> parts{};
    for (std::size_t need = 0; need < 5; ++need) {
      for (std::size_t offer = 0; offer < 5; ++offer) {
        const int needs = kContacts[need];
        const int offers = kContacts[offer];
        const bool same = need == offer && need != static_cast<std::size_t>(Frequency::kUnknown);
        parts[need][offer] = same ? kWholePart
                             : needs == 0 || offers == 0
                                 ? kWholePart / 2
                                 : kWholePart * std::min(needs, offers) / needs;
      }
    }
    return parts;
  }();
  return kParts[static_cast<std::size_t>(needed)][static_cast<std::size_t>(offered)];
}

inline std::int32_t KindsPart(KindSet needed, KindSet offered) {
  return ShareOfFew((needed & offered).size(), std::max(1, needed.size()));
}

inline std::int32_t InterestsPart(InterestSet needed, InterestSet offered) {
  constexpr int kEnough = 3;
  const int asked = std::min(kEnough, needed.size());
  return needed.empty() || offered.empty()
             ? kWholePart / 2
             : ShareOfFew(std::min((needed & offered).size(), asked), asked);
}

constexpr std::int32_t StayPart(AgeSet ages, AgeSet supported) {
  constexpr int kGuidanceYears = 2;
  if (ages.empty()) {
    return kWholePart;
  }
  // Widths are one more than the eldest, and 0 of nobody.
  const auto width = [](auto set) { return static_cast<int>(std::bit_width(set.bits())); };
  const int years = width(supported) - width(ages);
  return kWholePart *
         (supported.Has(kOldestYears) ? kGuidanceYears : std::clamp(years, 0, kGuidanceYears)) /
         kGuidanceYears;
}

}  // namespace buurtbrug::matching::engine
