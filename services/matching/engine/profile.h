#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "matching/engine/language.h"
#include "matching/engine/small_set.h"
#include "platform/core/uuid.h"

// What the engine knows of families: pseudonymous, compact values. Numbers of the enums as in
// buurtbrug.registration.v1; 0 is "not said".
namespace buurtbrug::matching::engine {

using platform::core::FamilyId;

enum class SupportKind : std::uint8_t {
  kFixedAfternoon = 1,
  kPartOfDay = 2,
  kAfterSchool = 3,
  kOvernightStay = 4,
  kWeekendDay = 5,
  kHoliday = 6,
  kActivity = 7,
  kTakingToSchool = 8,
  kHomework = 9,
  kRoleModel = 10,
  kTalkWithParent = 11,
  kExtraCalls = 12,
  kPracticalHelp = 13,
  kLanguagePractice = 14,
};
enum class Interest : std::uint8_t {
  kAnimals = 1,
  kNature = 2,
  kFootball = 3,
  kSwimming = 4,
  kSport = 5,
  kCrafts = 6,
  kMusic = 7,
  kDance = 8,
  kReading = 9,
  kGames = 10,
  kCooking = 11,
  kTechnology = 12,
  kTheatre = 13,
  kOutings = 14,
};
enum class Frequency : std::uint8_t {
  kUnknown = 0,
  kWeekly = 1,
  kTwoWeekly = 2,
  kMonthly = 3,
  kByAppointment = 4,
};
enum class Transport : std::uint8_t { kOnFoot = 1, kBicycle = 2, kPublicTransport = 3, kCar = 4 };
// In a wish for no pet kAny stands for every pet.
enum class Pet : std::uint8_t {
  kAny = 0,
  kDog = 1,
  kCat = 2,
  kRodent = 3,
  kBird = 4,
  kHorse = 5,
  kOther = 6,
};
enum class Smoking : std::uint8_t { kUnknown = 0, kNo = 1, kOutside = 2, kInside = 3 };
enum class Accessibility : std::uint8_t { kStepFree = 1, kWheelchair = 2, kBedroomDownstairs = 3 };

enum class Weekday : std::uint8_t {
  kMonday = 0,
  kTuesday = 1,
  kWednesday = 2,
  kThursday = 3,
  kFriday = 4,
  kSaturday = 5,
  kSunday = 6,
};
enum class PartOfDay : std::uint8_t { kMorning = 0, kAfternoon = 1, kEvening = 2, kNight = 3 };
// A part of a day of the week: 1 (Monday morning) to 28 (Sunday night).
enum class Moment : std::uint8_t {};
inline constexpr int kMoments = 28;
constexpr Moment MomentOf(Weekday day, PartOfDay part) {
  return static_cast<Moment>(1 + 4 * static_cast<int>(day) + static_cast<int>(part));
}

inline constexpr int kOldestYears = 23;

using KindSet = SmallSet<SupportKind, std::uint16_t>;
// Empty where a family says nothing.
using InterestSet = SmallSet<Interest, std::uint16_t>;
// Empty where a family says nothing: any moment suits.
using MomentSet = SmallSet<Moment, std::uint32_t>;
using TransportSet = SmallSet<Transport, std::uint8_t>;
using PetSet = SmallSet<Pet, std::uint8_t>;
using AccessibilitySet = SmallSet<Accessibility, std::uint8_t>;
// Whole years, 0 to 23.
using AgeSet = SmallSet<int, std::uint32_t>;
// Numbers of children of a request family, 1 to 31; 0 stands for its parents.
using ChildSet = SmallSet<int, std::uint32_t>;

// `said`, or every moment when nothing was said.
constexpr MomentSet MomentsThatSuit(MomentSet said) {
  return said.empty() ? MomentSet::Range(1, kMoments) : said;
}

// Metres in the Dutch grid (Rijksdriehoek), each within 1,000,000 of zero.
struct Point {
  std::int32_t x_m = 0;
  std::int32_t y_m = 0;
  friend bool operator==(const Point& a, const Point& b) = default;
};

// In square metres; exact.
constexpr std::int64_t SquaredDistance(Point a, Point b) {
  const std::int64_t x = std::int64_t{a.x_m} - b.x_m;
  const std::int64_t y = std::int64_t{a.y_m} - b.y_m;
  return x * x + y * y;
}
// As the crow flies, in whole metres, rounded down; exact and symmetric.
std::int32_t DistanceMetres(Point a, Point b);
// The largest whole number whose square is not above `squared`, 0 up to 2^52.
std::int32_t RootOf(std::int64_t squared);

// Civil days as numbers: days since 1 January 1970.
using DayNumber = std::int32_t;
inline constexpr DayNumber kNoDay = std::numeric_limits<DayNumber>::min();
inline constexpr DayNumber kForEver = std::numeric_limits<DayNumber>::max();

// Both ends are included. The default is empty.
struct DaySpan {
  DayNumber first = kForEver;
  DayNumber last = kNoDay;
};

// Traits and wishes that are there or not.
enum class Quality : std::uint8_t {
  // Nobody smokes inside.
  kNoSmoking = 0,
  kFatherFigure = 1,
  // Never a limit: fit counts it as a wish even when the family calls it one.
  kExperiencedParents = 2,
  // There are children of about the same age: at most kSameAgeYears apart.
  kChildrenOfSameAge = 3,
};
using QualitySet = SmallSet<Quality, std::uint8_t>;
inline constexpr int kSameAgeYears = 2;

// What a family is, as far as the other one may ask.
struct Traits {
  LanguageSet languages;  // Languages::Spoken
  PetSet pets;
  AccessibilitySet accessibility;
  Smoking smoking = Smoking::kUnknown;
  bool father_figure = false;
  bool experienced_parents = false;
};

// What a family asks of the other one, of one strength.
struct WishSet {
  LanguageSet languages;  // Languages::Asked, each of which is to be spoken
  PetSet pets;            // that are not to be there
  AccessibilitySet accessibility;
  QualitySet qualities;
};

struct Wishes {
  WishSet better;  // Better so.
  WishSet limits;  // Not otherwise.
};

// What both sides say about the support.
struct Terms {
  Point point;
  MomentSet moments;
  KindSet kinds;
  std::int32_t distance_m = 0;  // at most so far, 0 to 65,535
  Frequency frequency = Frequency::kUnknown;
  TransportSet transports;
  Traits traits;
  Wishes wishes;
  // Number of the contract, as the caller counts them.
  std::uint16_t contract = 0;
  // What a child or the parents like to do, or the support family.
  InterestSet interests;
};

// A unit of demand: what one match is to serve.
struct Unit {
  FamilyId family;
  ChildSet children;  // one child; siblings who stay together; or 0, the parents
  Terms terms;
  AgeSet ages;    // of these children; empty for the parents
  AgeSet nearby;  // of the children who would meet those of the support family
  DayNumber waiting_since = kNoDay;
  std::int32_t places = 1;   // that it takes of a support family, 1 to 10
  std::int32_t urgency = 1;  // 1 to 3
};

// A support family, as it is now.
struct Supporter {
  static constexpr std::size_t kMostSpans = 4;

  FamilyId family;
  Terms terms;
  AgeSet ages;      // of the children whom it would support
  AgeSet children;  // of its own children
  std::int32_t capacity = 0;
  std::int32_t free_places = 0;  // of the capacity, not taken or promised
  // Days on which it is ready for a trial, the earliest that are not over.
  std::array<DaySpan, kMostSpans> ready;
  DayNumber willing_on = kNoDay;    // the day on which it was last asked
  DayNumber paused_until = kNoDay;  // the last day of its pause
};

bool IsReady(const Supporter& supporter, DayNumber day);

// `ages`, and those at most kSameAgeYears from one of them.
AgeSet AboutTheSameAge(AgeSet ages);

// Whether children of the two families are about the same age.
bool HaveChildrenOfSameAge(const Unit& unit, const Supporter& supporter);

}  // namespace buurtbrug::matching::engine
