#include "platform/tenant/pools.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::CivilDay;

auto OrderOf(const PoolPair& pair) {
  return std::make_tuple(pair.agreement, pair.offering.municipality, pair.offering.contract,
                         pair.receiving.municipality, pair.receiving.contract, pair.first_day);
}

std::vector<PoolPair> OnDay(const std::vector<PoolPair>& pairs, CivilDay day) {
  std::vector<PoolPair> holding;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(holding),
               [&](const PoolPair& pair) { return pair.Holds(day); });
  return holding;
}

template <typename Map, typename Key>
const std::vector<PoolPair>& At(const Map& map, const Key& key) {
  static const auto& none = *new std::vector<PoolPair>();
  const auto found = map.find(key);
  return found == map.end() ? none : found->second;
}

}  // namespace

Pools::Days Pools::DaysOf(const std::string& first, bool ends, const std::string& last) {
  Days days;
  days.first = core::ParseDay("day", first).value_or(CivilDay::max());
  if (ends) {
    days.last = core::ParseDay("day", last).value_or(CivilDay::min());
  }
  return days;
}

Pools::Days Pools::Common(const Days& a, const Days& b) {
  Days days = {std::max(a.first, b.first), a.last};
  if (b.last && (!days.last || *b.last < *days.last)) {
    days.last = b.last;
  }
  return days;
}

void Pools::Learn(const feed::Entry& entry) {
  const std::unique_lock lock(mutex_);
  if (Take(entry)) {
    Pair();
  }
}

// Whether something is known that was not.
bool Pools::Take(const feed::Entry& entry) {
  const auto put = [](auto& kept, auto told) {
    if (told.version <= kept.version) {
      return false;
    }
    kept = std::move(told);
    return true;
  };
  const auto put_contract = [&](const tenancy::v1::Contract& contract, int64_t version) {
    return put(contracts_[KeyOf(entry.tenant)],
               Contract{version, DaysOf(contract.first_day(), contract.has_last_day(),
                                        contract.last_day())});
  };
  tenancy::v1::ContractOpened opened;
  tenancy::v1::ContractChanged changed;
  tenancy::v1::PoolAgreementChanged agreed;
  tenancy::v1::PoolConsentChanged consented;
  if (entry.Read(opened)) {
    return put_contract(opened.contract(), 1);
  }
  if (entry.Read(changed)) {
    return put_contract(changed.contract(), changed.version());
  }
  if (entry.Read(agreed)) {
    const auto& told = agreed.pool_agreement();
    const auto id = core::PoolAgreementId::Parse("pool_agreement_id", told.pool_agreement_id());
    return id.ok() &&
           put(agreements_[*id],
               Agreement{agreed.version(), told.offering_municipality(),
                         told.receiving_municipality(),
                         DaysOf(told.first_day(), told.has_last_day(), told.last_day())});
  }
  if (entry.Read(consented)) {
    const auto& told = consented.pool_consent();
    const auto id = core::PoolAgreementId::Parse("pool_agreement_id", told.pool_agreement_id());
    return id.ok() && put(consents_[told.pool_consent_id()],
                          Consent{consented.version(), *id, entry.tenant,
                                  DaysOf(told.first_day(), told.has_last_day(), told.last_day())});
  }
  return false;
}

void Pools::Pair() {
  pairs_.clear();
  into_.clear();
  from_.clear();
  std::map<core::PoolAgreementId, std::vector<const Consent*>> by_agreement;
  for (const auto& [id, consent] : consents_) {
    by_agreement[consent.agreement].push_back(&consent);
  }
  for (const auto& [id, consents] : by_agreement) {
    const auto agreement = agreements_.find(id);
    if (agreement == agreements_.end()) {
      continue;
    }
    for (const Consent* offering : consents) {
      for (const Consent* receiving : consents) {
        PairUp(id, agreement->second, *offering, *receiving);
      }
    }
  }
  std::sort(pairs_.begin(), pairs_.end(),
            [](const PoolPair& a, const PoolPair& b) { return OrderOf(a) < OrderOf(b); });
  for (const PoolPair& pair : pairs_) {
    into_[KeyOf(pair.receiving)].push_back(pair);
    from_[KeyOf(pair.offering)].push_back(pair);
  }
}

void Pools::PairUp(const core::PoolAgreementId& id, const Agreement& agreement,
                   const Consent& offering, const Consent& receiving) {
  if (offering.tenant.municipality != agreement.offering ||
      receiving.tenant.municipality != agreement.receiving) {
    return;
  }
  const auto offers = contracts_.find(KeyOf(offering.tenant));
  const auto receives = contracts_.find(KeyOf(receiving.tenant));
  if (offers == contracts_.end() || receives == contracts_.end()) {
    return;
  }
  const Days days = Common(Common(agreement.days, Common(offering.days, receiving.days)),
                           Common(offers->second.days, receives->second.days));
  if (days.first != CivilDay::max() && (!days.last || days.first <= *days.last)) {
    pairs_.push_back({id, offering.tenant, receiving.tenant, days.first, days.last});
  }
}

std::vector<PoolPair> Pools::Pairs() const {
  const std::shared_lock lock(mutex_);
  return pairs_;
}

std::vector<PoolPair> Pools::Into(const core::TenantScope& receiving, CivilDay day) const {
  const std::shared_lock lock(mutex_);
  return OnDay(At(into_, KeyOf(receiving)), day);
}

std::vector<PoolPair> Pools::EverInto(const core::TenantScope& receiving) const {
  const std::shared_lock lock(mutex_);
  return At(into_, KeyOf(receiving));
}

std::vector<PoolPair> Pools::From(const core::TenantScope& offering, CivilDay day) const {
  const std::shared_lock lock(mutex_);
  return OnDay(At(from_, KeyOf(offering)), day);
}

std::vector<PoolPair> Pools::EverFrom(const core::TenantScope& offering) const {
  const std::shared_lock lock(mutex_);
  return At(from_, KeyOf(offering));
}

std::optional<PoolPair> Pools::Between(const core::TenantScope& offering,
                                       const core::TenantScope& receiving, CivilDay day) const {
  const std::shared_lock lock(mutex_);
  for (const PoolPair& pair : At(into_, KeyOf(receiving))) {
    if (pair.offering == offering && pair.Holds(day)) {
      return pair;
    }
  }
  return std::nullopt;
}

}  // namespace buurtbrug::platform::tenant
