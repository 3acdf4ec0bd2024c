#include "tests/bench/search/families.h"

#include <algorithm>
#include <array>
#include <string>

namespace buurtbrug::bench {
namespace {

using namespace matching::engine;

// splitmix64: the same numbers with every compiler.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t Bits() {
    std::uint64_t value = state_ += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
  }
  // Both ends included.
  int Within(int first, int last) {
    return first +
           static_cast<int>(Bits() % static_cast<std::uint64_t>(std::int64_t{last} - first + 1));
  }
  bool OneIn(int count) { return Within(1, count) == 1; }
  // Around zero, at most `most` either way, near it more often.
  int Around(int most) {
    return (Within(-most, most) + Within(-most, most) + Within(-most, most)) / 3;
  }

 private:
  std::uint64_t state_;
};

constexpr int kTowns = 340;
constexpr int kAreas = 4000;

// Points of areas; those of large towns are many.
std::vector<Point> MakeAreas(Random& random) {
  std::vector<Point> areas;
  double share = 0;
  for (int town = 1; town <= kTowns; ++town) {
    share += 1.0 / (town + 2);
  }
  for (int town = 1; town <= kTowns; ++town) {
    const int count = std::max(1, static_cast<int>(kAreas / share / (town + 2)));
    const Point middle = {random.Within(20'000, 270'000), random.Within(310'000, 600'000)};
    for (int i = 0; i < count; ++i) {
      // An area of a large town is about 1 km across.
      const int spread = 1000 + 40 * count;
      areas.push_back({middle.x_m + random.Around(spread), middle.y_m + random.Around(spread)});
    }
  }
  return areas;
}

FamilyId MakeId(Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::uint8_t& byte : bytes) {
    byte = static_cast<std::uint8_t>(random.Within(0, 255));
  }
  return FamilyId(platform::core::Uuid(bytes));
}

MomentSet MakeMoments(Random& random, int most) {
  MomentSet moments;
  if (random.OneIn(10)) {
    return moments;
  }
  for (int i = random.Within(1, most); i > 0; --i) {
    if (random.OneIn(2)) {
      moments.Insert(MomentOf(static_cast<Weekday>(random.Within(0, 4)), PartOfDay::kAfternoon));
    } else if (random.OneIn(2)) {
      moments.Insert(MomentOf(static_cast<Weekday>(random.Within(5, 6)),
                              static_cast<PartOfDay>(random.Within(0, 3))));
    } else {
      moments.Insert(static_cast<Moment>(random.Within(1, kMoments)));
    }
  }
  return moments;
}

KindSet MakeKinds(Random& random, int most) {
  KindSet kinds;
  for (int i = random.Within(1, most); i > 0; --i) {
    kinds.Insert(
        static_cast<SupportKind>(random.OneIn(2) ? random.Within(1, 4) : random.Within(1, 14)));
  }
  return kinds;
}

// Of two families in three.
InterestSet MakeInterests(Random& random) {
  InterestSet interests;
  if (random.OneIn(3)) {
    return interests;
  }
  for (int i = random.Within(1, 4); i > 0; --i) {
    interests.Insert(static_cast<Interest>(random.Within(1, 14)));
  }
  return interests;
}

WishSet MakeWishes(Random& random, Languages& languages) {
  WishSet wishes;
  switch (random.Within(0, 4)) {
    case 0:
      wishes.languages = languages.Asked(random.OneIn(3) ? "ar" : "nl");
      break;
    case 1:
      wishes.pets.Insert(static_cast<Pet>(random.Within(0, 6)));
      break;
    case 2:
      wishes.accessibility.Insert(static_cast<Accessibility>(random.Within(1, 3)));
      break;
    default:
      wishes.qualities.Insert(static_cast<Quality>(random.Within(0, 3)));
      break;
  }
  return wishes;
}

Terms MakeTerms(Random& random, Languages& languages, const std::vector<Point>& areas) {
  Terms terms;
  terms.point =
      areas[static_cast<std::size_t>(random.Within(0, static_cast<int>(areas.size()) - 1))];
  terms.distance_m = 1000 * random.Within(3, 15);
  terms.frequency = static_cast<Frequency>(random.Within(1, 4));
  terms.transports.Insert(static_cast<Transport>(random.Within(1, 4)));
  std::vector<std::string> spoken;
  if (!random.OneIn(8)) {
    spoken.emplace_back("nl");
  }
  for (const char* const tag : {"ar-SY", "tr", "pl", "ti", "en"}) {
    if (random.OneIn(8)) {
      spoken.emplace_back(tag);
    }
  }
  terms.traits.languages = languages.Spoken(spoken);
  if (random.OneIn(2)) {
    terms.traits.pets.Insert(static_cast<Pet>(random.Within(1, 6)));
  }
  terms.traits.smoking = static_cast<Smoking>(random.Within(0, 3));
  terms.traits.accessibility =
      random.OneIn(3) ? AccessibilitySet{Accessibility::kStepFree} : AccessibilitySet{};
  terms.traits.father_figure = random.OneIn(2);
  terms.traits.experienced_parents = !random.OneIn(3);
  if (random.OneIn(2)) {
    terms.wishes.better = MakeWishes(random, languages);
  }
  if (random.OneIn(6)) {
    terms.wishes.limits = MakeWishes(random, languages);
  }
  return terms;
}

}  // namespace

Country MakeCountry(std::uint64_t seed, std::uint32_t supporters, std::uint32_t units) {
  Random random(seed);
  // By themselves, so that all else is the same with and without them.
  Random likes(~seed);
  const std::vector<Point> areas = MakeAreas(random);
  Country country;
  Languages& languages = country.languages;
  for (std::uint32_t i = 0; i < supporters; ++i) {
    Supporter supporter;
    supporter.family = MakeId(random);
    supporter.terms = MakeTerms(random, languages, areas);
    supporter.terms.moments = MakeMoments(random, 6);
    supporter.terms.kinds = MakeKinds(random, 4);
    supporter.terms.interests = MakeInterests(likes);
    const int youngest = random.Within(0, 8);
    supporter.ages = AgeSet::Range(youngest, random.Within(youngest + 2, kOldestYears));
    if (random.OneIn(2)) {
      supporter.children = {random.Within(0, 18)};
    }
    supporter.capacity = supporter.free_places = random.Within(1, 3);
    supporter.ready[0] = {kBenchDay - 200, kForEver};
    supporter.willing_on = kBenchDay - random.Within(0, 14);
    country.supporters.push_back(supporter);
  }
  for (std::uint32_t i = 0; i < units; ++i) {
    Unit unit;
    unit.family = MakeId(random);
    unit.terms = MakeTerms(random, languages, areas);
    unit.terms.moments = MakeMoments(random, 4);
    unit.terms.kinds = MakeKinds(random, 3);
    unit.terms.interests = MakeInterests(likes);
    unit.children = {1};
    unit.ages = unit.nearby = {random.Within(0, 17)};
    unit.waiting_since = kBenchDay - random.Within(0, 250);
    unit.urgency = random.Within(1, 3);
    country.units.push_back(unit);
  }
  return country;
}

}  // namespace buurtbrug::bench
