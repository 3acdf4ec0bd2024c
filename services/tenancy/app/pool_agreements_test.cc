#include "tenancy/app/pool_agreements.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr CivilDay kToday(2020, 11, 15);

class PoolAgreementsTest : public SceneTest {
 protected:
  static domain::PoolAgreement Between(const std::string& offering, const std::string& receiving,
                                       CivilDay first_day, std::optional<CivilDay> last_day) {
    domain::PoolAgreement agreement;
    agreement.offering = offering;
    agreement.receiving = receiving;
    agreement.first_day = first_day;
    agreement.last_day = last_day;
    agreement.counts_for = domain::PoolCounts::kReceiving;
    return agreement;
  }
  absl::StatusOr<Receipt> Make(const domain::PoolAgreement& agreement) {
    return pool_agreements_.Create(NewCall(), agreement);
  }
  std::vector<domain::PoolAgreement> Listed(const std::string& municipality) {
    return *pool_agreements_.List(About(municipality));
  }
};

TEST_F(PoolAgreementsTest, BothPartiesSeeItAndNobodyElse) {
  ASSERT_THAT(municipalities_.Create(NewCall(), {"0397", "Heemstede"}), IsOk());
  const auto receipt = Make(Between("0397", "0392", kToday, std::nullopt));
  ASSERT_THAT(receipt, IsOk());
  for (const char* party : {"0397", "0392"}) {
    ASSERT_THAT(Listed(party), SizeIs(1));
    EXPECT_EQ(Listed(party)[0].id.value(), receipt->subject);
    EXPECT_EQ(Listed(party)[0].counts_for, domain::PoolCounts::kReceiving);
  }
  EXPECT_THAT(Listed("0610"), IsEmpty());
  const auto told = LastTold<v1::PoolAgreementChanged>("0000");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.pool_agreement().offering_municipality(), "0397");
  EXPECT_EQ(told.pool_agreement().receiving_municipality(), "0392");
  EXPECT_EQ(told.pool_agreement().counts_for(), v1::POOL_COUNTS_RECEIVING);
}

TEST_F(PoolAgreementsTest, OneInADirectionOnADay) {
  const auto overlaps = Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_OVERLAPS");
  ASSERT_THAT(Make(Between("0392", "0610", kToday, kToday + 9)), IsOk());
  EXPECT_THAT(Make(Between("0392", "0610", kToday + 9, std::nullopt)), overlaps);
  EXPECT_THAT(Make(Between("0610", "0392", kToday, std::nullopt)), IsOk());
  EXPECT_THAT(Make(Between("0392", "0610", kToday + 10, std::nullopt)), IsOk());
}

TEST_F(PoolAgreementsTest, OfEqualOnesInBothDirectionsAtOnceOneOfEachIsMade) {
  std::atomic<int> turn = 0;
  const auto results = AtOnce<absl::StatusOr<Receipt>>(8, [&] {
    return ++turn % 2 == 0 ? Make(Between("0392", "0610", kToday, std::nullopt))
                           : Make(Between("0610", "0392", kToday, std::nullopt));
  });
  EXPECT_EQ(CountOk(results), 2);
  for (const auto& result : results) {
    if (!result.ok()) {
      EXPECT_THAT(result, Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_OVERLAPS"));
    }
  }
}

TEST_F(PoolAgreementsTest, BothMunicipalitiesAreThere) {
  const auto not_found = Fails(StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND");
  EXPECT_THAT(Make(Between("0397", "0392", kToday, std::nullopt)), not_found);
  EXPECT_THAT(Make(Between("0392", "0397", kToday, std::nullopt)), not_found);
  EXPECT_THAT(Make(Between("0392", "0392", kToday, std::nullopt)),
              RefusesField("receiving_municipality", "SAME_MUNICIPALITY"));
}

TEST_F(PoolAgreementsTest, AnEndIsTodayOrLaterAndTold) {
  const auto receipt = Make(Between("0392", "0610", kToday - 30, std::nullopt));
  const domain::PoolAgreementId id(receipt->subject);
  EXPECT_THAT(pool_agreements_.End(NewCall(), id, kToday - 1),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  ASSERT_THAT(pool_agreements_.End(NewCall(), id, kToday), IsOk());
  EXPECT_EQ(Listed("0392")[0].last_day, kToday);
  const auto told = LastTold<v1::PoolAgreementChanged>("0000");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.pool_agreement().last_day(), "2020-11-15");
  EXPECT_THAT(pool_agreements_.End(NewCall(), domain::PoolAgreementId(), kToday),
              Fails(StatusCode::kNotFound, "POOL_AGREEMENT_NOT_FOUND"));
  ASSERT_THAT(Make(Between("0392", "0610", kToday + 1, std::nullopt)), IsOk());
  EXPECT_THAT(pool_agreements_.End(NewCall(), id, kToday + 1),
              Fails(StatusCode::kFailedPrecondition, "POOL_AGREEMENT_OVERLAPS"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
