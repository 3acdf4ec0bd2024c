#include "matching/api/matching_api.h"

#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/store/profile_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::api {
namespace {

using absl::StatusCode;
using platform::access::Effect;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;

class MatchingApiTest : public ::testing::Test {
 protected:
  Call NewCall() { return fixture_.NewCall(tenant_, Effect::kStarts); }

  std::string NewFamily(registration::v1::FamilyRole role, registration::v1::FamilyState state) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(NewUuid(NewCall().now, fixture_.random()).ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_children(2);
    platform::feed::Entry entry;
    entry.position.sequence = 1;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(NewUuid(NewCall().now, fixture_.random()),
                                          absl::CivilDay(2020, 5, 4), changed);
    EXPECT_THAT(fixture_.database().Run(Scope::Tenant(tenant_),
                                        [&](ScopedTransaction& transaction) {
                                          return store::ApplyRegistration(transaction, entry);
                                        }),
                IsOk());
    return changed.family_id();
  }

  v1::ProposeMatchRequest Proposal() {
    v1::ProposeMatchRequest request;
    request.set_occurred_on("2020-05-04");
    request.set_request_family_id(
        NewFamily(registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING));
    request.add_children(2);
    request.set_support_family_id(
        NewFamily(registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE));
    request.set_reason("Om de hoek.");
    return request;
  }

  // Of a match that is only proposed.
  template <typename Request>
  Request StepOfNewMatch() {
    Request request;
    request.set_match_id(api_.ProposeMatch(NewCall(), Proposal())->match_id());
    request.set_occurred_on("2020-05-11");
    return request;
  }

  platform::testing::TenantFixture fixture_{"matching"};
  platform::core::TenantScope tenant_ = fixture_.OpenContract();
  app::Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                        [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                          return domain::Readiness{{}, 1};
                        },
                        [] { return absl::OkStatus(); }};
  app::Renewals renewals_{fixture_.database(),
                          fixture_.gate(),
                          fixture_.clock(),
                          fixture_.random(),
                          [](const Call&, const platform::core::ContractId&,
                             const std::vector<domain::FamilyId>&) { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); },
                          [] { return absl::OkStatus(); }};
  MatchingApi api_{matches_, renewals_};
};

TEST_F(MatchingApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(MatchingApiTest, AMatchIsShownAsItWasProposed) {
  const v1::ProposeMatchRequest proposal = Proposal();
  const auto proposed = api_.ProposeMatch(NewCall(), proposal);
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->etag(), "1");
  v1::GetMatchRequest request;
  request.set_match_id(proposed->match_id());
  const auto shown = api_.GetMatch(NewCall(), request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->match().municipality(), "0610");
  EXPECT_EQ(shown->match().request_family_id(), proposal.request_family_id());
  EXPECT_THAT(shown->match().children(), ElementsAre(2));
  EXPECT_EQ(shown->match().support_family_id(), proposal.support_family_id());
  EXPECT_EQ(shown->match().state(), v1::MATCH_STATE_PROPOSED);
  ASSERT_EQ(shown->match().steps_size(), 1);
  EXPECT_EQ(shown->match().steps(0).occurred_on(), "2020-05-04");
  EXPECT_EQ(shown->match().steps(0).reason(), "Om de hoek.");
}

TEST_F(MatchingApiTest, AListHoldsMatchesWithoutStepsAndSaysWhereItGoesOn) {
  ASSERT_THAT(api_.ProposeMatch(NewCall(), Proposal()), IsOk());
  ASSERT_THAT(api_.ProposeMatch(NewCall(), Proposal()), IsOk());
  v1::ListMatchesRequest request;
  request.set_page_size(1);
  const auto first = api_.ListMatches(NewCall(), request);
  ASSERT_THAT(first, IsOk());
  ASSERT_EQ(first->matches_size(), 1);
  EXPECT_EQ(first->matches(0).steps_size(), 0);
  request.set_page_token(first->next_page_token());
  const auto second = api_.ListMatches(NewCall(), request);
  ASSERT_THAT(second, IsOk());
  ASSERT_EQ(second->matches_size(), 1);
  EXPECT_NE(second->matches(0).match_id(), first->matches(0).match_id());
}

TEST_F(MatchingApiTest, AListIsOfAReasonThatThereIs) {
  ASSERT_THAT(api_.ProposeMatch(NewCall(), Proposal()), IsOk());
  v1::ListMatchesRequest request;
  EXPECT_EQ(api_.ListMatches(NewCall(), request)->matches(0).last_step_on(), "2020-05-04");
  request.set_end_reason(v1::END_REASON_SUPPORT_FAMILY_NOT_READY);
  EXPECT_EQ(api_.ListMatches(NewCall(), request)->matches_size(), 0);
  for (const int unknown : {-1, 2}) {
    request.set_end_reason(static_cast<v1::EndReason>(unknown));
    EXPECT_THAT(api_.ListMatches(NewCall(), request),
                RefusesField("end_reason", "INVALID_END_REASON"));
  }
}

TEST_F(MatchingApiTest, AProposalNeedsAReasonOfAtMost500CharactersOnOneLine) {
  for (const std::string& reason : {std::string(), std::string(501, 'a'), std::string("a\nb")}) {
    v1::ProposeMatchRequest request = Proposal();
    request.set_reason(reason);
    EXPECT_THAT(api_.ProposeMatch(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  }
}

TEST_F(MatchingApiTest, AProposalNamesChildrenOnceEach) {
  v1::ProposeMatchRequest request = Proposal();
  request.add_children(2);
  EXPECT_THAT(api_.ProposeMatch(NewCall(), request), RefusesField("children", "DUPLICATE_CHILD"));
  request.clear_children();
  EXPECT_THAT(api_.ProposeMatch(NewCall(), request), RefusesField("children", "NO_CHILD"));
  request.add_children(3);
  EXPECT_THAT(api_.ProposeMatch(NewCall(), request),
              Fails(StatusCode::kNotFound, "CHILD_NOT_FOUND"));
}

TEST_F(MatchingApiTest, ATrialThatEndsNeedsAReasonAndADefinitiveMatchMayHaveNone) {
  auto request = StepOfNewMatch<v1::CompleteTrialRequest>();
  EXPECT_THAT(api_.CompleteTrial(NewCall(), request), RefusesField("outcome", "INVALID_OUTCOME"));
  request.set_outcome(v1::TRIAL_OUTCOME_ENDED_IN_TRIAL);
  EXPECT_THAT(api_.CompleteTrial(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  request.set_outcome(v1::TRIAL_OUTCOME_DEFINITIVE);
  EXPECT_THAT(api_.CompleteTrial(NewCall(), request),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
}

TEST_F(MatchingApiTest, AnEndIsOneOfTheEndsAndNeedsAReason) {
  auto request = StepOfNewMatch<v1::EndMatchRequest>();
  request.set_reason("Toch liever niet.");
  for (const v1::MatchState outcome :
       {v1::MATCH_STATE_UNSPECIFIED, v1::MATCH_STATE_IN_TRIAL, v1::MATCH_STATE_ENDED_IN_TRIAL}) {
    request.set_outcome(outcome);
    EXPECT_THAT(api_.EndMatch(NewCall(), request), RefusesField("outcome", "INVALID_OUTCOME"));
  }
  request.set_outcome(v1::MATCH_STATE_DECLINED);
  request.clear_reason();
  EXPECT_THAT(api_.EndMatch(NewCall(), request), RefusesField("reason", "INVALID_TEXT"));
  request.set_reason("Toch liever niet.");
  EXPECT_THAT(api_.EndMatch(NewCall(), request), IsOk());
}

TEST_F(MatchingApiTest, AnAgreementIsRecordedWhenBothSigned) {
  auto introduce = StepOfNewMatch<v1::IntroduceMatchRequest>();
  ASSERT_THAT(api_.IntroduceMatch(NewCall(), introduce), IsOk());
  v1::AgreeMatchRequest agree;
  agree.set_match_id(introduce.match_id());
  agree.set_occurred_on("2020-05-12");
  agree.set_request_family_signed(true);
  EXPECT_THAT(api_.AgreeMatch(NewCall(), agree),
              Fails(StatusCode::kFailedPrecondition, "AGREEMENT_UNSIGNED"));
  agree.set_support_family_signed(true);
  agree.set_etag("2");
  const auto agreed = api_.AgreeMatch(NewCall(), agree);
  ASSERT_THAT(agreed, IsOk());
  EXPECT_EQ(agreed->etag(), "3");
}

}  // namespace
}  // namespace buurtbrug::matching::api
