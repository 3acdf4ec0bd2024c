#include "matching/api/triage_api.h"

#include "matching/app/people_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;

class TriageApiTest : public app::PeopleScene {
 protected:
  v1::DecideTriageRequest Decision() {
    v1::DecideTriageRequest request;
    request.set_request_family_id(family_.ToString());
    request.set_occurred_on("2020-06-01");
    request.set_outcome(v1::TRIAGE_OUTCOME_VOLUNTEER);
    request.set_reason("Rustig gezin, duidelijke vraag.");
    return request;
  }

  const domain::FamilyId family_ = WaitingFamily();
  TriageApi api_{triages_};
};

TEST_F(TriageApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(TriageApiTest, AProposalSaysInDutchWhy) {
  LeaveToVolunteers({tenancy::v1::CASUISTRY_OVERNIGHT_STAY});
  TellNeeds(family_, {registration::v1::SUPPORT_KIND_OVERNIGHT_STAY});
  v1::ProposeTriageRequest request;
  request.set_request_family_id(family_.ToString());
  const auto proposed = api_.ProposeTriage(Cares(), request);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->proposal().outcome(), v1::TRIAGE_OUTCOME_PROFESSIONAL);
  ASSERT_EQ(proposed->proposal().reasons_size(), 1);
  EXPECT_EQ(proposed->proposal().reasons(0).kind(), v1::TRIAGE_REASON_KIND_NEEDS_PROFESSIONAL);
  EXPECT_EQ(proposed->proposal().reasons(0).casuistry(), tenancy::v1::CASUISTRY_OVERNIGHT_STAY);
  EXPECT_EQ(proposed->proposal().reasons(0).words(),
            "Vraagt volgens het protocol een professional: een kind blijft slapen.");
}

TEST_F(TriageApiTest, ADecisionIsShownBesideTheProposal) {
  v1::GetTriageRequest get;
  get.set_request_family_id(family_.ToString());
  const auto before = api_.GetTriage(Cares(), get);
  ASSERT_THAT(before, IsOk());
  EXPECT_FALSE(before->triage().has_decision());
  EXPECT_EQ(before->triage().etag(), "0");
  const auto decided = api_.DecideTriage(Cares(), Decision());
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->request_family_id(), family_.ToString());
  EXPECT_EQ(decided->etag(), "1");
  const auto after = api_.GetTriage(Cares(), get);
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->triage().decision().outcome(), v1::TRIAGE_OUTCOME_VOLUNTEER);
  EXPECT_EQ(after->triage().decision().proposed(), v1::TRIAGE_OUTCOME_PROFESSIONAL);
  EXPECT_EQ(after->triage().decision().occurred_on(), "2020-06-01");
  EXPECT_EQ(after->triage().proposal().outcome(), v1::TRIAGE_OUTCOME_PROFESSIONAL);
  EXPECT_EQ(after->triage().etag(), "1");
}

TEST_F(TriageApiTest, ADecisionHasAnOutcomeAndAReason) {
  for (const int outcome : {0, 3}) {
    v1::DecideTriageRequest request = Decision();
    request.set_outcome(static_cast<v1::TriageOutcome>(outcome));
    EXPECT_THAT(api_.DecideTriage(Cares(), request), RefusesField("outcome", "INVALID_OUTCOME"));
  }
  for (const std::string& reason : {std::string(), std::string(501, 'a')}) {
    v1::DecideTriageRequest request = Decision();
    request.set_reason(reason);
    EXPECT_THAT(api_.DecideTriage(Cares(), request), RefusesField("reason", "INVALID_TEXT"));
  }
  v1::DecideTriageRequest request = Decision();
  request.set_request_family_id("nobody");
  EXPECT_THAT(api_.DecideTriage(Cares(), request), RefusesField("request_family_id", "INVALID_ID"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
