#include "platform/feed/follower.h"

#include <pqxx/result>
#include <utility>
#include <vector>

#include "platform/core/status.h"
#include "platform/feed/sql.h"
#include "platform/postgres/read.h"

namespace buurtbrug::platform::feed {
namespace {

Position ReadPosition(const pqxx::row& row) {
  return {row["transaction"].as<uint64_t>(), row["sequence"].as<uint64_t>()};
}

}  // namespace

Follower::Follower(std::string feed, Source source, postgres::Database& database,
                   const core::Clock& clock, telemetry::Metrics& metrics, Apply apply)
    : feed_(std::move(feed)),
      source_(std::move(source)),
      database_(database),
      clock_(clock),
      metrics_(metrics),
      apply_(std::move(apply)),
      pursuer_(feed_, clock, metrics,
               [this](absl::Duration timeout) { return ReadOnce(timeout); }) {}

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

absl::StatusOr<Frontier> Follower::ReadOnce(absl::Duration timeout) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Position position, LoadPosition());
  BUURTBRUG_ASSIGN_OR_RETURN(const Page page, source_(position, timeout));
  const std::vector<Entry>& entries = page.entries;
  Frontier frontier;
  frontier.delivered_below = page.delivered_below;
  frontier.next_transaction = page.next_transaction;
  frontier.read_on = page.full;
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
    applied_ += static_cast<int64_t>(entries.size());
  }
  return frontier;
}

void Rewind(postgres::ScopedTransaction& transaction, const std::string& feed) {
  transaction.Run(sql::kRewind, {feed});
}

void RewindAll(postgres::ScopedTransaction& transaction) { transaction.Run(sql::kRewindAll); }

}  // namespace buurtbrug::platform::feed
