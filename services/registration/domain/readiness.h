#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "registration/domain/screening.h"

// Whether a support family may start a trial, as a timeline over all days. Pure; the order in which
// the facts are given does not matter.
namespace buurtbrug::registration::domain {

// What can be lacking, in the order in which it is said.
enum class Lack {
  kVogMissing,
  kVogExpired,
  kInterviewMissing,
  kInterviewExpired,
  kHomeVisitMissing,
  kHomeVisitExpired,
  // Something that the last visit asked for is left to be done.
  kHomeVisitOpen,
  kReferencesMissing,
  kReferencesExpired,
  kTrainingMissing,
  kTrainingExpired,
  kScreeningMissing,
  kScreeningExpired,
};

// "VOG_MISSING"; SCREENING_MISSING is that of the decision.
absl::string_view CodeOf(Lack lack);
RequirementKind KindOf(Lack lack);

struct Missing {
  Lack lack = Lack::kVogMissing;
  // Of whom; nothing: of the family as a whole.
  std::optional<PersonRef> person = {};
  // The first day of the days without interruption on which it is lacking.
  absl::CivilDay since;

  friend bool operator==(const Missing& a, const Missing& b) {
    return a.lack == b.lack && a.person == b.person && a.since == b.since;
  }
};

// Days on which the same is missing. Nothing missing: ready.
struct Interval {
  absl::CivilDay first_day;
  // Nothing: for ever, as far as is known.
  std::optional<absl::CivilDay> last_day = {};
  // By lack, then person.
  std::vector<Missing> missing = {};

  bool ready() const { return missing.empty(); }
  friend bool operator==(const Interval& a, const Interval& b) {
    return a.first_day == b.first_day && a.last_day == b.last_day && a.missing == b.missing;
  }
};

// Something that is in order and will not be without a renewal.
struct Reminder {
  RequirementKind kind = RequirementKind::kVog;
  std::optional<PersonRef> person = {};
  // The first day on which it is lacking.
  absl::CivilDay lapses_on;
  // From when it is to be renewed.
  absl::CivilDay renew_from;

  friend bool operator==(const Reminder& a, const Reminder& b) {
    return a.kind == b.kind && a.person == b.person && a.lapses_on == b.lapses_on &&
           a.renew_from == b.renew_from;
  }
};

// Intervals one after the other without a gap, from the first day of the first protocol on. Each
// differs from the one before it. Empty without a protocol.
class Timeline {
 public:
  Timeline() = default;
  explicit Timeline(std::vector<Interval> intervals) : intervals_(std::move(intervals)) {}

  const std::vector<Interval>& intervals() const { return intervals_; }

  // The interval that `day` lies in; null before the protocol's first day. Valid as long as the
  // timeline.
  const Interval* On(absl::CivilDay day) const;

  // False before the protocol's first day.
  bool ReadyOn(absl::CivilDay day) const;

  // The part from `first_day` to `last_day`, both included.
  std::vector<Interval> Between(absl::CivilDay first_day, absl::CivilDay last_day) const;

 private:
  std::vector<Interval> intervals_;
};

// Each day is judged by the protocol version of that day and by what had happened by then.
//   - Evidence counts from its day, for as long as the requirement says.
//   - Of home visits the last one speaks; two of one day are open if either is.
//   - A person is asked from the day of coming of age or joining until leaving.
//   - An exemption holds from its first day to its last.
//   - Four eyes are asked for where a decision is recorded; one that was taken stays one.
Timeline ReadinessOf(const ScreeningFacts& facts, const std::vector<ProtocolVersion>& protocols);

// What `timeline`, that of the facts, shows to lapse after `day`, the first lapse of each
// requirement and person; by day, kind and person. Renewal begins as long before as the requirement
// says, counted from the evidence: a VOG seen on 31 May for 36 months, with a lead of 3, from the
// last day of February.
std::vector<Reminder> RemindersAfter(absl::CivilDay day, const Timeline& timeline,
                                     const ScreeningFacts& facts,
                                     const std::vector<ProtocolVersion>& protocols);

// What is still missing on `day` of what the protocol of that day asks for before the decision.
std::vector<Missing> MissingForDecision(absl::CivilDay day, const Timeline& timeline,
                                        const std::vector<ProtocolVersion>& protocols);

// The version by which `day` is judged; null before the first one.
const ProtocolVersion* VersionOn(const std::vector<ProtocolVersion>& protocols, absl::CivilDay day);

}  // namespace buurtbrug::registration::domain
