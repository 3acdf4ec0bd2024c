#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/crypto/master_keys.h"
#include "platform/crypto/seal.h"
#include "platform/postgres/database.h"

namespace pqxx {
class row;
}  // namespace pqxx

namespace buurtbrug::registration::store {

using platform::core::FamilyId;
using platform::core::Personal;
using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// The key of one family, under which everything about its people is sealed. A sealed value is bound
// to the family, the column and the row within the family: anywhere else it does not open.
class FamilyKey {
 public:
  FamilyKey(const FamilyId& family, const platform::crypto::DataKey& key)
      : family_(family), key_(key) {}

  // `column` is "table.column"; `number` tells the family's rows of the table apart.
  std::string Seal(absl::string_view column, int64_t number, const Personal& plain) const;

  // DATA_LOSS SEAL_BROKEN.
  absl::StatusOr<Personal> Open(absl::string_view column, int64_t number,
                                absl::string_view sealed) const;

  const FamilyId& family() const { return family_; }

 private:
  friend class Vault;

  FamilyId family_;
  platform::crypto::DataKey key_;
};

// How far the keys of a contract are.
struct KeyState {
  int contract_key = 0;  // the newest; 0: there is none yet
  int master_key = 0;    // the current one
  int64_t families = 0;  // with a key
  // Not yet under the newest key of the contract.
  int64_t outdated_families = 0;
  // Not yet under the current master key.
  int64_t outdated_contract_keys = 0;
  // Of unserved demand of the municipality, the same. Vault::State does not count them.
  int64_t outdated_demands = 0;
};

// The key of a row outside families, as its table holds it.
struct WrappedKey {
  int master = 0;
  std::string bytes;
};

// The keys of families and contracts, as the tables hold them: a family's key wrapped by one of its
// contract's, and that by a master key. Nothing is remembered between transactions but the master
// keys, so that whatever is rotated is seen at once. Every function works within the given
// transaction, under the scope of `tenant`. Thread-safe.
//
// Besides their own errors all give DATA_LOSS SEAL_BROKEN and FAILED_PRECONDITION
// MASTER_KEY_UNKNOWN where the master keys are not those with which the database was written.
class Vault {
 public:
  // Reads the file of the master keys again.
  using Reload = std::function<absl::StatusOr<platform::crypto::MasterKeys>()>;

  // `reload` is asked when a master key is not known, before a key of a contract is made, and by
  // Refresh; without it there are no others.
  explicit Vault(const platform::crypto::MasterKeys& masters, Reload reload = {})
      : masters_(masters), reload_(std::move(reload)) {}

  // A new key of a family that the transaction has stored; with the contract's first family the
  // contract gets its own. Also for a partner, about a family that it refers.
  absl::StatusOr<FamilyKey> Create(ScopedTransaction& transaction, const TenantScope& tenant,
                                   const FamilyId& family);

  // Stores the key of a family that came from another contract, wrapped for this one. One that is
  // there stays.
  absl::Status Adopt(ScopedTransaction& transaction, const TenantScope& tenant,
                     const FamilyKey& key);

  // NOT_FOUND FAMILY_ERASED when the key was destroyed, FAMILY_NOT_FOUND when there never was one.
  absl::StatusOr<FamilyKey> Find(ScopedTransaction& transaction, const TenantScope& tenant,
                                 const FamilyId& family);

  // Of those that have one: families that are not there, or whose key was destroyed, are missing.
  absl::StatusOr<std::map<FamilyId, FamilyKey>> FindAll(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const std::vector<FamilyId>& families);

  // From the commit on, nothing that was sealed of the family can be read again. NOT_FOUND
  // FAMILY_NOT_FOUND when there is no key to destroy.
  absl::Status Destroy(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyId& family, absl::Time now);

  // 32 bytes that are the same for the same text of one kind in one contract, whichever keys are
  // rotated: for searching by equality. Says nothing about the text without the contract's key.
  absl::StatusOr<std::string> Digest(ScopedTransaction& transaction, const TenantScope& tenant,
                                     absl::string_view kind, const Personal& text);

  // The same of several texts, in their order, in one reading of the key.
  struct Searchable {
    std::string kind;
    Personal text;
  };
  absl::StatusOr<std::vector<std::string>> Digests(ScopedTransaction& transaction,
                                                   const TenantScope& tenant,
                                                   const std::vector<Searchable>& texts);

  // A key wrapped by the current master key, and opened again by whichever it was; `place` is what
  // it is bound to. For rows that are under no family and no contract.
  absl::StatusOr<WrappedKey> WrapByMaster(absl::string_view place,
                                          const platform::crypto::DataKey& key);
  absl::StatusOr<platform::crypto::DataKey> OpenByMaster(absl::string_view place,
                                                         const WrappedKey& wrapped);

  // ---- Rotation, while everything goes on ----

  // Learns of new master keys. Those that are known stay. As MasterKeys::Load and Joined.
  absl::Status Refresh();

  // The number of the master key that wraps.
  int CurrentMaster();

  absl::StatusOr<KeyState> State(ScopedTransaction& transaction, const TenantScope& tenant);

  // The contract gets a new key, which wraps from the commit on; the old ones go on opening.
  // Answers its number.
  absl::StatusOr<int> AddContractKey(ScopedTransaction& transaction, const TenantScope& tenant);

  // Wraps the contract's keys by the current master key.
  absl::Status RewrapContractKeys(ScopedTransaction& transaction, const TenantScope& tenant);

  // Wraps at most `most` of the families' keys by the contract's newest key, and destroys the
  // contract's older keys that wrap none any more. Answers how many.
  absl::StatusOr<int> RewrapFamilyKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                                       int most);

 private:
  struct ContractKey {
    int number = 0;
    platform::crypto::DataKey key;
  };

  absl::Status Insert(ScopedTransaction& transaction, const TenantScope& tenant,
                      const FamilyKey& key, const platform::postgres::Statement& statement);
  absl::StatusOr<ContractKey> Unwrap(const TenantScope& tenant, const pqxx::row& row);
  absl::StatusOr<FamilyKey> Opened(const TenantScope& tenant, const pqxx::row& row);
  absl::StatusOr<ContractKey> Newest(ScopedTransaction& transaction, const TenantScope& tenant);
  absl::Status InsertContractKey(ScopedTransaction& transaction, const TenantScope& tenant,
                                 int number, const platform::postgres::Statement& statement);
  absl::StatusOr<platform::crypto::DataKey> Master(int number);

  std::mutex mutex_;
  platform::crypto::MasterKeys masters_ ABSL_GUARDED_BY(mutex_);
  const Reload reload_;
};

}  // namespace buurtbrug::registration::store
