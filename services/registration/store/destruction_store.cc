#include "registration/store/destruction_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/destruction_sql.h"
#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

std::vector<std::string> TextsOf(const std::vector<domain::FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const domain::FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  return texts;
}

std::vector<domain::KeptFamily> KeptOf(const pqxx::result& rows) {
  std::vector<domain::KeptFamily> families;
  for (const auto& row : rows) {
    domain::KeptFamily& family = families.emplace_back();
    family.id = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    family.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
    family.state = static_cast<domain::FamilyState>(row["state"].as<int>());
    family.closed_on = postgres::ReadOptionalDay(row["closed_on"]);
    family.started = row["started"].as<bool>();
    family.has_concern = row["has_concern"].as<bool>();
    family.matched = row["matched"].as<bool>();
    for (const nlohmann::json& id : nlohmann::json::parse(row["together"].c_str())) {
      family.together.push_back(*domain::FamilyId::Parse("family_id", id.get<std::string>()));
    }
    family.open_concern = row["open_concern"].as<bool>();
    family.held = row["held"].as<bool>();
    family.erased = row["erased"].as<bool>();
    family.requested_on = postgres::ReadOptionalDay(row["requested_on"]);
  }
  return families;
}

domain::DestructionList ListOf(const pqxx::row& row) {
  domain::DestructionList list;
  list.id = postgres::ReadId<domain::DestructionListId>(row["list_id"]);
  list.state = static_cast<domain::ListState>(row["state"].as<int>());
  list.families = row["families"].as<int>();
  list.term_over = row["term_over"].as<int>();
  list.requested = row["requested"].as<int>();
  list.held = row["held"].as<int>();
  list.open = row["open_cases"].as<int>();
  list.proposed_at = postgres::ReadTime(row["proposed_at"]);
  list.proposed_by = row["proposed_by"].c_str();
  for (const nlohmann::json& approval : nlohmann::json::parse(row["approvals"].c_str())) {
    list.approvals.push_back({absl::FromUnixMicros(static_cast<int64_t>(approval[0].get<double>())),
                              approval[1].get<std::string>()});
  }
  if (list.state == domain::ListState::kCarriedOut) {
    list.carried_out_at = postgres::ReadTime(row["carried_out_at"]);
    list.carried_out_by = row["carried_out_by"].c_str();
    list.erased = row["erased"].as<int>();
    list.digest = postgres::ReadBytes(row["digest"]);
  }
  list.version = row["version"].as<int64_t>();
  return list;
}

}  // namespace

std::vector<domain::RetentionTerm> ListTerms(ScopedTransaction& transaction,
                                             const TenantScope& tenant) {
  std::vector<domain::RetentionTerm> terms;
  for (const auto& row :
       transaction.Run(sql::kRetentionTerms, {tenant.municipality, tenant.contract})) {
    if (!row["months"].is_null()) {
      terms.push_back({static_cast<domain::DataClass>(row["data_class"].as<int>()),
                       static_cast<domain::TermFrom>(row["term_from"].as<int>()),
                       row["months"].as<int>()});
    }
  }
  return terms;
}

void InsertTerm(ScopedTransaction& transaction, const TenantScope& tenant,
                domain::DataClass data_class, domain::TermFrom from, std::optional<int> months,
                absl::Time now, const std::string& by) {
  transaction.Run(sql::kRetentionInsert,
                  {tenant.municipality, tenant.contract, static_cast<int>(data_class),
                   static_cast<int>(from), months, now, by});
}

void InsertErasureRequest(ScopedTransaction& transaction, const TenantScope& tenant,
                          const domain::FamilyId& family, absl::CivilDay requested_on,
                          absl::Time now, const std::string& by) {
  transaction.Run(sql::kErasureInsert,
                  {tenant.municipality, tenant.contract, family, requested_on, now, by});
}

std::optional<absl::CivilDay> LastErasureRequest(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const std::vector<domain::FamilyId>& families) {
  return postgres::ReadOptionalDay(transaction.Run(
      sql::kErasureLastDay, {tenant.municipality, tenant.contract, TextsOf(families)})[0]["day"]);
}

bool WithdrawErasureRequests(ScopedTransaction& transaction, const TenantScope& tenant,
                             const std::vector<domain::FamilyId>& families,
                             absl::CivilDay withdrawn_on, absl::Time now, const std::string& by) {
  return !transaction
              .Run(sql::kErasureWithdraw,
                   {tenant.municipality, tenant.contract, TextsOf(families), withdrawn_on, now, by})
              .empty();
}

std::optional<absl::CivilDay> HoldRunOff(ScopedTransaction& transaction,
                                         const TenantScope& tenant) {
  const pqxx::result rows =
      transaction.Run(sql::kDestructionRunOff, {tenant.municipality, tenant.contract});
  return rows.empty() ? std::nullopt : postgres::ReadOptionalDay(rows[0]["run_off_day"]);
}

std::vector<domain::KeptFamily> LockKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const std::vector<domain::FamilyId>& families,
                                         absl::CivilDay day) {
  transaction.Run(sql::kDestructionLock, {tenant.municipality, tenant.contract, TextsOf(families)});
  return ReadKept(transaction, tenant, families, day);
}

std::vector<domain::KeptFamily> ReadKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const std::vector<domain::FamilyId>& families,
                                         absl::CivilDay day) {
  return KeptOf(transaction.Run(sql::kDestructionFamilies,
                                {tenant.municipality, tenant.contract, day, TextsOf(families)}));
}

std::vector<domain::KeptFamily> ScanKept(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const core::Page& page, absl::CivilDay day) {
  std::vector<domain::FamilyId> families;
  for (const auto& row : transaction.Run(
           sql::kDestructionScan, {tenant.municipality, tenant.contract, page.after, page.size})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return ReadKept(transaction, tenant, families, day);
}

std::set<domain::FamilyId> ApprovedOf(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const std::vector<domain::FamilyId>& families) {
  std::set<domain::FamilyId> approved;
  for (const auto& row : transaction.Run(
           sql::kDestructionApproved, {tenant.municipality, tenant.contract, TextsOf(families)})) {
    approved.insert(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return approved;
}

void InsertList(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::DestructionList& list,
                const std::vector<domain::DestructionItem>& items) {
  transaction.Run(sql::kDestructionInsertList,
                  {tenant.municipality, tenant.contract, list.id, list.families, list.term_over,
                   list.requested, list.held, list.open, list.proposed_at, list.proposed_by});
  std::vector<std::string> families;
  std::vector<int32_t> classes;
  std::vector<int32_t> reasons;
  std::vector<std::string> days;
  for (const domain::DestructionItem& item : items) {
    families.push_back(item.family.ToString());
    classes.push_back(static_cast<int32_t>(item.data_class));
    reasons.push_back(static_cast<int32_t>(item.reason));
    days.push_back(core::FormatDay(item.since));
  }
  transaction.Run(sql::kDestructionInsertItems, {tenant.municipality, tenant.contract, list.id,
                                                 families, classes, reasons, days});
}

absl::StatusOr<domain::DestructionList> ReadList(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::DestructionListId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kDestructionReadList, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return core::Error(absl::StatusCode::kNotFound, "LIST_NOT_FOUND",
                       "there is no such destruction list in this contract",
                       {{"field", "list_id"}});
  }
  return ListOf(rows[0]);
}

absl::StatusOr<domain::DestructionList> LockList(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::DestructionListId& id) {
  transaction.Run(sql::kDestructionLockList, {tenant.municipality, tenant.contract, id});
  return ReadList(transaction, tenant, id);
}

std::vector<domain::DestructionList> ListLists(ScopedTransaction& transaction,
                                               const TenantScope& tenant, const core::Page& page) {
  std::vector<domain::DestructionList> lists;
  for (const auto& row :
       transaction.Run(sql::kDestructionListLists,
                       {tenant.municipality, tenant.contract, page.after, page.size})) {
    lists.push_back(ListOf(row));
  }
  return lists;
}

std::vector<domain::DestructionItem> ListItems(ScopedTransaction& transaction,
                                               const TenantScope& tenant,
                                               const domain::DestructionListId& id) {
  std::vector<domain::DestructionItem> items;
  for (const auto& row :
       transaction.Run(sql::kDestructionItems, {tenant.municipality, tenant.contract, id})) {
    items.push_back({postgres::ReadId<domain::FamilyId>(row["family_id"]),
                     static_cast<domain::DataClass>(row["data_class"].as<int>()),
                     static_cast<domain::DestructionReason>(row["reason"].as<int>()),
                     postgres::ReadDay(row["since"])});
  }
  return items;
}

void AddApproval(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::DestructionList& list) {
  const domain::Approval& last = list.approvals.back();
  transaction.Run(sql::kDestructionApprove,
                  {tenant.municipality, tenant.contract, list.id, last.approved_by,
                   last.approved_at, static_cast<int>(list.state), list.version});
}

void PutCarriedOut(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::DestructionList& list, const std::string& proof_text) {
  transaction.Run(sql::kDestructionCarriedOut,
                  {tenant.municipality, tenant.contract, list.id, list.carried_out_at,
                   list.carried_out_by, list.erased, proof_text, list.version});
}

void EraseFamilies(ScopedTransaction& transaction, const TenantScope& tenant,
                   const std::vector<domain::FamilyId>& families, absl::Time now) {
  const std::vector<std::string> ids = TextsOf(families);
  transaction.Run(sql::kDestructionEraseFamilies, {tenant.municipality, tenant.contract, ids, now});
  transaction.Run(sql::kDestructionForgetReferences, {tenant.municipality, tenant.contract, ids});
  for (const FamilyTable& table : FamilyTables()) {
    if (table.at_erasure == AtErasure::kDeleted) {
      transaction.Run(table.sql.erase, {tenant.municipality, tenant.contract, ids});
    }
  }
}

platform::feed::Fact FamilyErased(const core::Uuid& event_id, const domain::FamilyId& family,
                                  absl::CivilDay on) {
  v1::FamilyErased event;
  event.set_family_id(family.ToString());
  return platform::feed::MakeFact(event_id, on, event);
}

}  // namespace buurtbrug::registration::store
