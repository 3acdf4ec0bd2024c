#include "tenancy/app/appointments.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using domain::AppointedRole;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr CivilDay kToday(2020, 11, 15);

class AppointmentsTest : public SceneTest {
 protected:
  static domain::Appointment Coordinator(CivilDay first_day, std::optional<CivilDay> last_day) {
    domain::Appointment appointment;
    appointment.subject = "coordinator-0610";
    appointment.role = AppointedRole::kCoordinator;
    appointment.first_day = first_day;
    appointment.last_day = last_day;
    return appointment;
  }
  domain::AppointmentId Appointed(const TenantScope& tenant,
                                  const domain::Appointment& appointment) {
    const auto receipt = appointments_.Appoint(NewCall(tenant), appointment);
    EXPECT_THAT(receipt, IsOk());
    return domain::AppointmentId(receipt->subject);
  }
  std::vector<domain::Appointment> Listed(const TenantScope& tenant) {
    return *appointments_.List(NewCall(tenant));
  }

  const decltype(Fails(StatusCode::kAlreadyExists, "APPOINTMENT_EXISTS")) exists_ =
      Fails(StatusCode::kAlreadyExists, "APPOINTMENT_EXISTS");
};

TEST_F(AppointmentsTest, AnAppointmentIsListedAndTold) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday, std::nullopt));
  ASSERT_THAT(Listed(tenant), SizeIs(1));
  EXPECT_EQ(Listed(tenant)[0].id, id);
  EXPECT_EQ(Listed(tenant)[0].subject, "coordinator-0610");
  EXPECT_EQ(Listed(tenant)[0].last_day, std::nullopt);
  const auto told = LastTold<v1::AppointmentChanged>("0610");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.appointment().contract_id(), tenant.contract.ToString());
  EXPECT_EQ(told.appointment().role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(told.appointment().first_day(), "2020-11-15");
  EXPECT_FALSE(told.appointment().has_last_day());
}

TEST_F(AppointmentsTest, NobodyAppointsHimself) {
  const TenantScope tenant = OpenSliedrecht();
  Call call = NewCall(tenant);
  call.caller.subject = "coordinator-0610";
  const auto refused = Fails(StatusCode::kPermissionDenied, "SELF_APPOINTMENT");
  EXPECT_THAT(appointments_.Appoint(call, Coordinator(kToday, std::nullopt)), refused);
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday, std::nullopt));
  call.caller.subject = "stand-in";
  EXPECT_THAT(appointments_.AppointSubstitute(call, {id, "stand-in", kToday, kToday + 7}), refused);
  EXPECT_THAT(Listed(tenant), SizeIs(1));
}

TEST_F(AppointmentsTest, ASubjectHasARoleOnceOnADay) {
  const TenantScope tenant = OpenSliedrecht();
  Appointed(tenant, Coordinator(kToday, kToday + 9));
  EXPECT_THAT(appointments_.Appoint(NewCall(tenant), Coordinator(kToday + 9, std::nullopt)),
              exists_);
  EXPECT_THAT(appointments_.Appoint(NewCall(tenant), Coordinator(kToday - 9, kToday)), exists_);
  Appointed(tenant, Coordinator(kToday + 10, std::nullopt));
  domain::Appointment other = Coordinator(kToday, std::nullopt);
  other.role = AppointedRole::kVolunteerCoordinator;
  Appointed(tenant, other);
  other.subject = "coordinator-0392";
  Appointed(tenant, other);
  Appointed(Open("0392", Year(2020)), Coordinator(kToday, std::nullopt));
}

TEST_F(AppointmentsTest, WhatIsNoAppointmentIsRefused) {
  const TenantScope tenant = OpenSliedrecht();
  domain::Appointment appointment = Coordinator(kToday, kToday - 1);
  EXPECT_THAT(appointments_.Appoint(NewCall(tenant), appointment),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  appointment = Coordinator(kToday, std::nullopt);
  appointment.role = AppointedRole::kFoundationOperator;
  EXPECT_THAT(appointments_.Appoint(NewCall(tenant), appointment),
              RefusesField("role", "INVALID_ROLE"));
  EXPECT_THAT(
      appointments_.Appoint(NewCall({"0392", tenant.contract}), Coordinator(kToday, std::nullopt)),
      Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Count("appointments"), 0);
}

TEST_F(AppointmentsTest, OfEqualAppointmentsAtOnceOneIsMade) {
  const TenantScope tenant = OpenSliedrecht();
  const auto results = AtOnce<absl::StatusOr<Receipt>>(6, [&, tenant] {
    return appointments_.Appoint(NewCall(tenant), Coordinator(kToday, std::nullopt));
  });
  EXPECT_EQ(CountOk(results), 1);
  for (const auto& result : results) {
    if (!result.ok()) {
      EXPECT_THAT(result, exists_);
    }
  }
  EXPECT_EQ(Count("appointments"), 1);
}

TEST_F(AppointmentsTest, TheSameRequestTwiceIsOneAppointment) {
  const TenantScope tenant = OpenSliedrecht();
  const Call call = NewCall(tenant);
  const auto first = appointments_.Appoint(call, Coordinator(kToday, std::nullopt));
  const auto second = appointments_.Appoint(call, Coordinator(kToday, std::nullopt));
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  EXPECT_EQ(Count("appointments"), 1);
}

TEST_F(AppointmentsTest, ASubstituteActsInTheSameRoleUntilADay) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday - 9, std::nullopt));
  const auto receipt =
      appointments_.AppointSubstitute(NewCall(tenant), {id, "invaller", kToday, kToday + 30});
  ASSERT_THAT(receipt, IsOk());
  const domain::Appointment substitute = Listed(tenant)[1];
  EXPECT_EQ(substitute.subject, "invaller");
  EXPECT_EQ(substitute.role, AppointedRole::kCoordinator);
  EXPECT_EQ(substitute.last_day, kToday + 30);
  EXPECT_EQ(substitute.substitutes, id);
  const auto told = LastTold<v1::AppointmentChanged>("0610");
  EXPECT_EQ(told.appointment().substitutes_appointment_id(), id.ToString());
  EXPECT_THAT(
      appointments_.AppointSubstitute(NewCall(tenant), {id, "invaller", kToday + 30, kToday + 31}),
      exists_);
}

TEST_F(AppointmentsTest, NobodyStandsInWhereThereIsNoRunningCoordinator) {
  const TenantScope tenant = OpenSliedrecht();
  const auto substitute = [&](const TenantScope& where, const domain::AppointmentId& id) {
    return appointments_.AppointSubstitute(NewCall(where), {id, "invaller", kToday, kToday + 1});
  };
  EXPECT_THAT(substitute(tenant, domain::AppointmentId()),
              Fails(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND"));
  const domain::AppointmentId ended = Appointed(tenant, Coordinator(kToday - 9, kToday - 1));
  EXPECT_THAT(substitute(tenant, ended),
              Fails(StatusCode::kFailedPrecondition, "APPOINTMENT_ENDED"));
  domain::Appointment official = Coordinator(kToday, std::nullopt);
  official.role = AppointedRole::kMunicipality;
  EXPECT_THAT(substitute(tenant, Appointed(tenant, official)),
              Fails(StatusCode::kFailedPrecondition, "NOT_A_COORDINATOR"));
  // Nor for another contract's.
  const TenantScope haarlem = Open("0392", Year(2020));
  const domain::AppointmentId theirs = Appointed(haarlem, Coordinator(kToday, std::nullopt));
  EXPECT_THAT(substitute(tenant, theirs), Fails(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND"));
  EXPECT_THAT(
      appointments_.AppointSubstitute(NewCall(haarlem), {theirs, "invaller", kToday, kToday + 367}),
      RefusesField("last_day", "LAST_DAY_TOO_LATE"));
}

TEST_F(AppointmentsTest, AnEndIsToldAndLeavesRoomForAnother) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday - 9, std::nullopt));
  const auto ended = appointments_.End(NewCall(tenant), id, kToday - 1);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->version, 2);
  const auto told = LastTold<v1::AppointmentChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.appointment().last_day(), "2020-11-14");
  Appointed(tenant, Coordinator(kToday, std::nullopt));
  EXPECT_THAT(Listed(tenant), SizeIs(2));
  // It cannot grow into the other one again.
  EXPECT_THAT(appointments_.End(NewCall(tenant), id, kToday), exists_);
}

TEST_F(AppointmentsTest, OneThatEndsBeforeItBeganNeverWas) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday, std::nullopt));
  EXPECT_THAT(appointments_.End(NewCall(tenant), id, kToday - 2),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  ASSERT_THAT(appointments_.End(NewCall(tenant), id, kToday - 1), IsOk());
  Appointed(tenant, Coordinator(kToday, std::nullopt));
}

TEST_F(AppointmentsTest, AnotherContractsAppointmentIsNotThere) {
  const TenantScope tenant = OpenSliedrecht();
  const TenantScope haarlem = Open("0392", Year(2020));
  const domain::AppointmentId id = Appointed(tenant, Coordinator(kToday, std::nullopt));
  EXPECT_THAT(appointments_.End(NewCall(haarlem), id, kToday),
              Fails(StatusCode::kNotFound, "APPOINTMENT_NOT_FOUND"));
  EXPECT_THAT(Listed(haarlem), IsEmpty());
  EXPECT_THAT(Listed({"0392", tenant.contract}), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
