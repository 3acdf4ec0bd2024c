#include "registration/store/link_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/link_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace postgres = platform::postgres;

// Computed, not kept: whoever has the tables without the keys can open no link, and a repeated
// request gets the same one.
absl::StatusOr<std::string> SecretOf(ScopedTransaction& transaction, const TenantScope& tenant,
                                     Vault& vault, const domain::LinkId& id) {
  return vault.Digest(transaction, tenant, "family_links.secret", Personal(id.ToString()));
}

}  // namespace

std::vector<ContractId> ContractsOf(ScopedTransaction& transaction, const std::string& municipality,
                                    std::optional<absl::CivilDay> running_on) {
  std::vector<ContractId> contracts;
  for (const auto& row : transaction.Run(sql::kLinkContracts, {municipality, running_on})) {
    contracts.push_back(postgres::ReadId<ContractId>(row["contract_id"]));
  }
  return contracts;
}

absl::StatusOr<FamilyLink> InsertLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, const FamilyLink& link, absl::Time now,
                                      const std::string& created_by) {
  FamilyLink made = link;
  made.link.tenant = tenant;
  BUURTBRUG_ASSIGN_OR_RETURN(made.link.secret, SecretOf(transaction, tenant, vault, made.link.id));
  transaction.Run(sql::kLinkInsert, {tenant.municipality, tenant.contract, made.link.id,
                                     made.family, now, created_by, made.expires_on});
  return made;
}

absl::StatusOr<FamilyLink> OpenLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                    Vault& vault, const domain::Link& link, absl::CivilDay today) {
  if (!(link.tenant == tenant)) {
    return domain::LinkNotFound();
  }
  // Computed whether there is such a link or not, so that both take the same time.
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string secret,
                             SecretOf(transaction, tenant, vault, link.id));
  const pqxx::result rows =
      transaction.Run(sql::kLinkFind, {tenant.municipality, tenant.contract, link.id});
  if (!domain::SameSecret(secret, link.secret) || rows.empty() ||
      !rows[0]["revoked_at"].is_null() || postgres::ReadDay(rows[0]["expires_on"]) < today) {
    return domain::LinkNotFound();
  }
  return FamilyLink{postgres::ReadId<domain::FamilyId>(rows[0]["family_id"]), link,
                    postgres::ReadDay(rows[0]["expires_on"])};
}

absl::StatusOr<FamilyLink> NewestLink(ScopedTransaction& transaction, const TenantScope& tenant,
                                      Vault& vault, const domain::FamilyId& family) {
  const pqxx::result rows =
      transaction.Run(sql::kLinkNewest, {tenant.municipality, tenant.contract, family});
  if (rows.empty()) {
    return domain::LinkNotFound();
  }
  FamilyLink newest = {family,
                       {tenant, postgres::ReadId<domain::LinkId>(rows[0]["link_id"]), ""},
                       postgres::ReadDay(rows[0]["expires_on"])};
  BUURTBRUG_ASSIGN_OR_RETURN(newest.link.secret,
                             SecretOf(transaction, tenant, vault, newest.link.id));
  return newest;
}

void RevokeLinks(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::FamilyId& family, absl::Time now,
                 std::optional<domain::WithdrawReason> reason) {
  transaction.Run(sql::kLinkRevoke,
                  {tenant.municipality, tenant.contract, family, now,
                   reason ? std::optional<int>(static_cast<int>(*reason)) : std::optional<int>()});
}

std::vector<WithdrawnInMatch> ListWithdrawnInMatch(ScopedTransaction& transaction,
                                                   const TenantScope& tenant,
                                                   const platform::core::Page& page) {
  std::vector<WithdrawnInMatch> families;
  for (const auto& row : transaction.Run(
           sql::kWithdrawnInMatch, {tenant.municipality, tenant.contract, page.after, page.size})) {
    WithdrawnInMatch& family = families.emplace_back();
    family.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    family.withdrawn_on = postgres::ReadDay(row["withdrawn_on"]);
    if (!row["reason"].is_null()) {
      family.reason = static_cast<domain::WithdrawReason>(row["reason"].as<int>());
    }
    for (const auto& match : nlohmann::json::parse(row["matches"].c_str())) {
      family.matches.push_back(match.get<std::string>());
    }
  }
  return families;
}

void InsertDeparture(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::FamilyId& family, const ContractId& to, absl::Time now) {
  transaction.Run(sql::kDepartureInsert, {tenant.municipality, tenant.contract, family, to, now});
}

bool IsDeparted(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family) {
  return !transaction.Run(sql::kDepartureFind, {tenant.municipality, tenant.contract, family})
              .empty();
}

absl::Status AppendContact(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                           const domain::FamilyId& family, const Reach& reach, int64_t version,
                           absl::Time now, const std::string& recorded_by) {
  BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key, vault.Find(transaction, tenant, family));
  const pqxx::result rows =
      transaction.Run(sql::kContactNewest, {tenant.municipality, tenant.contract, family});
  nlohmann::json contact = nlohmann::json::object();
  int64_t number = 0;
  if (!rows.empty()) {
    number = rows[0]["number"].as<int64_t>();
    BUURTBRUG_ASSIGN_OR_RETURN(
        contact, OpenObject(key, kContactsSealed, number, postgres::ReadBytes(rows[0]["sealed"])));
  }
  const auto put = [&](const char* member, const Personal& text) {
    if (!text.empty()) {
      contact[member] = text.Reveal();
    }
  };
  put("postcode", reach.postcode);
  put("house_number", reach.house_number);
  put("email", reach.email);
  put("phone", reach.phone);
  transaction.Run(sql::kContactAppend,
                  {tenant.municipality, tenant.contract, family, number + 1, now, recorded_by,
                   postgres::Param::Bytes(SealObject(key, kContactsSealed, number + 1, contact)),
                   domain::AreaOf(TextOf(contact, "postcode")), version});
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::store
