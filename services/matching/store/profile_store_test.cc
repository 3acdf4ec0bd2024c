#include "matching/store/profile_store.h"

#include "buurtbrug/registration/v1/events.pb.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::matching::store {
namespace {

using platform::access::Effect;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::testing::IsOk;

class ProfileStoreTest : public ::testing::Test {
 protected:
  template <typename Event>
  absl::Status Apply(uint64_t sequence, const Event& event) {
    platform::feed::Entry entry;
    entry.position.sequence = sequence;
    entry.tenant = tenant_;
    entry.fact = platform::feed::MakeFact(NewUuid(now_, fixture_.random()),
                                          absl::CivilDay(2020, 5, 4), event);
    return fixture_.database().Run(Scope::Tenant(tenant_), [&](ScopedTransaction& transaction) {
      return ApplyRegistration(transaction, entry);
    });
  }

  registration::v1::FamilyChanged SupportFamily(registration::v1::FamilyState state, int capacity) {
    registration::v1::FamilyChanged changed;
    changed.set_family_id(family_.ToString());
    changed.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
    changed.set_state(state);
    changed.set_children(3);
    changed.set_capacity(capacity);
    return changed;
  }

  std::string Profile() {
    return fixture_.fresh().Ask(
        "SELECT concat_ws(' ', role, state, children, capacity) FROM matching.profiles");
  }

  platform::testing::TenantFixture fixture_{"matching"};
  TenantScope tenant_ = fixture_.OpenContract();
  absl::Time now_ = fixture_.NewCall(tenant_, Effect::kReads).now;
  domain::FamilyId family_{NewUuid(now_, fixture_.random())};
};

TEST_F(ProfileStoreTest, AProfileIsAsAfterTheLastStepInWhateverOrderTheStepsCome) {
  const auto registered = SupportFamily(registration::v1::FAMILY_STATE_REGISTERED, 0);
  const auto available = SupportFamily(registration::v1::FAMILY_STATE_AVAILABLE, 2);
  ASSERT_THAT(Apply(7, registered), IsOk());
  EXPECT_EQ(Profile(), "2 1 3 0\n");
  ASSERT_THAT(Apply(9, available), IsOk());
  EXPECT_EQ(Profile(), "2 3 3 2\n");
  ASSERT_THAT(Apply(8, registered), IsOk());
  EXPECT_EQ(Profile(), "2 3 3 2\n");
}

TEST_F(ProfileStoreTest, AnEntryOfAnotherKindIsPassedOver) {
  EXPECT_THAT(Apply(1, tenancy::v1::SubsidyPeriodOpened()), IsOk());
  EXPECT_EQ(Profile(), "");
}

}  // namespace
}  // namespace buurtbrug::matching::store
