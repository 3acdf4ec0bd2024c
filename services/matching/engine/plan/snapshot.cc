#include "matching/engine/plan/snapshot.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "matching/engine/plan/bytes.h"

namespace buurtbrug::matching::engine {
namespace {

// Without interests; and with them, behind all the rest.
constexpr std::string_view kMark = "buurtbrug snapshot 1";
constexpr std::string_view kMarkWithInterests = "buurtbrug snapshot 2";
constexpr auto kInterestsAt = static_cast<std::size_t>(FitPart::kInterests);
constexpr std::int32_t kFurthestPoint_m = 1'000'000;
constexpr std::int32_t kMostDistance_m = 65'535;
constexpr std::int32_t kMostPlacesOfUnit = 10;
constexpr std::int32_t kMostPlaces = 1000;
constexpr int kNobodysLanguage = 255;

auto KeyOf(const Unit& unit) { return std::make_pair(unit.family, unit.children.bits()); }
auto KeyOf(const Supporter& supporter) { return std::tie(supporter.family); }
auto KeyOf(const BarredPair& pair) {
  return std::tie(pair.request_family, pair.support_family, pair.bar);
}
auto KeyOf(const DaySpan& span) { return std::tie(span.first, span.last); }
const auto kByKey = [](const auto& a, const auto& b) { return KeyOf(a) < KeyOf(b); };
const auto kSameKey = [](const auto& a, const auto& b) { return KeyOf(a) == KeyOf(b); };

absl::Status Refused(const std::string& why) {
  return absl::InvalidArgumentError("snapshot: " + why);
}

bool IsIn(std::int64_t value, std::int64_t first, std::int64_t last) {
  return first <= value && value <= last;
}

// Whether a set has no values but `first` to `last`.
template <typename Set>
bool IsWithin(Set set, int first, int last) {
  return Set::Range(first, last).Includes(set);
}

bool IsWellFormed(const WishSet& wishes) {
  return IsWithin(wishes.pets, 0, 6) && IsWithin(wishes.accessibility, 1, 3) &&
         IsWithin(wishes.qualities, 0, 3);
}

bool IsWellFormed(const Terms& terms) {
  return IsIn(terms.point.x_m, -kFurthestPoint_m, kFurthestPoint_m) &&
         IsIn(terms.point.y_m, -kFurthestPoint_m, kFurthestPoint_m) &&
         IsWithin(terms.moments, 1, kMoments) && IsWithin(terms.kinds, 1, 14) &&
         IsWithin(terms.interests, 1, 14) && IsIn(terms.distance_m, 0, kMostDistance_m) &&
         IsIn(static_cast<std::int64_t>(terms.frequency), 0, 4) &&
         IsWithin(terms.transports, 1, 4) && IsWithin(terms.traits.pets, 1, 6) &&
         IsWithin(terms.traits.accessibility, 1, 3) &&
         IsIn(static_cast<std::int64_t>(terms.traits.smoking), 0, 3) &&
         IsWellFormed(terms.wishes.better) && IsWellFormed(terms.wishes.limits);
}

absl::Status CheckUnit(const Unit& unit) {
  const std::string who = "unit of family " + unit.family.ToString() + ": ";
  if (!IsWellFormed(unit.terms) || !IsWithin(unit.ages, 0, kOldestYears) ||
      !IsWithin(unit.nearby, 0, kOldestYears)) {
    return Refused(who + "a value of its profile is outside its range");
  }
  if (unit.children.empty() || !IsIn(unit.places, 1, kMostPlacesOfUnit) ||
      !IsIn(unit.urgency, 1, 3)) {
    return Refused(who + "no children, places not 1 to 10, or urgency not 1 to 3");
  }
  return absl::OkStatus();
}

absl::Status CheckSupporter(const Supporter& supporter) {
  const std::string who = "support family " + supporter.family.ToString() + ": ";
  if (!IsWellFormed(supporter.terms) || !IsWithin(supporter.ages, 0, kOldestYears) ||
      !IsWithin(supporter.children, 0, kOldestYears)) {
    return Refused(who + "a value of its profile is outside its range");
  }
  if (!IsIn(supporter.capacity, 0, kMostPlaces) || !IsIn(supporter.free_places, 0, kMostPlaces)) {
    return Refused(who + "places not 0 to 1000");
  }
  return absl::OkStatus();
}

template <typename Visit>
void ForTerms(Snapshot& snapshot, const Visit& visit) {
  for (Unit& unit : snapshot.units) {
    visit(unit.terms);
  }
  for (Supporter& supporter : snapshot.supporters) {
    visit(supporter.terms);
  }
}

template <typename Visit>
void ForLanguageSets(Snapshot& snapshot, const Visit& visit) {
  ForTerms(snapshot, [&](Terms& terms) {
    visit(terms.traits.languages);
    visit(terms.wishes.better.languages);
    visit(terms.wishes.limits.languages);
  });
}

absl::Status NumberLanguages(Snapshot& snapshot) {
  LanguageSet used;
  ForLanguageSets(snapshot, [&](const LanguageSet& set) {
    for (int number = 0; number <= kNobodysLanguage; ++number) {
      if (set.Has(number)) {
        used.Insert(number);
      }
    }
  });
  std::vector<std::pair<std::string, int>> tags;
  for (int number = 0; number < kNobodysLanguage; ++number) {
    if (!used.Has(number)) {
      continue;
    }
    if (static_cast<std::size_t>(number) >= snapshot.languages.size()) {
      return Refused("language " + std::to_string(number) + " has no tag");
    }
    tags.emplace_back(snapshot.languages[static_cast<std::size_t>(number)], number);
  }
  std::sort(tags.begin(), tags.end());
  std::vector<int> number_of(kNobodysLanguage + 1, kNobodysLanguage);
  snapshot.languages.clear();
  for (const auto& [tag, number] : tags) {
    if (!snapshot.languages.empty() && snapshot.languages.back() == tag) {
      return Refused("two languages have the tag " + tag);
    }
    number_of[static_cast<std::size_t>(number)] = static_cast<int>(snapshot.languages.size());
    snapshot.languages.push_back(tag);
  }
  ForLanguageSets(snapshot, [&](LanguageSet& set) {
    LanguageSet renumbered;
    for (int number = 0; number <= kNobodysLanguage; ++number) {
      if (set.Has(number)) {
        renumbered.Insert(number_of[static_cast<std::size_t>(number)]);
      }
    }
    set = renumbered;
  });
  return absl::OkStatus();
}

// What the bytes of a snapshot without interests leave out.
struct Interests {
  std::int32_t weight = 0;
  std::vector<InterestSet> units;
  std::vector<InterestSet> supporters;
};

bool SaysInterests(const Snapshot& snapshot) {
  const auto says = [](const auto& family) { return !family.terms.interests.empty(); };
  return snapshot.weights.of[kInterestsAt] != 0 ||
         std::any_of(snapshot.units.begin(), snapshot.units.end(), says) ||
         std::any_of(snapshot.supporters.begin(), snapshot.supporters.end(), says);
}

Interests InterestsOf(const Snapshot& snapshot) {
  Interests interests = {
      .weight = snapshot.weights.of[kInterestsAt], .units = {}, .supporters = {}};
  for (const Unit& unit : snapshot.units) {
    interests.units.push_back(unit.terms.interests);
  }
  for (const Supporter& supporter : snapshot.supporters) {
    interests.supporters.push_back(supporter.terms.interests);
  }
  return interests;
}

// Whether there are as many of them as families.
bool SetInterests(const Interests& interests, Snapshot& snapshot) {
  if (interests.units.size() != snapshot.units.size() ||
      interests.supporters.size() != snapshot.supporters.size()) {
    return false;
  }
  snapshot.weights.of[kInterestsAt] = interests.weight;
  for (std::size_t i = 0; i < interests.units.size(); ++i) {
    snapshot.units[i].terms.interests = interests.units[i];
  }
  for (std::size_t i = 0; i < interests.supporters.size(); ++i) {
    snapshot.supporters[i].terms.interests = interests.supporters[i];
  }
  return true;
}

absl::Status NumberContracts(Snapshot& snapshot) {
  const std::size_t count = snapshot.contracts.size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return snapshot.contracts[a] < snapshot.contracts[b];
  });
  std::vector<std::uint16_t> number_of(count);
  for (std::size_t i = 0; i < count; ++i) {
    number_of[order[i]] = static_cast<std::uint16_t>(i);
  }
  std::sort(snapshot.contracts.begin(), snapshot.contracts.end());
  if (std::adjacent_find(snapshot.contracts.begin(), snapshot.contracts.end()) !=
      snapshot.contracts.end()) {
    return Refused("a contract is there twice");
  }
  bool known = true;
  const auto renumber = [&](std::uint16_t& number) {
    known = known && number < count;
    number = known ? number_of[number] : number;
  };
  ForTerms(snapshot, [&](Terms& terms) { renumber(terms.contract); });
  for (Agreements::Pair& pair : snapshot.agreements) {
    renumber(pair.first);
    renumber(pair.second);
  }
  return known ? absl::OkStatus() : Refused("a number names no contract");
}

}  // namespace

// Found by the types of their arguments, which a namespace without a name would hide.
template <typename Archive, OrConst<DaySpan> Value>
void Describe(Archive& archive, Value& span) {
  archive(span.first, span.last);
}
template <typename Archive, OrConst<WishSet> Value>
void Describe(Archive& archive, Value& wishes) {
  archive(wishes.languages, wishes.pets, wishes.accessibility, wishes.qualities);
}
template <typename Archive, OrConst<Traits> Value>
void Describe(Archive& archive, Value& traits) {
  archive(traits.languages, traits.pets, traits.accessibility, traits.smoking, traits.father_figure,
          traits.experienced_parents);
}
template <typename Archive, OrConst<Terms> Value>
void Describe(Archive& archive, Value& terms) {
  archive(terms.point.x_m, terms.point.y_m, terms.moments, terms.kinds, terms.distance_m,
          terms.frequency, terms.transports, terms.traits, terms.wishes.better, terms.wishes.limits,
          terms.contract);
}
template <typename Archive, OrConst<Unit> Value>
void Describe(Archive& archive, Value& unit) {
  archive(unit.family, unit.children, unit.terms, unit.ages, unit.nearby, unit.waiting_since,
          unit.places, unit.urgency);
}
template <typename Archive, OrConst<Supporter> Value>
void Describe(Archive& archive, Value& supporter) {
  archive(supporter.family, supporter.terms, supporter.ages, supporter.children, supporter.capacity,
          supporter.free_places, supporter.ready, supporter.willing_on, supporter.paused_until);
}
template <typename Archive, OrConst<BarredPair> Value>
void Describe(Archive& archive, Value& pair) {
  archive(pair.request_family, pair.support_family, pair.bar);
}
template <typename Archive, OrConst<Agreements::Pair> Value>
void Describe(Archive& archive, Value& pair) {
  archive(pair.first, pair.second);
}
template <typename Archive, OrConst<Snapshot> Value>
void Describe(Archive& archive, Value& snapshot) {
  archive(snapshot.day);
  for (std::size_t part = 0; part < kInterestsAt; ++part) {
    archive(snapshot.weights.of[part]);
  }
  archive(snapshot.weights_version, snapshot.contracts, snapshot.languages, snapshot.agreements,
          snapshot.barred, snapshot.units, snapshot.supporters);
}
template <typename Archive, OrConst<Interests> Value>
void Describe(Archive& archive, Value& interests) {
  archive(interests.weight, interests.units, interests.supporters);
}

absl::StatusOr<Snapshot> Freeze(Snapshot snapshot) {
  if (!AreUsable(snapshot.weights)) {
    return Refused("the weights are not usable");
  }
  for (const Unit& unit : snapshot.units) {
    if (absl::Status status = CheckUnit(unit); !status.ok()) {
      return status;
    }
  }
  for (Supporter& supporter : snapshot.supporters) {
    if (absl::Status status = CheckSupporter(supporter); !status.ok()) {
      return status;
    }
    for (DaySpan& span : supporter.ready) {
      span = span.first <= span.last ? span : DaySpan();
    }
    std::sort(supporter.ready.begin(), supporter.ready.end(), kByKey);
  }
  for (const BarredPair& pair : snapshot.barred) {
    if (!IsIn(static_cast<std::int64_t>(pair.bar), 0, 2)) {
      return Refused("a pair is barred for no known reason");
    }
  }
  if (absl::Status status = NumberContracts(snapshot); !status.ok()) {
    return status;
  }
  if (absl::Status status = NumberLanguages(snapshot); !status.ok()) {
    return status;
  }
  std::sort(snapshot.units.begin(), snapshot.units.end(), kByKey);
  std::sort(snapshot.supporters.begin(), snapshot.supporters.end(), kByKey);
  if (std::adjacent_find(snapshot.units.begin(), snapshot.units.end(), kSameKey) !=
      snapshot.units.end()) {
    return Refused("a unit is there twice");
  }
  if (std::adjacent_find(snapshot.supporters.begin(), snapshot.supporters.end(), kSameKey) !=
      snapshot.supporters.end()) {
    return Refused("a support family is there twice");
  }
  std::sort(snapshot.barred.begin(), snapshot.barred.end(), kByKey);
  snapshot.barred.erase(std::unique(snapshot.barred.begin(), snapshot.barred.end(), kSameKey),
                        snapshot.barred.end());
  std::sort(snapshot.agreements.begin(), snapshot.agreements.end());
  snapshot.agreements.erase(std::unique(snapshot.agreements.begin(), snapshot.agreements.end()),
                            snapshot.agreements.end());
  return snapshot;
}

std::string SerializeSnapshot(const Snapshot& snapshot) {
  ByteWriter writer;
  if (SaysInterests(snapshot)) {
    writer(std::string(kMarkWithInterests), snapshot, InterestsOf(snapshot));
  } else {
    writer(std::string(kMark), snapshot);
  }
  return std::move(writer).Take();
}

absl::StatusOr<Snapshot> ParseSnapshot(std::string_view bytes) {
  ByteReader reader(bytes);
  std::string mark;
  Snapshot read;
  Interests interests;
  reader(mark, read);
  if (mark == kMarkWithInterests) {
    reader(interests);
  } else {
    interests.units.resize(read.units.size());
    interests.supporters.resize(read.supporters.size());
  }
  if (!reader.ok() || !reader.at_end() || (mark != kMark && mark != kMarkWithInterests) ||
      !SetInterests(interests, read)) {
    return Refused("these are not the bytes of a snapshot");
  }
  absl::StatusOr<Snapshot> frozen = Freeze(std::move(read));
  if (frozen.ok() && SerializeSnapshot(*frozen) != bytes) {
    return Refused("the bytes are not in the one form of a snapshot");
  }
  return frozen;
}

Conditions ConditionsOf(const Snapshot& snapshot) {
  return {.day = snapshot.day,
          .agreements = Agreements(snapshot.agreements),
          .barred = BarredPairs(snapshot.barred)};
}

}  // namespace buurtbrug::matching::engine
