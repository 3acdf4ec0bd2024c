#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "registration/app/means.h"
#include "registration/app/online.h"
#include "registration/store/demand_store.h"

namespace buurtbrug::registration::app {

// A family that is invited: how to reach it, and what to send it. Personal data.
struct Invitation {
  domain::EmailOrPhone contact;
  domain::Link link;
  absl::CivilDay expires_on;
};

// Unserved demand. Thread-safe.
class Demands {
 public:
  // `on_facts` is told after each commit outside a contract that left facts behind.
  Demands(const Means& means, std::function<void()> on_facts)
      : means_(means), on_facts_(std::move(on_facts)) {}

  // Keeps role, four digits of the postcode and contact, and nothing else. Once per request id.
  absl::StatusOr<Online::Answer> Register(const platform::access::Call& call,
                                          const std::string& municipality,
                                          const OnlineRegistration& online);

  // What an earlier call with this request id got from Register; nothing when there was none. The
  // link is of no use when the demand has ended.
  absl::StatusOr<std::optional<Online::Answer>> FindAnswer(const platform::access::Call& call,
                                                           const std::string& municipality);

  absl::StatusOr<std::vector<store::DemandCount>> Count(const std::string& municipality);

  // Of the municipality of `call.scope`.
  absl::StatusOr<std::vector<domain::Demand>> List(const platform::access::Call& call,
                                                   const platform::core::Page& page);

  // Invites to the contract of `call.scope`, and puts the disclosure of the contact into its access
  // log, under the id of the demand. NOT_FOUND DEMAND_NOT_FOUND, also when it has ended.
  absl::StatusOr<Invitation> Invite(const platform::access::Call& call, const domain::DemandId& id);

  // The family comes in, in the role of its demand, and what was kept of the demand is destroyed,
  // in one transaction; `online.registration.role` is ignored. NOT_FOUND LINK_NOT_FOUND;
  // FAILED_PRECONDITION OTHER_MUNICIPALITY; INVALID_ARGUMENT as domain::CheckRegistration.
  absl::StatusOr<Online::Answer> Accept(const platform::access::Call& call,
                                        const domain::Link& invitation,
                                        const OnlineRegistration& online);

  // Destroys what was kept. NOT_FOUND LINK_NOT_FOUND, also when it has ended.
  absl::Status Withdraw(const platform::access::Call& call, const domain::Link& link);

  // Destroys what is kept of all demand that has expired on `call.today`; how many.
  absl::StatusOr<int> Expire(const platform::access::Call& call);

  // Wraps the keys of all demand that are not under the current master key by it, also where no
  // contract ever ran; how many.
  absl::StatusOr<int> RewrapAll();

 private:
  absl::StatusOr<std::vector<std::string>> Municipalities();
  absl::StatusOr<store::HeldDemand> Open(platform::postgres::ScopedTransaction& transaction,
                                         const domain::Link& link, absl::CivilDay today) const;

  const Means means_;
  const std::function<void()> on_facts_;
};

}  // namespace buurtbrug::registration::app
