#include "platform/feed/follower.h"

#include <pqxx/result>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "buurtbrug/common/v1/feed_service.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/feed/sql.h"
#include "platform/postgres/read.h"
#include "platform/telemetry/log.h"

namespace buurtbrug::platform::feed {
namespace {

constexpr int kPage = 500;
constexpr absl::Duration kPause = absl::Milliseconds(5);

absl::StatusOr<Entry> ReadEntry(const common::v1::FeedEntry& raw) {
  Entry entry;
  entry.position = {raw.position().transaction(), raw.position().sequence()};
  BUURTBRUG_ASSIGN_OR_RETURN(entry.tenant.municipality,
                             core::ParseMunicipality("municipality", raw.municipality()));
  BUURTBRUG_ASSIGN_OR_RETURN(entry.tenant.contract,
                             core::ContractId::Parse("contract_id", raw.contract_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(entry.fact.event_id, core::Uuid::Parse("event_id", raw.event_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(entry.fact.occurred_on,
                             core::ParseDay("occurred_on", raw.occurred_on()));
  entry.recorded_at = absl::FromUnixSeconds(raw.recorded_at().seconds()) +
                      absl::Nanoseconds(raw.recorded_at().nanos());
  entry.fact.type = std::string(absl::StripPrefix(raw.event().type_url(), "type.googleapis.com/"));
  entry.fact.bytes = raw.event().value();
  return entry;
}

absl::Status Behind(const std::string& feed) {
  return core::Error(absl::StatusCode::kDeadlineExceeded, "FEED_BEHIND",
                     absl::StrCat("the feed of ", feed, " could not be read to its end in time"),
                     {{"feed", feed}});
}

Position ReadPosition(const pqxx::row& row) {
  return {row["transaction"].as<uint64_t>(), row["sequence"].as<uint64_t>()};
}

}  // namespace

Follower::Follower(std::string feed, const rpc::Client& client, postgres::Database& database,
                   const core::Clock& clock, telemetry::Metrics& metrics, Apply apply)
    : feed_(std::move(feed)),
      client_(client),
      database_(database),
      clock_(clock),
      metrics_(metrics),
      apply_(std::move(apply)) {}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

absl::StatusOr<Position> Follower::LoadPosition() {
  return database_.Run(postgres::Scope::Network(),
                       [&](postgres::ScopedTransaction& transaction) -> absl::StatusOr<Position> {
                         const pqxx::result rows = transaction.Run(sql::kPosition, {feed_});
                         return rows.empty() ? Position() : ReadPosition(rows[0]);
                       });
}

absl::StatusOr<Follower::Applied> Follower::ApplyRun(const std::vector<Entry>& entries,
                                                     size_t first, size_t end,
                                                     const Position& from) {
  return database_.Run(
      postgres::Scope::Tenant(entries[first].tenant),
      [&](postgres::ScopedTransaction& transaction) -> absl::StatusOr<Applied> {
        // Holds back every other reader of this feed until the commit.
        const Position claimed = ReadPosition(transaction.Run(sql::kClaimPosition, {feed_})[0]);
        if (claimed < from) {
          return Applied::kRewound;
        }
        Position reached = claimed;
        for (size_t i = first; i < end; ++i) {
          if (claimed < entries[i].position) {
            BUURTBRUG_RETURN_IF_ERROR(apply_(transaction, entries[i]));
            reached = entries[i].position;
          }
        }
        if (!(reached == claimed)) {
          transaction.Run(sql::kMovePosition, {feed_, reached.transaction, reached.sequence});
        }
        return Applied::kRun;
      });
}

absl::StatusOr<Follower::Frontier> Follower::ReadOnce(absl::Duration timeout) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Position position, LoadPosition());
  common::v1::ReadFeedRequest request;
  request.mutable_after()->set_transaction(position.transaction);
  request.mutable_after()->set_sequence(position.sequence);
  request.set_page_size(kPage);
  rpc::CallOptions options;
  options.timeout = timeout;
  const auto response = client_.Call<common::v1::ReadFeedResponse>(request, options);
  if (response.status().code() == absl::StatusCode::kDeadlineExceeded) {
    return Behind(feed_);
  }
  if (!response.ok()) {
    return core::Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE",
                       absl::StrCat("the feed of ", feed_, " cannot be read; try again"),
                       {{"feed", feed_}, {"cause", core::ReasonOf(response.status())}});
  }
  std::vector<Entry> entries;
  for (const common::v1::FeedEntry& raw : response->entries()) {
    BUURTBRUG_ASSIGN_OR_RETURN(Entry entry, ReadEntry(raw));
    entries.push_back(std::move(entry));
  }
  Frontier frontier;
  frontier.delivered_below = response->delivered_below();
  frontier.next_transaction = response->next_transaction();
  frontier.read_on = response->entries_size() >= kPage;
  Position from = position;
  for (size_t first = 0; first < entries.size();) {
    size_t end = first + 1;
    while (end < entries.size() && entries[end].tenant == entries[first].tenant) {
      ++end;
    }
    BUURTBRUG_ASSIGN_OR_RETURN(const Applied applied, ApplyRun(entries, first, end, from));
    if (applied == Applied::kRewound) {
      frontier.read_on = true;
      return frontier;
    }
    from = entries[end - 1].position;
    first = end;
  }
  if (!entries.empty()) {
    metrics_.FeedApplied(feed_, static_cast<int>(entries.size()),
                         clock_.Now() - entries.back().recorded_at);
    const std::lock_guard lock(mutex_);
    applied_ += static_cast<int64_t>(entries.size());
  }
  return frontier;
}

absl::Status Follower::CatchUp(absl::Duration patience) {
  const absl::Time until = clock_.Now() + patience;
  const std::lock_guard reading(reading_);
  uint64_t goal = 0;
  while (true) {
    const absl::Duration left = until - clock_.Now();
    if (left <= absl::ZeroDuration()) {
      return Behind(feed_);
    }
    const absl::StatusOr<Frontier> frontier = ReadOnce(left);
    if (!frontier.ok()) {
      metrics_.FeedFailed(feed_);
      return frontier.status();
    }
    if (goal == 0) {
      goal = frontier->next_transaction;
    }
    if (!frontier->read_on && frontier->delivered_below >= goal) {
      return absl::OkStatus();
    }
    if (!frontier->read_on) {
      // A commit waits for an older transaction of somebody else to end.
      std::unique_lock lock(mutex_);
      woken_.wait_for(lock, absl::ToChronoMilliseconds(kPause), [this] { return closing_; });
    }
  }
}

void RewindAll(postgres::ScopedTransaction& transaction) { transaction.Run(sql::kRewind); }

void Follower::Start(absl::Duration poll) {
  thread_ = std::thread([this, poll] { Serve(poll); });
}

void Follower::Wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_ = true;
  }
  woken_.notify_all();
}

int64_t Follower::applied() const {
  const std::lock_guard lock(mutex_);
  return applied_;
}

void Follower::Serve(absl::Duration poll) {
  std::string last_failure;
  while (true) {
    const absl::Status status = CatchUp(absl::Seconds(10));
    const std::string failure = core::ReasonOf(status);
    if (!status.ok() && failure != last_failure) {
      telemetry::Log(telemetry::Level::kWarning, "feed not read",
                     {{"feed", feed_}, {"reason", failure}, {"message", status.message()}});
    }
    last_failure = failure;
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, absl::ToChronoMilliseconds(poll), [this] { return closing_ || wake_; });
    wake_ = false;
    if (closing_) {
      return;
    }
  }
}

}  // namespace buurtbrug::platform::feed
