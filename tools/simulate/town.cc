#include "tools/simulate/town.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>

namespace buurtbrug::simulate {
namespace {

using namespace matching::engine;  // NOLINT(google-build-using-namespace): values of profiles

constexpr std::int32_t kBetweenNeighbourhoodsM = 1200;
constexpr std::array<int, kNeighbourhoods> kDemandShare = {30, 25, 15, 12, 10, 8};
constexpr std::array<int, kNeighbourhoods> kSupplyShare = {8, 10, 12, 15, 25, 30};
constexpr std::array<int, kTargetGroups> kGroupShare = {40, 15, 20, 15, 10};
constexpr int kAcceptInTen = 7;
// One family in a hundred gives up in each week.
constexpr int kGivesUpOneInWeeks = 100;

// The generator of the standard library is the same everywhere; its distributions are not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  // Both ends included.
  int Within(int first, int last) {
    return first + static_cast<int>(bits_() % static_cast<std::uint64_t>(last - first + 1));
  }
  bool InTen(int count) { return Within(1, 10) <= count; }
  // A number of `shares`, each as often as its share.
  template <std::size_t kCount>
  int Pick(const std::array<int, kCount>& shares) {
    int left = Within(1, 100);
    int number = 0;
    while (number + 1 < static_cast<int>(kCount) &&
           left > shares[static_cast<std::size_t>(number)]) {
      left -= shares[static_cast<std::size_t>(number)];
      ++number;
    }
    return number;
  }
  FamilyId Id() {
    std::array<std::uint8_t, 16> bytes{};
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(Within(0, 255));
    }
    return FamilyId(platform::core::Uuid(bytes));
  }

 private:
  std::mt19937_64 bits_;
};

// Afternoons and weekends, mostly; none is any.
MomentSet MakeMoments(Dice& dice, int most) {
  MomentSet moments;
  for (int left = dice.Within(1, most); left > 0; --left) {
    moments.Insert(dice.InTen(6)
                       ? MomentOf(static_cast<Weekday>(dice.Within(0, 4)), PartOfDay::kAfternoon)
                       : MomentOf(static_cast<Weekday>(dice.Within(5, 6)),
                                  static_cast<PartOfDay>(dice.Within(0, 2))));
  }
  return moments;
}

Point PointOf(int neighbourhood) {
  return {100'000 + neighbourhood * kBetweenNeighbourhoodsM, 480'000};
}

Terms MakeTerms(Dice& dice, int neighbourhood) {
  Terms terms;
  terms.point = PointOf(neighbourhood);
  terms.distance_m = 1000 * dice.Within(2, 8);
  terms.frequency = dice.InTen(6) ? Frequency::kWeekly : Frequency::kTwoWeekly;
  terms.transports =
      dice.InTen(5) ? TransportSet{Transport::kCar} : TransportSet{Transport::kBicycle};
  return terms;
}

// What a group tends to need besides what all need. Judgement, not data.
void AddWhatTheGroupNeeds(Dice& dice, TargetGroup group, Languages& languages, Unit& unit) {
  switch (group) {
    case TargetGroup::kSingleMother:
      unit.terms.kinds.Insert(SupportKind::kFixedAfternoon);
      if (dice.InTen(3)) {
        unit.terms.wishes.better.qualities.Insert(Quality::kFatherFigure);
      }
      break;
    case TargetGroup::kInformalCare:
      unit.terms.kinds.Insert(SupportKind::kWeekendDay);
      break;
    case TargetGroup::kRefugee:
      unit.terms.kinds.Insert(SupportKind::kLanguagePractice);
      unit.terms.traits.languages = languages.Spoken({"ar"});
      if (dice.InTen(3)) {
        unit.terms.wishes.limits.languages = languages.Asked("ar");
      }
      break;
    case TargetGroup::kMentalHealth:
      unit.terms.kinds.Insert(SupportKind::kOvernightStay);
      unit.urgency = 3;
      break;
    case TargetGroup::kLearningDisability:
      unit.terms.kinds.Insert(SupportKind::kPracticalHelp);
      if (dice.InTen(5)) {
        unit.terms.wishes.better.qualities.Insert(Quality::kExperiencedParents);
      }
      break;
  }
}

RequestFamily MakeRequest(Dice& dice, int week, Languages& languages) {
  RequestFamily request;
  request.week = week;
  request.gives_up = week + 1;
  while (dice.Within(1, kGivesUpOneInWeeks) > 1) {
    ++request.gives_up;
  }
  request.neighbourhood = dice.Pick(kDemandShare);
  request.group = static_cast<TargetGroup>(dice.Pick(kGroupShare));
  Unit& unit = request.unit;
  unit.family = dice.Id();
  unit.terms = MakeTerms(dice, request.neighbourhood);
  unit.terms.moments = MakeMoments(dice, 3);
  unit.terms.kinds = {static_cast<SupportKind>(dice.Within(1, 4))};
  unit.terms.traits.languages = languages.Spoken({"nl"});
  unit.children = {1};
  unit.ages = {dice.Within(0, 15)};
  unit.urgency = dice.Within(1, 2);
  // One in ten: two children who stay together.
  if (dice.InTen(1)) {
    unit.children = {1, 2};
    unit.ages.Insert(dice.Within(0, 15));
    unit.places = 2;
  }
  unit.nearby = unit.ages;
  unit.waiting_since = kFirstDay + 7 * week;
  AddWhatTheGroupNeeds(dice, request.group, languages, unit);
  return request;
}

SupportFamily MakeSupport(Dice& dice, int week, Languages& languages) {
  SupportFamily support;
  support.week = week;
  support.neighbourhood = dice.Pick(kSupplyShare);
  Supporter& supporter = support.supporter;
  supporter.family = dice.Id();
  supporter.terms = MakeTerms(dice, support.neighbourhood);
  supporter.terms.moments = MakeMoments(dice, 5);
  for (int left = dice.Within(1, 4); left > 0; --left) {
    supporter.terms.kinds.Insert(dice.InTen(7) ? static_cast<SupportKind>(dice.Within(1, 5))
                                               : static_cast<SupportKind>(dice.Within(6, 14)));
  }
  supporter.terms.traits.languages =
      dice.InTen(1) ? languages.Spoken({"nl", "ar"}) : languages.Spoken({"nl"});
  supporter.terms.traits.father_figure = dice.InTen(6);
  supporter.terms.traits.experienced_parents = dice.InTen(7);
  const int youngest = dice.Within(0, 6);
  supporter.ages = AgeSet::Range(youngest, dice.Within(youngest + 4, 18));
  supporter.capacity = supporter.free_places = dice.InTen(3) ? 2 : 1;
  supporter.ready[0] = {kFirstDay + 7 * week, kForEver};
  return support;
}

}  // namespace

absl::string_view NameOf(TargetGroup group) {
  static constexpr std::array<absl::string_view, kTargetGroups> kNames = {
      "single mother", "informal care", "refugee family", "mental health", "learning disability"};
  return kNames[static_cast<std::size_t>(group)];
}

Year MakeYear(std::uint64_t seed, const Size& size) {
  Dice dice(seed);
  Year year;
  year.languages = {"nl", "ar"};
  Languages languages;
  languages.Spoken(year.languages);
  // A quarter of the support families is there on the first day.
  for (int i = 0; i < size.support_families; ++i) {
    const int week = i * 4 < size.support_families ? 0 : dice.Within(1, kWeeks - 1);
    year.supports.push_back(MakeSupport(dice, week, languages));
  }
  for (int i = 0; i < size.request_families; ++i) {
    year.requests.push_back(MakeRequest(dice, dice.Within(0, kWeeks - 1), languages));
  }
  const auto earlier = [](const auto& one, const auto& other) { return one.week < other.week; };
  std::stable_sort(year.supports.begin(), year.supports.end(), earlier);
  std::stable_sort(year.requests.begin(), year.requests.end(), earlier);
  return year;
}

bool BothAccept(std::uint64_t seed, const FamilyId& request, const FamilyId& support) {
  const std::string both = request.ToString() + support.ToString();
  std::seed_seq sequence(both.begin(), both.end());
  std::array<std::uint32_t, 2> mixed{};
  sequence.generate(mixed.begin(), mixed.end());
  return Dice(seed ^ (std::uint64_t{mixed[0]} << 32U | mixed[1])).InTen(kAcceptInTen);
}

}  // namespace buurtbrug::simulate
