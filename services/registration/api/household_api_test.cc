#include "registration/api/household_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/access/policy.h"
#include "platform/core/status.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// Requests go the way that they go behind the adapter.
class HouseholdApiTest : public Scene {
 protected:
  template <typename Response, typename Request>
  absl::StatusOr<Response> Send(absl::StatusOr<Response> (HouseholdApi::*handler)(
                                    const platform::access::Call&, const Request&),
                                Request request) {
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    request.set_family_id(family.ToString());
    const auto* service = Request::descriptor()->file()->FindServiceByName("HouseholdService");
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == Request::descriptor()) {
        platform::access::Call call = Coordinator(Effect::kNone);
        call.scope = {};
        BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                   platform::access::ReadPolicy(*service->method(i)));
        call.effect = policy.effect;
        call.purpose = policy.purpose;
        call.categories = policy.categories;
        BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
        return (api.*handler)(call, request);
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }
  template <typename Request>
  Request Step(const std::string& day = "2020-03-02") {
    Request request;
    request.set_request_id(platform::core::NewUuid(fixture.Now(), fixture.random()).ToString());
    request.set_occurred_on(day);
    return request;
  }
  v1::AddPersonRequest Child(const std::string& born, const std::string& day = "2020-03-02") {
    auto request = Step<v1::AddPersonRequest>(day);
    request.set_kind(v1::PERSON_KIND_CHILD);
    request.set_birth_date(born);
    return request;
  }
  auto Add(const v1::AddPersonRequest& request) { return Send(&HouseholdApi::AddPerson, request); }
  v1::GetHouseholdResponse Get() {
    const auto response = Send(&HouseholdApi::GetHousehold, v1::GetHouseholdRequest());
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::GetHouseholdResponse();
  }

  domain::FamilyId family = Register();
  app::Households households{means};
  HouseholdApi api{households};
};

TEST_F(HouseholdApiTest, AFamilyHasThePeopleOfItsRegistrationFromThatDayOn) {
  const auto household = Get();
  ASSERT_THAT(household.people(), SizeIs(2));
  EXPECT_EQ(household.people(0).name(), "Ouder A");
  EXPECT_EQ(household.people(0).birth_date(), "");
  EXPECT_EQ(household.people(1).kind(), v1::PERSON_KIND_CHILD);
  EXPECT_EQ(household.people(1).birth_date(), "2014-05-02");
  EXPECT_EQ(household.people(1).first_day(), "2020-02-01");
  EXPECT_EQ(household.contact().postcode(), "3361AB");
  EXPECT_THAT(household.changes(), SizeIs(0));
  EXPECT_EQ(household.etag(), "1");
}

TEST_F(HouseholdApiTest, SomebodyComesIsCorrectedAndLeavesAndAllOfItStays) {
  auto adult = Step<v1::AddPersonRequest>();
  adult.set_kind(v1::PERSON_KIND_ADULT);
  adult.set_given_name("Bo");
  adult.set_family_name("Voorbeeld");
  adult.set_birth_date("1980-01-31");
  EXPECT_EQ(Add(adult)->etag(), "2");
  auto correct = Step<v1::CorrectPersonRequest>("2020-03-05");
  correct.set_kind(v1::PERSON_KIND_ADULT);
  correct.set_number(1);
  correct.set_given_name("Ada");
  correct.set_family_name("Voorbeeld");
  ASSERT_THAT(Send(&HouseholdApi::CorrectPerson, correct), IsOk());
  auto leave = Step<v1::LeaveHouseholdRequest>("2020-09-30");
  leave.set_kind(v1::PERSON_KIND_ADULT);
  leave.set_number(2);
  leave.set_reason("Woont nu elders");
  EXPECT_EQ(Send(&HouseholdApi::LeaveHousehold, leave)->etag(), "4");
  const auto household = Get();
  ASSERT_THAT(household.people(), SizeIs(3));
  EXPECT_EQ(household.people(0).given_name(), "Ada");
  EXPECT_EQ(household.people(0).name(), "");
  EXPECT_EQ(household.people(1).given_name(), "Bo");
  EXPECT_EQ(household.people(1).first_day(), "2020-03-02");
  EXPECT_EQ(household.people(1).last_day(), "2020-09-30");
  ASSERT_THAT(household.changes(), SizeIs(3));
  EXPECT_EQ(household.changes(1).kind(), v1::PERSON_CHANGE_KIND_CORRECTED);
  EXPECT_EQ(household.changes(1).recorded_by(), "coordinator-0610");
  // The other calls see it too.
  const auto read = families.Get(Coordinator(Effect::kReads), family);
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->adult_names,
              ElementsAre(domain::Personal("Ada Voorbeeld"), domain::Personal("Bo Voorbeeld")));
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.feed_entries WHERE type LIKE "
                                "'%HouseholdChanged'"),
            "2\n");
  // Nothing of it in plain.
  for (const char* table : {"adults", "children", "contacts", "person_steps", "feed_entries"}) {
    const std::string rows =
        fixture.fresh().Ask(absl::StrCat("SELECT t::text FROM registration.", table, " t"));
    for (const char* mark : {"Voorbeeld", "1980-01-31", "Woont nu"}) {
      EXPECT_EQ(rows.find(mark), std::string::npos) << table;
    }
  }
}

TEST_F(HouseholdApiTest, ContactAndTargetGroupsAreReplacedAsAWhole) {
  auto contact = Step<v1::SetContactRequest>();
  contact.set_postcode("3362 cd");
  contact.set_street("Kerkbuurt");
  contact.set_house_number("12 bis");
  contact.set_email("ada@Voorbeeld.nl");
  contact.set_phone("+31 6-12345678");
  ASSERT_THAT(Send(&HouseholdApi::SetContact, contact), IsOk());
  auto groups = Step<v1::SetTargetGroupsRequest>();
  groups.add_target_groups(v1::TARGET_GROUP_POVERTY);
  groups.add_target_groups(v1::TARGET_GROUP_SINGLE_PARENT);
  groups.add_target_groups(v1::TARGET_GROUP_POVERTY);
  ASSERT_THAT(Send(&HouseholdApi::SetTargetGroups, groups), IsOk());
  auto household = Get();
  EXPECT_EQ(household.contact().postcode(), "3362CD");
  EXPECT_EQ(household.contact().house_number(), "12BIS");
  EXPECT_EQ(household.contact().email(), "ada@voorbeeld.nl");
  EXPECT_EQ(household.contact().phone(), "+31612345678");
  EXPECT_THAT(household.target_groups(),
              ElementsAre(v1::TARGET_GROUP_SINGLE_PARENT, v1::TARGET_GROUP_POVERTY));
  EXPECT_EQ(fixture.fresh().Ask("SELECT area FROM registration.families"), "3362\n");
  ASSERT_THAT(Send(&HouseholdApi::SetTargetGroups, Step<v1::SetTargetGroupsRequest>()), IsOk());
  EXPECT_THAT(Get().target_groups(), SizeIs(0));
  EXPECT_TRUE(families.Get(Coordinator(Effect::kReads), family)->postcode ==
              domain::Personal("3362CD"));
}

TEST_F(HouseholdApiTest, WhatIsNotRightIsRefusedByItsFieldAndNothingIsStored) {
  EXPECT_THAT(Add(Child("")), RefusesField("birth_date", "NO_BIRTH_DATE"));
  EXPECT_THAT(Add(Child("2020-03-03")), RefusesField("birth_date", "CHILD_NOT_BORN"));
  EXPECT_THAT(Add(Child("1996-03-02")), RefusesField("birth_date", "CHILD_TOO_OLD"));
  EXPECT_THAT(Add(Child("2020-02-30")), RefusesField("birth_date", "INVALID_DATE"));
  auto nobody = Child("2015-01-01");
  nobody.set_kind(v1::PERSON_KIND_UNSPECIFIED);
  EXPECT_THAT(Add(nobody), RefusesField("kind", "INVALID_KIND"));
  auto adult = Child("2003-01-01");
  adult.set_kind(v1::PERSON_KIND_ADULT);
  EXPECT_THAT(Add(adult), RefusesField("given_name", "NO_NAME"));
  adult.set_given_name("Bo");
  EXPECT_THAT(Add(adult), RefusesField("birth_date", "ADULT_TOO_YOUNG"));
  adult.set_given_name("Bo\x01");
  EXPECT_THAT(Add(adult), RefusesField("given_name", "INVALID_TEXT"));
  adult.set_given_name("Bo; DROP");
  EXPECT_THAT(Add(adult), RefusesField("given_name", "INVALID_NAME"));
  adult.set_given_name("Bo");
  adult.set_family_name("Voorbeeld 111222333");
  EXPECT_THAT(Add(adult), RefusesField("family_name", "CITIZEN_NUMBER"));
  auto leave = Step<v1::LeaveHouseholdRequest>();
  leave.set_kind(v1::PERSON_KIND_CHILD);
  leave.set_number(1);
  leave.set_reason("BSN 111222333");
  EXPECT_THAT(Send(&HouseholdApi::LeaveHousehold, leave), RefusesField("reason", "CITIZEN_NUMBER"));
  auto contact = Step<v1::SetContactRequest>();
  EXPECT_THAT(Send(&HouseholdApi::SetContact, contact),
              RefusesField("postcode", "INVALID_POSTCODE"));
  contact.set_postcode("3361AB");
  for (const char* email : {"a", "@b.nl", "a@b", "a@b.", "a@@b.nl", "a b@c.nl", "a@.nl@"}) {
    contact.set_email(email);
    EXPECT_THAT(Send(&HouseholdApi::SetContact, contact), RefusesField("email", "INVALID_EMAIL"))
        << email;
  }
  contact.set_email("");
  for (const char* phone : {"1", "061234567", "06123456789012345", "0612345678a", "06+12345678"}) {
    contact.set_phone(phone);
    EXPECT_THAT(Send(&HouseholdApi::SetContact, contact), RefusesField("phone", "INVALID_PHONE"))
        << phone;
  }
  contact.set_phone("");
  for (const char* number : {"Kerkbuurt", "0", "12//"}) {
    contact.set_house_number(number);
    EXPECT_THAT(Send(&HouseholdApi::SetContact, contact),
                RefusesField("house_number", "INVALID_HOUSE_NUMBER"))
        << number;
  }
  contact.set_house_number("");
  contact.set_street("Kerkbuurt 111222333");
  EXPECT_THAT(Send(&HouseholdApi::SetContact, contact), RefusesField("street", "CITIZEN_NUMBER"));
  auto groups = Step<v1::SetTargetGroupsRequest>();
  groups.add_target_groups(v1::TARGET_GROUP_UNSPECIFIED);
  EXPECT_THAT(Send(&HouseholdApi::SetTargetGroups, groups),
              RefusesField("target_groups", "INVALID_TARGET_GROUP"));
  EXPECT_EQ(Get().etag(), "1");
}

// As the proof of isolation marks names: letters, then digits too.
TEST_F(HouseholdApiTest, ANameMayHaveDigitsBehindItsFirstLetter) {
  auto adult = Step<v1::AddPersonRequest>();
  adult.set_kind(v1::PERSON_KIND_ADULT);
  adult.set_given_name("kanarie-p-0610-7-a1b2c3d4");
  ASSERT_THAT(Add(adult), IsOk());
  EXPECT_EQ(Get().people(1).given_name(), "kanarie-p-0610-7-a1b2c3d4");
}

TEST_F(HouseholdApiTest, WhoIsNotThereCannotLeaveNorTheLastAdult) {
  auto leave = Step<v1::LeaveHouseholdRequest>("2020-09-30");
  leave.set_reason("Verhuisd");
  leave.set_kind(v1::PERSON_KIND_ADULT);
  leave.set_number(1);
  EXPECT_THAT(Send(&HouseholdApi::LeaveHousehold, leave),
              Fails(StatusCode::kFailedPrecondition, "LAST_ADULT"));
  leave.set_number(2);
  EXPECT_THAT(Send(&HouseholdApi::LeaveHousehold, leave),
              Fails(StatusCode::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Add(Child("2015-01-01", "2020-01-31")),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
}

TEST_F(HouseholdApiTest, AnOldEtagIsRefusedAndARequestIsDoneOnce) {
  auto request = Child("2019-01-01");
  request.set_etag("2");
  EXPECT_THAT(Add(request), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  request.set_etag("1");
  EXPECT_EQ(Add(request)->etag(), "2");
  EXPECT_EQ(Add(request)->etag(), "2");
  EXPECT_THAT(Get().people(), SizeIs(3));
}

TEST_F(HouseholdApiTest, StepsGoOnAfterIt) {
  ASSERT_THAT(Add(Child("2019-01-01")), IsOk());
  EXPECT_EQ(
      families
          .RecordStep(Coordinator(Effect::kStarts), {family, domain::StepKind::kIntakeDone, kMarch})
          ->version,
      3);
}

TEST_F(HouseholdApiTest, AReadIsInTheAccessLogWithAllItsCategories) {
  Get();
  EXPECT_EQ(Count("access_log"), 1);
}

}  // namespace
}  // namespace buurtbrug::registration::api
