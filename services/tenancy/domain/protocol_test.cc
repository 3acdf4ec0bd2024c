#include "tenancy/domain/protocol.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::tenancy::domain {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

Protocol Buurtgezinnen() { return {"Buurtgezinnen", 1, std::nullopt, 36, false, 24, 6}; }

// The protocol with one number in the place of another.
template <typename Field>
Protocol With(Field Protocol::*field, int value) {
  Protocol protocol = Buurtgezinnen();
  protocol.*field = value;
  return protocol;
}

TEST(CheckProtocol, TakesOneWhoseTrialLengthNoSourceStates) {
  EXPECT_THAT(CheckProtocol(Buurtgezinnen()), IsOk());
}

TEST(CheckProtocol, TakesBothEndsOfEveryRange) {
  EXPECT_THAT(CheckProtocol({"Kind in Huis", 1, 1, 1, true, 1, 1}), IsOk());
  EXPECT_THAT(CheckProtocol({"Kind in Huis", 7, 52, 120, true, 60, 24}), IsOk());
}

TEST(CheckProtocol, RefusesEachNumberOutsideItsRange) {
  const auto refuses = [](const char* field) { return RefusesField(field, "OUT_OF_RANGE"); };
  EXPECT_THAT(CheckProtocol(With(&Protocol::version, 0)), refuses("protocol.version"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::trial_weeks, 0)), refuses("protocol.trial_weeks"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::trial_weeks, 53)), refuses("protocol.trial_weeks"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::vog_valid_months, 0)),
              refuses("protocol.vog_valid_months"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::vog_valid_months, 121)),
              refuses("protocol.vog_valid_months"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::guidance_months, 0)),
              refuses("protocol.guidance_months"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::guidance_months, 61)),
              refuses("protocol.guidance_months"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::evaluation_interval_months, 0)),
              refuses("protocol.evaluation_interval_months"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::evaluation_interval_months, 25)),
              refuses("protocol.evaluation_interval_months"));
}

TEST(CheckProtocol, RefusesAnEmptyOrTooLongProgramme) {
  Protocol protocol = Buurtgezinnen();
  protocol.programme = "";
  EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.programme", "INVALID_TEXT"));
  protocol.programme = std::string(101, 'a');
  EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.programme", "INVALID_TEXT"));
}

TEST(CheckValidOn, AVersionBeginsOnItsFirstDayOrHasNoneThatIsKnown) {
  Protocol protocol = Buurtgezinnen();
  EXPECT_THAT(CheckValidOn(protocol, CivilDay(2020, 1, 1)), IsOk());
  protocol.first_day = CivilDay(2020, 1, 1);
  EXPECT_THAT(CheckValidOn(protocol, CivilDay(2020, 1, 1)), IsOk());
  EXPECT_THAT(CheckValidOn(protocol, CivilDay(2019, 12, 31)),
              Fails(StatusCode::kFailedPrecondition, "PROTOCOL_NOT_YET_VALID"));
}

TEST(CheckAdoption, TakesANewerVersionFromTomorrow) {
  EXPECT_THAT(
      CheckAdoption(1, CivilDay(2020, 1, 1), 2, CivilDay(2020, 11, 16), CivilDay(2020, 11, 15)),
      IsOk());
}

TEST(CheckAdoption, RefusesTodayAndADayNotAfterTheVersionBefore) {
  const auto too_early = Fails(StatusCode::kFailedPrecondition, "ADOPTED_TOO_EARLY");
  EXPECT_THAT(
      CheckAdoption(1, CivilDay(2020, 1, 1), 2, CivilDay(2020, 11, 15), CivilDay(2020, 11, 15)),
      too_early);
  EXPECT_THAT(
      CheckAdoption(1, CivilDay(2021, 1, 1), 2, CivilDay(2021, 1, 1), CivilDay(2020, 11, 15)),
      too_early);
}

TEST(CheckAdoption, RefusesTheSameVersionAndAnOlderOne) {
  for (const int version : {1, 2}) {
    EXPECT_THAT(CheckAdoption(2, CivilDay(2020, 1, 1), version, CivilDay(2021, 1, 1),
                              CivilDay(2020, 11, 15)),
                RefusesField("version", "VERSION_NOT_NEWER"));
  }
}

}  // namespace
}  // namespace buurtbrug::tenancy::domain
