#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/uuid.h"
#include "registration/domain/retention.h"

// Lists of families whose files are to be destroyed, and what remains of that afterwards. All pure.
namespace buurtbrug::registration::domain {

using DestructionListId = platform::core::StrongId<struct DestructionListTag>;

// Numbers as in buurtbrug.registration.v1.
enum class ListState { kProposed = 1, kApproved = 2, kCarriedOut = 3 };

inline constexpr int kApprovalsNeeded = 2;
// Families on one list.
inline constexpr int kMostDestroyed = 500;

struct DestructionItem {
  FamilyId family;
  // The first of its classes: never kSafety, which would say that there was a concern.
  DataClass data_class = DataClass::kRequestFamily;
  DestructionReason reason = DestructionReason::kTermOver;
  // When it became due, or was asked for.
  absl::CivilDay since;
};

struct Approval {
  absl::Time approved_at;
  std::string approved_by;
};

// Who did what, and how much. No personal data of families: it outlives them.
struct DestructionList {
  DestructionListId id;
  ListState state = ListState::kProposed;
  int families = 0;
  int term_over = 0;
  int requested = 0;
  // Families that were due and are not on it: kept, or with an open case.
  int held = 0;
  int open = 0;
  absl::Time proposed_at;
  std::string proposed_by;
  std::vector<Approval> approvals;
  // With kCarriedOut.
  absl::Time carried_out_at;
  std::string carried_out_by;
  // Families that this list erased; the others were gone already.
  int erased = 0;
  std::string digest;  // SHA-256 of ProofText, 32 bytes
  int64_t version = 0;
};

// Whether `subject` may add an approval. Who proposed the list may be one of the two.
//   FAILED_PRECONDITION LIST_APPROVED   it has its approvals
//   FAILED_PRECONDITION LIST_CARRIED_OUT
//   FAILED_PRECONDITION APPROVER_SAME   it was the same person before
absl::Status CheckApproval(const DestructionList& list, const std::string& subject);

// FAILED_PRECONDITION NOT_APPROVED, LIST_CARRIED_OUT.
absl::Status CheckCarryOut(const DestructionList& list);

// What the digest of a proof is made over: everything about the list, and its families in the order
// of their ids, a line each. Whoever kept an id can show that it was on the list; from the digest
// nobody learns it.
std::string ProofText(const DestructionList& list, const std::vector<DestructionItem>& items);

}  // namespace buurtbrug::registration::domain
