#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/domain/destruction.h"
#include "registration/domain/retention.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Receipt;

// A destruction list with its families.
struct Proposal {
  domain::DestructionList list;
  std::vector<domain::DestructionItem> items;
};

// Retention terms, requests to be erased, and how files are destroyed: a list is proposed, approved
// by two people and carried out, and each time it is looked at anew whether every family on it may
// go. No contract's standing governs it: files outlive contracts. Each write is one transaction,
// idempotent per `call.request_id`. Thread-safe.
class Destruction {
 public:
  // `on_facts` is told after each commit that left facts behind.
  Destruction(const Means& means, std::function<void()> on_facts)
      : means_(means), on_facts_(std::move(on_facts)) {}

  // Without months the class has no term any more.
  absl::StatusOr<Receipt> SetTerm(const Call& call, domain::DataClass data_class,
                                  domain::TermFrom from, std::optional<int> months);
  absl::StatusOr<std::vector<domain::RetentionTerm>> ListTerms(const Call& call);

  // INVALID_ARGUMENT OCCURRED_IN_FUTURE; NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED.
  absl::StatusOr<Receipt> RequestErasure(const Call& call, const domain::FamilyId& family,
                                         absl::CivilDay requested_on);

  // Takes back what the family, and those that it was merged with, asked so far. As RequestErasure,
  // and FAILED_PRECONDITION NOT_REQUESTED.
  absl::StatusOr<Receipt> WithdrawErasure(const Call& call, const domain::FamilyId& family,
                                          absl::CivilDay withdrawn_on);

  // Which families would be on a list that is made today: all that may go, as far as
  // domain::kMostDestroyed, or those that are named; each with those that it was merged with. Keeps
  // nothing. FAMILY_ELSEWHERE: a file of it in another contract of the municipality may not go.
  //   FAILED_PRECONDITION NOTHING_DUE
  //   of a named family: FAILED_PRECONDITION CASE_OPEN, LEGAL_HOLD, NOT_DUE, FAMILY_ELSEWHERE;
  //   NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED; INVALID_ARGUMENT OUT_OF_RANGE of `family_ids`
  absl::StatusOr<Proposal> Preview(const Call& call, const std::vector<domain::FamilyId>& families);

  // As Preview, and keeps the list.
  absl::StatusOr<Proposal> Propose(const Call& call, const std::vector<domain::FamilyId>& families);

  // NOT_FOUND LIST_NOT_FOUND.
  absl::StatusOr<Proposal> Get(const Call& call, const domain::DestructionListId& id);
  absl::StatusOr<std::vector<domain::DestructionList>> List(const Call& call,
                                                            const platform::core::Page& page);

  // NOT_FOUND LIST_NOT_FOUND; ABORTED ETAG_MISMATCH; as domain::CheckApproval; FAILED_PRECONDITION
  // LEGAL_HOLD.
  absl::StatusOr<Receipt> Approve(const Call& call, const domain::DestructionListId& id,
                                  int64_t expected_version);

  // All of the list or nothing; what was erased before is passed over. NOT_FOUND LIST_NOT_FOUND;
  // ABORTED ETAG_MISMATCH; as domain::CheckCarryOut; FAILED_PRECONDITION LEGAL_HOLD, CASE_OPEN,
  // NOT_DUE; FAMILY_ELSEWHERE where a file in another contract of the municipality is neither gone
  // nor on an approved list there; MERGED_SINCE where one that a family was merged with is not on
  // the list. The receipt's version is the number of families that were erased.
  absl::StatusOr<Receipt> CarryOut(const Call& call, const domain::DestructionListId& id,
                                   int64_t expected_version);

  // NOT_FOUND LIST_NOT_FOUND; FAILED_PRECONDITION NOT_CARRIED_OUT.
  absl::StatusOr<domain::DestructionList> Proof(const Call& call,
                                                const domain::DestructionListId& id);

 private:
  const Means means_;
  const std::function<void()> on_facts_;
};

}  // namespace buurtbrug::registration::app
