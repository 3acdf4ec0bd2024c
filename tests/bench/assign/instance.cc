#include "tests/bench/assign/instance.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <queue>
#include <utility>
#include <vector>

namespace buurtbrug::bench {
namespace {

using matching::engine::BipartiteGraph;
using matching::engine::Cost;

// splitmix64: the same numbers with every compiler, which std::normal_distribution does not
// promise.
std::uint64_t Mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(Mix(seed)) {}
  std::uint64_t Bits() { return state_ = Mix(state_); }
  double Share() { return static_cast<double>(Bits() >> 11) * 0x1.0p-53; }
  double Normal() {
    const double radius = std::sqrt(-2 * std::log(1 - Share()));
    return radius * std::cos(2 * std::numbers::pi * Share());
  }

 private:
  std::uint64_t state_;
};

struct Person {
  double x = 0;  // km
  double y = 0;
  std::uint32_t parts_of_day = 0;  // 21 bits: morning, afternoon, evening of seven days
  std::uint32_t interests = 0;     // 16 bits
};

struct Town {
  double x = 0;
  double y = 0;
  double spread = 0;  // km
  double families = 0;
  double places = 0;
};

std::vector<Town> MakeTowns(const InstanceShape& shape, Random& random) {
  std::vector<Town> towns(static_cast<std::size_t>(std::clamp(shape.families / 100, 8, 340)));
  double rank = 4;
  for (Town& town : towns) {
    const double size = 1 / rank++;
    town.x = 200 * random.Share();
    town.y = 300 * random.Share();
    town.spread = 1 + 12 * std::sqrt(size);
    town.families = size * (0.8 + 0.4 * random.Share());
    town.places = size * (0.8 + 0.4 * random.Share());
  }
  return towns;
}

std::vector<Person> MakePeople(const std::vector<Town>& towns, double Town::*weight,
                               std::int32_t count, Random& random) {
  std::vector<double> upto;
  double sum = 0;
  for (const Town& town : towns) {
    upto.push_back(sum += town.*weight);
  }
  std::vector<Person> people(static_cast<std::size_t>(count));
  for (Person& person : people) {
    const auto found = std::upper_bound(upto.begin(), upto.end(), sum * random.Share());
    const Town& town =
        towns[std::min(static_cast<std::size_t>(found - upto.begin()), towns.size() - 1)];
    person.x = town.x + town.spread * random.Normal();
    person.y = town.y + town.spread * random.Normal();
    person.parts_of_day = static_cast<std::uint32_t>(random.Bits() & random.Bits() & 0x1fffff);
    person.interests = static_cast<std::uint32_t>(random.Bits() & 0xffff);
  }
  return people;
}

// Finds the nearest of a set of points that pass a rule: a k-d tree in one array, where the middle
// of each range splits it, by x and y in turn.
class NearestPlaces {
 public:
  explicit NearestPlaces(const std::vector<Person>& places) : places_(places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      order_.push_back(static_cast<std::int32_t>(i));
    }
    Split(0, order_.size(), true);
  }

  // (squared km, place), nearest first.
  template <typename Rule>
  std::vector<std::pair<double, std::int32_t>> Find(const Person& from, std::size_t count,
                                                    const Rule& passes) const {
    std::vector<std::pair<double, std::int32_t>> found;  // a heap, farthest on top
    found.reserve(count + 1);
    Visit(0, order_.size(), true, from, count, passes, found);
    std::sort_heap(found.begin(), found.end());
    return found;
  }

 private:
  void Split(std::size_t begin, std::size_t end, bool by_x) {
    if (end - begin < 2) {
      return;
    }
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [this](std::size_t i) {
      return order_.begin() + static_cast<std::ptrdiff_t>(i);
    };
    std::nth_element(at(begin), at(middle), at(end), [&](std::int32_t a, std::int32_t b) {
      const Person& one = places_[static_cast<std::size_t>(a)];
      const Person& other = places_[static_cast<std::size_t>(b)];
      return by_x ? one.x < other.x : one.y < other.y;
    });
    Split(begin, middle, !by_x);
    Split(middle + 1, end, !by_x);
  }

  template <typename Rule>
  void Visit(std::size_t begin, std::size_t end, bool by_x, const Person& from, std::size_t count,
             const Rule& passes, std::vector<std::pair<double, std::int32_t>>& found) const {
    if (begin >= end) {
      return;
    }
    const std::size_t middle = begin + (end - begin) / 2;
    const std::int32_t number = order_[middle];
    const Person& place = places_[static_cast<std::size_t>(number)];
    const double offset = by_x ? from.x - place.x : from.y - place.y;
    const auto near = offset < 0 ? std::pair(begin, middle) : std::pair(middle + 1, end);
    const auto far = offset < 0 ? std::pair(middle + 1, end) : std::pair(begin, middle);
    Visit(near.first, near.second, !by_x, from, count, passes, found);
    const double squared =
        (from.x - place.x) * (from.x - place.x) + (from.y - place.y) * (from.y - place.y);
    if ((found.size() < count || squared < found.front().first) && passes(number)) {
      found.emplace_back(squared, number);
      std::push_heap(found.begin(), found.end());
      if (found.size() > count) {
        std::pop_heap(found.begin(), found.end());
        found.pop_back();
      }
    }
    if (found.size() < count || offset * offset < found.front().first) {
      Visit(far.first, far.second, !by_x, from, count, passes, found);
    }
  }

  const std::vector<Person>& places_;
  std::vector<std::int32_t> order_;
};

}  // namespace

BipartiteGraph MakeInstance(const InstanceShape& shape) {
  Random random(shape.seed);
  const std::vector<Town> towns = MakeTowns(shape, random);
  const std::vector<Person> families = MakePeople(towns, &Town::families, shape.families, random);
  const std::vector<Person> places = MakePeople(towns, &Town::places, shape.places, random);
  const NearestPlaces nearest(places);

  BipartiteGraph graph;
  graph.right_count = shape.places;
  for (std::size_t i = 0; i < families.size(); ++i) {
    const Person& family = families[i];
    const auto coin = [&](std::int32_t place) {
      return Mix(Mix(shape.seed ^ i) ^ static_cast<std::uint64_t>(place));
    };
    const double wanted = shape.partners * (0.5 + random.Share());
    auto found = nearest.Find(
        family, static_cast<std::size_t>(std::lround(wanted)), [&](std::int32_t place) {
          const Person& other = places[static_cast<std::size_t>(place)];
          return (family.parts_of_day & other.parts_of_day) != 0 && coin(place) % 2 == 0;
        });
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    for (const auto& [squared_km, place] : found) {
      const Person& other = places[static_cast<std::size_t>(place)];
      const int missing = std::popcount(family.parts_of_day & ~other.parts_of_day);
      const int strange = std::popcount(family.interests ^ other.interests);
      const auto wishes = static_cast<Cost>((coin(place) >> 8) % 20000);
      graph.right.push_back(place);
      graph.cost.push_back(std::min<Cost>(std::lround(2000 * std::sqrt(squared_km)), 40000) +
                           1500 * missing + 1000 * strange + wishes);
    }
    graph.row_begin.push_back(static_cast<std::int64_t>(graph.right.size()));
  }
  return graph;
}

}  // namespace buurtbrug::bench
