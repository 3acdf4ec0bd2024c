#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/match_life_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "tests/acceptance/registration_scene.h"

namespace buurtbrug::acceptance {

namespace m1 = matching::v1;

// Of an EndMatchRequest.
inline constexpr char kGuidanceOver[] = R"pb(
  outcome: MATCH_STATE_SUSTAINED
  reason: "Het loopt; de gezinnen gaan samen verder."
  cause: END_CAUSE_GUIDANCE_OVER
  wished_by: WISHED_BY_BOTH_FAMILIES
)pb";

inline constexpr char kCompleted[] = R"pb(
  outcome: MATCH_STATE_COMPLETED
  reason: "Het kind is groot genoeg."
  cause: END_CAUSE_GOAL_REACHED
  wished_by: WISHED_BY_REQUEST_FAMILY
)pb";

// Who lives with a support family.
struct Household {
  std::vector<std::string> adults = {"Steunouder"};
  std::vector<std::string> births = {"2012-02-03"};
};

// The two coordinators of a contract of Haarlem that runs for years, so that a match can live
// through all of its life. Its protocol has a trial of eight weeks and two years of guidance.
class MatchLifeScene : public RegistrationScene {
 protected:
  MatchLifeScene();

  // From the registration until the intake, so many days ago. `needs` as in RecordNeedsRequest;
  // a child for each birthday.
  std::string Asking(int days, const std::vector<std::string>& births, const std::string& needs);
  // From the registration until the day on which it is accepted; with an offer it says then that it
  // is willing.
  std::string Supporting(int days, int capacity, const std::string& offer,
                         const Household& household = {});
  // It was asked again, and is still willing.
  void IsWilling(const std::string& support, int days) const;

  std::string LinkOf(const std::string& family) const;

  // Where the families live: without it nobody is searched.
  void ImportArea();
  // Support families for these children on a day, once `support` is among them; what was answered
  // last when it never is.
  m1::FindSupportFamiliesResponse Search(const std::string& asking,
                                         const std::vector<int>& children,
                                         const std::string& support, int days) const;
  // Found as the best one on that day, with reasons, and proposed as such. The proposal has the
  // weights of the search.
  std::string ProposeFound(const std::string& asking, const std::vector<int>& children,
                           const std::string& support, int days) const;

  // A request about a match, as a step of so many days ago.
  template <typename Request>
  Request OfMatch(const std::string& match, int days, const std::string& text = "") const {
    auto request = About<Request>(home_, text);
    request.set_match_id(match);
    request.set_occurred_on(Ago(days));
    return request;
  }
  // The same, done.
  template <typename Response, typename Request>
  void Does(const std::string& match, int days, const std::string& text = "") const {
    Must<Response>(matching_, OfMatch<Request>(match, days, text));
  }

  m1::ProposeMatchRequest Proposal(const std::string& asking, const std::vector<int>& children,
                                   const std::string& support, int days,
                                   const std::string& text = "") const;
  std::string Propose(const m1::ProposeMatchRequest& proposal) const;
  // Asked on that day; two days later both have accepted and a week later they have met.
  void AskAndIntroduce(const std::string& match, int days) const;
  m1::Match MatchOf(const std::string& match) const;
  // "PROPOSED 2026-01-02" for each step.
  static std::vector<std::string> StepsOf(const m1::Match& match);
  // "WEEKLY" for each version of the agreement.
  static std::vector<std::string> RhythmsOf(const m1::Match& match);
  // How many evaluation moments are planned; kNotKnown while evaluation cannot read matching's
  // feed.
  static constexpr int kNotKnown = -1;
  int MomentsOf(const std::string& match);

  Caller second_ = fleet_.As("coordinator-0610-b", "matching");
  Caller evaluation_ = fleet_.As("coordinator-0610", "evaluation");
};

}  // namespace buurtbrug::acceptance
