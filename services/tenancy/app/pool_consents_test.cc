#include "tenancy/app/pool_consents.h"

#include "absl/strings/str_split.h"
#include "platform/tenant/pools.h"
#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using platform::tenant::PoolPair;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr CivilDay kToday(2020, 11, 15);

// Haarlem offers its support families to Sliedrecht, from a month ago until in a year.
class PoolConsentsTest : public SceneTest {
 protected:
  void SetUp() override {
    SceneTest::SetUp();
    ASSERT_THAT(municipalities_.Create(NewCall(), {"0397", "Heemstede"}), IsOk());
    agreement_ = Agree("0392", "0610");
    haarlem_ = Open("0392", ContractFrom(CivilDay(2020, 1, 1), std::nullopt));
    sliedrecht_ = OpenSliedrecht();
  }

  domain::PoolAgreementId Agree(const std::string& offering, const std::string& receiving) {
    domain::PoolAgreement agreement;
    agreement.offering = offering;
    agreement.receiving = receiving;
    agreement.first_day = kToday - 30;
    agreement.last_day = kToday + 365;
    agreement.counts_for = domain::PoolCounts::kReceiving;
    const auto receipt = pool_agreements_.Create(NewCall(), agreement);
    EXPECT_THAT(receipt, IsOk());
    return domain::PoolAgreementId(receipt->subject);
  }
  absl::StatusOr<Receipt> Consent(const TenantScope& tenant, CivilDay first_day = kToday,
                                  std::optional<CivilDay> last_day = {}) {
    return ConsentTo(agreement_, tenant, first_day, last_day);
  }
  // Each a minute after the one before.
  absl::StatusOr<Receipt> ConsentTo(const domain::PoolAgreementId& agreement,
                                    const TenantScope& tenant, CivilDay first_day,
                                    std::optional<CivilDay> last_day = {}) {
    Call call = NewCall(tenant);
    call.now += absl::Minutes(++consents_);
    return pool_consents_.Consent(call, {agreement, first_day, last_day});
  }
  static domain::PoolConsentId IdOf(const absl::StatusOr<Receipt>& receipt) {
    return domain::PoolConsentId(receipt->subject);
  }
  std::vector<domain::PoolConsent> Listed(const std::string& municipality,
                                          const std::optional<domain::PoolAgreementId>& to = {},
                                          const platform::core::Page& page = {}) {
    const auto listed = pool_consents_.List(About(municipality), to, page);
    EXPECT_THAT(listed, IsOk());
    return *listed;
  }
  // What whoever read the whole feed knows of pools.
  std::vector<PoolPair> Pairs() {
    platform::tenant::Pools pools;
    const std::string told = Ask(
        "SELECT municipality || ' ' || contract_id || ' ' || type || ' ' || encode(event, 'hex')"
        " FROM tenancy.feed_entries ORDER BY transaction, sequence");
    for (const auto& line : absl::StrSplit(told, '\n', absl::SkipEmpty())) {
      const std::vector<std::string> words = absl::StrSplit(line, ' ');
      platform::feed::Entry entry;
      entry.tenant = {words.at(0), *platform::core::ContractId::Parse("contract", words.at(1))};
      entry.fact.type = words.at(2);
      entry.fact.bytes = absl::HexStringToBytes(words.at(3));
      pools.Learn(entry);
    }
    return pools.Pairs();
  }

  std::atomic<int> consents_ = 0;
  domain::PoolAgreementId agreement_;
  TenantScope haarlem_;
  TenantScope sliedrecht_;
};

TEST_F(PoolConsentsTest, TwoConsentsMakeAPairAndOneDoesNot) {
  ASSERT_THAT(Consent(haarlem_), IsOk());
  EXPECT_THAT(Pairs(), IsEmpty());
  ASSERT_THAT(Consent(sliedrecht_, kToday + 7), IsOk());
  EXPECT_THAT(Pairs(),
              ElementsAre(PoolPair{agreement_, haarlem_, sliedrecht_, kToday + 7, kToday + 365}));
  ASSERT_THAT(
      contracts_.End(NewCall(sliedrecht_), {kToday + 100, kToday + 200, "Stopt met het programma"},
                     0, Intent::kDo),
      IsOk());
  EXPECT_THAT(Pairs(),
              ElementsAre(PoolPair{agreement_, haarlem_, sliedrecht_, kToday + 7, kToday + 100}));
}

TEST_F(PoolConsentsTest, BothSidesSeeBothAndNobodyElseDoes) {
  const auto offered = Consent(haarlem_);
  const auto received = Consent(sliedrecht_, kToday + 7, kToday + 70);
  for (const char* party : {"0392", "0610"}) {
    const auto listed = Listed(party);
    ASSERT_THAT(listed, SizeIs(2));
    EXPECT_EQ(listed[0].id, IdOf(offered));
    EXPECT_EQ(listed[0].tenant, haarlem_);
    EXPECT_EQ(listed[0].side, domain::PoolSide::kOffering);
    EXPECT_EQ(listed[0].first_day, kToday);
    EXPECT_EQ(listed[0].last_day, std::nullopt);
    EXPECT_EQ(listed[1].id, IdOf(received));
    EXPECT_EQ(listed[1].tenant, sliedrecht_);
    EXPECT_EQ(listed[1].side, domain::PoolSide::kReceiving);
    EXPECT_EQ(listed[1].agreement, agreement_);
    EXPECT_EQ(listed[1].last_day, kToday + 70);
  }
  EXPECT_THAT(Listed("0397"), IsEmpty());
}

TEST_F(PoolConsentsTest, AreListedOfOneAgreementAndAPageAtATime) {
  const domain::PoolAgreementId back = Agree("0610", "0392");
  ASSERT_THAT(Consent(haarlem_), IsOk());
  ASSERT_THAT(Consent(sliedrecht_), IsOk());
  ASSERT_THAT(ConsentTo(back, haarlem_, kToday), IsOk());
  EXPECT_THAT(Listed("0392"), SizeIs(3));
  EXPECT_THAT(Listed("0392", agreement_), SizeIs(2));
  ASSERT_THAT(Listed("0610", back), SizeIs(1));
  EXPECT_EQ(Listed("0610", back)[0].side, domain::PoolSide::kReceiving);
  const auto first = Listed("0392", {}, {2, {}});
  ASSERT_THAT(first, SizeIs(2));
  const auto second = Listed("0392", {}, {2, first.back().id.value()});
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_EQ(second[0].agreement, back);
}

TEST_F(PoolConsentsTest, IsToldUnderTheContractThatConsents) {
  const auto given = Consent(sliedrecht_);
  auto told = LastTold<v1::PoolConsentChanged>("0610");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.pool_consent().pool_consent_id(), given->subject.ToString());
  EXPECT_EQ(told.pool_consent().contract_id(), sliedrecht_.contract.ToString());
  EXPECT_EQ(told.pool_consent().side(), v1::POOL_SIDE_RECEIVING);
  EXPECT_EQ(told.pool_consent().first_day(), "2020-11-15");
  EXPECT_FALSE(told.pool_consent().has_last_day());
  ASSERT_THAT(pool_consents_.End(NewCall(sliedrecht_), IdOf(given), kToday + 1, 1), IsOk());
  told = LastTold<v1::PoolConsentChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.pool_consent().last_day(), "2020-11-16");
}

TEST_F(PoolConsentsTest, IsGivenOnceForADayAndAnewAfterItsEnd) {
  const auto given_already = Fails(StatusCode::kFailedPrecondition, "POOL_CONSENT_GIVEN");
  const Call call = NewCall(sliedrecht_);
  const auto given = pool_consents_.Consent(call, {agreement_, kToday});
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(pool_consents_.Consent(call, {agreement_, kToday})->subject, given->subject);
  EXPECT_THAT(Consent(sliedrecht_, kToday + 30), given_already);
  ASSERT_THAT(pool_consents_.End(NewCall(sliedrecht_), IdOf(given), kToday + 10, 0), IsOk());
  EXPECT_THAT(Consent(sliedrecht_, kToday + 10), given_already);
  ASSERT_THAT(Consent(sliedrecht_, kToday + 11), IsOk());
  // It cannot grow into the one that follows it.
  EXPECT_THAT(pool_consents_.End(NewCall(sliedrecht_), IdOf(given), kToday + 11, 0), given_already);
  EXPECT_THAT(Listed("0610"), SizeIs(2));
}

TEST_F(PoolConsentsTest, OfSeveralAtOnceOneIsGiven) {
  const auto results =
      AtOnce<absl::StatusOr<Receipt>>(8, [&] { return Consent(sliedrecht_, kToday); });
  EXPECT_EQ(CountOk(results), 1);
  for (const auto& result : results) {
    if (!result.ok()) {
      EXPECT_THAT(result, Fails(StatusCode::kFailedPrecondition, "POOL_CONSENT_GIVEN"));
    }
  }
}

TEST_F(PoolConsentsTest, OnlyAPartyConsentsAndOnlyToWhatIsThere) {
  const auto not_found = Fails(StatusCode::kNotFound, "POOL_AGREEMENT_NOT_FOUND");
  const TenantScope heemstede = Open("0397", ContractFrom(CivilDay(2020, 1, 1), std::nullopt));
  EXPECT_THAT(Consent(heemstede), not_found);
  EXPECT_THAT(ConsentTo(domain::PoolAgreementId(), haarlem_, kToday), not_found);
  EXPECT_THAT(Consent({"0392", domain::ContractId(NewCall().request_id.value())}),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Count("pool_consents"), 0);
}

TEST_F(PoolConsentsTest, RefusesDaysOfNoAgreementAndOfNoContract) {
  EXPECT_THAT(Consent(haarlem_, kToday - 1), RefusesField("first_day", "FIRST_DAY_TOO_EARLY"));
  EXPECT_THAT(Consent(haarlem_, kToday, kToday - 1),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  EXPECT_THAT(Consent(haarlem_, kToday + 366),
              Fails(StatusCode::kFailedPrecondition, "OUTSIDE_POOL_AGREEMENT"));
  ASSERT_THAT(contracts_.End(NewCall(haarlem_), {kToday + 9, kToday + 99, "Stopt"}, 0, Intent::kDo),
              IsOk());
  EXPECT_THAT(Consent(haarlem_, kToday + 10),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
  EXPECT_EQ(Count("pool_consents"), 0);
  EXPECT_THAT(Consent(haarlem_, kToday + 9), IsOk());
}

TEST_F(PoolConsentsTest, EndsOnAnyLaterDayByItsOwnContractOnly) {
  const auto given = Consent(haarlem_);
  EXPECT_THAT(pool_consents_.End(NewCall(sliedrecht_), IdOf(given), kToday, 0),
              Fails(StatusCode::kNotFound, "POOL_CONSENT_NOT_FOUND"));
  EXPECT_THAT(pool_consents_.End(NewCall(haarlem_), IdOf(given), kToday - 1, 0),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  EXPECT_THAT(pool_consents_.End(NewCall(haarlem_), IdOf(given), kToday, 2),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  ASSERT_THAT(pool_consents_.End(NewCall(haarlem_), IdOf(given), kToday + 5, 1), IsOk());
  EXPECT_EQ(Listed("0392")[0].last_day, kToday + 5);
  EXPECT_EQ(Listed("0392")[0].version, 2);
  EXPECT_THAT(pool_consents_.End(At(NewCall(haarlem_), kToday + 6), IdOf(given), kToday + 30, 0),
              Fails(StatusCode::kFailedPrecondition, "POOL_CONSENT_ENDED"));
}

TEST_F(PoolConsentsTest, OneThatHasNotBegunEndsBeforeItDoes) {
  ASSERT_THAT(Consent(sliedrecht_), IsOk());
  const auto given = Consent(haarlem_, kToday + 7);
  ASSERT_THAT(Pairs(), SizeIs(1));
  ASSERT_THAT(pool_consents_.End(NewCall(haarlem_), IdOf(given), kToday + 6, 0), IsOk());
  EXPECT_THAT(Pairs(), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
