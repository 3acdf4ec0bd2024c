#include "registration/domain/destruction.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::StatusCode;
using platform::core::Error;

absl::Status CarriedOut() {
  return Error(StatusCode::kFailedPrecondition, "LIST_CARRIED_OUT",
               "what stood on this list was destroyed; make a new one");
}

std::string InstantOf(absl::Time instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", instant, absl::UTCTimeZone());
}

}  // namespace

absl::Status CheckApproval(const DestructionList& list, const std::string& subject) {
  if (list.state == ListState::kCarriedOut) {
    return CarriedOut();
  }
  if (list.state == ListState::kApproved) {
    return Error(StatusCode::kFailedPrecondition, "LIST_APPROVED",
                 "two people approved this list already");
  }
  for (const Approval& approval : list.approvals) {
    if (approval.approved_by == subject) {
      return Error(StatusCode::kFailedPrecondition, "APPROVER_SAME",
                   "you approved this list: somebody else has to be the second");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckCarryOut(const DestructionList& list) {
  if (list.state == ListState::kCarriedOut) {
    return CarriedOut();
  }
  if (list.state != ListState::kApproved) {
    return Error(StatusCode::kFailedPrecondition, "NOT_APPROVED",
                 "two different people have to approve the list first");
  }
  return absl::OkStatus();
}

std::string ProofText(const DestructionList& list, const std::vector<DestructionItem>& items) {
  std::string text = absl::StrCat("list ", list.id.ToString(), "\nproposed ",
                                  InstantOf(list.proposed_at), " ", list.proposed_by, "\n");
  for (const Approval& approval : list.approvals) {
    absl::StrAppend(&text, "approved ", InstantOf(approval.approved_at), " ", approval.approved_by,
                    "\n");
  }
  absl::StrAppend(&text, "carried out ", InstantOf(list.carried_out_at), " ", list.carried_out_by,
                  "\nerased ", list.erased, " of ", items.size(), "\n");
  std::vector<DestructionItem> sorted = items;
  std::sort(sorted.begin(), sorted.end(),
            [](const DestructionItem& a, const DestructionItem& b) { return a.family < b.family; });
  for (const DestructionItem& item : sorted) {
    absl::StrAppend(&text, "family ", item.family.ToString(), " ",
                    static_cast<int>(item.data_class), " ", static_cast<int>(item.reason), " ",
                    platform::core::FormatDay(item.since), "\n");
  }
  return text;
}

}  // namespace buurtbrug::registration::domain
