#include "registration/api/screening_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/access/policy.h"
#include "platform/core/status.h"
#include "registration/app/screening_scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter: scope, request id, digest and mark are read
// from them.
class ScreeningApiTest : public ScreeningScene {
 protected:
  template <typename Response, typename Request>
  absl::StatusOr<Response> Send(absl::StatusOr<Response> (ScreeningApi::*handler)(const Call&,
                                                                                  const Request&),
                                Request request) {
    request.set_municipality(demanding.municipality);
    request.set_contract_id(demanding.contract.ToString());
    if (const auto* field = Request::descriptor()->FindFieldByName("request_id")) {
      request.GetReflection()->SetString(&request, field, Now().request_id.ToString());
    }
    const auto* service = Request::descriptor()->file()->FindServiceByName("ScreeningService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        Call call = Now();
        call.caller.subject = subject;
        call.scope = {};
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        call.effect = policy.effect;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        return (api.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  v1::RecordEvidenceRequest Evidence(const domain::FamilyId& family, v1::ScreeningKind kind,
                                     const std::string& day = "2020-03-02") {
    v1::RecordEvidenceRequest request;
    request.set_family_id(family.ToString());
    request.set_occurred_on(day);
    request.set_kind(kind);
    request.set_by_professional(kind == v1::SCREENING_KIND_TRAINING);
    return request;
  }
  absl::Status Saw(v1::RecordEvidenceRequest request) {
    return Send(&ScreeningApi::RecordEvidence, std::move(request)).status();
  }
  absl::Status SawVog(const domain::FamilyId& family, v1::PersonKind kind, const std::string& day) {
    v1::RecordEvidenceRequest request = Evidence(family, v1::SCREENING_KIND_VOG, day);
    request.mutable_person()->set_kind(kind);
    request.mutable_person()->set_number(1);
    return Saw(std::move(request));
  }

  // "2020-03-02 2020-09-13 ready" for each interval.
  std::vector<std::string> Readiness(const domain::FamilyId& family, const std::string& first_day,
                                     const std::string& last_day) {
    v1::GetReadinessRequest request;
    request.set_family_id(family.ToString());
    request.set_first_day(first_day);
    request.set_last_day(last_day);
    const auto response = Send(&ScreeningApi::GetReadiness, request);
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> texts;
    for (const v1::ReadinessInterval& interval : response->intervals()) {
      std::string text = interval.first_day() + " " + interval.last_day();
      for (const v1::Missing& missing : interval.missing()) {
        text += " " + missing.code();
      }
      texts.push_back(interval.missing().empty() ? text + " ready" : text);
    }
    return texts;
  }

  std::string subject = "coordinator-0392";
  ScreeningApi api{screenings};
};

TEST_F(ScreeningApiTest, AChildThatTurnsEighteenTakesReadinessAwayAndItsVogGivesItBack) {
  const auto family = Support({absl::CivilDay(2002, 9, 14)});
  for (const v1::ScreeningKind kind :
       {v1::SCREENING_KIND_INTERVIEW, v1::SCREENING_KIND_HOME_VISIT, v1::SCREENING_KIND_REFERENCES,
        v1::SCREENING_KIND_REFERENCES, v1::SCREENING_KIND_TRAINING}) {
    ASSERT_THAT(Saw(Evidence(family, kind)), IsOk());
  }
  ASSERT_THAT(SawVog(family, v1::PERSON_KIND_ADULT, "2020-03-02"), IsOk());
  v1::ProposeDecisionRequest proposal;
  proposal.set_family_id(family.ToString());
  proposal.set_occurred_on("2020-03-10");
  proposal.set_outcome(v1::DECISION_OUTCOME_ACCEPT);
  proposal.set_capacity(1);
  const auto proposed = Send(&ScreeningApi::ProposeDecision, proposal);
  ASSERT_THAT(proposed, IsOk());
  subject = "another";
  v1::ConfirmDecisionRequest confirmation;
  confirmation.set_family_id(family.ToString());
  confirmation.set_occurred_on("2020-03-11");
  // Nobody confirms what they do not name.
  for (const int number : {0, -1}) {
    confirmation.set_proposal(number);
    EXPECT_THAT(Send(&ScreeningApi::ConfirmDecision, confirmation),
                RefusesField("proposal", "PROPOSAL_REQUIRED"));
  }
  confirmation.set_proposal(std::stoi(proposed->etag()));
  ASSERT_THAT(Send(&ScreeningApi::ConfirmDecision, confirmation), IsOk());

  EXPECT_THAT(Readiness(family, "2020-03-10", "2020-10-31"),
              ElementsAre("2020-03-10 2020-03-10 SCREENING_MISSING", "2020-03-11 2020-09-13 ready",
                          "2020-09-14 2020-10-31 VOG_MISSING"));
  ASSERT_THAT(SawVog(family, v1::PERSON_KIND_CHILD, "2020-10-05"), IsOk());
  EXPECT_THAT(Readiness(family, "2020-09-13", "2020-10-31"),
              ElementsAre("2020-09-13 2020-09-13 ready", "2020-09-14 2020-10-04 VOG_MISSING",
                          "2020-10-05 2020-10-31 ready"));

  v1::GetScreeningRequest get;
  get.set_family_id(family.ToString());
  const auto screening = Send(&ScreeningApi::GetScreening, get);
  ASSERT_THAT(screening, IsOk());
  ASSERT_THAT(screening->steps(), SizeIs(9));
  EXPECT_EQ(screening->steps(7).kind(), v1::SCREENING_STEP_KIND_DECISION_CONFIRMED);
  EXPECT_EQ(screening->steps(7).about(), screening->steps(6).number());
  EXPECT_EQ(screening->steps(8).person().kind(), v1::PERSON_KIND_CHILD);
}

TEST_F(ScreeningApiTest, PagesOfTheDeskAreFollowedByTheirTokens) {
  for (int i = 0; i < 3; ++i) {
    Support();
  }
  v1::ListVogDeskRequest request;
  request.set_status(v1::VOG_STATUS_NEEDED);
  request.set_page_size(2);
  const auto first = Send(&ScreeningApi::ListVogDesk, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(first->entries(), SizeIs(2));
  request.set_page_token(first->next_page_token());
  const auto second = Send(&ScreeningApi::ListVogDesk, request);
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->entries(), SizeIs(1));
  EXPECT_THAT(second->next_page_token(), IsEmpty());
  for (const char* token : {"x", "2020-01-01", "2020-01-01.x.1.1", "2020-13-01.y.1.1"}) {
    request.set_page_token(token);
    EXPECT_THAT(Send(&ScreeningApi::ListVogDesk, request),
                RefusesField("page_token", "INVALID_TOKEN"));
  }
  request.set_status(v1::VOG_STATUS_UNSPECIFIED);
  EXPECT_THAT(Send(&ScreeningApi::ListVogDesk, request), RefusesField("status", "INVALID_STATUS"));
}

TEST_F(ScreeningApiTest, EvidenceThatMeansNothingIsRefused) {
  const auto family = Support();
  EXPECT_THAT(Saw(Evidence(family, v1::SCREENING_KIND_UNSPECIFIED)),
              RefusesField("kind", "INVALID_KIND"));
  EXPECT_THAT(Saw(Evidence(family, v1::SCREENING_KIND_DECISION)),
              RefusesField("kind", "INVALID_KIND"));
  EXPECT_THAT(SawVog(family, v1::PERSON_KIND_UNSPECIFIED, "2020-03-02"),
              RefusesField("person", "INVALID_PERSON"));
  v1::RecordEvidenceRequest request = Evidence(family, v1::SCREENING_KIND_INTERVIEW);
  request.set_asks_follow_up(true);
  EXPECT_THAT(Saw(request), RefusesField("asks_follow_up", "NOT_OF_THIS_KIND"));
  request.set_asks_follow_up(false);
  request.set_by_professional(true);
  EXPECT_THAT(Saw(request), RefusesField("by_professional", "NOT_OF_THIS_KIND"));
  request.set_by_professional(false);
  request.set_note(std::string(1001, 'x'));
  EXPECT_THAT(Saw(request), RefusesField("note", "INVALID_TEXT"));
  request.set_note("BSN 111222333");
  EXPECT_THAT(Saw(request), RefusesField("note", "CITIZEN_NUMBER"));
  request.set_note(std::string(1000, 'x'));
  request.set_seen_by(std::string(101, 'x'));
  EXPECT_THAT(Saw(request), RefusesField("seen_by", "INVALID_TEXT"));
  request.set_seen_by(std::string(100, 'x'));
  EXPECT_THAT(Saw(request), IsOk());
}

TEST_F(ScreeningApiTest, ADecisionSaysItsOutcomeAndWhatBelongsToIt) {
  const auto family = Support();
  v1::ProposeDecisionRequest request;
  request.set_family_id(family.ToString());
  request.set_occurred_on("2020-03-10");
  EXPECT_THAT(Send(&ScreeningApi::ProposeDecision, request),
              RefusesField("outcome", "INVALID_OUTCOME"));
  request.set_outcome(v1::DECISION_OUTCOME_ACCEPT);
  for (const int capacity : {0, 11}) {
    request.set_capacity(capacity);
    EXPECT_THAT(Send(&ScreeningApi::ProposeDecision, request),
                RefusesField("capacity", "OUT_OF_RANGE"));
  }
  request.set_outcome(v1::DECISION_OUTCOME_REJECT);
  request.set_capacity(1);
  EXPECT_THAT(Send(&ScreeningApi::ProposeDecision, request),
              RefusesField("capacity", "OUT_OF_RANGE"));
  request.set_capacity(0);
  EXPECT_THAT(Send(&ScreeningApi::ProposeDecision, request),
              RefusesField("reason", "INVALID_TEXT"));
  request.set_reason("Het gezin ziet er zelf van af");
  EXPECT_THAT(Send(&ScreeningApi::ProposeDecision, request), IsOk());
}

TEST_F(ScreeningApiTest, DaysAreAskedForInOrderAndNotTooMany) {
  const auto family = Support();
  v1::GetReadinessRequest request;
  request.set_family_id(family.ToString());
  EXPECT_THAT(Send(&ScreeningApi::GetReadiness, request), IsOk());
  request.set_first_day("2020-01-02");
  EXPECT_THAT(Send(&ScreeningApi::GetReadiness, request), RefusesField("last_day", "INVALID_DATE"));
  request.set_last_day("2020-01-01");
  EXPECT_THAT(Send(&ScreeningApi::GetReadiness, request), RefusesField("last_day", "OUT_OF_RANGE"));
  request.set_last_day("2030-01-08");
  EXPECT_THAT(Send(&ScreeningApi::GetReadiness, request), IsOk());
  request.set_last_day("2030-01-09");
  EXPECT_THAT(Send(&ScreeningApi::GetReadiness, request), RefusesField("last_day", "OUT_OF_RANGE"));
  v1::ListLapsesRequest lapses;
  for (const int days : {-1, 367}) {
    lapses.set_within_days(days);
    EXPECT_THAT(Send(&ScreeningApi::ListLapses, lapses),
                RefusesField("within_days", "OUT_OF_RANGE"));
  }
  lapses.set_within_days(366);
  EXPECT_THAT(Send(&ScreeningApi::ListLapses, lapses), IsOk());
}

TEST_F(ScreeningApiTest, AnExemptionHasAReasonAndAnApprover) {
  const auto family = Support();
  v1::GrantExemptionRequest request;
  request.set_family_id(family.ToString());
  request.set_occurred_on("2020-03-02");
  request.set_kind(v1::SCREENING_KIND_TRAINING);
  request.set_last_day("2020-08-31");
  EXPECT_THAT(Send(&ScreeningApi::GrantExemption, request), RefusesField("reason", "INVALID_TEXT"));
  request.set_reason("Volgt de training in het najaar");
  EXPECT_THAT(Send(&ScreeningApi::GrantExemption, request),
              RefusesField("approver", "INVALID_TEXT"));
  request.set_approver("Teamleider");
  const auto granted = Send(&ScreeningApi::GrantExemption, request);
  ASSERT_THAT(granted, IsOk());
  v1::EndExemptionRequest end;
  end.set_family_id(family.ToString());
  end.set_occurred_on("2020-05-01");
  end.set_exemption(2);
  end.set_etag(granted->etag());
  EXPECT_THAT(Send(&ScreeningApi::EndExemption, end), IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::api
