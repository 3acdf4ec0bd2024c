#include "registration/domain/link.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "registration/domain/demand.h"

namespace buurtbrug::registration::domain {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;

Link Example() {
  return {{"0397", *platform::core::ContractId::Parse("contract_id",
                                                      "0a000000-0000-7000-8000-000000000001")},
          *LinkId::Parse("link", "0b000000-0000-7000-8000-000000000002"),
          std::string(31, '\xA5') + '\0'};
}

TEST(ParseLink, GivesBackWhatWasFormatted) {
  const std::string text = FormatLink(Example());
  EXPECT_EQ(text.size(), 91U);
  const auto link = ParseLink(text);
  ASSERT_THAT(link, IsOk());
  EXPECT_EQ(link->tenant, Example().tenant);
  EXPECT_EQ(link->id, Example().id);
  EXPECT_EQ(link->secret, Example().secret);
}

TEST(ParseLink, HasOneAnswerToEverythingThatIsNone) {
  const std::string good = FormatLink(Example());
  Link nowhere = Example();
  nowhere.tenant.municipality = "0000";
  for (const std::string& text :
       {std::string(), good.substr(1), good + "A", good + "=", " " + good, good + "\n",
        "+" + good.substr(1), good.substr(0, 90) + "*", good.substr(0, 90) + "B",
        std::string(1'000'000, 'A'), std::string(91, '\0'), FormatLink(nowhere)}) {
    EXPECT_THAT(ParseLink(text), Fails(StatusCode::kNotFound, "LINK_NOT_FOUND")) << text.size();
  }
}

TEST(SameSecret, TellsEveryFlippedBit) {
  const std::string secret = Example().secret;
  EXPECT_TRUE(SameSecret(secret, secret));
  for (size_t bit = 0; bit < 8 * secret.size(); ++bit) {
    std::string other = secret;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(SameSecret(secret, other)) << bit;
  }
  EXPECT_FALSE(SameSecret("", ""));
  EXPECT_FALSE(SameSecret(secret, secret.substr(1)));
}

TEST(DemandExpiry, IsTheSameDayAYearLater) {
  EXPECT_EQ(DemandExpiry(absl::CivilDay(2020, 11, 15)), absl::CivilDay(2021, 11, 15));
  EXPECT_EQ(DemandExpiry(absl::CivilDay(2020, 2, 29)), absl::CivilDay(2021, 3, 1));
  EXPECT_EQ(DemandExpiry(absl::CivilDay(2020, 12, 31)), absl::CivilDay(2021, 12, 31));
}

}  // namespace
}  // namespace buurtbrug::registration::domain
