#include "registration/store/rights_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/rights_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::postgres::Param;
namespace postgres = platform::postgres;

constexpr char kHoldsSealed[] = "legal_holds.sealed";

std::optional<absl::Time> ReadOptionalTime(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(postgres::ReadTime(field));
}

}  // namespace

int InsertHold(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyKey& key,
               const domain::LegalHold& hold) {
  const int number = transaction
                         .Run(sql::kRightsHoldNext,
                              {tenant.municipality, tenant.contract, key.family()})[0]["number"]
                         .as<int>();
  const std::string sealed =
      SealObject(key, kHoldsSealed, number, {{"reason", hold.reason.Reveal()}});
  transaction.Run(sql::kRightsHoldInsert,
                  {tenant.municipality, tenant.contract, key.family(), number, hold.until_day,
                   hold.placed_at, hold.placed_by, Param::Bytes(sealed)});
  return number;
}

absl::Status LiftHold(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::FamilyId& family, int number, absl::Time now,
                      const std::string& by) {
  for (const auto& row :
       transaction.Run(sql::kRightsHoldList, {tenant.municipality, tenant.contract, family})) {
    if (row["number"].as<int>() == number) {
      if (!row["lifted_at"].is_null()) {
        return Error(StatusCode::kFailedPrecondition, "HOLD_LIFTED", "this hold was lifted before");
      }
      transaction.Run(sql::kRightsHoldLift,
                      {tenant.municipality, tenant.contract, family, number, now, by});
      return absl::OkStatus();
    }
  }
  return Error(StatusCode::kNotFound, "HOLD_NOT_FOUND", "the family has no such hold",
               {{"field", "number"}});
}

absl::StatusOr<std::vector<domain::LegalHold>> ListHolds(ScopedTransaction& transaction,
                                                         const TenantScope& tenant,
                                                         const FamilyKey& key) {
  std::vector<domain::LegalHold> holds;
  for (const auto& row : transaction.Run(sql::kRightsHoldList,
                                         {tenant.municipality, tenant.contract, key.family()})) {
    domain::LegalHold& hold = holds.emplace_back();
    hold.number = row["number"].as<int>();
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json opened,
        OpenObject(key, kHoldsSealed, hold.number, postgres::ReadBytes(row["sealed"])));
    hold.reason = TextOf(opened, "reason");
    hold.until_day = postgres::ReadOptionalDay(row["until_day"]);
    hold.placed_at = postgres::ReadTime(row["placed_at"]);
    hold.placed_by = row["placed_by"].c_str();
    hold.lifted_at = ReadOptionalTime(row["lifted_at"]);
    hold.lifted_by = row["lifted_by"].is_null() ? "" : row["lifted_by"].c_str();
  }
  return holds;
}

void InsertNotice(ScopedTransaction& transaction, const TenantScope& tenant,
                  const domain::Notice& notice, const std::string& recorded_by) {
  transaction.Run(sql::kRightsNoticeInsert,
                  {tenant.municipality, tenant.contract, notice.id, notice.family, notice.category,
                   notice.recipient, notice.recipient_role, notice.disclosed_at, notice.recorded_at,
                   recorded_by});
}

std::vector<domain::Notice> ListNotices(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const platform::core::Page& page,
                                        const std::optional<domain::FamilyId>& family,
                                        Notices which) {
  const pqxx::result rows =
      family ? transaction.Run(sql::kRightsNoticeListOfFamily,
                               {tenant.municipality, tenant.contract, page.after, page.size,
                                *family, which == Notices::kAll})
             : transaction.Run(
                   which == Notices::kAll ? sql::kRightsNoticeList : sql::kRightsNoticeListUnsent,
                   {tenant.municipality, tenant.contract, page.after, page.size});
  std::vector<domain::Notice> notices;
  for (const auto& row : rows) {
    domain::Notice& notice = notices.emplace_back();
    notice.id = postgres::ReadId<domain::NoticeId>(row["notice_id"]);
    notice.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    notice.category = row["category"].as<int>();
    notice.recipient = row["recipient"].c_str();
    notice.recipient_role = row["recipient_role"].as<int>();
    notice.disclosed_at = ReadOptionalTime(row["disclosed_at"]);
    notice.recorded_at = postgres::ReadTime(row["recorded_at"]);
    notice.sent_at = ReadOptionalTime(row["sent_at"]);
  }
  return notices;
}

absl::Status MarkSent(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::NoticeId& notice, absl::Time now, const std::string& by) {
  const pqxx::result rows =
      transaction.Run(sql::kRightsNoticeLock, {tenant.municipality, tenant.contract, notice});
  if (rows.empty()) {
    return Error(StatusCode::kNotFound, "NOTICE_NOT_FOUND",
                 "there is no such notice in this contract", {{"field", "notice_id"}});
  }
  if (rows[0]["sent"].as<bool>()) {
    return Error(StatusCode::kFailedPrecondition, "NOTICE_SENT", "this notice was sent before");
  }
  transaction.Run(sql::kRightsNoticeSent, {tenant.municipality, tenant.contract, notice, now, by});
  return absl::OkStatus();
}

std::optional<domain::PartnerId> ReferredBy(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::FamilyId& family) {
  const pqxx::result rows =
      transaction.Run(sql::kRightsReferredBy, {tenant.municipality, tenant.contract, family});
  if (rows.empty() || rows[0]["referred_by"].is_null()) {
    return std::nullopt;
  }
  return postgres::ReadId<domain::PartnerId>(rows[0]["referred_by"]);
}

}  // namespace buurtbrug::registration::store
