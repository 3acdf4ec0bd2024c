#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "registration/domain/family.h"

// How long a family's file is kept. Days are civil days in Europe/Amsterdam. All pure.
namespace buurtbrug::registration::domain {

// Numbers as in buurtbrug.registration.v1.
enum class DataClass {
  // The file of a request family, or of a support family, whose intake or screening was done.
  kRequestFamily = 1,
  kSupportFamily = 2,
  // That of a family of either kind which went no further than registering.
  kNeverStarted = 3,
  // That of a family about which there was a concern, besides its other class.
  kSafety = 4,
};
enum class TermFrom { kClosing = 1, kRunOff = 2 };

inline constexpr int kLongestTermMonths = 360;

// What a contract says of one class. A class without a term is kept: unknown is not "never" and not
// "at once".
struct RetentionTerm {
  DataClass data_class = DataClass::kRequestFamily;
  TermFrom from = TermFrom::kClosing;
  int months = 0;
};

// What the rules need to know of a family.
struct KeptFamily {
  FamilyId id;
  FamilyRole role = FamilyRole::kRequest;
  FamilyState state = FamilyState::kRegistered;
  // The day of the step that closed the case.
  std::optional<absl::CivilDay> closed_on;
  // Its intake or screening was done once.
  bool started = false;
  // There was a concern, and there is one that is not closed.
  bool has_concern = false;
  bool open_concern = false;
  // It is in a match that is not over.
  bool matched = false;
  // A legal hold stands on the day that is asked about.
  bool held = false;
  bool erased = false;
  // The first day on which the family asked to be erased, and did not take it back.
  std::optional<absl::CivilDay> requested_on;
  // It and those that it was merged with, in the order of their ids, without those that are erased.
  // They go together: what stands above, but for the id and `erased`, is that of the one that
  // stays, or of any of them.
  std::vector<FamilyId> together;
};

// Whether the case is closed; one in a match that runs is not.
bool IsClosed(const KeptFamily& family);

// In the order of their numbers.
std::vector<DataClass> ClassesOf(const KeptFamily& family);

// The first day on which no term keeps the file any more. A file has one key, so that it goes as a
// whole: when the last of its classes is due. Nothing: a class has no term, or the day from which a
// term counts is not known. A case that is still open when the run-off ends is over on that day.
std::optional<absl::CivilDay> DueOn(const KeptFamily& family,
                                    std::optional<absl::CivilDay> run_off_day,
                                    const std::vector<RetentionTerm>& terms);

// Numbers of the reasons as in buurtbrug.registration.v1.
enum class DestructionReason { kTermOver = 1, kRequested = 2 };

// Whether a family's file can go on a day.
struct Verdict {
  enum class Kind {
    kKept,    // neither due nor asked for
    kGoes,    // for `reason`
    kHeld,    // would go, but for a legal hold or the safety of children
    kOpen,    // asked for, but the case is open
    kErased,  // is gone
  };
  Kind kind = Kind::kKept;
  DestructionReason reason = DestructionReason::kTermOver;
  // When it became due, or was asked for.
  absl::CivilDay since;

  friend bool operator==(const Verdict& a, const Verdict& b) {
    return a.kind == b.kind && a.reason == b.reason && a.since == b.since;
  }
};

// A request goes before a term, but not before that of DataClass::kSafety: a family about which
// there was a concern does not end what is done for its children by asking. An open concern keeps
// the file in any case.
Verdict JudgeOn(absl::CivilDay day, const KeptFamily& family,
                std::optional<absl::CivilDay> run_off_day, const std::vector<RetentionTerm>& terms);

}  // namespace buurtbrug::registration::domain
