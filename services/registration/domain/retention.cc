#include "registration/domain/retention.h"

#include <algorithm>

#include "platform/core/civil.h"

namespace buurtbrug::registration::domain {
namespace {

// The day on which the case was over, as seen after everything that is going to happen to it.
std::optional<absl::CivilDay> OverOn(const KeptFamily& family,
                                     std::optional<absl::CivilDay> run_off_day) {
  return IsClosed(family) ? family.closed_on : run_off_day;
}

// The day on which the term of one class is over.
std::optional<absl::CivilDay> TermOver(const KeptFamily& family, DataClass data_class,
                                       std::optional<absl::CivilDay> run_off_day,
                                       const std::vector<RetentionTerm>& terms) {
  const auto term = std::find_if(
      terms.begin(), terms.end(),
      [data_class](const RetentionTerm& each) { return each.data_class == data_class; });
  if (term == terms.end()) {
    return std::nullopt;
  }
  const std::optional<absl::CivilDay> from =
      term->from == TermFrom::kClosing ? OverOn(family, run_off_day) : run_off_day;
  if (!from) {
    return std::nullopt;
  }
  return platform::core::AddMonths(*from, term->months);
}

// Whether the safety of children keeps a file that would go on `day`: while a concern is open, and
// on request also until the term of its class is over.
bool KeptForSafety(absl::CivilDay day, const KeptFamily& family, DestructionReason reason,
                   std::optional<absl::CivilDay> run_off_day,
                   const std::vector<RetentionTerm>& terms) {
  if (family.open_concern) {
    return true;
  }
  if (!family.has_concern || reason != DestructionReason::kRequested) {
    return false;
  }
  const std::optional<absl::CivilDay> over =
      TermOver(family, DataClass::kSafety, run_off_day, terms);
  return !over || *over > day;
}

}  // namespace

bool IsClosed(const KeptFamily& family) { return IsClosed(family.state) && !family.matched; }

std::vector<DataClass> ClassesOf(const KeptFamily& family) {
  std::vector<DataClass> classes;
  if (!family.started) {
    classes.push_back(DataClass::kNeverStarted);
  } else if (family.role == FamilyRole::kRequest) {
    classes.push_back(DataClass::kRequestFamily);
  } else {
    classes.push_back(DataClass::kSupportFamily);
  }
  if (family.has_concern) {
    classes.push_back(DataClass::kSafety);
  }
  return classes;
}

std::optional<absl::CivilDay> DueOn(const KeptFamily& family,
                                    std::optional<absl::CivilDay> run_off_day,
                                    const std::vector<RetentionTerm>& terms) {
  const std::optional<absl::CivilDay> over_on = OverOn(family, run_off_day);
  if (!over_on) {
    return std::nullopt;
  }
  // A file is never destroyed before its case is over, however short its term.
  absl::CivilDay due = *over_on;
  for (const DataClass data_class : ClassesOf(family)) {
    const std::optional<absl::CivilDay> over = TermOver(family, data_class, run_off_day, terms);
    if (!over) {
      return std::nullopt;
    }
    due = std::max(due, *over);
  }
  // On its last day the contract can still be worked with.
  return IsClosed(family) ? due : std::max(due, *over_on + 1);
}

Verdict JudgeOn(absl::CivilDay day, const KeptFamily& family,
                std::optional<absl::CivilDay> run_off_day,
                const std::vector<RetentionTerm>& terms) {
  Verdict verdict;
  if (family.erased) {
    verdict.kind = Verdict::Kind::kErased;
    return verdict;
  }
  const bool over = IsClosed(family) || (run_off_day && *run_off_day < day);
  const std::optional<absl::CivilDay> due_on = DueOn(family, run_off_day, terms);
  if (family.requested_on && *family.requested_on <= day) {
    verdict.reason = DestructionReason::kRequested;
    verdict.since = *family.requested_on;
    verdict.kind = over ? Verdict::Kind::kGoes : Verdict::Kind::kOpen;
  } else if (due_on && *due_on <= day) {
    verdict.since = *due_on;
    verdict.kind = Verdict::Kind::kGoes;
  }
  if (verdict.kind == Verdict::Kind::kGoes &&
      (family.held || KeptForSafety(day, family, verdict.reason, run_off_day, terms))) {
    verdict.kind = Verdict::Kind::kHeld;
  }
  return verdict;
}

}  // namespace buurtbrug::registration::domain
