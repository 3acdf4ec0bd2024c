#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/area_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "buurtbrug/registration/v1/consent_service.pb.h"
#include "buurtbrug/registration/v1/household_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/offer_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/registration/v1/screening_service.pb.h"
#include "platform/core/status.h"
#include "tests/acceptance/registration_scene.h"

// The casuistry of the Sliedrecht report (appendix), entered as a coordinator would: from the first
// contact until the trial, through gRPC only.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using google::protobuf::util::MessageDifferencer;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr char kCreativeCouple[] = R"pb(
  capacity: 1
  kinds: SUPPORT_KIND_FIXED_AFTERNOON
  moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
  frequency: FREQUENCY_WEEKLY
  youngest_age: 4
  oldest_age: 12
  distance_km: 5
  transports: TRANSPORT_BICYCLE
  traits { languages: "nl" smoking: SMOKING_NO }
  remarks: "Een creatief stel met een atelier aan huis."
  interests: INTEREST_CRAFTS
  interests: INTEREST_MUSIC
)pb";
constexpr char kPartOfTheDay[] = R"pb(
  capacity: 1
  kinds: SUPPORT_KIND_PART_OF_DAY
  moments: WEEK_MOMENT_SATURDAY_MORNING
  moments: WEEK_MOMENT_SUNDAY_MORNING
  frequency: FREQUENCY_TWO_WEEKLY
  youngest_age: 0
  oldest_age: 10
  distance_km: 10
  transports: TRANSPORT_CAR
  traits { pets: PET_CAT experienced_parents: true }
)pb";
constexpr char kAfterSchool[] = R"pb(
  capacity: 2
  kinds: SUPPORT_KIND_AFTER_SCHOOL
  kinds: SUPPORT_KIND_EXTRA_CALLS
  moments: WEEK_MOMENT_TUESDAY_AFTERNOON
  frequency: FREQUENCY_WEEKLY
  youngest_age: 4
  oldest_age: 16
  distance_km: 2
  transports: TRANSPORT_ON_FOOT
  traits { languages: "nl" smoking: SMOKING_OUTSIDE }
  remarks: "Mag ook buiten de afspraken gebeld worden."
)pb";
constexpr char kFatherFigure[] = R"pb(
  capacity: 1
  kinds: SUPPORT_KIND_ACTIVITY
  kinds: SUPPORT_KIND_ROLE_MODEL
  moments: WEEK_MOMENT_SATURDAY_MORNING
  frequency: FREQUENCY_WEEKLY
  youngest_age: 10
  oldest_age: 18
  distance_km: 5
  transports: TRANSPORT_BICYCLE
  traits { father_figure: true }
)pb";

constexpr char kCreativeChild[] = R"pb(
  child: 1
  kinds: SUPPORT_KIND_FIXED_AFTERNOON
  moments: WEEK_MOMENT_WEDNESDAY_AFTERNOON
  frequency: FREQUENCY_WEEKLY
  distance_km: 3
  transports: TRANSPORT_BICYCLE
  wishes { kind: WISH_KIND_NO_SMOKING strength: WISH_STRENGTH_LIMIT }
  allergies: "noten"
  remarks: "Knutselt en tekent graag."
  interests: INTEREST_CRAFTS
)pb";
constexpr char kTwoWeeklyChild[] =
    R"pb(
  child: 1 kinds: SUPPORT_KIND_PART_OF_DAY frequency: FREQUENCY_TWO_WEEKLY distance_km: 10
    )pb";
constexpr char kAfterSchoolChild[] = R"pb(
  child: 1
  kinds: SUPPORT_KIND_AFTER_SCHOOL
  kinds: SUPPORT_KIND_EXTRA_CALLS
  moments: WEEK_MOMENT_TUESDAY_AFTERNOON
  frequency: FREQUENCY_WEEKLY
  distance_km: 2
  transports: TRANSPORT_ON_FOOT
  remarks: "Er mag ook tussendoor gebeld worden."
)pb";
constexpr char kBoyWhoFindsTrustHard[] = R"pb(
  child: 1
  kinds: SUPPORT_KIND_ACTIVITY
  kinds: SUPPORT_KIND_ROLE_MODEL
  frequency: FREQUENCY_WEEKLY
  distance_km: 5
  wishes { kind: WISH_KIND_FATHER_FIGURE strength: WISH_STRENGTH_LIMIT }
  remarks: "Vindt vertrouwen moeilijk: rustig aan, steeds dezelfde man."
)pb";

class RegistrationCases : public RegistrationScene {
 protected:
  void RecordNeeds(const std::string& family, int days, const std::vector<std::string>& needs) {
    auto request = Step<v1::RecordNeedsRequest>(family, days, R"pb(
      gives_back: RECIPROCITY_COOKING
      gives_back_remarks: "Kookt graag voor een ander."
      money_talked_through: true
      traits { languages: "nl" languages: "ar-SY" }
    )pb");
    for (const std::string& need : needs) {
      *request.add_needs() = Read<v1::Need>(need);
    }
    Must<v1::RecordNeedsResponse>(desk_, request);
    // What was entered is what the next coordinator reads.
    const auto read = Intake(family);
    ASSERT_EQ(read.intake().needs_size(), request.needs_size());
    for (int i = 0; i < request.needs_size(); ++i) {
      EXPECT_TRUE(MessageDifferencer::Equals(read.intake().needs(i), request.needs(i)))
          << read.intake().needs(i).DebugString();
    }
    EXPECT_EQ(read.intake().occurred_on(), Ago(days));
    EXPECT_TRUE(read.intake().money_talked_through());
    EXPECT_THAT(read.intake().gives_back(), ElementsAre(v1::RECIPROCITY_COOKING));
    EXPECT_THAT(read.intake().traits().languages(), UnorderedElementsAre("nl", "ar-SY"));
  }
  v1::GetIntakeResponse Intake(const std::string& family) {
    return Must<v1::GetIntakeResponse>(colleague_, Of<v1::GetIntakeRequest>(family));
  }
  void PlanIntake(const std::string& family, int days, int intake) {
    auto request = Step<v1::PlanIntakeRequest>(family, days);
    request.set_intake_on(Ago(intake));
    Must<v1::PlanIntakeResponse>(desk_, request);
  }
  void RecordIntake(const std::string& family, int days) {
    Must<v1::RecordIntakeResponse>(desk_, Step<v1::RecordIntakeRequest>(family, days));
  }

  // From the registration, ten days before, until the day of the intake.
  std::string Ask(int intake, const std::string& name, const std::string& birth,
                  const std::string& need) {
    const std::string family = Register(v1::FAMILY_ROLE_REQUEST, intake + 10, {name}, {birth});
    PlanIntake(family, intake + 5, intake);
    EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_INTAKE_PLANNED);
    EXPECT_THAT(Waiting(), Not(Contains(family)));
    RecordNeeds(family, intake, {need});
    RecordIntake(family, intake);
    EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_WAITING);
    return family;
  }
  // From the registration, forty days before, until the day on which it is accepted.
  std::string Offer(int accepted, const std::vector<std::string>& adults,
                    const std::string& offer) {
    const std::string family =
        Register(v1::FAMILY_ROLE_SUPPORT, accepted + 40, adults, {"2012-02-03"});
    RecordOffer(family, accepted + 30, offer);
    GatherEvidence(family, accepted + 10, static_cast<int>(adults.size()));
    Accept(family, accepted, 2);
    EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_AVAILABLE);
    return family;
  }
  void AskWhetherItIsWilling(const std::string& family, int days) {
    Must<v1::ConfirmWillingnessResponse>(desk_, Step<v1::ConfirmWillingnessRequest>(family, days));
  }
  void RecordOffer(const std::string& family, int days, const std::string& offer) {
    Must<v1::RecordOfferResponse>(desk_, Step<v1::RecordOfferRequest>(family, days, offer));
    auto expected = Read<v1::Offer>(offer);
    const auto read = Must<v1::GetOfferResponse>(colleague_, Of<v1::GetOfferRequest>(family));
    expected.set_family_id(family);
    expected.set_occurred_on(Ago(days));
    expected.set_etag(read.offer().etag());
    EXPECT_TRUE(MessageDifferencer::Equals(read.offer(), expected)) << read.offer().DebugString();
  }

  void ImportAreas() {
    auto areas =
        Read<matching::v1::ImportAreasRequest>("points { area: '3361' x_m: 104000 y_m: 425000 }");
    areas.set_request_id(NewId());
    Must<matching::v1::ImportAreasResponse>(fleet_.As("operator", "matching"), areas);
  }
  // Why the first support family that is found for the first child, who is to be `support`, fits by
  // what the two like to do.
  std::string InterestsShared(const std::string& asking, const std::string& support) {
    auto request = About<matching::v1::FindSupportFamiliesRequest>(home_, "children: 1");
    request.set_request_family_id(asking);
    absl::StatusOr<matching::v1::FindSupportFamiliesResponse> found;
    EXPECT_TRUE(Soon([&] {
      found = matching_.Call<matching::v1::FindSupportFamiliesResponse>(request);
      return found.ok() && found->support_families_size() > 0 &&
             found->support_families(0).support_family_id() == support;
    })) << (found.ok() ? found->DebugString() : found.status().ToString());
    if (!found.ok() || found->support_families().empty()) {
      return "";
    }
    for (const matching::v1::FitReason& reason : found->support_families(0).fit().reasons()) {
      if (reason.part() == "INTERESTS" && reason.speaks() == matching::v1::SPEAKS_FOR) {
        return reason.words();
      }
    }
    return "";
  }

  // The last of the families that a partner referred and that are still to be told.
  std::string ReferredAndUntold() {
    std::string family;
    const auto list = Must<v1::ListInformationDutiesResponse>(
        desk_, About<v1::ListInformationDutiesRequest>(home_));
    for (const v1::InformationDuty& duty : list.duties()) {
      if (duty.referred()) {
        family = duty.family_id();
      }
    }
    return family;
  }
  v1::Referral Referral(const Caller& partner, const std::string& id) {
    auto request = About<v1::GetReferralRequest>(home_);
    request.set_referral_id(id);
    return Must<v1::GetReferralResponse>(partner, request).referral();
  }
  // "IN_INTAKE 2026-10-01" for each event.
  static std::vector<std::string> Events(const v1::Referral& referral) {
    std::vector<std::string> events;
    for (const v1::ReferralEvent& event : referral.events()) {
      events.push_back(absl::StrCat(
          v1::ReferralStatus_Name(event.status()).substr(sizeof("REFERRAL_STATUS_") - 1), " ",
          event.since()));
    }
    return events;
  }
};

TEST_F(RegistrationCases, FourFamiliesAndWhoFitsThemStandInTheTwoLists) {
  const std::string creative = Ask(50, "Ouder Tekent", "2017-03-05", kCreativeChild);
  const std::string part_of_day = Ask(40, "Ouder Rust", "2020-09-12", kTwoWeeklyChild);
  const std::string after_school = Ask(30, "Ouder Werkt", "2015-11-11", kAfterSchoolChild);
  const std::string trust = Ask(20, "Ouder Alleen", "2014-01-20", kBoyWhoFindsTrustHard);
  auto urgent = Step<v1::SetUrgencyRequest>(trust, 19, R"pb(
    urgency: 3
    reason: "Het gaat thuis en op school mis."
  )pb");
  Must<v1::SetUrgencyResponse>(desk_, urgent);
  EXPECT_EQ(Intake(trust).urgency_reason(), "Het gaat thuis en op school mis.");

  // The most urgent first, of the others the longest waiting.
  EXPECT_THAT(Waiting(), ElementsAre(trust, creative, part_of_day, after_school));
  EXPECT_THAT(Waiting("kinds: SUPPORT_KIND_FIXED_AFTERNOON kinds: SUPPORT_KIND_AFTER_SCHOOL"),
              ElementsAre(creative, after_school));
  const auto list = Must<v1::ListWaitingResponse>(desk_, About<v1::ListWaitingRequest>(home_));
  EXPECT_EQ(list.families(0).urgency(), 3);
  EXPECT_EQ(list.families(1).urgency(), 1);
  EXPECT_EQ(list.families(0).days_waiting(), 20);
  EXPECT_EQ(list.families(1).days_waiting(), 50);
  EXPECT_EQ(list.families(1).waiting_since(), Ago(50));
  EXPECT_EQ(list.families(1).matches(), 0);
  EXPECT_THAT(list.families(0).kinds(),
              ElementsAre(v1::SUPPORT_KIND_ACTIVITY, v1::SUPPORT_KIND_ROLE_MODEL));

  const std::string couple = Offer(18, {"Stel Kwast", "Stel Verf"}, kCreativeCouple);
  const std::string weekend = Offer(16, {"Steun Weekend"}, kPartOfTheDay);
  const std::string close_by = Offer(14, {"Steun Dichtbij"}, kAfterSchool);
  const std::string father = Offer(12, {"Steun Vader", "Steun Moeder"}, kFatherFigure);
  AskWhetherItIsWilling(couple, 14);
  AskWhetherItIsWilling(weekend, 15);
  Must<v1::PauseResponse>(
      desk_, Step<v1::PauseRequest>(weekend, 2,
                                    absl::StrCat("reason: 'Verbouwing.' until: '", Ago(-10), "'")));
  Must<v1::LogContactResponse>(desk_, Step<v1::LogContactRequest>(close_by, 5, R"pb(
                                 contact: CONTACT_KIND_CALLED
                                 note: "Wil graag blijven wachten."
                               )pb"));

  const auto offers = Must<v1::ListOffersResponse>(desk_, About<v1::ListOffersRequest>(home_));
  ASSERT_THAT(Offering(), ElementsAre(couple, weekend, close_by, father));
  EXPECT_EQ(offers.offers(0).available_since(), Ago(18));
  EXPECT_EQ(offers.offers(0).days_available(), 18);
  // The fourteenth day after it was asked is the last one.
  EXPECT_TRUE(offers.offers(0).willing());
  EXPECT_FALSE(offers.offers(1).willing());
  EXPECT_FALSE(offers.offers(2).willing());
  EXPECT_EQ(offers.offers(1).paused_until(), Ago(-10));
  EXPECT_EQ(StateOf(weekend), v1::FAMILY_STATE_PAUSED);
  EXPECT_EQ(offers.offers(2).days_since_contact(), 5);
  EXPECT_EQ(offers.offers(2).last_contact(), v1::CONTACT_KIND_CALLED);
  EXPECT_EQ(offers.offers(3).last_contact_on(), "");
  EXPECT_THAT(offers.offers(3).kinds(),
              ElementsAre(v1::SUPPORT_KIND_ACTIVITY, v1::SUPPORT_KIND_ROLE_MODEL));

  // The girl who likes making things and the couple with a studio have that in common.
  ImportAreas();
  EXPECT_EQ(InterestsShared(creative, couple), "houdt ook van knutselen");

  // Who is matched stands in neither list any more; who is proposed was asked shortly before.
  AskWhetherItIsWilling(father, 11);
  ASSERT_THAT(StartTrial(Agree(trust, {1}, father, 10, 8), 5), IsOk());
  ASSERT_THAT(StartTrial(Agree(creative, {1}, couple, 9, 7), 4), IsOk());
  ASSERT_TRUE(Soon([&] { return Waiting() == std::vector{part_of_day, after_school}; }));
  ASSERT_TRUE(Soon([&] { return Offering() == std::vector{weekend, close_by}; }));
}

TEST_F(RegistrationCases, AHouseholdIsEnteredAndEveryAdultOfItIsScreenedBeforeTheDecision) {
  const std::string family = Register(v1::FAMILY_ROLE_SUPPORT, 60, {"Kwast"}, {"2012-02-03"});
  auto correct = Step<v1::CorrectPersonRequest>(family, 58, R"pb(
    kind: PERSON_KIND_ADULT
    number: 1
    given_name: "Mies"
    family_name: "Kwast"
    birth_date: "1975-05-06"
  )pb");
  Must<v1::CorrectPersonResponse>(desk_, correct);
  auto add = Step<v1::AddPersonRequest>(family, 55, R"pb(
    kind: PERSON_KIND_ADULT
    given_name: "Teun"
    family_name: "Verf"
    birth_date: "1970-07-08"
  )pb");
  Must<v1::AddPersonResponse>(desk_, add);
  Must<v1::SetContactResponse>(desk_, Step<v1::SetContactRequest>(family, 55, R"pb(
                                 postcode: "3361 AB"
                                 street: "Proefstraat"
                                 house_number: "12 bis"
                                 phone: "06-12345678"
                               )pb"));
  Must<v1::SetTargetGroupsResponse>(desk_, Step<v1::SetTargetGroupsRequest>(family, 55, R"pb(
                                      target_groups: TARGET_GROUP_INFORMAL_CARE
                                    )pb"));
  const auto household =
      Must<v1::GetHouseholdResponse>(colleague_, Of<v1::GetHouseholdRequest>(family));
  ASSERT_EQ(household.people_size(), 3);
  std::vector<std::string> people;
  for (const v1::Person& person : household.people()) {
    people.push_back(absl::StrCat(v1::PersonKind_Name(person.kind()), " ", person.number(), " ",
                                  person.given_name(), " ", person.birth_date()));
  }
  EXPECT_THAT(people, UnorderedElementsAre("PERSON_KIND_ADULT 1 Mies 1975-05-06",
                                           "PERSON_KIND_ADULT 2 Teun 1970-07-08",
                                           "PERSON_KIND_CHILD 1  2012-02-03"));
  EXPECT_EQ(household.contact().street(), "Proefstraat");
  EXPECT_THAT(household.target_groups(), ElementsAre(v1::TARGET_GROUP_INFORMAL_CARE));

  GatherEvidence(family, 40, 1);
  auto propose = Step<v1::ProposeDecisionRequest>(family, 30, R"pb(
    outcome: DECISION_OUTCOME_ACCEPT
    capacity: 1
  )pb");
  const auto incomplete = desk_.Call<v1::ProposeDecisionResponse>(propose);
  ASSERT_THAT(incomplete, Fails(StatusCode::kFailedPrecondition, "SCREENING_INCOMPLETE"));
  EXPECT_THAT(platform::core::MetadataOf(incomplete.status()),
              Contains(Pair("missing", HasSubstr("VOG_MISSING"))));
  EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_REGISTERED);

  ASSERT_THAT(Saw(family, v1::SCREENING_KIND_INTERVIEW, 35, 2), IsOk());
  ASSERT_THAT(Saw(family, v1::SCREENING_KIND_VOG, 35, 2), IsOk());
  propose.set_request_id(NewId());
  Must<v1::ProposeDecisionResponse>(desk_, propose);
  EXPECT_THAT(desk_.Call<v1::ConfirmDecisionResponse>(Confirmation(family, 28)),
              Fails(StatusCode::kFailedPrecondition, "FOUR_EYES_REQUIRED"));
  EXPECT_THAT(Offering(), IsEmpty());
  Must<v1::ConfirmDecisionResponse>(colleague_, Confirmation(family, 28));
  EXPECT_THAT(Offering(), ElementsAre(family));
  EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_AVAILABLE);
}

TEST_F(RegistrationCases, TwoChildrenOfOneFamilyAreMatchedApartAndItsReferrerSeesTheSteps) {
  AddPartner("school", "Basisschool De Proef");
  AddPartner("centre", "Centrum voor Jeugd en Gezin Proef");
  const Caller school = fleet_.AsPartner("school", "registration");
  const Caller centre = fleet_.AsPartner("centre", "registration");
  auto refer = About<v1::ReferFamilyRequest>(home_, R"pb(
    role: FAMILY_ROLE_REQUEST
    postcode: "3362 CD"
    adult_names: "Ouder Samen"
    child_birth_dates: "2014-06-01"
    child_birth_dates: "2020-09-12"
    reference: "groep 8"
  )pb");
  refer.set_occurred_on(Ago(60));
  const std::string referral = Must<v1::ReferFamilyResponse>(school, refer).referral_id();
  // A family that nobody referred is of no partner.
  Register(v1::FAMILY_ROLE_REQUEST, 59, {"Ouder Zelf"}, {"2016-01-01"});

  // It is told at the first contact what is kept of it.
  const std::string family = ReferredAndUntold();
  ASSERT_NE(family, "");
  Must<v1::RecordInformationToldResponse>(
      desk_, Step<v1::RecordInformationToldRequest>(family, 56, "how: CHANNEL_TELEPHONE"));
  EXPECT_EQ(ReferredAndUntold(), "");

  EXPECT_THAT(Events(Referral(school, referral)), ElementsAre("RECEIVED " + Ago(60)));
  PlanIntake(family, 55, 50);
  EXPECT_EQ(Referral(school, referral).status(), v1::REFERRAL_STATUS_IN_INTAKE);
  const std::string youngest =
      R"pb(
    child: 2 kinds: SUPPORT_KIND_PART_OF_DAY frequency: FREQUENCY_TWO_WEEKLY distance_km: 5
      )pb";
  RecordNeeds(family, 50, {youngest});
  RecordIntake(family, 50);
  EXPECT_EQ(Referral(school, referral).status(), v1::REFERRAL_STATUS_WAITING);
  EXPECT_THAT(Waiting(), ElementsAre(family));

  const std::string weekend = Offer(48, {"Steun Weekend"}, kPartOfTheDay);
  const std::string close_by = Offer(47, {"Steun Dichtbij"}, kAfterSchool);
  AskWhetherItIsWilling(weekend, 46);
  const std::string first = Agree(family, {2}, weekend, 45, 42);
  ASSERT_THAT(StartTrial(first, 40), IsOk());
  ASSERT_TRUE(Soon([&] { return Waiting().empty(); }));
  ASSERT_TRUE(Soon([&] { return Offering() == std::vector{close_by}; }));
  ASSERT_TRUE(
      Soon([&] { return Referral(school, referral).status() == v1::REFERRAL_STATUS_MATCHED; }));

  // The part of the day became weekly, and the eldest turned out to need somebody too.
  const std::string weekly =
      R"pb(
    child: 2 kinds: SUPPORT_KIND_PART_OF_DAY frequency: FREQUENCY_WEEKLY distance_km: 5
      )pb";
  const std::string eldest = R"pb(
    child: 1
    kinds: SUPPORT_KIND_AFTER_SCHOOL
    kinds: SUPPORT_KIND_HOMEWORK
    frequency: FREQUENCY_WEEKLY
    distance_km: 2
  )pb";
  RecordNeeds(family, 30, {weekly, eldest});
  EXPECT_THAT(Waiting(), ElementsAre(family));
  const auto again = Must<v1::ListWaitingResponse>(desk_, About<v1::ListWaitingRequest>(home_));
  ASSERT_EQ(again.families_size(), 1);
  EXPECT_EQ(again.families(0).matches(), 1);
  EXPECT_THAT(again.families(0).children(), ElementsAre(1, 2));
  auto food_bank = Step<v1::ReferOnRequest>(family, 25, R"pb(
    destination: REFERRAL_DESTINATION_FOOD_BANK
    reason: "Er is te weinig te eten."
  )pb");
  Must<v1::ReferOnResponse>(desk_, food_bank);
  AskWhetherItIsWilling(close_by, 21);
  const std::string second = Agree(family, {1}, close_by, 20, 15);
  ASSERT_THAT(StartTrial(second, 10), IsOk());
  ASSERT_TRUE(Soon([&] { return Waiting().empty() && Offering().empty(); }));

  const auto matches = Must<matching::v1::ListMatchesResponse>(
      matching_, About<matching::v1::ListMatchesRequest>(home_));
  ASSERT_EQ(matches.matches_size(), 2);
  EXPECT_EQ(matches.matches(0).match_id(), first);
  EXPECT_EQ(matches.matches(0).support_family_id(), weekend);
  EXPECT_THAT(matches.matches(0).children(), ElementsAre(2));
  EXPECT_EQ(matches.matches(1).support_family_id(), close_by);
  EXPECT_THAT(matches.matches(1).children(), ElementsAre(1));
  for (const matching::v1::Match& match : matches.matches()) {
    EXPECT_EQ(match.request_family_id(), family);
    EXPECT_EQ(match.state(), matching::v1::MATCH_STATE_IN_TRIAL);
  }

  // The school sees the steps of its own referral, and nothing else.
  const v1::Referral seen = Referral(school, referral);
  EXPECT_THAT(Events(seen),
              ElementsAre("RECEIVED " + Ago(60), "IN_INTAKE " + Ago(55), "WAITING " + Ago(50),
                          "MATCHED " + Ago(40), "REFERRED_ON " + Ago(25)));
  EXPECT_EQ(seen.status(), v1::REFERRAL_STATUS_MATCHED);
  EXPECT_EQ(seen.status_since(), Ago(40));
  EXPECT_EQ(seen.reference(), "groep 8");
  EXPECT_NE(seen.referral_id(), family);
  const auto own = Must<v1::ListReferralsResponse>(school, About<v1::ListReferralsRequest>(home_));
  ASSERT_EQ(own.referrals_size(), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(own.referrals(0), seen));
  const auto refused = Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED");
  EXPECT_THAT(school.Call<v1::GetFamilyResponse>(Of<v1::GetFamilyRequest>(family)), refused);
  EXPECT_THAT(school.Call<v1::GetHouseholdResponse>(Of<v1::GetHouseholdRequest>(family)), refused);
  EXPECT_THAT(school.Call<v1::GetIntakeResponse>(Of<v1::GetIntakeRequest>(family)), refused);
  EXPECT_THAT(school.Call<v1::ListFamiliesResponse>(About<v1::ListFamiliesRequest>(home_)),
              refused);
  EXPECT_THAT(school.Call<v1::ListWaitingResponse>(About<v1::ListWaitingRequest>(home_)), refused);
  EXPECT_THAT(
      fleet_.AsPartner("school", "matching")
          .Call<matching::v1::ListMatchesResponse>(About<matching::v1::ListMatchesRequest>(home_)),
      refused);
  // Another partner sees nothing of it.
  auto theirs = About<v1::GetReferralRequest>(home_);
  theirs.set_referral_id(referral);
  EXPECT_THAT(centre.Call<v1::GetReferralResponse>(theirs),
              Fails(StatusCode::kNotFound, "REFERRAL_NOT_FOUND"));
  EXPECT_EQ(Must<v1::ListReferralsResponse>(centre, About<v1::ListReferralsRequest>(home_))
                .referrals_size(),
            0);
}

}  // namespace
}  // namespace buurtbrug::acceptance
