#include "registration/store/duplicate_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pqxx/result>
#include <utility>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/duplicate_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

constexpr char kSealed[] = "duplicate_steps.sealed";
// A key that more families share says little of each of them.
constexpr int kMostSharing = 50;

absl::Status PutKeys(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                     const FamilyId& family, const domain::Marks& marks,
                     const postgres::Statement& statement) {
  std::vector<int32_t> reasons;
  std::vector<Vault::Searchable> texts;
  for (const domain::DuplicateKey& key : domain::KeysOf(marks)) {
    reasons.push_back(static_cast<int>(key.reason));
    texts.push_back({absl::StrCat("duplicate.", reasons.back()), key.text});
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<std::string> digests,
                             vault.Digests(transaction, tenant, texts));
  transaction.Run(statement, {tenant.municipality, tenant.contract, family, reasons,
                              postgres::Param::BytesArray(digests)});
  return absl::OkStatus();
}

std::vector<std::string> TextsOf(const std::vector<FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  return texts;
}

std::vector<domain::DuplicateReason> ReasonsOf(const pqxx::field& field) {
  std::vector<domain::DuplicateReason> reasons;
  for (const int32_t number : postgres::ReadNumbers(field)) {
    reasons.push_back(static_cast<domain::DuplicateReason>(number));
  }
  return reasons;
}

DuplicatePair PairOf(const pqxx::row& row) {
  DuplicatePair pair;
  pair.first.id = postgres::ReadId<FamilyId>(row["family_id"]);
  pair.first.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  pair.first.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  pair.first.registered_on = postgres::ReadDay(row["registered_on"]);
  pair.first.version = row["version"].as<int64_t>();
  pair.second.id = postgres::ReadId<FamilyId>(row["other_family_id"]);
  pair.second.role = static_cast<domain::FamilyRole>(row["other_role"].as<int>());
  pair.second.state = static_cast<domain::FamilyState>(row["other_state"].as<int>());
  pair.second.registered_on = postgres::ReadDay(row["other_registered_on"]);
  pair.second.version = row["other_version"].as<int64_t>();
  pair.reasons = ReasonsOf(row["reasons"]);
  pair.likelihood = row["likelihood"].as<int>();
  pair.verdict = static_cast<domain::DuplicateVerdict>(row["verdict"].as<int>());
  return pair;
}

}  // namespace

absl::Status InsertDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                                 Vault& vault, const FamilyId& family, const domain::Marks& marks) {
  return PutKeys(transaction, tenant, vault, family, marks, sql::kInsertDuplicateKeys);
}

absl::Status ReplaceDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                                  Vault& vault, const FamilyId& family,
                                  const domain::Marks& marks) {
  DeleteDuplicateKeys(transaction, tenant, family);
  return PutKeys(transaction, tenant, vault, family, marks, sql::kReplaceDuplicateKeys);
}

void DeleteDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                         const FamilyId& family) {
  transaction.Run(sql::kDeleteDuplicateKeys, {tenant.municipality, tenant.contract, family});
}

std::vector<FamilyId> DueDuplicateSearches(ScopedTransaction& transaction,
                                           const TenantScope& tenant, int most) {
  std::vector<FamilyId> families;
  for (const auto& row :
       transaction.Run(sql::kDueDuplicateSearches, {tenant.municipality, tenant.contract, most})) {
    families.push_back(postgres::ReadId<FamilyId>(row["family_id"]));
  }
  return families;
}

void SearchDuplicates(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<FamilyId>& families) {
  if (families.empty()) {
    return;
  }
  const std::vector<std::string> ids = TextsOf(families);
  std::vector<std::string> first, second, reasons;
  std::vector<int32_t> likelihoods;
  for (const auto& row : transaction.Run(
           sql::kFindDuplicates, {tenant.municipality, tenant.contract, ids, kMostSharing})) {
    const int likelihood = domain::LikelihoodOf(ReasonsOf(row["reasons"]));
    if (likelihood >= domain::kLeastLikelihood) {
      first.emplace_back(row["family_id"].c_str());
      second.emplace_back(row["other_family_id"].c_str());
      reasons.emplace_back(row["reasons"].c_str());
      likelihoods.push_back(likelihood);
    }
  }
  transaction.Run(sql::kForgetDuplicatePairs, {tenant.municipality, tenant.contract, ids});
  transaction.Run(sql::kPutDuplicatePairs,
                  {tenant.municipality, tenant.contract, first, second, reasons, likelihoods});
  transaction.Run(sql::kMarkSearched, {tenant.municipality, tenant.contract, ids});
}

std::vector<DuplicatePair> ListDuplicatePairs(ScopedTransaction& transaction,
                                              const TenantScope& tenant, const PairPage& page) {
  std::vector<DuplicatePair> pairs;
  for (const auto& row : transaction.Run(sql::kListDuplicatePairs,
                                         {tenant.municipality, tenant.contract, page.after_second,
                                          page.after_first, page.size})) {
    pairs.push_back(PairOf(row));
  }
  return pairs;
}

absl::StatusOr<std::vector<JudgedPair>> ReadDuplicatesOf(ScopedTransaction& transaction,
                                                         const TenantScope& tenant, Vault& vault,
                                                         const FamilyId& family, int most) {
  const pqxx::result rows = transaction.Run(sql::kDuplicatesOfFamily,
                                            {tenant.municipality, tenant.contract, family, most});
  std::vector<JudgedPair> judged;
  std::vector<FamilyId> sealed_by;
  for (const auto& row : rows) {
    judged.push_back({PairOf(row),
                      postgres::ReadOptionalDay(row["occurred_on"]),
                      row["recorded_by"].is_null() ? "" : row["recorded_by"].c_str(),
                      {}});
    sealed_by.push_back(judged.back().pair.first.id);
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const auto keys, vault.FindAll(transaction, tenant, sealed_by));
  for (size_t i = 0; i < judged.size(); ++i) {
    const pqxx::row row = rows[static_cast<pqxx::result::size_type>(i)];
    const auto key = keys.find(sealed_by[i]);
    if (key != keys.end() && !row["sealed"].is_null()) {
      BUURTBRUG_ASSIGN_OR_RETURN(const nlohmann::json object,
                                 OpenObject(key->second, kSealed, row["number"].as<int64_t>(),
                                            postgres::ReadBytes(row["sealed"])));
      judged[i].why = TextOf(object, "reason");
    }
  }
  return judged;
}

domain::DuplicateVerdict VerdictOf(ScopedTransaction& transaction, const TenantScope& tenant,
                                   const FamilyId& a, const FamilyId& b) {
  const pqxx::result rows = transaction.Run(
      sql::kVerdictOfPair, {tenant.municipality, tenant.contract, std::min(a, b), std::max(a, b)});
  return rows.empty() ? domain::DuplicateVerdict::kOpen
                      : static_cast<domain::DuplicateVerdict>(rows[0]["verdict"].as<int>());
}

absl::Status Judge(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                   const FamilyId& a, const FamilyId& b, const Judgement& judgement) {
  const FamilyId first = std::min(a, b);
  const FamilyId second = std::max(a, b);
  const int verdict = static_cast<int>(judgement.verdict);
  BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key, vault.Find(transaction, tenant, first));
  transaction.Run(sql::kJudgePair, {tenant.municipality, tenant.contract, first, second, verdict});
  const auto number =
      transaction.Run(sql::kNextDuplicateStep, {tenant.municipality, tenant.contract, first})[0][0]
          .as<int64_t>();
  const nlohmann::json object = {{"reason", judgement.why.Reveal()}};
  transaction.Run(
      sql::kInsertDuplicateStep,
      {tenant.municipality, tenant.contract, first, number, second, verdict, judgement.occurred_on,
       judgement.recorded_at, judgement.recorded_by, judgement.correction,
       postgres::Param::Bytes(SealObject(key, kSealed, number, object))});
  return absl::OkStatus();
}

void FollowMerge(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyId& stays,
                 const FamilyId& merged, absl::Time recorded_at) {
  transaction.Run(sql::kInsertMerge,
                  {tenant.municipality, tenant.contract, merged, stays, recorded_at});
  transaction.Run(sql::kFollowMerge, {tenant.municipality, tenant.contract, merged, stays});
  transaction.Run(sql::kSettlePairsOfMerged, {tenant.municipality, tenant.contract, merged});
  transaction.Run(sql::kCopyDuplicateKeys, {tenant.municipality, tenant.contract, merged, stays});
  DeleteDuplicateKeys(transaction, tenant, merged);
  transaction.Run(sql::kSearchAgain, {tenant.municipality, tenant.contract, stays});
}

platform::feed::Fact FamilyMerged(const core::Uuid& event_id, const FamilyId& merged,
                                  const FamilyId& stays, absl::CivilDay occurred_on) {
  v1::FamilyMerged event;
  event.set_family_id(merged.ToString());
  event.set_into_family_id(stays.ToString());
  return platform::feed::MakeFact(event_id, occurred_on, event);
}

}  // namespace buurtbrug::registration::store
