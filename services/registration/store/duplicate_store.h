#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/duplicates.h"
#include "registration/store/vault.h"

// The tables of likely duplicates. Every function works within the given transaction, and within
// its contract: digests of another contract are made with another key.
namespace buurtbrug::registration::store {

// Keys of a family that the transaction has stored; the search for its duplicates becomes due. Also
// for a partner, about a family that it refers. The reasons of Vault::Digest.
absl::Status InsertDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                                 Vault& vault, const FamilyId& family, const domain::Marks& marks);

// The same of a family that has keys already: they are made anew.
absl::Status ReplaceDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                                  Vault& vault, const FamilyId& family, const domain::Marks& marks);

// From the commit on, nobody is found to be like this family. For erasing it.
void DeleteDuplicateKeys(ScopedTransaction& transaction, const TenantScope& tenant,
                         const FamilyId& family);

// At most `most` families whose search is due. The transaction holds them; others pass over them.
std::vector<FamilyId> DueDuplicateSearches(ScopedTransaction& transaction,
                                           const TenantScope& tenant, int most);

// Looks for the duplicates of families and keeps the pairs that are likely enough. Judged pairs
// stay judged.
void SearchDuplicates(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<FamilyId>& families);

// Two families, the one with the smaller id first.
struct DuplicatePair {
  // People are not counted.
  domain::FamilyHead first, second;
  std::vector<domain::DuplicateReason> reasons;
  int likelihood = 0;
  domain::DuplicateVerdict verdict = domain::DuplicateVerdict::kOpen;
};

// A pair with how it was judged.
struct JudgedPair {
  DuplicatePair pair;
  // Nothing: not judged, or judged by merging one of them into a third.
  std::optional<absl::CivilDay> judged_on;
  std::string judged_by;
  // Empty also where the family under whose key it was sealed is erased.
  platform::core::Personal why;
};

// Where a page of pairs begins: behind this one.
struct PairPage {
  int size = 50;
  FamilyId after_second, after_first;
};

// Those that are not judged, by the ids of the second and the first.
std::vector<DuplicatePair> ListDuplicatePairs(ScopedTransaction& transaction,
                                              const TenantScope& tenant, const PairPage& page);

// Those of one family, the likeliest first. DATA_LOSS SEAL_BROKEN.
absl::StatusOr<std::vector<JudgedPair>> ReadDuplicatesOf(ScopedTransaction& transaction,
                                                         const TenantScope& tenant, Vault& vault,
                                                         const FamilyId& family, int most);

// How two families are judged.
struct Judgement {
  domain::DuplicateVerdict verdict = domain::DuplicateVerdict::kKeptApart;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
  platform::core::Personal why;
};

// Of two families in either order; kOpen also of a pair that is not there.
domain::DuplicateVerdict VerdictOf(ScopedTransaction& transaction, const TenantScope& tenant,
                                   const FamilyId& a, const FamilyId& b);

// The transaction holds both families. NOT_FOUND FAMILY_ERASED.
absl::Status Judge(ScopedTransaction& transaction, const TenantScope& tenant, Vault& vault,
                   const FamilyId& a, const FamilyId& b, const Judgement& judgement);

// What follows from `merged` being the same family as `stays`: its referral and whatever was merged
// into it follow that one, and so do its keys. The transaction holds both.
void FollowMerge(ScopedTransaction& transaction, const TenantScope& tenant, const FamilyId& stays,
                 const FamilyId& merged, absl::Time recorded_at);

// What the other services are told of a merge.
platform::feed::Fact FamilyMerged(const platform::core::Uuid& event_id, const FamilyId& merged,
                                  const FamilyId& stays, absl::CivilDay occurred_on);

}  // namespace buurtbrug::registration::store
