#include "platform/tenant/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "buurtbrug/evaluation/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/tenant/contracts.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using access::Call;
using access::Effect;
using access::Mark;
using postgres::Scope;
using postgres::ScopedTransaction;
using testing::Fails;
using testing::IsOk;
using testing::TenantFixture;

const CivilDay kDay(2020, 5, 1);

class GateTest : public ::testing::Test {
 protected:
  core::Uuid NewId() { return core::NewUuid(TenantFixture::Now(), fixture_.random()); }

  // Leaves one fact behind; `during` runs in its transaction.
  absl::Status Write(
      const Call& call, CivilDay day, const std::function<void()>& during = [] {}) {
    return fixture_.gate()
        .Admit({call, day},
               [&](ScopedTransaction&, const Protocol& protocol) -> absl::StatusOr<Written> {
                 ++works_;
                 guidance_months_ = protocol.guidance_months;
                 during();
                 return Written{
                     {call.request_id.value(), 1},
                     {feed::MakeFact(NewId(), day, evaluation::v1::EvaluationRecorded())}};
               })
        .status();
  }
  absl::Status WriteNew(Effect effect, CivilDay day, Mark mark = Mark::kNone) {
    Call call = fixture_.NewCall(tenant_, effect);
    call.mark = mark;
    return Write(call, day);
  }

  void Learn(const google::protobuf::Message& event) {
    feed::Fact fact{NewId(), kDay, event.GetTypeName(), event.SerializeAsString()};
    ASSERT_THAT(fixture_.database().Run(
                    Scope::Tenant(tenant_),
                    [&](ScopedTransaction& transaction) {
                      return ApplyTenancy(transaction, {{}, tenant_, TenantFixture::Now(), fact});
                    }),
                IsOk());
  }
  void EndContract(const std::string& last_day, const std::string& run_off_day,
                   int64_t version = 2) {
    tenancy::v1::ContractChanged changed;
    changed.set_version(version);
    changed.mutable_contract()->set_first_day("2020-01-01");
    changed.mutable_contract()->set_last_day(last_day);
    changed.mutable_contract()->set_run_off_day(run_off_day);
    Learn(changed);
  }
  void SealPeriod() {
    tenancy::v1::SubsidyPeriodChanged changed;
    changed.set_version(2);
    changed.mutable_period()->set_name("2020");
    changed.mutable_period()->set_first_day("2020-01-01");
    changed.mutable_period()->set_last_day("2020-12-31");
    changed.mutable_period()->mutable_sealed_at()->set_seconds(
        absl::ToUnixSeconds(TenantFixture::Now()));
    Learn(changed);
  }

  int64_t Facts() { return fixture_.fresh().Count("registration", "feed_entries"); }

  TenantFixture fixture_{"registration"};
  core::TenantScope tenant_ = fixture_.OpenContract();
  std::atomic<int> works_ = 0;
  int guidance_months_ = 0;
};

TEST_F(GateTest, TellsTheServerThatTheStandingWasChecked) {
  const Call call = fixture_.NewCall(tenant_, Effect::kStarts);
  EXPECT_EQ(call.gated, 0);
  EXPECT_THAT(Write(call, kDay), IsOk());
  EXPECT_GE(call.gated, 1);
}

TEST_F(GateTest, TheReceiptSaysWhoWroteAndForWhom) {
  Call call = fixture_.NewCall(tenant_, Effect::kStarts);
  call.caller.subject = "spiffe://buurtbrug/service/matching";
  call.caller.on_behalf_of = "operator";
  ASSERT_THAT(Write(call, kDay), IsOk());
  EXPECT_EQ(fixture_.fresh().Ask(
                "SELECT recorded_by || ' for ' || on_behalf_of FROM registration.receipts"),
            "spiffe://buurtbrug/service/matching for operator\n");
}

TEST_F(GateTest, ACopyThatIsTooOldIsReadAgainAndElseNothingIsWritten) {
  absl::Time confirmed = TenantFixture::Now();
  absl::Status tenancy = absl::OkStatus();
  int readings = 0;
  Gate gate(
      fixture_.database(), fixture_.clock(),
      [&] {
        ++readings;
        return tenancy;
      },
      [] {});
  gate.Demand({[&] { return confirmed; }, absl::Seconds(5)});
  const auto write = [&] {
    return gate
        .Admit({fixture_.NewCall(tenant_, Effect::kStarts), kDay},
               [&](ScopedTransaction&, const Protocol&) -> absl::StatusOr<Written> {
                 return Written{{NewId(), 1}, {}};
               })
        .status();
  };
  EXPECT_THAT(write(), IsOk());
  EXPECT_EQ(readings, 0);
  confirmed -= absl::Seconds(6);
  EXPECT_THAT(write(), IsOk());
  EXPECT_EQ(readings, 1);
  tenancy = absl::UnavailableError("away");
  EXPECT_THAT(write(), Fails(StatusCode::kUnavailable, "STANDING_STALE"));
}

TEST_F(GateTest, ARepeatedRequestGetsItsAnswerWithoutWorkAgain) {
  const Call call = fixture_.NewCall(tenant_, Effect::kStarts);
  EXPECT_THAT(Write(call, kDay), IsOk());
  EXPECT_THAT(Write(call, kDay), IsOk());
  EXPECT_EQ(works_, 1);
  EXPECT_EQ(Facts(), 1);
}

TEST_F(GateTest, AnEarlierAnswerHasPassedTheGateAndNoAnswerHasNot) {
  const Call first = fixture_.NewCall(tenant_, Effect::kStarts);
  EXPECT_EQ(*fixture_.gate().FindReceipt(first), std::nullopt);
  EXPECT_EQ(first.gated, 0);
  ASSERT_THAT(Write(first, kDay), IsOk());
  EXPECT_EQ(first.owned, 0);
  Call again = first;
  again.gated = 0;
  const auto receipt = fixture_.gate().FindReceipt(again);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_TRUE(receipt->has_value());
  EXPECT_EQ(again.gated, 1);
  EXPECT_EQ(again.owned, 1);
}

TEST_F(GateTest, AContractThatEndsBetweenTheCheckAndTheEndOfTheWorkRefusesIt) {
  EndContract("2020-11-15", "2020-11-15");
  // 2020-11-15 is its last day; it is over at midnight in Amsterdam.
  fixture_.clock().Set(absl::FromUnixSeconds(1605481199));
  const Call call = fixture_.NewCall(tenant_, Effect::kCares);
  EXPECT_THAT(Write(call, kDay, [&] { fixture_.clock().Set(absl::FromUnixSeconds(1605481200)); }),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
  EXPECT_EQ(works_, 1);
  EXPECT_EQ(Facts(), 0);
  EXPECT_EQ(fixture_.fresh().Count("registration", "receipts"), 0);
}

TEST_F(GateTest, TheClockInTheTransactionDecidesAndNotTheInstantOfTheCall) {
  EndContract("2020-11-15", "2020-11-15");
  // The call waited in a queue over midnight: its own now is still the fifteenth.
  const Call call = fixture_.NewCall(tenant_, Effect::kCares);
  ASSERT_EQ(call.today, CivilDay(2020, 11, 15));
  fixture_.clock().Set(absl::FromUnixSeconds(1605481200));
  EXPECT_THAT(Write(call, kDay), Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
  EXPECT_EQ(works_, 0);
}

TEST_F(GateTest, AWriteInTheLastSecondIsTaken) {
  EndContract("2020-11-15", "2020-11-15");
  fixture_.clock().Set(absl::FromUnixSeconds(1605481199));
  EXPECT_THAT(WriteNew(Effect::kCares, CivilDay(2020, 11, 15)), IsOk());
}

TEST_F(GateTest, AnEndWaitsForTheWriteThatWasAllowedBefore) {
  std::thread ending;
  std::atomic<bool> ended = false;
  const Call call = fixture_.NewCall(tenant_, Effect::kCares);
  EXPECT_THAT(
      Write(call, kDay,
            [&] {
              ending = std::thread([&] {
                EndContract("2020-06-30", "2020-06-30");
                ended = true;
              });
              // The row of the contract is held: the end queues behind the write.
              while (!ended && fixture_.fresh().Ask(
                                   "SELECT count(*) FROM pg_locks WHERE NOT granted") == "0\n") {
              }
              EXPECT_FALSE(ended);
            }),
      IsOk());
  ending.join();
  EXPECT_THAT(WriteNew(Effect::kCares, kDay),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
  EXPECT_EQ(Facts(), 1);
}

TEST_F(GateTest, AWriteThatComesAfterAnEndDoesNotPassIt) {
  const auto waiting = [&] {
    return fixture_.fresh().Ask(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        "  AND datname = current_database()");
  };
  std::thread ending, late;
  std::atomic<bool> passed = false;
  absl::Status late_status;
  const Call call = fixture_.NewCall(tenant_, Effect::kCares);
  const Call late_call = fixture_.NewCall(tenant_, Effect::kCares);
  const auto end_and_come_late = [&] {
    ending = std::thread([&] { EndContract("2020-06-30", "2020-06-30"); });
    while (waiting() != "1\n") {
    }
    late = std::thread([&] {
      late_status = Write(late_call, kDay);
      passed = true;
    });
    while (!passed && waiting() != "2\n") {
    }
    EXPECT_FALSE(passed);
  };
  EXPECT_THAT(Write(call, kDay, end_and_come_late), IsOk());
  ending.join();
  late.join();
  EXPECT_THAT(late_status, Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
  EXPECT_EQ(Facts(), 1);
}

TEST_F(GateTest, OlderNewsOfAContractChangesNothing) {
  EndContract("2020-06-30", "2020-06-30", 3);
  EndContract("2030-12-31", "2030-12-31", 2);
  EXPECT_THAT(WriteNew(Effect::kCares, kDay),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_ENDED"));
}

TEST_F(GateTest, ASealedPeriodTakesCorrectionsAndMarksWhatTheyTell) {
  EXPECT_THAT(WriteNew(Effect::kStarts, kDay), IsOk());
  SealPeriod();
  EXPECT_THAT(WriteNew(Effect::kStarts, kDay),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  EXPECT_THAT(WriteNew(Effect::kCares, kDay),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  EXPECT_THAT(WriteNew(Effect::kStarts, kDay, Mark::kCorrection), IsOk());
  EXPECT_EQ(
      fixture_.fresh().Ask("SELECT correction FROM registration.feed_entries ORDER BY sequence"),
      "f\nt\n");
  EXPECT_EQ(
      fixture_.fresh().Ask("SELECT correction FROM registration.receipts ORDER BY correction"),
      "f\nt\n");
}

TEST_F(GateTest, AnOpenPeriodTakesNoCorrection) {
  EXPECT_THAT(WriteNew(Effect::kStarts, kDay, Mark::kCorrection),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_SEALED"));
}

TEST_F(GateTest, TheAnswerFromBeforeTheSealIsStillGivenAfterIt) {
  const Call call = fixture_.NewCall(tenant_, Effect::kStarts);
  ASSERT_THAT(Write(call, kDay), IsOk());
  SealPeriod();
  EXPECT_THAT(Write(call, kDay), IsOk());
  EXPECT_EQ(works_, 1);
}

TEST_F(GateTest, WhatIsDatedBeforeAnAdoptionIsDecidedByTheVersionBefore) {
  tenancy::v1::ProtocolAdopted adopted;
  adopted.set_first_day("2020-07-01");
  adopted.mutable_protocol()->set_vog_valid_months(36);
  adopted.mutable_protocol()->set_guidance_months(12);
  adopted.mutable_protocol()->set_evaluation_interval_months(6);
  Learn(adopted);
  ASSERT_THAT(WriteNew(Effect::kCares, CivilDay(2020, 6, 30)), IsOk());
  EXPECT_EQ(guidance_months_, 24);
  ASSERT_THAT(WriteNew(Effect::kCares, CivilDay(2020, 7, 1)), IsOk());
  EXPECT_EQ(guidance_months_, 12);
}

TEST_F(GateTest, AContractOfAnotherMunicipalityIsNotFound) {
  tenant_.municipality = "0392";
  EXPECT_THAT(WriteNew(Effect::kCares, kDay), Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::platform::tenant
