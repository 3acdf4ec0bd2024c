#include "registration/app/own_families.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "buurtbrug/common/v1/access.pb.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "platform/access/log.h"
#include "platform/core/status.h"
#include "registration/app/households.h"
#include "registration/app/scene_test.h"
#include "registration/store/guide_store.h"
#include "registration/store/profile_store.h"

namespace buurtbrug::registration::app {
namespace {

using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

auto NotThere() { return Fails(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND"); }

// It is 2020-11-15.
class OwnFamiliesTest : public Scene {
 protected:
  static constexpr char kMatch[] = "0c000000-0000-7000-8000-000000000001";

  Call Volunteer(const std::string& subject = "volunteer") {
    Call call = Coordinator(Effect::kReads);
    call.caller.subject = subject;
    call.caller.role = platform::access::Role::kVolunteerCoordinator;
    call.caller.cases = platform::access::Cases::kOwn;
    call.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_SPECIAL};
    return call;
  }
  domain::FamilyId NewFamily(domain::FamilyRole role) {
    domain::Registration registration = RequestFamily();
    registration.role = role;
    const auto receipt = families.Register(Coordinator(Effect::kStarts), kFebruary, registration);
    EXPECT_THAT(receipt, IsOk());
    return domain::FamilyId(receipt->subject);
  }

  template <typename Event>
  void Tell(const Event& event) {
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant;
    entry.fact = platform::feed::MakeFact(platform::core::NewUuid(fixture.Now(), fixture.random()),
                                          kMarch, event);
    ASSERT_THAT(fixture.database().Run(
                    platform::postgres::Scope::Tenant(tenant),
                    [&](platform::postgres::ScopedTransaction& transaction) {
                      BUURTBRUG_RETURN_IF_ERROR(store::ApplyMatching(transaction, entry));
                      BUURTBRUG_RETURN_IF_ERROR(store::ApplyGuides(transaction, entry));
                      // Once more does no harm.
                      return store::ApplyGuides(transaction, entry);
                    }),
                IsOk());
  }
  void TellState(matching::v1::MatchState state, const std::string& match = kMatch) {
    matching::v1::MatchChanged changed;
    changed.set_match_id(match);
    changed.set_request_family_id(asking_.ToString());
    changed.set_support_family_id(offering_.ToString());
    changed.set_state(state);
    Tell(changed);
  }
  void Assign(const std::string& coordinator, const std::string& first_day,
              const std::string& last_day = "",
              common::v1::Role role = common::v1::ROLE_VOLUNTEER_COORDINATOR) {
    matching::v1::MatchAssigned assigned;
    assigned.set_match_id(kMatch);
    assigned.set_request_family_id(asking_.ToString());
    assigned.set_support_family_id(offering_.ToString());
    assigned.set_coordinator(coordinator);
    assigned.set_role(role);
    assigned.set_first_day(first_day);
    if (!last_day.empty()) {
      assigned.set_last_day(last_day);
    }
    Tell(assigned);
  }
  void Substitute(const domain::FamilyId& family, const std::string& first_day,
                  const std::string& last_day) {
    matching::v1::SupportFamilySubstituted substituted;
    substituted.set_match_id(kMatch);
    substituted.set_request_family_id(asking_.ToString());
    substituted.set_support_family_id(offering_.ToString());
    substituted.set_substitute_family_id(family.ToString());
    substituted.set_first_day(first_day);
    substituted.set_last_day(last_day);
    Tell(substituted);
  }
  // Nobody stands in: no days.
  void CarryOver(const std::string& substitute, const std::string& first_day = "",
                 const std::string& last_day = "") {
    matching::v1::MatchCarriedOver carried;
    carried.set_match_id(kMatch);
    carried.set_request_family_id(asking_.ToString());
    carried.set_support_family_id(offering_.ToString());
    carried.set_state(matching::v1::MATCH_STATE_DEFINITIVE);
    carried.set_trial_first_day("2020-05-01");
    carried.set_substitute_family_id(substitute);
    if (!first_day.empty()) {
      carried.set_substitute_first_day(first_day);
      carried.set_substitute_last_day(last_day);
    }
    Tell(carried);
  }
  bool Sees(const std::string& subject, const domain::FamilyId& family) {
    const Call call = Volunteer(subject);
    const auto read = families.Get(call, family);
    const auto household = households_.Get(Volunteer(subject), family);
    EXPECT_EQ(read.ok(), household.ok());
    EXPECT_EQ(call.owned, read.ok() ? 1 : 0);
    if (!read.ok()) {
      EXPECT_THAT(read, NotThere());
    }
    return read.ok();
  }

  const domain::FamilyId asking_ = NewFamily(domain::FamilyRole::kRequest);
  const domain::FamilyId offering_ = NewFamily(domain::FamilyRole::kSupport);
  const domain::FamilyId other_ = NewFamily(domain::FamilyRole::kRequest);
  Households households_{means};

 private:
  uint64_t told_ = 0;
};

TEST_F(OwnFamiliesTest, AVolunteerSeesBothFamiliesOfItsMatchAndNoOther) {
  TellState(matching::v1::MATCH_STATE_IN_TRIAL);
  EXPECT_FALSE(Sees("volunteer", asking_));
  Assign("volunteer", "2020-11-01");
  EXPECT_TRUE(Sees("volunteer", asking_));
  EXPECT_TRUE(Sees("volunteer", offering_));
  EXPECT_FALSE(Sees("volunteer", other_));
  EXPECT_FALSE(Sees("other-volunteer", asking_));
  // As one that is not there.
  const domain::FamilyId nobody(platform::core::NewUuid(fixture.Now(), fixture.random()));
  EXPECT_EQ(families.Get(Volunteer(), other_).status(), families.Get(Volunteer(), nobody).status());
  // A coordinator sees all.
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), other_), IsOk());
}

TEST_F(OwnFamiliesTest, TheDayCounts) {
  TellState(matching::v1::MATCH_STATE_DEFINITIVE);
  Assign("volunteer", "2020-11-15", "2020-11-15");
  EXPECT_TRUE(Sees("volunteer", asking_));
  Call call = Volunteer();
  ++call.today;
  EXPECT_THAT(families.Get(call, asking_), NotThere());
  call.today -= 2;
  EXPECT_THAT(families.Get(call, asking_), NotThere());
}

TEST_F(OwnFamiliesTest, WhatWasAssignedLastCountsOnItsDays) {
  TellState(matching::v1::MATCH_STATE_DEFINITIVE);
  Assign("volunteer", "2020-10-01");
  Assign("other-volunteer", "2020-11-10", "2020-11-20");
  EXPECT_FALSE(Sees("volunteer", asking_));
  EXPECT_TRUE(Sees("other-volunteer", asking_));
  Call later = Volunteer();
  later.today = absl::CivilDay(2020, 11, 21);
  EXPECT_THAT(families.Get(later, asking_), IsOk());
  // Given to somebody as a professional, it is not that one's as a volunteer.
  Assign("volunteer", "2020-11-15", "", common::v1::ROLE_COORDINATOR);
  EXPECT_FALSE(Sees("volunteer", asking_));
}

TEST_F(OwnFamiliesTest, WhenTheMatchIsOverTheyAreNotShownAnyMore) {
  Assign("volunteer", "2020-11-01");
  EXPECT_FALSE(Sees("volunteer", asking_));
  for (const auto state : {matching::v1::MATCH_STATE_PROPOSED, matching::v1::MATCH_STATE_INTRODUCED,
                           matching::v1::MATCH_STATE_AGREED, matching::v1::MATCH_STATE_IN_TRIAL,
                           matching::v1::MATCH_STATE_DEFINITIVE}) {
    TellState(state);
    EXPECT_TRUE(Sees("volunteer", offering_)) << state;
  }
  for (const auto state :
       {matching::v1::MATCH_STATE_DECLINED, matching::v1::MATCH_STATE_COMPLETED,
        matching::v1::MATCH_STATE_SUSTAINED, matching::v1::MATCH_STATE_CARRIED_OVER}) {
    TellState(state);
    EXPECT_FALSE(Sees("volunteer", offering_)) << state;
  }
}

TEST_F(OwnFamiliesTest, AVolunteerSeesTheFamilyThatStandsInWhileItDoes) {
  const domain::FamilyId standing_in = NewFamily(domain::FamilyRole::kSupport);
  TellState(matching::v1::MATCH_STATE_IN_TRIAL);
  Assign("volunteer", "2020-11-01");
  EXPECT_FALSE(Sees("volunteer", standing_in));
  Substitute(standing_in, "2020-11-15", "2020-11-16");
  EXPECT_TRUE(Sees("volunteer", standing_in));
  EXPECT_TRUE(Sees("volunteer", offering_));
  EXPECT_FALSE(Sees("other-volunteer", standing_in));
  EXPECT_FALSE(Sees("volunteer", other_));
  for (const auto& [day, sees] :
       std::map<int, bool>{{14, false}, {15, true}, {16, true}, {17, false}}) {
    Call call = Volunteer();
    call.today = absl::CivilDay(2020, 11, day);
    EXPECT_EQ(families.Get(call, standing_in).ok(), sees) << day;
  }
  // Whoever takes the match over sees it from then on.
  Assign("other-volunteer", "2020-11-15");
  EXPECT_FALSE(Sees("volunteer", standing_in));
  EXPECT_TRUE(Sees("other-volunteer", standing_in));
  TellState(matching::v1::MATCH_STATE_COMPLETED);
  EXPECT_FALSE(Sees("other-volunteer", standing_in));
}

TEST_F(OwnFamiliesTest, ASubstitutionThatEndsEarlierClosesTheFile) {
  const domain::FamilyId first = NewFamily(domain::FamilyRole::kSupport);
  const domain::FamilyId second = NewFamily(domain::FamilyRole::kSupport);
  TellState(matching::v1::MATCH_STATE_DEFINITIVE);
  Assign("volunteer", "2020-11-01");
  Substitute(first, "2020-11-10", "2020-11-30");
  EXPECT_TRUE(Sees("volunteer", first));
  matching::v1::SubstitutionEnded ended;
  ended.set_match_id(kMatch);
  ended.set_substitute_family_id(first.ToString());
  Tell(ended);
  EXPECT_FALSE(Sees("volunteer", first));
  // Another one stands in from then on.
  Substitute(second, "2020-11-12", "2020-11-30");
  EXPECT_FALSE(Sees("volunteer", first));
  EXPECT_TRUE(Sees("volunteer", second));
}

// A family that came with another match brought along who stood in when it did.
TEST_F(OwnFamiliesTest, WhoStandsInIsToldAnewWithTheMatchThatIsCarriedOver) {
  const domain::FamilyId before = NewFamily(domain::FamilyRole::kSupport);
  const domain::FamilyId since = NewFamily(domain::FamilyRole::kSupport);
  Substitute(before, "2020-11-01", "2020-12-31");
  CarryOver("");
  Assign("volunteer", "2020-11-01");
  EXPECT_FALSE(Sees("volunteer", before));
  CarryOver(since.ToString(), "2020-11-10", "2020-11-30");
  EXPECT_FALSE(Sees("volunteer", before));
  EXPECT_TRUE(Sees("volunteer", since));
  EXPECT_TRUE(Sees("volunteer", offering_));
}

TEST_F(OwnFamiliesTest, ACarriedMatchOfWhichNothingIsToldKeepsWhoStandsIn) {
  const domain::FamilyId standing_in = NewFamily(domain::FamilyRole::kSupport);
  Substitute(standing_in, "2020-11-01", "2020-12-31");
  matching::v1::MatchCarriedOver carried;
  carried.set_match_id(kMatch);
  carried.set_request_family_id(asking_.ToString());
  carried.set_support_family_id(offering_.ToString());
  carried.set_state(matching::v1::MATCH_STATE_DEFINITIVE);
  carried.set_trial_first_day("2020-05-01");
  Tell(carried);
  Assign("volunteer", "2020-11-01");
  EXPECT_TRUE(Sees("volunteer", standing_in));
}

TEST_F(OwnFamiliesTest, NeitherScreeningNorTargetGroupsAreShownNorLoggedAsShown) {
  TellState(matching::v1::MATCH_STATE_DEFINITIVE);
  Assign("volunteer", "2020-11-01");
  ASSERT_THAT(households_.SetTargetGroups(Coordinator(Effect::kCares), {offering_, kMarch},
                                          {domain::TargetGroup::kPoverty}),
              IsOk());
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {offering_, domain::StepKind::kVogSeen, kMarch, 0, 1}),
              IsOk());
  const auto household = households_.Get(Volunteer(), offering_);
  ASSERT_THAT(household, IsOk());
  EXPECT_THAT(household->target_groups, IsEmpty());
  EXPECT_THAT(household->people, Not(IsEmpty()));
  const auto has_vog = Contains(
      ::testing::Field(&domain::FamilyStep::kind, ::testing::Eq(domain::StepKind::kVogSeen)));
  const Call call = Volunteer();
  EXPECT_THAT(families.Get(call, offering_)->steps, Not(has_vog));
  EXPECT_EQ(call.logged, 1);
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), offering_)->steps, has_vog);
  EXPECT_THAT(households_.Get(Coordinator(Effect::kReads), offering_)->target_groups,
              Not(IsEmpty()));
  const auto log = platform::access::ListEntries(fixture.database(), tenant, {}, offering_);
  ASSERT_THAT(log, IsOk());
  int of_volunteer = 0;
  for (const common::v1::AccessEntry& entry : *log) {
    if (entry.subject() == "volunteer") {
      ++of_volunteer;
      EXPECT_THAT(entry.categories(), ::testing::ElementsAre(common::v1::DATA_CATEGORY_NAME));
    }
  }
  EXPECT_EQ(of_volunteer, 2);
}

TEST_F(OwnFamiliesTest, WithoutTheLatestNewsOfAssignmentsAVolunteerIsShownNothing) {
  TellState(matching::v1::MATCH_STATE_DEFINITIVE);
  Assign("volunteer", "2020-11-01");
  Means blind = means;
  blind.learn_matches = [] {
    return platform::core::Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE", "");
  };
  EXPECT_THAT(Families(blind).Get(Volunteer(), asking_),
              Fails(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_THAT(Households(blind).Get(Volunteer(), asking_),
              Fails(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_THAT(Families(blind).Get(Coordinator(Effect::kReads), asking_), IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::app
