#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "platform/core/personal.h"

// What request families need and support families offer, in the same words. Values and checks, all
// pure. Numbers of the enums as in buurtbrug.registration.v1.
namespace buurtbrug::registration::domain {

enum class SupportKind {
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
enum class Interest {
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
enum class Frequency { kWeekly = 1, kTwoWeekly = 2, kMonthly = 3, kByAppointment = 4 };
enum class Transport { kOnFoot = 1, kBicycle = 2, kPublicTransport = 3, kCar = 4 };
enum class Pet { kNone = 0, kDog = 1, kCat = 2, kRodent = 3, kBird = 4, kHorse = 5, kOther = 6 };
enum class Smoking { kUnknown = 0, kNo = 1, kOutside = 2, kInside = 3 };
enum class Accessibility { kNone = 0, kStepFree = 1, kWheelchair = 2, kBedroomDownstairs = 3 };
enum class Reciprocity {
  kCooking = 1,
  kChores = 2,
  kGarden = 3,
  kChildCare = 4,
  kLanguage = 5,
  kSewing = 6,
  kRepairs = 7,
  kCompany = 8,
  kOther = 9,
};
enum class WishKind {
  kLanguage = 1,
  kNoPet = 2,
  kNoSmoking = 3,
  kAccessible = 4,
  kFatherFigure = 5,
  kExperiencedParents = 6,
  kChildrenOfSameAge = 7,
};
enum class WishStrength { kWish = 1, kLimit = 2 };

// Parts of the days of a week: bit 4 * day + part, from Monday morning; a day has a morning, an
// afternoon, an evening and a night. None: any moment.
inline constexpr int kWeekMoments = 28;
using WeekMoments = std::bitset<kWeekMoments>;

inline constexpr int kMostDistanceKm = 50;
inline constexpr int kMostWishes = 20;
inline constexpr int kMostLanguages = 10;
inline constexpr int kLeastUrgency = 1;
inline constexpr int kMostUrgency = 3;

// What a family asks of the other one.
struct Wish {
  WishKind kind = WishKind::kLanguage;
  WishStrength strength = WishStrength::kWish;
  // With kLanguage, and only then.
  std::string language;
  // With kNoPet, and only then; kNone: no pet at all.
  Pet pet = Pet::kNone;
  // With kAccessible, and only then.
  Accessibility accessibility = Accessibility::kNone;
};

// What a family is, as far as the other one may ask. Lists are in order, each value once.
struct Traits {
  std::vector<std::string> languages;
  std::vector<Pet> pets;
  Smoking smoking = Smoking::kUnknown;
  std::vector<Accessibility> accessibility;
  bool father_figure = false;
  bool experienced_parents = false;
};

// What both sides say. Lists are in order, each value once.
struct SupportTerms {
  std::vector<SupportKind> kinds;
  WeekMoments moments;
  Frequency frequency = Frequency::kWeekly;
  int distance_km = 0;
  std::vector<Transport> transports;
  std::vector<Wish> wishes;
  std::vector<Interest> interests;
};

// What one child needs, or the parents (0).
struct Need {
  int child = 0;
  SupportTerms terms;
  platform::core::Personal allergies;
  platform::core::Personal remarks;
};

// The intake of a request family. Personal data.
struct Intake {
  std::vector<Need> needs;
  Traits traits;
  std::vector<Reciprocity> gives_back;
  platform::core::Personal gives_back_remarks;
  bool money_talked_through = false;
  platform::core::Personal remarks;
};

// What a support family offers. Personal data.
struct Offer {
  int capacity = 0;
  SupportTerms terms;
  int youngest_age = 0;
  int oldest_age = 0;
  Traits traits;
  platform::core::Personal remarks;
};

// A tag of BCP 47 in its usual form, "nl", "zh-Hant", "ar-SY": a language of two or three letters,
// then a script, a region and variants, as far as there are any. INVALID_ARGUMENT INVALID_LANGUAGE
// about `field`.
absl::StatusOr<std::string> ParseLanguage(absl::string_view field, absl::string_view text);

// INVALID_ARGUMENT naming the field: OUT_OF_RANGE (a number outside its enum, a distance outside 1
// to 50), NO_KIND, TOO_MANY, WISH_INCOMPLETE and WISH_AMBIGUOUS (the value that a wish has, or has
// not).
absl::Status CheckTerms(const SupportTerms& terms);

// As CheckTerms; and NO_NEED, TWICE (a child with two needs), CHILD_NOT_FOUND (not one of
// `children`).
absl::Status CheckIntake(const Intake& intake, int children);

// As CheckTerms; and AGES_REVERSED, OUT_OF_RANGE for ages and capacity.
absl::Status CheckOffer(const Offer& offer);

// The kinds of all needs together, in order, each once.
std::vector<SupportKind> KindsOf(const Intake& intake);

// In whole years on `day`, by platform::core::Birthday.
int AgeOn(absl::CivilDay birth, absl::CivilDay day);

// From when on ages that were told on `told_on` are told anew: the first day of a month that one of
// these children begins a year older, or in the month before became so. Not the birthday itself,
// which nobody shall read from it, nor from the day on which they are told. Nothing: no child.
// Pure.
std::optional<absl::CivilDay> AgesDueOn(const std::vector<absl::CivilDay>& births,
                                        absl::CivilDay told_on);

}  // namespace buurtbrug::registration::domain
