#include "tenancy/app/break_glasses.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kReason[] = "Storing bij de overdracht, melding 12";

class BreakGlassesTest : public SceneTest {
 protected:
  std::vector<domain::BreakGlass> Listed(const TenantScope& tenant) {
    return *break_glasses_.List(NewCall(tenant));
  }
};

TEST_F(BreakGlassesTest, ItIsOpenedForTheCallerAndListedWithItsReason) {
  const TenantScope tenant = OpenSliedrecht();
  const Call call = NewCall(tenant);
  const auto glass = break_glasses_.Open(call, kReason, 0);
  ASSERT_THAT(glass, IsOk());
  EXPECT_EQ(glass->subject, "operator");
  EXPECT_EQ(glass->ends_at, call.now + absl::Hours(1));
  ASSERT_THAT(Listed(tenant), SizeIs(1));
  EXPECT_EQ(Listed(tenant)[0].reason, kReason);
  EXPECT_EQ(Listed(tenant)[0].begins_at, call.now);
  EXPECT_EQ(Listed(tenant)[0].over_at(), glass->ends_at);
  EXPECT_THAT(*break_glasses_.List(NewCall({"0392", tenant.contract})), IsEmpty());
}

TEST_F(BreakGlassesTest, TheOthersAreToldOfItWithoutTheReason) {
  const TenantScope tenant = OpenSliedrecht();
  const Call call = NewCall(tenant);
  ASSERT_THAT(break_glasses_.Open(call, kReason, 240), IsOk());
  const auto told = LastTold<v1::BreakGlassChanged>("0610");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.break_glass().subject(), "operator");
  EXPECT_EQ(told.break_glass().reason(), "");
  EXPECT_EQ(told.break_glass().begins_at().seconds(), absl::ToUnixSeconds(call.now));
  EXPECT_EQ(told.break_glass().ends_at().seconds(), absl::ToUnixSeconds(call.now) + 4 * 3600);
  EXPECT_THAT(told.SerializeAsString(), Not(HasSubstr("Storing")));
}

TEST_F(BreakGlassesTest, ItAsksForAReasonAMomentAndAContract) {
  const TenantScope tenant = OpenSliedrecht();
  EXPECT_THAT(break_glasses_.Open(NewCall(tenant), "kort", 0),
              RefusesField("reason", "INVALID_TEXT"));
  EXPECT_THAT(break_glasses_.Open(NewCall(tenant), kReason, 241),
              RefusesField("minutes", "OUT_OF_RANGE"));
  EXPECT_THAT(break_glasses_.Open(NewCall({"0392", tenant.contract}), kReason, 0),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(Count("break_glasses"), 0);
}

TEST_F(BreakGlassesTest, ItEndsBeforeItsTimeAtOnce) {
  const TenantScope tenant = OpenSliedrecht();
  const Call open = NewCall(tenant);
  const auto glass = break_glasses_.Open(open, kReason, 60);
  Call end = NewCall(tenant);
  end.now += absl::Minutes(5);
  ASSERT_THAT(break_glasses_.End(end, glass->id), IsOk());
  EXPECT_EQ(Listed(tenant)[0].over_at(), end.now);
  const auto told = LastTold<v1::BreakGlassChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.break_glass().ends_at().seconds(), absl::ToUnixSeconds(end.now));
  // Whoever asked for it gets the same answer again.
  EXPECT_EQ(break_glasses_.Open(open, kReason, 60)->ends_at, glass->ends_at);
  EXPECT_EQ(Count("break_glasses"), 1);
}

TEST_F(BreakGlassesTest, OneThatIsOverStaysAsItIs) {
  const TenantScope tenant = OpenSliedrecht();
  const auto glass = break_glasses_.Open(NewCall(tenant), kReason, 60);
  Call late = NewCall(tenant);
  late.now += absl::Minutes(60);
  ASSERT_THAT(break_glasses_.End(late, glass->id), IsOk());
  EXPECT_EQ(Listed(tenant)[0].ended_at, std::nullopt);
  EXPECT_EQ(LastTold<v1::BreakGlassChanged>("0610").version(), 1);
}

TEST_F(BreakGlassesTest, AnotherContractsIsNotThere) {
  const TenantScope tenant = OpenSliedrecht();
  const TenantScope haarlem = Open("0392", Year(2020));
  const auto glass = break_glasses_.Open(NewCall(tenant), kReason, 60);
  EXPECT_THAT(break_glasses_.End(NewCall(haarlem), glass->id),
              Fails(StatusCode::kNotFound, "BREAK_GLASS_NOT_FOUND"));
  EXPECT_THAT(Listed(haarlem), IsEmpty());
}

TEST_F(BreakGlassesTest, NewestFirst) {
  const TenantScope tenant = OpenSliedrecht();
  Call later = NewCall(tenant);
  later.now += absl::Hours(2);
  ASSERT_THAT(break_glasses_.Open(later, kReason, 60), IsOk());
  ASSERT_THAT(break_glasses_.Open(NewCall(tenant), kReason, 60), IsOk());
  EXPECT_EQ(Listed(tenant)[0].begins_at, later.now);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
