#include "tools/simulate/year.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "matching/engine/plan/plan.h"
#include "platform/core/status.h"

namespace buurtbrug::simulate {
namespace {

using namespace matching::engine;  // NOLINT(google-build-using-namespace): values of plans

using Pair = std::pair<FamilyId, FamilyId>;  // request family, support family

class Run {
 public:
  Run(std::uint64_t seed, const Year& year, const Weights& weights)
      : seed_(seed), year_(year), weights_(weights), matched_in_(year.requests.size(), kNotYet) {
    for (std::size_t i = 0; i < year.requests.size(); ++i) {
      number_of_[year.requests[i].unit.family] = i;
    }
    for (const SupportFamily& support : year.supports) {
      free_places_[support.supporter.family] = support.supporter.capacity;
    }
  }

  absl::StatusOr<Course> Go() {
    for (int week = 0; week < kWeeks; ++week) {
      BUURTBRUG_RETURN_IF_ERROR(GoThroughWeek(week));
    }
    for (std::size_t i = 0; i < year_.requests.size(); ++i) {
      const RequestFamily& request = year_.requests[i];
      const bool matched = matched_in_[i] != kNotYet;
      const int until = matched ? matched_in_[i] : std::min(request.gives_up, kWeeks);
      course_.waits.push_back(
          {7 * (until - request.week), matched, request.neighbourhood, request.group});
    }
    return course_;
  }

 private:
  static constexpr int kNotYet = -1;

  bool Waits(std::size_t number, int week) const {
    const RequestFamily& request = year_.requests[number];
    return request.week <= week && week < request.gives_up && matched_in_[number] == kNotYet;
  }

  Snapshot SnapshotOf(int week) const {
    Snapshot snapshot;
    snapshot.day = kFirstDay + 7 * week;
    snapshot.weights = weights_;
    snapshot.contracts = {ContractId()};
    snapshot.languages = year_.languages;
    snapshot.agreements = {{0, 0}};
    snapshot.barred = barred_;
    for (std::size_t i = 0; i < year_.requests.size(); ++i) {
      if (Waits(i, week)) {
        snapshot.units.push_back(year_.requests[i].unit);
      }
    }
    for (const SupportFamily& support : year_.supports) {
      const int places = free_places_.at(support.supporter.family);
      if (support.week <= week && places > 0) {
        snapshot.supporters.push_back(support.supporter);
        snapshot.supporters.back().free_places = places;
        snapshot.supporters.back().willing_on = snapshot.day;
      }
    }
    return snapshot;
  }

  absl::Status GoThroughWeek(int week) {
    BUURTBRUG_ASSIGN_OR_RETURN(const Snapshot snapshot, Freeze(SnapshotOf(week)));
    BUURTBRUG_ASSIGN_OR_RETURN(const Plan plan, MakePlan(snapshot));
    std::vector<std::pair<std::int32_t, Pair>> by_fit;
    for (std::size_t i = 0; i < plan.lines.size(); ++i) {
      const Option& chosen = plan.lines[i].chosen;
      if (plan.lines[i].outcome == Outcome::kHelped) {
        const auto supporter = static_cast<std::size_t>(chosen.supporter);
        by_fit.push_back(
            {-chosen.fit, {snapshot.units[i].family, snapshot.supporters[supporter].family}});
      }
    }
    std::sort(by_fit.begin(), by_fit.end());
    CompareWithLastWeek(snapshot, by_fit);
    not_asked_.clear();
    for (std::size_t i = 0; i < by_fit.size(); ++i) {
      if (i < kAsksPerWeek) {
        Ask(by_fit[i].second, week);
      } else {
        not_asked_.push_back(by_fit[i].second);
      }
    }
    return absl::OkStatus();
  }

  void CompareWithLastWeek(const Snapshot& snapshot,
                           const std::vector<std::pair<std::int32_t, Pair>>& planned) {
    std::set<FamilyId> there;
    std::set<Pair> again;
    for (const Unit& unit : snapshot.units) {
      there.insert(unit.family);
    }
    for (const Supporter& supporter : snapshot.supporters) {
      there.insert(supporter.family);
    }
    for (const auto& [fit, pair] : planned) {
      again.insert(pair);
    }
    for (const Pair& pair : not_asked_) {
      if (there.contains(pair.first) && there.contains(pair.second)) {
        ++course_.still_possible;
        course_.planned_again += again.contains(pair) ? 1 : 0;
      }
    }
  }

  void Ask(const Pair& pair, int week) {
    if (!BothAccept(seed_, pair.first, pair.second)) {
      barred_.push_back({pair.first, pair.second, Bar::kDeclined});
      return;
    }
    const std::size_t request = number_of_.at(pair.first);
    matched_in_[request] = week;
    free_places_[pair.second] -= year_.requests[request].unit.places;
  }

  const std::uint64_t seed_;
  const Year& year_;
  const Weights weights_;
  std::map<FamilyId, std::size_t> number_of_;  // in the year's list
  std::map<FamilyId, int> free_places_;
  std::vector<int> matched_in_;  // the week, or kNotYet
  std::vector<BarredPair> barred_;
  std::vector<Pair> not_asked_;  // of the last week's plan
  Course course_;
};

}  // namespace

absl::StatusOr<Course> RunYear(std::uint64_t seed, const Year& year, const Weights& weights) {
  return Run(seed, year, weights).Go();
}

}  // namespace buurtbrug::simulate
