#pragma once

#include <pqxx/result>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/tenant/requirements.h"
#include "registration/app/scene_test.h"
#include "registration/app/screenings.h"

namespace buurtbrug::registration {

// A scene with the screening: a contract whose protocol asks for one of each kind, and two
// coordinators.
class ScreeningScene : public Scene {
 protected:
  using Kind = domain::RequirementKind;
  using Step = domain::ScreeningStepKind;

  ScreeningScene() {
    tenancy::v1::ProtocolAdopted adopted;
    adopted.set_first_day("2020-01-02");
    adopted.mutable_protocol()->set_vog_valid_months(36);
    adopted.mutable_protocol()->set_training_required(true);
    adopted.mutable_protocol()->set_guidance_months(24);
    adopted.mutable_protocol()->set_evaluation_interval_months(6);
    platform::tenant::WriteRequirements(Demanded(), *adopted.mutable_protocol());
    demanding = fixture.OpenContract({.municipality = "0392"});
    Learn(demanding, adopted);
  }

  static std::vector<domain::Requirement> Demanded() {
    std::vector<domain::Requirement> requirements = platform::core::PlainRequirements(36, true);
    requirements.back().four_eyes = true;
    requirements[1].by_professional = true;
    requirements.push_back(
        {.kind = Kind::kInterview, .stage = domain::RequirementStage::kDecision});
    requirements.push_back(
        {.kind = Kind::kHomeVisit, .stage = domain::RequirementStage::kDecision});
    requirements.push_back(
        {.kind = Kind::kReferences, .stage = domain::RequirementStage::kDecision, .count = 2});
    return requirements;
  }

  void Learn(const TenantScope& of, const tenancy::v1::ProtocolAdopted& adopted) {
    const platform::feed::Entry entry = {
        {},
        of,
        fixture.Now(),
        platform::feed::MakeFact(platform::core::NewUuid(fixture.Now(), fixture.random()),
                                 absl::CivilDay(2020, 1, 2), adopted)};
    EXPECT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(of),
                                       [&](platform::postgres::ScopedTransaction& transaction) {
                                         return platform::tenant::ApplyTenancy(transaction, entry);
                                       }),
                platform::testing::IsOk());
  }

  // A call in the contract of the test, about something new.
  Call Now() { return fixture.NewCall(demanding, Effect::kStarts); }
  Call By(const std::string& subject) {
    Call call = Now();
    call.caller.subject = subject;
    return call;
  }
  // As if it were that day.
  Call On(absl::CivilDay day) {
    Call call = Now();
    call.today = day;
    return call;
  }

  domain::FamilyId Support(std::vector<absl::CivilDay> children = {}) {
    domain::Registration registration = RequestFamily();
    registration.role = domain::FamilyRole::kSupport;
    registration.child_birth_dates = std::move(children);
    const auto receipt = families.Register(Now(), kFebruary, registration);
    EXPECT_THAT(receipt, platform::testing::IsOk());
    return domain::FamilyId(receipt->subject);
  }

  static domain::PersonRef Adult(int number) { return {domain::PersonKind::kAdult, number}; }
  static domain::PersonRef Child(int number) { return {domain::PersonKind::kChild, number}; }

  static app::ScreeningInput Input(const domain::FamilyId& family, Step kind,
                                   absl::CivilDay day = kMarch) {
    app::ScreeningInput input;
    input.family = family;
    input.step.kind = kind;
    input.step.occurred_on = day;
    return input;
  }
  static app::ScreeningInput Seen(const domain::FamilyId& family, Kind kind,
                                  std::optional<domain::PersonRef> person = {},
                                  absl::CivilDay day = kMarch) {
    app::ScreeningInput input = Input(family, Step::kEvidence, day);
    input.step.requirement = kind;
    input.step.person = person;
    input.step.by_professional = kind == Kind::kTraining;
    return input;
  }
  static app::ScreeningInput Proposal(const domain::FamilyId& family,
                                      domain::DecisionOutcome outcome) {
    app::ScreeningInput input = Input(family, Step::kDecisionProposed);
    input.step.outcome = outcome;
    input.step.capacity = outcome == domain::DecisionOutcome::kAccept ? 2 : 0;
    return input;
  }

  absl::StatusOr<platform::core::Receipt> Record(const app::ScreeningInput& input) {
    return screenings.Record(Now(), input);
  }

  // All that comes before the decision, and VOG and training.
  void RecordAll(const domain::FamilyId& family) {
    for (const Kind kind : {Kind::kInterview, Kind::kHomeVisit, Kind::kReferences,
                            Kind::kReferences, Kind::kTraining}) {
      EXPECT_THAT(Record(Seen(family, kind)), platform::testing::IsOk());
    }
    EXPECT_THAT(Record(Seen(family, Kind::kVog, Adult(1))), platform::testing::IsOk());
  }

  // That was accepted on kMarch, with one adult whose VOG expires on 2 March 2023.
  domain::FamilyId Ready(std::vector<absl::CivilDay> children = {}) {
    const domain::FamilyId family = Support(std::move(children));
    RecordAll(family);
    Decide(family, domain::DecisionOutcome::kAccept);
    return family;
  }

  void Decide(const domain::FamilyId& family, domain::DecisionOutcome outcome) {
    const auto proposed = Record(Proposal(family, outcome));
    ASSERT_THAT(proposed, platform::testing::IsOk());
    EXPECT_THAT(screenings.Confirm(By("another"), family, kMarch, proposed->version, 0),
                platform::testing::IsOk());
  }

  std::vector<std::string> Missing(const domain::FamilyId& family, absl::CivilDay day) {
    const auto readiness = families.CheckReadiness(Now(), family, day);
    EXPECT_THAT(readiness, platform::testing::IsOk());
    return readiness.ok() ? readiness->missing : std::vector<std::string>{"?"};
  }

  // The spans of each ReadinessChanged on the feed, oldest first: "2020-03-02/2023-03-01".
  std::vector<std::string> Told() {
    std::vector<std::string> told;
    EXPECT_THAT(fixture.database().Run(
                    platform::postgres::Scope::Feed(),
                    [&](platform::postgres::ScopedTransaction& transaction) {
                      constexpr platform::postgres::Statement kRead = {
                          "test_told",
                          "SELECT encode(event, 'hex') AS event FROM feed_entries WHERE type ="
                          " 'buurtbrug.registration.v1.ReadinessChanged' ORDER BY sequence"};
                      for (const auto& row : transaction.Run(kRead)) {
                        v1::ReadinessChanged event;
                        EXPECT_TRUE(event.ParseFromString(
                            absl::HexStringToBytes(row["event"].as<std::string>())));
                        std::vector<std::string> spans;
                        for (const v1::ReadySpan& span : event.spans()) {
                          spans.push_back(absl::StrCat(span.first_day(), "/", span.last_day()));
                        }
                        told.push_back(absl::StrJoin(spans, ","));
                      }
                      return absl::OkStatus();
                    }),
                platform::testing::IsOk());
    return told;
  }

  TenantScope demanding;
  app::Screenings screenings{means};
};

}  // namespace buurtbrug::registration
