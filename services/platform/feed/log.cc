#include "platform/feed/log.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <pqxx/result>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/feed/sql.h"
#include "platform/postgres/read.h"

namespace buurtbrug::platform::feed {
namespace {

constexpr int kDefaultPage = 500;
constexpr int kLargestPage = 1000;

}  // namespace

absl::StatusOr<common::v1::ReadFeedResponse> FeedLog::ReadFeed(
    const access::Call& /*call*/, const common::v1::ReadFeedRequest& request) {
  if (request.page_size() < 0) {
    return core::InvalidField("page_size", "OUT_OF_RANGE", "page_size must be 0 or more");
  }
  const int page =
      request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  return database_.Run(
      postgres::Scope::Feed(),
      [&](postgres::ScopedTransaction& transaction)
          -> absl::StatusOr<common::v1::ReadFeedResponse> {
        const pqxx::result rows = transaction.Run(
            sql::kRead,
            {request.after().transaction(), request.after().sequence(), page, request.unsettled()});
        common::v1::ReadFeedResponse response;
        response.set_delivered_below(rows[0]["low"].as<uint64_t>());
        response.set_next_transaction(rows[0]["high"].as<uint64_t>());
        if (request.after().transaction() >= response.next_transaction()) {
          return core::Error(absl::StatusCode::kFailedPrecondition, "FEED_REWOUND",
                             "the reader is ahead of this feed: the database was set back; see the "
                             "runbook restore-database");
        }
        for (const auto& row : rows) {
          if (row["event_id"].is_null()) {
            break;
          }
          common::v1::FeedEntry& entry = *response.add_entries();
          entry.mutable_position()->set_transaction(row["transaction"].as<uint64_t>());
          entry.mutable_position()->set_sequence(row["sequence"].as<uint64_t>());
          entry.set_event_id(row["event_id"].c_str());
          entry.set_municipality(row["municipality"].c_str());
          entry.set_contract_id(row["contract_id"].c_str());
          entry.set_occurred_on(row["occurred_on"].c_str());
          *entry.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
              absl::ToUnixMicros(postgres::ReadTime(row["recorded_at"])));
          entry.mutable_event()->set_type_url(
              absl::StrCat("type.googleapis.com/", row["type"].c_str()));
          entry.mutable_event()->set_value(postgres::ReadBytes(row["event"]));
          entry.set_correction(row["correction"].as<bool>());
        }
        return response;
      });
}

rpc::Service FeedLog::Describe() {
  rpc::Service service(
      common::v1::ReadFeedRequest::descriptor()->file()->FindServiceByName("FeedService"));
  service.Bind(this, &FeedLog::ReadFeed);
  return service;
}

}  // namespace buurtbrug::platform::feed
