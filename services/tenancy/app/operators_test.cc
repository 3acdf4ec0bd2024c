#include "tenancy/app/operators.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class OperatorsTest : public SceneTest {
 protected:
  std::vector<domain::Appointment> Listed() { return *operators_.List(NewCall()); }
  const absl::Time now_ = platform::testing::TenantFixture::Now();
};

TEST_F(OperatorsTest, TheFirstOperatorIsAppointedOnceAndTold) {
  ASSERT_THAT(Listed(), IsEmpty());
  ASSERT_THAT(operators_.EnsureOperator("eerste", now_), IsOk());
  ASSERT_THAT(operators_.EnsureOperator("eerste", now_), IsOk());
  ASSERT_THAT(operators_.EnsureOperator("tweede", now_), IsOk());
  ASSERT_THAT(Listed(), SizeIs(1));
  EXPECT_EQ(Listed()[0].subject, "eerste");
  const auto told = LastTold<v1::AppointmentChanged>("0000");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.appointment().role(), common::v1::ROLE_FOUNDATION_OPERATOR);
  EXPECT_EQ(told.appointment().municipality(), "");
  EXPECT_EQ(told.appointment().contract_id(), "");
  EXPECT_EQ(told.appointment().first_day(), "2020-11-15");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), "1\n");
}

TEST_F(OperatorsTest, ServicesThatStartAtOnceAppointOneOperator) {
  const auto results =
      AtOnce<absl::Status>(6, [&] { return operators_.EnsureOperator("eerste", now_); });
  EXPECT_EQ(CountOk(results), 6);
  EXPECT_THAT(Listed(), SizeIs(1));
}

TEST_F(OperatorsTest, ASubjectWithoutANameIsNotAppointed) {
  EXPECT_THAT(operators_.EnsureOperator("", now_), RefusesField("subject", "INVALID_TEXT"));
  EXPECT_THAT(operators_.Appoint(NewCall(), "a\tb"), RefusesField("subject", "INVALID_TEXT"));
}

TEST_F(OperatorsTest, AnOperatorIsAppointedOnce) {
  ASSERT_THAT(operators_.Appoint(NewCall(), "eerste"), IsOk());
  EXPECT_THAT(operators_.Appoint(NewCall(), "eerste"),
              Fails(StatusCode::kAlreadyExists, "APPOINTMENT_EXISTS"));
  const Call call = NewCall();
  ASSERT_THAT(operators_.Appoint(call, "tweede"), IsOk());
  ASSERT_THAT(operators_.Appoint(call, "tweede"), IsOk());
  EXPECT_THAT(Listed(), SizeIs(2));
}

TEST_F(OperatorsTest, ADismissedOperatorIsNoneAtOnceAndMayReturn) {
  const auto first = operators_.Appoint(NewCall(), "eerste");
  ASSERT_THAT(operators_.Appoint(NewCall(), "tweede"), IsOk());
  const domain::AppointmentId id(first->subject);
  ASSERT_THAT(operators_.Dismiss(NewCall(), id), IsOk());
  ASSERT_THAT(Listed(), SizeIs(1));
  EXPECT_EQ(Listed()[0].subject, "tweede");
  const auto told = LastTold<v1::AppointmentChanged>("0000");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.appointment().last_day(), "2020-11-14");
  EXPECT_THAT(operators_.Dismiss(NewCall(), id),
              Fails(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND"));
  EXPECT_THAT(operators_.Appoint(NewCall(), "eerste"), IsOk());
}

TEST_F(OperatorsTest, TheLastOperatorStays) {
  const auto first = operators_.Appoint(NewCall(), "eerste");
  EXPECT_THAT(operators_.Dismiss(NewCall(), domain::AppointmentId(first->subject)),
              Fails(StatusCode::kFailedPrecondition, "LAST_OPERATOR"));
  EXPECT_THAT(Listed(), SizeIs(1));
}

TEST_F(OperatorsTest, TwoWhoDismissEachOtherAtOnceLeaveOne) {
  for (int round = 0; round < 8; ++round) {
    while (Listed().size() < 2) {
      ASSERT_THAT(
          operators_.Appoint(NewCall(), absl::StrCat("operator ", round, " ", Listed().size())),
          IsOk());
    }
    const auto both = Listed();
    absl::Status other;
    std::thread thread(
        [&, call = NewCall()] { other = operators_.Dismiss(call, both[0].id).status(); });
    const absl::Status one = operators_.Dismiss(NewCall(), both[1].id).status();
    thread.join();
    EXPECT_EQ(one.ok() ? 1 : 0, other.ok() ? 0 : 1);
    EXPECT_THAT(Listed(), SizeIs(1));
  }
}

TEST_F(OperatorsTest, AContractsCallDoesNotReachAnOperatorsAppointment) {
  const auto first = operators_.Appoint(NewCall(), "eerste");
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(appointments_.End(NewCall(tenant), domain::AppointmentId(first->subject),
                                CivilDay(2020, 11, 15)),
              Fails(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND"));
  EXPECT_THAT(*appointments_.List(NewCall(tenant)), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
