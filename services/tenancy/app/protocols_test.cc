#include "tenancy/app/protocols.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::SizeIs;

class ProtocolsTest : public SceneTest {
 protected:
  domain::Protocol Second() {
    domain::Protocol second = protocol_;
    second.version = 2;
    second.first_day = CivilDay(2021, 1, 1);
    return second;
  }
};

TEST_F(ProtocolsTest, VersionsAreListedAsTheyWereMade) {
  ASSERT_THAT(protocols_.Create(NewCall(), Second()), IsOk());
  const auto all = protocols_.List();
  ASSERT_THAT(all, IsOk());
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ((*all)[0].first_day, std::nullopt);
  EXPECT_EQ((*all)[0].trial_weeks, std::nullopt);
  EXPECT_EQ((*all)[1].version, 2);
  EXPECT_EQ((*all)[1].first_day, CivilDay(2021, 1, 1));
}

TEST_F(ProtocolsTest, AVersionIsMadeOnce) {
  domain::Protocol changed = protocol_;
  changed.trial_weeks = 8;
  EXPECT_THAT(protocols_.Create(NewCall(), changed),
              Fails(StatusCode::kAlreadyExists, "PROTOCOL_EXISTS"));
  EXPECT_EQ((*protocols_.List())[0].trial_weeks, std::nullopt);
}

TEST_F(ProtocolsTest, AVersionThatNoContractUsesCanChange) {
  domain::Protocol changed = protocol_;
  changed.trial_weeks = 8;
  changed.first_day = CivilDay(2019, 1, 1);
  ASSERT_THAT(protocols_.Update(NewCall(), changed), IsOk());
  EXPECT_EQ((*protocols_.List())[0].trial_weeks, 8);
  EXPECT_EQ((*protocols_.List())[0].first_day, CivilDay(2019, 1, 1));
  changed.version = 2;
  EXPECT_THAT(protocols_.Update(NewCall(), changed),
              Fails(StatusCode::kNotFound, "PROTOCOL_NOT_FOUND"));
  changed.guidance_months = 0;
  EXPECT_THAT(protocols_.Update(NewCall(), changed),
              RefusesField("protocol.guidance_months", "OUT_OF_RANGE"));
}

TEST_F(ProtocolsTest, AVersionThatAContractUsesOrWillUseNeverChanges) {
  const auto in_use = Fails(StatusCode::kFailedPrecondition, "PROTOCOL_IN_USE");
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(protocols_.Update(NewCall(), protocol_), in_use);
  ASSERT_THAT(protocols_.Create(NewCall(), Second()), IsOk());
  EXPECT_THAT(protocols_.Update(NewCall(), Second()), IsOk());
  ASSERT_THAT(contracts_.Adopt(NewCall(tenant), {2, CivilDay(2021, 1, 1)}), IsOk());
  EXPECT_THAT(protocols_.Update(NewCall(), Second()), in_use);
}

TEST_F(ProtocolsTest, RequirementsAreKeptChangedAndToldWithTheContract) {
  domain::Protocol second = Second();
  second.first_day = std::nullopt;
  second.requirements = platform::core::PlainRequirements(second.vog_valid_months, false);
  ASSERT_THAT(protocols_.Create(NewCall(), second), IsOk());
  EXPECT_TRUE((*protocols_.List())[1].requirements == second.requirements);
  EXPECT_THAT((*protocols_.List())[0].requirements, SizeIs(0));
  second.requirements.push_back({.kind = platform::core::RequirementKind::kReferences, .count = 2});
  ASSERT_THAT(protocols_.Update(NewCall(), second), IsOk());
  EXPECT_TRUE((*protocols_.List())[1].requirements == second.requirements);
  domain::Contract contract = Year(2030);
  contract.protocol_version = 2;
  ASSERT_THAT(contracts_.Create(About("0610"), contract), IsOk());
  const auto told = LastTold<v1::ContractOpened>("0610").protocol();
  ASSERT_EQ(told.requirements_size(), 3);
  EXPECT_EQ(told.requirements(2).kind(), v1::REQUIREMENT_KIND_REFERENCES);
  EXPECT_EQ(told.requirements(2).count(), 2);
}

// Whichever comes first: the contract is told with the protocol that stays.
TEST_F(ProtocolsTest, AChangeAndAContractAtOnceAgreeOnWhatWasChanged) {
  for (int round = 0; round < 8; ++round) {
    domain::Protocol protocol = protocol_;
    protocol.version = 10 + round;
    ASSERT_THAT(protocols_.Create(NewCall(), protocol), IsOk());
    domain::Protocol changed = protocol;
    changed.trial_weeks = 8;
    domain::Contract contract = Year(2030 + round);
    contract.protocol_version = protocol.version;
    std::thread opens(
        [&, call = About("0610")] { EXPECT_THAT(contracts_.Create(call, contract), IsOk()); });
    const absl::Status status = protocols_.Update(NewCall(), changed);
    opens.join();
    EXPECT_EQ(LastTold<v1::ContractOpened>("0610").protocol().has_trial_weeks(), status.ok());
  }
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
