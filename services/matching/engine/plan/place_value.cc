#include "matching/engine/plan/place_value.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "matching/engine/plan/marginal.h"

namespace buurtbrug::matching::engine {
namespace {

constexpr int kYearsAround = 2;
constexpr int kLanguages = 256;

FamilyId NobodysId() {
  std::array<std::uint8_t, 16> bytes{};
  bytes.fill(0xff);
  return FamilyId(platform::core::Uuid(bytes));
}

void MakeAvailable(Supporter& supporter, std::int32_t places, DayNumber day) {
  supporter.family = NobodysId();
  supporter.capacity = places;
  supporter.free_places = places;
  supporter.ready = {};
  supporter.ready[0] = {day, kForEver};
  supporter.willing_on = day;
  supporter.paused_until = kNoDay;
  // Nobody recruits by what a family likes to do.
  supporter.terms.interests = {};
}

LanguageSet Union(LanguageSet a, const LanguageSet& b) {
  for (int number = 0; number < kLanguages; ++number) {
    if (b.Has(number)) {
      a.Insert(number);
    }
  }
  return a;
}

// What a family speaks who speaks these tags: also what each begins with, as Languages::Spoken.
// Numbers without a tag are spoken by nobody.
LanguageSet SpokenWith(const LanguageSet& numbers, const std::vector<std::string>& tags) {
  LanguageSet spoken;
  for (std::size_t longer = 0; longer < tags.size(); ++longer) {
    if (!numbers.Has(static_cast<int>(longer))) {
      continue;
    }
    for (std::size_t tag = 0; tag < tags.size(); ++tag) {
      if (tag == longer || absl::StartsWith(tags[longer], tags[tag] + "-")) {
        spoken.Insert(static_cast<int>(tag));
      }
    }
  }
  return spoken;
}

// What is not said of the need is promised as little as an offer may: by appointment; for parents,
// of whom no child counts, children of any age.
Supporter MadeFor(const Unit& unit, const Snapshot& snapshot) {
  const WishSet& better = unit.terms.wishes.better;
  const WishSet& limits = unit.terms.wishes.limits;
  const QualitySet asked = better.qualities | limits.qualities;
  Supporter supporter;
  supporter.terms = unit.terms;
  supporter.terms.wishes = {};
  supporter.terms.traits = {
      .languages =
          SpokenWith(Union(Union(unit.terms.traits.languages, better.languages), limits.languages),
                     snapshot.languages),
      .pets = {},
      .accessibility = better.accessibility | limits.accessibility,
      .smoking = Smoking::kNo,
      .father_figure = asked.Has(Quality::kFatherFigure),
      .experienced_parents = asked.Has(Quality::kExperiencedParents)};
  if (supporter.terms.frequency == Frequency::kUnknown) {
    supporter.terms.frequency = Frequency::kByAppointment;
  }
  supporter.ages = AgeSet::Range(0, kOldestYears);
  if (!unit.ages.empty()) {
    supporter.ages = AgeSet::Range(std::max(0, unit.ages.front() - kYearsAround),
                                   std::min(kOldestYears, unit.ages.back() + kYearsAround));
  }
  if (asked.Has(Quality::kChildrenOfSameAge)) {
    supporter.children = unit.nearby;
  }
  MakeAvailable(supporter, unit.places, snapshot.day);
  return supporter;
}

// What makes two of them the same to whoever looks for one.
auto KeyOf(const Supporter& supporter) {
  const Terms& terms = supporter.terms;
  std::vector<int> languages;
  for (int number = 0; number < kLanguages; ++number) {
    if (terms.traits.languages.Has(number)) {
      languages.push_back(number);
    }
  }
  return std::make_tuple(terms.point.x_m, terms.point.y_m, terms.kinds.bits(), terms.moments.bits(),
                         supporter.ages.bits(), supporter.free_places, terms.distance_m,
                         static_cast<int>(terms.frequency), terms.transports.bits(),
                         supporter.children.bits(), terms.traits.accessibility.bits(),
                         terms.traits.father_figure, terms.traits.experienced_parents,
                         terms.contract, std::move(languages));
}

class Valuation {
 public:
  Valuation(const Snapshot& snapshot, const Plan& plan, const ValueOptions& options,
            const PlanInstance& instance)
      : snapshot_(snapshot),
        plan_(plan),
        options_(options),
        instance_(instance),
        conditions_(ConditionsOf(snapshot)),
        marginals_(snapshot, instance, plan),
        value_(snapshot.units.size(), 0),
        price_(snapshot.supporters.size(), 0) {
    for (const PartProof& proof : plan.proofs) {
      const ProofNode& root = proof.nodes.front();
      for (std::size_t u = 0; u < proof.part.units.size(); ++u) {
        value_[At(proof.part.units[u])] = root.value[u];
      }
      for (std::size_t s = 0; s < proof.part.supporters.size(); ++s) {
        price_[At(proof.part.supporters[s])] = root.price[s];
      }
    }
  }

  absl::StatusOr<PlaceValues> Run() && {
    if (absl::Status status = ValueNew(); !status.ok()) {
      return status;
    }
    if (absl::Status status = ValueScarce(); !status.ok()) {
      return status;
    }
    return std::move(values_);
  }

 private:
  std::vector<NewSupporter> Candidates() const {
    std::vector<std::int32_t> unhelped;
    std::vector<char> in_pair(snapshot_.supporters.size(), 0);
    for (std::int32_t unit = 0; unit < instance_.units(); ++unit) {
      if (plan_.lines[At(unit)].chosen.supporter == kNobody) {
        unhelped.push_back(unit);
      }
    }
    for (const std::int32_t supporter : instance_.pairs.supporter) {
      in_pair[At(supporter)] = 1;
    }
    // Those who come first in the plan, so that they are valued before a limit is reached.
    std::stable_sort(unhelped.begin(), unhelped.end(), [&](std::int32_t a, std::int32_t b) {
      return instance_.priority[At(a)] < instance_.priority[At(b)];
    });
    std::vector<NewSupporter> candidates;
    std::set<decltype(KeyOf(Supporter()))> known;
    for (const std::int32_t unit : unhelped) {
      NewSupporter candidate;
      candidate.profile = MadeFor(snapshot_.units[At(unit)], snapshot_);
      candidate.for_unit = unit;
      if (known.insert(KeyOf(candidate.profile)).second) {
        candidates.push_back(candidate);
      }
    }
    // What a family of another contract wishes is not told to whoever recruits for this one.
    std::set<std::uint16_t> own;
    for (const Unit& unit : snapshot_.units) {
      own.insert(unit.terms.contract);
    }
    for (std::size_t s = 0; s < in_pair.size(); ++s) {
      if (in_pair[s] != 0 && own.contains(snapshot_.supporters[s].terms.contract)) {
        NewSupporter candidate;
        candidate.profile = snapshot_.supporters[s];
        MakeAvailable(candidate.profile, 1, snapshot_.day);
        candidate.like = static_cast<std::int32_t>(s);
        candidates.push_back(candidate);
      }
    }
    return candidates;
  }

  // Something that only a plan made anew can value.
  struct Open {
    std::size_t number = 0;
    // What one place is worth at most by the prices of the proofs, but for their gaps.
    std::int64_t price = 0;
  };

  // Whether one search values it; else how promising it is.
  bool Value(NewSupporter& candidate, Open& open) const {
    std::vector<Marginals::NewPair> pairs;
    bool known = candidate.profile.free_places == 1;
    for (std::int32_t unit = 0; unit < instance_.units(); ++unit) {
      const Unit& who = snapshot_.units[At(unit)];
      if (!BreaksAny(who, candidate.profile, conditions_)) {
        const std::int32_t fit =
            FitOf(who, candidate.profile, snapshot_.weights, snapshot_.day).total;
        pairs.push_back({unit, fit});
        known = known && marginals_.KnowsUnit(unit);
        const std::int64_t amount =
            instance_.scoring.AmountOf(instance_.priority[At(unit)], fit) - value_[At(unit)];
        open.price = std::max(open.price, amount / who.places);
        candidate.unhelped_in_reach += plan_.lines[At(unit)].chosen.supporter == kNobody ? 1 : 0;
      }
    }
    if (known) {
      const Marginals::Rise rise = marginals_.OfNewPlace(pairs);
      candidate.rise = rise.worth;
      candidate.helps = rise.helped;
    }
    return known;
  }

  // The most promising ones, as many as there may be plans; the others are counted.
  std::vector<Open> Promising(std::vector<Open> open) {
    std::stable_sort(open.begin(), open.end(),
                     [](const Open& a, const Open& b) { return a.price > b.price; });
    const std::size_t most = At(std::max(options_.most_plans, 0));
    if (open.size() > most) {
      values_.not_valued += static_cast<std::int32_t>(open.size() - most);
      open.resize(most);
    }
    return open;
  }

  // By how much the plan of `other` is better than this one.
  absl::Status Difference(const Snapshot& other, Worth& rise, bool& exact) const {
    const absl::StatusOr<Plan> plan = MakeCheckedPlan(other, options_.plan, options_.planner);
    if (!plan.ok()) {
      return plan.status();
    }
    rise = plan->worth - plan_.worth;
    exact = plan->is_optimal() && plan_.is_optimal();
    return absl::OkStatus();
  }

  absl::Status ValueNew() {
    std::vector<NewSupporter> candidates = Candidates();
    std::vector<Open> open;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      Open one{i, 0};
      if (!Value(candidates[i], one)) {
        open.push_back(one);
      }
    }
    for (const Open& one : Promising(std::move(open))) {
      NewSupporter& candidate = candidates[one.number];
      if (absl::Status status = Difference(WithSupporter(snapshot_, candidate.profile),
                                           candidate.rise, candidate.exact);
          !status.ok()) {
        return status;
      }
    }
    for (const NewSupporter& candidate : candidates) {
      if (candidate.rise > Worth()) {
        values_.advice.push_back(candidate);
      }
    }
    Keep(values_.advice, [](const NewSupporter& advice) { return advice.rise; });
    return absl::OkStatus();
  }

  // Support families of whose places the plan leaves none free: of another one as good a plan is
  // left without it.
  std::vector<std::int32_t> Full() const {
    std::vector<std::int32_t> free = instance_.free;
    for (std::int32_t unit = 0; unit < instance_.units(); ++unit) {
      const std::int32_t supporter = plan_.lines[At(unit)].chosen.supporter;
      if (supporter != kNobody) {
        free[At(supporter)] -= instance_.places[At(unit)];
      }
    }
    std::vector<std::int32_t> full;
    for (std::int32_t supporter = 0; supporter < instance_.supporters(); ++supporter) {
      if (free[At(supporter)] == 0 && instance_.free[At(supporter)] > 0) {
        full.push_back(supporter);
      }
    }
    return full;
  }

  absl::Status ValueScarce() {
    std::vector<ScarcePlace> places;
    std::vector<Open> open;
    for (const std::int32_t supporter : Full()) {
      ScarcePlace scarce;
      scarce.supporter = supporter;
      if (marginals_.KnowsSupporter(supporter)) {
        scarce.fall = marginals_.OfLostPlace(supporter);
      } else {
        open.push_back({places.size(), price_[At(supporter)]});
      }
      places.push_back(scarce);
    }
    for (const Open& one : Promising(std::move(open))) {
      ScarcePlace& scarce = places[one.number];
      Snapshot without = snapshot_;
      --without.supporters[At(scarce.supporter)].free_places;
      Worth rise;
      if (absl::Status status = Difference(without, rise, scarce.exact); !status.ok()) {
        return status;
      }
      scarce.fall = Worth() - rise;
    }
    for (const ScarcePlace& scarce : places) {
      if (scarce.fall > Worth()) {
        values_.scarce.push_back(scarce);
      }
    }
    Keep(values_.scarce, [](const ScarcePlace& scarce) { return scarce.fall; });
    return absl::OkStatus();
  }

  template <typename Item, typename WorthOf>
  void Keep(std::vector<Item>& items, const WorthOf& worth_of) const {
    std::stable_sort(items.begin(), items.end(),
                     [&](const Item& a, const Item& b) { return worth_of(a) > worth_of(b); });
    items.resize(std::min(items.size(), options_.most));
  }

  const Snapshot& snapshot_;
  const Plan& plan_;
  const ValueOptions& options_;
  const PlanInstance& instance_;
  const Conditions conditions_;
  const Marginals marginals_;
  std::vector<std::int64_t> value_;  // of units, by the first node of their part
  std::vector<std::int64_t> price_;  // of places of support families, the same
  PlaceValues values_;
};

}  // namespace

absl::StatusOr<PlaceValues> ValuePlaces(const Snapshot& snapshot, const Plan& plan,
                                        const ValueOptions& options) {
  const absl::StatusOr<PlanInstance> instance = InstanceOf(snapshot, options.plan.threads);
  if (!instance.ok()) {
    return instance.status();
  }
  if (plan.lines.size() != snapshot.units.size()) {
    return absl::InvalidArgumentError("plan: it is not of this snapshot");
  }
  return Valuation(snapshot, plan, options, *instance).Run();
}

Snapshot WithSupporter(Snapshot snapshot, const Supporter& profile) {
  const auto place =
      std::upper_bound(snapshot.supporters.begin(), snapshot.supporters.end(), profile,
                       [](const Supporter& a, const Supporter& b) { return a.family < b.family; });
  snapshot.supporters.insert(place, profile);
  return snapshot;
}

}  // namespace buurtbrug::matching::engine
