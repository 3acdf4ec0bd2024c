#include "matching/api/search_api.h"

#include <string>
#include <utility>

#include "matching/engine/fit.h"
#include "matching/engine/rule.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::api {
namespace {

namespace core = platform::core;

constexpr int kMostFound = 50;
constexpr int kUsualCount = 10;
constexpr int kUsualMisses = 5;
constexpr char kRequestField[] = "request_family_id";
constexpr char kSupportField[] = "support_family_id";

absl::StatusOr<absl::CivilDay> DayOf(const Call& call, const std::string& raw) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto day, core::ParseOptionalDay("day", raw));
  return day.value_or(call.today);
}

template <typename Request>
absl::StatusOr<app::Question> QuestionOf(const Call& call, const Request& request) {
  app::Question question;
  BUURTBRUG_ASSIGN_OR_RETURN(question.day, DayOf(call, request.day()));
  BUURTBRUG_ASSIGN_OR_RETURN(const int count,
                             core::ParseRange("count", request.count(), 0, kMostFound));
  question.count = static_cast<std::size_t>(count == 0 ? kUsualCount : count);
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int misses,
      core::ParseRange("misses", request.has_misses() ? request.misses() : kUsualMisses, 0,
                       kMostFound));
  question.misses = static_cast<std::size_t>(misses);
  return question;
}

template <typename Request>
absl::StatusOr<app::Seekers> SeekersOf(const Request& request) {
  app::Seekers seekers;
  BUURTBRUG_ASSIGN_OR_RETURN(seekers.family,
                             domain::FamilyId::Parse(kRequestField, request.request_family_id()));
  seekers.children.assign(request.children().begin(), request.children().end());
  return seekers;
}

v1::Speaks SpeaksOf(engine::Speaks speaks) {
  switch (speaks) {
    case engine::Speaks::kFor:
      return v1::SPEAKS_FOR;
    case engine::Speaks::kAgainst:
      return v1::SPEAKS_AGAINST;
    case engine::Speaks::kNeither:
      return v1::SPEAKS_NEITHER;
  }
  return v1::SPEAKS_UNSPECIFIED;
}

// What is written is given away: an answer has some hundred and fifty texts.
void Write(app::ShownFit& fit, v1::Fit& out) {
  out.set_of_thousand(fit.of_thousand);
  out.mutable_reasons()->Reserve(static_cast<int>(fit.reasons.size()));
  for (engine::Reason& reason : fit.reasons) {
    v1::FitReason& each = *out.add_reasons();
    each.set_part(std::string(engine::CodeOf(reason.part)));
    each.set_speaks(SpeaksOf(reason.speaks));
    each.set_contribution(reason.contribution);
    each.set_at_most(reason.at_most);
    each.set_words(std::move(reason.dutch));
  }
}

void Write(app::BrokenRule& broken, v1::BrokenRule& out) {
  out.set_code(std::string(engine::CodeOf(broken.rule)));
  out.set_words(std::move(broken.dutch));
}

// What both kinds of families have that were found.
template <typename Found>
void WriteFound(app::Candidate& candidate, Found& out) {
  out.set_distance_m(candidate.distance_m);
  Write(candidate.fit, *out.mutable_fit());
  if (candidate.broken) {
    Write(*candidate.broken, *out.mutable_broken_rule());
  }
}

void Write(app::Candidate& candidate, v1::FoundSupportFamily& out) {
  out.set_support_family_id(candidate.family.ToString());
  out.set_municipality(std::move(candidate.municipality));
  WriteFound(candidate, out);
}

void Write(app::Candidate& candidate, v1::FoundRequestFamily& out) {
  out.set_request_family_id(candidate.family.ToString());
  out.mutable_children()->Add(candidate.children.begin(), candidate.children.end());
  WriteFound(candidate, out);
}

// All but the best, whose field is called otherwise in each.
template <typename Response>
void WriteRest(app::Answer& answer, Response& out) {
  for (app::Candidate& miss : answer.misses) {
    Write(miss, *out.add_near_misses());
  }
  for (const auto& [reason, families] : answer.unsearched) {
    v1::UnsearchedFamilies& each = *out.add_unsearched();
    each.set_code(std::string(domain::CodeOf(reason)));
    each.set_words(std::string(domain::DutchOf(reason)));
    each.set_families(families);
  }
  out.set_weights_version(answer.weights_version);
  out.set_day(core::FormatDay(answer.day));
}

}  // namespace

platform::rpc::Service SearchApi::Describe() {
  platform::rpc::Service service(
      v1::ExplainPairRequest::descriptor()->file()->FindServiceByName("SearchService"));
  service.Bind(this, &SearchApi::FindSupportFamilies)
      .Bind(this, &SearchApi::FindRequestFamilies)
      .Bind(this, &SearchApi::ExplainPair);
  return service;
}

absl::StatusOr<v1::FindSupportFamiliesResponse> SearchApi::FindSupportFamilies(
    const Call& call, const v1::FindSupportFamiliesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Seekers seekers, SeekersOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Question question, QuestionOf(call, request));
  BUURTBRUG_ASSIGN_OR_RETURN(app::Answer answer, searches_.FindSupport(call, seekers, question));
  v1::FindSupportFamiliesResponse response;
  for (app::Candidate& candidate : answer.best) {
    Write(candidate, *response.add_support_families());
  }
  WriteRest(answer, response);
  return response;
}

absl::StatusOr<v1::FindRequestFamiliesResponse> SearchApi::FindRequestFamilies(
    const Call& call, const v1::FindRequestFamiliesRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse(kSupportField, request.support_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Question question, QuestionOf(call, request));
  BUURTBRUG_ASSIGN_OR_RETURN(app::Answer answer, searches_.FindRequests(call, family, question));
  v1::FindRequestFamiliesResponse response;
  for (app::Candidate& candidate : answer.best) {
    Write(candidate, *response.add_request_families());
  }
  WriteRest(answer, response);
  return response;
}

absl::StatusOr<v1::ExplainPairResponse> SearchApi::ExplainPair(
    const Call& call, const v1::ExplainPairRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::Seekers seekers, SeekersOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse(kSupportField, request.support_family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day, DayOf(call, request.day()));
  BUURTBRUG_ASSIGN_OR_RETURN(app::PairAnswer answer, searches_.Explain(call, seekers, family, day));
  v1::ExplainPairResponse response;
  response.set_possible(answer.possible);
  for (app::BrokenRule& broken : answer.broken) {
    Write(broken, *response.add_broken_rules());
  }
  for (const auto& [unsearched, reason] : answer.unsearched) {
    v1::UnsearchedFamily& each = *response.add_unsearched();
    each.set_family_id(unsearched.ToString());
    each.set_code(std::string(domain::CodeOf(reason)));
    each.set_words(std::string(domain::DutchOf(reason)));
  }
  if (answer.fit) {
    Write(*answer.fit, *response.mutable_fit());
    response.set_distance_m(answer.distance_m);
  }
  response.set_weights_version(answer.weights_version);
  response.set_day(core::FormatDay(answer.day));
  return response;
}

}  // namespace buurtbrug::matching::api
