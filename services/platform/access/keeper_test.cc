#include "platform/access/keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::platform::access {
namespace {

using ::testing::ElementsAre;
using testing::Fails;
using testing::IsOk;

// A feed in memory: full pages of two entries.
class KeeperTest : public ::testing::Test {
 protected:
  KeeperTest() {
    EXPECT_THAT(telemetry::Metrics::Start("", &metrics_), IsOk());
    keeper_ = std::make_unique<Keeper>(
        [this](const feed::Position& after, absl::Duration) { return Read(after); }, book_,
        core::SystemClock(), *metrics_);
  }

  absl::StatusOr<feed::Page> Read(const feed::Position& after) {
    asked_.push_back(after.sequence);
    if (!failure_.ok()) {
      return failure_;
    }
    feed::Page page;
    page.delivered_below = page.next_transaction = 2;
    for (size_t i = after.sequence; i < entries_.size() && page.entries.size() < 2; ++i) {
      page.entries.push_back(entries_[i]);
    }
    page.full = page.entries.size() == 2;
    return page;
  }

  void OpenContract(const std::string& municipality) {
    feed::Entry entry;
    entry.position = {1, entries_.size() + 1};
    entry.tenant.municipality = municipality;
    entry.fact.type = tenancy::v1::ContractOpened().GetTypeName();
    entries_.push_back(entry);
  }

  absl::Status CatchUp() { return keeper_->CatchUpTo(core::SystemClock().Now(), absl::Seconds(5)); }

  std::unique_ptr<telemetry::Metrics> metrics_;
  Book book_;
  std::vector<feed::Entry> entries_;
  std::vector<uint64_t> asked_;
  absl::Status failure_;
  std::unique_ptr<Keeper> keeper_;
};

TEST_F(KeeperTest, ReadsFromTheFirstEntryAndEachOnce) {
  for (const char* municipality : {"0392", "0397", "0603"}) {
    OpenContract(municipality);
  }
  ASSERT_THAT(CatchUp(), IsOk());
  EXPECT_TRUE(book_.Knows({"0603", {}}));
  OpenContract("0610");
  ASSERT_THAT(CatchUp(), IsOk());
  EXPECT_TRUE(book_.Knows({"0610", {}}));
  EXPECT_THAT(asked_, ElementsAre(0, 2, 3));
}

TEST_F(KeeperTest, TakesInWhatAnEarlierEntryMayStillPrecedeAndReadsItAgain) {
  for (const char* municipality : {"0392", "0397", "0603"}) {
    OpenContract(municipality);
  }
  // An older transaction is open: only the first entry lies below it.
  entries_[1].position.transaction = 5;
  entries_[2].position.transaction = 6;
  ASSERT_THAT(CatchUp(), IsOk());
  EXPECT_TRUE(book_.Knows({"0603", {}}));
  // It commits, and its entry comes before two that were read.
  OpenContract("0610");
  feed::Entry late = entries_.back();
  entries_.pop_back();
  late.position = {3, 2};
  entries_.insert(entries_.begin() + 1, late);
  ASSERT_THAT(CatchUp(), IsOk());
  EXPECT_TRUE(book_.Knows({"0610", {}}));
}

TEST_F(KeeperTest, TellsEveryEntryToOthersToo) {
  std::vector<std::string> told;
  keeper_->Tell([&](const feed::Entry& entry) { told.push_back(entry.tenant.municipality); });
  OpenContract("0392");
  OpenContract("0397");
  ASSERT_THAT(CatchUp(), IsOk());
  EXPECT_THAT(told, ElementsAre("0392", "0397"));
}

TEST_F(KeeperTest, WhatCannotBeReadConfirmsNothing) {
  failure_ = core::Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE", "away");
  EXPECT_THAT(CatchUp(), Fails(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE"));
  EXPECT_EQ(keeper_->confirmed(), absl::InfinitePast());
  failure_ = absl::OkStatus();
  EXPECT_THAT(CatchUp(), IsOk());
  EXPECT_LT(absl::InfinitePast(), keeper_->confirmed());
}

}  // namespace
}  // namespace buurtbrug::platform::access
