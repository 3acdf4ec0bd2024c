#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/app/concluded_test.h"
#include "matching/app/matches.h"
#include "matching/app/registration_news.h"
#include "matching/domain/match.h"
#include "platform/core/parse.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

// Families as registration's feed tells them, for the tests of search. Today is 15 November 2020.
namespace buurtbrug::matching::app {

class ToldScene : public ::testing::Test {
 protected:
  using TenantScope = platform::core::TenantScope;
  using ScopedTransaction = platform::postgres::ScopedTransaction;
  using FamilyId = domain::FamilyId;

  explicit ToldScene(const std::string& municipality = "0610")
      : tenant_(fixture_.OpenContract({.municipality = municipality})) {
    Ask("INSERT INTO matching.area_points VALUES ('3361', 106000, 425000), ('3362', 107500, 425000)"
        " RETURNING 1");
  }

  Call Reads() { return fixture_.NewCall(tenant_, platform::access::Effect::kReads); }
  Call Writes() { return fixture_.NewCall(tenant_, platform::access::Effect::kCares); }
  FamilyId NewId() { return FamilyId(platform::core::NewUuid(Reads().now, fixture_.random())); }
  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }

  template <typename Event>
  platform::feed::Entry EntryOf(const TenantScope& tenant, const Event& event, absl::CivilDay day) {
    platform::feed::Entry entry;
    entry.position.sequence = ++told_;
    entry.tenant = tenant;
    entry.fact = platform::feed::MakeFact(platform::core::NewUuid(Reads().now, fixture_.random()),
                                          day, event);
    return entry;
  }
  void Apply(const platform::feed::Entry& entry) {
    ASSERT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(entry.tenant),
                                        [&](ScopedTransaction& transaction) {
                                          return news_.Apply(transaction, entry);
                                        }),
                platform::testing::IsOk());
  }
  // Keeps the entry, so that the feed can be read again.
  template <typename Event>
  void Tell(const Event& event, absl::CivilDay day = absl::CivilDay(2020, 11, 10)) {
    feed_.push_back(EntryOf(tenant_, event, day));
    Apply(feed_.back());
  }
  void ReadAgain() {
    for (const platform::feed::Entry& entry : feed_) {
      Apply(entry);
    }
  }

  void Step(const FamilyId& family, registration::v1::FamilyRole role,
            registration::v1::FamilyState state, registration::v1::FamilyStepKind step,
            absl::CivilDay day = absl::CivilDay(2020, 9, 1), int capacity = 0) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family.ToString());
    changed.set_role(role);
    changed.set_state(state);
    changed.set_step(step);
    changed.set_children(2);
    changed.set_capacity(capacity);
    Tell(changed, day);
  }

  // What both sides say in this scene: a fixed Wednesday afternoon each week, within 5 km.
  template <typename Profile>
  static void SayTerms(Profile& profile) {
    profile.add_kinds(registration::v1::SUPPORT_KIND_FIXED_AFTERNOON);
    profile.add_moments(registration::v1::WEEK_MOMENT_WEDNESDAY_AFTERNOON);
    profile.set_frequency(registration::v1::FREQUENCY_WEEKLY);
    profile.set_distance_km(5);
    profile.add_transports(registration::v1::TRANSPORT_BICYCLE);
  }

  // Of two children, 8 and 11 years old, of whom each needs something.
  static registration::v1::FamilyProfileChanged RequestProfile(const FamilyId& family) {
    registration::v1::FamilyProfileChanged told;
    told.set_family_id(family.ToString());
    told.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    told.set_area("3361");
    told.set_urgency(2);
    for (const int child : {1, 2}) {
      registration::v1::NeedProfile& need = *told.add_needs();
      need.set_child(child);
      SayTerms(need);
      registration::v1::ChildAge& age = *told.add_children();
      age.set_number(child);
      age.set_years(5 + 3 * child);
    }
    return told;
  }

  // Takes children of 4 to 12; asked on the 10th.
  static registration::v1::FamilyProfileChanged SupportProfile(const FamilyId& family) {
    registration::v1::FamilyProfileChanged told;
    told.set_family_id(family.ToString());
    told.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
    told.set_area("3362");
    registration::v1::OfferProfile& offer = *told.mutable_offer();
    SayTerms(offer);
    offer.set_capacity(1);
    offer.set_youngest_age(4);
    offer.set_oldest_age(12);
    told.set_willing_on("2020-11-10");
    return told;
  }

  void Ready(const FamilyId& family, const std::string& first_day = "2020-09-01") {
    registration::v1::ReadinessChanged ready;
    ready.set_family_id(family.ToString());
    ready.add_spans()->set_first_day(first_day);
    Tell(ready, absl::CivilDay(2020, 9, 1));
  }

  static registration::v1::FamilyMerged Merged(const FamilyId& family, const FamilyId& into) {
    registration::v1::FamilyMerged merged;
    merged.set_family_id(family.ToString());
    merged.set_into_family_id(into.ToString());
    return merged;
  }
  void Merge(const FamilyId& family, const FamilyId& into) { Tell(Merged(family, into)); }

  FamilyId NewRequest() {
    const FamilyId family = NewId();
    Step(family, registration::v1::FAMILY_ROLE_REQUEST, registration::v1::FAMILY_STATE_WAITING,
         registration::v1::FAMILY_STEP_KIND_INTAKE_DONE);
    Tell(RequestProfile(family));
    return family;
  }

  FamilyId NewSupport() {
    const FamilyId family = NewId();
    Step(family, registration::v1::FAMILY_ROLE_SUPPORT, registration::v1::FAMILY_STATE_AVAILABLE,
         registration::v1::FAMILY_STEP_KIND_SCREENING_DONE, absl::CivilDay(2020, 9, 1), 1);
    Tell(SupportProfile(family));
    Ready(family);
    return family;
  }

  domain::MatchId Propose(const FamilyId& request, const FamilyId& support, int child = 1) {
    const auto receipt =
        matches_.Propose(fixture_.NewCall(tenant_, platform::access::Effect::kStarts),
                         {kDay, request, {child}, support, "Om de hoek."});
    EXPECT_THAT(receipt, platform::testing::IsOk());
    return domain::MatchId(receipt->subject);
  }
  void Move(const domain::MatchId& match, domain::MatchState next) {
    const StepInput input = Concluded({match,
                                       next,
                                       kDay,
                                       0,
                                       "Zo is het.",
                                       {domain::Signature::kGiven, domain::Signature::kGiven}});
    const Call call = fixture_.NewCall(tenant_, platform::access::Effect::kStarts);
    ASSERT_THAT(next == domain::MatchState::kInTrial ? matches_.StartTrial(call, input)
                                                     : matches_.RecordStep(call, input),
                platform::testing::IsOk());
  }

  static constexpr absl::CivilDay kDay = absl::CivilDay(2020, 11, 12);

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_;
  RegistrationNews news_{fixture_.clock(), fixture_.random()};
  Matches matches_{fixture_.database(), fixture_.gate(), fixture_.random(),
                   [](const Call&, const domain::FamilyId&, absl::CivilDay) {
                     return domain::Readiness{{}, 1};
                   },
                   [] { return absl::OkStatus(); }};
  uint64_t told_ = 0;
  std::vector<platform::feed::Entry> feed_;
};

}  // namespace buurtbrug::matching::app
