#include <google/protobuf/util/message_differencer.h>

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using platform::tenant::Standing;
using ::testing::ElementsAre;

constexpr CivilDay kEnd(2020, 9, 30);

class EndContractTest : public SceneTest {
 protected:
  static domain::ContractEnd EndOn(CivilDay last_day, CivilDay run_off_day) {
    return {last_day, run_off_day, "De raad heeft besloten"};
  }
  static domain::ContractEnd EndOn(CivilDay last_day) { return EndOn(last_day, last_day + 90); }

  absl::StatusOr<std::string> End(const Call& call, const domain::ContractEnd& end,
                                  int64_t expected = 0) {
    return contracts_.End(call, end, expected, Intent::kDo);
  }
  static v1::Contract Parsed(const std::string& bytes) {
    v1::Contract contract;
    EXPECT_TRUE(contract.ParseFromString(bytes));
    return contract;
  }
};

TEST_F(EndContractTest, InThePastTooItSetsBothDaysAndKeepsTheReason) {
  const TenantScope tenant = OpenSliedrecht();
  const auto ended = End(NewCall(tenant), EndOn(kEnd, CivilDay(2020, 10, 31)));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(Parsed(*ended).last_day(), "2020-09-30");
  EXPECT_EQ(Parsed(*ended).run_off_day(), "2020-10-31");
  EXPECT_EQ(Parsed(*ended).etag(), "2");
  EXPECT_EQ(contracts_.GetStanding(NewCall(tenant), kEnd)->standing, Standing::kRunning);
  EXPECT_EQ(contracts_.GetStanding(NewCall(tenant), kEnd + 1)->standing, Standing::kRunOff);
  EXPECT_EQ(contracts_.GetStanding(NewCall(tenant), CivilDay(2020, 11, 1))->standing,
            Standing::kEnded);
  EXPECT_EQ(Ask("SELECT concat_ws('|', kind, reason, recorded_by) FROM tenancy.contract_changes"),
            "1|De raad heeft besloten|operator\n");
  const auto told = LastTold<v1::ContractChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.contract().run_off_day(), "2020-10-31");
}

TEST_F(EndContractTest, APeriodThatGoesOnLongerEndsWithItAndIsTold) {
  const TenantScope tenant = OpenSliedrecht();
  domain::SubsidyPeriod period = Period2020();
  period.target = 10;
  period.quarter_targets = {0, 3, 3, 4};
  period.decision_dates = {{domain::DecisionKind::kContinuation, std::nullopt, "eind 2020"}};
  ASSERT_THAT(periods_.Create(NewCall(tenant), period), IsOk());
  const auto ended = End(NewCall(tenant), EndOn(kEnd));
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(Parsed(*ended).periods(0).last_day(), "2020-09-30");
  EXPECT_EQ(Parsed(*ended).periods(0).target(), 6);
  const auto told = LastTold<v1::SubsidyPeriodChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(told.period(), Parsed(*ended).periods(0)));
  EXPECT_EQ(told.period().decision_dates_size(), 1);
  EXPECT_THAT(Seen(tenant).periods[0].quarter_targets, ElementsAre(0, 3, 3));
  EXPECT_EQ(Seen(tenant).periods[0].decision_dates.size(), 1);
  EXPECT_EQ(Ask("SELECT concat_ws(' ', period, last_day_before, target_before)"
                " FROM tenancy.contract_changes WHERE kind = 2"),
            "2020 2020-12-31 10\n");
  EXPECT_EQ(contracts_.GetStanding(NewCall(tenant), kEnd + 1)->period, std::nullopt);
}

TEST_F(EndContractTest, ALaterPeriodKeepsItFromEnding) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  ASSERT_THAT(periods_.Create(NewCall(tenant),
                              Period("2021", CivilDay(2021, 1, 1), CivilDay(2021, 12, 31))),
              IsOk());
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2020, 12, 31))),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT"));
  EXPECT_EQ(Seen(tenant).last_day, std::nullopt);
  EXPECT_EQ(Count("contract_changes"), 0);
}

TEST_F(EndContractTest, ASealedPeriodIsNotCutShort) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant),
                              Period("zomer", CivilDay(2020, 6, 1), CivilDay(2020, 8, 31))),
              IsOk());
  ASSERT_THAT(periods_.Seal(NewCall(tenant), "zomer", 0, Intent::kDo), IsOk());
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2020, 7, 31))),
              Fails(StatusCode::kFailedPrecondition, "PERIOD_SEALED"));
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2020, 8, 31))), IsOk());
}

TEST_F(EndContractTest, ALaterLastDayMayMeetTheNextContract) {
  const TenantScope tenant = Open("0610", Year(2020));
  Open("0610", Year(2022));
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2022, 1, 1))),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS"));
  EXPECT_THAT(
      contracts_.End(NewCall(tenant), EndOn(CivilDay(2022, 1, 1)), 0, Intent::kValidateOnly),
      Fails(StatusCode::kFailedPrecondition, "CONTRACT_OVERLAPS"));
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2021, 12, 31))), IsOk());
}

TEST_F(EndContractTest, BadDaysAndAMissingReasonAreRefused) {
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(End(NewCall(tenant), EndOn(CivilDay(2019, 12, 31))),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  EXPECT_THAT(End(NewCall(tenant), EndOn(kEnd, kEnd - 1)),
              RefusesField("run_off_day", "RUN_OFF_TOO_EARLY"));
  domain::ContractEnd end = EndOn(kEnd);
  end.reason = "";
  EXPECT_THAT(End(NewCall(tenant), end), RefusesField("reason", "INVALID_TEXT"));
  EXPECT_THAT(End(NewCall({"0392", tenant.contract}), EndOn(kEnd)),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(End(NewCall(tenant), EndOn(kEnd), 2), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(EndContractTest, ToValidateOnlySaysTheSameAndKeepsNothing) {
  const TenantScope tenant = OpenSliedrecht();
  ASSERT_THAT(periods_.Create(NewCall(tenant), Period2020()), IsOk());
  const std::string facts = Ask("SELECT count(*) FROM tenancy.feed_entries");
  const int rung = rung_;
  const auto said = contracts_.End(NewCall(tenant), EndOn(kEnd), 1, Intent::kValidateOnly);
  ASSERT_THAT(said, IsOk());
  EXPECT_EQ(Seen(tenant).last_day, std::nullopt);
  EXPECT_EQ(Seen(tenant).periods[0].last_day, CivilDay(2020, 12, 31));
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.feed_entries"), facts);
  EXPECT_EQ(Count("contract_changes"), 0);
  EXPECT_EQ(rung_, rung);
  const auto done = contracts_.End(NewCall(tenant), EndOn(kEnd), 1, Intent::kDo);
  ASSERT_THAT(done, IsOk());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(Parsed(*said), Parsed(*done)));
}

TEST_F(EndContractTest, ARequestThatComesAgainGetsTheFirstAnswerWhateverHappenedSince) {
  const TenantScope tenant = OpenSliedrecht();
  const Call call = NewCall(tenant);
  const auto first = End(call, EndOn(kEnd));
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(End(NewCall(tenant), EndOn(kEnd - 30)), IsOk());
  const auto again = End(call, EndOn(kEnd));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(Seen(tenant).last_day, kEnd - 30);
  Call reused = call;
  reused.request_digest = "another";
  const auto refuses = Fails(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED");
  EXPECT_THAT(End(reused, EndOn(kEnd)), refuses);
  EXPECT_THAT(contracts_.End(reused, EndOn(kEnd), 0, Intent::kValidateOnly), refuses);
}

TEST_F(EndContractTest, OfTwoAtOnceThatReadTheSameVersionOneWins) {
  const TenantScope tenant = OpenSliedrecht();
  const auto results = AtOnce<absl::StatusOr<std::string>>(
      6, [&, tenant] { return End(NewCall(tenant), EndOn(kEnd), 1); });
  EXPECT_EQ(CountOk(results), 1);
  for (const auto& result : results) {
    if (!result.ok()) {
      EXPECT_THAT(result, Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
    }
  }
  EXPECT_EQ(Seen(tenant).version, 2);
  EXPECT_EQ(Count("contract_changes"), 1);
}

TEST_F(EndContractTest, TheSameRequestAtOnceEndsItOnceAndAnswersAlike) {
  const TenantScope tenant = OpenSliedrecht();
  const Call call = NewCall(tenant);
  const auto results =
      AtOnce<absl::StatusOr<std::string>>(6, [&] { return End(call, EndOn(kEnd), 1); });
  EXPECT_EQ(CountOk(results), 6);
  for (const auto& result : results) {
    EXPECT_EQ(*result, *results[0]);
  }
  EXPECT_EQ(Count("contract_changes"), 1);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
