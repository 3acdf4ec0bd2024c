#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matching/app/census.h"
#include "matching/engine/fit.h"
#include "matching/store/directory_store.h"
#include "platform/core/clock.h"
#include "platform/core/scope.h"
#include "platform/postgres/database.h"
#include "platform/tenant/pools.h"

namespace buurtbrug::matching::app {

// What is known for questions of one contract, as of one moment. Immutable.
struct Outlook {
  std::shared_ptr<const Census> census;
  absl::CivilDay today;  // the ages in the census are of this day
  engine::Weights weights;
  std::int64_t weights_version = 0;
  // With the day `today`.
  engine::Conditions conditions;
  std::optional<platform::tenant::Term> term;
  // With the contracts that offer support families to this one, of whatever days.
  std::vector<platform::tenant::PoolPair> pairs;

  // For another day the same with that day's agreements.
  engine::Conditions ConditionsOn(absl::CivilDay day) const;
};

// The families of contracts in memory, each contract's by itself, for search. Before a question is
// answered its contract's copy is brought up to date: one statement when nothing changed, else the
// rows that did; questions that come together share that. A copy that is younger than `fresh_for`
// is used as it is, and brought up to date beside it. So an answer knows all that this process had
// committed before the question came, and all that anybody had committed `fresh_for` before it.
// Rows are read under the scope of the contract, and a contract's copy is found by its own key
// only.
//
// Memory: about 1 kB a family. Contracts that were not asked for the longest time are forgotten
// when there are more than `most_families` in all, and those not asked for `idle`. Thread-safe.
class Directory {
 public:
  struct Limits {
    std::size_t most_families = 1'000'000;
    absl::Duration idle = absl::Hours(1);
    // Brought up to date from half of it on, by a thread of its own.
    absl::Duration fresh_for = absl::ZeroDuration();
  };

  Directory(platform::postgres::Database& database, const platform::core::Clock& clock)
      : Directory(database, clock, Limits()) {}
  Directory(platform::postgres::Database& database, const platform::core::Clock& clock,
            Limits limits)
      : Directory(database, clock, limits, nullptr) {}
  // With the support families that other contracts offer under `pools`, which outlives this object.
  Directory(platform::postgres::Database& database, const platform::core::Clock& clock,
            const platform::tenant::Pools& pools)
      : Directory(database, clock, Limits(), &pools) {}
  Directory(platform::postgres::Database& database, const platform::core::Clock& clock,
            Limits limits, const platform::tenant::Pools* pools);
  // Waits for a reading that has begun.
  ~Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  // The reasons of Database::Run.
  absl::StatusOr<std::shared_ptr<const Outlook>> Look(const platform::core::TenantScope& tenant);

  // Contracts that are in memory.
  std::size_t contracts() const;

 private:
  using Key = std::pair<std::string, platform::core::ContractId>;
  struct Contract {
    std::mutex mutex;
    std::condition_variable ended;
    // Readings are numbered; one at a time.
    bool reading = false;
    std::uint64_t begun = 0;
    std::uint64_t done = 0;
    // When the last reading that is done began, and what this process had written until then.
    absl::Time read_at = absl::InfinitePast();
    std::uint64_t writes = 0;
    absl::StatusOr<std::shared_ptr<const Outlook>> answer =
        absl::StatusOr<std::shared_ptr<const Outlook>>(nullptr);
    // Whether it is to be brought up to date beside the questions.
    bool due = false;

    // Of who reads only.
    store::DirectoryRows rows;

    // Under the directory's mutex.
    absl::Time asked;
    std::size_t families = 0;
  };

  std::shared_ptr<Contract> Enter(const Key& key, absl::Time now);
  // How old the last answer is; for ever when it will not do. Under the contract's mutex.
  absl::Duration AgeOf(const Contract& contract, absl::Time now) const;
  // Returns when a reading has ended that began after this call; `lock` is of the contract.
  void Renew(const Key& key, Contract& contract, std::unique_lock<std::mutex>& lock);
  void RenewWhatIsDue();
  absl::StatusOr<std::shared_ptr<const Outlook>> Read(const platform::core::TenantScope& tenant,
                                                      Contract& contract);
  // Forgets contracts beyond the limits, `kept` last of all.
  void Tidy(const Contract& kept, std::size_t families);

  platform::postgres::Database& database_;
  const platform::core::Clock& clock_;
  const platform::tenant::Pools* const pools_;  // nothing: no pools
  const Limits limits_;
  mutable std::mutex mutex_;
  std::map<Key, std::shared_ptr<Contract>> contracts_;
  std::condition_variable filled_;
  std::deque<std::pair<Key, std::shared_ptr<Contract>>> due_;
  bool closing_ = false;
  std::thread renewer_;
};

}  // namespace buurtbrug::matching::app
