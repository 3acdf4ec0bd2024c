#include "platform/rpc/caller.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::rpc {
namespace {

using platform::testing::Fails;

TEST(CallerOf, ReadsServicesAndRoles) {
  EXPECT_EQ(CallerOf("spiffe://buurtbrug/service/matching")->role, Role::kService);
  EXPECT_EQ(CallerOf("spiffe://buurtbrug/role/foundation-operator")->role,
            Role::kFoundationOperator);
  const auto coordinator = CallerOf("spiffe://buurtbrug/municipality/0610/role/coordinator");
  EXPECT_EQ(coordinator->role, Role::kCoordinator);
  EXPECT_EQ(coordinator->municipality, "0610");
}

TEST(CallerOf, KnowsNobodyElse) {
  for (const char* id :
       {"", "spiffe://other/role/coordinator", "spiffe://buurtbrug/role/",
        "spiffe://buurtbrug/role/admin", "spiffe://buurtbrug/service/",
        "spiffe://buurtbrug/municipality/610/role/coordinator",
        "spiffe://buurtbrug/municipality/0610/role/coordinator/x",
        "https://buurtbrug/role/coordinator", "SPIFFE://buurtbrug/role/coordinator"}) {
    EXPECT_THAT(CallerOf(id), Fails(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN")) << id;
  }
}

}  // namespace
}  // namespace buurtbrug::platform::rpc
