#include "registration/store/concern_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>
#include <utility>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/concern_sql.h"
#include "registration/store/family_store.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

constexpr char kSealed[] = "concern_steps.sealed";

absl::Status ConcernNotFound() {
  return core::Error(absl::StatusCode::kNotFound, "CONCERN_NOT_FOUND",
                     "there is no such concern in this contract");
}

domain::ConcernHead HeadOf(const pqxx::row& row) {
  domain::ConcernHead head;
  head.id = postgres::ReadId<domain::ConcernId>(row["concern_id"]);
  head.family = postgres::ReadId<core::FamilyId>(row["family_id"]);
  head.kind = static_cast<domain::ConcernKind>(row["kind"].as<int>());
  head.state = static_cast<domain::ConcernState>(row["state"].as<int>());
  head.occurred_on = postgres::ReadDay(row["occurred_on"]);
  head.recorded_at = postgres::ReadTime(row["recorded_at"]);
  head.recorded_by = row["recorded_by"].c_str();
  head.version = row["version"].as<int64_t>();
  return head;
}

std::vector<domain::ConcernHead> HeadsOf(const pqxx::result& rows) {
  std::vector<domain::ConcernHead> heads;
  for (const auto& row : rows) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

template <typename Enum>
std::optional<int> NumberOf(std::optional<Enum> value) {
  return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

template <typename Enum>
std::optional<Enum> ValueOf(const pqxx::field& field) {
  const auto number = postgres::ReadOptional<int>(field);
  return number ? std::optional<Enum>(static_cast<Enum>(*number)) : std::nullopt;
}

void InsertStep(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key,
                const domain::ConcernId& concern, const ToldConcernStep& told) {
  const auto number =
      transaction
          .Run(sql::kNextConcernStep, {tenant.municipality, tenant.contract, key.family()})[0][0]
          .as<int64_t>();
  const nlohmann::json object = {{"text", told.text.Reveal()}};
  const domain::ConcernStep& step = told.step;
  transaction.Run(
      sql::kInsertConcernStep,
      {tenant.municipality, tenant.contract, key.family(), number, concern,
       static_cast<int>(step.kind), NumberOf(step.reporting_step), NumberOf(step.decision),
       step.occurred_on, step.recorded_at, step.recorded_by, step.correction,
       postgres::Param::Bytes(SealObject(key, kSealed, number, object))});
}

}  // namespace

void InsertConcern(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key,
                   const domain::ConcernHead& concern, const ToldConcernStep& recorded) {
  transaction.Run(sql::kInsertConcern,
                  {tenant.municipality, tenant.contract, concern.id, concern.family,
                   static_cast<int>(concern.kind), concern.occurred_on, concern.recorded_at,
                   concern.recorded_by});
  InsertStep(transaction, tenant, key, concern.id, recorded);
}

absl::StatusOr<domain::ConcernHead> LockConcern(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ConcernId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kFamilyOfConcern, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return ConcernNotFound();
  }
  BUURTBRUG_RETURN_IF_ERROR(
      LockFamily(transaction, tenant, postgres::ReadId<core::FamilyId>(rows[0]["family_id"]))
          .status());
  return ReadConcern(transaction, tenant, id);
}

void AppendConcernStep(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyKey& key, const domain::ConcernHead& after,
                       const ToldConcernStep& step) {
  transaction.Run(sql::kMoveConcern, {tenant.municipality, tenant.contract, after.id,
                                      static_cast<int>(after.state), after.version});
  InsertStep(transaction, tenant, key, after.id, step);
}

absl::StatusOr<domain::ConcernHead> ReadConcern(ScopedTransaction& transaction,
                                                const TenantScope& tenant,
                                                const domain::ConcernId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kReadConcern, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return ConcernNotFound();
  }
  return HeadOf(rows[0]);
}

absl::StatusOr<std::vector<ToldConcernStep>> ReadConcernSteps(ScopedTransaction& transaction,
                                                              const TenantScope& tenant,
                                                              const FamilyKey& key,
                                                              const domain::ConcernId& id) {
  std::vector<ToldConcernStep> steps;
  for (const auto& row :
       transaction.Run(sql::kConcernSteps, {tenant.municipality, tenant.contract, id})) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json object,
        OpenObject(key, kSealed, row["number"].as<int64_t>(), postgres::ReadBytes(row["sealed"])));
    ToldConcernStep told;
    told.text = TextOf(object, "text");
    told.step.kind = static_cast<domain::ConcernStepKind>(row["kind"].as<int>());
    told.step.reporting_step = ValueOf<domain::ReportingStep>(row["reporting_step"]);
    told.step.decision = ValueOf<domain::ReportingDecision>(row["decision"]);
    told.step.occurred_on = postgres::ReadDay(row["occurred_on"]);
    told.step.recorded_at = postgres::ReadTime(row["recorded_at"]);
    told.step.recorded_by = row["recorded_by"].c_str();
    told.step.correction = row["correction"].as<bool>();
    steps.push_back(std::move(told));
  }
  return steps;
}

std::vector<domain::ConcernHead> ListConcerns(ScopedTransaction& transaction,
                                              const TenantScope& tenant, const core::Page& page,
                                              const ConcernFilter& filter) {
  if (filter.family) {
    return HeadsOf(transaction.Run(sql::kListConcernsOfFamily,
                                   {tenant.municipality, tenant.contract, page.after,
                                    NumberOf(filter.state), page.size, *filter.family}));
  }
  return HeadsOf(transaction.Run(
      sql::kListConcerns,
      {tenant.municipality, tenant.contract, page.after, NumberOf(filter.state), page.size}));
}

std::vector<domain::ConcernHead> ListRecordedConcerns(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const core::Page& page,
                                                      const std::string& subject) {
  return HeadsOf(transaction.Run(sql::kListRecordedConcerns, {tenant.municipality, tenant.contract,
                                                              subject, page.after, page.size}));
}

}  // namespace buurtbrug::registration::store
