#include "registration/api/registration_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/access/policy.h"
#include "platform/core/status.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter: scope, request id, digest and mark are read
// from them.
class RegistrationApiTest : public Scene {
 protected:
  template <typename Response, typename Request>
  absl::StatusOr<Response> Send(absl::StatusOr<Response> (RegistrationApi::*handler)(
                                    const platform::access::Call&, const Request&),
                                const std::string& partner, Request request) {
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    const auto* service = Request::descriptor()->file()->FindServiceByName("RegistrationService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        platform::access::Call call = Coordinator(Effect::kNone);
        call.scope = {};
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        call.effect = policy.effect;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        call.scope.partner = partner;
        return (api.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  v1::ReferFamilyRequest NewReferral(const std::string& reference) {
    v1::ReferFamilyRequest request;
    request.set_request_id(Coordinator(Effect::kNone).request_id.ToString());
    request.set_occurred_on("2020-02-01");
    request.set_role(v1::FAMILY_ROLE_REQUEST);
    request.set_postcode("3361 ab");
    request.add_adult_names("Ouder A");
    request.add_child_birth_dates("2014-05-02");
    request.set_reference(reference);
    return request;
  }

  RegistrationApi api{families, referrals};
};

TEST_F(RegistrationApiTest, APartnerRefersAndReadsOneAndMany) {
  const auto referred = Send(&RegistrationApi::ReferFamily, kPartnerA, NewReferral("zaak 2020-17"));
  ASSERT_THAT(referred, IsOk());

  v1::GetReferralRequest get;
  get.set_referral_id(referred->referral_id());
  const auto one = Send(&RegistrationApi::GetReferral, kPartnerA, get);
  ASSERT_THAT(one, IsOk());
  EXPECT_EQ(one->referral().reference(), "zaak 2020-17");
  EXPECT_EQ(one->referral().referred_on(), "2020-02-01");
  EXPECT_EQ(one->referral().status(), v1::REFERRAL_STATUS_RECEIVED);
  EXPECT_EQ(one->referral().status_since(), "2020-02-01");

  v1::ListReferralsRequest list;
  list.set_page_size(1);
  const auto many = Send(&RegistrationApi::ListReferrals, kPartnerA, list);
  ASSERT_THAT(many, IsOk());
  ASSERT_THAT(many->referrals(), SizeIs(1));
  EXPECT_EQ(many->referrals(0).SerializeAsString(), one->referral().SerializeAsString());
  EXPECT_EQ(many->next_page_token(), referred->referral_id());
}

TEST_F(RegistrationApiTest, APartnersReferenceHasAtMostFortyCharacters) {
  EXPECT_THAT(Send(&RegistrationApi::ReferFamily, kPartnerA, NewReferral("")), IsOk());
  EXPECT_THAT(Send(&RegistrationApi::ReferFamily, kPartnerA, NewReferral(std::string(40, 'x'))),
              IsOk());
  EXPECT_THAT(Send(&RegistrationApi::ReferFamily, kPartnerA, NewReferral(std::string(41, 'x'))),
              RefusesField("reference", "INVALID_TEXT"));
}

TEST_F(RegistrationApiTest, AFamilyShowsItsPartnerAndItsCorrections) {
  SealPeriod();
  v1::ReferFamilyRequest referral = NewReferral("");
  referral.set_correction(true);
  ASSERT_THAT(Send(&RegistrationApi::ReferFamily, kPartnerA, referral), IsOk());
  v1::GetFamilyRequest get;
  get.set_family_id(OnlyFamily().ToString());
  const auto answer = Send(&RegistrationApi::GetFamily, "", get);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->family().referred_by_partner_id(), kPartnerA);
  ASSERT_THAT(answer->family().steps(), SizeIs(1));
  EXPECT_TRUE(answer->family().steps(0).correction());
}

}  // namespace
}  // namespace buurtbrug::registration::api
