#include "registration/app/readiness_round.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/testing/matchers.h"
#include "registration/app/demands.h"
#include "registration/app/screening_scene_test.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {
namespace {

using absl::CivilDay;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kReady[] = "2020-03-02/2023-03-01";
constexpr char kReadyUntilOfAge[] = "2020-03-02/2021-02-27";
constexpr char kNotReady[] = "";

class ReadinessRound : public ScreeningScene {
 protected:
  static constexpr CivilDay kBorn{2003, 2, 28};
  static constexpr CivilDay kOfAge{2021, 2, 28};

  // The first instant of the day in Amsterdam, in winter.
  static absl::Time Midnight(CivilDay day) {
    return absl::FromCivil(day, absl::UTCTimeZone()) - absl::Hours(1);
  }

  int Judge() {
    const auto judged = round.RunOnce();
    EXPECT_THAT(judged, IsOk());
    return judged.value_or(-1);
  }
  int JudgeOn(CivilDay day) {
    fixture.clock().Set(Midnight(day));
    return Judge();
  }

  std::string Ask(const std::string& query) { return fixture.fresh().Ask(query); }
  std::string Answers() {
    return Ask(
        "SELECT concat(recorded_by, ' ', version) FROM registration.receipts"
        " WHERE method = 'registration/readiness-round' ORDER BY recorded_at, version DESC");
  }

  // As tenancy tells it.
  void EndContract(CivilDay last_day, CivilDay run_off_day) {
    tenancy::v1::ContractChanged changed;
    changed.mutable_contract()->set_first_day("2020-01-01");
    changed.mutable_contract()->set_last_day(platform::core::FormatDay(last_day));
    changed.mutable_contract()->set_run_off_day(platform::core::FormatDay(run_off_day));
    changed.set_version(2);
    const platform::feed::Entry entry = {
        {},
        demanding,
        fixture.Now(),
        platform::feed::MakeFact(platform::core::NewUuid(fixture.Now(), fixture.random()),
                                 CivilDay(2020, 11, 15), changed)};
    EXPECT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(demanding),
                                       [&](platform::postgres::ScopedTransaction& transaction) {
                                         return platform::tenant::ApplyTenancy(transaction, entry);
                                       }),
                IsOk());
  }

  void ReferSupport(app::Referrals& through) {
    domain::Registration registration = RequestFamily();
    registration.role = domain::FamilyRole::kSupport;
    EXPECT_THAT(through.Refer(Partner(kPartnerA, Effect::kStarts, demanding), kFebruary,
                              {registration, ""}),
                IsOk());
  }

  Round round{ReadinessWork(means), fixture.clock(), fixture.random()};
};

TEST_F(ReadinessRound, AFamilyIsNotReadyFromTheMidnightOnWhichItsChildComesOfAge) {
  Ready({kBorn});
  fixture.clock().Set(Midnight(kOfAge) - absl::Seconds(1));
  EXPECT_EQ(Judge(), 0);
  EXPECT_EQ(Answers(), "");
  fixture.clock().Set(Midnight(kOfAge));
  EXPECT_EQ(Judge(), 1);
  EXPECT_THAT(Told(), ElementsAre(kReadyUntilOfAge, kNotReady));
  EXPECT_EQ(Answers(), "spiffe://buurtbrug/service/registration 1\n");
  EXPECT_EQ(Judge(), 0);
  EXPECT_THAT(Told(), SizeIs(2));
  EXPECT_THAT(*screenings.Lapses(On(kOfAge), 0, {}), SizeIs(1));
}

TEST_F(ReadinessRound, AFamilyIsNotReadyFromTheDayOnWhichAVogExpires) {
  Ready();
  EXPECT_EQ(JudgeOn(CivilDay(2023, 3, 1)), 0);
  EXPECT_EQ(JudgeOn(CivilDay(2023, 3, 2)), 1);
  EXPECT_THAT(Told(), ElementsAre(kReady, kNotReady));
}

TEST_F(ReadinessRound, TheDayOnWhichAProtocolBeginsIsJudged) {
  Ready();
  tenancy::v1::ProtocolAdopted adopted;
  adopted.set_first_day("2021-01-01");
  adopted.mutable_protocol()->set_vog_valid_months(48);
  Learn(demanding, adopted);
  EXPECT_EQ(Judge(), 1);
  EXPECT_THAT(Told(), ElementsAre(kReady, "2020-03-02/2024-03-01"));
  EXPECT_EQ(JudgeOn(CivilDay(2020, 12, 31)), 0);
  EXPECT_EQ(JudgeOn(CivilDay(2021, 1, 1)), 1);
  EXPECT_THAT(Told(), SizeIs(2));
}

TEST_F(ReadinessRound, TwoAtOnceTellEachFamilyOnce) {
  for (int i = 0; i < 6; ++i) {
    Ready({kBorn});
  }
  fixture.clock().Set(Midnight(kOfAge));
  Round other(ReadinessWork(means), fixture.clock(), fixture.random());
  std::thread beside([&] { EXPECT_THAT(other.RunOnce(), IsOk()); });
  EXPECT_THAT(round.RunOnce(), IsOk());
  beside.join();
  Judge();
  const auto told = Told();
  EXPECT_THAT(told, SizeIs(12));
  EXPECT_EQ(std::count(told.begin(), told.end(), kNotReady), 6);
}

TEST_F(ReadinessRound, AFamilyThatAnotherHoldsIsNotWaitedFor) {
  const auto held = Ready({kBorn});
  Ready({kBorn});
  fixture.clock().Set(Midnight(kOfAge));
  ASSERT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(demanding),
                                     [&](platform::postgres::ScopedTransaction& transaction) {
                                       const auto head =
                                           store::LockFamily(transaction, demanding, held);
                                       EXPECT_EQ(Judge(), 1);
                                       return head.status();
                                     }),
              IsOk());
  EXPECT_EQ(Judge(), 1);
}

TEST_F(ReadinessRound, InTheRunOffItGoesOn) {
  Ready({kBorn});
  EndContract(CivilDay(2021, 1, 31), kOfAge);
  EXPECT_EQ(JudgeOn(kOfAge), 1);
}

TEST_F(ReadinessRound, AContractThatHasEndedIsLeftAlone) {
  Ready({kBorn});
  EndContract(CivilDay(2021, 1, 31), kOfAge - 1);
  EXPECT_EQ(JudgeOn(kOfAge), 0);
  EXPECT_THAT(Told(), ElementsAre(kReadyUntilOfAge));
  EXPECT_EQ(Answers(), "");
}

TEST_F(ReadinessRound, WhereNoContractRunsNothingIsJudged) {
  Demands demands(means, [] {});
  OnlineRegistration online;
  online.registration = RequestFamily();
  online.registration.role = domain::FamilyRole::kSupport;
  online.contact.email = "steun@voorbeeld.nl";
  ASSERT_THAT(demands.Register(Now(), "0397", online), IsOk());
  EXPECT_EQ(Judge(), 0);
  EXPECT_EQ(Answers(), "");
}

TEST_F(ReadinessRound, AFamilyThatCannotBeReadKeepsNoOtherWaiting) {
  const auto broken = Ready({kBorn});
  Ready({kBorn});
  Ask(absl::StrCat("UPDATE registration.children SET sealed = sha256(sealed) WHERE family_id = '",
                   broken.ToString(), "'"));
  EXPECT_EQ(JudgeOn(kOfAge), 1);
}

TEST_F(ReadinessRound, AReferredSupportFamilyIsJudgedByTheRoundThatItsReferralWakes) {
  int woken = 0;
  app::Referrals waking(
      Means{fixture.database(), fixture.gate(), fixture.random(), vault, [&] { ++woken; }});
  ReferSupport(waking);
  EXPECT_EQ(woken, 1);
  ASSERT_THAT(waking.Refer(Partner(kPartnerA, Effect::kStarts, demanding), kFebruary,
                           {RequestFamily(), ""}),
              IsOk());
  EXPECT_EQ(woken, 1);
  EXPECT_THAT(*screenings.VogDesk(Now(), domain::VogStatus::kNeeded, {}), IsEmpty());
  EXPECT_EQ(Judge(), 1);
  EXPECT_THAT(*screenings.VogDesk(Now(), domain::VogStatus::kNeeded, {}), SizeIs(1));
}

TEST_F(ReadinessRound, ManyAreJudgedInBatches) {
  for (int i = 0; i < 51; ++i) {
    ReferSupport(referrals);
  }
  EXPECT_EQ(Judge(), 51);
  EXPECT_EQ(Answers(),
            "spiffe://buurtbrug/service/registration 50\n"
            "spiffe://buurtbrug/service/registration 1\n");
}

TEST_F(ReadinessRound, ACarriedOverFamilyIsReadyWhereItWentAndNotWhereItWas) {
  const auto family = Ready();
  const TenantScope next =
      fixture.OpenContract({.municipality = "0392", .follows = demanding.contract});
  int woken = 0;
  Families waking(
      Means{fixture.database(), fixture.gate(), fixture.random(), vault, [&] { ++woken; }});
  ASSERT_THAT(
      waking.CarryOver(fixture.NewCall(next, Effect::kAdministers), {demanding.contract, {family}}),
      IsOk());
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(Judge(), 2);
  EXPECT_THAT(Told(), ::testing::UnorderedElementsAre(kReady, kReady, kNotReady));
  EXPECT_EQ(Ask(absl::StrCat("SELECT spans FROM registration.readiness WHERE contract_id = '",
                             next.contract.ToString(), "'")),
            absl::StrCat(kReady, "\n"));
  EXPECT_EQ(Judge(), 0);
}

}  // namespace
}  // namespace buurtbrug::registration::app
