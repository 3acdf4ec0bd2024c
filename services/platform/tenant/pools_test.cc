#include "platform/tenant/pools.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/testing/pool_entries.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::CivilDay;
using platform::testing::AgreementEntry;
using platform::testing::ConsentEntry;
using platform::testing::ContractEntry;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr CivilDay kDay(2020, 6, 1);

template <typename Id>
Id IdOf(uint8_t number) {
  return Id(core::Uuid({number}));
}

const core::PoolAgreementId kAgreement = IdOf<core::PoolAgreementId>(1);
const core::TenantScope kHeemstede = {"0397", IdOf<core::ContractId>(2)};
const core::TenantScope kHaarlem = {"0392", IdOf<core::ContractId>(3)};
const core::TenantScope kHaarlemLater = {"0392", IdOf<core::ContractId>(4)};

// Heemstede offers, Haarlem receives; each from a day of its own and until one.
std::vector<feed::Entry> AllDiffer() {
  return {
      ContractEntry(kHeemstede, {kDay - 100, kDay + 100}),
      ContractEntry(kHaarlem, {kDay - 90, kDay + 90}),
      AgreementEntry(kAgreement, "0397", "0392", {kDay - 80, kDay + 80}),
      ConsentEntry("a", kAgreement, kHeemstede, {kDay - 70, kDay + 70}),
      ConsentEntry("b", kAgreement, kHaarlem, {kDay - 60, kDay + 60}),
  };
}

class PoolsTest : public ::testing::Test {
 protected:
  void Learn(const std::vector<feed::Entry>& entries) {
    for (const feed::Entry& entry : entries) {
      pools_.Learn(entry);
    }
  }
  // No end is known of anything.
  void Endless() {
    Learn({ContractEntry(kHeemstede, {kDay}), ContractEntry(kHaarlem, {kDay}),
           AgreementEntry(kAgreement, "0397", "0392", {kDay}),
           ConsentEntry("a", kAgreement, kHeemstede, {kDay}),
           ConsentEntry("b", kAgreement, kHaarlem, {kDay})});
  }

  Pools pools_;
};

TEST_F(PoolsTest, APairLastsAsLongAsAllThatItRestsOn) {
  // Each of the five in turn begins last and ends first.
  for (size_t narrowest = 0; narrowest < 5; ++narrowest) {
    const auto days = [&](size_t which) {
      return which == narrowest ? platform::testing::PoolDays{kDay - 1, kDay + 1}
                                : platform::testing::PoolDays{kDay - 9, kDay + 9};
    };
    Pools pools;
    pools.Learn(ContractEntry(kHeemstede, days(0)));
    pools.Learn(ContractEntry(kHaarlem, days(1)));
    pools.Learn(AgreementEntry(kAgreement, "0397", "0392", days(2)));
    pools.Learn(ConsentEntry("a", kAgreement, kHeemstede, days(3)));
    pools.Learn(ConsentEntry("b", kAgreement, kHaarlem, days(4)));
    EXPECT_THAT(pools.Pairs(),
                ElementsAre(PoolPair{kAgreement, kHeemstede, kHaarlem, kDay - 1, kDay + 1}))
        << narrowest;
  }
}

TEST_F(PoolsTest, AnUnknownEndOfAllIsNoEnd) {
  Endless();
  EXPECT_THAT(pools_.Pairs(),
              ElementsAre(PoolPair{kAgreement, kHeemstede, kHaarlem, kDay, std::nullopt}));
}

TEST_F(PoolsTest, NoPairWithoutEachOfTheFive) {
  for (size_t missing = 0; missing < 5; ++missing) {
    std::vector<feed::Entry> entries = AllDiffer();
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(missing));
    Pools pools;
    for (const feed::Entry& entry : entries) {
      pools.Learn(entry);
    }
    EXPECT_THAT(pools.Pairs(), IsEmpty()) << missing;
  }
}

TEST_F(PoolsTest, TheOrderOfEntriesAndARepetitionChangeNothing) {
  std::vector<feed::Entry> entries = AllDiffer();
  entries.push_back(ConsentEntry("b", kAgreement, kHaarlem, {kDay - 60, kDay}, 2));
  entries.push_back(ContractEntry(kHaarlem, {kDay - 90, kDay + 5}, 2));
  std::vector<size_t> order = {0, 1, 2, 3, 4, 5, 6};
  do {
    Pools pools;
    for (const size_t i : order) {
      pools.Learn(entries[i]);
    }
    pools.Learn(entries[order.front()]);
    ASSERT_THAT(pools.Pairs(),
                ElementsAre(PoolPair{kAgreement, kHeemstede, kHaarlem, kDay - 60, kDay}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(PoolsTest, IsAskedFromBothSidesAndForADay) {
  Learn(AllDiffer());
  for (const CivilDay day : {kDay - 60, kDay + 60}) {
    EXPECT_EQ(pools_.Into(kHaarlem, day), pools_.Pairs());
    EXPECT_EQ(pools_.From(kHeemstede, day), pools_.Pairs());
    EXPECT_EQ(pools_.Between(kHeemstede, kHaarlem, day), pools_.Pairs()[0]);
  }
  for (const CivilDay day : {kDay - 61, kDay + 61}) {
    EXPECT_THAT(pools_.Into(kHaarlem, day), IsEmpty());
    EXPECT_THAT(pools_.From(kHeemstede, day), IsEmpty());
    EXPECT_EQ(pools_.Between(kHeemstede, kHaarlem, day), std::nullopt);
  }
  EXPECT_EQ(pools_.EverInto(kHaarlem), pools_.Pairs());
  EXPECT_EQ(pools_.EverFrom(kHeemstede), pools_.Pairs());
}

TEST_F(PoolsTest, AnAgreementHasADirection) {
  Learn(AllDiffer());
  EXPECT_THAT(pools_.EverInto(kHeemstede), IsEmpty());
  EXPECT_THAT(pools_.EverFrom(kHaarlem), IsEmpty());
  EXPECT_EQ(pools_.Between(kHaarlem, kHeemstede, kDay), std::nullopt);
}

TEST_F(PoolsTest, AConsentOfAnotherMunicipalityIsNobodysSide) {
  Learn({ContractEntry({"0610", IdOf<core::ContractId>(9)}, {kDay}),
         ContractEntry(kHaarlem, {kDay}), AgreementEntry(kAgreement, "0397", "0392", {kDay}),
         ConsentEntry("a", kAgreement, {"0610", IdOf<core::ContractId>(9)}, {kDay}),
         ConsentEntry("b", kAgreement, kHaarlem, {kDay})});
  EXPECT_THAT(pools_.Pairs(), IsEmpty());
}

TEST_F(PoolsTest, AConsentThatEndedAndIsGivenAnewMakesAPairOfItsOwn) {
  Endless();
  Learn({ConsentEntry("b", kAgreement, kHaarlem, {kDay, kDay + 10}, 2),
         ConsentEntry("c", kAgreement, kHaarlem, {kDay + 20})});
  EXPECT_THAT(pools_.Pairs(),
              ElementsAre(PoolPair{kAgreement, kHeemstede, kHaarlem, kDay, kDay + 10},
                          PoolPair{kAgreement, kHeemstede, kHaarlem, kDay + 20, std::nullopt}));
  EXPECT_EQ(pools_.Between(kHeemstede, kHaarlem, kDay + 20), pools_.Pairs()[1]);
  EXPECT_EQ(pools_.Between(kHeemstede, kHaarlem, kDay + 15), std::nullopt);
}

TEST_F(PoolsTest, ARenewedContractConsentsForItself) {
  Endless();
  Learn({ContractEntry(kHaarlem, {kDay, kDay + 10}, 2), ContractEntry(kHaarlemLater, {kDay + 11})});
  EXPECT_THAT(pools_.From(kHeemstede, kDay + 11), IsEmpty());
  pools_.Learn(ConsentEntry("c", kAgreement, kHaarlemLater, {kDay + 11}));
  EXPECT_THAT(
      pools_.From(kHeemstede, kDay + 11),
      ElementsAre(PoolPair{kAgreement, kHeemstede, kHaarlemLater, kDay + 11, std::nullopt}));
}

TEST_F(PoolsTest, AConsentThatEndsBeforeItBeginsTakesThePairAway) {
  Endless();
  pools_.Learn(ConsentEntry("a", kAgreement, kHeemstede, {kDay, kDay - 1}, 2));
  EXPECT_THAT(pools_.Pairs(), IsEmpty());
}

TEST_F(PoolsTest, ADayThatCannotBeReadEndsThePair) {
  Endless();
  feed::Entry broken = ConsentEntry("a", kAgreement, kHeemstede, {kDay, CivilDay(9999, 1, 1)}, 2);
  pools_.Learn(broken);
  EXPECT_THAT(pools_.Pairs(), IsEmpty());
}

}  // namespace
}  // namespace buurtbrug::platform::tenant
