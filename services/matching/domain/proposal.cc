#include "matching/domain/proposal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;

namespace {

bool IsThere(const Profile& family, int child) {
  if (child == kParents) {
    return true;
  }
  if (family.household) {
    return std::find(family.household->begin(), family.household->end(), child) !=
           family.household->end();
  }
  return child > kParents && child <= family.children;
}

std::string ChildrenOf(const Profile& family) {
  if (!family.household) {
    return absl::StrCat("children 1 to ", family.children);
  }
  return family.household->empty()
             ? "no children now"
             : absl::StrCat("children ", absl::StrJoin(*family.household, ", "), " now");
}

}  // namespace

absl::Status CheckChildren(const std::vector<int>& children) {
  if (children.empty()) {
    return InvalidField("children", "NO_CHILD",
                        "name at least one child of the request family, or 0 for the parents");
  }
  std::vector<int> sorted = children;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return InvalidField("children", "DUPLICATE_CHILD", "name each child once");
  }
  if (sorted.size() > 1 && std::binary_search(sorted.begin(), sorted.end(), kParents)) {
    return InvalidField("children", "PARENTS_ALONE", "name the parents and the children apart");
  }
  return absl::OkStatus();
}

absl::Status CheckSupporter(const Profile& family, const std::string& field, absl::CivilDay day) {
  if (family.role != FamilyRole::kSupport) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 "the family that gives support must be a support family", {{"field", field}});
  }
  if (family.paused_until && day <= *family.paused_until) {
    return Error(
        StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_PAUSED",
        absl::StrCat("the support family pauses until ",
                     platform::core::FormatDay(*family.paused_until)),
        {{"field", field}, {"paused_until", platform::core::FormatDay(*family.paused_until)}});
  }
  const bool pause_is_over = family.state == FamilyState::kPaused && family.paused_until;
  if (family.state != FamilyState::kAvailable && !pause_is_over) {
    return Error(StatusCode::kFailedPrecondition, "FAMILY_NOT_AVAILABLE",
                 "record the screening of the support family first", {{"field", field}});
  }
  return absl::OkStatus();
}

absl::Status CheckProposal(const Profile& request_family, const std::vector<int>& children,
                           const Profile& support_family, absl::CivilDay day) {
  if (request_family.role != FamilyRole::kRequest) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 "the family that asks for support must be a request family",
                 {{"field", "request_family_id"}});
  }
  absl::Status supporter = CheckSupporter(support_family, "support_family_id", day);
  if (platform::core::ReasonOf(supporter) == "WRONG_ROLE") {
    return supporter;
  }
  if (request_family.state != FamilyState::kWaiting) {
    return Error(StatusCode::kFailedPrecondition, "FAMILY_NOT_WAITING",
                 "record the intake of the request family first", {{"field", "request_family_id"}});
  }
  BUURTBRUG_RETURN_IF_ERROR(supporter);
  if (IsUnready(support_family.readiness, day)) {
    return Error(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_NOT_READY",
                 absl::StrCat("the support family is not ready for a trial on ",
                              platform::core::FormatDay(day),
                              "; registration's GetReadiness says what is lacking"),
                 {{"field", "support_family_id"}});
  }
  if (!std::all_of(children.begin(), children.end(),
                   [&](int child) { return IsThere(request_family, child); })) {
    return Error(
        StatusCode::kNotFound, "CHILD_NOT_FOUND",
        absl::StrCat("the request family has ", ChildrenOf(request_family), "; 0 are the parents"),
        {{"field", "children"}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::domain
