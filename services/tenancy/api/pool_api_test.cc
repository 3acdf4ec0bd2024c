#include "tenancy/api/pool_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/access/policy.h"
#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::api {
namespace {

using absl::CivilDay;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter: scope, request id and digest are read from
// them.
class PoolApiTest : public app::SceneTest {
 protected:
  void SetUp() override {
    SceneTest::SetUp();
    domain::PoolAgreement agreement;
    agreement.offering = "0392";
    agreement.receiving = "0610";
    agreement.first_day = CivilDay(2020, 1, 1);
    agreement.counts_for = domain::PoolCounts::kReceiving;
    agreement_ = pool_agreements_.Create(NewCall(), agreement)->subject.ToString();
    tenant_ = OpenSliedrecht();
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Send(absl::StatusOr<Response> (PoolApi::*handler)(const Call&,
                                                                             const Request&),
                                const Request& request) {
    const auto* service = Request::descriptor()->file()->FindServiceByName("PoolService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        Call call = NewCall();
        call.caller.role = platform::access::Role::kCoordinator;
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        return (api_.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  v1::ConsentToPoolRequest NewConsent() {
    v1::ConsentToPoolRequest request;
    request.set_request_id(NewCall().request_id.ToString());
    request.set_municipality("0610");
    request.set_contract_id(tenant_.contract.ToString());
    request.set_pool_agreement_id(agreement_);
    request.set_first_day("2020-11-15");
    return request;
  }
  v1::EndPoolConsentRequest NewEnd(const std::string& consent) {
    v1::EndPoolConsentRequest request;
    request.set_request_id(NewCall().request_id.ToString());
    request.set_municipality("0610");
    request.set_contract_id(tenant_.contract.ToString());
    request.set_pool_consent_id(consent);
    request.set_last_day("2020-12-31");
    return request;
  }

  std::string agreement_;
  app::TenantScope tenant_;
  PoolApi api_{tenancy_.pool_consents};
};

TEST_F(PoolApiTest, AConsentIsListedAsItWasGivenAndEnded) {
  const auto given = Send(&PoolApi::ConsentToPool, NewConsent());
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->etag(), "1");
  v1::EndPoolConsentRequest end = NewEnd(given->pool_consent_id());
  end.set_etag("1");
  const auto ended = Send(&PoolApi::EndPoolConsent, end);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->pool_consent_id(), given->pool_consent_id());
  EXPECT_EQ(ended->etag(), "2");
  // The other side.
  v1::ListPoolConsentsRequest list;
  list.set_municipality("0392");
  list.set_pool_agreement_id(agreement_);
  const auto listed = Send(&PoolApi::ListPoolConsents, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->pool_consents(), SizeIs(1));
  v1::PoolConsent expected;
  expected.set_municipality("0610");
  expected.set_contract_id(tenant_.contract.ToString());
  expected.set_pool_consent_id(given->pool_consent_id());
  expected.set_pool_agreement_id(agreement_);
  expected.set_side(v1::POOL_SIDE_RECEIVING);
  expected.set_first_day("2020-11-15");
  expected.set_last_day("2020-12-31");
  expected.set_etag("2");
  EXPECT_EQ(listed->pool_consents(0).DebugString(), expected.DebugString());
  EXPECT_EQ(listed->next_page_token(), "");
  list.set_page_size(1);
  EXPECT_EQ(Send(&PoolApi::ListPoolConsents, list)->next_page_token(), given->pool_consent_id());
  list.set_page_token(given->pool_consent_id());
  EXPECT_THAT(Send(&PoolApi::ListPoolConsents, list)->pool_consents(), SizeIs(0));
}

TEST_F(PoolApiTest, AConsentMayHaveALastDayFromTheBeginning) {
  v1::ConsentToPoolRequest request = NewConsent();
  request.set_last_day("2020-12-01");
  ASSERT_THAT(Send(&PoolApi::ConsentToPool, request), IsOk());
  v1::ListPoolConsentsRequest list;
  list.set_municipality("0610");
  EXPECT_EQ(Send(&PoolApi::ListPoolConsents, list)->pool_consents(0).last_day(), "2020-12-01");
}

TEST_F(PoolApiTest, BadInputIsRefusedByItsField) {
  v1::ConsentToPoolRequest consent = NewConsent();
  consent.set_pool_agreement_id("none");
  EXPECT_THAT(Send(&PoolApi::ConsentToPool, consent),
              RefusesField("pool_agreement_id", "INVALID_ID"));
  consent = NewConsent();
  consent.clear_first_day();
  EXPECT_THAT(Send(&PoolApi::ConsentToPool, consent), RefusesField("first_day", "INVALID_DATE"));
  consent = NewConsent();
  consent.set_last_day("2020-11-31");
  EXPECT_THAT(Send(&PoolApi::ConsentToPool, consent), RefusesField("last_day", "INVALID_DATE"));
  v1::EndPoolConsentRequest end = NewEnd("none");
  EXPECT_THAT(Send(&PoolApi::EndPoolConsent, end), RefusesField("pool_consent_id", "INVALID_ID"));
  end = NewEnd(agreement_);
  end.clear_last_day();
  EXPECT_THAT(Send(&PoolApi::EndPoolConsent, end), RefusesField("last_day", "INVALID_DATE"));
  end = NewEnd(agreement_);
  end.set_etag("x");
  EXPECT_THAT(Send(&PoolApi::EndPoolConsent, end), RefusesField("etag", "INVALID_ETAG"));
  v1::ListPoolConsentsRequest list;
  list.set_municipality("0610");
  list.set_page_size(-1);
  EXPECT_THAT(Send(&PoolApi::ListPoolConsents, list), RefusesField("page_size", "OUT_OF_RANGE"));
  list.clear_page_size();
  list.set_pool_agreement_id("none");
  EXPECT_THAT(Send(&PoolApi::ListPoolConsents, list),
              RefusesField("pool_agreement_id", "INVALID_ID"));
  EXPECT_EQ(Count("pool_consents"), 0);
}

}  // namespace
}  // namespace buurtbrug::tenancy::api
