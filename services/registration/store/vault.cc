#include "registration/store/vault.h"

#include <pqxx/result>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/vault_sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace crypto = platform::crypto;
namespace postgres = platform::postgres;
using absl::StatusCode;
using platform::core::Error;

constexpr int kDigestNumber = 0;
constexpr int kFirstNumber = 1;

// What a wrapped key is bound to.
std::string ContractPlace(const TenantScope& tenant, int number, int master_number) {
  return crypto::Bind({"contract_keys.wrapped", tenant.municipality, tenant.contract.ToString(),
                       absl::StrCat(number), absl::StrCat(master_number)});
}
std::string FamilyPlace(const TenantScope& tenant, const FamilyId& family, int number) {
  return crypto::Bind({"family_keys.wrapped", tenant.municipality, tenant.contract.ToString(),
                       family.ToString(), absl::StrCat(number)});
}

std::string ValuePlace(const FamilyId& family, absl::string_view column, int64_t number) {
  return crypto::Bind({family.ToString(), column, absl::StrCat(number)});
}

}  // namespace

std::string FamilyKey::Seal(absl::string_view column, int64_t number, const Personal& plain) const {
  return crypto::Seal(key_, ValuePlace(family_, column, number), plain.Reveal());
}

absl::StatusOr<Personal> FamilyKey::Open(absl::string_view column, int64_t number,
                                         absl::string_view sealed) const {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string plain,
                             crypto::Open(key_, ValuePlace(family_, column, number), sealed));
  return Personal(std::move(plain));
}

absl::StatusOr<Vault::ContractKey> Vault::Unwrap(const TenantScope& tenant, const pqxx::row& row) {
  const int number = row["number"].as<int>();
  const int master_number = row["master_number"].as<int>();
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey master, Master(master_number));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string bytes,
                             crypto::Open(master, ContractPlace(tenant, number, master_number),
                                          postgres::ReadBytes(row["wrapped"])));
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey key, crypto::DataKey::FromBytes(bytes));
  return ContractKey{number, key};
}

absl::Status Vault::InsertContractKey(ScopedTransaction& transaction, const TenantScope& tenant,
                                      int number, const postgres::Statement& statement) {
  // Whoever rotates has put the new master key into the file before: a contract whose first key is
  // made only now is on no list of what is left under the old one.
  BUURTBRUG_RETURN_IF_ERROR(Refresh());
  const int master_number = CurrentMaster();
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey master, Master(master_number));
  transaction.Run(
      statement,
      {tenant.municipality, tenant.contract, number, master_number,
       postgres::Param::Bytes(crypto::Seal(master, ContractPlace(tenant, number, master_number),
                                           crypto::DataKey::New().bytes()))});
  return absl::OkStatus();
}

absl::StatusOr<Vault::ContractKey> Vault::Newest(ScopedTransaction& transaction,
                                                 const TenantScope& tenant) {
  pqxx::result rows =
      transaction.Run(sql::kNewestContractKey, {tenant.municipality, tenant.contract});
  if (rows.empty()) {
    BUURTBRUG_RETURN_IF_ERROR(
        InsertContractKey(transaction, tenant, kFirstNumber, sql::kInsertContractKey));
    rows = transaction.Run(sql::kNewestContractKey, {tenant.municipality, tenant.contract});
  }
  return Unwrap(tenant, rows.at(0));
}

absl::StatusOr<FamilyKey> Vault::Create(ScopedTransaction& transaction, const TenantScope& tenant,
                                        const FamilyId& family) {
  const FamilyKey key(family, crypto::DataKey::New());
  BUURTBRUG_RETURN_IF_ERROR(Insert(transaction, tenant, key, sql::kInsertFamilyKey));
  return key;
}

absl::Status Vault::Adopt(ScopedTransaction& transaction, const TenantScope& tenant,
                          const FamilyKey& key) {
  return Insert(transaction, tenant, key, sql::kAdoptFamilyKey);
}

absl::Status Vault::Insert(ScopedTransaction& transaction, const TenantScope& tenant,
                           const FamilyKey& key, const postgres::Statement& statement) {
  BUURTBRUG_ASSIGN_OR_RETURN(const ContractKey wrapping, Newest(transaction, tenant));
  transaction.Run(
      statement,
      {tenant.municipality, tenant.contract, key.family_, wrapping.number,
       postgres::Param::Bytes(crypto::Seal(
           wrapping.key, FamilyPlace(tenant, key.family_, wrapping.number), key.key_.bytes()))});
  return absl::OkStatus();
}

absl::StatusOr<FamilyKey> Vault::Find(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const FamilyId& family) {
  const pqxx::result rows = transaction.Run(
      sql::kFamilyKeys,
      {tenant.municipality, tenant.contract, std::vector<std::string>{family.ToString()}});
  if (rows.empty()) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no such family in this contract");
  }
  if (rows[0]["family_wrapped"].is_null()) {
    return Error(StatusCode::kNotFound, "FAMILY_ERASED",
                 "this family was erased: its key was destroyed");
  }
  return Opened(tenant, rows[0]);
}

absl::StatusOr<FamilyKey> Vault::Opened(const TenantScope& tenant, const pqxx::row& row) {
  const auto family = postgres::ReadId<FamilyId>(row["family_id"]);
  BUURTBRUG_ASSIGN_OR_RETURN(const ContractKey wrapping, Unwrap(tenant, row));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const std::string bytes,
      crypto::Open(wrapping.key, FamilyPlace(tenant, family, wrapping.number),
                   postgres::ReadBytes(row["family_wrapped"])));
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey key, crypto::DataKey::FromBytes(bytes));
  return FamilyKey(family, key);
}

absl::StatusOr<std::map<FamilyId, FamilyKey>> Vault::FindAll(
    ScopedTransaction& transaction, const TenantScope& tenant,
    const std::vector<FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  std::map<FamilyId, FamilyKey> keys;
  for (const auto& row :
       transaction.Run(sql::kFamilyKeys, {tenant.municipality, tenant.contract, texts})) {
    if (row["family_wrapped"].is_null()) {
      continue;
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key, Opened(tenant, row));
    keys.emplace(key.family(), key);
  }
  return keys;
}

absl::Status Vault::Destroy(ScopedTransaction& transaction, const TenantScope& tenant,
                            const FamilyId& family, absl::Time now) {
  if (transaction.Run(sql::kDestroyFamilyKey, {tenant.municipality, tenant.contract, family, now})
          .affected_rows() == 0) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no key of such a family in this contract");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Vault::Digest(ScopedTransaction& transaction, const TenantScope& tenant,
                                          absl::string_view kind, const Personal& text) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::vector<std::string> digests,
                             Digests(transaction, tenant, {{std::string(kind), text}}));
  return std::move(digests.front());
}

absl::StatusOr<std::vector<std::string>> Vault::Digests(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const std::vector<Searchable>& texts) {
  pqxx::result rows = transaction.Run(sql::kDigestKey, {tenant.municipality, tenant.contract});
  if (rows.empty()) {
    BUURTBRUG_RETURN_IF_ERROR(
        InsertContractKey(transaction, tenant, kDigestNumber, sql::kInsertContractKey));
    rows = transaction.Run(sql::kDigestKey, {tenant.municipality, tenant.contract});
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const ContractKey key, Unwrap(tenant, rows.at(0)));
  std::vector<std::string> digests;
  digests.reserve(texts.size());
  for (const Searchable& text : texts) {
    digests.push_back(crypto::Digest(key.key, crypto::Bind({text.kind, text.text.Reveal()})));
  }
  return digests;
}

absl::StatusOr<WrappedKey> Vault::WrapByMaster(absl::string_view place,
                                               const crypto::DataKey& key) {
  const int current = CurrentMaster();
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey master, Master(current));
  return WrappedKey{current, crypto::Seal(master, place, key.bytes())};
}

absl::StatusOr<crypto::DataKey> Vault::OpenByMaster(absl::string_view place,
                                                    const WrappedKey& wrapped) {
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey master, Master(wrapped.master));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string bytes, crypto::Open(master, place, wrapped.bytes));
  return crypto::DataKey::FromBytes(bytes);
}

absl::StatusOr<crypto::DataKey> Vault::Master(int number) {
  {
    const std::lock_guard lock(mutex_);
    auto found = masters_.Find(number);
    if (found.ok() || !reload_) {
      return found;
    }
  }
  // Another instance has learned of it before this one.
  BUURTBRUG_RETURN_IF_ERROR(Refresh());
  const std::lock_guard lock(mutex_);
  return masters_.Find(number);
}

int Vault::CurrentMaster() {
  const std::lock_guard lock(mutex_);
  return masters_.current();
}

absl::Status Vault::Refresh() {
  if (!reload_) {
    return absl::OkStatus();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::MasterKeys read, reload_());
  const std::lock_guard lock(mutex_);
  BUURTBRUG_ASSIGN_OR_RETURN(masters_, masters_.Joined(read));
  return absl::OkStatus();
}

absl::StatusOr<KeyState> Vault::State(ScopedTransaction& transaction, const TenantScope& tenant) {
  KeyState state;
  state.master_key = CurrentMaster();
  const pqxx::result rows =
      transaction.Run(sql::kKeyState, {tenant.municipality, tenant.contract, state.master_key});
  state.contract_key = rows[0]["newest"].as<int>();
  state.families = rows[0]["families"].as<int64_t>();
  state.outdated_families = rows[0]["outdated_families"].as<int64_t>();
  state.outdated_contract_keys = rows[0]["outdated_contract_keys"].as<int64_t>();
  return state;
}

absl::StatusOr<int> Vault::AddContractKey(ScopedTransaction& transaction,
                                          const TenantScope& tenant) {
  BUURTBRUG_ASSIGN_OR_RETURN(const KeyState state, State(transaction, tenant));
  const int number = state.contract_key + 1;
  BUURTBRUG_RETURN_IF_ERROR(InsertContractKey(transaction, tenant, number, sql::kAddContractKey));
  return number;
}

absl::Status Vault::RewrapContractKeys(ScopedTransaction& transaction, const TenantScope& tenant) {
  const int current = CurrentMaster();
  BUURTBRUG_ASSIGN_OR_RETURN(const crypto::DataKey master, Master(current));
  for (const auto& row :
       transaction.Run(sql::kHoldContractKeys, {tenant.municipality, tenant.contract})) {
    if (row["master_number"].as<int>() == current) {
      continue;
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const ContractKey key, Unwrap(tenant, row));
    transaction.Run(sql::kRewrapContractKey,
                    {tenant.municipality, tenant.contract, key.number, current,
                     postgres::Param::Bytes(crypto::Seal(
                         master, ContractPlace(tenant, key.number, current), key.key.bytes()))});
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Vault::RewrapFamilyKeys(ScopedTransaction& transaction,
                                            const TenantScope& tenant, int most) {
  const pqxx::result rows =
      transaction.Run(sql::kNewestContractKey, {tenant.municipality, tenant.contract});
  if (rows.empty()) {
    return 0;
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const ContractKey newest, Unwrap(tenant, rows[0]));
  std::vector<std::string> families, wrapped;
  for (const auto& row : transaction.Run(
           sql::kOutdatedFamilyKeys, {tenant.municipality, tenant.contract, newest.number, most})) {
    BUURTBRUG_ASSIGN_OR_RETURN(const FamilyKey key, Opened(tenant, row));
    families.push_back(key.family_.ToString());
    wrapped.push_back(crypto::Seal(newest.key, FamilyPlace(tenant, key.family_, newest.number),
                                   key.key_.bytes()));
  }
  transaction.Run(sql::kRewrapFamilyKeys, {tenant.municipality, tenant.contract, newest.number,
                                           families, postgres::Param::BytesArray(wrapped)});
  const auto rewrapped = static_cast<int>(families.size());
  if (rewrapped < most) {
    transaction.Run(sql::kHoldOldContractKeys,
                    {tenant.municipality, tenant.contract, newest.number});
    transaction.Run(sql::kRetireContractKeys,
                    {tenant.municipality, tenant.contract, newest.number});
  }
  return rewrapped;
}

}  // namespace buurtbrug::registration::store
