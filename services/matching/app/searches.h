#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "matching/app/directory.h"
#include "matching/domain/family_card.h"
#include "matching/engine/words.h"
#include "platform/access/call.h"

namespace buurtbrug::matching::app {

using platform::access::Call;

// What a coordinator asks about: a day, and how much of the answer is wanted.
struct Question {
  absl::CivilDay day;
  std::size_t count = 0;   // the best
  std::size_t misses = 0;  // those that break one rule
};

// One request family, for whom of it: one child, siblings who are to be kept together, or the
// parents (0).
struct Seekers {
  domain::FamilyId family;
  std::vector<int> children;
};

struct ShownFit {
  std::int32_t of_thousand = 0;
  std::vector<engine::Reason> reasons;  // every part, in its order
};

struct BrokenRule {
  engine::Rule rule = engine::Rule::kNoAgreement;
  std::string dutch;
};

// A family that was found for the one that was asked about.
struct Candidate {
  domain::FamilyId family;
  std::vector<int> children;  // of a request family
  // Where a support family comes from that another contract offers; empty: from this one.
  std::string municipality;
  std::int32_t distance_m = 0;
  ShownFit fit;  // of a near miss without reasons
  // Of a near miss: the one rule that the pair breaks.
  std::optional<BrokenRule> broken;
};

struct Answer {
  absl::CivilDay day;
  std::int64_t weights_version = 0;
  std::vector<Candidate> best;
  std::vector<Candidate> misses;
  // Families of the other kind that could not be looked at, by why.
  std::vector<std::pair<domain::Unsearched, int>> unsearched;
};

// Why two families do, or do not, go together.
struct PairAnswer {
  absl::CivilDay day;
  std::int64_t weights_version = 0;
  // Why one of the two is not searched. Where only a match stands in the way, all else is told too.
  std::vector<std::pair<domain::FamilyId, domain::Unsearched>> unsearched;
  std::vector<BrokenRule> broken;
  // Nothing: one of the two is not known well enough.
  std::optional<ShownFit> fit;
  std::int32_t distance_m = 0;
  // It may be proposed: nothing is broken, and both are searched.
  bool possible = false;
};

// Finds families for each other and says why. Changes nothing. Thread-safe.
//
// Each answer knows all that was committed here before the call. A refusal because of a family's
// state stands only after the latest news of registration.
//   NOT_FOUND FAMILY_NOT_FOUND; FAILED_PRECONDITION WRONG_ROLE, about the field of the family
//   FAILED_PRECONDITION with the code of domain::Unsearched, about the field: nothing can be looked
//       for; but a match that runs does not keep from looking
//   FAILED_PRECONDITION CHILDREN_APART  no moment or transport is common to the children
//   INVALID_ARGUMENT NO_CHILD, DUPLICATE_CHILD, PARENTS_ALONE  about the field `children`
//   UNAVAILABLE FEED_UNREACHABLE, DEADLINE_EXCEEDED FEED_BEHIND, the reasons of Database::Run
class Searches {
 public:
  using LearnFamilies = std::function<absl::Status()>;

  Searches(Directory& directory, LearnFamilies learn_families)
      : directory_(directory), learn_families_(std::move(learn_families)) {}

  // The best support families for these children, or for the parents.
  absl::StatusOr<Answer> FindSupport(const Call& call, const Seekers& seekers,
                                     const Question& question);

  // The best request families, of each need one, for a support family. Needs that a match serves
  // are not among them.
  absl::StatusOr<Answer> FindRequests(const Call& call, const domain::FamilyId& support_family,
                                      const Question& question);

  absl::StatusOr<PairAnswer> Explain(const Call& call, const Seekers& seekers,
                                     const domain::FamilyId& support_family, absl::CivilDay day);

 private:
  template <typename Work>
  auto WithNews(const Call& call, const Work& work) -> decltype(work(std::declval<Outlook>()));

  Directory& directory_;
  const LearnFamilies learn_families_;
};

}  // namespace buurtbrug::matching::app
