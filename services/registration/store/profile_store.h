#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/listing.h"
#include "registration/store/vault.h"

// Needs, offers and what else is said and done about families, and the lists that follow from it.
// Every function works within the given transaction. What is personal is sealed under the family's
// key: reading it may fail with DATA_LOSS SEAL_BROKEN.
namespace buurtbrug::registration::store {

using platform::core::TenantScope;
using platform::postgres::ScopedTransaction;

// Empty when nothing was ever said of the family. The caller holds the family (LockFamily) where
// it is going to append.
domain::Listing ReadListing(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family);

// Appends a step as number `after.steps`; `after` is the listing with it.
void AppendProfileStep(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyKey& key, const domain::Listing& after,
                       const domain::ProfileStep& step);

// What a step of the family's state brings into the lists. AppendStep calls it.
void FollowStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyHead& after, const domain::FamilyStep& step);

// The text of steps of needs, of an offer, and of those that give a reason or a note.
platform::core::Personal TextOfIntake(const domain::Intake& intake);
platform::core::Personal TextOfOffer(const domain::Offer& offer);
platform::core::Personal TextOfRemark(const platform::core::Personal& remark);

// One version of needs or an offer, and its day.
struct DatedIntake {
  absl::CivilDay occurred_on;
  domain::Intake intake;
};
struct DatedOffer {
  absl::CivilDay occurred_on;
  domain::Offer offer;
};

// The step `number`, which is one of that kind. Number 0: nothing.
absl::StatusOr<std::optional<DatedIntake>> ReadIntake(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const FamilyKey& key, int64_t number);
absl::StatusOr<std::optional<DatedOffer>> ReadOffer(ScopedTransaction& transaction,
                                                    const TenantScope& tenant, const FamilyKey& key,
                                                    int64_t number);
absl::StatusOr<domain::Remark> ReadRemark(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const FamilyKey& key, int64_t number);

// In the order in which they were recorded.
absl::StatusOr<std::vector<domain::ReferralOn>> ReadReferralsOn(ScopedTransaction& transaction,
                                                                const TenantScope& tenant,
                                                                const FamilyKey& key);

// The day of the referral on of this number. NOT_FOUND REFERRAL_ON_NOT_FOUND.
absl::StatusOr<absl::CivilDay> ReferredOnDay(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const domain::FamilyId& family, int64_t number);

// A request family that waits. Of its listing the urgency, the day, kinds, children and matches.
struct ListedFamily {
  domain::FamilyId family;
  domain::Listing listing;
};

// Where a page of the waiting list begins: behind this family. The default is before the first.
struct WaitingPlace {
  int urgency = domain::kMostUrgency + 1;
  absl::CivilDay waiting_since = absl::CivilDay(1, 1, 1);
  domain::FamilyId family;
};

// The most urgent first, of those the longest waiting; with `kinds` those that need one of them. A
// page reads its part of an index, wherever it begins.
std::vector<ListedFamily> ListWaiting(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const WaitingPlace& behind,
                                      const std::vector<domain::SupportKind>& kinds, int size);

struct FreePlace {
  absl::CivilDay free_since = absl::CivilDay(1, 1, 1);
  domain::FamilyId family;
};

// Support families that are available and in no match, the longest first; of their listing all but
// what is about needs.
std::vector<ListedFamily> ListFree(ScopedTransaction& transaction, const TenantScope& tenant,
                                   const FreePlace& behind, int size);

// What a family has to be found with: `intake` or `offer` by its role.
struct ProfileParts {
  std::optional<domain::Intake> intake;
  std::optional<domain::Offer> offer;
  // It agrees to be shown in another municipality.
  bool pool_consent = false;
};

// Keeps from when on the ages of its children that were told of a family are told anew.
void PutAgesDue(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, std::optional<absl::CivilDay> due_on);

// Up to `most` families behind this one with ages that are due on `day`, held until the end of the
// transaction; those that another one holds are left out.
std::vector<domain::FamilyId> HoldAgesDue(ScopedTransaction& transaction, const TenantScope& tenant,
                                          absl::CivilDay day, const domain::FamilyId& behind,
                                          int most);

// What matching and reporting are told of a family.
platform::feed::Fact FamilyProfileChanged(const platform::core::Uuid& event_id,
                                          absl::CivilDay occurred_on, const domain::Family& family,
                                          const domain::Listing& listing,
                                          const ProfileParts& parts);

// Whether the family is in a match that is not over, as far as matching's feed was read: in one of
// its own contract, or only in one of another contract, under a pool agreement.
enum class RunningMatch { kNone, kHere, kElsewhere };
RunningMatch RunningMatchOf(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family);

// Applies one entry of matching's feed; passes over what is of no concern here. The steps of one
// match may come in any order, and an entry twice.
absl::Status ApplyMatching(ScopedTransaction& transaction, const platform::feed::Entry& entry);

}  // namespace buurtbrug::registration::store
