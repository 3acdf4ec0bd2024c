#include "platform/access/certificate.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::access {
namespace {

using testing::Fails;
using testing::IsOk;

TEST(PeerOf, TellsServicesFromChannels) {
  const auto service = PeerOf("spiffe://buurtbrug/service/matching");
  ASSERT_THAT(service, IsOk());
  EXPECT_EQ(service->kind, Peer::Kind::kService);
  const auto channel = PeerOf("spiffe://buurtbrug/client");
  ASSERT_THAT(channel, IsOk());
  EXPECT_EQ(channel->kind, Peer::Kind::kChannel);
}

TEST(PeerOf, RefusesEverybodyElse) {
  for (const char* id :
       {"", "spiffe://buurtbrug", "spiffe://buurtbrug/", "spiffe://buurtbrug/service/",
        "spiffe://buurtbrug/service/a/b", "spiffe://buurtbrug/client/",
        "spiffe://buurtbrug/clients", "spiffe://elsewhere/service/matching",
        "https://buurtbrug/service/matching", "spiffe://buurtbrug/role/foundation-operator"}) {
    EXPECT_THAT(PeerOf(id), Fails(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN")) << id;
  }
}

}  // namespace
}  // namespace buurtbrug::platform::access
