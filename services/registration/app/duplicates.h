#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/domain/duplicates.h"
#include "registration/store/duplicate_store.h"

namespace buurtbrug::registration::app {

// A judgement of two families.
struct JudgementInput {
  // With a merge the one that stays.
  domain::FamilyId family;
  domain::FamilyId other;
  absl::CivilDay occurred_on;
  // 0: whatever it is. Of `family` and `other`, with a merge only.
  int64_t expected_version = 0;
  int64_t other_expected_version = 0;
  platform::core::Personal why;
};

// One page of likely duplicates.
struct DuplicateList {
  std::vector<store::DuplicatePair> pairs;
  // Families came in that were not looked through yet: ask again.
  bool more_due = false;
};

// Families that came in twice, within one contract. Each write is one transaction, idempotent per
// `call.request_id`, and fails with the reasons of platform/tenant/gate.h besides its own.
// Thread-safe.
//
// Who registers or refers a family only leaves its keys; the search comes with the next list, when
// both of two that came in at the same moment can be seen.
class Duplicates {
 public:
  explicit Duplicates(const Means& means) : means_(means) {}

  // Looks through the families that came in since, some hundreds in one call, and lists the pairs
  // that nobody judged.
  absl::StatusOr<DuplicateList> List(const platform::access::Call& call,
                                     const store::PairPage& page);

  // Looks for the duplicates of one family anew; those that were judged are there too. Puts the
  // disclosure into the access log. NOT_FOUND FAMILY_NOT_FOUND.
  absl::StatusOr<std::vector<store::JudgedPair>> Find(const platform::access::Call& call,
                                                      const domain::FamilyId& family);

  // Closes the case of `input.other` because it is the same family. NOT_FOUND FAMILY_NOT_FOUND,
  // FAMILY_ERASED; ABORTED ETAG_MISMATCH; as domain::CheckMerge and domain::StateAfter.
  absl::StatusOr<platform::core::Receipt> Merge(const platform::access::Call& call,
                                                const JudgementInput& input);

  // The two are not one family: the pair is not listed again. NOT_FOUND FAMILY_NOT_FOUND,
  // FAMILY_ERASED; INVALID_ARGUMENT SAME_FAMILY; FAILED_PRECONDITION ALREADY_JUDGED.
  absl::StatusOr<platform::core::Receipt> KeepApart(const platform::access::Call& call,
                                                    const JudgementInput& input);

 private:
  const Means means_;
};

}  // namespace buurtbrug::registration::app
