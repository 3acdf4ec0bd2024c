#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/tenant/gate.h"
#include "registration/app/means.h"
#include "registration/domain/consent.h"
#include "registration/domain/contact.h"
#include "registration/domain/family.h"
#include "registration/domain/house_number.h"
#include "registration/store/family_store.h"
#include "registration/store/link_store.h"

namespace buurtbrug::registration::app {

class Demands;

// What steps that a family takes by itself are recorded as done by.
inline constexpr char kCitizen[] = "citizen by link";

// A family that registers itself. Personal data.
struct OnlineRegistration {
  domain::Registration registration;
  std::optional<domain::HouseNumber> house;
  domain::EmailOrPhone contact;
  std::set<domain::ConsentPurpose> consents;
};

// Stores a family that registers itself, in the contract that the transaction is about: with its
// people, its contact, what it agreed to, that it was told, and its personal link.
absl::StatusOr<store::FamilyLink> ComeIn(platform::postgres::ScopedTransaction& transaction,
                                         const platform::access::Call& call, const Means& means,
                                         const store::NewFamily& family,
                                         const OnlineRegistration& online);

// Registration by internet. Thread-safe.
class Online {
 public:
  // `learn_contracts` brings the local copy of the contracts up to date. `demands` outlives this.
  Online(const Means& means, Demands& demands, std::function<absl::Status()> learn_contracts)
      : means_(means), demands_(demands), learn_contracts_(std::move(learn_contracts)) {}

  struct Answer {
    // Where it came in; nil contract: it is unserved demand.
    domain::Link link;
    // The last day of the link, or the day on which the demand is destroyed.
    absl::CivilDay expires_on;
  };

  // Idempotent per `call.request_id`, whichever of the two it became: the first answer stays the
  // answer when a contract starts or ends in between. INVALID_ARGUMENT as
  // domain::CheckRegistration; NOT_FOUND PLACE_NOT_FOUND; UNAVAILABLE STANDING_STALE.
  absl::StatusOr<Answer> Register(const platform::access::Call& call,
                                  const OnlineRegistration& online);

 private:
  absl::StatusOr<Answer> AnswerOf(const platform::access::Call& in_contract,
                                  const domain::FamilyId& family);
  absl::StatusOr<std::optional<Answer>> RegisterIn(const platform::access::Call& in_contract,
                                                   const OnlineRegistration& online);

  const Means means_;
  Demands& demands_;
  const std::function<absl::Status()> learn_contracts_;
};

// The call of the gateway, as one about `contract` that starts something there.
platform::access::Call InContract(const platform::access::Call& call,
                                  const platform::core::TenantScope& contract);

}  // namespace buurtbrug::registration::app
