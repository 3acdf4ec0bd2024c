#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"

namespace buurtbrug::platform::tenant {

// Two contracts that pool: support families of `offering` may be matched with request families of
// `receiving`. Days are civil days in Europe/Amsterdam, both ends included: those on which the pool
// agreement holds, both contracts run (a run-off is not running) and both consent.
struct PoolPair {
  core::PoolAgreementId agreement;
  core::TenantScope offering;
  core::TenantScope receiving;
  absl::CivilDay first_day;
  // Nothing: no end is known. It may come nearer, and move away too.
  std::optional<absl::CivilDay> last_day = {};

  bool Holds(absl::CivilDay day) const {
    return first_day <= day && (!last_day || day <= *last_day);
  }
  friend bool operator==(const PoolPair& a, const PoolPair& b) {
    return a.agreement == b.agreement && a.offering == b.offering && a.receiving == b.receiving &&
           a.first_day == b.first_day && a.last_day == b.last_day;
  }
};

// Which contracts pool with which, as tenancy's feed tells it. In memory, from the feed's first
// entry on; thread-safe. Entries may come in any order and more than once: of a thing that changes
// the highest version counts, and a contract that is not known yet pools with none.
//
// Before the feed was read for the first time nothing pools. Who acts on what no longer pools
// (empties a copy) makes sure first that it was: Foundation::CatchUpWithTenancy.
//
// On one day two contracts make one pair in a direction at most. Over the days they may make
// several: a consent that ended and was given anew makes a pair of its own, with a later first day.
// Pairs without a day are none: a consent that ended before it began makes one disappear that was
// there.
//
// Lists are in the order of agreement, offering and receiving contract, and first day.
class Pools {
 public:
  // Learns one entry; those of a type that says nothing about pools are passed over. A day that
  // cannot be read ends a pair rather than prolonging it.
  void Learn(const feed::Entry& entry);

  // All, of whatever days: over, running and to come.
  std::vector<PoolPair> Pairs() const;

  // Contracts whose support families may be matched with request families of `receiving` on `day`;
  // and the same of all days.
  std::vector<PoolPair> Into(const core::TenantScope& receiving, absl::CivilDay day) const;
  std::vector<PoolPair> EverInto(const core::TenantScope& receiving) const;

  // Contracts with whose request families support families of `offering` may be matched on `day`;
  // and the same of all days.
  std::vector<PoolPair> From(const core::TenantScope& offering, absl::CivilDay day) const;
  std::vector<PoolPair> EverFrom(const core::TenantScope& offering) const;

  // The pair of two contracts on `day`; nothing when they do not pool on it.
  std::optional<PoolPair> Between(const core::TenantScope& offering,
                                  const core::TenantScope& receiving, absl::CivilDay day) const;

 private:
  struct Days {
    absl::CivilDay first = absl::CivilDay::max();
    std::optional<absl::CivilDay> last = {};
  };
  struct Agreement {
    int64_t version = 0;
    std::string offering;
    std::string receiving;
    Days days;
  };
  struct Consent {
    int64_t version = 0;
    core::PoolAgreementId agreement;
    core::TenantScope tenant;
    Days days;
  };
  struct Contract {
    int64_t version = 0;
    Days days;
  };
  using Key = std::pair<std::string, core::ContractId>;

  static Key KeyOf(const core::TenantScope& tenant) {
    return {tenant.municipality, tenant.contract};
  }
  static Days DaysOf(const std::string& first, bool ends, const std::string& last);
  static Days Common(const Days& a, const Days& b);

  bool Take(const feed::Entry& entry);
  void Pair();
  void PairUp(const core::PoolAgreementId& id, const Agreement& agreement, const Consent& offering,
              const Consent& receiving);

  mutable std::shared_mutex mutex_;
  std::map<core::PoolAgreementId, Agreement> agreements_;
  std::map<std::string, Consent> consents_;  // by id
  std::map<Key, Contract> contracts_;
  // Made of the three above.
  std::vector<PoolPair> pairs_;
  std::map<Key, std::vector<PoolPair>> into_;
  std::map<Key, std::vector<PoolPair>> from_;
};

}  // namespace buurtbrug::platform::tenant
