#include "tests/acceptance/match_life_scene.h"

#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "buurtbrug/matching/v1/area_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "buurtbrug/registration/v1/offer_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"

namespace buurtbrug::acceptance {

MatchLifeScene::MatchLifeScene() {
  CreateMunicipality("0392", "Haarlem");
  home_ = OpenContract("0392", absl::CivilDay(today_.year() - 4, 1, 1));
  fleet_.Appoint("coordinator-0610", common::v1::ROLE_COORDINATOR, "0392", home_.contract);
  fleet_.Appoint("coordinator-0610-b", common::v1::ROLE_COORDINATOR, "0392", home_.contract);
}

std::string MatchLifeScene::Asking(int days, const std::vector<std::string>& births,
                                   const std::string& needs) {
  const std::string family = Register(v1::FAMILY_ROLE_REQUEST, days + 10, {"Vraagouder"}, births);
  if (!needs.empty()) {
    Must<v1::RecordNeedsResponse>(desk_, Step<v1::RecordNeedsRequest>(family, days, needs));
  }
  Must<v1::RecordIntakeResponse>(desk_, Step<v1::RecordIntakeRequest>(family, days));
  return family;
}

std::string MatchLifeScene::Supporting(int days, int capacity, const std::string& offer,
                                       const Household& household) {
  const std::string family =
      Register(v1::FAMILY_ROLE_SUPPORT, days + 40, household.adults, household.births);
  if (!offer.empty()) {
    Must<v1::RecordOfferResponse>(desk_, Step<v1::RecordOfferRequest>(family, days + 30, offer));
  }
  GatherEvidence(family, days + 10, static_cast<int>(household.adults.size()));
  Accept(family, days, capacity);
  if (!offer.empty()) {
    IsWilling(family, days);
  }
  return family;
}

void MatchLifeScene::IsWilling(const std::string& support, int days) const {
  Must<v1::ConfirmWillingnessResponse>(desk_, Step<v1::ConfirmWillingnessRequest>(support, days));
}

std::string MatchLifeScene::LinkOf(const std::string& family) const {
  return Must<v1::RenewLinkResponse>(desk_, Of<v1::RenewLinkRequest>(family)).link();
}

void MatchLifeScene::ImportArea() {
  auto areas = Read<m1::ImportAreasRequest>("points { area: '3361' x_m: 104000 y_m: 425000 }");
  areas.set_request_id(NewId());
  Must<m1::ImportAreasResponse>(fleet_.As("operator", "matching"), areas);
}

m1::FindSupportFamiliesResponse MatchLifeScene::Search(const std::string& asking,
                                                       const std::vector<int>& children,
                                                       const std::string& support, int days) const {
  auto request = About<m1::FindSupportFamiliesRequest>(home_);
  request.set_request_family_id(asking);
  request.mutable_children()->Assign(children.begin(), children.end());
  request.set_day(Ago(days));
  m1::FindSupportFamiliesResponse found;
  EXPECT_TRUE(Soon([&] {
    // Refused while the family is not known yet.
    found = matching_.Call<m1::FindSupportFamiliesResponse>(request).value_or(
        m1::FindSupportFamiliesResponse());
    for (const m1::FoundSupportFamily& family : found.support_families()) {
      if (family.support_family_id() == support) {
        return true;
      }
    }
    return false;
  })) << found.DebugString();
  return found;
}

std::string MatchLifeScene::ProposeFound(const std::string& asking,
                                         const std::vector<int>& children,
                                         const std::string& support, int days) const {
  const m1::FindSupportFamiliesResponse found = Search(asking, children, support, days);
  if (found.support_families().empty()) {
    return "";
  }
  const m1::FoundSupportFamily& best = found.support_families(0);
  EXPECT_EQ(best.support_family_id(), support);
  EXPECT_GT(best.fit().of_thousand(), 0);
  EXPECT_GT(best.fit().reasons_size(), 0);
  for (const m1::FitReason& reason : best.fit().reasons()) {
    EXPECT_NE(reason.words(), "") << reason.part();
  }
  const std::string match = Propose(Proposal(
      asking, children, support, days,
      absl::StrCat("origin: PROPOSAL_ORIGIN_SEARCH weights_version: ", found.weights_version())));
  const m1::MatchLife life = MatchOf(match).life();
  EXPECT_EQ(life.origin(), m1::PROPOSAL_ORIGIN_SEARCH);
  EXPECT_TRUE(life.has_weights_version());
  EXPECT_EQ(life.weights_version(), found.weights_version());
  return match;
}

m1::ProposeMatchRequest MatchLifeScene::Proposal(const std::string& asking,
                                                 const std::vector<int>& children,
                                                 const std::string& support, int days,
                                                 const std::string& text) const {
  auto request = About<m1::ProposeMatchRequest>(home_, text);
  request.set_occurred_on(Ago(days));
  request.set_request_family_id(asking);
  request.mutable_children()->Assign(children.begin(), children.end());
  request.set_support_family_id(support);
  request.set_reason("Wat het kind nodig heeft, biedt dit gezin, om de hoek.");
  return request;
}

std::string MatchLifeScene::Propose(const m1::ProposeMatchRequest& proposal) const {
  return Must<m1::ProposeMatchResponse>(matching_, proposal).match_id();
}

void MatchLifeScene::AskAndIntroduce(const std::string& match, int days) const {
  Does<m1::AskFamiliesResponse, m1::AskFamiliesRequest>(match, days);
  for (const char* party : {"PARTY_REQUEST_FAMILY", "PARTY_SUPPORT_FAMILY"}) {
    Does<m1::RecordAnswerResponse, m1::RecordAnswerRequest>(
        match, days - 2, absl::StrCat("party: ", party, " answer: FAMILY_ANSWER_ACCEPTED"));
  }
  Does<m1::IntroduceMatchResponse, m1::IntroduceMatchRequest>(match, days - 7);
}

m1::Match MatchLifeScene::MatchOf(const std::string& match) const {
  auto request = About<m1::GetMatchRequest>(home_);
  request.set_match_id(match);
  return Must<m1::GetMatchResponse>(matching_, request).match();
}

std::vector<std::string> MatchLifeScene::StepsOf(const m1::Match& match) {
  std::vector<std::string> steps;
  for (const m1::MatchStep& step : match.steps()) {
    steps.push_back(
        absl::StrCat(m1::MatchState_Name(step.state()).substr(sizeof("MATCH_STATE_") - 1), " ",
                     step.occurred_on()));
  }
  return steps;
}

std::vector<std::string> MatchLifeScene::RhythmsOf(const m1::Match& match) {
  std::vector<std::string> rhythms;
  for (const m1::Agreement& agreement : match.life().agreements()) {
    rhythms.push_back(
        m1::MatchRhythm_Name(agreement.terms().rhythm()).substr(sizeof("MATCH_RHYTHM_") - 1));
  }
  return rhythms;
}

int MatchLifeScene::MomentsOf(const std::string& match) {
  auto request = About<evaluation::v1::ListMomentsRequest>(home_);
  request.set_match_id(match);
  const auto response = evaluation_.Call<evaluation::v1::ListMomentsResponse>(request);
  // Evaluation finds a matching that was started anew by itself.
  if (absl::IsUnavailable(response.status())) {
    return kNotKnown;
  }
  EXPECT_THAT(response, platform::testing::IsOk());
  return response.ok() ? response->moments_size() : kNotKnown;
}

}  // namespace buurtbrug::acceptance
