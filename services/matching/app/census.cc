#include "matching/app/census.h"

#include <algorithm>
#include <set>
#include <utility>

#include "matching/domain/history.h"
#include "matching/engine/told.h"

namespace buurtbrug::matching::app {
namespace {

using domain::FamilyId;
using domain::FamilyRole;
using domain::Unsearched;

constexpr int kHighestChild = 31;

// Follows `next(family)` for as long as it names one; merges may have followed each other.
template <typename Next>
FamilyId Last(FamilyId family, const Next& next) {
  std::set<FamilyId> seen;
  for (std::optional<FamilyId> into = next(family); into && seen.insert(family).second;
       into = next(family)) {
    family = *into;
  }
  return family;
}

// The family as which the case of `family` goes on now.
FamilyId Survivor(const store::DirectoryRows& rows, const FamilyId& family) {
  return Last(family, [&](const FamilyId& one) {
    const auto row = rows.families.find(one);
    return row == rows.families.end() ? std::nullopt : row->second.value.merged_into;
  });
}

// The same of a family of rows.earlier[level]: what it was merged into there, and then here.
FamilyId SurvivorOfEarlier(const store::DirectoryRows& rows, std::size_t level, FamilyId family) {
  for (std::size_t at = level + 1; at-- > 0;) {
    family = Last(family, [&](const FamilyId& one) {
      const auto& merged = rows.earlier[at].merged_into;
      const auto row = merged.find(one);
      return row == merged.end() ? std::nullopt : std::optional(row->second.value);
    });
  }
  return Survivor(rows, family);
}

std::optional<engine::Bar> BarOf(const domain::PastMatch& match) {
  const auto bar = domain::BarOf(match.state, match.end_reason);
  if (!bar) {
    return std::nullopt;
  }
  return *bar == domain::PastBar::kDeclined ? engine::Bar::kDeclined : engine::Bar::kFailed;
}

// Why the pair does not go together again, by the matches of the past and by coordinators. What is
// of a family that was merged is of the one that it was merged into.
void AddBars(const store::DirectoryRows& rows, std::vector<engine::BarredPair>& barred) {
  for (const auto& [id, row] : rows.matches) {
    const domain::PastMatch& match = row.value;
    if (const auto bar = BarOf(match)) {
      barred.push_back(
          {Survivor(rows, match.request_family), Survivor(rows, match.support_family), *bar});
    }
  }
  for (std::size_t level = 0; level < rows.earlier.size(); ++level) {
    for (const auto& [id, row] : rows.earlier[level].over) {
      if (const auto bar = BarOf(row.value)) {
        barred.push_back({SurvivorOfEarlier(rows, level, row.value.request_family),
                          SurvivorOfEarlier(rows, level, row.value.support_family), *bar});
      }
    }
  }
  for (const auto& [id, row] : rows.exclusions) {
    const domain::ExcludedPair& pair = row.value;
    if (pair.in_force) {
      barred.push_back({Survivor(rows, pair.request_family), Survivor(rows, pair.support_family),
                        engine::Bar::kExcluded});
    }
  }
}

bool IsWorthCounting(Unsearched reason) {
  return reason == Unsearched::kProfileUnknown || reason == Unsearched::kAreaUnknown;
}

}  // namespace

Census::Census(const std::vector<const store::DirectoryRows*>& contracts, absl::CivilDay today) {
  CountOffering(contracts);
  std::vector<engine::BarredPair> barred;
  for (std::size_t i = 0; i < contracts.size(); ++i) {
    Add(*contracts[i], static_cast<std::uint16_t>(i), today, barred);
  }
  barred_ = engine::BarredPairs(std::move(barred));
  supporter_index_ = engine::Index<engine::Supporter>(supporters_);
  std::vector<engine::Unit> open;
  for (std::uint32_t unit = 0; unit < units_.size(); ++unit) {
    if (!served_[unit]) {
      open_units_.push_back(unit);
      open.push_back(units_[unit]);
    }
  }
  unit_index_ = engine::Index<engine::Unit>(std::move(open));
}

void Census::CountOffering(const std::vector<const store::DirectoryRows*>& contracts) {
  own_contracts_ = static_cast<std::uint16_t>(contracts.size());
  std::map<std::pair<std::string, platform::core::ContractId>, platform::core::TenantScope> found;
  for (const store::DirectoryRows* rows : contracts) {
    for (const auto& [id, row] : rows->pooled) {
      const platform::core::TenantScope& offering = row.value.offering;
      found.emplace(std::make_pair(offering.municipality, offering.contract), offering);
    }
  }
  for (auto& [key, offering] : found) {
    offering_.push_back(std::move(offering));
  }
}

std::uint16_t Census::NumberOf(const platform::core::TenantScope& offering) const {
  const auto place = std::find(offering_.begin(), offering_.end(), offering);
  return static_cast<std::uint16_t>(own_contracts_ + (place - offering_.begin()));
}

std::string Census::MunicipalityOf(const engine::Supporter& supporter) const {
  return supporter.terms.contract < own_contracts_
             ? std::string()
             : offering_[supporter.terms.contract - own_contracts_].municipality;
}

void Census::Add(const store::DirectoryRows& rows, std::uint16_t contract, absl::CivilDay today,
                 std::vector<engine::BarredPair>& barred) {
  AddBars(rows, barred);
  Served served;
  Taken taken;
  for (const auto& [id, row] : rows.matches) {
    const domain::PastMatch& match = row.value;
    const bool is_proposed = match.state == domain::MatchState::kProposed;
    for (const domain::FamilyId& family : domain::PlacesGiven(match, today)) {
      TakenPlaces& places = taken[Survivor(rows, family)];
      ++places.all;
      places.proposed += is_proposed ? 1 : 0;
    }
    if (domain::Serves(match.state)) {
      for (const int child : match.children) {
        if (child >= 0 && child <= kHighestChild) {
          ServedChildren& children = served[Survivor(rows, match.request_family)];
          children.all.Insert(child);
          if (!is_proposed) {
            children.firmly.Insert(child);
          }
        }
      }
    }
  }
  for (const auto& [id, row] : rows.places_away) {
    taken[Survivor(rows, row.value.family)].all += domain::TakesPlace(row.value, today) ? 1 : 0;
  }
  for (const auto& [id, row] : rows.families) {
    const Family family = Seat(row.value, rows, contract, today, served, taken);
    if (IsWorthCounting(family.unsearched)) {
      ++(family.role == FamilyRole::kRequest ? unsearched_requests_
                                             : unsearched_supports_)[family.unsearched];
    }
    families_.emplace(id, family);
  }
}

Census::Family Census::Seat(const domain::FamilyCard& card, const store::DirectoryRows& rows,
                            std::uint16_t contract, absl::CivilDay today, const Served& served,
                            const Taken& taken) {
  Family family;
  family.role = card.role;
  family.unsearched = domain::WhyUnsearched(card);
  if (family.unsearched != Unsearched::kSearched) {
    return family;
  }
  const auto area = rows.areas.find(card.profile->area);
  if (area == rows.areas.end()) {
    family.unsearched = Unsearched::kAreaUnknown;
    return family;
  }
  const engine::Point point = {area->second.value.x_m, area->second.value.y_m};
  if (card.role == FamilyRole::kRequest) {
    family.first = static_cast<std::uint32_t>(units_.size());
    const auto matched = served.find(card.id);
    const ServedChildren children = matched == served.end() ? ServedChildren() : matched->second;
    for (engine::Unit& unit : engine::UnitsOf(card, point, today, languages_)) {
      unit.terms.contract = contract;
      served_.push_back(unit.children.Intersects(children.all));
      served_firmly_.push_back(unit.children.Intersects(children.firmly));
      units_.push_back(unit);
      ++family.count;
    }
    return family;
  }
  const auto matches = taken.find(card.id);
  TakenPlaces places = matches == taken.end() ? TakenPlaces() : matches->second;
  const auto pooled = rows.pooled.find(card.id);
  if (pooled != rows.pooled.end()) {
    places.all += domain::TakenElsewhere(pooled->second.value, today);
  }
  domain::FamilyCard ready = card;
  if (const auto told = rows.readiness.find(card.id); told != rows.readiness.end()) {
    ready.readiness = told->second.value;
  }
  family.first = static_cast<std::uint32_t>(supporters_.size());
  family.count = 1;
  supporters_.push_back(engine::SupporterOf(ready, point, places.all, today, languages_));
  free_without_proposals_.push_back(
      std::max(supporters_.back().capacity - (places.all - places.proposed), 0));
  supporters_.back().terms.contract =
      pooled == rows.pooled.end() ? contract : NumberOf(pooled->second.value.offering);
  return family;
}

const Census::Family* Census::Find(const FamilyId& family) const {
  const auto found = families_.find(family);
  return found == families_.end() ? nullptr : &found->second;
}

}  // namespace buurtbrug::matching::app
