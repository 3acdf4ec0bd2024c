#include "platform/access/book.h"

#include <mutex>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"

namespace buurtbrug::platform::access {
namespace {

absl::CivilDay DayOf(const std::string& text, absl::CivilDay otherwise) {
  return core::ParseDay("day", text).value_or(otherwise);
}

// A day that cannot be read ends a right rather than prolonging it.
std::optional<absl::CivilDay> LastDay(bool given, const std::string& text) {
  return given ? std::optional(DayOf(text, absl::CivilDay::min())) : std::nullopt;
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

Tenant KeyOf(const feed::Entry& entry) {
  return {entry.tenant.municipality, entry.tenant.contract};
}

// An operator acts for the network and others for a contract; services and partners come by other
// ways than an appointment.
bool CanBeHeld(Role role, const feed::Entry& entry) {
  const bool network = entry.tenant.municipality == core::kNoMunicipality;
  switch (role) {
    case Role::kFoundationOperator:
      return network;
    case Role::kCoordinator:
    case Role::kVolunteerCoordinator:
    case Role::kMunicipality:
    case Role::kCitizen:
    case Role::kSafetyOfficer:
      return !network;
    case Role::kNone:
    case Role::kPartner:
    case Role::kService:
      return false;
  }
  return false;
}

}  // namespace

void Book::Learn(const feed::Entry& entry) {
  const std::unique_lock lock(mutex_);
  tenancy::v1::ContractOpened opened;
  tenancy::v1::AppointmentChanged appointment;
  tenancy::v1::PartnerChanged partner;
  tenancy::v1::PartnerContractChanged allowed;
  tenancy::v1::BreakGlassChanged glass;
  if (entry.Read(opened)) {
    contracts_.insert(KeyOf(entry));
  } else if (entry.Read(appointment)) {
    const auto& told = appointment.appointment();
    Appointment& kept = appointments_[told.appointment_id()];
    if (kept.version < appointment.version()) {
      by_subject_[kept.subject].erase(told.appointment_id());
      const auto role = static_cast<Role>(told.role());
      kept = {appointment.version(),
              KeyOf(entry),
              told.subject(),
              CanBeHeld(role, entry) ? role : Role::kNone,
              {DayOf(told.first_day(), absl::CivilDay::max()),
               LastDay(told.has_last_day(), told.last_day())}};
      by_subject_[told.subject()].insert(told.appointment_id());
    }
  } else if (entry.Read(partner)) {
    const auto& told = partner.partner();
    if (!core::Uuid::Parse("partner_id", told.partner_id()).ok()) {
      return;
    }
    PartnerEntry& kept = partners_[told.partner_id()];
    if (kept.version < partner.version()) {
      for (const std::string& client : kept.clients) {
        // It may have gone to another partner, whose news came first.
        const auto found = by_client_.find(client);
        if (found != by_client_.end() && found->second == told.partner_id()) {
          by_client_.erase(found);
        }
      }
      kept = {partner.version(), told.suspended(), {told.clients().begin(), told.clients().end()}};
      for (const std::string& client : kept.clients) {
        by_client_[client] = told.partner_id();
      }
    }
  } else if (entry.Read(allowed)) {
    const auto& told = allowed.partner_contract();
    PartnerContract& kept = partner_contracts_[{told.partner_id(), KeyOf(entry)}];
    if (kept.version < allowed.version()) {
      kept = {allowed.version(),
              {DayOf(told.first_day(), absl::CivilDay::max()),
               LastDay(told.has_last_day(), told.last_day())}};
    }
  } else if (entry.Read(glass)) {
    const auto& told = glass.break_glass();
    BreakGlass& kept = break_glasses_[told.break_glass_id()];
    if (kept.version < glass.version()) {
      kept = {glass.version(), KeyOf(entry), told.subject(), TimeOf(told.begins_at()),
              TimeOf(told.ends_at())};
    }
  }
}

std::set<Role> Book::RolesOf(const std::string& subject, absl::CivilDay day) const {
  const std::shared_lock lock(mutex_);
  std::set<Role> roles;
  const auto found = by_subject_.find(subject);
  if (found != by_subject_.end()) {
    for (const std::string& id : found->second) {
      const Appointment& appointment = appointments_.at(id);
      if (appointment.role != Role::kNone && appointment.days.Hold(day)) {
        roles.insert(appointment.role);
      }
    }
  }
  return roles.contains(Role::kFoundationOperator) ? std::set<Role>{Role::kFoundationOperator}
                                                   : roles;
}

std::set<Role> Book::RolesFor(const std::string& subject, const Tenant& contract,
                              absl::CivilDay day) const {
  const std::shared_lock lock(mutex_);
  std::set<Role> roles;
  const auto found = by_subject_.find(subject);
  if (found != by_subject_.end()) {
    for (const std::string& id : found->second) {
      const Appointment& appointment = appointments_.at(id);
      if (appointment.role != Role::kNone && appointment.contract == contract &&
          appointment.days.Hold(day)) {
        roles.insert(appointment.role);
      }
    }
  }
  return roles;
}

std::vector<core::ContractId> Book::ContractsOf(const std::string& subject,
                                                const std::string& municipality,
                                                const std::set<Role>& roles,
                                                absl::CivilDay day) const {
  const std::shared_lock lock(mutex_);
  std::set<core::ContractId> contracts;
  const auto found = by_subject_.find(subject);
  if (found != by_subject_.end()) {
    for (const std::string& id : found->second) {
      const Appointment& appointment = appointments_.at(id);
      if (appointment.contract.first == municipality && roles.contains(appointment.role) &&
          appointment.days.Hold(day)) {
        contracts.insert(appointment.contract.second);
      }
    }
  }
  return {contracts.begin(), contracts.end()};
}

std::optional<std::string> Book::BreakGlassOf(const std::string& subject, const Tenant& contract,
                                              absl::Time now) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, glass] : break_glasses_) {
    if (glass.subject == subject && glass.contract == contract && glass.begins <= now &&
        now < glass.ends) {
      return id;
    }
  }
  return std::nullopt;
}

bool Book::HasBreakGlass(const std::string& subject, absl::Time now) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, glass] : break_glasses_) {
    if (glass.subject == subject && glass.begins <= now && now < glass.ends) {
      return true;
    }
  }
  return false;
}

std::optional<Book::Partner> Book::PartnerOf(const std::string& client) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_client_.find(client);
  if (found == by_client_.end()) {
    return std::nullopt;
  }
  return Partner{found->second, partners_.at(found->second).suspended};
}

bool Book::MayRefer(const std::string& partner, const Tenant& contract, absl::CivilDay day) const {
  const std::shared_lock lock(mutex_);
  const auto found = partner_contracts_.find({partner, contract});
  return found != partner_contracts_.end() && found->second.days.Hold(day);
}

bool Book::Knows(const Tenant& contract) const {
  const std::shared_lock lock(mutex_);
  return contracts_.contains(contract);
}

}  // namespace buurtbrug::platform::access
