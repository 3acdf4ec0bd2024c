#include "matching/app/directory.h"

#include <algorithm>
#include <string>
#include <vector>

#include "matching/engine/told.h"
#include "matching/engine/weighing.h"
#include "platform/core/status.h"
#include "platform/tenant/standing.h"

namespace buurtbrug::matching::app {
namespace {

using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

// A contract matches with itself, while it runs, and with the contracts that pool with it on the
// day.
engine::Agreements AgreementsOn(const Outlook& outlook, absl::CivilDay day) {
  constexpr std::uint16_t kOwn = 0;
  if (!outlook.term ||
      platform::tenant::StandingOn(*outlook.term, day) != platform::tenant::Standing::kRunning) {
    return {};
  }
  std::vector<engine::Agreements::Pair> agreements = {{kOwn, kOwn}};
  const std::vector<TenantScope>& offering = outlook.census->offering();
  for (std::size_t i = 0; i < offering.size(); ++i) {
    const bool pools = std::any_of(
        outlook.pairs.begin(), outlook.pairs.end(),
        [&](const auto& pair) { return pair.offering == offering[i] && pair.Holds(day); });
    if (pools) {
      agreements.emplace_back(kOwn, static_cast<std::uint16_t>(kOwn + 1 + i));
    }
  }
  return engine::Agreements(std::move(agreements));
}

}  // namespace

engine::Conditions Outlook::ConditionsOn(absl::CivilDay day) const {
  engine::Conditions other = conditions;
  other.day = engine::NumberOf(day);
  other.agreements = AgreementsOn(*this, day);
  return other;
}

Directory::Directory(platform::postgres::Database& database, const platform::core::Clock& clock,
                     Limits limits, const platform::tenant::Pools* pools)
    : database_(database), clock_(clock), pools_(pools), limits_(limits) {
  if (limits_.fresh_for > absl::ZeroDuration()) {
    renewer_ = std::thread([this] { RenewWhatIsDue(); });
  }
}

Directory::~Directory() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  filled_.notify_all();
  if (renewer_.joinable()) {
    renewer_.join();
  }
}

std::shared_ptr<Directory::Contract> Directory::Enter(const Key& key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Contract>& contract = contracts_[key];
  if (contract == nullptr) {
    contract = std::make_shared<Contract>();
  }
  contract->asked = now;
  return contract;
}

absl::Duration Directory::AgeOf(const Contract& contract, absl::Time now) const {
  const absl::Duration age = now - contract.read_at;
  // A clock that was set back makes it look younger than nothing.
  const bool usable =
      contract.answer.ok() && age >= absl::ZeroDuration() && contract.writes == database_.writes();
  return usable ? age : absl::InfiniteDuration();
}

absl::StatusOr<std::shared_ptr<const Outlook>> Directory::Look(const TenantScope& tenant) {
  const absl::Time now = clock_.Now();
  const Key key = {tenant.municipality, tenant.contract};
  const std::shared_ptr<Contract> contract = Enter(key, now);
  std::unique_lock lock(contract->mutex);
  const absl::Duration age = AgeOf(*contract, now);
  if (age >= limits_.fresh_for) {
    Renew(key, *contract, lock);
    return contract->answer;
  }
  auto answer = contract->answer;
  if (age >= limits_.fresh_for / 2 && !contract->due && !contract->reading) {
    contract->due = true;
    lock.unlock();
    const std::lock_guard all(mutex_);
    due_.emplace_back(key, contract);
    filled_.notify_one();
  }
  return answer;
}

void Directory::Renew(const Key& key, Contract& contract, std::unique_lock<std::mutex>& lock) {
  // A reading that has begun may not see what was committed before this question.
  const std::uint64_t enough = contract.begun + 1;
  while (contract.done < enough) {
    if (contract.reading) {
      contract.ended.wait(lock);
      continue;
    }
    contract.reading = true;
    const std::uint64_t number = ++contract.begun;
    lock.unlock();
    const absl::Time began = clock_.Now();
    const std::uint64_t writes = database_.writes();
    auto answer = Read({key.first, key.second}, contract);
    lock.lock();
    contract.reading = false;
    contract.done = number;
    contract.read_at = began;
    contract.writes = writes;
    contract.answer = std::move(answer);
    contract.ended.notify_all();
  }
}

void Directory::RenewWhatIsDue() {
  std::unique_lock lock(mutex_);
  while (true) {
    filled_.wait(lock, [this] { return closing_ || !due_.empty(); });
    if (closing_) {
      return;
    }
    const auto [key, contract] = std::move(due_.front());
    due_.pop_front();
    lock.unlock();
    {
      std::unique_lock contract_lock(contract->mutex);
      contract->due = false;
      Renew(key, *contract, contract_lock);
    }
    lock.lock();
  }
}

absl::StatusOr<std::shared_ptr<const Outlook>> Directory::Read(const TenantScope& tenant,
                                                               Contract& contract) {
  const absl::CivilDay today = platform::core::AmsterdamDay(clock_.Now());
  store::DirectoryRows& rows = contract.rows;
  const absl::StatusOr<store::Refreshed> refreshed =
      database_.Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
        return store::RefreshRows(transaction, tenant, rows);
      });
  if (!refreshed.ok()) {
    rows = store::DirectoryRows();
    return refreshed.status();
  }
  // Only who reads writes it: it may be read without the lock.
  const std::shared_ptr<const Outlook> before = contract.answer.value_or(nullptr);
  const bool same_census =
      before != nullptr && before->today == today && *refreshed != store::Refreshed::kRows;
  std::vector<platform::tenant::PoolPair> pairs =
      pools_ == nullptr ? std::vector<platform::tenant::PoolPair>() : pools_->EverInto(tenant);
  if (same_census && *refreshed == store::Refreshed::kSame && before->pairs == pairs) {
    return before;
  }
  auto outlook = std::make_shared<Outlook>();
  outlook->census = same_census ? before->census
                                : std::make_shared<const Census>(
                                      std::vector<const store::DirectoryRows*>{&rows}, today);
  outlook->today = today;
  outlook->weights = engine::OfVersion(rows.weights.weights);
  outlook->weights_version = rows.weights.version;
  outlook->term = rows.term;
  outlook->pairs = std::move(pairs);
  outlook->conditions = {engine::NumberOf(today), AgreementsOn(*outlook, today),
                         outlook->census->barred()};
  Tidy(contract, rows.families.size());
  return std::shared_ptr<const Outlook>(std::move(outlook));
}

void Directory::Tidy(const Contract& kept, std::size_t families) {
  const std::lock_guard lock(mutex_);
  const absl::Time now = clock_.Now();
  std::vector<std::map<Key, std::shared_ptr<Contract>>::iterator> oldest;
  std::size_t all = 0;
  for (auto each = contracts_.begin(); each != contracts_.end(); ++each) {
    if (each->second.get() == &kept) {
      each->second->families = families;
    } else {
      oldest.push_back(each);
    }
    all += each->second->families;
  }
  std::sort(oldest.begin(), oldest.end(),
            [](const auto& a, const auto& b) { return a->second->asked < b->second->asked; });
  for (const auto& each : oldest) {
    if (all <= limits_.most_families && now - each->second->asked <= limits_.idle) {
      break;
    }
    // Who is reading it keeps it until the answer.
    all -= each->second->families;
    contracts_.erase(each);
  }
}

std::size_t Directory::contracts() const {
  const std::lock_guard lock(mutex_);
  return contracts_.size();
}

}  // namespace buurtbrug::matching::app
