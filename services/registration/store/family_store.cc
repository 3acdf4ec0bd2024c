#include "registration/store/family_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "absl/strings/str_split.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

absl::Status FamilyNotFound() {
  return core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                     "there is no such family in this contract");
}

domain::FamilyHead HeadOf(const pqxx::row& row) {
  domain::FamilyHead head;
  head.id = postgres::ReadId<domain::FamilyId>(row["family_id"]);
  head.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  head.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  head.registered_on = postgres::ReadDay(row["registered_on"]);
  head.version = row["version"].as<int64_t>();
  return head;
}

}  // namespace

void InsertFamily(ScopedTransaction& transaction, const TenantScope& tenant,
                  const NewFamily& family) {
  const domain::Registration& registration = family.registration;
  const domain::FamilyStep& registered = family.registered;
  const int role = static_cast<int>(registration.role);
  std::vector<std::string> birth_dates;
  for (const absl::CivilDay day : registration.child_birth_dates) {
    birth_dates.push_back(core::FormatDay(day));
  }
  const bool referred = !tenant.partner.empty();
  if (referred) {
    transaction.Run(sql::kInsertReferredFamily,
                    {tenant.municipality, tenant.contract, family.head.id, role,
                     registered.occurred_on, registration.postcode, tenant.partner});
  }
  transaction.Run(
      sql::kInsertFamily,
      {tenant.municipality, tenant.contract, family.head.id, role, registered.occurred_on,
       registration.postcode, registration.adult_names, birth_dates, registered.recorded_at,
       registered.recorded_by, registered.correction, referred});
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
}

absl::StatusOr<domain::Family> ReadFamily(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::FamilyId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kReadFamily, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return FamilyNotFound();
  }
  domain::Family family;
  family.head = HeadOf(rows[0]);
  family.head.capacity = rows[0]["capacity"].as<int>();
  family.postcode = rows[0]["postcode"].c_str();
  if (!rows[0]["referred_by"].is_null()) {
    family.referred_by = postgres::ReadId<domain::PartnerId>(rows[0]["referred_by"]);
  }
  family.adult_names =
      nlohmann::json::parse(rows[0]["adult_names"].c_str()).get<std::vector<std::string>>();
  for (const absl::string_view day :
       absl::StrSplit(rows[0]["birth_dates"].c_str(), ',', absl::SkipEmpty())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay birth, core::ParseDay("birth_date", day));
    family.child_birth_dates.push_back(birth);
  }
  family.head.adults = static_cast<int>(family.adult_names.size());
  family.head.children = static_cast<int>(family.child_birth_dates.size());
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

std::vector<domain::FamilyHead> ListFamilies(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const platform::core::Page& page,
                                             std::optional<domain::FamilyRole> role) {
  std::optional<int> role_number;
  if (role) {
    role_number = static_cast<int>(*role);
  }
  std::vector<domain::FamilyHead> heads;
  for (const auto& row : transaction.Run(
           sql::kListFamilies,
           {tenant.municipality, tenant.contract, page.after, role_number, page.size})) {
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
