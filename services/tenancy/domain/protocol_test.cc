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
  EXPECT_THAT(CheckProtocol(With(&Protocol::proposal_days, 0)), refuses("protocol.proposal_days"));
  EXPECT_THAT(CheckProtocol(With(&Protocol::proposal_days, 91)), refuses("protocol.proposal_days"));
}

TEST(CheckProtocol, TheAgreementIsSignedBeforeTheTrialOrAfterIt) {
  Protocol protocol = Buurtgezinnen();
  for (const AgreementMoment moment :
       {AgreementMoment::kBeforeTrial, AgreementMoment::kAfterTrial}) {
    protocol.agreement = moment;
    EXPECT_THAT(CheckProtocol(protocol), IsOk());
  }
  for (const int unknown : {-1, 3}) {
    protocol.agreement = static_cast<AgreementMoment>(unknown);
    EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.agreement", "INVALID_AGREEMENT"));
  }
}

TEST(CheckProtocol, RefusesAnEmptyOrTooLongProgramme) {
  Protocol protocol = Buurtgezinnen();
  protocol.programme = "";
  EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.programme", "INVALID_TEXT"));
  protocol.programme = std::string(101, 'a');
  EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.programme", "INVALID_TEXT"));
}

using Kind = platform::core::RequirementKind;
using Requirement = platform::core::Requirement;
using Scope = platform::core::RequirementScope;

Protocol Demanding(std::vector<Requirement> more) {
  Protocol protocol = Buurtgezinnen();
  protocol.requirements = platform::core::PlainRequirements(36, false);
  for (const Requirement& requirement : more) {
    protocol.requirements.push_back(requirement);
  }
  return protocol;
}

TEST(CheckProtocol, TakesRequirementsWithVogAndDecision) {
  EXPECT_THAT(CheckProtocol(Demanding({})), IsOk());
  EXPECT_THAT(CheckProtocol(Demanding(
                  {{.kind = Kind::kInterview},
                   {.kind = Kind::kReferences, .count = 5},
                   {.kind = Kind::kHomeVisit, .valid_months = 120, .renewal_lead_months = 120}})),
              IsOk());
  Protocol trained = Demanding(
      {{.kind = Kind::kTraining, .scope = Scope::kParticipatingAdults, .by_professional = true}});
  trained.training_required = true;
  EXPECT_THAT(CheckProtocol(trained), IsOk());
}

TEST(CheckProtocol, RefusesARequirementThatMeansNothing) {
  const auto invalid = RefusesField("protocol.requirements", "INVALID_REQUIREMENT");
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = static_cast<Kind>(0)}})), invalid);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = static_cast<Kind>(7)}})), invalid);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .by_professional = true}})),
              invalid);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .four_eyes = true}})), invalid);
  Protocol some_adults = Demanding({});
  some_adults.requirements[0].scope = Scope::kParticipatingAdults;
  EXPECT_THAT(CheckProtocol(some_adults), invalid);
  Protocol each_adult = Demanding({});
  each_adult.requirements[1].scope = Scope::kEveryAdult;
  EXPECT_THAT(CheckProtocol(each_adult), invalid);
}

// It is taken once: nobody could renew it.
TEST(CheckProtocol, RefusesADecisionThatExpires) {
  Protocol protocol = Demanding({});
  ASSERT_EQ(protocol.requirements[1].kind, Kind::kDecision);
  protocol.requirements[1].valid_months = 24;
  EXPECT_THAT(CheckProtocol(protocol), RefusesField("protocol.requirements", "DECISION_EXPIRES"));
}

TEST(CheckProtocol, RefusesNumbersOfARequirementOutsideTheirRange) {
  const auto out = RefusesField("protocol.requirements", "OUT_OF_RANGE");
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .valid_months = 0}})), out);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .valid_months = 121}})), out);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .renewal_lead_months = 1}})),
              out);
  EXPECT_THAT(CheckProtocol(Demanding(
                  {{.kind = Kind::kInterview, .valid_months = 6, .renewal_lead_months = 7}})),
              out);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview, .count = 2}})), out);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kReferences, .count = 6}})), out);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kReferences, .count = 0}})), out);
}

TEST(CheckProtocol, RefusesRequirementsThatContradictEachOtherOrTheProtocol) {
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kInterview}, {.kind = Kind::kInterview}})),
              RefusesField("protocol.requirements", "REQUIREMENT_REPEATED"));
  Protocol without_vog = Buurtgezinnen();
  without_vog.requirements = {{.kind = Kind::kDecision}};
  EXPECT_THAT(CheckProtocol(without_vog),
              RefusesField("protocol.requirements", "REQUIREMENT_MISSING"));
  const auto contradicts = RefusesField("protocol.requirements", "REQUIREMENT_CONTRADICTS");
  Protocol shorter = Demanding({});
  shorter.vog_valid_months = 24;
  EXPECT_THAT(CheckProtocol(shorter), contradicts);
  EXPECT_THAT(CheckProtocol(Demanding({{.kind = Kind::kTraining}})), contradicts);
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
