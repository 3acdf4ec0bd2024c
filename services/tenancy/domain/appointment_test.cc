#include "tenancy/domain/appointment.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

constexpr CivilDay kFirst(2020, 1, 1);
constexpr CivilDay kToday(2020, 11, 15);

Appointment From(CivilDay first_day, std::optional<CivilDay> last_day,
                 AppointedRole role = AppointedRole::kCoordinator) {
  Appointment appointment;
  appointment.subject = "coordinator-0610";
  appointment.role = role;
  appointment.first_day = first_day;
  appointment.last_day = last_day;
  return appointment;
}

TEST(CheckAppointment, TakesTheFourRolesOfAContract) {
  for (const AppointedRole role :
       {AppointedRole::kCoordinator, AppointedRole::kVolunteerCoordinator,
        AppointedRole::kMunicipality, AppointedRole::kSafetyOfficer}) {
    EXPECT_THAT(CheckAppointment(From(kFirst, std::nullopt, role)), IsOk());
  }
  for (const AppointedRole role : {AppointedRole::kNone, AppointedRole::kFoundationOperator}) {
    EXPECT_THAT(CheckAppointment(From(kFirst, std::nullopt, role)),
                RefusesField("role", "INVALID_ROLE"));
  }
}

TEST(CheckAppointment, LastsADayAtLeast) {
  EXPECT_THAT(CheckAppointment(From(kFirst, kFirst)), IsOk());
  EXPECT_THAT(CheckAppointment(From(kFirst, kFirst - 1)),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckSubject, IsOneTo255PrintableCharacters) {
  EXPECT_THAT(CheckSubject("a"), IsOk());
  EXPECT_THAT(CheckSubject(std::string(255, 'a')), IsOk());
  for (const std::string& subject : {std::string(), std::string(256, 'a'), std::string("a\nb")}) {
    EXPECT_THAT(CheckSubject(subject), RefusesField("subject", "INVALID_TEXT"));
  }
}

TEST(CheckSubstitute, StandsInForBothKindsOfCoordinator) {
  for (const AppointedRole role :
       {AppointedRole::kCoordinator, AppointedRole::kVolunteerCoordinator}) {
    EXPECT_THAT(CheckSubstitute(From(kFirst, std::nullopt, role), From(kToday, kToday), kToday),
                IsOk());
  }
  for (const AppointedRole role : {AppointedRole::kMunicipality, AppointedRole::kSafetyOfficer}) {
    EXPECT_THAT(CheckSubstitute(From(kFirst, std::nullopt, role), From(kToday, kToday), kToday),
                Fails(StatusCode::kFailedPrecondition, "NOT_A_COORDINATOR"));
  }
}

TEST(CheckSubstitute, HasAnEndWithin366Days) {
  const Appointment original = From(kFirst, std::nullopt);
  EXPECT_THAT(CheckSubstitute(original, From(kToday, kToday + 366), kToday), IsOk());
  EXPECT_THAT(CheckSubstitute(original, From(kToday, kToday + 367), kToday),
              RefusesField("last_day", "LAST_DAY_TOO_LATE"));
  EXPECT_THAT(CheckSubstitute(original, From(kToday, std::nullopt), kToday),
              RefusesField("last_day", "LAST_DAY_TOO_LATE"));
  EXPECT_THAT(CheckSubstitute(original, From(kToday, kToday - 1), kToday),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckSubstitute, RefusesOneWhoseAppointmentHasEndedTodayOrWhenItBegins) {
  const auto ended = Fails(StatusCode::kFailedPrecondition, "APPOINTMENT_ENDED");
  EXPECT_THAT(CheckSubstitute(From(kFirst, kToday), From(kToday, kToday), kToday), IsOk());
  EXPECT_THAT(CheckSubstitute(From(kFirst, kToday - 1), From(kToday, kToday), kToday), ended);
  EXPECT_THAT(CheckSubstitute(From(kFirst, kToday - 1), From(kFirst, kFirst + 9), kToday), ended);
  EXPECT_THAT(CheckSubstitute(From(kFirst, kToday), From(kToday + 1, kToday + 9), kToday), ended);
}

TEST(CheckAppointmentEnd, TheEveOfTheFirstDayIsTheEarliest) {
  EXPECT_THAT(CheckAppointmentEnd(From(kFirst, std::nullopt), kFirst - 1), IsOk());
  EXPECT_THAT(CheckAppointmentEnd(From(kFirst, std::nullopt), kFirst - 2),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
}

TEST(CheckAppointmentEnd, ASubstituteIsNotProlongedBeyond366Days) {
  Appointment substitute = From(kFirst, kFirst + 9);
  EXPECT_THAT(CheckAppointmentEnd(substitute, kFirst + 400), IsOk());
  substitute.substitutes = AppointmentId();
  EXPECT_THAT(CheckAppointmentEnd(substitute, kFirst + 366), IsOk());
  EXPECT_THAT(CheckAppointmentEnd(substitute, kFirst + 367),
              RefusesField("last_day", "LAST_DAY_TOO_LATE"));
}

TEST(EndedAtOnce, IsYesterdayOrTheEveOfWhatHasNotBegun) {
  EXPECT_EQ(EndedAtOnce(kFirst, kToday), kToday - 1);
  EXPECT_EQ(EndedAtOnce(kToday, kToday), kToday - 1);
  EXPECT_EQ(EndedAtOnce(kToday + 30, kToday), kToday + 29);
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
