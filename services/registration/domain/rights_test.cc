#include "registration/domain/rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buurtbrug::registration::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kName = 1;
constexpr int kAddress = 2;
constexpr int kCoordinator = 2;
constexpr int kPartner = 5;

absl::Time At(int second) { return absl::FromUnixSeconds(second); }

std::vector<std::string> RecipientsOf(const std::vector<Notice>& notices) {
  std::vector<std::string> recipients;
  for (const Notice& notice : notices) {
    recipients.push_back(notice.recipient);
  }
  return recipients;
}

TEST(NoticesFor, EachWhoSawThatCategoryOnceWithTheLastTime) {
  const auto notices = NoticesFor({kName},
                                  {{"bob", kCoordinator, {kName, kAddress}, At(1)},
                                   {"bob", kCoordinator, {kName}, At(3)},
                                   {"bob", kCoordinator, {kName}, At(2)},
                                   {"chris", kCoordinator, {kAddress}, At(4)}},
                                  std::nullopt, "anna");
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].recipient, "bob");
  EXPECT_EQ(notices[0].category, kName);
  EXPECT_EQ(notices[0].disclosed_at, At(3));
}

TEST(NoticesFor, OnePerCategory) {
  EXPECT_THAT(
      RecipientsOf(NoticesFor({kName, kAddress}, {{"bob", kCoordinator, {kName, kAddress}, At(1)}},
                              std::nullopt, "anna")),
      ElementsAre("bob", "bob"));
}

TEST(NoticesFor, WhoCorrectedItKnows) {
  EXPECT_THAT(NoticesFor({kName}, {{"anna", kCoordinator, {kName}, At(1)}}, std::nullopt, "anna"),
              IsEmpty());
}

TEST(NoticesFor, ThePartnerThatReferredHasTheOldValue) {
  const PartnerId partner(*platform::core::Uuid::Parse("", "0a000000-0000-7000-8000-000000000001"));
  const auto notices = NoticesFor({kName}, {}, partner, "anna");
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].recipient, partner.ToString());
  EXPECT_EQ(notices[0].recipient_role, kPartner);
  EXPECT_FALSE(notices[0].disclosed_at.has_value());
}

}  // namespace
}  // namespace buurtbrug::registration::domain
