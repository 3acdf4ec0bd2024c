#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/registration/v1/screening_service.pb.h"
#include "tests/acceptance/registration_scene.h"

// A support family in which a child comes of age.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RegistrationReadiness : public RegistrationScene {
 protected:
  // "2026-11-01 2026-11-18 ready" for each interval between two days.
  std::vector<std::string> Readiness(const std::string& family, int first, int last) {
    auto request = Of<v1::GetReadinessRequest>(family);
    request.set_first_day(Ago(first));
    request.set_last_day(Ago(last));
    std::vector<std::string> texts;
    const auto readiness = Must<v1::GetReadinessResponse>(desk_, request);
    for (const v1::ReadinessInterval& interval : readiness.intervals()) {
      std::string text = absl::StrCat(interval.first_day(), " ", interval.last_day());
      for (const v1::Missing& missing : interval.missing()) {
        absl::StrAppend(&text, " ", missing.code());
        if (missing.has_person()) {
          absl::StrAppend(&text, " ", v1::PersonKind_Name(missing.person().kind()), " ",
                          missing.person().number(), " since ", missing.since());
        }
      }
      texts.push_back(interval.missing().empty() ? text + " ready" : text);
    }
    return texts;
  }
  // As matching asks before a trial.
  std::vector<std::string> MissingOn(const std::string& family, int days) {
    auto request = Of<v1::CheckReadinessRequest>(family);
    request.set_day(Ago(days));
    const auto response =
        Must<v1::CheckReadinessResponse>(fleet_.AsService("matching", "registration"), request);
    EXPECT_EQ(response.capacity(), 3);
    return {response.missing().begin(), response.missing().end()};
  }
  // The people at the desk, "PERSON_KIND_CHILD 1".
  std::vector<std::string> Desk(v1::VogStatus status) {
    auto request = About<v1::ListVogDeskRequest>(home_);
    request.set_status(status);
    std::vector<std::string> people;
    const auto desk = Must<v1::ListVogDeskResponse>(desk_, request);
    for (const v1::VogDeskEntry& entry : desk.entries()) {
      people.push_back(
          absl::StrCat(v1::PersonKind_Name(entry.person().kind()), " ", entry.person().number()));
    }
    return people;
  }
  v1::ListLapsesResponse Lapses(int within_days) {
    auto request = About<v1::ListLapsesRequest>(home_);
    request.set_within_days(within_days);
    return Must<v1::ListLapsesResponse>(desk_, request);
  }
  template <typename Request>
  Request AboutTheChild(const std::string& family, int days) const {
    auto request = Step<Request>(family, days);
    request.mutable_person()->set_kind(v1::PERSON_KIND_CHILD);
    request.mutable_person()->set_number(1);
    return request;
  }

  absl::StatusOr<matching::v1::ProposeMatchResponse> Propose(const std::string& asking, int child,
                                                             const std::string& support, int days) {
    auto request = About<matching::v1::ProposeMatchRequest>(home_);
    request.set_occurred_on(Ago(days));
    request.set_request_family_id(asking);
    request.add_children(child);
    request.set_support_family_id(support);
    request.set_reason("Om de hoek, en op woensdag vrij.");
    return matching_.Call<matching::v1::ProposeMatchResponse>(request);
  }
  matching::v1::Match MatchOf(const std::string& match) {
    auto request = About<matching::v1::GetMatchRequest>(home_);
    request.set_match_id(match);
    return Must<matching::v1::GetMatchResponse>(matching_, request).match();
  }

  // Who was born eighteen years before that day; on 29 February there was nobody.
  std::string BornEighteenYearsBefore(int days) const {
    const absl::CivilDay day = today_ - days;
    return platform::core::FormatDay(absl::CivilDay(day.year() - 18, day.month(), day.day()));
  }
  int BirthdayAgo() const {
    const absl::CivilDay day = today_ - 4;
    return day.month() == 2 && day.day() == 29 ? 3 : 4;
  }
};

TEST_F(RegistrationReadiness, IsLostOnTheDayAChildTurnsEighteenAndComesBackByItsVog) {
  const int birthday = BirthdayAgo();
  const std::string support = Register(v1::FAMILY_ROLE_SUPPORT, 60, {"Steun Een", "Steun Twee"},
                                       {BornEighteenYearsBefore(birthday), "2012-02-03"});
  GatherEvidence(support, 50, 2);
  Accept(support, 40, 3);
  const std::string asking =
      Register(v1::FAMILY_ROLE_REQUEST, 60, {"Ouder Proef"}, {"2014-05-02", "2016-07-04"});
  Must<v1::RecordIntakeResponse>(desk_, Step<v1::RecordIntakeRequest>(asking, 45));
  const std::string before = Agree(asking, {1}, support, 30, 20);
  const std::string after = Agree(asking, {2}, support, 30, 20);

  EXPECT_THAT(Readiness(support, 41, -20),
              ElementsAre(absl::StrCat(Ago(41), " ", Ago(41), " SCREENING_MISSING"),
                          absl::StrCat(Ago(40), " ", Ago(birthday + 1), " ready"),
                          absl::StrCat(Ago(birthday), " ", Ago(-20),
                                       " VOG_MISSING PERSON_KIND_CHILD 1 since ", Ago(birthday))));
  EXPECT_THAT(MissingOn(support, birthday + 1), IsEmpty());
  EXPECT_THAT(MissingOn(support, birthday), ElementsAre("VOG_MISSING"));
  EXPECT_THAT(MissingOn(support, 0), ElementsAre("VOG_MISSING"));
  ASSERT_EQ(Lapses(0).lapses_size(), 1);
  EXPECT_EQ(Lapses(0).lapses(0).family_id(), support);
  EXPECT_EQ(Lapses(0).lapses(0).ready_until(), Ago(birthday + 1));
  EXPECT_TRUE(Lapses(0).lapses(0).lapsed());
  EXPECT_THAT(Desk(v1::VOG_STATUS_NEEDED), ElementsAre("PERSON_KIND_CHILD 1"));

  // On the eve a trial starts; on the day itself, and afterwards, none does.
  EXPECT_THAT(StartTrial(before, birthday + 1), IsOk());
  const auto lacking = Fails(StatusCode::kFailedPrecondition, "VOG_MISSING");
  EXPECT_THAT(StartTrial(after, birthday), lacking);
  EXPECT_THAT(StartTrial(after, 0), lacking);

  Must<v1::RecordVogRequestedResponse>(
      desk_, AboutTheChild<v1::RecordVogRequestedRequest>(support, birthday - 1));
  EXPECT_THAT(Desk(v1::VOG_STATUS_REQUESTED), ElementsAre("PERSON_KIND_CHILD 1"));
  Must<v1::RecordVogIssuedResponse>(
      desk_, AboutTheChild<v1::RecordVogIssuedRequest>(support, birthday - 2));
  EXPECT_THAT(Desk(v1::VOG_STATUS_ISSUED), ElementsAre("PERSON_KIND_CHILD 1"));
  EXPECT_THAT(StartTrial(after, birthday - 2), lacking);
  auto seen = AboutTheChild<v1::RecordEvidenceRequest>(support, birthday - 2);
  seen.set_kind(v1::SCREENING_KIND_VOG);
  Must<v1::RecordEvidenceResponse>(desk_, seen);

  EXPECT_THAT(Readiness(support, birthday + 1, -20),
              ElementsAre(absl::StrCat(Ago(birthday + 1), " ", Ago(birthday + 1), " ready"),
                          absl::StrCat(Ago(birthday), " ", Ago(birthday - 1),
                                       " VOG_MISSING PERSON_KIND_CHILD 1 since ", Ago(birthday)),
                          absl::StrCat(Ago(birthday - 2), " ", Ago(-20), " ready")));
  EXPECT_THAT(Lapses(0).lapses(), IsEmpty());
  for (const v1::VogStatus status :
       {v1::VOG_STATUS_NEEDED, v1::VOG_STATUS_REQUESTED, v1::VOG_STATUS_ISSUED}) {
    EXPECT_THAT(Desk(status), IsEmpty()) << v1::VogStatus_Name(status);
  }
  EXPECT_THAT(StartTrial(after, birthday - 1), lacking);
  EXPECT_THAT(StartTrial(after, birthday - 2), IsOk());
}

TEST_F(RegistrationReadiness, TheDayOnWhichAChildWillTurnEighteenIsSeenBeforehand) {
  const int birthday = -30;
  const std::string support =
      Register(v1::FAMILY_ROLE_SUPPORT, 60, {"Steun Een"}, {BornEighteenYearsBefore(birthday)});
  GatherEvidence(support, 50, 1);
  Accept(support, 40, 3);
  EXPECT_THAT(MissingOn(support, 0), IsEmpty());
  EXPECT_THAT(MissingOn(support, birthday + 1), IsEmpty());
  EXPECT_THAT(MissingOn(support, birthday - 1), ElementsAre("VOG_MISSING"));
  EXPECT_THAT(Lapses(0).lapses(), IsEmpty());
  ASSERT_EQ(Lapses(60).lapses_size(), 1);
  EXPECT_EQ(Lapses(60).lapses(0).family_id(), support);
  EXPECT_FALSE(Lapses(60).lapses(0).lapsed());
}

TEST_F(RegistrationReadiness, StopsTheProposalsOfTheFamilyWhenItIsRefreshedAfterABirthday) {
  const int birthday = BirthdayAgo();
  const std::string support = Register(v1::FAMILY_ROLE_SUPPORT, 60, {"Steun Een", "Steun Twee"},
                                       {BornEighteenYearsBefore(birthday)});
  GatherEvidence(support, 50, 2);
  Accept(support, 40, 3);
  const std::string asking =
      Register(v1::FAMILY_ROLE_REQUEST, 60, {"Ouder Proef"}, {"2014-05-02", "2016-07-04"});
  auto needs = Step<v1::RecordNeedsRequest>(asking, 45);
  for (const int child : {1, 2}) {
    v1::Need& need = *needs.add_needs();
    need.set_child(child);
    need.add_kinds(v1::SUPPORT_KIND_HOMEWORK);
    need.set_frequency(v1::FREQUENCY_WEEKLY);
    need.set_distance_km(5);
  }
  Must<v1::RecordNeedsResponse>(desk_, needs);
  Must<v1::RecordIntakeResponse>(desk_, Step<v1::RecordIntakeRequest>(asking, 45));

  // The one match is signed, the other one only proposed: a match for each child.
  const std::string agreed = Agree(asking, {1}, support, 30, 20);
  ASSERT_TRUE(Soon([&] {
    const auto list = Must<v1::ListWaitingResponse>(desk_, About<v1::ListWaitingRequest>(home_));
    return list.families_size() == 1 && list.families(0).needs_met() == 1;
  }));
  const auto proposed = Propose(asking, 2, support, 30);
  ASSERT_THAT(proposed, IsOk());
  ASSERT_TRUE(Soon([&] { return Waiting().empty(); }));

  // As it was judged last, before the birthday.
  ASSERT_EQ(fleet_.database().Ask(absl::StrCat("UPDATE registration.readiness SET spans = '",
                                               Ago(40), "/", Ago(birthday + 1), "', recheck_on = '",
                                               Ago(birthday), "' RETURNING 1")),
            "1\n");
  EXPECT_EQ(MatchOf(proposed->match_id()).state(), matching::v1::MATCH_STATE_PROPOSED);
  Must<v1::RefreshReadinessResponse>(desk_, About<v1::RefreshReadinessRequest>(home_));

  ASSERT_TRUE(Soon(
      [&] { return MatchOf(proposed->match_id()).state() == matching::v1::MATCH_STATE_DECLINED; }));
  const matching::v1::Match stopped = MatchOf(proposed->match_id());
  const matching::v1::MatchStep& last = stopped.steps(stopped.steps_size() - 1);
  EXPECT_EQ(last.end_reason(), matching::v1::END_REASON_SUPPORT_FAMILY_NOT_READY);
  EXPECT_EQ(last.occurred_on(), Ago(0));
  EXPECT_EQ(last.recorded_by(), "spiffe://buurtbrug/service/matching");
  EXPECT_EQ(MatchOf(agreed).state(), matching::v1::MATCH_STATE_AGREED);
  auto list = About<matching::v1::ListMatchesRequest>(home_);
  list.set_end_reason(matching::v1::END_REASON_SUPPORT_FAMILY_NOT_READY);
  const auto told = Must<matching::v1::ListMatchesResponse>(matching_, list);
  ASSERT_EQ(told.matches_size(), 1);
  EXPECT_EQ(told.matches(0).match_id(), proposed->match_id());
  // The second child waits again.
  ASSERT_TRUE(Soon([&] { return Waiting() == std::vector{asking}; }));

  EXPECT_THAT(Propose(asking, 2, support, 0),
              Fails(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_NOT_READY"));
  auto seen = AboutTheChild<v1::RecordEvidenceRequest>(support, 0);
  seen.set_kind(v1::SCREENING_KIND_VOG);
  Must<v1::RecordEvidenceResponse>(desk_, seen);
  EXPECT_THAT(Propose(asking, 2, support, 0), IsOk());
  ASSERT_TRUE(Soon([&] { return Waiting().empty(); }));
}

}  // namespace
}  // namespace buurtbrug::acceptance
