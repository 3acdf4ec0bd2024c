#include "tools/client/deterministic_id.h"

#include <gtest/gtest.h>

namespace buurtbrug::client {
namespace {

using platform::core::Uuid;

TEST(UuidV5, GivesTheExampleOfRfc9562) {
  const Uuid domain_names = *Uuid::Parse("space", "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  EXPECT_EQ(UuidV5(domain_names, "www.example.com").ToString(),
            "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

// Requests of files that were loaded before carry these ids: they never change.
TEST(DeterministicUuid, IsTheSameForEver) {
  EXPECT_EQ(DeterministicUuid("case/sliedrecht-2020/0001").ToString(),
            "e2282ce4-4ee0-5b52-bdee-b795ed9cc1c8");
  EXPECT_NE(DeterministicUuid("case/sliedrecht-2020/0001"),
            DeterministicUuid("case/sliedrecht-2020/0002"));
}

}  // namespace
}  // namespace buurtbrug::client
