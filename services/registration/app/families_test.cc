#include "registration/app/families.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using domain::Personal;
using platform::access::Effect;
using platform::core::TenantScope;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::CivilDay kFebruary(2020, 2, 1);

domain::Registration RequestFamily() {
  return {domain::FamilyRole::kRequest,
          Personal("3361AB"),
          {Personal("Ouder \"A\" van Voorbeeld"), Personal("Ouder {B}, \\ jr.")},
          {absl::CivilDay(2014, 5, 2), absl::CivilDay(2019, 12, 24)}};
}

domain::Registration SupportFamily() {
  return {domain::FamilyRole::kSupport,
          Personal("3362CD"),
          {Personal("Steun A"), Personal("Steun B")},
          {}};
}

class FamiliesTest : public ::testing::Test {
 protected:
  Call Starts() { return fixture_.NewCall(tenant_, Effect::kStarts); }
  Call Cares() { return fixture_.NewCall(tenant_, Effect::kCares); }

  domain::FamilyId Register(const domain::Registration& registration) {
    const auto receipt = families_.Register(Starts(), kFebruary, registration);
    EXPECT_THAT(receipt, IsOk());
    return domain::FamilyId(receipt->subject);
  }

  int64_t Count(const std::string& table) { return fixture_.fresh().Count("registration", table); }

  platform::testing::TenantFixture fixture_{"registration"};
  TenantScope tenant_ = fixture_.OpenContract();
  store::Vault vault_{TestMasterKeys()};
  Families families_{Means{fixture_.database(), fixture_.gate(), fixture_.random(), vault_}};
};

TEST_F(FamiliesTest, AFamilyIsReadAsItWasRegistered) {
  const auto id = Register(RequestFamily());
  const auto family = families_.Get(Starts(), id);
  ASSERT_THAT(family, IsOk());
  EXPECT_THAT(family->adult_names,
              ElementsAre(Personal("Ouder \"A\" van Voorbeeld"), Personal("Ouder {B}, \\ jr.")));
  EXPECT_THAT(family->child_birth_dates,
              ElementsAre(absl::CivilDay(2014, 5, 2), absl::CivilDay(2019, 12, 24)));
  EXPECT_TRUE(family->postcode == Personal("3361AB"));
  EXPECT_EQ(family->head.state, domain::FamilyState::kRegistered);
  EXPECT_EQ(family->head.registered_on, kFebruary);
  ASSERT_THAT(family->steps, SizeIs(1));
  EXPECT_EQ(family->steps[0].recorded_at, Starts().now);
}

TEST_F(FamiliesTest, ARequestThatComesTwiceMakesOneFamilyAndGetsOneAnswer) {
  const Call call = Starts();
  const auto first = families_.Register(call, kFebruary, RequestFamily());
  const auto second = families_.Register(call, kFebruary, RequestFamily());
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->subject, second->subject);
  EXPECT_EQ(Count("families"), 1);
  EXPECT_EQ(Count("feed_entries"), 1);
}

TEST_F(FamiliesTest, TheSameRequestAtTheSameTimeMakesOneFamily) {
  const Call call = Starts();
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  for (auto& receipt : receipts) {
    threads.emplace_back([&] { receipt = families_.Register(call, kFebruary, RequestFamily()); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& receipt : receipts) {
    ASSERT_THAT(receipt, IsOk());
    EXPECT_EQ(receipt->subject, receipts[0]->subject);
  }
  EXPECT_EQ(Count("families"), 1);
}

TEST_F(FamiliesTest, TheSameStepAtTheSameTimeIsOneStepWithOneAnswer) {
  const auto id = Register(RequestFamily());
  const Call call = Starts();
  std::vector<std::thread> threads;
  std::vector<absl::StatusOr<Receipt>> receipts(6);
  for (auto& receipt : receipts) {
    threads.emplace_back([&] {
      receipt = families_.RecordStep(call, {id, domain::StepKind::kIntakeDone, kFebruary});
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const auto& receipt : receipts) {
    ASSERT_THAT(receipt, IsOk());
    EXPECT_EQ(receipt->version, 2);
  }
  EXPECT_EQ(Count("family_steps"), 2);
}

TEST_F(FamiliesTest, ARequestIdThatIsUsedForAnotherRequestIsRefused) {
  Call call = Starts();
  ASSERT_THAT(families_.Register(call, kFebruary, RequestFamily()), IsOk());
  call.request_digest = "another";
  EXPECT_THAT(families_.Register(call, kFebruary, RequestFamily()),
              Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(FamiliesTest, ARegistrationOutsideEverySubsidyPeriodIsRefusedAndLeavesNothing) {
  EXPECT_THAT(families_.Register(Starts(), absl::CivilDay(2019, 12, 31), RequestFamily()),
              Fails(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT"));
  Call next_year = Starts();
  fixture_.clock().Set(absl::FromCivil(absl::CivilDay(2021, 2, 1), absl::UTCTimeZone()));
  EXPECT_THAT(families_.Register(next_year, absl::CivilDay(2021, 1, 1), RequestFamily()),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  EXPECT_EQ(Count("families"), 0);
  EXPECT_EQ(Count("receipts"), 0);
}

TEST_F(FamiliesTest, APeriodThatIsNotKnownYetIsLookedForBeforeTheRefusal) {
  int looks = 0;
  platform::tenant::Gate gate(
      fixture_.database(), fixture_.clock(),
      [&] {
        ++looks;
        return absl::OkStatus();
      },
      [] {});
  Families families(Means{fixture_.database(), gate, fixture_.random(), vault_});
  Call next_year = Starts();
  fixture_.clock().Set(absl::FromCivil(absl::CivilDay(2021, 2, 1), absl::UTCTimeZone()));
  EXPECT_THAT(families.Register(next_year, absl::CivilDay(2021, 1, 1), RequestFamily()),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  EXPECT_EQ(looks, 1);
  EXPECT_THAT(families.Register(Starts(), kFebruary, RequestFamily()), IsOk());
  EXPECT_EQ(looks, 1);
}

TEST_F(FamiliesTest, ARegistrationDatedTomorrowIsRefused) {
  EXPECT_THAT(families_.Register(Starts(), Starts().today + 1, RequestFamily()),
              RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
}

TEST_F(FamiliesTest, AnUnknownContractIsNotFound) {
  const TenantScope nowhere = {
      "0610", platform::core::ContractId(platform::core::NewUuid(Starts().now, fixture_.random()))};
  EXPECT_THAT(
      families_.Register(fixture_.NewCall(nowhere, Effect::kStarts), kFebruary, RequestFamily()),
      Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(FamiliesTest, AFamilyOfAnotherContractIsNotFoundToReadOrToChange) {
  const auto id = Register(RequestFamily());
  const TenantScope other = fixture_.OpenContract({.municipality = "0392"});
  EXPECT_THAT(families_.Get(fixture_.NewCall(other, Effect::kReads), id),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(families_.RecordStep(fixture_.NewCall(other, Effect::kStarts),
                                   {id, domain::StepKind::kIntakeDone, kFebruary}),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_EQ(Count("family_steps"), 1);
}

TEST_F(FamiliesTest, ASupportFamilyIsReadyWhenEveryAdultHasAVogAndTheScreeningIsDone) {
  const auto id = Register(SupportFamily());
  const absl::CivilDay march(2020, 3, 2);
  const auto missing = [&] {
    const auto readiness = families_.CheckReadiness(Starts(), id, march);
    EXPECT_THAT(readiness, IsOk());
    return readiness->missing;
  };
  EXPECT_THAT(missing(), ElementsAre("VOG_MISSING", "SCREENING_MISSING"));
  ASSERT_THAT(families_.RecordStep(Cares(), {id, domain::StepKind::kVogSeen, march, 0, 1}), IsOk());
  EXPECT_THAT(missing(), ElementsAre("VOG_MISSING", "SCREENING_MISSING"));
  ASSERT_THAT(families_.RecordStep(Cares(), {id, domain::StepKind::kVogSeen, march, 0, 2}), IsOk());
  EXPECT_THAT(missing(), ElementsAre("SCREENING_MISSING"));
  ASSERT_THAT(families_.RecordStep(
                  Starts(), {id, domain::StepKind::kScreeningDone, march, 0, std::nullopt, 2}),
              IsOk());
  EXPECT_THAT(missing(), IsEmpty());
  EXPECT_EQ(families_.Get(Starts(), id)->head.capacity, 2);
}

TEST_F(FamiliesTest, AVogOfAnAdultThatIsNotThereIsRefused) {
  const auto id = Register(SupportFamily());
  EXPECT_THAT(families_.RecordStep(Cares(), {id, domain::StepKind::kVogSeen, kFebruary, 0, 3}),
              Fails(StatusCode::kNotFound, "ADULT_NOT_FOUND"));
}

TEST_F(FamiliesTest, AStepOnAnOldEtagIsRefused) {
  const auto id = Register(SupportFamily());
  ASSERT_THAT(families_.RecordStep(Cares(), {id, domain::StepKind::kVogSeen, kFebruary, 1, 1}),
              IsOk());
  EXPECT_THAT(families_.RecordStep(Cares(), {id, domain::StepKind::kVogSeen, kFebruary, 1, 2}),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(FamiliesTest, APageGoesOnBehindTheLastOne) {
  for (int i = 0; i < 5; ++i) {
    Register(i % 2 == 0 ? RequestFamily() : SupportFamily());
  }
  const auto first = families_.List(Starts(), {3, {}});
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(*first, SizeIs(3));
  const auto second = families_.List(Starts(), {3, first->back().id.value()});
  EXPECT_THAT(*second, SizeIs(2));
  EXPECT_THAT(*families_.List(Starts(), {50, {}}, {domain::FamilyRole::kSupport}), SizeIs(2));
  EXPECT_THAT(*families_.List(Starts(), {50, {}}, {{}, domain::FamilyState::kRegistered}),
              SizeIs(5));
  EXPECT_THAT(*families_.List(Starts(), {50, {}}, {{}, domain::FamilyState::kWaiting}), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::registration::app
