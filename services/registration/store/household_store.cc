#include "registration/store/household_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/household_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

void Put(nlohmann::json& object, const char* member, const Personal& text) {
  if (!text.empty()) {
    object[member] = text.Reveal();
  }
}

nlohmann::json ObjectOf(const domain::PersonFacts& facts) {
  nlohmann::json object = nlohmann::json::object();
  Put(object, "name", facts.name);
  Put(object, "given_name", facts.given_name);
  Put(object, "family_name", facts.family_name);
  if (facts.birth_date) {
    object["birth_date"] = core::FormatDay(*facts.birth_date);
  }
  return object;
}

absl::StatusOr<std::vector<domain::FamilyMember>> ReadPeople(ScopedTransaction& transaction,
                                                             const TenantScope& tenant,
                                                             const FamilyKey& key,
                                                             absl::CivilDay registered_on) {
  std::vector<domain::FamilyMember> people;
  for (const auto& row : transaction.Run(sql::kHouseholdPeople,
                                         {tenant.municipality, tenant.contract, key.family()})) {
    domain::FamilyMember person;
    person.ref = {static_cast<domain::PersonKind>(row["kind"].as<int>()), row["number"].as<int>()};
    person.first_day = postgres::ReadOptionalDay(row["added_on"]).value_or(registered_on);
    const bool adult = person.ref.kind == domain::PersonKind::kAdult;
    BUURTBRUG_ASSIGN_OR_RETURN(const nlohmann::json object,
                               OpenObject(key, adult ? kAdultsSealed : kChildrenSealed,
                                          person.ref.number, postgres::ReadBytes(row["sealed"])));
    BUURTBRUG_ASSIGN_OR_RETURN(person.facts, FactsOf(object));
    people.push_back(std::move(person));
  }
  return people;
}

absl::Status ReadSteps(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyKey& key, domain::Household& household) {
  for (const auto& row : transaction.Run(sql::kHouseholdSteps,
                                         {tenant.municipality, tenant.contract, key.family()})) {
    domain::PersonChange change;
    change.person = {static_cast<domain::PersonKind>(row["person_kind"].as<int>()),
                     row["person"].as<int>()};
    change.kind = static_cast<domain::PersonChangeKind>(row["kind"].as<int>());
    change.occurred_on = postgres::ReadDay(row["occurred_on"]);
    change.recorded_at = postgres::ReadTime(row["recorded_at"]);
    change.recorded_by = row["recorded_by"].c_str();
    change.correction = row["correction"].as<bool>();
    BUURTBRUG_ASSIGN_OR_RETURN(const nlohmann::json object,
                               OpenObject(key, kPersonStepsSealed, row["number"].as<int64_t>(),
                                          postgres::ReadBytes(row["sealed"])));
    for (domain::FamilyMember& person : household.people) {
      if (!(person.ref == change.person)) {
        continue;
      }
      if (change.kind == domain::PersonChangeKind::kCorrected) {
        BUURTBRUG_ASSIGN_OR_RETURN(person.facts, FactsOf(object));
      } else if (change.kind == domain::PersonChangeKind::kLeft) {
        person.last_day = change.occurred_on;
      }
    }
    household.changes.push_back(std::move(change));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<domain::PersonFacts> FactsOf(const nlohmann::json& object) {
  domain::PersonFacts facts = {TextOf(object, "name"), TextOf(object, "given_name"),
                               TextOf(object, "family_name"), std::nullopt};
  BUURTBRUG_ASSIGN_OR_RETURN(
      facts.birth_date,
      core::ParseOptionalDay("birth_date", TextOf(object, "birth_date").Reveal()));
  return facts;
}

absl::StatusOr<domain::Household> ReadHousehold(ScopedTransaction& transaction,
                                                const TenantScope& tenant, const FamilyId& family,
                                                const FamilyKey& key) {
  const pqxx::result rows =
      transaction.Run(sql::kHousehold, {tenant.municipality, tenant.contract, family});
  if (rows.empty()) {
    return core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                       "there is no such family in this contract");
  }
  domain::Household household;
  household.version = rows[0]["version"].as<int64_t>();
  BUURTBRUG_ASSIGN_OR_RETURN(
      household.people,
      ReadPeople(transaction, tenant, key, postgres::ReadDay(rows[0]["registered_on"])));
  BUURTBRUG_RETURN_IF_ERROR(ReadSteps(transaction, tenant, key, household));
  if (!rows[0]["contact"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json object,
        OpenObject(key, kContactsSealed, rows[0]["contact_number"].as<int64_t>(),
                   postgres::ReadBytes(rows[0]["contact"])));
    household.contact = {TextOf(object, "postcode"), TextOf(object, "street"),
                         TextOf(object, "house_number"), TextOf(object, "email"),
                         TextOf(object, "phone")};
  }
  if (!rows[0]["target_groups"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json object,
        OpenObject(key, kTargetGroupsSealed, rows[0]["groups_number"].as<int64_t>(),
                   postgres::ReadBytes(rows[0]["target_groups"])));
    for (const auto& group : object["target_groups"]) {
      household.target_groups.push_back(static_cast<domain::TargetGroup>(group.get<int>()));
    }
  }
  return household;
}

void AppendPerson(ScopedTransaction& transaction, const TenantScope& tenant,
                  const HouseholdChange& how, const domain::PersonChange& change,
                  const domain::PersonFacts& facts, const Personal& reason) {
  nlohmann::json object = nlohmann::json::object();
  if (change.kind == domain::PersonChangeKind::kAdded) {
    const bool adult = change.person.kind == domain::PersonKind::kAdult;
    transaction.Run(
        adult ? sql::kHouseholdAddAdult : sql::kHouseholdAddChild,
        {tenant.municipality, tenant.contract, how.key.family(), change.person.number,
         postgres::Param::Bytes(SealObject(how.key, adult ? kAdultsSealed : kChildrenSealed,
                                           change.person.number, ObjectOf(facts))),
         change.occurred_on});
  } else if (change.kind == domain::PersonChangeKind::kCorrected) {
    object = ObjectOf(facts);
  } else {
    Put(object, "reason", reason);
  }
  transaction.Run(
      sql::kHouseholdAppend,
      {tenant.municipality, tenant.contract, how.key.family(), how.version,
       static_cast<int>(change.person.kind), change.person.number, static_cast<int>(change.kind),
       change.occurred_on, how.recorded_at, how.recorded_by, change.correction,
       postgres::Param::Bytes(SealObject(how.key, kPersonStepsSealed, how.version, object))});
  transaction.Run(sql::kHouseholdVersion,
                  {tenant.municipality, tenant.contract, how.key.family(), how.version});
}

void AppendContact(ScopedTransaction& transaction, const TenantScope& tenant,
                   const HouseholdChange& how, const domain::Contact& contact) {
  nlohmann::json object = nlohmann::json::object();
  Put(object, "postcode", contact.postcode);
  Put(object, "street", contact.street);
  Put(object, "house_number", contact.house_number);
  Put(object, "email", contact.email);
  Put(object, "phone", contact.phone);
  const auto number = transaction
                          .Run(sql::kHouseholdContactNumber,
                               {tenant.municipality, tenant.contract, how.key.family()})[0][0]
                          .as<int64_t>();
  transaction.Run(sql::kHouseholdContact,
                  {tenant.municipality, tenant.contract, how.key.family(), number, how.recorded_at,
                   how.recorded_by,
                   postgres::Param::Bytes(SealObject(how.key, kContactsSealed, number, object)),
                   domain::AreaOf(contact.postcode)});
  transaction.Run(sql::kHouseholdVersion,
                  {tenant.municipality, tenant.contract, how.key.family(), how.version});
}

void AppendTargetGroups(ScopedTransaction& transaction, const TenantScope& tenant,
                        const HouseholdChange& how,
                        const std::vector<domain::TargetGroup>& groups) {
  nlohmann::json numbers = nlohmann::json::array();
  for (const domain::TargetGroup group : groups) {
    numbers.push_back(static_cast<int>(group));
  }
  transaction.Run(sql::kHouseholdGroups,
                  {tenant.municipality, tenant.contract, how.key.family(), how.version,
                   how.recorded_at, how.recorded_by,
                   postgres::Param::Bytes(SealObject(how.key, kTargetGroupsSealed, how.version,
                                                     {{"target_groups", std::move(numbers)}}))});
  transaction.Run(sql::kHouseholdVersion,
                  {tenant.municipality, tenant.contract, how.key.family(), how.version});
}

platform::feed::Fact HouseholdChanged(const platform::core::Uuid& event_id, const FamilyId& family,
                                      const domain::Household& household,
                                      absl::CivilDay occurred_on) {
  v1::HouseholdChanged event;
  event.set_family_id(family.ToString());
  for (const domain::FamilyMember& person : household.people) {
    if (!person.last_day) {
      (person.ref.kind == domain::PersonKind::kAdult ? event.mutable_adults()
                                                     : event.mutable_children())
          ->Add(person.ref.number);
    }
  }
  return platform::feed::MakeFact(event_id, occurred_on, event);
}

}  // namespace buurtbrug::registration::store
