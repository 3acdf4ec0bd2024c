#pragma once

#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/access/call.h"
#include "platform/feed/entry.h"

namespace buurtbrug::platform::access {

// The key of a contract: municipality and id.
using Tenant = std::pair<std::string, core::ContractId>;

// Who may do what for which contract, as tenancy's feed tells it. In memory, so that asking costs
// no round trip. Thread-safe. Entries come in the order of the feed; of a thing that changes the
// highest version counts.
class Book {
 public:
  // Learns one entry; those of a type that says nothing about access are passed over.
  void Learn(const feed::Entry& entry);

  // Roles in which `subject` acts somewhere on `day`. An operator acts in no other role: what an
  // appointment would add, only a break-glass gives.
  std::set<Role> RolesOf(const std::string& subject, absl::CivilDay day) const;
  // Roles in which `subject` acts for one contract on `day`.
  std::set<Role> RolesFor(const std::string& subject, const Tenant& contract,
                          absl::CivilDay day) const;
  // Contracts of a municipality for which `subject` acts on `day` in one of `roles`, in the order
  // of their ids.
  std::vector<core::ContractId> ContractsOf(const std::string& subject,
                                            const std::string& municipality,
                                            const std::set<Role>& roles, absl::CivilDay day) const;

  // UUID of the operator's break-glass for the contract at `now`; nothing without.
  std::optional<std::string> BreakGlassOf(const std::string& subject, const Tenant& contract,
                                          absl::Time now) const;
  // Whether `subject` has one for any contract.
  bool HasBreakGlass(const std::string& subject, absl::Time now) const;

  struct Partner {
    std::string id;
    bool suspended = false;
  };
  // Whose OAuth client it is; nothing when it is no partner's.
  std::optional<Partner> PartnerOf(const std::string& client) const;
  // Whether the partner may refer for the contract on `day`.
  bool MayRefer(const std::string& partner, const Tenant& contract, absl::CivilDay day) const;

  bool Knows(const Tenant& contract) const;

 private:
  struct Days {
    absl::CivilDay first;
    std::optional<absl::CivilDay> last;
    bool Hold(absl::CivilDay day) const { return first <= day && (!last || day <= *last); }
  };
  struct Appointment {
    int64_t version = 0;
    Tenant contract;
    std::string subject;
    Role role = Role::kNone;
    Days days;
  };
  struct PartnerEntry {
    int64_t version = 0;
    bool suspended = false;
    std::set<std::string> clients;
  };
  struct PartnerContract {
    int64_t version = 0;
    Days days;
  };
  struct BreakGlass {
    int64_t version = 0;
    Tenant contract;
    std::string subject;
    absl::Time begins;
    absl::Time ends;
  };

  mutable std::shared_mutex mutex_;
  std::map<std::string, Appointment> appointments_;          // by id
  std::map<std::string, std::set<std::string>> by_subject_;  // ids of appointments
  std::map<std::string, PartnerEntry> partners_;             // by id
  std::map<std::string, std::string> by_client_;             // id of the partner
  std::map<std::pair<std::string, Tenant>, PartnerContract> partner_contracts_;
  std::map<std::string, BreakGlass> break_glasses_;  // by id
  std::set<Tenant> contracts_;
};

}  // namespace buurtbrug::platform::access
