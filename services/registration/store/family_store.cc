#include "registration/store/family_store.h"

#include <map>
#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "absl/strings/escaping.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/duplicate_store.h"
#include "registration/store/household_store.h"
#include "registration/store/profile_store.h"
#include "registration/store/sealed.h"
#include "registration/store/sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

domain::FamilyHead HeadOf(const pqxx::row& row) {
  domain::FamilyHead head;
  head.id = postgres::ReadId<domain::FamilyId>(row["family_id"]);
  head.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  head.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  head.registered_on = postgres::ReadDay(row["registered_on"]);
  head.version = row["version"].as<int64_t>();
  return head;
}

// What is sealed of a family's people, in the order of their numbers.
std::vector<std::string> SealedOf(const pqxx::field& field) {
  std::vector<std::string> sealed;
  for (const auto& hex : nlohmann::json::parse(field.c_str())) {
    // Nothing: in plain still, from before it was sealed.
    sealed.push_back(hex.is_null() ? "" : absl::HexStringToBytes(hex.get<std::string>()));
  }
  return sealed;
}

using OpenedPeople = std::map<domain::PersonRef, nlohmann::json>;

absl::Status OpenKind(const pqxx::field& field, const FamilyKey& key, domain::PersonKind kind,
                      const char* column, OpenedPeople& people) {
  int number = 0;
  for (const std::string& sealed : SealedOf(field)) {
    ++number;
    BUURTBRUG_ASSIGN_OR_RETURN((people[{kind, number}]), OpenObject(key, column, number, sealed));
  }
  return absl::OkStatus();
}

// Each as it was corrected last.
absl::StatusOr<OpenedPeople> OpenPeople(const pqxx::row& row, const FamilyKey& key) {
  OpenedPeople people;
  BUURTBRUG_RETURN_IF_ERROR(
      OpenKind(row["adults"], key, domain::PersonKind::kAdult, kAdultsSealed, people));
  BUURTBRUG_RETURN_IF_ERROR(
      OpenKind(row["children"], key, domain::PersonKind::kChild, kChildrenSealed, people));
  for (const auto& correction : nlohmann::json::parse(row["corrections"].c_str())) {
    const domain::PersonRef ref = {static_cast<domain::PersonKind>(correction[1].get<int>()),
                                   correction[2].get<int>()};
    BUURTBRUG_ASSIGN_OR_RETURN(
        people[ref], OpenObject(key, kPersonStepsSealed, correction[0].get<int64_t>(),
                                absl::HexStringToBytes(correction[3].get<std::string>())));
  }
  return people;
}

absl::StatusOr<pqxx::result> ReadRows(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const domain::FamilyId& id) {
  pqxx::result rows = transaction.Run(sql::kReadFamily, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return FamilyNotFound();
  }
  return rows;
}

domain::Family CaseOf(const pqxx::result& rows) {
  domain::Family family;
  family.head = HeadOf(rows[0]);
  family.head.capacity = rows[0]["capacity"].as<int>();
  family.head.adults = static_cast<int>(SealedOf(rows[0]["adults"]).size());
  family.head.children = static_cast<int>(SealedOf(rows[0]["children"]).size());
  if (!rows[0]["referred_by"].is_null()) {
    family.referred_by = postgres::ReadId<domain::PartnerId>(rows[0]["referred_by"]);
  }
  for (const auto& row : rows) {
    domain::FamilyStep step;
    step.kind = static_cast<domain::StepKind>(row["kind"].as<int>());
    step.occurred_on = postgres::ReadDay(row["occurred_on"]);
    step.recorded_at = postgres::ReadTime(row["recorded_at"]);
    step.recorded_by = row["recorded_by"].c_str();
    step.adult = postgres::ReadOptional<int>(row["adult"]);
    step.correction = row["correction"].as<bool>();
    family.steps.push_back(std::move(step));
  }
  return family;
}

}  // namespace

absl::Status FamilyNotFound() {
  return core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                     "there is no such family in this contract");
}

absl::Status InsertFamily(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                          const NewFamily& family) {
  const domain::Registration& registration = family.registration;
  const domain::FamilyStep& registered = family.registered;
  transaction.Run(
      sql::kInsertFamily,
      {tenant.municipality, tenant.contract, family.head.id, static_cast<int>(registration.role),
       registered.occurred_on, domain::AreaOf(registration.postcode),
       tenant.partner.empty() ? std::nullopt : std::optional<std::string>(tenant.partner)});
  BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key,
                             vault.Create(transaction, tenant, family.head.id));
  std::vector<std::string> adults, children;
  int number = 0;
  for (const Personal& name : registration.adult_names) {
    adults.push_back(SealObject(key, kAdultsSealed, ++number, {{"name", name.Reveal()}}));
  }
  number = 0;
  for (const absl::CivilDay day : registration.child_birth_dates) {
    children.push_back(
        SealObject(key, kChildrenSealed, ++number, {{"birth_date", core::FormatDay(day)}}));
  }
  transaction.Run(sql::kInsertPeople,
                  {tenant.municipality, tenant.contract, family.head.id,
                   postgres::Param::BytesArray(adults), postgres::Param::BytesArray(children),
                   postgres::Param::Bytes(SealObject(
                       key, kContactsSealed, 1, {{"postcode", registration.postcode.Reveal()}})),
                   registered.occurred_on, registered.recorded_at, registered.recorded_by,
                   registered.correction});
  return InsertDuplicateKeys(transaction, tenant, vault, family.head.id,
                             domain::MarksOf(registration));
}

std::vector<TenantScope> ContractsWithFamilies(ScopedTransaction& transaction) {
  std::vector<TenantScope> tenants;
  for (const auto& row : transaction.Run(sql::kContractsWithFamilies)) {
    tenants.push_back({row["municipality"].c_str(),
                       postgres::ReadId<platform::core::ContractId>(row["contract_id"])});
  }
  return tenants;
}

absl::StatusOr<domain::FamilyHead> LockFamily(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::FamilyId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockFamily, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return FamilyNotFound();
  }
  domain::FamilyHead head = HeadOf(rows[0]);
  head.capacity = rows[0]["capacity"].as<int>();
  head.adults = rows[0]["adults"].as<int>();
  head.children = rows[0]["children"].as<int>();
  return head;
}

void AppendStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyHead& after, const domain::FamilyStep& step) {
  transaction.Run(
      sql::kAppendStep,
      {tenant.municipality, tenant.contract, after.id, after.version, static_cast<int>(after.state),
       after.capacity, static_cast<int>(step.kind), step.occurred_on, step.recorded_at,
       step.recorded_by, step.adult, step.correction});
  FollowStep(transaction, tenant, after, step);
}

absl::StatusOr<domain::Family> ReadCase(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const domain::FamilyId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(const pqxx::result rows, ReadRows(transaction, tenant, id));
  return CaseOf(rows);
}

absl::StatusOr<domain::Family> ReadFamily(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::FamilyId& id, const FamilyKey& key) {
  BUURTBRUG_ASSIGN_OR_RETURN(const pqxx::result rows, ReadRows(transaction, tenant, id));
  domain::Family family = CaseOf(rows);
  BUURTBRUG_ASSIGN_OR_RETURN(const auto people, OpenPeople(rows[0], key));
  for (const auto& [ref, object] : people) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonFacts facts, FactsOf(object));
    if (ref.kind == domain::PersonKind::kAdult) {
      family.adult_names.push_back(domain::FullName(facts));
    } else {
      family.child_birth_dates.push_back(facts.birth_date.value_or(absl::CivilDay()));
    }
  }
  if (!rows[0]["contact"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json contact,
        OpenObject(key, kContactsSealed, rows[0]["contact_number"].as<int64_t>(),
                   postgres::ReadBytes(rows[0]["contact"])));
    family.postcode = TextOf(contact, "postcode");
  }
  return family;
}

std::vector<domain::FamilyHead> ListFamilies(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const platform::core::Page& page,
                                             const FamilyFilter& filter, absl::CivilDay day) {
  std::optional<int> role, state;
  if (filter.role) {
    role = static_cast<int>(*filter.role);
  }
  if (filter.state) {
    state = static_cast<int>(*filter.state);
  }
  std::vector<domain::FamilyHead> heads;
  for (const auto& row : transaction.Run(
           sql::kListFamilies,
           {tenant.municipality, tenant.contract, page.after, role, state, page.size, day})) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

platform::feed::Fact FamilyChanged(const platform::core::Uuid& event_id,
                                   const domain::FamilyHead& after,
                                   const domain::FamilyStep& step) {
  v1::FamilyChanged event;
  event.set_family_id(after.id.ToString());
  event.set_step(static_cast<v1::FamilyStepKind>(step.kind));
  event.set_role(static_cast<v1::FamilyRole>(after.role));
  event.set_state(static_cast<v1::FamilyState>(after.state));
  event.set_children(after.children);
  event.set_capacity(after.capacity);
  return platform::feed::MakeFact(event_id, step.occurred_on, event);
}

}  // namespace buurtbrug::registration::store
