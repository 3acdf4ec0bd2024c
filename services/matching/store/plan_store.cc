#include "matching/store/plan_store.h"

#include <algorithm>
#include <pqxx/result>

#include "matching/store/plan_sql.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

absl::Status PlanNotFound() {
  return platform::core::Error(absl::StatusCode::kNotFound, "PLAN_NOT_FOUND",
                               "there is no such plan in this contract");
}

domain::Unsearched ReasonOf(const std::string& code) {
  for (int number = 0; number < domain::kUnsearchedReasons; ++number) {
    const auto reason = static_cast<domain::Unsearched>(number);
    if (domain::CodeOf(reason) == code) {
      return reason;
    }
  }
  return domain::Unsearched::kSearched;
}

domain::PlanRecord RecordOf(const pqxx::row& row) {
  domain::PlanRecord record;
  record.id = postgres::ReadId<domain::PlanId>(row["plan_id"]);
  record.day = postgres::ReadDay(row["day"]);
  record.weights_version = row["weights_version"].as<int64_t>();
  record.made_by = row["made_by"].c_str();
  record.made_at = postgres::ReadTime(row["made_at"]);
  record.note = row["note"].c_str();
  record.units = row["units"].as<int>();
  record.support_families = row["support_families"].as<int>();
  record.unplanned = row["unplanned"].as<int>();
  const std::vector<int32_t> helped = postgres::ReadNumbers(row["helped"]);
  std::copy_n(helped.begin(), std::min(helped.size(), record.helped.size()), record.helped.begin());
  record.fit = row["fit"].as<int64_t>();
  record.gap = row["gap"].as<int64_t>();
  record.helps_most = row["helps_most"].as<bool>();
  record.snapshot_digest = postgres::ReadBytes(row["snapshot_digest"]);
  record.plan_digest = postgres::ReadBytes(row["plan_digest"]);
  return record;
}

}  // namespace

void InsertPlan(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::KeptPlan& plan, Correction correction) {
  const domain::PlanRecord& record = plan.record;
  std::vector<std::string> families;
  std::vector<int32_t> roles;
  std::vector<std::string> reasons;
  for (const domain::UnplannedFamily& unplanned : plan.unplanned) {
    families.push_back(unplanned.family.ToString());
    roles.push_back(static_cast<int32_t>(unplanned.role));
    reasons.emplace_back(domain::CodeOf(unplanned.reason));
  }
  transaction.Run(sql::kInsertPlan,
                  {tenant.municipality,
                   tenant.contract,
                   record.id,
                   record.day,
                   record.weights_version,
                   record.made_by,
                   record.made_at,
                   record.note,
                   correction == Correction::kMarked,
                   record.units,
                   record.support_families,
                   std::vector<int32_t>(record.helped.begin(), record.helped.end()),
                   record.fit,
                   record.gap,
                   record.helps_most,
                   postgres::Param::Bytes(plan.snapshot),
                   postgres::Param::Bytes(plan.plan),
                   families,
                   roles,
                   reasons});
}

absl::StatusOr<domain::KeptPlan> ReadPlan(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const domain::PlanId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kReadPlan, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return PlanNotFound();
  }
  domain::KeptPlan kept = {RecordOf(rows[0]),
                           postgres::ReadBytes(rows[0]["snapshot"]),
                           postgres::ReadBytes(rows[0]["plan"]),
                           {},
                           rows[0]["digests_hold"].as<bool>()};
  for (const auto& row :
       transaction.Run(sql::kReadUnplanned, {tenant.municipality, tenant.contract, id})) {
    kept.unplanned.push_back({postgres::ReadId<domain::FamilyId>(row["family_id"]),
                              static_cast<domain::FamilyRole>(row["role"].as<int>()),
                              ReasonOf(row["reason"].c_str())});
  }
  return kept;
}

absl::StatusOr<domain::PlanRecord> ReadPlanRecord(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::PlanId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kReadPlanRecord, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return PlanNotFound();
  }
  return RecordOf(rows[0]);
}

std::vector<domain::PlanRecord> ListPlans(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const platform::core::Page& page) {
  std::array<uint8_t, 16> last{};
  last.fill(0xff);
  const platform::core::Uuid before = page.after.is_nil() ? platform::core::Uuid(last) : page.after;
  std::vector<domain::PlanRecord> plans;
  for (const auto& row : transaction.Run(
           sql::kListPlans, {tenant.municipality, tenant.contract, before, page.size})) {
    plans.push_back(RecordOf(row));
  }
  return plans;
}

std::vector<Proposal> ListProposals(ScopedTransaction& transaction, const TenantScope& tenant) {
  std::vector<Proposal> proposals;
  for (const auto& row : transaction.Run(sql::kProposals, {tenant.municipality, tenant.contract})) {
    proposals.push_back({postgres::ReadId<domain::FamilyId>(row["request_family_id"]),
                         postgres::ReadNumbers(row["children"]),
                         postgres::ReadId<domain::FamilyId>(row["support_family_id"]),
                         postgres::ReadOptionalDay(row["held_until"])});
  }
  return proposals;
}

}  // namespace buurtbrug::matching::store
