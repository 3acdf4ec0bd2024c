#include "matching/app/searches.h"

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "matching/engine/search.h"
#include "matching/engine/told.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using domain::FamilyId;
using domain::FamilyRole;
using domain::Unsearched;
using engine::Supporter;
using engine::Unit;
using platform::core::Error;

constexpr char kRequestField[] = "request_family_id";
constexpr char kSupportField[] = "support_family_id";

// Refusals that later news of a family can take back.
bool MayBeOutdated(const absl::Status& status) {
  return absl::IsNotFound(status) || absl::IsFailedPrecondition(status);
}

absl::Status Refuse(Unsearched reason, const char* field) {
  return Error(StatusCode::kFailedPrecondition, domain::CodeOf(reason),
               "there is nothing that this family can be looked for with", {{"field", field}});
}

absl::StatusOr<const Census::Family*> FindOf(const Census& census, const FamilyId& id,
                                             FamilyRole role, const char* field) {
  const Census::Family* family = census.Find(id);
  if (family == nullptr) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no such family in this contract", {{"field", field}});
  }
  if (family->role != role) {
    return Error(StatusCode::kFailedPrecondition, "WRONG_ROLE",
                 role == FamilyRole::kRequest ? "this is for a request family"
                                              : "this is for a support family",
                 {{"field", field}});
  }
  return family;
}

struct Sought {
  Unsearched unsearched = Unsearched::kSearched;
  std::optional<Unit> unit;  // also when it is served already
};

absl::StatusOr<Sought> UnitOf(const Census& census, const Census::Family& family,
                              const std::vector<int>& children) {
  Sought sought;
  if (family.unsearched != Unsearched::kSearched) {
    sought.unsearched = family.unsearched;
    return sought;
  }
  std::vector<Unit> units;
  for (std::uint32_t at = family.first; at < family.first + family.count; ++at) {
    const Unit& unit = census.units()[at];
    if (std::find(children.begin(), children.end(), unit.children.front()) == children.end()) {
      continue;
    }
    units.push_back(unit);
    if (census.IsServed(at)) {
      sought.unsearched = Unsearched::kAlreadyMatched;
    }
  }
  if (units.size() < children.size()) {
    sought.unsearched = Unsearched::kNeedUnknown;
    return sought;
  }
  sought.unit = engine::Together(units);
  if (!sought.unit) {
    return Error(StatusCode::kFailedPrecondition, "CHILDREN_APART",
                 "no part of the week, or no transport, is common to these children: ask for each",
                 {{"field", "children"}});
  }
  return sought;
}

std::vector<int> NumbersOf(engine::ChildSet children) {
  std::vector<int> numbers;
  engine::ForEach(children, [&](int child) { numbers.push_back(child); });
  return numbers;
}

// One question with all that its answer is made of.
class Answering {
 public:
  Answering(const Outlook& outlook, absl::CivilDay day) : outlook_(outlook) {
    if (day != outlook.today) {
      other_day_ = outlook.ConditionsOn(day);
    }
  }

  const engine::Conditions& conditions() const {
    return other_day_ ? *other_day_ : outlook_.conditions;
  }

  ShownFit FitOf(const Unit& unit, const Supporter& supporter) const {
    ShownFit fit;
    fit.reasons = engine::ReasonsOf(unit, supporter, outlook_.weights, conditions().day,
                                    outlook_.census->languages());
    // The contributions add up to the whole.
    for (const engine::Reason& reason : fit.reasons) {
      fit.of_thousand += reason.contribution;
    }
    return fit;
  }

  // Without reasons: what speaks for a pair that is not possible is told when it is asked for.
  ShownFit WholeOf(std::int32_t fit) const {
    return {.of_thousand = engine::OfThousand(fit, outlook_.weights)};
  }

  BrokenRule Broken(engine::Rule rule, const Unit& unit, const Supporter& supporter) const {
    return {rule, engine::Say(rule, unit, supporter, conditions(), outlook_.census->languages())};
  }

  Candidate Show(const Unit& unit, const Supporter& supporter, std::int32_t distance_m,
                 FamilyRole found) const {
    Candidate candidate;
    candidate.family = found == FamilyRole::kRequest ? unit.family : supporter.family;
    if (found == FamilyRole::kRequest) {
      candidate.children = NumbersOf(unit.children);
    } else {
      candidate.municipality = outlook_.census->MunicipalityOf(supporter);
    }
    candidate.distance_m = distance_m;
    return candidate;
  }

  // `found` are of the role; `pair_of(position)` gives both families.
  void Find(const auto& index, const auto& seeker, const Question& question, FamilyRole found,
            const auto& pair_of, Answer& answer) const {
    const engine::Answers answers = engine::Search(index, seeker, conditions(), outlook_.weights,
                                                   question.count, question.misses);
    answer.best.reserve(question.count);
    answer.misses.reserve(question.misses);
    for (const engine::Found& one : answers.best) {
      const auto [unit, supporter] = pair_of(one.position);
      answer.best.push_back(Show(*unit, *supporter, one.distance_m, found));
      answer.best.back().fit = FitOf(*unit, *supporter);
    }
    for (const engine::Miss& miss : answers.misses) {
      const auto [unit, supporter] = pair_of(miss.position);
      Candidate candidate = Show(*unit, *supporter, miss.distance_m, found);
      candidate.fit = WholeOf(miss.fit);
      candidate.broken = Broken(miss.rule, *unit, *supporter);
      answer.misses.push_back(std::move(candidate));
    }
  }

 private:
  const Outlook& outlook_;
  std::optional<engine::Conditions> other_day_;
};

Answer NewAnswer(const Outlook& outlook, const Question& question, FamilyRole found) {
  Answer answer;
  answer.day = question.day;
  answer.weights_version = outlook.weights_version;
  for (const auto& [reason, families] : outlook.census->unsearched(found)) {
    answer.unsearched.emplace_back(reason, families);
  }
  return answer;
}

absl::StatusOr<Answer> FindSupportIn(const Outlook& outlook, const Seekers& seekers,
                                     const Question& question) {
  const Census& census = *outlook.census;
  BUURTBRUG_ASSIGN_OR_RETURN(const Census::Family* family,
                             FindOf(census, seekers.family, FamilyRole::kRequest, kRequestField));
  BUURTBRUG_ASSIGN_OR_RETURN(const Sought sought, UnitOf(census, *family, seekers.children));
  if (!sought.unit) {
    return Refuse(sought.unsearched,
                  sought.unsearched == Unsearched::kNeedUnknown ? "children" : kRequestField);
  }
  Answer answer = NewAnswer(outlook, question, FamilyRole::kSupport);
  Answering(outlook, question.day)
      .Find(
          census.supporter_index(), *sought.unit, question, FamilyRole::kSupport,
          [&](std::uint32_t position) {
            return std::make_pair(&*sought.unit, &census.supporters()[position]);
          },
          answer);
  return answer;
}

absl::StatusOr<Answer> FindRequestsIn(const Outlook& outlook, const FamilyId& support_family,
                                      const Question& question) {
  const Census& census = *outlook.census;
  BUURTBRUG_ASSIGN_OR_RETURN(const Census::Family* family,
                             FindOf(census, support_family, FamilyRole::kSupport, kSupportField));
  if (family->unsearched != Unsearched::kSearched) {
    return Refuse(family->unsearched, kSupportField);
  }
  const Supporter& supporter = census.supporters()[family->first];
  Answer answer = NewAnswer(outlook, question, FamilyRole::kRequest);
  Answering(outlook, question.day)
      .Find(
          census.unit_index(), supporter, question, FamilyRole::kRequest,
          [&](std::uint32_t position) {
            return std::make_pair(&census.OpenUnit(position), &supporter);
          },
          answer);
  return answer;
}

absl::StatusOr<PairAnswer> ExplainIn(const Outlook& outlook, const Seekers& seekers,
                                     const FamilyId& support_family, absl::CivilDay day) {
  const Census& census = *outlook.census;
  BUURTBRUG_ASSIGN_OR_RETURN(const Census::Family* request,
                             FindOf(census, seekers.family, FamilyRole::kRequest, kRequestField));
  BUURTBRUG_ASSIGN_OR_RETURN(const Census::Family* support,
                             FindOf(census, support_family, FamilyRole::kSupport, kSupportField));
  BUURTBRUG_ASSIGN_OR_RETURN(const Sought sought, UnitOf(census, *request, seekers.children));
  PairAnswer answer;
  answer.day = day;
  answer.weights_version = outlook.weights_version;
  if (sought.unsearched != Unsearched::kSearched) {
    answer.unsearched.emplace_back(seekers.family, sought.unsearched);
  }
  if (support->unsearched != Unsearched::kSearched) {
    answer.unsearched.emplace_back(support_family, support->unsearched);
  }
  if (!sought.unit || support->unsearched != Unsearched::kSearched) {
    return answer;
  }
  const Supporter& supporter = census.supporters()[support->first];
  const Answering answering(outlook, day);
  engine::ForEach(engine::BrokenRules(*sought.unit, supporter, answering.conditions()),
                  [&](engine::Rule rule) {
                    answer.broken.push_back(answering.Broken(rule, *sought.unit, supporter));
                  });
  answer.fit = answering.FitOf(*sought.unit, supporter);
  answer.distance_m = engine::DistanceMetres(sought.unit->terms.point, supporter.terms.point);
  answer.possible = answer.broken.empty() && answer.unsearched.empty();
  return answer;
}

}  // namespace

template <typename Work>
auto Searches::WithNews(const Call& call, const Work& work)
    -> decltype(work(std::declval<Outlook>())) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::shared_ptr<const Outlook> outlook, directory_.Look(call.scope));
  auto answer = work(*outlook);
  if (MayBeOutdated(answer.status())) {
    BUURTBRUG_RETURN_IF_ERROR(learn_families_());
    BUURTBRUG_ASSIGN_OR_RETURN(outlook, directory_.Look(call.scope));
    answer = work(*outlook);
  }
  return answer;
}

absl::StatusOr<Answer> Searches::FindSupport(const Call& call, const Seekers& seekers,
                                             const Question& question) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckChildren(seekers.children));
  return WithNews(
      call, [&](const Outlook& outlook) { return FindSupportIn(outlook, seekers, question); });
}

absl::StatusOr<Answer> Searches::FindRequests(const Call& call, const FamilyId& support_family,
                                              const Question& question) {
  return WithNews(call, [&](const Outlook& outlook) {
    return FindRequestsIn(outlook, support_family, question);
  });
}

absl::StatusOr<PairAnswer> Searches::Explain(const Call& call, const Seekers& seekers,
                                             const FamilyId& support_family, absl::CivilDay day) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckChildren(seekers.children));
  return WithNews(call, [&](const Outlook& outlook) {
    return ExplainIn(outlook, seekers, support_family, day);
  });
}

}  // namespace buurtbrug::matching::app
