#include "matching/store/pooled_store.h"

#include <pqxx/result>

#include "absl/strings/str_split.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/store/pooled_row.h"
#include "matching/store/pooled_sql.h"
#include "matching/store/profile_row.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

absl::StatusOr<OfferedFamily> OfferedOf(const pqxx::row& row) {
  OfferedFamily family;
  family.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
  family.offered = row["offered"].as<bool>();
  family.erased = row["erased"].as<bool>();
  if (!family.offered) {
    return family;
  }
  family.state = row["state"].as<int>();
  family.capacity = row["capacity"].as<int>();
  if (!row["told"].is_null()) {
    family.told = postgres::ReadBytes(row["told"]);
  }
  family.told_on = postgres::ReadOptionalDay(row["profile_told_on"]);
  if (!row["sequence"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(family.readiness, ToldReadinessOf(row));
  }
  for (const absl::string_view merged :
       absl::StrSplit(row["merged"].c_str(), ',', absl::SkipEmpty())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId id,
                               domain::FamilyId::Parse("family_id", std::string(merged)));
    family.merged.push_back(id);
  }
  family.taken = row["taken"].as<int>();
  family.held = row["held"].c_str();
  return family;
}

std::vector<std::string> TextsOf(const std::vector<domain::FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const domain::FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  return texts;
}

// What was told, under the id that the family has here: nothing names the one that it has there.
absl::StatusOr<postgres::Param> ToldUnder(const std::optional<std::string>& told,
                                          const domain::FamilyId& here) {
  if (!told) {
    return postgres::Param(std::nullopt);
  }
  registration::v1::FamilyProfileChanged event;
  if (!event.ParseFromString(*told)) {
    return core::Error(absl::StatusCode::kInternal, "INVALID_PROFILE",
                       "what was kept of a profile cannot be read");
  }
  event.set_family_id(here.ToString());
  event.clear_pool_consent();
  return postgres::Param::Bytes(event.SerializeAsString());
}

}  // namespace

domain::PoolOrigin OriginOf(const pqxx::row& row) {
  return {postgres::ReadId<core::PoolAgreementId>(row["pool_agreement_id"]),
          {row["offering_municipality"].c_str(),
           postgres::ReadId<core::ContractId>(row["offering_contract_id"])},
          postgres::ReadId<domain::FamilyId>(row["offering_family_id"])};
}

absl::StatusOr<Offer> ReadOffer(ScopedTransaction& transaction, const PoolPair& pair,
                                std::uint64_t from) {
  Offer offer;
  // First: what is committed between the two statements is read again next time.
  offer.next = transaction.Run(sql::kOfferNext)[0]["next"].as<std::uint64_t>();
  for (const auto& row : transaction.Run(sql::kOfferChanged,
                                         {pair.offering.municipality, pair.offering.contract, from,
                                          pair.receiving.municipality, pair.receiving.contract})) {
    BUURTBRUG_ASSIGN_OR_RETURN(OfferedFamily family, OfferedOf(row));
    offer.families.push_back(std::move(family));
  }
  return offer;
}

std::optional<core::ContractId> FollowedBy(ScopedTransaction& transaction,
                                           const TenantScope& tenant) {
  const pqxx::result rows =
      transaction.Run(sql::kPoolFollows, {tenant.municipality, tenant.contract});
  if (rows.empty()) {
    return std::nullopt;
  }
  return postgres::ReadId<core::ContractId>(rows[0]["follows_contract_id"]);
}

std::uint64_t PoolPositionOf(ScopedTransaction& transaction, const PoolPair& pair) {
  const pqxx::result rows =
      transaction.Run(sql::kPoolPosition, {pair.receiving.municipality, pair.receiving.contract,
                                           pair.offering.municipality, pair.offering.contract,
                                           pair.agreement, pair.first_day});
  return rows.empty() ? 0 : rows[0]["next"].as<std::uint64_t>();
}

std::uint64_t ClaimPoolPosition(ScopedTransaction& transaction, const PoolPair& pair) {
  return transaction
      .Run(sql::kClaimPoolPosition,
           {pair.receiving.municipality, pair.receiving.contract, pair.offering.municipality,
            pair.offering.contract, pair.agreement, pair.first_day})[0]["next"]
      .as<std::uint64_t>();
}

void MovePoolPosition(ScopedTransaction& transaction, const PoolPair& pair, std::uint64_t next) {
  transaction.Run(sql::kMovePoolPosition,
                  {pair.receiving.municipality, pair.receiving.contract, pair.offering.municipality,
                   pair.offering.contract, next});
}

std::optional<domain::FamilyId> PooledIdIn(ScopedTransaction& transaction,
                                           const TenantScope& receiving,
                                           const std::string& offering_municipality,
                                           const domain::FamilyId& family) {
  const pqxx::result rows = transaction.Run(
      sql::kPooledId, {receiving.municipality, receiving.contract, offering_municipality, family});
  if (rows.empty()) {
    return std::nullopt;
  }
  return postgres::ReadId<domain::FamilyId>(rows[0]["family_id"]);
}

absl::StatusOr<std::optional<domain::FamilyId>> PooledIdOf(ScopedTransaction& transaction,
                                                           const PoolPair& pair,
                                                           const domain::FamilyId& family) {
  std::optional<domain::FamilyId> known;
  TenantScope contract = pair.receiving;
  while (true) {
    known = PooledIdIn(transaction, contract, pair.offering.municipality, family);
    if (known) {
      break;
    }
    const std::optional<core::ContractId> follows = FollowedBy(transaction, contract);
    if (!follows) {
      break;
    }
    contract.contract = *follows;
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(contract)));
  }
  if (!(contract == pair.receiving)) {
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(pair.receiving)));
  }
  return known;
}

std::vector<TenantScope> ShownOfferings(ScopedTransaction& transaction,
                                        const TenantScope& receiving) {
  std::vector<TenantScope> offerings;
  for (const auto& row :
       transaction.Run(sql::kShownOfferings, {receiving.municipality, receiving.contract})) {
    offerings.push_back({row["offering_municipality"].c_str(),
                         postgres::ReadId<core::ContractId>(row["offering_contract_id"])});
  }
  return offerings;
}

absl::Status PutPooled(ScopedTransaction& transaction, const PoolPair& pair,
                       const domain::FamilyId& here, const OfferedFamily& family) {
  BUURTBRUG_ASSIGN_OR_RETURN(const postgres::Param told, ToldUnder(family.told, here));
  transaction.Run(sql::kPutPooledProfile,
                  {pair.receiving.municipality, pair.receiving.contract, here, family.state,
                   family.capacity, told, family.told_on});
  transaction.Run(sql::kPutPooled,
                  {pair.receiving.municipality, pair.receiving.contract, here, pair.agreement,
                   pair.offering.municipality, pair.offering.contract, family.family, family.taken,
                   family.held});
  return absl::OkStatus();
}

void MergePooled(ScopedTransaction& transaction, const PoolPair& pair,
                 const domain::FamilyId& before, const domain::FamilyId& family,
                 const domain::FamilyId& here) {
  transaction.Run(sql::kMergePooled,
                  {pair.receiving.municipality, pair.receiving.contract, before, here,
                   pair.agreement, family, pair.offering.municipality, pair.offering.contract});
}

void EmptyPooled(ScopedTransaction& transaction, const TenantScope& receiving,
                 const TenantScope& offering, const std::optional<domain::FamilyId>& family,
                 bool erased) {
  transaction.Run(sql::kEmptyPooled, {receiving.municipality, receiving.contract,
                                      offering.municipality, offering.contract, family, erased});
}

void EndPool(ScopedTransaction& transaction, const TenantScope& receiving,
             const TenantScope& offering) {
  // In the order of ClaimPoolPosition.
  transaction.Run(sql::kMovePoolPosition, {receiving.municipality, receiving.contract,
                                           offering.municipality, offering.contract, 0});
  EmptyPooled(transaction, receiving, offering, std::nullopt, false);
}

std::optional<domain::PoolOrigin> PoolOriginOf(ScopedTransaction& transaction,
                                               const TenantScope& tenant,
                                               const domain::FamilyId& family) {
  const pqxx::result rows =
      transaction.Run(sql::kPoolOrigin, {tenant.municipality, tenant.contract, family});
  if (rows.empty()) {
    return std::nullopt;
  }
  return OriginOf(rows[0]);
}

std::set<domain::FamilyId> PooledAmong(ScopedTransaction& transaction, const TenantScope& tenant,
                                       const std::vector<domain::FamilyId>& families) {
  std::set<domain::FamilyId> pooled;
  for (const auto& row : transaction.Run(
           sql::kPooledAmong, {tenant.municipality, tenant.contract, TextsOf(families)})) {
    pooled.insert(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return pooled;
}

PooledRows TakePooled(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<domain::FamilyId>& families, const core::ContractId& to) {
  const pqxx::result rows = transaction.Run(
      sql::kTakePooled, {tenant.municipality, tenant.contract, TextsOf(families), to});
  return {rows[0]["profiles"].c_str(), rows[0]["pooled"].c_str()};
}

void PutTakenPooled(ScopedTransaction& transaction, const PooledRows& rows) {
  transaction.Run(sql::kPutTakenPooled, {rows.profiles, rows.pooled});
}

}  // namespace buurtbrug::matching::store
