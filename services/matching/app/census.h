#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "matching/domain/family_card.h"
#include "matching/engine/rule.h"
#include "matching/engine/search.h"
#include "matching/store/directory_store.h"
#include "platform/core/scope.h"

namespace buurtbrug::matching::app {

// The families of one or more contracts as the engine searches them, as they were at one moment.
// Immutable, so that any number of threads may read it.
class Census {
 public:
  // Families of contract i are of contract number i. Ages are those of `today`. What is asked for
  // with rows of several contracts may only be told to who may see all of them.
  Census(const std::vector<const store::DirectoryRows*>& contracts, absl::CivilDay today);

  // How a family is known here. Of a request family one entry for each need.
  struct Family {
    domain::FamilyRole role = domain::FamilyRole::kRequest;
    domain::Unsearched unsearched = domain::Unsearched::kSearched;
    std::uint32_t first = 0;  // position in units() or supporters()
    std::uint32_t count = 0;
  };
  // Null: there is no such family.
  const Family* Find(const domain::FamilyId& family) const;
  // All that are known, by id.
  const std::map<domain::FamilyId, Family>& families() const { return families_; }

  // All that can be searched, also needs that are served already.
  const std::vector<engine::Unit>& units() const { return units_; }
  // Of each of units(): whether a match serves it, and whether one that is more than proposed does.
  bool IsServed(std::uint32_t unit) const { return served_[unit]; }
  bool IsServedFirmly(std::uint32_t unit) const { return served_firmly_[unit]; }
  const std::vector<engine::Supporter>& supporters() const { return supporters_; }
  // The places that a supporter has free when what is only proposed takes none.
  std::int32_t FreeWithoutProposals(std::uint32_t supporter) const {
    return free_without_proposals_[supporter];
  }

  // Positions that the indexes answer with: in supporters(), and through OpenUnit in units().
  const engine::Index<engine::Supporter>& supporter_index() const { return supporter_index_; }
  const engine::Index<engine::Unit>& unit_index() const { return unit_index_; }
  const engine::Unit& OpenUnit(std::uint32_t position) const {
    return units_[open_units_[position]];
  }

  // The contracts that offer support families here under a pool agreement, in a fixed order. Those
  // of the first one are of the contract number `own_contracts()`, and so on.
  const std::vector<platform::core::TenantScope>& offering() const { return offering_; }
  std::uint16_t own_contracts() const { return own_contracts_; }
  // The municipality that a support family comes from; empty: it is of a contract of its own.
  std::string MunicipalityOf(const engine::Supporter& supporter) const;

  const engine::BarredPairs& barred() const { return barred_; }
  const engine::Languages& languages() const { return languages_; }
  // How many families of a role cannot be found, by why; closed cases and those that were not
  // screened yet are not among them.
  const std::map<domain::Unsearched, int>& unsearched(domain::FamilyRole role) const {
    return role == domain::FamilyRole::kRequest ? unsearched_requests_ : unsearched_supports_;
  }

 private:
  struct ServedChildren {
    engine::ChildSet all;
    engine::ChildSet firmly;
  };
  struct TakenPlaces {
    int all = 0;
    int proposed = 0;
  };
  using Served = std::map<domain::FamilyId, ServedChildren>;
  using Taken = std::map<domain::FamilyId, TakenPlaces>;
  void Add(const store::DirectoryRows& rows, std::uint16_t contract, absl::CivilDay today,
           std::vector<engine::BarredPair>& barred);
  Family Seat(const domain::FamilyCard& card, const store::DirectoryRows& rows,
              std::uint16_t contract, absl::CivilDay today, const Served& served,
              const Taken& taken);

  // Gives each offering contract its number.
  void CountOffering(const std::vector<const store::DirectoryRows*>& contracts);
  std::uint16_t NumberOf(const platform::core::TenantScope& offering) const;

  std::uint16_t own_contracts_ = 0;
  std::vector<platform::core::TenantScope> offering_;
  std::map<domain::FamilyId, Family> families_;
  std::vector<engine::Unit> units_;
  std::vector<bool> served_;
  std::vector<bool> served_firmly_;
  std::vector<std::uint32_t> open_units_;
  std::vector<engine::Supporter> supporters_;
  std::vector<std::int32_t> free_without_proposals_;
  engine::Index<engine::Supporter> supporter_index_;
  engine::Index<engine::Unit> unit_index_;
  engine::BarredPairs barred_;
  engine::Languages languages_;
  std::map<domain::Unsearched, int> unsearched_requests_;
  std::map<domain::Unsearched, int> unsearched_supports_;
};

}  // namespace buurtbrug::matching::app
